//! もしも: choose what is gone, see what falls, and the shortest set of changes against it.

use egui::{ScrollArea, Ui};

use crate::app::{Command, LedgerCommand, State};
use crate::ledger::whatif::{Fallen, Fate, Loss, Proof, Remedy, ShopFate};
use crate::ui::theme::STEP;
use crate::ui::widgets::{self, Mark, Tone};
use crate::ui::{frame, text};

use super::{ask, graph};

/// Shares of the width.
const SHARES: [f32; 3] = [0.23, 0.47, 0.30];
/// Height of a row, with the room below it, in points.
const ROW: f32 = 52.0;
/// Lines of a list; the rest is counted.
const MOST: usize = 8;

pub(super) fn show(state: &State, commands: &mut Vec<Command>, ui: &mut Ui) {
    frame::columns(ui, &SHARES, |column, ui| match column {
        0 => losses(state, commands, ui),
        1 => {
            frame::head(ui, text::ledger::RESULT, |_| {});
            frame::scroll(ui, |ui| match &state.ledger.judged.fallen {
                Some(fallen) => result(state, fallen, ui),
                None => {
                    widgets::note(ui, text::ledger::LOSE_DETAIL);
                }
            });
        }
        _ => {
            frame::head(ui, text::ledger::AGAINST, |_| {});
            frame::scroll(ui, |ui| {
                if let Some(remedy) = &state.ledger.judged.remedy {
                    changes(state, remedy, commands, ui);
                }
            });
        }
    });
}

fn losses(state: &State, commands: &mut Vec<Command>, ui: &mut Ui) {
    let judged = &state.ledger.judged;
    frame::head(ui, text::ledger::LOSE, |_| {});
    if judged.losses.is_empty() {
        widgets::note(ui, text::ledger::NOTHING_TO_LOSE);
        return;
    }
    let fatal: Vec<&Loss> =
        judged.remedy.iter().flat_map(|remedy| &remedy.fatal).map(|(loss, _)| loss).collect();
    ui.spacing_mut().item_spacing.y = STEP;
    let area = ScrollArea::vertical().auto_shrink([false, false]);
    area.show_rows(ui, ROW - STEP, judged.losses.len(), |ui, shown| {
        ui.set_max_width(ui.available_width() - 10.0);
        for loss in judged.losses.get(shown).unwrap_or_default() {
            let name = text::ledger::loss(&state.ledger.ledger, loss);
            let kind = text::ledger::loss_kind(loss);
            let detail = if fatal.contains(&loss) { text::ledger::fatal_kind(kind) } else { kind.to_owned() };
            let chosen = state.ledger.loss.as_ref() == Some(loss);
            let pressed = ui.push_id(loss, |ui| widgets::choice(ui, &name, &detail, Mark::when(chosen)));
            if pressed.inner.clicked() {
                commands.push(ask(LedgerCommand::Lose(Some(loss.clone()).filter(|_| !chosen))));
            }
        }
    });
}

fn result(state: &State, fallen: &Fallen, ui: &mut Ui) {
    let ledger = &state.ledger.ledger;
    let shops = |wanted: ShopFate| fallen.shops.iter().filter(|(_, fate)| *fate == wanted).count();
    let falls = |fate: &Fate| matches!(fate, Fate::Falls(_) | Fate::Reinvited { .. });
    let logins = fallen.logins.iter().filter(|(_, fate)| falls(fate)).count();
    let (locked, work_only) = (shops(ShopFate::Locked), shops(ShopFate::WorkOnly));
    let tone = match (locked, work_only, logins) {
        (0, 0, 0) => Tone::Ok,
        (0, 0, _) => Tone::Caution,
        _ => Tone::Stop,
    };
    let said = text::ledger::verdict_of_loss(ledger, &fallen.loss, locked, work_only, logins);
    widgets::card(ui, tone, |ui| widgets::strong(ui, said.as_str()));
    ui.add_space(STEP);
    graph::show(ledger, fallen, &said, ui);
    ui.add_space(STEP);
    for (id, fate) in fallen.shops.iter().filter(|(_, fate)| *fate != ShopFate::Administered).take(MOST) {
        line(&text::ledger::named(ledger, id), text::ledger::shop_fate(*fate), ui);
    }
    for (id, fate) in fallen.logins.iter().filter(|(_, fate)| *fate != Fate::Stands).take(MOST) {
        line(&text::ledger::named(ledger, id), &text::ledger::fate(ledger, fate), ui);
    }
    let unnamed = |login: &crate::ledger::Login| login.methods.iter().any(|method| method.device.is_empty());
    if ledger.logins.iter().any(unnamed) {
        widgets::small(ui, text::ledger::UNNAMED_DETAIL);
    }
}

fn line(name: &str, what: &str, ui: &mut Ui) {
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 1.5 * STEP;
        widgets::strong(ui, name);
        widgets::body(ui, what);
    });
}

/// The shortest set of changes, each to be written down once it was made.
fn changes(state: &State, remedy: &Remedy, commands: &mut Vec<Command>, ui: &mut Ui) {
    let ledger = &state.ledger.ledger;
    let known = state.ledger.judged.fallen.as_ref();
    if remedy.fatal.is_empty() {
        let nobody =
            known.is_some_and(|fallen| fallen.shops.iter().all(|(_, fate)| *fate == ShopFate::LockedBefore));
        if ledger.shops.is_empty() || ledger.logins.is_empty() || nobody {
            widgets::card(ui, Tone::Plain, |ui| widgets::body(ui, text::ledger::NO_WAY_IN));
        } else {
            widgets::card(ui, Tone::Ok, |ui| widgets::body(ui, text::ledger::NO_CHANGES));
        }
        return;
    }
    widgets::strong(ui, text::ledger::FATAL);
    for (loss, shops) in remedy.fatal.iter().take(MOST) {
        widgets::body(ui, text::ledger::fatal(ledger, loss, shops));
    }
    if remedy.fatal.len() > MOST {
        widgets::small(ui, text::guard::more(remedy.fatal.len() - MOST));
    }
    ui.add_space(2.0 * STEP);
    widgets::strong(ui, text::ledger::CHANGES);
    if remedy.proof == Proof::Best {
        widgets::small(ui, text::ledger::NOT_PROVEN);
    }
    for change in &remedy.changes {
        let said = text::ledger::change(ledger, change);
        // Pressed once it was made; then it stands in the ledger and is no longer asked for.
        ui.add_enabled_ui(state.ledger.may_change(), |ui| {
            if widgets::check(ui, &said, Mark::Open).on_hover_text(text::ledger::CARRIED).clicked() {
                commands.push(ask(LedgerCommand::Carry(change.clone())));
            }
        });
    }
    if !remedy.changes.is_empty() {
        widgets::small(ui, text::ledger::CARRIED_DETAIL);
    }
    if !remedy.uncovered.is_empty() {
        ui.add_space(2.0 * STEP);
        widgets::strong(ui, text::ledger::UNCOVERED);
        for left in remedy.uncovered.iter().take(MOST) {
            widgets::body(ui, text::ledger::uncovered(ledger, &left.shop, &left.loss));
        }
    }
}
