//! Texts as a search compares them: how somebody writes a word must not decide whether it is found.
//!
//! NFKC (full and half width, composed characters), small letters, katakana as hiragana, white space as one space, and no
//! long vowel mark at the end of a word: サーバー and サーバ, ユーザーの and ユーザの are written side by side. Marks within a
//! word and small kana stay, since ビール is not ビル and きゃく not きやく.
//!
//! What is a part of a text stays a part of it when both are folded, but for two things: what NFKC puts together is not
//! taken apart, so that か is not found in が; and a part that begins with a long vowel mark loses it in [`super::Terms`].

use std::ops::Range;

use unicode_normalization::char::canonical_combining_class;
use unicode_normalization::{IsNormalized, UnicodeNormalization as _, is_nfkc_quick};

pub(super) const LONG_VOWEL: char = 'ー';

/// Whether two names are the same but for width, case, kana and white space around them. Two empty ones are not.
pub fn same_name(one: &str, other: &str) -> bool {
    let (one, other) = (fold(one.trim()), fold(other.trim()));
    !one.is_empty() && one == other
}

/// A text, folded.
pub(super) fn fold(text: &str) -> String {
    let mut folder = Folder::new(text, None);
    folder.take(text);
    folder.out
}

/// A text, folded, that knows where each of its characters came from.
pub(super) struct Placed {
    /// The folded text.
    pub(super) text: String,
    /// For each character of the folded text, in order: where it begins there, and where in the original stands what it
    /// was made of.
    places: Vec<(usize, Range<usize>)>,
}

impl Placed {
    /// Folds a text and remembers the places.
    pub(super) fn new(text: &str) -> Self {
        let mut folder = Folder::new(text, Some(Vec::new()));
        folder.take(text);
        Self { text: folder.out, places: folder.places.unwrap_or_default() }
    }

    /// Where in the original stands what became this range of the folded text.
    pub(super) fn original(&self, folded: &Range<usize>) -> Option<Range<usize>> {
        let at = |offset: usize| self.places.partition_point(|(start, _)| *start <= offset).checked_sub(1);
        let first = &self.places.get(at(folded.start)?)?.1;
        let last = &self.places.get(at(folded.end.checked_sub(1)?)?)?.1;
        Some(first.start..last.end)
    }
}

/// How the word is written that is being taken.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Script {
    Hiragana,
    Katakana,
    Other,
}

struct Folder {
    out: String,
    places: Option<Vec<(usize, Range<usize>)>>,
    /// That of the last character that is no long vowel mark.
    script: Script,
}

impl Folder {
    fn new(text: &str, places: Option<Vec<(usize, Range<usize>)>>) -> Self {
        Self { out: String::with_capacity(text.len()), places, script: Script::Other }
    }

    fn take(&mut self, text: &str) {
        let mut rest = text.char_indices().peekable();
        while let Some((start, c)) = rest.next() {
            let alone = rest.peek().is_none_or(|(_, next)| !joins(*next));
            if alone && is_plain(c) {
                self.push(c.to_ascii_lowercase(), start..start + c.len_utf8());
                continue;
            }
            let mut end = start + c.len_utf8();
            while let Some((_, next)) = rest.next_if(|(_, next)| joins(*next)) {
                end += next.len_utf8();
            }
            for c in text.get(start..end).unwrap_or_default().nfkc().flat_map(char::to_lowercase) {
                self.push(c, start..end);
            }
        }
        self.end_word();
    }

    fn push(&mut self, c: char, from: Range<usize>) {
        let script = script(c);
        let goes_on = c == LONG_VOWEL
            || match self.script {
                Script::Katakana => script == Script::Katakana,
                Script::Hiragana | Script::Other => script != Script::Other,
            };
        if !goes_on {
            self.end_word();
        }
        if c != LONG_VOWEL {
            self.script = script;
        }
        let c = if c.is_whitespace() { ' ' } else { kana(c) };
        if c == ' ' && self.out.ends_with(' ') {
            return;
        }
        if let Some(places) = &mut self.places {
            places.push((self.out.len(), from));
        }
        self.out.push(c);
    }

    /// Drops the marks at the end of what was taken so far.
    fn end_word(&mut self) {
        while self.out.ends_with(LONG_VOWEL) {
            self.out.pop();
            if let Some(places) = &mut self.places {
                places.pop();
            }
        }
    }
}

