//! Routes, and which of them leads to Amazon.
//!
//! Format of the files: proc(5), `/proc/net/route`; the kernel's `net/ipv6/route.c` for `ipv6_route`.

use std::cmp::Reverse;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use crate::environment::facts::DefaultRoute;

/// An address of Amazon's shop in Japan, and one of the servers that hold parts of its pages. Any way that leads to
/// everything leads there, whatever it is made of. Nothing is sent to them.
pub(super) const TARGETS: [(u8, IpAddr); 2] = [
    (4, IpAddr::V4(Ipv4Addr::new(52, 119, 161, 5))),
    (6, IpAddr::V6(Ipv6Addr::new(0x2600, 0x9000, 0, 0, 0, 0, 0, 1))),
];

/// A route.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Route {
    /// The network it leads to.
    pub(super) to: IpAddr,
    /// How many bits of an address tell that it is in the network.
    pub(super) bits: u32,
    pub(super) interface: String,
    /// Smaller ones go first.
    pub(super) metric: u32,
    pub(super) hop: Hop,
}

/// Whether a route leads to another machine or to the network of the interface itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Hop {
    /// Another machine passes it on.
    Gateway,
    /// The machines are there.
    OnLink,
}

impl Route {
    /// Whether an address is in its network.
    pub(super) fn holds(&self, address: IpAddr) -> bool {
        match (self.to, address) {
            (IpAddr::V4(to), IpAddr::V4(address)) => {
                let beyond = 32_u32.saturating_sub(self.bits);
                (to.to_bits() ^ address.to_bits()).checked_shr(beyond).unwrap_or(0) == 0
            }
            (IpAddr::V6(to), IpAddr::V6(address)) => {
                let beyond = 128_u32.saturating_sub(self.bits);
                (to.to_bits() ^ address.to_bits()).checked_shr(beyond).unwrap_or(0) == 0
            }
            _ => false,
        }
    }
}

/// The ways outside of each version of IP, the one that is used first. `ways` are the answers of a system that was
/// asked, by version; else the most particular route to the target goes before others.
pub(super) fn default_routes(routes: &[Route], ways: &[(u8, String)]) -> Vec<DefaultRoute> {
    TARGETS.iter().flat_map(|(version, target)| of_version(routes, ways, *version, *target)).collect()
}

fn of_version(routes: &[Route], ways: &[(u8, String)], version: u8, target: IpAddr) -> Vec<DefaultRoute> {
    let mut leading: Vec<&Route> = routes.iter().filter(|route| route.holds(target)).collect();
    leading.sort_by_key(|route| (Reverse(route.bits), route.metric));
    let asked = ways.iter().find(|(of, _)| *of == version).map(|(_, interface)| interface.as_str());
    let best = asked.or_else(|| leading.first().map(|route| route.interface.as_str()));
    let mut found: Vec<DefaultRoute> = Vec::new();
    let mut add = |interface: &str, metric| {
        if found.iter().all(|known| known.interface != interface) {
            found.push(DefaultRoute { version, interface: interface.to_owned(), metric });
        }
    };
    let mut defaults: Vec<&Route> = leading.iter().filter(|route| route.bits == 0).copied().collect();
    defaults.sort_by_key(|route| route.metric);
    if let Some(best) = best {
        let usual = defaults.first().filter(|route| route.interface == best);
        add(best, usual.map_or(0, |route| route.metric));
    }
    for route in defaults {
        add(&route.interface, route.metric);
    }
    found
}

/// Routes that are not up, and those that refuse what is sent.
const UP: u32 = 0x1;
const GATEWAY: u32 = 0x2;
const REJECT: u32 = 0x200;

/// `/proc/net/route`: the main table of IPv4. Addresses are written as numbers of a little-endian machine.
pub(super) fn of_ipv4(text: &str) -> Vec<Route> {
    text.lines().skip(1).filter_map(of_ipv4_line).collect()
}

