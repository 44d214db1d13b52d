//! 記録: the case note. Facts typed by the operator, a timeline filled by the program, the outcome.

use egui::{Align, Layout, Ui, Vec2};
use egui_material_icons::icons::ICON_CLOSE;

use crate::app::{Command, Dialog, Ending, ExportCommand, ExportOf, NoteField, State};
use crate::case::EntryKind;

use super::theme::{BUTTON_HEIGHT, STEP, palette};
use super::widgets::{self, Field, Weight};
use super::{frame, text};

/// Characters kept of a field, and of a long one.
const LIMIT: usize = 400;
const LONG_LIMIT: usize = 40_000;

pub(super) fn show(state: &State, commands: &mut Vec<Command>, ui: &mut Ui) {
    let missing = state.case.missing_fields().len();
    frame::head(ui, text::note::TITLE, |ui| {
        if widgets::link(ui, text::export_dialog::OPEN).clicked() {
            commands.push(Command::Export(ExportCommand::Begin(ExportOf::Note)));
        }
        widgets::small(ui, text::note::missing(missing));
    });
    if state.case.outcome.is_none() {
        egui::Panel::bottom("ending")
            .frame(egui::Frame::NONE.inner_margin(egui::Margin { left: 0, right: 10, top: 8, bottom: 8 }))
            .show_separator_line(false)
            .show(ui, |ui| endings(commands, ui));
    }
    frame::scroll(ui, |ui| {
        self::field(state, NoteField::Title, 1, LIMIT, commands, ui);
        pair(state, [NoteField::Shop, NoteField::Role], commands, ui);
        self::field(state, NoteField::Affected, 1, LIMIT, commands, ui);
        message(state, ui);
        occurred(state, commands, ui);
        self::field(state, NoteField::Impact, 2, LIMIT, commands, ui);
        self::field(state, NoteField::Memo, 4, LONG_LIMIT, commands, ui);
        facts(state, commands, ui);
        ui.add_space(2.0 * STEP);
        timeline(state, commands, ui);
    });
}

fn endings(commands: &mut Vec<Command>, ui: &mut Ui) {
    ui.horizontal(|ui| {
        let width = ((ui.available_width() - ui.spacing().item_spacing.x) / 2.0).floor();
        let mut end = |ui: &mut Ui, name: &str, weight: Weight, dialog: Dialog| {
            let size = Vec2::new(width, BUTTON_HEIGHT);
            let pressed = ui.allocate_ui_with_layout(size, Layout::top_down_justified(Align::Center), |ui| {
                widgets::button(ui, name, weight)
            });
            if pressed.inner.clicked() {
                commands.push(Command::Ask(dialog));
            }
        };
        end(ui, text::note::UNSOLVED, Weight::Normal, Dialog::Unsolved(Ending::default()));
        end(ui, text::note::SOLVED, Weight::Good, Dialog::Solved(Ending::default()));
    });
}

fn field(
    state: &State,
    field: NoteField,
    rows: usize,
    limit: usize,
    commands: &mut Vec<Command>,
    ui: &mut Ui,
) {
    let mut typed = field.of(&state.case).clone();
    let look = Field { label: text::note::label(field), hint: text::note::hint(field), rows, limit };
    if widgets::field(ui, field, look, &mut typed).changed() {
        commands.push(Command::SetField(field, typed));
    }
}

/// Two short fields side by side.
fn pair(state: &State, fields: [NoteField; 2], commands: &mut Vec<Command>, ui: &mut Ui) {
    ui.columns(2, |columns| {
        for (column, field) in columns.iter_mut().zip(fields) {
            self::field(state, field, 1, LIMIT, commands, column);
        }
    });
}

/// Typed in the checklist, shown here.
fn message(state: &State, ui: &mut Ui) {
    widgets::framed(ui, palette(ui).card, palette(ui).line, egui::Margin::symmetric(10, 8), |ui| {
        ui.spacing_mut().item_spacing.y = 2.0;
        widgets::small(ui, text::note::MESSAGE);
        match state.case.message.trim() {
            "" => widgets::note(ui, text::note::MESSAGE_EMPTY),
            message => widgets::body(ui, message),
        };
    });
}

