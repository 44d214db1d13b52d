//! The scripts that the settings of a small machine name.

use std::fs;

use jiff::Timestamp;

use super::super::local::{Place, place};
use super::*;
use crate::environment::Unwatched;
use crate::environment::facts::{
    BrowserFacts, DefaultRoute, Evidence, Family, InstallFacts, InterfaceFacts, InterfaceKind, LinkFacts,
    Machine, OwnProxy, PolicyFacts, ProfileFacts, ProxyChoice, ProxyConfig, ProxyOrigin, ReadState,
    RoadSource, ScriptSetting, SetBy, Settings, ShortcutFacts, SystemProxy, TimeZoneFacts, Topic, Unread,
};
use crate::environment::network::route::ROAD_HOSTS;
use crate::environment::root::{Os, Root};

#[test]
fn addresses_are_understood_in_every_form() {
    let file = |path: &str| Place::File(path.to_owned());
    for (address, os, expected) in [
        ("http://pac.example/p.pac", Os::Windows, Place::Network),
        ("HTTPS://pac.example:8443/p.pac?key=x", Os::Linux, Place::Network),
        ("data:text/plain,x", Os::Windows, Place::Inline),
        ("DATA:,x", Os::Linux, Place::Inline),
        ("file:///C:/pac/p.pac", Os::Windows, file("C:/pac/p.pac")),
        ("file://C:\\pac\\p.pac", Os::Windows, file("C:/pac/p.pac")),
        ("file://C:/pac/p.pac", Os::Windows, file("C:/pac/p.pac")),
        ("file:C:\\pac\\p.pac", Os::Windows, file("C:/pac/p.pac")),
        ("FILE:///c|/pac/p.pac", Os::Windows, file("c:/pac/p.pac")),
        ("file:///C:/pro%20xy/p.pac#x", Os::Windows, file("C:/pro xy/p.pac")),
        ("file://C:\\100%25.pac", Os::Windows, file("C:/100%25.pac")),
        ("file://localhost/C:/p.pac", Os::Windows, file("C:/p.pac")),
        ("C:\\pac\\p.pac", Os::Windows, file("C:/pac/p.pac")),
        ("c:/pac/p.pac", Os::Windows, file("c:/pac/p.pac")),
        ("\\\\server\\share\\p.pac", Os::Windows, Place::Network),
        ("file://server/share/p.pac", Os::Windows, Place::Network),
        ("file:////server/share/p.pac", Os::Windows, Place::Network),
        ("file:\\\\server\\share\\p.pac", Os::Windows, Place::Network),
        ("file:///etc/p.pac", Os::Linux, file("/etc/p.pac")),
        ("file:/etc/p.pac", Os::Macos, file("/etc/p.pac")),
        ("file://localhost/etc/p.pac?x", Os::Linux, file("/etc/p.pac")),
        ("file:///home/taro/%E7%A4%BE%E5%86%85.pac", Os::Linux, file("/home/taro/社内.pac")),
        ("/home/taro/p.pac", Os::Linux, file("/home/taro/p.pac")),
        ("file://nas/share/p.pac", Os::Linux, Place::Network),
        ("", Os::Windows, Place::Nowhere),
        ("file:", Os::Linux, Place::Nowhere),
        ("file:///", Os::Linux, Place::Nowhere),
        ("file://", Os::Windows, Place::Nowhere),
        ("p.pac", Os::Linux, Place::Nowhere),
        ("pac.example/p.pac", Os::Windows, Place::Nowhere),
        ("pac.example:8080/p.pac", Os::Windows, Place::Nowhere),
        ("http://", Os::Windows, Place::Nowhere),
        ("ftp://pac.example/p.pac", Os::Windows, Place::Nowhere),
        ("javascript:x", Os::Linux, Place::Nowhere),
        ("C:\\p.pac", Os::Linux, Place::Nowhere),
        ("/p.pac", Os::Windows, Place::Nowhere),
    ] {
        assert_eq!(place(address, os), expected, "{address} {os:?}");
    }
}

proptest::proptest! {
    #[test]
    fn any_address_is_understood_or_not(address in "(file:|data:|http:|[A-Z]:)?[/\\\\]{0,4}\\PC{0,30}") {
        for os in [Os::Windows, Os::Macos, Os::Linux] {
            place(&address, os);
        }
    }
}

fn evidence() -> Evidence {
    let text = String::new;
    Evidence { place: text(), key: text(), value: text(), default: text(), set_by: SetBy::Person }
}

fn config(address: &str) -> ProxyConfig {
    let address = ScriptAddress::new(address);
    let script = ScriptSetting { address, mandatory: false, certain: true, evidence: evidence() };
    ProxyConfig { script: Some(script), ..ProxyConfig::default() }
}

