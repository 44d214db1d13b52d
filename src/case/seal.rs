//! The checksum in the last line of a note: whether the file is what the program wrote.
//!
//! A flipped bit within a text leaves a note that can be read and says something else. The checksum tells that from a
//! note as it was saved. It is no protection against malice, and a note that was changed by hand on purpose opens all
//! the same: the operator is told, and offered the state before.

/// Begins the last line; a comment to RON.
const BEGIN: &str = "// crc32: ";

/// Whether a file is what the program wrote.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Seal {
    /// It is, to the byte; a byte order mark and other line ends aside.
    Whole,
    /// It has no checksum: written by a program of version 1, or its last line was taken away.
    Missing,
    /// It was changed by hand, or damaged.
    Broken,
}

impl Seal {
    /// Whether the file `bytes` is what the program wrote.
    pub fn of(bytes: &[u8]) -> Self {
        let Ok(text) = std::str::from_utf8(bytes) else {
            return Self::Broken;
        };
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        if text.contains("\r\n") { seal_of(&text.replace("\r\n", "\n")) } else { seal_of(text) }
    }
}

fn seal_of(text: &str) -> Seal {
    let whole = text.trim_end();
    let Some(start) = whole.rfind('\n').map(|end| end + 1) else {
        return Seal::Missing;
    };
    let (note, last) = whole.split_at(start);
    match last.strip_prefix(BEGIN) {
        None => Seal::Missing,
        Some(found) if *found == checksum(note) => Seal::Whole,
        Some(_) => Seal::Broken,
    }
}

fn checksum(note: &str) -> String {
    format!("{:08x}", crc32fast::hash(note.as_bytes()))
}

/// Adds the last line to a note that ends in a line end.
pub(super) fn seal(note: &mut String) {
    let last = checksum(note);
    note.push_str(BEGIN);
    note.push_str(&last);
    note.push('\n');
}

#[cfg(test)]
mod tests {
    use super::{Seal, seal};

    fn sealed() -> String {
        let mut note = "(\n  version: 2,\n  memo: \"一行目\n二行目\",\n)\n".to_owned();
        seal(&mut note);
        note
    }

    #[test]
    fn what_editors_and_transfers_do_breaks_no_seal() {
        let note = sealed();
        assert_eq!(Seal::of(note.as_bytes()), Seal::Whole);
        for text in [
            format!("\u{feff}{note}"),
            note.replace('\n', "\r\n"),
            note.trim_end().to_owned(),
            format!("{note}\n\n"),
        ] {
            assert_eq!(Seal::of(text.as_bytes()), Seal::Whole, "{text:?}");
        }
    }

    #[test]
    fn every_other_byte_breaks_it() {
        let note = sealed();
        for index in 0..note.trim_end().len() {
            for byte in 0..=u8::MAX {
                let mut bytes = note.clone().into_bytes();
                if std::mem::replace(&mut bytes[index], byte) != byte {
                    assert_ne!(Seal::of(&bytes), Seal::Whole, "byte {index} is {byte}");
                }
            }
        }
        assert_eq!(Seal::of("(version: 1)".as_bytes()), Seal::Missing);
        assert_eq!(Seal::of(b""), Seal::Missing);
    }
}
