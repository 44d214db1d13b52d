use serde_json::json;

use super::super::prefs::Prefs;
use super::*;
use crate::environment::facts::{OwnProxy, RoadSource};

fn policy(value: &Value) -> FirefoxPolicy {
    let policies = value.as_object().unwrap().clone().into_iter();
    FirefoxPolicy::of(&policies.map(|(name, value)| (name, (value, "policies.json".to_owned()))).collect())
}

/// Who decides, by which evidence, and what is set; none for the operating system's settings.
fn found(own: &str, set: &Value) -> Option<(RoadSource, String, String)> {
    let mut prefs = Prefs::default();
    prefs.add(own, "prefs.js");
    let OwnProxy::Own(choice) = prefs.proxy(&policy(&json!({"Proxy": set})), &[]) else { return None };
    let config = choice.config.unwrap();
    let server = config.server.map(|setting| {
        let shown = setting.server.as_ref().map(|server| format!("{:?} {server}", server.kind));
        format!("{} {:?} [{}]", shown.unwrap_or_default(), setting.bypass.entries, setting.evidence.key)
    });
    let script = config.script.map(|script| format!("{} [{}]", script.evidence.value, script.evidence.key));
    let set = server.or(script).unwrap_or_else(|| choice.evidence.value.clone());
    Some((choice.source, choice.evidence.key, set))
}

#[test]
fn the_company_may_set_each_kind() {
    for (set, expected) in [
        (json!({"Mode": "none"}), Some("none")),
        (json!({"Mode": "autoDetect"}), Some("autoDetect")),
        (
            json!({"Mode": "autoConfig", "AutoConfigURL": "http://u:hunter2@pac/a?hunter2"}),
            Some("http://pac/a [Proxy.AutoConfigURL]"),
        ),
        (
            json!({"Mode": "manual", "SSLProxy": "p:8080", "Passthrough": "a, b"}),
            Some("Http p:8080 [\"a\", \"b\"] [Proxy.SSLProxy]"),
        ),
        (
            json!({"Mode": "manual", "HTTPProxy": "p:8080", "UseHTTPProxyForAllProtocols": 1}),
            Some("Http p:8080 [] [Proxy.HTTPProxy]"),
        ),
        (json!({"Mode": "manual", "HTTPProxy": "p:8080"}), Some("manual")),
        (json!({"Mode": "manual", "SSLProxy": "p:443"}), Some("manual")),
        (
            json!({"Mode": "manual", "SSLProxy": "a b:1", "SOCKSProxy": "s:1", "SOCKSVersion": 4}),
            Some("Socks4 s:1 [] [Proxy.SOCKSProxy]"),
        ),
        (json!({"Mode": "system"}), None),
        (json!({"SSLProxy": "p:8080"}), None),
        // With a value that is not allowed, none of it counts.
        (json!({"Mode": "other", "SSLProxy": "p:8080"}), None),
        (json!({"Mode": "autoConfig", "AutoConfigURL": "pac"}), None),
    ] {
        let found = found("", &set);
        assert_eq!(found.as_ref().map(|(_, _, set)| set.as_str()), expected, "{set}");
        if let Some((source, key, _)) = found {
            assert_eq!((source, key.as_str()), (RoadSource::Company, "Proxy.Mode"));
        }
    }
}

#[test]
fn the_person_may_choose_unless_it_is_locked() {
    let own = "user_pref(\"network.proxy.type\", 1);user_pref(\"network.proxy.ssl\", \"own\");\
        user_pref(\"network.proxy.ssl_port\", 81);";
    let of = |mut set: Value, locked: bool| {
        set["Locked"] = json!(locked);
        let proxy = policy(&json!({"Proxy": set})).facts().proxy;
        (found(own, &set).map(|(source, _, set)| (source, set)), proxy.is_some())
    };
    let own = Some((RoadSource::Browser, "Http own:81 [] [network.proxy.ssl]".to_owned()));
    let company = |set: &str| Some((RoadSource::Company, set.to_owned()));
    assert_eq!(of(json!({"Mode": "none"}), false), (own, false));
    assert_eq!(of(json!({"Mode": "none"}), true), (company("none"), true));
    assert_eq!(of(json!({"Mode": "system"}), true), (None, false));
    assert_eq!(of(json!({}), true), (None, false), "locked as it usually is");
    let manual = json!({"Mode": "manual"});
    assert_eq!(of(manual, true), (company("manual"), true), "the person's server is locked away");
}