fn occurred(state: &State, commands: &mut Vec<Command>, ui: &mut Ui) {
    let shown = state.case.occurred_at.as_ref().map(text::time::full).unwrap_or_default();
    let mut typed = state.drafts.occurred.clone().unwrap_or_else(|| shown.clone());
    let look = Field { label: text::note::OCCURRED, hint: text::note::OCCURRED_HINT, rows: 1, limit: 60 };
    if widgets::field(ui, "occurred", look, &mut typed).changed() {
        commands.push(Command::SetOccurred(typed.clone()));
    }
    ui.horizontal_wrapped(|ui| {
        if widgets::link(ui, text::note::NOW).clicked() {
            commands.push(Command::OccurredNow);
        }
        // What was understood, while it is typed in another form.
        if state.drafts.occurred.is_some() && !shown.is_empty() {
            widgets::small(ui, shown);
        } else if !typed.trim().is_empty() && state.case.occurred_at.is_none() {
            let caution = palette(ui).caution;
            widgets::label(
                ui,
                text::note::OCCURRED_UNREAD,
                super::theme::font(super::theme::Size::Small),
                caution,
            );
        }
    });
}

fn facts(state: &State, commands: &mut Vec<Command>, ui: &mut Ui) {
    widgets::title(ui, text::note::FACTS);
    for (index, fact) in state.case.facts.iter().enumerate() {
        let (mut label, mut content) = (fact.label.clone(), fact.text.clone());
        let mut changed = false;
        ui.horizontal_top(|ui| {
            ui.with_layout(Layout::right_to_left(Align::Min), |ui| {
                if widgets::icon_button(ui, ICON_CLOSE, &text::note::remove_fact(index + 1)).clicked() {
                    commands.push(Command::RemoveFact(index));
                }
                ui.with_layout(Layout::top_down(Align::Min), |ui| {
                    let look = Field { label: text::note::FACT_LABEL, hint: "", rows: 1, limit: LIMIT };
                    changed |= widgets::field(ui, ("fact-label", index), look, &mut label).changed();
                    let look = Field { label: text::note::FACT_TEXT, hint: "", rows: 2, limit: LONG_LIMIT };
                    changed |= widgets::field(ui, ("fact-text", index), look, &mut content).changed();
                });
            });
        });
        if changed {
            commands.push(Command::SetFact(index, label, content));
        }
    }
    if widgets::link(ui, text::note::ADD_FACT).clicked() {
        commands.push(Command::AddFact);
    }
}

fn timeline(state: &State, commands: &mut Vec<Command>, ui: &mut Ui) {
    widgets::title(ui, text::note::TIMELINE);
    let mut typed = state.drafts.entry.clone();
    let look = Field { label: text::note::ENTRY, hint: text::note::ENTRY_HINT, rows: 1, limit: LIMIT };
    if widgets::field(ui, "entry", look, &mut typed).changed() {
        commands.push(Command::TypeEntry(typed));
    }
    let ready = !state.drafts.entry.trim().is_empty();
    if ui.add_enabled_ui(ready, |ui| widgets::link(ui, text::note::ADD_ENTRY)).inner.clicked() {
        commands.push(Command::AddEntry);
    }
    if state.case.timeline.is_empty() {
        widgets::small(ui, text::note::TIMELINE_EMPTY);
    }
    ui.spacing_mut().item_spacing.y = 0.0;
    for entry in state.case.timeline.iter().rev() {
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = 1.5 * STEP;
            let p = palette(ui);
            let color = match entry.kind {
                EntryKind::OpenFailed => p.stop,
                EntryKind::Counter => p.caution,
                EntryKind::Note => p.ink_soft,
                _ => p.accent,
            };
            widgets::dot(ui, color);
            let clock = text::time::clock_on(entry.at, state.now, &state.zone);
            widgets::label(ui, clock, super::theme::font(super::theme::Size::Small), p.ink_soft);
            let size = super::theme::Size::Small;
            widgets::label(ui, entry.text.as_str(), super::theme::font(size), p.ink);
        });
    }
}
