//! The lines of a text file, one after another, in little memory.
//!
//! Lines end with LF, CR LF, or CR alone, as old Macs and some editors write. UTF-16 is told by its mark; in all other
//! encodings of Japanese, the bytes that matter here (digits, letters, blanks, `#` and ends of lines) mean what they
//! mean in ASCII.

use std::io::{self, BufRead, BufReader, Read};
use std::ops::ControlFlow;

use memchr::{memchr2, memchr2_iter, memmem, memrchr2};

/// Bytes that are kept of a line. What follows is left out: no line of a hosts file is longer.
const LONGEST: usize = 16 * 1024;

/// Shows each line that matters with its number, from 1, until `see` has seen enough. `matters` is asked about many whole
/// lines at once, and those of which none does are counted only. Of UTF-16 come letters of ASCII, and `?` for all others.
pub(super) fn each(
    mut text: impl BufRead,
    matters: impl FnMut(&[u8]) -> bool,
    see: impl FnMut(usize, &[u8]) -> ControlFlow<()>,
) -> io::Result<()> {
    let mark = text.fill_buf()?;
    let lines = Lines { matters, see, line: Vec::new(), number: 1, after_return: false };
    match mark {
        [0xFF, 0xFE, ..] => lines.of(BufReader::new(Narrow { text, unit: u16::from_le_bytes })),
        [0xFE, 0xFF, ..] => lines.of(BufReader::new(Narrow { text, unit: u16::from_be_bytes })),
        [0xEF, 0xBB, 0xBF, ..] => {
            text.consume(3);
            lines.of(text)
        }
        _ => lines.of(text),
    }
}

/// Lines while they come in.
struct Lines<M, S> {
    matters: M,
    see: S,
    /// The begin of the present one.
    line: Vec<u8>,
    /// Its number.
    number: usize,
    /// The one before ended with a carriage return: a line feed belongs to it.
    after_return: bool,
}

impl<M: FnMut(&[u8]) -> bool, S: FnMut(usize, &[u8]) -> ControlFlow<()>> Lines<M, S> {
    fn of(mut self, mut text: impl BufRead) -> io::Result<()> {
        loop {
            let chunk = text.fill_buf()?;
            let length = chunk.len();
            if length == 0 {
                break;
            }
            if self.take_in(chunk).is_break() {
                return Ok(());
            }
            text.consume(length);
        }
        if !self.line.is_empty() {
            // The last line need not end, and nobody asks for more.
            match (self.see)(self.number, &self.line) {
                ControlFlow::Continue(()) | ControlFlow::Break(()) => {}
            }
        }
        Ok(())
    }

    /// The end of the present line, whole lines, and the begin of the next one.
    fn take_in(&mut self, chunk: &[u8]) -> ControlFlow<()> {
        let first = memchr2(b'\n', b'\r', chunk).map_or(chunk.len(), |at| at + 1);
        let (first, rest) = chunk.split_at(first);
        self.split(first)?;
        let (whole, begin) = rest.split_at(memrchr2(b'\n', b'\r', rest).map_or(0, |at| at + 1));
        if !whole.is_empty() {
            if (self.matters)(whole) {
                self.split(whole)?;
            } else {
                self.count(whole);
            }
        }
        self.split(begin)
    }

    fn split(&mut self, mut rest: &[u8]) -> ControlFlow<()> {
        while let Some(at) = memchr2(b'\n', b'\r', rest) {
            let (piece, end) = rest.split_at(at);
            let begun = !self.line.is_empty() || !piece.is_empty();
            // The line feed after a carriage return ends nothing: that was done.
            if begun || !self.after_return || end.starts_with(b"\r") {
                keep(&mut self.line, piece);
                (self.see)(self.number, &self.line)?;
                self.line.clear();
                self.number += 1;
            }
            self.after_return = end.starts_with(b"\r");
            rest = end.get(1..).unwrap_or_default();
        }
        self.after_return &= rest.is_empty();
        keep(&mut self.line, rest);
        ControlFlow::Continue(())
    }

    /// Whole lines that nobody looks at.
    fn count(&mut self, whole: &[u8]) {
        let pairs = memmem::find_iter(whole, b"\r\n").count();
        let begun = usize::from(self.after_return && whole.starts_with(b"\n"));
        self.number += memchr2_iter(b'\n', b'\r', whole).count() - pairs - begun;
        self.after_return = whole.ends_with(b"\r");
    }
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
        each(
            BufReader::with_capacity(at_a_time, text),
            |_| true,
            |number, line| {
                seen.push((number, String::from_utf8_lossy(line).into_owned()));
                ControlFlow::Continue(())
            },
        )
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
        each(&b"a\nb\nc"[..], |_| true, enough).unwrap();
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
        fn lines_that_do_not_matter_are_counted(text in "[abx\r\n]{0,60}", at_a_time in 3_usize..70) {
            let mut seen = Vec::new();
            let see = |number: usize, line: &[u8]| {
                seen.push((number, String::from_utf8_lossy(line).into_owned()));
                ControlFlow::Continue(())
            };
            let with_x = |lines: &[u8]| lines.contains(&b'x');
            each(BufReader::with_capacity(at_a_time, text.as_bytes()), with_x, see).unwrap();
            let is_x = |(_, line): &(usize, String)| line.contains('x');
            let all: Vec<_> = lines(text.as_bytes(), 100).into_iter().filter(is_x).collect();
            seen.retain(is_x);
            prop_assert_eq!(seen, all);
        }

        #[test]
        fn nothing_panics(text in proptest::collection::vec(any::<u8>(), 0..200), at_a_time in 1_usize..20) {
            lines(&text, at_a_time);
        }
    }
}
