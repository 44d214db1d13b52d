//! The hosts and domains by which an address is told to be Amazon's.

use std::sync::LazyLock;

use serde::Deserialize;

use super::super::tables;
use crate::environment::facts::HostRole;
use crate::environment::hosts::is_at_or_below;

/// The domains of `assets/environment/amazon_domains.ron`.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Domains {
    pages: Vec<String>,
    parts: Vec<String>,
    measuring: Vec<String>,
}

impl Domains {
    /// Texts of which each name that has a role holds one: first labels of domains, but for those that hold another.
    pub(super) fn marks(&self) -> Vec<&str> {
        let labels = || self.parts.iter().filter_map(|domain| domain.split('.').next());
        let mut marks: Vec<&str> = labels()
            .filter(|label| !labels().any(|other| other != *label && label.contains(other)))
            .collect();
        marks.sort_unstable();
        marks.dedup();
        marks
    }

    /// What a host in lower case is for when a Japanese seller signs in; none if it is not needed for that.
    pub(super) fn role(&self, host: &str) -> Option<HostRole> {
        if self.pages.iter().any(|page| page == host) {
            return Some(HostRole::Pages);
        }
        let measures = self.measuring.iter().any(|start| host.starts_with(start.as_str()));
        (!measures && is_below_one_of(host, &self.parts)).then_some(HostRole::Parts)
    }
}

/// Public suffixes such as `s3.amazonaws.com` lie below some of the domains, so that comparing registrable domains
/// would miss them.
fn is_below_one_of(host: &str, domains: &[String]) -> bool {
    let is_below = |domain: &String| is_at_or_below(host, domain);
    domains.iter().any(is_below)
}

/// The names that a network has to let through for a Japanese seller's sign-in.
#[derive(Clone, Copy, Debug)]
pub struct NeededHosts {
    /// Hosts of pages, each by its whole name.
    pub pages: &'static [String],
    /// Domains below which parts of these pages come from.
    pub parts: &'static [String],
}

/// The names that a network has to let through for a Japanese seller's sign-in.
pub fn needed_hosts() -> NeededHosts {
    let domains = domains();
    NeededHosts { pages: &domains.pages, parts: &domains.parts }
}

/// Amazon's domains.
pub(super) fn domains() -> &'static Domains {
    static DOMAINS: LazyLock<Domains> = LazyLock::new(|| {
        tables::embedded(
            "amazon_domains.ron",
            include_str!("../../../../assets/environment/amazon_domains.ron"),
        )
    });
    &DOMAINS
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::environment::facts::SIGN_IN_HOSTS;

    #[test]
    fn every_name_with_a_role_holds_a_mark() {
        let lists = domains();
        let marks = lists.marks();
        assert_eq!(marks, ["amazon", "awswaf", "cloudfront"]);
        for name in lists.pages.iter().chain(&lists.parts) {
            assert!(lists.role(name).is_some() && marks.iter().any(|mark| name.contains(mark)), "{name}");
        }
    }

    #[test]
    fn hosts_are_needed_for_pages_or_for_parts_of_them() {
        let role = |host| domains().role(host);
        for host in SIGN_IN_HOSTS {
            assert_eq!(role(host), Some(HostRole::Pages), "{host}");
        }
        assert_eq!(role("m.media-amazon.com"), Some(HostRole::Parts));
        assert_eq!(role("1a2b.token.awswaf.com"), Some(HostRole::Parts));
        assert_eq!(role("api.amazon.co.jp"), Some(HostRole::Parts), "below a page, but none itself");
        assert_eq!(role("fls-fe.amazon.co.jp"), None, "it measures");
        assert_eq!(role("www.amazon.de"), None, "nobody signs in to the Japanese shop there");
        assert_eq!(role("notamazon.co.jp"), None);
    }
}
