//! What a closed case proposes for the ledger, so that the trouble makes the operation sturdier (claim S1-112).

use jiff::civil::Date;
use jiff::{Timestamp, ToSpan as _};

use crate::app::state::State;
use crate::case::Solved;
use crate::ledger::whatif::Change;
use crate::ledger::{Kind as _, Ledger, Review, ReviewKind};
use crate::ui::text;

/// Days until what is proposed is to be done.
const SOON: i64 = 14;

/// Something that a closed case proposes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Proposal {
    /// A prevention of the cause, as a task in the ledger: the prevention's id.
    Prevention(String),
    /// A change of the shortest set, as a task in the ledger.
    Change(Change),
    /// Looking back at the trouble once it has settled down.
    Lessons,
}

/// What the closed case proposes and nobody has decided on yet.
pub fn proposals(state: &State) -> Vec<Proposal> {
    let Some(outcome) = state.case.outcome.as_ref().filter(|outcome| outcome.solved == Solved::Yes) else {
        return Vec::new();
    };
    let knowledge = state.model.knowledge();
    let cause = outcome.confirmed_cause.as_deref().and_then(|id| knowledge.cause(id));
    let preventions = cause.into_iter().flat_map(|cause| cause.prevention.iter().cloned());
    let changes = state.ledger.open().and(state.ledger.judged.remedy.as_ref());
    let changes = changes.into_iter().flat_map(|remedy| remedy.changes.iter().cloned());
    let all = preventions.map(Proposal::Prevention).chain(changes.map(Proposal::Change));
    let all = all.chain([Proposal::Lessons]);
    all.filter(|proposal| !state.ledger.settled.contains(proposal) && !is_planned(state, proposal)).collect()
}

/// Whether the ledger has such a task already.
fn is_planned(state: &State, proposal: &Proposal) -> bool {
    let task = task(state, proposal, Date::default());
    let planned = |review: &Review| review.kind == task.kind && review.what == task.what;
    state.ledger.ledger.reviews.iter().any(planned)
}

/// The task that comes of a proposal.
pub(super) fn task(state: &State, proposal: &Proposal, today: Date) -> Review {
    let due = today.checked_add(SOON.days()).ok();
    let knowledge = state.model.knowledge();
    match proposal {
        Proposal::Prevention(id) => {
            let check = knowledge.ledger_checks.iter().find(|check| check.prevention == *id);
            let kind = check.and_then(|check| {
                ReviewKind::all().iter().copied().find(|kind| format!("{kind:?}") == check.review)
            });
            let every = check.map_or(0, |check| check.months);
            let what = knowledge.prevention(id).map(|prevention| prevention.label.clone());
            let what = what.unwrap_or_else(|| id.clone());
            Review { kind: kind.unwrap_or_default(), what, every, due, ..Review::default() }
        }
        Proposal::Change(change) => {
            let what = text::ledger::change(&state.ledger.ledger, change);
            Review { kind: ReviewKind::Other, what, due, ..Review::default() }
        }
        Proposal::Lessons => {
            let what = text::ledger::lessons(&state.case.title);
            Review { kind: ReviewKind::Lessons, what, due, ..Review::default() }
        }
    }
}

/// Writes a task into the ledger.
pub(super) fn plan(ledger: &mut Ledger, task: Review, now: Timestamp) {
    ledger.add(now, task);
}
