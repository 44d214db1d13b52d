//! Small copies of `/proc/net` and `/sys/class/net`, the latter with links into `/sys/devices`, as the kernel makes them.
#![cfg(unix)]

use super::super::read;
use super::*;
use crate::environment::facts::{DefaultRoute, Unread};
use std::fmt::Write as _;
use std::os::unix::fs::symlink;
use std::path::PathBuf;

/// A copy of a machine while it is made.
struct Made {
    dir: tempfile::TempDir,
    number: u32,
    routes: String,
    routes_6: String,
    own: String,
    own_6: String,
}

/// How an interface is made.
#[derive(Default)]
struct Link<'a> {
    name: &'a str,
    /// `DEVTYPE`.
    kind: &'a str,
    /// `tun_flags`.
    tun: &'a str,
    /// Empty for hardware, else the bridge it is a part of, or `-`.
    master: &'a str,
    state: &'a str,
}

impl Made {
    fn new() -> Self {
        let dir = tempfile::tempdir().unwrap();
        for folder in ["proc/net", "sys/class/net", "sys/devices/pci0", "sys/devices/virtual/net"] {
            fs::create_dir_all(dir.path().join(folder)).unwrap();
        }
        let empty = String::new;
        let mut made =
            Self { dir, number: 0, routes: empty(), routes_6: empty(), own: empty(), own_6: empty() };
        made.link(&Link { name: "lo", master: "-", ..Link::default() });
        fs::write(made.folder("lo").join("type"), "772\n").unwrap();
        made
    }

    fn folder(&self, name: &str) -> PathBuf {
        self.dir.path().join("sys/devices/virtual/net").join(name)
    }

    fn link(&mut self, link: &Link) -> &mut Self {
        self.number += 1;
        let folder = self.folder(link.name);
        fs::create_dir_all(&folder).unwrap();
        let kind = if link.kind.is_empty() { String::new() } else { format!("DEVTYPE={}\n", link.kind) };
        let about = format!("{kind}INTERFACE={}\nIFINDEX={}\n", link.name, self.number);
        fs::write(folder.join("uevent"), about).unwrap();
        fs::write(folder.join("type"), "1\n").unwrap();
        fs::write(folder.join("flags"), "0x1003\n").unwrap();
        let state = if link.state.is_empty() { "up" } else { link.state };
        fs::write(folder.join("operstate"), format!("{state}\n")).unwrap();
        if !link.tun.is_empty() {
            fs::write(folder.join("tun_flags"), format!("{}\n", link.tun)).unwrap();
        }
        match link.master {
            "" => symlink("../../../pci0", folder.join("device")).unwrap(),
            "-" => {}
            master => symlink(format!("../{master}"), folder.join("master")).unwrap(),
        }
        let target = format!("../../devices/virtual/net/{}", link.name);
        symlink(target, self.dir.path().join("sys/class/net").join(link.name)).unwrap();
        self
    }

    /// A cable with the usual network and the way outside.
    fn cable(&mut self, name: &str, metric: u32) -> &mut Self {
        self.link(&Link { name, ..Link::default() });
        let network = "0001A8C0";
        self.route(name, network, 1, metric, "00FFFFFF").route(name, "00000000", 3, metric, "00000000");
        self.own("192.168.1.5")
    }

    fn virtual_link(&mut self, name: &str, kind: &str) -> &mut Self {
        self.link(&Link { name, kind, master: "-", ..Link::default() })
    }

    fn tun(&mut self, name: &str, tun: &str) -> &mut Self {
        self.link(&Link { name, tun, master: "-", ..Link::default() })
    }

    fn route(&mut self, name: &str, to: &str, flags: u32, metric: u32, mask: &str) -> &mut Self {
        writeln!(self.routes, "{name}\t{to}\t00000000\t{flags:04X}\t0\t0\t{metric}\t{mask}\t0\t0\t0")
            .unwrap();
        self
    }

    /// Both halves of everything.
    fn halves(&mut self, name: &str) -> &mut Self {
        self.route(name, "00000000", 1, 0, "00000080").route(name, "00000080", 1, 0, "00000080")
    }

    fn route_6(&mut self, name: &str, to: &str, bits: &str, metric: u32) -> &mut Self {
        let zero = "0".repeat(32);
        let flags = if bits == "00" { 3 } else { 1 };
        writeln!(
            self.routes_6,
            "{to} {bits} {zero} 00 {zero} {metric:08x} 00000001 00000000 {flags:08x} {name:>8}"
        )
        .unwrap();
        self
    }

    fn own(&mut self, address: &str) -> &mut Self {
        writeln!(self.own, "     |-- {address}\n        /32 host LOCAL").unwrap();
        self
    }

    fn own_6(&mut self, name: &str, digits: &str) -> &mut Self {
        writeln!(self.own_6, "{digits} 02 40 00 80 {name:>8}").unwrap();
        self
    }

