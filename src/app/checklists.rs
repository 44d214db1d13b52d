//! The checklists: which list is in front, and ticks that go into the note.

use jiff::Timestamp;

use crate::case::EntryKind;
use crate::documents::checklists::{List, table};
use crate::ui::text;

use super::change::touched;
use super::documents::ranked;
use super::state::State;

/// What the checklists remember beside the note.
#[derive(Debug, Default)]
pub struct Checklists {
    /// The list in front, by its id, if the operator chose one.
    pub chosen: Option<String>,
}

/// Something about the checklists that the operator asked for. Lists and items are named by their ids.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ChecklistCommand {
    /// Bring a list to the front.
    Choose(String),
    /// An item of a list is done.
    Tick(String, String),
    /// It is not, after all.
    Untick(String, String),
}

/// The list that fits the case, if any does.
pub fn suggested_list(state: &State) -> Option<&'static List> {
    table().suggest(&ranked(state), |step| !state.assessment.is_locked(step))
}

/// The list in front: the chosen one, else the one that fits, else the first. None in a program without lists.
pub fn list_in_front(state: &State) -> Option<&'static List> {
    let chosen = state.checklists.chosen.as_deref().and_then(|id| table().list(id));
    chosen.or_else(|| suggested_list(state)).or_else(|| table().lists.first())
}

pub(super) fn apply(state: &mut State, command: &ChecklistCommand, now: Timestamp) {
    match command {
        ChecklistCommand::Choose(list) => state.checklists.chosen = Some(list.clone()),
        ChecklistCommand::Tick(list, item) => tick(state, list, item, now),
        ChecklistCommand::Untick(list, item) => untick(state, list, item, now),
    }
}

/// The list stays in front although a tick may make another one fit better.
fn tick(state: &mut State, list: &str, item: &str, now: Timestamp) {
    let Some(list) = table().list(list) else { return };
    let by = state.settings.name.trim();
    let Some(item) = list.tick(&mut state.case.ticks, item, now, by) else { return };
    let line = text::checklists::ticked(&list.label, item.says(state.model.knowledge()));
    state.checklists.chosen = Some(list.id.clone());
    state.case.log(now, EntryKind::Answered, line);
    touched(state, now);
}

/// What waits for an item cannot stay ticked without it.
fn untick(state: &mut State, list: &str, item: &str, now: Timestamp) {
    let Some(list) = table().list(list) else { return };
    let gone = list.untick(&mut state.case.ticks, item);
    let Some((first, others)) = gone.split_first() else { return };
    let label = first.says(state.model.knowledge());
    let line = text::checklists::unticked(&list.label, label, others.len());
    state.checklists.chosen = Some(list.id.clone());
    state.case.log(now, EntryKind::Changed, line);
    touched(state, now);
}
