//! What the operator asks of the ledger.

use jiff::Timestamp;

use crate::app::change::toast;
use crate::app::command::Effect;
use crate::app::state::{Saving, State};
use crate::ledger::Ledger;
use crate::ledger::whatif::carry_out;
use crate::ui::text;

use super::{
    LedgerCommand, LedgerEffect, LedgerStanding, LedgerTab, ListOf, editing, keeping, moving, proposals,
};

/// Does what the operator asks for.
pub fn apply(state: &mut State, command: LedgerCommand, now: Timestamp) -> Vec<Effect> {
    match command {
        LedgerCommand::Read => return keeping::read(state),
        LedgerCommand::Show(tab) => keeping::show(state, tab),
        LedgerCommand::Choose(part) => {
            keeping::show(state, LedgerTab::List(ListOf::of(part.kind)));
            state.ledger.history.pause();
            state.ledger.draft = None;
            state.ledger.chosen = Some(part);
        }
        LedgerCommand::Save => {
            state.ledger.then_close = false;
            return keeping::save(state);
        }
        LedgerCommand::BlankAndSave => {
            state.ledger.then_close = false;
            return keeping::blank_and_save(state, now);
        }
        LedgerCommand::SaveAndClose => return keeping::save_and_close(state, now),
        LedgerCommand::Draft => return keeping::draft(state),
        LedgerCommand::Dismiss(notice) => state.ledger.notices.retain(|other| *other != notice),
        LedgerCommand::Restore(restoring) => return keeping::restore(state, restoring, now),
        LedgerCommand::UseEarlier => keeping::use_earlier(state, now),
        LedgerCommand::Lose(loss) => {
            state.ledger.loss = loss;
            keeping::judge(state);
        }
        LedgerCommand::PutAside(proposal) => state.ledger.settled.push(proposal),
        LedgerCommand::PickTable | LedgerCommand::PickFolder(_) if state.picking => {}
        LedgerCommand::PickTable => return moving::pick_table(state),
        LedgerCommand::CancelImport => {
            state.ledger.moving.table = None;
            state.dialog = None;
        }
        LedgerCommand::PickFolder(handout) => return moving::pick_folder(state, handout),
        change => return changed(state, change, now),
    }
    Vec::new()
}

/// Carries out what changes the ledger, where it may be changed. It can be taken back.
fn changed(state: &mut State, command: LedgerCommand, now: Timestamp) -> Vec<Effect> {
    if !state.ledger.may_change() {
        toast(state, now, text::ledger::ONLY_TO_READ);
        return Vec::new();
    }
    let before = state.ledger.ledger.clone();
    let (is_turn, about) = match &command {
        LedgerCommand::Undo | LedgerCommand::Redo => (true, None),
        LedgerCommand::Set(part, field, _) | LedgerCommand::Type(part, field, _) => {
            (false, Some(format!("{part:?} {field}")))
        }
        LedgerCommand::SetCompany(_) => (false, Some(String::new())),
        _ => (false, None),
    };
    let begins = matches!(command, LedgerCommand::Import | LedgerCommand::Accept(_));
    change(state, command, now);
    if begins || (!state.ledger.ledger.is_blank() && state.ledger.standing == LedgerStanding::Absent) {
        begin(&mut state.ledger.standing, &mut state.ledger.ledger, now);
    }
    if state.ledger.ledger == before {
        return Vec::new();
    }
    if !is_turn {
        let ledger = &mut state.ledger;
        ledger.history.remember(before, &ledger.ledger, about);
    }
    keeping::touched(state, now);
    if state.ledger.ledger.is_blank() && state.ledger.base.is_none() {
        state.ledger.saving = Saving::Blank;
    }
    Vec::new()
}

/// A ledger that is begun gets an id of its own.
fn begin(standing: &mut LedgerStanding, ledger: &mut Ledger, now: Timestamp) {
    if *standing == LedgerStanding::Absent {
        *standing = LedgerStanding::Open;
        ledger.id = Ledger::new(now, &crate::app::state::suffix(now)).id;
        ledger.created_at = now;
    }
}

fn change(state: &mut State, command: LedgerCommand, now: Timestamp) {
    let today = now.to_zoned(state.zone.clone()).date();
    let ledger = &mut state.ledger;
    match command {
        LedgerCommand::Add(kind) => editing::add(ledger, kind, today, now),
        LedgerCommand::AddTo(login, kind) => editing::add_to(&mut ledger.ledger, &login, kind, now),
        LedgerCommand::Remove(part) => {
            editing::remove(&mut ledger.ledger, &part);
            if ledger.chosen.as_ref() == Some(&part) {
                ledger.chosen = None;
            }
        }
        LedgerCommand::Set(part, field, value) => editing::set(&mut ledger.ledger, &part, field, value),
        LedgerCommand::Type(part, field, text) => editing::typed(state, part, field, text, now),
        LedgerCommand::Leave => editing::leave(ledger),
        LedgerCommand::SetCompany(company) => ledger.ledger.company = company,
        LedgerCommand::Undo => {
            ledger.draft = None;
            if let Some(back) = ledger.history.undo(&ledger.ledger) {
                ledger.ledger = back;
            }
        }
        LedgerCommand::Redo => {
            ledger.draft = None;
            if let Some(again) = ledger.history.redo(&ledger.ledger) {
                ledger.ledger = again;
            }
        }
        LedgerCommand::Carry(change) => {
            let done = carry_out(&mut ledger.ledger, &change, text::ledger::NEW_NAMES, today, now);
            log::debug!("a change of the shortest set: {change:?} {done:?}");
        }
        LedgerCommand::Accept(proposal) => {
            let task = proposals::task(state, &proposal, today);
            proposals::plan(&mut state.ledger.ledger, task, now);
            state.ledger.settled.push(proposal);
            toast(state, now, text::ledger::PLANNED);
        }
        LedgerCommand::Import => moving::import(state, now),
        _ => {}
    }
}

/// Effects that keep a recovery copy, which a thread of its own writes.
pub(in crate::app) fn is_for_recovery(effect: &LedgerEffect) -> bool {
    matches!(effect, LedgerEffect::Draft(..) | LedgerEffect::Forget(_) | LedgerEffect::Discard(_))
}
