//! Browsers side by side: which of them share a road, and which do not.

use crate::environment::facts::{Road, RoadSource, Route, SELLER_HOSTS, SYSTEM};

/// The roads to a host, each with the browsers that take it, in the order in which they first come up. The operating
/// system's own road is none of a browser, and is left out.
pub fn roads<'a>(routes: &'a [Route], host: &str) -> Vec<(Road, Vec<&'a Route>)> {
    group(routes.iter().filter(|route| route.browser != SYSTEM && route.host == host))
}

/// The roads to the host at which sellers usually sign in, if browsers are known to go there by more than one;
/// otherwise empty.
///
/// A road that could not be told proves nothing. A shortcut is meant to go another way, and does not count either.
pub fn disagreeing(routes: &[Route]) -> Vec<(Road, Vec<&Route>)> {
    let known = routes.iter().filter(|route| {
        route.browser != SYSTEM
            && route.host == SELLER_HOSTS[0]
            && route.source != RoadSource::Shortcut
            && matches!(route.road, Road::Direct | Road::Proxy(_) | Road::BrowserVpn)
    });
    let groups = group(known);
    if groups.len() > 1 { groups } else { Vec::new() }
}

fn group<'a>(routes: impl Iterator<Item = &'a Route>) -> Vec<(Road, Vec<&'a Route>)> {
    let mut groups: Vec<(Road, Vec<&Route>)> = Vec::new();
    for route in routes {
        match groups.iter_mut().find(|(road, _)| *road == route.road) {
            Some((_, others)) => others.push(route),
            None => groups.push((route.road.clone(), vec![route])),
        }
    }
    groups
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::environment::facts::{ProxyKind, ProxyServer};

    fn route(browser: &str, road: Road) -> Route {
        Route {
            browser: browser.to_owned(),
            label: browser.to_owned(),
            subject: browser.to_owned(),
            host: SELLER_HOSTS[0].to_owned(),
            road,
            source: RoadSource::System,
            server: None,
            script: None,
            misread: Vec::new(),
            certain: true,
            evidence: Vec::new(),
        }
    }

    fn proxy(port: u16) -> Road {
        Road::Proxy(ProxyServer { kind: ProxyKind::Http, host: "p".to_owned(), port })
    }

    fn names(groups: &[(Road, Vec<&Route>)]) -> Vec<(String, Vec<String>)> {
        let name = |(road, routes): &(Road, Vec<&Route>)| {
            (road.to_string(), routes.iter().map(|route| route.subject.clone()).collect())
        };
        groups.iter().map(name).collect()
    }

    #[test]
    fn browsers_that_share_a_road_stand_together() {
        let routes = [
            route(SYSTEM, Road::Unknown),
            route("a", proxy(1)),
            route("b", Road::Direct),
            route("c", proxy(1)),
            Route { host: "www.amazon.co.jp".to_owned(), ..route("a", Road::Pac) },
        ];
        let expected = [
            ("proxy p:1".to_owned(), vec!["a".to_owned(), "c".to_owned()]),
            ("direct".to_owned(), vec!["b".to_owned()]),
        ];
        assert_eq!(names(&roads(&routes, SELLER_HOSTS[0])), expected);
        assert_eq!(names(&disagreeing(&routes)), expected);
        assert_eq!(names(&roads(&routes, "www.amazon.co.jp")).len(), 1);
    }

    #[test]
    fn only_known_roads_of_browsers_disagree() {
        let disagree = |routes: &[Route]| disagreeing(routes).len();
        assert_eq!(disagree(&[route("a", Road::Direct), route("b", Road::Direct)]), 0);
        assert_eq!(disagree(&[route("a", Road::Direct), route("b", Road::Pac)]), 0);
        assert_eq!(disagree(&[route("a", Road::Direct), route("b", Road::Unknown)]), 0);
        assert_eq!(disagree(&[route(SYSTEM, Road::Direct), route("b", proxy(1))]), 0);
        let shortcut = Route { source: RoadSource::Shortcut, ..route("a", proxy(1)) };
        assert_eq!(disagree(&[route("a", Road::Direct), shortcut]), 0);
        let elsewhere = Route { host: "www.amazon.co.jp".to_owned(), ..route("b", proxy(1)) };
        assert_eq!(disagree(&[route("a", Road::Direct), elsewhere]), 0);
        assert_eq!(disagree(&[route("a", proxy(1)), route("b", proxy(2))]), 2);
        assert_eq!(disagree(&[route("a", proxy(1)), route("b", Road::BrowserVpn)]), 2);
    }
}
