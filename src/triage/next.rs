//! The next step: most expected information, or best chance to solve the case, for its minutes and risk.

use crate::knowledge::{Step, StepKind};

use super::evidence::{Choice, Done, Evidence};
use super::model::{Model, Test};
use super::posterior::{Posterior, entropy_term};
use super::strength::{CHANCE_RECOVERY, VALUE_OF_SOLVING, risk_minutes};

/// A repair is not offered below this chance that its cause is the one.
const SMALLEST_REPAIR: f64 = 0.12;
/// The opening questions come first until one cause is this probable.
const OPENING_UNTIL: f64 = 0.6;
/// What is not worth a minute is not offered.
const SMALLEST_SCORE: f64 = 1e-4;
/// Every step takes at least this many minutes of attention.
const ATTENTION_MINUTES: f64 = 0.5;
/// A condition of a locked step is worth this share of what the step would be worth, over all its conditions.
const UNLOCK_SHARE: f64 = 0.6;

/// A step worth doing now. Never a locked one.
#[derive(Clone, Debug, PartialEq)]
pub struct NextStep {
    /// The step's id.
    pub step: String,
    /// Expected nats per minute, risk counted as minutes.
    pub score: f64,
    /// How many causes that are still in play its answer tells apart.
    pub separates: usize,
}

struct Candidate {
    step: usize,
    urgent: Option<u8>,
    opening: Option<u8>,
    postponed: bool,
    score: f64,
}

impl Model {
    /// The steps worth doing now, best first.
    pub fn next_steps(&self, evidence: &Evidence, posterior: &Posterior) -> Vec<NextStep> {
        let information = self.information(evidence, posterior);
        let unlocking = self.unlocking(evidence, posterior, &information);
        let certain = posterior.order().first().is_some_and(|cause| posterior.of(*cause) >= OPENING_UNTIL);
        let mut candidates: Vec<Candidate> = self
            .knowledge
            .steps
            .iter()
            .enumerate()
            .filter(|(index, step)| self.is_offered(evidence, *index, step))
            .filter_map(|(index, step)| {
                let value = self.value(evidence, posterior, &information, index, step)?
                    + self.unlock_value(&unlocking, index);
                let opening = step.opening.filter(|_| !certain || self.asks_the_basics(evidence, index));
                Some(Candidate {
                    step: index,
                    urgent: step.urgent,
                    opening,
                    postponed: self.is_postponed(evidence, index),
                    score: value / cost(step),
                })
            })
            .filter(|candidate| {
                candidate.urgent.is_some() || candidate.opening.is_some() || candidate.score > SMALLEST_SCORE
            })
            .collect();
        candidates.sort_by(|a, b| {
            rank(a).cmp(&rank(b)).then(b.score.total_cmp(&a.score)).then(a.step.cmp(&b.step))
        });
        let separates = |candidate: &Candidate| self.separates(evidence, posterior, candidate.step);
        candidates
            .iter()
            .filter_map(|candidate| {
                let step = self.knowledge.steps.get(candidate.step)?;
                Some(NextStep {
                    step: step.id.clone(),
                    score: candidate.score,
                    separates: separates(candidate),
                })
            })
            .collect()
    }

    /// Whether a step asks for the stage, the message, or what may call for a protection that cannot wait (is
    /// anybody still inside): these come first however certain a cause seems.
    fn asks_the_basics(&self, evidence: &Evidence, index: usize) -> bool {
        let Some(table) = self.steps.get(index) else {
            return false;
        };
        let stage = self.stage_table();
        let asks_stage = table.observes.contains(&stage) && Self::is_unanswered(evidence, stage);
        let asks_message = table.asks_message && !evidence.message_given;
        asks_stage || asks_message || self.may_call_for_protection(&table.observes)
    }

