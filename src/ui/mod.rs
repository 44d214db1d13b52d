//! What the operator sees: one file a pane or dialog.
//!
//! Invariant: a view takes `&State` and pushes [`Command`]s; it changes nothing, reads no disk and never waits.

mod cases;
mod checklist;
mod dialogs;
mod documents;
mod environment;
mod export;
mod frame;
mod help;
mod learning;
mod ledger;
mod note;
mod notices;
mod opening;
mod policy;
mod rail;
mod settings;
pub mod text;
pub mod theme;
mod toasts;
mod top_bar;
mod url_check;
mod widgets;

use egui::Ui;

use crate::app::{Command, Page, State};

/// Draws the whole window.
pub fn window(state: &State, commands: &mut Vec<Command>, ui: &mut Ui) {
    frame::shortcuts(state, commands, ui);
    let before = commands.len();
    top_bar::show(state, commands, ui);
    rail::show(state, commands, ui);
    notices::show(state, commands, ui);
    opening::card(state, commands, ui);
    egui::CentralPanel::default().frame(frame::page(ui)).show(ui, |ui| match state.page {
        Page::Triage => frame::panes(state, commands, ui),
        Page::Cases => cases::show(state, commands, ui),
        Page::Ledger => ledger::show(state, commands, ui),
        Page::Note => note::page(state, commands, ui),
        Page::Documents => documents::page(state, commands, ui),
        Page::Settings => frame::single(ui, |ui| settings::show(state, commands, ui)),
        Page::Help => frame::single(ui, |ui| help::show(state, commands, ui)),
    });
    toasts::show(state, ui);
    note::take_in(state, commands, ui);
    note::picture_dialog(state, commands, ui);
    dialogs::show(state, commands, ui);
    if commands.len() == before {
        frame::undo_beyond_the_field(state, commands, ui);
    }
}
