//! Tests of the findings about roads.

use super::*;
use crate::environment::facts::{
    BypassList, BypassMeaning, BypassNote, Contact, OwnProxy, PolicyFacts, ProxyCheck, ProxyChoice,
    ProxyOrigin, ScriptAddress, ServerSetting, SetBy, SystemProxy,
};
use crate::environment::findings::tests::made::{
    browser, checked, evidence, ids, machine, proxy, route, server, told,
};

const CHROME: &str = "Chrome / 仕事";
const FIREFOX: &str = "Firefox / 仕事";

fn of(routes: &[Route]) -> Vec<Draft> {
    let browsers = vec![browser("Chrome", Family::Chromium), browser("Firefox", Family::Firefox)];
    findings(&Machine { browsers, ..machine() }, routes)
}

/// By a script, as the road shows it: no server is set.
fn by_script(route: Route) -> Route {
    Route { server: None, script: Some(ScriptAddress::new("http://pac.example/p.pac?key=canary")), ..route }
}

#[test]
fn a_proxy_of_the_machine_is_told_once_for_all_browsers() {
    let through = |subject| route(subject, proxy("proxy.example:8080"), RoadSource::System);
    let drafts = of(&[through(SYSTEM), through(CHROME), through(FIREFOX)]);
    assert_eq!(
        told(&drafts),
        [("proxy.in_use_system", MACHINE), ("proxy.in_use_system", MACHINE)],
        "one for each browser, which become one"
    );
    assert_eq!(drafts[0].value, "proxy.example:8080");
    assert_eq!((drafts[0].confidence, drafts[0].likelihood), (Confidence::High, None));
    let unsure = of(&[Route { certain: false, ..through(CHROME) }]);
    assert_eq!(unsure[0].confidence, Confidence::Medium);
}

#[test]
fn a_proxy_that_amazon_goes_round_is_no_finding() {
    let bypassed = |subject| Route {
        server: Some(server("proxy.example:8080")),
        ..route(subject, Road::Direct, RoadSource::System)
    };
    assert_eq!(ids(&of(&[bypassed(SYSTEM), bypassed(CHROME)])), [""; 0]);
    let other_host = Route {
        host: "www.amazon.co.jp".into(),
        ..route(CHROME, proxy("proxy.example:8080"), RoadSource::System)
    };
    assert_eq!(ids(&of(&[bypassed(CHROME), other_host])), [""; 0], "sellers sign in elsewhere");
}

#[test]
fn each_browser_reads_the_settings_of_the_machine_its_own_way() {
    let system = route(SYSTEM, proxy("proxy.example:8080"), RoadSource::System);
    let direct = route(CHROME, Road::Direct, RoadSource::System);
    assert_eq!(ids(&of(&[system.clone(), direct])), [""; 0], "no browser goes through it");
    assert_eq!(told(&of(std::slice::from_ref(&system))), [("proxy.in_use_system", MACHINE)]);
    let unread = Route { evidence: Vec::new(), ..route(CHROME, Road::Unknown, RoadSource::System) };
    assert_eq!(ids(&of(&[system.clone(), unread])), ["proxy.in_use_system"]);
    let own = route(FIREFOX, Road::Direct, RoadSource::Browser);
    assert_eq!(ids(&of(&[system, own])), ["proxy.in_use_system"], "no browser is known to go by it");
}

#[test]
fn a_proxy_that_a_script_picked_is_told_of_the_script() {
    let picked = |subject, source| by_script(route(subject, proxy("proxy.example:8080"), source));
    assert_eq!(told(&of(&[picked(CHROME, RoadSource::System)])), [("proxy.pac_proxied", MACHINE)]);
    assert_eq!(told(&of(&[picked(CHROME, RoadSource::Company)])), [("proxy.pac_proxied", "Chrome")]);
    let direct = by_script(route(CHROME, Road::Direct, RoadSource::System));
    assert_eq!(ids(&of(&[direct])), [""; 0]);
    // The script could not be loaded, and the server beside it counts.
    let beside = Route { server: Some(server("proxy.example:8080")), ..picked(CHROME, RoadSource::System) };
    assert_eq!(ids(&of(&[beside])), ["proxy.in_use_system"]);
}

