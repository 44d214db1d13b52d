//! Which name of Amazon's a foreign host is made to be taken for.
//!
//! The disguises are those of the monthly reports of the Council of Anti-Phishing Japan. Letters that look like others
//! are told by the skeletons of Unicode's UTS 39.

use std::borrow::Cow;
use std::sync::LazyLock;

use unicode_security::confusable_detection::skeleton;

use super::verdict::Reason;

/// The names that are imitated, longer ones first: `amazonpay` holds `amazon`.
static NAMES: [&str; 4] = ["sellercentral", "vendorcentral", "amazonpay", "amazon"];

/// Words of other languages that begin like the name: the river, its people, a stone.
pub(crate) const OTHER_WORDS: [&str; 4] = ["amazonia", "amazonas", "amazonen", "amazonit"];

/// How the domain of a shop goes on after the name.
const ENDINGS: [&str; 3] = ["co", "com", "jp"];

/// The name that a host is made to be taken for, and how; none for a host that has nothing of them.
///
/// `host` is in small letters, with letters of other scripts as they are.
pub(super) fn imitation(host: &str) -> Option<(&'static str, Reason)> {
    let labels = || host.split('.');
    if shows_more_names(host)
        && let Some(name) = labels().find_map(|label| swapped(label, &NAMES))
    {
        return Some((name, Reason::LooksAlike));
    }
    let bearing = |host: &str| {
        let is_borne = |name: &&str| host.contains(*name) && host.split('.').any(|label| bears(label, name));
        NAMES.into_iter().find(is_borne)
    };
    if let Some(name) = bearing(host) {
        let reason = if holds_domain(host) { Reason::HoldsDomain } else { Reason::BearsName };
        return Some((name, reason));
    }
    if host.contains(['-', '_'])
        && let Some(name) = bearing(&host.replace(['-', '_'], ""))
    {
        return Some((name, Reason::LooksAlike));
    }
    let mut words = labels().flat_map(|label| label.split(['-', '_']));
    words.find_map(misspelt).map(|name| (name, Reason::Misspelt))
}

fn bears(label: &str, name: &str) -> bool {
    label.contains(name) && !OTHER_WORDS.iter().any(|word| label.contains(word))
}

/// The first name that shows only when letters are taken for those that look like them.
fn swapped(label: &str, names: &'static [&'static str]) -> Option<&'static str> {
    // What is borne as it is written looks like nothing else.
    let open = |name: &&&'static str| !label.contains(**name);
    if !names.iter().any(|name| open(&name)) {
        return None;
    }
    let plain = plain(label);
    let only_looks = |name: &&&'static str| open(name) && plain.contains(&*plain_name(name));
    let other = || OTHER_WORDS.iter().any(|word| plain.contains(&self::plain(word)));
    names.iter().find(|name| only_looks(name)).copied().filter(|_| !other())
}

/// Whether one of the names shows in a label only when letters are taken for those that look like them.
pub(crate) fn is_swapped(label: &str, names: &'static [&'static str]) -> bool {
    swapped(label, names).is_some()
}

/// Whether a host in small letters may hold a name, in whatever disguise of letters.
pub(crate) fn may_be_swapped(host: &str) -> bool {
    let plain = plain(host);
    PLAIN_NAMES.iter().any(|name| plain.contains(name))
}

/// Whether a host holds more names once letters are taken for those that look like them.
fn shows_more_names(host: &str) -> bool {
    let plain = plain(host);
    let mut names = NAMES.iter().zip(PLAIN_NAMES.iter());
    names.any(|(name, plain_name)| {
        let shown = plain.matches(plain_name.as_str()).count();
        shown > 0 && shown > host.matches(name).count()
    })
}

/// The names as [`plain`] makes them.
static PLAIN_NAMES: LazyLock<[String; 4]> = LazyLock::new(|| NAMES.map(plain));