    fn read(&self) -> LinkFacts {
        let head = "Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT\n";
        let write =
            |name: &str, text: &str| fs::write(self.dir.path().join("proc/net").join(name), text).unwrap();
        write("route", &format!("{head}{}", self.routes));
        write("ipv6_route", &self.routes_6);
        write("fib_trie", &self.own);
        write("if_inet6", &self.own_6);
        let mut unread = Vec::new();
        let root = Root::copied(self.dir.path(), Os::Linux).unwrap();
        let facts = read(&root, &mut unread).unwrap();
        assert_eq!(unread, []);
        facts
    }
}

fn kind(facts: &LinkFacts, name: &str) -> InterfaceKind {
    facts.interface(name).unwrap().kind.clone()
}

fn vpn(product: &str) -> InterfaceKind {
    InterfaceKind::Vpn(product.to_owned())
}

/// The kind of the interface that each version of IP uses first.
fn first(facts: &LinkFacts, version: u8) -> Option<InterfaceKind> {
    let route = facts.default_routes.iter().find(|route| route.version == version)?;
    Some(kind(facts, &route.interface))
}

#[test]
fn a_cable_leads_outside_and_loopback_is_left_out() {
    let facts = Made::new().cable("enp3s0", 100).read();
    let route = DefaultRoute { version: 4, interface: "enp3s0".into(), metric: 100 };
    assert_eq!(facts.default_routes, [route]);
    let [interface] = facts.interfaces.as_slice() else { panic!("{facts:?}") };
    assert_eq!(interface.kind, InterfaceKind::Line);
    assert!(interface.is_in_use());
    assert_eq!(interface.addresses, ["192.168.1.5".parse::<IpAddr>().unwrap()]);
    assert_eq!(facts.place, "/proc/net/route");
}

#[test]
fn wireguard_that_takes_everything_is_found() {
    let mut made = Made::new();
    made.cable("eth0", 100).virtual_link("home", "wireguard").halves("home").own("10.7.0.2");
    let facts = made.read();
    assert_eq!(first(&facts, 4), Some(vpn("WireGuard")), "whatever its name");
    assert_eq!(facts.default_routes.len(), 2);
    assert!(facts.interface("home").unwrap().is_in_use(), "the address without a network is the tunnel's");
    assert_eq!(first(&facts, 6), None);
}

#[test]
fn a_product_is_told_by_the_interfaces_name() {
    let mut made = Made::new();
    made.cable("eth0", 100).virtual_link("wg0-mullvad", "wireguard").halves("wg0-mullvad");
    assert_eq!(first(&made.read(), 4), Some(vpn("Mullvad VPN")));
    // The VPN of SoftEther is an Ethernet, made by a program; what it took over has the smaller metric.
    let mut made = Made::new();
    made.cable("eth0", 100).tun("vpn_office", "0x1002").route("vpn_office", "00000000", 3, 1, "00000000");
    assert_eq!(first(&made.read(), 4), Some(vpn("SoftEther VPN")));
}

#[test]
fn tunnels_of_programs_and_dialled_ones_are_found() {
    let mut made = Made::new();
    made.cable("eth0", 100).tun("tun0", "0x1001").halves("tun0");
    assert_eq!(first(&made.read(), 4), Some(vpn("")));
    let mut made = Made::new();
    made.cable("eth0", 100).virtual_link("ppp0", "ppp").route("ppp0", "00000000", 1, 0, "00000000");
    assert_eq!(first(&made.read(), 4), Some(InterfaceKind::Tunnel));
    let pppoe = "Id       Address              Device\n00000B12 00:11:22:33:44:55     eth0\n";
    fs::write(made.dir.path().join("proc/net/pppoe"), pppoe).unwrap();
    assert_eq!(first(&made.read(), 4), Some(InterfaceKind::Line), "a line of fibre that is dialled");
}

#[test]
fn a_vpn_whose_program_has_ended_still_takes_everything() {
    let mut made = Made::new();
    made.cable("eth0", 100).link(&Link {
        name: "tun0",
        tun: "0x1001",
        master: "-",
        state: "down",
        ..Link::default()
    });
    made.halves("tun0").own("10.7.0.2");
    let facts = made.read();
    assert_eq!(first(&facts, 4), Some(vpn("")));
    assert!(facts.interface("tun0").unwrap().is_in_use());
    fs::write(made.folder("tun0").join("flags"), "0x1002\n").unwrap();
    assert!(!made.read().interface("tun0").unwrap().up, "switched off");
}

#[test]
fn a_vpn_beside_the_way_outside_is_told_apart() {
    let mut made = Made::new();
    made.cable("wlan0", 600).tun("tailscale0", "0x1001").own("100.101.102.103");
    let facts = made.read();
    assert_eq!(first(&facts, 4), Some(InterfaceKind::Line));
    assert_eq!(kind(&facts, "tailscale0"), vpn("Tailscale"));
    assert!(facts.interface("tailscale0").unwrap().is_in_use());
}