fn of_ipv4_line(line: &str) -> Option<Route> {
    let mut words = line.split_whitespace();
    let interface = words.next()?;
    let (to, _gateway) = (hex(words.next()?)?, words.next()?);
    let flags = hex(words.next()?)?;
    let metric = words.nth(2)?.parse().ok()?;
    let mask = hex(words.next()?)?;
    let to = Ipv4Addr::from(to.swap_bytes());
    route(interface, IpAddr::V4(to), mask.swap_bytes().leading_ones(), metric, flags)
}

/// `/proc/net/ipv6_route`: all tables of IPv6.
pub(super) fn of_ipv6(text: &str) -> Vec<Route> {
    text.lines().filter_map(of_ipv6_line).collect()
}

fn of_ipv6_line(line: &str) -> Option<Route> {
    let mut words = line.split_whitespace();
    let to = wide(words.next()?)?;
    let bits = hex(words.next()?)?;
    let metric = hex(words.nth(3)?)?;
    let flags = hex(words.nth(2)?)?;
    route(words.next()?, IpAddr::V6(to), bits.min(128), metric, flags)
}

/// None if nothing goes that way to other machines.
fn route(interface: &str, to: IpAddr, bits: u32, metric: u32, flags: u32) -> Option<Route> {
    let is_way = flags & UP != 0 && flags & REJECT == 0 && interface != "lo" && interface != "*";
    let hop = if flags & GATEWAY == 0 { Hop::OnLink } else { Hop::Gateway };
    is_way.then(|| Route { to, bits, interface: interface.to_owned(), metric, hop })
}

fn hex(digits: &str) -> Option<u32> {
    u32::from_str_radix(digits, 16).ok()
}

