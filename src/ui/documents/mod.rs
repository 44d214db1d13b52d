//! 文書: whom to turn to, and the papers that are made of the note. A tab each.

mod checklists;
mod inquiry;
mod plan;
mod requests;
mod routing;

use egui::Ui;

use crate::app::{Command, DocumentTab, DocumentsCommand, State};

use super::theme::STEP;
use super::widgets::{self, Mark};
use super::{frame, text};

/// The page: its tabs, and the one in front.
pub(super) fn page(state: &State, commands: &mut Vec<Command>, ui: &mut Ui) {
    ui.horizontal_wrapped(|ui| {
        for tab in DocumentTab::ALL {
            let mark = Mark::when(state.documents.tab == tab);
            if widgets::segment(ui, text::documents::tab(tab), mark).clicked() {
                commands.push(Command::Documents(DocumentsCommand::ShowTab(tab)));
            }
        }
    });
    ui.add_space(STEP);
    ui.push_id(state.documents.tab, |ui| match state.documents.tab {
        DocumentTab::Routing => routing::show(state, commands, ui),
        DocumentTab::Inquiry => inquiry::show(state, commands, ui),
        DocumentTab::Plan => plan::show(state, commands, ui),
        DocumentTab::Requests => requests::show(state, commands, ui),
        DocumentTab::Checklists => checklists::show(state, commands, ui),
    });
}

/// A tab that has nothing to show yet, and what to do instead.
fn empty(ui: &mut Ui, title: &str, detail: &str) {
    frame::single(ui, |ui| {
        widgets::heading(ui, title);
        widgets::body(ui, detail);
    });
}
