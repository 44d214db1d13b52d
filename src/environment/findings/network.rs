//! Findings about the roads by which browsers reach Amazon: proxies and their scripts.

use super::{Confidence, Draft};
use crate::environment::facts::{MACHINE, Machine, Road, RoadSource, Route, SYSTEM};

/// The ids of these findings.
pub(super) const IDS: &[&str] = &["proxy.in_use_system", "proxy.pac_set", "proxy.firefox_own"];

/// What the roads show.
pub(super) fn findings(_machine: &Machine, routes: &[Route]) -> Vec<Draft> {
    let mut found = Vec::new();
    for route in routes.iter().filter(|route| route.host == crate::environment::facts::SELLER_HOSTS[0]) {
        let confidence = if route.certain { Confidence::High } else { Confidence::Medium };
        let id = match (&route.road, &route.source) {
            (Road::Proxy(_), RoadSource::System) if route.browser == SYSTEM => "proxy.in_use_system",
            (Road::Pac, RoadSource::System) if route.browser == SYSTEM => "proxy.pac_set",
            (Road::Proxy(_) | Road::Pac, RoadSource::Browser) => "proxy.firefox_own",
            _ => continue,
        };
        if let Some(evidence) = route.evidence.last() {
            let subject = if route.browser == SYSTEM { MACHINE } else { &route.subject };
            found.push(Draft::new(id, subject, confidence, evidence.clone()));
        }
    }
    found
}
