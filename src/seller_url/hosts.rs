//! Whose a host is.

use std::collections::HashMap;

use serde::Deserialize;

use crate::knowledge::Marketplace;

use super::verdict::{Reason, Verdict};

/// What is known of a host.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Known {
    pub(super) verdict: Verdict,
    pub(super) reason: Reason,
    pub(super) marketplace: Option<String>,
    pub(super) service: Option<String>,
}

impl Known {
    fn new(verdict: Verdict, reason: Reason) -> Self {
        Self { verdict, reason, marketplace: None, service: None }
    }
}

/// The table of `amazon_hosts.ron`.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Table {
    japan_retail: Vec<String>,
    own: Vec<String>,
    kin: Vec<String>,
    short: Vec<String>,
    rented: Vec<String>,
    no_door: Vec<String>,
    services: Vec<Service>,
}

/// A service of Amazon's that people end up at instead of Seller Central.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Service {
    id: String,
    label: String,
    hosts: Vec<String>,
}

/// All hosts that are known, and the domains below which everything is Amazon's.
#[derive(Debug)]
pub(super) struct Hosts {
    exact: HashMap<String, Known>,
    own: Vec<String>,
    kin: Vec<String>,
    rented: Vec<String>,
    no_door: Vec<String>,
    services: Vec<Service>,
}

/// The entrances of the Japanese Seller Central: the first is the usual one.
const JAPAN: &str = "JP";

impl Hosts {
    pub(super) fn new(table: Table, marketplaces: &[Marketplace]) -> Self {
        let mut exact = HashMap::new();
        let mut know = |host: &str, known: Known| {
            // Where several marketplaces share a host, the first one stands for all.
            exact.entry(host.to_owned()).or_insert(known);
        };
        for market in marketplaces {
            for (index, host) in market.seller_hosts.iter().enumerate() {
                let known = match (market.id == JAPAN, index) {
                    (true, 0) => Known::new(Verdict::Japan, Reason::JapaneseDoor),
                    (true, _) => Known::new(Verdict::JapanSecond, Reason::JapaneseDoor),
                    (false, _) => Known::new(Verdict::OtherMarketplace, Reason::OtherMarketplace),
                };
                know(host, Known { marketplace: Some(market.id.clone()), ..known });
            }
            for host in &market.vendor_hosts {
                let known = Known::new(Verdict::OtherAmazon, Reason::Vendor);
                let (marketplace, service) = (Some(market.id.clone()), Some("vendor".to_owned()));
                know(host, Known { marketplace, service, ..known });
            }
        }
        for host in &table.japan_retail {
            let known = Known::new(Verdict::Japan, Reason::JapaneseRetail);
            know(
                host,
                Known { marketplace: Some(JAPAN.to_owned()), service: Some("retail".to_owned()), ..known },
            );
        }
        for host in &table.short {
            know(host, Known::new(Verdict::Caution, Reason::ShortLink));
            know(&format!("www.{host}"), Known::new(Verdict::Caution, Reason::ShortLink));
        }
        for service in &table.services {
            for host in &service.hosts {
                let known = Known::new(Verdict::OtherAmazon, Reason::OtherService);
                know(host, Known { service: Some(service.id.clone()), ..known });
            }
        }
        let Table { own, kin, rented, no_door, services, .. } = table;
        Self { exact, own, kin, rented, no_door, services }
    }

    /// What is known of a host in small letters; none if it is somebody else's.
    pub(super) fn look_up(&self, host: &str) -> Option<Known> {
        if let Some(known) = self.exact.get(host) {
            return Some(known.clone());
        }
        if is_below_one_of(host, &self.rented) {
            return Some(Known::new(Verdict::NotAmazon, Reason::Rented));
        }
        if is_below_one_of(host, &self.no_door) {
            return Some(Known::new(Verdict::NotAmazon, Reason::NoDoor));
        }
        let amazons = self.is_own(host) || is_below_one_of(host, &self.kin);
        amazons.then(|| Known::new(Verdict::Caution, Reason::UnknownAmazon))
    }

    /// Whether a host lies below a domain of the shops. The whole top-level domain `amazon` is Amazon's, too.
    pub(super) fn is_own(&self, host: &str) -> bool {
        host.ends_with(".amazon") || is_below_one_of(host, &self.own)
    }

    /// Whether a host rightly bears Amazon's name, and is no door.
    pub(super) fn is_kin(&self, host: &str) -> bool {
        [&self.kin, &self.rented, &self.no_door].into_iter().any(|domains| is_below_one_of(host, domains))
    }

    /// What people call a service.
    pub(super) fn service(&self, id: &str) -> Option<&str> {
        self.services.iter().find(|service| service.id == id).map(|service| service.label.as_str())
    }
}

/// Public suffixes such as `s3.amazonaws.com` lie below some of the domains, so that comparing registrable domains
/// would miss them.
fn is_below_one_of(host: &str, domains: &[String]) -> bool {
    domains.iter().any(|domain| is_at_or_below(host, domain))
}

/// Whether a host is a domain itself or lies below it, at a dot.
fn is_at_or_below(host: &str, domain: &str) -> bool {
    host.strip_suffix(domain).is_some_and(|before| before.is_empty() || before.ends_with('.'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::seller_url::judge;

    fn table() -> Table {
        ron::from_str(include_str!("../../assets/seller_url/hosts.ron")).unwrap()
    }

    #[test]
    fn domains_are_registrable_and_on_one_list() {
        let table = table();
        let lists = [&table.own, &table.kin, &table.rented, &table.no_door, &table.short];
        for (index, list) in lists.into_iter().enumerate() {
            for domain in list {
                assert_eq!(domain, &domain.to_lowercase());
                // Nobody gives out names below com.be, but whoever has it. A domain may be a suffix for its users.
                let registered = psl::domain_str(domain).unwrap_or(domain);
                assert!(registered == domain || registered == "com.be", "{domain}");
                let others = lists.iter().enumerate().filter(|(other, _)| *other != index);
                assert!(others.into_iter().all(|(_, other)| !is_below_one_of(domain, other)), "{domain}");
            }
        }
    }

    #[test]
    fn every_service_is_below_a_domain_of_amazons() {
        for service in table().services {
            for host in &service.hosts {
                let known = judge().is_amazons(host) || judge().is_harmless(host) || host == "pay.amazon.eu";
                assert!(known, "{host}");
            }
            assert_eq!(judge().service(&service.id), Some(service.label.as_str()));
        }
    }

    #[test]
    fn only_whole_names_count() {
        assert!(judge().is_amazons("www.amazon.co.jp") && judge().is_amazons("amazon.co.jp"));
        assert!(judge().is_amazons("developer-docs.amazon"));
        assert!(!judge().is_amazons("evilamazon.co.jp"), "not at a dot");
        assert!(judge().is_harmless("bucket.s3.ap-northeast-1.amazonaws.com"));
    }
}
