//! Finds what must not stand in a note: passwords, one-time codes, keys, card, account and personal numbers, cookies.
//!
//! Pure, and linear in the length of the text: every pattern is a regular expression without backtracking, and what
//! is looked at around a number or a word has a fixed length. The words that it goes by are in `assets/guard`.
//! It is tuned so that what a note is full of passes: order numbers, ASINs, ids of cases, ends of phone numbers,
//! dates, amounts, and sentences about passwords and codes that name none.

mod bank;
mod card;
mod codes;
mod cookies;
mod digits;
mod fields;
mod fold;
mod judge;
mod keys;
mod line;
mod my_number;
mod password;
mod pattern;
mod totp;
mod value;
mod words;

use std::ops::Range;

pub use fields::{FactPart, FieldSecret, Place, PlanPart, blank_case, blank_case_but, find_in, texts};
use fold::Folded;
use line::Line;
pub(crate) use pattern::Pattern;
use words::words;

/// What stands in the place of every character of a secret.
const BLANK: char = '■';

/// What sort of secret something looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// A password, passphrase or PIN.
    Password,
    /// A one-time code, as sent by SMS or shown by an app.
    Otp,
    /// What one-time codes are made of, an otpauth URL, or codes for the loss of the device.
    TotpSecret,
    /// A payment card's number, or the check number on it.
    Card,
    /// The number of a bank account.
    Bank,
    /// A My Number (個人番号).
    MyNumber,
    /// A key or token of a program.
    ApiKey,
    /// The value of a cookie that signs in.
    Cookie,
}

impl Kind {
    /// All kinds.
    pub const ALL: [Self; 8] = [
        Self::Password,
        Self::Otp,
        Self::TotpSecret,
        Self::Card,
        Self::Bank,
        Self::MyNumber,
        Self::ApiKey,
        Self::Cookie,
    ];

    /// Its name on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Password => "password",
            Self::Otp => "otp",
            Self::TotpSecret => "totp_secret",
            Self::Card => "card",
            Self::Bank => "bank",
            Self::MyNumber => "mynumber",
            Self::ApiKey => "api_key",
            Self::Cookie => "cookie",
        }
    }
}

/// What speaks for a secret.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Why {
    /// The words beside it.
    Words,
    /// Its own shape.
    Shape,
    /// Its check digit.
    CheckDigit,
}

/// Something that looks like a secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Secret {
    /// What it looks like.
    pub kind: Kind,
    /// Where it stands: bytes of the text, on the edges of characters.
    pub range: Range<usize>,
    /// What speaks for it.
    pub why: Why,
}

impl Secret {
    /// Itself, in the text in which it was found.
    pub fn of<'t>(&self, text: &'t str) -> &'t str {
        text.get(self.range.clone()).unwrap_or_default()
    }
}

/// All that looks like a secret in a text of any number of lines, in order; no two overlap.
pub fn find(text: &str) -> Vec<Secret> {
    let mut secrets = Vec::new();
    let mut folded = Folded::default();
    // What the line before ends with, as in 「パスワード：」 with the password on the next line.
    let mut before = line::Ending::Nothing;
    let mut offset = 0;
    for text in text.split_inclusive('\n') {
        folded.fold(text.trim_end_matches(['\r', '\n']));
        let line = Line::of(folded.text(), folded.lower(), before);
        before = line.ending();
        for candidate in disjoint(candidates(&line)) {
            let range = folded.original(&candidate.range);
            let range = offset + range.start..offset + range.end;
            secrets.push(Secret { kind: candidate.kind, range, why: candidate.why });
        }
        offset += text.len();
    }
    secrets
}

/// The text with `■` for every character of what looks like a secret.
pub fn blank(text: &str) -> String {
    blank_but(text, &|_, _| false)
}

