//! Puts a file in the place of another so that at every moment, also after a crash or a power cut, there is a complete
//! one: write beside it, sync, rename, sync the folder.

use std::{
    ffi::OsStr,
    hash::{BuildHasher, RandomState},
    io,
    path::{Path, PathBuf},
    time::Duration,
};

use super::disk::{Disk, NewFile, RealDisk};

/// How the names of files that are being written begin and end.
const TEMP_START: &str = ".login-triage-";
const TEMP_END: &str = ".tmp";

/// Pauses between the tries to rename, while a virus scanner, an indexer or a cloud folder holds the
/// file.
const PAUSES: [Duration; 5] = [
    Duration::from_millis(10),
    Duration::from_millis(25),
    Duration::from_millis(50),
    Duration::from_millis(100),
    Duration::from_millis(250),
];

/// Writes a file of the program's own, such as its settings or a picture beside a note: after a crash or a power cut
/// there is the old one or the new one, whole. The folder is made where it is missing. Nothing is kept of the old one.
pub fn write_whole(path: &Path, bytes: &[u8]) -> io::Result<()> {
    write_whole_on(&RealDisk, path, bytes)
}

/// [`write_whole`] on any disk.
pub fn write_whole_on(disk: &dyn Disk, path: &Path, bytes: &[u8]) -> io::Result<()> {
    let folder = folder_of(path);
    if disk.stat(folder).is_err() {
        disk.create_folder(folder)?;
    }
    Temp::write(disk, folder, bytes, None)?.put(path)?;
    sync_folder(disk, folder);
    Ok(())
}

/// A complete, synced file that still has a name of its own, which nobody else uses. Removed unless it is put
/// somewhere.
#[derive(Debug)]
pub(super) struct Temp<'d> {
    disk: &'d dyn Disk,
    path: Option<PathBuf>,
}

impl<'d> Temp<'d> {
    /// Writes bytes to a new file in a folder, with owner and permissions of another file if there is one.
    pub(super) fn write(
        disk: &'d dyn Disk,
        folder: &Path,
        bytes: &[u8],
        like: Option<&Path>,
    ) -> io::Result<Self> {
        let path = free_name(folder);
        let file = disk.create(&path)?;
        let temp = Self { disk, path: Some(path) };
        fill(file, bytes, like)?;
        Ok(temp)
    }

    /// Gives a file that holds `bytes` a second name, which stays when the first one gets another file; a copy
    /// where the disk knows no second names.
    pub(super) fn again(disk: &'d dyn Disk, file: &Path, bytes: &[u8], folder: &Path) -> io::Result<Self> {
        Self::link(disk, file, folder).or_else(|error| {
            log::debug!("a file gets no second name here: {error}");
            Self::write(disk, folder, bytes, Some(file))
        })
    }

    /// Gives a file a second name, which stays when the first one gets another file.
    pub(super) fn link(disk: &'d dyn Disk, file: &Path, folder: &Path) -> io::Result<Self> {
        let path = free_name(folder);
        disk.link(file, &path)?;
        Ok(Self { disk, path: Some(path) })
    }

    /// One more name for this file, which holds `bytes`, or a copy.
    pub(super) fn once_more(&self, bytes: &[u8], folder: &Path) -> io::Result<Self> {
        match &self.path {
            Some(path) => Self::again(self.disk, path, bytes, folder),
            None => Self::write(self.disk, folder, bytes, None),
        }
    }

    /// Where it is.
    pub(super) fn disk(&self) -> &'d dyn Disk {
        self.disk
    }

    /// Puts the file in the place of whatever stands at a path. On an error nothing has changed there.
    pub(super) fn put(mut self, target: &Path) -> io::Result<()> {
        let Some(path) = self.path.take() else { return Ok(()) };
        let result = rename(self.disk, &path, target);
        if result.is_err() {
            self.path = Some(path);
        }
        result
    }

    /// Puts the file where nothing stands. [`io::ErrorKind::AlreadyExists`] if something does.
    pub(super) fn put_new(self, target: &Path) -> io::Result<()> {
        let Some(path) = &self.path else { return Ok(()) };
        match self.disk.link(path, target) {
            // The first name goes when this is dropped.
            Ok(()) => Ok(()),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Err(error),
            // No second names on this disk (FAT, some network folders).
            Err(_) if self.disk.stat(target).is_ok() => Err(io::ErrorKind::AlreadyExists.into()),
            Err(_) => self.put(target),
        }
    }
}

impl Drop for Temp<'_> {
    fn drop(&mut self) {
        if let Some(path) = &self.path
            && let Err(error) = self.disk.remove(path)
        {
            log::debug!("a temporary file stays: {error}");
        }
    }
}

/// Closes the file at its end: Windows does not rename what is open.
fn fill(mut file: Box<dyn NewFile>, bytes: &[u8], like: Option<&Path>) -> io::Result<()> {
    file.write(bytes)?;
    if let Some(like) = like {
        file.resemble(like);
    }
    file.sync()
}

/// A name that no other file has: 64 random bits.
fn free_name(folder: &Path) -> PathBuf {
    folder.join(format!("{TEMP_START}{}{TEMP_END}", random_id()))
}

