//! By which road Firefox reaches Amazon, seen from the other end of it, and what the program says of it.
//!
//! Seen with Firefox ESR 153 (Debian 12):
//!
//! * A server without a port is not used, and the one for plain HTTP never is for HTTPS.
//! * `network.proxy.no_proxies_on` counts beside a script too.
//! * What an extension sets is in `prefs.js` before it is in `extension-settings.json`.

use serde_json::{Value, json};

use crate::SELLER;
use crate::firefox::{Firefox, ID};
use crate::firefox_extensions::install;
use crate::home::Home;
use crate::roads::Roads;
use crate::scan::text;

const SYSTEM: &str = "/etc/firefox/policies/policies.json";

const KIND: &str = "network.proxy.type";
const HTTP: &str = "network.proxy.http";
const HTTPS: &str = "network.proxy.ssl";
const SOCKS: &str = "network.proxy.socks";
const SCRIPT: &str = "network.proxy.autoconfig_url";
const EXCEPT: &str = "network.proxy.no_proxies_on";

/// Lists of exceptions, and whether Amazon is then reached directly.
const EXCEPTIONS: [(&str, bool); 25] = [
    ("", false),
    ("amazon.co.jp", true),
    ("azon.co.jp", false),
    (".amazon.co.jp", true),
    ("sellercentral.amazon.co.jp:8443", false),
    ("*.amazon.co.jp", true),
    ("http://*.amazon.co.jp", false),
    ("sellercentral.amazon.co.jp", true),
    ("10.0.0.0/8", false),
    ("SELLERCENTRAL.Amazon.co.jp", true),
    ("<local>", false),
    ("sellercentral.amazon.co.jp:443", true),
    ("localhost;*.amazon.co.jp", false),
    ("localhost, *.amazon.co.jp", true),
    ("amazon.co.jp.", false),
    ("localhost amazon.co.jp", true),
    ("[*.]amazon.co.jp", false),
    ("jp", true),
    ("https://sellercentral.amazon.co.jp", false),
    ("*.amazon.co.jp/", true),
    ("*amazon*", false),
    ("amazon.co.jp/24", true),
    ("*", false),
    ("sellercentral.*", false),
    ("*central.amazon.co.jp", false),
];

/// Firefox, for which Amazon is what stands for it here.
fn start<'home>(home: &'home Home, roads: &Roads) -> Firefox<'home> {
    let mut firefox = Firefox::start(home);
    firefox.set("network.socket.forcePort", &json!(format!("443={}", roads.door)));
    firefox
}

/// Firefox takes this road.
#[track_caller]
fn assert_taken(firefox: &mut Firefox, roads: &Roads, road: &str, what: &str) {
    roads.assert_taken(road, what, || firefox.request(&format!("https://{SELLER}/")));
}

/// Changes a setting, and waits until that is on the disk.
fn set(firefox: &mut Firefox, name: &str, value: &Value) {
    firefox.set(name, value);
    let any = format!("user_pref(\"{name}\", ");
    let line = format!("{any}{value});");
    let current = "return Services.prefs.prefHasUserValue(args[0])";
    let is_own = firefox.run(current, &[name.into()]) == true;
    // The usual value is not written: the line that was there goes away.
    firefox.wait_for_prefs(&line, |text| if is_own { text.contains(&line) } else { !text.contains(&any) });
}

/// The program says that this is the road, and who decides.
#[track_caller]
fn assert_said(home: &Home, road: &str, source: &Value, what: &str) {
    let scan = home.inspect();
    let route = scan.route(ID);
    let said = text(route, "road");
    // A script is another one's to run.
    let said = if said == "pac" { road.to_owned() } else { said };
    assert_eq!((said.as_str(), &route["source"]), (road, source), "{what}: {route:#}");
}

#[test]
fn exceptions_do_in_firefox_what_the_program_says() {
    let home = Home::new();
    let roads = Roads::open();
    let proxied = Roads::through(roads.proxy);
    let mut firefox = start(&home, &roads);
    for (name, value) in
        [(HTTPS, json!("127.0.0.1")), ("network.proxy.ssl_port", json!(roads.proxy)), (KIND, json!(1))]
    {
        set(&mut firefox, name, &value);
    }
    for (list, is_direct) in EXCEPTIONS {
        let road = if is_direct { "direct" } else { proxied.as_str() };
        set(&mut firefox, EXCEPT, &json!(list));
        assert_taken(&mut firefox, &roads, road, list);
        assert_said(&home, road, &json!("browser"), list);
    }
}

