use serde_json::json;

use super::super::policy;
use super::*;
use crate::environment::browsers::place_in;
use crate::environment::facts::{Evidence, ProxyChoice};
use crate::environment::root::Os;

fn set(value: &Value) -> Set {
    let mut set = Set::default();
    for (name, value) in value.as_object().unwrap() {
        set.add(name, value.clone(), "policy");
    }
    set
}

/// The policy's name and what is shown of it; `system` for the company's word for the system's settings.
fn shown(proxy: Option<OwnProxy>) -> Option<(String, String)> {
    match proxy? {
        OwnProxy::Own(choice) => {
            let ProxyChoice { evidence: Evidence { key, value, .. }, .. } = *choice;
            Some((key, value))
        }
        OwnProxy::System => Some((String::new(), "system".to_owned())),
        OwnProxy::Unread => panic!("unread"),
    }
}

fn found(value: &Value) -> Option<(String, String)> {
    shown(of(&set(value)))
}

#[test]
fn one_dictionary_or_single_policies_say_the_same() {
    for (parts, expected) in [
        (json!({"ProxyMode": "direct"}), Some("direct")),
        (json!({"ProxyMode": "system"}), Some("system")),
        (json!({"ProxyMode": "auto_detect"}), Some("auto_detect")),
        (json!({"ProxyMode": "pac_script", "ProxyPacUrl": "http://pac/a"}), Some("pac_script http://pac/a")),
        (
            json!({"ProxyMode": "fixed_servers", "ProxyServer": "p:1", "ProxyBypassList": "a"}),
            Some("fixed_servers p:1"),
        ),
        (json!({"ProxyServerMode": 0}), Some("direct")),
        (json!({"ProxyServerMode": 1}), Some("auto_detect")),
        (json!({"ProxyServerMode": 2, "ProxyServer": "p:1"}), Some("fixed_servers p:1")),
        (json!({"ProxyServerMode": 2, "ProxyPacUrl": "http://pac/a"}), Some("pac_script http://pac/a")),
        (json!({"ProxyServerMode": 3}), Some("system")),
        (json!({"ProxyMode": "direct", "ProxyServerMode": 1}), Some("direct")),
        // What does not go together is void.
        (json!({"ProxyServer": "p:1"}), None),
        (json!({"ProxyMode": "fixed_servers"}), None),
        (json!({"ProxyMode": "fixed_servers", "ProxyServer": ""}), None),
        (json!({"ProxyMode": "fixed_servers", "ProxyServer": "p:1", "ProxyPacUrl": "http://pac/a"}), None),
        (json!({"ProxyMode": "pac_script"}), None),
        (json!({"ProxyMode": "pac_script", "ProxyPacUrl": "http://pac/a", "ProxyBypassList": "a"}), None),
        (json!({"ProxyMode": "direct", "ProxyServer": "p:1"}), None),
        (json!({"ProxyServerMode": 2}), None),
        (json!({"ProxyServerMode": 2, "ProxyServer": "p:1", "ProxyPacUrl": "http://pac/a"}), None),
        (json!({"ProxyServerMode": 4}), None),
        (json!({"ProxyMode": 3}), None),
        (json!({"ProxyMode": "other"}), None),
    ] {
        let single = found(&parts).map(|(_, value)| value);
        assert_eq!(single.as_deref(), expected, "{parts}");
        let whole = found(&json!({SETTINGS: parts})).map(|(_, value)| value);
        assert_eq!(whole.as_deref(), expected, "{parts}");
    }
    for odd in [json!({SETTINGS: "x"}), json!({SETTINGS: []}), json!({SETTINGS: {}}), json!({})] {
        assert_eq!(found(&odd), None, "{odd}");
    }
}

