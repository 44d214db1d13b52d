//! Who looks after the case, by which login, under which id at Amazon, and when again.

use egui::Ui;
use egui::text_edit::TextEditState;
use jiff::ToSpan as _;
use jiff::civil::Date;

use crate::app::{Command, NoteCommand, NoteField, NotePlace, State, TimeEdit, TimeField, next_business_day};
use crate::ui::text;
use crate::ui::widgets::{self, DateTimeField, Field};

use super::basics::time_command;
use super::{LIMIT, arrive, field, note};

/// When offices open.
const MORNING: jiff::civil::Time = jiff::civil::Time::constant(9, 0, 0, 0);

pub(super) fn show(state: &State, commands: &mut Vec<Command>, ui: &mut Ui) {
    field(state, NoteField::Person, 1, LIMIT, commands, ui);
    email(state, commands, ui);
    field(state, NoteField::AmazonCase, 1, LIMIT, commands, ui);
    next_check(state, commands, ui);
}

/// What is kept once an inquiry is sent.
pub(in crate::ui) fn after_sending(state: &State, commands: &mut Vec<Command>, ui: &mut Ui) {
    field(state, NoteField::AmazonCase, 1, LIMIT, commands, ui);
    next_check(state, commands, ui);
}

/// The address is masked while it is typed; the field itself shows it whole only as long as it has the keyboard.
fn email(state: &State, commands: &mut Vec<Command>, ui: &mut Ui) {
    let mut typed = state.drafts.email.clone().unwrap_or_else(|| state.case.email.clone());
    let look = Field { label: text::note::EMAIL, hint: text::note::EMAIL_HINT, rows: 1, limit: LIMIT };
    let edited = widgets::field(ui, "email", look, &mut typed);
    arrive(state, &NotePlace::Email, &edited, commands);
    if edited.changed() {
        commands.push(note(NoteCommand::TypeEmail(typed)));
    } else if state.drafts.email.is_some() && !edited.has_focus() {
        commands.push(note(NoteCommand::LeaveEmail));
        // The field's own undo would bring the address back.
        if let Some(mut kept) = TextEditState::load(ui.ctx(), edited.id) {
            kept.clear_undoer();
            kept.store(ui.ctx(), edited.id);
        }
    }
    widgets::small(ui, text::note::EMAIL_WHY);
}

fn next_check(state: &State, commands: &mut Vec<Command>, ui: &mut Ui) {
    let now = state.now.to_zoned(state.zone.clone());
    let today = now.date();
    let later = |days: i32| today.checked_add(days.days()).unwrap_or(today);
    let at = |day: Date| TimeEdit::At(day.to_datetime(MORNING));
    let shortcuts = [
        (text::calendar::TOMORROW, at(later(1))),
        (text::calendar::NEXT_BUSINESS_DAY, at(next_business_day(today))),
        (text::calendar::IN_THREE_DAYS, at(later(3))),
    ];
    let look = DateTimeField {
        label: text::note::NEXT_CHECK,
        hint: text::note::NEXT_CHECK_HINT,
        at: state.case.next_check.as_ref(),
        draft: state.drafts.next_check.as_ref(),
        now: &now,
        usual: MORNING,
    };
    widgets::date_time(ui, "next-check", look, &shortcuts, |change| {
        commands.push(time_command(TimeField::NextCheck, change));
    });
}
