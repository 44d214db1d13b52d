//! Filters of addresses, as the policies `URLBlocklist` and `URLAllowlist` have them.
//!
//! Grammar and precedence as in Chromium: `components/url_matcher/url_util.cc` and
//! `components/policy/core/browser/url_blocklist_manager.cc`.

use crate::environment::facts::SELLER_HOSTS;

/// No more filters of a list count, as in Chromium.
const MOST: usize = 1000;

/// The pages that a person who signs in sees.
const PATHS: [&str; 3] = ["/", "/home", "/ap/signin"];

/// A filter such as `amazon.co.jp`, `https://.www.amazon.co.jp/ap/` or `*`.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Filter {
    scheme: Option<String>,
    /// Empty for any host.
    host: String,
    with_subdomains: bool,
    port: Option<u16>,
    path: String,
}

impl Filter {
    /// Parses a filter; none if it is invalid, or about a query that no page of the sign-in is sure to have.
    fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let lower = text.to_ascii_lowercase();
        if let Some(scheme) = lower.strip_suffix("://*").or_else(|| lower.strip_suffix(":*")) {
            let is_scheme = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
                && scheme.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-'));
            if is_scheme {
                return Some(Self::of_host(Some(scheme.to_owned()), String::new(), true));
            }
        }
        let (scheme, rest) = match text.split_once("://") {
            Some((scheme, rest)) => (Some(scheme.to_ascii_lowercase()), rest),
            None => (None, text),
        };
        let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
        let (authority, path) = rest.split_at(end);
        let (path, query) = path.split_once('?').unwrap_or((path, ""));
        if !query.split('#').next().unwrap_or_default().is_empty() {
            return None;
        }
        let place = authority.rsplit('@').next().unwrap_or_default();
        let (host, port) = match place.rsplit_once(':') {
            Some((host, port)) if !place.ends_with(']') => (host, Some(port)),
            _ => (place, None),
        };
        let port = match port {
            None | Some("" | "*") => None,
            Some(port) => Some(port.parse().ok().filter(|port| *port > 0)?),
        };
        let host = host.to_ascii_lowercase();
        let (host, with_subdomains) = match host.strip_prefix('.') {
            _ if host == "*" => (String::new(), true),
            Some(exact) => (exact.to_owned(), false),
            None if host.is_empty() => return None,
            None => (host, true),
        };
        let path = path.split('#').next().unwrap_or_default().to_owned();
        Some(Self { port, path, ..Self::of_host(scheme, host, with_subdomains) })
    }

    fn of_host(scheme: Option<String>, host: String, with_subdomains: bool) -> Self {
        Self { scheme, host, with_subdomains, port: None, path: String::new() }
    }

    /// Whether `https://<host><path>` matches.
    fn matches(&self, host: &str, path: &str) -> bool {
        self.scheme.as_ref().is_none_or(|scheme| scheme == "https")
            && self.port.is_none_or(|port| port == 443)
            && self.matches_host(host)
            && path.starts_with(&self.path)
    }

    fn matches_host(&self, host: &str) -> bool {
        if self.with_subdomains && self.host.is_empty() {
            return true;
        }
        host.strip_suffix(self.host.as_str())
            .is_some_and(|before| before.is_empty() || self.with_subdomains && before.ends_with('.'))
    }

    /// The filter that every address matches.
    fn is_everything(&self) -> bool {
        *self == Self::of_host(None, String::new(), true)
    }

    /// Its rank among filters that match the same address: the greatest one decides.
    fn rank(&self, allows: bool) -> (bool, bool, usize, usize, bool) {
        let last = !allows && self.is_everything();
        (!last, !self.with_subdomains, self.host.len(), self.path.len(), allows)
    }
}

