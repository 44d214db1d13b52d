//! Where the policies of Firefox stand: `policies.json`, the registry, property lists.
//!
//! As in Firefox, toolkit/components/enterprisepolicies: EnterprisePoliciesParent.sys.mjs, WindowsGPOParser.sys.mjs,
//! macOSPoliciesParser.sys.mjs. A whole policy counts from the first place that has it; they are not merged inside.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::Place;
use super::policy::is_on;
use crate::environment::browsers::property_list;
use crate::environment::facts::{Topic, Unread};
use crate::environment::read::{self, ReadState};
use crate::environment::registry::{Hive, Value as RegistryValue};
use crate::environment::root::Os;

/// Policies by name, each with the place where it stands.
pub(super) type Policies = BTreeMap<String, (Value, String)>;

/// The policies that have keys of their own in the registry, and the lists below them.
const KEYS: [(&str, &[&str]); 6] = [
    ("Proxy", &[]),
    ("DNSOverHTTPS", &[]),
    ("Cookies", &["Allow", "AllowSession", "Block"]),
    ("SanitizeOnShutdown", &[]),
    ("WebsiteFilter", &["Block", "Exceptions"]),
    ("Preferences", &[]),
];

/// No policy has more parts in its name.
const DEEPEST: usize = 8;

/// Reads them. Those of the operating system count more than the file's.
pub(super) fn read(place: &Place, unread: &mut Vec<Unread>) -> Policies {
    let mut policies = Policies::new();
    match place.root.os {
        Os::Windows => {
            for hive in [Hive::LocalMachine, Hive::CurrentUser] {
                add_registry(place, hive, &mut policies, unread);
            }
        }
        Os::Macos => add_property_lists(place, &mut policies, unread),
        Os::Linux => {}
    }
    add_files(place, &mut policies, unread);
    policies
}

fn add(policies: &mut Policies, more: Map<String, Value>, place: &str) {
    for (name, value) in more {
        policies.entry(name).or_insert_with(|| (value, place.to_owned()));
    }
}

/// `policies.json`. On Linux the one of the system takes the place of those beside the programs.
fn add_files(place: &Place, policies: &mut Policies, unread: &mut Vec<Unread>) {
    for template in place.def.policy_files_on(place.root.os) {
        let Some(path) = place.root.path(template) else {
            continue;
        };
        let found = match read::json(&place.root, &path) {
            Ok(Value::Object(mut file)) => match file.remove("policies") {
                Some(Value::Object(found)) => Ok(found),
                _ => Err(ReadState::Unparsable),
            },
            Ok(_) => Err(ReadState::Unparsable),
            Err(state) => Err(state),
        };
        match found {
            Ok(found) => add(policies, found, &place.root.shown(&path)),
            Err(ReadState::Absent) => continue,
            Err(state) => unread.push(place.unread(&place.label, Topic::CompanySettings, &path, state)),
        }
        if template.starts_with("/etc/") {
            return;
        }
    }
}

/// The values of the registry in the form of `policies.json`.
fn add_registry(place: &Place, hive: Hive, policies: &mut Policies, unread: &mut Vec<Unread>) {
    let Some(key) = &place.def.policy_key else {
        return;
    };
    let key = format!("Software\\Policies\\{key}");
    let shown = format!("{}\\{key}", hive.short_name());
    let mut values = |key: &str| match place.root.registry.values(hive, key) {
        Ok(values) => values,
        Err(state) => {
            if state != ReadState::Absent {
                let (subject, topic, path) = (place.label.clone(), Topic::CompanySettings, shown.clone());
                unread.push(Unread { subject, topic, path, state });
            }
            Vec::new()
        }
    };
    let mut found = object(values(&key));
    for (name, lists) in KEYS {
        let mut below = object(values(&format!("{key}\\{name}")));
        for list in lists {
            let mut texts = values(&format!("{key}\\{name}\\{list}"));
            texts.sort_by_key(|(name, _)| name.parse::<u32>().unwrap_or(u32::MAX));
            if !texts.is_empty() {
                let texts = texts.iter().filter_map(|(_, value)| value.text()).map(Value::from).collect();
                below.insert((*list).to_owned(), texts);
            }
        }
        if !below.is_empty() {
            found.insert(name.to_owned(), Value::Object(below));
        }
    }
    add(policies, found, &shown);
}

fn object(values: Vec<(String, RegistryValue)>) -> Map<String, Value> {
    let json = |value| match value {
        RegistryValue::Number(number) => Some(Value::from(number)),
        RegistryValue::Text(text) => Some(json_or_text(text)),
        // JSON may stand on several lines.
        RegistryValue::List(lines) => Some(json_or_text(lines.join("\n"))),
        RegistryValue::Bytes(_) => None,
    };
    values.into_iter().filter_map(|(name, value)| Some((name, json(value)?))).collect()
}

fn json_or_text(text: String) -> Value {
    if text.trim_start().starts_with(['{', '[']) {
        serde_json::from_str(&text).unwrap_or(Value::String(text))
    } else {
        Value::String(text)
    }
}

