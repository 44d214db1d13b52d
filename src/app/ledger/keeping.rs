//! How the ledger is kept: read, saved, put together with what others have written, and what a crash leaves.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};

use crate::app::change::toast;
use crate::app::command::{Command, Effect};
use crate::app::keeping::{Composing, Right};
use crate::app::state::{Dialog, Leave, Page, Saving, Since, State};
use crate::case::{Base, Found, Look, Opened, Seal};
use crate::ledger::guard::{blank_ledger, find_in};
use crate::ledger::{Ledger, merge, merge_copies, path_in};
use crate::ui::text;

use super::{
    BrokenLedger, Judged, LedgerCommand, LedgerEffect, LedgerEvent, LedgerHistory, LedgerNotice,
    LedgerStanding, LedgerTab, ReadLedger, Restoring, SavedLedger, moving,
};

/// What is typed is in a recovery copy after this time.
const DELAY: SignedDuration = SignedDuration::from_secs(1);

/// How long until what is typed in the ledger must be kept. None while nothing is to be kept, or while an
/// input method composes.
pub fn ledger_due(state: &State, now: Timestamp) -> Option<Duration> {
    if state.keeping.typing.composing != Composing::No {
        return None;
    }
    let since = state.ledger.typing?;
    let at = since.checked_add(DELAY).unwrap_or(now);
    // A clock that was set back must not put it off.
    if at <= now || since > now { Some(Duration::ZERO) } else { Some(now.duration_until(at).unsigned_abs()) }
}

/// Whether the window has to save the ledger before it closes. One that could not be saved keeps nobody here: what was
/// typed is in a recovery copy.
pub fn needs_saving(state: &State) -> bool {
    let told = |notice: &LedgerNotice| matches!(notice, LedgerNotice::Failed(_) | LedgerNotice::Secrets(_));
    let is_tried = state.ledger.then_close && state.ledger.notices.iter().any(told);
    matches!(state.ledger.saving, Saving::Changed | Saving::Busy(_) | Saving::Failed(_)) && !is_tried
}

/// The ledger as it is kept for the case that the program ends: nobody was asked about it, so what looks like a secret
/// is blank. None if all of it is saved.
pub fn ledger_sheltered(state: &State) -> Option<(Ledger, Option<Base<Ledger>>)> {
    let ledger = &state.ledger;
    let unsaved = matches!(ledger.saving, Saving::Changed | Saving::Busy(_) | Saving::Failed(_));
    unsaved.then(|| (blank_ledger(&ledger.ledger), ledger.base.clone()))
}

/// The ledger has changed: it is judged anew, and not saved any more.
pub(super) fn touched(state: &mut State, now: Timestamp) {
    let ledger = &mut state.ledger;
    ledger.ledger.updated_at = now;
    ledger.saving = match ledger.saving {
        Saving::Busy(_) => Saving::Busy(Since::Changed),
        _ => Saving::Changed,
    };
    ledger.typing.get_or_insert(now);
    judge(state);
}

/// Judges the ledger as it stands today.
pub(super) fn judge(state: &mut State) {
    let today = state.now.to_zoned(state.zone.clone()).date();
    let ledger = &mut state.ledger;
    ledger.judged = Arc::new(Judged::of(&ledger.ledger, ledger.loss.as_ref(), today));
}

/// Reads the ledger of the folder of notes, if that is not the one in the window.
pub(super) fn read(state: &mut State) -> Vec<Effect> {
    let path = state.notes_folder().map(|folder| path_in(&folder));
    let Some(path) = path else {
        state.ledger.standing = LedgerStanding::Absent;
        return Vec::new();
    };
    let unsaved = !matches!(state.ledger.saving, Saving::Blank | Saving::Saved(_));
    if state.ledger.path.as_ref() == Some(&path) || unsaved {
        return look(state);
    }
    state.ledger.standing = LedgerStanding::Reading;
    vec![Effect::Ledger(LedgerEffect::Read(path))]
}

/// What others have changed is looked at when the window comes to the front.
pub fn came_to_front(state: &State) -> Vec<Effect> {
    look(state)
}

fn look(state: &State) -> Vec<Effect> {
    let ledger = &state.ledger;
    // Somebody else may have begun one.
    if let Some(path) = &ledger.path
        && ledger.standing == LedgerStanding::Absent
        && ledger.saving == Saving::Blank
    {
        return vec![Effect::Ledger(LedgerEffect::Read(path.clone()))];
    }
    let base = state.ledger.base.clone().filter(|_| !matches!(state.ledger.saving, Saving::Busy(_)));
    base.map(|base| Effect::Ledger(LedgerEffect::Look(Box::new(base)))).into_iter().collect()
}

