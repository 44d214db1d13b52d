//! The knowledge as tables of numbers, made once.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use crate::knowledge::{Condition, Effects, HazardRule, Knowledge, Observation, Spends, StepKind};

use super::message::Dictionary;
use super::strength::{CHANCE_RECOVERY, OTHER_WEIGHT, likelihood_ratio, stage_share};

/// The id of the cause that stands for everything the knowledge does not hold.
pub const OTHER: &str = "other";

/// The knowledge as tables of numbers. Columns are causes, the last one being [`OTHER`].
#[derive(Debug)]
pub struct Model {
    pub(super) knowledge: Arc<Knowledge>,
    /// Number of columns.
    pub(super) causes: usize,
    /// ln of the prior of each cause.
    pub(super) log_prior: Vec<f64>,
    pub(super) observations: Vec<ObservationTable>,
    /// Index of the first row of observation `i` is `observations[i].first_row`; the stage is the last table.
    pub(super) likelihood: Table,
    /// ln(P(outcome | cause) / share of the outcome): the terms of the sum in log space, row by row.
    pub(super) terms: Table,
    /// Entropy of the outcomes under each cause, one row an observation.
    pub(super) entropy: Table,
    /// Terms of the messages and findings: they are seen or unknown, never "not seen".
    pub(super) message_terms: Table,
    pub(super) finding_terms: Table,
    pub(super) steps: Vec<StepTable>,
    pub(super) hazards: Vec<Vec<Test>>,
    pub(super) dictionary: Dictionary,
    observation_index: HashMap<String, usize>,
    step_index: HashMap<String, usize>,
    finding_index: HashMap<String, usize>,
    stage_index: HashMap<String, usize>,
}

/// Rows of numbers, one column a cause.
#[derive(Debug, Default)]
pub(super) struct Table {
    width: usize,
    cells: Vec<f64>,
}

impl Table {
    fn new(width: usize) -> Self {
        Self { width, cells: Vec::new() }
    }

    pub(super) fn row(&self, row: usize) -> &[f64] {
        self.cells.get(row * self.width..(row + 1) * self.width).unwrap_or_default()
    }

    fn push(&mut self, row: impl Iterator<Item = f64>) {
        self.cells.extend(row);
        debug_assert_eq!(self.cells.len() % self.width, 0);
    }
}

/// Where an observation's rows are.
#[derive(Clone, Debug)]
pub(super) struct ObservationTable {
    pub(super) first_row: usize,
    pub(super) outcomes: usize,
}

/// A step with its references resolved.
#[derive(Debug, Default)]
pub(super) struct StepTable {
    pub(super) observes: Vec<usize>,
    pub(super) asks_message: bool,
    pub(super) fixes: Vec<usize>,
    pub(super) tempts: Vec<usize>,
    pub(super) gates: Vec<usize>,
    pub(super) when: Vec<Test>,
    /// ln of P(fixed) and P(not fixed) relative to a repair that has nothing to do with the cause.
    pub(super) fixed_term: f64,
    pub(super) not_fixed_term: f64,
}

/// A [`Condition`] with its references resolved; outcomes are bits.
#[derive(Clone, Debug)]
pub(super) enum Test {
    Is(usize, u64),
    IsNot(usize, u64),
    StepIs(usize, Vec<String>),
    /// One of these findings, or none of them.
    Found(Vec<usize>),
    NotFound(Vec<usize>),
    AnyOf(Vec<Test>),
    PasswordTriesBelow(u32),
    CodeRequestsBelow(u32),
    Never,
}

impl Model {
    /// Turns the knowledge into tables.
    pub fn new(knowledge: Arc<Knowledge>) -> Self {
        let k = Arc::clone(&knowledge);
        let mut model = Self::without_tables(knowledge);
        let (columns, causes) = (columns(&k), model.causes);
        for observation in &k.observations {
            let rows = outcome_rows(observation, &columns, causes);
            let shares: Vec<f64> = observation.outcomes.iter().map(|outcome| outcome.base).collect();
            model.push_observation(&rows, &shares);
        }
        let (rows, shares) = stage_rows(&k, causes);
        model.push_observation(&rows, &shares);
        for message in &k.messages {
            let terms = one_sided(&message.effects, message.base, &columns, causes);
            model.message_terms.push(terms);
        }
        for finding in &k.findings {
            let terms = one_sided(&finding.effects, finding.base, &columns, causes);
            model.finding_terms.push(terms);
        }
        let hazards = k.hazards.iter().map(|hazard| model.tests_of(&hazard.rule));
        model.hazards = hazards.collect();
        let steps = k.steps.iter().map(|step| model.step_table(step, &columns));
        model.steps = steps.collect();
        model
    }

