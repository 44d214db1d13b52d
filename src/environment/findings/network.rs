//! Findings about the roads by which browsers reach Amazon.

use std::collections::BTreeSet;

use super::{Confidence, Draft, proxies, seen};
use crate::environment::facts::{
    BypassTrap, Evidence, Family, MACHINE, Machine, ProxyConfig, Road, RoadSource, Route, SELLER_HOSTS,
    SYSTEM, ScriptAddress, ShortcutFacts,
};
use crate::environment::network::bypass;

/// The ids of these findings.
pub(super) const IDS: &[&str] = &[
    "proxy.in_use_system",
    "proxy.pac_proxied",
    "proxy.pac_set",
    "proxy.firefox_own",
    "proxy.browser_own",
    "proxy.policy",
    "proxy.browsers_disagree",
    "proxy.bypass_misread",
    "proxy.shortcut_flags",
];

/// More names than these are not told in one line.
const NAMED: usize = 4;

/// More roads than these are not told at all.
const TOLD: usize = 20;

/// Switches of a browser that change the road, by how they begin.
const ROAD_SWITCHES: [&str; 4] = ["proxy-", "no-proxy-server", "host-resolver-rules", "host-rules"];

/// What the roads show.
pub(super) fn findings(machine: &Machine, routes: &[Route]) -> Vec<Draft> {
    let used = in_use(routes);
    let mut found: Vec<Draft> = used.iter().filter_map(|route| of_route(machine, route)).collect();
    found.extend(policies(machine));
    found.extend(disagreement(&used));
    found.extend(used.iter().filter_map(|route| misread(route)));
    found.extend(machine.browsers.iter().flat_map(|browser| {
        browser.shortcuts.iter().filter_map(|shortcut| of_shortcut(&browser.label, shortcut, &used))
    }));
    found
}

/// The roads to the host at which sellers sign in. That of the operating system itself counts only where no browser
/// is known to go by its settings, since each browser reads them in its own way.
pub(super) fn in_use(routes: &[Route]) -> Vec<&Route> {
    let mut main: Vec<&Route> = routes.iter().filter(|route| route.host == SELLER_HOSTS[0]).collect();
    let is_followed =
        |route: &&Route| route.browser != SYSTEM && route.source == RoadSource::System && is_known(route);
    if main.iter().any(is_followed) {
        main.retain(|route| route.browser != SYSTEM);
    }
    main
}

fn is_known(route: &Route) -> bool {
    route.road != Road::Unknown || !route.evidence.is_empty()
}

/// What a finding about a road is about: the machine, the browser or the profile, as far as the decision reaches.
pub(super) fn subject(route: &Route) -> &str {
    match route.source {
        RoadSource::System => MACHINE,
        RoadSource::Company => &route.label,
        _ => &route.subject,
    }
}

/// A finding about a road, with everything that led to it.
pub(super) fn on_road(id: &'static str, route: &Route, value: &str) -> Option<Draft> {
    let mut evidence = route.evidence.iter().cloned();
    let confidence = if route.certain { Confidence::High } else { Confidence::Medium };
    Some(Draft::new(id, subject(route), confidence, evidence.next()?).with_value(value).and(evidence))
}

/// A proxy, or a script that was not asked, by who decides on it. What an extension, a browser's own VPN or a shortcut
/// does is told of these.
fn of_route(machine: &Machine, route: &Route) -> Option<Draft> {
    use RoadSource::{Browser, Company, System};
    let own = || if is_firefox(machine, route) { "proxy.firefox_own" } else { "proxy.browser_own" };
    let by_script = route.server.is_none();
    let script = route.script.as_ref().map(ScriptAddress::shown).unwrap_or_default();
    match (&route.road, &route.source) {
        // One that does not work is told as such.
        (Road::Proxy(server), System | Company) if proxies::is_dead(machine, server) => None,
        (Road::Proxy(server), System | Company) if by_script => {
            on_road("proxy.pac_proxied", route, &server.to_string())
        }
        (Road::Proxy(server), System) => on_road("proxy.in_use_system", route, &server.to_string()),
        (Road::Proxy(server), Browser) => on_road(own(), route, &server.to_string()),
        (Road::Pac, System | Company) => on_road("proxy.pac_set", route, &script),
        (Road::Pac, Browser) => on_road(own(), route, &script),
        _ => None,
    }
}

fn is_firefox(machine: &Machine, route: &Route) -> bool {
    machine.browsers.iter().any(|browser| browser.id == route.browser && browser.family == Family::Firefox)
}

/// The company has decided on the road: once for each browser, and for the machine.
fn policies(machine: &Machine) -> Vec<Draft> {
    let policy = |subject: &str, evidence: &Evidence| {
        let draft = Draft::new("proxy.policy", subject, Confidence::High, evidence.clone());
        // Administrators know a policy by its name.
        draft.with_key_as_value()
    };
    let of_browsers = machine.browsers.iter().filter_map(|browser| {
        browser.policy.proxy.as_ref().map(|choice| policy(&browser.label, &choice.evidence))
    });
    let system = machine.system_proxy.as_ref().and_then(|system| system.config.evidence());
    let of_system = system.filter(|evidence| evidence.set_by == crate::environment::facts::SetBy::Company);
    of_browsers.chain(of_system.map(|evidence| policy(MACHINE, evidence))).collect()
}