/// Saves the ledger. One that holds what looks like a secret is not saved before that is blanked.
pub(super) fn save(state: &mut State) -> Vec<Effect> {
    let ledger = &mut state.ledger;
    if matches!(ledger.saving, Saving::Busy(_)) || !ledger.may_change() {
        return Vec::new();
    }
    let found = find_in(&ledger.ledger);
    if !found.is_empty() {
        let mut places: Vec<String> =
            found.iter().map(|found| text::ledger::secret_place(&ledger.ledger, &found.place)).collect();
        places.dedup();
        ledger.tell(LedgerNotice::Secrets(places));
        state.page = Page::Ledger;
        return Vec::new();
    }
    ledger.notices.retain(|notice| !matches!(notice, LedgerNotice::Failed(_) | LedgerNotice::Secrets(_)));
    let Some(path) = ledger.path.clone().or_else(|| state.notes_folder().map(|folder| path_in(&folder)))
    else {
        return Vec::new();
    };
    let ledger = &mut state.ledger;
    ledger.saving = Saving::Busy(Since::Unchanged);
    let (ledger, base) = (Box::new(ledger.ledger.clone()), ledger.base.clone().map(Box::new));
    vec![Effect::Ledger(LedgerEffect::Save { ledger, base, path })]
}

/// Blanks what looks like a secret, and saves.
pub(super) fn blank_and_save(state: &mut State, now: Timestamp) -> Vec<Effect> {
    state.ledger.ledger = blank_ledger(&state.ledger.ledger);
    touched(state, now);
    save(state)
}

/// Keeps what is typed.
pub(super) fn draft(state: &mut State) -> Vec<Effect> {
    state.ledger.typing = None;
    let typed = ledger_sheltered(state);
    let draft = typed.map(|(ledger, base)| LedgerEffect::Draft(Box::new(ledger), base.map(Box::new)));
    draft.map(Effect::Ledger).into_iter().collect()
}

/// Takes up what a job reports.
pub fn report(state: &mut State, event: LedgerEvent, now: Timestamp) -> Vec<Effect> {
    match event {
        LedgerEvent::Absent(path) => {
            absent(state, path, now);
        }
        LedgerEvent::Read(path, read) => opened(state, path, *read),
        LedgerEvent::Broken(path, broken) => {
            state.ledger.path = Some(path);
            state.ledger.standing = LedgerStanding::Broken(broken);
        }
        LedgerEvent::Saved(Ok(saved)) => return stored(state, *saved, now),
        LedgerEvent::Saved(Err(sentence)) => {
            state.ledger.saving = Saving::Failed(sentence.clone());
            state.ledger.tell(LedgerNotice::Failed(sentence));
            state.page = Page::Ledger;
        }
        LedgerEvent::Looked(look) => looked(state, *look, now),
        LedgerEvent::Found(found) => state.ledger.offers = found,
        LedgerEvent::DraftFailed(sentence) => state.ledger.tell(LedgerNotice::NotKept(sentence)),
        LedgerEvent::Table(table) => moving::read(state, table),
        LedgerEvent::Written(written) => moving::written(state, written, now),
    }
    Vec::new()
}

/// There is none here. One of another folder that was open before is no part of this one.
fn absent(state: &mut State, path: PathBuf, now: Timestamp) {
    let ledger = &mut state.ledger;
    if ledger.base.take().is_some() {
        ledger.ledger = Ledger::new(now, "");
        ledger.saving = Saving::Blank;
        ledger.history.clear();
        ledger.notices.clear();
    }
    ledger.right = Right::Change;
    ledger.path = Some(path);
    ledger.standing = LedgerStanding::Absent;
    judge(state);
}

fn opened(state: &mut State, path: PathBuf, read: ReadLedger) {
    let ledger = &mut state.ledger;
    ledger.standing = LedgerStanding::Open;
    ledger.saving = Saving::Saved(read.ledger.updated_at);
    ledger.ledger = read.ledger;
    ledger.base = Some(read.base);
    ledger.path = Some(path);
    ledger.history.clear();
    ledger.notices.clear();
    take_right(state, read.right);
    if read.seal == Seal::Broken {
        state.ledger.tell(LedgerNotice::ByHand);
    }
    judge(state);
}

fn take_right(state: &mut State, right: Right) {
    let ledger = &mut state.ledger;
    ledger.right = right;
    ledger.notices.retain(|notice| !matches!(notice, LedgerNotice::ReadOnly(_)));
    if right != Right::Change {
        ledger.tell(LedgerNotice::ReadOnly(right));
    }
}

fn stored(state: &mut State, saved: SavedLedger, now: Timestamp) -> Vec<Effect> {
    let ledger = &mut state.ledger;
    let unchanged = ledger.saving == Saving::Busy(Since::Unchanged);
    ledger.standing = LedgerStanding::Open;
    ledger.path = Some(saved.base.path().to_owned());
    ledger.base = Some(saved.base);
    ledger.saving = if unchanged { Saving::Saved(now) } else { Saving::Changed };
    ledger.notices.retain(|notice| !matches!(notice, LedgerNotice::Gone | LedgerNotice::ByHand));
    if let Some(merged) = saved.merged {
        ledger.ledger = merge(&saved.ours, &ledger.ledger, &merged.case).case;
        if merged.taken > 0 || !merged.both.is_empty() {
            ledger.tell(LedgerNotice::CameIn { taken: merged.taken, both: merged.both.len() });
        }
    }
    judge(state);
    if !unchanged {
        return if state.ledger.then_close { save(state) } else { Vec::new() };
    }
    state.ledger.typing = None;
    let mut effects = vec![Effect::Ledger(LedgerEffect::Forget(Box::new(state.ledger.ledger.clone())))];
    if std::mem::take(&mut state.ledger.then_close) {
        effects.extend(crate::app::apply(state, Command::Leave(Leave::Close), now));
    } else {
        toast(state, now, text::toasts::SAVED);
    }
    effects
}

