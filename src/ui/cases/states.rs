//! What is shown in the place of rows.

use egui::{Align, Layout, Ui};

use crate::app::{CasesCommand, Command, KeepCommand, Leave, Progress, State, Trouble, WayOut};
use crate::ui::text;
use crate::ui::theme::{STEP, palette};
use crate::ui::widgets::{self, Tone, Weight};

/// A text is no wider than this: longer lines are hard to read.
const WIDTH: f32 = 460.0;
/// How far the reading is.
const BAR: f32 = 240.0;

/// The folder cannot be read.
pub(super) fn failed(trouble: &Trouble, commands: &mut Vec<Command>, ui: &mut Ui) {
    let sentence = &trouble.sentence;
    widgets::card(ui, Tone::Caution, |ui| {
        widgets::strong(ui, sentence.what.as_str());
        widgets::body(ui, format!("{}{}", sentence.safe, sentence.next));
        if trouble.way_out == WayOut::Create {
            widgets::body(ui, text::cases::FIRST_TIME);
        }
        if let Some(path) = &sentence.path {
            widgets::small(ui, path.as_str());
        }
        ui.horizontal_wrapped(|ui| {
            let (name, command) = match trouble.way_out {
                WayOut::Create => (text::cases::CREATE_FOLDER, CasesCommand::CreateFolder),
                WayOut::Retry => (text::cases::RETRY, CasesCommand::Retry),
            };
            if widgets::button(ui, name, Weight::Primary).clicked() {
                commands.push(Command::Cases(command));
            }
            if trouble.way_out == WayOut::Create
                && widgets::button(ui, text::cases::RETRY, Weight::Normal).clicked()
            {
                commands.push(Command::Cases(CasesCommand::Retry));
            }
            choose_folder(commands, ui);
        });
    });
}

/// The folder is being read for the first time.
pub(super) fn reading(progress: &Progress, ui: &mut Ui) {
    centered(ui, |ui| {
        widgets::note(ui, text::cases::progress(text::cases::READING, progress.done, progress.of));
        if progress.of > 0 {
            let accent = palette(ui).accent;
            widgets::bar(ui, progress.done as f64 / progress.of as f64, BAR, accent);
        }
    });
}

/// No folder is known.
pub(super) fn no_folder(commands: &mut Vec<Command>, ui: &mut Ui) {
    widgets::card(ui, Tone::Plain, |ui| {
        widgets::body(ui, text::cases::NO_FOLDER);
        choose_folder(commands, ui);
    });
}

fn choose_folder(commands: &mut Vec<Command>, ui: &mut Ui) {
    if widgets::button(ui, text::cases::CHOOSE_FOLDER, Weight::Normal).clicked() {
        commands.push(Command::Keep(KeepCommand::PickFolder));
    }
}

/// There are no notes yet.
pub(super) fn empty(state: &State, commands: &mut Vec<Command>, ui: &mut Ui) {
    centered(ui, |ui| {
        widgets::title(ui, text::cases::EMPTY);
        widgets::note(ui, text::cases::EMPTY_DETAIL);
        if let Some(folder) = &state.cases.folder {
            widgets::small(ui, text::cases::path(folder));
        }
        ui.add_space(2.0 * STEP);
        if widgets::button(ui, text::cases::NEW, Weight::Primary).clicked() {
            commands.push(Command::Leave(Leave::New));
        }
    });
}

/// No note passes.
pub(super) fn none_found(commands: &mut Vec<Command>, ui: &mut Ui) {
    centered(ui, |ui| {
        widgets::title(ui, text::cases::NONE_FOUND);
        widgets::note(ui, text::cases::NONE_FOUND_DETAIL);
        ui.add_space(2.0 * STEP);
        if widgets::button(ui, text::cases::SHOW_ALL, Weight::Normal).clicked() {
            commands.push(Command::Cases(CasesCommand::ClearAll));
        }
    });
}

fn centered(ui: &mut Ui, contents: impl FnOnce(&mut Ui)) {
    ui.add_space(ui.available_height() * 0.2);
    ui.with_layout(Layout::top_down(Align::Center), |ui| {
        ui.set_max_width(WIDTH);
        contents(ui);
    });
}
