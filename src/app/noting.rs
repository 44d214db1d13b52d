//! Commands that fill in the note's own fields.

use jiff::Timestamp;

use crate::case::EntryKind;

use super::change::touched;
use super::command::Command;
use super::state::State;
use super::when;

pub(super) fn apply(state: &mut State, command: Command, now: Timestamp) {
    match command {
        Command::SetField(field, text) => *field.of_mut(&mut state.case) = text,
        Command::SetOccurred(text) => {
            let today = now.to_zoned(state.zone.clone());
            if text.trim().is_empty() {
                state.case.occurred_at = None;
            } else if let Some(at) = when::parse(&text, &today, when::Lean::Past) {
                state.case.occurred_at = Some(at);
            }
            state.drafts.occurred = Some(text);
        }
        Command::OccurredNow => {
            state.case.occurred_at = Some(when::to_minute(&now.to_zoned(state.zone.clone())));
            state.drafts.occurred = None;
        }
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
