//! P(cause | everything known), and why.

use super::evidence::{Choice, Done, Evidence};
use super::model::{Model, OTHER};

/// A term smaller than this many nats is no reason worth telling.
const SMALLEST_REASON: f64 = 0.18;
/// What it says of a cause that it was put right: its probability becomes 0. Finite, so that it is a number in
/// any format.
const GONE: f64 = -10_000.0;

/// The probability of each cause, the last being [`OTHER`].
#[derive(Clone, Debug, PartialEq)]
pub struct Posterior {
    pub(super) probabilities: Vec<f64>,
    order: Vec<usize>,
}

/// One term of the sum that makes a cause's probability.
#[derive(Clone, Debug, PartialEq)]
pub struct Reason {
    /// What the term comes from.
    pub kind: ReasonKind,
    /// ln of the likelihood ratio, in nats: above 0 for the cause, below 0 against it.
    pub weight: f64,
}

/// What a reason comes from, by its ids in the knowledge.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReasonKind {
    /// The screen at which the login stops.
    Stage(String),
    /// An answer: observation and outcome.
    Answer(String, String),
    /// A message of the dictionary.
    Message(String),
    /// Something the machine showed.
    Finding(String),
    /// A repair that was tried: step and outcome.
    Repair(String, String),
    /// Own closed cases that had this cause: how many.
    OwnCases(u32),
}

impl Posterior {
    /// Columns of the causes, most probable first; equals in the knowledge's order.
    pub fn order(&self) -> &[usize] {
        &self.order
    }

    /// The probability of the cause in this column.
    pub fn of(&self, cause: usize) -> f64 {
        self.probabilities.get(cause).copied().unwrap_or(0.0)
    }

    /// How many causes the uncertainty amounts to: 1 when sure, the number of causes when nothing is known.
    pub fn effective_causes(&self) -> f64 {
        libm::exp(self.probabilities.iter().map(|p| entropy_term(*p)).sum())
    }
}

/// −p ln p.
pub(super) fn entropy_term(p: f64) -> f64 {
    if p > 0.0 { -p * libm::log(p) } else { 0.0 }
}

impl Model {
    /// The id of a column.
    pub fn cause_id(&self, cause: usize) -> &str {
        self.knowledge.causes.get(cause).map_or(OTHER, |cause| cause.id.as_str())
    }

    /// Bayes in log space. Unknown and skipped answers change nothing.
    pub fn posterior(&self, evidence: &Evidence) -> Posterior {
        let mut sums = self.log_prior.clone();
        if let Some(own) = &evidence.own {
            add(&mut sums, &own.terms);
        }
        for (index, (table, choice)) in self.observations.iter().zip(&evidence.choices).enumerate() {
            if let Some(Choice::Outcome(outcome)) = choice
                && !evidence.shown.contains(&index)
            {
                add(&mut sums, self.terms.row(table.first_row + outcome));
            }
        }
        for found in &evidence.matches {
            add(&mut sums, self.message_terms.row(found.index));
        }
        for (cause, sum) in sums.iter_mut().enumerate() {
            *sum += self.findings_of(evidence, cause).map(|(_, term)| term).sum::<f64>();
        }
        for (step, done) in self.steps.iter().zip(&evidence.done) {
            let Some(term) = step.term(*done) else { continue };
            for cause in &step.fixes {
                if let Some(sum) = sums.get_mut(*cause) {
                    *sum += term;
                }
            }
        }
        let probabilities = softmax(&sums);
        let mut order: Vec<usize> = (0..probabilities.len()).collect();
        order.sort_by(|a, b| {
            let p = |cause: &usize| probabilities.get(*cause).copied().unwrap_or(0.0);
            p(b).total_cmp(&p(a)).then(a.cmp(b))
        });
        Posterior { probabilities, order }
    }

