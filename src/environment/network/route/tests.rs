mod firefox;

use jiff::Timestamp;

use super::*;
use crate::environment::facts::{
    BypassList, BypassTrap, ExtensionSource, HostRole, HostsEntry, HostsFacts, InstallFacts, OnlineFacts, Os,
    PolicyFacts, ProxyServer, Reach, ReadState, SetBy, Settings, Visit, VisitOutcome,
};

const SELLER: &str = ROAD_HOSTS[0];

fn evidence(key: &str) -> Evidence {
    Evidence {
        place: "~/Desktop/shop.lnk".into(),
        key: key.into(),
        value: String::new(),
        default: String::new(),
        set_by: SetBy::Person,
    }
}

fn server(port: u16) -> ProxyServer {
    ProxyServer { kind: ProxyKind::Http, host: "p".into(), port }
}

fn through(port: u16, except: &[&str]) -> ServerSetting {
    let entries = except.iter().map(|entry| (*entry).to_owned()).collect();
    ServerSetting {
        server: Some(server(port)),
        bypass: BypassList { entries, ..BypassList::default() },
        certain: true,
        evidence: evidence("server"),
    }
}

fn by_server(port: u16, except: &[&str]) -> ProxyConfig {
    ProxyConfig { server: Some(through(port, except)), ..ProxyConfig::default() }
}

fn by_script(address: &str) -> ProxyConfig {
    let address = ScriptAddress::new(address);
    let script = ScriptSetting { address, mandatory: false, certain: true, evidence: evidence("script") };
    ProxyConfig { script: Some(script), ..ProxyConfig::default() }
}

fn mandatory(mut config: ProxyConfig) -> ProxyConfig {
    config.script.as_mut().unwrap().mandatory = true;
    config
}

fn with_detection(config: ProxyConfig) -> ProxyConfig {
    ProxyConfig { auto_detect: Some(evidence("detect")), ..config }
}

fn with_server(config: ProxyConfig, port: u16, except: &[&str]) -> ProxyConfig {
    ProxyConfig { server: Some(through(port, except)), ..config }
}

fn system(origin: ProxyOrigin, config: ProxyConfig) -> SystemProxy {
    SystemProxy { origin, config, variables: None }
}

fn own(source: RoadSource, config: Option<ProxyConfig>) -> OwnProxy {
    OwnProxy::Own(Box::new(ProxyChoice { source, config, evidence: evidence("choice") }))
}

fn script(address: &str, outcome: ScriptOutcome, roads: &[Road]) -> ScriptFacts {
    let answers = if roads.is_empty() { Vec::new() } else { vec![(SELLER.to_owned(), roads.to_vec())] };
    ScriptFacts { address: ScriptAddress::new(address), detected: false, outcome, answers }
}

fn detected(outcome: ScriptOutcome, roads: &[Road]) -> ScriptFacts {
    ScriptFacts { detected: true, ..script("http://wpad/wpad.dat", outcome, roads) }
}

fn extension(permission: &str) -> ExtensionFacts {
    ExtensionFacts {
        id: "x".into(),
        name: "x".into(),
        version: "1".into(),
        source: ExtensionSource::Store,
        reach: Reach::Elsewhere,
        permissions: vec![permission.into()],
        kinds: Vec::new(),
        controls: Vec::new(),
        evidence: evidence("x"),
    }
}

fn profile(proxy: OwnProxy) -> ProfileFacts {
    ProfileFacts {
        dir: "Default".into(),
        name: "Default".into(),
        subject: "B / Default".into(),
        place: String::new(),
        last_used: true,
        state: ReadState::Ok,
        settings: Settings::Unread,
        proxy,
        secure_dns: None,
        amazon: None,
        jar: None,
        extensions: Vec::new(),
        doors: Vec::new(),
        crashed: None,
        created: None,
    }
}

fn browser(family: Family, proxy: OwnProxy) -> BrowserFacts {
    BrowserFacts {
        id: "b".into(),
        label: "B".into(),
        family,
        root: String::new(),
        policy: PolicyFacts::default(),
        install: InstallFacts::default(),
        shortcuts: Vec::new(),
        profiles: vec![profile(proxy)],
    }
}

fn online(found: Option<Detected>, addresses: &[&str]) -> OnlineFacts {
    let visit = Visit {
        host: SELLER.into(),
        subject: String::new(),
        road: Road::Direct,
        addresses: addresses.iter().map(|address| address.parse().unwrap()).collect(),
        tls: None,
        answer: None,
        outcome: VisitOutcome::NoName,
        millis: 0,
    };
    OnlineFacts { at: Timestamp::UNIX_EPOCH, proxies: Vec::new(), visits: vec![visit], detected: found }
}

