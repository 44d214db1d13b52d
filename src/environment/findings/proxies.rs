//! Findings about proxies that do not work, and about a network that is asked for a script in vain.

use std::net::IpAddr;

use super::network::{in_use, on_road, subject};
use super::{Confidence, Draft, seen};
use crate::environment::facts::{
    Contact, Detected, Evidence, MACHINE, Machine, OwnProxy, ProxyServer, Road, Route, VisitOutcome,
};
use crate::knowledge::Likelihood;

/// The ids of these findings.
pub(super) const IDS: &[&str] = &["proxy.dead_local", "proxy.unreachable", "proxy.wpad_on"];

/// What is known of the proxies on the roads.
pub(super) fn findings(machine: &Machine, routes: &[Route]) -> Vec<Draft> {
    let mut found: Vec<Draft> =
        in_use(routes).into_iter().filter_map(|route| of_proxy(machine, route)).collect();
    found.extend(asks_in_vain(machine, routes));
    found
}

/// Whether a proxy is known not to work. One on this machine is known to be gone where nothing waits at its port.
pub(super) fn is_dead(machine: &Machine, server: &ProxyServer) -> bool {
    ailment(machine, server).is_some()
}

/// How a proxy does not work: the finding and its shape; none if it does, or if that is not known.
fn ailment(machine: &Machine, server: &ProxyServer) -> Option<(&'static str, &'static str)> {
    let is_here = is_this_machine(&server.host);
    match contact(machine, server) {
        Some(Contact::Open) => None,
        Some(Contact::Refused) if is_here => Some(("proxy.dead_local", "")),
        Some(Contact::Refused) => Some(("proxy.unreachable", "refused")),
        Some(Contact::TimedOut) => Some(("proxy.unreachable", "timed_out")),
        Some(Contact::NoName) => Some(("proxy.unreachable", "no_name")),
        Some(Contact::Unreachable) => Some(("proxy.unreachable", "unreachable")),
        None => {
            let is_gone = machine.listening.as_ref().is_some_and(|ports| !ports.contains(&server.port));
            (is_here && is_gone).then_some(("proxy.dead_local", ""))
        }
    }
}

/// What the check of the connection says of a proxy.
fn contact(machine: &Machine, server: &ProxyServer) -> Option<Contact> {
    let online = machine.online.as_ref()?;
    let check = online.proxies.iter().find(|check| check.server == *server).map(|check| check.reach);
    check.or_else(|| {
        let mut visits = online.visits.iter().filter(|visit| visit.road == Road::Proxy(server.clone()));
        visits.find_map(|visit| match visit.outcome {
            VisitOutcome::NoConnection(contact) => Some(contact),
            _ => None,
        })
    })
}

/// Whether a host is this machine itself.
fn is_this_machine(host: &str) -> bool {
    let host = host.trim_end_matches('.');
    let is_name = host == "localhost" || host.ends_with(".localhost");
    is_name || host.parse().is_ok_and(|address: IpAddr| address.is_loopback())
}

fn of_proxy(machine: &Machine, route: &Route) -> Option<Draft> {
    let Road::Proxy(server) = &route.road else { return None };
    let (id, detail) = ailment(machine, server)?;
    let draft = on_road(id, route, &server.to_string())?.with_detail(detail);
    let state = if detail.is_empty() { "not_listening" } else { detail };
    let draft = draft.and([seen(MACHINE, &server.to_string(), state)]);
    // Where a script names several, the next one is tried.
    let others = machine.scripts.iter().filter(|script| route.server.is_none() && by(route, &script.address));
    let mut answers = others.flat_map(|script| &script.answers);
    let has_others = answers.any(|(host, roads)| *host == route.host && roads.len() > 1);
    Some(if has_others { draft.with_likelihood(Likelihood::Medium) } else { draft })
}

fn by(route: &Route, address: &crate::environment::facts::ScriptAddress) -> bool {
    route.script.as_ref() == Some(address)
}

/// The network is asked for a script at each start, and has none. Whether it has is known only from a check.
fn asks_in_vain(machine: &Machine, routes: &[Route]) -> Vec<Draft> {
    if machine.online.as_ref().and_then(|online| online.detected) != Some(Detected::Nothing) {
        return Vec::new();
    }
    let found = |subject: &str, evidence: &Evidence| {
        Draft::new("proxy.wpad_on", subject, Confidence::High, evidence.clone())
    };
    let system = machine.system_proxy.as_ref().and_then(|system| system.config.auto_detect.as_ref());
    let of_system = system.map(|evidence| found(MACHINE, evidence));
    let profiles = machine.browsers.iter().flat_map(|browser| &browser.profiles);
    let of_profiles = profiles.filter_map(|profile| {
        let OwnProxy::Own(choice) = &profile.proxy else { return None };
        let evidence = choice.config.as_ref()?.auto_detect.as_ref()?;
        let route = routes.iter().find(|route| route.subject == profile.subject);
        Some(found(route.map_or(profile.subject.as_str(), subject), evidence))
    });
    of_system.into_iter().chain(of_profiles).collect()
}

#[cfg(test)]
mod tests;
