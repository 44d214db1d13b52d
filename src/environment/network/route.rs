//! By which road each browser reaches Amazon: pure, from the facts alone.
//!
//! Order of sources, as in Chromium (`chrome/browser/net/proxy_config_monitor.cc`): policy, extension, switch, own
//! setting, operating system. Within one configuration: detection, script, server (net/docs/proxy.md, "Proxy
//! fallback"; `net/proxy_resolution/configured_proxy_resolution_service.cc`). Firefox has no server to fall back on
//! from a script (netwerk/base/nsProtocolProxyService.cpp).
//!
//! A proxy that does not answer changes no road: neither goes directly unless a script says so. (What Firefox calls
//! `failover_direct` is for its own errands, not for pages.)

use std::net::IpAddr;

use super::bypass::{self, Reader, Verdict};
use super::pac;
use crate::environment::facts::{
    BrowserFacts, Detected, Evidence, ExtensionFacts, Family, MACHINE, Machine, OwnProxy, ProfileFacts,
    ProxyChoice, ProxyConfig, ProxyKind, ProxyOrigin, Road, RoadSource, Route, SELLER_HOSTS, SYSTEM,
    ScriptAddress, ScriptFacts, ScriptOutcome, ScriptSetting, ServerSetting, ShortcutFacts, SystemProxy,
};

/// The hosts whose roads are told: where sellers work, and where they sign in.
pub(in crate::environment) const ROAD_HOSTS: [&str; 2] = [SELLER_HOSTS[0], "www.amazon.co.jp"];

/// The roads of the operating system, then of every profile and shortcut of every browser, to each of
/// [`ROAD_HOSTS`].
pub(in crate::environment) fn routes(machine: &Machine) -> Vec<Route> {
    let mut routes: Vec<Route> = ROAD_HOSTS.iter().map(|host| of_system(machine, host)).collect();
    for browser in &machine.browsers {
        for profile in &browser.profiles {
            routes.extend(ROAD_HOSTS.iter().map(|host| of_profile(machine, browser, profile, host)));
        }
        for shortcut in &browser.shortcuts {
            routes.extend(ROAD_HOSTS.iter().filter_map(|host| of_shortcut(machine, browser, shortcut, host)));
        }
    }
    routes
}

/// The roads of the operating system, then of every profile, to one host.
pub(in crate::environment) fn to_host(machine: &Machine, host: &str) -> Vec<Route> {
    let profiles = machine.browsers.iter().flat_map(|browser| {
        browser.profiles.iter().map(move |profile| of_profile(machine, browser, profile, host))
    });
    std::iter::once(of_system(machine, host)).chain(profiles).collect()
}

fn of_system(machine: &Machine, host: &str) -> Route {
    let route = empty(SYSTEM, MACHINE, MACHINE, host);
    match &machine.system_proxy {
        Some(system) => {
            let traveller = Traveller { machine, family: None, reader: bypass::of_system(system.origin) };
            traveller.follow(&system.config, route)
        }
        None => route,
    }
}

fn of_profile(machine: &Machine, browser: &BrowserFacts, profile: &ProfileFacts, host: &str) -> Route {
    let family = browser.family;
    let route = empty(&browser.id, &browser.label, &profile.subject, host);
    let mut route = match (&profile.proxy, &machine.system_proxy) {
        (OwnProxy::Own(choice), _) => own(machine, family, choice, route),
        (OwnProxy::System, Some(system)) => by_system(machine, family, system, route),
        (OwnProxy::System, None) | (OwnProxy::Unread, _) => route,
    };
    if family == Family::Firefox && profile.extensions.iter().any(may_reroute) {
        route.certain = false;
    }
    route
}

/// An extension of Firefox may send each page another way and leave no trace of it (`proxy.onRequest`). One of
/// Chromium leaves its settings in the profile, and those count there.
fn may_reroute(extension: &ExtensionFacts) -> bool {
    extension.permissions.iter().any(|permission| permission == "proxy")
}

/// None where the shortcut leaves the proxy alone, or the company has set one that no switch changes.
fn of_shortcut(
    machine: &Machine,
    browser: &BrowserFacts,
    shortcut: &ShortcutFacts,
    host: &str,
) -> Option<Route> {
    let config = shortcut.config.as_ref().filter(|_| browser.policy.proxy.is_none())?;
    let file = shortcut.evidence.place.rsplit(['/', '\\']).next().unwrap_or_default();
    let subject = format!("{} / {file}", browser.label);
    let mut route = empty(&browser.id, &browser.label, &subject, host);
    route.source = RoadSource::Shortcut;
    route.evidence = vec![shortcut.evidence.clone()];
    let reader = bypass::of_own(browser.family);
    let mut route = Traveller { machine, family: Some(browser.family), reader }.follow(config, route);
    // An extension goes before a switch. Which profile the shortcut opens is not told.
    let by_extension = |profile: &ProfileFacts| match &profile.proxy {
        OwnProxy::Own(choice) => matches!(choice.source, RoadSource::Extension(_)),
        OwnProxy::System | OwnProxy::Unread => false,
    };
    route.certain &= !browser.profiles.iter().any(by_extension);
    Some(route)
}

