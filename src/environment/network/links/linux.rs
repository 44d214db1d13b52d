//! Interfaces and routes of Linux, from `/sys/class/net` and `/proc/net`.
//!
//! Sources: sysfs-class-net of the kernel's documentation (ABI/testing); `if_arp.h` and `if_tun.h` for numbers.

use std::collections::BTreeMap;
use std::fs;
use std::net::IpAddr;
use std::path::Path;

use super::routes::{Route, default_routes};
use super::{Failure, addresses, kinds, routes};
use crate::environment::facts::{DefaultRoute, InterfaceFacts, InterfaceKind, LinkFacts};
use crate::environment::mask;
use crate::environment::read::{self, ReadState};
use crate::environment::root::{Os, Root};

const INTERFACES: &str = "/sys/class/net";
const ROUTES: &str = "/proc/net/route";
const ROUTES_6: &str = "/proc/net/ipv6_route";
const ADDRESSES: &str = "/proc/net/fib_trie";
const ADDRESSES_6: &str = "/proc/net/if_inet6";
/// Where systemd-resolved keeps what other programs have set for single interfaces, by their numbers.
const DNS: &str = "/run/systemd/resolve/netif";

pub(super) fn read(root: &Root, failed: &mut impl FnMut(Failure)) -> Result<LinkFacts, Failure> {
    let shown = |path: &str| root.shown(&root.inside(path));
    let main = read::text(root, &root.inside(ROUTES)).map_err(|state| {
        // These files are made while they are read; few copies have them.
        let no_copy = state == ReadState::Absent && !root.is_live();
        (shown(ROUTES), if no_copy { ReadState::Unsupported } else { state })
    })?;
    let mut known = routes::of_ipv4(&main);
    match read::text(root, &root.inside(ROUTES_6)) {
        Ok(text) => known.extend(routes::of_ipv6(&text)),
        // IPv6 is switched off.
        Err(ReadState::Absent) => {}
        Err(state) => failed((shown(ROUTES_6), state)),
    }
    let mut devices = devices(root, &known, failed);
    let ways = live(root, &mut devices).unwrap_or_else(|| {
        copied(root, &known, &mut devices);
        Vec::new()
    });
    let mut default_routes = default_routes(&known, &ways);
    used_first(&default_routes, &mut devices);
    for route in &mut default_routes {
        route.interface = mask::shown(&route.interface);
    }
    let bridges = bridges(&devices);
    let interfaces = devices.into_iter().map(|(name, device)| InterfaceFacts {
        kind: device.kind(&name, &bridges),
        description: String::new(),
        up: device.state == State::Up,
        dns: dns(root, device.number),
        name: mask::shown(&name),
        addresses: device.addresses,
    });
    Ok(LinkFacts { interfaces: interfaces.collect(), default_routes, place: shown(ROUTES) })
}

/// Everything is sent to an interface that leads outside and is switched on, whatever it says of its state: that of a
/// VPN whose program has ended keeps its routes, and swallows all.
fn used_first(default_routes: &[DefaultRoute], devices: &mut BTreeMap<String, Device>) {
    for version in [4, 6] {
        let first = default_routes.iter().find(|route| route.version == version);
        if let Some(device) = first.and_then(|route| devices.get_mut(&route.interface))
            && device.state == State::Idle
        {
            device.state = State::Up;
        }
    }
}

/// What the kernel answers on the machine at hand: by which interfaces it reaches Amazon. Addresses are noted.
fn live(root: &Root, devices: &mut BTreeMap<String, Device>) -> Option<Vec<(u8, String)>> {
    #[cfg(target_os = "linux")]
    if root.is_live() {
        let answers = super::kernel::ask()?;
        for (number, address) in answers.addresses {
            if let Some(device) = devices.values_mut().find(|device| device.number == Some(number)) {
                device.addresses.push(address);
            }
        }
        let name = |number| devices.iter().find(|(_, device)| device.number == Some(number));
        let named = answers.ways.into_iter().filter_map(|(version, number)| {
            let (name, _) = name(number)?;
            Some((version, name.clone()))
        });
        return Some(named.collect());
    }
    let _ = (root, devices);
    None
}

/// The addresses that files show.
fn copied(root: &Root, known: &[Route], devices: &mut BTreeMap<String, Device>) {
    let text = |path: &str| read::text(root, &root.inside(path)).unwrap_or_default();
    let own = addresses::of_ipv4(&text(ADDRESSES));
    let is_tunnel = |(name, device): &(&String, &Device)| {
        let kind = device.kind(name, &[]);
        device.state == State::Up && matches!(kind, InterfaceKind::Vpn(_) | InterfaceKind::Tunnel)
    };
    let tunnels: Vec<&str> = devices.iter().filter(is_tunnel).map(|(name, _)| name.as_str()).collect();
    let mut found = addresses::assigned(&own, known, &tunnels);
    found.extend(addresses::of_ipv6(&text(ADDRESSES_6)));
    for (name, address) in found {
        if let Some(device) = devices.get_mut(&name) {
            device.addresses.push(address);
        }
    }
}

/// Whether an interface is up.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum State {
    /// Nobody has switched it on.
    #[default]
    Off,
    /// It is switched on, and nothing is at its other end.
    Idle,
    Up,
}

