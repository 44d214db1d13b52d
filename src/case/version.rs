//! Versions of the note's layout, and how its text is written and read.
//!
//! The version is looked at first, by a probe that ignores everything else, so that a note of a newer
//! program is recognised as such whatever it holds. A layout that was ever released loads forever:
//! `tests/fixtures/notes` keeps files of each.

use std::fmt;

use ron::{
    Options,
    error::{Position, SpannedError},
    ser::PrettyConfig,
};
use serde::{
    Deserialize, Deserializer,
    de::{DeserializeSeed, IgnoredAny, MapAccess, Visitor, value::StrDeserializer},
};

use super::extra::{Beside, Extra, Known};
use super::model::Case;
use super::seal::seal;

mod newer;
mod v1;

pub(super) use newer::understand;

/// The newest layout that this program knows, and the one it writes.
pub const CURRENT_VERSION: u32 = 2;

/// A note nests five levels deep. Everything deeper is refused long before the stack ends, also in
/// fields that are ignored.
const RECURSION_LIMIT: usize = 64;

/// Why a text is not a note that can be used.
#[derive(Debug)]
pub(super) enum Fault {
    /// Something else than a note.
    NotACase,
    /// A note of a newer program.
    Newer { found: u64 },
    /// A note whose end is missing.
    Truncated { line: usize, column: usize },
    /// A note that is broken at a place.
    Damaged { line: usize, column: usize, source: Option<Box<SpannedError>> },
}

fn options() -> Options {
    Options::default().with_recursion_limit(RECURSION_LIMIT)
}

/// The note as text: indented RON, lines ended by LF, and a checksum in the last one. `None` if the text does not read
/// back as the same note.
pub(super) fn to_text(case: &Case) -> Result<Option<String>, ron::Error> {
    let text = readable(case)?;
    if reads_back(&text, case) { Ok(Some(text)) } else { escaped(case) }
}

/// The note as text that still has to be read back. Texts are written raw, so that a person can read them. Only if a
/// text holds characters that an editor or a file transfer might change or hide, all of them are escaped.
pub(super) fn readable(case: &Case) -> Result<String, ron::Error> {
    let text = write(case, false)?;
    // Not by `lines`, which takes a carriage return before a line's end for a part of the end.
    if text.split('\n').any(has_fragile) { write(case, true) } else { Ok(text) }
}

/// The note as text with all its texts escaped, if it reads back.
pub(super) fn escaped(case: &Case) -> Result<Option<String>, ron::Error> {
    Ok(Some(write(case, true)?).filter(|text| reads_back(text, case)))
}

/// Whether a text is this note.
fn reads_back(text: &str, case: &Case) -> bool {
    matches!(parse(text), Ok(read) if read == *case)
}

fn write(case: &Case, escape: bool) -> Result<String, ron::Error> {
    let config = PrettyConfig::new().new_line("\n").indentor("  ").escape_strings(escape);
    let mut text = options().to_string_pretty(&Known(case), config)?;
    if !case.extra.is_empty() {
        text = case.extra.put_into(&text, "\n  ", ",\n").unwrap_or(text);
    }
    text.push('\n');
    seal(&mut text);
    Ok(text)
}

/// Whether a line holds a fragile character. Nearly all lines hold none, which their bytes tell much faster.
fn has_fragile(line: &str) -> bool {
    // Control characters, and the first bytes of U+0080 to U+00BF, U+2000 to U+2FFF and U+F000 to U+FFFF.
    let may_begin = |byte: u8| (byte < 0x20) | matches!(byte, 0x7f | 0xc2 | 0xe2 | 0xef);
    line.bytes().fold(false, |found, byte| found | may_begin(byte)) && line.contains(is_fragile)
}