struct Pc {
    _folder: tempfile::TempDir,
    root: Arc<Root>,
    machine: Machine,
}

impl Pc {
    fn new(os: Os, files: &[(&str, &[u8])]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        for (name, content) in files {
            let path = folder.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, content).unwrap();
        }
        let root = Arc::new(Root::copied(folder.path(), os).unwrap());
        let machine = Machine::unknown(os, "2026-03-03T01:30:15Z".parse::<Timestamp>().unwrap());
        Self { _folder: folder, root, machine }
    }

    fn system(mut self, origin: ProxyOrigin, address: &str) -> Self {
        self.machine.system_proxy = Some(SystemProxy { origin, config: config(address), variables: None });
        self
    }

    /// A browser with one profile; with an address, it is its own setting, and else the system's counts.
    fn browser(mut self, family: Family, address: Option<&str>) -> Self {
        let id = match family {
            Family::Firefox => "firefox",
            Family::Chromium | Family::Safari => "chrome",
        };
        let own = |address| ProxyChoice {
            source: RoadSource::Browser,
            config: Some(config(address)),
            evidence: evidence(),
        };
        let proxy = address.map_or(OwnProxy::System, |address| OwnProxy::Own(Box::new(own(address))));
        let mut browser = browser_of(id, family);
        browser.profiles[0].proxy = proxy;
        self.machine.browsers.push(browser);
        self
    }

    fn ask(&self) -> (Vec<ScriptFacts>, Vec<Unread>) {
        let mut unread = Vec::new();
        let scripts = ask_local(&self.root, &self.machine, &mut unread, &|| false);
        (scripts, unread)
    }

    fn outcome(&self) -> ScriptOutcome {
        let (scripts, unread) = self.ask();
        assert_eq!(scripts.len(), 1);
        assert!(unread.is_empty(), "{unread:?}");
        scripts[0].outcome
    }
}

fn browser_of(id: &str, family: Family) -> BrowserFacts {
    let profile = ProfileFacts {
        dir: "Default".to_owned(),
        name: "Default".to_owned(),
        subject: id.to_owned(),
        place: String::new(),
        last_used: true,
        state: ReadState::Ok,
        settings: Settings::Unread,
        proxy: OwnProxy::System,
        secure_dns: None,
        amazon: None,
        jar: None,
        extensions: Vec::new(),
        doors: Vec::new(),
        crashed: None,
        created: None,
    };
    BrowserFacts {
        id: id.to_owned(),
        label: id.to_owned(),
        family,
        root: String::new(),
        policy: PolicyFacts::default(),
        install: InstallFacts::default(),
        shortcuts: Vec::new(),
        profiles: vec![profile],
    }
}

const ALL_PROXIED: &[u8] = b"function FindProxyForURL(url, host) { return 'PROXY office:8080'; }";

#[test]
fn a_script_in_a_file_is_asked_on_a_copy_too() {
    let pc = Pc::new(Os::Linux, &[("home/taro/p.pac", ALL_PROXIED)]);
    let pc = pc.system(ProxyOrigin::Kde, "file:///home/taro/p.pac");
    let (scripts, unread) = pc.ask();
    assert!(unread.is_empty());
    let [script] = &scripts[..] else { panic!("{scripts:?}") };
    assert_eq!((script.outcome, script.detected), (ScriptOutcome::Answered, false));
    for host in ROAD_HOSTS {
        assert_eq!(script.road(host).unwrap().to_string(), "proxy office:8080");
    }
    let plain =
        Pc::new(Os::Macos, &[("Library/p.pac", ALL_PROXIED)]).system(ProxyOrigin::Macos, "/Library/p.pac");
    assert_eq!(plain.outcome(), ScriptOutcome::Answered);
}

#[test]
fn a_script_in_its_own_address_is_asked() {
    let encoded = "data:application/x-ns-proxy-autoconfig;base64,ZnVuY3Rpb24gRmluZFByb3h5Rm9yVVJMKCl7cmV0dXJuICdTT0NLUzUgYToxJ30=";
    let plain = "data:,function%20FindProxyForURL(u,h)%7Breturn%20'SOCKS5%20a:1'%7D";
    let wrong = "data:text/plain;base64,%%%";
    for (address, expected) in [
        (encoded, ScriptOutcome::Answered),
        (plain, ScriptOutcome::Answered),
        (wrong, ScriptOutcome::BadAddress),
        ("data:nothing", ScriptOutcome::BadAddress),
        ("data:,nothing", ScriptOutcome::Broken),
    ] {
        let pc = Pc::new(Os::Windows, &[]).browser(Family::Chromium, Some(address));
        assert_eq!(pc.outcome(), expected, "{address}");
    }
}