    fn without_tables(knowledge: Arc<Knowledge>) -> Self {
        let causes = knowledge.causes.len() + 1;
        Self {
            causes,
            log_prior: log_prior(&knowledge),
            observations: Vec::new(),
            likelihood: Table::new(causes),
            terms: Table::new(causes),
            entropy: Table::new(causes),
            message_terms: Table::new(causes),
            finding_terms: Table::new(causes),
            steps: Vec::new(),
            hazards: Vec::new(),
            dictionary: Dictionary::new(&knowledge.messages),
            observation_index: index(knowledge.observations.iter().map(|x| &x.id)),
            step_index: index(knowledge.steps.iter().map(|x| &x.id)),
            finding_index: index(knowledge.findings.iter().map(|x| &x.id)),
            stage_index: index(knowledge.stages.iter().map(|x| &x.id)),
            knowledge,
        }
    }

    /// The knowledge behind the tables.
    pub fn knowledge(&self) -> &Knowledge {
        &self.knowledge
    }

    /// Rows, columns and cells of the tables that an assessment passes over: the size of the yardstick.
    pub fn table_cells(&self) -> usize {
        self.likelihood.cells.len() + self.entropy.cells.len()
    }

    pub(super) fn stage_table(&self) -> usize {
        self.observations.len() - 1
    }

    pub(super) fn observation(&self, id: &str) -> Option<usize> {
        self.observation_index.get(id).copied()
    }

    pub(super) fn step(&self, id: &str) -> Option<usize> {
        self.step_index.get(id).copied()
    }

    pub(super) fn finding(&self, id: &str) -> Option<usize> {
        self.finding_index.get(id).copied()
    }

    pub(super) fn stage(&self, id: &str) -> Option<usize> {
        self.stage_index.get(id).copied()
    }

    fn push_observation(&mut self, rows: &[Vec<f64>], shares: &[f64]) {
        let first_row = self.likelihood.cells.len() / self.causes;
        self.observations.push(ObservationTable { first_row, outcomes: rows.len() });
        for (row, share) in rows.iter().zip(shares) {
            self.likelihood.push(row.iter().copied());
            self.terms.push(row.iter().map(|p| libm::log(p / share)));
        }
        let entropy = (0..self.causes).map(|cause| {
            rows.iter().filter_map(|row| row.get(cause)).map(|p| -p * libm::log(*p)).sum::<f64>()
        });
        self.entropy.push(entropy);
    }

    fn tests_of(&self, rule: &HazardRule) -> Vec<Test> {
        match rule {
            HazardRule::Never(_) => vec![Test::Never],
            HazardRule::Until(unlocks) => {
                unlocks.iter().map(|unlock| self.compile(&unlock.condition)).collect()
            }
        }
    }

    fn compile(&self, condition: &Condition) -> Test {
        match condition {
            Condition::Is(id, outcomes) => match self.observation(id) {
                Some(observation) => Test::Is(observation, self.bits(observation, outcomes)),
                None => self.step(id).map_or(Test::Never, |step| Test::StepIs(step, outcomes.clone())),
            },
            Condition::IsNot(id, outcomes) => match self.observation(id) {
                Some(observation) => Test::IsNot(observation, self.bits(observation, outcomes)),
                None => Test::Never,
            },
            Condition::StageIn(stages) => {
                let outside =
                    self.knowledge.stages.iter().enumerate().filter(|(_, stage)| !stages.contains(&stage.id));
                Test::IsNot(self.stage_table(), outside.fold(0, |bits, (i, _)| bits | 1 << i))
            }
            Condition::Found(ids) => Test::Found(self.findings_named(ids)),
            Condition::NotFound(ids) => Test::NotFound(self.findings_named(ids)),
            Condition::AnyOf(conditions) => {
                Test::AnyOf(conditions.iter().map(|condition| self.compile(condition)).collect())
            }
            Condition::PasswordTriesBelow(limit) => Test::PasswordTriesBelow(*limit),
            Condition::CodeRequestsBelow(limit) => Test::CodeRequestsBelow(*limit),
        }
    }

    fn findings_named(&self, ids: &[String]) -> Vec<usize> {
        ids.iter().filter_map(|id| self.finding(id)).collect()
    }

    fn bits(&self, observation: usize, outcomes: &[String]) -> u64 {
        let all =
            self.knowledge.observations.get(observation).map(|o| o.outcomes.as_slice()).unwrap_or_default();
        let named = all.iter().enumerate().filter(|(_, outcome)| outcomes.contains(&outcome.id));
        named.fold(0, |bits, (i, _)| bits | 1 << i)
    }

    fn step_table(&self, step: &crate::knowledge::Step, columns: &BTreeMap<&str, usize>) -> StepTable {
        let resolve =
            |ids: &[String]| ids.iter().filter_map(|id| columns.get(id.as_str()).copied()).collect();
        let observes = step.observes.iter().filter_map(|id| match id.as_str() {
            "stage" => Some(self.stage_table()),
            id => self.observation(id),
        });
        let hazards = &self.knowledge.hazards;
        let gates = step.gates.iter().filter_map(|id| hazards.iter().position(|hazard| &hazard.id == id));
        let repair = step.kind == StepKind::Repair;
        StepTable {
            observes: observes.collect(),
            asks_message: step.observes.iter().any(|id| id == "message"),
            fixes: resolve(&step.fixes),
            tempts: resolve(&step.tempts),
            gates: gates.collect(),
            when: step.when.iter().map(|condition| self.compile(condition)).collect(),
            fixed_term: if repair { libm::log(step.success / CHANCE_RECOVERY) } else { 0.0 },
            not_fixed_term: if repair {
                libm::log((1.0 - step.success).max(0.02) / (1.0 - CHANCE_RECOVERY))
            } else {
                0.0
            },
        }
    }
}