#[test]
fn a_script_that_was_not_asked_is_told_without_its_secrets() {
    let set = by_script(route(CHROME, Road::Pac, RoadSource::System));
    let drafts = of(&[set]);
    assert_eq!(told(&drafts), [("proxy.pac_set", MACHINE)]);
    assert_eq!(drafts[0].value, "http://pac.example/p.pac");
}

#[test]
fn a_browsers_own_proxy_is_told_of_the_profile() {
    let own = |subject, road| route(subject, road, RoadSource::Browser);
    let through = || proxy("proxy.example:8080");
    assert_eq!(told(&of(&[own(FIREFOX, through())])), [("proxy.firefox_own", FIREFOX)]);
    assert_eq!(told(&of(&[own(CHROME, through())])), [("proxy.browser_own", CHROME)]);
    assert_eq!(told(&of(&[by_script(own(FIREFOX, Road::Pac))])), [("proxy.firefox_own", FIREFOX)]);
    assert_eq!(ids(&of(&[by_script(own(FIREFOX, through()))])), ["proxy.firefox_own"]);
    assert_eq!(ids(&of(&[own(FIREFOX, Road::Direct)])), [""; 0]);
}

#[test]
fn what_others_decide_is_told_of_them() {
    for source in [RoadSource::Extension("X".into()), RoadSource::BuiltInVpn, RoadSource::Shortcut] {
        assert_eq!(ids(&of(&[route(CHROME, proxy("proxy.example:8080"), source)])), [""; 0]);
    }
}

#[test]
fn a_dead_proxy_is_not_told_as_one_in_use() {
    let used = route(CHROME, proxy("proxy.example:8080"), RoadSource::System);
    let mut machine = checked(Vec::new());
    let mut reach = |reach| {
        let check = ProxyCheck { server: server("proxy.example:8080"), reach };
        machine.online.as_mut().unwrap().proxies = vec![check];
        findings(&machine, std::slice::from_ref(&used)).len()
    };
    assert_eq!((reach(Contact::Open), reach(Contact::TimedOut)), (1, 0));
    let mut picked = |source, reach| {
        let used = by_script(route(CHROME, proxy("proxy.example:8080"), source));
        let check = ProxyCheck { server: server("proxy.example:8080"), reach };
        machine.online.as_mut().unwrap().proxies = vec![check];
        findings(&machine, &[used]).len()
    };
    for source in [RoadSource::System, RoadSource::Company] {
        let found = [Contact::Open, Contact::Refused].map(|reach| picked(source.clone(), reach));
        assert_eq!(found, [1, 0], "browsers pass it over");
    }
}

#[test]
fn what_the_company_decides_is_told_by_the_policys_name() {
    let mut chrome = browser("Chrome", Family::Chromium);
    let by_company = Evidence { set_by: SetBy::Company, ..evidence("ProxySettings", "{}") };
    let choice = ProxyChoice {
        source: RoadSource::Company,
        config: Some(ProxyConfig::default()),
        evidence: by_company.clone(),
    };
    chrome.policy = PolicyFacts { proxy: Some(choice), ..PolicyFacts::default() };
    let server = |evidence| {
        let bypass = BypassList::default();
        let setting = ServerSetting { server: None, bypass, certain: true, evidence };
        let config = ProxyConfig { server: Some(setting), ..ProxyConfig::default() };
        Some(SystemProxy { origin: ProxyOrigin::Windows, config, variables: None })
    };
    let with = |system_proxy| Machine { browsers: vec![chrome.clone()], system_proxy, ..machine() };
    let drafts = findings(&with(None), &[]);
    assert_eq!(told(&drafts), [("proxy.policy", "Chrome")]);
    assert_eq!(drafts[0].value, "ProxySettings");
    let drafts = findings(&with(server(by_company)), &[]);
    assert_eq!(told(&drafts), [("proxy.policy", "Chrome"), ("proxy.policy", MACHINE)]);
    let drafts = findings(&with(server(evidence("ProxyServer", "p:1"))), &[]);
    assert_eq!(told(&drafts), [("proxy.policy", "Chrome")], "a person has set that");
}