/// Whether NFKC leaves a character as it is, and small letters are a matter of ASCII: nearly all of a note.
fn is_plain(c: char) -> bool {
    matches!(c, ' '..='~' | '\n' | '\t' | '\r' | 'ぁ'..='ゖ' | 'ァ'..='ヺ' | LONG_VOWEL | '、'..='】' | '一'..='鿿' | '㐀'..='䶿')
}

/// Whether a character may be put together with what stands before it.
fn joins(c: char) -> bool {
    !is_plain(c)
        && (matches!(c, 'ﾞ' | 'ﾟ')
            || canonical_combining_class(c) != 0
            || is_nfkc_quick(std::iter::once(c)) == IsNormalized::Maybe)
}

/// Katakana as hiragana; ヷ to ヺ have none.
fn kana(c: char) -> char {
    match c {
        'ァ'..='ヶ' => char::from_u32(u32::from(c) - 0x60).unwrap_or(c),
        // The wave dash and the tilde that machines write for it.
        '〜' => '~',
        _ => c,
    }
}

fn script(c: char) -> Script {
    match c {
        'ぁ'..='ゖ' => Script::Hiragana,
        'ァ'..='ヺ' => Script::Katakana,
        _ => Script::Other,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn spellings_of_one_word_fold_to_the_same() {
        for (a, b) in [
            ("ログイン", "ﾛｸﾞｲﾝ"),
            ("ログイン", "ろぐいん"),
            ("Amazon", "ＡＭＡＺＯＮ"),
            ("サーバー", "サーバ"),
            ("ユーザーの", "ﾕｰｻﾞの"),
            ("サーバー", "さーばー"),
            ("が", "か\u{3099}"),
            ("パスワード　と\nコード", "ﾊﾟｽﾜｰﾄﾞ と コード"),
            ("①", "1"),
            ("10:00〜12:00", "10:00～12:00"),
        ] {
            assert_eq!(fold(a), fold(b), "{a} {b}");
        }
    }

    #[test]
    fn other_words_stay_apart() {
        for (a, b) in
            [("ビール", "ビル"), ("きゃく", "きやく"), ("か", "が"), ("端末", "端未"), ("カー", "ガー")]
        {
            assert_ne!(fold(a), fold(b), "{a} {b}");
        }
    }

    #[test]
    fn places_lead_back() {
        let text = "朝からﾛｸﾞｲﾝできない。サーバー、ＩＤ";
        let placed = Placed::new(text);
        assert_eq!(placed.text, fold(text));
        let found = |word: &str| {
            let word = fold(word);
            let start = placed.text.find(&word).unwrap();
            text[placed.original(&(start..start + word.len())).unwrap()].to_owned()
        };
        assert_eq!(found("ログイン"), "ﾛｸﾞｲﾝ");
        assert_eq!(found("できない"), "できない");
        assert_eq!(found("サーバー"), "サーバ");
        assert_eq!(found("id"), "ＩＤ");
    }

    /// Texts as they are typed: no lone marks that would join what stands before them.
    fn typed() -> impl Strategy<Value = String> {
        "[a-zA-Z0-9ぁ-んァ-ンー一-十 　、。\n]{0,24}"
    }

    proptest! {
        #[test]
        fn what_is_a_part_stays_a_part(before in typed(), part in typed(), after in typed()) {
            let whole = fold(&format!("{before}{part}{after}"));
            let part = fold(&part);
            let part = part.trim().trim_start_matches(LONG_VOWEL).trim_start();
            prop_assert!(whole.contains(part), "{whole:?} {part:?}");
        }

        #[test]
        fn folding_twice_changes_nothing(text in "[a-zぁ-んァ-ンーｦ-ﾟＡ-ｚ 　、。①-⑨㈱]{0,24}") {
            let once = fold(&text);
            prop_assert_eq!(&fold(&once), &once);
        }

        #[test]
        fn the_quick_way_is_the_long_way(text in typed()) {
            let long: String = text.nfkc().flat_map(char::to_lowercase).map(kana).collect();
            let plain = |text: &str| text.replace(LONG_VOWEL, "").split_whitespace().collect::<String>();
            prop_assert_eq!(plain(&fold(&text)), plain(&long));
        }

        #[test]
        fn every_place_is_a_place_of_the_original(text in any::<String>()) {
            let placed = Placed::new(&text);
            for (start, c) in placed.text.char_indices() {
                let range = placed.original(&(start..start + c.len_utf8())).unwrap();
                prop_assert!(text.get(range).is_some());
            }
        }
    }
}
