//! Reading one file: bounded, tolerant, and never more than reading.

use std::fs::{self, File};
use std::io::{self, Read as _};
use std::path::Path;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

pub(crate) use super::json_parts::Keep;
use super::root::Root;

/// No file that is read here is larger on a healthy machine.
pub(crate) const LARGEST: u64 = 64 * 1024 * 1024;

/// Bytes that there is room for at least before a file is read.
const SHORTEST: usize = 4 * 1024;

/// More entries than any folder that is listed here has on a healthy machine.
const MOST_ENTRIES: usize = 4096;

/// What became of an attempt to read something. Everything but [`ReadState::Ok`] is shown as "not checked",
/// never as "fine".
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReadState {
    /// It was read.
    Ok,
    /// It is not there.
    Absent,
    /// Another program has it open and lets nobody else read it.
    Locked,
    /// The operating system, or this program's own care, does not allow reading it.
    Denied,
    /// It is larger than anything that is expected there.
    TooBig,
    /// There is something else than a file, e.g. a folder or a pipe.
    NotAFile,
    /// It was read, but could not be understood.
    Unparsable,
    /// It cannot be read on this kind of machine, or not from a copy of one.
    Unsupported,
    /// The operating system would ask the person for a permission, and the person has not said that it may.
    NotAsked,
    /// Reading it took too long, e.g. on a network drive that does not answer.
    TimedOut,
}

/// Something that was read, or why it was not.
pub(crate) type Read<T> = Result<T, ReadState>;

/// The bytes of a regular file of at most [`LARGEST`] bytes.
///
/// The kind of file is looked at before it is opened, since opening a pipe waits for a writer.
pub(crate) fn bytes(root: &Root, path: &Path) -> Read<Vec<u8>> {
    let about = fs::metadata(path).map_err(|error| state_of(&error))?;
    if !about.is_file() {
        return Err(ReadState::NotAFile);
    }
    if about.len() > LARGEST {
        return Err(ReadState::TooBig);
    }
    root.confine(path)?;
    let file = File::open(path).map_err(|error| state_of(&error))?;
    // Files that are made while they are read have no length, and some take their time at each piece.
    let expected = usize::try_from(about.len()).unwrap_or_default().max(SHORTEST);
    let mut content = Vec::with_capacity(expected);
    file.take(LARGEST + 1).read_to_end(&mut content).map_err(|error| state_of(&error))?;
    if content.len() as u64 > LARGEST {
        return Err(ReadState::TooBig);
    }
    Ok(content)
}

/// A text file. UTF-16 with a byte order mark and UTF-8 with or without one are understood; bytes that are
/// neither become U+FFFD.
pub(crate) fn text(root: &Root, path: &Path) -> Read<String> {
    bytes(root, path).map(|content| match content.as_slice() {
        // What is UTF-8 already, as nearly always, is not copied.
        [0xEF, 0xBB, 0xBF, ..] | [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..] => decode(&content),
        _ => String::from_utf8(content).unwrap_or_else(|error| decode(error.as_bytes())),
    })
}

/// Parts of a JSON file: what `keep` names, the rest is skipped and takes no memory.
pub(crate) fn json_parts(root: &Root, path: &Path, keep: &Keep<'_>) -> Read<serde_json::Value> {
    keep.parse(&text(root, path)?).or(Err(ReadState::Unparsable))
}

/// A JSON file.
pub(crate) fn json(root: &Root, path: &Path) -> Read<serde_json::Value> {
    // The error is dropped on purpose: it may quote the file, and the state says enough.
    serde_json::from_str(&text(root, path)?).or(Err(ReadState::Unparsable))
}

/// An INI file. Backslashes are taken as they are: they stand in Windows paths.
pub(crate) fn ini(root: &Root, path: &Path) -> Read<ini::Ini> {
    ini::Ini::load_from_str_noescape(&text(root, path)?).or(Err(ReadState::Unparsable))
}

/// The names of the entries of a folder, sorted.
pub(crate) fn entries(root: &Root, folder: &Path) -> Read<Vec<String>> {
    let listed = fs::read_dir(folder).map_err(|error| state_of(&error))?;
    root.confine(folder)?;
    let mut names: Vec<String> =
        listed.take(MOST_ENTRIES).filter_map(|entry| entry.ok()?.file_name().into_string().ok()).collect();
    names.sort();
    Ok(names)
}

/// Whether there is a folder of that name.
pub(crate) fn folder(root: &Root, path: &Path) -> Read<()> {
    let about = fs::metadata(path).map_err(|error| state_of(&error))?;
    if !about.is_dir() {
        return Err(ReadState::NotAFile);
    }
    root.confine(path)
}

