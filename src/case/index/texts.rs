//! The text of a note, ready to be searched.
//!
//! There is no index of words: Japanese has no spaces between them. The folded text is kept in memory and looked through
//! as a whole, which a processor does at many gigabytes a second. Beside it stands a small filter that tells for most
//! notes without a look that a term cannot be in them.

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
    needles: Vec<memmem::Finder<'t>>,
    bits: Vec<usize>,
}

impl<'t> Needles<'t> {
    /// Prepares terms.
    pub(super) fn new(terms: &'t Terms) -> Self {
        let mut bits = Vec::new();
        for word in terms.words() {
            each_gram(word, |bit| bits.push(bit));
        }
        let mut needles: Vec<_> =
            terms.words().iter().map(|word| memmem::Finder::new(word.as_bytes())).collect();
        // The longest word is the rarest, as a rule.
        needles.sort_by_key(|needle| std::cmp::Reverse(needle.needle().len()));
        Self { needles, bits }
    }

    /// Whether a note has all terms.
    pub(super) fn are_in(&self, text: &Text) -> bool {
        self.bits.iter().all(|bit| text.grams.has(*bit))
            && self.needles.iter().all(|needle| needle.find(text.folded.as_bytes()).is_some())
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

    fn found(pieces: &[&str], typed: &str) -> bool {
        Needles::new(&Terms::parse(typed)).are_in(&Text::new(pieces.iter().copied()))
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
            prop_assert_eq!(Needles::new(&terms).are_in(&text), naive, "{:?} {:?}", text.folded(), terms);
        }
    }
}
