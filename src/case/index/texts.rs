//! The text of a note, ready to be searched.
//!
//! There is no index of words: Japanese has no spaces between them. The folded text is kept in memory and looked through
//! as a whole, which a processor does at many gigabytes a second. Beside it stands a small filter that tells for most
//! notes without a look that a term cannot be in them.

use std::collections::HashSet;

use memchr::memmem;

use super::fold::fold;
use super::terms::Terms;

/// Stands between two pieces of a note, and in no folded text: a term is never found across pieces.
const BETWEEN: char = '\n';

/// Bits of the filter. A note of 20 KB sets about a third of them.
const BITS: usize = 1 << 14;
const WORDS: usize = BITS / 64;

/// All pieces of a note, folded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Text {
    folded: Box<str>,
    grams: Grams,
}

impl Text {
    /// Folds the pieces of a note.
    pub(super) fn new<'a>(pieces: impl Iterator<Item = &'a str>) -> Self {
        let mut folded = String::new();
        for piece in pieces.filter(|piece| !piece.is_empty()) {
            folded.push_str(&fold(piece));
            folded.push(BETWEEN);
        }
        let mut grams = Grams(vec![0; WORDS].into_boxed_slice());
        each_gram(&folded, |bit| grams.set(bit));
        Self { folded: folded.into_boxed_str(), grams }
    }

    #[cfg(test)]
    pub(super) fn folded(&self) -> &str {
        &self.folded
    }
}

/// Terms, prepared for many notes.
pub(super) struct Needles<'t> {
    /// The one that is looked for first, and the others.
    finders: Vec<memmem::Finder<'t>>,
    /// What the filter is asked.
    bits: Vec<usize>,
    /// Whether the first one goes on with what was looked for before.
    lead: Lead,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Lead {
    GoesOn,
    New,
}

impl<'t> Needles<'t> {
    /// Prepares terms for notes that have all of the `earlier` ones, of which `word` was looked for first: what is
    /// known of these notes is not asked again.
    pub(super) fn beyond(terms: &'t Terms, earlier: &Terms, word: &str) -> Self {
        let mut known = HashSet::new();
        for word in earlier.words() {
            each_gram(word, |bit| known.extend([bit]));
        }
        let mut bits = Vec::new();
        for word in terms.words() {
            each_gram(word, |bit| bits.extend((!known.contains(&bit)).then_some(bit)));
        }
        let goes_on = |needle: &[u8]| !word.is_empty() && needle.starts_with(word.as_bytes());
        let mut finders: Vec<_> =
            terms.words().iter().map(|word| memmem::Finder::new(word.as_bytes())).collect();
        // The longest word is the rarest, as a rule.
        finders.sort_by_key(|needle| (!goes_on(needle.needle()), std::cmp::Reverse(needle.needle().len())));
        let is_lead = finders.first().is_some_and(|needle| goes_on(needle.needle()));
        Self { finders, bits, lead: if is_lead { Lead::GoesOn } else { Lead::New } }
    }

    /// The word that is looked for first.
    pub(super) fn word(&self) -> String {
        let word = self.finders.first().map(memmem::Finder::needle).unwrap_or_default();
        String::from_utf8_lossy(word).into_owned()
    }

    /// Where a note has the first term, if it has all of them. `from` is where it had that of the search before.
    pub(super) fn find_in(&self, text: &Text, from: usize) -> Option<usize> {
        let (lead, others) = self.finders.split_first()?;
        let from = if self.lead == Lead::GoesOn { from } else { 0 };
        let whole = text.folded.as_bytes();
        let tail = whole.get(from..)?;
        // Most often what is typed goes on where it was found. A look there costs less than one into the filter.
        if others.is_empty() && self.lead == Lead::GoesOn && tail.starts_with(lead.needle()) {
            return Some(from);
        }
        if !self.bits.iter().all(|bit| text.grams.has(*bit)) {
            return None;
        }
        let at = from + lead.find(tail)?;
        others.iter().all(|needle| needle.find(whole).is_some()).then_some(at)
    }
}

