//! Tests of reading the extensions of a profile.

use std::fs;
use std::sync::Arc;

use jiff::Timestamp;
use serde_json::json;

use super::*;
use crate::environment::browsers::inventory;
use crate::environment::facts::{Controlled, ReadState};
use crate::environment::root::{Os, Root};

const ID: &str = "abcdefghijklmnopabcdefghijklmnop";

/// Preferences with these extensions in the first file, and those in the second.
fn preferences(plain: Value, secure: Value) -> Preferences {
    let file = |settings: Value| json!({"extensions": {"settings": settings}});
    Preferences {
        plain: file(plain),
        place: "Preferences".into(),
        secure: file(secure),
        secure_place: "Secure Preferences".into(),
        secure_is_known: true,
    }
}

fn found(preferences: &Preferences) -> Vec<ExtensionFacts> {
    found_in(preferences, |_| {}).0
}

/// What is found in a profile of a copied machine, in which `prepare` makes files.
fn found_in(
    preferences: &Preferences,
    prepare: impl FnOnce(&std::path::Path),
) -> (Vec<ExtensionFacts>, Vec<Unread>) {
    let dir = tempfile::tempdir().unwrap();
    let folder = dir.path().join("home/taro/profile");
    fs::create_dir_all(&folder).unwrap();
    prepare(&folder);
    let root = Arc::new(Root::copied(dir.path(), Os::Linux).unwrap());
    let (def, label, now) = (&inventory()[0], String::new(), Timestamp::UNIX_EPOCH);
    let place = Place { root, def, label, folder: folder.clone(), now };
    let profile = Profile::new(folder, "profile".into(), "profile".into(), true);
    let mut unread = Vec::new();
    let found = read(&place, &profile, preferences, &mut unread);
    (found, unread)
}

fn one(mut entry: Value) -> Option<ExtensionFacts> {
    let given = entry.as_object_mut().unwrap();
    given.entry("manifest").or_insert(json!({"name": "X", "version": "1"}));
    let mut found = found(&preferences(json!({ID: entry}), Value::Null));
    assert!(found.len() <= 1);
    found.pop()
}

#[test]
fn only_enabled_extensions_count_whatever_the_version_wrote() {
    for (entry, is_there) in [
        (json!({}), true),
        (json!({"disable_reasons": []}), true),
        (json!({"disable_reasons": [1]}), false),
        (json!({"disable_reasons": 0}), true),
        (json!({"disable_reasons": 8192}), false),
        (json!({"state": 1}), true),
        (json!({"state": 0}), false),
        (json!({"state": 2}), false),
        (json!({"disable_reasons": "odd", "state": []}), true),
        (json!({"blacklist": true}), false),
        (json!({"location": 5}), false),
        (json!({"location": 10}), false),
        (json!({"manifest": {"name": "X", "theme": {}}}), false),
        (json!({"manifest": {"name": "X", "app": {}}}), false),
    ] {
        assert_eq!(one(entry.clone()).is_some(), is_there, "{entry}");
    }
    let stub = json!({ID: {"disable_reasons": [], "first_install_time": "1"}, "x": 3, "y": []});
    assert_eq!(found(&preferences(stub, Value::Null)), []);
}

#[test]
fn where_it_came_from_is_told() {
    for (location, source) in [
        (1, ExtensionSource::Store),
        (2, ExtensionSource::OtherProgram),
        (3, ExtensionSource::OtherProgram),
        (4, ExtensionSource::Folder),
        (6, ExtensionSource::OtherProgram),
        (7, ExtensionSource::Company),
        (8, ExtensionSource::Folder),
        (9, ExtensionSource::Company),
    ] {
        assert_eq!(one(json!({"location": location})).unwrap().source, source, "{location}");
    }
    assert_eq!(one(json!({"location": 7})).unwrap().evidence.set_by, SetBy::Company);
}

#[test]
fn the_protected_file_decides_unless_it_has_only_a_remnant() {
    let named = |name: &str| json!({"manifest": {"name": name}, "location": 1});
    let of = |plain: Value, secure: Value| {
        let found = found(&preferences(json!({ID: plain}), json!({ID: secure})));
        found.into_iter().map(|one| (one.name, one.evidence.place)).collect::<Vec<_>>()
    };
    let secure = vec![("secure".to_owned(), "Secure Preferences".to_owned())];
    assert_eq!(of(named("plain"), named("secure")), secure);
    assert_eq!(of(json!({"x": 1}), named("secure")), secure);
    assert_eq!(of(named("plain"), json!({"x": 1})), [("plain".to_owned(), "Preferences".to_owned())]);
    let mut off = named("secure");
    off["disable_reasons"] = json!([1]);
    assert_eq!(of(named("plain"), off), [], "it is switched off where that is decided");
}

#[test]
fn opera_keeps_them_elsewhere() {
    let mut preferences = preferences(json!({}), Value::Null);
    preferences.plain = json!({"extensions": {"opsettings": {ID: {"manifest": {"name": "X"}}}}});
    let found = found(&preferences);
    assert_eq!(found[0].evidence.key, format!("extensions.opsettings.{ID}"));
}

