//! Which files of a folder may be notes.

use std::ffi::OsStr;
use std::fs::{self, DirEntry};
use std::io;
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

use jiff::{SignedDuration, Timestamp};

use crate::case::is_broken_copy;
use crate::ui::text::files::{ATTACHMENTS, EARLIER_FOLDER};

/// A file that changed less than this before it was looked at may change again without its time telling so: FAT and some
/// network drives count in steps of two seconds.
const SETTLES: SignedDuration = SignedDuration::from_secs(3);

/// A folder of notes that cannot be looked through.
#[derive(Debug, thiserror::Error)]
pub enum FolderError {
    /// Nothing is there.
    #[error("there is no such folder: {}", path.display())]
    Missing {
        /// The folder.
        path: PathBuf,
    },
    /// Something else is there.
    #[error("not a folder: {}", path.display())]
    NotAFolder {
        /// What was taken for a folder.
        path: PathBuf,
    },
    /// The system refuses to list it.
    #[error("the folder cannot be read: {}", path.display())]
    Read {
        /// The folder.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
}

/// What tells of a file whether it changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stamp {
    /// Its size in bytes.
    pub bytes: u64,
    /// When it changed last, in nanoseconds since 1970; 0 where the system does not tell.
    pub modified: i128,
}

impl Stamp {
    fn of(found: &fs::Metadata) -> Self {
        Self { bytes: found.len(), modified: found.modified().map_or(0, nanoseconds) }
    }

    /// Whether a later change would show in the stamp, for one that was taken at this time.
    pub(super) fn is_settled(&self, taken: Timestamp) -> bool {
        self.modified != 0 && self.modified + SETTLES.as_nanos() < taken.as_nanosecond()
    }
}

fn nanoseconds(time: SystemTime) -> i128 {
    let nanos = |duration: std::time::Duration| i128::try_from(duration.as_nanos()).unwrap_or(i128::MAX);
    match time.duration_since(UNIX_EPOCH) {
        Ok(since) => nanos(since),
        Err(before) => -nanos(before.duration()),
    }
}

/// What a folder holds.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Walk {
    /// The files that may be notes, by path.
    pub(super) files: Vec<(PathBuf, Stamp)>,
    /// Folders within it that cannot be read.
    pub(super) unread: Vec<PathBuf>,
}

/// Looks through a folder and the folders in it, and no deeper. Links to folders are not followed, so that there are no
/// circles; links to files are.
pub(super) fn walk(folder: &Path) -> Result<Walk, FolderError> {
    let path = || folder.to_owned();
    let entries = fs::read_dir(folder).map_err(|source| match source.kind() {
        io::ErrorKind::NotFound => FolderError::Missing { path: path() },
        io::ErrorKind::NotADirectory => FolderError::NotAFolder { path: path() },
        _ => FolderError::Read { path: path(), source },
    })?;
    let mut walk = Walk::default();
    let mut folders = Vec::new();
    for entry in entries {
        let entry = entry.map_err(|source| FolderError::Read { path: path(), source })?;
        if is_folder(&entry) {
            folders.extend(Some(entry).filter(|entry| holds_notes(&entry.file_name().to_string_lossy())));
        } else {
            take(&entry, &mut walk.files);
        }
    }
    for folder in folders {
        // What cannot be read is told, not left out.
        match fs::read_dir(folder.path()) {
            Ok(entries) => entries.flatten().for_each(|entry| take(&entry, &mut walk.files)),
            Err(_) => walk.unread.push(folder.path()),
        }
    }
    walk.files.sort_unstable_by(|(one, _), (other, _)| one.cmp(other));
    walk.unread.sort_unstable();
    Ok(walk)
}

fn is_folder(entry: &DirEntry) -> bool {
    entry.file_type().is_ok_and(|kind| kind.is_dir())
}

