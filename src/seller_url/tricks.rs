//! Tricks that show in the text of a URL, and are gone once a browser has parsed it.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

use super::verdict::Reason;

/// A URL as it stands in a text: its scheme, what leads to the host, and the rest.
pub(super) struct Parts<'t> {
    /// In small letters, without the colon; none if none is written.
    pub(super) scheme: Option<Cow<'static, str>>,
    /// What stands between the slashes, port and user included.
    pub(super) authority: &'t str,
}

/// Splits a text at the places where browsers do. Full-width signs count like the plain ones, since browsers make them so.
pub(super) fn split(text: &str) -> Parts<'_> {
    let (scheme, rest) = match scheme_of(text) {
        Some((scheme, rest)) => (Some(scheme), rest),
        None => (None, text),
    };
    let rest = rest.trim_start_matches(is_slash);
    let end = if rest.is_ascii() {
        rest.bytes().position(|b| matches!(b, b'/' | b'\\' | b'?' | b'#'))
    } else {
        rest.find(|c| is_slash(c) || matches!(c, '?' | '#' | '？' | '＃'))
    };
    let end = end.unwrap_or(rest.len());
    Parts { scheme, authority: rest.get(..end).unwrap_or_default() }
}

fn is_slash(c: char) -> bool {
    matches!(c, '/' | '\\' | '／' | '＼')
}

/// A scheme and what follows its colon. `host:8443` has a port and no scheme.
fn scheme_of(text: &str) -> Option<(Cow<'static, str>, &str)> {
    if let Some((scheme, rest)) = web_scheme(text) {
        return Some((Cow::Borrowed(scheme), rest));
    }
    let colon = text.find([':', '：'])?;
    let scheme: String =
        text.get(..colon)?.nfkc().filter(|c| !is_hidden(*c)).flat_map(char::to_lowercase).collect();
    let mut signs = text.get(colon..)?.chars();
    signs.next();
    let rest = signs.as_str();
    // One letter is a drive of Windows.
    let is_name = scheme.len() > 1
        && scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'));
    // `host:8443` and `user.name:password@host` have no scheme, and a sentence goes on behind `host：`.
    let is_host = scheme.contains('.') || scheme == "localhost";
    (is_name && (!is_host || rest.starts_with("//"))).then_some((Cow::Owned(scheme), rest))
}

/// The scheme of the web in plain letters, as nearly all URLs have it, and what follows its colon.
pub(super) fn web_scheme(text: &str) -> Option<(&'static str, &str)> {
    ["https", "http"].into_iter().find_map(|scheme| {
        let head = text.get(..scheme.len())?;
        let rest = text.get(scheme.len()..)?.strip_prefix(':')?;
        head.eq_ignore_ascii_case(scheme).then_some((scheme, rest))
    })
}

/// Whether a text begins with a scheme that is not the web's. `URL:https://…` is a sentence, no scheme.
pub(super) fn is_other_scheme(text: &str) -> bool {
    const SCHEMES: [&str; 9] =
        ["javascript", "data", "file", "ftp", "vbscript", "blob", "about", "view-source", "intent"];
    scheme_of(text).is_some_and(|(scheme, rest)| {
        let is_web = scheme == "https" || scheme == "http";
        !is_web && (rest.starts_with("//") || SCHEMES.contains(&scheme.as_ref()))
    })
}

/// What is wrong with the text itself, before anything is parsed.
pub(super) fn find(text: &str, parts: &Parts<'_>) -> Vec<Reason> {
    let mut found = Vec::new();
    let authority = parts.authority;
    let head_end = authority.as_ptr() as usize + authority.len() - text.as_ptr() as usize;
    let head = text.get(..head_end).unwrap_or(text);
    // Nearly all URLs are plain ASCII, and bytes are faster to look through than characters.
    let is_plain = text.is_ascii();
    let hides = if is_plain {
        text.bytes().fold(false, |hides, b| hides | b.is_ascii_control())
    } else {
        text.chars().any(is_hidden)
    };
    if hides {
        found.push(Reason::HiddenCharacters);
    }
    let after = text.get(head_end..).unwrap_or_default();
    if is_plain {
        // Nothing of it is wide.
    } else if head
        .chars()
        .chain(after.chars().next())
        .any(|c| !c.is_ascii() && !is_hidden(c) && !c.nfkc().eq([c]) && !is_combining_mark(c))
        || authority.contains(['。', '｡'])
    {
        found.push(Reason::WideCharacters);
    }
    if head.contains('\\') || after.starts_with('\\') {
        found.push(Reason::Backslashes);
    }
    if authority.contains('@') || (!is_plain && authority.contains('＠')) {
        found.push(Reason::UserInfo);
    } else if authority.contains('%') {
        found.push(Reason::EncodedHost);
    }
    if authority.contains("--") && authority.to_ascii_lowercase().contains("xn--") {
        found.push(Reason::OtherScript);
    }
    found
}

/// Characters that cannot be seen, or turn the writing around.
pub(crate) fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180f}'
            | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}'
            | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}' | '\u{e0000}'..='\u{e0fff}')
}
