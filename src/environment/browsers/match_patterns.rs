//! Match patterns, by which extensions name the sites they work on, e.g. `*://*.amazon.co.jp/*`.
//!
//! Grammar: Chromium, `extensions/common/url_pattern.cc`; Firefox, toolkit/components/extensions/MatchPattern.cpp.
//! The path is not looked at: permissions for hosts ignore it, and a sign-in goes through many paths.

use crate::environment::facts::{Reach, SIGN_IN_HOSTS};
use crate::environment::hosts::is_at_or_below;

/// A pattern, as far as it is about HTTPS at the usual port.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Pattern {
    /// Any host.
    Everything,
    /// A domain and all below it.
    Below(String),
    /// One host.
    Host(String),
}

/// The widest reach among patterns. Those that are invalid reach nothing, as in the browsers.
pub(super) fn reach<'a>(patterns: impl IntoIterator<Item = &'a str>) -> Reach {
    let each = patterns.into_iter().filter_map(Pattern::parse).map(|pattern| pattern.reach());
    each.min().unwrap_or(Reach::Elsewhere)
}

impl Pattern {
    /// Parses a pattern; none if it is invalid, or never about HTTPS at the usual port.
    fn parse(text: &str) -> Option<Self> {
        if text == "<all_urls>" {
            return Some(Self::Everything);
        }
        let (scheme, rest) = text.split_once("://")?;
        let is_https = matches!(scheme.to_ascii_lowercase().as_str(), "*" | "https" | "http*");
        let (authority, _path) = rest.split_once('/')?;
        if !is_https {
            return None;
        }
        let host = match authority.rsplit_once(':') {
            // A colon inside an IPv6 address is no port.
            Some((host, "*" | "443")) => host,
            Some((host, _)) if !host.starts_with('[') => return None,
            _ => authority,
        };
        if host == "*" {
            return Some(Self::Everything);
        }
        let host = host.to_lowercase();
        let host = host.strip_suffix('.').unwrap_or(&host);
        match host.strip_prefix("*.") {
            Some(domain) if is_name(domain) => Some(Self::Below(domain.to_owned())),
            None if is_name(host) => Some(Self::Host(host.to_owned())),
            _ => None,
        }
    }

    fn reach(&self) -> Reach {
        match self {
            Self::Everything => Reach::AllSites,
            Self::Below(domain) => match SIGN_IN_HOSTS.iter().any(|host| is_at_or_below(host, domain)) {
                // `*.jp` is about no site in particular.
                true if !domain.contains("amazon") => Reach::AllSites,
                true => Reach::Amazon,
                false => Reach::Elsewhere,
            },
            Self::Host(host) if SIGN_IN_HOSTS.contains(&host.as_str()) => Reach::Amazon,
            Self::Host(_) => Reach::Elsewhere,
        }
    }
}

fn is_name(host: &str) -> bool {
    !host.is_empty() && !host.starts_with('.') && !host.contains(['*', '@', ' '])
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn all_sites_are_told_from_those_of_amazon_and_from_others() {
        for (pattern, wanted) in [
            ("<all_urls>", Reach::AllSites),
            ("*://*/*", Reach::AllSites),
            ("https://*/*", Reach::AllSites),
            ("https://*:443/", Reach::AllSites),
            ("*://*.jp/*", Reach::AllSites),
            ("*://*.co.jp/*", Reach::AllSites),
            ("*://*.amazon.co.jp/*", Reach::Amazon),
            ("https://sellercentral.amazon.co.jp/*", Reach::Amazon),
            ("https://SellerCentral.Amazon.co.jp./ap/*", Reach::Amazon),
            ("*://www.amazon.co.jp:*/dp/*", Reach::Amazon),
            ("*://*.amazon.com/*", Reach::Amazon),
            ("*://*.sellercentral.amazon.co.jp/*", Reach::Amazon),
            ("*://www.amazon.com/*", Reach::Elsewhere),
            ("*://*.amazon.de/*", Reach::Elsewhere),
            ("*://*.notamazon.co.jp/*", Reach::Elsewhere),
            ("*://*.zon.co.jp/*", Reach::Elsewhere),
            ("http://*.amazon.co.jp/*", Reach::Elsewhere),
            ("https://sellercentral.amazon.co.jp:8443/*", Reach::Elsewhere),
            ("https://sellercentral.amazon.co.jp", Reach::Elsewhere),
            ("https://amazon.co.jp.example.com/*", Reach::Elsewhere),
            ("https://*amazon.co.jp/*", Reach::Elsewhere),
            ("https://www.*.co.jp/*", Reach::Elsewhere),
            ("chrome://resources/*", Reach::Elsewhere),
            ("file:///*", Reach::Elsewhere),
            ("*://*./*", Reach::Elsewhere),
            ("https:///*", Reach::Elsewhere),
            ("https://[::1]/*", Reach::Elsewhere),
            ("tabs", Reach::Elsewhere),
            ("", Reach::Elsewhere),
        ] {
            assert_eq!(reach([pattern]), wanted, "{pattern}");
        }
    }

    #[test]
    fn the_widest_pattern_counts() {
        assert_eq!(reach(["*://example.jp/*", "*://*.amazon.co.jp/*"]), Reach::Amazon);
        assert_eq!(reach(["*://*.amazon.co.jp/*", "<all_urls>"]), Reach::AllSites);
        assert_eq!(reach([]), Reach::Elsewhere);
    }

    proptest! {
        #[test]
        fn nothing_panics(text in "\\PC*", like in "(\\*|https|http)://[*.:\\[\\]a-zあ0-9@]{0,20}/?") {
            reach([text.as_str(), like.as_str()]);
        }

        #[test]
        fn only_hosts_of_amazon_are_amazons(host in "(\\*\\.)?[a-z]{1,6}(\\.[a-z]{2,6}){1,3}") {
            let found = reach([format!("https://{host}/*").as_str()]);
            let name = host.trim_start_matches("*.");
            let is_named = SIGN_IN_HOSTS.iter().any(|own| *own == name || own.ends_with(&format!(".{name}")));
            prop_assert_eq!(found != Reach::Elsewhere, is_named && (host.starts_with('*') || SIGN_IN_HOSTS.contains(&name)));
        }
    }
}
