//! Through proxies of all kinds.

use login_triage::environment::facts::{Contact, ProxyCheck, ProxyKind, ProxyServer, Road, VisitOutcome};

use super::certificates::{Authority, NOW};
use super::net::Net;
use super::servers::{Server, wait_for_the_end};
use super::{FINE, Pc, SELLER, SHORT, Seen, amazon};
use std::io::Write as _;

fn proxy(kind: ProxyKind, host: &str, port: u16) -> ProxyServer {
    ProxyServer { kind, host: host.to_owned(), port }
}

/// What a check through a proxy of HTTP shows, at which this server is.
fn through(server: &Server, net: Net) -> Seen {
    Pc::with_proxy("http://proxy:8080").check(net.host("proxy", 8080, server.port))
}

#[test]
fn a_proxy_that_works_leads_there() {
    let (amazon, net) = amazon(FINE);
    let server = Server::proxy(amazon.port);
    let seen = through(&server, net);
    let visit = seen.visit();
    assert_eq!(visit.outcome, VisitOutcome::Answered);
    let expected = proxy(ProxyKind::Http, "proxy", 8080);
    assert_eq!(visit.road, Road::Proxy(expected.clone()));
    assert_eq!(seen.facts.proxies, [ProxyCheck { server: expected, reach: Contact::Open }]);
    assert!(visit.addresses.is_empty() && !seen.net.looked_up().contains(&SELLER.to_owned()));
    let asked = server.seen();
    assert_eq!(asked.len(), 1, "{asked:?}");
    assert!(asked[0].starts_with("CONNECT sellercentral.amazon.co.jp:443 HTTP/1.1\r\n"));
    assert_eq!(amazon.seen().len(), 1);
    assert_eq!(seen.found(), ["proxy.in_use_system", "net.reachable"]);
    seen.says("proxy.in_use_system", "proxy:8080");
}

#[test]
fn a_proxy_with_a_password_in_its_setting_is_asked_without_it() {
    let (amazon, net) = amazon(FINE);
    let server = Server::proxy(amazon.port);
    let pc = Pc::with_proxy("http://taro:hunter2@proxy:8080");
    let seen = pc.check(net.host("proxy", 8080, server.port));
    assert_eq!(seen.visit().outcome, VisitOutcome::Answered);
    let told = server.seen().concat();
    assert!(!told.contains("taro") && !told.contains("hunter2") && !told.contains("uthorization"), "{told}");
    let shown = format!("{:?}{}", seen.report, serde_json::to_string(&*seen.report.machine).unwrap());
    assert!(!shown.contains("hunter2"));
}

#[test]
fn a_dead_proxy_is_tried_once() {
    // The port was free a moment ago, and the network of the test leads nowhere else.
    let seen = Pc::with_proxy("http://proxy:8080").check(Net::new().name("proxy", &["203.0.113.9"]));
    assert_eq!(seen.visit().outcome, VisitOutcome::NoConnection(Contact::Refused));
    assert_eq!(seen.facts.proxies[0].reach, Contact::Refused);
    assert_eq!(seen.net.dialled(), ["203.0.113.9:8080".parse().unwrap()]);
    let dead = |seen: &Seen, said| {
        assert_eq!(seen.found(), ["proxy.unreachable"], "it is told once, and of the proxy");
        seen.says("proxy.unreachable", said);
    };
    dead(&seen, "proxy:8080 につながりません：その番号では受け付けていません");
    let seen = Pc::with_proxy("http://gone:8080").check(Net::new());
    assert_eq!(seen.visit().outcome, VisitOutcome::NoConnection(Contact::NoName));
    dead(&seen, "gone:8080 につながりません：名前から場所を調べられません");
    let hanging = Net::new().name("proxy", &["203.0.113.9"]).hanging("203.0.113.9").patience(SHORT);
    let seen = Pc::with_proxy("http://proxy:8080").check(hanging);
    assert_eq!(seen.visit().outcome, VisitOutcome::NoConnection(Contact::TimedOut));
    dead(&seen, "proxy:8080 につながりません：時間内に返事がありません");
}

