//! Certificates, and what is no TLS at all.

use std::io::Write as _;

use login_triage::environment::facts::{Contact, Trust, VisitOutcome};

use super::certificates::{Authority, NOW, Years};
use super::net::Net;
use super::servers::Server;
use super::{FINE, Pc, SELLER, SHORT, Seen, amazon};

/// What is seen of a server whose certificate is for this host and these years, by an authority that everybody trusts.
fn seen_of(host: &str, years: Years) -> (Seen, Server) {
    let authority = Authority::new("Public");
    let server = Server::page(authority.server(&[host], years), FINE);
    let net = Net::new().host(SELLER, 443, server.port).trusted(&authority.root);
    (Pc::direct().check(net), server)
}

#[test]
fn a_certificate_that_everybody_trusts_is_fine() {
    let (server, net) = amazon(FINE);
    let seen = Pc::direct().check(net);
    let tls = seen.visit().tls.clone().unwrap();
    assert_eq!((tls.system, tls.public), (Trust::Trusted, Trust::Trusted));
    assert_eq!(tls.issuer, "Amazon RSA 2048 M02");
    assert_eq!(server.seen().len(), 1);
    assert_eq!(seen.found(), ["net.reachable"]);
}

#[test]
fn a_root_that_only_this_machine_trusts_shows_an_interception() {
    let inspection = Authority::new("株式会社 検査 CA");
    let server = Server::page(inspection.server(&[SELLER], NOW), FINE);
    let net = Net::new()
        .host(SELLER, 443, server.port)
        .trusted_here(&inspection.root)
        .trusted(&Authority::new("Public").root);
    let seen = Pc::direct().check(net);
    let visit = seen.visit();
    assert_eq!(visit.outcome, VisitOutcome::Answered, "browsers go on, too");
    let tls = visit.tls.clone().unwrap();
    assert_eq!((tls.system, tls.public), (Trust::Trusted, Trust::UnknownIssuer));
    assert_eq!(tls.issuer, "株式会社 検査 CA");
    assert_eq!(seen.found(), ["tls.intercepted", "net.reachable"]);
    seen.says("tls.intercepted", "（証明書の発行元：株式会社 検査 CA）");
}

#[test]
fn a_certificate_that_is_not_trusted_ends_it_before_anything_is_asked() {
    for (host, years, trust, said) in [
        (SELLER, (2020, 2021), Trust::Expired, "有効期限が切れている"),
        (SELLER, (2030, 2031), Trust::NotYetValid, "まだ有効でない"),
        ("portal.example", NOW, Trust::OtherName, "別のサイトの証明書"),
    ] {
        let (seen, server) = seen_of(host, years);
        let visit = seen.visit();
        assert_eq!(visit.outcome, VisitOutcome::Untrusted, "{trust:?}");
        let tls = visit.tls.clone().unwrap();
        assert_eq!((tls.system, tls.public), (trust, trust));
        assert_eq!(visit.answer, None);
        assert_eq!(server.seen(), Vec::<String>::new(), "nothing is sent");
        assert_eq!(seen.found(), ["tls.cert_error"]);
        seen.says("tls.cert_error", said);
    }
}

#[test]
fn an_issuer_whom_nobody_knows_is_not_trusted() {
    let server = Server::page(Authority::new("Router").server(&[SELLER], NOW), FINE);
    let net = Net::new().host(SELLER, 443, server.port).trusted(&Authority::new("Public").root);
    let seen = Pc::direct().check(net);
    assert_eq!(seen.visit().outcome, VisitOutcome::Untrusted);
    let tls = seen.visit().tls.clone().unwrap();
    assert_eq!((tls.system, tls.issuer.as_str()), (Trust::UnknownIssuer, "Router"));
    assert_eq!(seen.found(), ["tls.cert_error"]);
    seen.says("tls.cert_error", "発行元（Router）");
}