    fn may_call_for_protection(&self, asked: &[usize]) -> bool {
        let urgent = self.steps.iter().zip(&self.knowledge.steps).filter(|(_, step)| step.urgent.is_some());
        let mut conditions = urgent.flat_map(|(table, _)| &table.when);
        conditions.any(|test| matches!(test, Test::Is(observation, _) if asked == [*observation]))
    }

    /// Open, fitting, not done yet, and something to do at all.
    fn is_offered(&self, evidence: &Evidence, index: usize, step: &Step) -> bool {
        let Some(table) = self.steps.get(index) else {
            return false;
        };
        let fits = table.when.iter().all(|test| evidence.holds(test));
        step.kind != StepKind::Temptation
            && fits
            && self.is_open(evidence, index)
            && !self.is_done(evidence, index, step)
    }

    fn is_done(&self, evidence: &Evidence, index: usize, step: &Step) -> bool {
        let Some(table) = self.steps.get(index) else {
            return true;
        };
        let ended = evidence.done.get(index).copied().flatten().is_some_and(|done| done != Done::Later);
        let answered = || table.observes.iter().all(|o| !Self::is_unanswered(evidence, *o));
        match step.kind {
            StepKind::Repair => ended,
            StepKind::Protect => ended || (!table.observes.is_empty() && answered()),
            StepKind::Question | StepKind::Test | StepKind::Temptation => {
                (!table.asks_message || evidence.message_given) && answered()
            }
        }
    }

    fn is_unanswered(evidence: &Evidence, observation: usize) -> bool {
        matches!(evidence.choices.get(observation), Some(None | Some(Choice::Later)))
    }

    fn is_postponed(&self, evidence: &Evidence, index: usize) -> bool {
        let later = evidence.done.get(index).copied().flatten() == Some(Done::Later);
        let observes = self.steps.get(index).map(|table| table.observes.as_slice()).unwrap_or_default();
        later || observes.iter().any(|o| evidence.choices.get(*o) == Some(&Some(Choice::Later)))
    }

    /// Expected information of each unanswered observation about the cause, in nats:
    /// entropy of the outcomes minus their expected entropy once the cause is known.
    fn information(&self, evidence: &Evidence, posterior: &Posterior) -> Vec<f64> {
        self.observations
            .iter()
            .enumerate()
            .map(|(index, table)| {
                if !Self::is_unanswered(evidence, index) {
                    return 0.0;
                }
                let rows = table.first_row..table.first_row + table.outcomes;
                let outcomes: f64 = rows
                    .map(|row| entropy_term(dot(&posterior.probabilities, self.likelihood.row(row))))
                    .sum();
                (outcomes - dot(&posterior.probabilities, self.entropy.row(index))).max(0.0)
            })
            .collect()
    }

    fn value(
        &self,
        evidence: &Evidence,
        posterior: &Posterior,
        information: &[f64],
        index: usize,
        step: &Step,
    ) -> Option<f64> {
        let table = self.steps.get(index)?;
        match step.kind {
            StepKind::Repair => self.repair_value(posterior, index, step),
            StepKind::Protect => Some(0.0),
            StepKind::Question | StepKind::Test | StepKind::Temptation => {
                // A message is worth about what the best question is worth; it is never known beforehand.
                let message = if table.asks_message && !evidence.message_given { 1.0 } else { 0.0 };
                Some(message + table.observes.iter().filter_map(|o| information.get(*o)).sum::<f64>())
            }
        }
    }

    /// P(fixed) times what solving is worth, and what a failure would tell.
    fn repair_value(&self, posterior: &Posterior, index: usize, step: &Step) -> Option<f64> {
        let table = self.steps.get(index)?;
        let p: f64 = table.fixes.iter().map(|cause| posterior.of(*cause)).sum();
        if p < SMALLEST_REPAIR {
            return None;
        }
        let fixed = p * step.success + (1.0 - p) * CHANCE_RECOVERY;
        let binary = |p: f64| entropy_term(p) + entropy_term(1.0 - p);
        let information = binary(fixed) - p * binary(step.success) - (1.0 - p) * binary(CHANCE_RECOVERY);
        Some(fixed * VALUE_OF_SOLVING + information.max(0.0))
    }