#[test]
fn browsers_that_disagree_are_told_side_by_side() {
    let direct = || route(CHROME, Road::Direct, RoadSource::System);
    let through = |subject| route(subject, proxy("proxy.example:8080"), RoadSource::Browser);
    let draft = |routes: &[Route]| of(routes).into_iter().find(|draft| draft.id == "proxy.browsers_disagree");
    let found = draft(&[direct(), through(FIREFOX)]).unwrap();
    assert_eq!((found.subject.as_str(), found.value.as_str()), (MACHINE, "Firefox"));
    let lines: Vec<_> = found.evidence.iter().map(|line| (line.key.as_str(), line.value.as_str())).collect();
    assert_eq!(lines, [("Firefox", "proxy proxy.example:8080"), ("Chrome", "direct")]);
    assert_eq!(found.confidence, Confidence::High);
    let other_profile = Route { subject: "Chrome / 夜勤".into(), ..through(CHROME) };
    let found = draft(&[direct(), other_profile]).unwrap();
    assert_eq!(found.value, "Chrome / 夜勤", "profiles of one browser are told apart");
    let vpn = route(CHROME, Road::BrowserVpn, RoadSource::BuiltInVpn);
    assert!(draft(&[vpn, route(FIREFOX, Road::Direct, RoadSource::System)]).is_some());
    let unsure = Route { certain: false, ..direct() };
    assert_eq!(draft(&[unsure, through(FIREFOX)]).unwrap().confidence, Confidence::Medium);
}

#[test]
fn what_is_not_known_is_no_disagreement() {
    let through = |subject| route(subject, proxy("proxy.example:8080"), RoadSource::System);
    let of = |routes: &[Route]| {
        of(routes).into_iter().filter(|draft| draft.id == "proxy.browsers_disagree").count()
    };
    assert_eq!(of(&[through(CHROME), through(FIREFOX)]), 0);
    for road in [Road::Pac, Road::Unknown] {
        assert_eq!(of(&[through(CHROME), route(FIREFOX, road, RoadSource::Browser)]), 0);
    }
    let system = route(SYSTEM, Road::Direct, RoadSource::System);
    let own = route(FIREFOX, proxy("proxy.example:8080"), RoadSource::Browser);
    assert_eq!(of(&[system, own]), 0, "the machine itself is no browser");
}

fn noted(road: Road, source: RoadSource, notes: &[(&str, BypassTrap)]) -> Vec<Draft> {
    let notes = notes.iter().map(|(entry, trap)| BypassNote { entry: (*entry).to_owned(), trap: *trap });
    let drafts = of(&[Route { misread: notes.collect(), ..route(CHROME, road, source) }]);
    drafts.into_iter().filter(|draft| draft.id == "proxy.bypass_misread").collect()
}

#[test]
fn an_exception_that_does_not_do_what_was_meant_is_told_with_its_trap() {
    let through = || proxy("proxy.example:8080");
    for (trap, detail) in [
        (BypassTrap::ThatNameOnly, "that_name_only"),
        (BypassTrap::SpoilsList, "spoils_list"),
        (BypassTrap::PortKillsIt, "port_kills_it"),
        (BypassTrap::FormUnknown, "form_unknown"),
        (BypassTrap::AddressesOnly, "addresses_only"),
        (BypassTrap::OtherPages, "other_pages"),
    ] {
        let drafts = noted(through(), RoadSource::System, &[("amazon.co.jp", trap)]);
        assert_eq!(told(&drafts), [("proxy.bypass_misread", "Chrome")]);
        assert_eq!((drafts[0].detail, drafts[0].value.as_str()), (detail, "amazon.co.jp"));
        // Another entry does it.
        assert!(noted(Road::Direct, RoadSource::System, &[("amazon.co.jp", trap)]).is_empty());
    }
    let opens = [("10.0.0.0/8", BypassTrap::OpensAll)];
    assert_eq!(noted(Road::Direct, RoadSource::System, &opens)[0].detail, "opens_all");
    assert!(noted(through(), RoadSource::System, &opens).is_empty());
    let own = noted(through(), RoadSource::Browser, &[("amazon.co.jp", BypassTrap::ThatNameOnly)]);
    assert_eq!(own[0].subject, CHROME, "its own list is the profile's");
    assert!(noted(through(), RoadSource::System, &[]).is_empty());
    let two = [("amazon.co.jp", BypassTrap::ThatNameOnly), ("https:443", BypassTrap::PortKillsIt)];
    assert_eq!(noted(through(), RoadSource::System, &two)[0].evidence.len(), 2);
}

