//! 診断: the guided checklist. One step at a time, beside it what follows from the answers.

mod answers;
mod causes;
mod ending;
mod locks;
mod step_card;
mod step_form;

use egui::Ui;

use crate::app::{Command, Dialog, State};

use super::theme::STEP;
use super::{frame, text, widgets};

/// What the access ledger can tell of: whether a second administrator was verified, and whether a backup method is
/// there.
const SECOND_ADMIN: &str = "second_admin_verified";
const BACKUP: &str = "backup_method";

pub(super) fn show(state: &State, commands: &mut Vec<Command>, ui: &mut Ui) {
    head(state, commands, ui);
    let about = (state.current_step(), state.case.outcome.is_some());
    frame::scroll_anew(ui, about, |ui| {
        if state.case.outcome.is_some() {
            ending::show(state, commands, ui);
        } else {
            step_card::show(state, commands, ui);
        }
        ui.add_space(2.0 * STEP);
        causes::show(state, commands, ui);
        ui.add_space(2.0 * STEP);
        locks::show(state, commands, ui);
        ui.add_space(2.0 * STEP);
        answers::show(state, commands, ui);
    });
}

/// Right to left: restart, redo, undo, progress.
fn head(state: &State, commands: &mut Vec<Command>, ui: &mut Ui) {
    frame::head(ui, text::checklist::TITLE, |ui| {
        ui.spacing_mut().item_spacing.x = 3.0 * STEP;
        let answered = state.assessment.answered();
        let mut action = |ui: &mut Ui, name: &str, enabled: bool, command: Command| {
            if ui.add_enabled_ui(enabled, |ui| widgets::link(ui, name)).inner.clicked() {
                commands.push(command);
            }
        };
        let anything = answered > 0 || !state.case.message.is_empty();
        action(ui, text::checklist::RESTART, anything, Command::Ask(Dialog::Restart));
        if state.history.can_redo() {
            action(ui, text::checklist::REDO, true, Command::Redo);
        }
        action(ui, text::checklist::UNDO, state.history.can_undo(), Command::Undo);
        widgets::small(ui, text::checklist::answered(answered));
    });
}
