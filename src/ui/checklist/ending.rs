//! The end of a case: what the cause was, and how to prevent it.

use egui::Ui;

use crate::app::{Command, LedgerCommand, LedgerTab, ListOf, State, proposals};
use crate::case::Solved;

use crate::ui::text;
use crate::ui::theme::STEP;
use crate::ui::widgets::{self, Tone, Weight};

pub(super) fn show(state: &State, commands: &mut Vec<Command>, ui: &mut Ui) {
    let Some(outcome) = &state.case.outcome else {
        return;
    };
    let solved = outcome.solved == Solved::Yes;
    widgets::card(ui, if solved { Tone::Ok } else { Tone::Caution }, |ui| {
        widgets::heading(ui, if solved { text::checklist::SOLVED } else { text::checklist::UNSOLVED });
        if solved {
            cause(state, outcome.confirmed_cause.as_deref(), ui);
        } else {
            widgets::body(ui, text::checklist::UNSOLVED_DETAIL);
        }
        if !outcome.note.is_empty() {
            widgets::note(ui, outcome.note.as_str());
        }
        ui.add_space(STEP);
        if widgets::button(ui, text::checklist::REOPEN, Weight::Normal).clicked() {
            commands.push(Command::Reopen);
        }
    });
    if solved {
        offer(state, commands, ui);
    }
}

/// What the case proposes for the access ledger, each taken up or put aside by one click.
fn offer(state: &State, commands: &mut Vec<Command>, ui: &mut Ui) {
    let proposals = proposals(state);
    if proposals.is_empty() || !state.ledger.may_change() {
        return;
    }
    ui.add_space(2.0 * STEP);
    widgets::title(ui, text::ledger::PROPOSALS);
    widgets::small(ui, text::ledger::PROPOSALS_DETAIL);
    for proposal in proposals {
        let said = text::ledger::proposal(state.model.knowledge(), &state.ledger.ledger, &proposal);
        let (label, detail) = said;
        widgets::card(ui, Tone::Plain, |ui| {
            ui.spacing_mut().item_spacing.y = STEP;
            widgets::strong(ui, label.as_str());
            widgets::small(ui, detail);
            ui.horizontal(|ui| {
                let accept = widgets::button(ui, text::ledger::ACCEPT, Weight::Normal);
                if widgets::named(ui, accept, &text::ledger::accept(&label)).clicked() {
                    commands.push(LedgerCommand::Accept(proposal.clone()).into());
                }
                if widgets::link(ui, text::ledger::PUT_ASIDE).clicked() {
                    commands.push(LedgerCommand::PutAside(proposal).into());
                }
            });
        });
    }
    if widgets::link(ui, text::ledger::OPEN_LEDGER).clicked() {
        commands.push(LedgerCommand::Show(LedgerTab::List(ListOf::Reviews)).into());
    }
}

fn cause(state: &State, id: Option<&str>, ui: &mut Ui) {
    let knowledge = state.model.knowledge();
    widgets::small(ui, text::checklist::CAUSE_WAS);
    let Some(cause) = id.and_then(|id| knowledge.cause(id)) else {
        widgets::strong(ui, text::checklist::CAUSE_UNKNOWN);
        return;
    };
    widgets::strong(ui, cause.label.as_str());
    widgets::body(ui, cause.explanation.as_str());
    ui.add_space(STEP);
    widgets::title(ui, text::checklist::PREVENT);
    for prevention in cause.prevention.iter().filter_map(|id| knowledge.prevention(id)) {
        widgets::strong(ui, prevention.label.as_str());
        widgets::body(ui, prevention.detail.as_str());
    }
}
