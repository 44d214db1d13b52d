//! Payment cards: numbers with their check digit, and the check number on the card.

use std::ops::Range;

use super::digits::{Chain, digits_of, passes_luhn};
use super::line::Line;
use super::words::{Class, Words};
use super::{Candidate, Kind, Why, codes};

/// Bytes between a number and a word that tells what it is.
const REACH: usize = 90;
/// Bytes between the word for a check number and the number.
const TIGHT: usize = 48;

pub(super) fn find(line: &Line<'_>, words: &Words, found: &mut Vec<Candidate>) {
    for chain in &line.chains {
        for range in numbers(line, chain) {
            found.push(Candidate { kind: Kind::Card, range, why: Why::CheckDigit });
        }
    }
    check_numbers(line, words, found);
}

/// The runs of groups that are a card's number. The longest one counts.
fn numbers(line: &Line<'_>, chain: &Chain) -> Vec<Range<usize>> {
    let count = chain.groups.len();
    let mut found = Vec::new();
    let mut first = 0;
    while first < count {
        let run = (first + 1..=count.min(first + 5)).rev().find(|last| is_card(line, chain, first..*last));
        match run {
            Some(last) => {
                found.extend(chain.span(first..last));
                first = last;
            }
            None => first += 1,
        }
    }
    found
}

fn is_card(line: &Line<'_>, chain: &Chain, groups: Range<usize>) -> bool {
    let lengths = chain.lengths(groups.clone());
    let usual =
        matches!(lengths.as_slice(), [_] | [4, 4, 4, 4] | [4, 6, 4 | 5] | [4, 4, 4, 4, 1..=3] | [8, 8]);
    let Some(range) = chain.span(groups.clone()).filter(|_| usual) else { return false };
    let digits = digits_of(line.part(range.clone()));
    let about = line.is_near(&range, REACH, &[Class::Card, Class::Cvv]);
    let other = line.label_before(range.start).is_some_and(|label| {
        range.start - label.end <= REACH && matches!(label.class, Class::Other | Class::Parcel)
    });
    let joined = [line.before(range.start, 1), line.after(range.end, 1)]
        .iter()
        .any(|beside| beside.contains(|c: char| c.is_ascii_alphanumeric() || c == '_'));
    // Thirteen digits are mostly the number of an article.
    let rare = digits.len() < 14;
    if rare && is_article(&digits) {
        return false;
    }
    !joined
        && is_issued(&digits)
        && passes_luhn(&digits)
        && (about || !(rare || other))
        && (lengths.len() == 1 || chain.stands_alone(&groups) || lengths.len() >= 3)
}

/// The number of an article in Japan (JAN): it begins with 45 or 49 and has a check digit of its own (GS1).
fn is_article(digits: &[u32]) -> bool {
    let sum: u32 = digits.iter().zip([1, 3].into_iter().cycle()).map(|(digit, weight)| digit * weight).sum();
    digits.len() == 13 && matches!(digits, [4, 5 | 9, ..]) && sum.is_multiple_of(10)
}

/// Whether an issuer has numbers that begin so, and of that length (ISO/IEC 7812-1; the ranges as the brands tell
/// them: Visa, Mastercard, American Express, JCB, Diners Club, Discover, `UnionPay`).
fn is_issued(digits: &[u32]) -> bool {
    let head = |count: usize| digits.iter().take(count).fold(0, |number, digit| number * 10 + digit);
    let length = digits.len();
    let lengths: &[usize] = match head(4) {
        4000..=4999 => &[13, 16, 19],
        5100..=5599 | 2221..=2720 => &[16],
        3400..=3499 | 3700..=3799 => &[15],
        3528..=3589 | 6200..=6299 => &[16, 17, 18, 19],
        3000..=3059 | 3600..=3699 | 3800..=3999 => &[14],
        6011 | 6440..=6599 => &[16, 19],
        _ => &[],
    };
    lengths.contains(&length)
}

/// 「CVV 123」「裏面の3桁は123」
fn check_numbers(line: &Line<'_>, words: &Words, found: &mut Vec<Candidate>) {
    for chain in &line.chains {
        for range in chain.groups.iter().filter(|range| (3..=4).contains(&range.len())) {
            let Some(label) = line.label_before(range.start) else { continue };
            let tight = range.start - label.end <= TIGHT
                && words.code_gap.is_match(line.lower.get(label.end..range.start).unwrap_or_default());
            let meant = match label.class {
                Class::Cvv => true,
                Class::Security => range.len() == 3 || codes::is_about_a_card(line, range),
                _ => false,
            };
            let after = line.lower_after(range.end, 12);
            let joined = after.starts_with(|c: char| c.is_ascii_alphanumeric() || "-./".contains(c));
            if tight && meant && !joined && !words.counted.is_match(after) {
                found.push(Candidate { kind: Kind::Card, range: range.clone(), why: Why::Words });
            }
        }
    }
}
