//! Tests of the findings about proxies that do not work.

use super::*;
use crate::environment::facts::{
    Family, ProxyCheck, ProxyChoice, ProxyConfig, ProxyOrigin, RoadSource, SYSTEM, ScriptAddress,
    ScriptFacts, ScriptOutcome, SystemProxy, Visit,
};
use crate::environment::findings::tests::made::{
    browser, checked, evidence, ids, machine, proxy, route, server, told, visit,
};

const CHROME: &str = "Chrome / 仕事";

fn through(place: &str) -> Route {
    route(CHROME, proxy(place), RoadSource::System)
}

/// Whether a proxy was reached.
fn reached(place: &str, reach: Contact) -> Machine {
    let mut machine = checked(Vec::new());
    machine.online.as_mut().unwrap().proxies = vec![ProxyCheck { server: server(place), reach }];
    machine
}

#[test]
fn a_proxy_on_this_machine_is_gone_where_nothing_listens() {
    let with = |ports: Option<&[u16]>| Machine { listening: ports.map(<[u16]>::to_vec), ..machine() };
    for place in ["127.0.0.1:8080", "127.8.8.8:8080", "localhost:8080", "a.localhost:8080", "[::1]:8080"] {
        let of = |ports| findings(&with(ports), &[through(place)]).len();
        assert_eq!(of(Some(&[80, 443])), 1, "{place}");
        assert_eq!(of(Some(&[80, 8080])), 0, "{place} listens");
        assert_eq!(of(None), 0, "{place}: that is not known");
    }
    for place in ["192.168.0.9:8080", "proxy.example:8080", "notlocalhost:8080", "127.example:8080"] {
        assert_eq!(findings(&with(Some(&[])), &[through(place)]).len(), 0, "{place} is elsewhere");
    }
    let drafts = findings(&with(Some(&[])), &[through("127.0.0.1:8080")]);
    assert_eq!(told(&drafts), [("proxy.dead_local", MACHINE)]);
    assert_eq!((drafts[0].value.as_str(), drafts[0].likelihood), ("127.0.0.1:8080", None));
    assert_eq!(drafts[0].evidence[1].value, "not_listening");
    let own = route("Firefox / 仕事", proxy("127.0.0.1:8080"), RoadSource::Browser);
    assert_eq!(told(&findings(&with(Some(&[])), &[own])), [("proxy.dead_local", "Firefox / 仕事")]);
    let direct = Route { road: Road::Direct, ..through("127.0.0.1:8080") };
    assert_eq!(findings(&with(Some(&[])), &[direct]).len(), 0, "Amazon goes round it");
}

#[test]
fn what_a_check_says_of_a_proxy_counts_more_than_the_list_of_ports() {
    let local = through("127.0.0.1:8080");
    let of = |reach, listening: Option<Vec<u16>>| {
        let machine = Machine { listening, ..reached("127.0.0.1:8080", reach) };
        findings(&machine, std::slice::from_ref(&local)).first().map(|draft| draft.id)
    };
    assert_eq!(of(Contact::Refused, None), Some("proxy.dead_local"));
    assert_eq!(of(Contact::Refused, Some(vec![8080])), Some("proxy.dead_local"));
    assert_eq!(of(Contact::Open, Some(Vec::new())), None);
    assert_eq!(of(Contact::TimedOut, None), Some("proxy.unreachable"));
}

