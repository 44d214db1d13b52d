//! What jobs report about the file.

use std::path::PathBuf;

use jiff::Timestamp;

use crate::app::change::{assess, show_case, toast, touched};
use crate::app::command::Effect;
use crate::app::state::{Dialog, Saving, State};
use crate::case::{Access, Case, EntryKind, Look, Merge, Opened, Seal, merge};
use crate::ui::text;

use super::acting::lock;
use super::{
    Composing, CopyOf, KeepEffect, KeepEvent, Manner, Notice, Offer, Readable, Restored, Right, Stored,
    drafting,
};

/// Takes up what a job reports.
pub fn report(state: &mut State, event: KeepEvent, now: Timestamp) -> Vec<Effect> {
    match event {
        KeepEvent::Found(offers) => return offer(state, offers),
        KeepEvent::DraftFailed(sentence) => state.keeping.tell(Notice::NotKept(sentence)),
        KeepEvent::Restored(restored) => return restored_here(state, *restored, now),
        KeepEvent::Held(path, holder) => {
            if state.path.as_ref() == Some(&path) && state.keeping.right == Right::Change {
                state.keeping.tell(Notice::Held(holder));
            }
        }
        KeepEvent::Looked(path, look) => return looked(state, &path, *look, now),
        KeepEvent::Copies(path, copies) => copies_found(state, &path, copies),
        KeepEvent::TrashFailed(path) => {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            toast(state, now, text::keeping::not_in_the_bin(&name));
        }
        KeepEvent::Earlier(note, Ok(case)) => {
            show_case(state, *case, Some(note), Saving::Changed);
            state.case.log(now, EntryKind::Loaded, text::keeping::EARLIER_OPENED);
            touched(state, now);
            return lock(state, Manner::Ask);
        }
        KeepEvent::Earlier(_, Err(sentence)) => state.dialog = Some(Dialog::Failed(sentence)),
    }
    Vec::new()
}

/// Offers what was typed and not saved. A copy that says nothing else than what is saved is not worth a question.
fn offer(state: &mut State, offers: Vec<Offer>) -> Vec<Effect> {
    let (worth, rest): (Vec<_>, Vec<_>) = offers.into_iter().partition(|offer| !offer.differences.is_empty());
    state.keeping.offers = worth;
    if state.dialog.is_none() && !state.keeping.offers.is_empty() {
        state.dialog = Some(Dialog::Recovered);
    }
    rest.into_iter().map(|offer| Effect::Keep(KeepEffect::Discard(Box::new(offer.found)))).collect()
}

fn restored_here(state: &mut State, restored: Restored, now: Timestamp) -> Vec<Effect> {
    let path = restored.found.path.clone();
    show_case(state, restored.case, path, Saving::Changed);
    state.keeping.base = restored.base;
    let mut effects = take_right(state, restored.access);
    state.case.log(now, EntryKind::Recovered, text::keeping::RESTORED);
    touched(state, now);
    toast(state, now, text::keeping::RESTORED_TOAST);
    // Kept by this session before the copy of the last one goes.
    effects.extend(drafting::draft(state));
    if drafting::may_change(state) {
        effects.push(Effect::Keep(KeepEffect::Discard(Box::new(restored.found))));
    }
    effects
}

/// A note was opened.
pub fn loaded(state: &mut State, path: PathBuf, readable: Readable, now: Timestamp) -> Vec<Effect> {
    let before = std::mem::replace(&mut state.case, readable.case);
    let case = state.case.clone();
    let saving = Saving::Saved(case.updated_at);
    show_case(state, case, Some(path), saving);
    state.keeping.base = Some(readable.base);
    let mut effects = vec![Effect::Keep(KeepEffect::Forget(Box::new(before)))];
    effects.extend(take_right(state, readable.access));
    if drafting::may_change(state) {
        state.case.log(now, EntryKind::Loaded, text::timeline::LOADED);
    }
    if readable.seal == Seal::Broken {
        state.keeping.tell(Notice::ByHand(readable.earlier));
    }
    effects
}

/// What follows from having opened a file: whether it may be changed, who else is at it, and that it is watched.
fn take_right(state: &mut State, access: Access) -> Vec<Effect> {
    state.keeping.right = access.into();
    let mut effects = vec![Effect::Keep(KeepEffect::Watch(state.keeping.base.clone()))];
    match state.keeping.right {
        Right::Change => effects.extend(lock(state, Manner::Ask)),
        right => state.keeping.tell(Notice::ReadOnly(right)),
    }
    effects.extend(state.path.clone().map(|path| Effect::Keep(KeepEffect::FindCopies(path))));
    effects
}

