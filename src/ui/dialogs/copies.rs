//! Other copies of the open note, and what putting them together would bring in.

use egui::Ui;

use crate::app::{Command, KeepCommand, Notice, State};
use crate::case;
use crate::ui::text;
use crate::ui::theme::STEP;
use crate::ui::widgets::{self, Weight};

use super::{differences, foot, head};

pub(super) fn show(state: &State, commands: &mut Vec<Command>, ui: &mut Ui) {
    head(ui, text::keeping::COPIES, text::keeping::COPIES_DETAIL);
    for notice in &state.keeping.notices {
        let Notice::Copies(copies) = notice else { continue };
        for (number, copy) in copies.iter().enumerate() {
            widgets::strong(ui, copy.path.file_name().unwrap_or_default().to_string_lossy());
            let found = case::differences(&state.case, &copy.case);
            let sides = [text::keeping::OUR_SIDE, text::keeping::THEIR_SIDE];
            differences::show(state, &format!("copy {number}"), &found, sides, ui);
            ui.add_space(STEP);
        }
    }
    let buttons = [
        (text::keeping::MERGE, Weight::Primary, Command::Keep(KeepCommand::MergeCopies)),
        (text::keeping::LEAVE_COPIES, Weight::Normal, Command::CloseDialog),
    ];
    foot(ui, commands, &buttons);
}