fn machine(system_proxy: Option<SystemProxy>, browsers: Vec<BrowserFacts>) -> Machine {
    Machine { browsers, system_proxy, ..Machine::unknown(Os::Windows, Timestamp::UNIX_EPOCH) }
}

/// The route of the one browser's one profile to the seller's host.
fn of_browser(machine: &Machine) -> Route {
    routes(machine).into_iter().find(|route| route.browser == "b" && route.host == SELLER).unwrap()
}

/// `road`, with `?` if that is not certain.
fn shown(route: &Route) -> String {
    format!("{}{}", route.road, if route.certain { "" } else { "?" })
}

/// The road of a browser that goes by the system's settings.
fn by_system(family: Family, system_proxy: SystemProxy) -> String {
    shown(&of_browser(&machine(Some(system_proxy), vec![browser(family, OwnProxy::System)])))
}

/// The road of a browser with settings of its own, and scripts that were asked.
fn by_own(
    family: Family,
    config: ProxyConfig,
    scripts: Vec<ScriptFacts>,
    online: Option<OnlineFacts>,
) -> String {
    let machine = machine(None, vec![browser(family, own(RoadSource::Browser, Some(config)))]);
    shown(&of_browser(&Machine { scripts, online, ..machine }))
}

#[test]
fn every_profile_has_a_road_to_every_host() {
    let machine = machine(None, vec![browser(Family::Chromium, OwnProxy::System)]);
    let seen: Vec<(String, String)> =
        routes(&machine).into_iter().map(|route| (route.subject, route.host)).collect();
    let expected = [(MACHINE, ROAD_HOSTS), ("B / Default", ROAD_HOSTS)];
    let expected = expected.iter().flat_map(|(subject, hosts)| hosts.map(|host| (*subject, host)));
    assert!(seen.iter().map(|(subject, host)| (subject.as_str(), host.as_str())).eq(expected));
}

#[test]
fn what_could_not_be_read_is_unknown() {
    let nothing = machine(None, vec![browser(Family::Chromium, OwnProxy::System)]);
    assert!(routes(&nothing).iter().all(|route| shown(route) == "unknown?"));
    let direct = Some(system(ProxyOrigin::Windows, ProxyConfig::default()));
    let unread = machine(direct, vec![browser(Family::Chromium, OwnProxy::Unread)]);
    assert_eq!(shown(&of_browser(&unread)), "unknown?");
    assert_eq!(shown(&routes(&unread)[0]), "direct");
    let unclear = ServerSetting { server: None, ..through(1, &["x"]) };
    let unclear = ProxyConfig { server: Some(unclear), ..ProxyConfig::default() };
    assert_eq!(by_own(Family::Chromium, unclear, vec![], None), "unknown?");
}

#[test]
fn the_systems_settings_count_where_there_are_no_others() {
    for family in [Family::Chromium, Family::Firefox, Family::Safari] {
        let system = |config| system(ProxyOrigin::Macos, config);
        assert_eq!(by_system(family, system(ProxyConfig::default())), "direct");
        assert_eq!(by_system(family, system(by_server(1, &[]))), "proxy p:1");
        assert_eq!(by_system(family, system(by_server(1, &["*.amazon.co.jp"]))), "direct");
        assert_eq!(by_system(family, system(by_script("http://pac"))), "pac");
        let hint = ServerSetting { certain: false, ..through(1, &[]) };
        let hint = ProxyConfig { server: Some(hint), ..ProxyConfig::default() };
        assert_eq!(by_system(family, system(hint)), "proxy p:1?");
    }
    let chosen = own(RoadSource::Browser, Some(ProxyConfig::default()));
    let machine = machine(
        Some(system(ProxyOrigin::Windows, by_server(1, &[]))),
        vec![browser(Family::Chromium, chosen)],
    );
    let route = of_browser(&machine);
    assert_eq!((shown(&route), &route.source), ("direct".to_owned(), &RoadSource::Browser));
    assert_eq!(route.evidence, [evidence("choice")]);
}

#[test]
fn one_list_of_exceptions_parts_the_browsers() {
    let system = Some(system(ProxyOrigin::Windows, by_server(1, &["amazon.co.jp"])));
    let firefox = own(RoadSource::Browser, Some(by_server(1, &["amazon.co.jp"])));
    let browsers = vec![browser(Family::Chromium, OwnProxy::System), browser(Family::Firefox, firefox)];
    let routes = routes(&machine(system, browsers));
    let of_seller: Vec<&Route> = routes.iter().filter(|route| route.host == SELLER).collect();
    let seen: Vec<String> = of_seller.iter().map(|route| shown(route)).collect();
    assert_eq!(seen, ["proxy p:1", "proxy p:1", "direct"]);
    let traps: Vec<Vec<BypassTrap>> =
        of_seller.iter().map(|route| route.misread.iter().map(|note| note.trap).collect()).collect();
    assert_eq!(traps, [vec![BypassTrap::ThatNameOnly], vec![BypassTrap::ThatNameOnly], vec![]]);
    assert!(of_seller.iter().all(|route| route.server == Some(server(1))));
}