/// The note was written. What was typed in the meantime stays, and what others had written comes in.
pub fn saved(state: &mut State, path: PathBuf, stored: Stored) -> Vec<Effect> {
    let is_new_place = state.path.as_ref() != Some(&path) || state.keeping.base.is_none();
    state.path = Some(path);
    if let Some(merged) = &stored.merged {
        take_in(state, &stored.ours, merged);
    }
    state.keeping.base = Some(stored.base);
    state.keeping.settle(|notice| {
        matches!(notice, Notice::Gone | Notice::Unreadable(_) | Notice::ByHand(_) | Notice::ReadOnly(_))
    });
    if is_new_place {
        state.keeping.right = Right::Change;
    }
    let mut effects = vec![Effect::Keep(KeepEffect::Watch(state.keeping.base.clone()))];
    if is_new_place {
        effects.extend(lock(state, Manner::Ask));
    }
    if !state.has_unsaved_changes() {
        state.keeping.typing.since = None;
        effects.push(Effect::Keep(KeepEffect::Forget(Box::new(state.case.clone()))));
    }
    let copies = std::mem::take(&mut state.keeping.taken_in);
    if !copies.is_empty() {
        effects.push(Effect::Keep(KeepEffect::Trash(copies)));
    }
    effects
}

/// Puts what is on screen, typed on since `ours`, together with what others have made of `ours`.
fn take_in(state: &mut State, ours: &Case, theirs: &Merge) {
    state.case = merge(ours, &state.case, &theirs.case).case;
    assess(state);
    tell_what_came_in(state, theirs);
}

fn tell_what_came_in(state: &mut State, merged: &Merge) {
    if merged.taken > 0 || !merged.both.is_empty() {
        state.keeping.tell(Notice::CameIn { taken: merged.taken, both: merged.both.clone() });
    }
}

fn looked(state: &mut State, path: &std::path::Path, look: Look, now: Timestamp) -> Vec<Effect> {
    let is_ours = state.keeping.base.as_ref().is_some_and(|base| base.path() == path);
    // What is being composed or written is let be; the file is looked at again in a moment.
    let is_busy = matches!(state.saving, Saving::Busy(_)) || state.keeping.typing.composing != Composing::No;
    if !is_ours || is_busy {
        return Vec::new();
    }
    match look {
        Look::Same => {
            state.keeping.settle(|notice| matches!(notice, Notice::Gone | Notice::Unreadable(_)));
            Vec::new()
        }
        Look::Gone => {
            missing(state);
            state.keeping.tell(Notice::Gone);
            Vec::new()
        }
        Look::Unreadable(error) => {
            missing(state);
            state.keeping.tell(Notice::Unreadable(text::errors::load_error(&error)));
            Vec::new()
        }
        Look::Changed(opened) => changed_by_others(state, *opened, now),
    }
}

/// The note on screen is not on the disk any more, whether or not it was changed.
fn missing(state: &mut State) {
    if drafting::may_change(state) && matches!(state.saving, Saving::Saved(_)) {
        state.saving = Saving::Changed;
        state.keeping.typing.since.get_or_insert(state.now);
    }
}

fn changed_by_others(state: &mut State, opened: Opened, now: Timestamp) -> Vec<Effect> {
    state.keeping.settle(|notice| matches!(notice, Notice::Gone | Notice::Unreadable(_)));
    let Some(base) = state.keeping.base.replace(opened.base) else { return Vec::new() };
    if opened.case.id != base.case().id {
        // Another note stands there now: ours is to be saved elsewhere.
        state.keeping.base = Some(base);
        missing(state);
        state.keeping.tell(Notice::Gone);
        return Vec::new();
    }
    let effects = vec![Effect::Keep(KeepEffect::Watch(state.keeping.base.clone()))];
    let right = Right::from(opened.access);
    if state.keeping.right != Right::Viewing && state.keeping.right != right {
        state.keeping.right = right;
        state.keeping.settle(|notice| matches!(notice, Notice::ReadOnly(_)));
        if right != Right::Change {
            state.keeping.tell(Notice::ReadOnly(right));
        }
    }
    if state.has_unsaved_changes() {
        let merged = merge(base.case(), &state.case, &opened.case);
        tell_what_came_in(state, &merged);
        state.case = merged.case;
        state.case.log(now, EntryKind::Merged, text::keeping::CAME_IN);
        touched(state, now);
    } else {
        state.saving = Saving::Saved(opened.case.updated_at);
        state.case = opened.case;
        toast(state, now, text::keeping::CAME_IN);
    }
    assess(state);
    effects
}

fn copies_found(state: &mut State, path: &std::path::Path, mut copies: Vec<CopyOf>) {
    if state.path.as_deref() != Some(path) {
        return;
    }
    copies.retain(|copy| !state.keeping.taken_in.contains(&copy.path));
    if copies.is_empty() {
        state.keeping.settle(|notice| matches!(notice, Notice::Copies(_)));
    } else if drafting::may_change(state) {
        state.keeping.tell(Notice::Copies(copies));
    }
}
