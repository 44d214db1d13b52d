//! URLs in a text: in Japanese sentences, in brackets, in mails.

use std::iter;
use std::ops::Range;

use super::tricks;

/// Beginnings of a URL, in small letters.
const STARTS: [&str; 4] = ["https:", "http:", "hxxps:", "www."];

/// The places of URLs in a text, as bytes. Nothing is decoded, so that tricks stay visible.
pub fn find_urls(text: &str) -> Vec<Range<usize>> {
    if is_one_plain_url(text) {
        return iter::once(0..trimmed(text).len()).collect();
    }
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut from = 0;
    while let Some((start, rest)) = next_start(text, from) {
        let before = text.get(..start).and_then(|text| text.chars().next_back());
        let length = length_of(rest, before);
        from = (start + length.max(1)).max(from + 1);
        while !text.is_char_boundary(from) {
            from += 1;
        }
        if length > 0 {
            found.push(start..start + length);
        }
    }
    found
}

/// Whether a text is a URL without anything around it or doubtful in it, as an address bar gives it.
fn is_one_plain_url(text: &str) -> bool {
    let is_plain = |b: u8| {
        b.is_ascii_graphic() && !matches!(b, b'<' | b'>' | b'"' | b'`' | b'|' | b'[' | b']' | b'(' | b')')
    };
    // Without a way out in the midst of it, many bytes are looked at in one go.
    tricks::web_scheme(text).is_some_and(|(_, rest)| rest.starts_with("//"))
        && text.bytes().fold(true, |plain, b| plain & is_plain(b))
}

/// Whether a text is one URL with tabs or line ends in it, which browsers leave out.
pub(super) fn is_broken_url(text: &str) -> bool {
    let is_break = |c: char| matches!(c, '\t' | '\n' | '\r');
    if memchr::memchr3(b'\t', b'\n', b'\r', text.as_bytes()).is_none()
        || !text.chars().all(|c| is_break(c) || c.is_ascii_graphic())
    {
        return false;
    }
    let joined: String = text.chars().filter(|c| !is_break(*c)).collect();
    let starts = STARTS.iter().any(|start| joined.to_ascii_lowercase().starts_with(start));
    starts && text.split(is_break).filter(|piece| starts_url(piece) || starts_host(piece)).count() < 2
}

/// The next beginning at or behind a place.
fn next_start(text: &str, from: usize) -> Option<(usize, &str)> {
    let rest = text.get(from..)?;
    let mut before = text.get(..from).and_then(|text| text.chars().next_back());
    // Where the run of plain signs begins that the place stands in: a URL without a scheme may lead up to one with it.
    let mut run = from;
    for (offset, c) in rest.char_indices() {
        let at_word = before.is_none_or(|c| !is_word(c));
        let behind_letter = before.is_some_and(|c| c.is_ascii_alphanumeric());
        let leads_on = before.is_some_and(|c| matches!(c, '/' | '?' | '=' | '&' | '#' | '@'));
        before = Some(c);
        let here = rest.get(offset..).unwrap_or_default();
        if !behind_letter && starts_url(here) {
            let led = text.get(run..from + offset).unwrap_or_default();
            let start = if leads_on && led.contains('.') { run } else { from + offset };
            return Some((start, text.get(start..).unwrap_or_default()));
        }
        if at_word && starts_host(here) {
            return Some((from + offset, here));
        }
        if !is_word(c) && !matches!(c, '/' | '?' | '=' | '&' | '#' | ':') {
            run = from + offset + c.len_utf8();
        }
    }
    None
}

/// A letter or digit of a plain word: a URL does not begin in the midst of one.
fn is_word(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_' | '@' | '%')
}

fn starts_url(text: &str) -> bool {
    let head: String = text
        .chars()
        .take(10)
        .map(narrow)
        .flat_map(char::to_lowercase)
        .filter(|c| !tricks::is_hidden(*c))
        .collect();
    STARTS.iter().any(|start| head.starts_with(start))
}

/// A name without a scheme, if a name of Amazon's is in it.
fn starts_host(text: &str) -> bool {
    const NAMES: [&str; 3] = ["amazon.", "sellercentral", "vendorcentral"];
    if !text.starts_with(|c: char| c.is_ascii_alphanumeric()) {
        return false;
    }
    let end = text.find(|c: char| !is_word(c)).unwrap_or(text.len());
    let name = text.get(..end).unwrap_or_default().to_ascii_lowercase();
    !name.contains('@')
        && name.trim_end_matches('.').contains('.')
        && NAMES.iter().any(|mark| name.contains(mark))
}

/// How many bytes of a text belong to the URL that it begins with; `before` is the sign that stands before it.
fn length_of(text: &str, before: Option<char>) -> usize {
    let run_end = text.find(ends_run).unwrap_or(text.len());
    // The end of a link's text and the beginning of its address, in Markdown.
    let run_end = text.get(..run_end).and_then(|run| run.find("](")).unwrap_or(run_end);
    let run = text.get(..run_end).unwrap_or_default();
    let authority = tricks::split(run).authority;
    let is_open = authority.as_ptr() as usize + authority.len() == run.as_ptr() as usize + run.len();
    if is_open && let Some(more) = host_behind(text.get(run_end..).unwrap_or_default(), before) {
        return run_end + more;
    }
    let head = authority.as_ptr() as usize - run.as_ptr() as usize;
    let path = head + authority.len();
    let end = match cut_of(authority) {
        Some(cut) => head + cut,
        None => path + run.get(path..).unwrap_or_default().find(is_japanese).unwrap_or(run.len() - path),
    };
    trimmed(run.get(..end).unwrap_or_default()).len()
}