/// A route of which nothing is known.
fn empty(browser: &str, label: &str, subject: &str, host: &str) -> Route {
    Route {
        browser: browser.to_owned(),
        label: label.to_owned(),
        subject: subject.to_owned(),
        host: host.to_owned(),
        road: Road::Unknown,
        source: RoadSource::System,
        server: None,
        script: None,
        misread: Vec::new(),
        certain: false,
        evidence: Vec::new(),
    }
}

fn own(machine: &Machine, family: Family, choice: &ProxyChoice, route: Route) -> Route {
    let route = Route { source: choice.source.clone(), evidence: vec![choice.evidence.clone()], ..route };
    match &choice.config {
        Some(config) => {
            Traveller { machine, family: Some(family), reader: bypass::of_own(family) }.follow(config, route)
        }
        None => Route { road: Road::BrowserVpn, certain: true, ..route },
    }
}

fn by_system(machine: &Machine, family: Family, system: &SystemProxy, route: Route) -> Route {
    let traveller =
        |origin| Traveller { machine, family: Some(family), reader: bypass::of_browser(family, origin) };
    if family != Family::Firefox {
        return traveller(system.origin).follow(&system.config, route);
    }
    let seen = seen_by_firefox(system);
    let route = traveller(seen.origin).follow(&seen.config, route);
    Route { certain: route.certain && seen.certain, ..route }
}

/// What Firefox makes of the operating system's settings.
struct Seen {
    origin: ProxyOrigin,
    config: ProxyConfig,
    certain: bool,
}

/// Firefox takes the system's script if there is one. Else the environment's server counts, and then that of the
/// system (`GetProxyForURI` of toolkit/system). It does not know KDE, does not ask the network for a script on the
/// system's behalf, and knows no script and no other than plain proxies of the environment.
fn seen_by_firefox(system: &SystemProxy) -> Seen {
    let known = matches!(system.origin, ProxyOrigin::Windows | ProxyOrigin::Macos | ProxyOrigin::Gnome);
    let script = system.config.script.clone().filter(|_| known);
    let seen = |origin, server: Option<ServerSetting>, certain| {
        let config = ProxyConfig { script: script.clone(), server, ..ProxyConfig::default() };
        Seen { origin, config, certain }
    };
    if script.is_some() {
        return seen(system.origin, None, true);
    }
    let of_others = (system.origin == ProxyOrigin::Variables).then_some(&system.config);
    let variables = system.variables.as_ref().or(of_others);
    let is_plain = |setting: &&ServerSetting| {
        setting.server.as_ref().is_none_or(|server| server.kind == ProxyKind::Http)
    };
    let of_variables = variables.and_then(|config| config.server.as_ref()).filter(is_plain);
    let of_system = system.config.server.as_ref().filter(|_| known);
    match (of_variables, of_system) {
        // Older versions took the system's first.
        (Some(server), other) => {
            let agreed =
                other.is_none_or(|other| other.server == server.server && other.bypass == server.bypass);
            seen(ProxyOrigin::Variables, Some(server.clone()), agreed)
        }
        (None, server) => seen(system.origin, server.cloned(), true),
    }
}

/// Somebody on the way to a page.
struct Traveller<'a> {
    machine: &'a Machine,
    /// The browser's engine; none for other programs.
    family: Option<Family>,
    /// How it reads the list beside a server.
    reader: Reader,
}

/// What a script is good for.
enum Said {
    /// This road, or that nobody has asked it yet.
    Road(Road),
    /// It cannot be loaded, and what is set beside it counts.
    Nothing,
    /// It runs and fails: then pages are reached directly.
    Failed,
    /// It never ends, and what a browser does then is not known.
    Endless,
}

/// A script that is asked on the way.
struct Asked<'a> {
    said: Said,
    address: Option<&'a ScriptAddress>,
    /// Without it, nothing is reached.
    mandatory: bool,
    certain: bool,
    evidence: &'a Evidence,
}

