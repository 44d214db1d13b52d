//! A field for a date and time: typed as people type it, or chosen from a Japanese calendar.

pub(super) mod calendar;

use std::fmt::Debug;
use std::hash::Hash;

use egui::{Response, Ui};
use jiff::Zoned;
use jiff::civil::{DateTime, Time};

use crate::app::{Reading, TimeDraft, TimeEdit};
use crate::ui::text;
use crate::ui::theme::STEP;

use super::{Field, field, link, small};

/// Characters kept of a date and time.
const LIMIT: usize = 60;

/// How the field looks and what it holds.
#[derive(Clone, Copy, Debug)]
pub struct DateTimeField<'a> {
    /// Its name, which is its accessible name too.
    pub label: &'a str,
    /// What to write, shown while it is empty.
    pub hint: &'a str,
    /// What is recorded.
    pub at: Option<&'a Zoned>,
    /// What is typed, while it is.
    pub draft: Option<&'a TimeDraft>,
    /// Now, in the zone of the window.
    pub now: &'a Zoned,
    /// The time of day of a day that is chosen while no time is recorded.
    pub usual: Time,
}

/// What happened to the field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TimeChange {
    /// It changed.
    Edit(TimeEdit),
    /// The keyboard has left it.
    Left,
}

/// The field, a button that opens the calendar, shortcuts with their names below, and what was understood. Returns
/// the field's response.
pub fn date_time(
    ui: &mut Ui,
    id: impl Hash + Debug + Copy,
    look: DateTimeField<'_>,
    shortcuts: &[(&str, TimeEdit)],
    mut on: impl FnMut(TimeChange),
) -> Response {
    let mut typed = match (look.draft, look.at) {
        (Some(draft), _) => draft.text.clone(),
        (None, Some(at)) => text::time::full(at),
        (None, None) => String::new(),
    };
    let shown = Field { label: look.label, hint: look.hint, rows: 1, limit: LIMIT };
    let edited = field(ui, id, shown, &mut typed);
    if edited.changed() {
        on(TimeChange::Edit(TimeEdit::Typed(typed)));
    } else if edited.lost_focus() {
        on(TimeChange::Left);
    }
    calendar::opener(ui, id, look.label, &edited, |ui| {
        if let Some(edit) = calendar::show(ui, &look) {
            on(TimeChange::Edit(edit));
        }
    });
    below(ui, &look, shortcuts, &mut on);
    edited
}

/// One-click choices, and what was understood of a typed text.
fn below(
    ui: &mut Ui,
    look: &DateTimeField<'_>,
    shortcuts: &[(&str, TimeEdit)],
    on: &mut impl FnMut(TimeChange),
) {
    if let Some(draft) = look.draft {
        match (draft.reading, look.at) {
            (Reading::Understood, Some(at)) => {
                small(ui, text::calendar::understood(at));
            }
            (Reading::NotUnderstood, at) => {
                super::caution_small(ui, text::calendar::UNREAD);
                if let Some(at) = at {
                    small(ui, text::calendar::still(at));
                }
            }
            (Reading::Understood, None) => {}
        }
    }
    if shortcuts.is_empty() {
        return;
    }
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 3.0 * STEP;
        for (name, edit) in shortcuts {
            if link(ui, name).clicked() {
                on(TimeChange::Edit(edit.clone()));
            }
        }
    });
}

/// The recorded time on the clock of the window.
fn shown_at(look: &DateTimeField<'_>) -> Option<DateTime> {
    look.at.map(|at| at.with_time_zone(look.now.time_zone().clone()).datetime())
}
