//! What is known of a case, as the engine takes it.

use std::collections::BTreeMap;
use std::fmt;

use serde::de::{Error as _, MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};

use crate::knowledge::{Knowledge, answer_exists};

/// Everything known of a case: the engine's whole input. Also the file format of `login-triage triage`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Answers {
    /// The screen at which the login stops, `G0` to `G9`.
    pub stage: Option<String>,
    /// The message as pasted, matched against the message dictionary; empty where none was shown. Empty: asked, there was none.
    pub message: Option<String>,
    /// Observation, repair or protection id to outcome id; `unknown` and `later` say nothing.
    #[serde(deserialize_with = "each_once")]
    pub observations: BTreeMap<String, String>,
    /// Ids of findings that the machine showed.
    pub findings: Vec<String>,
    /// Passwords tried since the last pause.
    pub password_tries: u32,
    /// Codes requested within the last day.
    pub code_requests: u32,
}

/// Answers that the knowledge has no entry for.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("unknown ids: {}", .ids.join(", "))]
pub struct AnswersError {
    /// The unknown ids, an unknown outcome as `observation: outcome`.
    pub ids: Vec<String>,
}

impl Answers {
    /// Whether every id exists.
    pub fn validate(&self, knowledge: &Knowledge) -> Result<(), AnswersError> {
        let stage = self.stage.iter().filter(|id| knowledge.stage(id).is_none()).cloned();
        let findings = self.findings.iter().filter(|id| knowledge.finding(id).is_none()).cloned();
        let observations =
            self.observations.iter().filter(|(id, outcome)| !answer_exists(knowledge, id, outcome));
        let observations = observations.map(|(id, outcome)| {
            let known = knowledge.observation(id).is_some() || knowledge.step(id).is_some();
            if known { format!("{id}: {outcome}") } else { id.clone() }
        });
        let ids: Vec<String> = stage.chain(observations).chain(findings).collect();
        if ids.is_empty() { Ok(()) } else { Err(AnswersError { ids }) }
    }
}

/// How the error begins that names an observation with two answers; the id follows.
pub const ANSWERED_TWICE: &str = "answered twice: ";

/// A map in which no key stands twice: which of two answers counts must not depend on their order.
fn each_once<'de, D: Deserializer<'de>>(deserializer: D) -> Result<BTreeMap<String, String>, D::Error> {
    struct EachOnce;

    impl<'de> Visitor<'de> for EachOnce {
        type Value = BTreeMap<String, String>;

        fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
            formatter.write_str("observations with their answers")
        }

        fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
            let mut answers = BTreeMap::new();
            while let Some((id, outcome)) = map.next_entry::<String, String>()? {
                if answers.contains_key(&id) {
                    return Err(A::Error::custom(format_args!("{ANSWERED_TWICE}{id}")));
                }
                answers.insert(id, outcome);
            }
            Ok(answers)
        }
    }

    deserializer.deserialize_map(EachOnce)
}
