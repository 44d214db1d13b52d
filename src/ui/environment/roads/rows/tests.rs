use std::sync::Arc;

use super::*;
use crate::environment::facts::{
    BypassNote, BypassTrap, DefaultRoute, InstallFacts, OnlineFacts, ProxyCheck, ProxyKind, RoadSource,
};
use crate::environment::{MACHINE, Os, ProfileOverview, ReadState};

fn proxy(host: &str) -> ProxyServer {
    ProxyServer { kind: ProxyKind::Http, host: host.to_owned(), port: 8080 }
}

fn route(label: &str, profile: &str, road: Road) -> Route {
    Route {
        browser: label.to_owned(),
        label: label.to_owned(),
        subject: format!("{label} / {profile}"),
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

fn system(road: Road) -> Route {
    Route { browser: SYSTEM.to_owned(), ..route(MACHINE, "", road) }
}

/// A profile of the browser that opens links.
fn opener(label: &str, profile: &str, last_used: bool) -> ProfileOverview {
    ProfileOverview {
        browser: label.to_owned(),
        label: label.to_owned(),
        profile: profile.to_owned(),
        subject: format!("{label} / {profile}"),
        opens_links: true,
        last_used,
        usage_known: false,
        seller_last_used: None,
        amazon_last_used: None,
        state: ReadState::Ok,
        install: InstallFacts::default(),
        jar: None,
        extensions: Vec::new(),
        doors: Vec::new(),
    }
}

fn machine() -> Machine {
    Machine::unknown(Os::Windows, "2026-11-21T00:40:00Z".parse().unwrap())
}

fn report(routes: Vec<Route>, machine: Machine) -> Report {
    Report {
        findings: Vec::new(),
        browsers: Vec::new(),
        routes,
        unread: Vec::new(),
        taken_at: machine.taken_at,
        machine: Arc::new(machine),
    }
}

/// Default routes, each of a version through an interface of a kind.
fn behind(routes: &[(u8, &str, InterfaceKind)]) -> Machine {
    let interface = |(_, name, kind): &(u8, &str, InterfaceKind)| InterfaceFacts {
        name: (*name).to_owned(),
        description: String::new(),
        kind: kind.clone(),
        up: true,
        addresses: Vec::new(),
        dns: Vec::new(),
    };
    let default = |(version, name, _): &(u8, &str, InterfaceKind)| DefaultRoute {
        version: *version,
        interface: (*name).to_owned(),
        metric: 1,
    };
    let links = LinkFacts {
        interfaces: routes.iter().map(interface).collect(),
        default_routes: routes.iter().map(default).collect(),
        place: String::new(),
    };
    Machine { links: Some(links), ..machine() }
}

/// The words of the only row, from this machine to Amazon.
fn way(road: Road, machine: Machine) -> Vec<String> {
    let rows = rows(&report(vec![route("A", "1", road)], machine));
    assert_eq!(rows.len(), 1);
    rows[0].stops.iter().map(Stop::label).collect()
}

fn names(row: &Row) -> Vec<&str> {
    row.names.iter().map(|name| name.text.as_str()).collect()
}

#[test]
fn browsers_that_share_a_road_share_a_row_and_profiles_are_told_where_they_do_not() {
    let routes = vec![
        system(Road::Unknown),
        route("A", "1", Road::Direct),
        route("A", "2", Road::Proxy(proxy("p"))),
        route("B", "1", Road::Proxy(proxy("p"))),
        route("B", "2", Road::Proxy(proxy("p"))),
    ];
    let browsers = vec![opener("A", "1", false), opener("A", "2", true)];
    let rows = rows(&Report { browsers, ..report(routes, machine()) });
    assert_eq!(rows.len(), 2);
    assert_eq!(names(&rows[0]), ["A / 2", "B"], "the road of the profile in which links open comes first");
    assert_eq!(rows[0].names.iter().map(|name| name.opens_links).collect::<Vec<_>>(), [true, false]);
    assert_eq!(names(&rows[1]), ["A / 1"]);
    assert!(!rows[1].names[0].opens_links);
}

#[test]
fn without_browsers_the_machines_own_road_is_shown() {
    let rows = rows(&report(vec![system(Road::Direct)], machine()));
    assert_eq!(names(&rows[0]), [text::roads::SYSTEM]);
    assert!(super::rows(&report(Vec::new(), machine())).is_empty());
}

#[test]
fn unknown_roads_come_last() {
    let routes = vec![route("A", "1", Road::Unknown), route("B", "1", Road::Direct)];
    let found = rows(&report(routes, machine()));
    assert_eq!(found.iter().map(|row| names(row)[0]).collect::<Vec<_>>(), ["B", "A"]);
    assert_eq!(found[1].remarks, [text::roads::NOT_READ]);
}

#[test]
fn a_vpn_that_owns_the_default_route_is_passed_first() {
    let vpn = || InterfaceKind::Vpn("SoftEther".to_owned());
    let line = || InterfaceKind::Line;
    assert_eq!(way(Road::Direct, behind(&[(4, "a", line())])), ["このPC", "プロキシなし", "Amazon"]);
    assert_eq!(way(Road::Direct, behind(&[(4, "a", vpn()), (4, "b", line())]))[1], "VPN SoftEther");
    assert_eq!(way(Road::Direct, behind(&[(4, "b", line()), (4, "a", vpn())]))[1], "プロキシなし");
    assert_eq!(way(Road::Direct, behind(&[(4, "b", line()), (6, "a", vpn())]))[1], "VPN SoftEther");
    let twice = way(Road::Direct, behind(&[(4, "a", vpn()), (6, "a", vpn())]));
    assert_eq!(twice.iter().filter(|stop| stop.starts_with("VPN")).count(), 1);
    let nameless = InterfaceKind::Vpn(String::new());
    assert_eq!(way(Road::Direct, behind(&[(4, "wg0", nameless)]))[1], "VPN wg0");
    assert_eq!(way(Road::Direct, behind(&[(4, "tun0", InterfaceKind::Tunnel)]))[1], "VPNらしき接続 tun0");
}

#[test]
fn a_proxy_comes_after_the_vpn_unless_it_is_a_program_of_this_machine() {
    let vpn = || behind(&[(4, "a", InterfaceKind::Vpn("V".to_owned()))]);
    let through = |host: &str| way(Road::Proxy(proxy(host)), vpn());
    assert_eq!(through("p"), ["このPC", "VPN V", "プロキシ p:8080", "Amazon"]);
    for host in ["127.0.0.1", "127.1.2.3", "localhost", "::1"] {
        assert_eq!(through(host)[2], "VPN V", "{host}");
    }
    assert_eq!(through("127.0.0.1")[1], "このPC内のプロキシ 127.0.0.1:8080");
    assert_eq!(way(Road::BrowserVpn, vpn())[2], "内蔵VPN");
    assert_eq!(way(Road::Pac, machine()), ["このPC", "スクリプト次第", "Amazon"]);
    assert_eq!(way(Road::Unknown, machine()), ["このPC", "未確認", "Amazon"]);
}

#[test]
fn vpns_of_two_extensions_are_two_roads() {
    let of = |label: &str, extension: &str| Route {
        source: RoadSource::Extension(extension.to_owned()),
        ..route(label, "1", Road::BrowserVpn)
    };
    let rows = rows(&report(vec![of("A", "X"), of("B", "Y"), of("C", "X")], machine()));
    assert_eq!(rows.len(), 2);
    assert_eq!((names(&rows[0]), rows[0].stops[1].label()), (vec!["A", "C"], "VPN（X）".to_owned()));
    assert!(rows[0].remarks.is_empty(), "who decides is told by the road itself");
}

#[test]
fn another_road_to_the_pages_to_sign_in_at_is_a_row_of_its_own() {
    let mut routes = vec![route("A", "1", Road::Direct), route("B", "1", Road::Direct)];
    let to = |road| Route { host: "www.amazon.co.jp".to_owned(), ..route("A", "1", road) };
    routes.push(to(Road::Direct));
    assert_eq!(rows(&report(routes.clone(), machine())).len(), 1);
    routes.pop();
    routes.push(to(Road::Proxy(proxy("p"))));
    let rows = rows(&report(routes, machine()));
    assert_eq!(rows.len(), 2);
    let told = text::roads::other_host("www.amazon.co.jp", &Road::Proxy(proxy("p")));
    assert_eq!((names(&rows[0]), rows[0].remarks.clone()), (vec!["A"], vec![told]));
}

#[test]
fn what_there_is_to_say_of_a_road_is_said_once() {
    let note = BypassNote { entry: "amazon.co.jp".to_owned(), trap: BypassTrap::ThatNameOnly };
    let of = |label: &str| Route {
        source: RoadSource::Company,
        misread: vec![note.clone()],
        certain: false,
        ..route(label, "1", Road::Proxy(proxy("p")))
    };
    let rows = rows(&report(vec![of("A"), of("B")], machine()));
    let company = text::roads::decided_by(&RoadSource::Company).unwrap();
    let expected = [company, text::roads::misread(&note), text::roads::UNCERTAIN.to_owned()];
    assert_eq!(rows[0].remarks, expected);
    assert_eq!(text::roads::decided_by(&RoadSource::System), None);
}

#[test]
fn a_proxy_that_the_check_could_not_reach_is_told() {
    let checked = |reach| {
        let proxies = vec![ProxyCheck { server: proxy("p"), reach }];
        let at = machine().taken_at;
        let online = OnlineFacts { at, proxies, visits: Vec::new(), detected: None };
        let machine = Machine { online: Some(online), ..machine() };
        rows(&report(vec![route("A", "1", Road::Proxy(proxy("p")))], machine)).remove(0)
    };
    let dead = checked(Contact::Refused);
    assert_eq!(dead.stops[1], Stop::Proxy(proxy("p"), Some(Contact::Refused)));
    assert_eq!(dead.remarks, [text::roads::unreachable("p:8080", Contact::Refused)]);
    assert!(checked(Contact::Open).remarks.is_empty());
}

#[test]
fn a_proxy_of_this_machine_at_which_nothing_waits_is_told() {
    let stop = |host: &str, ports: Option<Vec<u16>>| {
        let machine = Machine { listening: ports, ..machine() };
        rows(&report(vec![route("A", "1", Road::Proxy(proxy(host)))], machine)).remove(0).stops.remove(1)
    };
    let dead = Stop::Proxy(proxy("127.0.0.1"), Some(Contact::Refused));
    assert_eq!(stop("127.0.0.1", Some(vec![22])), dead);
    assert_eq!(stop("127.0.0.1", Some(vec![22, 8080])), Stop::Proxy(proxy("127.0.0.1"), None));
    assert_eq!(stop("127.0.0.1", None), Stop::Proxy(proxy("127.0.0.1"), None), "not known");
    assert_eq!(stop("p", Some(vec![22])), Stop::Proxy(proxy("p"), None), "another machine");
}