/// How many bytes further a host goes, which seems to end before `rest`: browsers take brackets, quotes and blanks
/// before an `@` for part of a user's name, and leave out tabs and line ends. Only what stands in brackets ends there.
fn host_behind(rest: &str, before: Option<char>) -> Option<usize> {
    let first = rest.chars().next()?;
    if before.is_some_and(|open| closes(open, first)) {
        return None;
    }
    let ends = |c: char| c.is_whitespace() || matches!(c, '/' | '\\' | '?' | '#' | '／' | '？' | '＃');
    let skipped = rest.len() - rest.trim_start_matches(ends_run).len();
    let behind = rest.get(skipped..)?;
    let stretch = behind.get(..behind.find(ends).unwrap_or(behind.len()))?;
    let host = if let Some(at) = stretch.rfind(['@', '＠']) {
        // Behind a blank only at once: `https://… info@…` is a sentence.
        let at_once = at == 0 || !first.is_whitespace();
        at_once.then(|| stretch.get(at..)).flatten()?
    } else {
        stretch.starts_with(['.', '．']).then_some(stretch)?
    };
    let mut name = host.chars();
    name.next();
    let named = name.as_str().starts_with(char::is_alphanumeric) && name.as_str().contains(['.', '．', '。']);
    let named = named || (host.starts_with(['.', '．']) && name.as_str().starts_with(char::is_alphanumeric));
    named.then(|| skipped + behind.find(|c: char| c.is_whitespace()).unwrap_or(behind.len()))
}

/// Whether a sign closes a bracket or quote.
fn closes(open: char, close: char) -> bool {
    const PAIRS: [(char, char); 15] = [
        ('<', '>'),
        ('"', '"'),
        ('`', '`'),
        ('「', '」'),
        ('『', '』'),
        ('【', '】'),
        ('〈', '〉'),
        ('《', '》'),
        ('“', '”'),
        ('（', '）'),
        ('［', '］'),
        ('＜', '＞'),
        ('〔', '〕'),
        ('|', '|'),
        ('｜', '｜'),
    ];
    PAIRS.contains(&(open, close))
}

/// Where a host ends at Japanese words that follow it: `amazon.co.jpにログイン`. Not where the name goes on behind
/// them as a name does: `amazon.co.jpア.example` is one name, made to be misread.
fn cut_of(authority: &str) -> Option<usize> {
    let cut = authority.find(is_japanese)?;
    let rest = authority.get(cut..)?;
    let goes_on = rest.char_indices().any(|(at, c)| {
        let after = rest.get(at + c.len_utf8()..).unwrap_or_default();
        match c {
            '.' | '．' | '。' | '｡' | '@' | '＠' => {
                after.starts_with(|c: char| narrow(c).is_ascii_alphanumeric())
            }
            // A port in full width.
            '：' => at == 0 && after.starts_with(|c: char| narrow(c).is_ascii_digit()),
            _ => false,
        }
    });
    (!goes_on).then_some(cut)
}

/// Letters of Japanese sentences, and their full stop.
fn is_japanese(c: char) -> bool {
    matches!(c, '\u{3041}'..='\u{30fa}' | 'ー' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{ff66}'..='\u{ff9f}' | '。' | '、' | '，' | '！' | '：' | '；' | '・' | '…' | '〜' | '～' | '→' | '※' | '々' | '〆')
}

/// What no URL holds.
fn ends_run(c: char) -> bool {
    (c.is_whitespace())
        || matches!(
            c,
            '<' | '>'
                | '"'
                | '`'
                | '「'
                | '」'
                | '『'
                | '』'
                | '【'
                | '】'
                | '〈'
                | '〉'
                | '《'
                | '》'
                | '“'
                | '”'
                | '（'
                | '）'
                | '［'
                | '］'
                | '＜'
                | '＞'
                | '｜'
                | '|'
                | '〔'
                | '〕'
                | '、'
        )
}

/// Without the signs that belong to the sentence around it.
fn trimmed(text: &str) -> &str {
    let mut text = text;
    loop {
        let shorter = text.trim_end_matches(['.', ',', ';', ':', '!', '?', '\'', '。', '、', '*']);
        let unbalanced = |open: char, close: char| {
            shorter.ends_with(close) && shorter.matches(close).count() > shorter.matches(open).count()
        };
        let shorter = if unbalanced('(', ')') || unbalanced('[', ']') || unbalanced('{', '}') {
            shorter.get(..shorter.len() - 1).unwrap_or_default()
        } else {
            shorter
        };
        if shorter == text {
            return text;
        }
        text = shorter;
    }
}

/// The plain sign of a full-width one.
fn narrow(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        other => other,
    }
}
