//! Rights, and the digits by which a telephone is known.

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use unicode_normalization::UnicodeNormalization as _;

use super::kinds::{Area, Level};
use crate::case::{Extra, extra::keep_unknown_fields};

keep_unknown_fields!(Right);

/// A right that somebody has. One for each area at most.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, remote = "Self")]
pub struct Right {
    /// What it is about.
    pub area: Area,
    /// How far it goes.
    pub level: Level,
    /// What a program of the same version wrote here that is not known.
    #[serde(skip)]
    pub extra: Extra,
}

impl Right {
    /// A right.
    pub fn new(area: Area, level: Level) -> Self {
        Self { area, level, extra: Extra::default() }
    }
}

/// The last two digits of a telephone number, as Amazon's own screens show them. The type holds no more of it, wherever
/// it comes from.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct LastDigits(String);

impl LastDigits {
    /// As many digits as are kept.
    pub const MOST: usize = 2;

    /// The end of what was typed. Everything but digits is left out.
    pub fn of(typed: &str) -> Self {
        let digits: Vec<char> = typed.nfkc().filter(char::is_ascii_digit).collect();
        Self(digits.iter().skip(digits.len().saturating_sub(Self::MOST)).collect())
    }

    /// The digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether they are not known.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl Serialize for LastDigits {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for LastDigits {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(|text| Self::of(&text))
    }
}

#[cfg(test)]
mod tests {
    use super::LastDigits;

    #[test]
    fn only_the_end_of_a_number_is_kept() {
        for (typed, kept) in [
            ("090-1234-5678", "78"),
            ("０９０１２３４５６７８", "78"),
            ("***78", "78"),
            ("末尾 7", "7"),
            ("", ""),
            ("なし", ""),
            ("⑫", "12"),
        ] {
            assert_eq!(LastDigits::of(typed).as_str(), kept, "{typed}");
        }
    }

    #[test]
    fn a_file_that_holds_a_whole_number_is_read_without_it() {
        let read: LastDigits = ron::from_str("\"09012345678\"").unwrap();
        assert_eq!(ron::to_string(&read).unwrap(), "\"78\"");
    }
}
