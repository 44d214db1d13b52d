//! What is typed: whether it may be, what can be taken back, and when it goes into a recovery copy.

use std::time::Duration;

use jiff::{SignedDuration, Timestamp};

use crate::app::change::{assess, toast};
use crate::app::state::{Dialog, State};
use crate::app::{Effect, History};
use crate::case::{Base, Case, EntryKind};
use crate::ui::text;

use super::{Composing, KeepEffect, Right};

/// What is typed goes into a recovery copy after this time: with the time that a slow disk takes, a second at most is lost.
const DELAY: SignedDuration = SignedDuration::from_millis(800);

/// Whether the operator may change the open note.
pub fn may_change(state: &State) -> bool {
    state.keeping.right == Right::Change
}

/// Takes up what a command or a report has done to the note: it can be taken back, and it is signed. What may not be
/// changed is as it was before. `entry` is the line for the timeline that was typed before.
pub fn changed(state: &mut State, before: Case, entry: &str, now: Timestamp) {
    if state.case.id != before.id {
        return;
    }
    if !may_change(state) {
        if History::would_remember(&before, &state.case) {
            state.case = before;
            assess(state);
            toast(state, now, text::keeping::ONLY_TO_READ);
        }
        return;
    }
    sign(state, &before);
    if state.drafts.entry != entry {
        state.keeping.typing.since.get_or_insert(now);
    }
    match &mut state.keeping.typing.composing {
        Composing::No => state.history.remember(&before, &state.case, now),
        composing @ Composing::Begun => *composing = Composing::Since(Box::new(before)),
        Composing::Since(_) => {}
    }
}

/// New lines of the timeline bear the operator's name.
pub fn sign(state: &mut State, before: &Case) {
    let name = state.settings.name.trim();
    if name.is_empty() || state.case.timeline.len() <= before.timeline.len() {
        return;
    }
    for entry in &mut state.case.timeline {
        let is_new = || before.timeline.iter().all(|other| other.id != entry.id);
        if entry.by.is_empty() && entry.kind != EntryKind::Merged && is_new() {
            name.clone_into(&mut entry.by);
        }
    }
}

/// How long until what is typed must be kept. None while nothing is to be kept, or while an input method composes.
pub fn due(state: &State, now: Timestamp) -> Option<Duration> {
    if state.keeping.typing.composing != Composing::No {
        return None;
    }
    let since = state.keeping.typing.since?;
    let at = since.checked_add(DELAY).unwrap_or(now);
    // A clock that was set back must not put it off.
    if at <= now || since > now { Some(Duration::ZERO) } else { Some(now.duration_until(at).unsigned_abs()) }
}

/// The note with everything that is typed and not taken over yet. None if all of it is saved.
pub fn sheltered(state: &State) -> Option<(Case, Option<Base>)> {
    let mut loose: Vec<&str> = vec![&state.drafts.entry];
    if let Some(Dialog::Solved(ending) | Dialog::Unsolved(ending)) = &state.dialog {
        loose.push(&ending.note);
    }
    if let Some(edit) = &state.drafts.edited
        && state.case.timeline.iter().all(|line| line.id != edit.id || line.text != edit.text)
    {
        loose.push(&edit.text);
    }
    loose.retain(|text| !text.trim().is_empty());
    let is_saved = !state.has_unsaved_changes() && loose.is_empty();
    if is_saved || !may_change(state) {
        return None;
    }
    let mut case = state.case.clone();
    for text in loose {
        case.log(state.now, EntryKind::Note, text.trim());
    }
    Some((case, state.keeping.base.clone()))
}

/// Has what is typed kept.
pub(super) fn draft(state: &mut State) -> Vec<Effect> {
    state.keeping.typing.since = None;
    sheltered(state)
        .map(|(case, base)| Effect::Keep(KeepEffect::Draft(Box::new(case), base)))
        .into_iter()
        .collect()
}

/// An input method begins to compose, or ends. What it has composed is one step that can be taken back; what it puts
/// into the text last goes on with that step.
pub(super) fn compose(state: &mut State, composing: Composing, now: Timestamp) {
    let typing = &mut state.keeping.typing;
    match (std::mem::take(&mut typing.composing), composing) {
        (Composing::Since(before), Composing::No) => state.history.remember(&before, &state.case, now),
        (Composing::No, begun) => typing.composing = begun,
        (_, Composing::No) => {}
        (already, _) => typing.composing = already,
    }
}
