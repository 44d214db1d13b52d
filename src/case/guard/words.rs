//! The words and patterns of `assets/guard/words.ron`.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use ron::extensions::Extensions;
use serde::Deserialize;

use crate::embedded;

use super::line::Label;
use super::pattern::Pattern;

/// The words as they stand in the file.
const FILE: &str = include_str!("../../../assets/guard/words.ron");

/// What a word tells of what stands beside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize)]
pub(super) enum Class {
    /// A password.
    Password,
    /// The same, in a word that has other meanings.
    PasswordShort,
    /// A number that serves as a password.
    Pin,
    /// A word that serves as a password.
    Phrase,
    /// A user and a password.
    Pair,
    /// A one-time code.
    Otp,
    /// What one-time codes are for or come by.
    OtpTopic,
    /// A code of any sort.
    Code,
    /// A one-time code, or the check number of a card.
    Security,
    /// The check number of a card.
    Cvv,
    /// A payment card.
    Card,
    /// The number of a bank account.
    Account,
    /// A sort of bank account, which is followed by its number.
    Deposit,
    /// A bank or a branch.
    Bank,
    /// What bank accounts are for.
    BankTopic,
    /// The postal bank, whose accounts have two numbers.
    Post,
    /// A My Number.
    MyNumber,
    /// What one-time codes are made of.
    Totp,
    /// Codes for the loss of a device.
    Backup,
    /// A key or token of a program.
    Key,
    /// A session's id or the value of a cookie.
    Session,
    /// A number of twelve digits that is none of ours: parcels, accounts of a cloud.
    Parcel,
    /// The word for a number, without what it is a number of.
    Number,
    /// Any other number.
    Other,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    labels: Vec<Labels>,
    mark: String,
    topic: String,
    subject: String,
    object: String,
    is: String,
    pair: String,
    sentence: String,
    of_another: String,
    used: String,
    code_of: String,
    reversed: String,
    reversed_after: String,
    states: Vec<String>,
    products: Vec<String>,
    tells: String,
    particles: String,
    carries_on: String,
    goes_on: String,
    ends: String,
    becomes: String,
    another: String,
    code_gap: String,
    code_after: String,
    code_ends: String,
    code_told: String,
    counted: String,
    money: String,
    key_mark: String,
    phrase_ends: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Labels {
    class: Class,
    words: Vec<String>,
}

/// The words, ready to be looked for.
#[derive(Debug)]
pub(super) struct Words {
    labels: Pattern,
    classes: HashMap<String, Class>,
    states: HashSet<String>,
    products: HashSet<String>,
    /// Between a password's word and its value; see the file.
    pub(super) mark: Pattern,
    pub(super) topic: Pattern,
    pub(super) subject: Pattern,
    pub(super) object: Pattern,
    pub(super) is: Pattern,
    pub(super) pair: Pattern,
    pub(super) sentence: Pattern,
    pub(super) of_another: Pattern,
    pub(super) used: Pattern,
    pub(super) code_of: Pattern,
    pub(super) reversed: Pattern,
    pub(super) reversed_after: Pattern,
    pub(super) tells: Pattern,
    pub(super) particles: Pattern,
    pub(super) carries_on: Pattern,
    pub(super) goes_on: Pattern,
    pub(super) ends: Pattern,
    pub(super) becomes: Pattern,
    pub(super) another: Pattern,
    pub(super) code_gap: Pattern,
    pub(super) code_after: Pattern,
    pub(super) code_ends: Pattern,
    pub(super) code_told: Pattern,
    pub(super) counted: Pattern,
    pub(super) money: Pattern,
    pub(super) key_mark: Pattern,
    pub(super) phrase_ends: Pattern,
}

/// The words of this program.
pub(super) fn words() -> &'static Words {
    // Tests parse the same file, so that a broken one cannot be in a program that was tested.
    static WORDS: LazyLock<Words> =
        LazyLock::new(|| Words::of(embedded::table("guard/words.ron", parse(FILE))));
    &WORDS
}

fn parse(text: &str) -> Result<File, ron::error::SpannedError> {
    ron::Options::default().with_default_extension(Extensions::IMPLICIT_SOME).from_str(text)
}