    /// The terms of a cause's sum that matter, largest first.
    pub fn reasons(&self, evidence: &Evidence, cause: usize) -> Vec<Reason> {
        let cell = |row: &[f64]| row.get(cause).copied().unwrap_or(0.0);
        let mut reasons = Vec::new();
        if let Some(own) = &evidence.own
            && let Some(count) = own.counts.get(cause).filter(|count| **count > 0)
        {
            reasons.push(Reason { kind: ReasonKind::OwnCases(*count), weight: cell(&own.terms) });
        }
        for (index, (table, choice)) in self.observations.iter().zip(&evidence.choices).enumerate() {
            if let Some(Choice::Outcome(outcome)) = choice
                && !evidence.shown.contains(&index)
                && let Some(kind) = self.answer_kind(index, *outcome)
            {
                reasons.push(Reason { kind, weight: cell(self.terms.row(table.first_row + outcome)) });
            }
        }
        for found in &evidence.matches {
            let kind = ReasonKind::Message(found.id.clone());
            reasons.push(Reason { kind, weight: cell(self.message_terms.row(found.index)) });
        }
        for (index, weight) in self.findings_of(evidence, cause) {
            if let Some(finding) = self.knowledge.findings.get(index) {
                let kind = ReasonKind::Finding(finding.id.clone());
                reasons.push(Reason { kind, weight });
            }
        }
        for ((table, step), done) in self.steps.iter().zip(&self.knowledge.steps).zip(&evidence.done) {
            if let (true, Some(weight), Some(outcome)) =
                (table.fixes.contains(&cause), table.term(*done), done.and_then(Done::id))
            {
                reasons
                    .push(Reason { kind: ReasonKind::Repair(step.id.clone(), outcome.to_owned()), weight });
            }
        }
        reasons.retain(|reason| reason.weight.abs() >= SMALLEST_REASON);
        reasons.sort_by(|a, b| b.weight.abs().total_cmp(&a.weight.abs()));
        reasons
    }

    /// The strongest finding for a cause and the strongest against it. Findings of one machine go together (a
    /// company that clears cookies at exit does so in every browser), so they are not counted one by one. What the
    /// operator has answered too is counted there.
    fn findings_of(&self, evidence: &Evidence, cause: usize) -> impl Iterator<Item = (usize, f64)> {
        let terms = || {
            let term = |index: &usize| Some((*index, *self.finding_terms.row(*index).get(cause)?));
            let counting = evidence.findings.iter().filter(|index| !evidence.told.contains(index));
            counting.filter_map(term)
        };
        let by_term = |a: &(usize, f64), b: &(usize, f64)| a.1.total_cmp(&b.1);
        let strongest = terms().max_by(by_term).filter(|(_, term)| *term > 0.0);
        let weakest = terms().min_by(by_term).filter(|(_, term)| *term < 0.0);
        strongest.into_iter().chain(weakest)
    }

    fn answer_kind(&self, observation: usize, outcome: usize) -> Option<ReasonKind> {
        if observation == self.stage_table() {
            return self.knowledge.stages.get(outcome).map(|stage| ReasonKind::Stage(stage.id.clone()));
        }
        let observation = self.knowledge.observations.get(observation)?;
        let outcome = observation.outcomes.get(outcome)?;
        Some(ReasonKind::Answer(observation.id.clone(), outcome.id.clone()))
    }
}

impl super::model::StepTable {
    /// What the end of a repair says of each cause that it puts right.
    fn term(&self, done: Option<Done>) -> Option<f64> {
        match done? {
            Done::Fixed => Some(self.fixed_term),
            Done::NotFixed => Some(self.not_fixed_term),
            // It was there and is gone: whatever still stops the login is another cause.
            Done::CauseFixed => Some(GONE),
            Done::Protected | Done::NotProtected | Done::Unknown | Done::Later => None,
        }
    }
}

fn add(sums: &mut [f64], terms: &[f64]) {
    for (sum, term) in sums.iter_mut().zip(terms) {
        *sum += term;
    }
}

fn softmax(sums: &[f64]) -> Vec<f64> {
    let highest = sums.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let mut odds: Vec<f64> = sums.iter().map(|sum| libm::exp(sum - highest)).collect();
    let total: f64 = odds.iter().sum();
    for p in &mut odds {
        *p /= total;
    }
    odds
}