#[test]
fn what_it_may_do_now_counts_more_than_what_it_asks_for() {
    let manifest = json!({"name": "X", "permissions": ["proxy"], "host_permissions": ["<all_urls>"]});
    let asks = one(json!({"manifest": manifest})).unwrap();
    assert_eq!((asks.reach, asks.permissions), (Reach::AllSites, vec!["proxy".to_owned()]));
    let active = json!({"api": ["cookies", "tabs", 3], "explicit_host": [], "scriptable_host": ["*://*.amazon.co.jp/*"]});
    let may = one(json!({"manifest": manifest, "active_permissions": active})).unwrap();
    assert_eq!((may.reach, may.permissions), (Reach::Amazon, vec!["cookies".to_owned()]));
}

#[test]
fn sites_that_the_person_withholds_do_not_count() {
    let all = json!({"explicit_host": ["<all_urls>"]});
    let reach = |granted: Value| {
        one(json!({
            "active_permissions": all,
            "withholding_permissions": true,
            "runtime_granted_permissions": granted,
        }))
        .unwrap()
        .reach
    };
    assert_eq!(reach(Value::Null), Reach::Elsewhere);
    assert_eq!(reach(json!({"explicit_host": ["https://*.amazon.co.jp/*"]})), Reach::Amazon);
    assert_eq!(reach(json!({"explicit_host": ["*://*/*"]})), Reach::AllSites);
    let amazon = json!({"explicit_host": ["https://*.amazon.co.jp/*"]});
    let entry = json!({
        "active_permissions": amazon,
        "withholding_permissions": true,
        "runtime_granted_permissions": all,
    });
    assert_eq!(one(entry).unwrap().reach, Reach::Amazon, "it never asked for more");
    assert_eq!(
        one(json!({"active_permissions": all, "withholding_permissions": false})).unwrap().reach,
        Reach::AllSites
    );
}

