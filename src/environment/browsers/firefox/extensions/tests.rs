//! Tests of reading the extensions of a profile.

use proptest::prelude::*;
use serde_json::json;

use super::*;
use crate::environment::facts::Reach;

fn found(addons: &Value, settings: &Value, granted: &Value) -> Vec<ExtensionFacts> {
    let addons = json!({"addons": addons});
    let (addons_place, settings_place) = (ADDONS.to_owned(), SETTINGS.to_owned());
    Extensions { addons: &addons, settings, granted, addons_place, settings_place }.facts()
}

fn addon(more: Value) -> Value {
    let mut addon = json!({
        "id": "x@example.jp", "type": "extension", "active": true, "location": "app-profile",
        "version": "1", "signedState": 2, "defaultLocale": {"name": "X"},
    });
    let Value::Object(more) = more else { panic!("an object") };
    addon.as_object_mut().unwrap().extend(more);
    addon
}

fn one(more: Value) -> Option<ExtensionFacts> {
    found(&json!([addon(more)]), &Value::Null, &Value::Null).pop()
}

#[test]
fn only_enabled_extensions_that_are_no_part_of_firefox_count() {
    for (more, is_there) in [
        (json!({}), true),
        (json!({"active": false}), false),
        (json!({"active": "true"}), false),
        (json!({"type": "theme"}), false),
        (json!({"type": "locale"}), false),
        (json!({"location": "app-builtin"}), false),
        (json!({"location": "app-builtin-addons"}), false),
        (json!({"location": "app-system-defaults"}), false),
        (json!({"location": "app-system-addons"}), false),
        (json!({"id": 3}), false),
    ] {
        assert_eq!(one(more.clone()).is_some(), is_there, "{more}");
    }
    for odd in [json!(null), json!({}), json!([3, null, "x", []])] {
        assert_eq!(found(&odd, &Value::Null, &Value::Null), []);
    }
}

#[test]
fn where_it_came_from_is_told() {
    use ExtensionSource::{Company, Folder, OtherProgram, Store};
    for (more, source) in [
        (json!({}), Store),
        (json!({"signedState": null}), Store),
        (json!({"signedState": 0}), Folder),
        (json!({"location": "app-temporary"}), Folder),
        (json!({"foreignInstall": true}), OtherProgram),
        (json!({"location": "winreg-app-user"}), OtherProgram),
        (json!({"location": "app-system-share"}), OtherProgram),
        (json!({"location": "app-global"}), Company),
        (json!({"installTelemetryInfo": {"source": "enterprise-policy"}, "foreignInstall": true}), Company),
    ] {
        assert_eq!(one(more.clone()).unwrap().source, source, "{more}");
    }
}

#[test]
fn its_japanese_name_comes_first() {
    let locales =
        json!([{"locales": ["en-US"], "name": "E"}, {"locales": ["ja", "ja-JP-mac"], "name": "日"}]);
    assert_eq!(one(json!({"locales": locales})).unwrap().name, "日");
    assert_eq!(one(json!({"locales": [{"locales": ["de"], "name": "D"}]})).unwrap().name, "X");
    assert_eq!(one(json!({"defaultLocale": null})).unwrap().name, "x@example.jp");
}

#[test]
fn what_was_granted_later_counts_too() {
    let addons =
        json!([addon(json!({"userPermissions": {"permissions": ["cookies", "tabs"], "origins": []}}))]);
    let granted = json!({"x@example.jp": {"permissions": ["proxy"], "origins": ["*://*.amazon.co.jp/*"]}});
    let with = &found(&addons, &Value::Null, &granted)[0];
    assert_eq!(
        (with.reach, with.permissions.as_slice()),
        (Reach::Amazon, ["cookies", "proxy"].map(String::from).as_slice())
    );
    let without = &found(&addons, &Value::Null, &json!({"other": {"origins": ["<all_urls>"]}}))[0];
    assert_eq!(
        (without.reach, without.permissions.as_slice()),
        (Reach::Elsewhere, ["cookies"].map(String::from).as_slice())
    );
}

fn in_charge_of_proxy(setting: &Value) -> bool {
    let settings = json!({"prefs": {"proxy.settings": setting}});
    !found(&json!([addon(json!({}))]), &settings, &Value::Null)[0].controls.is_empty()
}

