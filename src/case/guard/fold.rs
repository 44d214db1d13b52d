//! One writing for what is the same: half and full width, composed and not, dashes, quotes and spaces.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::{compose, is_combining_mark};

/// A line in one writing, and where each of its characters stands in the line as written.
#[derive(Debug, Default)]
pub(super) struct Folded {
    text: String,
    /// The same with small letters of ASCII: the same bytes otherwise.
    lower: String,
    /// For each character: where it begins in `text`, and where what it stands for begins and ends as written.
    places: Vec<(usize, usize, usize)>,
}

impl Folded {
    /// Takes up another line.
    pub(super) fn fold(&mut self, line: &str) {
        self.text.clear();
        self.lower.clear();
        self.places.clear();
        for (start, c) in line.char_indices() {
            let end = start + c.len_utf8();
            if is_list_mark(c) {
                self.push(' ', start, end);
            } else if c.is_ascii() {
                self.push(if c.is_ascii_whitespace() { ' ' } else { c }, start, end);
            } else {
                std::iter::once(c).nfkc().for_each(|c| self.take(c, start, end));
            }
        }
        self.lower.push_str(&self.text);
        self.lower.make_ascii_lowercase();
    }

    /// The line.
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// The line in small letters.
    pub(super) fn lower(&self) -> &str {
        &self.lower
    }

    /// Where a part of the folded line stands in the line as written.
    pub(super) fn original(&self, range: &Range<usize>) -> Range<usize> {
        let first = self.places.partition_point(|(at, ..)| *at < range.start);
        let last = self.places.partition_point(|(at, ..)| *at < range.end);
        let places = self.places.get(first..last).unwrap_or_default();
        let start = places.first().map_or(0, |(_, start, _)| *start);
        let end = places.iter().map(|(.., end)| *end).max().unwrap_or(start);
        start..end
    }

    fn take(&mut self, c: char, start: usize, end: usize) {
        if is_unseen(c) {
            return;
        }
        if is_combining_mark(c)
            && let Some(whole) = self.text.chars().next_back().and_then(|base| compose(base, c))
        {
            self.text.pop();
            self.text.push(whole);
            if let Some(place) = self.places.last_mut() {
                place.2 = end;
            }
            return;
        }
        let after_digit = self.text.ends_with(|before: char| before.is_ascii_digit());
        self.push(plain(c, after_digit), start, end);
    }

    fn push(&mut self, c: char, start: usize, end: usize) {
        self.places.push((self.text.len(), start, end));
        self.text.push(c);
    }
}

/// Characters without width, which only break words.
fn is_unseen(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{feff}' | '\u{fe00}'..='\u{fe0f}')
}

/// Digits and letters in circles and brackets, which number the lines of a list.
fn is_list_mark(c: char) -> bool {
    matches!(c, '\u{2460}'..='\u{24ff}' | '\u{2776}'..='\u{2793}')
}

fn plain(c: char, after_digit: bool) -> char {
    match c {
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{2500}' | '\u{2043}' => '-',
        // The mark of long vowels, typed for a dash between numbers.
        '\u{30fc}' if after_digit => '-',
        '\u{201c}'..='\u{201f}' | '\u{301d}'..='\u{301f}' => '"',
        '\u{2018}'..='\u{201b}' => '\'',
        '\u{301c}' => '~',
        c if c.is_whitespace() => ' ',
        c => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folded(line: &str) -> Folded {
        let mut folded = Folded::default();
        folded.fold(line);
        folded
    }

    #[test]
    fn writings_of_the_same_come_out_alike() {
        for written in [
            "パスワード:A1-2",
            "ﾊﾟｽﾜｰﾄﾞ：Ａ１－２",
            "ハ\u{309a}スワート\u{3099}：A1\u{2015}2",
            "パス\u{200b}ワード:A1ー2",
        ] {
            assert_eq!(folded(written).text(), "パスワード:A1-2", "{written}");
        }
        assert_eq!(folded("PW　ABC").lower(), "pw abc");
    }

    #[test]
    fn places_lead_back_to_what_was_written() {
        let line = "ﾊﾟｽ：Ａｂ\u{200b}１２。";
        let folded = folded(line);
        let at = folded.text().find("Ab12").unwrap();
        let range = folded.original(&(at..at + 4));
        assert_eq!(&line[range], "Ａｂ\u{200b}１２");
        let range = folded.original(&(0..folded.text().len()));
        assert_eq!(range, 0..line.len());
    }
}