/// Settings that are changed, the road that is taken then, and who decides.
type Line<'a> = (&'a [(&'a str, Value)], &'a str, Value);

#[test]
fn each_kind_of_settings_does_what_the_program_says() {
    let home = Home::new();
    let roads = Roads::open();
    let (proxied, by_other) = (Roads::through(roads.proxy), Roads::through(roads.other));
    let mut firefox = start(&home, &roads);
    let script = format!("function FindProxyForURL() {{ return 'PROXY 127.0.0.1:{}' }}", roads.other);
    let own = json!("browser");
    // Each line changes some settings more.
    let lines: [Line<'_>; 9] = [
        (&[(HTTPS, json!("127.0.0.1")), (KIND, json!(1))], "direct", own.clone()),
        (&[("network.proxy.ssl_port", json!(roads.proxy))], &proxied, own.clone()),
        (&[(HTTPS, json!("")), (SOCKS, json!("127.0.0.1"))], "direct", own.clone()),
        (&[("network.proxy.socks_port", json!(roads.other))], &by_other, own.clone()),
        (
            &[(HTTP, json!("127.0.0.1")), ("network.proxy.http_port", json!(roads.proxy))],
            &by_other,
            own.clone(),
        ),
        (&[(SCRIPT, json!(format!("data:text/plain,{script}"))), (KIND, json!(2))], &by_other, own.clone()),
        (&[(KIND, json!(0))], "direct", own.clone()),
        (&[(KIND, json!(3))], "direct", own),
        (&[(KIND, json!(5))], "direct", json!("system")),
    ];
    for (settings, road, source) in lines {
        for (name, value) in settings {
            set(&mut firefox, name, value);
        }
        let what = format!("{settings:?}");
        assert_taken(&mut firefox, &roads, road, &what);
        assert_said(&home, road, &source, &what);
    }
}

#[test]
fn a_proxy_of_the_company_may_be_locked() {
    let home = Home::new();
    let roads = Roads::open();
    let proxied = Roads::through(roads.proxy);
    let policy = |is_locked: bool| {
        let server = format!("127.0.0.1:{}", roads.proxy);
        let proxy =
            json!({"Mode": "manual", "SSLProxy": server, "Passthrough": "localhost", "Locked": is_locked});
        home.write_policy(SYSTEM, &json!({"policies": {"Proxy": proxy}}));
    };
    policy(true);
    let mut firefox = start(&home, &roads);
    assert_taken(&mut firefox, &roads, &proxied, "a policy");
    assert_said(&home, &proxied, &json!("company"), "a policy");
    // What the person sets is on the disk, and does not count.
    firefox.set(EXCEPT, &json!("amazon.co.jp"));
    firefox.set(KIND, &json!(0));
    let last = "\"network.proxy.type\", 0";
    firefox.wait_for_prefs(last, |text| text.contains(last));
    assert_taken(&mut firefox, &roads, &proxied, "a locked policy");
    assert_said(&home, &proxied, &json!("company"), "a locked policy");
    firefox.close();
    policy(false);
    let mut firefox = start(&home, &roads);
    assert_taken(&mut firefox, &roads, "direct", "a policy that is not locked");
    assert_said(&home, "direct", &json!("browser"), "a policy that is not locked");
    firefox.run("Services.prefs.clearUserPref(args[0])", &[KIND.into()]);
    firefox.wait_for_prefs("the kind", |text| !text.contains(last));
    assert_taken(&mut firefox, &roads, "direct", "an exception of the person's");
    assert_said(&home, "direct", &json!("company"), "an exception of the person's");
}

#[test]
fn a_proxy_of_an_extension() {
    let home = Home::new();
    let roads = Roads::open();
    let proxied = Roads::through(roads.proxy);
    let mut firefox = start(&home, &roads);
    let server = format!("127.0.0.1:{}", roads.proxy);
    let value =
        json!({"proxyType": "manual", "http": server, "httpProxyAll": true, "passthrough": "localhost"});
    let script = format!("browser.proxy.settings.set({{value: {value}}})");
    install(&mut firefox, "fast@example.jp", "速い回線", &["proxy", "<all_urls>"], &script);
    firefox.wait_for_text("extension-settings.json", "fast@example.jp");
    assert_taken(&mut firefox, &roads, &proxied, "an extension");
    let by_extension = json!({"extension": "速い回線"});
    assert_said(&home, &proxied, &by_extension, "an extension");
    // Somebody else changes what it has set.
    set(&mut firefox, KIND, &json!(0));
    assert_taken(&mut firefox, &roads, "direct", "a setting against an extension");
    firefox.close();
    assert_said(&home, "direct", &json!("browser"), "a setting against an extension");
}