impl Words {
    fn of(file: File) -> Self {
        let mut classes = HashMap::new();
        for labels in file.labels {
            classes.extend(labels.words.into_iter().map(|word| (word, labels.class)));
        }
        let mut longest_first: Vec<&String> = classes.keys().collect();
        longest_first.sort_by_key(|word| std::cmp::Reverse(word.len()));
        let alternatives: Vec<String> = longest_first.into_iter().map(|word| regex::escape(word)).collect();
        Self {
            labels: Pattern::of(&alternatives.join("|")),
            classes,
            states: file.states.into_iter().collect(),
            products: file.products.into_iter().collect(),
            mark: Pattern::of(&file.mark),
            topic: Pattern::of(&file.topic),
            subject: Pattern::of(&file.subject),
            object: Pattern::of(&file.object),
            is: Pattern::of(&file.is),
            pair: Pattern::of(&file.pair),
            sentence: Pattern::of(&file.sentence),
            of_another: Pattern::of(&file.of_another),
            used: Pattern::of(&file.used),
            code_of: Pattern::of(&file.code_of),
            reversed: Pattern::of(&file.reversed),
            reversed_after: Pattern::of(&file.reversed_after),
            tells: Pattern::of(&file.tells),
            particles: Pattern::of(&file.particles),
            carries_on: Pattern::of(&file.carries_on),
            goes_on: Pattern::of(&file.goes_on),
            ends: Pattern::of(&file.ends),
            becomes: Pattern::of(&file.becomes),
            another: Pattern::of(&file.another),
            code_gap: Pattern::of(&file.code_gap),
            code_after: Pattern::of(&file.code_after),
            code_ends: Pattern::of(&file.code_ends),
            code_told: Pattern::of(&file.code_told),
            counted: Pattern::of(&file.counted),
            money: Pattern::of(&file.money),
            key_mark: Pattern::of(&file.key_mark),
            phrase_ends: Pattern::of(&file.phrase_ends),
        }
    }

    /// The words that a line in small letters holds.
    pub(super) fn labels(&self, lower: &str) -> Vec<Label> {
        let found = self.labels.find_iter(lower).filter(|found| !found.is_empty());
        let labels = found.filter_map(|found| {
            let class = *self.classes.get(found.as_str())?;
            let label = Label { start: found.start(), end: found.end(), class };
            stands_alone(lower, label).then_some(label)
        });
        labels.collect()
    }

    /// Whether a value, in small letters, says that there is none.
    pub(super) fn is_state(&self, value: &str) -> bool {
        self.states.contains(value)
    }

    /// Whether a value, in small letters, is the name of a product.
    pub(super) fn is_product(&self, value: &str) -> bool {
        self.products.contains(value)
    }
}

/// Whether a word in Latin letters is a word, and not a part of another one. Long ones may be part of a name such as
/// `dbPassword`.
fn stands_alone(line: &str, label: Label) -> bool {
    let word = line.get(label.start..label.end).unwrap_or_default();
    let before = line.get(..label.start).and_then(|line| line.chars().next_back());
    let after = line.get(label.end..).and_then(|line| line.chars().next());
    let is_part = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphabetic());
    let begins_latin = word.starts_with(|c: char| c.is_ascii_alphanumeric());
    let ends_latin = word.ends_with(|c: char| c.is_ascii_alphanumeric());
    let is_long = word.is_ascii() && word.len() >= 6;
    if begins_latin && !is_long && (is_part(before) || before.is_some_and(|c| c.is_ascii_digit())) {
        return false;
    }
    if ends_latin && is_part(after) && !(is_long && after == Some('s')) {
        return false;
    }
    // パスポート, パスキー: a part of a longer word.
    let is_katakana = |c: char| ('\u{30a1}'..='\u{30fa}').contains(&c) || c == '\u{30fc}';
    label.class != Class::PasswordShort || word.is_ascii() || !after.is_some_and(is_katakana)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_can_be_used() {
        let words = Words::of(parse(FILE).unwrap());
        assert!(!format!("{words:?}").contains("Broken"), "a pattern is none");
    }

    #[test]
    fn every_word_is_in_one_writing() {
        let file = parse(FILE).unwrap();
        let mut folded = super::super::fold::Folded::default();
        let labels = file.labels.iter().flat_map(|labels| &labels.words);
        for word in labels.chain(&file.states).chain(&file.products) {
            folded.fold(word);
            assert_eq!(folded.lower(), word, "write it so");
        }
    }
}
