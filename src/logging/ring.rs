//! Two files of 256 kB that take turns.
//!
//! Several programs may write at once. A line is appended whole, in one call, to the file that has the name at that
//! moment, so that none breaks another's; only who lets the files take turns is decided by a lock. The crates for such
//! files keep one open and know of one program alone: when two of them let the files take turns, one goes on writing
//! into what is the older file for the other, and takes it for new.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use crate::case::disk::{Disk as _, RealDisk};

/// The file that is written.
pub const FILE: &str = "login-triage.log";
/// The one before.
pub const OLDER_FILE: &str = "login-triage.old.log";
const LOCK: &str = ".login-triage.log.lock";
/// Bytes of one file.
const HALF: u64 = 256 * 1024;

/// The two files.
#[derive(Debug)]
pub struct Ring {
    folder: PathBuf,
    half: u64,
}

impl Ring {
    /// The ring in a folder, which is made when something is written.
    pub fn in_folder(folder: &Path) -> Self {
        Self { folder: folder.to_owned(), half: HALF }
    }

    /// Appends a line, with its end. Where the files cannot take turns, for instance because a virus scanner holds one,
    /// the newer one grows to twice its size, and no further.
    pub fn append(&self, line: &str) -> io::Result<()> {
        let mut file = self.open()?;
        let long = u64::try_from(line.len()).unwrap_or(u64::MAX);
        let after = file.metadata()?.len().saturating_add(long);
        if after > self.half {
            drop(file);
            self.turn(long)?;
            file = self.open()?;
            if file.metadata()?.len().saturating_add(long) > self.half.saturating_mul(2) {
                return Ok(());
            }
        }
        file.write_all(line.as_bytes())
    }

    fn open(&self) -> io::Result<File> {
        let path = self.folder.join(FILE);
        match options().open(&path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                fs::create_dir_all(&self.folder)?;
                options().open(&path)
            }
            opened => opened,
        }
    }

    /// The newer file becomes the older one, unless somebody else has just seen to it.
    fn turn(&self, long: u64) -> io::Result<()> {
        let Some(_held) = RealDisk.try_lock(&self.folder.join(LOCK))? else { return Ok(()) };
        let path = self.folder.join(FILE);
        if fs::metadata(&path)?.len().saturating_add(long) > self.half {
            fs::rename(path, self.folder.join(OLDER_FILE)).ok();
        }
        Ok(())
    }
}

#[cfg(unix)]
fn options() -> OpenOptions {
    use std::os::unix::fs::OpenOptionsExt as _;
    let mut options = OpenOptions::new();
    options.append(true).create(true).mode(0o600);
    options
}

#[cfg(not(unix))]
fn options() -> OpenOptions {
    let mut options = OpenOptions::new();
    options.append(true).create(true);
    options
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(folder: &Path, name: &str) -> Vec<String> {
        let text = fs::read_to_string(folder.join(name)).unwrap_or_default();
        assert!(text.is_empty() || text.ends_with('\n'));
        text.lines().map(str::to_owned).collect()
    }

    #[test]
    fn the_last_lines_are_kept_and_no_more() {
        let folder = tempfile::tempdir().unwrap();
        let ring = Ring { folder: folder.path().join("a/log"), half: 1000 };
        for number in 0..100 {
            ring.append(&format!("{number:049}\n")).unwrap();
        }
        let (newer, older) = (lines(&ring.folder, FILE), lines(&ring.folder, OLDER_FILE));
        assert_eq!((older.len(), newer.len()), (20, 20));
        let kept: Vec<u32> = older.iter().chain(&newer).map(|line| line.parse().unwrap()).collect();
        assert_eq!(kept, (60..100).collect::<Vec<u32>>());
        let names: Vec<_> =
            fs::read_dir(&ring.folder).unwrap().map(|entry| entry.unwrap().file_name()).collect();
        assert_eq!(names.len(), 2, "{names:?}");
    }

    #[test]
    fn several_writers_break_no_line() {
        let folder = tempfile::tempdir().unwrap();
        std::thread::scope(|scope| {
            for writer in ["a", "b", "c", "d"] {
                let ring = Ring { folder: folder.path().to_owned(), half: 20_000 };
                scope.spawn(move || {
                    for _ in 0..200 {
                        ring.append(&format!("{}\n", writer.repeat(99))).unwrap();
                    }
                });
            }
        });
        let all: Vec<String> =
            [FILE, OLDER_FILE].iter().flat_map(|name| lines(folder.path(), name)).collect();
        assert!(all.len() > 200 && all.len() < 450, "{}", all.len());
        for line in all {
            let first = line.chars().next().unwrap();
            assert!(line.len() == 99 && line.chars().all(|c| c == first), "{line}");
        }
    }

    #[test]
    fn where_the_files_cannot_take_turns_the_newer_one_stops_growing() {
        let folder = tempfile::tempdir().unwrap();
        let ring = Ring { folder: folder.path().to_owned(), half: 1000 };
        // A folder in the way, with something in it.
        fs::create_dir_all(folder.path().join(OLDER_FILE).join("in the way")).unwrap();
        for _ in 0..100 {
            ring.append(&format!("{:049}\n", 0)).unwrap();
        }
        assert_eq!(fs::metadata(folder.path().join(FILE)).unwrap().len(), 2000);
    }

    #[test]
    fn a_place_that_cannot_be_written_is_an_error_and_no_more() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("file");
        fs::write(&file, "").unwrap();
        assert!(Ring::in_folder(&file).append("a\n").is_err());
    }
}
