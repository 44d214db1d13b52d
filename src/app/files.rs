//! Commands and reports about files: new, open, save, and what would be lost.

use std::path::{Path, PathBuf};

use jiff::Timestamp;

use crate::case::{EntryKind, suggest_file_name};
use crate::ui::text;

use super::change::{new_case, save_settings, show_case, toast};
use super::command::{Command, Effect, Event, Picked, Replace};
use super::learning;
use super::noting;
use super::state::{Dialog, Leave, PathPurpose, PathRequest, Saving, Since, State};

pub(super) fn apply(state: &mut State, command: Command, now: Timestamp) -> Vec<Effect> {
    match command {
        Command::Leave(wish) if state.has_unsaved_changes() => {
            state.dialog = Some(Dialog::Unsaved(wish));
            Vec::new()
        }
        Command::Leave(wish) | Command::Discard(wish) => leave(state, wish, now),
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
            save_to(state, path, Replace::Yes, now)
        }
        _ => Vec::new(),
    }
}

pub(super) fn report(state: &mut State, event: Event, now: Timestamp) -> Vec<Effect> {
    match event {
        Event::Loaded(path, Ok(case)) => {
            let saving = Saving::Saved(case.updated_at);
            show_case(state, *case, Some(path.clone()), saving);
            state.case.log(now, EntryKind::Loaded, text::timeline::LOADED);
            remember_folder(state, &path)
        }
        Event::Loaded(_, Err(sentence)) => {
            state.dialog = Some(Dialog::Failed(sentence));
            Vec::new()
        }
        Event::Saved(path, Ok(())) => saved(state, path, now),
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
                let replace = if full == path { Replace::Yes } else { Replace::AskFirst };
                save_to(state, full, replace, now)
            }
            None => Vec::new(),
        },
        _ => Vec::new(),
    }
}

/// The folder in which file dialogs begin.
pub(super) fn start_folder(state: &State) -> Option<PathBuf> {
    let beside = state.path.as_deref().and_then(Path::parent).map(PathBuf::from);
    beside.or_else(|| state.settings.last_folder.clone())
}

pub(super) fn ask_path(state: &mut State, purpose: PathPurpose) {
    let folder = start_folder(state);
    let text = match purpose {
        PathPurpose::Open | PathPurpose::Picture => folder,
        PathPurpose::Save => {
            let name = suggest_file_name(&state.case, &state.case.created_at.to_zoned(state.zone.clone()));
            Some(folder.map_or_else(|| PathBuf::from(&name), |folder| folder.join(&name)))
        }
    };
    let text = text.map(|path| path.display().to_string()).unwrap_or_default();
    state.dialog = Some(Dialog::Path(PathRequest { purpose, text }));
}

fn save(state: &mut State, now: Timestamp) -> Vec<Effect> {
    match state.path.clone() {
        Some(path) => save_to(state, path, Replace::Yes, now),
        None => pick_save(state, now),
    }
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
        PathPurpose::Save => save_to(state, with_ending(path), Replace::AskFirst, now),
    }
}

/// One save at a time: another one waits for the one under way, which sees that something changed.
fn save_to(state: &mut State, path: PathBuf, replace: Replace, now: Timestamp) -> Vec<Effect> {
    if matches!(state.saving, Saving::Busy(_)) {
        return Vec::new();
    }
    state.case.log(now, EntryKind::Saved, text::timeline::SAVED);
    state.case.updated_at = now;
    state.saving = Saving::Busy(Since::Unchanged);
    let replace = if state.path.as_ref() == Some(&path) { Replace::Yes } else { replace };
    vec![Effect::Save { case: Box::new(state.case.clone()), path, replace }]
}

/// The line about a save is written before it, so that the file holds it too. It goes if nothing was saved.
fn unlog_save(state: &mut State) {
    let timeline = &mut state.case.timeline;
    if let Some(index) = timeline.iter().rposition(|entry| entry.kind == EntryKind::Saved) {
        timeline.remove(index);
    }
}

fn saved(state: &mut State, path: PathBuf, now: Timestamp) -> Vec<Effect> {
    let unchanged = state.saving == Saving::Busy(Since::Unchanged);
    state.saving = if unchanged { Saving::Saved(now) } else { Saving::Changed };
    let before = state.path.replace(path.clone());
    let mut effects = remember_folder(state, &path);
    effects.extend(learning::count(state));
    effects.extend(noting::saved(state, before.as_deref(), now));
    match state.after_save.take() {
        Some(wish) if unchanged => effects.extend(leave(state, wish, now)),
        // Something was typed while the note was being written: write again before it is left.
        Some(wish) => {
            state.after_save = Some(wish);
            effects.extend(save_to(state, path, Replace::Yes, now));
        }
        None => toast(state, now, text::toasts::SAVED),
    }
    effects
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
    match leave {
        Leave::Close => {
            state.closing = true;
            vec![Effect::Close]
        }
        Leave::New => {
            new_case(state, now);
            Vec::new()
        }
        Leave::Open => {
            state.picking = true;
            vec![Effect::PickOpen { folder: start_folder(state) }]
        }
        Leave::OpenPath(path) => vec![Effect::Load(path)],
    }
}
