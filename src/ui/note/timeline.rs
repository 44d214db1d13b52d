//! What happened: filled by the program, and by the operator with own lines and phrases.

use egui::{Align, Layout, Margin, Ui};
use egui_material_icons::icons::{ICON_CLOSE, ICON_EDIT};
use jiff::civil::Time;

use crate::app::{
    Command, Entries, EntryCommand, EntryEdit, NoteCommand, Phrases, Shown, State, TimeField, is_own, phrases,
};
use crate::case::{Entry, EntryKind};
use crate::ui::text;
use crate::ui::theme::{self, STEP, Size, palette};
use crate::ui::widgets::{self, DateTimeField, Field, Mark, Weight};

use super::basics::time_command;
use super::{LIMIT, LONG_LIMIT, note};

/// Phrases shown at first.
const FEW_PHRASES: usize = 5;
/// Lines shown at first: the latest ones.
const LATEST: usize = 80;

pub(super) fn show(state: &State, commands: &mut Vec<Command>, ui: &mut Ui) {
    write(state, commands, ui);
    self::phrases_row(state, commands, ui);
    ui.add_space(STEP);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 1.5 * STEP;
        for (entries, name) in
            [(Entries::All, text::note::ALL_ENTRIES), (Entries::Own, text::note::OWN_ENTRIES)]
        {
            if widgets::pill(ui, name, Mark::when(state.noting.entries == entries)).clicked() {
                commands.push(entry(EntryCommand::Filter(entries)));
            }
        }
    });
    ui.scope(|ui| list(state, commands, ui));
}

fn write(state: &State, commands: &mut Vec<Command>, ui: &mut Ui) {
    let mut typed = state.drafts.entry.clone();
    let look = Field { label: text::note::ENTRY, hint: text::note::ENTRY_HINT, rows: 1, limit: LIMIT };
    if widgets::field(ui, "entry", look, &mut typed).changed() {
        commands.push(Command::TypeEntry(typed));
    }
    let ready = !state.drafts.entry.trim().is_empty();
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 3.0 * STEP;
        if ui.add_enabled_ui(ready, |ui| widgets::link(ui, text::note::ADD_ENTRY)).inner.clicked() {
            commands.push(Command::AddEntry);
        }
        if ready && widgets::link(ui, text::note::KEEP_PHRASE).clicked() {
            commands.push(entry(EntryCommand::KeepPhrase));
        }
    });
}

/// Own phrases first.
fn phrases_row(state: &State, commands: &mut Vec<Command>, ui: &mut Ui) {
    let own = &state.settings.phrases;
    let all: Vec<&String> = own.iter().chain(phrases()).collect();
    let full = state.noting.phrases == Phrases::Full;
    let shown = if full { all.len() } else { FEW_PHRASES };
    widgets::small(ui, text::note::PHRASES);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = egui::Vec2::splat(1.5 * STEP);
        for (index, phrase) in all.iter().take(shown).enumerate() {
            if widgets::tag(ui, phrase).clicked() {
                commands.push(entry(EntryCommand::Phrase((*phrase).clone())));
            }
            let forget = text::note::forget_phrase(phrase);
            if full && index < own.len() && widgets::small_icon_button(ui, ICON_CLOSE, &forget).clicked() {
                commands.push(entry(EntryCommand::ForgetPhrase((*phrase).clone())));
            }
        }
        if all.len() > FEW_PHRASES {
            let name = if full { text::note::FEWER_PHRASES } else { text::note::MORE_PHRASES };
            if widgets::link(ui, name).clicked() {
                commands.push(entry(EntryCommand::TurnPhrases));
            }
        }
    });
}

