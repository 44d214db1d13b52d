//! From the bytes of a file to a note.

use std::{borrow::Cow, io, path::Path, str::Utf8Error};

use super::{LoadError, MAX_BYTES};
use crate::case::{
    Case, Record,
    disk::{Disk, Kind, Stat},
    version::{self, Fault},
};

/// Reads a note from the bytes of a file; `path` is only named in the error.
pub fn parse(bytes: &[u8], path: &Path) -> Result<Case, LoadError> {
    parse_record(bytes, path)
}

/// [`parse`] for any record.
pub fn parse_record<R: Record>(bytes: &[u8], path: &Path) -> Result<R, LoadError> {
    parse_text(&text(bytes).map_err(|error| not_text::<R>(path, bytes, error))?, path)
}

/// Reads a record from its text, which has nothing in it that editors and transfers add.
pub(super) fn parse_text<R: Record>(text: &str, path: &Path) -> Result<R, LoadError> {
    let path = path.to_owned();
    version::parse(text).map_err(|fault| match fault {
        Fault::NotACase => LoadError::NotACase { path },
        Fault::Newer { found } => LoadError::Newer { path, found, known: R::VERSION },
        Fault::Truncated { line, column } => LoadError::Truncated { path, line, column },
        Fault::Damaged { line, column, source } => LoadError::Damaged { path, line, column, source },
    })
}

/// What can be understood of the bytes of a note that a newer program wrote.
pub(super) fn understand<R: Record>(bytes: &[u8]) -> R {
    version::understand(&text(bytes).unwrap_or_default())
}

/// The text of a note, without what editors and transfers add. Notes are never saved with a raw CR: a file that has one came through an editor or a transfer.
pub(in crate::case) fn text(bytes: &[u8]) -> Result<Cow<'_, str>, Utf8Error> {
    let text = std::str::from_utf8(bytes)?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    Ok(if text.contains("\r\n") { Cow::Owned(text.replace("\r\n", "\n")) } else { Cow::Borrowed(text) })
}

/// Tells a file that was cut within a character from one that is no text at all.
fn not_text<R: Record>(path: &Path, bytes: &[u8], error: Utf8Error) -> LoadError {
    let path = path.to_owned();
    let valid = bytes.get(..error.valid_up_to()).and_then(|valid| std::str::from_utf8(valid).ok());
    match (error.error_len(), valid.map(version::parse::<R>)) {
        (None, Some(Err(Fault::Truncated { line, column }))) => LoadError::Truncated { path, line, column },
        _ => LoadError::NotText { path },
    }
}

/// The bytes of a file that may be a note, and how it stood before they were read.
pub(in crate::case) fn read(disk: &dyn Disk, path: &Path) -> Result<(Vec<u8>, Stat), LoadError> {
    let failed = |source: io::Error| match source.kind() {
        io::ErrorKind::NotFound => LoadError::Missing { path: path.to_owned() },
        _ => LoadError::Read { path: path.to_owned(), source },
    };
    // Before opening: to open a pipe would wait for a writer.
    let found = disk.stat(path).map_err(failed)?;
    if found.kind != Kind::File {
        return Err(LoadError::NotAFile { path: path.to_owned() });
    }
    let too_big = |bytes| LoadError::TooBig { path: path.to_owned(), bytes };
    if found.stamp.bytes > MAX_BYTES {
        return Err(too_big(found.stamp.bytes));
    }
    let bytes = disk.read(path, MAX_BYTES).map_err(failed)?;
    let size = bytes.len() as u64;
    if size > MAX_BYTES { Err(too_big(size)) } else { Ok((bytes, found)) }
}
