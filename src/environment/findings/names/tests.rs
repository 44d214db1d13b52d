//! Tests of the findings about names.

use super::*;
use crate::environment::facts::{DnsFacts, DnsServer, Family, HostsFacts};
use crate::environment::findings::tests::made::{
    browser, checked, evidence, ids, machine, proxy, to_shop, told, visit,
};

fn entry(name: &str, address: &str, role: HostRole) -> HostsEntry {
    let address = address.parse().unwrap();
    HostsEntry { name: name.into(), address, role, evidence: evidence("3", name) }
}

fn with_hosts(entries: Vec<HostsEntry>) -> Machine {
    Machine { hosts: Some(HostsFacts { entries }), ..machine() }
}

#[test]
fn a_line_of_the_hosts_file_is_told_by_what_its_name_is_for() {
    let of = |address, role| {
        let drafts = findings(&with_hosts(vec![entry("a.amazon.co.jp", address, role)]));
        assert_eq!(drafts.len(), 1);
        (drafts[0].id, drafts[0].confidence)
    };
    for address in ["0.0.0.0", "127.0.0.1", "203.0.113.7", "::"] {
        assert_eq!(of(address, HostRole::Pages), ("hosts.amazon", Confidence::High), "{address}");
    }
    for address in ["0.0.0.0", "127.0.0.1", "::", "::1", "192.168.0.1", "::ffff:127.0.0.1"] {
        assert_eq!(of(address, HostRole::Parts), ("hosts.cdn", Confidence::High), "{address}");
    }
    assert_eq!(of("203.0.113.7", HostRole::Parts), ("hosts.cdn", Confidence::Medium), "it may be an old one");
    let drafts = findings(&with_hosts(vec![entry("a.amazon.co.jp", "0.0.0.0", HostRole::Pages)]));
    assert_eq!((drafts[0].subject.as_str(), drafts[0].value.as_str()), (MACHINE, "0.0.0.0 a.amazon.co.jp"));
    assert!(findings(&with_hosts(Vec::new())).is_empty());
    assert!(findings(&machine()).is_empty());
}

fn led_to(address: &str) -> Visit {
    let outcome = VisitOutcome::Answered;
    Visit { addresses: vec![address.parse().unwrap()], ..visit(outcome) }
}

#[test]
fn an_answer_that_leads_into_the_own_network_is_found() {
    for address in [
        "0.0.0.0",
        "127.0.0.1",
        "10.1.2.3",
        "172.16.0.1",
        "192.168.0.1",
        "100.64.0.1",
        "100.127.255.255",
        "169.254.1.1",
        "::",
        "::1",
        "fc00::1",
        "fe80::1",
        "::ffff:10.0.0.1",
    ] {
        let drafts = findings(&checked(vec![led_to(address)]));
        assert_eq!(told(&drafts), [("dns.sinkhole", MACHINE)], "{address}");
        assert_eq!(drafts[0].value, format!("{} {address}", SELLER_HOSTS[0]));
    }
    for address in ["203.0.113.7", "100.63.255.255", "100.128.0.1", "172.32.0.1", "2001:db8::1"] {
        assert!(findings(&checked(vec![led_to(address)])).is_empty(), "{address}");
    }
    let unasked = Visit { addresses: Vec::new(), ..visit(VisitOutcome::Sinkhole) };
    assert_eq!(ids(&findings(&checked(vec![unasked]))), ["dns.sinkhole"]);
    let shop = findings(&checked(vec![to_shop(led_to("127.0.0.1"))]));
    assert_eq!(shop[0].confidence, Confidence::Medium);
}

#[test]
fn behind_a_proxy_and_by_the_hosts_file_names_are_none_of_the_dns() {
    let behind = Visit { road: proxy("proxy.example:8080"), ..led_to("127.0.0.1") };
    assert!(findings(&checked(vec![behind])).is_empty());
    let hosts = Some(HostsFacts { entries: vec![entry(SELLER_HOSTS[0], "127.0.0.1", HostRole::Pages)] });
    let machine = Machine { hosts, ..checked(vec![led_to("127.0.0.1")]) };
    assert_eq!(ids(&findings(&machine)), ["hosts.amazon"]);
}

#[test]
fn servers_that_withhold_names_are_told_by_their_service() {
    let server = |filter: Option<&str>| DnsServer {
        address: "203.0.113.53".parse().unwrap(),
        filter: filter.map(str::to_owned),
        evidence: evidence("NameServer", "203.0.113.53"),
    };
    let with = |servers, rules| Machine { dns: Some(DnsFacts { servers, rules }), ..machine() };
    let drafts = findings(&with(vec![server(None), server(Some("AdGuard"))], Vec::new()));
    assert_eq!(told(&drafts), [("dns.filtering", MACHINE)]);
    assert_eq!((drafts[0].value.as_str(), drafts[0].detail), ("AdGuard", "filter"));
    assert!(findings(&with(vec![server(None)], Vec::new())).is_empty());
    let drafts = findings(&with(Vec::new(), vec![evidence("Name", ".amazon.co.jp")]));
    assert_eq!((drafts[0].value.as_str(), drafts[0].detail), (".amazon.co.jp", "company_rule"));
}

#[test]
fn a_browser_that_asks_nobody_else_is_told_as_information() {
    let with = |only| {
        let mut chrome = browser("Chrome", Family::Chromium);
        let evidence = evidence("dns_over_https.mode", "secure");
        chrome.profiles[0].secure_dns = Some(SecureDns { only, server: "dns.example".into(), evidence });
        Machine { browsers: vec![chrome], ..machine() }
    };
    let drafts = findings(&with(true));
    assert_eq!(told(&drafts), [("dns.filtering", "Chrome / 仕事")]);
    assert_eq!((drafts[0].detail, drafts[0].likelihood), ("secure_only", Some(Likelihood::Info)));
    assert!(findings(&with(false)).is_empty(), "it asks the operating system then");
}
