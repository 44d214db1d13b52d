//! The words and patterns of `assets/documents/plan_words.ron`.

use std::sync::LazyLock;

use ron::extensions::Extensions;
use serde::Deserialize;

use crate::case::guard::Pattern;
use crate::embedded;

/// The words as they stand in the file.
const FILE: &str = include_str!("../../../assets/documents/plan_words.ron");

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    tags: Vec<String>,
    placeholders: Vec<String>,
    templates: Vec<String>,
    no_numbers: Vec<String>,
    dates: Vec<String>,
    no_dates: Vec<String>,
    clock: Vec<String>,
    counts: Vec<String>,
    posts: Vec<String>,
    no_owners: Vec<String>,
    nobody: String,
    names: Vec<String>,
    surnames: Vec<String>,
    english_names: Vec<String>,
    vague: Vec<String>,
    vague_alone: Vec<String>,
    emotion: Vec<String>,
    future: Vec<String>,
    polite: String,
    quoted: String,
    states: Vec<String>,
    plain: String,
    violations: Vec<Violation>,
    mixed: Vec<String>,
    internal_review: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Violation {
    /// For whoever edits the file.
    #[serde(rename = "name")]
    _name: String,
    words: Vec<String>,
}

/// The words, ready to be looked for; see the file for what each is.
#[derive(Debug)]
pub(super) struct Words {
    /// One a part of the plan.
    pub(super) tags: Vec<Pattern>,
    pub(super) placeholders: Pattern,
    pub(super) templates: Pattern,
    pub(super) no_numbers: Pattern,
    pub(super) dates: Pattern,
    pub(super) no_dates: Pattern,
    pub(super) clock: Pattern,
    pub(super) counts: Pattern,
    pub(super) no_owners: Pattern,
    pub(super) nobody: Pattern,
    /// Posts, and names by their title or in the list of surnames.
    pub(super) owners: Pattern,
    pub(super) english_names: Pattern,
    pub(super) vague: Pattern,
    pub(super) vague_alone: Pattern,
    pub(super) emotion: Pattern,
    pub(super) future: Pattern,
    pub(super) polite: Pattern,
    pub(super) quoted: Pattern,
    pub(super) states: Pattern,
    pub(super) plain: Pattern,
    /// One a violation.
    pub(super) violations: Vec<Pattern>,
    pub(super) mixed: Pattern,
    pub(super) internal_review: Pattern,
}

/// The words of this program.
pub(super) fn words() -> &'static Words {
    // A test parses the same file, so that a broken one cannot be in a program that was tested.
    static WORDS: LazyLock<Words> =
        LazyLock::new(|| Words::of(&embedded::table("documents/plan_words.ron", parse(FILE))));
    &WORDS
}

fn parse(text: &str) -> Result<File, ron::error::SpannedError> {
    ron::Options::default().with_default_extension(Extensions::IMPLICIT_SOME).from_str(text)
}

/// One pattern of many, in any case of letters. An empty list finds nothing.
fn any(alternatives: &[String]) -> Pattern {
    if alternatives.is_empty() {
        Pattern::Broken
    } else {
        Pattern::of(&format!("(?i){}", alternatives.join("|")))
    }
}

impl Words {
    fn of(file: &File) -> Self {
        let owners: Vec<String> = file.posts.iter().chain(&file.surnames).cloned().collect();
        // Names with a title are told by the case of their letters.
        let owners = Pattern::of(&format!("(?i:{})|{}", owners.join("|"), file.names.join("|")));
        Self {
            tags: file.tags.iter().map(|tag| Pattern::of(tag)).collect(),
            placeholders: any(&file.placeholders),
            templates: any(&file.templates),
            no_numbers: any(&file.no_numbers),
            dates: any(&file.dates),
            no_dates: any(&file.no_dates),
            clock: any(&file.clock),
            counts: any(&file.counts),
            no_owners: any(&file.no_owners),
            nobody: Pattern::of(&file.nobody),
            owners,
            english_names: Pattern::of(&file.english_names.join("|")),
            vague: any(&file.vague),
            vague_alone: any(&file.vague_alone),
            emotion: any(&file.emotion),
            future: any(&file.future),
            polite: Pattern::of(&file.polite),
            quoted: Pattern::of(&file.quoted),
            states: any(&file.states),
            plain: Pattern::of(&file.plain),
            violations: file.violations.iter().map(|violation| any(&violation.words)).collect(),
            mixed: any(&file.mixed),
            internal_review: any(&file.internal_review),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_is_read_and_every_pattern_is_one() {
        let file = parse(FILE).unwrap();
        assert!(file.violations.len() > 10 && file.surnames.len() > 150);
        let words = Words::of(&file);
        let shown = format!("{words:?}");
        assert!(!shown.contains("Broken"), "{shown}");
    }
}
