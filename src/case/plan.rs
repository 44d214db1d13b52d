//! The improvement plan (改善計画) that Amazon asks for after a violation, as the note keeps it.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::extra::{Extra, keep_unknown_fields};
use super::identity::id_of;
use super::{Case, identity::Identified};

keep_unknown_fields!(Plan, PlanEntry);

/// A plan about one violation. A second violation is a second plan.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, remote = "Self")]
pub struct Plan {
    /// What keeps it the same plan while it is edited.
    pub id: String,
    /// What Amazon says was violated.
    pub violation: String,
    /// What it is about: ASINs, order numbers.
    pub identifiers: String,
    /// What is said, in the order in which it was written.
    pub entries: Vec<PlanEntry>,
    /// What a program of the same version wrote here that is not known.
    #[serde(skip)]
    pub extra: Extra,
}

/// One statement of a plan.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, remote = "Self")]
pub struct PlanEntry {
    /// What keeps it the same statement while it is edited.
    pub id: String,
    /// The part of the plan that it belongs to.
    pub section: PlanSection,
    /// What is said.
    pub text: String,
    /// ASINs, order numbers, counts that it is about.
    pub identifiers: String,
    /// Who has done or does it: a name or a post.
    pub owner: String,
    /// When it was done, or how often it is.
    pub date: String,
    /// What proves it, a line each.
    pub evidence: String,
    /// What a program of the same version wrote here that is not known.
    #[serde(skip)]
    pub extra: Extra,
}

/// A part of a plan; Amazon asks for exactly these three (S1-70 to S1-72).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum PlanSection {
    /// The root cause.
    #[default]
    Cause,
    /// What was already done about it.
    Done,
    /// What keeps it from happening again.
    Prevention,
}

impl PlanSection {
    /// All parts, in the order of the plan.
    pub const ALL: [Self; 3] = [Self::Cause, Self::Done, Self::Prevention];

    /// Its name on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Cause => "cause",
            Self::Done => "done",
            Self::Prevention => "prevention",
        }
    }
}

impl Plan {
    /// The statements of a part.
    pub fn of(&self, section: PlanSection) -> impl Iterator<Item = &PlanEntry> {
        self.entries.iter().filter(move |entry| entry.section == section)
    }

    /// Whether nothing was written yet.
    pub fn is_blank(&self) -> bool {
        self.texts().all(|text| text.trim().is_empty())
    }

    /// All that was written.
    pub fn texts(&self) -> impl Iterator<Item = &String> {
        [&self.violation, &self.identifiers].into_iter().chain(self.entries.iter().flat_map(PlanEntry::texts))
    }

    /// Adds an empty statement to a part.
    pub fn add_entry(&mut self, at: Timestamp, section: PlanSection) {
        let taken = |id: &str| self.entries.iter().any(|entry| entry.id == id);
        let id = id_of(at, &["plan", section.name()], taken);
        self.entries.push(PlanEntry { id, section, ..PlanEntry::default() });
    }
}

impl PlanEntry {
    /// All that was written.
    pub fn texts(&self) -> [&String; 5] {
        [&self.text, &self.identifiers, &self.owner, &self.date, &self.evidence]
    }

    /// The same, to be changed.
    pub fn texts_mut(&mut self) -> [&mut String; 5] {
        [&mut self.text, &mut self.identifiers, &mut self.owner, &mut self.date, &mut self.evidence]
    }
}

impl Case {
    /// Adds a plan with an empty statement in each part, and returns its place.
    pub fn add_plan(&mut self, at: Timestamp) -> usize {
        let taken = |id: &str| self.plans.iter().any(|plan| plan.id == id);
        let mut plan = Plan { id: id_of(at, &["plan"], taken), ..Plan::default() };
        for section in PlanSection::ALL {
            plan.add_entry(at, section);
        }
        self.plans.push(plan);
        self.plans.len() - 1
    }

    /// The plan at a place, or the last one where there are fewer.
    pub fn plan_at(&self, place: usize) -> Option<&Plan> {
        self.plans.get(place.min(self.plans.len().saturating_sub(1)))
    }
}

impl Identified for Plan {
    fn key(&self) -> String {
        if self.id.is_empty() { self.violation.clone() } else { self.id.clone() }
    }
}

impl Identified for PlanEntry {
    fn key(&self) -> String {
        if self.id.is_empty() { [self.section.name(), &self.text].join("\u{0}") } else { self.id.clone() }
    }
}
