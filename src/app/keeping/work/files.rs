//! Reading and writing notes, for the window.

use std::fs;
use std::path::{Path, PathBuf};

use jiff::Timestamp;

use crate::app::command::Event;
use crate::case::{
    self, Access, Case, Found, LoadError, SaveError, Saved, Seal, Target, conflicts_of, merge, merge_copies,
};
use crate::platform::Host;
use crate::ui::text::errors::{self, Sentence};

use super::super::{CopyOf, Earlier, KeepEvent, Readable, Restored, SaveTo, Stored, Unreadable};

/// The ending of every note.
const NOTE_ENDING: &str = ".case.ron";
/// The most names that are tried until one is free.
const MOST_NAMES: u32 = 200;

/// Reads a note that is to be opened. What is broken is kept beside it, and an earlier state looked for.
pub fn load(path: PathBuf, now: Timestamp) -> Event {
    let result = match case::open(&path) {
        Ok(opened) => {
            let seal = Seal::of(opened.base.bytes());
            let earlier = if seal == Seal::Broken { earlier_of(opened.base.path()) } else { None };
            let readable =
                Readable { case: opened.case, base: opened.base, access: opened.access, seal, earlier };
            Ok(Box::new(readable))
        }
        Err(error) => Err(Box::new(unreadable(&path, &error, now))),
    };
    Event::Loaded(path, result)
}

/// What is reported if the reading itself breaks off.
pub fn load_broken_off(path: PathBuf) -> Event {
    let unreadable = Unreadable { sentence: errors::broken_off(), kept: None, earlier: None };
    Event::Loaded(path, Err(Box::new(unreadable)))
}

fn unreadable(path: &Path, error: &LoadError, now: Timestamp) -> Unreadable {
    let sentence = errors::load_error(error);
    let rescue = case::rescue(path, now);
    if let Some(error) = &rescue.failed {
        log::warn!("no copy could be made of a broken note: {error}");
    }
    let is_broken = !matches!(error, LoadError::NotACase { .. }) || rescue.kept.is_some();
    let earlier = rescue.generation.as_ref().map(Earlier::from).filter(|_| is_broken);
    Unreadable { sentence, kept: rescue.kept, earlier }
}

/// The state of the note before the one in the file.
fn earlier_of(path: &Path) -> Option<Earlier> {
    case::generations(path).first().map(Earlier::from)
}

/// Loads an earlier state of a note.
pub(super) fn earlier(note: PathBuf, earlier: &Earlier) -> KeepEvent {
    let result = case::load(&earlier.path).map(Box::new).map_err(|error| errors::load_error(&error));
    KeepEvent::Earlier(note, result)
}

/// Writes a note.
pub fn save(case: Case, to: SaveTo, now: Timestamp) -> Event {
    let (path, result) = match to {
        SaveTo::Own(base) => (base.path().to_owned(), case::save(&case, Target::Own(&base), now)),
        SaveTo::Replace(path) => {
            let saved = case::save(&case, Target::Replace(&path), now);
            (path, saved)
        }
        SaveTo::New(path) => match case::save(&case, Target::New(&path), now) {
            Err(SaveError::Exists { .. }) => return Event::Exists(path),
            saved => (path, saved),
        },
        SaveTo::Into { folder, name } => save_into(&case, &folder, &name, now),
    };
    let result = match result {
        Ok(Saved { base, merged, .. }) => Ok(Box::new(Stored { ours: case, base, merged })),
        Err(error) => Err(errors::save_error(&error)),
    };
    Event::Saved(path, result)
}

/// Saves under the first name that is free: nobody is asked for one.
fn save_into(case: &Case, folder: &Path, name: &str, now: Timestamp) -> (PathBuf, Result<Saved, SaveError>) {
    let path = folder.join(name);
    if let Err(source) = fs::create_dir_all(folder) {
        return (path.clone(), Err(SaveError::Write { path, source }));
    }
    let stem = name.strip_suffix(NOTE_ENDING).unwrap_or(name);
    for number in 1..MOST_NAMES {
        let name = if number == 1 { name.to_owned() } else { format!("{stem}_{number}{NOTE_ENDING}") };
        let path = folder.join(name);
        match case::save(case, Target::New(&path), now) {
            Err(SaveError::Exists { .. }) => {}
            saved => return (path, saved),
        }
    }
    (path.clone(), Err(SaveError::Exists { path }))
}

/// Puts what was typed together with what its file holds by now.
pub(super) fn restore(found: Found) -> KeepEvent {
    let opened = found.path.as_deref().map(case::open).and_then(Result::ok);
    let opened = opened.filter(|opened| opened.case.id == found.case.id);
    let restored = match opened {
        None => Restored { case: found.case.clone(), base: found.base.clone(), access: Access::Full, found },
        Some(opened) => {
            let case = match &found.base {
                Some(base) => merge(base.case(), &found.case, &opened.case).case,
                None => merge_copies(&found.case, &opened.case).case,
            };
            Restored { case, base: Some(opened.base), access: opened.access, found }
        }
    };
    KeepEvent::Restored(Box::new(restored))
}

/// The copies that sync clients have made of a note.
pub(super) fn copies(path: PathBuf) -> KeepEvent {
    let read = |path: PathBuf| {
        let case = case::load(&path).ok()?;
        Some(CopyOf { path, case })
    };
    let copies = conflicts_of(&path).into_iter().filter_map(read).collect();
    KeepEvent::Copies(path, copies)
}

/// Shows a folder in the system's file manager. It is made where it is missing.
pub(super) fn show(host: &dyn Host, folder: &Path) -> Option<Event> {
    let shown =
        fs::create_dir_all(folder).map_err(|error| error.to_string()).and_then(|()| host.show_folder(folder));
    let error = shown.err()?;
    log::warn!("the folder of the notes cannot be shown: {error}");
    let sentence: Sentence = errors::folder_not_shown(folder);
    Some(Event::Failed(sentence))
}
