//! The recipe of a save.

use std::{
    io,
    path::{Path, PathBuf},
    sync::{Arc, OnceLock},
    thread::{self, Scope, ScopedJoinHandle},
};

use jiff::Timestamp;

use super::{
    Base, LoadError, MAX_BYTES, SaveError, Saved, Target, folder_lock::lock_folder, parse_record, parse_text,
    read,
};
use crate::case::{
    Merge, Record,
    disk::{Disk, Kind},
    generations::{self, Backup, day, tidy},
    replace::{Temp, folder_of, follow_links, sync_folder},
    rescue, version,
};

/// What stands at the target.
enum Before<R> {
    Nothing,
    /// A note, and its bytes.
    Note(Arc<R>, Arc<[u8]>),
    /// Something else, with its bytes unless it is too big.
    Foreign(Option<Vec<u8>>),
}

impl<R> Before<R> {
    /// Whether there is nothing to be written.
    fn is(&self, text: &str) -> bool {
        matches!(self, Self::Note(_, bytes) if **bytes == *text.as_bytes())
    }
}

pub(super) fn save<R: Record>(
    disk: &dyn Disk,
    case: &R,
    target: Target<'_, R>,
    now: Timestamp,
) -> Result<Saved<R>, SaveError> {
    let path = match target {
        Target::Own(base) => base.path.clone(),
        Target::Replace(path) | Target::New(path) => follow_links(disk, path),
    };
    check_place(disk, &path)?;
    let (text, written_down) = (OnceLock::new(), || text(case, &path));
    thread::scope(|scope| {
        // It is put into text while the disk is looked at, and read back while the disk writes.
        let writing = thread::Builder::new().name("write-down".to_owned()).spawn_scoped(scope, written_down);
        let others_wait = lock_folder(disk, folder_of(&path));
        let _others_wait = others_wait.map_err(|_always| SaveError::Busy { path: path.clone() })?;
        let before = before(disk, &path, target)?;
        let joined = writing.ok().and_then(|writing| writing.join().ok());
        let joined = joined.unwrap_or_else(written_down)?;
        let text = text.get_or_init(|| joined).as_str();
        let draft = Draft { case, text, reading: read_back(scope, case, text, &path) };
        match merged(case, target, &before, &path)? {
            None => written(disk, draft, &path, &before, target, now),
            Some(merge) => {
                let text = self::text(&merge.case, &path)?;
                let draft = Draft { case: &merge.case, text: &text, reading: None };
                let saved = written(disk, draft, &path, &before, target, now)?;
                Ok(Saved { merged: Some(merge), ..saved })
            }
        }
    })
}

/// What is to be written, and the thread that reads it back, if there is one.
struct Draft<'a, 'scope, R> {
    case: &'a R,
    text: &'a str,
    reading: Option<ScopedJoinHandle<'scope, Option<Certain<R>>>>,
}

/// A note, and the bytes from which it can be read.
struct Certain<R> {
    case: Arc<R>,
    bytes: Arc<[u8]>,
}

impl<R: Record> Certain<R> {
    /// None if a file with this text does not load as this note.
    fn read(text: &str, case: &R, path: &Path) -> Option<Self> {
        let read = parse_text::<R>(text, path).ok().filter(|read| read == case)?;
        Some(Self::new(read, text))
    }

    fn new(case: R, text: &str) -> Self {
        Self { case: Arc::new(case), bytes: Arc::from(text.as_bytes()) }
    }
}

/// Reads a text back and compares, while the disk is busy. None if no further thread is to be had.
fn read_back<'scope, 'env, R: Record>(
    scope: &'scope Scope<'scope, 'env>,
    case: &'env R,
    text: &'env str,
    path: &'env Path,
) -> Option<ScopedJoinHandle<'scope, Option<Certain<R>>>> {
    let read = move || Certain::read(text, case, path);
    thread::Builder::new().name("read-back".to_owned()).spawn_scoped(scope, read).ok()
}

fn written<R: Record>(
    disk: &dyn Disk,
    draft: Draft<'_, '_, R>,
    path: &Path,
    before: &Before<R>,
    target: Target<'_, R>,
    now: Timestamp,
) -> Result<Saved<R>, SaveError> {
    let (Certain { case, bytes: text }, backup) = if before.is(draft.text) {
        (Certain::new(draft.case.clone(), draft.text), Backup::Unchanged)
    } else {
        let (certain, temp) = verified(disk, draft, path, before)?;
        (certain, put(disk, temp, path, before, target, now)?)
    };
    // Only what is certain to be ours: somebody who does not wait for locks may have come between.
    let bytes = text.len() as u64;
    let stamp = disk.stat(path).ok().map(|found| found.stamp).filter(|stamp| stamp.bytes == bytes);
    let base = Base { path: path.to_owned(), case, bytes: text, stamp, newer: None };
    Ok(Saved { path: path.to_owned(), bytes, backup, base, merged: None })
}

/// The text of a note, not yet read back.
fn text<R: Record>(case: &R, path: &Path) -> Result<String, SaveError> {
    let text = version::readable(case).map_err(|source| encode(path, source))?;
    fitting(text, path)
}

fn encode(path: &Path, source: ron::Error) -> SaveError {
    SaveError::Encode { path: path.to_owned(), source }
}

/// A text that can be loaded again.
fn fitting(text: String, path: &Path) -> Result<String, SaveError> {
    match text.len() as u64 {
        bytes if bytes > MAX_BYTES => Err(SaveError::TooBig { path: path.to_owned(), bytes }),
        _ => Ok(text),
    }
}

