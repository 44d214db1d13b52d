//! Interfaces and routes of Windows and macOS, as the operating system lists them for programs.
//!
//! Windows: `GetAdaptersAddresses`, `GetIpForwardTable2`; macOS: `getifaddrs`, the routing table of `sysctl`.

use netdev::Interface;
use netdev::interface::types::InterfaceType;

use super::routes::{Hop, Route, default_routes};
use super::{Failure, kinds};
use crate::environment::facts::{InterfaceFacts, InterfaceKind, LinkFacts};
use crate::environment::mask;
use crate::environment::network::dns;
use crate::environment::read::ReadState;
use crate::environment::root::{Os, Root};

const PLACE: &str = if cfg!(windows) { "GetIpForwardTable2" } else { "sysctl NET_RT_DUMP" };

pub(super) fn read(root: &Root) -> Result<LinkFacts, Failure> {
    let listed = netdev::get_interfaces();
    let denied = |error: std::io::Error| {
        log::warn!("routes cannot be listed: {error}");
        (PLACE.to_owned(), ReadState::Denied)
    };
    let routes = routes(&listed).map_err(denied)?;
    let interfaces = listed.iter().filter(|interface| !interface.is_loopback());
    Ok(LinkFacts {
        interfaces: interfaces.map(|interface| facts(root, interface)).collect(),
        default_routes: default_routes(&routes, &[]),
        place: PLACE.to_owned(),
    })
}

/// The ids of the adapters that are up.
#[cfg(windows)]
pub(super) fn active() -> Vec<String> {
    netdev::get_interfaces().into_iter().filter(Interface::is_up).map(|interface| interface.name).collect()
}

/// As the person sees it: Windows names adapters by ids, and shows another name.
fn name(interface: &Interface) -> String {
    let shown = interface.friendly_name.as_deref().filter(|name| cfg!(windows) && !name.is_empty());
    mask::shown(shown.unwrap_or(&interface.name))
}

fn facts(root: &Root, interface: &Interface) -> InterfaceFacts {
    // macOS calls a socket up into which no cable is put.
    let up = interface.is_up() && (cfg!(windows) || interface.is_running());
    InterfaceFacts {
        name: name(interface),
        description: mask::shown(interface.description.as_deref().unwrap_or_default()),
        kind: kind(root.os, interface),
        up,
        addresses: interface.ip_addrs(),
        dns: if root.os == Os::Windows { dns::of_adapter(root, &interface.name) } else { Vec::new() },
    }
}

fn kind(os: Os, interface: &Interface) -> InterfaceKind {
    let description = interface.description.as_deref().unwrap_or_default();
    let known = kinds::by_description(description).or_else(|| kinds::by_name(os, &interface.name));
    let known = known.unwrap_or(match interface.if_type {
        InterfaceType::Ethernet
        | InterfaceType::FastEthernetT
        | InterfaceType::FastEthernetFx
        | InterfaceType::GigabitEthernet
        | InterfaceType::Wireless80211
        | InterfaceType::Wman
        | InterfaceType::Wwan
        | InterfaceType::Wwanpp
        | InterfaceType::Wwanpp2 => InterfaceKind::Line,
        InterfaceType::Ppp | InterfaceType::Tunnel | InterfaceType::ProprietaryVirtual => {
            InterfaceKind::Tunnel
        }
        InterfaceType::Bridge => InterfaceKind::Virtual,
        _ => InterfaceKind::Other,
    });
    match known {
        InterfaceKind::Vpn(_) | InterfaceKind::Tunnel if os == Os::Macos && !interface.has_ipv4() => {
            InterfaceKind::Other
        }
        known => known,
    }
}

/// The routes, numbered in the order in which those to everything are used. macOS has such a route for each network
/// that it could use, and uses only the first one.
fn routes(listed: &[Interface]) -> std::io::Result<Vec<Route>> {
    let first = getifs::default_interfaces()?;
    let first: Vec<u32> = first.ipv4().iter().chain(first.ipv6()).map(getifs::Interface::index).collect();
    let mut found = Vec::new();
    for route in getifs::route_table()? {
        let (to, is_first) = (route.destination(), first.contains(&route.index()));
        if to.prefix_len() == 0 && !is_first && cfg!(not(windows)) {
            continue;
        }
        let Some(interface) = listed.iter().find(|interface| interface.index == route.index()) else {
            continue;
        };
        if interface.is_loopback() || !interface.is_up() {
            continue;
        }
        found.push(Route {
            to: to.addr(),
            bits: to.prefix_len().into(),
            interface: name(interface),
            metric: if is_first { 0 } else { 1 },
            hop: if route.gateway().is_some() { Hop::Gateway } else { Hop::OnLink },
        });
    }
    Ok(found)
}
