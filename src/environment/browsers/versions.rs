//! Versions of browsers, and the table of those that are still fit for use, `assets/environment/versions.ron`.

use std::sync::LazyLock;

use serde::Deserialize;

use super::tables;

/// Numbers of this size and above count releases of a browser's engine, smaller ones a vendor's own releases.
const LARGE: u32 = 40;

/// A version as numbers, e.g. `156.0.8078.79`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Version(Vec<u32>);

impl Version {
    /// The version in a text of a browser or a package: what follows its numbers is left out, as in
    /// `153.7.0esr-1~deb12u1`.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        // Ubuntu has packages without a browser in them that only install the snap.
        if text.contains("snap") {
            return None;
        }
        // Debian puts an epoch before a version.
        let text = text.split_once(':').map_or(text, |(_, version)| version);
        let end = text.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(text.len());
        let numbers = text.get(..end)?.trim_end_matches('.');
        let mut parts = numbers.split('.').map(|part| part.parse().ok()).collect::<Option<Vec<u32>>>()?;
        // So that `153.0` and `153.0.0` are the same.
        while parts.len() > 1 && parts.last() == Some(&0) {
            parts.pop();
        }
        (parts.len() <= 6).then_some(Self(parts))
    }

    /// The first number.
    pub(crate) fn major(&self) -> u32 {
        self.0.first().copied().unwrap_or_default()
    }

    /// Whether this is a later version than `other`. Versions that are counted in different ways never are.
    pub(crate) fn is_later_than(&self, other: &Self) -> bool {
        (self.major() >= LARGE) == (other.major() >= LARGE) && self > other
    }
}

/// Whether a version is too old by the entry of the table; none if nothing can be said.
pub(crate) fn is_old(entry: &str, version: &Version) -> Option<bool> {
    let entry = table().iter().find(|known| known.id == entry)?;
    let is_long_term = entry.long_term.contains(&version.major()) && version.0.get(1).is_some_and(|n| *n > 0);
    Some(version.major() < entry.oldest && !is_long_term)
}

/// Whether the table has that entry.
#[cfg(test)]
pub(super) fn has(entry: &str) -> bool {
    table().iter().any(|known| known.id == entry)
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Supported {
    id: String,
    oldest: u32,
    long_term: Vec<u32>,
}

fn table() -> &'static [Supported] {
    static TABLE: LazyLock<Vec<Supported>> = LazyLock::new(|| {
        tables::embedded("versions.ron", include_str!("../../../assets/environment/versions.ron"))
    });
    &TABLE
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn version(text: &str) -> Version {
        Version::parse(text).unwrap()
    }

    #[test]
    fn versions_are_read_from_what_browsers_and_packages_write() {
        assert_eq!(version("156.0.8078.79\n"), Version(vec![156, 0, 8078, 79]));
        assert_eq!(version("156.0.8078.79-1~deb12u1"), version("156.0.8078.79"));
        assert_eq!(version("153.7.0esr-1~deb12u1"), version("153.7.0"));
        assert_eq!(version("2:153.0+build1-0ubuntu1"), version("153.0.0"));
        assert_eq!(version("153.0 (x64 ja)"), version("153"));
        for text in ["", "abc", "-1", "1:1snap1-0ubuntu5", "99999999999.1", "1..2", "1.2.3.4.5.6.7"] {
            assert_eq!(Version::parse(text), None, "{text}");
        }
    }

    #[test]
    fn versions_are_compared_as_numbers_and_only_where_they_are_counted_alike() {
        assert!(version("100.0").is_later_than(&version("99.9")));
        assert!(version("156.0.8078.80").is_later_than(&version("156.0.8078.79")));
        assert!(!version("153.0").is_later_than(&version("153.0.0")));
        assert!(!version("153.0").is_later_than(&version("153.0.1")));
        assert!(!version("156.1.85.111").is_later_than(&version("1.85.111")), "Brave counts in two ways");
        assert!(!version("1.85.111").is_later_than(&version("156.1.85.111")));
    }

    #[test]
    fn the_table_tells_old_versions() {
        let table: Vec<Supported> =
            tables::parse(include_str!("../../../assets/environment/versions.ron")).unwrap();
        assert!(table.iter().all(|entry| entry.long_term.iter().all(|major| *major < entry.oldest)));
        assert_eq!(is_old("chromium", &version("156.0.8078.79")), Some(false));
        assert_eq!(is_old("chromium", &version("109.0.5414.120")), Some(true));
        assert_eq!(is_old("firefox", &version("153.7.0")), Some(false));
        assert_eq!(is_old("firefox", &version("140.13.0")), Some(false), "long support");
        assert_eq!(is_old("firefox", &version("140.0.4")), Some(true));
        assert_eq!(is_old("firefox", &version("115.31.0")), Some(true));
        assert_eq!(is_old("unknown", &version("1")), None);
    }

    proptest! {
        #[test]
        fn no_text_panics(text in "[0-9.:a-z~-]{0,24}|\\PC*") {
            Version::parse(&text);
        }
    }
}
