//! A folded line with the words in it that tell what stands beside them.

use std::ops::Range;

use super::digits::{self, Chain};
use super::words::{Class, words};

/// A word that tells what stands beside it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Label {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) class: Class,
}

/// How a line ends, for the one below it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Ending {
    /// With nothing that looks forward.
    #[default]
    Nothing,
    /// With a word whose value may stand on the next line.
    Label(Class),
    /// Within a private key.
    Key,
}

/// A folded line.
#[derive(Debug)]
pub(super) struct Line<'a> {
    /// In one writing; see [`super::fold`].
    pub(super) text: &'a str,
    /// The same in small letters.
    pub(super) lower: &'a str,
    /// The words that tell, in order; no two overlap.
    pub(super) labels: Vec<Label>,
    /// The numbers, in order.
    pub(super) chains: Vec<Chain>,
    /// How the line before ends.
    pub(super) before: Ending,
    /// The length of the longest run of characters that keys and cookies are made of, in bytes: most lines have none
    /// of a length that is worth a closer look.
    pub(super) longest_run: usize,
}

impl<'a> Line<'a> {
    pub(super) fn of(text: &'a str, lower: &'a str, before: Ending) -> Self {
        let in_keys = |byte: &u8| byte.is_ascii_alphanumeric() || b"_-./+=|%".contains(byte);
        let runs = text.as_bytes().split(|byte| !in_keys(byte));
        let longest_run = runs.map(<[u8]>::len).max().unwrap_or_default();
        Self { text, lower, labels: words().labels(lower), chains: digits::chains(text), before, longest_run }
    }

    /// Whether it cannot hold anything: no word that tells, and neither letters nor digits of ASCII.
    pub(super) fn is_idle(&self) -> bool {
        self.labels.is_empty() && self.longest_run < 4 && self.before == Ending::Nothing
    }

    /// A part of the line; empty where there is none.
    pub(super) fn part(&self, range: Range<usize>) -> &'a str {
        self.text.get(range).unwrap_or_default()
    }

    /// What follows a place, no longer than `most` bytes.
    pub(super) fn after(&self, at: usize, most: usize) -> &'a str {
        let end = self.text.floor_char_boundary(at.saturating_add(most));
        self.part(at..end)
    }

    /// The same in small letters.
    pub(super) fn lower_after(&self, at: usize, most: usize) -> &'a str {
        let end = self.lower.floor_char_boundary(at.saturating_add(most));
        self.lower.get(at..end).unwrap_or_default()
    }

    /// What stands before a place, no longer than `most` bytes.
    pub(super) fn before(&self, at: usize, most: usize) -> &'a str {
        let start = self.text.ceil_char_boundary(at.saturating_sub(most));
        self.part(start.min(at)..at)
    }

    /// The last label that ends at or before a place.
    pub(super) fn label_before(&self, at: usize) -> Option<Label> {
        let count = self.labels.partition_point(|label| label.end <= at);
        count.checked_sub(1).and_then(|index| self.labels.get(index)).copied()
    }

    /// The labels within `reach` bytes before a place, the nearest first.
    pub(super) fn labels_before(&self, at: usize, reach: usize) -> impl Iterator<Item = Label> + '_ {
        let count = self.labels.partition_point(|label| label.end <= at);
        let near = self.labels.get(..count).unwrap_or_default();
        near.iter().rev().copied().take_while(move |label| at - label.end <= reach)
    }

    /// The labels within `reach` bytes after a place, the nearest first.
    pub(super) fn labels_after(&self, at: usize, reach: usize) -> impl Iterator<Item = Label> + '_ {
        let count = self.labels.partition_point(|label| label.start < at);
        let near = self.labels.get(count..).unwrap_or_default();
        near.iter().copied().take_while(move |label| label.start - at <= reach)
    }

    /// Whether a label overlaps a range.
    pub(super) fn has_label_in(&self, range: &Range<usize>) -> bool {
        let first = self.labels.partition_point(|label| label.end <= range.start);
        self.labels.get(first).is_some_and(|label| label.start < range.end)
    }

    /// Whether a word of one of these classes stands within `reach` bytes of a place.
    pub(super) fn is_near(&self, range: &Range<usize>, reach: usize, classes: &[Class]) -> bool {
        let mut near = self.labels_before(range.start, reach).chain(self.labels_after(range.end, reach));
        near.any(|label| classes.contains(&label.class))
    }

    /// How it ends.
    pub(super) fn ending(&self) -> Ending {
        if self.text.contains("-----BEGIN ") && self.text.contains("PRIVATE KEY") {
            return if self.text.contains("-----END ") { Ending::Nothing } else { Ending::Key };
        }
        if self.before == Ending::Key && !self.text.contains("-----END ") {
            return Ending::Key;
        }
        let Some(label) = self.labels.last() else { return Ending::Nothing };
        let rest = self.part(label.end..self.text.len());
        // The topic particle, and marks.
        let rest =
            rest.trim_matches(|c: char| c.is_whitespace() || c == '\u{306f}' || ":=→⇒】]」』)-".contains(c));
        if rest.is_empty() { Ending::Label(label.class) } else { Ending::Nothing }
    }

    /// The class of the word that the line before ends with.
    pub(super) fn class_above(&self) -> Option<Class> {
        match self.before {
            Ending::Label(class) => Some(class),
            Ending::Nothing | Ending::Key => None,
        }
    }
}