/// Latest first.
fn list(state: &State, commands: &mut Vec<Command>, ui: &mut Ui) {
    let wanted = |line: &&Entry| state.noting.entries == Entries::All || is_own(state, line);
    let lines: Vec<&Entry> = state.case.timeline.iter().rev().filter(wanted).collect();
    if lines.is_empty() {
        let own = state.noting.entries == Entries::Own;
        widgets::small(ui, if own { text::note::OWN_EMPTY } else { text::note::TIMELINE_EMPTY });
    }
    let shown = if state.noting.timeline == Shown::All { lines.len() } else { LATEST };
    ui.spacing_mut().item_spacing.y = 0.0;
    for line in lines.iter().take(shown) {
        match &state.drafts.edited {
            Some(edit) if edit.id == line.id && !line.id.is_empty() => self::edit(state, edit, commands, ui),
            _ => row(state, line, commands, ui),
        }
    }
    if lines.len() > LATEST {
        ui.add_space(STEP);
        let name = match state.noting.timeline {
            Shown::All => text::note::FEWER_ENTRIES.to_owned(),
            Shown::Part => text::note::more_entries(lines.len() - LATEST),
        };
        if widgets::link(ui, &name).clicked() {
            commands.push(entry(EntryCommand::TurnTimeline));
        }
    }
}

fn row(state: &State, line: &Entry, commands: &mut Vec<Command>, ui: &mut Ui) {
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = 1.5 * STEP;
        let p = palette(ui);
        let color = match line.kind {
            EntryKind::OpenFailed => p.stop,
            EntryKind::Counter | EntryKind::Guarded => p.caution,
            EntryKind::Note => p.ink_soft,
            _ => p.accent,
        };
        widgets::dot(ui, color);
        let clock = text::time::clock_on(line.at, state.now, &state.zone);
        widgets::label(ui, clock, theme::font(Size::Small), p.ink_soft);
        let own = is_own(state, line);
        let unsaid = line.by.is_empty() || line.by == state.settings.name.trim();
        let said = if unsaid { line.text.clone() } else { text::note::by(&line.text, &line.by) };
        if !own || line.id.is_empty() {
            widgets::label(ui, said, theme::font(Size::Small), p.ink);
            return;
        }
        ui.with_layout(Layout::right_to_left(Align::Min), |ui| {
            if widgets::small_icon_button(ui, ICON_EDIT, &text::note::edit_entry(&line.text)).clicked() {
                commands.push(entry(EntryCommand::Edit(line.id.clone())));
            }
            ui.with_layout(Layout::top_down(Align::Min), |ui| {
                widgets::label(ui, said, theme::font(Size::Small), p.ink);
            });
        });
    });
}

fn edit(state: &State, edit: &EntryEdit, commands: &mut Vec<Command>, ui: &mut Ui) {
    let p = palette(ui);
    widgets::framed(ui, p.card, p.accent, Margin::same(8), |ui| {
        ui.spacing_mut().item_spacing.y = 1.5 * STEP;
        let mut typed = edit.text.clone();
        let look = Field { label: text::note::ENTRY_TEXT, hint: "", rows: 2, limit: LONG_LIMIT };
        if widgets::field(ui, "entry-text", look, &mut typed).changed() {
            commands.push(entry(EntryCommand::Type(typed)));
        }
        let (now, at) = (state.now.to_zoned(state.zone.clone()), edit.at.to_zoned(state.zone.clone()));
        let look = DateTimeField {
            label: text::note::ENTRY_TIME,
            hint: text::note::OCCURRED_HINT,
            at: Some(&at),
            draft: edit.draft.as_ref(),
            now: &now,
            usual: Time::midnight(),
        };
        widgets::date_time(ui, "entry-time", look, &[], |change| {
            commands.push(time_command(TimeField::Entry, change));
        });
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing.x = 2.0 * STEP;
            if widgets::button(ui, text::note::KEEP_ENTRY, Weight::Primary).clicked() {
                commands.push(entry(EntryCommand::Keep));
            }
            if widgets::button(ui, text::note::DROP_ENTRY, Weight::Normal).clicked() {
                commands.push(entry(EntryCommand::Drop));
            }
            if widgets::link(ui, text::note::REMOVE_ENTRY).clicked() {
                commands.push(entry(EntryCommand::Remove(edit.id.clone())));
            }
        });
    });
    ui.add_space(STEP);
}

fn entry(command: EntryCommand) -> Command {
    note(NoteCommand::Entry(command))
}
