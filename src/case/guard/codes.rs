//! One-time codes: digits beside the words for them.

use std::ops::Range;

use super::digits::Chain;
use super::line::{Label, Line};
use super::pattern::pattern;
use super::words::{Class, Words};
use super::{Candidate, Kind, Why};

/// Bytes between a code and its word, when nothing but connecting words lies between, and when anything may.
const TIGHT: usize = 72;
const LOOSE: usize = 150;

/// How a number that may be a code is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    /// Six digits, also as 123 456: what codes are.
    Six,
    /// Four to eight digits.
    Other,
}

pub(super) fn find(line: &Line<'_>, words: &Words, found: &mut Vec<Candidate>) {
    for chain in &line.chains {
        for (range, form) in numbers(line, chain) {
            if is_free(line, &range, words) && is_code(line, &range, form, words) {
                found.push(Candidate { kind: Kind::Otp, range, why: Why::Words });
            }
        }
    }
    with_letters(line, words, found);
}

/// The parts of a chain that may be codes.
fn numbers(line: &Line<'_>, chain: &Chain) -> Vec<(Range<usize>, Form)> {
    let count = chain.groups.len();
    let lengths = chain.lengths(0..count);
    let whole = |form| chain.span(0..count).map(|range| (range, form)).into_iter().collect();
    match lengths.as_slice() {
        [3, 3] | [2, 2, 2] | [1, 1, 1, 1, 1, 1] => return whole(Form::Six),
        [4, 4] => return whole(Form::Other),
        _ => {}
    }
    let single = (0..count).filter(|index| chain.stands_alone(&(*index..index + 1)));
    let numbers = single.filter_map(|index| {
        let range = chain.groups.get(index)?.clone();
        let form = match range.len() {
            6 => Form::Six,
            4 | 5 | 7 | 8 => Form::Other,
            _ => return None,
        };
        Some((range, form))
    });
    // `G-123456`: the letter belongs to it.
    numbers.map(|(range, form)| (with_letter(line, range), form)).collect()
}

fn with_letter(line: &Line<'_>, range: Range<usize>) -> Range<usize> {
    let is_google =
        range.len() == 6 && pattern!(r"(?:^|[^A-Za-z0-9])G-$").is_match(line.before(range.start, 4));
    if is_google { range.start - 2..range.end } else { range }
}

/// Whether a number stands by itself: no part of a longer one, no date, no amount, no count.
fn is_free(line: &Line<'_>, range: &Range<usize>, words: &Words) -> bool {
    let before = line.before(range.start, 24);
    let after = line.lower_after(range.end, 24);
    let joined_before = pattern!(
        r"(?:[A-Za-z0-9_#@+%]|[A-Za-z0-9][./:-]|[./]|(?:no|No|NO)\.?\s?|\d{1,4}[/-]\d{1,2}[/-]\d{1,2}\s)$"
    )
    .is_match(before);
    let joined_after = pattern!(r"^(?:[A-Za-z0-9_@]|[./:-][0-9A-Za-z]|%)").is_match(after);
    let named = pattern!(r"(?:[A-Za-z][:.]|[a-z] )$").is_match(before);
    let numbered = pattern!(r"(?:^|[^A-Za-z])(?:id|ID|Id)(?:[:.]\s?|\s)$").is_match(before);
    let joined_before = joined_before && !named || numbered;
    !joined_before
        && !joined_after
        && !words.counted.is_match(after)
        && !words.money.is_match(&before.to_lowercase())
}

fn is_code(line: &Line<'_>, range: &Range<usize>, form: Form, words: &Words) -> bool {
    let near = line.label_before(range.start).map(|label| what_is_numbered(line, label));
    if let Some(label) = near
        && is_tight(line, label.end, range.start, words)
        && is_of_this_clause(line, label, range)
    {
        return means_code(line, label, range, form, words);
    }
    if let Some(label) = line.labels_after(range.end, TIGHT).next()
        && words.code_after.is_match(line.lower.get(range.end..label.start).unwrap_or_default())
        && (near.is_none_or(|near| !matches!(near.class, Class::Other | Class::Number)) || form == Form::Six)
        && (label.class == Class::Otp
            || label.class == Class::Code && form == Form::Six && !has_attribute(line, label, words))
    {
        return form == Form::Six || near.is_none_or(|near| !is_tight(line, near.end, range.start, words));
    }
    let above = line.class_above().is_some_and(|class| matches!(class, Class::Otp | Class::OtpTopic));
    if above && line.text.trim().len() == range.len() {
        return true;
    }
    form == Form::Six && is_loosely_near(line, range, words)
}