#[test]
fn files_are_loaded_by_those_who_load_files_alone() {
    let address = "file:///C:/pac/p.pac";
    let pc = || Pc::new(Os::Windows, &[("pac/p.pac", ALL_PROXIED)]);
    assert_eq!(pc().system(ProxyOrigin::Windows, address).outcome(), ScriptOutcome::BadAddress);
    assert_eq!(pc().browser(Family::Chromium, Some(address)).outcome(), ScriptOutcome::BadAddress);
    assert_eq!(pc().browser(Family::Firefox, Some(address)).outcome(), ScriptOutcome::Answered);
    let both = pc().system(ProxyOrigin::Windows, address).browser(Family::Firefox, None);
    assert_eq!(both.outcome(), ScriptOutcome::Answered, "Firefox loads what Windows names");
    let both = pc().system(ProxyOrigin::Windows, address).browser(Family::Chromium, None);
    assert_eq!(both.outcome(), ScriptOutcome::BadAddress);
    let linux = Pc::new(Os::Linux, &[("p.pac", ALL_PROXIED)]);
    assert_eq!(linux.browser(Family::Chromium, Some("file:///p.pac")).outcome(), ScriptOutcome::BadAddress);
}

#[test]
fn what_stands_on_a_network_is_not_loaded() {
    for address in
        ["http://127.0.0.1:9/p.pac", "https://pac.example/p.pac?key=hunter2", "file://nas/share/p.pac"]
    {
        let pc = Pc::new(Os::Linux, &[]).system(ProxyOrigin::Gnome, address);
        assert_eq!(pc.outcome(), ScriptOutcome::NotLoaded, "{address}");
        let shown = format!("{:?} {}", pc.ask().0, serde_json::to_string(&pc.ask().0).unwrap());
        assert!(!shown.contains("hunter2"));
    }
    let nowhere = Pc::new(Os::Linux, &[]).system(ProxyOrigin::Gnome, "pac.example/p.pac");
    assert_eq!(nowhere.outcome(), ScriptOutcome::BadAddress);
}

#[test]
fn each_script_is_asked_once_wherever_it_is_set() {
    let (a, b, c, d) = ("data:,a", "data:,b", "http://pac.example/c", "data:,d");
    let mut pc = Pc::new(Os::Linux, &[]).system(ProxyOrigin::Gnome, a).browser(Family::Chromium, Some(b));
    let own = |address| {
        Some(ProxyChoice { source: RoadSource::Company, config: Some(config(address)), evidence: evidence() })
    };
    let browser = &mut pc.machine.browsers[0];
    browser.policy.proxy = own(c);
    for address in [a, d] {
        let (switches, config) = (Vec::new(), Some(config(address)));
        browser.shortcuts.push(ShortcutFacts { switches, config, evidence: evidence() });
    }
    if let Some(system) = &mut pc.machine.system_proxy {
        system.variables = Some(config(b));
    }
    let (scripts, unread) = pc.ask();
    let addresses: Vec<&str> = scripts.iter().map(|script| script.address.reveal()).collect();
    assert_eq!(addresses, [a, b, c, d]);
    assert!(unread.is_empty());
    assert!(Pc::new(Os::Linux, &[]).ask().0.is_empty());
}

#[test]
fn what_cannot_be_read_is_said() {
    let missing = Pc::new(Os::Linux, &[]).system(ProxyOrigin::Kde, "/none.pac");
    assert_eq!(missing.outcome(), ScriptOutcome::Missing(None));
    let big = vec![b' '; 1024 * 1024 + 1];
    let big = Pc::new(Os::Linux, &[("p.pac", &big)]).system(ProxyOrigin::Kde, "/p.pac");
    assert_eq!(big.outcome(), ScriptOutcome::TooBig);
    let (scripts, unread) = Pc::new(Os::Linux, &[("etc/x", b"")]).system(ProxyOrigin::Kde, "/etc").ask();
    assert_eq!(scripts[0].outcome, ScriptOutcome::NotLoaded, "a folder");
    let unread: Vec<_> = unread.iter().map(|one| (one.topic, one.path.as_str(), one.state)).collect();
    assert_eq!(unread, [(Topic::ProxyScript, "/etc", ReadState::NotAFile)]);
    // A path never leads out of the copy.
    let out = Pc::new(Os::Linux, &[("p.pac", ALL_PROXIED)]).system(ProxyOrigin::Kde, "file:///../../p.pac");
    assert_eq!(out.outcome(), ScriptOutcome::Answered);
}

