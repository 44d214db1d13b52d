use std::sync::Arc;

use super::*;
use crate::environment::facts::{
    DefaultRoute, DiskFacts, DnsFacts, DnsServer, HostRole, HostsEntry, HostsFacts, InterfaceFacts,
    OnlineFacts, SELLER_HOSTS, TimeSyncFacts, TimeZoneFacts, TlsFacts,
};
use crate::environment::{Evidence, Os, ReadState, SetBy, Unread};

fn machine() -> Machine {
    Machine::unknown(Os::Windows, "2026-11-21T00:40:00Z".parse().unwrap())
}

fn evidence() -> Evidence {
    let empty = String::new;
    Evidence { place: empty(), key: empty(), value: empty(), default: empty(), set_by: SetBy::Person }
}

/// The line of this name.
fn told(machine: Machine, name: &str) -> (Seen, String) {
    let report = Report {
        findings: Vec::new(),
        browsers: Vec::new(),
        routes: Vec::new(),
        unread: machine.unread.clone(),
        taken_at: machine.taken_at,
        machine: Arc::new(machine),
    };
    let row = rows(&report).into_iter().find(|row| row.name == name).unwrap();
    (row.seen, row.value)
}

fn is(machine: Machine, name: &str, seen: Seen, part: &str) {
    let (found, value) = told(machine, name);
    assert_eq!(found, seen, "{name}: {value}");
    assert!(value.contains(part), "{name}: {value}");
}

#[test]
fn nothing_is_fine_that_was_not_read() {
    let report = Report {
        findings: Vec::new(),
        browsers: Vec::new(),
        routes: Vec::new(),
        unread: Vec::new(),
        taken_at: machine().taken_at,
        machine: Arc::new(machine()),
    };
    let rows = rows(&report);
    assert_eq!(rows.len(), 9);
    for row in rows {
        assert_eq!((row.seen, row.value.as_str()), (Seen::Unknown, text::machine::NOT_SEEN), "{}", row.name);
    }
}

#[test]
fn why_it_was_not_read_is_said() {
    let about = |subject: &str| Unread {
        subject: subject.to_owned(),
        topic: Topic::HostsFile,
        path: String::new(),
        state: ReadState::Denied,
    };
    let with = |unread| Machine { unread: vec![unread], ..machine() };
    let denied = text::environment::read_state(ReadState::Denied);
    is(with(about(MACHINE)), text::machine::HOSTS, Seen::Unknown, denied);
    assert_eq!(told(with(about("A / 1")), text::machine::HOSTS).1, text::machine::NOT_SEEN);
}

#[test]
fn clock_and_zone() {
    let zone = |like_japan| TimeZoneFacts { name: "UTC".to_owned(), like_japan, evidence: evidence() };
    let of = |like_japan| Machine { time_zone: Some(zone(like_japan)), ..machine() };
    is(of(true), text::machine::ZONE, Seen::Fine, "日本と同じ");
    is(of(false), text::machine::ZONE, Seen::Caution, "UTC");
    let sync = |on| Machine { time_sync: Some(TimeSyncFacts { on, evidence: evidence() }), ..machine() };
    is(sync(true), text::machine::SYNC, Seen::Fine, text::machine::SYNC_ON);
    is(sync(false), text::machine::SYNC, Seen::Caution, text::machine::SYNC_OFF);
}

#[test]
fn lines_and_vpns() {
    let behind = |kinds: &[(&str, InterfaceKind)]| {
        let interface = |(name, kind): &(&str, InterfaceKind)| InterfaceFacts {
            name: (*name).to_owned(),
            description: String::new(),
            kind: kind.clone(),
            up: true,
            addresses: Vec::new(),
            dns: Vec::new(),
        };
        let default = |(name, _): &(&str, InterfaceKind)| DefaultRoute {
            version: 4,
            interface: (*name).to_owned(),
            metric: 1,
        };
        let interfaces = kinds.iter().map(interface).collect();
        let default_routes = kinds.iter().map(default).collect();
        Machine { links: Some(LinkFacts { interfaces, default_routes, place: String::new() }), ..machine() }
    };
    let line = || InterfaceKind::Line;
    is(behind(&[("eth0", line())]), text::machine::LINE, Seen::Fine, "eth0");
    is(behind(&[("eth0", line()), ("eth0", line())]), text::machine::LINE, Seen::Fine, "eth0");
    is(behind(&[("eth0", line()), ("wlan0", line())]), text::machine::LINE, Seen::Caution, "1本");
    let vpn = InterfaceKind::Vpn("SoftEther".to_owned());
    is(behind(&[("vpn_a", vpn)]), text::machine::LINE, Seen::Caution, "SoftEther");
    is(behind(&[("tun0", InterfaceKind::Tunnel)]), text::machine::LINE, Seen::Caution, "tun0");
    is(behind(&[]), text::machine::LINE, Seen::Caution, text::machine::NO_LINE);
}

