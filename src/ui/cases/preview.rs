//! A look at the note that is chosen, and what can be done with it.

use egui::text::{LayoutJob, TextFormat};
use egui::{Align, Label, Margin, Ui};
use egui_material_icons::icons::ICON_FOLDER_OPEN;

use crate::app::{CasesCommand, Command, Look, State};
use crate::case::index::{Excerpt, Preview, Row, Standing, Summary};
use crate::ui::frame;
use crate::ui::text;
use crate::ui::text::errors::Sentence;
use crate::ui::theme::{self, STEP, Size, palette};
use crate::ui::widgets::{self, Tone, Weight};

/// Room for the names of details.
const LABELS: f32 = 112.0;

pub(super) fn show(state: &State, commands: &mut Vec<Command>, ui: &mut Ui) {
    let Some(row) = state.cases.chosen() else {
        widgets::note(ui, text::cases::NOTHING_CHOSEN);
        return;
    };
    buttons(state, row, commands, ui);
    frame::scroll_anew(ui, row.path(), |ui| match &state.cases.preview {
        Look::None | Look::Reading => {
            widgets::note(ui, text::cases::PREVIEWING);
        }
        Look::Failed(sentence) => failed(state, row, sentence, ui),
        Look::Read(preview) => note(state, row, preview, ui),
    });
}

fn buttons(state: &State, row: &Row, commands: &mut Vec<Command>, ui: &mut Ui) {
    let margin = Margin { left: 0, right: 10, top: 8, bottom: 8 };
    let panel = egui::Panel::bottom("case-buttons").frame(egui::Frame::NONE.inner_margin(margin));
    panel.show_separator_line(false).show(ui, |ui| {
        ui.horizontal_wrapped(|ui| {
            if widgets::button(ui, text::cases::OPEN, Weight::Primary).clicked() {
                commands.push(super::open(row));
            }
            let path = || row.path().to_owned();
            let readable = row.summary().is_some();
            ui.add_enabled_ui(readable, |ui| {
                let duplicate = widgets::button(ui, text::cases::DUPLICATE, Weight::Normal);
                if duplicate.on_hover_text(text::cases::DUPLICATE_HINT).clicked() {
                    commands.push(Command::Cases(CasesCommand::Duplicate(path())));
                }
            });
            let ask = super::ask_trash(state, row);
            ui.add_enabled_ui(ask.is_some(), |ui| {
                let trash = widgets::button(ui, text::cases::TRASH, Weight::Danger);
                if trash.on_disabled_hover_text(text::cases::TRASH_OPEN).clicked() {
                    commands.extend(ask);
                }
            });
            if widgets::icon_button(ui, ICON_FOLDER_OPEN, text::cases::REVEAL).clicked() {
                commands.push(Command::Cases(CasesCommand::Reveal(path())));
            }
        });
    });
}

/// A note that cannot be read: what is wrong, what to do.
fn failed(state: &State, row: &Row, sentence: &Sentence, ui: &mut Ui) {
    widgets::heading(ui, text::cases::file_title(row.path()));
    widgets::card(ui, Tone::Stop, |ui| {
        widgets::strong(ui, sentence.what.as_str());
        widgets::body(ui, sentence.next.as_str());
    });
    place(state, row, ui);
}

fn note(state: &State, row: &Row, preview: &Preview, ui: &mut Ui) {
    let summary = &preview.summary;
    widgets::heading(ui, text::cases::title(summary));
    ui.horizontal_wrapped(|ui| {
        let tone = match summary.standing {
            Standing::Open => Tone::Caution,
            Standing::Solved { .. } => Tone::Ok,
            Standing::GivenUp => Tone::Plain,
        };
        widgets::chip(ui, text::cases::standing(&summary.standing), tone);
        let overdue =
            summary.standing == Standing::Open && summary.next_check.is_some_and(|at| at < state.now);
        if overdue {
            widgets::chip(ui, text::cases::OVERDUE, Tone::Stop);
        }
    });
    details(state, summary, ui);
    if !row.copies.is_empty() {
        widgets::caution_small(ui, text::cases::copies(row.copies.len()));
    }
    if summary.version > crate::case::CURRENT_VERSION {
        widgets::caution_small(ui, text::cases::NEWER);
    }
    found(&preview.excerpts, ui);
    for (title, content) in text::cases::long_fields(preview) {
        if !content.is_empty() {
            part(ui, title);
            widgets::body(ui, content);
        }
    }
    part(ui, text::cases::LAST_LINES);
    if preview.lines.is_empty() {
        widgets::small(ui, text::cases::NO_LINES);
    }
    for line in &preview.lines {
        let clock = text::time::clock_on(line.at, state.now, &state.zone);
        ui.horizontal_top(|ui| {
            widgets::small(ui, clock);
            widgets::plain_small(ui, text::cases::line(line));
        });
    }
    ui.add_space(2.0 * STEP);
    place(state, row, ui);
}

/// Where the file is: within the folder of the notes, and in full on hovering.
fn place(state: &State, row: &Row, ui: &mut Ui) {
    let folder = state.cases.folder.as_deref();
    let within = folder.and_then(|folder| row.path().strip_prefix(folder).ok());
    let shown = widgets::small(ui, text::cases::path(within.unwrap_or(row.path())));
    shown.on_hover_text(text::cases::path(row.path()));
}

/// Names at the left, what they are beside them.
fn details(state: &State, summary: &Summary, ui: &mut Ui) {
    ui.spacing_mut().interact_size.y = 0.0;
    egui::Grid::new("case-details").num_columns(2).min_col_width(LABELS).spacing([2.0 * STEP, STEP]).show(
        ui,
        |ui| {
            for (label, text) in
                text::cases::details(summary, state.model.knowledge(), state.now, &state.zone)
            {
                widgets::small(ui, label);
                widgets::plain_small(ui, text);
                ui.end_row();
            }
        },
    );
}

fn part(ui: &mut Ui, title: &str) {
    ui.add_space(2.0 * STEP);
    widgets::strong(ui, title);
}

/// The places that the search has found, with what was found marked.
fn found(excerpts: &[Excerpt], ui: &mut Ui) {
    if excerpts.is_empty() {
        return;
    }
    part(ui, text::cases::MATCHES);
    for excerpt in excerpts {
        widgets::small(ui, text::cases::part(excerpt.part));
        let job = marked(ui, excerpt);
        ui.add(Label::new(job).wrap());
    }
}

fn marked(ui: &Ui, excerpt: &Excerpt) -> LayoutJob {
    let p = palette(ui);
    let plain = TextFormat {
        line_height: Some(theme::line_height(&theme::font(Size::Body))),
        font_id: theme::font(Size::Body),
        color: p.ink,
        ..TextFormat::default()
    };
    let strong = TextFormat {
        font_id: theme::bold(Size::Body),
        // As high as the characters, which stand in the middle of the line.
        line_height: Some(theme::mark_height(&theme::font(Size::Body))),
        valign: Align::Center,
        color: p.caution,
        background: p.caution_soft,
        ..plain.clone()
    };
    let mut job = LayoutJob::default();
    let mut end = 0;
    for mark in &excerpt.marks {
        job.append(excerpt.text.get(end..mark.start).unwrap_or_default(), 0.0, plain.clone());
        job.append(excerpt.text.get(mark.clone()).unwrap_or_default(), 0.0, strong.clone());
        end = mark.end;
    }
    job.append(excerpt.text.get(end..).unwrap_or_default(), 0.0, plain);
    job
}
