//! Findings about VPNs and about several ways out. A VPN is never more than a possible reason: it leads to more
//! checks at the login, seldom to a refusal.

use super::{Confidence, Draft, seen};
use crate::environment::facts::{DefaultRoute, InterfaceFacts, InterfaceKind, LinkFacts, MACHINE, Machine};
use crate::environment::mask;

/// The ids of these findings.
pub(super) const IDS: &[&str] = &["vpn.default_route", "vpn.split", "net.multi_default"];

/// What the interfaces and default routes show.
pub(super) fn findings(machine: &Machine) -> Vec<Draft> {
    let Some(links) = &machine.links else { return Vec::new() };
    let mut found: Vec<Draft> = [4, 6].into_iter().filter_map(|version| way_out(links, version)).collect();
    found.extend(beside(links));
    found.extend([4, 6].into_iter().filter_map(|version| several(links, version)));
    found
}

/// The default route that is used, with its interface. macOS has tunnels of its own with such a route, and no address
/// with which anything could be reached.
fn first(links: &LinkFacts, version: u8) -> Option<(&DefaultRoute, &InterfaceFacts)> {
    let routes = links.default_routes.iter().filter(|route| route.version == version);
    let known = routes.filter_map(|route| Some((route, links.interface(&route.interface)?)));
    known.into_iter().find(|(_, interface)| interface.is_in_use())
}

/// Everything leaves through a VPN.
fn way_out(links: &LinkFacts, version: u8) -> Option<Draft> {
    let (route, interface) = first(links, version)?;
    let confidence = match &interface.kind {
        InterfaceKind::Vpn(_) => Confidence::High,
        InterfaceKind::Tunnel => Confidence::Medium,
        InterfaceKind::Line | InterfaceKind::Virtual | InterfaceKind::Other => return None,
    };
    // Where IPv4 leaves by a line, most pages are reached by it.
    let is_second = version == 6 && first(links, 4).is_some_and(|(_, other)| !is_tunnel(other));
    let confidence = if is_second { Confidence::Low } else { confidence };
    let key = format!("0.0.0.0/0 (IPv{})", route.version);
    let draft = Draft::new("vpn.default_route", MACHINE, confidence, line(links, &key, interface));
    Some(draft.with_value(&name(interface)))
}

fn is_tunnel(interface: &InterfaceFacts) -> bool {
    matches!(interface.kind, InterfaceKind::Vpn(_) | InterfaceKind::Tunnel)
}

/// A VPN is up, but not everything leaves through it.
fn beside(links: &LinkFacts) -> Vec<Draft> {
    let is_way_out = |interface: &InterfaceFacts| {
        [4, 6].into_iter().any(|version| first(links, version).is_some_and(|(_, first)| first == interface))
    };
    let is_vpn = |interface: &&InterfaceFacts| matches!(interface.kind, InterfaceKind::Vpn(_));
    let vpns = links.interfaces.iter().filter(is_vpn);
    let vpns = vpns.filter(|interface| interface.is_in_use() && !is_way_out(interface));
    // Without any way out it is not known what leaves through it.
    let confidence = if links.default_routes.is_empty() { Confidence::Low } else { Confidence::High };
    vpns.map(|interface| {
        let draft = Draft::new("vpn.split", MACHINE, confidence, line(links, "VPN", interface));
        draft.with_value(&name(interface))
    })
    .collect()
}

/// Several lines lead outside at once, and the address that others see may change.
fn several(links: &LinkFacts, version: u8) -> Option<Draft> {
    let mut lines: Vec<&InterfaceFacts> = Vec::new();
    for route in links.default_routes.iter().filter(|route| route.version == version) {
        let interface = links.interface(&route.interface).filter(|interface| is_line(interface));
        lines.extend(interface.filter(|interface| !lines.contains(interface)));
    }
    let (one, others) = lines.split_first().filter(|(_, others)| !others.is_empty())?;
    let names: Vec<String> = lines.iter().map(|interface| name(interface)).collect();
    let key = format!("IPv{version}");
    let draft = Draft::new("net.multi_default", MACHINE, Confidence::High, line(links, &key, one));
    let more = others.iter().map(|interface| line(links, &key, interface));
    Some(draft.with_value(&names.join("、")).and(more))
}

fn is_line(interface: &InterfaceFacts) -> bool {
    interface.kind == InterfaceKind::Line && interface.is_in_use()
}

fn line(links: &LinkFacts, key: &str, interface: &InterfaceFacts) -> crate::environment::facts::Evidence {
    let value = match interface.description.as_str() {
        "" => interface.name.clone(),
        description => format!("{} ({description})", interface.name),
    };
    seen(&links.place, key, &mask::shown(&value))
}

/// The product's name, or what the operating system calls the interface.
fn name(interface: &InterfaceFacts) -> String {
    let product = match &interface.kind {
        InterfaceKind::Vpn(product) => product.as_str(),
        _ => "",
    };
    let names = [product, &interface.description, &interface.name];
    mask::shown(names.into_iter().find(|name| !name.is_empty()).unwrap_or_default())
}

#[cfg(test)]
mod tests;