fn take(entry: &DirEntry, files: &mut Vec<(PathBuf, Stamp)>) {
    if !may_be_note(&entry.file_name().to_string_lossy()) {
        return;
    }
    let is_link = entry.file_type().is_ok_and(|kind| kind.is_symlink());
    let found = if is_link { fs::metadata(entry.path()) } else { entry.metadata() };
    // A file that is gone in the meantime, a link that leads nowhere or to a folder: no note.
    if let Ok(found) = found
        && found.is_file()
    {
        files.push((entry.path(), Stamp::of(&found)));
    }
}

/// Whether a folder within the folder of notes may hold some: not the pictures or earlier states of notes, nothing
/// hidden, no bin.
fn holds_notes(name: &str) -> bool {
    !name.starts_with(['.', '$', '@', '#'])
        && !name.strip_suffix(ATTACHMENTS).is_some_and(|note| note.ends_with('.'))
        && name != EARLIER_FOLDER
}

/// Whether a file may be a note by its name: `.ron`, neither hidden nor temporary nor an unreadable one kept aside.
fn may_be_note(name: &str) -> bool {
    let ron =
        name.len() >= 4 && name.get(name.len() - 4..).is_some_and(|end| end.eq_ignore_ascii_case(".ron"));
    ron && !name.starts_with(['.', '~']) && !is_broken_copy(OsStr::new(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_notes_are_taken() {
        for name in ["2026-11-21_A店.case.ron", "記録.ron", "記録.RON", "a.ron"] {
            assert!(may_be_note(name), "{name}");
        }
        for name in [
            "記録.case.ron.bak",
            ".記録.case.ron",
            "~記録.ron",
            "記録.壊れた-20261121-093000.ron",
            "ron",
            "ン",
        ] {
            assert!(!may_be_note(name), "{name}");
        }
    }

    #[test]
    fn a_folder_and_those_in_it_are_looked_through() {
        let folder = tempfile::tempdir().unwrap();
        let write = |name: &str| {
            let path = folder.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, "(version: 1)").unwrap();
        };
        for name in ["b.ron", "A店/a.ron", "A店/下/c.ron", "b.添付/d.ron", ".git/e.ron", "$RECYCLE.BIN/f.ron"]
        {
            write(name);
        }
        let walk = walk(folder.path()).unwrap();
        let found: Vec<_> =
            walk.files.iter().map(|(path, _)| path.strip_prefix(folder.path()).unwrap()).collect();
        assert_eq!(found, [Path::new("A店/a.ron"), Path::new("b.ron")]);
        assert!(walk.unread.is_empty());
    }

    #[cfg(unix)]
    #[test]
    fn links_make_no_circles() {
        use std::os::unix::fs::symlink;
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        fs::write(at("a.ron"), "(version: 1)").unwrap();
        symlink(folder.path(), at("輪")).unwrap();
        symlink(at("a.ron"), at("b.ron")).unwrap();
        symlink(at("c.ron"), at("c.ron")).unwrap();
        symlink(folder.path(), at("d.ron")).unwrap();
        let walk = walk(folder.path()).unwrap();
        assert_eq!(walk.files.len(), 2, "{walk:?}");
    }

    #[test]
    fn what_is_no_folder_is_told_apart() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a.ron");
        fs::write(&file, "").unwrap();
        assert!(matches!(walk(&file), Err(FolderError::NotAFolder { .. })));
        assert!(matches!(walk(&folder.path().join("なし")), Err(FolderError::Missing { .. })));
    }

    #[test]
    fn a_stamp_settles() {
        let now: Timestamp = "2026-11-21T00:00:00Z".parse().unwrap();
        let stamp = |seconds: i64| {
            let modified = (now - SignedDuration::from_secs(seconds)).as_nanosecond();
            Stamp { bytes: 1, modified }
        };
        assert!(stamp(10).is_settled(now) && !stamp(1).is_settled(now) && !stamp(-5).is_settled(now));
        assert!(!Stamp { bytes: 1, modified: 0 }.is_settled(now));
    }
}
