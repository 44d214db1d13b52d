//! The bytes of a file or of the standard input, up to a limit.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use super::arguments::Input;

/// Why an input cannot be read.
#[derive(Debug)]
pub(crate) enum Unread {
    Missing,
    Folder,
    TooBig,
    Read(io::Error),
}

impl From<io::Error> for Unread {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => Self::Missing,
            io::ErrorKind::IsADirectory => Self::Folder,
            _ => Self::Read(error),
        }
    }
}

/// Reads all of it, if it has no more than `most` bytes.
pub(super) fn read(input: &Input, most: u64) -> Result<Vec<u8>, Unread> {
    match input {
        Input::File(path) => read_capped(open(path)?, most),
        Input::Stdin => read_capped(io::stdin().lock(), most),
    }
}

/// Opens a file. A folder is told before: Windows refuses to open one as if rights were missing.
pub(super) fn open(path: &Path) -> io::Result<File> {
    if path.metadata()?.is_dir() {
        return Err(io::ErrorKind::IsADirectory.into());
    }
    File::open(path)
}

fn read_capped(from: impl Read, most: u64) -> Result<Vec<u8>, Unread> {
    let mut bytes = Vec::new();
    from.take(most + 1).read_to_end(&mut bytes).map_err(Unread::Read)?;
    if bytes.len() as u64 > most { Err(Unread::TooBig) } else { Ok(bytes) }
}