#[test]
fn one_extension_is_in_charge_of_a_setting() {
    let proxy = json!({"proxyType": "manual", "ssl": "proxy.example.jp:8080"});
    let mine = json!({"id": "x@example.jp", "enabled": true, "value": proxy});
    let mine_off = json!({"id": "x@example.jp", "enabled": false, "value": proxy});
    let other = json!({"id": "y@example.jp", "enabled": true, "value": proxy});
    let other_off = json!({"id": "y@example.jp", "enabled": false, "value": proxy});
    for (setting, is_mine) in [
        (json!({"precedenceList": [mine]}), true),
        (json!({"precedenceList": [mine_off]}), false),
        (json!({"precedenceList": [other, mine]}), false),
        (json!({"precedenceList": [other_off, mine]}), true),
        (json!({"precedenceList": [other, mine], "selected": "x@example.jp"}), true),
        (json!({"precedenceList": [mine, other], "selected": "y@example.jp"}), false),
        (json!({"precedenceList": [mine], "selected": null}), false),
        (json!({"precedenceList": {}}), false),
        (json!([]), false),
    ] {
        assert_eq!(in_charge_of_proxy(&setting), is_mine, "{setting}");
    }
}

#[test]
fn values_count_where_a_sign_in_is_worse_off() {
    for (key, value, wanted) in [
        ("websites.cookieConfig", json!({"behavior": "reject_all"}), Some(Controlled::Cookies)),
        (
            "websites.cookieConfig",
            json!({"behavior": "reject_third_party"}),
            Some(Controlled::ThirdPartyCookies),
        ),
        ("websites.cookieConfig", json!({"behavior": "reject_trackers"}), None),
        ("websites.resistFingerprinting", json!(true), Some(Controlled::Fingerprinting)),
        ("websites.resistFingerprinting", json!(false), None),
        ("websites.hyperlinkAuditingEnabled", json!(false), None),
        ("proxy.settings", json!({"proxyType": "system"}), None),
        ("proxy.settings", json!({"proxyType": "none"}), None),
    ] {
        assert_eq!(controlled(key, &value).map(|(controlled, _)| controlled), wanted, "{key} {value}");
    }
}

#[test]
fn a_proxy_is_shown_without_its_secrets() {
    for (proxy, shown) in [
        (json!({"proxyType": "manual", "ssl": "http://u:hunter2@p:80"}), Some("manual p:80")),
        (json!({"proxyType": "manual", "http": "p:80", "httpProxyAll": true}), Some("manual p:80")),
        (json!({"proxyType": "manual", "http": "p:80"}), None),
        (json!({"proxyType": "manual", "socks": "p:80", "passthrough": ".amazon.co.jp"}), None),
        (json!({"proxyType": "manual", "socks": "u:hunter2"}), Some("manual …")),
        (
            json!({"proxyType": "autoConfig", "autoConfigUrl": "https://u:hunter2@p/x.pac?hunter2"}),
            Some("autoConfig https://p/x.pac"),
        ),
        (json!({"proxyType": "autoConfig", "autoConfigUrl": "data:,hunter2"}), Some("autoConfig …")),
        (json!({"proxyType": "autoDetect"}), Some("autoDetect")),
        (json!("manual"), None),
    ] {
        assert_eq!(rerouted(&proxy).as_deref(), shown, "{proxy}");
    }
}

#[test]
fn a_toolbar_is_brought_along_and_takes_over_the_start_page() {
    let settings = |id: &str| json!({"prefs": {"homepage_override": {"precedenceList": [{"id": id, "enabled": true, "value": "https://example.com/"}]}}});
    let kinds =
        |more: Value, id: &str| found(&json!([addon(more)]), &settings(id), &Value::Null).remove(0).kinds;
    assert_eq!(kinds(json!({"foreignInstall": true}), "x@example.jp"), [ExtensionKind::Toolbar]);
    assert_eq!(kinds(json!({"foreignInstall": true}), "y@example.jp"), []);
    assert_eq!(kinds(json!({}), "x@example.jp"), []);
}

proptest! {
    #[test]
    fn nothing_panics(text in "\\PC*", key in "(proxy.settings|websites.cookieConfig|x)") {
        let value = json!({"proxyType": "manual", "ssl": text, "behavior": text, "passthrough": text});
        controlled(&key, &value);
        let id = json!({"id": text, "defaultLocale": {"name": text}, "userPermissions": {"origins": [text]}});
        found(&json!([addon(id)]), &json!({"prefs": {key: {"precedenceList": [text]}}}), &json!({text.as_str(): {}}));
    }
}