#[test]
fn a_script_goes_before_a_server() {
    let config = with_server(by_script("http://pac"), 2, &[]);
    let chromium = |scripts| by_own(Family::Chromium, config.clone(), scripts, None);
    let asked = |outcome, roads: &[Road]| vec![script("http://pac", outcome, roads)];
    assert_eq!(chromium(vec![]), "pac");
    assert_eq!(chromium(vec![script("http://other", ScriptOutcome::Answered, &[Road::Direct])]), "pac");
    assert_eq!(chromium(asked(ScriptOutcome::NotLoaded, &[])), "pac");
    assert_eq!(chromium(asked(ScriptOutcome::NeedsNetwork, &[])), "pac");
    assert_eq!(chromium(asked(ScriptOutcome::Answered, &[])), "pac", "nobody asked about this host");
    assert_eq!(chromium(asked(ScriptOutcome::Answered, &[Road::Direct])), "direct");
    let roads = [Road::Unknown, Road::Proxy(server(1)), Road::Direct];
    assert_eq!(
        chromium(asked(ScriptOutcome::Answered, &roads)),
        "proxy p:1",
        "what no browser knows is passed over"
    );
    assert_eq!(chromium(asked(ScriptOutcome::Answered, &[Road::Unknown])), "unknown");
}

#[test]
fn a_script_in_a_file_is_for_those_who_load_files() {
    let config = with_server(by_script("file:///C:/proxy.pac"), 2, &[]);
    let asked = || vec![script("file:///C:/proxy.pac", ScriptOutcome::Answered, &[Road::Proxy(server(1))])];
    assert_eq!(by_own(Family::Firefox, config.clone(), asked(), None), "proxy p:1");
    assert_eq!(by_own(Family::Chromium, config, asked(), None), "proxy p:2");
}

#[test]
fn a_script_that_fails_leaves_each_browser_another_road() {
    let unloaded = [
        ScriptOutcome::BadAddress,
        ScriptOutcome::Missing(Some(404)),
        ScriptOutcome::Unreachable,
        ScriptOutcome::TimedOut,
        ScriptOutcome::TooBig,
        ScriptOutcome::Broken,
    ];
    let config = with_server(by_script("http://pac"), 2, &[]);
    let road = |family, config: &ProxyConfig, outcome| {
        by_own(family, config.clone(), vec![script("http://pac", outcome, &[])], None)
    };
    for outcome in unloaded {
        assert_eq!(road(Family::Chromium, &config, outcome), "proxy p:2");
        assert_eq!(road(Family::Chromium, &by_script("http://pac"), outcome), "direct");
        assert_eq!(road(Family::Chromium, &mandatory(config.clone()), outcome), "unknown");
        assert_eq!(road(Family::Firefox, &config, outcome), "direct");
        assert_eq!(road(Family::Safari, &config, outcome), "proxy p:2?");
    }
    assert_eq!(road(Family::Chromium, &config, ScriptOutcome::Failed), "direct", "it was loaded");
    assert_eq!(road(Family::Chromium, &mandatory(config.clone()), ScriptOutcome::Failed), "unknown");
    assert_eq!(road(Family::Firefox, &mandatory(config.clone()), ScriptOutcome::Failed), "direct");
    assert_eq!(road(Family::Chromium, &config, ScriptOutcome::Endless), "unknown?");
}

#[test]
fn detection_goes_before_everything() {
    let config = with_detection(with_server(by_script("http://pac"), 2, &[]));
    let found = || Some(online(Some(Detected::Found), &[]));
    let road = |scripts, online| by_own(Family::Chromium, config.clone(), scripts, online);
    let set = || script("http://pac", ScriptOutcome::Answered, &[Road::Proxy(server(3))]);
    let wpad = |roads: &[Road]| detected(ScriptOutcome::Answered, roads);
    assert_eq!(road(vec![set(), wpad(&[Road::Proxy(server(1))])], found()), "proxy p:1");
    assert_eq!(road(vec![set()], found()), "pac", "found and not asked");
    assert_eq!(road(vec![set(), detected(ScriptOutcome::Broken, &[])], found()), "proxy p:3");
    assert_eq!(road(vec![set()], Some(online(Some(Detected::Nothing), &[]))), "proxy p:3");
    assert_eq!(road(vec![set()], None), "proxy p:3?", "there may be one");
    let alone = |online| by_own(Family::Firefox, with_detection(ProxyConfig::default()), vec![], online);
    assert_eq!(alone(None), "direct?");
    assert_eq!(alone(Some(online(Some(Detected::Nothing), &[]))), "direct");
    let broken = vec![detected(ScriptOutcome::Broken, &[])];
    let config = with_detection(by_server(2, &[]));
    assert_eq!(by_own(Family::Chromium, config, broken, found()), "proxy p:2");
}

