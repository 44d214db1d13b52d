//! The program's own words in English, for an inquiry: `assets/documents/english.ron`.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

use crate::embedded;

/// The words, by the ids of the knowledge.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct English {
    stages: BTreeMap<String, String>,
    points: BTreeMap<String, String>,
    answers: BTreeMap<String, BTreeMap<String, String>>,
    steps: BTreeMap<String, String>,
    outcomes: BTreeMap<String, String>,
    findings: BTreeMap<String, String>,
}

/// The words that are built in. A test parses them.
pub fn english() -> &'static English {
    static ENGLISH: LazyLock<English> = LazyLock::new(|| {
        let parsed = ron::from_str(include_str!("../../assets/documents/english.ron"));
        embedded::table("documents/english.ron", parsed)
    });
    &ENGLISH
}

impl English {
    /// The screen at which a login stops.
    pub fn stage(&self, id: &str) -> Option<&str> {
        self.stages.get(id).map(String::as_str)
    }

    /// What a point of the inquiry is about.
    pub fn point(&self, id: &str) -> Option<&str> {
        self.points.get(id).map(String::as_str)
    }

    /// An answer as a statement.
    pub fn answer(&self, id: &str, outcome: &str) -> Option<&str> {
        self.answers.get(id)?.get(outcome).map(String::as_str)
    }

    /// A repair that was done.
    pub fn step(&self, id: &str) -> Option<&str> {
        self.steps.get(id).map(String::as_str)
    }

    /// How a repair ended.
    pub fn outcome(&self, id: &str) -> Option<&str> {
        self.outcomes.get(id).map(String::as_str)
    }

    /// A finding of the machine.
    pub fn finding(&self, id: &str) -> Option<&str> {
        self.findings.get(id).map(String::as_str)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::case::{Source, points_asked};
    use crate::knowledge::{Knowledge, Likelihood, PROTECT_OUTCOMES, REPAIR_OUTCOMES, StepKind};

    fn parsed() -> English {
        ron::from_str(include_str!("../../assets/documents/english.ron")).unwrap()
    }

    #[test]
    fn all_that_an_inquiry_can_say_stands_there() {
        let (english, knowledge) = (parsed(), Knowledge::embedded().unwrap());
        for stage in &knowledge.stages {
            assert!(english.stage(&stage.id).is_some(), "{}", stage.id);
        }
        for point in points_asked() {
            assert!(english.point(&point.id).is_some(), "{}", point.id);
            for source in &point.from {
                let Source::Answer(id) = source else { continue };
                for outcome in &knowledge.observation(id).unwrap().outcomes {
                    assert!(english.answer(id, &outcome.id).is_some(), "{id} {}", outcome.id);
                }
            }
        }
        for step in &knowledge.steps {
            if matches!(step.kind, StepKind::Repair | StepKind::Protect) {
                assert!(english.step(&step.id).is_some(), "{}", step.id);
            }
        }
        for outcome in REPAIR_OUTCOMES.iter().chain(&PROTECT_OUTCOMES) {
            assert!(english.outcome(outcome).is_some(), "{outcome}");
        }
        for finding in &knowledge.findings {
            if matches!(finding.likelihood, Likelihood::High | Likelihood::Medium) {
                assert!(english.finding(&finding.id).is_some(), "{}", finding.id);
            }
        }
    }

    #[test]
    fn nothing_stands_there_that_nothing_says() {
        let (english, knowledge) = (parsed(), Knowledge::embedded().unwrap());
        assert!(english.stages.keys().all(|id| knowledge.stage(id).is_some()));
        for (id, outcomes) in &english.answers {
            let observation = knowledge.observation(id).unwrap_or_else(|| panic!("{id}"));
            assert!(outcomes.keys().all(|outcome| observation.outcome(outcome).is_some()), "{id}");
        }
        assert!(english.steps.keys().all(|id| knowledge.step(id).is_some()));
        for id in english.findings.keys() {
            assert!(knowledge.finding(id).is_some(), "{id}");
        }
        let values = english.stages.values().chain(english.steps.values()).chain(english.findings.values());
        let values = values.chain(english.answers.values().flat_map(BTreeMap::values));
        for text in values.chain(english.points.values()).chain(english.outcomes.values()) {
            assert!(text.is_ascii() && !text.is_empty(), "{text}");
        }
    }
}
