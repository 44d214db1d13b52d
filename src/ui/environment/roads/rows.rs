//! What the picture of the roads shows, before it is painted. Pure.

use crate::environment::Report;
use crate::environment::facts::{
    Contact, InterfaceFacts, InterfaceKind, LinkFacts, Machine, ProxyServer, Road, Route, SELLER_HOSTS,
    SYSTEM, ScriptOutcome,
};
use crate::ui::text;

/// The browsers that share a road, and what it passes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Row {
    /// The browsers, or profiles where those of a browser go different ways.
    pub(super) names: Vec<Name>,
    /// The way, from this machine to Amazon.
    pub(super) stops: Vec<Stop>,
    /// Where it leads for sure.
    pub(super) road: Road,
    /// What there is to say, in lines.
    pub(super) remarks: Vec<String>,
}

/// A browser or profile.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Name {
    pub(super) text: String,
    pub(super) opens_links: bool,
}

/// A place on the way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Stop {
    /// This machine.
    ThisMachine,
    /// A VPN of the machine, by its name.
    Vpn(String),
    /// A tunnel that need not be one.
    Tunnel(String),
    /// A proxy, and whether the check of the connection reached it.
    Proxy(ProxyServer, Option<Contact>),
    /// None is passed.
    NoProxy,
    /// A VPN inside the browser.
    BrowserVpn(String),
    /// A script decides that was not asked.
    Script,
    /// Not known.
    Unknown,
    /// Amazon.
    Amazon,
}

impl Stop {
    /// What stands in its place.
    pub(super) fn label(&self) -> String {
        match self {
            Self::ThisMachine => text::roads::THIS_MACHINE.to_owned(),
            Self::Vpn(name) => text::roads::vpn(name),
            Self::Tunnel(name) => text::roads::tunnel(name),
            Self::Proxy(server, _) if is_local(server) => text::roads::local_proxy(&server.to_string()),
            Self::Proxy(server, _) => text::roads::proxy(&server.to_string()),
            Self::NoProxy => text::roads::NO_PROXY.to_owned(),
            Self::BrowserVpn(name) => name.clone(),
            Self::Script => text::roads::SCRIPT.to_owned(),
            Self::Unknown => text::roads::UNKNOWN.to_owned(),
            Self::Amazon => text::roads::AMAZON.to_owned(),
        }
    }

    /// Whether it is passed, and not the beginning, the end, or only a word on what is in between.
    fn is_passed(&self) -> bool {
        matches!(self, Self::Vpn(_) | Self::Tunnel(_) | Self::Proxy(..) | Self::BrowserVpn(_))
    }
}

impl Row {
    /// The row for those who hear it.
    pub(super) fn sentence(&self) -> String {
        let names: Vec<String> = self
            .names
            .iter()
            .map(|name| if name.opens_links { text::roads::with_mark(&name.text) } else { name.text.clone() })
            .collect();
        let via: Vec<String> = self.stops.iter().filter(|stop| stop.is_passed()).map(Stop::label).collect();
        text::roads::sentence(&names.join(text::roads::AND), &via, &self.road)
    }
}

/// Whether any road is passed over something that the words have to explain.
pub(super) fn passes_anything(rows: &[Row]) -> bool {
    rows.iter().flat_map(|row| &row.stops).any(Stop::is_passed)
}

/// One row for each road, that of the browser which opens links first, unknown ones last.
pub(super) fn rows(report: &Report) -> Vec<Row> {
    let main = || report.routes.iter().filter(|route| route.host == SELLER_HOSTS[0]);
    let mut routes: Vec<&Route> = main().filter(|route| route.browser != SYSTEM).collect();
    if routes.is_empty() {
        routes = main().collect();
    }
    let mut groups: Vec<(Key, Vec<&Route>)> = Vec::new();
    for route in &routes {
        let key = Key::of(report, route);
        match groups.iter_mut().find(|(known, _)| *known == key) {
            Some((_, group)) => group.push(route),
            None => groups.push((key, vec![route])),
        }
    }
    let mut rows: Vec<Row> = groups.iter().map(|(key, group)| row(report, &routes, key, group)).collect();
    rows.sort_by_key(|row| (row.road == Road::Unknown, row.names.iter().all(|name| !name.opens_links)));
    rows
}

/// What browsers have in common that share a row.
#[derive(PartialEq, Eq)]
struct Key<'a> {
    /// The road to Seller Central.
    road: &'a Road,
    /// A VPN inside the browser; else empty.
    browser_vpn: String,
    /// Another host of the sign-in, where that is reached by another road.
    other: Option<(&'a str, &'a Road)>,
}

impl<'a> Key<'a> {
    fn of(report: &'a Report, route: &'a Route) -> Self {
        let browser_vpn = match route.road {
            Road::BrowserVpn => text::roads::browser_vpn(&route.source),
            _ => String::new(),
        };
        let of_same = |other: &&Route| {
            (&other.browser, &other.subject, &other.source) == (&route.browser, &route.subject, &route.source)
        };
        let mut others = report.routes.iter().filter(of_same);
        let other = others.find(|other| other.host != route.host && other.road != route.road);
        let other = other.map(|other| (other.host.as_str(), &other.road));
        Self { road: &route.road, browser_vpn, other }
    }
}

