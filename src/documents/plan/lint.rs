//! What makes the wording of an improvement plan weak, entry by entry.
//!
//! Pure and linear: regular expressions without backtracking over a text in one writing. What is looked for is in
//! `assets/documents/plan_words.ron`. Amazon reads a plan for what happened, who did what about it, and when (S1-70 to
//! S1-74): an entry that names number, owner and day in plain words gets no flag.

use unicode_normalization::UnicodeNormalization as _;

use crate::case::PlanSection as Section;
use crate::case::guard::Pattern;

use super::words::{Words, words};

/// A weakness of an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Flag {
    /// Words that could stand in any plan.
    Abstract,
    /// No count, amount, share, time or identifier; a date alone is none.
    NoNumber,
    /// No name, role or post; the company as a whole owns nothing.
    NoOwner,
    /// No day, month, period or recurring time.
    NoDate,
    /// Feelings or pleas.
    Emotion,
    /// Under what was done: something that is not done yet.
    FutureWhereDone,
    /// More than one violation.
    MixedViolations,
    /// A model text, or a place in one that was left open.
    CopiedTemplate,
}

impl Flag {
    /// All flags, in the order in which they are given.
    pub const ALL: [Self; 8] = [
        Self::Abstract,
        Self::NoNumber,
        Self::NoOwner,
        Self::NoDate,
        Self::Emotion,
        Self::FutureWhereDone,
        Self::MixedViolations,
        Self::CopiedTemplate,
    ];

    /// Its name on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Abstract => "abstract",
            Self::NoNumber => "no_number",
            Self::NoOwner => "no_owner",
            Self::NoDate => "no_date",
            Self::Emotion => "emotion",
            Self::FutureWhereDone => "future_where_done",
            Self::MixedViolations => "mixed_violations",
            Self::CopiedTemplate => "copied_template",
        }
    }
}

/// The weaknesses of an entry, in the order of [`Flag::ALL`].
pub fn lint(section: Section, text: &str) -> Vec<Flag> {
    let words = words();
    let text = folded(text);
    let filled = without(&text, &words.placeholders);
    let missing = Missing::of(&filled, words);
    let is = |flag: &Flag| match flag {
        Flag::Abstract => {
            words.vague.is_match(&filled) || (missing.any() && words.vague_alone.is_match(&filled))
        }
        Flag::NoNumber => missing.number,
        Flag::NoOwner => missing.owner,
        Flag::NoDate => missing.date,
        Flag::Emotion => words.emotion.is_match(&filled),
        Flag::FutureWhereDone => section == Section::Done && tells_future(&filled, words),
        Flag::MixedViolations => names_several(&filled, words),
        Flag::CopiedTemplate => filled != text || words.templates.is_match(&text),
    };
    Flag::ALL.into_iter().filter(is).collect()
}

/// The part of the plan that a line names at its beginning, as in `[原因] …`, and what it says.
pub fn tagged(line: &str) -> Option<(Section, &str)> {
    let tags = Section::ALL.into_iter().zip(&words().tags);
    tags.into_iter().find_map(|(section, tag)| {
        let end = tag.find_iter(line).next()?.end();
        Some((section, line.get(end..).unwrap_or_default()))
    })
}

/// Whether a text says that the company looked at its own flow and management (S1-74).
pub fn reviews_internal_flow(text: &str) -> bool {
    words().internal_review.is_match(&folded(text))
}

/// Whether a text holds something, and no place that was left open.
pub fn is_value(text: &str) -> bool {
    let text = folded(text);
    !text.is_empty() && !words().placeholders.is_match(&text)
}

/// Whether a field that asks for a name or a post holds one: any name counts, the company as a whole does not.
pub fn is_owner(text: &str) -> bool {
    is_value(text) && !words().nobody.is_match(&folded(text))
}

/// What an entry does not name.
#[derive(Clone, Copy, Debug)]
struct Missing {
    number: bool,
    owner: bool,
    date: bool,
}

impl Missing {
    fn of(filled: &str, words: &Words) -> Self {
        let dated = without(filled, &words.no_dates);
        let counted = without(filled, &words.no_numbers);
        let numbered = without(&counted, &words.dates);
        let owned = without(filled, &words.no_owners);
        let number = words.clock.is_match(&counted)
            || words.counts.is_match(&numbered)
            || numbered.chars().any(|c| c.is_ascii_digit());
        Self {
            number: !number,
            owner: !words.owners.is_match(&owned) && !words.english_names.is_match(&owned),
            date: !words.dates.is_match(&dated),
        }
    }

    fn any(self) -> bool {
        self.number || self.owner || self.date
    }
}

/// The text in one writing: NFKC, and no spaces but between two words in Latin letters.
fn folded(text: &str) -> String {
    let spaced: String = text.nfkc().map(|c| if c.is_whitespace() { ' ' } else { c }).collect();
    let mut folded = String::with_capacity(spaced.len());
    let mut words = spaced.split(' ').filter(|word| !word.is_empty());
    folded.push_str(words.next().unwrap_or_default());
    for word in words {
        if folded.ends_with(|c: char| c.is_ascii()) && word.starts_with(|c: char| c.is_ascii()) {
            folded.push(' ');
        }
        folded.push_str(word);
    }
    folded
}

/// The text with a space for each thing that the pattern finds.
fn without(text: &str, pattern: &Pattern) -> String {
    let mut rest = String::with_capacity(text.len());
    let mut end = 0;
    for found in pattern.find_iter(text) {
        rest.push_str(text.get(end..found.start()).unwrap_or_default());
        rest.push(' ');
        end = found.end();
    }
    rest.push_str(text.get(end..).unwrap_or_default());
    rest
}

/// Whether something is said to be still to come. What others said, in quotes, does not count.
fn tells_future(text: &str, words: &Words) -> bool {
    let own = without(text, &words.quoted);
    let polite = words
        .polite
        .find_iter(&own)
        .any(|found| !words.states.is_match(own.get(..found.start()).unwrap_or_default()));
    polite || words.future.is_match(&own) || words.plain.is_match(&own)
}

/// Whether more than one violation is named.
fn names_several(text: &str, words: &Words) -> bool {
    let named = words.violations.iter().filter(|violation| violation.is_match(text)).take(2).count();
    named > 1 || words.mixed.is_match(text)
}
