//! DNS services that withhold names by choice, `assets/environment/name_servers.ron`.

use std::net::IpAddr;
use std::sync::LazyLock;

use serde::Deserialize;

use crate::environment::browsers::tables;

/// A service, and its servers.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Service {
    service: String,
    servers: Vec<String>,
}

/// The service that a server belongs to, if it withholds names.
pub(super) fn service(server: IpAddr) -> Option<String> {
    let has = |service: &&Service| service.servers.iter().any(|range| is_in(server, range));
    services().iter().find(has).map(|found| found.service.clone())
}

fn services() -> &'static [Service] {
    static SERVICES: LazyLock<Vec<Service>> = LazyLock::new(|| {
        tables::embedded("name_servers.ron", include_str!("../../../../assets/environment/name_servers.ron"))
    });
    &SERVICES
}

/// Whether an address is the one given, or in a range given as `address/bits`.
fn is_in(address: IpAddr, range: &str) -> bool {
    let (start, bits) = range.split_once('/').unwrap_or((range, "128"));
    let (Ok(start), Ok(bits)) = (start.parse(), bits.parse::<u32>()) else { return false };
    let beyond = |length: u32| length.saturating_sub(bits);
    match (address, start) {
        (IpAddr::V4(address), IpAddr::V4(start)) => {
            (address.to_bits() ^ start.to_bits()).checked_shr(beyond(32)).unwrap_or(0) == 0
        }
        (IpAddr::V6(address), IpAddr::V6(start)) => {
            (address.to_bits() ^ start.to_bits()).checked_shr(beyond(128)).unwrap_or(0) == 0
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(server: &str) -> Option<String> {
        service(server.parse().unwrap())
    }

    #[test]
    fn the_table_is_sound() {
        let all: Vec<Service> =
            tables::parse(include_str!("../../../../assets/environment/name_servers.ron")).unwrap();
        assert!(all.len() > 10);
        let mut seen = std::collections::BTreeSet::new();
        for service in &all {
            for range in &service.servers {
                let (start, bits) = range.split_once('/').unwrap_or((range, "32"));
                let start: IpAddr = start.parse().unwrap();
                assert!((8..=32).contains(&bits.parse::<u32>().unwrap()), "{range}");
                assert!(is_in(start, range), "{range}");
                assert!(seen.insert(range), "{range} twice");
                assert_eq!(named(&start.to_string()).as_ref(), Some(&service.service), "{range}");
            }
        }
    }

    #[test]
    fn only_servers_that_withhold_names_are_named() {
        assert_eq!(named("94.140.14.14").as_deref(), Some("AdGuard DNS"));
        assert_eq!(named("45.90.30.200").as_deref(), Some("NextDNS"));
        assert_eq!(named("2a07:a8c0::12:3456").as_deref(), Some("NextDNS"));
        // Servers of the same vendors that answer for every name, and addresses next to known ones.
        for server in ["94.140.14.140", "1.1.1.1", "9.9.9.10", "8.8.8.8", "45.90.31.0", "2a07:a8c2::1", "::1"]
        {
            assert_eq!(named(server), None, "{server}");
        }
    }

    #[test]
    fn ranges_are_told_by_their_bits() {
        let is_in = |address: &str, range| super::is_in(address.parse().unwrap(), range);
        assert!(is_in("10.1.2.3", "10.0.0.0/8") && !is_in("11.1.2.3", "10.0.0.0/8"));
        assert!(is_in("10.1.2.3", "10.1.2.3") && !is_in("10.1.2.2", "10.1.2.3"));
        assert!(is_in("::2", "::/0") && is_in("1.2.3.4", "0.0.0.0/0"));
        assert!(!is_in("1.2.3.4", "::/0") && !is_in("1.2.3.4", "nonsense"));
    }
}