/// What a step that was done may have used up, by kind.
impl Model {
    /// The observations that a counter answers by itself, with the outcome for `count`.
    pub(super) fn counted(&self, spends: Spends, count: u32) -> impl Iterator<Item = (usize, usize)> + '_ {
        self.knowledge.observations.iter().enumerate().filter_map(move |(index, observation)| {
            let (counter, limits) = observation.from_counter.as_ref()?;
            let (_, outcome) = limits
                .iter()
                .filter(|(from, _)| *counter == spends && count >= *from)
                .max_by_key(|(from, _)| *from)?;
            let outcome = observation.outcomes.iter().position(|o| &o.id == outcome)?;
            Some((index, outcome))
        })
    }
}

/// The place of each id.
fn index<'k>(ids: impl Iterator<Item = &'k String>) -> HashMap<String, usize> {
    ids.enumerate().map(|(place, id)| (id.clone(), place)).collect()
}

fn columns(knowledge: &Knowledge) -> BTreeMap<&str, usize> {
    knowledge.causes.iter().enumerate().map(|(i, cause)| (cause.id.as_str(), i)).collect()
}

fn log_prior(knowledge: &Knowledge) -> Vec<f64> {
    let weights = || knowledge.causes.iter().map(|cause| cause.weight).chain([OTHER_WEIGHT]);
    let total: f64 = weights().sum();
    weights().map(|weight| libm::log(weight / total)).collect()
}

/// Likelihood ratios of one set of effects, a column a cause; 1 where nothing is said.
fn ratios(effects: &Effects, columns: &BTreeMap<&str, usize>, causes: usize) -> Vec<f64> {
    let mut ratios = vec![1.0; causes];
    for (strength, ids) in effects {
        for cell in ids.iter().filter_map(|id| columns.get(id.as_str())) {
            if let Some(ratio) = ratios.get_mut(*cell) {
                *ratio = likelihood_ratio(*strength);
            }
        }
    }
    ratios
}

/// P(outcome | cause) of an observation: share times likelihood ratio, normalised over the outcomes.
fn outcome_rows(observation: &Observation, columns: &BTreeMap<&str, usize>, causes: usize) -> Vec<Vec<f64>> {
    let mut rows: Vec<Vec<f64>> = observation
        .outcomes
        .iter()
        .map(|outcome| {
            ratios(&outcome.effects, columns, causes).into_iter().map(|ratio| ratio * outcome.base).collect()
        })
        .collect();
    normalise(&mut rows, causes);
    rows
}

/// P(stage | cause), and each stage's share over all causes by their weight, which is what [`OTHER`] gets.
fn stage_rows(knowledge: &Knowledge, causes: usize) -> (Vec<Vec<f64>>, Vec<f64>) {
    let share = |stage: &str, cause: &crate::knowledge::Cause| {
        stage_share(cause.stages.iter().find(|(id, _)| id == stage).map(|(_, share)| *share))
    };
    let mut rows: Vec<Vec<f64>> = knowledge
        .stages
        .iter()
        .map(|stage| knowledge.causes.iter().map(|cause| share(&stage.id, cause)).chain([1.0]).collect())
        .collect();
    normalise(&mut rows, causes);
    let weights: f64 = knowledge.causes.iter().map(|cause| cause.weight).sum();
    let shares: Vec<f64> = rows
        .iter()
        .map(|row| row.iter().zip(&knowledge.causes).map(|(p, cause)| p * cause.weight / weights).sum())
        .collect();
    for (row, share) in rows.iter_mut().zip(&shares) {
        if let Some(other) = row.last_mut() {
            *other = *share;
        }
    }
    (rows, shares)
}

fn normalise(rows: &mut [Vec<f64>], causes: usize) {
    for cause in 0..causes {
        let sum: f64 = rows.iter().filter_map(|row| row.get(cause)).sum();
        for cell in rows.iter_mut().filter_map(|row| row.get_mut(cause)) {
            *cell /= sum;
        }
    }
}

/// ln(P(seen | cause) / share) of something that is only ever seen, never ruled out.
fn one_sided(
    effects: &Effects,
    base: f64,
    columns: &BTreeMap<&str, usize>,
    causes: usize,
) -> impl Iterator<Item = f64> {
    let ratios = ratios(effects, columns, causes);
    ratios.into_iter().map(move |ratio| libm::log(ratio / (base * ratio + 1.0 - base)))
}