fn row(report: &Report, all: &[&Route], key: &Key<'_>, group: &[&Route]) -> Row {
    let mut remarks = Vec::new();
    for route in group {
        for remark in remarks_on(route, &report.machine) {
            if !remarks.contains(&remark) {
                remarks.push(remark);
            }
        }
    }
    remarks.extend(key.other.map(|(host, road)| text::roads::other_host(host, road)));
    let stops = stops(key, &report.machine);
    Row { names: names(report, all, group), stops, road: key.road.clone(), remarks }
}

/// A browser by its name alone, unless only some of its profiles go this way.
fn names(report: &Report, all: &[&Route], group: &[&Route]) -> Vec<Name> {
    let mut names: Vec<Name> = Vec::new();
    for route in group {
        let of = |routes: &[&Route]| routes.iter().filter(|other| other.label == route.label).count();
        let opens =
            report.browsers.iter().filter(|profile| profile.browser == route.browser && profile.opens_links);
        let name = if route.browser == SYSTEM {
            Name { text: text::roads::SYSTEM.to_owned(), opens_links: false }
        } else if of(all) == of(group) {
            Name { text: route.label.clone(), opens_links: opens.count() > 0 }
        } else {
            // Links open in the profile that was used last.
            let mut opens = opens.filter(|profile| profile.last_used && profile.subject == route.subject);
            Name { text: route.subject.clone(), opens_links: opens.next().is_some() }
        };
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

fn stops(key: &Key<'_>, machine: &Machine) -> Vec<Stop> {
    let mut way = machine.links.as_ref().map(vpns).unwrap_or_default();
    match key.road {
        Road::Direct => way.push(Stop::NoProxy),
        Road::Proxy(server) => {
            let proxy = Stop::Proxy(server.clone(), reach(machine, server));
            // A proxy of this machine comes before the machine's way outside.
            let at = if is_local(server) { 0 } else { way.len() };
            way.insert(at, proxy);
        }
        Road::Pac => way.push(Stop::Script),
        Road::BrowserVpn => way.push(Stop::BrowserVpn(key.browser_vpn.clone())),
        Road::Unknown => way.push(Stop::Unknown),
    }
    way.insert(0, Stop::ThisMachine);
    way.push(Stop::Amazon);
    way
}

/// The VPNs that own the default route which is used first, of IPv4 and of IPv6.
fn vpns(links: &LinkFacts) -> Vec<Stop> {
    let mut found = Vec::new();
    for version in [4, 6] {
        let first = links.default_routes.iter().find(|route| route.version == version);
        let interface = first.and_then(|route| links.interface(&route.interface));
        let stop = interface.and_then(|interface| match &interface.kind {
            InterfaceKind::Vpn(product) => Some(Stop::Vpn(named(product, interface))),
            InterfaceKind::Tunnel => Some(Stop::Tunnel(named("", interface))),
            InterfaceKind::Line | InterfaceKind::Virtual | InterfaceKind::Other => None,
        });
        found.extend(stop.filter(|stop| !found.contains(stop)));
    }
    found
}

/// A name for people: the product's, else the maker's description, else the system's.
pub(in crate::ui::environment) fn named(product: &str, interface: &InterfaceFacts) -> String {
    let names = [product, &interface.description, &interface.name];
    names.into_iter().find(|name| !name.is_empty()).unwrap_or_default().to_owned()
}

/// What the check of the connection says of a proxy; of a program of this machine also whether it waits at all.
fn reach(machine: &Machine, server: &ProxyServer) -> Option<Contact> {
    let checks = machine.online.iter().flat_map(|online| &online.proxies);
    let checked = checks.filter(|check| check.server == *server).map(|check| check.reach).next();
    let dead = machine.listening.as_ref().filter(|ports| is_local(server) && !ports.contains(&server.port));
    checked.or(dead.map(|_| Contact::Refused))
}

fn is_local(server: &ProxyServer) -> bool {
    let host = server.host.as_str();
    host == "localhost" || host == "::1" || host.ends_with(".localhost") || host.starts_with("127.")
}

fn remarks_on(route: &Route, machine: &Machine) -> Vec<String> {
    let mut remarks = Vec::new();
    if route.road != Road::BrowserVpn {
        remarks.extend(text::roads::decided_by(&route.source));
    }
    if let Road::Proxy(server) = &route.road {
        let failed = reach(machine, server).filter(|reach| *reach != Contact::Open);
        remarks.extend(failed.map(|reach| text::roads::unreachable(&server.to_string(), reach)));
    }
    if let Some(address) = &route.script {
        let known = machine.scripts.iter().find(|script| script.address == *address);
        let outcome = known.map_or(ScriptOutcome::NotLoaded, |script| script.outcome);
        remarks.push(text::roads::script(&address.shown(), outcome));
    }
    remarks.extend(route.misread.iter().map(text::roads::misread));
    if route.road == Road::Unknown && route.script.is_none() {
        let why = if route.evidence.is_empty() { text::roads::NOT_READ } else { text::roads::NOT_UNDERSTOOD };
        remarks.push(why.to_owned());
    } else if !route.certain && route.road != Road::Unknown {
        remarks.push(text::roads::UNCERTAIN.to_owned());
    }
    remarks
}

#[cfg(test)]
mod tests;
