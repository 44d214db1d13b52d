//! Loads and saves notes, and whatever else is a [`Record`]: free functions over paths, to be called from a worker
//! thread.

use std::{
    io,
    path::{Path, PathBuf},
    sync::Arc,
};

use jiff::Timestamp;

use super::{
    Case, Merge, Record,
    disk::{Disk, RealDisk, Stamp, Stat},
    generations::Backup,
    replace::{Temp, folder_of, follow_links},
};

mod errors;
mod folder_lock;
mod reading;
mod saving;

pub use errors::{LoadError, SaveError};
use reading::parse_text;
pub use reading::{parse, parse_record};
pub(super) use reading::{read, text};

/// The largest file that is read or written. A note of years stays far below it.
pub const MAX_BYTES: u64 = 32 * 1024 * 1024;

/// Below this size, a file whose stamp has not changed is read all the same where a stamp does not prove much.
const CHEAP_BYTES: u64 = 256 * 1024;

/// A note that was opened, or another record.
#[derive(Clone, Debug)]
pub struct Opened<R = Case> {
    /// The note.
    pub case: R,
    /// What stood on the disk, for saving it again.
    pub base: Base<R>,
    /// Whether it may be changed.
    pub access: Access,
}

/// Whether a note may be changed where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// It may.
    Full,
    /// It may be read, and saved elsewhere.
    ReadOnly(WhyReadOnly),
}

/// Why a note may not be changed where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WhyReadOnly {
    /// It was written by a newer program, which may have put more into it than is known here.
    Newer {
        /// Its version.
        found: u64,
    },
    /// The file is marked as read-only, or nothing can be written in its folder.
    NotWritable,
}

/// What stood on the disk when a note was last loaded or saved. Whoever saves the note hands it over, so that what
/// others have written since is noticed and kept.
#[derive(Clone, Debug, PartialEq)]
pub struct Base<R = Case> {
    path: PathBuf,
    case: Arc<R>,
    bytes: Arc<[u8]>,
    /// None where it is not known, or not certain to belong to these bytes.
    stamp: Option<Stamp>,
    /// The version of a note that a newer program wrote, of which more is lost than kept when it is saved.
    newer: Option<u64>,
}

impl<R: Record> Base<R> {
    /// The file, symbolic links followed.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The note as it stood there.
    pub fn case(&self) -> &R {
        &self.case
    }

    /// The file's bytes.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// A base that was kept elsewhere: the path of a note, and the bytes that stood there.
    pub fn remembered(path: PathBuf, bytes: Vec<u8>) -> Result<Self, LoadError> {
        let case = Arc::new(parse_record(&bytes, &path)?);
        Ok(Self { path, case, bytes: bytes.into(), stamp: None, newer: None })
    }
}

