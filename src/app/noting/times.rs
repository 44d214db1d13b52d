//! Dates and times: typed, chosen, or now.

use jiff::{Timestamp, Zoned};

use super::command::{TimeEdit, TimeField};
use super::state::{Reading, TimeDraft};
use crate::app::state::State;
use crate::app::when::{self, Lean};

/// Changes a date and time. Returns whether the note itself has changed.
pub(super) fn set(state: &mut State, field: TimeField, edit: TimeEdit, now: Timestamp) -> bool {
    let today = now.to_zoned(state.zone.clone());
    let (value, draft) = match edit {
        TimeEdit::Typed(text) => typed(text, field, &today),
        TimeEdit::At(at) => {
            let at = at.to_zoned(state.zone.clone());
            (at.map_or(Value::AsBefore, |at| Value::Is(Some(at))), None)
        }
        TimeEdit::Now => (Value::Is(Some(when::to_minute(&today))), None),
        TimeEdit::Clear => (Value::Is(None), None),
    };
    set_draft(state, field, draft);
    let Value::Is(value) = value else { return false };
    match field {
        TimeField::Occurred => state.case.occurred_at = value,
        TimeField::NextCheck => state.case.next_check = value,
        TimeField::Entry => {
            if let (Some(edit), Some(at)) = (&mut state.drafts.edited, value) {
                edit.at = at.timestamp();
            }
            return false;
        }
    }
    true
}

/// What was read is from now on shown in full. What was not stays as it was typed, so that it can be mended.
pub(super) fn leave(state: &mut State, field: TimeField) {
    let draft = match field {
        TimeField::Occurred => state.drafts.occurred.take(),
        TimeField::NextCheck => state.drafts.next_check.take(),
        TimeField::Entry => state.drafts.edited.as_mut().and_then(|edit| edit.draft.take()),
    };
    set_draft(state, field, draft.filter(|draft| draft.reading == Reading::NotUnderstood));
}

/// What a change comes to.
enum Value {
    /// Nothing that could be read.
    AsBefore,
    /// A date and time, or none any more.
    Is(Option<Zoned>),
}

fn typed(text: String, field: TimeField, today: &Zoned) -> (Value, Option<TimeDraft>) {
    let lean = if field == TimeField::NextCheck { Lean::Future } else { Lean::Past };
    let (value, reading) = match when::parse(&text, today, lean) {
        Some(at) => (Value::Is(Some(at)), Reading::Understood),
        None if text.trim().is_empty() => (Value::Is(None), Reading::Understood),
        None => (Value::AsBefore, Reading::NotUnderstood),
    };
    (value, Some(TimeDraft { text, reading }))
}

fn set_draft(state: &mut State, field: TimeField, draft: Option<TimeDraft>) {
    match field {
        TimeField::Occurred => state.drafts.occurred = draft,
        TimeField::NextCheck => state.drafts.next_check = draft,
        TimeField::Entry => {
            if let Some(edit) = &mut state.drafts.edited {
                edit.draft = draft;
            }
        }
    }
}
