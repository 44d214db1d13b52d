//! Names and addresses of hosts.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// Whether a host is a domain itself or lies below it: `www.amazon.co.jp` does for `amazon.co.jp`, `myamazon.co.jp`
/// does not. Both in lower case.
pub(super) fn is_at_or_below(host: &str, domain: &str) -> bool {
    host.strip_suffix(domain).is_some_and(|before| before.is_empty() || before.ends_with('.'))
}

/// Whether an address cannot be that of a host of Amazon: it stands for this machine, this network, or nobody.
///
/// Not so 198.18.0.0/15 (RFC 2544): tunnels such as Clash and Surge hand out these addresses for all names, and what
/// is sent there arrives.
pub(super) fn leads_nowhere(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(v4) => v4_leads_nowhere(v4),
        IpAddr::V6(v6) => match v6.to_ipv4_mapped() {
            Some(v4) => v4_leads_nowhere(v4),
            None => v6_leads_nowhere(v6),
        },
    }
}

fn v4_leads_nowhere(address: Ipv4Addr) -> bool {
    let [first, second, ..] = address.octets();
    let shared_by_carriers = first == 100 && (64..128).contains(&second);
    first == 0
        || address.is_loopback()
        || address.is_private()
        || address.is_link_local()
        || shared_by_carriers
        || first >= 224
}

fn v6_leads_nowhere(address: Ipv6Addr) -> bool {
    address.is_loopback()
        || address.is_unspecified()
        || address.is_unique_local()
        || address.is_unicast_link_local()
        || address.is_multicast()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_whole_names_count() {
        assert!(is_at_or_below("amazon.co.jp", "amazon.co.jp"));
        assert!(is_at_or_below("www.amazon.co.jp", "amazon.co.jp"));
        assert!(!is_at_or_below("myamazon.co.jp", "amazon.co.jp"));
        assert!(!is_at_or_below("amazon.co.jp.example", "amazon.co.jp"));
    }

    #[test]
    fn addresses_of_this_machine_and_this_network_lead_nowhere() {
        for address in [
            "0.0.0.0",
            "0.0.0.1",
            "127.0.0.1",
            "127.8.8.8",
            "10.1.2.3",
            "172.16.0.1",
            "192.168.1.1",
            "100.64.0.1",
            "100.127.255.255",
            "169.254.1.1",
            "224.0.0.1",
            "255.255.255.255",
            "::",
            "::1",
            "fe80::1",
            "fc00::1",
            "fd12::1",
            "ff02::1",
            "::ffff:127.0.0.1",
        ] {
            assert!(leads_nowhere(address.parse().unwrap()), "{address}");
        }
        for address in [
            "52.94.236.248",
            "100.63.255.255",
            "100.128.0.1",
            "172.32.0.1",
            "198.18.0.5",
            "203.0.113.1",
            "2600:9000::1",
            "64:ff9b::345e:ecf8",
            "::ffff:52.94.236.248",
        ] {
            assert!(!leads_nowhere(address.parse().unwrap()), "{address}");
        }
    }
}
