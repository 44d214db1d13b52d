//! Commands and reports about files: new, open, save, and what would be lost.

use std::path::{Path, PathBuf};

use jiff::Timestamp;

use crate::case::{EntryKind, suggest_file_name};
use crate::ui::text;

use super::change::{new_case, save_settings, toast, touched};
use super::command::{Command, Effect, Event, Picked};
use super::guarding;
use super::keeping::{self, KeepCommand, KeepEffect, Right, SaveTo, Stored};
use super::learning;
use super::ledger;
use super::noting;
use super::state::{Dialog, Leave, PathPurpose, PathRequest, Saving, Since, State};

pub(super) fn apply(state: &mut State, command: Command, now: Timestamp) -> Vec<Effect> {
    match command {
        Command::Leave(wish) => {
            take_over_entry(state, now);
            if state.has_unsaved_changes() {
                state.dialog = Some(Dialog::Unsaved(wish));
                return Vec::new();
            }
            leave(state, wish, now)
        }
        Command::Discard(wish) => leave(state, wish, now),
        Command::SaveThen(wish) => {
            state.dialog = None;
            state.after_save = Some(wish);
            save(state, now)
        }
        Command::Save => save(state, now),
        Command::SaveAs => pick_save(state, now),
        Command::AskPath(purpose) => {
            ask_path(state, purpose);
            Vec::new()
        }
        Command::UsePath(purpose, text) => use_path(state, purpose, &text, now),
        Command::Overwrite(path) => {
            state.dialog = None;
            save_to(state, SaveTo::Replace(path), now)
        }
        _ => Vec::new(),
    }
}

pub(super) fn report(state: &mut State, event: Event, now: Timestamp) -> Vec<Effect> {
    match event {
        Event::Loaded(path, Ok(readable)) => {
            let mut effects = keeping::loaded(state, path.clone(), *readable, now);
            effects.extend(remember_folder(state, &path));
            effects.extend(learning::count(state));
            effects
        }
        Event::Loaded(note, Err(unreadable)) => {
            state.dialog = Some(match &unreadable.earlier {
                None if unreadable.kept.is_none() => Dialog::Failed(unreadable.sentence),
                _ => Dialog::Damaged { note, unreadable },
            });
            Vec::new()
        }
        Event::Saved(path, Ok(stored)) => saved(state, &path, *stored, now),
        Event::Saved(_, Err(sentence)) => {
            state.after_save = None;
            unlog_save(state);
            state.saving = Saving::Failed(sentence.clone());
            state.dialog = Some(Dialog::SaveFailed(sentence));
            Vec::new()
        }
        Event::Exists(path) => {
            unlog_save(state);
            state.saving = Saving::Changed;
            state.dialog = Some(Dialog::Overwrite(path));
            Vec::new()
        }
        Event::Picked(PathPurpose::Open, picked) => {
            picked_path(state, picked, PathPurpose::Open).into_iter().map(Effect::Load).collect()
        }
        Event::Picked(PathPurpose::Picture, picked) => match picked_path(state, picked, PathPurpose::Picture)
        {
            Some(path) => noting::read_picture(state, path),
            None => Vec::new(),
        },
        Event::Picked(PathPurpose::Save, picked) => match picked_path(state, picked, PathPurpose::Save) {
            Some(path) => {
                // The system's dialog has asked about the name that it knows, not about the one with our ending.
                let full = with_ending(path.clone());
                let to = if full == path { SaveTo::Replace(full) } else { SaveTo::New(full) };
                save_to(state, to, now)
            }
            None => Vec::new(),
        },
        Event::Picked(PathPurpose::Table, picked) => {
            let path = picked_path(state, picked, PathPurpose::Table);
            path.map(|path| ledger::read_table(state, path)).unwrap_or_default()
        }
        Event::Picked(PathPurpose::Handout, picked) => match picked_path(state, picked, PathPurpose::Handout)
        {
            Some(folder) => ledger::write_to(state, &folder, now),
            None => Vec::new(),
        },
        Event::Picked(PathPurpose::Folder, picked) => match picked_path(state, picked, PathPurpose::Folder) {
            Some(folder) => keeping::apply(state, KeepCommand::SetFolder(Some(folder)), now),
            None => Vec::new(),
        },
        _ => Vec::new(),
    }
}