fn looked(state: &mut State, look: Look<Ledger>, now: Timestamp) {
    if matches!(state.ledger.saving, Saving::Busy(_)) {
        return;
    }
    match look {
        Look::Same => state.ledger.notices.retain(|notice| *notice != LedgerNotice::Gone),
        Look::Gone | Look::Unreadable(_) => {
            if state.ledger.may_change() {
                state.ledger.saving = Saving::Changed;
            }
            state.ledger.tell(LedgerNotice::Gone);
        }
        Look::Changed(opened) => changed_by_others(state, *opened, now),
    }
}

fn changed_by_others(state: &mut State, opened: Opened<Ledger>, now: Timestamp) {
    take_right(state, opened.access.into());
    let ledger = &mut state.ledger;
    let base = ledger.base.replace(opened.base);
    match base {
        Some(base) if matches!(ledger.saving, Saving::Changed | Saving::Failed(_)) && ledger.may_change() => {
            let merged = merge(base.case(), &ledger.ledger, &opened.case);
            ledger.ledger = merged.case;
            ledger.tell(LedgerNotice::CameIn { taken: merged.taken, both: merged.both.len() });
            touched(state, now);
        }
        _ => {
            ledger.saving = Saving::Saved(opened.case.updated_at);
            ledger.ledger = opened.case;
            judge(state);
            toast(state, now, text::keeping::CAME_IN);
        }
    }
}

/// Puts what was typed and not saved together with what is saved, or forgets it.
pub(super) fn restore(state: &mut State, restoring: Restoring, now: Timestamp) -> Vec<Effect> {
    if state.ledger.offers.is_empty() {
        return Vec::new();
    }
    let found = state.ledger.offers.remove(0);
    let mut effects = Vec::new();
    if restoring == Restoring::Restore && state.ledger.may_change() {
        let before = state.ledger.ledger.clone();
        state.ledger.ledger = restored(&found, &before, &state.ledger.standing);
        state.ledger.standing = LedgerStanding::Open;
        let ledger = &mut state.ledger;
        ledger.history.remember(before, &ledger.ledger, None);
        touched(state, now);
        effects.extend(draft(state));
    }
    effects.push(Effect::Ledger(LedgerEffect::Discard(Box::new(found))));
    effects
}

fn restored(found: &Found<Ledger>, saved: &Ledger, standing: &LedgerStanding) -> Ledger {
    match &found.base {
        _ if *standing != LedgerStanding::Open => found.case.clone(),
        Some(base) => merge(base.case(), &found.case, saved).case,
        None => merge_copies(&found.case, saved).case,
    }
}

/// Goes on with the earlier state of a broken ledger. It is written over the broken file when it is saved; that one is
/// kept beside it.
pub(super) fn use_earlier(state: &mut State, now: Timestamp) {
    let LedgerStanding::Broken(broken) = std::mem::take(&mut state.ledger.standing) else { return };
    let BrokenLedger { earlier: Some((earlier, _)), .. } = *broken else {
        state.ledger.standing = LedgerStanding::Absent;
        return;
    };
    state.ledger.standing = LedgerStanding::Open;
    state.ledger.ledger = *earlier;
    state.ledger.base = None;
    state.ledger.history = LedgerHistory::default();
    touched(state, now);
}

/// The window is to close: the ledger is saved first. Where that cannot be done, the page says why.
pub(super) fn save_and_close(state: &mut State, now: Timestamp) -> Vec<Effect> {
    state.ledger.then_close = true;
    if matches!(state.ledger.saving, Saving::Busy(_)) {
        return Vec::new();
    }
    let effects = save(state);
    if effects.is_empty() && needs_saving(state) {
        // There is no place for it: nothing more can be done here.
        state.ledger.saving = Saving::Blank;
        return crate::app::apply(state, Command::Leave(Leave::Close), now);
    }
    effects
}

/// Shows the page, and whatever is chosen there.
pub(super) fn show(state: &mut State, tab: LedgerTab) {
    state.page = Page::Ledger;
    state.ledger.tab = tab;
    state.ledger.chosen = None;
    state.dialog.take_if(|dialog| matches!(dialog, Dialog::Failed(_)));
}

impl From<LedgerCommand> for Command {
    fn from(command: LedgerCommand) -> Self {
        Self::Ledger(command)
    }
}
