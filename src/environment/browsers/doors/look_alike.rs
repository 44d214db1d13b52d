//! Hosts that are not Amazon's, but bear its name or a name that looks like it.
//!
//! Two kinds are told apart. Some names are made to be taken for Amazon's: letters are swapped, the whole domain of
//! Amazon stands inside another one, or a word of signing in stands beside the name. Others merely hold the name, as
//! blogs and tools about selling do. Names that are misspelt otherwise (`amzon`) are not recognised.
//!
//! The disguises are those of the monthly reports of the Council of Anti-Phishing Japan and of Unicode's UTS 39.

use std::borrow::Cow;

use url::Url;

use crate::environment::facts::Door;
use crate::seller_url::look_alike::{OTHER_WORDS, holds_domain, is_swapped, may_be_swapped};

/// The names that are looked for.
static NAMES: [&str; 2] = ["amazon", "sellercentral"];

/// Beside the name, a word that begins like this speaks for a trap. Words that blogs about selling use as well, such
/// as `account` or `support`, are left out.
const TRAP_WORDS: [&str; 9] =
    ["signin", "sign", "login", "logon", "verif", "secur", "confirm", "unlock", "update"];

/// A quick look, before an address is parsed: may its host hold one of the names, in whatever disguise?
pub(super) fn may_matter(url: &str) -> bool {
    let Some((_, rest)) = url.split_once(':') else { return false };
    let rest = rest.trim_start_matches(['/', '\\']);
    let host = rest.split(['/', '\\', '?', '#']).next().unwrap_or_default();
    // What is encoded shows itself only after parsing.
    let is_encoded = |b: u8| !b.is_ascii() || b == b'%' || b.is_ascii_control();
    host.bytes().any(is_encoded) || {
        let host = host.to_ascii_lowercase();
        host.contains("xn--") || may_be_swapped(&host)
    }
}

/// Judges an address whose host is not Amazon's; none if it has nothing of Amazon's name.
pub(super) fn judge(url: &Url, host: &str, is_sign_in_page: bool) -> Option<Door> {
    // As in `https://www.amazon.co.jp@example.com/`, where the host is the last part.
    if names(&url.username().to_ascii_lowercase()) {
        return Some(Door::LookAlike);
    }
    let shown = if host.contains("xn--") {
        Cow::Owned(url::quirks::domain_to_unicode(host))
    } else {
        Cow::Borrowed(host)
    };
    let labels: Vec<&str> = shown.split('.').collect();
    if labels.iter().any(|label| is_swapped(label, &NAMES)) {
        return Some(Door::LookAlike);
    }
    if !labels.iter().any(|label| is_named(label)) {
        return None;
    }
    let is_trap = is_sign_in_page
        || holds_domain(host)
        || labels.contains(&"sellercentral")
        || is_name_of_domain(host)
        || shown.split(['.', '-']).any(|word| TRAP_WORDS.iter().any(|trap| word.starts_with(trap)));
    Some(if is_trap { Door::LookAlike } else { Door::NamesAmazon })
}

fn names(text: &str) -> bool {
    NAMES.iter().any(|name| text.contains(name))
}

/// One of the names stands there as such.
fn is_named(label: &str) -> bool {
    names(label) && !OTHER_WORDS.iter().any(|word| label.contains(word))
}

/// The name alone is the registered one, below a suffix that registries give out (`amazon.example`). Below suffixes
/// of hosting services it is one user's page.
fn is_name_of_domain(host: &str) -> bool {
    let is_public =
        psl::suffix(host.as_bytes()).is_some_and(|suffix| suffix.typ() != Some(psl::Type::Private));
    let name = psl::domain_str(host).and_then(|domain| domain.split('.').next());
    is_public && name.is_some_and(|name| NAMES.contains(&name))
}

#[cfg(test)]
mod tests {
    use super::super::classify::classify;
    use super::*;

    fn door(url: &str) -> Option<Door> {
        classify(url).map(|judged| judged.door)
    }

    #[test]
    fn what_is_made_to_be_taken_for_amazon_is_a_look_alike() {
        for url in [
            "https://sellercentral.amazon.co.jp.example.com/",
            "https://amazon.co.jp.signin.id-1.example.link/",
            "https://sellercentral-amazon-co-jp.example/",
            "https://www.amazon-co-jp.example/",
            "https://sellercentral.amazon.co.jp@example.com/",
            "https://amazon@203.0.113.7/",
            "https://sellercentral.amaz0n.co.jp/",
            "https://sellercentral.arnazon.co.jp/",
            "https://www.arnaz0n.example/",
            "https://se11ercentra1.example/",
            "https://sellercentral.аmazon.co.jp/",
            "https://xn--mazon-3ve.example/",
            "https://www.amazón.example/",
            "https://ａｍａｚ０ｎ.example/",
            "https://amazon.example/",
            "https://sellercentral.example/",
            "https://sellercentral.amazon.jp.example/",
            "https://amazon-login.example/",
            "https://amazon.login-check.example/",
            "https://verify-amazon.example/",
            "https://amazon-shop.example/ap/signin",
        ] {
            assert_eq!(door(url), Some(Door::LookAlike), "{url}");
        }
    }

    #[test]
    fn what_merely_bears_the_name_is_another_matter() {
        for url in [
            "https://amazon-seller-blog.example/",
            "https://www.evilamazon.co.jp/",
            "https://amazon.qualtrics.com/",
            "https://amazon.github.io/",
            "https://amazon-account-kaisetsu.example/login",
            "https://sellercentral-guide.example/",
        ] {
            assert_eq!(door(url), Some(Door::NamesAmazon), "{url}");
        }
        for url in ["https://www.amazonia.example/", "https://amazonas.example/", "https://amaretto.example/"]
        {
            assert_eq!(door(url), None, "{url}");
        }
    }

    #[test]
    fn the_quick_look_misses_nothing_that_the_thorough_one_finds() {
        for url in [
            "https://WWW.AMAZON.co.jp",
            "http:sellercentral.amazon.com",
            "https://%61mazon.co.jp/",
            "https://ama\tzon.co.jp/",
        ] {
            assert!(may_matter(url), "{url}");
            assert!(door(url).is_some(), "{url}");
        }
        for url in ["https://example.com/amazon", "https://example.com?amazon", "amazon", "about:blank"] {
            assert!(!may_matter(url), "{url}");
        }
    }
}