/// When a file was last written, if that can be told.
pub(crate) fn modified(root: &Root, path: &Path) -> Option<Timestamp> {
    let time = fs::metadata(path).ok()?.modified().ok()?;
    Timestamp::try_from(time).ok().filter(|_| root.confine(path).is_ok())
}

/// Decodes text that Windows programs or browsers wrote.
pub(crate) fn decode(content: &[u8]) -> String {
    match content {
        [0xFF, 0xFE, rest @ ..] => utf16(rest, u16::from_le_bytes),
        [0xFE, 0xFF, rest @ ..] => utf16(rest, u16::from_be_bytes),
        [0xEF, 0xBB, 0xBF, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        plain => String::from_utf8_lossy(plain).into_owned(),
    }
}

/// Decodes UTF-16 without a byte order mark.
pub(crate) fn utf16(content: &[u8], unit: fn([u8; 2]) -> u16) -> String {
    let (pairs, _) = content.as_chunks::<2>();
    char::decode_utf16(pairs.iter().map(|pair| unit(*pair)))
        .map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER))
        .collect()
}

/// What an error of the operating system says about a file.
pub(crate) fn state_of(error: &io::Error) -> ReadState {
    // Windows: ERROR_SHARING_VIOLATION and ERROR_LOCK_VIOLATION.
    if cfg!(windows) && matches!(error.raw_os_error(), Some(32 | 33)) {
        return ReadState::Locked;
    }
    match error.kind() {
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory | io::ErrorKind::InvalidFilename => {
            ReadState::Absent
        }
        io::ErrorKind::ResourceBusy | io::ErrorKind::WouldBlock => ReadState::Locked,
        io::ErrorKind::IsADirectory => ReadState::NotAFile,
        io::ErrorKind::FileTooLarge | io::ErrorKind::OutOfMemory => ReadState::TooBig,
        _ => ReadState::Denied,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_decoded_whatever_wrote_it() {
        assert_eq!(decode(b"\xEF\xBB\xBFabc"), "abc");
        assert_eq!(decode(b"\xFF\xFEa\0\x42\x30"), "aあ");
        assert_eq!(decode(b"\xFE\xFF\0a\x30\x42"), "aあ");
        assert_eq!(decode(b"a\xFFb"), "a\u{FFFD}b");
        assert_eq!(decode(b"\xFF\xFEa\0b"), "a", "half a unit at the end is dropped");
        assert_eq!(decode(b""), "");
    }

    #[test]
    fn a_folder_or_a_missing_file_is_told_from_a_file() {
        let dir = tempfile::tempdir().unwrap();
        let root = Root::copied(dir.path(), super::super::root::Os::Linux).unwrap();
        assert_eq!(bytes(&root, dir.path()).unwrap_err(), ReadState::NotAFile);
        assert_eq!(bytes(&root, &dir.path().join("none")).unwrap_err(), ReadState::Absent);
        let file = dir.path().join("file");
        fs::write(&file, "x").unwrap();
        assert_eq!(bytes(&root, &file).unwrap(), b"x");
        assert_eq!(bytes(&root, &file.join("below")).unwrap_err(), ReadState::Absent);
        assert_eq!(folder(&root, &file).unwrap_err(), ReadState::NotAFile);
        assert_eq!(entries(&root, dir.path()).unwrap(), ["file"]);
    }

    #[test]
    fn a_file_beyond_the_limit_is_not_read() {
        let dir = tempfile::tempdir().unwrap();
        let root = Root::copied(dir.path(), super::super::root::Os::Linux).unwrap();
        let path = dir.path().join("Preferences");
        File::create(&path).unwrap().set_len(LARGEST + 1).unwrap();
        assert_eq!(json(&root, &path).unwrap_err(), ReadState::TooBig);
    }

    #[cfg(unix)]
    #[test]
    fn links_that_go_round_or_lead_out_of_a_copy_are_not_followed() {
        use std::os::unix::fs::symlink;
        let dir = tempfile::tempdir().unwrap();
        let outside = tempfile::tempdir().unwrap();
        fs::write(outside.path().join("secret"), "x").unwrap();
        let root = Root::copied(dir.path(), super::super::root::Os::Linux).unwrap();
        symlink("loop", dir.path().join("loop")).unwrap();
        assert_eq!(bytes(&root, &dir.path().join("loop")).unwrap_err(), ReadState::Denied);
        symlink(outside.path(), dir.path().join("out")).unwrap();
        assert_eq!(bytes(&root, &dir.path().join("out/secret")).unwrap_err(), ReadState::Denied);
        assert_eq!(entries(&root, &dir.path().join("out")).unwrap_err(), ReadState::Denied);
        assert_eq!(folder(&root, &dir.path().join("out")).unwrap_err(), ReadState::Denied);
    }
}
