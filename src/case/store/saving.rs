//! The recipe of a save.

use std::{
    io,
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};

use jiff::Timestamp;

use super::{Base, LoadError, MAX_BYTES, SaveError, Saved, Target, parse, read};
use crate::case::{
    Case, Merge,
    disk::{Disk, Held, Kind},
    generations::{self, Backup, day, tidy},
    merge,
    replace::{Temp, folder_of, follow_links, sync_folder},
    rescue, version,
};

/// The file by which programs that save in the same folder wait for each other.
pub(in crate::case) const FOLDER_LOCK: &str = ".login-triage.lock";
/// How long a save waits for others: far longer than a save takes.
const LOCK_TRIES: u32 = 250;
const LOCK_PAUSE: Duration = Duration::from_millis(20);

/// What stands at the target.
enum Before {
    Nothing,
    /// A note, and its bytes.
    Note(Arc<Case>, Arc<[u8]>),
    /// Something else, with its bytes unless it is too big.
    Foreign(Option<Vec<u8>>),
}

pub(super) fn save(
    disk: &dyn Disk,
    case: &Case,
    target: Target<'_>,
    now: Timestamp,
) -> Result<Saved, SaveError> {
    let path = match target {
        Target::Own(base) => base.path.clone(),
        Target::Replace(path) | Target::New(path) => follow_links(disk, path),
    };
    check_place(disk, &path)?;
    let mut text = Text::of(case, &path)?;
    let _others_wait = lock(disk, &path)?;
    let before = before(disk, &path, target)?;
    let merged = merged(case, target, &before, &path)?;
    if let Some(merge) = &merged {
        text = Text::of(&merge.case, &path)?;
    }
    let backup = write(disk, &path, &text.bytes, &before, target, now)?;
    // Only what is certain to be ours: somebody who does not wait for locks may have come between.
    let bytes = text.bytes.len() as u64;
    let stamp = disk.stat(&path).ok().map(|found| found.stamp).filter(|stamp| stamp.bytes == bytes);
    let case = Arc::new(merged.as_ref().map_or(case, |merge| &merge.case).clone());
    let base = Base { path: path.clone(), case, bytes: text.bytes.into(), stamp, newer: None };
    Ok(Saved { path, bytes, backup, base, merged })
}

/// The bytes of a note, once it is certain that they can be loaded again.
struct Text {
    bytes: Vec<u8>,
}

impl Text {
    fn of(case: &Case, path: &Path) -> Result<Self, SaveError> {
        let path = || path.to_owned();
        let text = version::to_text(case).map_err(|source| SaveError::Encode { path: path(), source })?;
        let bytes = text.ok_or_else(|| SaveError::Verify { path: path() })?.into_bytes();
        match bytes.len() as u64 {
            bytes if bytes > MAX_BYTES => Err(SaveError::TooBig { path: path(), bytes }),
            _ => Ok(Self { bytes }),
        }
    }
}

