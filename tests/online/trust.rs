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
}

#[test]
fn a_certificate_that_is_not_trusted_ends_it_before_anything_is_asked() {
    for (host, years, trust) in [
        (SELLER, (2020, 2021), Trust::Expired),
        (SELLER, (2030, 2031), Trust::NotYetValid),
        ("portal.example", NOW, Trust::OtherName),
    ] {
        let (seen, server) = seen_of(host, years);
        let visit = seen.visit();
        assert_eq!(visit.outcome, VisitOutcome::Untrusted, "{trust:?}");
        let tls = visit.tls.clone().unwrap();
        assert_eq!((tls.system, tls.public), (trust, trust));
        assert_eq!(visit.answer, None);
        assert_eq!(server.seen(), Vec::<String>::new(), "nothing is sent");
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
    }
    let silent = Server::silent();
    let seen = Pc::direct().check(Net::new().host(SELLER, 443, silent.port).patience(SHORT));
    assert_eq!(seen.visit().outcome, VisitOutcome::NoAnswer);
}

#[test]
fn a_name_that_leads_nowhere_is_not_connected_to() {
    for address in ["0.0.0.0", "127.0.0.1", "192.168.1.1", "100.64.0.1", "::1", "fe80::1"] {
        let seen = Pc::direct().check(Net::new().name(SELLER, &[address]));
        assert_eq!(seen.visit().outcome, VisitOutcome::Sinkhole, "{address}");
        assert_eq!(seen.visit().addresses, [address.parse::<std::net::IpAddr>().unwrap()]);
        assert_eq!(seen.net.dialled(), []);
    }
}

#[test]
fn names_without_an_address_and_hosts_without_a_door_are_told() {
    assert_eq!(Pc::direct().check(Net::new()).visit().outcome, VisitOutcome::NoName);
    let hanging = Net::new().hanging(SELLER).patience(SHORT);
    assert_eq!(Pc::direct().check(hanging).visit().outcome, VisitOutcome::NoName);
    let refusing = Net::new().name(SELLER, &["203.0.113.1", "203.0.113.2"]);
    let seen = Pc::direct().check(refusing);
    assert_eq!(seen.visit().outcome, VisitOutcome::NoConnection(Contact::Refused));
    assert_eq!(seen.net.dialled().len(), 2, "each address once");
    let hanging = Net::new().name(SELLER, &["203.0.113.1"]).hanging("203.0.113.1").patience(SHORT);
    assert_eq!(Pc::direct().check(hanging).visit().outcome, VisitOutcome::NoConnection(Contact::TimedOut));
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
