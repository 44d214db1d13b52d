//! Keeps other programs from saving in the same folder.

use std::{
    io, iter,
    path::{Path, PathBuf},
    time::Duration,
};

use crate::case::{
    disk::{Disk, Held},
    replace::random_id,
};

/// The file by which programs that save in the same folder wait for each other.
const FOLDER_LOCK: &str = ".login-triage.lock";
/// The same, where the disk has no locks.
const FOLDER_MARK: &str = ".login-triage.saving";
/// The longest that a save waits for others: far longer than a save takes.
const WAIT: Duration = Duration::from_secs(5);
/// The pauses of a wait: no longer than a save takes, so that somebody who saves all the time leaves room for others.
const SHORT_PAUSES: [Duration; 3] =
    [Duration::from_millis(1), Duration::from_millis(2), Duration::from_millis(5)];
const PAUSE: Duration = Duration::from_millis(10);
/// The most that is read of a mark.
const MARK_BYTES: u64 = 64;

/// Others save all the time.
#[derive(Debug)]
pub(super) struct AlwaysHeld;

/// Waits for others that save in a folder, and keeps them waiting until the result is dropped. None where nothing can
/// be created: nothing can be saved there either.
pub(super) fn lock_folder<'d>(
    disk: &'d dyn Disk,
    folder: &Path,
) -> Result<Option<Box<dyn Held + 'd>>, AlwaysHeld> {
    let path = folder.join(FOLDER_LOCK);
    for pause in pauses() {
        match disk.try_lock(&path) {
            Ok(Some(held)) => return Ok(Some(held)),
            Ok(None) => disk.pause(pause),
            Err(error) => {
                log::debug!("the folder cannot be locked: {error}");
                return mark_folder(disk, &folder.join(FOLDER_MARK));
            }
        }
    }
    Err(AlwaysHeld)
}

/// The pauses between the tries of one wait.
fn pauses() -> impl Iterator<Item = Duration> {
    let mut waited = Duration::ZERO;
    SHORT_PAUSES.into_iter().chain(iter::repeat(PAUSE)).take_while(move |pause| {
        waited += *pause;
        waited <= WAIT
    })
}

/// Where the disk has no locks, as some network folders, a file that only one program can create stands for one. The
/// same one all the time was left by a program that was killed.
fn mark_folder<'d>(disk: &'d dyn Disk, path: &Path) -> Result<Option<Box<dyn Held + 'd>>, AlwaysHeld> {
    let first = match Mark::create(disk, path) {
        Created::Ours(mark) => return Ok(Some(Box::new(mark))),
        Created::Impossible => return Ok(None),
        Created::Held(token) => token,
    };
    let mut is_left = true;
    for pause in pauses() {
        disk.pause(pause);
        match Mark::create(disk, path) {
            Created::Ours(mark) => return Ok(Some(Box::new(mark))),
            Created::Impossible => return Ok(None),
            Created::Held(token) => is_left &= token.is_some() && token == first,
        }
    }
    if is_left {
        remove(disk, path);
        if let Created::Ours(mark) = Mark::create(disk, path) {
            return Ok(Some(Box::new(mark)));
        }
    }
    Err(AlwaysHeld)
}

/// A file that stands for a lock.
#[derive(Debug)]
struct Mark<'d> {
    disk: &'d dyn Disk,
    path: PathBuf,
    /// What stands in it, and in no other.
    token: Vec<u8>,
}

enum Created<'d> {
    Ours(Mark<'d>),
    /// Somebody else's, with what stands in it, unless it has just gone.
    Held(Option<Vec<u8>>),
    Impossible,
}

impl<'d> Mark<'d> {
    fn create(disk: &'d dyn Disk, path: &Path) -> Created<'d> {
        match disk.create(path) {
            Ok(mut file) => {
                let token = random_id().into_bytes();
                let token = match file.write(&token) {
                    Ok(()) => token,
                    Err(error) => {
                        log::debug!("the mark of a folder stays empty: {error}");
                        Vec::new()
                    }
                };
                Created::Ours(Self { disk, path: path.to_owned(), token })
            }
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                Created::Held(disk.read(path, MARK_BYTES).ok())
            }
            Err(error) => {
                log::debug!("the folder cannot be marked as being saved in: {error}");
                Created::Impossible
            }
        }
    }
}

impl Held for Mark<'_> {}

impl Drop for Mark<'_> {
    /// Another's is left alone, which may stand there if a save has taken very long.
    fn drop(&mut self) {
        if self.disk.read(&self.path, MARK_BYTES).is_ok_and(|found| found != self.token) {
            log::debug!("the mark of a folder was taken over");
        } else {
            remove(self.disk, &self.path);
        }
    }
}

fn remove(disk: &dyn Disk, path: &Path) {
    if let Err(error) = disk.remove(path) {
        log::debug!("the mark of a folder stays: {error}");
    }
}