#[test]
fn a_proxy_elsewhere_is_unreachable_only_where_that_was_tried() {
    let used = through("proxy.example:8080");
    for (reach, detail) in [
        (Contact::Refused, "refused"),
        (Contact::TimedOut, "timed_out"),
        (Contact::NoName, "no_name"),
        (Contact::Unreachable, "unreachable"),
    ] {
        let drafts = findings(&reached("proxy.example:8080", reach), std::slice::from_ref(&used));
        assert_eq!(told(&drafts), [("proxy.unreachable", MACHINE)]);
        assert_eq!((drafts[0].detail, drafts[0].evidence[1].value.as_str()), (detail, detail));
    }
    let of = |machine: &Machine| findings(machine, std::slice::from_ref(&used)).len();
    assert_eq!(of(&reached("proxy.example:8080", Contact::Open)), 0);
    assert_eq!(of(&reached("proxy.example:3128", Contact::Refused)), 0, "another one");
    assert_eq!(of(&machine()), 0);
    let by_visit = |outcome| {
        checked(vec![Visit { road: proxy("proxy.example:8080"), addresses: Vec::new(), ..visit(outcome) }])
    };
    assert_eq!(of(&by_visit(VisitOutcome::NoConnection(Contact::TimedOut))), 1);
    assert_eq!(of(&by_visit(VisitOutcome::ProxyAsksPassword)), 0, "it answers");
}

#[test]
fn where_a_script_names_others_a_dead_one_is_less_likely_the_reason() {
    let address = ScriptAddress::new("http://pac.example/p.pac");
    let picked = Route { server: None, script: Some(address.clone()), ..through("127.0.0.1:8080") };
    let likelihood = |more: &[Road]| {
        let roads = std::iter::once(picked.road.clone()).chain(more.iter().cloned()).collect();
        let answers = vec![(picked.host.clone(), roads)];
        let (address, outcome) = (address.clone(), ScriptOutcome::Answered);
        let script = ScriptFacts { address, detected: false, outcome, answers };
        let machine = Machine { scripts: vec![script], listening: Some(Vec::new()), ..machine() };
        findings(&machine, std::slice::from_ref(&picked))[0].likelihood
    };
    assert_eq!(likelihood(&[]), None);
    assert_eq!(likelihood(&[Road::Direct]), Some(Likelihood::Medium));
}

#[test]
fn a_network_is_asked_in_vain_only_where_it_was_found_to_have_nothing() {
    let config = || ProxyConfig { auto_detect: Some(evidence("AutoDetect", "1")), ..ProxyConfig::default() };
    let with = |detected| {
        let system = SystemProxy { origin: ProxyOrigin::Windows, config: config(), variables: None };
        let mut machine = Machine { system_proxy: Some(system), ..checked(Vec::new()) };
        machine.online.as_mut().unwrap().detected = detected;
        machine
    };
    assert_eq!(told(&findings(&with(Some(Detected::Nothing)), &[])), [("proxy.wpad_on", MACHINE)]);
    assert_eq!(ids(&findings(&with(Some(Detected::Found)), &[])), [""; 0]);
    assert_eq!(ids(&findings(&with(None), &[])), [""; 0]);
    let unchecked = Machine { online: None, ..with(None) };
    assert_eq!(ids(&findings(&unchecked, &[])), [""; 0]);
    let off = Machine { system_proxy: None, ..with(Some(Detected::Nothing)) };
    assert_eq!(ids(&findings(&off, &[])), [""; 0]);
    let mut firefox = browser("Firefox", Family::Firefox);
    let own = ProxyChoice {
        source: RoadSource::Browser,
        config: Some(config()),
        evidence: evidence("network.proxy.type", "4"),
    };
    firefox.profiles[0].proxy = OwnProxy::Own(Box::new(own));
    let own = Machine { browsers: vec![firefox], ..off };
    assert_eq!(told(&findings(&own, &[])), [("proxy.wpad_on", "Firefox / 仕事")]);
}

#[test]
fn a_proxy_of_the_machine_itself_counts_where_no_browser_is_known() {
    let system = route(SYSTEM, proxy("127.0.0.1:8080"), RoadSource::System);
    let machine = Machine { listening: Some(Vec::new()), ..machine() };
    assert_eq!(ids(&findings(&machine, std::slice::from_ref(&system))), ["proxy.dead_local"]);
    let direct = route(CHROME, Road::Direct, RoadSource::System);
    assert_eq!(ids(&findings(&machine, &[system, direct])), [""; 0]);
}