#[test]
fn a_dead_proxy_on_this_machine_is_refused_by_the_operating_system() {
    let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let net = Net::new().host("localhost", free, free);
    let seen = Pc::with_proxy(&format!("http://localhost:{free}")).check(net);
    assert_eq!(seen.facts.proxies[0].reach, Contact::Refused);
    assert_eq!(seen.found(), ["proxy.dead_local"]);
    seen.says("proxy.dead_local", &format!("localhost:{free} "));
}

#[test]
fn what_a_proxy_says_instead_is_told() {
    use VisitOutcome::{ProxyAsksPassword, ProxyRefuses, ProxyUnclear};
    let asks = "HTTP/1.1 407 Proxy Authentication Required\r\n\r\n";
    let blocks = "HTTP/1.1 403 Forbidden\r\n\r\n<html>blocked</html>";
    let refused = "proxy.refuses";
    for (says, outcome, id, told) in [
        (asks, ProxyAsksPassword, "proxy.asks_password", "名前とパスワードを求めています"),
        (blocks, ProxyRefuses(403), refused, "許可されていないと答えました"),
        ("HTTP/1.1 502 Bad Gateway\r\n\r\n", ProxyRefuses(502), refused, "その先につながらないと答えました"),
        ("\x05\x00garbage\r\n\r\n", ProxyUnclear, refused, "意味の通る答えがありません"),
    ] {
        let server = Server::plain(says);
        let seen = through(&server, Net::new());
        assert_eq!(seen.visit().outcome, outcome, "{says}");
        assert_eq!(seen.facts.proxies[0].reach, Contact::Open);
        assert_eq!(server.seen().len(), 1, "nothing is tried twice");
        let mut found = seen.found();
        found.sort_unstable();
        assert_eq!(
            found,
            if id == refused { ["proxy.in_use_system", id] } else { [id, "proxy.in_use_system"] }
        );
        seen.says(id, "proxy:8080");
        seen.says(id, told);
    }
}

#[test]
fn a_proxy_that_never_answers_is_given_up() {
    let seen = through(&Server::silent(), Net::new().patience(SHORT));
    assert_eq!(seen.visit().outcome, VisitOutcome::NoAnswer);
    assert_eq!(seen.facts.proxies[0].reach, Contact::Open, "it takes connections");
    assert_eq!(seen.found(), ["net.no_connection", "proxy.in_use_system"]);
}

#[test]
fn a_proxy_that_leads_nowhere_is_told_from_one_that_refuses() {
    let server = Server::start(|call, mut connection| {
        call.request(&mut connection)?;
        connection.write_all(b"HTTP/1.1 200 Connection established\r\n\r\n")
    });
    let seen = through(&server, Net::new());
    assert_eq!(seen.visit().outcome, VisitOutcome::NoTls);
    assert_eq!(seen.found(), ["net.no_connection", "proxy.in_use_system"]);
}

#[test]
fn socks_leads_there() {
    let (amazon, net) = amazon(FINE);
    let server = Server::socks5(amazon.port);
    let seen = Pc::with_script("SOCKS5 socks:1080").check(net.host("socks", 1080, server.port));
    assert_eq!(seen.visit().outcome, VisitOutcome::Answered);
    assert_eq!(seen.visit().road, Road::Proxy(proxy(ProxyKind::Socks5, "socks", 1080)));
    assert_eq!(server.seen(), [SELLER], "the proxy looks the name up");
    let refusing = Server::start(|_, mut connection| connection.write_all(&[5, 0xff]));
    let seen = Pc::with_script("SOCKS5 socks:1080").check(Net::new().host("socks", 1080, refusing.port));
    assert_eq!(seen.visit().outcome, VisitOutcome::ProxyAsksPassword);
    let old = Server::start(|_, mut connection| connection.write_all(&[0, 0x5b, 0, 0, 0, 0, 0, 0]));
    let seen = Pc::with_script("SOCKS4 socks:1080").check(Net::new().host("socks", 1080, old.port));
    assert_eq!(seen.visit().outcome, VisitOutcome::ProxyRefuses(0));
    assert_eq!(seen.found(), ["proxy.refuses", "proxy.pac_proxied"]);
}

