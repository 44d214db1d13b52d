//! `check-text`: lines in, what looks like a secret in each of them out. Never the secret itself.
//!
//! The memory that it takes does not grow with the input: lines are looked at one by one, very long ones in pieces.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::path::Path;

use encoding_rs::{Decoder, SHIFT_JIS, UTF_16BE, UTF_16LE};
use serde::Serialize;

use crate::case::guard::{self, Kind};
use crate::ui::text;

use super::arguments::Input;
use super::{CallError, FINE, PROBLEM};

/// Bytes of a line that are looked at together. A longer line is cut at a space near this place.
const PIECE: usize = 1024 * 1024;
/// Bytes before that place in which a space is looked for.
const NEAR: usize = 4096;
/// Bytes of UTF-16 that are decoded together.
const CHUNK: usize = 16 * 1024;

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
    let reader: Box<dyn Read> = match input {
        Input::File(path) => Box::new(open(path).map_err(unread)?),
        Input::Stdin => Box::new(io::stdin().lock()),
    };
    let mut pieces = Pieces::of(reader).map_err(unread)?;
    let mut printer = Printer { json, line: 0, offset: 0, found: 0, total: 0 };
    while let Some((piece, end)) = pieces.next().map_err(unread)? {
        printer.piece(&piece, end, out)?;
    }
    printer.finish(out)?;
    Ok(if printer.total == 0 { FINE } else { PROBLEM })
}

/// Windows refuses to open a folder as if rights were missing.
fn open(path: &Path) -> io::Result<File> {
    if path.metadata()?.is_dir() {
        return Err(io::ErrorKind::IsADirectory.into());
    }
    File::open(path)
}

/// Whether a piece ends its line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum End {
    Line,
    Open,
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

/// The input as text, line by line, very long lines in pieces.
struct Pieces {
    reader: BufReader<Box<dyn Read>>,
    buffer: Vec<u8>,
}

impl Pieces {
    /// A byte order mark tells UTF-16. What is no UTF-8 is taken for what Windows writes in Japan (Windows-31J), line
    /// by line.
    fn of(mut reader: Box<dyn Read>) -> io::Result<Self> {
        let mut head = Vec::new();
        reader.by_ref().take(3).read_to_end(&mut head)?;
        let (encoding, mark) = match head.as_slice() {
            [0xef, 0xbb, 0xbf] => (None, 3),
            [0xff, 0xfe, ..] => (Some(UTF_16LE), 2),
            [0xfe, 0xff, ..] => (Some(UTF_16BE), 2),
            _ => (None, 0),
        };
        let rest: Box<dyn Read> = Box::new(io::Cursor::new(head.split_off(mark)).chain(reader));
        let reader: Box<dyn Read> = match encoding {
            Some(encoding) => Box::new(Utf16 {
                reader: rest,
                decoder: encoding.new_decoder_without_bom_handling(),
                decoded: io::Cursor::default(),
                over: Over::No,
            }),
            None => rest,
        };
        Ok(Self { reader: BufReader::new(reader), buffer: Vec::new() })
    }

    /// The next piece, without the end of the line; none at the end of the input.
    fn next(&mut self) -> io::Result<Option<(String, End)>> {
        let most = (PIECE - self.buffer.len().min(PIECE)) as u64;
        self.reader.by_ref().take(most).read_until(b'\n', &mut self.buffer)?;
        if self.buffer.is_empty() {
            return Ok(None);
        }
        if self.buffer.ends_with(b"\n") || self.buffer.len() < PIECE {
            let line = std::mem::take(&mut self.buffer);
            let line = line.strip_suffix(b"\n").unwrap_or(&line);
            return Ok(Some((decode(line.strip_suffix(b"\r").unwrap_or(line)), End::Line)));
        }
        let rest = self.buffer.split_off(cut(&self.buffer));
        let piece = std::mem::replace(&mut self.buffer, rest);
        Ok(Some((decode(&piece), End::Open)))
    }
}

/// Where a line that is too long is cut: at a space, else between two characters.
fn cut(bytes: &[u8]) -> usize {
    let near = bytes.len().saturating_sub(NEAR);
    let tail = bytes.get(near..).unwrap_or_default();
    // These bytes are no part of a longer character, neither in UTF-8 nor in Windows-31J.
    let space = tail.iter().rposition(|byte| matches!(byte, b' ' | b'\t' | b',' | b';'));
    let whole = |bytes| match std::str::from_utf8(bytes) {
        Err(error) if error.error_len().is_none() => error.valid_up_to(),
        _ => bytes.len(),
    };
    space.map_or_else(|| whole(bytes), |space| near + space + 1).max(1)
}

fn decode(bytes: &[u8]) -> String {
    match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_not_utf8) => SHIFT_JIS.decode_without_bom_handling(bytes).0.into_owned(),
    }
}

/// UTF-16 as UTF-8.
struct Utf16 {
    reader: Box<dyn Read>,
    decoder: Decoder,
    decoded: io::Cursor<Vec<u8>>,
    over: Over,
}

/// Whether all was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Over {
    No,
    Yes,
}

impl Read for Utf16 {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        loop {
            let read = self.decoded.read(into)?;
            if read > 0 || into.is_empty() || self.over == Over::Yes {
                return Ok(read);
            }
            let mut bytes = Vec::with_capacity(CHUNK);
            self.reader.by_ref().take(CHUNK as u64).read_to_end(&mut bytes)?;
            self.over = if bytes.is_empty() { Over::Yes } else { Over::No };
            let most = self.decoder.max_utf8_buffer_length(bytes.len()).unwrap_or(4 * CHUNK);
            let mut text = String::with_capacity(most);
            // With the room that it asked for, the decoder takes everything.
            let (..) = self.decoder.decode_to_string(&bytes, &mut text, self.over == Over::Yes);
            self.decoded = io::Cursor::new(text.into_bytes());
            if self.over == Over::Yes {
                return self.decoded.read(into);
            }
        }
    }
}
