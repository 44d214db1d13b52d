//! 書き出し: to whom, as what, what goes along, and what it looks like.

use egui::{Align, Layout, Margin, ScrollArea, Ui, Vec2};

use crate::app::{Command, Export, ExportCommand, ExportOf, ExportStage, Preview, State, Typed};
use crate::case::export::{Audience, Format, Part};
use crate::documents::papers::Paper;

use super::dialogs::{foot, told};
use super::theme::{self, STEP, Size, palette};
use super::widgets::{self, Field, Mark, Tone, Weight};
use super::{frame, text};

/// The dialog is as wide as the choices and a readable preview need, in points.
pub(super) const WIDTH: f32 = 880.0;
const CHOICES_WIDTH: f32 = 320.0;
/// What stands above and below the preview, and around the dialog.
const AROUND: f32 = 240.0;
const HEIGHT: f32 = 560.0;

/// Whether something is typed that a click beside the dialog must not throw away.
pub(super) fn is_typed(state: &State) -> bool {
    state.export.as_ref().is_some_and(|export| matches!(export.stage, ExportStage::Typing(_)))
}

pub(super) fn show(state: &State, commands: &mut Vec<Command>, ui: &mut Ui) {
    let Some(export) = &state.export else { return };
    widgets::heading(ui, text::export_dialog::TITLE);
    ui.add_space(STEP);
    let height = (ui.ctx().content_rect().height() - AROUND).clamp(160.0, HEIGHT);
    let busy = matches!(export.stage, ExportStage::Picking | ExportStage::Writing);
    ui.allocate_ui_with_layout(
        Vec2::new(ui.available_width(), height),
        Layout::left_to_right(Align::Min),
        |ui| {
            ui.spacing_mut().item_spacing.x = 5.0 * STEP;
            ui.allocate_ui_with_layout(
                Vec2::new(CHOICES_WIDTH, height),
                Layout::top_down(Align::Min),
                |ui| {
                    ui.add_enabled_ui(!busy, |ui| {
                        ScrollArea::vertical().id_salt("export-choices").auto_shrink([false, false]).show(
                            ui,
                            |ui| {
                                ui.set_width(CHOICES_WIDTH - 3.0 * STEP);
                                choices(export, commands, ui);
                            },
                        );
                    });
                },
            );
            ui.allocate_ui_with_layout(ui.available_size(), Layout::top_down(Align::Min), |ui| {
                preview(export, ui);
            });
        },
    );
    frame::line(ui);
    ui.add_space(2.0 * STEP);
    stage(export, commands, ui);
}

fn choices(export: &Export, commands: &mut Vec<Command>, ui: &mut Ui) {
    let wish = &export.wish;
    ui.spacing_mut().item_spacing = Vec2::new(2.0 * STEP, 1.5 * STEP);
    let paper = match export.of {
        ExportOf::Paper(paper) => Some(paper),
        ExportOf::Note | ExportOf::List(_) => None,
    };
    if let Some(paper) = paper {
        widgets::strong(ui, text::papers::name(paper));
        ui.add_space(STEP);
    }
    if paper.is_none_or(Paper::has_choice_of_audience) {
        audience(export, commands, ui);
    }
    widgets::small(ui, text::export_dialog::SECRETS);
    ui.add_space(2.0 * STEP);
    widgets::title(ui, text::export_dialog::FORMAT);
    if matches!(export.of, ExportOf::List(_)) {
        widgets::body(ui, text::export_dialog::format(wish.format));
        widgets::small(ui, text::export_dialog::format_detail(wish.format));
        return;
    }
    ui.horizontal(|ui| {
        for format in Format::OF_NOTES {
            let mark = Mark::when(wish.format == format);
            if widgets::segment(ui, text::export_dialog::format(format), mark).clicked() {
                commands.push(Command::Export(ExportCommand::SetFormat(format)));
            }
        }
    });
    widgets::small(ui, text::export_dialog::format_detail(wish.format));
    if paper.is_none() {
        parts(export, commands, ui);
    }
}

fn audience(export: &Export, commands: &mut Vec<Command>, ui: &mut Ui) {
    let wish = &export.wish;
    widgets::title(ui, text::export_dialog::AUDIENCE);
    ui.columns(2, |columns| {
        for (column, audience) in columns.iter_mut().zip([Audience::Outside, Audience::Inside]) {
            let mark = Mark::when(wish.audience == audience);
            if widgets::choice(column, text::export_dialog::audience(audience), "", mark).clicked() {
                commands.push(Command::Export(ExportCommand::SetAudience(audience)));
            }
        }
    });
    widgets::small(ui, text::export_dialog::audience_detail(wish.audience));
}

fn parts(export: &Export, commands: &mut Vec<Command>, ui: &mut Ui) {
    ui.add_space(2.0 * STEP);
    widgets::title(ui, text::export_dialog::PARTS);
    ui.spacing_mut().item_spacing.y = 0.5 * STEP;
    for part in Part::ALL {
        let mark = Mark::when(export.wish.parts.contains(&part));
        if widgets::check(ui, text::export::part(part), mark).clicked() {
            commands.push(Command::Export(ExportCommand::Toggle(part)));
        }
    }
}