#[test]
fn the_clock_of_this_machine_makes_a_good_certificate_bad() {
    let authority = Authority::new("Public");
    let server = Server::page(authority.server(&[SELLER], NOW), FINE);
    for (clock, trust) in
        [("2015-01-01T00:00:00Z", Trust::NotYetValid), ("2035-01-01T00:00:00Z", Trust::Expired)]
    {
        let net = Net::new().host(SELLER, 443, server.port).trusted(&authority.root).clock(clock);
        assert_eq!(Pc::direct().check(net).visit().tls.clone().unwrap().system, trust, "{clock}");
    }
}

#[test]
fn what_is_no_tls_is_told() {
    let portal = "HTTP/1.1 302 Found\r\nLocation: http://portal.example/\r\n\r\n";
    let talks_plainly = Server::start(move |_, mut connection| connection.write_all(portal.as_bytes()));
    let closes = Server::start(|_, _| Ok(()));
    for server in [talks_plainly, closes] {
        let seen = Pc::direct().check(Net::new().host(SELLER, 443, server.port));
        assert_eq!(seen.visit().outcome, VisitOutcome::NoTls);
        assert_eq!(seen.visit().tls, None);
        assert_eq!(seen.found(), ["net.captive_portal"]);
    }
    let silent = Server::silent();
    let seen = Pc::direct().check(Net::new().host(SELLER, 443, silent.port).patience(SHORT));
    assert_eq!(seen.visit().outcome, VisitOutcome::NoAnswer);
    assert_eq!(seen.found(), ["net.no_connection"]);
}

#[test]
fn a_name_that_leads_nowhere_is_not_connected_to() {
    for address in ["0.0.0.0", "127.0.0.1", "192.168.1.1", "100.64.0.1", "::1", "fe80::1"] {
        let seen = Pc::direct().check(Net::new().name(SELLER, &[address]));
        assert_eq!(seen.visit().outcome, VisitOutcome::Sinkhole, "{address}");
        assert_eq!(seen.visit().addresses, [address.parse::<std::net::IpAddr>().unwrap()]);
        assert_eq!(seen.net.dialled(), []);
        assert_eq!(seen.found(), ["dns.sinkhole"], "{address}");
        seen.says("dns.sinkhole", &format!("{SELLER} {address}"));
    }
}

#[test]
fn names_without_an_address_and_hosts_without_a_door_are_told() {
    let lost = |seen: &Seen, said| {
        assert_eq!(seen.found(), ["net.no_connection"]);
        seen.says("net.no_connection", &format!("（{SELLER}）に届きませんでした：{said}"));
    };
    let seen = Pc::direct().check(Net::new());
    assert_eq!(seen.visit().outcome, VisitOutcome::NoName);
    lost(&seen, "名前から場所を調べられません");
    let hanging = Net::new().hanging(SELLER).patience(SHORT);
    let seen = Pc::direct().check(hanging);
    assert_eq!(seen.visit().outcome, VisitOutcome::NoName);
    lost(&seen, "名前から場所を調べられません");
    let refusing = Net::new().name(SELLER, &["203.0.113.1", "203.0.113.2"]);
    let seen = Pc::direct().check(refusing);
    assert_eq!(seen.visit().outcome, VisitOutcome::NoConnection(Contact::Refused));
    assert_eq!(seen.net.dialled().len(), 2, "each address once");
    lost(&seen, "接続を断られました");
    let hanging = Net::new().name(SELLER, &["203.0.113.1"]).hanging("203.0.113.1").patience(SHORT);
    let seen = Pc::direct().check(hanging);
    assert_eq!(seen.visit().outcome, VisitOutcome::NoConnection(Contact::TimedOut));
    lost(&seen, "時間内に返事がありません");
}

#[test]
fn an_address_that_does_not_answer_leaves_time_for_the_next() {
    let authority = Authority::new("Public");
    let server = Server::page(authority.server(&[SELLER], NOW), FINE);
    let net = Net::new()
        .host("elsewhere", 443, server.port)
        .name(SELLER, &["203.0.113.77", "203.0.113.1"])
        .hanging("203.0.113.77")
        .trusted(&authority.root)
        .patience(SHORT * 4);
    assert_eq!(Pc::direct().check(net).visit().outcome, VisitOutcome::Answered);
}
