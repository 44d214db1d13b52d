//! The paper in front: what it looks like, and the ways to hand it on.

use egui::{Align, Layout, Margin, Panel, ScrollArea, Ui};

use crate::app::{Command, DocumentsCommand, ExportCommand, ExportOf, State};
use crate::documents::papers::{Paper, Remarks};
use crate::ui::theme::{STEP, palette};
use crate::ui::widgets::{self, Weight};
use crate::ui::{frame, text};

/// Whether the paper may be handed on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Release {
    /// It may.
    Free,
    /// Something has to be checked first: what.
    After(&'static str),
}

pub(super) fn show(state: &State, paper: Paper, release: Release, commands: &mut Vec<Command>, ui: &mut Ui) {
    let remarks = state.documents.sheet.as_ref().and_then(|sheet| sheet.remarks.as_ref());
    frame::head(ui, text::export_dialog::PREVIEW, |ui| {
        if let Some(remarks) = remarks {
            widgets::small(ui, text::documents::length(remarks.characters, remarks.limit));
        }
    });
    let foot = egui::Frame::NONE.inner_margin(Margin { left: 0, right: 10, top: 8, bottom: 8 });
    Panel::bottom("paper-actions").frame(foot).show_separator_line(false).show(ui, |ui| {
        actions(state, paper, release, commands, ui);
    });
    if let Some(remarks) = remarks {
        shortened(remarks, ui);
    }
    let p = palette(ui);
    let room = egui::Frame::NONE.inner_margin(Margin { left: 0, right: 10, top: 0, bottom: 0 });
    room.show(ui, |ui| {
        widgets::framed(ui, p.card, p.line, Margin::same(14), |ui| text_of(state, ui));
    });
}

fn text_of(state: &State, ui: &mut Ui) {
    let height = ui.available_height();
    let area = ScrollArea::vertical().id_salt("paper").auto_shrink([false, false]).max_height(height);
    area.show(ui, |ui| {
        ui.set_width(ui.available_width() - 2.0 * STEP);
        let Some(sheet) = &state.documents.sheet else {
            widgets::note(ui, text::export_dialog::MAKING);
            return;
        };
        widgets::paper(ui, &sheet.preview, text::export::SECTION_MARK);
        if sheet.left_out > 0 {
            widgets::small(ui, text::export_dialog::left_out(sheet.left_out));
        }
    });
}

/// What was left out for want of room is told above the text, not in it.
fn shortened(remarks: &Remarks, ui: &mut Ui) {
    if let Some(limit) = remarks.limit.filter(|limit| remarks.characters > *limit) {
        widgets::caution_small(ui, text::documents::too_long(limit));
    }
    if remarks.shortened.is_empty() {
        return;
    }
    widgets::caution_small(ui, text::documents::SHORTENED);
    for shortened in &remarks.shortened {
        widgets::small(ui, text::documents::shortened(shortened));
    }
    ui.add_space(STEP);
}

fn actions(state: &State, paper: Paper, release: Release, commands: &mut Vec<Command>, ui: &mut Ui) {
    let ready = state.documents.ready().is_some() && release == Release::Free;
    let keyboard = widgets::keyboard(ui);
    ui.horizontal(|ui| {
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ui.add_enabled_ui(ready, |ui| {
                let copy = widgets::button(ui, text::export_dialog::COPY, Weight::Primary)
                    .on_hover_text(text::keys::on(keyboard, text::documents::COPY_KEYS));
                if copy.clicked() {
                    commands.push(Command::Documents(DocumentsCommand::Copy));
                }
                let export = widgets::button(ui, text::documents::EXPORT, Weight::Normal)
                    .on_hover_text(text::keys::on(keyboard, text::documents::EXPORT_KEYS));
                if export.clicked() {
                    commands.push(Command::Export(ExportCommand::Begin(ExportOf::Paper(paper))));
                }
            });
            if let Release::After(what) = release {
                ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                    widgets::small(ui, what);
                });
            }
        });
    });
}