#[test]
fn a_script_may_be_mandatory() {
    let mandatory = |value: Value| {
        let parts =
            json!({"ProxyMode": "pac_script", "ProxyPacUrl": "http://pac/a", "ProxyPacMandatory": value});
        let Some(OwnProxy::Own(choice)) = of(&set(&json!({SETTINGS: parts}))) else { panic!() };
        choice.config.unwrap().script.unwrap().mandatory
    };
    assert!(mandatory(json!(true)) && mandatory(json!(1)));
    assert!(!mandatory(json!(false)) && !mandatory(Value::Null));
}

/// What holds on a Windows machine with these two keys of the registry.
fn in_registry(machine: &str, person: &str) -> Option<(String, String)> {
    let dir = tempfile::tempdir().unwrap();
    let key = "SOFTWARE\\Policies\\Google\\Chrome";
    let text = format!("[HKEY_LOCAL_MACHINE\\{key}]\n{machine}\n[HKEY_CURRENT_USER\\{key}]\n{person}\n");
    std::fs::write(dir.path().join("registry.reg"), text).unwrap();
    shown(policy::read(&place_in(dir.path(), Os::Windows, "chrome"), &mut Vec::new()).proxy)
}

#[test]
fn single_policies_are_taken_from_one_scope_only() {
    let mode = "\"ProxyMode\"=\"fixed_servers\"";
    let server = "\"ProxyServer\"=\"p:1\"";
    let both = format!("{mode}\n{server}");
    let fixed = |name: &str| Some((name.to_owned(), "fixed_servers p:1".to_owned()));
    assert_eq!(in_registry(&both, ""), fixed("ProxyMode"));
    assert_eq!(in_registry("", &both), fixed("ProxyMode"));
    assert_eq!(in_registry(mode, server), None, "the server is the person's");
    let whole = "\"ProxySettings\"=\"{\\\"ProxyMode\\\": \\\"direct\\\"}\"";
    assert_eq!(in_registry(whole, &both), Some((SETTINGS.to_owned(), "direct".to_owned())));
    assert_eq!(in_registry(&both, whole), fixed("ProxyMode"));
    let same = format!("{both}\n{whole}");
    assert_eq!(in_registry(&same, ""), Some((SETTINGS.to_owned(), "direct".to_owned())));
}

#[test]
fn the_registry_may_hold_the_dictionary_as_a_key() {
    let key = "[HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Google\\Chrome\\ProxySettings]";
    let found =
        in_registry(&format!("{key}\n\"ProxyMode\"=\"pac_script\"\n\"ProxyPacUrl\"=\"http://pac/a\""), "");
    assert_eq!(found, Some((SETTINGS.to_owned(), "pac_script http://pac/a".to_owned())));
}

#[test]
fn what_is_recommended_does_not_count() {
    let key = "[HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Google\\Chrome\\Recommended]";
    assert_eq!(in_registry(&format!("{key}\n\"ProxyMode\"=\"direct\""), ""), None);
}

#[test]
fn rules_for_amazon_are_said_to_be_unread() {
    let unread = |hosts: &[&str]| {
        let dir = tempfile::tempdir().unwrap();
        let rules = json!({OVERRIDES: [3, {}, {"DestinationMatchers": hosts, "ProxyList": ["PROXY p:1"]}]});
        let folder = dir.path().join("etc/opt/chrome/policies/managed");
        std::fs::create_dir_all(&folder).unwrap();
        std::fs::write(folder.join("a.json"), rules.to_string()).unwrap();
        let mut unread = Vec::new();
        policy::read(&place_in(dir.path(), Os::Linux, "chrome"), &mut unread);
        unread.into_iter().map(|unread| (unread.topic, unread.path, unread.state)).collect::<Vec<_>>()
    };
    let path = format!("/etc/opt/chrome/policies/managed/a.json {OVERRIDES}");
    assert_eq!(unread(&["*.amazon.co.jp"]), [(Topic::CompanySettings, path, ReadState::Unsupported)]);
    assert_eq!(unread(&["*.example.com"]), []);
}
