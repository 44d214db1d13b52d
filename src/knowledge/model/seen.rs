//! What can be seen or asked: observations, messages, symptoms, findings of the machine.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Effects, Grade, Id, Spends};

/// Something that can be seen or asked, with its possible outcomes.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Observation {
    pub id: Id,
    /// The question as put to the operator.
    pub question: String,
    /// A noun phrase for lists of answers.
    pub short: String,
    pub outcomes: Vec<Outcome>,
    /// Asked again after a cause was fixed and the login still fails.
    #[serde(default)]
    pub ask_again: AskAgain,
    /// A counter that answers it, with the outcome from each count on.
    #[serde(default)]
    pub from_counter: Option<(Spends, Vec<(u32, Id)>)>,
}

/// Whether an answer stays valid in the next round.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum AskAgain {
    /// The answer stays valid.
    #[default]
    No,
    /// What was seen may have changed with the fix.
    AfterFix,
}

/// One answer to an [`Observation`].
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Outcome {
    pub id: Id,
    /// The answer's button.
    pub label: String,
    /// The answer as a reason: a short statement.
    pub said: String,
    /// Share of this outcome where no listed cause speaks for or against it. The shares of an
    /// observation's outcomes sum to 1.
    pub base: f64,
    #[serde(default)]
    pub effects: Effects,
}

/// A fact that the environment readers can find, and what it means for the causes.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FindingText {
    /// Named by its words, e.g. `chromium.cookies.block_all`.
    pub id: Id,
    /// How likely this is the reason why the login fails.
    pub likelihood: Likelihood,
    /// One line; `{subject}` is replaced by the browser, profile or machine, `{value}` by the value found, `{detail}`
    /// by the one of [`details`](Self::details) that holds.
    pub summary: String,
    /// Why it matters for the login.
    pub why: String,
    /// How to put it right, in the menus of that program in Japanese.
    pub fix: Vec<String>,
    /// How to see that it is right.
    pub recheck: String,
    /// The finding as a reason.
    pub said: String,
    /// Where one finding has several shapes: what is said of each, by the name of the shape. `{subject}` and `{value}`
    /// are replaced in them too.
    #[serde(default)]
    pub details: BTreeMap<Id, String>,
    /// Share of machines that show it for no bad reason.
    pub base: f64,
    #[serde(default)]
    pub effects: Effects,
    /// Observations that the machine answers by it, with their outcomes. The operator is not asked then; what the
    /// finding says of the causes stands in `effects` alone.
    #[serde(default)]
    pub answers: Vec<(Id, Id)>,
    pub grade: Grade,
}

/// How likely a finding is the reason why the login fails.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Likelihood {
    High,
    Medium,
    Low,
    Info,
}

impl Likelihood {
    /// As files and JSON name it.
    pub fn id(self) -> &'static str {
        match self {
            Self::High => "high",
            Self::Medium => "medium",
            Self::Low => "low",
            Self::Info => "info",
        }
    }
}

/// A message as Amazon shows it (M01 to M27).
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Message {
    pub id: Id,
    /// Wordings in Japanese and English, as far as known; the first is shown.
    pub texts: Vec<String>,
    /// The message as a reason.
    pub said: String,
    /// The stages where it appears.
    pub stages: Vec<Id>,
    /// Share of this message where no listed cause is at work.
    pub base: f64,
    pub effects: Effects,
    /// Answers the message gives by itself: observation and outcome.
    #[serde(default)]
    pub answers: Vec<(Id, Id)>,
    pub grade: Grade,
    #[serde(default)]
    pub note: Option<String>,
}

/// A symptom without a message, and the answer that stands for it.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Symptom {
    pub id: Id,
    pub label: String,
    /// Observation and outcome, or a stage.
    pub shown_by: ShownBy,
    /// How to tell the suspects apart.
    pub discriminator: String,
}

/// What a symptom is in the operator's answers.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum ShownBy {
    Answer(Id, Id),
    AtStage(Id),
}
