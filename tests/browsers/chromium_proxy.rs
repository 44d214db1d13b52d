//! By which road Chromium reaches Amazon, seen from the other end of it, and what the program says of it.
//!
//! Seen with Chromium 156 (Debian 12):
//!
//! * A proxy that is recommended by the company is not used: the operating system's settings count, and these are
//!   there even where nothing is set.
//! * The company comes before an extension, an extension before a switch, a switch before the person's `Preferences`.

use std::path::Path;
use std::sync::Arc;

use jiff::Timestamp;
use login_triage::environment::facts::ProxyConfig;
use login_triage::environment::{Os, Root, Unwatched, read_machine};
use serde_json::{Value, json};

use crate::SELLER;
use crate::chromium::{Chromium, ID, root};
use crate::chromium_extensions::{load, write_extension};
use crate::home::Home;
use crate::roads::Roads;
use crate::scan::text;

const POLICIES: &str = "/etc/chromium/policies";

/// Lists of exceptions, and whether Amazon is then reached directly.
const EXCEPTIONS: [(&str, bool); 27] = [
    ("", false),
    (".amazon.co.jp", true),
    ("amazon.co.jp", false),
    ("*.amazon.co.jp", true),
    ("jp", false),
    ("sellercentral.amazon.co.jp", true),
    ("sellercentral.amazon.co.jp:8443", false),
    ("sellercentral.amazon.co.jp:443", true),
    ("http://*.amazon.co.jp", false),
    ("https://sellercentral.amazon.co.jp", true),
    ("*://*.amazon.co.jp", false),
    ("SELLERCENTRAL.Amazon.co.jp", true),
    ("sellercentral.amazon.co.jp.", false),
    ("*amazon*", true),
    ("*.amazon.co.jp/", false),
    ("*", true),
    ("10.0.0.0/8", false),
    ("*.co.jp", true),
    ("<local>", false),
    ("sellercentral.*", true),
    ("<-loopback>", false),
    ("localhost;*.amazon.co.jp", true),
    ("localhost *.amazon.co.jp", false),
    ("localhost,*.amazon.co.jp", true),
    ("[*.]amazon.co.jp", false),
    ("*central.amazon.co.jp", true),
    ("*central.amazon.co.jp:*", false),
];

/// Chromium, for which Amazon is what stands for it here, and nobody else is anywhere.
fn start<'home>(home: &'home Home, roads: &Roads, switches: &[&str]) -> Chromium<'home> {
    let map = format!("MAP {SELLER} 127.0.0.1:{}, MAP * ~NOTFOUND, EXCLUDE 127.0.0.1", roads.door);
    let map = format!("--host-resolver-rules={map}");
    Chromium::start_with(home, &[&[map.as_str()], switches].concat())
}

/// Chromium takes this road.
#[track_caller]
fn assert_taken(chromium: &mut Chromium, roads: &Roads, road: &str, what: &str) {
    let tab = chromium.tab();
    roads.assert_taken(road, what, || chromium.request(&tab, &format!("https://{SELLER}/")));
}

/// The program says that this is the road, and who decides.
#[track_caller]
fn assert_said(home: &Home, road: &str, source: &Value, what: &str) {
    let scan = home.inspect();
    let route = scan.route(ID);
    assert_eq!((text(route, "road").as_str(), &route["source"]), (road, source), "{what}: {route:#}");
}

fn fixed(port: u16, list: &str) -> Value {
    let server = format!("127.0.0.1:{port}");
    json!({"ProxyMode": "fixed_servers", "ProxyServer": server, "ProxyBypassList": list})
}

/// Has an extension set the proxy.
fn set(chromium: &mut Chromium, page: &str, value: &Value) {
    let set = format!("chrome.proxy.settings.set({{value: {value}}}, () => r(chrome.runtime.lastError))");
    assert_eq!(chromium.run(page, &format!("new Promise(r => {set})")), Value::Null, "{value}");
}