#[test]
fn names_are_read_in_japanese_then_in_the_makers_language() {
    let entry = json!({ID: {"path": format!("{ID}/1.0_0")}});
    let folder = |profile: &std::path::Path| {
        let folder = profile.join("Extensions").join(ID).join("1.0_0");
        for locale in ["ja", "en"] {
            fs::create_dir_all(folder.join("_locales").join(locale)).unwrap();
        }
        let manifest = "\u{FEFF}// made by hand\n{\"name\": \"__MSG_appName__\", \"default_locale\": \"en\", \"version\": \"1.0\"}";
        fs::write(folder.join("manifest.json"), manifest).unwrap();
        fs::write(folder.join("_locales/en/messages.json"), r#"{"appname": {"message": "Tidy"}}"#).unwrap();
        folder
    };
    let preferences = preferences(entry, Value::Null);
    let (english, unread) = found_in(&preferences, |profile| drop(folder(profile)));
    assert_eq!((english[0].name.as_str(), english[0].version.as_str()), ("Tidy", "1.0"));
    assert_eq!(unread, []);
    let (japanese, _) = found_in(&preferences, |profile| {
        let text = r#"{"APPNAME": {"message": "おそうじ taro@example.jp"}}"#;
        fs::write(folder(profile).join("_locales/ja/messages.json"), text).unwrap();
    });
    assert_eq!(japanese[0].name, "おそうじ t***@example.jp");
}

#[test]
fn a_manifest_that_cannot_be_read_is_told_once_for_each_reason() {
    let entry = |path: &str| json!({"path": path, "active_permissions": {"api": ["proxy"]}});
    let entries = json!({
        "a": entry("big"),
        "b": entry("big"),
        "c": entry("broken"),
        "d": entry("../../../secret"),
        "e": entry("none"),
    });
    let (found, unread) = found_in(&preferences(entries, Value::Null), |profile| {
        for name in ["big", "broken"] {
            fs::create_dir_all(profile.join("Extensions").join(name)).unwrap();
        }
        let big = fs::File::create(profile.join("Extensions/big/manifest.json")).unwrap();
        big.set_len(50 * 1024 * 1024).unwrap();
        fs::write(profile.join("Extensions/broken/manifest.json"), "{\"name\": ").unwrap();
    });
    assert_eq!(found.len(), 5, "what the settings say of them is known");
    assert!(found.iter().all(|one| one.permissions == ["proxy"] && one.name == one.id));
    let mut states: Vec<_> = unread.iter().map(|unread| unread.state).collect();
    states.sort();
    assert_eq!(states, [ReadState::Absent, ReadState::TooBig, ReadState::Unparsable]);
}

#[cfg(unix)]
#[test]
fn links_that_lead_out_of_a_copy_are_not_followed() {
    let outside = tempfile::tempdir().unwrap();
    fs::write(outside.path().join("manifest.json"), r#"{"name": "outside"}"#).unwrap();
    let preferences = preferences(json!({ID: {"path": "link"}}), Value::Null);
    let (found, unread) = found_in(&preferences, |profile| {
        fs::create_dir_all(profile.join("Extensions")).unwrap();
        std::os::unix::fs::symlink(outside.path(), profile.join("Extensions/link")).unwrap();
    });
    assert_eq!(found[0].name, ID);
    assert_eq!(unread[0].state, ReadState::Denied);
}

#[test]
fn the_newest_extension_decides_about_the_proxy() {
    let entry = |time: &str, mode: &str| {
        json!({
            "manifest": {"name": "X"},
            "last_update_time": time,
            "preferences": {"proxy": {"mode": mode, "server": "proxy.example.jp:8080"}},
        })
    };
    let controls = |first: Value, second: Value| {
        let found = found(&preferences(json!({"a": first, "b": second}), Value::Null));
        found.into_iter().filter(|one| !one.controls.is_empty()).map(|one| one.id).collect::<Vec<_>>()
    };
    assert_eq!(controls(entry("13", "fixed_servers"), entry("14", "fixed_servers")), ["b"]);
    assert_eq!(controls(entry("15", "fixed_servers"), entry("14", "fixed_servers")), ["a"]);
    assert_eq!(controls(entry("13", "fixed_servers"), entry("14", "direct")), [""; 0]);
    let mut off = entry("14", "direct");
    off["disable_reasons"] = json!([1]);
    assert_eq!(controls(entry("13", "fixed_servers"), off), ["a"]);
}

#[test]
fn the_names_of_controlled_settings_are_single_keys() {
    let of = |preferences: Value| {
        let found = one(json!({"preferences": preferences})).unwrap();
        found.controls.into_iter().map(|(controlled, _)| controlled).collect::<Vec<_>>()
    };
    assert_eq!(of(json!({"profile.cookie_controls_mode": 1})), [Controlled::ThirdPartyCookies]);
    assert_eq!(of(json!({"profile.cookie_controls_mode": 2})), []);
    assert_eq!(of(json!({"profile": {"cookie_controls_mode": 1}})), []);
    let regular = json!({"regular_only_preferences": {"proxy": {"mode": "auto_detect"}}});
    let (controlled, evidence) = one(regular).unwrap().controls.remove(0);
    assert_eq!(controlled, Controlled::Proxy);
    assert_eq!(evidence.key, format!("extensions.settings.{ID}.regular_only_preferences.proxy"));
    assert_eq!(evidence.set_by, SetBy::Extension);
    let incognito = json!({"incognito_preferences": {"proxy": {"mode": "auto_detect"}}});
    assert_eq!(one(incognito).unwrap().controls, []);
}

#[test]
fn rules_for_content_count_where_amazon_is_worse_off() {
    let of = |rules: Value| {
        let found = one(json!({"content_settings": rules})).unwrap();
        found.controls.into_iter().map(|(controlled, _)| controlled).collect::<Vec<_>>()
    };
    let rule = |pattern: &str, kind: &str, setting: &str| json!({"primaryPattern": pattern, "secondaryPattern": "*", "type": kind, "setting": setting});
    assert_eq!(of(json!([rule("https://[*.]amazon.co.jp", "cookies", "block")])), [Controlled::Cookies]);
    assert_eq!(of(json!([rule("*", "cookies", "session_only")])), [Controlled::SessionCookies]);
    assert_eq!(of(json!([rule("*", "javascript", "block")])), [Controlled::JavaScript]);
    assert_eq!(of(json!([rule("*", "images", "block")])), []);
    assert_eq!(of(json!([rule("[*.]example.com", "cookies", "block")])), []);
    let but = [rule("*", "cookies", "block"), rule("[*.]amazon.co.jp", "cookies", "allow")];
    assert_eq!(of(json!(but)), [], "Amazon is excepted");
    assert_eq!(of(json!([3, {"type": "cookies"}, {"type": "cookies", "setting": 2}])), []);
    assert_eq!(of(json!({"x": 1})), []);
}

#[test]
fn of_two_extensions_the_newer_ones_rule_holds() {
    let entry = |time: &str, setting: &str| {
        json!({
            "manifest": {"name": "X"},
            "last_update_time": time,
            "content_settings": [
                {"primaryPattern": "*", "secondaryPattern": "*", "type": "cookies", "setting": setting},
            ],
        })
    };
    let entries = json!({"a": entry("1", "block"), "b": entry("2", "allow")});
    let found = found(&preferences(entries, Value::Null));
    assert!(found.iter().all(|one| one.controls.is_empty()));
}

#[test]
fn a_toolbar_is_brought_along_and_takes_over_the_start_page() {
    let manifest = json!({"name": "X", "chrome_settings_overrides": {"homepage": "https://example.com/"}});
    let kinds = |location: i64| one(json!({"manifest": manifest, "location": location})).unwrap().kinds;
    assert_eq!(kinds(3), [ExtensionKind::Toolbar]);
    assert_eq!(kinds(1), []);
}

#[test]
fn thousands_of_extensions_are_no_trouble() {
    let entries: Map<String, Value> = (0..6000)
        .map(|n| {
            (format!("id{n}"), json!({"path": format!("{n}"), "active_permissions": {"api": ["proxy"]}}))
        })
        .collect();
    let (found, unread) = found_in(&preferences(Value::Object(entries), Value::Null), |_| {});
    assert_eq!(found.len(), super::super::installed::MOST);
    assert_eq!(unread.len(), 1);
}