#[test]
fn names() {
    let entry = HostsEntry {
        name: SELLER_HOSTS[0].to_owned(),
        address: "127.0.0.1".parse().unwrap(),
        role: HostRole::Pages,
        evidence: evidence(),
    };
    let hosts = |entries| Machine { hosts: Some(HostsFacts { entries }), ..machine() };
    is(hosts(Vec::new()), text::machine::HOSTS, Seen::Fine, text::machine::NO_HOSTS);
    is(hosts(vec![entry]), text::machine::HOSTS, Seen::Caution, SELLER_HOSTS[0]);
    let server = |filter: Option<&str>| DnsServer {
        address: "192.168.1.1".parse().unwrap(),
        filter: filter.map(str::to_owned),
        evidence: evidence(),
    };
    let dns = |servers, rules| Machine { dns: Some(DnsFacts { servers, rules }), ..machine() };
    is(dns(vec![server(None)], Vec::new()), text::machine::DNS, Seen::Fine, "192.168.1.1");
    is(dns(vec![server(Some("Quad9"))], Vec::new()), text::machine::DNS, Seen::Caution, "Quad9");
    is(dns(Vec::new(), vec![evidence()]), text::machine::DNS, Seen::Caution, text::machine::DNS_RULES);
    is(dns(Vec::new(), Vec::new()), text::machine::DNS, Seen::Unknown, text::machine::NO_DNS);
}

#[test]
fn a_disk_with_little_room_asks_for_care() {
    let disks = |free: &[u64]| {
        let disk = |free: &u64| DiskFacts { place: "~".to_owned(), free: *free };
        Machine { disks: free.iter().map(disk).collect(), ..machine() }
    };
    is(disks(&[TOO_LITTLE, 9_000_000_000]), text::machine::DISK, Seen::Fine, "200 MB");
    is(disks(&[9_000_000_000, TOO_LITTLE - 1]), text::machine::DISK, Seen::Caution, "199 MB");
}

fn visited(visit: Visit) -> Machine {
    let online =
        OnlineFacts { at: machine().taken_at, proxies: Vec::new(), visits: vec![visit], detected: None };
    Machine { online: Some(online), ..machine() }
}

fn visit(outcome: VisitOutcome) -> Visit {
    Visit {
        host: SELLER_HOSTS[0].to_owned(),
        subject: "A / 1".to_owned(),
        road: Road::Direct,
        addresses: vec!["192.0.2.1".parse().unwrap(), "192.0.2.2".parse().unwrap()],
        tls: None,
        answer: None,
        outcome,
        millis: 1,
    }
}

#[test]
fn what_the_check_saw_of_the_clock() {
    let ahead = |clock_ahead| {
        let answer = Answer { status: 200, sent_on_to: None, leaves_amazon: false, clock_ahead };
        visited(Visit { answer: Some(answer), ..visit(VisitOutcome::Answered) })
    };
    is(ahead(Some(29)), text::machine::SKEW, Seen::Fine, "29秒");
    is(ahead(Some(-30)), text::machine::SKEW, Seen::Caution, "遅れています");
    is(ahead(None), text::machine::SKEW, Seen::Unknown, text::machine::NOT_THAT_FAR);
}

#[test]
fn what_the_check_saw_of_names_and_certificates() {
    let answered = || visit(VisitOutcome::Answered);
    is(visited(answered()), text::machine::ADDRESS, Seen::Fine, "192.0.2.1 ほか1件");
    is(visited(visit(VisitOutcome::Sinkhole)), text::machine::ADDRESS, Seen::Caution, "192.0.2.1");
    let nameless = |outcome, road| visited(Visit { addresses: Vec::new(), road, ..visit(outcome) });
    let dead = nameless(VisitOutcome::NoName, Road::Direct);
    is(dead, text::machine::ADDRESS, Seen::Caution, text::machine::NO_ADDRESS);
    let tls = |system, public| {
        let tls = TlsFacts { system, public, issuer: "Root X".to_owned() };
        visited(Visit { tls: Some(tls), ..answered() })
    };
    let name = text::machine::CERTIFICATE;
    is(tls(Trust::Trusted, Trust::Trusted), name, Seen::Fine, "Root X");
    is(tls(Trust::Trusted, Trust::UnknownIssuer), name, Seen::Caution, "置き換え");
    is(tls(Trust::Expired, Trust::Expired), name, Seen::Caution, "期限");
    is(visited(answered()), name, Seen::Unknown, text::machine::NOT_THAT_FAR);
}

#[test]
fn behind_a_proxy_the_machine_asks_for_no_name() {
    use crate::environment::facts::{ProxyKind, ProxyServer};
    let server = ProxyServer { kind: ProxyKind::Http, host: "p".to_owned(), port: 1 };
    for outcome in [VisitOutcome::Answered, VisitOutcome::ProxyAsksPassword, VisitOutcome::NoName] {
        let road = Road::Proxy(server.clone());
        let machine = visited(Visit { addresses: Vec::new(), road, ..visit(outcome) });
        is(machine, text::machine::ADDRESS, Seen::Unknown, text::machine::BY_PROXY);
    }
}
