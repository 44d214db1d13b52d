//! Finding the known messages in a pasted text: folded (NFKC, case, width, spaces, punctuation), as a part of
//! it, or nearly.

use unicode_normalization::UnicodeNormalization;

use crate::knowledge::Message;

/// A pasted text is searched up to this many characters; a screen's message is far shorter.
const LONGEST_TEXT: usize = 4_000;
/// Wordings shorter than this must be found exactly.
const SHORTEST_NEAR: usize = 8;
/// A near match may differ in one character of this many.
const CHARACTERS_PER_EDIT: usize = 6;

/// A message of the dictionary found in a pasted text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MessageMatch {
    /// The message's id, `M01` to `M27`.
    pub id: String,
    /// The message's place in the dictionary.
    pub index: usize,
    /// Edits between the wording and the text; 0 where it stands there as it is.
    pub distance: usize,
}

/// The wordings of all messages, folded.
#[derive(Debug)]
pub(super) struct Dictionary {
    wordings: Vec<Wording>,
}

#[derive(Debug)]
struct Wording {
    message: usize,
    id: String,
    folded: Vec<char>,
}

/// A wording found in the text, by the characters of the folded text it stands on.
struct Hit<'a> {
    wording: &'a Wording,
    start: usize,
    end: usize,
    distance: usize,
}

/// A text as the dictionary compares it: NFKC, lower case, letters and digits only.
pub fn fold(text: &str) -> Vec<char> {
    let letters = text.nfkc().flat_map(char::to_lowercase).filter(|c| c.is_alphanumeric());
    // What was dropped may have stood between marks that now have another order.
    letters.nfc().take(LONGEST_TEXT).collect()
}

impl Dictionary {
    pub(super) fn new(messages: &[Message]) -> Self {
        let wordings = messages.iter().enumerate().flat_map(|(index, message)| {
            message.texts.iter().map(move |text| Wording {
                message: index,
                id: message.id.clone(),
                folded: fold(text),
            })
        });
        Self { wordings: wordings.filter(|wording| !wording.folded.is_empty()).collect() }
    }

    /// All messages in the text, in the dictionary's order. Of wordings that stand on the same words the exact,
    /// then the longest one counts.
    pub(super) fn find(&self, text: &str) -> Vec<MessageMatch> {
        let text = fold(text);
        let mut hits: Vec<Hit<'_>> = self.wordings.iter().flat_map(|wording| hits(wording, &text)).collect();
        hits.sort_by_key(|hit| {
            (hit.distance.min(1), usize::MAX - hit.wording.folded.len(), hit.distance, hit.wording.message)
        });
        let mut kept: Vec<Hit<'_>> = Vec::new();
        for hit in hits {
            if kept.iter().all(|other| hit.end <= other.start || other.end <= hit.start) {
                kept.push(hit);
            }
        }
        let mut matches: Vec<MessageMatch> = kept
            .into_iter()
            .map(|hit| MessageMatch {
                id: hit.wording.id.clone(),
                index: hit.wording.message,
                distance: hit.distance,
            })
            .collect();
        matches.sort_by_key(|found| (found.index, found.distance));
        matches.dedup_by_key(|found| found.index);
        matches
    }
}

/// All places where the wording stands as it is, or else the one place that is nearly it.
fn hits<'a>(wording: &'a Wording, text: &[char]) -> Vec<Hit<'a>> {
    let length = wording.folded.len();
    let exact = text.windows(length).enumerate().filter(|(_, window)| *window == wording.folded);
    let exact: Vec<Hit<'_>> =
        exact.map(|(start, _)| Hit { wording, start, end: start + length, distance: 0 }).collect();
    if !exact.is_empty() || length < SHORTEST_NEAR {
        return exact;
    }
    let near =
        nearest(&wording.folded, text).filter(|(distance, _, _)| *distance <= length / CHARACTERS_PER_EDIT);
    near.map(|(distance, start, end)| Hit { wording, start, end, distance }).into_iter().collect()
}

/// The part of `text` nearest to `pattern`: edits, start and end. Sellers' algorithm (1980): edit distance in
/// which the pattern may begin and end anywhere; the start is carried along with the distance.
fn nearest(pattern: &[char], text: &[char]) -> Option<(usize, usize, usize)> {
    let mut column: Vec<(usize, usize)> = (0..=pattern.len()).map(|row| (row, 0)).collect();
    let mut best: Option<(usize, usize, usize)> = None;
    for (place, letter) in text.iter().enumerate() {
        let mut above = (0, place + 1);
        let mut corner = (0, place);
        for (cell, wanted) in column.iter_mut().skip(1).zip(pattern) {
            let left = *cell;
            let step = |(edits, start): (usize, usize), cost: usize| (edits + cost, start);
            let replaced = step(corner, usize::from(letter != wanted));
            *cell = [replaced, step(left, 1), step(above, 1)]
                .into_iter()
                .min_by_key(|(edits, _)| *edits)
                .unwrap_or(replaced);
            corner = left;
            above = *cell;
        }
        if let Some((edits, start)) = column.last().copied()
            && best.is_none_or(|(fewest, _, _)| edits < fewest)
        {
            best = Some((edits, start, place + 1));
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dictionary() -> Dictionary {
        let message = |id: &str, texts: &[&str]| Message {
            id: id.to_owned(),
            texts: texts.iter().map(|text| (*text).to_owned()).collect(),
            said: String::new(),
            stages: Vec::new(),
            base: 0.03,
            effects: crate::knowledge::Effects::new(),
            answers: Vec::new(),
            grade: crate::knowledge::Grade::B,
            note: None,
        };
        Dictionary::new(&[
            message("M02", &["パスワードが正しくありません", "Your password is incorrect"]),
            message("M03", &["メールアドレスまたはパスワードが正しくありません。"]),
            message("M10", &["1日のワンタイムパスワードリクエストの上限に達しました。"]),
        ])
    }

    fn ids(text: &str) -> Vec<String> {
        dictionary().find(text).into_iter().map(|found| found.id).collect()
    }

    #[test]
    fn width_case_spaces_and_punctuation_are_folded() {
        assert_eq!(ids("ﾊﾟｽﾜｰﾄﾞが 正しく、ありません！"), ["M02"]);
        assert_eq!(ids("YOUR  PASSWORD\nis incorrect"), ["M02"]);
        assert_eq!(ids("１日のワンタイムパスワードリクエストの上限に達しました"), ["M10"]);
    }

    #[test]
    fn a_longer_wording_hides_the_shorter_one_inside_it() {
        assert_eq!(ids("メールアドレスまたはパスワードが正しくありません。"), ["M03"]);
    }

    #[test]
    fn a_near_match_counts_and_a_far_one_does_not() {
        assert_eq!(ids("画面: 1日のワンタイムパスワードリクエストの上限になりました"), ["M10"]);
        assert!(ids("パスワードを入力してください").is_empty());
        assert!(ids("").is_empty());
    }

    #[test]
    fn several_messages_in_one_text_are_all_found() {
        assert_eq!(
            ids("Your password is incorrect / 1日のワンタイムパスワードリクエストの上限に達しました"),
            ["M02", "M10"]
        );
    }

    #[test]
    fn folding_what_is_folded_changes_nothing() {
        let marks = "\u{5b7} \u{5b6}か\u{3099}ｶﾞ";
        let folded: String = fold(marks).into_iter().collect();
        assert_eq!(fold(&folded), fold(marks));
    }

    #[test]
    fn a_huge_text_is_cut() {
        assert_eq!(fold(&"あ".repeat(1_000_000)).len(), LONGEST_TEXT);
    }
}
