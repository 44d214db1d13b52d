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
        TimeEdit::At(at) => (at.to_zoned(state.zone.clone()).ok().map(Some), None),
        TimeEdit::Now => (Some(Some(when::to_minute(&today))), None),
        TimeEdit::Clear => (Some(None), None),
    };
    set_draft(state, field, draft);
    let Some(value) = value else { return false };
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

/// The new value, if there is one to take over, and the draft.
fn typed(text: String, field: TimeField, today: &Zoned) -> (Option<Option<Zoned>>, Option<TimeDraft>) {
    let lean = if field == TimeField::NextCheck { Lean::Future } else { Lean::Past };
    let value = if text.trim().is_empty() { Some(None) } else { when::parse(&text, today, lean).map(Some) };
    let reading = if value.is_some() { Reading::Understood } else { Reading::NotUnderstood };
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
