//! The improvement plans of the note, as they are written.

use jiff::Timestamp;

use crate::case::{Plan, PlanEntry, PlanSection};

use super::change::touched;
use super::state::State;

/// Something about an improvement plan that the operator asked for. Plans and statements are named by their ids.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PlanCommand {
    /// Begin a plan and bring it to the front.
    Add,
    /// Bring a plan to the front, by its place.
    Show(usize),
    /// Take a plan away.
    Remove(String),
    /// What was violated, as far as it is typed.
    SetViolation(String, String),
    /// What the plan is about, as far as it is typed.
    SetIdentifiers(String, String),
    /// Add a statement to a part.
    AddEntry(String, PlanSection),
    /// A text of a statement, as far as it is typed.
    SetEntry {
        /// The plan.
        plan: String,
        /// The statement.
        entry: String,
        /// Which text.
        field: PlanField,
        /// The text.
        text: String,
    },
    /// Take a statement away.
    RemoveEntry(String, String),
}

/// A text of a statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PlanField {
    /// [`PlanEntry::text`]
    Text,
    /// [`PlanEntry::identifiers`]
    Identifiers,
    /// [`PlanEntry::owner`]
    Owner,
    /// [`PlanEntry::date`]
    Date,
    /// [`PlanEntry::evidence`]
    Evidence,
}

impl PlanField {
    /// The fields that stand below the text, in the order in which they are asked for.
    pub const BELOW: [Self; 4] = [Self::Owner, Self::Date, Self::Identifiers, Self::Evidence];

    /// The text in a statement.
    pub fn of(self, entry: &PlanEntry) -> &String {
        match self {
            Self::Text => &entry.text,
            Self::Identifiers => &entry.identifiers,
            Self::Owner => &entry.owner,
            Self::Date => &entry.date,
            Self::Evidence => &entry.evidence,
        }
    }

    fn of_mut(self, entry: &mut PlanEntry) -> &mut String {
        match self {
            Self::Text => &mut entry.text,
            Self::Identifiers => &mut entry.identifiers,
            Self::Owner => &mut entry.owner,
            Self::Date => &mut entry.date,
            Self::Evidence => &mut entry.evidence,
        }
    }
}

/// The plan in front, with its place.
pub fn plan_in_front(state: &State) -> Option<(usize, &Plan)> {
    let place = state.documents.plan.min(state.case.plans.len().saturating_sub(1));
    Some((place, state.case.plans.get(place)?))
}

pub(super) fn apply(state: &mut State, command: PlanCommand, now: Timestamp) {
    let plans = &mut state.case.plans;
    let plan = |plans: &mut Vec<Plan>, id: &str, change: &mut dyn FnMut(&mut Plan)| {
        if let Some(plan) = plans.iter_mut().find(|plan| plan.id == id) {
            change(plan);
        }
    };
    match command {
        PlanCommand::Show(place) => {
            state.documents.plan = place;
            return;
        }
        PlanCommand::Add => state.documents.plan = state.case.add_plan(now),
        PlanCommand::Remove(id) => plans.retain(|plan| plan.id != id),
        PlanCommand::SetViolation(id, text) => {
            plan(plans, &id, &mut |plan| plan.violation.clone_from(&text));
        }
        PlanCommand::SetIdentifiers(id, text) => {
            plan(plans, &id, &mut |plan| plan.identifiers.clone_from(&text));
        }
        PlanCommand::AddEntry(id, section) => plan(plans, &id, &mut |plan| plan.add_entry(now, section)),
        PlanCommand::SetEntry { plan: id, entry, field, text } => plan(plans, &id, &mut |plan| {
            if let Some(entry) = plan.entries.iter_mut().find(|other| other.id == entry) {
                field.of_mut(entry).clone_from(&text);
            }
        }),
        PlanCommand::RemoveEntry(id, entry) => {
            plan(plans, &id, &mut |plan| plan.entries.retain(|other| other.id != entry));
        }
    }
    touched(state, now);
}
