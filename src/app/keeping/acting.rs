//! What the operator asks for about the file.

use jiff::Timestamp;

use crate::app::change::{save_settings, toast, touched};
use crate::app::command::Effect;
use crate::app::files;
use crate::app::state::{Dialog, State};
use crate::case::{EntryKind, merge_copies};
use crate::ui::text;

use super::{Composing, Front, KeepCommand, KeepEffect, Manner, Notice, Right, drafting};

/// Does what the operator asks for.
pub fn apply(state: &mut State, command: KeepCommand, now: Timestamp) -> Vec<Effect> {
    match command {
        KeepCommand::Compose(composing) => drafting::compose(state, composing, now),
        KeepCommand::Draft => return drafting::draft(state),
        KeepCommand::Front(front) => return came_to_front(state, front),
        KeepCommand::Restore => return restore(state),
        KeepCommand::UseSaved => return use_saved(state),
        KeepCommand::DecideLater => {
            state.keeping.offers.clear();
            state.dialog = None;
        }
        KeepCommand::View => {
            state.keeping.right = Right::Viewing;
            state.keeping.settle(|notice| matches!(notice, Notice::Held(_)));
            state.keeping.tell(Notice::ReadOnly(Right::Viewing));
        }
        KeepCommand::EditAnyway => return edit_anyway(state),
        KeepCommand::Dismiss(notice) => state.keeping.settle(|other| *other == *notice),
        KeepCommand::MergeCopies => return take_in_copies(state, now),
        KeepCommand::OpenEarlier { note, earlier } => {
            state.dialog = None;
            return vec![Effect::Keep(KeepEffect::LoadEarlier { note, earlier })];
        }
        KeepCommand::SetName(name) => {
            state.settings.name = name;
            return save_settings(state);
        }
        KeepCommand::SetFolder(_) | KeepCommand::PickFolder
            if state.policies.policy.notes_folder.is_some() => {}
        KeepCommand::SetFolder(folder) => {
            state.settings.notes_folder = folder;
            return save_settings(state);
        }
        KeepCommand::PickFolder if state.picking => {}
        KeepCommand::PickFolder => {
            state.picking = true;
            return vec![Effect::PickFolder { folder: state.notes_folder() }];
        }
        KeepCommand::ShowFolder => {
            return state
                .notes_folder()
                .map(|folder| Effect::Keep(KeepEffect::ShowFolder(folder)))
                .into_iter()
                .collect();
        }
        KeepCommand::ShowLog => {
            let folder = state.places.as_ref().map(|places| places.log.clone());
            return folder.map(|folder| Effect::Keep(KeepEffect::ShowFolder(folder))).into_iter().collect();
        }
    }
    Vec::new()
}

/// The dialog is closed undecided. What was typed before the program ended is offered behind any other one; closed
/// itself, it is offered again at the next start.
pub fn dialog_closed(state: &mut State) {
    match state.dialog.take() {
        Some(Dialog::Recovered) => state.keeping.offers.clear(),
        Some(_) if !state.keeping.offers.is_empty() => state.dialog = Some(Dialog::Recovered),
        _ => {}
    }
}

/// What others have changed is looked at when the window comes to the front, and what was typed is kept when it goes.
fn came_to_front(state: &mut State, front: Front) -> Vec<Effect> {
    let mut effects = vec![Effect::Keep(KeepEffect::Front(front))];
    match front {
        Front::Yes => {
            let path = state.path.clone().filter(|_| state.keeping.base.is_some());
            effects.extend(path.map(|path| Effect::Keep(KeepEffect::FindCopies(path))));
        }
        Front::No => {
            // Whatever was being composed is in the text by now, or gone.
            let now = state.now;
            drafting::compose(state, Composing::No, now);
            if state.keeping.typing.since.is_some() {
                effects.extend(drafting::draft(state));
            }
        }
    }
    effects
}

/// The copy goes once the note is kept anew; so it is handed on.
fn restore(state: &mut State) -> Vec<Effect> {
    state.dialog = None;
    if state.keeping.offers.is_empty() {
        return Vec::new();
    }
    let offer = state.keeping.offers.remove(0);
    // The others are offered at the next start: two notes cannot be open at once.
    state.keeping.offers.clear();
    vec![Effect::Keep(KeepEffect::Restore(Box::new(offer.found)))]
}

fn use_saved(state: &mut State) -> Vec<Effect> {
    state.dialog = None;
    if state.keeping.offers.is_empty() {
        return Vec::new();
    }
    let offer = state.keeping.offers.remove(0);
    let saved = offer.found.path.clone().filter(|_| offer.saved_at.is_some());
    let mut effects = vec![Effect::Keep(KeepEffect::Discard(Box::new(offer.found)))];
    if state.keeping.offers.is_empty() {
        effects.extend(saved.filter(|_| !state.has_unsaved_changes()).map(Effect::Load));
    } else {
        state.dialog = Some(Dialog::Recovered);
    }
    effects
}

fn edit_anyway(state: &mut State) -> Vec<Effect> {
    if !matches!(state.keeping.right, Right::Change | Right::Viewing) {
        return Vec::new();
    }
    state.keeping.right = Right::Change;
    state.keeping.settle(|notice| matches!(notice, Notice::Held(_) | Notice::ReadOnly(_)));
    lock(state, Manner::TakeOver)
}

/// Says beside the note that it is being edited here.
pub(super) fn lock(state: &State, manner: Manner) -> Vec<Effect> {
    let name = || state.settings.name.clone();
    let lock = |path| Effect::Keep(KeepEffect::Lock { path, name: name(), manner });
    state.path.clone().map(lock).into_iter().collect()
}

/// The copies go to the bin once the note that holds all of them is saved.
fn take_in_copies(state: &mut State, now: Timestamp) -> Vec<Effect> {
    state.dialog = None;
    let mut copies = Vec::new();
    for notice in &state.keeping.notices {
        if let Notice::Copies(found) = notice {
            copies.clone_from(found);
        }
    }
    if copies.is_empty() || !drafting::may_change(state) {
        return Vec::new();
    }
    for copy in &copies {
        state.case = merge_copies(&state.case, &copy.case).case;
    }
    state.keeping.taken_in.extend(copies.iter().map(|copy| copy.path.clone()));
    state.keeping.settle(|notice| matches!(notice, Notice::Copies(_)));
    state.history.clear();
    state.case.log(now, EntryKind::Merged, text::keeping::copies_merged(copies.len()));
    touched(state, now);
    toast(state, now, text::keeping::copies_merged(copies.len()));
    files::save(state, now)
}
