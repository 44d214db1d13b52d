//! A field for a day: typed as people type it, or chosen from a Japanese calendar.

use std::fmt::Debug;
use std::hash::Hash;

use egui::Ui;
use jiff::civil::Date;

use crate::app::{Reading, TimeDraft};
use crate::ui::text;

use super::datetime::calendar;
use super::{Field, field};

/// Characters kept of a day.
const LIMIT: usize = 40;

/// How the field looks and what it holds.
#[derive(Clone, Copy, Debug)]
pub struct DateField<'a> {
    /// Its name, which is its accessible name too.
    pub label: &'a str,
    /// What is recorded.
    pub day: Option<Date>,
    /// What is typed, while it is.
    pub draft: Option<&'a TimeDraft>,
    /// Today, in the zone of the window.
    pub today: Date,
}

/// What happened to the field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DateChange {
    /// Something was typed.
    Typed(String),
    /// A day was chosen, or taken away.
    Chosen(Option<Date>),
    /// The keyboard has left it.
    Left,
}

/// The field, a button that opens the calendar, and what could not be understood.
pub fn date(ui: &mut Ui, id: impl Hash + Debug + Copy, look: DateField<'_>, mut on: impl FnMut(DateChange)) {
    let mut typed = match (look.draft, look.day) {
        (Some(draft), _) => draft.text.clone(),
        (None, Some(day)) => text::time::day_in_full(day),
        (None, None) => String::new(),
    };
    let shown = Field { label: look.label, hint: text::calendar::DAY_HINT, rows: 1, limit: LIMIT };
    let edited = field(ui, id, shown, &mut typed);
    if edited.changed() {
        on(DateChange::Typed(typed));
    } else if edited.lost_focus() {
        on(DateChange::Left);
    }
    calendar::opener(ui, id, look.label, &edited, |ui| {
        if let Some(day) = calendar::days(ui, look.today, look.day) {
            on(DateChange::Chosen(Some(day)));
            ui.close();
        }
        calendar::foot(ui, || on(DateChange::Chosen(None)));
    });
    if look.draft.is_some_and(|draft| draft.reading == Reading::NotUnderstood) {
        super::caution_small(ui, text::calendar::DAY_UNREAD);
    }
}
