//! The addresses of interfaces, from the files of Linux.
//!
//! `if_inet6` names the interface of each address. The table of IPv4 (`fib_trie`) does not: there the networks that
//! begin at an interface tell.

use std::net::{IpAddr, Ipv4Addr};

use super::routes::{Hop, Route, wide};

/// The machine's own addresses of IPv4, in `/proc/net/fib_trie`.
pub(super) fn of_ipv4(text: &str) -> Vec<IpAddr> {
    let mut found = Vec::new();
    let mut leaf = None;
    for line in text.lines().map(str::trim) {
        if let Some(address) = line.strip_prefix("|-- ") {
            leaf = address.parse::<Ipv4Addr>().ok();
        } else if line.starts_with("/32 host LOCAL")
            && let Some(address) = leaf.map(IpAddr::V4)
            && !address.is_loopback()
            && !found.contains(&address)
        {
            found.push(address);
        }
    }
    found
}

/// Addresses of IPv6 with their interfaces, in `/proc/net/if_inet6`.
pub(super) fn of_ipv6(text: &str) -> Vec<(String, IpAddr)> {
    let of_line = |line: &str| {
        let mut words = line.split_whitespace();
        let address = IpAddr::V6(wide(words.next()?)?);
        Some((words.nth(4)?.to_owned(), address))
    };
    text.lines().filter_map(of_line).collect()
}

/// The interfaces that addresses of IPv4 belong to. One whose network begins nowhere is a tunnel's, if only one of the
/// `tunnels` has none else.
pub(super) fn assigned(own: &[IpAddr], routes: &[Route], tunnels: &[&str]) -> Vec<(String, IpAddr)> {
    let owner = |address: IpAddr| {
        let near = routes.iter().filter(|route| route.hop == Hop::OnLink && route.bits > 0);
        let near = near.filter(|route| route.holds(address));
        near.max_by_key(|route| route.bits).map(|route| route.interface.clone())
    };
    let mut found = Vec::new();
    let mut left = Vec::new();
    for address in own {
        match owner(*address) {
            Some(interface) => found.push((interface, *address)),
            None => left.push(*address),
        }
    }
    let without: Vec<&&str> = tunnels.iter().filter(|name| found.iter().all(|(of, _)| of != *name)).collect();
    if let [tunnel] = without.as_slice() {
        found.extend(left.into_iter().map(|address| ((**tunnel).to_owned(), address)));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const TRIE: &str = "Main:
  +-- 0.0.0.0/0 3 0 5
     |-- 0.0.0.0
        /0 universe UNICAST
     |-- 192.168.1.0
        /24 link UNICAST
Local:
  +-- 0.0.0.0/0 3 0 5
     +-- 127.0.0.0/8 2 0 2
           |-- 127.0.0.1
              /32 host LOCAL
     |-- 192.168.1.5
        /32 host LOCAL
     |-- 192.168.1.255
        /32 link BROADCAST
     |-- 192.168.1.5
        /32 host LOCAL
     |-- 10.8.0.2
        /32 host LOCAL
";

    fn route(to: &str, bits: u32, interface: &str, hop: Hop) -> Route {
        Route { to: to.parse().unwrap(), bits, interface: interface.to_owned(), metric: 0, hop }
    }

    fn texts(found: Vec<(String, IpAddr)>) -> Vec<(String, String)> {
        found.into_iter().map(|(name, address)| (name, address.to_string())).collect()
    }

    fn one(name: &str, address: &str) -> (String, String) {
        (name.to_owned(), address.to_owned())
    }

    #[test]
    fn own_addresses_are_told_from_others() {
        let found: Vec<String> = of_ipv4(TRIE).iter().map(ToString::to_string).collect();
        assert_eq!(found, ["192.168.1.5", "10.8.0.2"]);
    }

    #[test]
    fn networks_tell_whose_an_address_is() {
        let own = of_ipv4(TRIE);
        let routes = [
            route("0.0.0.0", 0, "eth0", Hop::OnLink),
            route("192.168.0.0", 16, "wlan0", Hop::OnLink),
            route("192.168.1.0", 24, "eth0", Hop::OnLink),
            route("10.8.0.0", 24, "eth0", Hop::Gateway),
        ];
        let eth = || one("eth0", "192.168.1.5");
        assert_eq!(texts(assigned(&own, &routes, &[])), [eth()]);
        assert_eq!(texts(assigned(&own, &routes, &["wg0"])), [eth(), one("wg0", "10.8.0.2")]);
        assert_eq!(texts(assigned(&own, &routes, &["wg0", "tun0"])), [eth()], "nobody knows whose it is");
    }

    #[test]
    fn addresses_of_ipv6_name_their_interface() {
        let text = "fe800000000000000000000000000001 04 40 20 80     eth0\nnonsense\n\
                    2400000000000000000000000000000a 04 40 00 00 wlan0\n";
        let found = [one("eth0", "fe80::1"), one("wlan0", "2400::a")];
        assert_eq!(texts(of_ipv6(text)), found);
    }

    proptest! {
        #[test]
        fn nothing_panics(text in "\\PC*", like in "(\\|-- |/32 host LOCAL|[0-9.]{0,9}|\n| ){0,30}") {
            of_ipv4(&text);
            of_ipv4(&like);
            of_ipv6(&text);
        }
    }
}
