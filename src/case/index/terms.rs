//! What somebody types to find a note.

use super::fold::{LONG_VOWEL, fold};

/// The words of a search, folded. A note is found if it has all of them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Terms {
    words: Vec<String>,
}

impl Terms {
    /// Reads what was typed: words between spaces, and what stands in quotation marks as one. A mark without its partner
    /// goes to the end, since a text that is still being typed has such.
    pub fn parse(typed: &str) -> Self {
        let mut words: Vec<String> = Vec::new();
        let mut rest = typed.trim_start();
        while let Some(first) = rest.chars().next() {
            let (word, after) = match closing(first) {
                Some(close) => {
                    let inside = rest.get(first.len_utf8()..).unwrap_or_default();
                    inside.split_once(close).unwrap_or((inside, ""))
                }
                None => {
                    let end =
                        rest.find(|c: char| c.is_whitespace() || closing(c).is_some()).unwrap_or(rest.len());
                    rest.split_at(end)
                }
            };
            let word = fold(word);
            let word = word.trim().trim_start_matches(LONG_VOWEL).trim_start();
            if !word.is_empty() && !words.iter().any(|other| other.contains(word)) {
                words.retain(|other| !word.contains(other.as_str()));
                words.push(word.to_owned());
            }
            rest = after.trim_start();
        }
        Self { words }
    }

    /// The words, folded.
    pub fn words(&self) -> &[String] {
        &self.words
    }

    /// Whether there is nothing to find, so that every note is shown.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// Whether all notes that have these terms have the `earlier` ones, too: then only those need to be searched.
    pub(super) fn narrow(&self, earlier: &Self) -> bool {
        earlier.words.iter().all(|early| self.words.iter().any(|word| word.contains(early.as_str())))
    }
}

/// The mark that ends a phrase, for one that begins it. 「」 are not among them: screens are quoted in them, so that
/// they are searched for like other characters.
fn closing(mark: char) -> Option<char> {
    match mark {
        '"' => Some('"'),
        '“' => Some('”'),
        '＂' => Some('＂'),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::Terms;

    fn words(typed: &str) -> Vec<String> {
        Terms::parse(typed).words
    }

    #[test]
    fn words_are_split_and_phrases_are_not() {
        assert_eq!(words("  ログイン　できない "), ["ろぐいん", "できない"]);
        assert_eq!(words("\"A店 東京\" ーコード"), ["a店 東京", "こーど"]);
        assert_eq!(words("“A店　東京”ｺｰﾄﾞ"), ["a店 東京", "こーど"]);
        assert_eq!(words("\"まだ 途中"), ["まだ 途中"]);
        assert!(words(" 　\"\" ー ").is_empty());
    }

    #[test]
    fn a_word_within_another_adds_nothing() {
        assert_eq!(words("ログ ログイン ログ"), ["ろぐいん"]);
    }

    #[test]
    fn a_longer_search_narrows() {
        let narrows = |later: &str, earlier: &str| Terms::parse(later).narrow(&Terms::parse(earlier));
        assert!(narrows("ログイン", "ログ") && narrows("コード ログ", "ログ") && narrows("ログ", ""));
        assert!(!narrows("ログ", "ログイン") && !narrows("コード", "ログ"));
    }
}