/// Where a note is to be saved.
#[derive(Debug)]
pub enum Target<'a, R = Case> {
    /// Where it stood. What others have changed there since is put together with it.
    Own(&'a Base<R>),
    /// Here, in the place of whatever stands here.
    Replace(&'a Path),
    /// Here, where nothing stands: [`SaveError::Exists`] if something does.
    New(&'a Path),
}

// By hand: a derive would ask the record to be `Copy`.
impl<R> Clone for Target<'_, R> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<R> Copy for Target<'_, R> {}

/// What a save did.
#[derive(Debug)]
pub struct Saved<R = Case> {
    /// The file that holds the note now; behind symbolic links, not the link itself.
    pub path: PathBuf,
    /// Its size.
    pub bytes: u64,
    /// What became of the file that stood there before.
    pub backup: Backup,
    /// What stands on the disk now.
    pub base: Base<R>,
    /// If somebody else had changed the file: the note that was written, put together of theirs and ours.
    pub merged: Option<Merge<R>>,
}

/// How a file stands that was loaded or saved before.
#[derive(Debug)]
pub enum Look<R = Case> {
    /// As it was.
    Same,
    /// Somebody else has changed it.
    Changed(Box<Opened<R>>),
    /// It, or its folder, is not there any more.
    Gone,
    /// It is there and cannot be read. It may be in the midst of being written, by a program that copies or syncs.
    Unreadable(LoadError),
}

/// Loads a note of any version known here.
///
/// Only regular files up to [`MAX_BYTES`] are opened. A byte order mark and Windows line ends are
/// accepted; unknown fields are ignored.
pub fn load(path: &Path) -> Result<Case, LoadError> {
    load_on(&RealDisk, path)
}

/// [`load`] from any disk.
pub fn load_on(disk: &dyn Disk, path: &Path) -> Result<Case, LoadError> {
    load_record(disk, path)
}

/// [`load`] for any record.
pub fn load_record<R: Record>(disk: &dyn Disk, path: &Path) -> Result<R, LoadError> {
    let (bytes, _) = read(disk, path)?;
    parse_record(&bytes, path)
}

/// Loads a note in order to change it. Of a note that a newer program wrote, what can be understood is there to read.
pub fn open(path: &Path) -> Result<Opened, LoadError> {
    open_on(&RealDisk, path)
}

/// [`open()`] on any disk.
pub fn open_on(disk: &dyn Disk, path: &Path) -> Result<Opened, LoadError> {
    open_record(disk, path)
}

/// [`open()`] for any record.
pub fn open_record<R: Record>(disk: &dyn Disk, path: &Path) -> Result<Opened<R>, LoadError> {
    let target = follow_links(disk, path);
    let (bytes, found) = read(disk, &target)?;
    let (case, access): (R, _) = match parse_record(&bytes, path) {
        Err(LoadError::Newer { found, .. }) => {
            (reading::understand(&bytes), Access::ReadOnly(WhyReadOnly::Newer { found }))
        }
        Err(error) => return Err(error),
        Ok(case) if is_writable(disk, &target, found) => (case, Access::Full),
        Ok(case) => (case, Access::ReadOnly(WhyReadOnly::NotWritable)),
    };
    let newer = match access {
        Access::ReadOnly(WhyReadOnly::Newer { found }) => Some(found),
        _ => None,
    };
    let shared = Arc::new(case.clone());
    let base = Base { path: target, case: shared, bytes: bytes.into(), stamp: Some(found.stamp), newer };
    Ok(Opened { case, base, access })
}

/// Whether a note can be saved here. No system tells but by trying, least of all about folders on other machines.
fn is_writable(disk: &dyn Disk, path: &Path, found: Stat) -> bool {
    if found.read_only {
        return false;
    }
    match Temp::write(disk, folder_of(path), b"", None) {
        Ok(_removed_at_once) => true,
        Err(error) => !is_refusal(&error),
    }
}

/// Whether it would fail again whatever is written. A full disk may have room later.
fn is_refusal(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem)
}

/// Saves a note, so that there is a complete file at the target at every moment.
///
/// The text is read back and compared before it takes the place of anything. What stood there is kept: a note as
/// [`super::backup_path`] and further generations (see [`super::generations`]), anything else under a name that says
/// so. An unchanged file is not touched. A symbolic link is followed, and stays a link.
///
/// If somebody else has changed the note since [`Target::Own`]'s base, both are put together, and the result is
/// written. Two programs that save in the same folder wait for each other, where the disk has locks.
pub fn save<R: Record>(case: &R, target: Target<'_, R>, now: Timestamp) -> Result<Saved<R>, SaveError> {
    save_on(&RealDisk, case, target, now)
}

/// [`save`] on any disk.
pub fn save_on<R: Record>(
    disk: &dyn Disk,
    case: &R,
    target: Target<'_, R>,
    now: Timestamp,
) -> Result<Saved<R>, SaveError> {
    saving::save(disk, case, target, now)
}

/// Looks whether somebody else has changed a file. Cheap as long as nobody has.
///
/// Stamps are compared, never ordered, so that a clock that was set back hides nothing. Where a stamp proves
/// little (no time of change but the one that any program can set), a small file is read as well.
pub fn look<R: Record>(base: &Base<R>) -> Look<R> {
    look_on(&RealDisk, base)
}

/// [`look`] on any disk.
pub fn look_on<R: Record>(disk: &dyn Disk, base: &Base<R>) -> Look<R> {
    match disk.stat(&base.path) {
        Ok(found) if base.stamp == Some(found.stamp) && !is_doubtful(found.stamp) => return Look::Same,
        Ok(_) => {}
        Err(error) if is_gone(&error) => return Look::Gone,
        Err(source) => return Look::Unreadable(LoadError::Read { path: base.path.clone(), source }),
    }
    match read(disk, &base.path) {
        Ok((bytes, _)) if bytes == *base.bytes => Look::Same,
        Err(LoadError::Missing { .. }) => Look::Gone,
        Err(error) => Look::Unreadable(error),
        Ok(_) => match open_record(disk, &base.path) {
            Ok(opened) => Look::Changed(Box::new(opened)),
            Err(error) => Look::Unreadable(error),
        },
    }
}

fn is_doubtful(stamp: Stamp) -> bool {
    stamp.change.is_none() && stamp.bytes <= CHEAP_BYTES
}

/// A folder that became a file, or a drive that was pulled out, is gone, too.
fn is_gone(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory)
}
