//! What a helper needs before anything else.

use egui::Ui;
use jiff::civil::Time;

use crate::app::{Command, NoteCommand, NoteField, NotePlace, State, TimeEdit, TimeField};
use crate::ui::text;
use crate::ui::theme::palette;
use crate::ui::widgets::{self, DateTimeField, TimeChange};

use super::{LIMIT, LONG_LIMIT, arrive, field, note, pair};

pub(super) fn show(state: &State, commands: &mut Vec<Command>, ui: &mut Ui) {
    field(state, NoteField::Title, 1, LIMIT, commands, ui);
    pair(state, [NoteField::Shop, NoteField::Role], commands, ui);
    field(state, NoteField::Affected, 1, LIMIT, commands, ui);
    message(state, ui);
    occurred(state, commands, ui);
    field(state, NoteField::Impact, 2, LIMIT, commands, ui);
    field(state, NoteField::Memo, 4, LONG_LIMIT, commands, ui);
}

/// Typed in the checklist, shown here.
fn message(state: &State, ui: &mut Ui) {
    widgets::framed(ui, palette(ui).card, palette(ui).line, egui::Margin::symmetric(10, 8), |ui| {
        ui.spacing_mut().item_spacing.y = 2.0;
        widgets::small(ui, text::note::MESSAGE);
        match state.case.message.trim() {
            "" => widgets::note(ui, text::note::MESSAGE_EMPTY),
            message => widgets::body(ui, message),
        };
    });
}

fn occurred(state: &State, commands: &mut Vec<Command>, ui: &mut Ui) {
    let now = state.now.to_zoned(state.zone.clone());
    let time = state.case.occurred_at.as_ref().map_or_else(|| now.time(), jiff::Zoned::time);
    let minute = Time::new(time.hour(), time.minute(), 0, 0).unwrap_or(time);
    let mut shortcuts = vec![(text::calendar::NOW, TimeEdit::Now)];
    // The day changes, the time of day stays.
    let days = [
        (text::calendar::TODAY, now.date()),
        (text::calendar::YESTERDAY, now.date().yesterday().unwrap_or(now.date())),
    ];
    if state.case.occurred_at.is_some() {
        shortcuts.extend(days.map(|(name, day)| (name, TimeEdit::At(day.to_datetime(minute)))));
    }
    let look = DateTimeField {
        label: text::note::OCCURRED,
        hint: text::note::OCCURRED_HINT,
        at: state.case.occurred_at.as_ref(),
        draft: state.drafts.occurred.as_ref(),
        now: &now,
        usual: minute,
    };
    let edited = widgets::date_time(ui, "occurred", look, &shortcuts, |change| {
        commands.push(time_command(TimeField::Occurred, change));
    });
    arrive(state, &NotePlace::Occurred, &edited, commands);
}

/// What a change of a date and time asks for.
pub(super) fn time_command(field: TimeField, change: TimeChange) -> Command {
    note(match change {
        TimeChange::Edit(edit) => NoteCommand::SetTime(field, edit),
        TimeChange::Left => NoteCommand::LeaveTime(field),
    })
}
