//! What one-time codes are made of: otpauth URLs, keys in base32 (RFC 4648), and codes for the loss of the device.

use std::ops::Range;

use super::line::Line;
use super::pattern::pattern;
use super::words::{Class, Words};
use super::{Candidate, Kind, Why};

/// Bytes between a key and a word that tells of it.
const REACH: usize = 120;
/// Bytes after a word for backup codes in which they are looked for.
const LIST: usize = 240;
/// One backup code, as services write them.
const CODE: &str =
    r"(?:\d{4}[ -]\d{4}|\d{6,12}|[A-Za-z0-9]{4,5}(?:-[A-Za-z0-9]{4,5}){1,7}|[A-Za-z0-9]{8,16})";

pub(super) fn find(line: &Line<'_>, words: &Words, found: &mut Vec<Candidate>) {
    let spaced = || pattern!(r"\b[A-Za-z2-7]{4}[ -][A-Za-z2-7]{4}[ -][A-Za-z2-7]{4}").is_match(line.text);
    if line.longest_run >= 16 || spaced() {
        shapes(line, found);
    }
    backup_codes(line, words, found);
}

fn shapes(line: &Line<'_>, found: &mut Vec<Candidate>) {
    for url in pattern!(r#"(?i-u:otpauth(?:-migration)?://)[^\s"'<>\x{3000}-\x{9fff}]+"#).find_iter(line.text)
    {
        found.push(Candidate { kind: Kind::TotpSecret, range: url.range(), why: Why::Shape });
    }
    base32(line, found);
}

fn base32(line: &Line<'_>, found: &mut Vec<Candidate>) {
    let patterns = [
        pattern!(r"\b[A-Z2-7]{16,128}={0,6}"),
        pattern!(r"\b[a-z2-7]{16,128}\b"),
        pattern!(r"\b[A-Z2-7]{4}(?:[ -][A-Z2-7]{4}){3,31}\b"),
        pattern!(r"\b[a-z2-7]{4}(?:[ -][a-z2-7]{4}){3,31}\b"),
    ];
    for key in patterns.into_iter().flat_map(|pattern| pattern.find_iter(line.text)) {
        let range = key.range();
        let told = line.is_near(&range, REACH, &[Class::Totp, Class::OtpTopic, Class::Otp]);
        let other = line.label_before(range.start).is_some_and(|label| {
            range.start - label.end <= 12 && matches!(label.class, Class::Other | Class::Parcel | Class::Key)
        });
        // The id of a help page at Amazon looks alike.
        let in_a_url = !told && line.before(range.start, 1).contains(['=', '/', '?', '&']);
        if is_whole(line, &range) && !other && !in_a_url && is_key(key.as_str(), told) {
            let why = if told { Why::Words } else { Why::Shape };
            found.push(Candidate { kind: Kind::TotpSecret, range, why });
        }
    }
}

/// Not a part of a longer word.
fn is_whole(line: &Line<'_>, range: &Range<usize>) -> bool {
    let before = line.before(range.start, 1);
    let after = line.after(range.end, 1);
    let joins = |text: &str| text.contains(|c: char| c.is_ascii_alphanumeric() || "_+/.".contains(c));
    !joins(before) && !after.contains(|c: char| c.is_ascii_alphanumeric() || "_+/".contains(c))
}

/// Without words beside it, a key has to look like one: digits among the letters, of a length that generators make.
fn is_key(key: &str, told: bool) -> bool {
    let letters: Vec<u8> = key.bytes().filter(u8::is_ascii_alphanumeric).collect();
    let digits = letters.iter().filter(|byte| byte.is_ascii_digit()).count();
    let mut kinds = letters.clone();
    kinds.sort_unstable();
    kinds.dedup();
    let varied = kinds.len() >= 7 && digits < letters.len();
    if told {
        return varied && (digits >= 1 || letters.iter().all(u8::is_ascii_uppercase));
    }
    let capitals = letters.iter().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit());
    varied
        && kinds.len() >= 8
        && capitals
        && digits >= 1
        && [16, 20, 24, 26, 32, 40, 48, 52, 56, 64].contains(&letters.len())
}

/// All of a list of codes, as one.
fn backup_codes(line: &Line<'_>, words: &Words, found: &mut Vec<Candidate>) {
    for label in line.labels.iter().filter(|label| label.class == Class::Backup) {
        let rest = line.lower_after(label.end, LIST);
        let gap = pattern!(r"^[^A-Za-z0-9]{0,48}").find(rest).map_or(0, |gap| gap.end());
        let begin = label.end + gap;
        let list = pattern!(&format!(r"^{CODE}(?:(?:\s?[,/|、]\s?|\s){CODE}){{0,19}}\b"));
        let Some(codes) = list.find(line.after(begin, LIST)) else { continue };
        let text = codes.as_str();
        let counted = words.counted.is_match(line.lower_after(begin + codes.end(), 24));
        if text.bytes().filter(u8::is_ascii_digit).count() >= 3 && !counted {
            let range = begin..begin + codes.end();
            found.push(Candidate { kind: Kind::TotpSecret, range, why: Why::Words });
        }
    }
}