/// An interface as the kernel describes it.
#[derive(Default)]
struct Device {
    number: Option<u32>,
    /// `DEVTYPE`; empty for plain Ethernet.
    kind: String,
    state: State,
    /// There is hardware behind it.
    hardware: bool,
    /// What a program that makes packets by itself has asked for (`if_tun.h`).
    tun_flags: Option<String>,
    /// The bridge or bond that it is a part of.
    master: Option<String>,
    /// Dialled lines of fibre, where there are any.
    dialled: bool,
    addresses: Vec<IpAddr>,
}

/// All interfaces but loopback. Where the kernel does not list them, those that have routes.
fn devices(root: &Root, known: &[Route], failed: &mut impl FnMut(Failure)) -> BTreeMap<String, Device> {
    let folder = root.inside(INTERFACES);
    let mut found: BTreeMap<String, Device> = match read::entries(root, &folder) {
        Ok(names) => names
            .into_iter()
            .filter_map(|name| {
                let device = device(root, &folder.join(&name))?;
                Some((name, device))
            })
            .collect(),
        Err(state) => {
            failed((root.shown(&folder), state));
            BTreeMap::new()
        }
    };
    for route in known {
        let device = || Device { state: State::Up, ..Device::default() };
        found.entry(route.interface.clone()).or_insert_with(device);
    }
    if found.keys().any(|name| name.starts_with("ppp")) {
        let sessions = read::text(root, &root.inside("/proc/net/pppoe")).unwrap_or_default();
        // The first line names the columns.
        let dialled = sessions.lines().nth(1).is_some();
        for device in found.values_mut() {
            device.dialled = dialled;
        }
    }
    found
}

/// None of loopback, and of what is no interface.
fn device(root: &Root, folder: &Path) -> Option<Device> {
    let text = |name: &str| read::text(root, &folder.join(name)).ok().map(|text| text.trim().to_owned());
    let about = text("uevent")?;
    let value = |key: &str| about.lines().find_map(|line| line.strip_prefix(key)?.strip_prefix('='));
    // `if_arp.h`: ARPHRD_LOOPBACK.
    if text("type").is_some_and(|kind| kind == "772") {
        return None;
    }
    let flags = text("flags").and_then(|flags| u32::from_str_radix(flags.strip_prefix("0x")?, 16).ok());
    // Tunnels have no state of their own: it is unknown while they are up.
    let works = text("operstate").is_none_or(|state| matches!(state.as_str(), "up" | "unknown"));
    let state = match flags {
        // `if.h`: IFF_UP.
        Some(flags) if flags & 1 == 0 => State::Off,
        _ if works => State::Up,
        _ => State::Idle,
    };
    let link = |name: &str| fs::read_link(folder.join(name)).ok();
    let master = link("master").and_then(|to| Some(to.file_name()?.to_string_lossy().into_owned()));
    Some(Device {
        number: value("IFINDEX").and_then(|number| number.parse().ok()),
        kind: value("DEVTYPE").unwrap_or_default().to_owned(),
        state,
        hardware: link("device").is_some(),
        tun_flags: text("tun_flags"),
        master,
        dialled: false,
        addresses: Vec::new(),
    })
}

/// Bridges that a cable or Wi-Fi is a part of: they lead outside like it.
fn bridges(devices: &BTreeMap<String, Device>) -> Vec<String> {
    devices.values().filter(|device| device.hardware).filter_map(|device| device.master.clone()).collect()
}

impl Device {
    /// What it is. The kernel's own word goes before names, which anybody can choose.
    fn kind(&self, name: &str, bridges: &[String]) -> InterfaceKind {
        let named = kinds::by_name(Os::Linux, name);
        let product = |usual: &str| match &named {
            Some(InterfaceKind::Vpn(product)) if !product.is_empty() => product.clone(),
            _ => usual.to_owned(),
        };
        match self.kind.as_str() {
            "wireguard" => return InterfaceKind::Vpn(product("WireGuard")),
            "bridge" if bridges.iter().any(|bridge| bridge == name) => return InterfaceKind::Line,
            "bridge" | "macvlan" | "macvtap" | "ipvlan" | "vxlan" => return InterfaceKind::Virtual,
            "wlan" | "wwan" | "bond" | "vlan" | "dsa" => return InterfaceKind::Line,
            _ => {}
        }
        match (&self.tun_flags, &self.master) {
            // Made by a program: of a virtual machine if it is part of a bridge, else a VPN's.
            (Some(_), Some(_)) => InterfaceKind::Virtual,
            (Some(_), None) => match named {
                Some(kind @ (InterfaceKind::Tunnel | InterfaceKind::Virtual)) => kind,
                _ => InterfaceKind::Vpn(product("")),
            },
            (None, _) if self.hardware => InterfaceKind::Line,
            (None, _) if self.dialled && name.starts_with("ppp") => InterfaceKind::Line,
            (None, _) => named.unwrap_or(InterfaceKind::Other),
        }
    }
}

/// The servers that are asked for names at an interface alone.
fn dns(root: &Root, number: Option<u32>) -> Vec<IpAddr> {
    let Some(number) = number else { return Vec::new() };
    let text = read::text(root, &root.inside(&format!("{DNS}/{number}"))).unwrap_or_default();
    let servers = text.lines().find_map(|line| line.strip_prefix("SERVERS=")).unwrap_or_default();
    // A server may be followed by its port and the name that its certificate is to have.
    let address = |server: &str| {
        let plain = server.split(['#', '%']).next().unwrap_or_default();
        plain.parse().ok().or_else(|| plain.rsplit_once(':')?.0.trim_matches(['[', ']']).parse().ok())
    };
    servers.split_whitespace().filter_map(address).collect()
}

#[cfg(test)]
mod tests;