#[test]
fn the_clock_and_the_addresses_are_the_machines() {
    let at_ten = b"function FindProxyForURL() { return timeRange(10) && weekdayRange('TUE') ? 'PROXY ten:1' : 'DIRECT'; }";
    let first = |pc: &Pc| pc.ask().0[0].answers.first().map(|(_, roads)| told(roads));
    let mut pc = Pc::new(Os::Linux, &[("p.pac", at_ten)]).system(ProxyOrigin::Kde, "/p.pac");
    assert_eq!(first(&pc).as_deref(), Some("DIRECT"), "01:30 in Greenwich");
    for (name, like_japan, expected) in [
        ("Tokyo Standard Time", true, "PROXY ten:1"),
        ("Asia/Tokyo", true, "PROXY ten:1"),
        ("<+09>-9", false, "PROXY ten:1"),
        ("America/New_York", false, "DIRECT"),
        ("nonsense", false, "DIRECT"),
    ] {
        let (name, evidence) = (name.to_owned(), evidence());
        pc.machine.time_zone = Some(TimeZoneFacts { name, like_japan, evidence });
        assert_eq!(first(&pc).as_deref(), Some(expected));
    }

    let office = b"function FindProxyForURL() { return isInNet(myIpAddress(), '10.1.0.0', '255.255.0.0') ? 'PROXY office:1' : 'DIRECT'; }";
    let mut pc = Pc::new(Os::Linux, &[("p.pac", office)]).system(ProxyOrigin::Kde, "/p.pac");
    assert_eq!(pc.outcome(), ScriptOutcome::NeedsNetwork);
    let link = |name: &str, address: &str| InterfaceFacts {
        name: name.to_owned(),
        description: String::new(),
        kind: InterfaceKind::Line,
        up: true,
        addresses: vec!["fe80::1".parse().unwrap(), address.parse().unwrap()],
        dns: Vec::new(),
    };
    let route = DefaultRoute { version: 4, interface: "eth1".to_owned(), metric: 0 };
    pc.machine.links = Some(LinkFacts {
        interfaces: vec![link("eth0", "192.168.1.2"), link("eth1", "10.1.2.3")],
        default_routes: vec![route],
        place: String::new(),
    });
    assert_eq!(first(&pc).as_deref(), Some("PROXY office:1"));
    if let Some(links) = &mut pc.machine.links {
        links.default_routes.clear();
    }
    assert_eq!(pc.outcome(), ScriptOutcome::NeedsNetwork);
}

#[test]
fn many_scripts_without_an_end_take_no_longer_than_all_may() {
    let mut pc = Pc::new(Os::Linux, &[("p.pac", ALL_PROXIED)]).system(ProxyOrigin::Kde, "/p.pac");
    for number in 0..24 {
        let address = format!("data:,function%20FindProxyForURL()%7Bfor(;;);%7D//{number}");
        pc = pc.browser(Family::Chromium, Some(&address));
    }
    let begin = std::time::Instant::now();
    let (scripts, unread) = pc.ask();
    assert!(begin.elapsed() < Duration::from_secs(5), "{:?}", begin.elapsed());
    assert_eq!(scripts.len(), 25);
    assert_eq!(scripts[0].outcome, ScriptOutcome::Answered, "the system's comes first");
    let late = scripts.iter().filter(|script| script.outcome == ScriptOutcome::NotLoaded).count();
    let endless = scripts.iter().filter(|script| script.outcome == ScriptOutcome::Endless).count();
    assert!(endless > 0 && late > 0 && endless + late == 24);
    assert_eq!(unread.len(), late, "what was not asked is said");
    assert!(unread.iter().all(|one| one.state == ReadState::TimedOut && one.topic == Topic::ProxyScript));

    let begin = std::time::Instant::now();
    let scripts = ask_local(&pc.root, &pc.machine, &mut Vec::new(), &|| true);
    assert!(scripts.is_empty() && begin.elapsed() < Duration::from_secs(2), "nobody wants to know");
}

#[test]
fn a_scan_asks_the_scripts_of_a_machine() {
    let kde = b"[Proxy Settings]\nProxyType=2\nProxy Config Script=file:///home/taro/p.pac\n";
    let pc = Pc::new(Os::Linux, &[("home/taro/.config/kioslaverc", kde), ("home/taro/p.pac", ALL_PROXIED)]);
    let now = Timestamp::UNIX_EPOCH;
    let report = crate::environment::scan(&pc.root, &[], now, &Unwatched).unwrap();
    assert_eq!(report.machine.scripts.len(), 1);
    assert_eq!(report.machine.scripts[0].outcome, ScriptOutcome::Answered);
    let roads: Vec<String> = report.routes.iter().map(|route| route.road.to_string()).collect();
    assert!(roads.contains(&"proxy office:8080".to_owned()), "{roads:?}");
}
