//! Bank accounts: seven digits beside the words for them, the two numbers of the postal bank, and IBANs.

use std::ops::Range;

use super::digits::Chain;
use super::line::Line;
use super::pattern::pattern;
use super::words::{Class, Words};
use super::{Candidate, Kind, Why};

/// Bytes between an account and the words about its bank.
const REACH: usize = 150;
const TIGHT: usize = 48;

pub(super) fn find(line: &Line<'_>, words: &Words, found: &mut Vec<Candidate>) {
    for chain in &line.chains {
        postal(line, chain, found);
        for index in 0..chain.groups.len() {
            let Some(range) = chain.groups.get(index) else { continue };
            if chain.stands_alone(&(index..index + 1)) && is_account(line, range, words) {
                found.push(Candidate { kind: Kind::Bank, range: range.clone(), why: Why::Words });
            }
        }
    }
    ibans(line, found);
}

fn is_account(line: &Line<'_>, range: &Range<usize>, words: &Words) -> bool {
    let after = line.lower_after(range.end, 24);
    let free = !joined(line, range)
        && !words.counted.is_match(after)
        && !words.money.is_match(line.before(range.start, 8));
    if !free || !(6..=8).contains(&range.len()) {
        return false;
    }
    if line.text.trim().len() == range.len() {
        return matches!(line.class_above(), Some(Class::Account | Class::Deposit));
    }
    let Some(label) = line.label_before(range.start) else { return false };
    let gap = line.lower.get(label.end..range.start).unwrap_or_default();
    let tight = range.start - label.end <= TIGHT && words.code_gap.is_match(gap);
    let about = || line.is_near(range, REACH, &[Class::Bank, Class::BankTopic, Class::Account, Class::Post]);
    match label.class {
        Class::Account => tight && !looks_like_a_date(line.part(range.clone())),
        Class::Deposit => tight && (range.len() == 7 || about()),
        Class::Post => tight,
        // 〇〇銀行 渋谷支店 1234567; the words for other numbers have labels of their own.
        Class::Bank => range.len() == 7 && tight_enough(gap),
        // 口座の番号は 1234567
        Class::Number => {
            let of = line.label_before(label.start).filter(|of| label.start - of.end <= 12);
            tight
                && range.len() == 7
                && of.is_some_and(|of| matches!(of.class, Class::Account | Class::Deposit))
        }
        _ => false,
    }
}

/// 20251121
fn looks_like_a_date(number: &str) -> bool {
    pattern!(r"^20\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])$").is_match(number)
}

/// Between a branch and its account: a number of the branch, the sort of the account, connecting words.
fn tight_enough(gap: &str) -> bool {
    gap.len() <= 40 && pattern!(r"^[^A-Za-z、。]*$").is_match(gap)
}

fn joined(line: &Line<'_>, range: &Range<usize>) -> bool {
    let before =
        line.before(range.start, 1).contains(|c: char| c.is_ascii_alphanumeric() || "_#@./-".contains(c));
    let after = line.after(range.end, 1).contains(|c: char| c.is_ascii_alphanumeric() || "_@-".contains(c));
    let dotted = pattern!(r"(?i-u:no)\.$").is_match(line.before(range.start, 3));
    (before && !dotted) || after
}

/// 記号 12345 番号 12345671: the first begins with 1 and ends with 0, the second ends with 1.
fn postal(line: &Line<'_>, chain: &Chain, found: &mut Vec<Candidate>) {
    let Some(range) = chain.span(0..chain.groups.len()) else { return };
    let told = line.is_near(&range, REACH, &[Class::Post, Class::Account, Class::Bank, Class::BankTopic]);
    let whole = pattern!(r"^1\d{3}0[- ](?:\d[- ])?\d{6,8}$").is_match(line.part(range.clone()));
    // Bank, branch and account in one.
    let banks = [Class::Bank, Class::BankTopic, Class::Account];
    if chain.lengths(0..3) == [4, 3, 7] && chain.groups.len() == 3 && line.is_near(&range, REACH, &banks) {
        found.extend(chain.span(2..3).map(|range| Candidate { kind: Kind::Bank, range, why: Why::Words }));
    }
    if told && whole {
        found.push(Candidate { kind: Kind::Bank, range, why: Why::Words });
        return;
    }
    // Each of the two behind its own word.
    let number =
        (chain.groups.len() == 1 && (6..=8).contains(&range.len())).then(|| line.before(range.start, REACH));
    let pair = number.is_some_and(|before| pattern!(r"(?:^|\D)1\d{4}\D{1,24}$").is_match(before));
    let begins = line.label_before(range.start).is_some_and(|label| range.start - label.end <= 8);
    if pair && begins && line.is_near(&range, REACH, &[Class::Post]) && !joined(line, &range) {
        found.push(Candidate { kind: Kind::Bank, range, why: Why::Words });
    }
}

fn ibans(line: &Line<'_>, found: &mut Vec<Candidate>) {
    for iban in pattern!(r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?\b").find_iter(line.text)
    {
        if passes_mod_97(iban.as_str()) {
            found.push(Candidate { kind: Kind::Bank, range: iban.range(), why: Why::CheckDigit });
        }
    }
}

/// The check of IBANs (ISO 13616-1, by ISO/IEC 7064 MOD 97-10).
fn passes_mod_97(iban: &str) -> bool {
    let letters: Vec<char> = iban.chars().filter(|c| *c != ' ').collect();
    let (head, body) = letters.split_at(letters.len().min(4));
    let turned = body.iter().chain(head);
    let rest = turned
        .filter_map(|c| c.to_digit(36))
        .fold(0, |rest, value| (if value < 10 { rest * 10 } else { rest * 100 } + value) % 97);
    letters.len() >= 15 && rest == 1
}
