//! Names, learned and masked.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use regex::{Captures, Regex, RegexBuilder};

use crate::ui::text::masking as words;

use super::{pattern, stand_in};

/// What is named.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    Person,
    /// Somebody's account on a computer.
    Account,
    /// A profile of a browser.
    Profile,
}

/// The most memory that the pattern of all names takes, in bytes: some thousand names.
const LARGEST_PATTERN: usize = 64 * 1024 * 1024;
/// Names of accounts and profiles that are nobody's.
const NOBODYS: &[&str] = &[
    "public",
    "default",
    "defaultuser",
    "all users",
    "guest",
    "shared",
    "user",
    "users",
    "admin",
    "owner",
    "root",
];

/// The names of a note.
#[derive(Debug, Default)]
pub(super) struct Names {
    /// Kind and number by the name as it is written.
    numbers: BTreeMap<String, (Kind, usize)>,
    counts: BTreeMap<Kind, usize>,
    /// Names that were called by an honorific, in the order of the note, until all are known.
    called: Vec<String>,
    /// Finds persons and accounts in a running text.
    everywhere: Finder,
    /// Finds names of one character too, where nothing but names stands.
    in_fields: Finder,
    /// Finds profiles, where a machine is told of.
    profiles: Finder,
}

/// Finds some of the names.
#[derive(Debug, Default)]
struct Finder {
    /// Longest first, so that a family name does not cut a whole name apart.
    names: Vec<String>,
    /// All of them at once; none for more names than one pattern can hold.
    pattern: Option<Regex>,
}

/// A person's name and what follows it.
static BEFORE_HONORIFICS: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let (name, honorific) = (words::NAME, words::HONORIFICS);
    pattern(&format!(r"(?P<name>{name})[ \u{{3000}}]?(?P<honorific>{honorific})"))
});
/// A number of people.
static HEAD_COUNT: LazyLock<Option<Regex>> = LazyLock::new(|| pattern(words::HEAD_COUNT));

impl Names {
    /// Learns a name as it is written. Each is another one.
    pub(super) fn learn(&mut self, kind: Kind, name: &str) {
        let name = name.trim();
        let common = NOBODYS.contains(&name.to_lowercase().as_str());
        if name.is_empty() || common && kind != Kind::Person || self.numbers.contains_key(name) {
            return;
        }
        let number = self.next(kind);
        self.numbers.insert(name.to_owned(), (kind, number));
    }

    /// Learns the persons of a field, whose parts are given and family names.
    pub(super) fn learn_field(&mut self, field: &str) {
        for person in field.split(words::BETWEEN_PERSONS).filter(|person| !person.contains(['@', '＠'])) {
            let parts: Vec<&str> = person.split_whitespace().filter_map(name_in).collect();
            let whole: String = parts.concat();
            if whole.is_empty() {
                continue;
            }
            let known =
                parts.iter().chain([&whole.as_str()]).find_map(|part| self.numbers.get(*part).copied());
            let number = known.unwrap_or_else(|| (Kind::Person, self.next(Kind::Person)));
            // The whole name comes with and without a space, and each part alone.
            let spaced = [parts.join(" "), parts.join("\u{3000}"), whole];
            for name in spaced.iter().map(String::as_str).chain(parts) {
                self.numbers.entry(name.to_owned()).or_insert(number);
            }
        }
    }

    /// Learns the names that a text calls さん or 様.
    pub(super) fn learn_before_honorifics(&mut self, text: &str) {
        if let Some(pattern) = &*BEFORE_HONORIFICS {
            self.called
                .extend(pattern.captures_iter(text).filter_map(|found| called(&found)).map(str::to_owned));
        }
    }

    /// Makes the patterns, once everything is learned.
    pub(super) fn finish(&mut self) {
        let mut called = std::mem::take(&mut self.called);
        // The shortest first: with 山田 known, 本日山田 is no name of its own.
        called.sort_by_key(|name| name.chars().count());
        for name in called {
            let mut ends = name.char_indices().filter_map(|(start, _)| name.get(start..));
            if !ends.any(|end| self.numbers.contains_key(end)) {
                self.learn(Kind::Person, &name);
            }
        }
        let is_profile = |kind: Kind| kind == Kind::Profile;
        let long = |name: &str| name.chars().nth(1).is_some();
        self.everywhere = self.finder(|name, kind| !is_profile(kind) && long(name));
        self.in_fields = self.finder(|_, kind| !is_profile(kind));
        self.profiles = self.finder(|_, kind| is_profile(kind));
    }

