//! Reading a file of answers.

use std::path::PathBuf;

use ron::Options;
use ron::error::{Position, SpannedError};
use ron::extensions::Extensions;

use crate::triage::{ANSWERED_TWICE, Answers};

use super::arguments::Input;
use super::input::{self, Unread};

/// The largest file that is read. A file of answers has a few hundred bytes.
pub(crate) const MAX_BYTES: u64 = 4 * 1024 * 1024;

/// A file of answers that cannot be used.
#[derive(Debug)]
pub(crate) struct AnswersFileError {
    /// The file, or none for the standard input.
    pub(crate) path: Option<PathBuf>,
    pub(crate) fault: Fault,
}

/// What is wrong with a file of answers.
#[derive(Debug)]
pub(crate) enum Fault {
    Unread(Unread),
    /// Not UTF-8.
    NotText,
    /// The end is missing.
    Truncated {
        line: usize,
    },
    /// A field that answers do not have.
    UnknownField(String),
    /// A field that stands there twice.
    FieldTwice(String),
    /// An observation that is answered twice.
    AnsweredTwice(String),
    /// Not RON, or not what a field holds.
    NotAnswers {
        line: usize,
        column: usize,
    },
}

/// Reads a file of answers. Whether its ids exist is not looked at.
pub(super) fn read(input: &Input) -> Result<Answers, AnswersFileError> {
    let bytes = input::read(input, MAX_BYTES).map_err(Fault::Unread);
    bytes.and_then(|bytes| parse(&bytes)).map_err(|fault| AnswersFileError { path: input.path(), fault })
}

fn parse(bytes: &[u8]) -> Result<Answers, Fault> {
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text.strip_prefix('\u{feff}').unwrap_or(text),
        Err(_) => return Err(Fault::NotText),
    };
    // Nothing here nests without end, and RON stops at a depth of its own before the stack ends.
    Options::default()
        .with_default_extension(Extensions::IMPLICIT_SOME)
        .from_str(text)
        .map_err(|error| fault(text, error))
}

fn fault(text: &str, error: SpannedError) -> Fault {
    let Position { line, col } = error.span.end;
    let end = end_of(text.trim_end());
    match error.code {
        ron::Error::NoSuchStructField { found, .. } => Fault::UnknownField(found),
        ron::Error::DuplicateStructField { field, .. } => Fault::FieldTwice(field.to_owned()),
        ron::Error::Message(ref message) if message.starts_with(ANSWERED_TWICE) => {
            Fault::AnsweredTwice(message.trim_start_matches(ANSWERED_TWICE).to_owned())
        }
        ron::Error::Eof | ron::Error::ExpectedStringEnd | ron::Error::UnclosedBlockComment => {
            Fault::Truncated { line: end.line }
        }
        _ if (line, col) >= (end.line, end.col) => Fault::Truncated { line: end.line },
        _ => Fault::NotAnswers { line, column: col },
    }
}

/// The place behind the last character; lines and columns count from 1, as in RON's errors.
fn end_of(text: &str) -> Position {
    let line = 1 + text.matches('\n').count();
    let col = 1 + text.chars().rev().take_while(|&c| c != '\n').count();
    Position { line, col }
}
