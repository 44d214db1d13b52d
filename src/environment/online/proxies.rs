//! Which proxies are on the roads, and whether they take a connection.

use super::Check;
use super::errand::together;
use super::reach;
use crate::environment::facts::{Contact, Machine, ProxyCheck, ProxyServer, Road, Route};

/// More proxies are not tried.
const MOST_PROXIES: usize = 8;

/// The roads that a browser tries one after the other: those that its script names, or the one that is set.
pub(super) fn roads(machine: &Machine, route: &Route) -> Vec<Road> {
    let script = route.script.as_ref();
    let script = script.and_then(|address| machine.scripts.iter().find(|known| known.address == *address));
    let answer = script.and_then(|script| script.answers.iter().find(|(host, _)| *host == route.host));
    match answer {
        // The script need not have the last word.
        Some((_, roads)) if roads.first() == Some(&route.road) => roads.clone(),
        _ => vec![route.road.clone()],
    }
}

/// Tries every proxy on these routes once.
pub(super) fn try_all(check: Check<'_>, machine: &Machine, routes: &[Route]) -> Vec<ProxyCheck> {
    let mut servers: Vec<ProxyServer> = Vec::new();
    for road in routes.iter().flat_map(|route| roads(machine, route)) {
        if let Road::Proxy(server) = road
            && !servers.contains(&server)
        {
            servers.push(server);
        }
    }
    servers.truncate(MOST_PROXIES);
    let errand = |server: &ProxyServer| {
        let server = server.clone();
        move || {
            let reach = match reach::dial(check.errand(), &server.host, server.port) {
                Ok(_) => Contact::Open,
                Err(contact) => contact,
            };
            ProxyCheck { server, reach }
        }
    };
    together(servers.iter().map(errand).collect()).into_iter().flatten().collect()
}

/// The first of these roads that can be gone, as far as is known; else the first one, and why it cannot.
pub(super) fn first_open(roads: &[Road], checks: &[ProxyCheck]) -> (Road, Result<(), Contact>) {
    let state = |road: &Road| match road {
        Road::Proxy(server) => match checks.iter().find(|check| check.server == *server) {
            Some(check) if check.reach != Contact::Open => Err(check.reach),
            _ => Ok(()),
        },
        Road::Direct | Road::Pac | Road::BrowserVpn | Road::Unknown => Ok(()),
    };
    let open = roads.iter().find(|road| state(road).is_ok()).or(roads.first());
    open.map_or((Road::Unknown, Ok(())), |road| (road.clone(), state(road)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::environment::facts::ProxyKind;

    fn proxy(host: &str) -> ProxyServer {
        ProxyServer { kind: ProxyKind::Http, host: host.to_owned(), port: 8080 }
    }

    #[test]
    fn a_dead_proxy_is_passed_over_as_browsers_do() {
        let (dead, alive) = (proxy("dead"), proxy("alive"));
        let checks = [
            ProxyCheck { server: dead.clone(), reach: Contact::Refused },
            ProxyCheck { server: alive.clone(), reach: Contact::Open },
        ];
        let first = |roads: &[Road]| first_open(roads, &checks);
        let (dead, alive) = (Road::Proxy(dead), Road::Proxy(alive));
        assert_eq!(first(&[dead.clone(), alive.clone()]), (alive.clone(), Ok(())));
        assert_eq!(first(&[dead.clone(), Road::Direct]), (Road::Direct, Ok(())));
        assert_eq!(first(std::slice::from_ref(&dead)), (dead, Err(Contact::Refused)));
        let unknown = Road::Proxy(proxy("other"));
        assert_eq!(first(std::slice::from_ref(&unknown)), (unknown, Ok(())), "nobody has tried it yet");
        assert_eq!(first(&[]), (Road::Unknown, Ok(())));
    }
}