/// The folder in which file dialogs begin.
pub(super) fn start_folder(state: &State) -> Option<PathBuf> {
    let beside = state.path.as_deref().and_then(Path::parent).map(PathBuf::from);
    beside.or_else(|| state.notes_folder()).or_else(|| state.settings.last_folder.clone())
}

pub(super) fn ask_path(state: &mut State, purpose: PathPurpose) {
    let folder = start_folder(state);
    let text = match purpose {
        PathPurpose::Open | PathPurpose::Picture | PathPurpose::Table | PathPurpose::Handout => folder,
        PathPurpose::Folder => state.notes_folder(),
        PathPurpose::Save => {
            let name = suggest_file_name(&state.case, &state.case.created_at.to_zoned(state.zone.clone()));
            Some(folder.map_or_else(|| PathBuf::from(&name), |folder| folder.join(&name)))
        }
    };
    let text = text.map(|path| path.display().to_string()).unwrap_or_default();
    state.dialog = Some(Dialog::Path(PathRequest { purpose, text }));
}

/// Where the note is kept, or into the folder of the notes; nobody is asked for a place without need.
pub(super) fn save(state: &mut State, now: Timestamp) -> Vec<Effect> {
    if state.keeping.right != Right::Change {
        return pick_save(state, now);
    }
    let to = match (&state.keeping.base, &state.path, state.notes_folder()) {
        (Some(base), Some(_), _) => SaveTo::Own(Box::new(base.clone())),
        (None, Some(path), _) => SaveTo::Replace(path.clone()),
        (_, None, Some(folder)) => {
            let name = suggest_file_name(&state.case, &now.to_zoned(state.zone.clone()));
            SaveTo::Into { folder, name }
        }
        (_, None, None) => return pick_save(state, now),
    };
    save_to(state, to, now)
}

fn pick_save(state: &mut State, now: Timestamp) -> Vec<Effect> {
    if state.picking {
        return Vec::new();
    }
    state.dialog = None;
    state.picking = true;
    let name = suggest_file_name(&state.case, &now.to_zoned(state.zone.clone()));
    vec![Effect::PickSave { folder: start_folder(state), name }]
}

fn use_path(state: &mut State, purpose: PathPurpose, text: &str, now: Timestamp) -> Vec<Effect> {
    let text = text.trim().trim_matches('"');
    if text.is_empty() {
        return Vec::new();
    }
    state.dialog = None;
    let path = PathBuf::from(text);
    match purpose {
        PathPurpose::Open => vec![Effect::Load(path)],
        PathPurpose::Picture => noting::read_picture(state, path),
        PathPurpose::Table => ledger::read_table(state, path),
        PathPurpose::Handout => ledger::write_to(state, &path, now),
        PathPurpose::Save => save_to(state, SaveTo::New(with_ending(path)), now),
        PathPurpose::Folder => keeping::apply(state, KeepCommand::SetFolder(Some(path)), now),
    }
}

/// One save at a time: another one waits for the one under way, which sees that something changed.
pub(super) fn save_to(state: &mut State, to: SaveTo, now: Timestamp) -> Vec<Effect> {
    if matches!(state.saving, Saving::Busy(_)) {
        return Vec::new();
    }
    // The note's own file, however it was chosen: what others have written there is not overwritten.
    let to = match (to, &state.keeping.base) {
        (SaveTo::New(path) | SaveTo::Replace(path), Some(base))
            if state.keeping.right == Right::Change
                && (base.path() == path || state.path.as_ref() == Some(&path)) =>
        {
            SaveTo::Own(Box::new(base.clone()))
        }
        (to, _) => to,
    };
    if guarding::stops(state, &to) {
        return Vec::new();
    }
    if state.path.is_none() && state.case.person.trim().is_empty() {
        // Whoever begins a case looks after it, unless it says otherwise.
        state.settings.name.trim().clone_into(&mut state.case.person);
    }
    state.case.log(now, EntryKind::Saved, text::timeline::SAVED);
    state.case.updated_at = now;
    state.saving = Saving::Busy(Since::Unchanged);
    vec![Effect::Save { case: Box::new(state.case.clone()), to }]
}