/// 16 random digits and letters.
pub(crate) fn random_id() -> String {
    format!("{:016x}", RandomState::new().hash_one(TEMP_START))
}

/// Whether a file is one that was being written when its program ended.
pub(super) fn is_temporary(name: &OsStr) -> bool {
    name.to_str().is_some_and(|name| name.starts_with(TEMP_START) && name.ends_with(TEMP_END))
}

/// Renames over whatever stands there, with some patience on Windows.
pub(super) fn rename(disk: &dyn Disk, from: &Path, to: &Path) -> io::Result<()> {
    with_patience(|time| disk.pause(time), is_sharing_error, || disk.rename(from, to))
}

/// Whether somebody else has the file open (access denied, sharing violation).
fn is_sharing_error(error: &io::Error) -> bool {
    cfg!(windows) && matches!(error.raw_os_error(), Some(5 | 32))
}

fn with_patience(
    pause: impl Fn(Duration),
    is_passing: impl Fn(&io::Error) -> bool,
    mut attempt: impl FnMut() -> io::Result<()>,
) -> io::Result<()> {
    for time in PAUSES {
        match attempt() {
            Err(error) if is_passing(&error) => pause(time),
            result => return result,
        }
    }
    attempt()
}

/// Makes a rename survive a power cut. The file is in place already, so that a file system which cannot do this is no
/// reason to report a failed save.
pub(super) fn sync_folder(disk: &dyn Disk, folder: &Path) {
    if let Err(error) = disk.sync_folder(folder) {
        log::debug!("the folder of a saved file could not be synced: {error}");
    }
}

/// The folder of a file; `.` for a bare name.
pub(super) fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}

/// The file that a path leads to: symbolic links are followed, also if their end does not exist yet.
pub(super) fn follow_links(disk: &dyn Disk, path: &Path) -> PathBuf {
    const MOST_LINKS: usize = 40;
    let mut target = path.to_owned();
    for _ in 0..MOST_LINKS {
        match disk.read_link(&target) {
            Ok(link) => target = folder_of(&target).join(link),
            Err(_not_a_link) => break,
        }
    }
    target
}

#[cfg(test)]
mod tests {
    use std::{cell::Cell, fs, io, path::Path};

    use super::{PAUSES, RealDisk, Temp, folder_of, is_temporary, with_patience, write_whole};

    fn names(folder: &Path) -> Vec<String> {
        let mut names: Vec<_> = fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }

    #[test]
    fn a_failed_rename_leaves_nothing_behind() {
        let folder = tempfile::tempdir().unwrap();
        let target = folder.path().join("case.ron");
        fs::create_dir(&target).unwrap();
        fs::write(target.join("inside"), "x").unwrap();
        write_whole(&target, b"new").unwrap_err();
        assert_eq!(names(folder.path()), ["case.ron"]);
    }

    #[test]
    fn a_file_that_appears_is_not_written_over() {
        let folder = tempfile::tempdir().unwrap();
        let target = folder.path().join("case.ron");
        let write = || Temp::write(&RealDisk, folder.path(), b"new", None).unwrap();
        write().put_new(&target).unwrap();
        fs::write(&target, "somebody's").unwrap();
        assert_eq!(write().put_new(&target).unwrap_err().kind(), io::ErrorKind::AlreadyExists);
        assert_eq!(fs::read(&target).unwrap(), b"somebody's");
        assert_eq!(names(folder.path()), ["case.ron"]);
    }

    #[test]
    fn what_is_being_written_is_told_by_its_name() {
        let folder = tempfile::tempdir().unwrap();
        let temp = Temp::write(&RealDisk, folder.path(), b"new", None).unwrap();
        let name = temp.path.as_ref().unwrap().file_name().unwrap().to_owned();
        assert!(is_temporary(&name), "{name:?}");
        assert!(!is_temporary("note.case.ron".as_ref()));
    }

    #[test]
    fn a_held_file_is_tried_again_but_not_forever() {
        let tries = Cell::new(0);
        let held_until = |free: usize| {
            tries.set(0);
            with_patience(
                |_| {},
                |error| error.kind() == io::ErrorKind::ResourceBusy,
                || {
                    tries.set(tries.get() + 1);
                    if tries.get() < free { Err(io::ErrorKind::ResourceBusy.into()) } else { Ok(()) }
                },
            )
        };
        assert!(held_until(3).is_ok());
        assert_eq!(tries.get(), 3);
        assert!(held_until(usize::MAX).is_err());
        assert_eq!(tries.get(), PAUSES.len() + 1);
    }

    #[test]
    fn other_errors_are_final() {
        let tries = Cell::new(0);
        let result = with_patience(
            |_| {},
            |error| error.kind() == io::ErrorKind::ResourceBusy,
            || {
                tries.set(tries.get() + 1);
                Err(io::ErrorKind::NotFound.into())
            },
        );
        assert!(result.is_err());
        assert_eq!(tries.get(), 1);
    }

    #[test]
    fn a_bare_name_is_in_the_current_folder() {
        assert_eq!(folder_of(Path::new("case.ron")), Path::new("."));
        assert_eq!(folder_of(Path::new("a/case.ron")), Path::new("a"));
    }
}
