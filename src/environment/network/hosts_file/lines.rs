//! The lines of a text file, one after another, in little memory.
//!
//! Lines end with LF, CR LF, or CR alone, as old Macs and some editors write. UTF-16 is told by its mark; in all other
//! encodings of Japanese, the bytes that matter here (digits, letters, blanks, `#` and ends of lines) mean what they
//! mean in ASCII.

use std::io::{self, BufRead, BufReader, Read};
use std::ops::ControlFlow;

/// Bytes that are kept of a line. What follows is left out: no line of a hosts file is longer.
const LONGEST: usize = 16 * 1024;

/// Shows each line with its number, from 1, until `see` has seen enough. Of UTF-16 come letters of ASCII, and `?` for
/// all others.
pub(super) fn each(
    mut text: impl BufRead,
    see: impl FnMut(usize, &[u8]) -> ControlFlow<()>,
) -> io::Result<()> {
    let mark = text.fill_buf()?;
    match mark {
        [0xFF, 0xFE, ..] => split(BufReader::new(Narrow { text, unit: u16::from_le_bytes }), see),
        [0xFE, 0xFF, ..] => split(BufReader::new(Narrow { text, unit: u16::from_be_bytes }), see),
        [0xEF, 0xBB, 0xBF, ..] => {
            text.consume(3);
            split(text, see)
        }
        _ => split(text, see),
    }
}

fn split(mut text: impl BufRead, mut see: impl FnMut(usize, &[u8]) -> ControlFlow<()>) -> io::Result<()> {
    let mut line = Vec::new();
    let mut number = 1;
    let mut after_return = false;
    loop {
        let chunk = text.fill_buf()?;
        let length = chunk.len();
        if length == 0 {
            break;
        }
        let mut rest = chunk;
        while let Some(at) = rest.iter().position(|byte| matches!(byte, b'\n' | b'\r')) {
            let (piece, end) = rest.split_at(at);
            let begun = !line.is_empty() || !piece.is_empty();
            // The line feed after a carriage return ends nothing: that was done.
            if begun || !after_return || end.starts_with(b"\r") {
                keep(&mut line, piece);
                if see(number, &line).is_break() {
                    return Ok(());
                }
                line.clear();
                number += 1;
            }
            after_return = end.starts_with(b"\r");
            rest = end.get(1..).unwrap_or_default();
        }
        after_return &= rest.is_empty();
        keep(&mut line, rest);
        text.consume(length);
    }
    if !line.is_empty() {
        // The last line need not end, and nobody asks for more.
        let _: ControlFlow<()> = see(number, &line);
    }
    Ok(())
}

fn keep(line: &mut Vec<u8>, piece: &[u8]) {
    let room = LONGEST.saturating_sub(line.len());
    line.extend_from_slice(piece.get(..room).unwrap_or(piece));
}

/// UTF-16 as ASCII. The mark becomes a blank, which means nothing at the start of a line.
struct Narrow<R> {
    text: R,
    unit: fn([u8; 2]) -> u16,
}

impl<R: Read> Read for Narrow<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let mut wide = vec![0; 2 * into.len()];
        let mut length = 0;
        // Half a unit may come first; half a unit at the end is dropped.
        while length < wide.len() {
            match self.text.read(wide.get_mut(length..).unwrap_or_default())? {
                0 => break,
                more => length += more,
            }
        }
        let (units, _) = wide.get(..length).unwrap_or_default().as_chunks::<2>();
        for (to, unit) in into.iter_mut().zip(units) {
            *to = match (self.unit)(*unit) {
                0xFEFF => b' ',
                unit => u8::try_from(unit).ok().filter(u8::is_ascii).unwrap_or(b'?'),
            };
        }
        Ok(units.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The lines of a text that is read so many bytes at a time.
    fn lines(text: &[u8], at_a_time: usize) -> Vec<(usize, String)> {
        let mut seen = Vec::new();
        each(BufReader::with_capacity(at_a_time, text), |number, line| {
            seen.push((number, String::from_utf8_lossy(line).into_owned()));
            ControlFlow::Continue(())
        })
        .unwrap();
        seen
    }

    #[test]
    fn every_end_of_line_ends_one_line() {
        for text in ["a\nb\n\nc", "a\r\nb\r\n\r\nc\r\n", "a\rb\r\rc\r", "a\nb\r\n\rc\n"] {
            for at_a_time in [1, 2, 3, 100] {
                let seen = lines(text.as_bytes(), at_a_time.max(3));
                let plain: Vec<_> = seen.iter().map(|(number, line)| (*number, line.as_str())).collect();
                assert_eq!(plain, [(1, "a"), (2, "b"), (3, ""), (4, "c")], "{text:?}");
            }
        }
    }

    #[test]
    fn marks_tell_the_encoding() {
        assert_eq!(lines(b"\xEF\xBB\xBFa\nb", 8), [(1, "a".into()), (2, "b".into())]);
        let wide = |unit: fn(u16) -> [u8; 2]| -> Vec<u8> {
            "\u{FEFF}a あ\r\nb".encode_utf16().flat_map(unit).collect()
        };
        for text in [wide(u16::to_le_bytes), wide(u16::to_be_bytes)] {
            assert_eq!(lines(&text, 7), [(1, " a ?".into()), (2, "b".into())]);
        }
        assert_eq!(lines(b"\xFF\xFEa\0b", 8), [(1, " a".into())], "half a unit is dropped");
    }

    #[test]
    fn a_line_without_end_takes_little_memory_and_hides_none() {
        let text = [vec![b'x'; 10 * LONGEST], b"\nb\n".to_vec()].concat();
        let seen = lines(&text, 512);
        assert_eq!((seen.len(), seen[0].1.len()), (2, LONGEST));
        assert_eq!(seen[1], (2, "b".into()));
    }

    #[test]
    fn who_has_seen_enough_sees_no_more() {
        let mut seen = 0;
        let enough = |_: usize, _: &[u8]| {
            seen += 1;
            ControlFlow::Break(())
        };
        each(&b"a\nb\nc"[..], enough).unwrap();
        assert_eq!(seen, 1);
    }

    proptest! {
        #[test]
        fn lines_are_the_same_however_they_are_read(text in "[ab\r\n]{0,40}", at_a_time in 3_usize..50) {
            let seen: Vec<String> = lines(text.as_bytes(), at_a_time).into_iter().map(|(_, line)| line).collect();
            let plain = text.replace("\r\n", "\n").replace('\r', "\n");
            let plain: Vec<String> = plain.lines().map(str::to_owned).collect();
            prop_assert_eq!(seen, plain);
        }

        #[test]
        fn nothing_panics(text in proptest::collection::vec(any::<u8>(), 0..200), at_a_time in 1_usize..20) {
            lines(&text, at_a_time);
        }
    }
}