/// Whether a note can stand at a path at all.
fn check_place(disk: &dyn Disk, target: &Path) -> Result<(), SaveError> {
    let path = || target.to_owned();
    if target.file_name().is_none() {
        return Err(SaveError::NoFileName { path: path() });
    }
    let folder = folder_of(target);
    if !matches!(disk.stat(folder), Ok(found) if found.kind == Kind::Folder) {
        return Err(SaveError::NoFolder { path: folder.to_owned() });
    }
    match disk.stat(target) {
        Ok(found) if found.kind != Kind::File => Err(SaveError::NotAFile { path: path() }),
        Ok(found) if found.read_only => Err(SaveError::ReadOnly { path: path() }),
        Ok(_) => Ok(()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(source) => Err(SaveError::Write { path: path(), source }),
    }
}

/// Keeps other programs from saving in the same folder. None where the disk has no locks: then the moment between
/// reading what others wrote and renaming is not guarded.
fn lock(disk: &dyn Disk, target: &Path) -> Result<Option<Box<dyn Held>>, SaveError> {
    let path = folder_of(target).join(FOLDER_LOCK);
    for _ in 0..LOCK_TRIES {
        match disk.try_lock(&path) {
            Ok(Some(held)) => return Ok(Some(held)),
            Ok(None) => disk.pause(LOCK_PAUSE),
            Err(error) => {
                log::debug!("the folder cannot be locked: {error}");
                return Ok(None);
            }
        }
    }
    Err(SaveError::Busy { path: target.to_owned() })
}

fn before(disk: &dyn Disk, path: &Path, target: Target<'_>) -> Result<Before, SaveError> {
    let bytes = match read(disk, path) {
        Ok((bytes, _)) => bytes,
        Err(LoadError::Missing { .. }) => return Ok(Before::Nothing),
        Err(LoadError::NotAFile { path }) => return Err(SaveError::NotAFile { path }),
        Err(LoadError::TooBig { .. }) => return Ok(Before::Foreign(None)),
        Err(LoadError::Read { path, source }) => return Err(SaveError::Write { path, source }),
        Err(_) => return Ok(Before::Foreign(None)),
    };
    match target {
        Target::New(_) => return Err(SaveError::Exists { path: path.to_owned() }),
        Target::Own(Base { newer: Some(found), .. }) => return Err(newer(path, *found)),
        // As it was: known to be a note without reading it again.
        Target::Own(base) if *base.bytes == *bytes => {
            return Ok(Before::Note(Arc::clone(&base.case), Arc::clone(&base.bytes)));
        }
        Target::Own(_) | Target::Replace(_) => {}
    }
    match parse(&bytes, path) {
        Ok(case) => Ok(Before::Note(Arc::new(case), bytes.into())),
        Err(LoadError::Newer { found, .. }) => match target {
            Target::Own(_) => Err(newer(path, found)),
            Target::New(_) | Target::Replace(_) => Ok(Before::Foreign(Some(bytes))),
        },
        Err(_) => Ok(Before::Foreign(Some(bytes))),
    }
}

fn newer(path: &Path, found: u64) -> SaveError {
    SaveError::Newer { path: path.to_owned(), found, known: version::CURRENT_VERSION }
}

/// Ours and theirs put together, if somebody else has changed the note.
fn merged(case: &Case, target: Target<'_>, before: &Before, path: &Path) -> Result<Option<Merge>, SaveError> {
    let (Target::Own(base), Before::Note(theirs, _)) = (target, before) else { return Ok(None) };
    if Arc::ptr_eq(theirs, &base.case) || **theirs == *base.case || **theirs == *case {
        return Ok(None);
    }
    if theirs.id != base.case.id {
        return Err(SaveError::OtherCase { path: path.to_owned() });
    }
    Ok(Some(merge(&base.case, case, theirs)))
}

fn write(
    disk: &dyn Disk,
    path: &Path,
    bytes: &[u8],
    before: &Before,
    target: Target<'_>,
    now: Timestamp,
) -> Result<Backup, SaveError> {
    let folder = folder_of(path);
    let failed = |source: io::Error| match source.kind() {
        io::ErrorKind::AlreadyExists => SaveError::Exists { path: path.to_owned() },
        _ => SaveError::Write { path: path.to_owned(), source },
    };
    let like = match before {
        Before::Note(_, old) if **old == *bytes => return Ok(Backup::Unchanged),
        Before::Nothing => None,
        Before::Note(..) | Before::Foreign(_) => Some(path),
    };
    let temp = Temp::write(disk, folder, bytes, like).map_err(failed)?;
    let backup = match before {
        Before::Nothing => Backup::NothingBefore,
        Before::Note(old, old_bytes) => kept(generations::keep(disk, path, old_bytes, old, now)),
        Before::Foreign(old) => {
            // It may be all that is left of somebody's work: without a copy of it, nothing is written over it.
            Backup::Kept(rescue::keep(disk, path, old.as_deref(), now).map_err(failed)?)
        }
    };
    match target {
        Target::New(_) => temp.put_new(path).map_err(failed)?,
        Target::Own(_) | Target::Replace(_) => temp.put(path).map_err(failed)?,
    }
    sync_folder(disk, folder);
    // Once a day is often enough for this.
    if matches!(before, Before::Note(old, _) if day(old.updated_at) < day(now)) {
        tidy(disk, folder, now);
    }
    Ok(backup)
}

/// The new state is worth more than the old one: it is saved all the same.
fn kept(result: io::Result<PathBuf>) -> Backup {
    match result {
        Ok(path) => Backup::Kept(path),
        Err(error) => Backup::Failed(error),
    }
}
