//! How much of a note goes into an inquiry, where not all of it has room.

use crate::case::export::Language;
use crate::ui::text::inquiry as words;

/// The most characters of an inquiry. Amazon tells no limit of its form; a text of this length fits into the fields of
/// usual contact forms and is read to its end. English takes about twice the characters for the same.
pub fn limit(language: Language) -> usize {
    match language {
        Language::Japanese => 2_000,
        Language::English => 4_000,
    }
}

/// What was left out for want of room.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Shortened {
    /// Findings of the machine.
    Findings {
        /// Those that stayed.
        kept: usize,
        /// Those worth telling.
        of: usize,
    },
    /// Earlier tries.
    Tried {
        /// Those that stayed, the latest.
        kept: usize,
        /// All of them.
        of: usize,
    },
    /// Longer texts of the operator.
    Texts {
        /// How many were cut.
        count: usize,
    },
    /// Whole points, by their labels.
    Points {
        /// Their labels.
        labels: Vec<String>,
    },
}

/// How much goes along.
pub(super) struct Measure {
    /// Findings.
    pub findings: usize,
    /// Repairs, the latest.
    pub tried: usize,
    /// Characters of each text of the operator.
    pub own: usize,
    /// Ids of points that stay away.
    pub without: &'static [&'static str],
}

const fn measure(findings: usize, tried: usize, own: usize, without: &'static [&'static str]) -> Measure {
    Measure { findings, tried, own, without }
}

/// From everything to the least, which fits whatever a note holds.
pub(super) const LEVELS: &[Measure] = &[
    measure(usize::MAX, usize::MAX, usize::MAX, &[]),
    measure(6, 10, 800, &[]),
    measure(4, 6, 400, &[]),
    measure(2, 4, 200, &[]),
    measure(1, 3, 120, &[]),
    measure(0, 2, 80, &[]),
    measure(0, 1, 60, &["others"]),
    measure(0, 1, 60, &["others", "changes"]),
    measure(0, 1, 40, &["others", "changes", "machine", "line"]),
];

/// The beginning of a text, with a mark where it was cut; and whether it was. No character is cut in two: neither
/// joined pictures nor what stands above a letter.
pub(super) fn cut(language: Language, text: &str, most: usize) -> (String, bool) {
    let Some((end, _)) = text.char_indices().nth(most) else { return (text.to_owned(), false) };
    let (mut kept, mut rest) = text.split_at_checked(end).unwrap_or((text, ""));
    while rest.starts_with(is_joined) || kept.ends_with('\u{200d}') {
        let Some((last, _)) = kept.char_indices().next_back() else { break };
        (kept, rest) = text.split_at_checked(last).unwrap_or(("", text));
    }
    (words::cut(language, kept.trim_end()), true)
}

/// Whether a character belongs to the one before it: variation selectors, skin tones, joiners, marks above a letter.
fn is_joined(c: char) -> bool {
    matches!(c, '\u{200d}' | '\u{fe00}'..='\u{fe0f}' | '\u{1f3fb}'..='\u{1f3ff}' | '\u{300}'..='\u{36f}' | '\u{3099}' | '\u{309a}')
}
