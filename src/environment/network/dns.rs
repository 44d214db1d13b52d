//! Which servers are asked for names.
//!
//! Only settings are read; no server is asked. What a browser does beside them (`DoH`) is in its profile's facts.

mod filters;
mod linux;
mod macos;
mod windows;

use std::net::IpAddr;

use crate::environment::browsers::role_of;
use crate::environment::facts::{
    DnsFacts, DnsServer, Evidence, MACHINE, SIGN_IN_HOSTS, SetBy, Topic, Unread,
};
use crate::environment::hosts::is_at_or_below;
use crate::environment::read::ReadState;
use crate::environment::root::{Os, Root};

#[cfg(any(windows, target_os = "macos"))]
pub(in crate::environment) use windows::of_adapter;

/// More servers than any machine has.
const MOST_SERVERS: usize = 64;

/// Reads it; none, with an entry in `unread`, where it cannot be read.
pub(in crate::environment) fn read(root: &Root, unread: &mut Vec<Unread>) -> Option<DnsFacts> {
    let mut failed = |Failure { place, state }: Failure| {
        unread.push(Unread { subject: MACHINE.to_owned(), topic: Topic::Dns, path: place, state });
    };
    let found = match root.os {
        Os::Linux => linux::read(root, &mut failed),
        Os::Macos => macos::read(root),
        Os::Windows => windows::read(root),
    };
    found.map_err(failed).ok()
}

/// What could not be read.
struct Failure {
    place: String,
    state: ReadState,
}

impl Failure {
    fn new(place: impl Into<String>, state: ReadState) -> Self {
        Self { place: place.into(), state }
    }
}

/// Adds servers that are not known yet.
fn add(servers: &mut Vec<DnsServer>, place: &str, key: &str, addresses: &[IpAddr]) {
    for address in addresses {
        if servers.len() < MOST_SERVERS && servers.iter().all(|known| known.address != *address) {
            let evidence = evidence(place, key, address.to_string(), SetBy::Person);
            servers.push(DnsServer { address: *address, filter: filters::service(*address), evidence });
        }
    }
}

fn evidence(place: &str, key: &str, value: String, set_by: SetBy) -> Evidence {
    Evidence { place: place.to_owned(), key: key.to_owned(), value, default: String::new(), set_by }
}

/// Addresses in a list, without the interfaces that they may name.
fn addresses(list: &str) -> Vec<IpAddr> {
    let words = list.split(|c: char| c.is_whitespace() || matches!(c, ',' | ';'));
    words.filter_map(|word| word.split('%').next()?.parse().ok()).collect()
}

/// Whether a rule for a domain and all names below it is one for names that a Japanese seller needs.
fn is_for_amazon(domain: &str) -> bool {
    let domain = domain.trim_matches('.').to_ascii_lowercase();
    domain.is_empty()
        || SIGN_IN_HOSTS.iter().any(|host| is_at_or_below(host, &domain))
        || role_of(&domain).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_for_amazon_are_told_from_others() {
        for domain in ["", ".", "jp", ".amazon.co.jp", "Amazon.co.jp.", "sellercentral.amazon.co.jp"] {
            assert!(is_for_amazon(domain), "{domain}");
        }
        assert!(is_for_amazon("media-amazon.com") && is_for_amazon("token.awswaf.com"));
        for domain in ["corp.example", "azon.co.jp", "amazon.de", "local"] {
            assert!(!is_for_amazon(domain), "{domain}");
        }
    }

    #[test]
    fn servers_are_listed_once() {
        let mut servers = Vec::new();
        add(&mut servers, "x", "k", &addresses("1.1.1.2, 10.0.0.1;fe80::1%en0 nonsense 1.1.1.2"));
        let listed: Vec<_> = servers.iter().map(|server| server.address.to_string()).collect();
        assert_eq!(listed, ["1.1.1.2", "10.0.0.1", "fe80::1"]);
        assert!(servers[0].filter.is_some() && servers[1].filter.is_none());
        assert_eq!(servers[0].evidence.value, "1.1.1.2");
    }
}
