//! まだやらないこと: steps locked by a hazard, why, and what unlocks each.

use std::collections::BTreeSet;

use egui::Ui;

use crate::app::{Command, Shown, State, admins, backup_holders};
use crate::knowledge::{Condition, Hazard, HazardRule};
use crate::triage::{Lock, Locked};

use super::{BACKUP, SECOND_ADMIN};
use crate::ui::text;
use crate::ui::theme::{self, STEP, Size, palette};
use crate::ui::widgets::{self, Tone};

/// Dangers shown while the list is not unfolded.
const NEAREST: usize = 2;
/// A danger farther than this is shown only on request.
const NEAR: f64 = 0.04;

pub(super) fn show(state: &State, commands: &mut Vec<Command>, ui: &mut Ui) {
    let all = one_a_hazard(&state.assessment.locked);
    let near = all.iter().filter(|(locked, _)| locked.relevance >= NEAR).count().clamp(1, NEAREST);
    let shown = if state.all_locks == Shown::All { all.len() } else { near.min(all.len()) };
    if all.is_empty() {
        return;
    }
    widgets::card(ui, Tone::Stop, |ui| {
        ui.horizontal(|ui| {
            let stop = palette(ui).stop;
            ui.add(egui::Label::new(widgets::wrapped(
                text::checklist::LOCKS,
                theme::bold(Size::Title),
                stop,
            )));
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                let name = match state.all_locks {
                    Shown::Part => text::checklist::all_locks(all.len()),
                    Shown::All => text::checklist::FEWER_LOCKS.to_owned(),
                };
                if all.len() > near && widgets::link(ui, &name).clicked() {
                    commands.push(Command::ToggleLocks);
                }
            });
        });
        for (_, lock) in all.iter().take(shown) {
            hazard(state, lock, ui);
        }
    });
}

/// Several steps may be locked by the same hazard: it is told once, where it is nearest.
fn one_a_hazard(locked: &[Locked]) -> Vec<(&Locked, &Lock)> {
    let mut told = BTreeSet::new();
    let locks = locked.iter().flat_map(|locked| locked.locks.iter().map(move |lock| (locked, lock)));
    locks.filter(|(_, lock)| told.insert(lock.hazard.as_str())).collect()
}

/// The browsers of this machine in which a sign-in is still remembered.
fn trusted_here(state: &State) -> Vec<&str> {
    let browsers = state.environment.report.iter().flat_map(|report| &report.browsers);
    browsers
        .filter(|browser| browser.remembers_sign_in(state.now))
        .map(|browser| browser.subject.as_str())
        .collect()
}

/// Who is meant by a second administrator or a backup method, where the access ledger says it.
fn in_the_ledger(state: &State, hazard: &Hazard, ui: &mut Ui) {
    let (Some(ledger), HazardRule::Until(unlocks)) = (state.ledger.open(), &hazard.rule) else { return };
    let today = state.now.to_zoned(state.zone.clone()).date();
    let needs = |observation: &str| {
        unlocks.iter().any(|unlock| matches!(&unlock.condition, Condition::Is(id, _) if id == observation))
    };
    if needs(SECOND_ADMIN) {
        let admins = admins(ledger, &state.case.shop, today);
        let said = if admins.is_empty() {
            text::ledger::NO_ADMINS.to_owned()
        } else {
            text::ledger::admins(&admins)
        };
        widgets::plain_small(ui, said);
    }
    if needs(BACKUP) {
        let holders = backup_holders(ledger, &state.case.shop, today);
        let said = if holders.is_empty() {
            text::ledger::NO_BACKUPS.to_owned()
        } else {
            text::ledger::backups(&holders)
        };
        widgets::plain_small(ui, said);
    }
}

fn hazard(state: &State, lock: &Lock, ui: &mut Ui) {
    let Some(hazard) = state.model.knowledge().hazard(&lock.hazard) else {
        return;
    };
    ui.add_space(STEP);
    widgets::strong(ui, hazard.label.as_str());
    widgets::small(ui, hazard.harm.as_str());
    let head = if lock.opens { text::checklist::UNLOCK } else { text::checklist::INSTEAD };
    widgets::small(ui, format!("{head}：{}", lock.unlock.join(" ／ ")));
    in_the_ledger(state, hazard, ui);
    for finding in state.case.findings.iter().filter(|finding| hazard.about.contains(&finding.id)) {
        widgets::small(ui, text::checklist::shown_here(&finding.summary));
    }
    if hazard.trusted_device {
        let trusted = trusted_here(state);
        if !trusted.is_empty() {
            widgets::small(ui, text::checklist::trusted_here(&trusted));
        }
    }
}