/// The line about a save is written before it, so that the file holds it too. It goes if nothing was saved.
fn unlog_save(state: &mut State) {
    let timeline = &mut state.case.timeline;
    if let Some(index) = timeline.iter().rposition(|entry| entry.kind == EntryKind::Saved) {
        timeline.remove(index);
    }
}

fn saved(state: &mut State, path: &Path, stored: Stored, now: Timestamp) -> Vec<Effect> {
    let unchanged = state.saving == Saving::Busy(Since::Unchanged);
    state.saving = if unchanged { Saving::Saved(now) } else { Saving::Changed };
    let before = state.path.clone();
    let mut effects = keeping::saved(state, path.to_owned(), stored);
    effects.extend(remember_folder(state, path));
    effects.extend(noting::saved(state, before.as_deref(), now));
    match state.after_save.take() {
        Some(wish) if unchanged => effects.extend(leave(state, wish, now)),
        // Something was typed while the note was being written: write again before it is left.
        Some(wish) => {
            state.after_save = Some(wish);
            effects.extend(save(state, now));
        }
        None => toast(state, now, text::toasts::SAVED),
    }
    effects
}

/// A line that was typed for the timeline and not put there yet belongs to the note.
fn take_over_entry(state: &mut State, now: Timestamp) {
    let entry = std::mem::take(&mut state.drafts.entry);
    if !entry.trim().is_empty() && keeping::may_change(state) {
        state.case.log(now, EntryKind::Note, entry.trim());
        touched(state, now);
    }
}

fn remember_folder(state: &mut State, path: &Path) -> Vec<Effect> {
    let folder = path.parent().map(PathBuf::from).filter(|folder| folder.is_absolute());
    if folder.is_none() || folder == state.settings.last_folder {
        return Vec::new();
    }
    state.settings.last_folder = folder;
    save_settings(state)
}

/// Notes end in `.ron`, so that they are found again.
fn with_ending(path: PathBuf) -> PathBuf {
    if path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("ron")) {
        return path;
    }
    let mut name = path.into_os_string();
    name.push(".case.ron");
    PathBuf::from(name)
}

/// Whether a path was chosen; cancelled is not an error.
fn picked_path(state: &mut State, picked: Picked, purpose: PathPurpose) -> Option<PathBuf> {
    state.picking = false;
    match picked {
        Picked::Path(path) => Some(path),
        Picked::Cancelled => {
            state.after_save = None;
            None
        }
        Picked::NoDialog => {
            ask_path(state, purpose);
            None
        }
    }
}

/// What is left to do after the note was saved or thrown away.
fn leave(state: &mut State, leave: Leave, now: Timestamp) -> Vec<Effect> {
    state.dialog = None;
    // Its recovery copy is not wanted any more; of a note that gives way to another, once that one is open.
    let gone = || vec![Effect::Keep(KeepEffect::Forget(Box::new(state.case.clone())))];
    match leave {
        Leave::Close => {
            let mut effects = gone();
            state.closing = true;
            effects.push(Effect::Close);
            effects
        }
        Leave::New => {
            let mut effects = gone();
            new_case(state, now);
            effects.push(Effect::Keep(KeepEffect::Watch(None)));
            effects
        }
        Leave::Open => {
            state.picking = true;
            vec![Effect::PickOpen { folder: start_folder(state) }]
        }
        Leave::OpenPath(path) => vec![Effect::Load(path)],
    }
}