fn of_switches(switches: &[(&str, &str)], config: Option<ProxyConfig>, routes: &[Route]) -> Vec<String> {
    let mut chrome = browser("Chrome", Family::Chromium);
    let switches = switches.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
    let shortcut =
        ShortcutFacts { switches: switches.collect(), config, evidence: evidence("shortcut", "chrome") };
    chrome.shortcuts = vec![shortcut];
    let drafts = findings(&Machine { browsers: vec![chrome], ..machine() }, routes);
    drafts
        .into_iter()
        .filter(|draft| draft.id == "proxy.shortcut_flags")
        .map(|draft| format!("{} {}", draft.subject, draft.value))
        .collect()
}

#[test]
fn a_shortcut_that_changes_the_road_is_told_with_its_switches() {
    let config = |bypass: &[&str]| {
        let entries = bypass.iter().map(|entry| (*entry).to_owned()).collect();
        let setting = ServerSetting {
            server: Some(server("proxy.example:8080")),
            bypass: BypassList { entries, meaning: BypassMeaning::Except },
            certain: true,
            evidence: evidence("--proxy-server", "proxy.example:8080"),
        };
        Some(ProxyConfig { server: Some(setting), ..ProxyConfig::default() })
    };
    let through = [("incognito", ""), ("proxy-server", "proxy.example:8080")];
    let direct = [route(CHROME, Road::Direct, RoadSource::System)];
    assert_eq!(of_switches(&through, config(&[]), &direct), ["Chrome --proxy-server=proxy.example:8080"]);
    assert_eq!(of_switches(&through, config(&["*.amazon.co.jp"]), &direct), [""; 0], "not for Amazon");
    let none = [("no-proxy-server", "")];
    assert_eq!(of_switches(&none, Some(ProxyConfig::default()), &direct), [""; 0], "it is direct anyway");
    let used = [route(CHROME, proxy("proxy.example:8080"), RoadSource::System)];
    assert_eq!(of_switches(&none, Some(ProxyConfig::default()), &used), ["Chrome --no-proxy-server"]);
    let renamed = [("host-resolver-rules", "MAP * 127.0.0.1")];
    assert_eq!(of_switches(&renamed, None, &direct), ["Chrome --host-resolver-rules=MAP * 127.0.0.1"]);
    let both = [("host-resolver-rules", "MAP * 127.0.0.1"), ("no-proxy-server", "")];
    assert_eq!(
        of_switches(&both, Some(ProxyConfig::default()), &direct).len(),
        1,
        "the name leads elsewhere"
    );
    assert_eq!(of_switches(&[("incognito", ""), ("user-data-dir", "x")], None, &direct), [""; 0]);
}

#[test]
fn the_real_roads_lead_to_the_findings() {
    use crate::environment::network::route::routes;
    let setting = ServerSetting {
        server: Some(server("proxy.example:8080")),
        bypass: BypassList::default(),
        certain: true,
        evidence: evidence("ProxyServer", "proxy.example:8080"),
    };
    let config = ProxyConfig { server: Some(setting), ..ProxyConfig::default() };
    let mut firefox = browser("Firefox", Family::Firefox);
    let own = ProxyChoice {
        source: RoadSource::Browser,
        config: Some(ProxyConfig::default()),
        evidence: evidence("network.proxy.type", "0"),
    };
    firefox.profiles[0].proxy = OwnProxy::Own(Box::new(own));
    let machine = Machine {
        browsers: vec![browser("Chrome", Family::Chromium), firefox],
        system_proxy: Some(SystemProxy { origin: ProxyOrigin::Windows, config, variables: None }),
        ..machine()
    };
    let drafts = findings(&machine, &routes(&machine));
    assert_eq!(ids(&drafts), ["proxy.in_use_system", "proxy.browsers_disagree"]);
    assert_eq!(drafts[1].value, "Chrome");
}
