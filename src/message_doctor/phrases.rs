//! Phrases of messages, from the table in `assets/seller_url/mail.ron`.

use std::sync::LazyLock;

use regex::Regex;
use serde::{Deserialize, Deserializer};
use unicode_normalization::UnicodeNormalization as _;

use crate::embedded;
use crate::seller_url::is_hidden;

/// The table of `mail.ron`.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Table {
    pub(super) amazon_names: Vec<String>,
    pub(super) sender_domains: Vec<String>,
    pub(super) from_labels: Vec<String>,
    pub(super) reply_to_labels: Vec<String>,
    pub(super) subject_labels: Vec<String>,
    pub(super) free_mail: Vec<String>,
    pub(super) harmless_links: Vec<String>,
    pub(super) dangerous_files: Vec<String>,
    pub(super) negations: Vec<String>,
    pub(super) demands: Vec<Rule>,
    pub(super) hints: Vec<Rule>,
    pub(super) forms: Vec<Rule>,
    pub(super) places: Vec<Rule>,
}

/// What makes a sentence one of a kind, and what is said of it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Rule {
    pub(super) id: String,
    text: String,
    /// One of these and one of `acts`.
    #[serde(default)]
    things: Vec<String>,
    #[serde(default)]
    acts: Vec<String>,
    /// Any of these by itself.
    #[serde(default)]
    any: Vec<String>,
    #[serde(default, deserialize_with = "regexes")]
    patterns: Vec<Regex>,
}

fn regexes<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<Regex>, D::Error> {
    let texts = Vec::<String>::deserialize(deserializer)?;
    texts.iter().map(|text| Regex::new(text).map_err(serde::de::Error::custom)).collect()
}

/// The table of this program. A broken one is empty; a test sees to it that none is released.
pub(super) fn table() -> &'static Table {
    static TABLE: LazyLock<Table> = LazyLock::new(|| {
        embedded::table(
            "seller_url/mail.ron",
            ron::from_str(include_str!("../../assets/seller_url/mail.ron")),
        )
    });
    &TABLE
}

/// What is said where a rule of this id applies; none if there is no such rule.
pub fn rule_text(id: &str) -> Option<&'static str> {
    let Table { demands, hints, forms, places, .. } = table();
    let mut rules = [demands, hints, forms, places].into_iter().flatten();
    rules.find(|rule| rule.id == id).map(|rule| rule.text.as_str())
}

impl Rule {
    /// Whether a sentence is of this kind.
    pub(super) fn applies(&self, sentence: &str) -> bool {
        let has_one = |phrases: &[String]| phrases.iter().any(|phrase| sentence.contains(phrase.as_str()));
        has_one(&self.any)
            || (has_one(&self.things) && has_one(&self.acts))
            || self.patterns.iter().any(|pattern| pattern.is_match(sentence))
    }
}

/// Whether a sentence forbids or explains instead of demanding.
pub(super) fn is_negated(sentence: &str) -> bool {
    table().negations.iter().any(|phrase| sentence.contains(phrase.as_str()))
}

/// A text as phrases are compared: small letters, no full width, nothing hidden, no line breaks or blanks beside Japanese
/// letters. Empty lines and marks of lists end a sentence and become line ends.
pub(super) fn normalised(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut blank = false;
    let mut line_ends = 0_usize;
    for c in text.nfkc().flat_map(char::to_lowercase) {
        if c.is_whitespace() {
            blank = true;
            line_ends += usize::from(c == '\n');
            continue;
        }
        if is_hidden(c) {
            continue;
        }
        let begins_item = matches!(c, '■' | '●' | '▼' | '◆' | '※' | '□' | '▪' | '•');
        if line_ends > 1 || begins_item {
            out.push('\n');
        } else if blank && c.is_ascii() && out.ends_with(|before: char| before.is_ascii_graphic()) {
            out.push(' ');
        }
        (blank, line_ends) = (false, 0);
        out.push(c);
    }
    out
}

/// The sentences of a normalised text.
pub(super) fn sentences(text: &str) -> impl Iterator<Item = &str> {
    text.split(['\n', '。', '!', '?'])
        .flat_map(|part| part.split(". "))
        .map(str::trim)
        .filter(|part| !part.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_read_and_its_phrases_are_in_the_form_they_are_compared_in() {
        let table: Table = ron::from_str(include_str!("../../assets/seller_url/mail.ron")).unwrap();
        let rules = || [&table.demands, &table.hints, &table.forms, &table.places].into_iter().flatten();
        for rule in rules() {
            assert!(!rule.text.is_empty() && !rule.text.contains('！'), "{}", rule.id);
            let phrases = [&rule.things, &rule.acts, &rule.any].into_iter().flatten();
            for phrase in phrases.chain(&table.negations).chain(&table.amazon_names) {
                let kept = if phrase.ends_with(' ') {
                    format!("{} ", normalised(phrase))
                } else {
                    normalised(phrase)
                };
                assert_eq!(phrase, &kept, "{}", rule.id);
            }
            assert!(rule.things.is_empty() == rule.acts.is_empty(), "{}", rule.id);
            assert_eq!(rules().filter(|other| other.id == rule.id).count(), 1, "{}", rule.id);
            assert_eq!(rule_text(&rule.id), Some(rule.text.as_str()));
        }
        assert!(table.demands.len() > 10);
    }

    #[test]
    fn texts_are_made_comparable() {
        assert_eq!(normalised("Ａｍａｚｏｎ の\nお知らせ"), "amazonのお知らせ");
        assert_eq!(normalised("within  24\nHours"), "within 24 hours");
        assert_eq!(normalised("パス\u{200b}ワード"), "パスワード");
        assert_eq!(normalised("a\n\nb ■c"), "a\nb\nc".replace("\nc", "\n■c"));
        let text = normalised("一つ。二つ！ Three. Four?");
        assert_eq!(sentences(&text).collect::<Vec<_>>(), ["一つ", "二つ", "three", "four"]);
    }
}
