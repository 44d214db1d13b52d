//! Hazards as locks: what must not be done yet, why, and what opens it.

use crate::knowledge::{HazardRule, StepKind};

use super::evidence::Evidence;
use super::model::Model;
use super::posterior::Posterior;

/// A step that is locked.
#[derive(Clone, Debug, PartialEq)]
pub struct Locked {
    /// The step's id.
    pub step: String,
    pub locks: Vec<Lock>,
    /// Probability of the causes in whose case the step would be done or is tempting: how near the danger is.
    pub relevance: f64,
}

/// One hazard that locks a step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lock {
    /// The hazard's id, `H01` to `H18`.
    pub hazard: String,
    /// What is still to be made sure of, in words. For a step that is never to be done: what to do instead.
    pub unlock: Vec<String>,
    /// Whether it can be opened at all.
    pub opens: bool,
}

impl Model {
    /// Whether a step may be done.
    pub(super) fn is_open(&self, evidence: &Evidence, step: usize) -> bool {
        self.steps
            .get(step)
            .is_some_and(|table| table.gates.iter().all(|hazard| self.hazard_is_met(evidence, *hazard)))
    }

    fn hazard_is_met(&self, evidence: &Evidence, hazard: usize) -> bool {
        self.hazards.get(hazard).is_some_and(|tests| tests.iter().all(|test| evidence.holds(test)))
    }

    /// All locked steps, the nearest danger first.
    pub fn locked(&self, evidence: &Evidence, posterior: &Posterior) -> Vec<Locked> {
        let mut locked: Vec<Locked> = (0..self.steps.len())
            .filter(|step| !self.is_open(evidence, *step))
            .filter_map(|step| {
                let entry = self.knowledge.steps.get(step)?;
                let table = self.steps.get(step)?;
                let near = if entry.kind == StepKind::Temptation { &table.tempts } else { &table.fixes };
                let relevance = near.iter().map(|cause| posterior.of(*cause)).sum();
                let locks = table.gates.iter().filter_map(|hazard| self.lock(evidence, *hazard)).collect();
                Some(Locked { step: entry.id.clone(), locks, relevance })
            })
            .collect();
        locked.sort_by(|a, b| b.relevance.total_cmp(&a.relevance));
        locked
    }

    fn lock(&self, evidence: &Evidence, hazard: usize) -> Option<Lock> {
        if self.hazard_is_met(evidence, hazard) {
            return None;
        }
        let entry = self.knowledge.hazards.get(hazard)?;
        let (unlock, opens) = match &entry.rule {
            HazardRule::Never(instead) => (vec![instead.clone()], false),
            HazardRule::Until(unlocks) => {
                let tests = self.hazards.get(hazard)?;
                let unmet = unlocks.iter().zip(tests).filter(|(_, test)| !evidence.holds(test));
                (unmet.map(|(unlock, _)| unlock.text.clone()).collect(), true)
            }
        };
        Some(Lock { hazard: entry.id.clone(), unlock, opens })
    }
}
