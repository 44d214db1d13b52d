//! The extensions of a profile as its settings list them: `extensions.settings` (Opera: `extensions.opsettings`).
//!
//! As in Chromium: `extensions/browser/extension_prefs.cc` and `disable_reason.h`, `extensions/common/mojom/`
//! `manifest.mojom` (locations), `extension_pref_value_map.cc` and `content_settings_store.cc` (of two extensions the
//! one that was installed or updated last decides about a setting).

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use super::patterns::Pair;
use super::permissions::Rule;
use super::preferences::Preferences;
use crate::environment::browsers::extension_kinds;
use crate::environment::facts::{Evidence, ExtensionSource, Permission, SIGN_IN_HOSTS, Scope, SetBy};
use crate::environment::mask;

/// More extensions than any profile has.
pub(super) const MOST: usize = 4096;

/// Where the extensions stand: the usual name, and Opera's.
const NAMES: [&str; 2] = ["settings", "opsettings"];

/// All enabled extensions that are the person's, another program's or the company's, newest first.
pub(super) fn enabled(preferences: &Preferences) -> Vec<Entry<'_>> {
    let mut known = BTreeSet::new();
    let mut found = Vec::new();
    for name in NAMES {
        let pointer = format!("/extensions/{name}");
        let files = [
            (&preferences.secure, preferences.secure_place.as_str()),
            (&preferences.plain, preferences.place.as_str()),
        ];
        for (file, place) in files {
            for (id, value) in file.pointer(&pointer).and_then(Value::as_object).into_iter().flatten() {
                let Some(entry) = Entry::new(id, value, place, name) else { continue };
                // The first file is the one that decides, where it has more than a remnant.
                if known.insert(id) && entry.is_enabled() && known.len() <= MOST {
                    found.push(entry);
                }
            }
        }
    }
    found.sort_by_key(|entry| std::cmp::Reverse(entry.changed()));
    found
}

/// What the settings say of one extension.
pub(super) struct Entry<'a> {
    pub(super) id: &'a str,
    value: &'a Map<String, Value>,
    /// The file, as it is shown.
    pub(super) place: &'a str,
    /// The name of the dictionary it stands in.
    above: &'static str,
    pub(super) source: Option<ExtensionSource>,
}

impl<'a> Entry<'a> {
    /// None for what is left of an extension that was removed.
    pub(super) fn new(id: &'a str, value: &'a Value, place: &'a str, above: &'static str) -> Option<Self> {
        let value = value.as_object()?;
        let has = |key: &str| value.get(key).is_some_and(|value| !value.is_null());
        let source = source_of(value.get("location").and_then(Value::as_i64));
        (has("path") || has("manifest")).then_some(Self { id, value, place, above, source })
    }

    pub(super) fn get(&self, key: &str) -> Option<&'a Value> {
        self.value.get(key)
    }

    /// Components of the browser itself do not count.
    pub(super) fn is_enabled(&self) -> bool {
        let is_on = match self.get("disable_reasons") {
            Some(Value::Array(reasons)) => reasons.is_empty(),
            Some(Value::Number(reasons)) => reasons.as_i64() == Some(0),
            _ => self.get("state").and_then(Value::as_i64).is_none_or(|state| state == 1),
        };
        let is_refused = self.get("blacklist") == Some(&Value::Bool(true));
        is_on && !is_refused && self.source.is_some()
    }

    /// When it was installed or updated, in microseconds since 1601.
    pub(super) fn changed(&self) -> i64 {
        let time = |key: &str| self.get(key)?.as_str()?.parse().ok();
        ["last_update_time", "install_time", "first_install_time"].into_iter().find_map(time).unwrap_or(0)
    }

    pub(super) fn key(&self) -> String {
        format!("extensions.{}.{}", self.above, extension_kinds::shown_id(self.id))
    }

    /// What was set by the extension, or by the company with its help.
    pub(super) fn evidence(&self, below: &str, value: &str) -> Evidence {
        let by_company = self.source == Some(ExtensionSource::Company);
        Evidence {
            place: self.place.to_owned(),
            key: format!("{}.{below}", self.key()),
            value: mask::shown(value),
            default: String::new(),
            set_by: if by_company { SetBy::Company } else { SetBy::Extension },
        }
    }

    /// A setting of the browser that it has made for ordinary windows, with its key. The names of these settings are
    /// single keys, dots and all.
    pub(super) fn preference(&self, name: &str) -> Option<(&'a Value, String)> {
        ["regular_only_preferences", "preferences"]
            .into_iter()
            .find_map(|above| Some((self.get(above)?.get(name)?, format!("{above}.{name}"))))
    }

    /// Its rules for one kind of content in ordinary windows, as far as they are about the sign-in hosts.
    pub(super) fn rules(&self, kind: &str) -> Vec<Rule> {
        let list = self.get("content_settings").and_then(Value::as_array);
        list.into_iter().flatten().filter_map(|rule| self.rule(rule, kind)).collect()
    }

    fn rule(&self, rule: &Value, kind: &str) -> Option<Rule> {
        let text = |key: &str| rule.get(key).and_then(Value::as_str);
        if text("type") != Some(kind) {
            return None;
        }
        let setting = text("setting")?;
        let permission = match setting {
            "allow" => Permission::Allow,
            "block" => Permission::Block,
            "session_only" => Permission::SessionOnly,
            _ => return None,
        };
        let pattern = text("primaryPattern")?;
        let pair = Pair::parse(&format!("{pattern},{}", text("secondaryPattern").unwrap_or("*")))?;
        if !SIGN_IN_HOSTS.iter().any(|host| pair.matches_https(host)) {
            return None;
        }
        let for_all = matches!(pattern, "*" | "<all_urls>" | "*://*" | "https://*");
        let scope = if for_all { Scope::AllSites } else { Scope::ThisSite };
        let value = format!("{kind}: {} = {setting}", pattern.split(['?', '#']).next().unwrap_or_default());
        Some(Rule { pair, permission, scope, evidence: self.evidence("content_settings", &value) })
    }
}

