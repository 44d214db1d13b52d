//! 体制: the access ledger, over the whole window.

mod form;
mod graph;
mod head;
mod import;
mod lists;
mod overview;
mod picker;
mod what_if;

use egui::Ui;

pub(super) use import::table;

use crate::app::{Command, LedgerCommand, LedgerStanding, LedgerTab, PartRef, State};
use crate::ledger::rules::Subject;

use super::theme::STEP;
use super::{frame, text, widgets};

pub(super) fn show(state: &State, commands: &mut Vec<Command>, ui: &mut Ui) {
    head::show(state, commands, ui);
    match &state.ledger.standing {
        LedgerStanding::Unread | LedgerStanding::Reading => {
            frame::single(ui, |ui| {
                widgets::note(ui, text::ledger::READING);
            });
        }
        LedgerStanding::Broken(broken) => {
            frame::single(ui, |ui| head::broken(state, broken, commands, ui));
        }
        LedgerStanding::Absent | LedgerStanding::Open => match state.ledger.tab {
            LedgerTab::Overview => overview::show(state, commands, ui),
            LedgerTab::WhatIf => what_if::show(state, commands, ui),
            LedgerTab::List(list) => lists::show(state, list, commands, ui),
        },
    }
}

fn ask(command: LedgerCommand) -> Command {
    Command::Ledger(command)
}

/// A part's name, as it is said everywhere.
fn part_name(state: &State, part: &PartRef) -> String {
    let today = today(state);
    text::ledger::part(&state.ledger.ledger, part.kind, &part.of, &part.id, today).0
}

/// What a rule speaks of, as links that show it.
fn subjects(state: &State, about: &[Subject], most: usize, commands: &mut Vec<Command>, ui: &mut Ui) {
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = egui::Vec2::new(3.0 * STEP, STEP);
        for subject in about.iter().take(most) {
            let part = crate::app::part_of(subject);
            let name = text::ledger::show(&part_name(state, &part));
            if widgets::link(ui, &name).clicked() {
                commands.push(ask(LedgerCommand::Choose(part)));
            }
        }
        if about.len() > most {
            widgets::small(ui, text::guard::more(about.len() - most));
        }
    });
}

fn today(state: &State) -> jiff::civil::Date {
    state.now.to_zoned(state.zone.clone()).date()
}
