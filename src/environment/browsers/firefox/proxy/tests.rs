use proptest::prelude::*;
use serde_json::json;

use super::super::policy::FirefoxPolicy;
use super::super::prefs::Prefs;
use super::*;
use crate::environment::facts::{ExtensionSource, Reach};

fn lines(prefs: &[(&str, &str)]) -> String {
    let line = |(name, value): &(&str, &str)| format!("user_pref(\"{name}\", {value});");
    prefs.iter().map(line).collect::<Vec<_>>().join("\n")
}

fn counts(text: &str) -> OwnProxy {
    let mut prefs = Prefs::default();
    prefs.add(text, "prefs.js");
    prefs.proxy(&FirefoxPolicy::default(), &[])
}

/// What is set, in words; none for the operating system's settings.
fn seen(proxy: OwnProxy) -> Option<String> {
    let OwnProxy::Own(choice) = proxy else { return None };
    let config = choice.config.unwrap();
    let server = config.server.map(|setting| {
        let server = setting.server.map_or_else(|| "?".into(), |s| format!("{:?} {s}", s.kind));
        format!("{server} but for {:?}", setting.bypass.entries)
    });
    let script = config.script.map(|script| script.address.reveal().to_owned());
    let detects = config.auto_detect.map(|_| "detects".to_owned());
    let except = config.except.entries;
    let set = server.or(script).or(detects).unwrap_or_else(|| "direct".to_owned());
    Some(if except.is_empty() { set } else { format!("{set} but for {except:?}") })
}

fn own(prefs: &[(&str, &str)]) -> Option<String> {
    seen(counts(&lines(prefs)))
}

#[test]
fn each_kind_of_settings_is_understood() {
    let kind = |number: &'static str| (TYPE, number);
    let https = [(HTTPS, "\"proxy.example\""), (HTTPS_PORT, "8080")];
    let with = |number: &'static str| own(&[&https[..], &[kind(number)]].concat());
    assert_eq!(with("1").as_deref(), Some("Http proxy.example:8080 but for []"));
    for number in ["0", "3", "6", "-1"] {
        assert_eq!(with(number).as_deref(), Some("direct"), "{number}");
    }
    assert_eq!(with("4").as_deref(), Some("detects"));
    assert_eq!(with("5"), None);
    assert_eq!(own(&https), None, "left over");
    assert_eq!(own(&[]), None);
    let script = (SCRIPT, "\"http://u:hunter2@pac/p.pac?k=v\"");
    assert_eq!(own(&[kind("2"), script]).as_deref(), Some("http://u:hunter2@pac/p.pac?k=v"));
    assert_eq!(own(&[kind("2")]).as_deref(), Some("direct"), "a script without an address");
}

#[test]
fn a_server_counts_only_with_a_port_and_the_one_for_https_comes_first() {
    let manual = |more: &[(&str, &str)]| own(&[&[(TYPE, "1")], more].concat()).unwrap();
    let https = (HTTPS, "\"proxy\"");
    let socks = [(SOCKS, "\"socks\""), (SOCKS_PORT, "1080")];
    assert_eq!(manual(&[https]), "direct", "without a port");
    assert_eq!(manual(&[https, (HTTPS_PORT, "0")]), "direct", "with none");
    assert_eq!(manual(&[https, socks[0], socks[1]]), "Socks5 socks:1080 but for []");
    assert_eq!(manual(&[https, (HTTPS_PORT, "81"), socks[0], socks[1]]), "Http proxy:81 but for []");
    assert_eq!(manual(&[socks[0], socks[1], (SOCKS_VERSION, "4")]), "Socks4 socks:1080 but for []");
    assert_eq!(manual(&[("network.proxy.http", "\"p\""), ("network.proxy.http_port", "80")]), "direct");
    assert_eq!(manual(&[(HTTPS, "\"::1\""), (HTTPS_PORT, "81")]), "Http [::1]:81 but for []");
    assert_eq!(manual(&[(HTTPS, "\"p\""), (HTTPS_PORT, "99999")]), "? but for []");
    assert_eq!(manual(&[(SOCKS, "\"file:///run/socks\"")]), "? but for []");
    let except = (EXCEPT, "\"localhost, .example.jp\tamazon.co.jp:443\"");
    assert_eq!(
        manual(&[https, (HTTPS_PORT, "81"), except]),
        "Http proxy:81 but for [\"localhost\", \".example.jp\", \"amazon.co.jp:443\"]"
    );
}

#[test]
fn what_is_excepted_is_direct_whatever_the_kind() {
    let of = |kind: &str, list: &str| {
        let script = (SCRIPT, "\"http://pac/p\"");
        own(&[(TYPE, kind), script, (EXCEPT, &format!("\"{list}\""))])
    };
    assert_eq!(of("2", "a b").as_deref(), Some("http://pac/p but for [\"a\", \"b\"]"));
    assert_eq!(of("4", "a").as_deref(), Some("detects but for [\"a\"]"));
    assert_eq!(of("0", "a").as_deref(), Some("direct"));
    assert_eq!(of("5", "localhost amazon.co.jp").as_deref(), Some("direct"));
    assert_eq!(of("5", "sellercentral.amazon.co.jp"), None, "not all of Amazon's");
    assert_eq!(of("5", "localhost"), None);
    let OwnProxy::Own(choice) = counts(&lines(&[(EXCEPT, "\"amazon.co.jp\"")])) else { panic!() };
    assert_eq!((choice.evidence.key.as_str(), choice.source), (EXCEPT, RoadSource::Browser));
}

