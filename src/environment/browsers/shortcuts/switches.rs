//! The switches of a browser that change how pages are reached or kept.
//!
//! Sources: Chromium, `base/command_line.cc` (how they are written),
//! `chrome/browser/prefs/chrome_command_line_pref_store.cc` (which of those for a proxy counts); Firefox,
//! toolkit/xre/nsAppRunner.cpp and browser/components/BrowserContentHandler.sys.mjs.

use serde_json::{Value, json};

use super::super::chromium;
use crate::environment::facts::{Evidence, Family, ProxyConfig, SetBy, ShortcutFacts};
use crate::environment::mask;
use crate::environment::root::{Os, Root};

const NO_PROXY: &str = "no-proxy-server";
const SCRIPT: &str = "proxy-pac-url";
const DETECT: &str = "proxy-auto-detect";
const SERVER: &str = "proxy-server";
const EXCEPT: &str = "proxy-bypass-list";
const FOLDER: &str = "user-data-dir";

/// Switches of browsers built on Chromium, those for a proxy by the one that counts most first.
const OF_CHROMIUM: [&str; 11] = [
    NO_PROXY,
    SCRIPT,
    DETECT,
    SERVER,
    EXCEPT,
    "host-resolver-rules",
    "incognito",
    "inprivate",
    FOLDER,
    "disable-web-security",
    "user-agent",
];

const OF_FIREFOX: [&str; 2] = ["private-window", "private"];

/// What arguments say; none if there are no switches that matter. `place` is the shortcut, as it is shown.
pub(super) fn read(root: &Root, family: Family, arguments: &[String], place: &str) -> Option<ShortcutFacts> {
    let given = given(root.os, family, arguments);
    if given.is_empty() {
        return None;
    }
    let proxy = proxy(&given, place);
    let switches: Vec<(String, String)> = given
        .iter()
        .map(|(name, value)| ((*name).to_owned(), shown(root, name, value, proxy.as_ref())))
        .collect();
    let written = |(name, value): &(String, String)| match value.as_str() {
        "" => format!("--{name}"),
        value => format!("--{name}={value}"),
    };
    let line = switches.iter().map(written).collect::<Vec<_>>().join(" ");
    let evidence = evidence(place, if root.os == Os::Linux { "Exec" } else { "Arguments" }, &line);
    Some(ShortcutFacts { switches, config: proxy, evidence })
}

/// The switches that matter, each once: of several with one name, the last value counts.
fn given(os: Os, family: Family, arguments: &[String]) -> Vec<(&'static str, &str)> {
    let known: &[&'static str] = match family {
        Family::Chromium => &OF_CHROMIUM,
        Family::Firefox => &OF_FIREFOX,
        Family::Safari => &[],
    };
    let mut found: Vec<(&'static str, &str)> = Vec::new();
    for argument in arguments {
        // What follows these are addresses.
        if family == Family::Chromium && matches!(argument.as_str(), "--" | "--single-argument") {
            break;
        }
        let slash = argument.strip_prefix('/').filter(|_| os == Os::Windows);
        let dashes = argument.strip_prefix("--").or_else(|| argument.strip_prefix('-'));
        let Some(switch) = dashes.or(slash) else { continue };
        let (name, value) = switch.split_once('=').unwrap_or((switch, ""));
        let is_same = |known: &str| match (os, family) {
            (Os::Windows, _) | (_, Family::Firefox) => known.eq_ignore_ascii_case(name),
            _ => known == name,
        };
        let Some(name) = known.iter().find(|known| is_same(known)) else { continue };
        found.retain(|(other, _)| other != name);
        found.push((name, value));
    }
    found
}

/// The proxy settings that the switches stand for.
fn proxy(given: &[(&'static str, &str)], place: &str) -> Option<ProxyConfig> {
    let value = |name: &str| given.iter().find(|(of, _)| *of == name).map(|(_, value)| *value);
    let (name, dictionary) = OF_CHROMIUM.iter().find_map(|name| {
        let own = value(name)?;
        let dictionary = match *name {
            NO_PROXY => json!({"mode": "direct"}),
            SCRIPT => json!({"mode": "pac_script", "pac_url": own}),
            DETECT => json!({"mode": "auto_detect"}),
            SERVER => json!({"mode": "fixed_servers", "server": own, "bypass_list": value(EXCEPT)}),
            _ => return None,
        };
        Some((*name, dictionary))
    })?;
    understand(&dictionary, name, place)
}

fn understand(dictionary: &Value, name: &str, place: &str) -> Option<ProxyConfig> {
    let evidence = |shown: &str| evidence(place, &format!("--{name}"), shown);
    chromium::understand_proxy(dictionary, evidence).map(|(config, _)| config)
}

/// A value as it is shown, without secrets.
fn shown(root: &Root, name: &str, value: &str, proxy: Option<&ProxyConfig>) -> String {
    let without_secrets = |text: &str| if text.contains('@') { "…".to_owned() } else { mask::shown(text) };
    match name {
        SCRIPT => mask::script_address(value),
        SERVER => match proxy.and_then(|proxy| proxy.server.as_ref()) {
            Some(setting) => setting.evidence.value.trim_start_matches("fixed_servers ").to_owned(),
            None => without_secrets(value),
        },
        EXCEPT => value.split_inclusive([';', ',']).map(without_secrets).collect(),
        FOLDER => root.shown(&root.inside(value)),
        _ => without_secrets(value),
    }
}

fn evidence(place: &str, key: &str, value: &str) -> Evidence {
    Evidence {
        place: place.to_owned(),
        key: key.to_owned(),
        value: mask::shown(value),
        default: String::new(),
        set_by: SetBy::Person,
    }
}

#[cfg(test)]
mod tests;
