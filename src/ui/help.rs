//! The help page.

use egui::Ui;

use crate::app::{Command, State};

use super::theme::STEP;
use super::{policy, text, widgets};

pub(super) fn show(state: &State, commands: &mut Vec<Command>, ui: &mut Ui) {
    widgets::heading(ui, text::help::TITLE);
    for (title, paragraphs) in text::help::SECTIONS {
        ui.add_space(3.0 * STEP);
        widgets::title(ui, title);
        for paragraph in paragraphs {
            let paragraph = text::keys::on(widgets::keyboard(ui), paragraph);
            widgets::body(ui, paragraph);
        }
    }
    ui.add_space(3.0 * STEP);
    widgets::title(ui, text::settings::ABOUT);
    widgets::body(ui, text::settings::ABOUT_TEXT);
    widgets::body(ui, text::settings::PRIVACY);
    policy::releases(state, commands, ui);
}
