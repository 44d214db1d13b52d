//! Regular expressions that are part of the program.

use std::ops::Range;

use regex::{Captures, Match, Regex};

/// A regular expression. One that is none finds nothing, and a test finds it.
#[derive(Debug)]
pub(crate) enum Pattern {
    /// It can be used.
    Good(Box<Regex>),
    /// It is none.
    Broken,
}

impl Pattern {
    pub(crate) fn of(text: &str) -> Self {
        match Regex::new(text) {
            Ok(regex) => Self::Good(Box::new(regex)),
            Err(error) => {
                log::error!("a pattern of this program: {error}");
                debug_assert!(false, "{error}");
                Self::Broken
            }
        }
    }

    fn regex(&self) -> Option<&Regex> {
        match self {
            Self::Good(regex) => Some(regex),
            Self::Broken => None,
        }
    }

    pub(crate) fn is_match(&self, text: &str) -> bool {
        self.regex().is_some_and(|regex| regex.is_match(text))
    }

    pub(super) fn find<'t>(&self, text: &'t str) -> Option<Match<'t>> {
        self.regex().and_then(|regex| regex.find(text))
    }

    pub(super) fn captures<'t>(&self, text: &'t str) -> Option<Captures<'t>> {
        self.regex().and_then(|regex| regex.captures(text))
    }

    pub(crate) fn find_iter<'r, 't>(
        &'r self,
        text: &'t str,
    ) -> impl Iterator<Item = Match<'t>> + use<'r, 't> {
        self.regex().into_iter().flat_map(move |regex| regex.find_iter(text))
    }

    /// What the pattern finds, each by its group `secret` where that takes part, else whole.
    pub(super) fn secrets<'r, 't>(
        &'r self,
        text: &'t str,
    ) -> impl Iterator<Item = Range<usize>> + use<'r, 't> {
        let all = self.regex().into_iter().flat_map(move |regex| regex.captures_iter(text));
        all.filter_map(|found| found.name("secret").or_else(|| found.get(0)).map(|part| part.range()))
    }
}

/// A regular expression that is written in the code, made once.
macro_rules! pattern {
    ($text:expr) => {{
        static PATTERN: std::sync::LazyLock<$crate::case::guard::pattern::Pattern> =
            std::sync::LazyLock::new(|| $crate::case::guard::pattern::Pattern::of($text));
        &PATTERN
    }};
}
pub(super) use pattern;