/// A synced file with the text of a note, once it is certain that the note can be read from it. A text that does not
/// read back is written again, escaped.
fn verified<'d, R: Record>(
    disk: &'d dyn Disk,
    draft: Draft<'_, '_, R>,
    path: &Path,
    before: &Before<R>,
) -> Result<(Certain<R>, Temp<'d>), SaveError> {
    let write = |text: &str| {
        let like = if matches!(before, Before::Nothing) { None } else { Some(path) };
        let temp = Temp::write(disk, folder_of(path), text.as_bytes(), like);
        temp.map_err(|source| SaveError::Write { path: path.to_owned(), source })
    };
    let Draft { case, text, reading } = draft;
    let temp = write(text)?;
    let certain = match reading {
        Some(reading) => reading.join().ok().flatten(),
        None => Certain::read(text, case, path),
    };
    if let Some(certain) = certain {
        return Ok((certain, temp));
    }
    drop(temp);
    let escaped = version::escaped(case).map_err(|source| encode(path, source))?;
    let escaped = fitting(escaped.ok_or_else(|| SaveError::Verify { path: path.to_owned() })?, path)?;
    let temp = write(&escaped)?;
    Ok((Certain::new(case.clone(), &escaped), temp))
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

fn before<R: Record>(disk: &dyn Disk, path: &Path, target: Target<'_, R>) -> Result<Before<R>, SaveError> {
    let bytes = match read(disk, path) {
        Ok((bytes, _)) => bytes,
        Err(LoadError::Missing { .. }) => return Ok(Before::Nothing),
        Err(LoadError::NotAFile { path }) => return Err(SaveError::NotAFile { path }),
        Err(LoadError::Read { path, source }) => return Err(SaveError::Write { path, source }),
        Err(_too_big) if matches!(target, Target::New(_)) => {
            return Err(SaveError::Exists { path: path.to_owned() });
        }
        Err(_too_big) => return Ok(Before::Foreign(None)),
    };
    match target {
        Target::New(_) => return Err(SaveError::Exists { path: path.to_owned() }),
        Target::Own(Base { newer: Some(found), .. }) => return Err(newer::<R>(path, *found)),
        // As it was: known to be a note without reading it again.
        Target::Own(base) if *base.bytes == *bytes => {
            return Ok(Before::Note(Arc::clone(&base.case), Arc::clone(&base.bytes)));
        }
        Target::Own(_) | Target::Replace(_) => {}
    }
    match parse_record(&bytes, path) {
        Ok(case) => Ok(Before::Note(Arc::new(case), bytes.into())),
        Err(LoadError::Newer { found, .. }) => match target {
            Target::Own(_) => Err(newer::<R>(path, found)),
            Target::New(_) | Target::Replace(_) => Ok(Before::Foreign(Some(bytes))),
        },
        Err(_) => Ok(Before::Foreign(Some(bytes))),
    }
}

fn newer<R: Record>(path: &Path, found: u64) -> SaveError {
    SaveError::Newer { path: path.to_owned(), found, known: R::VERSION }
}

/// Ours and theirs put together, if somebody else has changed the note.
fn merged<R: Record>(
    case: &R,
    target: Target<'_, R>,
    before: &Before<R>,
    path: &Path,
) -> Result<Option<Merge<R>>, SaveError> {
    let (Target::Own(base), Before::Note(theirs, _)) = (target, before) else { return Ok(None) };
    if Arc::ptr_eq(theirs, &base.case) || **theirs == *base.case || **theirs == *case {
        return Ok(None);
    }
    if theirs.id() != base.case.id() {
        return Err(SaveError::OtherCase { path: path.to_owned() });
    }
    Ok(Some(R::merge(&base.case, case, theirs)))
}

/// Puts the new file in its place, and keeps what stood there.
fn put<R: Record>(
    disk: &dyn Disk,
    temp: Temp<'_>,
    path: &Path,
    before: &Before<R>,
    target: Target<'_, R>,
    now: Timestamp,
) -> Result<Backup, SaveError> {
    let folder = folder_of(path);
    let failed = |source: io::Error| match source.kind() {
        io::ErrorKind::AlreadyExists => SaveError::Exists { path: path.to_owned() },
        _ => SaveError::Write { path: path.to_owned(), source },
    };
    let old: Old<'_, '_, R> = match before {
        Before::Nothing => Old::Nothing,
        Before::Note(note, bytes) => Old::Note(Temp::again(disk, path, bytes, folder), note, bytes),
        // It may be all that is left of somebody's work: without a copy of it, nothing is written over it.
        Before::Foreign(bytes) => {
            Old::Aside(rescue::keep::<R>(disk, path, bytes.as_deref(), now).map_err(failed)?)
        }
    };
    match target {
        Target::New(_) => temp.put_new(path).map_err(failed)?,
        Target::Own(_) | Target::Replace(_) => temp.put(path).map_err(failed)?,
    }
    // What becomes of the old one is no reason to fail: the new one is in its place. It goes before the sync, so that
    // the disk has to settle only once.
    let backup = match old {
        Old::Nothing => Backup::NothingBefore,
        Old::Aside(path) => Backup::Kept(path),
        Old::Note(held, note, bytes) => {
            let filed = held.and_then(|held| generations::file(disk, path, held, (note, bytes), now));
            filed.map_or_else(Backup::Failed, Backup::Kept)
        }
    };
    sync_folder(disk, folder);
    // Once a day is often enough for this.
    if let Before::Note(note, _) = before
        && day(note.updated_at()) < day(now)
    {
        tidy(disk, folder, now);
    }
    Ok(backup)
}

/// What stood at the path, while it is being replaced.
enum Old<'a, 'd, R> {
    Nothing,
    /// Kept under its final name.
    Aside(PathBuf),
    /// A note with a second name.
    Note(io::Result<Temp<'d>>, &'a R, &'a [u8]),
}
