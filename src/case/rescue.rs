//! Notes that cannot be read: the file is kept as it is, and an earlier state is looked for.

use std::{
    ffi::OsStr,
    io,
    path::{Path, PathBuf},
};

use jiff::Timestamp;

use super::{
    Case, LoadError, MAX_BYTES, Record,
    disk::{Disk, RealDisk},
    generations::{Generation, generations_on, time_in_name},
    replace::{Temp, folder_of, follow_links, sync_folder},
    store::{load_record, read},
};
use crate::ui::text::files::BROKEN;

/// More copies of one note within one second are not made.
const MOST_COPIES: u32 = 100;

/// What could be saved of a note that cannot be read.
#[derive(Debug)]
pub struct Rescue<R = Case> {
    /// Where a copy of the unreadable file is kept. None if the file is no note of ours, is not there, or can be read.
    pub kept: Option<PathBuf>,
    /// Why no copy could be made. The file itself is as it was.
    pub failed: Option<io::Error>,
    /// The newest earlier state that can be opened.
    pub generation: Option<Generation<R>>,
}

/// Keeps a copy of a note that cannot be read, as `<name>.壊れた-20261121-083412.ron` beside it (the time in Japan), and
/// finds the newest earlier state. The file itself stays as it is. The same bytes are copied once.
pub fn rescue(path: &Path, now: Timestamp) -> Rescue {
    rescue_on(&RealDisk, path, now)
}

/// [`rescue`] on any disk.
pub fn rescue_on(disk: &dyn Disk, path: &Path, now: Timestamp) -> Rescue {
    rescue_record(disk, path, now)
}

/// [`rescue`] for any record.
pub fn rescue_record<R: Record>(disk: &dyn Disk, path: &Path, now: Timestamp) -> Rescue<R> {
    let path = follow_links(disk, path);
    let generation = generations_on(disk, &path).into_iter().next();
    let is_ours = match load_record::<R>(disk, &path) {
        Err(LoadError::Truncated { .. } | LoadError::Damaged { .. } | LoadError::NotText { .. }) => true,
        // Its beginning is gone: known by its name, or by what was saved there before.
        Err(LoadError::NotACase { .. }) => generation.is_some() || is_named_as::<R>(&path),
        _ => false,
    };
    let copied = if is_ours { Some(copy::<R>(disk, &path, now)) } else { None };
    match copied {
        None => Rescue { kept: None, failed: None, generation },
        Some(Ok(kept)) => Rescue { kept: Some(kept), failed: None, generation },
        Some(Err(error)) => Rescue { kept: None, failed: Some(error), generation },
    }
}

fn copy<R: Record>(disk: &dyn Disk, path: &Path, now: Timestamp) -> io::Result<PathBuf> {
    let bytes = disk.read(path, MAX_BYTES)?;
    let new = match place_for::<R>(disk, path, &bytes, now)? {
        Place::There(kept) => return Ok(kept),
        Place::Free(new) => new,
    };
    // A real copy, which stays when somebody repairs the file where it stands.
    Temp::write(disk, folder_of(path), &bytes, Some(path))?.put_new(&new)?;
    sync_folder(disk, folder_of(path));
    Ok(new)
}

/// Keeps what stands at `path` and is about to be replaced: `bytes`, unless it is too big to be looked at.
pub(super) fn keep<R: Record>(
    disk: &dyn Disk,
    path: &Path,
    bytes: Option<&[u8]>,
    now: Timestamp,
) -> io::Result<PathBuf> {
    let new = match place_for::<R>(disk, path, bytes.unwrap_or_default(), now)? {
        Place::There(kept) => return Ok(kept),
        Place::Free(new) => new,
    };
    let folder = folder_of(path);
    let temp = match bytes {
        Some(bytes) => Temp::again(disk, path, bytes, folder)?,
        None => Temp::link(disk, path, folder)?,
    };
    temp.put_new(&new)?;
    Ok(new)
}

/// Whether a file is such a copy. The case list leaves them out.
pub fn is_broken_copy(name: &OsStr) -> bool {
    let stem = name.to_str().and_then(|name| name.strip_suffix(".ron"));
    stem.is_some_and(|stem| stem.contains(&format!(".{BROKEN}-")))
}

enum Place {
    /// The same bytes are kept there already.
    There(PathBuf),
    Free(PathBuf),
}

fn place_for<R: Record>(disk: &dyn Disk, path: &Path, bytes: &[u8], now: Timestamp) -> io::Result<Place> {
    let folder = folder_of(path);
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let stem = name.strip_suffix(".ron").unwrap_or(&name);
    let start = format!("{}.{BROKEN}-", name.strip_suffix(R::ENDING).unwrap_or(stem));
    for name in disk.list(folder)? {
        let is_of_this_note = name.to_str().is_some_and(|name| name.starts_with(&start));
        let there = folder.join(name);
        if is_of_this_note
            && !bytes.is_empty()
            && matches!(read(disk, &there), Ok((kept, _)) if kept == bytes)
        {
            return Ok(Place::There(there));
        }
    }
    let time = time_in_name(now);
    for number in 1..=MOST_COPIES {
        let further = if number == 1 { String::new() } else { format!("-{number}") };
        let new = folder.join(format!("{start}{time}{further}.ron"));
        if matches!(disk.stat(&new), Err(error) if error.kind() == io::ErrorKind::NotFound) {
            return Ok(Place::Free(new));
        }
    }
    Err(io::ErrorKind::AlreadyExists.into())
}

pub(super) fn is_named_as<R: Record>(path: &Path) -> bool {
    path.file_name().and_then(OsStr::to_str).is_some_and(|name| name.ends_with(R::ENDING))
        && !path.file_name().is_some_and(is_broken_copy)
}
