//! Patterns of sites, as Chromium's content settings use them.
//!
//! Grammar and precedence as in Chromium: `components/content_settings/core/common`/
//! `content_settings_pattern.cc` and `content_settings_pattern_parser.cc`.

use crate::environment::hosts::is_at_or_below;

/// A parsed pattern such as `[*.]amazon.co.jp`, `https://www.amazon.co.jp:443` or `*`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Pattern {
    scheme: Part,
    host: String,
    /// `[*.]` stands before the host, or the host is `*`.
    with_subdomains: bool,
    port: Part,
}

/// A part of a pattern: anything, or exactly one text.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Part {
    Any,
    Is(String),
}

impl Part {
    fn allows(&self, text: &str) -> bool {
        match self {
            Self::Any => true,
            Self::Is(own) => own == text,
        }
    }
}

/// How exact a pattern is; the greater one decides. Host first, then port, then scheme.
pub(super) type Rank = (bool, usize, bool, bool);

impl Pattern {
    /// The pattern that every site matches.
    pub(super) fn everything() -> Self {
        Self { scheme: Part::Any, host: String::new(), with_subdomains: true, port: Part::Any }
    }

    /// Parses a pattern; none if it is invalid, and then it matches nothing.
    pub(super) fn parse(text: &str) -> Option<Self> {
        if text == "*" {
            return Some(Self::everything());
        }
        let (scheme, rest) = match text.split_once("://") {
            Some((scheme, rest)) => (Some(scheme), rest),
            None => (None, text),
        };
        // The end of a domain wildcard or of an IPv6 address, before which a colon is no port.
        let after_bracket = if rest.starts_with('[') { rest.find(']')? } else { 0 };
        let colon = rest.get(after_bracket..)?.find(':').map(|at| after_bracket + at);
        let (host, port_and_path) = match colon {
            Some(at) => (rest.get(..at)?, Some(rest.get(at + 1..)?)),
            None => (rest.split('/').next()?, None),
        };
        let port = port_and_path.and_then(|text| text.split('/').next()).filter(|port| !port.is_empty());
        let (host, with_subdomains) = host_of(host)?;
        Some(Self { scheme: scheme_of(scheme)?, host, with_subdomains, port: port_of(port)? })
    }

    /// Whether `https://<host>/` matches.
    pub(super) fn matches_https(&self, host: &str) -> bool {
        self.scheme.allows("https") && self.port.allows("443") && self.matches_host(host)
    }

    fn matches_host(&self, host: &str) -> bool {
        if !self.with_subdomains {
            return self.host == host;
        }
        self.host.is_empty() || is_at_or_below(host, &self.host)
    }

    /// Its rank among patterns that match the same site.
    pub(super) fn rank(&self) -> Rank {
        (!self.with_subdomains, self.host.len(), self.port != Part::Any, self.scheme != Part::Any)
    }
}

/// Any scheme, `http` or `https`; others never match a site that is signed in to.
fn scheme_of(scheme: Option<&str>) -> Option<Part> {
    match scheme {
        None | Some("*" | "") => Some(Part::Any),
        Some(scheme) => {
            let scheme = scheme.to_ascii_lowercase();
            matches!(scheme.as_str(), "http" | "https").then_some(Part::Is(scheme))
        }
    }
}

fn host_of(host: &str) -> Option<(String, bool)> {
    if host == "*" {
        return Some((String::new(), true));
    }
    let (host, with_subdomains) = match host.strip_prefix("[*.]") {
        Some(rest) => (rest, true),
        None => (host, false),
    };
    let lower = host.to_lowercase();
    let host = lower.strip_suffix('.').unwrap_or(&lower);
    let superfluous_dot = with_subdomains && host.starts_with('.');
    let empty = host.is_empty() && !with_subdomains;
    (!superfluous_dot && !empty && !host.contains('*') && !host.ends_with('.'))
        .then(|| (host.to_owned(), with_subdomains))
}

fn port_of(port: Option<&str>) -> Option<Part> {
    match port {
        None | Some("*") => Some(Part::Any),
        Some(port) => port.bytes().all(|b| b.is_ascii_digit()).then(|| Part::Is(port.to_owned())),
    }
}

/// A pair of patterns: of the site itself, and of the site in the address bar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Pair {
    primary: Pattern,
    secondary: Pattern,
}

