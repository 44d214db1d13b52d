//! The operating system's own disk.
//!
//! Paths longer than the 260 characters that Windows once allowed are taken care of by `std`, which hands them over in
//! their extended form.

use std::{
    ffi::OsString,
    fs::{self, File, OpenOptions, TryLockError},
    io::{self, Read, Write},
    path::{Path, PathBuf},
    time::Duration,
};

use super::{Disk, Held, Kind, NewFile, Stamp, Stat};

/// The operating system's own disk.
#[derive(Clone, Copy, Debug, Default)]
pub struct RealDisk;

/// How often a lock is taken again whose file was removed in between. Each time somebody else has let go of it.
const LOCK_TRIES: usize = 100;

impl Disk for RealDisk {
    fn stat(&self, path: &Path) -> io::Result<Stat> {
        fs::metadata(path).map(|found| stat(&found))
    }

    fn read(&self, path: &Path, most: u64) -> io::Result<Vec<u8>> {
        let file = File::open(path)?;
        if !file.metadata()?.is_file() {
            return Err(io::ErrorKind::InvalidInput.into());
        }
        let mut bytes = Vec::new();
        // The file may grow while it is read.
        file.take(most.saturating_add(1)).read_to_end(&mut bytes)?;
        Ok(bytes)
    }

    fn list(&self, folder: &Path) -> io::Result<Vec<OsString>> {
        fs::read_dir(folder)?.map(|entry| entry.map(|entry| entry.file_name())).collect()
    }

    fn read_link(&self, path: &Path) -> io::Result<PathBuf> {
        fs::read_link(path)
    }

    fn create(&self, path: &Path) -> io::Result<Box<dyn NewFile>> {
        // As any other new document: the umask of the user decides who may read it.
        Ok(Box::new(RealFile(OpenOptions::new().write(true).create_new(true).open(path)?)))
    }

    fn create_folder(&self, path: &Path) -> io::Result<()> {
        fs::create_dir_all(path)
    }

    fn link(&self, file: &Path, second: &Path) -> io::Result<()> {
        fs::hard_link(file, second)
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        fs::rename(from, to)
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        fs::remove_file(path)
    }

    #[cfg(unix)]
    fn sync_folder(&self, folder: &Path) -> io::Result<()> {
        File::open(folder)?.sync_all()
    }

    /// Windows has no such call; its file systems log renames.
    #[cfg(not(unix))]
    fn sync_folder(&self, _folder: &Path) -> io::Result<()> {
        Ok(())
    }

    fn try_lock(&self, path: &Path) -> io::Result<Option<Box<dyn Held>>> {
        for _ in 0..LOCK_TRIES {
            let file = lock_options().open(path)?;
            match file.try_lock() {
                Ok(()) if is_still_there(&file, path) => {
                    return Ok(Some(Box::new(FileLock { file: Some(file), path: path.to_owned() })));
                }
                // Whoever held it has removed the file; the next one at this path is another.
                Ok(()) => {}
                Err(TryLockError::WouldBlock) => return Ok(None),
                Err(TryLockError::Error(error)) => return Err(error),
            }
        }
        Ok(None)
    }

    fn pause(&self, time: Duration) {
        std::thread::sleep(time);
    }
}

fn stat(found: &fs::Metadata) -> Stat {
    let kind = match () {
        () if found.is_file() => Kind::File,
        () if found.is_dir() => Kind::Folder,
        () => Kind::Other,
    };
    let stamp = Stamp { bytes: found.len(), modified: found.modified().ok(), change: change(found) };
    Stat { kind, read_only: found.permissions().readonly(), stamp }
}

#[cfg(unix)]
#[expect(clippy::unnecessary_wraps, reason = "Windows has none")]
fn change(found: &fs::Metadata) -> Option<(u64, u64, i64, i64)> {
    use std::os::unix::fs::MetadataExt;
    Some((found.dev(), found.ino(), found.ctime(), found.ctime_nsec()))
}

#[cfg(not(unix))]
fn change(_found: &fs::Metadata) -> Option<(u64, u64, i64, i64)> {
    None
}

struct RealFile(File);

impl NewFile for RealFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.0.write_all(bytes)
    }

    fn resemble(&mut self, other: &Path) {
        match fs::metadata(other) {
            Ok(before) => take_over_permissions(&self.0, &before),
            Err(error) => log::debug!("the permissions of a saved file are unknown: {error}"),
        }
    }

    fn sync(&mut self) -> io::Result<()> {
        match self.0.sync_all() {
            // Some network folders cannot sync.
            Err(error)
                if matches!(error.kind(), io::ErrorKind::Unsupported | io::ErrorKind::InvalidInput) =>
            {
                Ok(())
            }
            result => result,
        }
    }
}

/// Best effort: a note that belongs to somebody else's group is still better saved than not.
#[cfg(unix)]
fn take_over_permissions(file: &File, before: &fs::Metadata) {
    use std::os::unix::fs::{MetadataExt, fchown};
    if let Ok(now) = file.metadata()
        && (now.uid(), now.gid()) != (before.uid(), before.gid())
        && let Err(error) = fchown(file, Some(before.uid()), Some(before.gid()))
    {
        log::debug!("the owner of a saved note could not be kept: {error}");
    }
    if let Err(error) = file.set_permissions(before.permissions()) {
        log::debug!("the permissions of a saved note could not be kept: {error}");
    }
}

/// On Windows a file takes its permissions from its folder.
#[cfg(not(unix))]
fn take_over_permissions(_file: &File, _before: &fs::Metadata) {}

/// A lock's file, while it is locked.
#[derive(Debug)]
struct FileLock {
    /// Always there, until it is dropped.
    file: Option<File>,
    path: PathBuf,
}

impl Held for FileLock {}

impl Drop for FileLock {
    fn drop(&mut self) {
        // Unix: removed first, so that nobody locks a file that is about to go without noticing. Windows does not
        // remove what is open, here or by somebody who waits; then it is left to them.
        if cfg!(windows) {
            self.file = None;
        }
        if let Err(error) = fs::remove_file(&self.path) {
            log::debug!("the file of a lock stays: {error}");
        }
        self.file = None;
    }
}

#[cfg(windows)]
fn lock_options() -> OpenOptions {
    use std::os::windows::fs::OpenOptionsExt;
    /// `FILE_SHARE_READ | FILE_SHARE_WRITE`, and not to be removed while it is open.
    const SHARED: u32 = 1 | 2;
    /// `FILE_ATTRIBUTE_HIDDEN`
    const HIDDEN: u32 = 2;
    let mut options = OpenOptions::new();
    options.read(true).write(true).create(true).truncate(false).share_mode(SHARED).attributes(HIDDEN);
    options
}

#[cfg(not(windows))]
fn lock_options() -> OpenOptions {
    let mut options = OpenOptions::new();
    options.read(true).write(true).create(true).truncate(false);
    options
}

/// Whether the locked file is the one that a path leads to: it may have been removed before it was locked.
#[cfg(unix)]
fn is_still_there(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let id = |found: &fs::Metadata| (found.dev(), found.ino());
    matches!((file.metadata(), fs::metadata(path)), (Ok(ours), Ok(there)) if id(&ours) == id(&there))
}

/// It cannot be removed while it is open.
#[cfg(not(unix))]
fn is_still_there(_file: &File, _path: &Path) -> bool {
    true
}