/// An address of IPv6 as 32 digits.
pub(super) fn wide(digits: &str) -> Option<Ipv6Addr> {
    if digits.len() != 32 {
        return None;
    }
    u128::from_str_radix(digits, 16).ok().map(Ipv6Addr::from)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn route(to: &str, bits: u32, interface: &str, metric: u32) -> Route {
        let to = to.parse().unwrap();
        Route { to, bits, interface: interface.to_owned(), metric, hop: Hop::Gateway }
    }

    /// Version, interface and metric of each.
    fn ways(routes: &[Route], asked: &[(u8, &str)]) -> Vec<(u8, String, u32)> {
        let asked: Vec<_> = asked.iter().map(|(version, name)| (*version, (*name).to_owned())).collect();
        let found = default_routes(routes, &asked);
        found.into_iter().map(|route| (route.version, route.interface, route.metric)).collect()
    }

    fn way(version: u8, interface: &str, metric: u32) -> (u8, String, u32) {
        (version, interface.to_owned(), metric)
    }

    #[test]
    fn the_smallest_metric_goes_first() {
        let routes = [
            route("0.0.0.0", 0, "wlan0", 600),
            route("192.168.1.0", 24, "eth0", 100),
            route("::", 0, "eth0", 1024),
            route("0.0.0.0", 0, "eth0", 100),
            route("0.0.0.0", 0, "eth0", 200),
        ];
        assert_eq!(ways(&routes, &[]), [way(4, "eth0", 100), way(4, "wlan0", 600), way(6, "eth0", 1024)]);
        assert_eq!(ways(&[], &[]), []);
        assert_eq!(ways(&[route("::", 0, "eth0", 1)], &[]), [way(6, "eth0", 1)], "IPv6 alone");
    }

    #[test]
    fn halves_of_everything_go_before_everything() {
        let routes = [
            route("0.0.0.0", 0, "eth0", 0),
            route("0.0.0.0", 1, "tun0", 50),
            route("128.0.0.0", 1, "tun0", 50),
            route("::", 0, "eth0", 100),
            route("2000::", 3, "tun0", 1024),
        ];
        let found = [way(4, "tun0", 0), way(4, "eth0", 0), way(6, "tun0", 0), way(6, "eth0", 100)];
        assert_eq!(ways(&routes, &[]), found);
        // Everything but private networks, as lists of WireGuard without them are written.
        let routes = [route("0.0.0.0", 0, "eth0", 100), route("48.0.0.0", 4, "wg0", 0)];
        assert_eq!(ways(&routes, &[]), [way(4, "wg0", 0), way(4, "eth0", 100)]);
        let routes = [route("0.0.0.0", 0, "eth0", 100), route("10.0.0.0", 8, "wg0", 0)];
        assert_eq!(ways(&routes, &[]), [way(4, "eth0", 100)], "a part of the company's network only");
    }

    #[test]
    fn who_was_asked_knows_best() {
        let routes = [route("0.0.0.0", 0, "eth0", 100), route("0.0.0.0", 0, "wlan0", 600)];
        let found = [way(4, "wg0", 0), way(4, "eth0", 100), way(4, "wlan0", 600)];
        assert_eq!(ways(&routes, &[(4, "wg0")]), found);
        assert_eq!(ways(&routes, &[(4, "wlan0")]), [way(4, "wlan0", 0), way(4, "eth0", 100)]);
        assert_eq!(ways(&routes, &[(4, "eth0")]), [way(4, "eth0", 100), way(4, "wlan0", 600)]);
        assert_eq!(ways(&[], &[(6, "wg0")]), [way(6, "wg0", 0)]);
    }

    const IPV4: &str = "Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT\n\
        eth0\t00000000\t0101A8C0\t0003\t0\t0\t100\t00000000\t0\t0\t0\n\
        eth0\t0001A8C0\t00000000\t0001\t0\t0\t100\t00FFFFFF\t0\t0\t0\n\
        eth1\t00000000\t0101A8C0\t0002\t0\t0\t0\t00000000\t0\t0\t0\n\
        *\t0000000A\t00000000\t0201\t0\t0\t0\t000000FF\t0\t0\t0\n\
        nonsense\n";

    #[test]
    fn the_files_of_linux_are_understood() {
        let one = |to: &str, bits, interface: &str, metric, hop| {
            let to = to.parse().unwrap();
            Route { to, bits, interface: interface.to_owned(), metric, hop }
        };
        let found =
            [one("0.0.0.0", 0, "eth0", 100, Hop::Gateway), one("192.168.1.0", 24, "eth0", 100, Hop::OnLink)];
        assert_eq!(of_ipv4(IPV4), found);
        let zero = "0".repeat(32);
        let line = |to: &str, bits: &str, hop: &str, metric: &str, flags: &str, name: &str| {
            format!("{to} {bits} {zero} 00 {hop} {metric} 00000001 00000000 {flags} {name}\n")
        };
        let net = "fd000000000000000000000000000000";
        let text = line(net, "40", &zero, "00000100", "00000001", "    eth0")
            + &line(&zero, "00", net, "00000400", "00000003", "eth0")
            + &line(&zero, "00", &zero, "ffffffff", "00200200", "lo")
            + &line(&zero, "00", &zero, "ffffffff", "00000201", "eth0")
            + "nonsense\n";
        let found = [one("fd00::", 64, "eth0", 256, Hop::OnLink), one("::", 0, "eth0", 1024, Hop::Gateway)];
        assert_eq!(of_ipv6(&text), found);
    }

    proptest! {
        #[test]
        fn nothing_panics(text in "\\PC*", like in "([0-9A-Fa-f]{1,8}[ \t\n]){0,30}", bits in any::<u32>()) {
            for text in [text, format!("x\n{like}")] {
                let routes = [of_ipv4(&text), of_ipv6(&text)].concat();
                default_routes(&routes, &[]);
            }
            let route = Route { bits, ..route("128.0.0.0", 0, "a", 0) };
            prop_assert_eq!(route.holds("127.0.0.1".parse().unwrap()), bits == 0);
        }
    }
}