fn preview(export: &Export, ui: &mut Ui) {
    widgets::title(ui, text::export_dialog::PREVIEW);
    let wish = &export.wish;
    let pictures =
        export.of == ExportOf::Note && wish.format == Format::Html && wish.parts.contains(&Part::Pictures);
    if pictures && wish.audience == Audience::Outside {
        widgets::caution_small(ui, text::export_dialog::PICTURES_OUTSIDE);
    }
    let p = palette(ui);
    widgets::framed(ui, p.card, p.line, Margin::same(12), |ui| {
        let height = ui.available_height();
        ScrollArea::vertical().id_salt("export-preview").auto_shrink([false, false]).max_height(height).show(
            ui,
            |ui| {
                ui.set_width(ui.available_width() - 2.0 * STEP);
                match &export.preview {
                    Preview::Making => {
                        widgets::note(ui, text::export_dialog::MAKING);
                    }
                    Preview::Ready(rendered) => {
                        if rendered.unread > 0 {
                            widgets::caution_small(ui, text::export_dialog::unread(rendered.unread));
                        }
                        widgets::label(ui, rendered.preview.as_str(), theme::font(Size::Small), p.ink);
                        if rendered.left_out > 0 {
                            widgets::small(ui, text::export_dialog::left_out(rendered.left_out));
                        }
                    }
                }
            },
        );
    });
}

fn stage(export: &Export, commands: &mut Vec<Command>, ui: &mut Ui) {
    let ask = Command::Export;
    let back = || (text::export_dialog::BACK, Weight::Normal, ask(ExportCommand::Back));
    let close = || (text::dialogs::CLOSE, Weight::Normal, Command::CloseDialog);
    match &export.stage {
        ExportStage::Choosing => choosing(export, commands, ui),
        ExportStage::Picking => {
            widgets::note(ui, text::export_dialog::PICKING);
            foot(ui, commands, &[close()]);
        }
        ExportStage::Writing => {
            widgets::note(ui, text::export_dialog::WRITING);
            foot(ui, commands, &[close()]);
        }
        ExportStage::Typing(Typed(typed)) => typing(typed, commands, ui),
        ExportStage::Exists(path) => {
            widgets::strong(ui, text::export_dialog::EXISTS);
            widgets::body(ui, text::export_dialog::EXISTS_DETAIL);
            widgets::small(ui, path.display().to_string());
            let replace = (text::export_dialog::REPLACE, Weight::Danger, ask(ExportCommand::Replace));
            foot(ui, commands, &[replace, back()]);
        }
        ExportStage::Written(path) => {
            ui.horizontal(|ui| {
                widgets::chip(ui, text::export_dialog::WRITTEN, Tone::Ok);
                widgets::small(ui, text::export_dialog::WRITTEN_TO);
            });
            widgets::small(ui, path.display().to_string());
            let folder = (text::export_dialog::OPEN_FOLDER, Weight::Primary, ask(ExportCommand::OpenFolder));
            foot(ui, commands, &[folder, close(), back()]);
        }
        ExportStage::Failed(sentence) => {
            told(sentence, ui);
            foot(ui, commands, &[back(), close()]);
        }
    }
}

/// What a text is for is pasting, what a page or a table is for is a file: that comes first.
fn choosing(export: &Export, commands: &mut Vec<Command>, ui: &mut Ui) {
    let copy = |weight| (text::export_dialog::COPY, weight, Command::Export(ExportCommand::Copy));
    let save = |weight| (text::export_dialog::SAVE, weight, Command::Export(ExportCommand::Save));
    let close = (text::dialogs::CLOSE, Weight::Normal, Command::CloseDialog);
    let buttons = match export.wish.format {
        Format::Text | Format::Markdown => [copy(Weight::Primary), save(Weight::Normal), close],
        Format::Html | Format::Csv => [save(Weight::Primary), copy(Weight::Normal), close],
    };
    // Until the text is made there is nothing to hand on but the dialog can be closed.
    let ready = matches!(export.preview, Preview::Ready(_));
    let shown = if ready { buttons.as_slice() } else { buttons.get(2..).unwrap_or_default() };
    foot(ui, commands, shown);
}

fn typing(typed: &str, commands: &mut Vec<Command>, ui: &mut Ui) {
    let mut now = typed.to_owned();
    let look =
        Field { label: text::export_dialog::PLACE, hint: text::dialogs::PATH_HINT, rows: 1, limit: 4_000 };
    let edited = widgets::field(ui, "export-place", look, &mut now);
    if edited.changed() {
        commands.push(Command::Export(ExportCommand::Type(Typed(now))));
    }
    let use_it = Command::Export(ExportCommand::UseTyped);
    if edited.lost_focus() && ui.input(|input| input.key_pressed(egui::Key::Enter)) {
        commands.push(use_it.clone());
    }
    let back = (text::export_dialog::BACK, Weight::Normal, Command::Export(ExportCommand::Back));
    foot(ui, commands, &[(text::export_dialog::SAVE, Weight::Primary, use_it), back]);
}