impl Traveller<'_> {
    /// Goes through a configuration in the order in which browsers do.
    fn follow(&self, config: &ProxyConfig, mut route: Route) -> Route {
        route.certain = true;
        let excepted = bypass::judge(&config.except, &route.host, self.reader);
        if excepted.bypassed {
            route.evidence.extend(config.evidence().cloned());
            route.evidence.dedup();
            return Route { road: Road::Direct, ..route };
        }
        route.misread = excepted.notes;
        let mut silent = false;
        for asked in
            self.by_detection(config, &route.host).into_iter().chain(self.by_script(config, &route.host))
        {
            note(&mut route, asked.evidence);
            route.script = asked.address.cloned();
            route.certain &= asked.certain;
            match asked.said {
                Said::Nothing if asked.mandatory => return Route { road: Road::Unknown, ..route },
                Said::Nothing => silent |= asked.address.is_some(),
                said => return self.as_said(said, asked.mandatory, route),
            }
        }
        match &config.server {
            // It has no server to fall back on.
            Some(_) if silent && self.family == Some(Family::Firefox) => {
                Route { road: Road::Direct, ..route }
            }
            Some(setting) => {
                // Of others than Chromium it is not known.
                route.certain &= !silent || self.family == Some(Family::Chromium);
                self.by_server(setting, route)
            }
            None => Route { road: Road::Direct, ..route },
        }
    }

    /// The script that the network tells of (WPAD), if that is asked for.
    fn by_detection<'a>(&'a self, config: &'a ProxyConfig, host: &str) -> Option<Asked<'a>> {
        let evidence = config.auto_detect.as_ref()?;
        let detected = self.machine.online.as_ref().and_then(|online| online.detected);
        let found = self.machine.scripts.iter().find(|script| script.detected);
        let said = match (detected, found) {
            (Some(Detected::Found), Some(script)) => said(script, host),
            (Some(Detected::Found), None) => Said::Road(Road::Pac),
            // Most networks have none.
            (Some(Detected::Nothing) | None, _) => Said::Nothing,
        };
        let found = found.filter(|_| detected == Some(Detected::Found));
        let address = found.map(|script| &script.address);
        Some(Asked { said, address, mandatory: false, certain: detected.is_some(), evidence })
    }

    /// The script that is set.
    fn by_script<'a>(&self, config: &'a ProxyConfig, host: &str) -> Option<Asked<'a>> {
        let ScriptSetting { address, mandatory, certain, evidence } = config.script.as_ref()?;
        let found = self.machine.scripts.iter().find(|script| script.address == *address);
        let said = match found {
            // Another browser of this machine may load it.
            _ if pac::is_refused(address, self.family, self.machine.os) => Said::Nothing,
            Some(script) => said(script, host),
            None => Said::Road(Road::Pac),
        };
        Some(Asked { said, address: Some(address), mandatory: *mandatory, certain: *certain, evidence })
    }

    /// Where a script has had its say, or failed to. Without a road, a `mandatory` one leaves none.
    fn as_said(&self, said: Said, mandatory: bool, route: Route) -> Route {
        match said {
            Said::Road(road) => Route { road, ..route },
            Said::Endless => Route { road: Road::Unknown, certain: false, ..route },
            Said::Failed | Said::Nothing if mandatory && self.family != Some(Family::Firefox) => {
                Route { road: Road::Unknown, ..route }
            }
            Said::Failed | Said::Nothing => Route { road: Road::Direct, ..route },
        }
    }

    fn by_server(&self, setting: &ServerSetting, mut route: Route) -> Route {
        note(&mut route, &setting.evidence);
        let Verdict { bypassed, notes } = bypass::judge(&setting.bypass, &route.host, self.reader);
        route.misread.extend(notes);
        if !bypassed {
            route.misread.extend(bypass::address_notes(&setting.bypass, &self.addresses(&route.host)));
        }
        let through = setting.server.clone().map_or(Road::Unknown, Road::Proxy);
        // What we cannot understand, a browser may.
        route.certain &= setting.certain && (bypassed || through != Road::Unknown);
        let road = if bypassed { Road::Direct } else { through };
        Route { road, server: setting.server.clone(), ..route }
    }

    /// The addresses that this machine has for a host, as far as that is known.
    fn addresses(&self, host: &str) -> Vec<IpAddr> {
        let visits = self.machine.online.iter().flat_map(|online| &online.visits);
        let answered =
            visits.filter(|visit| visit.host == host).flat_map(|visit| visit.addresses.iter().copied());
        let hosts = self.machine.hosts.iter().flat_map(|hosts| &hosts.entries);
        answered.chain(hosts.filter(|entry| entry.name == host).map(|entry| entry.address)).collect()
    }
}

/// What became of asking a script about a host. A road that no browser knows is passed over, as browsers do.
fn said(script: &ScriptFacts, host: &str) -> Said {
    match script.outcome {
        ScriptOutcome::Answered => {
            let answer = script.answers.iter().find(|(asked, _)| asked == host);
            let roads = || answer.iter().flat_map(|(_, roads)| roads);
            let known = roads().find(|road| **road != Road::Unknown).or_else(|| roads().next());
            Said::Road(known.cloned().unwrap_or(Road::Pac))
        }
        ScriptOutcome::NotLoaded | ScriptOutcome::NeedsNetwork => Said::Road(Road::Pac),
        ScriptOutcome::Failed => Said::Failed,
        ScriptOutcome::Endless => Said::Endless,
        ScriptOutcome::BadAddress
        | ScriptOutcome::Missing(_)
        | ScriptOutcome::Unreachable
        | ScriptOutcome::TimedOut
        | ScriptOutcome::TooBig
        | ScriptOutcome::Broken => Said::Nothing,
    }
}

fn note(route: &mut Route, evidence: &Evidence) {
    if !route.evidence.contains(evidence) {
        route.evidence.push(evidence.clone());
    }
}

#[cfg(test)]
mod tests;