/// The same, but for what is to stay: whether a secret does is asked with its kind and its text.
pub fn blank_but(text: &str, stays: &dyn Fn(Kind, &str) -> bool) -> String {
    let mut text = text.to_owned();
    loop {
        let mut secrets = find(&text);
        secrets.retain(|secret| !stays(secret.kind, secret.of(&text)));
        if secrets.is_empty() {
            return text;
        }
        // Where two overlapped, the rest of the second shows only once the first is gone. Every round blanks
        // something, and what is blank is never found.
        text = blanked(&text, &secrets);
    }
}

/// Each secret among the words around it, on one line, itself and all others blanked: what may be shown to tell where
/// it stands. `secrets` are those that [`find`] has found in the text.
pub fn excerpts(text: &str, secrets: &[Secret]) -> Vec<String> {
    let blanked = blanked(text, secrets);
    // How much longer in bytes the blanked text is by now.
    let (mut longer, mut shorter) = (0, 0);
    let excerpt = |secret: &Secret| {
        let start = secret.range.start + longer - shorter;
        longer += secret.of(text).chars().count() * BLANK.len_utf8();
        shorter += secret.range.len();
        let end = secret.range.end + longer - shorter;
        excerpt(&blanked, start..end)
    };
    secrets.iter().map(excerpt).collect()
}

fn excerpt(blanked: &str, secret: Range<usize>) -> String {
    /// Characters before and behind a secret.
    const AROUND: usize = 10;
    /// Signs that stand for the secret, however long it is.
    const SIGNS: usize = 4;
    let is_on_the_line = |c: &char| !matches!(c, '\n' | '\r');
    let head = blanked.get(..secret.start).unwrap_or_default().chars();
    let before: Vec<char> = head.rev().take_while(is_on_the_line).take(AROUND).collect();
    let tail = blanked.get(secret.end..).unwrap_or_default().chars();
    let after = tail.take_while(is_on_the_line).take(AROUND);
    let signs = std::iter::repeat_n(BLANK, SIGNS);
    before.into_iter().rev().chain(signs).chain(after).collect::<String>().trim().to_owned()
}

fn blanked(text: &str, secrets: &[Secret]) -> String {
    let mut blank = String::with_capacity(text.len());
    let mut end = 0;
    for secret in secrets {
        blank.push_str(text.get(end..secret.range.start).unwrap_or_default());
        let length = text.get(secret.range.clone()).unwrap_or_default().chars().count();
        blank.extend(std::iter::repeat_n(BLANK, length));
        end = secret.range.end;
    }
    blank.push_str(text.get(end..).unwrap_or_default());
    blank
}

/// What may be a secret, in a folded line.
#[derive(Clone, Debug)]
struct Candidate {
    kind: Kind,
    range: Range<usize>,
    why: Why,
}

/// From the surest shapes to those that only words tell: where two overlap, the earlier one counts.
fn candidates(line: &Line<'_>) -> Vec<Candidate> {
    let mut found = Vec::new();
    if line.is_idle() {
        return found;
    }
    let words = words();
    cookies::find(line, words, &mut found);
    keys::find_shapes(line, &mut found);
    totp::find(line, words, &mut found);
    card::find(line, words, &mut found);
    my_number::find(line, words, &mut found);
    bank::find(line, words, &mut found);
    codes::find(line, words, &mut found);
    password::find(line, words, &mut found);
    keys::find_named(line, words, &mut found);
    found
}

fn disjoint(mut candidates: Vec<Candidate>) -> Vec<Candidate> {
    // Stable: of those that begin at one place, the surest stays first.
    let mut kept: Vec<Candidate> = Vec::with_capacity(candidates.len());
    let mut taken = std::collections::BTreeMap::<usize, usize>::new();
    for candidate in candidates.drain(..) {
        let Range { start, end } = candidate.range;
        let before = taken.range(..end).next_back();
        if start < end && before.is_none_or(|(_, taken_end)| *taken_end <= start) {
            taken.insert(start, end);
            kept.push(candidate);
        }
    }
    kept.sort_by_key(|candidate| candidate.range.start);
    kept
}

#[cfg(test)]
mod tests;