/// The property lists, if policies are enabled in one of them.
fn add_property_lists(place: &Place, policies: &mut Policies, unread: &mut Vec<Unread>) {
    let Some(domain) = &place.def.policy_domain else {
        return;
    };
    let person =
        place.root.home.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let mut found = Policies::new();
    for template in [
        format!("/Library/Managed Preferences/{person}/{domain}.plist"),
        format!("/Library/Managed Preferences/{domain}.plist"),
        format!("{{home}}/Library/Preferences/{domain}.plist"),
        format!("/Library/Preferences/{domain}.plist"),
    ] {
        let Some(path) = place.root.path(&template) else {
            continue;
        };
        match property_list::read(&place.root, &path) {
            Ok(Value::Object(values)) => add(&mut found, unflatten(values), &place.root.shown(&path)),
            Err(ReadState::Absent) => {}
            Ok(_) => {
                let state = ReadState::Unparsable;
                unread.push(place.unread(&place.label, Topic::CompanySettings, &path, state));
            }
            Err(state) => unread.push(place.unread(&place.label, Topic::CompanySettings, &path, state)),
        }
    }
    if found.get("EnterprisePoliciesEnabled").is_some_and(|(value, _)| is_on(value)) {
        policies.extend(found);
    }
}

/// `Cookies__Behavior` is `Behavior` inside `Cookies`; numbers are the places of a list.
fn unflatten(values: Map<String, Value>) -> Map<String, Value> {
    let mut out = Map::new();
    for (name, value) in values {
        let parts: Vec<&str> = name.split("__").take(DEEPEST).collect();
        insert(&mut out, &parts, value);
    }
    out.into_iter().map(|(name, value)| (name, with_lists(value))).collect()
}

/// What is written twice in different forms counts once.
fn insert(into: &mut Map<String, Value>, parts: &[&str], value: Value) {
    match parts {
        [] => {}
        [last] => {
            into.insert((*last).to_owned(), value);
        }
        [first, rest @ ..] => {
            let below = into.entry((*first).to_owned()).or_insert_with(|| Value::Object(Map::new()));
            if let Value::Object(below) = below {
                insert(below, rest, value);
            }
        }
    }
}

fn with_lists(value: Value) -> Value {
    match value {
        Value::Object(values)
            if !values.is_empty() && values.keys().all(|key| key.parse::<u32>().is_ok()) =>
        {
            let mut values: Vec<(String, Value)> = values.into_iter().collect();
            values.sort_by_key(|(key, _)| key.parse::<u32>().unwrap_or(u32::MAX));
            values.into_iter().map(|(_, value)| value).collect()
        }
        Value::Object(values) => {
            Value::Object(values.into_iter().map(|(key, value)| (key, with_lists(value))).collect())
        }
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::environment::browsers::place_in;
    use proptest::prelude::*;
    use serde_json::json;

    #[test]
    fn flat_names_become_policies() {
        let flat = json!({
            "EnterprisePoliciesEnabled": true,
            "Cookies__Behavior": "reject",
            "Cookies__Block__1": "https://b.example",
            "Cookies__Block__0": "https://a.example",
            "SanitizeOnShutdown": true,
        });
        let Value::Object(flat) = flat else { panic!() };
        let nested = json!({
            "EnterprisePoliciesEnabled": true,
            "Cookies": {"Behavior": "reject", "Block": ["https://a.example", "https://b.example"]},
            "SanitizeOnShutdown": true,
        });
        assert_eq!(Value::Object(unflatten(flat)), nested);
    }

    #[test]
    fn the_registry_may_hold_json() {
        assert_eq!(json_or_text(" {\"a\": 1}".into()), json!({"a": 1}));
        assert_eq!(json_or_text("reject".into()), json!("reject"));
        assert_eq!(json_or_text("{broken".into()), json!("{broken"));
    }

    #[test]
    fn a_whole_policy_counts_from_the_first_place() {
        let dir = tempfile::tempdir().unwrap();
        let folder = dir.path().join("Program Files/Mozilla Firefox/distribution");
        std::fs::create_dir_all(&folder).unwrap();
        let file = r#"{"policies": {"Cookies": {"Behavior": "reject", "Locked": true}, "SanitizeOnShutdown": true}}"#;
        std::fs::write(folder.join("policies.json"), file).unwrap();
        let registry = "[HKEY_CURRENT_USER\\Software\\Policies\\Mozilla\\Firefox\\Cookies]\n\"Behavior\"=\"accept\"\n\
            [HKEY_LOCAL_MACHINE\\Software\\Policies\\Mozilla\\Firefox\\WebsiteFilter\\Block]\n\"2\"=\"b\"\n\"1\"=\"a\"\n";
        std::fs::write(dir.path().join("registry.reg"), registry).unwrap();
        let mut unread = Vec::new();
        let found = read(&place_in(dir.path(), Os::Windows, "firefox"), &mut unread);
        assert_eq!(found["Cookies"].0, json!({"Behavior": "accept"}));
        assert_eq!(found["SanitizeOnShutdown"].0, json!(true));
        assert_eq!(found["WebsiteFilter"].0, json!({"Block": ["a", "b"]}));
        assert!(unread.is_empty());
    }

    #[test]
    fn a_broken_file_is_said_to_be_unread() {
        for content in ["{", "[]", "{\"policies\": 3}", "{}"] {
            let dir = tempfile::tempdir().unwrap();
            std::fs::create_dir_all(dir.path().join("etc/firefox/policies")).unwrap();
            std::fs::write(dir.path().join("etc/firefox/policies/policies.json"), content).unwrap();
            let mut unread = Vec::new();
            assert!(read(&place_in(dir.path(), Os::Linux, "firefox"), &mut unread).is_empty());
            let states: Vec<_> = unread.iter().map(|unread| (unread.topic, unread.state)).collect();
            assert_eq!(states, [(Topic::CompanySettings, ReadState::Unparsable)], "{content}");
        }
    }

    proptest! {
        #[test]
        fn nothing_panics(names in proptest::collection::vec("[a-c_0-2]{0,8}", 0..12)) {
            unflatten(names.into_iter().map(|name| (name, Value::from(1))).collect());
        }
    }
}