#[test]
fn what_is_no_vpn_is_none() {
    let mut made = Made::new();
    made.cable("eth0", 100)
        .virtual_link("docker0", "bridge")
        .virtual_link("br-1a2b", "bridge")
        .link(&Link { name: "veth12", master: "docker0", ..Link::default() })
        .link(&Link { name: "vnet3", tun: "0x1002", master: "docker0", ..Link::default() })
        .virtual_link("virbr0", "bridge")
        .virtual_link("dummy0", "")
        .link(&Link { name: "tun9", tun: "0x1001", master: "-", state: "down", ..Link::default() });
    let facts = made.read();
    for (name, expected) in [
        ("docker0", InterfaceKind::Virtual),
        ("br-1a2b", InterfaceKind::Virtual),
        ("veth12", InterfaceKind::Virtual),
        ("vnet3", InterfaceKind::Virtual),
        ("virbr0", InterfaceKind::Virtual),
        ("dummy0", InterfaceKind::Other),
    ] {
        assert_eq!(kind(&facts, name), expected, "{name}");
        assert!(!facts.interface(name).unwrap().is_in_use(), "{name}");
    }
    assert!(!facts.interface("tun9").unwrap().up, "no program serves it");
    assert_eq!(first(&facts, 4), Some(InterfaceKind::Line));
}

#[test]
fn a_bridge_over_a_cable_leads_outside() {
    let mut made = Made::new();
    made.virtual_link("br0", "bridge").link(&Link { name: "eth0", ..Link::default() });
    symlink("../br0", made.folder("eth0").join("master")).unwrap();
    made.route("br0", "00000000", 3, 425, "00000000");
    assert_eq!(first(&made.read(), 4), Some(InterfaceKind::Line));
}

#[test]
fn several_ways_and_ipv6_alone_are_listed() {
    let mut made = Made::new();
    made.cable("wlan0", 600).cable("eth0", 100);
    let facts = made.read();
    let names: Vec<&str> = facts.default_routes.iter().map(|route| route.interface.as_str()).collect();
    assert_eq!(names, ["eth0", "wlan0"]);
    let mut made = Made::new();
    made.link(&Link { name: "eth0", ..Link::default() })
        .route_6("eth0", &"0".repeat(32), "00", 1024)
        .own_6("eth0", "2400000000000000000000000000000a");
    let facts = made.read();
    assert_eq!(facts.default_routes, [DefaultRoute { version: 6, interface: "eth0".into(), metric: 1024 }]);
    assert!(facts.interface("eth0").unwrap().is_in_use());
}

#[test]
fn servers_for_names_of_an_interface_are_read() {
    let mut made = Made::new();
    made.cable("eth0", 100);
    let folder = made.dir.path().join("run/systemd/resolve/netif");
    fs::create_dir_all(&folder).unwrap();
    let text = "# private\nLLMNR=yes\nSERVERS=10.0.0.1 fe80::1%2 9.9.9.9:53#dns.quad9.net [2620:fe::fe]:53\n";
    fs::write(folder.join("2"), text).unwrap();
    let facts = made.read();
    let servers: Vec<String> = facts.interface("eth0").unwrap().dns.iter().map(ToString::to_string).collect();
    assert_eq!(servers, ["10.0.0.1", "fe80::1", "9.9.9.9", "2620:fe::fe"]);
}

#[test]
fn what_cannot_be_read_is_said() {
    let dir = tempfile::tempdir().unwrap();
    for os in [Os::Linux, Os::Windows, Os::Macos] {
        let root = Root::copied(dir.path(), os).unwrap();
        let mut unread = Vec::new();
        assert_eq!(read(&root, &mut unread), None);
        let states: Vec<ReadState> = unread.iter().map(|unread: &Unread| unread.state).collect();
        assert_eq!(states, [ReadState::Unsupported]);
    }
    let mut made = Made::new();
    made.cable("eth0", 100).read();
    fs::remove_dir_all(made.dir.path().join("sys")).unwrap();
    let root = Root::copied(made.dir.path(), Os::Linux).unwrap();
    let mut unread = Vec::new();
    let facts = read(&root, &mut unread).unwrap();
    assert_eq!(first(&facts, 4), Some(InterfaceKind::Line), "by its name");
    assert_eq!((unread[0].path.as_str(), unread[0].state), ("/sys/class/net", ReadState::Absent));
}

#[test]
fn links_that_lead_out_of_a_copy_are_not_followed() {
    let mut made = Made::new();
    made.cable("eth0", 100);
    let outside = tempfile::tempdir().unwrap();
    fs::write(outside.path().join("uevent"), "DEVTYPE=wireguard\nIFINDEX=9\n").unwrap();
    symlink(outside.path(), made.dir.path().join("sys/class/net/wg9")).unwrap();
    assert_eq!(made.read().interface("wg9"), None);
}