#[test]
fn a_vpn_of_the_browser_is_a_road_of_its_own() {
    let machine = machine(None, vec![browser(Family::Chromium, own(RoadSource::BuiltInVpn, None))]);
    assert_eq!(shown(&of_browser(&machine)), "vpn");
}

#[test]
fn an_extension_of_firefox_may_have_another_say() {
    let with = |family, permission: &str| {
        let mut browser = browser(family, OwnProxy::System);
        browser.profiles[0].extensions = vec![extension(permission)];
        let direct = Some(system(ProxyOrigin::Windows, ProxyConfig::default()));
        shown(&of_browser(&machine(direct, vec![browser])))
    };
    assert_eq!(with(Family::Firefox, "proxy"), "direct?");
    assert_eq!(with(Family::Firefox, "cookies"), "direct");
    assert_eq!(with(Family::Chromium, "proxy"), "direct", "what it sets stands in the profile");
}

#[test]
fn a_shortcut_is_a_road_of_its_own() {
    let shortcut =
        |config| ShortcutFacts { switches: Vec::new(), config, evidence: evidence("proxy-server") };
    let mut with = browser(Family::Chromium, OwnProxy::System);
    with.shortcuts = vec![shortcut(Some(by_server(1, &["amazon.co.jp"]))), shortcut(None)];
    let direct = || Some(system(ProxyOrigin::Windows, ProxyConfig::default()));
    let of_shortcuts = |browser: &BrowserFacts| -> Vec<Route> {
        let routes = routes(&machine(direct(), vec![browser.clone()]));
        routes.into_iter().filter(|route| route.source == RoadSource::Shortcut).collect()
    };
    let found = of_shortcuts(&with);
    let seen: Vec<(&str, String)> =
        found.iter().map(|route| (route.subject.as_str(), shown(route))).collect();
    assert_eq!(seen, [("B / shop.lnk", "proxy p:1".to_owned()), ("B / shop.lnk", "proxy p:1".to_owned())]);
    assert_eq!(found[0].misread[0].trap, BypassTrap::ThatNameOnly);
    assert_eq!(found[0].evidence, [evidence("proxy-server"), evidence("server")]);
    with.shortcuts[0].evidence.place = "C:\\Users\\a\\Desktop\\b.lnk".into();
    assert_eq!(of_shortcuts(&with)[0].subject, "B / b.lnk");
    // An extension goes first, and the company before all.
    with.profiles[0].proxy = own(RoadSource::Extension("x".into()), Some(ProxyConfig::default()));
    assert_eq!(shown(&of_shortcuts(&with)[0]), "proxy p:1?");
    with.profiles[0].proxy = own(RoadSource::Browser, Some(ProxyConfig::default()));
    assert_eq!(shown(&of_shortcuts(&with)[0]), "proxy p:1");
    let company = ProxyChoice { source: RoadSource::Company, config: None, evidence: evidence("policy") };
    with.policy.proxy = Some(company);
    assert!(of_shortcuts(&with).is_empty());
}

#[test]
fn ranges_that_hold_the_hosts_addresses_are_told() {
    let config = by_server(1, &["52.119.0.0/16", "10.0.0.0/8"]);
    let machine =
        machine(Some(system(ProxyOrigin::Gnome, config)), vec![browser(Family::Chromium, OwnProxy::System)]);
    let traps = |machine: &Machine| -> Vec<BypassTrap> {
        of_browser(machine).misread.iter().map(|note| note.trap).collect()
    };
    assert!(traps(&machine).is_empty());
    let asked = Machine { online: Some(online(None, &["52.119.1.1"])), ..machine.clone() };
    assert_eq!(traps(&asked), [BypassTrap::AddressesOnly]);
    let entry = HostsEntry {
        name: SELLER.into(),
        address: "10.1.1.1".parse().unwrap(),
        role: HostRole::Pages,
        evidence: evidence("1"),
    };
    let in_file = Machine { hosts: Some(HostsFacts { entries: vec![entry] }), ..machine };
    assert_eq!(traps(&in_file), [BypassTrap::AddressesOnly]);
}
