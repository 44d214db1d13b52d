//! A text file or the standard input, line by line, whatever encoding Windows wrote it in.
//!
//! The memory that it takes does not grow with the input.

use std::io::{self, BufRead, BufReader, Read};

use encoding_rs::{Decoder, SHIFT_JIS, UTF_16BE, UTF_16LE};

use super::arguments::Input;
use super::input;

/// Bytes of a line that are looked at together. A longer line is cut at a space near this place.
const PIECE: usize = 1024 * 1024;
/// Bytes before that place in which a space is looked for.
const NEAR: usize = 4096;
/// Bytes of UTF-16 that are decoded together.
const CHUNK: usize = 16 * 1024;

/// Whether a piece ends its line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum End {
    Line,
    Open,
}

/// The input as text, line by line, very long lines in pieces.
pub(super) struct Pieces {
    reader: BufReader<Box<dyn Read>>,
    buffer: Vec<u8>,
}

impl Pieces {
    pub(super) fn open(input: &Input) -> io::Result<Self> {
        Self::of(match input {
            Input::File(path) => Box::new(input::open(path)?),
            Input::Stdin => Box::new(io::stdin().lock()),
        })
    }

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
    pub(super) fn next(&mut self) -> io::Result<Option<(String, End)>> {
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
