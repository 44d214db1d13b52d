//! Whether the knowledge hangs together: every id unique, every reference resolved, every risk gated,
//! every claim covered. Shared with `build.rs`, which fails the build with file and line.

// build.rs includes this file by its path, so the place of its parts has to be said.
#[path = "check/entries.rs"]
mod entries;

use std::collections::BTreeSet;
use std::fmt;

use super::model::{Condition, Effects, Id, Observation, StepKind};
use super::parse::{Knowledge, SourceFile};

/// The answers that every observation has without listing them.
pub const IMPLIED_ANSWERS: [&str; 2] = ["unknown", "later"];
/// The outcomes that every repair has without listing them.
pub const REPAIR_OUTCOMES: [&str; 3] = ["fixed", "not_fixed", "cause_fixed"];
/// The outcomes that every protection has without listing them.
pub const PROTECT_OUTCOMES: [&str; 2] = ["done", "not_done"];
/// What steps may observe although it is no entry of the observations: the stage and the message.
const RESERVED_OBSERVATIONS: [&str; 2] = ["stage", "message"];

/// Something wrong in a file of the knowledge.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    pub file: String,
    pub line: usize,
    pub reason: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.file, self.line, self.reason)
    }
}

/// All problems of the knowledge, in the order of the checks.
pub fn check(knowledge: &Knowledge, files: &[SourceFile<'_>]) -> Vec<Problem> {
    let mut checker = Checker { k: knowledge, files, problems: Vec::new() };
    checker.ids_are_unique();
    checker.causes();
    checker.causes_are_reachable();
    checker.observations();
    checker.messages_and_symptoms();
    checker.findings();
    checker.steps();
    checker.hazards();
    checker.ledger();
    checker.claims();
    checker.links();
    checker.urls_stay_in_the_link_table();
    checker.problems
}

struct Checker<'a> {
    k: &'a Knowledge,
    files: &'a [SourceFile<'a>],
    problems: Vec<Problem>,
}

/// An entry of the knowledge, as problems name it.
#[derive(Clone, Copy)]
struct Entry<'a> {
    /// How the names of the files begin that hold entries of this kind.
    stems: &'static [&'static str],
    kind: &'static str,
    id: &'a str,
}

impl fmt::Display for Entry<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.kind, self.id)
    }
}

fn entry<'a>(kind: &'static str, id: &'a str) -> Entry<'a> {
    let stems: &[&str] = match kind {
        "cause" => &["causes"],
        "observation" => &["observations"],
        "message" => &["messages"],
        "symptom" => &["symptoms"],
        "finding" => &["findings"],
        "step" => &["tests", "questions", "repairs", "temptations"],
        "hazard" => &["hazards"],
        "rule" => &["rules"],
        "check" => &["checks"],
        "claim" => &["claims"],
        "link" => &["links"],
        _ => &[""],
    };
    Entry { stems, kind, id }
}