#[test]
fn exceptions_do_in_chromium_what_the_program_says() {
    let home = Home::new();
    let roads = Roads::open();
    let proxied = Roads::through(roads.proxy);
    let road = |is_direct| if is_direct { "direct" } else { proxied.as_str() };
    // An extension can change them while the browser runs.
    let folder = write_extension(&home, "速い回線", &["proxy"]);
    let mut chromium = start(&home, &roads, &[]);
    let (_, page) = load(&mut chromium, &folder);
    let tab = chromium.tab();
    for (list, is_direct) in EXCEPTIONS {
        let server = json!({"host": "127.0.0.1", "port": roads.proxy});
        let entries: Vec<&str> = list.split([';', ',']).filter(|entry| !entry.is_empty()).collect();
        let rules = json!({"singleProxy": server, "bypassList": entries});
        set(&mut chromium, &page, &json!({"mode": "fixed_servers", "rules": rules}));
        let ask = || chromium.request(&tab, &format!("https://{SELLER}/"));
        roads.assert_taken(road(is_direct), list, ask);
    }
    chromium.close();
    // A company's file is there at once.
    for (list, is_direct) in EXCEPTIONS {
        home.write_policy(
            &format!("{POLICIES}/managed/proxy.json"),
            &json!({"ProxySettings": fixed(roads.proxy, list)}),
        );
        assert_said(&home, road(is_direct), &json!("company"), list);
    }
}

#[test]
fn a_proxy_of_the_company_comes_before_a_switch() {
    let home = Home::new();
    let roads = Roads::open();
    home.write_policy(&format!("{POLICIES}/managed/proxy.json"), &fixed(roads.proxy, "<local>"));
    let other = format!("--proxy-server=127.0.0.1:{}", roads.other);
    start(&home, &roads, &[]).close();
    let mut chromium = start(&home, &roads, &[&other]);
    let road = Roads::through(roads.proxy);
    assert_taken(&mut chromium, &roads, &road, "a policy");
    let check = || assert_said(&home, &road, &json!("company"), "a policy");
    check();
    chromium.close();
    check();
}

#[test]
fn a_proxy_that_the_company_recommends_is_not_used() {
    let home = Home::new();
    let roads = Roads::open();
    let settings = json!({"ProxySettings": fixed(roads.proxy, "")});
    home.write_policy(&format!("{POLICIES}/recommended/proxy.json"), &settings);
    start(&home, &roads, &[]).close();
    let mut chromium = start(&home, &roads, &[]);
    assert_taken(&mut chromium, &roads, "direct", "a recommended policy");
    chromium.close();
    assert_said(&home, "direct", &json!("system"), "a recommended policy");
}

#[test]
fn a_proxy_of_an_extension_comes_before_a_switch() {
    let home = Home::new();
    let roads = Roads::open();
    let folder = write_extension(&home, "速い回線", &["proxy"]);
    let other = format!("--proxy-server=127.0.0.1:{}", roads.other);
    let mut chromium = start(&home, &roads, &[&other]);
    let (_, page) = load(&mut chromium, &folder);
    let (proxied, by_other) = (Roads::through(roads.proxy), Roads::through(roads.other));
    assert_taken(&mut chromium, &roads, &by_other, "the switch alone");
    // Of servers for each scheme, the one for HTTPS.
    let server = |port: u16| json!({"host": "127.0.0.1", "port": port});
    let rules = json!({"proxyForHttp": server(roads.other), "proxyForHttps": server(roads.proxy)});
    set(&mut chromium, &page, &json!({"mode": "fixed_servers", "rules": rules}));
    assert_taken(&mut chromium, &roads, &proxied, "servers of an extension");
    let port = roads.proxy.to_string();
    chromium.wait_for_preferences("the proxy", |all| all.to_string().contains(&port));
    let by_extension = json!({"extension": "速い回線"});
    assert_said(&home, &proxied, &by_extension, "servers of an extension");
    // A script that stands in the settings themselves.
    let script = format!("function FindProxyForURL() {{ return 'PROXY 127.0.0.1:{}'; }}", roads.other);
    set(&mut chromium, &page, &json!({"mode": "pac_script", "pacScript": {"data": script}}));
    assert_taken(&mut chromium, &roads, &by_other, "a script of an extension");
    chromium.close();
    let scan = home.inspect();
    let route = scan.route(ID);
    assert_eq!((&route["source"], text(route, "script").as_str()), (&by_extension, "data:…"), "{route:#}");
    assert!(["pac", &by_other].contains(&text(route, "road").as_str()), "{route:#}");
}

