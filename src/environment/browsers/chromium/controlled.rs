//! What the extensions of a profile have taken over from the person's settings.
//!
//! As in Chromium: `components/content_settings/core/browser/content_settings_provider.h` and
//! `extensions/browser/api/content_settings/content_settings_store.cc` (of two extensions the one that was installed
//! or updated last decides), `extensions/browser/extension_prefs.cc` and `disable_reason.h`.

use serde_json::Value;

use super::patterns::Pair;
use super::permissions::Rule;
use super::preferences::{Preferences, evidence};
use crate::environment::facts::{Evidence, Permission, SIGN_IN_HOSTS, Scope, SetBy};

/// Where a browser keeps what it knows of its extensions; Opera has a name of its own.
const PLACES: [&str; 2] = ["extensions.settings", "extensions.opsettings"];

/// The enabled extensions, the one that decides first.
pub(super) struct Controlled<'a> {
    extensions: Vec<Extension<'a>>,
}

struct Extension<'a> {
    /// The place of its settings, e.g. `extensions.settings.<id>`.
    name: String,
    settings: &'a Value,
    file: &'a str,
}

impl<'a> Controlled<'a> {
    /// The enabled extensions of a profile.
    pub(super) fn of(preferences: &'a Preferences) -> Self {
        let mut extensions: Vec<Extension<'a>> = Vec::new();
        for place in PLACES {
            let Some((all, file)) = preferences.get(place) else {
                continue;
            };
            let enabled = all.as_object().into_iter().flatten().filter(|(_, settings)| is_enabled(settings));
            extensions.extend(enabled.map(|(id, settings)| Extension {
                name: format!("{place}.{id}"),
                settings,
                file,
            }));
        }
        extensions.sort_by_key(|extension| std::cmp::Reverse(installed(extension.settings)));
        Self { extensions }
    }

    /// A setting of the browser that an extension has set, by its dotted name.
    pub(super) fn preference(&self, name: &str) -> Option<(&'a Value, Evidence)> {
        self.extensions.iter().find_map(|extension| {
            let of = |part: &'static str| {
                let value = extension.settings.get(part)?.get(name)?;
                let key = format!("{}.{part}.{name}", extension.name);
                Some((value, extension.evidence(&key, &value.to_string())))
            };
            // Those of usual windows only count more, since a usual profile is read.
            of("regular_only_preferences").or_else(|| of("preferences"))
        })
    }

    /// The rules of each extension for one kind of content, as far as they are about the sign-in hosts.
    pub(super) fn rules(&self, kind: &str) -> Vec<Vec<Rule>> {
        let of_extension = |extension: &Extension<'_>| -> Vec<Rule> {
            let list = extension.settings.get("content_settings").and_then(Value::as_array);
            list.into_iter().flatten().filter_map(|entry| extension.rule(entry, kind)).collect()
        };
        self.extensions.iter().map(of_extension).filter(|rules| !rules.is_empty()).collect()
    }
}

impl Extension<'_> {
    fn rule(&self, entry: &Value, kind: &str) -> Option<Rule> {
        let text = |name: &str| entry.get(name).and_then(Value::as_str);
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
        let (primary, secondary) = (text("primaryPattern")?, text("secondaryPattern").unwrap_or("*"));
        let pattern = format!("{primary},{secondary}");
        let pair = Pair::parse(&pattern)?;
        if !SIGN_IN_HOSTS.iter().any(|host| pair.matches_https(host)) {
            return None;
        }
        let scope = if pair == Pair::everything() { Scope::AllSites } else { Scope::ThisSite };
        let key = format!("{}.content_settings", self.name);
        let evidence = self.evidence(&key, &format!("{kind} {pattern} = {setting}"));
        Some(Rule { pair, permission, scope, evidence })
    }

    fn evidence(&self, key: &str, value: &str) -> Evidence {
        Evidence { set_by: SetBy::Extension, ..evidence(self.file, key, value, "") }
    }
}

/// Newer versions list why an extension is disabled, older ones had one bit for each reason, the oldest a state.
fn is_enabled(settings: &Value) -> bool {
    let reasons = match settings.get("disable_reasons") {
        Some(Value::Array(reasons)) => !reasons.is_empty(),
        Some(bits) => bits.as_i64().is_some_and(|bits| bits != 0),
        None => false,
    };
    let state = settings.get("state").and_then(Value::as_i64);
    settings.is_object() && !reasons && state.is_none_or(|state| state == 1)
}

/// When it was installed or updated last, in microseconds since 1601.
fn installed(settings: &Value) -> i64 {
    let time = |name: &str| settings.get(name)?.as_str()?.parse().ok();
    ["last_update_time", "install_time", "first_install_time"].into_iter().find_map(time).unwrap_or(0)
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
            (json!(null), false),
            (json!([]), false),
        ] {
            assert_eq!(is_enabled(&settings), enabled, "{settings}");
        }
    }

    #[test]
    fn the_extension_that_was_installed_last_decides() {
        let preferences = preferences(&json!({
            "aaaa": {"content_settings": rule("block"), "last_update_time": "13439793269596175",
                     "preferences": {"profile.cookie_controls_mode": 1}},
            "bbbb": {"content_settings": rule("allow"), "last_update_time": "13439793269596176"},
            "cccc": {"content_settings": rule("session_only"), "install_time": "1"},
            "dddd": {"content_settings": rule("block"), "install_time": "99439793269596176", "state": 0},
        }));
        let controlled = Controlled::of(&preferences);
        let rules: Vec<_> = controlled.rules("cookies").iter().map(|rules| rules[0].permission).collect();
        assert_eq!(rules, [Permission::Allow, Permission::Block, Permission::SessionOnly]);
        assert!(controlled.rules("javascript").is_empty());
        let (value, evidence) = controlled.preference("profile.cookie_controls_mode").unwrap();
        assert_eq!((value, evidence.set_by), (&json!(1), SetBy::Extension));
        assert_eq!(evidence.key, "extensions.settings.aaaa.preferences.profile.cookie_controls_mode");
        assert!(controlled.preference("proxy").is_none());
    }

    #[test]
    fn odd_entries_are_left_out() {
        let preferences = preferences(&json!({
            "aaaa": {"content_settings": [1, {}, {"type": "cookies"}, {"type": "cookies", "setting": "block",
                     "primaryPattern": "broken["}, {"type": "cookies", "setting": "ask", "primaryPattern": "*"}]},
            "bbbb": {"content_settings": {"type": "cookies"}, "preferences": 3},
            "cccc": 7,
        }));
        let controlled = Controlled::of(&preferences);
        assert!(controlled.rules("cookies").is_empty());
        assert!(controlled.preference("x").is_none());
    }
}
