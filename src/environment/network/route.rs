//! By which road each browser reaches Amazon: pure, from the facts alone.
//!
//! Order of sources, as in Chromium (`chrome/browser/net/proxy_config_monitor.cc`): policy, extension, switch, own
//! setting, operating system. Within one configuration: detection, script, server
//! (net/docs/proxy.md, "Proxy fallback").

use super::bypass::{self, Reader};
use crate::environment::facts::{
    BrowserFacts, Detected, Evidence, Family, MACHINE, Machine, OwnProxy, ProfileFacts, ProxyChoice,
    ProxyConfig, ProxyOrigin, Road, RoadSource, Route, SYSTEM, ScriptOutcome, ScriptSetting, SystemProxy,
};

/// The hosts whose roads are told: where sellers work, and where they sign in.
pub(in crate::environment) const ROAD_HOSTS: [&str; 2] = ["sellercentral.amazon.co.jp", "www.amazon.co.jp"];

/// The roads of the operating system, then of every profile, to each of [`ROAD_HOSTS`].
pub(in crate::environment) fn routes(machine: &Machine) -> Vec<Route> {
    let mut routes: Vec<Route> = ROAD_HOSTS.iter().map(|host| of_system(machine, host)).collect();
    for browser in &machine.browsers {
        for profile in &browser.profiles {
            routes.extend(ROAD_HOSTS.iter().map(|host| of_profile(machine, browser, profile, host)));
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
        Some(system) => follow(machine, &system.config, bypass::of_system(system.origin), route),
        None => route,
    }
}

fn of_profile(machine: &Machine, browser: &BrowserFacts, profile: &ProfileFacts, host: &str) -> Route {
    let route = empty(&browser.id, &browser.label, &profile.subject, host);
    match &profile.proxy {
        OwnProxy::Unread => route,
        OwnProxy::Own(choice) => own(machine, browser.family, choice, route),
        OwnProxy::System => match &machine.system_proxy {
            Some(system) => {
                let (origin, config) = system_for(browser.family, system);
                follow(machine, config, bypass::of_browser(browser.family, origin), route)
            }
            None => route,
        },
    }
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

/// Which of the operating system's settings a browser goes by.
///
/// Firefox on Linux knows GNOME's servers and scripts, and else the environment
/// (toolkit/system/unixproxy/nsUnixSystemProxySettings.cpp).
fn system_for(family: Family, system: &SystemProxy) -> (ProxyOrigin, &ProxyConfig) {
    let own_way = family == Family::Firefox
        && match system.origin {
            ProxyOrigin::Kde => true,
            ProxyOrigin::Gnome => system.config.server.is_none() && system.config.script.is_none(),
            ProxyOrigin::Windows | ProxyOrigin::Macos | ProxyOrigin::Variables => false,
        };
    match &system.variables {
        Some(variables) if own_way => (ProxyOrigin::Variables, variables),
        _ => (system.origin, &system.config),
    }
}

fn own(machine: &Machine, family: Family, choice: &ProxyChoice, route: Route) -> Route {
    let route = Route { source: choice.source.clone(), evidence: vec![choice.evidence.clone()], ..route };
    match &choice.config {
        Some(config) => follow(machine, config, bypass::of_own(family), route),
        None => Route { road: Road::BrowserVpn, certain: true, ..route },
    }
}

/// Goes through a configuration in the order in which browsers do.
fn follow(machine: &Machine, config: &ProxyConfig, reader: Reader, mut route: Route) -> Route {
    route.certain = true;
    let note = |route: &mut Route, evidence: &Evidence| {
        if !route.evidence.contains(evidence) {
            route.evidence.push(evidence.clone());
        }
    };
    if let Some(evidence) = &config.auto_detect {
        note(&mut route, evidence);
        match machine.online.as_ref().and_then(|online| online.detected) {
            Some(Detected::Nothing) => {}
            Some(Detected::Found) => {
                let found = machine.scripts.iter().find(|script| script.detected);
                let road = found.and_then(|script| script.road(&route.host)).cloned();
                let script = found.map(|script| script.address.clone());
                return Route { road: road.unwrap_or(Road::Pac), script, ..route };
            }
            // Most networks have none.
            None => route.certain = false,
        }
    }
    if let Some(setting) = &config.script {
        note(&mut route, &setting.evidence);
        route.script = Some(setting.address.clone());
        route.certain &= setting.certain;
        if let Some(road) = by_script(machine, setting, &route.host) {
            return Route { road, ..route };
        }
    }
    if let Some(setting) = &config.server {
        note(&mut route, &setting.evidence);
        route.certain &= setting.certain;
        let verdict = bypass::judge(&setting.bypass, &route.host, reader);
        let through = setting.server.clone().map_or(Road::Unknown, Road::Proxy);
        let road = if verdict.bypassed { Road::Direct } else { through };
        return Route { road, server: setting.server.clone(), misread: verdict.notes, ..route };
    }
    Route { road: Road::Direct, ..route }
}

/// None where the script cannot be loaded and what is set beside it counts.
fn by_script(machine: &Machine, setting: &ScriptSetting, host: &str) -> Option<Road> {
    let Some(script) = machine.scripts.iter().find(|script| script.address == setting.address) else {
        return Some(Road::Pac);
    };
    match script.outcome {
        ScriptOutcome::Answered => Some(script.road(host).cloned().unwrap_or(Road::Pac)),
        ScriptOutcome::NotLoaded | ScriptOutcome::NeedsNetwork => Some(Road::Pac),
        ScriptOutcome::BadAddress
        | ScriptOutcome::Missing(_)
        | ScriptOutcome::Unreachable
        | ScriptOutcome::TimedOut
        | ScriptOutcome::TooBig
        | ScriptOutcome::Broken
        | ScriptOutcome::Failed
        | ScriptOutcome::Endless => setting.mandatory.then_some(Road::Unknown),
    }
}
