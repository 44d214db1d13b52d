//! Replaces a file so that at every moment, also after a crash or a power cut, there is a complete
//! one: write beside it, sync, rename.

use std::{
    fs::{self, File, Metadata},
    io::{self, Write},
    path::{Path, PathBuf},
    time::Duration,
};

use tempfile::{Builder, NamedTempFile, TempPath};

/// What became of the file that stood there before.
#[derive(Debug)]
pub enum Backup {
    /// There was none.
    NothingBefore,
    /// It was the same already; neither it nor the older backup was touched.
    Unchanged,
    /// It is kept here.
    Kept(PathBuf),
    /// It could not be kept. The new file is complete all the same.
    Failed(io::Error),
}

/// Pauses between the tries to rename, while a virus scanner, an indexer or a cloud folder holds the
/// file.
const PAUSES: [Duration; 4] = [
    Duration::from_millis(10),
    Duration::from_millis(25),
    Duration::from_millis(50),
    Duration::from_millis(100),
];

/// Puts `bytes` in the place of `target`. `before` is what stands there now, and is first copied to
/// `backup`. On an error `target` is as it was, and no temporary file is left.
pub(super) fn replace(
    target: &Path,
    bytes: &[u8],
    before: Option<&Metadata>,
    backup: &Path,
) -> io::Result<Backup> {
    let mut temp = temp_beside(target)?;
    temp.write_all(bytes)?;
    let temp = finish(temp, before)?;
    let kept = match before {
        None => Backup::NothingBefore,
        Some(before) => match keep(target, before, backup) {
            Ok(()) => Backup::Kept(backup.to_owned()),
            Err(error) => Backup::Failed(error),
        },
    };
    rename(temp, target)?;
    sync_folder(folder_of(target));
    Ok(kept)
}

/// Copies the file that is to be replaced, so that `target` itself is never missing.
fn keep(target: &Path, before: &Metadata, backup: &Path) -> io::Result<()> {
    let mut temp = temp_beside(backup)?;
    io::copy(&mut File::open(target)?, &mut temp)?;
    rename(finish(temp, Some(before))?, backup)
}

/// A new file that nothing else has open, in the same folder, so that it can be renamed. Its name is
/// short whatever the target's is, and it is removed unless it is renamed.
fn temp_beside(target: &Path) -> io::Result<NamedTempFile> {
    let mut builder = Builder::new();
    builder.prefix(".login-triage-").suffix(".tmp");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        // As any other new document: the umask of the user decides.
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    builder.tempfile_in(folder_of(target))
}

/// Brings a written file to the disk and gives it the permissions of the one that it replaces.
fn finish(temp: NamedTempFile, before: Option<&Metadata>) -> io::Result<TempPath> {
    if let Some(before) = before {
        take_over_permissions(temp.as_file(), before);
    }
    match temp.as_file().sync_all() {
        // Some network folders cannot sync.
        Err(error) if error.kind() == io::ErrorKind::Unsupported => {}
        result => result?,
    }
    // Closes the file: Windows does not rename what is open.
    Ok(temp.into_temp_path())
}

/// Best effort: a note that belongs to somebody else's group is still better saved than not.
#[cfg(unix)]
fn take_over_permissions(file: &File, before: &Metadata) {
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
fn take_over_permissions(_file: &File, _before: &Metadata) {}

/// Renames over whatever stands there, with some patience on Windows.
fn rename(temp: TempPath, target: &Path) -> io::Result<()> {
    let mut temp = Some(temp);
    with_patience(is_sharing_error, || match temp.take() {
        None => Ok(()),
        Some(path) => path.persist(target).map_err(|failed| {
            temp = Some(failed.path);
            failed.error
        }),
    })
}

/// Whether somebody else has the file open (access denied, sharing violation).
fn is_sharing_error(error: &io::Error) -> bool {
    cfg!(windows) && matches!(error.raw_os_error(), Some(5 | 32))
}

fn with_patience(
    is_passing: impl Fn(&io::Error) -> bool,
    mut attempt: impl FnMut() -> io::Result<()>,
) -> io::Result<()> {
    for pause in PAUSES {
        match attempt() {
            Err(error) if is_passing(&error) => std::thread::sleep(pause),
            result => return result,
        }
    }
    attempt()
}

/// Makes the rename itself survive a power cut. The file is in place already, so that a file system
/// which cannot do this is no reason to report a failed save.
#[cfg(unix)]
fn sync_folder(folder: &Path) {
    if let Err(error) = File::open(folder).and_then(|folder| folder.sync_all()) {
        log::debug!("the folder of a saved note could not be synced: {error}");
    }
}

/// Windows has no such call; its file systems log renames.
#[cfg(not(unix))]
fn sync_folder(_folder: &Path) {}

/// The folder of a file; `.` for a bare name.
pub(super) fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}

/// The file that a path leads to: symbolic links are followed, also if their end does not exist yet.
pub(super) fn follow_links(path: &Path) -> PathBuf {
    const MOST_LINKS: usize = 40;
    let mut target = path.to_owned();
    for _ in 0..MOST_LINKS {
        match fs::read_link(&target) {
            Ok(link) => target = folder_of(&target).join(link),
            Err(_not_a_link) => break,
        }
    }
    target
}

#[cfg(test)]
mod tests {
    use std::{cell::Cell, fs, io, path::Path};

    use super::{Backup, PAUSES, folder_of, replace, with_patience};

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
        replace(&target, b"new", None, &folder.path().join("case.ron.bak")).unwrap_err();
        assert_eq!(names(folder.path()), ["case.ron"]);
    }

    #[test]
    fn a_failed_backup_does_not_stop_the_save() {
        let folder = tempfile::tempdir().unwrap();
        let (target, backup) = (folder.path().join("case.ron"), folder.path().join("case.ron.bak"));
        fs::write(&target, "old").unwrap();
        fs::create_dir(&backup).unwrap();
        let kept = replace(&target, b"new", Some(&fs::metadata(&target).unwrap()), &backup).unwrap();
        assert!(matches!(kept, Backup::Failed(_)));
        assert_eq!(fs::read(&target).unwrap(), b"new");
        assert_eq!(names(folder.path()), ["case.ron", "case.ron.bak"]);
    }

    #[test]
    fn a_held_file_is_tried_again_but_not_forever() {
        let tries = Cell::new(0);
        let held_until = |free: usize| {
            tries.set(0);
            with_patience(
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

    #[cfg(unix)]
    #[test]
    fn permissions_are_kept() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let (target, backup) = (folder.path().join("case.ron"), folder.path().join("case.ron.bak"));
        fs::write(&target, "old").unwrap();
        fs::set_permissions(&target, fs::Permissions::from_mode(0o640)).unwrap();
        replace(&target, b"new", Some(&fs::metadata(&target).unwrap()), &backup).unwrap();
        for path in [target, backup] {
            assert_eq!(fs::metadata(path).unwrap().permissions().mode() & 0o777, 0o640);
        }
    }
}