/// Characters that do not survive an editor, or that hide what stands around them.
fn is_fragile(c: char) -> bool {
    (c.is_control() && c != '\n' && c != '\t')
        || matches!(c, '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

/// Reads a note of any version known here.
pub(super) fn parse(text: &str) -> Result<Case, Fault> {
    if let Some(case) = ours(text) {
        return Ok(case);
    }
    let mut seen = Seen::default();
    let probed = options().from_str_seed(text, Probe(&mut seen));
    let version = match seen.version {
        Some(version) if seen.is_of_ours() => version,
        _ => return Err(without_version(text)),
    };
    if version > u64::from(CURRENT_VERSION) {
        return Err(Fault::Newer { found: version });
    }
    probed.map_err(|error| broken(text, error))?;
    match version {
        1 => first(text).map_err(|error| broken(text, error)),
        2 => options().from_str(text).map_err(|error| broken(text, error)),
        _ => Err(Fault::NotACase),
    }
}

/// A note of the current version in which everything is known: nearly all of them, and read only once.
fn ours(text: &str) -> Option<Case> {
    let version = text.trim_start().strip_prefix('(')?.trim_start().strip_prefix("version:")?;
    let (version, _) = version.split_once(',')?;
    (version.trim().parse() == Ok(CURRENT_VERSION)).then_some(())?;
    options().from_str(text).ok().filter(|case: &Case| case.extra.is_empty())
}

/// A note of version 1. What it holds beside its own fields is kept under names that mean nothing else by now.
fn first(text: &str) -> Result<Case, SpannedError> {
    let mut extra = Extra::default();
    let mut case: Case = options().from_str_seed(text, Beside::<v1::V1>::new(&mut extra))?.into();
    for (name, value) in extra.fields {
        let key = Key::deserialize(StrDeserializer::<ron::Error>::new(&name));
        match key {
            Ok(Key::Version) => {}
            Ok(Key::Other) => case.extra.fields.push((name, value)),
            _ => case.extra.fields.push((format!("v1_{name}"), value)),
        }
    }
    Ok(case)
}

/// What to call a text in which no version was found.
fn without_version(text: &str) -> Fault {
    const BEGIN: &str = "(version:";
    if !text.is_empty() && text.chars().all(|c| c == '\0') {
        // What some file systems leave of a file after a power cut.
        return Fault::Damaged { line: 1, column: 1, source: None };
    }
    let begin: String = text.chars().filter(|c| !c.is_whitespace()).take(BEGIN.len() + 1).collect();
    if BEGIN.starts_with(&begin) {
        let Position { line, col } = end_of(text);
        return Fault::Truncated { line, column: col };
    }
    Fault::NotACase
}

/// Tells a note that ends too early from one that is broken inside.
fn broken(text: &str, error: SpannedError) -> Fault {
    let Position { line, col } = error.span.end;
    let end = end_of(text.trim_end());
    let ends_early = matches!(error.code, ron::Error::Eof | ron::Error::ExpectedStringEnd)
        || matches!(error.code, ron::Error::UnclosedBlockComment)
        || (line, col) >= (end.line, end.col);
    if ends_early && error.code != ron::Error::ExceededRecursionLimit {
        return Fault::Truncated { line: end.line, column: end.col };
    }
    Fault::Damaged { line, column: col, source: Some(Box::new(error)) }
}

/// The place behind the last character; lines and columns count from 1, as in RON's errors.
fn end_of(text: &str) -> Position {
    let line = 1 + text.matches('\n').count();
    let col = 1 + text.chars().rev().take_while(|&c| c != '\n').count();
    Position { line, col }
}

/// What the probe saw before it ended, well or not.
#[derive(Debug, Default)]
struct Seen {
    version: Option<u64>,
    /// Fields that a note has, apart from the version.
    known: usize,
    /// Fields that a note does not have.
    other: usize,
}

impl Seen {
    /// Other RON files may have a version too: most fields must be those of a note.
    fn is_of_ours(&self) -> bool {
        self.known >= self.other
    }
}

/// Looks at the names of the fields and at the version, and skips everything else.
struct Probe<'a>(&'a mut Seen);

/// The names of a note's fields.
#[derive(Deserialize)]
#[serde(field_identifier, rename_all = "snake_case")]
enum Key {
    Version,
    Id,
    Title,
    Shop,
    Person,
    Affected,
    Role,
    Email,
    Stage,
    Message,
    OccurredAt,
    Impact,
    AmazonCase,
    NextCheck,
    Points,
    Facts,
    Answers,
    Ticks,
    Plans,
    PasswordTries,
    CodeRequests,
    Findings,
    Unread,
    Timeline,
    Round,
    Memo,
    Attachments,
    Outcome,
    CreatedAt,
    UpdatedAt,
    #[serde(other)]
    Other,
}

impl<'de> DeserializeSeed<'de> for Probe<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_struct("Case", &["version"], self)
    }
}

impl<'de> Visitor<'de> for Probe<'_> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a case note")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(key) = map.next_key::<Key>()? {
            match key {
                Key::Version => self.0.version = Some(map.next_value()?),
                // Counted only when complete: a file may end within a name.
                Key::Other => {
                    map.next_value::<IgnoredAny>()?;
                    self.0.other += 1;
                }
                _ => {
                    map.next_value::<IgnoredAny>()?;
                    self.0.known += 1;
                }
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::{has_fragile, is_fragile};

    #[test]
    fn bytes_tell_of_every_fragile_character() {
        for c in '\0'..=char::MAX {
            let line = format!("あ{c}い");
            assert_eq!(has_fragile(&line), is_fragile(c), "{:x}", u32::from(c));
        }
    }
}