/// A setting of the browser that one of the extensions has made, by its dotted name.
pub(super) fn decided<'a>(entries: &[Entry<'a>], name: &str) -> Option<(&'a Value, Evidence)> {
    let (entry, value, key) = deciding(entries, name)?;
    Some((value, entry.evidence(&key, &value.to_string())))
}

/// The extension that decides about a setting, what it has set it to, and where that stands below the extension.
/// Whoever has a word on a setting at all decides it, even where that changes nothing.
pub(super) fn deciding<'e, 'a>(
    entries: &'e [Entry<'a>],
    name: &str,
) -> Option<(&'e Entry<'a>, &'a Value, String)> {
    entries.iter().find_map(|entry| {
        let (value, key) = entry.preference(name)?;
        Some((entry, value, key))
    })
}

/// The rules of each extension for one kind of content; those without any are left out.
pub(super) fn layers(entries: &[Entry<'_>], kind: &str) -> Vec<Vec<Rule>> {
    entries.iter().map(|entry| entry.rules(kind)).filter(|rules| !rules.is_empty()).collect()
}

/// How it came into the browser; none for parts of the browser itself.
fn source_of(location: Option<i64>) -> Option<ExtensionSource> {
    match location {
        Some(2 | 3 | 6) => Some(ExtensionSource::OtherProgram),
        Some(4 | 8) => Some(ExtensionSource::Folder),
        Some(5 | 10) => None,
        Some(7 | 9) => Some(ExtensionSource::Company),
        _ => Some(ExtensionSource::Store),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn preferences(settings: &Value) -> Preferences {
        Preferences {
            plain: json!({"extensions": {"settings": settings}}),
            place: "Preferences".into(),
            secure: Value::Null,
            secure_place: "Secure Preferences".into(),
            secure_is_known: true,
        }
    }

    fn rule(setting: &str) -> Value {
        json!([{"primaryPattern": "https://sellercentral.amazon.co.jp", "secondaryPattern": "*",
                "setting": setting, "type": "cookies"}])
    }

    #[test]
    fn only_enabled_extensions_count() {
        for (settings, enabled) in [
            (json!({}), true),
            (json!({"disable_reasons": []}), true),
            (json!({"disable_reasons": [1]}), false),
            (json!({"disable_reasons": 0}), true),
            (json!({"disable_reasons": 8192}), false),
            (json!({"state": 1}), true),
            (json!({"state": 0}), false),
            (json!({"state": 2}), false),
            (json!({"location": 5}), false),
        ] {
            let mut settings = settings;
            settings["path"] = json!("a/1.0_0");
            let entry = Entry::new("a", &settings, "Preferences", "settings").unwrap();
            assert_eq!(entry.is_enabled(), enabled, "{settings}");
        }
    }

    #[test]
    fn the_extension_that_was_installed_last_decides() {
        let preferences = preferences(&json!({
            "aaaa": {"path": "a", "content_settings": rule("block"), "last_update_time": "13439793269596175",
                     "preferences": {"profile.cookie_controls_mode": 1}},
            "bbbb": {"path": "b", "content_settings": rule("allow"), "last_update_time": "13439793269596176"},
            "cccc": {"path": "c", "content_settings": rule("session_only"), "install_time": "1"},
            "dddd": {"path": "d", "content_settings": rule("block"), "install_time": "99439793269596176", "state": 0},
        }));
        let entries = enabled(&preferences);
        let rules: Vec<_> = layers(&entries, "cookies").iter().map(|rules| rules[0].permission).collect();
        assert_eq!(rules, [Permission::Allow, Permission::Block, Permission::SessionOnly]);
        assert!(layers(&entries, "javascript").is_empty());
        let (value, evidence) = decided(&entries, "profile.cookie_controls_mode").unwrap();
        assert_eq!((value, evidence.set_by), (&json!(1), SetBy::Extension));
        assert_eq!(evidence.key, "extensions.settings.aaaa.preferences.profile.cookie_controls_mode");
        assert!(decided(&entries, "proxy").is_none());
    }

    #[test]
    fn odd_entries_are_left_out() {
        let preferences = preferences(&json!({
            "aaaa": {"path": "a", "content_settings": [1, {}, {"type": "cookies"}, {"type": "cookies", "setting": "block",
                     "primaryPattern": "broken["}, {"type": "cookies", "setting": "ask", "primaryPattern": "*"}]},
            "bbbb": {"path": "b", "content_settings": {"type": "cookies"}, "preferences": 3},
            "cccc": 7,
        }));
        let entries = enabled(&preferences);
        assert!(layers(&entries, "cookies").is_empty());
        assert!(decided(&entries, "x").is_none());
    }
}
