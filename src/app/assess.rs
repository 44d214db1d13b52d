//! The note as the engine sees it.

use std::collections::BTreeMap;

use crate::case::Case;
use crate::triage::{Answers, Evidence, Experience, Locked, Model, NextStep, Posterior};

/// What the engine says of a note. Recomputed after every change; a fraction of a millisecond.
#[derive(Clone, Debug)]
pub struct Assessment {
    /// The answers resolved.
    pub evidence: Option<Evidence>,
    /// The probability of each cause.
    pub posterior: Option<Posterior>,
    /// What to do now, best first.
    pub next: Vec<NextStep>,
    /// What not to do yet, nearest danger first.
    pub locked: Vec<Locked>,
}

impl Assessment {
    /// Assesses a note, with what own closed cases say where they are asked. Answers whose ids this program does not know
    /// stay in the note and say nothing.
    pub fn of(model: &Model, case: &Case, experience: Option<&Experience>) -> Self {
        let Ok(evidence) = model.evidence(&known_answers(model, case)) else {
            return Self { evidence: None, posterior: None, next: Vec::new(), locked: Vec::new() };
        };
        let own = experience.and_then(|experience| model.own_cases(experience, &case.id));
        let evidence = evidence.with_own_cases(own);
        let posterior = model.posterior(&evidence);
        let next = model.next_steps(&evidence, &posterior);
        let locked = model.locked(&evidence, &posterior);
        Self { evidence: Some(evidence), posterior: Some(posterior), next, locked }
    }

    /// Whether a step is locked.
    pub fn is_locked(&self, step: &str) -> bool {
        self.locked.iter().any(|locked| locked.step == step)
    }

    /// How many answers say something.
    pub fn answered(&self) -> usize {
        self.evidence.as_ref().map_or(0, Evidence::answered)
    }
}

/// The engine's input from a note, without what this program's knowledge does not hold.
fn known_answers(model: &Model, case: &Case) -> Answers {
    let knowledge = model.knowledge();
    let observations: BTreeMap<String, String> = case
        .answers
        .iter()
        .filter(|answer| crate::knowledge::answer_exists(knowledge, &answer.id, &answer.outcome))
        .map(|answer| (answer.id.clone(), answer.outcome.clone()))
        .collect();
    let findings = case.findings.iter().map(|finding| finding.id.clone());
    Answers {
        stage: case.stage.clone().filter(|id| knowledge.stage(id).is_some()),
        // Asked and left empty: there was no message.
        message: Some(case.message.clone())
            .filter(|text| !text.trim().is_empty() || case.answer("message").is_some()),
        observations,
        findings: findings.filter(|id| knowledge.finding(id).is_some()).collect(),
        password_tries: case.password_tries,
        code_requests: case.code_requests,
    }
}
