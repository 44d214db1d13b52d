//! Why a note could not be loaded or saved.

use std::{io, path::PathBuf};

use ron::error::SpannedError;

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
    /// More than [`MAX_BYTES`](super::MAX_BYTES).
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
    /// The note has outgrown [`MAX_BYTES`](super::MAX_BYTES): it could not be loaded again.
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
    /// Something stands there, and was not to be replaced.
    #[error("there is such a file already: {}", path.display())]
    Exists {
        /// The file that was to be written.
        path: PathBuf,
    },
    /// What stands there was written by a newer program, which may have put more into it than is known here.
    #[error("a case note of version {found}, but only up to {known} is known: {}", path.display())]
    Newer {
        /// The file that was to be written.
        path: PathBuf,
        /// Its version.
        found: u64,
        /// The newest version known here.
        known: u32,
    },
    /// Another case stands where this one stood.
    #[error("another case note has taken this place: {}", path.display())]
    OtherCase {
        /// The file that was to be written.
        path: PathBuf,
    },
    /// Another program has been saving in this folder for too long.
    #[error("another program is saving in this folder: {}", path.display())]
    Busy {
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
