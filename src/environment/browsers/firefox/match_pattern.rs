//! Patterns of addresses, as the policy `WebsiteFilter` has them: `*://*.amazon.co.jp/*`, `<all_urls>`.
//!
//! Grammar as in Firefox: toolkit/components/extensions/MatchPattern.cpp; use as in
//! browser/modules/policies/WebsiteFilter.sys.mjs.

use crate::environment::facts::SELLER_HOSTS;
use crate::environment::hosts::is_at_or_below;

/// No more patterns of a list count, as in Firefox.
const MOST: usize = 1000;

/// The pages that a person who signs in sees.
const PATHS: [&str; 3] = ["/", "/home", "/ap/signin"];

/// For each seller host that cannot be opened: the pattern that blocks it.
pub(super) fn blocked_hosts<'a>(blocked: &[&'a str], excepted: &[&str]) -> Vec<(&'static str, &'a str)> {
    let blocker = |host: &str, path: &str| -> Option<&'a str> {
        let block = *blocked.iter().take(MOST).find(|pattern| matches_https(pattern, host, path))?;
        let is_excepted = excepted.iter().take(MOST).any(|pattern| matches_https(pattern, host, path));
        (!is_excepted).then_some(block)
    };
    SELLER_HOSTS
        .iter()
        .filter_map(|host| Some((*host, PATHS.iter().find_map(|path| blocker(host, path))?)))
        .collect()
}

/// Whether `https://<host><path>` matches. An invalid pattern matches nothing.
fn matches_https(pattern: &str, host: &str, path: &str) -> bool {
    let pattern = pattern.trim().to_lowercase();
    if pattern == "<all_urls>" {
        return true;
    }
    let Some((scheme, rest)) = pattern.split_once("://") else {
        return false;
    };
    // Without a path a pattern is invalid.
    let Some((host_pattern, path_pattern)) = rest.split_once('/') else {
        return false;
    };
    matches!(scheme, "*" | "https")
        && matches_host(host_pattern, host)
        && matches_glob(&format!("/{path_pattern}"), path)
}

fn matches_host(pattern: &str, host: &str) -> bool {
    match pattern.strip_prefix("*.") {
        _ if pattern == "*" => true,
        Some("") => false,
        Some(domain) => is_at_or_below(host, domain),
        None => pattern == host,
    }
}

/// Whether a text matches a pattern in which `*` stands for any text.
fn matches_glob(pattern: &str, text: &str) -> bool {
    let mut parts = pattern.split('*');
    let Some(mut rest) = parts.next().and_then(|first| text.strip_prefix(first)) else {
        return false;
    };
    let Some(last) = parts.next_back() else {
        return rest.is_empty();
    };
    for part in parts {
        match rest.split_once(part) {
            Some((_, after)) if !part.is_empty() => rest = after,
            Some(_) => {}
            None => return false,
        }
    }
    rest.ends_with(last)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn is_blocked(blocked: &[&str], excepted: &[&str]) -> bool {
        blocked_hosts(blocked, excepted).iter().any(|(host, _)| *host == SELLER_HOSTS[0])
    }

    #[test]
    fn patterns_match_as_in_the_browser() {
        for pattern in [
            "<all_urls>",
            "*://*/*",
            "https://*.amazon.co.jp/*",
            "*://sellercentral.amazon.co.jp/*",
            "*://*.SellerCentral.amazon.co.jp/*",
            "*://*.co.jp/*",
            "*://*/ap/*",
            "*://*/*sign*",
            "https://sellercentral.amazon.co.jp/",
        ] {
            assert!(is_blocked(&[pattern], &[]), "{pattern}");
        }
        for pattern in [
            "",
            "*",
            "amazon.co.jp",
            "*://*.amazon.co.jp",
            "http://*.amazon.co.jp/*",
            "*://amazon.co.jp/*",
            "*://*.mazon.co.jp/*",
            "*://*.amazon.com/*",
            "*://*./*",
            "*://*/reports/*",
            "*://*/*sign",
            "file:///*",
        ] {
            assert!(!is_blocked(&[pattern], &[]), "{pattern}");
        }
    }

    #[test]
    fn an_exception_wins() {
        assert!(!is_blocked(&["<all_urls>"], &["*://*.amazon.co.jp/*"]));
        assert!(is_blocked(&["<all_urls>"], &["*://www.amazon.co.jp/*"]));
        assert!(is_blocked(&["<all_urls>"], &["*://*.amazon.co.jp/home"]), "the sign-in page is another one");
    }

    proptest! {
        #[test]
        fn nothing_panics(text in "\\PC*", like in "[*.:/<>_a-zあ]{0,30}") {
            blocked_hosts(&[&text, &like], &[&like]);
        }

        #[test]
        fn a_text_matches_itself_and_what_holds_it(text in "[a-z/]{0,12}", more in "[a-z/]{0,6}") {
            prop_assert!(matches_glob(&text, &text));
            let between = format!("{more}{text}{more}");
            let holding = format!("*{text}*");
            prop_assert!(matches_glob(&holding, &between));
        }
    }
}
