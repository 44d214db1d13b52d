//! Where in a note a search found something.

use std::ops::Range;

use memchr::memmem;

use super::fold::Placed;
use super::skim::Part;
use super::terms::Terms;

/// Characters shown before what was found first.
const BEFORE: usize = 16;
/// Characters of an excerpt.
const LENGTH: usize = 72;
/// Texts of one note that are shown.
const MOST: usize = 12;
/// Places marked within one excerpt.
const MARKS: usize = 24;
/// Stands where something was left out.
const LEFT_OUT: char = '…';

/// A piece of a note in which something was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Excerpt {
    /// Which part of the note it is from.
    pub part: Part,
    /// The text around what was found, on one line.
    pub text: String,
    /// What was found: ranges of bytes within the text, in order, none overlapping.
    pub marks: Vec<Range<usize>>,
}

/// The pieces in which any of the terms was found, in the order of the pieces.
pub(super) fn excerpts(pieces: &[(Part, &str)], terms: &Terms) -> Vec<Excerpt> {
    if terms.is_empty() {
        return Vec::new();
    }
    let needles: Vec<memmem::Finder<'_>> =
        terms.words().iter().map(|word| memmem::Finder::new(word.as_bytes())).collect();
    let found = pieces.iter().filter_map(|(part, text)| {
        let places = places(text, &needles);
        let first = places.first()?;
        let (text, marks) = cut(text, first.start, &places);
        Some(Excerpt { part: *part, text, marks })
    });
    found.take(MOST).collect()
}

/// Where in a text the terms are, in order, joined where they overlap.
fn places(text: &str, needles: &[memmem::Finder<'_>]) -> Vec<Range<usize>> {
    let placed = Placed::new(text);
    let mut found: Vec<Range<usize>> = needles
        .iter()
        .flat_map(|needle| {
            let length = needle.needle().len();
            let starts = needle.find_iter(placed.text.as_bytes()).take(MARKS);
            starts.filter_map(|start| placed.original(&(start..start + length))).collect::<Vec<_>>()
        })
        .collect();
    found.sort_by_key(|range| (range.start, range.end));
    found.dedup_by(|next, before| {
        let joined = next.start <= before.end;
        if joined {
            before.end = before.end.max(next.end);
        }
        joined
    });
    found
}

/// A part of a text on one line, and the places within it.
fn cut(text: &str, first: usize, places: &[Range<usize>]) -> (String, Vec<Range<usize>>) {
    let head = text.get(..first).unwrap_or_default();
    let begin = head.char_indices().rev().take(BEFORE).last().map_or(first, |(start, _)| start);
    let mut out = String::new();
    if begin > 0 {
        out.push(LEFT_OUT);
    }
    let mut marks: Vec<Range<usize>> = Vec::new();
    let mut places = places.iter().peekable();
    for (shown, (offset, c)) in text.get(begin..).unwrap_or_default().char_indices().enumerate() {
        let at = begin + offset;
        if shown == LENGTH {
            out.push(LEFT_OUT);
            break;
        }
        while places.next_if(|place| place.end <= at).is_some() {}
        let start = out.len();
        out.push(if c.is_whitespace() || c.is_control() { ' ' } else { c });
        if let Some(place) = places.peek().filter(|place| place.contains(&at)) {
            match marks.last_mut().filter(|last| last.end == start && place.start < at) {
                Some(last) => last.end = out.len(),
                None => marks.push(start..out.len()),
            }
        }
    }
    (out, marks)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::fold::fold;
    use super::*;

    fn marked(text: &str, typed: &str) -> Vec<String> {
        let excerpts = excerpts(&[(Part::Memo, text)], &Terms::parse(typed));
        let marked = |excerpt: &Excerpt| {
            let mut text = excerpt.text.clone();
            for mark in excerpt.marks.iter().rev() {
                text.insert(mark.end, ']');
                text.insert(mark.start, '[');
            }
            text
        };
        excerpts.iter().map(marked).collect()
    }

    #[test]
    fn what_was_found_is_marked_as_it_is_written() {
        assert_eq!(marked("朝からﾛｸﾞｲﾝできない", "ログイン"), ["朝から[ﾛｸﾞｲﾝ]できない"]);
        assert_eq!(marked("コードとコード", "コード とこ"), ["[コードとコード]"]);
        assert_eq!(marked("コード、コード", "こーど"), ["[コード]、[コード]"]);
        assert_eq!(marked("ユーザーを\n消した", "ユーザー"), ["[ユーザ]ーを 消した"]);
        assert!(marked("別の話", "コード").is_empty() && marked("何か", "").is_empty());
    }

    #[test]
    fn a_long_text_is_shown_around_the_place() {
        let text = format!("{}コード{}", "前".repeat(100), "後".repeat(100));
        let shown = marked(&text, "コード").remove(0);
        assert!(shown.starts_with("…前") && shown.ends_with("後…") && shown.contains("[コード]"), "{shown}");
        assert_eq!(shown.chars().count(), LENGTH + 2 + 2);
    }

    proptest! {
        #[test]
        fn every_mark_is_what_was_looked_for(text in "[a-dＡ-Ｄあ-おア-オｱ-ｵ゛ﾞー \n。]{0,120}", typed in "[a-dあ-おア-オー]{1,3}") {
            let terms = Terms::parse(&typed);
            let found = excerpts(&[(Part::Memo, &text)], &terms);
            let expected = !terms.is_empty() && terms.words().iter().any(|word| fold(&text).contains(word));
            prop_assert_eq!(!found.is_empty(), expected);
            for excerpt in &found {
                prop_assert!(excerpt.marks.is_sorted_by(|a, b| a.end <= b.start));
                prop_assert!(!excerpt.marks.is_empty());
                for mark in &excerpt.marks {
                    prop_assert!(excerpt.text.get(mark.clone()).is_some_and(|text| !text.is_empty()));
                }
                let first = fold(&excerpt.text[excerpt.marks[0].clone()]);
                prop_assert!(terms.words().iter().any(|word| first.contains(word)), "{:?}", excerpt);
            }
        }
    }
}