    /// A running text without names. One of a single character is taken for a name only before さん or 様: it is part of
    /// too many words.
    pub(super) fn mask(&self, text: &str) -> String {
        let text = self.replace(&self.everywhere, text);
        let Some(pattern) = &*BEFORE_HONORIFICS else { return text };
        let masked = pattern.replace_all(&text, |found: &Captures<'_>| {
            let whole = found.get(0).map_or("", |whole| whole.as_str());
            match called(found).and_then(|name| Some((name, self.numbers.get(name)?))) {
                Some((name, (kind, number))) => whole.replacen(name, &stand_in(*kind, *number), 1),
                None => whole.to_owned(),
            }
        });
        masked.into_owned()
    }

    /// A text that holds nothing but names and positions.
    pub(super) fn mask_field(&self, text: &str) -> String {
        self.replace(&self.in_fields, text)
    }

    /// A text about a browser without the names of its profiles.
    pub(super) fn mask_profiles(&self, text: &str) -> String {
        self.replace(&self.profiles, text)
    }

    fn next(&mut self, kind: Kind) -> usize {
        let count = self.counts.entry(kind).or_default();
        *count += 1;
        *count - 1
    }

    fn replace(&self, finder: &Finder, text: &str) -> String {
        let stand_in = |name: &str| self.stand_in_for(name).unwrap_or_else(|| name.to_owned());
        let Some(pattern) = &finder.pattern else {
            let mask = |text: String, name: &String| text.replace(name.as_str(), &stand_in(name));
            return finder.names.iter().fold(text.to_owned(), mask);
        };
        let masked = pattern.replace_all(text, |found: &Captures<'_>| {
            stand_in(found.get(0).map_or("", |name| name.as_str()))
        });
        masked.into_owned()
    }

    fn stand_in_for(&self, name: &str) -> Option<String> {
        let same = |known: &String| known.to_lowercase() == name.to_lowercase();
        let exact = self.numbers.get(name);
        let found =
            exact.or_else(|| self.numbers.iter().find(|(known, _)| same(known)).map(|(_, kind)| kind));
        found.map(|(kind, number)| stand_in(*kind, *number))
    }

    /// What finds the names that are wanted. Latin names are whole words.
    fn finder(&self, wanted: impl Fn(&str, Kind) -> bool) -> Finder {
        let known = self.numbers.iter().filter(|(name, (kind, _))| wanted(name, *kind));
        let mut names: Vec<String> = known.map(|(name, _)| name.clone()).collect();
        names.sort_by_key(|name| std::cmp::Reverse(name.len()));
        if names.is_empty() {
            return Finder::default();
        }
        let parts: Vec<String> = names.iter().map(|name| as_word(name)).collect();
        let mut builder = RegexBuilder::new(&parts.join("|"));
        builder.case_insensitive(true).size_limit(LARGEST_PATTERN);
        Finder { names, pattern: builder.build().ok() }
    }
}

/// A name as a pattern; at its ends, Latin letters and digits must not go on.
fn as_word(name: &str) -> String {
    let edge = |c: Option<char>| if c.is_some_and(|c| c.is_ascii_alphanumeric()) { r"(?-u:\b)" } else { "" };
    format!("{}{}{}", edge(name.chars().next()), regex::escape(name), edge(name.chars().next_back()))
}

/// The name in a word of a field: without honorifics, positions and departments. None where nothing is left.
fn name_in(word: &str) -> Option<&str> {
    let mut name = word;
    loop {
        let before = name;
        for honorific in words::HONORIFICS.split('|') {
            name = name.strip_suffix(honorific).unwrap_or(name);
        }
        for other in words::NO_NAMES {
            name = name.strip_prefix(other).unwrap_or(name);
            name = name.strip_suffix(other).unwrap_or(name);
        }
        name = name.trim_matches(|c: char| c.is_ascii_punctuation() || c == words::OF);
        if name == before {
            break;
        }
    }
    let counts_heads = HEAD_COUNT.as_ref().is_some_and(|pattern| pattern.is_match(name));
    let is_letter = name.len() == 1;
    Some(name).filter(|name| !name.is_empty() && !counts_heads && !is_letter)
}

/// The name that is called by an honorific, if it is one.
fn called<'t>(found: &Captures<'t>) -> Option<&'t str> {
    let name = found.name("name")?.as_str();
    let honorific = found.name("honorific")?.as_str();
    let last = name.chars().next_back()?;
    let short = name.chars().nth(1).is_none();
    let none = words::NO_NAME_ENDINGS.contains(last) && (short || honorific != words::CASUAL);
    if none || words::NO_HONORIFICS.contains(&honorific) {
        return None;
    }
    name_in(name)
}

#[cfg(test)]
pub(super) fn patterns_compile() -> bool {
    BEFORE_HONORIFICS.is_some() && HEAD_COUNT.is_some()
}
