//! Values beside words: how far they reach, and whether they may be secrets.

use std::ops::Range;

use super::line::Line;
use super::pattern::{Pattern, pattern};
use super::words::Words;

/// Bytes of a value that are looked at, and of what follows it.
const LONGEST: usize = 512;
const FOLLOWING: usize = 48;

/// A value in a line.
#[derive(Clone, Debug)]
pub(super) struct Value<'a> {
    /// Where it stands.
    pub(super) range: Range<usize>,
    pub(super) text: &'a str,
    /// What follows it, in small letters.
    pub(super) follow: &'a str,
    pub(super) quoted: Quoted,
}

/// Whether a value stands in quotes or brackets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Quoted {
    Yes,
    No,
}

/// How much a value looks like a password by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Strength {
    /// Letters with digits or signs, as nothing else is written.
    Strong,
    /// Digits alone.
    Digits,
    /// Letters alone: any word.
    Letters,
    /// Japanese letters and then digits.
    Mixed,
    /// Japanese letters.
    Japanese,
    /// It says that there is none, or is something known: a date, an address, a file.
    Nothing,
}

/// The value that begins at a place, if any does. In quotes, it is what they hold.
pub(super) fn value_at<'a>(line: &Line<'a>, at: usize) -> Option<Value<'a>> {
    let rest = line.after(at, LONGEST);
    let first = rest.chars().next()?;
    let from = first.len_utf8();
    if let Some(close) = closing(first)
        && let Some(inside) = rest.get(from..)
        && let Some(end) = inside.find(close)
        && end > 0
    {
        let inner = inside.get(..end)?;
        let lead = inner.len() - inner.trim_start().len();
        let start = at + from + lead;
        return Some(make(line, start, inner.trim().len(), Quoted::Yes, at + from + end + close.len_utf8()));
    }
    let opened = closing(first).is_some() && !"([【".contains(first);
    let start = if opened { at + from } else { at };
    let length = unquoted(line.after(start, LONGEST));
    (length > 0).then(|| make(line, start, length, Quoted::No, start + length))
}

fn make<'a>(line: &Line<'a>, start: usize, length: usize, quoted: Quoted, after: usize) -> Value<'a> {
    let range = start..start + length;
    Value { text: line.part(range.clone()), range, follow: line.lower_after(after, FOLLOWING), quoted }
}

fn closing(open: char) -> Option<char> {
    Some(match open {
        '「' => '」',
        '『' => '』',
        '"' => '"',
        '\'' => '\'',
        '`' => '`',
        '(' => ')',
        '[' => ']',
        '【' => '】',
        _ => return None,
    })
}

/// How many bytes a value without quotes has.
fn unquoted(rest: &str) -> usize {
    let is_end = |c: char| c.is_whitespace() || "\"'`,;<>|".contains(c);
    let latin = rest.find(|c: char| !c.is_ascii() || is_end(c)).unwrap_or(rest.len());
    if latin > 0 {
        return trimmed(rest.get(..latin).unwrap_or_default());
    }
    // Japanese letters, and what is joined to them.
    let is_stop = |c: char| is_end(c) || "、。「」『』【】()[]※→⇒:!?\u{30fb}".contains(c);
    let whole = rest.get(..rest.find(is_stop).unwrap_or(rest.len())).unwrap_or_default();
    let Some(tail) = whole.find(|c: char| c.is_ascii()) else { return whole.len() };
    let length = whole.get(tail..).and_then(|tail| tail.find(|c: char| !c.is_ascii()));
    length.map_or(whole.len(), |length| tail + length)
}

/// Without the punctuation of the sentence around it.
fn trimmed(value: &str) -> usize {
    // A query's next part is no part of the value.
    let value = next_part().find(value).and_then(|found| value.get(..found.start())).unwrap_or(value);
    let mut value = value;
    loop {
        let shorter = value.strip_suffix(['.', ':', '/', '\\', '(', '[', '{']).or_else(|| {
            [('(', ')'), ('[', ']'), ('{', '}')].into_iter().find_map(|(open, close)| {
                value
                    .strip_suffix(close)
                    .filter(|rest| rest.matches(open).count() <= rest.matches(close).count())
            })
        });
        match shorter {
            Some(shorter) => value = shorter,
            None => return value.len(),
        }
    }
}