#[test]
fn single_settings_may_be_set_too() {
    let prefs = json!({"Preferences": {
        "network.proxy.type": {"Value": 0, "Status": "locked"},
        "network.trr.mode": {"Value": 3, "Status": "default"},
    }});
    let policy = policy(&prefs);
    let proxy = policy.facts().proxy.unwrap();
    assert_eq!(
        (proxy.source, proxy.evidence.key.as_str()),
        (RoadSource::Company, "Preferences: network.proxy.type")
    );
    assert!(Prefs::default().secure_dns(&policy).unwrap().only);
}

#[test]
fn the_company_may_choose_how_names_are_asked_for() {
    let of = |set: Value| {
        let dns = Prefs::default().secure_dns(&policy(&json!({"DNSOverHTTPS": set})))?;
        Some((dns.only, dns.server, dns.evidence.key))
    };
    let expected =
        |only, server: &str, key: &str| Some((only, server.to_owned(), format!("DNSOverHTTPS.{key}")));
    let server = "https://dns.example/q";
    assert_eq!(of(json!({"Enabled": true})), expected(false, "", "Enabled"));
    assert_eq!(
        of(json!({"Enabled": 1, "Fallback": false, "ProviderURL": server})),
        expected(true, "dns.example", "Fallback")
    );
    assert_eq!(of(json!({"Enabled": false, "ProviderURL": server})), None);
    assert_eq!(of(json!({"ProviderURL": server})), None);
    assert_eq!(of(json!(3)), None);
}

#[test]
fn policies_may_come_from_the_registry_or_a_property_list() {
    use crate::environment::browsers::place_in;
    use crate::environment::root::Os;
    let dir = tempfile::tempdir().unwrap();
    let key = "[HKEY_LOCAL_MACHINE\\Software\\Policies\\Mozilla\\Firefox\\Proxy]";
    let text =
        format!("{key}\n\"Mode\"=\"manual\"\n\"Locked\"=dword:00000001\n\"SSLProxy\"=\"p.example:8080\"\n");
    std::fs::write(dir.path().join("registry.reg"), text).unwrap();
    let read = |dir: &std::path::Path, os| {
        let policy = super::super::policy::read(&place_in(dir, os, "firefox"), &mut Vec::new());
        policy.facts().proxy.unwrap().config.unwrap().server.unwrap().server.unwrap().to_string()
    };
    assert_eq!(read(dir.path(), Os::Windows), "p.example:8080");
    let dir = tempfile::tempdir().unwrap();
    let folder = dir.path().join("Library/Managed Preferences");
    std::fs::create_dir_all(&folder).unwrap();
    let entry = |key: &str, value: &str| format!("<key>{key}</key>{value}");
    let text = [
        entry("EnterprisePoliciesEnabled", "<true/>"),
        entry("Proxy__Mode", "<string>manual</string>"),
        entry("Proxy__Locked", "<true/>"),
        entry("Proxy__SSLProxy", "<string>mac.example:8080</string>"),
    ];
    let text =
        format!("<?xml version=\"1.0\"?><plist version=\"1.0\"><dict>{}</dict></plist>", text.concat());
    std::fs::write(folder.join("org.mozilla.firefox.plist"), text).unwrap();
    assert_eq!(read(dir.path(), Os::Macos), "mac.example:8080");
}