/// 「認証アプリの番号」: the word for a number counts as the word of which it is the number.
fn what_is_numbered(line: &Line<'_>, label: Label) -> Label {
    let of = line.label_before(label.start).filter(|of| label.start - of.end <= 3);
    match of.filter(|of| label.class == Class::Number && matches!(of.class, Class::Otp | Class::OtpTopic)) {
        Some(of) => Label { class: of.class, ..label },
        None => label,
    }
}

/// Nothing but connecting words between a word and a number.
fn is_tight(line: &Line<'_>, label_end: usize, start: usize, words: &Words) -> bool {
    start - label_end <= TIGHT
        && words.code_gap.is_match(line.lower.get(label_end..start).unwrap_or_default())
}

/// Whether a number right behind this word is a code.
fn means_code(line: &Line<'_>, label: Label, range: &Range<usize>, form: Form, words: &Words) -> bool {
    match label.class {
        Class::Otp => form == Form::Six || !looks_like_a_year(line.part(range.clone())),
        Class::OtpTopic => form == Form::Six,
        Class::Security => !is_about_a_card(line, range) && range.len() >= 4,
        Class::Code => form == Form::Six && !has_attribute(line, label, words),
        _ => false,
    }
}

fn looks_like_a_year(number: &str) -> bool {
    pattern!(r"^(?:19|20)\d\d(?:(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01]))?$").is_match(number)
}

pub(super) fn is_about_a_card(line: &Line<'_>, range: &Range<usize>) -> bool {
    line.is_near(range, LOOSE, &[Class::Card, Class::Cvv])
}

/// 商品コード, エラーコード, コード表: a code of something else, or another thing.
fn has_attribute(line: &Line<'_>, label: Label, words: &Words) -> bool {
    if words.code_of.is_match(line.lower_after(label.end, 24)) {
        return true;
    }
    let before = line.before(label.start, 8).chars().next_back();
    before.is_some_and(|c| c.is_alphanumeric() && !('\u{3041}'..='\u{309f}').contains(&c))
}

/// Six digits in a sentence about a code.
fn is_loosely_near(line: &Line<'_>, range: &Range<usize>, words: &Words) -> bool {
    if !words.code_ends.is_match(line.lower_after(range.end, 24)) {
        return false;
    }
    let speaks_of_codes = |label: &Label| match label.class {
        Class::Otp | Class::OtpTopic => true,
        Class::Security => !is_about_a_card(line, range),
        Class::Code => !has_attribute(line, *label, words),
        _ => false,
    };
    match line.labels_before(range.start, LOOSE).find(|label| is_of_this_clause(line, *label, range)) {
        Some(label) => {
            let sentences = line.part(label.end..range.start).contains('。');
            let told = !sentences || words.code_told.is_match(line.lower_after(range.end, 24));
            told && speaks_of_codes(&label)
        }
        None => {
            let mut after = line.labels_after(range.end, TIGHT).filter(|label| label.class != Class::Number);
            after.next().is_some_and(|label| label.class != Class::Code && speaks_of_codes(&label))
        }
    }
}

/// The word for another number counts within its own clause only.
fn is_of_this_clause(line: &Line<'_>, label: Label, range: &Range<usize>) -> bool {
    !matches!(label.class, Class::Other | Class::Number)
        || !line.part(label.end..range.start).contains(['。', '、'])
}

/// 「認証コード：A1B2C3」
fn with_letters(line: &Line<'_>, words: &Words, found: &mut Vec<Candidate>) {
    for label in line.labels.iter().filter(|label| label.class == Class::Otp) {
        let Some(between) = words.mark.find(line.lower_after(label.end, TIGHT)) else { continue };
        let start = label.end + between.end();
        let Some(code) = pattern!(r"^[A-Z0-9]{5,8}\b").find(line.after(start, 16)) else { continue };
        let has = |is: fn(&u8) -> bool| code.as_str().bytes().any(|byte| is(&byte));
        if has(u8::is_ascii_digit) && has(u8::is_ascii_uppercase) {
            found.push(Candidate { kind: Kind::Otp, range: start..start + code.end(), why: Why::Words });
        }
    }
}