#[test]
fn a_proxy_of_the_persons_own_comes_after_a_switch() {
    let home = Home::new();
    let roads = Roads::open();
    start(&home, &roads, &[]).close();
    let file = root(&home).join("Default/Preferences");
    let mut preferences: Value = serde_json::from_slice(&std::fs::read(&file).unwrap()).unwrap();
    let server = format!("http=127.0.0.1:{};https=127.0.0.1:{}", roads.other, roads.proxy);
    preferences["proxy"] = json!({"mode": "fixed_servers", "server": server, "bypass_list": "<local>"});
    std::fs::write(&file, preferences.to_string()).unwrap();
    let mut chromium = start(&home, &roads, &["--no-proxy-server"]);
    assert_taken(&mut chromium, &roads, "direct", "a switch");
    chromium.close();
    let mut chromium = start(&home, &roads, &[]);
    let road = Roads::through(roads.proxy);
    assert_taken(&mut chromium, &roads, &road, "Preferences");
    chromium.close();
    assert_said(&home, &road, &json!("browser"), "Preferences");
}

/// What the program makes of a shortcut that starts Chromium with these switches.
fn shortcut(switches: &[&str]) -> ProxyConfig {
    let dir = tempfile::tempdir().unwrap();
    let write = |path: &Path, text: &str| {
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    };
    let person = dir.path().join("home/taro");
    write(&person.join(".config/chromium/Default/Preferences"), "{}");
    let quoted: Vec<String> = switches.iter().map(|switch| format!("\"{switch}\"")).collect();
    let entry = format!("[Desktop Entry]\nType=Application\nExec=chromium {} %U\n", quoted.join(" "));
    write(&person.join("Desktop/shop.desktop"), &entry);
    let root = Arc::new(Root::copied(dir.path(), Os::Linux).unwrap());
    let machine = read_machine(&root, Timestamp::UNIX_EPOCH, &Unwatched).unwrap();
    let chromium = machine.browsers.iter().find(|browser| browser.id == ID).unwrap();
    let [shortcut] = chromium.shortcuts.as_slice() else { panic!("{:?}", chromium.shortcuts) };
    shortcut.config.clone().unwrap()
}

#[test]
fn switches_of_a_shortcut_do_what_the_program_says() {
    let home = Home::new();
    let roads = Roads::open();
    let (proxy, other) = (roads.proxy, roads.other);
    let server = |text: String| format!("--proxy-server={text}");
    let (proxied, by_other) = (Roads::through(proxy), Roads::through(other));
    let plain = server(format!("127.0.0.1:{proxy}"));
    for (switches, road) in [
        (vec![plain.as_str()], proxied.as_str()),
        (vec![&plain, "--no-proxy-server"], "direct"),
        (vec![&plain, &server(format!("http=127.0.0.1:{proxy};https=127.0.0.1:{other}"))], &by_other),
        (vec![&server(format!("socks5://127.0.0.1:{other}"))], &by_other),
        (vec![&server("direct://".to_owned())], "direct"),
        (vec![&server(format!("http=127.0.0.1:{proxy}"))], "direct"),
    ] {
        let what = switches.join(" ");
        let mut chromium = start(&home, &roads, &switches);
        assert_taken(&mut chromium, &roads, road, &what);
        chromium.close();
        let config = shortcut(&switches);
        assert_eq!(config.is_direct(), road == "direct", "{what}");
        let server = config.server.and_then(|setting| setting.server);
        let said = server.map_or_else(|| "direct".to_owned(), |server| format!("proxy {server}"));
        assert_eq!(said, road, "{what}");
    }
}