/// Which characters, pairs and triples of characters a text has; hashed, so that a bit may stand for several.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Grams(Box<[u64]>);

impl Grams {
    fn set(&mut self, bit: usize) {
        if let Some(word) = self.0.get_mut(bit / 64) {
            *word |= 1 << (bit % 64);
        }
    }

    fn has(&self, bit: usize) -> bool {
        self.0.get(bit / 64).is_some_and(|word| word & (1 << (bit % 64)) != 0)
    }
}

/// Tells the bit of each character, each pair and each triple.
fn each_gram(folded: &str, mut tell: impl FnMut(usize)) {
    let (mut second, mut first) = (0, 0);
    for c in folded.chars() {
        let c = if c == BETWEEN { 0 } else { u64::from(u32::from(c)) };
        if c != 0 {
            tell(bit(c));
            if first != 0 {
                tell(bit(c | first << 21));
                if second != 0 {
                    tell(bit(c | first << 21 | second << 42));
                }
            }
        }
        (second, first) = (if c == 0 { 0 } else { first }, c);
    }
}

/// Fibonacci hashing: the upper bits of a product with 2^64 divided by the golden ratio.
fn bit(gram: u64) -> usize {
    let hash = gram.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    usize::try_from(hash >> (64 - BITS.trailing_zeros())).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn alone(terms: &Terms) -> Needles<'_> {
        Needles::beyond(terms, &Terms::default(), "")
    }

    fn found(pieces: &[&str], typed: &str) -> bool {
        let terms = Terms::parse(typed);
        terms.is_empty() || alone(&terms).find_in(&Text::new(pieces.iter().copied()), 0).is_some()
    }

    #[test]
    fn all_words_must_be_there_and_none_across_pieces() {
        let note = ["朝からログインできない", "A店", "ｺｰﾄﾞが届かない"];
        assert!(found(&note, "ろぐいん") && found(&note, "コード ａ店") && found(&note, ""));
        assert!(!found(&note, "コード B店") && !found(&note, "ないA店") && !found(&note, "\"ない a\""));
    }

    #[test]
    fn grams_do_not_reach_across_pieces() {
        let mut grams = 0;
        each_gram("ab\nc", |_| grams += 1);
        assert_eq!(grams, 3 + 1);
    }

    proptest! {
        #[test]
        fn the_filter_hides_nothing(
            pieces in prop::collection::vec("[a-cあ-う一-三ー 。]{0,30}", 0..4),
            typed in "[a-cあ-う一ー \"]{0,5}",
        ) {
            let terms = Terms::parse(&typed);
            let text = Text::new(pieces.iter().map(String::as_str));
            let naive = terms.words().iter().all(|word| pieces.iter().any(|piece| fold(piece).contains(word)));
            let found = terms.is_empty() || alone(&terms).find_in(&text, 0).is_some();
            prop_assert_eq!(found, naive, "{:?} {:?}", text.folded(), terms);
        }

        #[test]
        fn a_search_that_goes_on_finds_what_a_new_one_finds(
            pieces in prop::collection::vec("[ab]{0,12}", 1..4),
            typed in "[ab]{1,4} ?[ab]{0,3}",
        ) {
            let text = Text::new(pieces.iter().map(String::as_str));
            let (mut earlier, mut word, mut from) = (Terms::default(), String::new(), Some(0));
            for end in 1..=typed.len() {
                let terms = Terms::parse(&typed[..end]);
                if !terms.narrow(&earlier) {
                    (earlier, word, from) = (Terms::default(), String::new(), Some(0));
                }
                let needles = Needles::beyond(&terms, &earlier, &word);
                from = from.and_then(|from| needles.find_in(&text, from));
                prop_assert_eq!(from, alone(&terms).find_in(&text, 0).and(from), "{:?}", terms);
                prop_assert_eq!(from.is_some(), alone(&terms).find_in(&text, 0).is_some());
                word = needles.word();
                earlier = terms;
            }
        }
    }
}
