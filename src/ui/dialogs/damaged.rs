//! A note that cannot be read, and what there is instead.

use std::path::Path;

use egui::Ui;

use crate::app::{Command, KeepCommand, State, Unreadable};
use crate::ui::text;
use crate::ui::widgets::{self, Weight};

use super::{foot, told};

pub(super) fn show(
    state: &State,
    note: &Path,
    unreadable: &Unreadable,
    commands: &mut Vec<Command>,
    ui: &mut Ui,
) {
    told(&unreadable.sentence, ui);
    if let Some(kept) = &unreadable.kept {
        widgets::body(ui, text::keeping::DAMAGED_KEPT);
        widgets::small(ui, kept.display().to_string());
    }
    let close = (text::dialogs::CLOSE, Weight::Normal, Command::CloseDialog);
    let Some(earlier) = &unreadable.earlier else {
        widgets::body(ui, text::keeping::NO_EARLIER);
        foot(ui, commands, &[close]);
        return;
    };
    widgets::strong(ui, text::keeping::earlier(&text::time::clock_on(earlier.at, state.now, &state.zone)));
    let open = KeepCommand::OpenEarlier { note: note.to_owned(), earlier: earlier.clone() };
    foot(ui, commands, &[(text::keeping::OPEN_EARLIER, Weight::Primary, Command::Keep(open)), close]);
}