    /// What observing each observation is worth because it is a condition of a locked step.
    fn unlocking(&self, evidence: &Evidence, posterior: &Posterior, information: &[f64]) -> Vec<f64> {
        let mut worth = vec![0.0; self.observations.len()];
        for (index, (table, step)) in self.steps.iter().zip(&self.knowledge.steps).enumerate() {
            let fits = table.when.iter().all(|test| evidence.holds(test));
            if table.gates.is_empty()
                || step.kind == StepKind::Temptation
                || !fits
                || self.is_open(evidence, index)
            {
                continue;
            }
            let unmet: Vec<&Test> = table
                .gates
                .iter()
                .filter_map(|hazard| self.hazards.get(*hazard))
                .flatten()
                .filter(|test| !evidence.holds(test))
                .collect();
            let Some(value) = self.value(evidence, posterior, information, index, step) else {
                continue;
            };
            let wanted: Vec<usize> = unmet.iter().filter_map(|test| Self::wanted(evidence, test)).collect();
            // One that is answered the other way, or a counter, keeps the gate closed whatever else is said.
            if wanted.len() < unmet.len() {
                continue;
            }
            for observation in &wanted {
                if let Some(cell) = worth.get_mut(*observation) {
                    *cell += UNLOCK_SHARE * value / wanted.len() as f64 / cost(step);
                }
            }
        }
        worth
    }

    /// The observation that could still meet a condition.
    fn wanted(evidence: &Evidence, test: &Test) -> Option<usize> {
        match test {
            Test::Is(observation, _) => Self::is_unanswered(evidence, *observation).then_some(*observation),
            _ => None,
        }
    }

    fn unlock_value(&self, unlocking: &[f64], index: usize) -> f64 {
        let observes = self.steps.get(index).map(|table| table.observes.as_slice()).unwrap_or_default();
        observes.iter().filter_map(|o| unlocking.get(*o)).sum()
    }

    /// How many causes in play have their odds changed at least threefold by some outcome.
    fn separates(&self, evidence: &Evidence, posterior: &Posterior, step: usize) -> usize {
        let observes = self.steps.get(step).map(|table| table.observes.as_slice()).unwrap_or_default();
        let open: Vec<_> = observes
            .iter()
            .filter(|o| Self::is_unanswered(evidence, **o))
            .filter_map(|o| self.observations.get(*o))
            .collect();
        let told = |cause: usize| {
            open.iter().any(|table| {
                (table.first_row..table.first_row + table.outcomes)
                    .any(|row| self.terms.row(row).get(cause).is_some_and(|term| term.abs() > 1.0))
            })
        };
        (0..self.causes).filter(|cause| posterior.of(*cause) > 0.01 && told(*cause)).count()
    }
}

fn rank(candidate: &Candidate) -> (bool, u8, u8) {
    let urgent = candidate.urgent.unwrap_or(u8::MAX);
    (candidate.postponed, urgent, candidate.opening.unwrap_or(u8::MAX))
}

/// Minutes of the operator, the risk counted as minutes.
fn cost(step: &Step) -> f64 {
    ATTENTION_MINUTES + f64::from(step.minutes) + risk_minutes(step.risk, step.reversible)
}

/// Sum of products, in eight lanes so that the additions do not wait for each other.
fn dot(a: &[f64], b: &[f64]) -> f64 {
    let (a_chunks, a_rest) = a.as_chunks::<8>();
    let (b_chunks, b_rest) = b.as_chunks::<8>();
    let mut lanes = [0.0; 8];
    for (a, b) in a_chunks.iter().zip(b_chunks) {
        for ((lane, a), b) in lanes.iter_mut().zip(a).zip(b) {
            *lane += a * b;
        }
    }
    lanes.iter().sum::<f64>() + a_rest.iter().zip(b_rest).map(|(a, b)| a * b).sum::<f64>()
}