impl Pair {
    /// Parses `primary,secondary` or a single pattern, as preferences and policies have them.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let (primary, secondary) = text.split_once(',').unwrap_or((text, "*"));
        let secondary = if secondary.is_empty() { Pattern::everything() } else { Pattern::parse(secondary)? };
        Some(Self { primary: Pattern::parse(primary)?, secondary })
    }

    /// The pair that every site matches.
    pub(super) fn everything() -> Self {
        Self { primary: Pattern::everything(), secondary: Pattern::everything() }
    }

    /// Whether it is about `https://<host>/` itself being open.
    pub(super) fn matches_https(&self, host: &str) -> bool {
        self.primary.matches_https(host) && self.secondary.matches_https(host)
    }

    /// Whether it is about any site that `https://<host>/` embeds, and not about other places.
    pub(super) fn is_for_embedded_in(&self, host: &str) -> bool {
        self.primary == Pattern::everything()
            && self.secondary != Pattern::everything()
            && self.secondary.matches_https(host)
    }

    /// Its rank among pairs that match the same site.
    pub(super) fn rank(&self) -> (Rank, Rank) {
        (self.primary.rank(), self.secondary.rank())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const SELLER: &str = "sellercentral.amazon.co.jp";

    fn matches(pattern: &str) -> bool {
        Pattern::parse(pattern).is_some_and(|pattern| pattern.matches_https(SELLER))
    }

    #[test]
    fn patterns_match_as_in_the_browser() {
        for pattern in [
            "*",
            "[*.]amazon.co.jp",
            "[*.]sellercentral.amazon.co.jp",
            "[*.]jp",
            "sellercentral.amazon.co.jp",
            "SellerCentral.Amazon.co.jp",
            "sellercentral.amazon.co.jp.",
            "https://sellercentral.amazon.co.jp",
            "https://sellercentral.amazon.co.jp:443",
            "https://[*.]amazon.co.jp:443",
            "https://[*.]amazon.co.jp:*",
            "*://*:443",
            "https://*",
            "https://sellercentral.amazon.co.jp/home",
        ] {
            assert!(matches(pattern), "{pattern}");
        }
        for pattern in [
            "",
            "amazon.co.jp",
            "http://sellercentral.amazon.co.jp",
            "https://sellercentral.amazon.co.jp:8443",
            "[*.]mazon.co.jp",
            "[*.]amazon.com",
            "[*.].amazon.co.jp",
            "*.amazon.co.jp",
            "https://",
            "[*.",
            "file:///sellercentral.amazon.co.jp",
            "chrome-extension://sellercentral.amazon.co.jp",
            "sellercentral.amazon.co.jp:https",
        ] {
            assert!(!matches(pattern), "{pattern}");
        }
    }

    #[test]
    fn the_more_exact_pattern_ranks_higher() {
        let in_order = [
            "*",
            "*://*:443",
            "[*.]jp",
            "[*.]amazon.co.jp",
            "https://[*.]amazon.co.jp",
            "[*.]amazon.co.jp:443",
            "https://[*.]amazon.co.jp:443",
            "[*.]sellercentral.amazon.co.jp",
            "sellercentral.amazon.co.jp",
            "https://sellercentral.amazon.co.jp",
            "https://sellercentral.amazon.co.jp:443",
        ];
        let ranks: Vec<_> = in_order.iter().map(|pattern| Pattern::parse(pattern).unwrap().rank()).collect();
        assert!(ranks.is_sorted(), "{ranks:?}");
    }

    #[test]
    fn a_rule_for_embedding_only_is_about_the_site_in_the_address_bar() {
        assert!(Pair::parse("*,https://[*.]amazon.co.jp").unwrap().matches_https(SELLER));
        assert!(!Pair::parse("[*.]amazon.co.jp,https://example.com").unwrap().matches_https(SELLER));
        assert!(
            Pair::parse("[*.]amazon.co.jp,*").unwrap().rank()
                > Pair::parse("*,[*.]amazon.co.jp").unwrap().rank()
        );
        assert!(Pair::parse("[*.]amazon.co.jp,").unwrap().matches_https(SELLER));
        let embedded = |pattern: &str| Pair::parse(pattern).unwrap().is_for_embedded_in(SELLER);
        assert!(embedded("*,https://[*.]amazon.co.jp"));
        assert!(!embedded("*,https://[*.]example.com"));
        assert!(!embedded("*,*"));
        assert!(!embedded("[*.]example.com,[*.]amazon.co.jp"));
    }

    proptest! {
        #[test]
        fn a_host_is_more_exact_than_any_domain_above_it(depth in 0_usize..4, scheme in "(https://)?", port in "(:443)?") {
            let labels: Vec<&str> = SELLER.split('.').collect();
            let domain = labels[depth..].join(".");
            let wider = Pattern::parse(&format!("{scheme}[*.]{domain}{port}")).unwrap();
            let host = Pattern::parse(SELLER).unwrap();
            prop_assert!(wider.matches_https(SELLER) && host.matches_https(SELLER));
            prop_assert!(host.rank() > wider.rank());
        }

        #[test]
        fn a_domain_matches_whole_labels_only(before in "[a-z]{1,8}", dot in "\\.?") {
            let host = format!("{before}{dot}amazon.co.jp");
            let pattern = Pattern::parse("[*.]amazon.co.jp").unwrap();
            prop_assert_eq!(pattern.matches_https(&host), !dot.is_empty());
        }

        #[test]
        fn nothing_panics(text in "\\PC*", like in "[\\[\\]*.:/,a-zあ0-9]{0,30}") {
            for text in [text, like] {
                if let Some(pair) = Pair::parse(&text) {
                    pair.matches_https(SELLER);
                    pair.rank();
                }
            }
        }
    }
}