fn next_part() -> &'static Pattern {
    pattern!(r"&(?:amp;)?[A-Za-z_]{1,24}=|/(?i-u:id|user|mail|pw|url)[:=]|\((?i-u:id|user|pw)|\\[nrt]")
}

/// What a value looks like.
pub(super) fn strength(value: &str, words: &Words) -> Strength {
    let lower = value.to_ascii_lowercase();
    if says_nothing(value, &lower, words) {
        return Strength::Nothing;
    }
    if !value.is_ascii() {
        return japanese(value);
    }
    let has = |is: fn(&u8) -> bool| value.bytes().any(|byte| is(&byte));
    let letters = has(u8::is_ascii_alphabetic);
    let digits = has(u8::is_ascii_digit);
    let signs = value.bytes().any(|byte| b"!@#$%^&*?+~=\\{}".contains(&byte));
    match (letters, digits, signs) {
        (true, true, _) | (true, _, true) => Strength::Strong,
        (false, true, false) => Strength::Digits,
        (false, true, true) if value.len() >= 6 => Strength::Strong,
        (true, false, false) => Strength::Letters,
        _ => Strength::Nothing,
    }
}

fn japanese(value: &str) -> Strength {
    let head = value.find(|c: char| c.is_ascii()).unwrap_or(value.len());
    let (head, tail) = value.split_at(head);
    if tail.is_empty() {
        return Strength::Japanese;
    }
    let joined = tail.is_ascii() && tail.len() >= 2 && tail.bytes().any(|byte| byte.is_ascii_digit());
    let short = (1..=8).contains(&head.chars().count());
    let letters = head.chars().all(|c| c.is_alphabetic() || c == '\u{30fc}' || c == '々');
    if joined && short && letters { Strength::Mixed } else { Strength::Nothing }
}

/// 不明, ****, 11/20, <your password>, $PASSWORD, https://…, a@b.example, C:\…, list.xlsx
fn says_nothing(value: &str, lower: &str, words: &Words) -> bool {
    let word = lower.trim_matches(['.', '!', '?', '-', '_']);
    if word.is_empty() || words.is_state(word) {
        return true;
    }
    let bare: Vec<char> = lower.chars().filter(|c| !"-_ ./".contains(*c)).collect();
    let masked = |c: &char| "*x●•○◯■□×〇◆◇#?\u{30fb}".contains(*c);
    let run = lower.contains("***")
        || lower.contains("xxx")
        || lower.contains("●●")
        || lower.contains("••")
        || lower.contains("■■")
        || lower.contains("○○")
        || lower.contains("××")
        || lower.contains("〇〇");
    bare.is_empty() || bare.iter().all(masked) || run || known().is_match(value)
}

fn known() -> &'static Pattern {
    pattern!(concat!(
        r"^(?:\d{1,4}[/.]\d{1,2}(?:[/.]\d{1,4})?$", // dates, versions
        r"|(?:19|20)\d\d-\d{1,2}-\d{1,2}",
        r"|\d{1,2}:\d{2}",
        r"|\d+(?:\.\d+)?%",
        r"|v(?:er)?\.?\d+(?:\.\d+)*$",
        r"|[a-z][a-z0-9+.-]{1,12}://|www\.",
        r"|[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}$",
        r"|[A-Za-z]:\\|\\\\|/[a-z]+/|~/|\./",
        r"|.*\.(?:xlsx?|csv|docx?|pdf|txt|png|jpe?g|zip|kdbx|html?|eml|msg|pptx?|json|ya?ml|exe)$",
        r"|<.*|\[.*|\{.*|\(.*|\$\{.*|\$\(.*|\$[A-Z_]{3,}$|%[A-Za-z_]+%$|%[sd@]$|\\*$",
        r"|(?:os|process|env|secrets?|config|settings|self|this|args|request|req|params|form|data|user|input|body)\.[A-Za-z_.]+",
        r"|[A-Za-z_.]+\(.*",
        r"|G\d$|[CTHRKMAB]\d{2}$|\d{3}-\d{7}-\d{7}$|B0[0-9A-Z]{8}$",
        r"|0\d{1,4}-\d{1,4}-\d{3,4}$)",
    ))
}
