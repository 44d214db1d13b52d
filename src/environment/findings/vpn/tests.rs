//! Tests of the findings about VPNs and lines.

use super::*;
use crate::environment::findings::tests::made::{machine, told};

fn interface(name: &str, kind: InterfaceKind, address: &str) -> InterfaceFacts {
    InterfaceFacts {
        name: name.into(),
        description: String::new(),
        kind,
        up: true,
        addresses: vec![address.parse().unwrap()],
        dns: Vec::new(),
    }
}

fn ethernet() -> InterfaceFacts {
    interface("eth0", InterfaceKind::Line, "192.168.1.5")
}

fn wifi() -> InterfaceFacts {
    interface("wlan0", InterfaceKind::Line, "192.168.2.5")
}

fn vpn() -> InterfaceFacts {
    interface("wg0", InterfaceKind::Vpn("WireGuard".into()), "10.8.0.2")
}

/// The findings where these interfaces have default routes, best first, as `4 eth0`.
fn of(interfaces: &[InterfaceFacts], routes: &[&str]) -> Vec<Draft> {
    let routes = routes.iter().enumerate().map(|(metric, route)| {
        let (version, interface) = route.split_once(' ').unwrap();
        let (version, metric) = (version.parse().unwrap(), u32::try_from(metric).unwrap());
        DefaultRoute { version, interface: interface.into(), metric }
    });
    let links = LinkFacts {
        interfaces: interfaces.to_vec(),
        default_routes: routes.collect(),
        place: "/proc/net/route".into(),
    };
    findings(&Machine { links: Some(links), ..machine() })
}

fn ids(interfaces: &[InterfaceFacts], routes: &[&str]) -> Vec<&'static str> {
    of(interfaces, routes).into_iter().map(|draft| draft.id).collect()
}

#[test]
fn a_vpn_through_which_everything_leaves_is_found() {
    let drafts = of(&[ethernet(), vpn()], &["4 wg0", "4 eth0"]);
    assert_eq!(told(&drafts), [("vpn.default_route", MACHINE)]);
    assert_eq!((drafts[0].value.as_str(), drafts[0].confidence), ("WireGuard", Confidence::High));
    assert_eq!(drafts[0].likelihood, None, "never more than its text says");
    assert_eq!(drafts[0].evidence[0].place, "/proc/net/route");
    let tunnel = InterfaceFacts { kind: InterfaceKind::Tunnel, description: "TAP".into(), ..vpn() };
    let drafts = of(&[ethernet(), tunnel], &["4 wg0"]);
    assert_eq!((drafts[0].value.as_str(), drafts[0].confidence), ("TAP", Confidence::Medium));
}

#[test]
fn lines_and_what_is_no_way_out_are_no_vpn() {
    assert_eq!(ids(&[ethernet()], &["4 eth0"]), [""; 0]);
    for kind in [InterfaceKind::Virtual, InterfaceKind::Other] {
        let docker = interface("docker0", kind, "172.17.0.1");
        assert_eq!(ids(&[ethernet(), docker.clone()], &["4 eth0"]), [""; 0]);
        assert_eq!(ids(&[ethernet(), docker], &["4 docker0", "4 eth0"]), [""; 0]);
    }
    // macOS has tunnels of its own, with such routes.
    let utun = interface("utun0", InterfaceKind::Tunnel, "fe80::1");
    assert_eq!(ids(&[ethernet(), utun.clone()], &["4 eth0", "6 utun0"]), [""; 0]);
    let beside = InterfaceFacts { addresses: vec!["10.0.0.9".parse().unwrap()], ..utun };
    assert_eq!(ids(&[ethernet(), beside], &["4 eth0"]), [""; 0], "that need not be a VPN");
    assert!(findings(&machine()).is_empty(), "not known");
    assert_eq!(ids(&[vpn()], &["4 gone"]), ["vpn.split"], "the route's interface is not known");
}

#[test]
fn a_way_out_for_ipv6_alone_is_a_hint() {
    let vpn = InterfaceFacts { addresses: vec!["2001:db8::2".parse().unwrap()], ..vpn() };
    let drafts = of(&[ethernet(), vpn.clone()], &["4 eth0", "6 wg0"]);
    assert_eq!((drafts[0].id, drafts[0].confidence), ("vpn.default_route", Confidence::Low));
    let both = of(&[vpn], &["4 wg0", "6 wg0"]);
    assert_eq!(both.iter().map(|draft| draft.id).collect::<Vec<_>>(), ["vpn.default_route"; 2]);
    assert!(both.iter().all(|draft| draft.confidence == Confidence::High));
}

#[test]
fn a_vpn_beside_the_way_out_is_told_as_such() {
    let drafts = of(&[ethernet(), vpn()], &["4 eth0"]);
    assert_eq!(told(&drafts), [("vpn.split", MACHINE)]);
    assert_eq!((drafts[0].value.as_str(), drafts[0].confidence), ("WireGuard", Confidence::High));
    let down = InterfaceFacts { up: false, ..vpn() };
    assert_eq!(ids(&[ethernet(), down], &["4 eth0"]), [""; 0]);
    let unconnected = InterfaceFacts { addresses: vec!["169.254.3.4".parse().unwrap()], ..vpn() };
    assert_eq!(ids(&[ethernet(), unconnected], &["4 eth0"]), [""; 0]);
    assert_eq!(of(&[vpn()], &[])[0].confidence, Confidence::Low, "no way out is known");
}

#[test]
fn two_lines_at_once_are_found() {
    let drafts = of(&[ethernet(), wifi()], &["4 eth0", "4 wlan0"]);
    assert_eq!(told(&drafts), [("net.multi_default", MACHINE)]);
    assert_eq!((drafts[0].value.as_str(), drafts[0].evidence.len()), ("eth0、wlan0", 2));
    assert_eq!(ids(&[ethernet(), wifi()], &["4 eth0"]), [""; 0]);
    assert_eq!(ids(&[ethernet()], &["4 eth0", "4 eth0"]), [""; 0], "twice by the same line");
    assert_eq!(ids(&[ethernet(), wifi()], &["4 eth0", "6 wlan0"]), [""; 0], "one for each version");
    let down = InterfaceFacts { up: false, ..wifi() };
    assert_eq!(ids(&[ethernet(), down], &["4 eth0", "4 wlan0"]), [""; 0]);
    let docker = interface("docker0", InterfaceKind::Virtual, "172.17.0.1");
    assert_eq!(ids(&[ethernet(), docker], &["4 eth0", "4 docker0"]), [""; 0]);
}
