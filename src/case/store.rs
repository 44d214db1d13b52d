//! Loads and saves notes: free functions over paths, to be called from a worker thread.

use std::{
    ffi::OsString,
    fs::{self, File, Metadata},
    io::{self, Read},
    path::{Path, PathBuf},
};

use ron::error::SpannedError;

use super::{
    Case,
    replace::{Backup, folder_of, follow_links, replace},
    version::{self, CURRENT_VERSION, Fault},
};

/// The largest file that is read or written. A note of years stays far below it.
pub const MAX_BYTES: u64 = 32 * 1024 * 1024;

/// Why a note could not be loaded. The file is never changed by loading it.
#[derive(Debug, thiserror::Error)]
pub enum LoadError {
    /// Nothing is there.
    #[error("there is no such file: {}", path.display())]
    Missing {
        /// The file that was asked for.
        path: PathBuf,
    },
    /// A folder, a pipe or a device.
    #[error("not a regular file: {}", path.display())]
    NotAFile {
        /// The file that was asked for.
        path: PathBuf,
    },
    /// More than [`MAX_BYTES`].
    #[error("too big for a case note ({bytes} bytes): {}", path.display())]
    TooBig {
        /// The file that was asked for.
        path: PathBuf,
        /// Its size, as far as it is known.
        bytes: u64,
    },
    /// The system refuses to hand it out.
    #[error("the file cannot be read: {}", path.display())]
    Read {
        /// The file that was asked for.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// Not UTF-8.
    #[error("not a text file in UTF-8: {}", path.display())]
    NotText {
        /// The file that was asked for.
        path: PathBuf,
    },
    /// A text, but no case note: no version, or the fields of something else.
    #[error("not a case note: {}", path.display())]
    NotACase {
        /// The file that was asked for.
        path: PathBuf,
    },
    /// Written by a newer program.
    #[error("a case note of version {found}, but only up to {known} is known: {}", path.display())]
    Newer {
        /// The file that was asked for.
        path: PathBuf,
        /// Its version.
        found: u64,
        /// The newest version known here.
        known: u32,
    },
    /// The end is missing, as after an interrupted copy.
    #[error("the case note ends too early, at {line}:{column}: {}", path.display())]
    Truncated {
        /// The file that was asked for.
        path: PathBuf,
        /// The line where it ends, from 1.
        line: usize,
        /// The character in that line, from 1.
        column: usize,
    },
    /// Broken inside.
    #[error("the case note is damaged at {line}:{column}: {}", path.display())]
    Damaged {
        /// The file that was asked for.
        path: PathBuf,
        /// The line of the damage, from 1.
        line: usize,
        /// The character in that line, from 1.
        column: usize,
        /// What the parser says, if it got that far.
        source: Option<Box<SpannedError>>,
    },
}

/// Why a note could not be saved. What stood at the path is still there, whole.
#[derive(Debug, thiserror::Error)]
pub enum SaveError {
    /// A path without a file name, such as `/`.
    #[error("not a file name: {}", path.display())]
    NoFileName {
        /// The file that was to be written.
        path: PathBuf,
    },
    /// A folder, a pipe or a device stands there.
    #[error("not a regular file: {}", path.display())]
    NotAFile {
        /// The file that was to be written.
        path: PathBuf,
    },
    /// The file is marked as read-only.
    #[error("the file is read-only: {}", path.display())]
    ReadOnly {
        /// The file that was to be written.
        path: PathBuf,
    },
    /// The folder does not exist, or is none.
    #[error("there is no such folder: {}", path.display())]
    NoFolder {
        /// The folder.
        path: PathBuf,
    },
    /// The note has outgrown [`MAX_BYTES`]: it could not be loaded again.
    #[error("the case note is too big ({bytes} bytes): {}", path.display())]
    TooBig {
        /// The file that was to be written.
        path: PathBuf,
        /// The size that it would have.
        bytes: u64,
    },
    /// The note cannot be put into text.
    #[error("the case note cannot be written as text: {}", path.display())]
    Encode {
        /// The file that was to be written.
        path: PathBuf,
        /// What the writer says.
        source: ron::Error,
    },
    /// The text of the note, read back, is not the note. Nothing was written.
    #[error("the case note does not read back as it is: {}", path.display())]
    Verify {
        /// The file that was to be written.
        path: PathBuf,
    },
    /// The system refuses to write.
    #[error("the file cannot be written: {}", path.display())]
    Write {
        /// The file that was to be written.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
}

/// What a save did.
#[derive(Debug)]
pub struct Saved {
    /// The file that holds the note now; behind symbolic links, not the link itself.
    pub path: PathBuf,
    /// Its size.
    pub bytes: u64,
    /// What became of the file that stood there before.
    pub backup: Backup,
}

/// Where the previous state of a note is kept: `<name>.bak` in the same folder.
pub fn backup_path(path: &Path) -> PathBuf {
    with_suffix(path, ".bak")
}

fn with_suffix(path: &Path, suffix: &str) -> PathBuf {
    let mut name = OsString::from(path);
    name.push(suffix);
    name.into()
}

/// Loads a note of any version known here.
///
/// Only regular files up to [`MAX_BYTES`] are opened. A byte order mark and Windows line ends are
/// accepted; unknown fields are ignored.
pub fn load(path: &Path) -> Result<Case, LoadError> {
    parse(&read(path)?, path)
}

/// Reads a note from the bytes of a file; `path` is only named in the error.
pub fn parse(bytes: &[u8], path: &Path) -> Result<Case, LoadError> {
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text.strip_prefix('\u{feff}').unwrap_or(text),
        Err(error) => return Err(not_text(path, bytes, error)),
    };
    // Notes are never saved with a raw CR: a file that has one came through an editor or a transfer.
    let read = if text.contains("\r\n") {
        version::parse(&text.replace("\r\n", "\n"))
    } else {
        version::parse(text)
    };
    let path = path.to_owned();
    read.map_err(|fault| match fault {
        Fault::NotACase => LoadError::NotACase { path },
        Fault::Newer { found } => LoadError::Newer { path, found, known: CURRENT_VERSION },
        Fault::Truncated { line, column } => LoadError::Truncated { path, line, column },
        Fault::Damaged { line, column, source } => LoadError::Damaged { path, line, column, source },
    })
}

/// Tells a file that was cut within a character from one that is no text at all.
fn not_text(path: &Path, bytes: &[u8], error: std::str::Utf8Error) -> LoadError {
    let path = path.to_owned();
    let valid = bytes.get(..error.valid_up_to()).and_then(|valid| std::str::from_utf8(valid).ok());
    match (error.error_len(), valid.map(version::parse)) {
        (None, Some(Err(Fault::Truncated { line, column }))) => LoadError::Truncated { path, line, column },
        _ => LoadError::NotText { path },
    }
}

fn read(path: &Path) -> Result<Vec<u8>, LoadError> {
    let failed = |source: io::Error| match source.kind() {
        io::ErrorKind::NotFound => LoadError::Missing { path: path.to_owned() },
        _ => LoadError::Read { path: path.to_owned(), source },
    };
    // Before opening: to open a pipe would wait for a writer.
    check(path, &fs::metadata(path).map_err(failed)?)?;
    let file = File::open(path).map_err(failed)?;
    check(path, &file.metadata().map_err(failed)?)?;
    let mut bytes = Vec::new();
    // The file may grow while it is read.
    let read = file.take(MAX_BYTES + 1).read_to_end(&mut bytes).map_err(failed)? as u64;
    if read > MAX_BYTES {
        return Err(LoadError::TooBig { path: path.to_owned(), bytes: read });
    }
    Ok(bytes)
}

fn check(path: &Path, metadata: &Metadata) -> Result<(), LoadError> {
    if !metadata.is_file() {
        return Err(LoadError::NotAFile { path: path.to_owned() });
    }
    if metadata.len() > MAX_BYTES {
        return Err(LoadError::TooBig { path: path.to_owned(), bytes: metadata.len() });
    }
    Ok(())
}

/// Saves a note, so that there is a complete file at `path` at every moment.
///
/// The text is read back and compared before anything is written. The file that stood there is kept:
/// a note as [`backup_path`], anything else (also a note that cannot be read) as
/// `<name>.unreadable.bak`, so that the last good backup stays. An unchanged file is not touched.
/// A symbolic link is followed, and stays a link.
pub fn save(case: &Case, path: &Path) -> Result<Saved, SaveError> {
    let target = follow_links(path);
    let text = encode(case, &target)?;
    let bytes = text.len() as u64;
    let before = check_target(&target)?;
    let mut backup = backup_path(&target);
    if let Some(before) = &before {
        if before.len() == bytes && fs::read(&target).is_ok_and(|found| found == text.as_bytes()) {
            return Ok(Saved { path: target, bytes, backup: Backup::Unchanged });
        }
        if load(&target).is_err() {
            backup = with_suffix(&target, ".unreadable.bak");
        }
    }
    match replace(&target, text.as_bytes(), before.as_ref(), &backup) {
        Ok(backup) => Ok(Saved { path: target, bytes, backup }),
        Err(source) => Err(SaveError::Write { path: target, source }),
    }
}

/// The text of a note, once it is certain that it can be loaded again.
fn encode(case: &Case, path: &Path) -> Result<String, SaveError> {
    let path = || path.to_owned();
    let text = version::to_text(case).map_err(|source| SaveError::Encode { path: path(), source })?;
    let text = text.ok_or_else(|| SaveError::Verify { path: path() })?;
    match text.len() as u64 {
        bytes if bytes > MAX_BYTES => Err(SaveError::TooBig { path: path(), bytes }),
        _ => Ok(text),
    }
}

/// What stands at the path now, if it may be replaced.
fn check_target(target: &Path) -> Result<Option<Metadata>, SaveError> {
    let path = || target.to_owned();
    if target.file_name().is_none() {
        return Err(SaveError::NoFileName { path: path() });
    }
    let folder = folder_of(target);
    if !folder.is_dir() {
        return Err(SaveError::NoFolder { path: folder.to_owned() });
    }
    match fs::metadata(target) {
        Ok(found) if !found.is_file() => Err(SaveError::NotAFile { path: path() }),
        Ok(found) if found.permissions().readonly() => Err(SaveError::ReadOnly { path: path() }),
        Ok(found) => Ok(Some(found)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(source) => Err(SaveError::Write { path: path(), source }),
    }
}
