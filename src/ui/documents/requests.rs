//! 引き継ぎ・依頼: papers for colleagues, the IT department, the admin and a former colleague.

use egui::Ui;

use crate::app::{Command, DocumentTab, DocumentsCommand, State};
use crate::case::export::Audience;
use crate::documents::papers::Paper;
use crate::ui::theme::STEP;
use crate::ui::widgets::{self, Mark};
use crate::ui::{frame, text};

use super::SHARES;
use super::sheet::{self, Release};

pub(super) fn show(state: &State, commands: &mut Vec<Command>, ui: &mut Ui) {
    let paper = state.documents.request;
    frame::columns(ui, &SHARES, |column, ui| match column {
        0 => {
            frame::head(ui, text::documents::tab(DocumentTab::Requests), |_| {});
            frame::scroll(ui, |ui| choices(state, paper, commands, ui));
        }
        _ => sheet::show(state, paper, Release::Free, commands, ui),
    });
}

fn choices(state: &State, paper: Paper, commands: &mut Vec<Command>, ui: &mut Ui) {
    widgets::small(ui, text::documents::REQUESTS_WHY);
    ui.add_space(STEP);
    for request in Paper::REQUESTS {
        let (name, purpose) = (text::papers::name(request), text::papers::purpose(request));
        if widgets::choice(ui, name, purpose, Mark::when(request == paper)).clicked() {
            commands.push(Command::Documents(DocumentsCommand::ShowRequest(request)));
        }
    }
    ui.add_space(3.0 * STEP);
    widgets::title(ui, text::export_dialog::AUDIENCE);
    let chosen = state.documents.audience(paper);
    ui.horizontal(|ui| {
        for audience in [Audience::Outside, Audience::Inside] {
            let mark = Mark::when(audience == chosen);
            if widgets::segment(ui, text::export_dialog::audience(audience), mark).clicked() {
                commands.push(Command::Documents(DocumentsCommand::SetAudience(audience)));
            }
        }
    });
    widgets::small(ui, text::papers::before_handing_on(paper, chosen));
    widgets::small(ui, text::export_dialog::SECRETS);
}