const ID: &str = "relay@example.jp";

fn relay() -> ExtensionFacts {
    ExtensionFacts {
        id: ID.to_owned(),
        name: "Relay".to_owned(),
        version: String::new(),
        source: ExtensionSource::Store,
        reach: Reach::Elsewhere,
        permissions: Vec::new(),
        kinds: Vec::new(),
        controls: Vec::new(),
        evidence: Evidence {
            place: String::new(),
            key: String::new(),
            value: String::new(),
            default: String::new(),
            set_by: SetBy::Person,
        },
    }
}

#[test]
fn an_extension_is_named_if_the_settings_are_what_it_has_set() {
    let value = json!({"proxyType": "manual", "ssl": "proxy:8080", "http": "other", "passthrough": "a b"});
    let of = |text: &str, value: &Value| {
        let prefs = Prefs::with_proxy(text, ID, value);
        let proxy = prefs.proxy(&FirefoxPolicy::default(), &[relay()]);
        let source = match &proxy {
            OwnProxy::Own(choice) => Some((choice.source.clone(), choice.evidence.place.clone())),
            _ => None,
        };
        (source, seen(proxy))
    };
    let by_relay = |place: &str| Some((RoadSource::Extension("Relay".into()), place.to_owned()));
    let shown = Some("Http proxy:8080 but for [\"a\", \"b\"]".to_owned());
    assert_eq!(of("", &value), (by_relay("extension-settings.json"), shown));
    let written = lines(&[(TYPE, "1"), (HTTPS, "\"proxy\""), (HTTPS_PORT, "8081")]);
    let shown = Some("Http proxy:8081 but for []".to_owned());
    assert_eq!(of(&written, &value), (by_relay("prefs.js"), shown));
    let (source, shown) = of(&lines(&[(TYPE, "0")]), &value);
    assert_eq!(source, Some((RoadSource::Browser, "prefs.js".to_owned())), "somebody has changed it");
    assert_eq!(shown.as_deref(), Some("direct"));
    assert_eq!(of("", &json!({"proxyType": "system"})), (None, None));
    assert_eq!(of("", &json!({"proxyType": "none"})).0, by_relay("extension-settings.json"));
}

#[test]
fn the_values_of_an_extension_become_settings() {
    let of = |value: Value| {
        let prefs = of_extension(&value);
        let line =
            |(name, value): (&&str, &Pref)| format!("{}={value}", name.trim_start_matches("network.proxy."));
        prefs.iter().map(line).collect::<Vec<_>>().join(" ")
    };
    for (value, expected) in [
        (json!({"proxyType": "manual", "ssl": "p:81"}), "ssl=p ssl_port=81 type=1"),
        (
            json!({"proxyType": "manual", "ssl": "p", "socks": "s", "socksVersion": 4}),
            "socks=s socks_port=1080 socks_version=4 ssl=p ssl_port=443 type=1",
        ),
        (
            json!({"proxyType": "manual", "http": "p:80", "httpProxyAll": true, "ssl": "q:1"}),
            "ssl=p ssl_port=80 type=1",
        ),
        (json!({"proxyType": "manual", "ssl": "http://u:hunter2@p:81"}), "ssl=p ssl_port=81 type=1"),
        (
            json!({"proxyType": "autoConfig", "autoConfigUrl": "http://pac/a"}),
            "autoconfig_url=http://pac/a type=2",
        ),
        (json!({"ssl": 3}), "type=5"),
        (json!({"proxyType": "other"}), ""),
        (json!([]), "type=5"),
    ] {
        assert_eq!(of(value.clone()), expected, "{value}");
    }
}

proptest! {
    #[test]
    fn a_password_is_never_shown(user in "[a-z]{1,8}", secret in "SECRET[!#-~&&[^\\\\]]{0,12}", kind in 1..3_u8) {
        let server = format!("\"{user}:{secret}@proxy.example\"");
        let script = format!("\"http://{user}:{secret}@proxy.example/a.pac?{secret}\"");
        let kind = kind.to_string();
        let prefs = [(TYPE, kind.as_str()), (HTTPS, &server), (HTTPS_PORT, "81"), (SCRIPT, &script)];
        let proxy = counts(&lines(&prefs));
        let shown = format!("{proxy:?} {}", serde_json::to_string(&proxy).unwrap());
        prop_assert!(shown.contains("prefs.js") && !shown.contains("SECRET"), "{}", shown);
    }

    #[test]
    fn nothing_panics(text in "\\PC*", kind in "(manual|autoConfig|x)") {
        let value = json!({"proxyType": kind, "ssl": text, "socks": text, "passthrough": text, "autoConfigUrl": text});
        Prefs::with_proxy("", ID, &value).proxy(&FirefoxPolicy::default(), &[]);
    }
}
