//! All that the store does to a disk, behind one small trait, so that tests can stand in for a disk that fails, or that
//! loses power, at any one of these operations.

use std::{
    ffi::OsString,
    fmt, io,
    path::{Path, PathBuf},
    time::{Duration, SystemTime},
};

mod real;

pub use real::RealDisk;

/// A disk: each call is one operation that may fail.
pub trait Disk: fmt::Debug + Send + Sync {
    /// What stands at a path, links followed.
    fn stat(&self, path: &Path) -> io::Result<Stat>;

    /// The bytes of a regular file, one more than `most` at most, so that a longer one can be told.
    fn read(&self, path: &Path, most: u64) -> io::Result<Vec<u8>>;

    /// The names in a folder, in any order.
    fn list(&self, folder: &Path) -> io::Result<Vec<OsString>>;

    /// Where a symbolic link leads. An error for anything else.
    fn read_link(&self, path: &Path) -> io::Result<PathBuf>;

    /// A new, empty file. An error if there is anything at the path.
    fn create(&self, path: &Path) -> io::Result<Box<dyn NewFile>>;

    /// A folder, and those above it. Fine if it is there already.
    fn create_folder(&self, path: &Path) -> io::Result<()>;

    /// A second name for a file, without copying it. An error if there is anything at the new name.
    fn link(&self, file: &Path, second: &Path) -> io::Result<()>;

    /// Another name for a file, in one step, in the place of a file that stands there.
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()>;

    /// Removes a file.
    fn remove(&self, path: &Path) -> io::Result<()>;

    /// Makes what was created, renamed and removed in a folder survive a power cut.
    fn sync_folder(&self, folder: &Path) -> io::Result<()>;

    /// Locks a file that exists for nothing else, against every other program on this or another machine. None while
    /// somebody else holds it. The lock, and the file, go when the result is dropped, or its program ends in any way;
    /// then the file may stay, unlocked.
    fn try_lock(&self, path: &Path) -> io::Result<Option<Box<dyn Held>>>;

    /// Waits for whatever holds a file to let go.
    fn pause(&self, time: Duration);
}

/// A file that is being written for the first time.
pub trait NewFile {
    /// Appends bytes.
    fn write(&mut self, bytes: &[u8]) -> io::Result<()>;

    /// Takes over owner and permissions of another file, as far as that goes.
    fn resemble(&mut self, other: &Path);

    /// Brings what was written to the disk.
    fn sync(&mut self) -> io::Result<()>;
}

/// A lock that is held until this is dropped.
pub trait Held: fmt::Debug + Send + Sync {}

/// What stands at a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stat {
    /// What it is.
    pub kind: Kind,
    /// Whether it is marked as not to be written.
    pub read_only: bool,
    /// What tells this state of it from an earlier or later one.
    pub stamp: Stamp,
}

/// What stands at a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A regular file.
    File,
    /// A folder.
    Folder,
    /// A pipe, a device.
    Other,
}

/// What tells one state of a file from another without reading it. To be compared, never ordered: clocks are set back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stamp {
    /// The size in bytes.
    pub bytes: u64,
    /// When its content changed last, as whoever wrote it says.
    pub modified: Option<SystemTime>,
    /// Unix: device, number, and when it was changed in any way, which no program can set back.
    pub change: Option<(u64, u64, i64, i64)>,
}