impl Checker<'_> {
    /// Notes a problem at the line where `word` is first written within the entry, or else where the entry begins.
    fn problem(&mut self, entry: Entry<'_>, word: &str, reason: String) {
        let (definition, word) = (format!("id: \"{}\"", entry.id), format!("\"{word}\""));
        let mut place = (format!("{}.ron", entry.stems.first().unwrap_or(&"")), 1);
        for (name, text) in
            self.files.iter().filter(|(name, _)| entry.stems.iter().any(|stem| name.starts_with(stem)))
        {
            let mut lines =
                text.lines().enumerate().skip_while(|(_, line)| !line.contains(&definition)).peekable();
            if let Some((begin, _)) = lines.peek().copied() {
                let line = lines.find(|(_, line)| line.contains(&word)).map_or(begin, |(line, _)| line);
                place = ((*name).to_owned(), line + 1);
                break;
            }
        }
        self.problems.push(Problem { file: place.0, line: place.1, reason });
    }

    fn require(&mut self, entry: Entry<'_>, known: &BTreeSet<&str>, what: &str, id: &str) {
        if !known.contains(id) {
            self.problem(entry, id, format!("{entry} names {what} {id}, which does not exist"));
        }
    }

    fn ids_are_unique(&mut self) {
        let k = self.k;
        // Claims point at these by bare id, so they must not collide with each other either.
        let claimed = [coverable(k), ids(&k.observations, |x| &x.id)].concat();
        for (stem, group) in [
            ("", claimed),
            ("categories", ids(&k.categories, |x| &x.id)),
            ("messages", ids(&k.messages, |x| &x.id)),
            ("symptoms", ids(&k.symptoms, |x| &x.id)),
            ("links", ids(&k.links, |x| &x.id)),
            ("link_templates", ids(&k.link_templates, |x| &x.id)),
            ("marketplaces", ids(&k.marketplaces, |x| &x.id)),
            ("claims", ids(&k.claims, |x| &x.id)),
        ] {
            let mut seen = BTreeSet::new();
            for id in group {
                if !seen.insert(id) {
                    self.duplicate(stem, id);
                }
            }
        }
    }

    fn duplicate(&mut self, stem: &str, id: &str) {
        let definition = format!("id: \"{id}\"");
        let files = self.files.iter().filter(|(name, _)| name.starts_with(stem));
        let lines = files.flat_map(|(name, text)| {
            text.lines().enumerate().map(move |(index, line)| (*name, index + 1, line))
        });
        let second = lines.filter(|(_, _, line)| line.contains(&definition)).nth(1);
        let (file, line) = second.map_or(("", 1), |(file, line, _)| (file, line));
        self.problems.push(Problem {
            file: file.to_owned(),
            line,
            reason: format!("the id {id} is used twice"),
        });
    }

    fn effects(&mut self, of: Entry<'_>, effects: &Effects) {
        let causes = set(&self.k.causes, |x| &x.id);
        let mut seen = BTreeSet::new();
        for cause in effects.values().flatten() {
            self.require(of, &causes, "cause", cause);
            if !seen.insert(cause) {
                self.problem(of, cause, format!("{of} names cause {cause} twice"));
            }
        }
    }

    fn condition(&mut self, of: Entry<'_>, condition: &Condition) {
        match condition {
            Condition::Is(observation, outcomes) => self.outcomes_exist(of, observation, outcomes),
            Condition::IsNot(observation, outcomes) => {
                self.outcomes_exist(of, observation, outcomes);
                if !self.k.observations.iter().any(|known| &known.id == observation) {
                    self.problem(
                        of,
                        observation,
                        format!("{of}: IsNot asks for an observation, {observation} is none"),
                    );
                }
            }
            Condition::StageIn(wanted) => {
                let stages = set(&self.k.stages, |x| &x.id);
                for stage in wanted {
                    self.require(of, &stages, "stage", stage);
                }
            }
            Condition::Found(wanted) | Condition::NotFound(wanted) => {
                let findings = set(&self.k.findings, |x| &x.id);
                for finding in wanted {
                    self.require(of, &findings, "finding", finding);
                }
            }
            Condition::AnyOf(conditions) => {
                for condition in conditions {
                    self.condition(of, condition);
                }
            }
            Condition::PasswordTriesBelow(_) | Condition::CodeRequestsBelow(_) => {}
        }
    }

    fn outcomes_exist(&mut self, of: Entry<'_>, observation: &str, outcomes: &[Id]) {
        for outcome in outcomes {
            if !answer_exists(self.k, observation, outcome) {
                self.problem(
                    of,
                    observation,
                    format!("{of} names the answer {observation}: {outcome}, which does not exist"),
                );
            }
        }
    }

    fn urls_stay_in_the_link_table(&mut self) {
        let is_table = |name: &str| matches!(name, "links.ron" | "link_templates.ron");
        for (name, text) in self.files.iter().filter(|(name, _)| !is_table(name)) {
            for (index, line) in text.lines().enumerate() {
                if line.contains("http://") || line.contains("https://") {
                    let reason = "a URL outside the link table".to_owned();
                    self.problems.push(Problem { file: (*name).to_owned(), line: index + 1, reason });
                }
            }
        }
    }
}

/// Whether `outcome` is an answer to the observation, repair or protection `id`.
pub fn answer_exists(k: &Knowledge, id: &str, outcome: &str) -> bool {
    if let Some(observation) = k.observations.iter().find(|observation| observation.id == id) {
        return has_outcome(observation, outcome);
    }
    k.steps.iter().find(|step| step.id == id).is_some_and(|step| match step.kind {
        StepKind::Repair => REPAIR_OUTCOMES.contains(&outcome) || IMPLIED_ANSWERS.contains(&outcome),
        StepKind::Protect => PROTECT_OUTCOMES.contains(&outcome) || IMPLIED_ANSWERS.contains(&outcome),
        StepKind::Question | StepKind::Test | StepKind::Temptation => false,
    })
}

fn has_outcome(observation: &Observation, outcome: &str) -> bool {
    IMPLIED_ANSWERS.contains(&outcome) || observation.outcomes.iter().any(|o| o.id == outcome)
}

/// The ids of what a claim may be covered by.
pub fn coverable(k: &Knowledge) -> Vec<&str> {
    [
        ids(&k.stages, |x| &x.id),
        ids(&k.causes, |x| &x.id),
        ids(&k.steps, |x| &x.id),
        ids(&k.hazards, |x| &x.id),
        ids(&k.findings, |x| &x.id),
        ids(&k.preventions, |x| &x.id),
        ids(&k.ledger_rules, |x| &x.id),
        ids(&k.ledger_checks, |x| &x.id),
        ids(&k.notices, |x| &x.id),
        ids(&k.document_rules, |x| &x.id),
    ]
    .concat()
}

fn ids<T>(items: &[T], id: impl Fn(&T) -> &Id) -> Vec<&str> {
    items.iter().map(|item| id(item).as_str()).collect()
}

fn set<T>(items: &[T], id: impl Fn(&T) -> &Id) -> BTreeSet<&str> {
    items.iter().map(|item| id(item).as_str()).collect()
}
