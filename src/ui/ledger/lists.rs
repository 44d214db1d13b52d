//! A list of parts at the left, and the chosen one's form beside it.

use egui::{ScrollArea, Ui};

use crate::app::{Command, LedgerCommand, LedgerTab, ListOf, PartKind, PartRef, State};
use crate::ledger::{Departure, Ledger};
use crate::ui::theme::STEP;
use crate::ui::widgets::{self, Mark, Tone, Weight};
use crate::ui::{frame, text};

use super::{ask, form, overview, today};

/// Shares of the width.
const SHARES: [f32; 2] = [0.36, 0.64];
/// Height of a row, with the room below it, in points.
const ROW: f32 = 52.0;

pub(super) fn show(state: &State, list: ListOf, commands: &mut Vec<Command>, ui: &mut Ui) {
    frame::columns(ui, &SHARES, |column, ui| match column {
        0 => rows(state, list, commands, ui),
        _ => part(state, list, commands, ui),
    });
}

fn ids(ledger: &Ledger, list: ListOf) -> Vec<&str> {
    let ids = list.kind().ids(ledger);
    // Of the permission log the newest first.
    if list == ListOf::Changes { ids.rev().collect() } else { ids.collect() }
}

fn rows(state: &State, list: ListOf, commands: &mut Vec<Command>, ui: &mut Ui) {
    let ids = ids(&state.ledger.ledger, list);
    frame::head(ui, text::ledger::list(list), |ui| {
        ui.add_enabled_ui(state.ledger.may_change(), |ui| {
            if widgets::button(ui, text::ledger::add(list.kind()), Weight::Normal).clicked() {
                commands.push(ask(LedgerCommand::Add(list.kind())));
            }
        });
    });
    if ids.is_empty() {
        widgets::note(ui, text::ledger::LIST_EMPTY);
    }
    ui.spacing_mut().item_spacing.y = STEP;
    ScrollArea::vertical().auto_shrink([false, false]).show_rows(ui, ROW - STEP, ids.len(), |ui, shown| {
        for id in ids.get(shown).unwrap_or_default() {
            let part = PartRef::new(list.kind(), id);
            let (name, detail) = text::ledger::part(&state.ledger.ledger, part.kind, "", id, today(state));
            let mark = Mark::when(state.ledger.chosen.as_ref() == Some(&part));
            ui.push_id(id, |ui| {
                ui.set_max_width(ui.available_width() - 10.0);
                if widgets::choice(ui, &name, &detail, mark).clicked() {
                    commands.push(ask(LedgerCommand::Choose(part)));
                }
            });
        }
    });
}

fn part(state: &State, list: ListOf, commands: &mut Vec<Command>, ui: &mut Ui) {
    let chosen = state.ledger.chosen.as_ref().filter(|part| ListOf::of(part.kind) == list);
    let ids = ids(&state.ledger.ledger, list);
    let Some(part) = chosen.filter(|part| ids.contains(&part.id.as_str())) else {
        widgets::note(ui, text::ledger::CHOOSE);
        return;
    };
    let (name, _) = text::ledger::part(&state.ledger.ledger, part.kind, "", &part.id, today(state));
    frame::head(ui, &name, |ui| {
        ui.add_enabled_ui(state.ledger.may_change(), |ui| {
            if widgets::button(ui, text::ledger::REMOVE, Weight::Danger).clicked() {
                commands.push(ask(LedgerCommand::Remove(part.clone())));
            }
        });
    });
    frame::scroll_anew(ui, part, |ui| {
        warnings(state, part, ui);
        if !overview::is_begun(&state.ledger.ledger) {
            next_question(commands, ui);
        }
        ui.add_enabled_ui(state.ledger.may_change(), |ui| {
            form::fields_of(state, part, commands, ui);
            match part.kind {
                PartKind::Login => form::login(state, part, commands, ui),
                PartKind::Departure => order(state, part, ui),
                _ => {}
            }
        });
    });
}

/// Back to the questions by which a ledger is begun.
fn next_question(commands: &mut Vec<Command>, ui: &mut Ui) {
    if widgets::link(ui, text::ledger::NEXT_QUESTION).clicked() {
        commands.push(ask(LedgerCommand::Show(LedgerTab::Overview)));
    }
    ui.add_space(STEP);
}

/// The rules that speak of the part.
fn warnings(state: &State, part: &PartRef, ui: &mut Ui) {
    let findings = &state.ledger.judged.rules.findings;
    let about = findings
        .iter()
        .filter(|finding| finding.about.first().is_some_and(|subject| crate::app::part_of(subject) == *part));
    let mut rules: Vec<_> = about.map(|finding| finding.rule).collect();
    rules.dedup();
    let said: Vec<_> = rules.iter().filter_map(|rule| rule.said(state.model.knowledge())).collect();
    if said.is_empty() {
        return;
    }
    widgets::card(ui, Tone::Caution, |ui| {
        ui.spacing_mut().item_spacing.y = STEP;
        widgets::strong(ui, text::ledger::ABOUT_THIS);
        for said in said {
            widgets::body(ui, said.found.as_str());
            widgets::small(ui, said.next.as_str());
        }
    });
    ui.add_space(STEP);
}

/// The safe order of leaving.
fn order(state: &State, part: &PartRef, ui: &mut Ui) {
    widgets::small(ui, text::ledger::SAFE_ORDER);
    let departure = state.ledger.ledger.get::<Departure>(&part.id);
    if departure.is_some_and(Departure::is_out_of_order) {
        let (_, detail) = text::ledger::part(&state.ledger.ledger, part.kind, "", &part.id, today(state));
        widgets::caution_small(ui, detail);
    }
}
