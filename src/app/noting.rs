//! Commands that fill in the note's own fields.

mod command;
mod entries;
mod jobs;
mod pictures;
mod state;
mod times;

use jiff::Timestamp;

use crate::case::{EntryKind, Point, mask_login};

use super::change::touched;
use super::command::{Command, Effect};
use super::state::State;

pub use command::{
    Attaching, EntryCommand, MaskEdit, NoteCommand, PictureCommand, PictureEffect, PictureEvent,
    PictureSource, Seen, TimeEdit, TimeField,
};
pub use entries::{is_own, phrases};
pub(super) use jobs::{broken_off, carry_out};
pub(super) use pictures::{read_picture, report, saved};
pub use state::{
    EditStage, Entries, EntryEdit, NotePlace, Noting, Phrases, PictureEdit, Pictures, PreviewState, Reader,
    Reading, Section, Texture, TimeDraft,
};

pub(super) fn apply(state: &mut State, command: Command, now: Timestamp) {
    match command {
        Command::SetField(field, text) => *field.of_mut(&mut state.case) = text,
        Command::AddFact => state.case.add_fact(now),
        Command::SetFact(index, label, text) => {
            if let Some(fact) = state.case.facts.get_mut(index) {
                (fact.label, fact.text) = (label, text);
            }
        }
        Command::RemoveFact(index) => {
            if index < state.case.facts.len() {
                state.case.facts.remove(index);
            }
        }
        Command::TypeEntry(text) => {
            state.drafts.entry = text;
            return;
        }
        Command::AddEntry => {
            let text = std::mem::take(&mut state.drafts.entry);
            if text.trim().is_empty() {
                return;
            }
            state.case.log(now, EntryKind::Note, text.trim());
        }
        _ => return,
    }
    touched(state, now);
}

pub(super) fn apply_note(state: &mut State, command: NoteCommand, now: Timestamp) -> Vec<Effect> {
    match command {
        NoteCommand::SetTime(field, edit) => {
            if times::set(state, field, edit, now) {
                touched(state, now);
            }
        }
        NoteCommand::LeaveTime(field) => times::leave(state, field),
        NoteCommand::TypeEmail(typed) => {
            state.case.email = mask_login(&typed);
            state.drafts.email = Some(typed);
            touched(state, now);
        }
        NoteCommand::LeaveEmail => state.drafts.email = None,
        NoteCommand::SetPoint(id, text) => {
            set_point(state, id, text);
            touched(state, now);
        }
        NoteCommand::Arrived => state.noting.wanted = None,
        NoteCommand::Fold(section) => state.noting.fold(section),
        NoteCommand::Entry(command) => return entries::apply(state, command, now),
        NoteCommand::Picture(command) => return pictures::apply(state, command, now),
    }
    Vec::new()
}

/// An emptied point goes, so that the file holds what was written and nothing else.
fn set_point(state: &mut State, id: String, text: String) {
    let points = &mut state.case.points;
    match points.iter_mut().find(|point| point.id == id) {
        Some(point) if text.is_empty() && point.extra.fields.is_empty() => {
            points.retain(|point| point.id != id);
        }
        Some(point) => point.text = text,
        None => points.push(Point { id, text, ..Point::default() }),
    }
}