#[test]
fn a_proxy_over_tls_is_trusted_before_it_is_asked() {
    let authority = Authority::new("Company");
    let server = Server::page(
        authority.server(&["proxy.example"], NOW),
        "HTTP/1.1 407 Proxy Authentication Required\r\n\r\n",
    );
    let pc = Pc::with_script("HTTPS proxy.example:443");
    let net = || Net::new().host("proxy.example", 443, server.port);
    let seen = pc.check(net().trusted_here(&authority.root));
    assert_eq!(seen.visit().outcome, VisitOutcome::ProxyAsksPassword);
    assert!(server.seen()[0].starts_with("CONNECT"));
    let seen = pc.check(net().trusted_here(&Authority::new("Other").root));
    assert_eq!(seen.visit().outcome, VisitOutcome::ProxyUnclear);
    assert_eq!(server.seen().len(), 1, "nobody is asked whom this machine does not trust");
}

/// A profile of Firefox with a proxy of its own.
const FIREFOX: [(&str, &str); 2] = [
    (".mozilla/firefox/profiles.ini", "[Profile0]\nName=shop\nIsRelative=1\nPath=p.shop\n"),
    (
        ".mozilla/firefox/p.shop/prefs.js",
        "user_pref(\"network.proxy.type\", 1);\nuser_pref(\"network.proxy.ssl\", \"foxproxy\");\n\
         user_pref(\"network.proxy.ssl_port\", 3128);\n",
    ),
];

#[test]
fn the_browser_that_opens_links_decides_on_the_road() {
    let (amazon, net) = amazon(FINE);
    let server = Server::proxy(amazon.port);
    let default = "[Default Applications]\nx-scheme-handler/https=firefox.desktop\n";
    let files = [FIREFOX[0], FIREFOX[1], (".config/mimeapps.list", default)];
    let seen = Pc::new(&files, &[]).check(net.host("foxproxy", 3128, server.port));
    let visit = seen.visit();
    assert_eq!(visit.outcome, VisitOutcome::Answered);
    assert_eq!(visit.subject, "Mozilla Firefox / shop");
    assert_eq!(visit.road, Road::Proxy(proxy(ProxyKind::Http, "foxproxy", 3128)));
}

#[test]
fn proxies_of_other_browsers_are_tried_too() {
    let (_amazon, net) = amazon(FINE);
    let hears = Server::start(|_, mut connection| wait_for_the_end(&mut connection));
    let seen = Pc::new(&FIREFOX, &[]).check(net.host("foxproxy", 3128, hears.port));
    assert_eq!((seen.visit().subject.as_str(), &seen.visit().road), ("PC", &Road::Direct));
    let expected = ProxyCheck { server: proxy(ProxyKind::Http, "foxproxy", 3128), reach: Contact::Open };
    assert_eq!(seen.facts.proxies, [expected]);
}

#[test]
fn without_a_known_road_nobody_is_asked() {
    let pc = Pc::new(&[(".config/dconf/user", "GVariant")], &[("XDG_CURRENT_DESKTOP", "GNOME")]);
    let (amazon, net) = amazon(FINE);
    let seen = pc.check(net);
    assert_eq!(seen.visit().outcome, VisitOutcome::NoRoad);
    assert!(amazon.seen().is_empty() && seen.net.looked_up().is_empty());
    assert_eq!(seen.found(), [""; 0], "what was not tried says nothing");
}