/// For each seller host that cannot be opened: the filter that blocks it.
pub(super) fn blocked_hosts<'a>(blocked: &[&'a str], allowed: &[&str]) -> Vec<(&'static str, &'a str)> {
    let parsed = |texts: &[&'a str]| -> Vec<(Filter, &'a str)> {
        texts.iter().take(MOST).filter_map(|text| Some((Filter::parse(text)?, *text))).collect()
    };
    let blocks = parsed(blocked);
    let allows: Vec<Filter> = allowed.iter().take(MOST).filter_map(|text| Filter::parse(text)).collect();
    let blocker = |host: &str, path: &str| -> Option<&'a str> {
        let of = |filter: &Filter| filter.matches(host, path);
        let (block, text) =
            blocks.iter().filter(|(filter, _)| of(filter)).max_by_key(|(filter, _)| filter.rank(false))?;
        let allow = allows.iter().filter(|filter| of(filter)).map(|filter| filter.rank(true)).max();
        (allow < Some(block.rank(false))).then_some(*text)
    };
    SELLER_HOSTS
        .iter()
        .filter_map(|host| Some((*host, PATHS.iter().find_map(|path| blocker(host, path))?)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn is_blocked(blocked: &[&str], allowed: &[&str]) -> bool {
        blocked_hosts(blocked, allowed).iter().any(|(host, _)| *host == SELLER_HOSTS[0])
    }

    #[test]
    fn filters_match_as_in_the_browser() {
        for filter in [
            "*",
            "amazon.co.jp",
            "sellercentral.amazon.co.jp",
            ".sellercentral.amazon.co.jp",
            "https://amazon.co.jp",
            "https://*",
            "https:*",
            "AMAZON.co.jp:443",
            "amazon.co.jp:*",
            "co.jp",
            "sellercentral.amazon.co.jp/ap/",
            "sellercentral.amazon.co.jp/",
            "*/ap/signin",
        ] {
            assert!(is_blocked(&[filter], &[]), "{filter}");
        }
        for filter in [
            "",
            ".amazon.co.jp",
            "www.amazon.co.jp",
            "http://amazon.co.jp",
            "http://*",
            "ftp:*",
            "amazon.co.jp:8443",
            "amazon.co.jp:0",
            "mazon.co.jp",
            "amazon.com",
            "sellercentral.amazon.co.jp/reports",
            "sellercentral.amazon.co.jp/AP/",
            "amazon.co.jp?x=1",
            "file:///*",
            "javascript://*",
            "chrome-extension://*",
        ] {
            assert!(!is_blocked(&[filter], &[]), "{filter}");
        }
    }

    #[test]
    fn the_more_exact_filter_decides_and_allowing_wins_a_tie() {
        assert!(!is_blocked(&["*"], &["amazon.co.jp"]));
        assert!(!is_blocked(&["*"], &["*"]));
        assert!(!is_blocked(&["amazon.co.jp"], &["sellercentral.amazon.co.jp"]));
        assert!(!is_blocked(&["amazon.co.jp"], &["amazon.co.jp"]));
        assert!(is_blocked(&["sellercentral.amazon.co.jp"], &["amazon.co.jp"]));
        assert!(is_blocked(&["amazon.co.jp"], &["*"]));
        assert!(is_blocked(&[".sellercentral.amazon.co.jp"], &["sellercentral.amazon.co.jp"]));
        assert!(is_blocked(&["*"], &["sellercentral.amazon.co.jp/home"]), "the sign-in page is another one");
        assert!(is_blocked(&["amazon.co.jp/ap/"], &["amazon.co.jp"]), "the longer path");
        assert_eq!(blocked_hosts(&["amazon.com"], &[]), [(SELLER_HOSTS[1], "amazon.com")]);
    }

    proptest! {
        #[test]
        fn nothing_panics(text in "\\PC*", like in "[*.:/@?#\\[\\]a-zあ0-9]{0,30}") {
            blocked_hosts(&[&text, &like], &[&like]);
        }

        #[test]
        fn allowing_the_host_itself_beats_a_filter_of_a_domain(domain in "([a-z]{1,6}\\.){0,2}(jp|co\\.jp)") {
            prop_assert!(!is_blocked(&[&domain], &[".sellercentral.amazon.co.jp"]));
        }
    }
}