fn plain_name(name: &str) -> Cow<'static, str> {
    match NAMES.iter().position(|other| *other == name).and_then(|index| PLAIN_NAMES.get(index)) {
        Some(plain) => Cow::Borrowed(plain),
        None => Cow::Owned(plain(name)),
    }
}

/// A text with all letters and digits that look alike made the same. Not for people to read.
fn plain(text: &str) -> String {
    if text.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.')) {
        plain_ascii(text)
    } else {
        plain_unicode(text)
    }
}

fn plain_unicode(text: &str) -> String {
    let swapped: String = text
        .chars()
        .map(|c| match c {
            // Digits that stand for letters, which UTS 39 does not hold for alike.
            '4' => 'a',
            '3' => 'e',
            '5' => 's',
            '2' => 'z',
            c => c,
        })
        .collect();
    let skeleton: String = skeleton(&swapped).filter(|c| !('\u{300}'..='\u{36f}').contains(c)).collect();
    skeleton
        .to_lowercase()
        .replace('0', "o")
        .replace(['1', 'i', '|'], "l")
        .replace("rn", "m")
        .replace("vv", "w")
}

/// The same of letters and digits of ASCII, of which UTS 39 says no more than this.
fn plain_ascii(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for c in text.chars() {
        let c = match c.to_ascii_lowercase() {
            '4' => 'a',
            '3' => 'e',
            '5' => 's',
            '2' => 'z',
            '0' => 'o',
            '1' | 'i' => 'l',
            c => c,
        };
        let joined = match c {
            'n' if plain.ends_with('r') => 'm',
            'v' if plain.ends_with('v') => 'w',
            c => {
                plain.push(c);
                continue;
            }
        };
        plain.pop();
        plain.push(joined);
    }
    plain
}

/// A word one or two slips away from a name: a letter too many, too few, another, or two changed round.
fn misspelt(word: &str) -> Option<&'static str> {
    let close = |name: &&str| {
        let slips = if name.len() > 8 { 2 } else { 1 };
        let lengths = word.chars().count().abs_diff(name.len());
        lengths <= slips && strsim::osa_distance(word, name) <= slips
    };
    if NAMES.contains(&word) || OTHER_WORDS.contains(&word) {
        return None;
    }
    let begins = || {
        // `amaznaccount`: the slip at the beginning of a longer word.
        const STEMS: [&str; 5] = ["amazn", "amzon", "amazan", "amaozn", "amzaon"];
        STEMS.into_iter().any(|stem| word.starts_with(stem)).then_some("amazon")
    };
    NAMES.into_iter().find(|name| close(name)).or_else(begins)
}

/// A domain of Amazon's stands inside: as labels (`amazon.co.jp.example`) or within one (`amazon-co-jp.example`). What
/// is given out by registries ends no such domain: `evil-amazon.co.jp` has a name of its own.
pub(crate) fn holds_domain(host: &str) -> bool {
    let labels: Vec<&str> = host.split('.').collect();
    let given_out = psl::suffix_str(host).map_or(0, |suffix| suffix.split('.').count());
    let chosen = labels.get(..labels.len().saturating_sub(given_out)).unwrap_or_default();
    let is_domain = |pair: &[&str]| match pair {
        [name, ending] => name.ends_with("amazon") && ENDINGS.contains(ending),
        _ => false,
    };
    chosen.windows(2).any(is_domain)
        || chosen.iter().any(|label| {
            let is_one = |label: &str| label.contains("amazoncojp") || label.contains("amazoncom");
            if label.contains('-') { is_one(&label.replace('-', "")) } else { is_one(label) }
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_of_ascii_become_what_unicode_makes_of_them() {
        let letters: Vec<char> = ('a'..='z').chain('0'..='9').chain(['-', '_', '.']).collect();
        for a in &letters {
            for b in &letters {
                for c in &letters {
                    let text = String::from_iter([a, b, c]);
                    assert_eq!(plain_ascii(&text), plain_unicode(&text), "{text}");
                }
            }
        }
        assert_eq!(plain_ascii("ARNAZ0N"), plain_unicode("ARNAZ0N"));
    }
}
