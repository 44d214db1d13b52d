//! `check-text`: lines in, what looks like a secret in each of them out. Never the secret itself.
//!
//! The memory that it takes does not grow with the input: lines are looked at one by one, very long ones in pieces.

use std::io::{self, Write};

use serde::Serialize;

use crate::case::guard::{self, Kind};
use crate::ui::text;

use super::arguments::Input;
use super::lines::{End, Pieces};
use super::{CallError, FINE, PROBLEM};

/// Something that looks like a secret, as the JSON output has it. Offsets count characters (Unicode scalar values) of
/// the line, from 0; `end` is behind the last one.
#[derive(Debug, Serialize)]
struct Found {
    kind: &'static str,
    start: usize,
    end: usize,
}

/// Looks through the input and prints what was found. The exit code says whether anything was.
pub(super) fn run(input: &Input, json: bool, out: &mut dyn Write) -> Result<u8, CallError> {
    let unread = |error| CallError::Text { path: input.path(), error };
    let mut pieces = Pieces::open(input).map_err(unread)?;
    let mut printer = Printer { json, line: 0, offset: 0, found: 0, total: 0 };
    while let Some((piece, end)) = pieces.next().map_err(unread)? {
        printer.piece(&piece, end, out)?;
    }
    printer.finish(out)?;
    Ok(if printer.total == 0 { FINE } else { PROBLEM })
}

/// What is printed, and where in the input it is.
struct Printer {
    json: bool,
    /// Lines that were begun.
    line: u64,
    /// Characters of the line that were looked at in earlier pieces.
    offset: usize,
    /// What was found in the line, and in all.
    found: usize,
    total: usize,
}

impl Printer {
    fn piece(&mut self, piece: &str, end: End, out: &mut dyn Write) -> Result<(), CallError> {
        if self.offset == 0 {
            self.line += 1;
            self.found = 0;
            if self.json {
                write!(out, "{{\"line\":{},\"secrets\":[", self.line)?;
            }
        }
        let mut counted = (0, 0);
        for secret in guard::find(piece) {
            let mut at = |byte: usize| {
                let (from, count) = counted;
                let count = count + piece.get(from..byte).unwrap_or_default().chars().count();
                counted = (byte, count);
                self.offset + count
            };
            let (start, end) = (at(secret.range.start), at(secret.range.end));
            self.secret(secret.kind, start, end, out)?;
        }
        self.offset += piece.chars().count();
        if end == End::Line {
            self.offset = 0;
            if self.json {
                writeln!(out, "]}}")?;
            }
        }
        Ok(())
    }

    fn secret(&mut self, kind: Kind, start: usize, end: usize, out: &mut dyn Write) -> Result<(), CallError> {
        if self.json {
            if self.found > 0 {
                write!(out, ",")?;
            }
            serde_json::to_writer(&mut *out, &Found { kind: kind.name(), start, end })
                .map_err(io::Error::from)?;
        } else {
            writeln!(out, "{}", text::cli::found_in_line(self.line, kind, start, end))?;
        }
        self.found += 1;
        self.total += 1;
        Ok(())
    }

    fn finish(&self, out: &mut dyn Write) -> Result<(), CallError> {
        // The input ended within a line that was cut.
        if self.json && self.offset > 0 {
            writeln!(out, "]}}")?;
        }
        if !self.json && self.total == 0 {
            writeln!(out, "{}", text::cli::nothing_in_lines(self.line))?;
        }
        Ok(())
    }
}
