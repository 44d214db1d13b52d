//! Where a sign-in leads on to: the return addresses inside a URL.

use base64::Engine as _;
use base64::alphabet;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use percent_encoding::percent_decode_str;
use url::Url;

/// Names of parameters that hold a return address, in small letters.
const KEYS: [&str; 12] = [
    "openid.return_to",
    "return_to",
    "returnto",
    "returnurl",
    "return_url",
    "redirect_uri",
    "redirect",
    "url",
    "u",
    "continue",
    "goto",
    "mons_redirect",
];

/// Names that others than Amazon use for the same. Only a whole address counts there: `next=2` is a page.
const OTHER_KEYS: [&str; 18] = [
    "openid_return_to",
    "return-to",
    "return",
    "return_uri",
    "returnuri",
    "redirect_url",
    "redirecturl",
    "redirecturi",
    "redirect_to",
    "next",
    "location",
    "dest",
    "destination",
    "target",
    "callback",
    "back_url",
    "backurl",
    "forward",
];

/// So often a value is decoded.
const ROUNDS: usize = 3;

/// How Amazon's own forms mark a value in Base64.
const BASE64_MARK: &str = "ape:";

/// What a return address is.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Return {
    /// A whole address, or a path that leads to one.
    To(String),
    /// A path on the same host.
    SameHost(String),
    /// A whole address under a name that may mean something else: it counts only if it leads away from Amazon.
    Perhaps(String),
    /// It cannot be read.
    Unclear,
}

/// The return addresses of a URL, in its query and its fragment.
pub(super) fn returns(url: &Url) -> Vec<Return> {
    let mut found = Vec::new();
    let fragment = url.fragment().unwrap_or_default();
    // A fragment may be a path of a script with a query of its own: `#/signin?returnUrl=…`.
    let fragment = fragment.split_once('?').map_or(fragment, |(_, query)| query);
    for query in [url.query().unwrap_or_default(), fragment] {
        for pair in query.split([';', '&']).filter(|pair| may_lead_on(pair)) {
            for (key, value) in url::form_urlencoded::parse(pair.as_bytes()) {
                match meaning(&key) {
                    Meaning::Return => read(url, &value, &mut found),
                    Meaning::Perhaps => {
                        let whole = value.trim_start().to_ascii_lowercase();
                        if ["http:", "https:", "//"].iter().any(|start| whole.starts_with(start)) {
                            let resolved = url.join(value.trim()).map_or(value.into_owned(), String::from);
                            found.push(Return::Perhaps(resolved));
                        }
                    }
                    Meaning::Other => read_inside(url, &value, &mut found),
                }
            }
        }
    }
    found
}

/// Whether a parameter can hold a return address. Most of those of a sign-in have other names, and hold no parameters
/// of their own, however often they are decoded: they need not be.
fn may_lead_on(pair: &str) -> bool {
    let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
    key.contains(['%', '+']) || !matches!(meaning(key), Meaning::Other) || may_hold_equals(value)
}

/// Whether a value holds an equals sign, plain or encoded.
fn may_hold_equals(value: &str) -> bool {
    let encoded = |at: usize| value.get(at..at + 3).is_none_or(|sign| matches!(sign, "%3D" | "%3d" | "%25"));
    value.contains('=') || memchr::memchr_iter(b'%', value.as_bytes()).any(encoded)
}

/// What the name of a parameter says of its value.
enum Meaning {
    Return,
    Perhaps,
    Other,
}

fn meaning(key: &str) -> Meaning {
    let key = key.trim();
    let key = key.strip_suffix("[]").unwrap_or(key);
    let is_key = |other: &&str| other.eq_ignore_ascii_case(key);
    if KEYS.iter().any(is_key) {
        Meaning::Return
    } else if OTHER_KEYS.iter().any(is_key) {
        Meaning::Perhaps
    } else {
        Meaning::Other
    }
}

/// A value that holds parameters of its own: those of an address inside it, or some that were encoded once more.
fn read_inside(url: &Url, value: &str, found: &mut Vec<Return>) {
    if memchr::memchr2(b'=', b'%', value.as_bytes()).is_none() {
        return;
    }
    let mut value = std::borrow::Cow::Borrowed(value);
    for _ in 0..ROUNDS {
        for part in value.split(['?', '&', ';', '#']).filter(|part| part.contains('=')) {
            for (key, inner) in url::form_urlencoded::parse(part.as_bytes()) {
                if matches!(meaning(&key), Meaning::Return) {
                    read(url, &inner, found);
                }
            }
        }
        match percent_decode_str(&value).decode_utf8() {
            Ok(decoded) if decoded != value => value = std::borrow::Cow::Owned(decoded.into_owned()),
            _ => return,
        }
    }
}

/// What a value is, in each round of decoding: what a browser sees depends on how often a page decodes it.
fn read(url: &Url, value: &str, found: &mut Vec<Return>) {
    let mut value = value.to_owned();
    for _ in 0..=ROUNDS {
        if let Some(encoded) = strip_mark(&value) {
            match decode_base64(encoded) {
                Some(decoded) => value = decoded,
                None => return found.push(Return::Unclear),
            }
        }
        found.push(resolve(url, &value));
        let Ok(decoded) = percent_decode_str(&value).decode_utf8() else {
            return found.push(Return::Unclear);
        };
        if decoded == value {
            return;
        }
        value = decoded.into_owned();
    }
    // Still encoded: nobody writes an address so deep but to hide it.
    found.push(Return::Unclear);
}

fn strip_mark(value: &str) -> Option<&str> {
    let start = value.get(..BASE64_MARK.len())?;
    start.eq_ignore_ascii_case(BASE64_MARK).then(|| value.get(BASE64_MARK.len()..)).flatten()
}

fn decode_base64(text: &str) -> Option<String> {
    let config = GeneralPurposeConfig::new()
        .with_decode_padding_mode(DecodePaddingMode::Indifferent)
        .with_decode_allow_trailing_bits(true);
    let text = text.trim().replace('-', "+").replace('_', "/").replace(' ', "+");
    let engine = GeneralPurpose::new(&alphabet::STANDARD, config);
    String::from_utf8(engine.decode(text).ok()?).ok()
}

fn resolve(url: &Url, value: &str) -> Return {
    let value = value.trim();
    if value.is_empty() {
        return Return::SameHost(String::new());
    }
    let has_scheme = value.split_once(':').is_some_and(|(scheme, _)| {
        scheme.starts_with(|c: char| c.is_ascii_alphabetic())
            && scheme.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'))
            && !scheme.contains('.')
    });
    if has_scheme {
        return Return::To(value.to_owned());
    }
    match url.join(value) {
        Ok(joined) if joined.origin() == url.origin() && joined.username().is_empty() => {
            Return::SameHost(joined.into())
        }
        Ok(joined) => Return::To(joined.into()),
        Err(_) => Return::Unclear,
    }
}