/// One browser goes directly, another one does not.
fn disagreement(used: &[&Route]) -> Option<Draft> {
    let told = |route: &&&Route| match route.road {
        Road::Direct | Road::Proxy(_) | Road::BrowserVpn => route.browser != SYSTEM,
        Road::Pac | Road::Unknown => false,
    };
    let (direct, through): (Vec<&Route>, Vec<&Route>) =
        used.iter().filter(told).copied().partition(|route| route.road == Road::Direct);
    if direct.is_empty() || through.is_empty() {
        return None;
    }
    // A browser whose profiles differ is named with the profile.
    let both = |label: &str| {
        direct.iter().any(|route| route.label == label) && through.iter().any(|route| route.label == label)
    };
    let name = |route: &Route| {
        if both(&route.label) { route.subject.clone() } else { route.label.clone() }
    };
    let names: BTreeSet<String> = through.iter().map(|route| name(route)).collect();
    let mut value = names.iter().take(NAMED).cloned().collect::<Vec<_>>().join("、");
    if names.len() > NAMED {
        value.push('…');
    }
    let mut evidence: Vec<Evidence> = Vec::new();
    for route in through.iter().chain(&direct) {
        let place = route.evidence.last().map(|evidence| evidence.place.as_str()).unwrap_or_default();
        let line = seen(place, &name(route), &route.road.to_string());
        if !evidence.contains(&line) && evidence.len() < TOLD {
            evidence.push(line);
        }
    }
    let is_certain = direct.iter().chain(&through).all(|route| route.certain);
    let confidence = if is_certain { Confidence::High } else { Confidence::Medium };
    let mut evidence = evidence.into_iter();
    let draft = Draft::new("proxy.browsers_disagree", MACHINE, confidence, evidence.next()?);
    Some(draft.with_value(&value).and(evidence))
}

/// An entry of the list of exceptions was to do something that it does not do. It is told only where that shows in
/// the road: another entry may do it.
fn misread(route: &Route) -> Option<Draft> {
    let shows = |trap: BypassTrap| match &route.road {
        Road::Proxy(_) => trap != BypassTrap::OpensAll,
        Road::Direct => trap == BypassTrap::OpensAll,
        Road::Pac | Road::BrowserVpn | Road::Unknown => false,
    };
    let mut notes = route.misread.iter().filter(|note| shows(note.trap));
    let first = notes.next()?;
    let setting = route.evidence.last()?;
    let line = |entry: &str| Evidence { value: entry.to_owned(), ..setting.clone() };
    let confidence = if route.certain { Confidence::High } else { Confidence::Medium };
    // Each browser reads the operating system's list in its own way.
    let subject = if route.source == RoadSource::System { &route.label } else { &route.subject };
    let draft = Draft::new("proxy.bypass_misread", subject, confidence, line(&first.entry));
    Some(draft.with_detail(detail(first.trap)).and(notes.map(|note| line(&note.entry))))
}

fn detail(trap: BypassTrap) -> &'static str {
    match trap {
        BypassTrap::ThatNameOnly => "that_name_only",
        BypassTrap::SpoilsList => "spoils_list",
        BypassTrap::OpensAll => "opens_all",
        BypassTrap::PortKillsIt => "port_kills_it",
        BypassTrap::FormUnknown => "form_unknown",
        BypassTrap::AddressesOnly => "addresses_only",
        BypassTrap::OtherPages => "other_pages",
    }
}

/// A shortcut that leads the browser by another road.
fn of_shortcut(label: &str, shortcut: &ShortcutFacts, used: &[&Route]) -> Option<Draft> {
    let is_road = |name: &str| ROAD_SWITCHES.iter().any(|switch| name.starts_with(switch));
    let mut switches = shortcut.switches.iter().filter(|(name, _)| is_road(name)).peekable();
    switches.peek()?;
    let renames = shortcut.switches.iter().any(|(name, _)| name.starts_with("host-"));
    if !renames && shortcut.config.as_ref().is_some_and(|config| changes_nothing(config, label, used)) {
        return None;
    }
    let shown = |(name, value): &(String, String)| match value.as_str() {
        "" => format!("--{name}"),
        value => format!("--{name}={value}"),
    };
    let value = switches.map(shown).collect::<Vec<_>>().join(" ");
    let draft = Draft::new("proxy.shortcut_flags", label, Confidence::High, shortcut.evidence.clone());
    Some(draft.with_value(&value))
}

/// Amazon is reached directly both with the shortcut and without it.
fn changes_nothing(config: &ProxyConfig, label: &str, used: &[&Route]) -> bool {
    let bypassed = |config: &ProxyConfig| {
        let server = config.server.as_ref();
        server.is_none_or(|server| {
            bypass::judge(&server.bypass, SELLER_HOSTS[0], bypass::of_own(Family::Chromium)).bypassed
        })
    };
    let leads_directly = config.auto_detect.is_none() && config.script.is_none() && bypassed(config);
    let mut of_browser = used.iter().filter(|route| route.label == label);
    leads_directly && of_browser.all(|route| route.road == Road::Direct)
}

#[cfg(test)]
mod tests;
