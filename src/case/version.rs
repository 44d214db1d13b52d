//! Versions of a layout, and how the text of a note, or of anything else that is kept like one, is written and read.
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
    Deserializer,
    de::{DeserializeSeed, IgnoredAny, MapAccess, Visitor},
};

use super::Record;
use super::extra::{Beside, Extra, Name};
use super::model::{Case, FIELDS};
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
    /// Something else.
    NotACase,
    /// A note of a newer program.
    Newer { found: u64 },
    /// A note whose end is missing.
    Truncated { line: usize, column: usize },
    /// A note that is broken at a place.
    Damaged { line: usize, column: usize, source: Option<Box<SpannedError>> },
}

pub(crate) fn options() -> Options {
    Options::default().with_recursion_limit(RECURSION_LIMIT)
}

/// The note as text: indented RON, lines ended by LF, and a checksum in the last one. `None` if the text does not read
/// back as the same note.
pub(super) fn to_text<R: Record>(case: &R) -> Result<Option<String>, ron::Error> {
    let text = readable(case)?;
    if reads_back(&text, case) { Ok(Some(text)) } else { escaped(case) }
}

/// The note as text that still has to be read back. Texts are written raw, so that a person can read them. Only if a
/// text holds characters that an editor or a file transfer might change or hide, all of them are escaped.
pub(super) fn readable<R: Record>(case: &R) -> Result<String, ron::Error> {
    let text = write(case, false)?;
    // Not by `lines`, which takes a carriage return before a line's end for a part of the end.
    let is_fragile = text.bytes().fold(false, |found, byte| found | (may_begin(byte) && byte != b'\n'))
        && text.split('\n').any(has_fragile);
    if is_fragile { write(case, true) } else { Ok(text) }
}

/// The note as text with all its texts escaped, if it reads back.
pub(super) fn escaped<R: Record>(case: &R) -> Result<Option<String>, ron::Error> {
    Ok(Some(write(case, true)?).filter(|text| reads_back(text, case)))
}

/// Whether a text is this note.
fn reads_back<R: Record>(text: &str, case: &R) -> bool {
    matches!(parse::<R>(text), Ok(read) if read == *case)
}

fn write<R: Record>(case: &R, escape: bool) -> Result<String, ron::Error> {
    let config = PrettyConfig::new().new_line("\n").indentor("  ").escape_strings(escape);
    let mut text = case.known_to_ron(config)?;
    if !case.extra().is_empty() {
        text = case.extra().put_into(&text, "\n  ", ",\n").unwrap_or(text);
    }
    text.push('\n');
    seal(&mut text);
    Ok(text)
}

/// Whether a line holds a fragile character. Nearly all lines hold none, which their bytes tell much faster.
fn has_fragile(line: &str) -> bool {
    line.bytes().fold(false, |found, byte| found | may_begin(byte)) && line.contains(is_fragile)
}

/// Control characters, and the first bytes of U+0080 to U+00BF, U+2000 to U+2FFF and U+F000 to U+FFFF.
fn may_begin(byte: u8) -> bool {
    (byte < 0x20) | matches!(byte, 0x7f | 0xc2 | 0xe2 | 0xef)
}

/// Characters that do not survive an editor, or that hide what stands around them.
fn is_fragile(c: char) -> bool {
    (c.is_control() && c != '\n' && c != '\t')
        || matches!(c, '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

/// Reads a note of any version known here.
pub(super) fn parse<R: Record>(text: &str) -> Result<R, Fault> {
    if let Some(case) = ours(text) {
        return Ok(case);
    }
    let mut seen = Seen::default();
    let probed = options().from_str_seed(text, Probe { fields: R::FIELDS, seen: &mut seen });
    let version = match seen.version {
        Some(version) if seen.is_of_ours() => version,
        _ => return Err(without_version(text)),
    };
    let newest = u64::from(R::VERSION);
    if version > newest {
        return Err(Fault::Newer { found: version });
    }
    probed.map_err(|error| broken(text, error))?;
    let read =
        if version == newest { Some(options().from_str(text)) } else { R::read_earlier(version, text) };
    read.ok_or(Fault::NotACase)?.map_err(|error| broken(text, error))
}

/// A note of the current version in which everything is known: nearly all of them, and read only once.
fn ours<R: Record>(text: &str) -> Option<R> {
    let version = text.trim_start().strip_prefix('(')?.trim_start().strip_prefix("version:")?;
    let (version, _) = version.split_once(',')?;
    (version.trim().parse() == Ok(R::VERSION)).then_some(())?;
    options().from_str(text).ok().filter(|case: &R| case.extra().is_empty())
}

/// A note of version 1. What it holds beside its own fields is kept under names that mean nothing else by now.
pub(super) fn first(text: &str) -> Result<Case, SpannedError> {
    let mut extra = Extra::default();
    let mut case: Case = options().from_str_seed(text, Beside::<v1::V1>::new(&mut extra))?.into();
    for (name, value) in extra.fields {
        match name.as_str() {
            "version" => {}
            known if FIELDS.contains(&known) => case.extra.fields.push((format!("v1_{name}"), value)),
            _ => case.extra.fields.push((name, value)),
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
    /// Fields that it should have, apart from the version.
    known: usize,
    /// Other fields.
    other: usize,
}

impl Seen {
    /// Other RON files may have a version too: most fields must be the right ones.
    fn is_of_ours(&self) -> bool {
        self.known >= self.other
    }
}

/// Looks at the names of the fields and at the version, and skips everything else.
struct Probe<'a> {
    fields: &'static [&'static str],
    seen: &'a mut Seen,
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
        formatter.write_str("fields")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(Name(name)) = map.next_key()? {
            if name == "version" {
                self.seen.version = Some(map.next_value()?);
                continue;
            }
            // Counted only when complete: a file may end within a name.
            map.next_value::<IgnoredAny>()?;
            let count =
                if self.fields.contains(&&*name) { &mut self.seen.known } else { &mut self.seen.other };
            *count += 1;
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
