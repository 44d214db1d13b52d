//! The secrets guard before a note is saved: it asks, and what looks like a secret is blanked, or kept on purpose and
//! noted. Nobody is asked about recovery copies and what is handed on: there it is always blank.

use std::collections::HashSet;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use jiff::Timestamp;

use crate::case::EntryKind;
use crate::case::guard::{self, Kind, Place, Secret, Why};
use crate::ui::text;

use super::change::{toast, touched};
use super::command::Effect;
use super::files;
use super::keeping::SaveTo;
use super::state::{Dialog, State};

/// What the operator does about what was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GuardCommand {
    /// Blank all of it, and go on.
    Blank,
    /// Leave it: asks once more.
    AskToKeep,
    /// Leave it, and go on. The dialog has asked twice.
    Keep,
    /// Back to the note.
    Back,
}

/// What was found, and the save that waits for the answer.
#[derive(Clone, Debug, PartialEq)]
pub struct GuardQuestion {
    /// What was found.
    pub found: Vec<Found>,
    /// Where the note is saved afterwards.
    pub to: SaveTo,
    /// How far the question is.
    pub stage: GuardStage,
}

/// Something that looks like a secret, as it may be shown.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    /// In which text of the note.
    pub place: Place,
    /// What it looks like.
    pub kind: Kind,
    /// What speaks for it.
    pub why: Why,
    /// The words around it, itself blanked.
    pub excerpt: String,
}

/// How far the question is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GuardStage {
    /// What to do about it.
    Asked,
    /// Whether it is really to be left.
    Sure,
}

/// What the guard remembers while the window is open. No secret is in it: only what cannot be turned back into one.
#[derive(Debug, Default)]
pub struct GuardMemory {
    /// Secrets that the operator keeps on purpose, as hashes together with the note's id.
    kept: HashSet<u64>,
    /// Texts in which nothing was found, as hashes: a note is saved often, and little of it changes in between.
    clean: HashSet<u64>,
}

/// Texts that are remembered; beyond that, all are looked at anew.
const REMEMBERED: usize = 50_000;

/// Whether a save has to wait, since the note holds what looks like a secret: then the dialog asks, and the save goes on
/// after it.
pub(super) fn stops(state: &mut State, to: &SaveTo) -> bool {
    let found = live(state);
    let stops = !found.is_empty();
    if stops {
        let question = GuardQuestion { found, to: to.clone(), stage: GuardStage::Asked };
        state.dialog = Some(Dialog::Guard(question));
    }
    stops
}

/// What looks like a secret and is not kept on purpose.
fn live(state: &mut State) -> Vec<Found> {
    let State { case, guard: memory, .. } = state;
    if memory.clean.len() > REMEMBERED {
        memory.clean.clear();
    }
    let mut live = Vec::new();
    for (place, text) in guard::texts(case) {
        let hash = hash_of(&[text]);
        if memory.clean.contains(&hash) {
            continue;
        }
        let secrets = guard::find(text);
        if secrets.is_empty() {
            memory.clean.insert(hash);
        }
        let excerpts = guard::excerpts(text, &secrets);
        let unkept = |secret: &Secret| !memory.kept.contains(&key(&case.id, secret.kind, secret.of(text)));
        let told = secrets.into_iter().zip(excerpts).filter(|(secret, _)| unkept(secret));
        live.extend(told.map(|(secret, excerpt)| Found {
            place: place.clone(),
            kind: secret.kind,
            why: secret.why,
            excerpt,
        }));
    }
    live
}

pub(super) fn apply(state: &mut State, command: GuardCommand, now: Timestamp) -> Vec<Effect> {
    let Some(Dialog::Guard(question)) = state.dialog.take() else { return Vec::new() };
    match command {
        GuardCommand::Blank => {
            blank(state);
            let entry = text::guard::blanked_entry(&kinds(&question.found), &places(&question.found));
            state.case.log(now, EntryKind::Guarded, entry);
            toast(state, now, text::guard::BLANKED);
        }
        GuardCommand::Keep => {
            keep(state);
            let entry = text::guard::kept_entry(&kinds(&question.found), &places(&question.found));
            state.case.log(now, EntryKind::Guarded, entry);
        }
        GuardCommand::AskToKeep => {
            state.dialog = Some(Dialog::Guard(GuardQuestion { stage: GuardStage::Sure, ..question }));
            return Vec::new();
        }
        GuardCommand::Back => {
            state.after_save = None;
            return Vec::new();
        }
    }
    touched(state, now);
    files::save_to(state, question.to, now)
}

fn blank(state: &mut State) {
    let State { case, guard: memory, .. } = state;
    let stays = |kind: Kind, secret: &str| memory.kept.contains(&key(&case.id, kind, secret));
    *case = guard::blank_case_but(case, &stays);
}

fn keep(state: &mut State) {
    let State { case, guard: memory, .. } = state;
    for (_, text) in guard::texts(case) {
        let secrets = guard::find(text);
        memory.kept.extend(secrets.iter().map(|secret| key(&case.id, secret.kind, secret.of(text))));
    }
}

fn key(case: &str, kind: Kind, secret: &str) -> u64 {
    hash_of(&[case, kind.name(), secret])
}

fn hash_of(parts: &[&str]) -> u64 {
    let mut hasher = DefaultHasher::new();
    parts.hash(&mut hasher);
    hasher.finish()
}

/// Each kind once, in the order of the list.
fn kinds(found: &[Found]) -> Vec<Kind> {
    Kind::ALL.into_iter().filter(|kind| found.iter().any(|found| found.kind == *kind)).collect()
}

/// Each place once, in the order of the note.
fn places(found: &[Found]) -> Vec<&Place> {
    let mut places: Vec<&Place> = Vec::new();
    for found in found {
        if !places.contains(&&found.place) {
            places.push(&found.place);
        }
    }
    places
}
