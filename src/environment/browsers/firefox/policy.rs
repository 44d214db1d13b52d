//! What a company has set for Firefox: `policies.json` beside the program, or the registry.
//!
//! Names and meaning as in Mozilla's policy-templates and in Firefox,
//! browser/components/enterprisepolicies/Policies.sys.mjs.

use serde_json::Value;

use super::Place;
use crate::environment::facts::{Evidence, SetBy, Topic, Unread};
use crate::environment::mask;
use crate::environment::read::{self, ReadState};
use crate::environment::registry::{Hive, Value as RegistryValue};
use crate::environment::root::Os;

/// The company's settings that matter.
#[derive(Default)]
pub(super) struct FirefoxPolicy {
    /// All cookies are rejected, or not, whatever the person sets (locked) or unless they set it.
    pub(super) rejects_cookies: Option<Ruling>,
    /// Cookies are deleted when Firefox is closed.
    pub(super) clears_on_exit: Option<Evidence>,
    /// Private windows are forced.
    pub(super) forced_private: Option<Evidence>,
}

/// What a policy says about one setting.
pub(super) struct Ruling {
    pub(super) says: bool,
    pub(super) locked: bool,
    pub(super) evidence: Evidence,
}

/// Reads the policies. Those of the registry count more than the file's.
pub(super) fn read(place: &Place, unread: &mut Vec<Unread>) -> FirefoxPolicy {
    let mut policy = FirefoxPolicy::default();
    if place.root.os == Os::Windows {
        for hive in [Hive::LocalMachine, Hive::CurrentUser] {
            if let Some((value, shown)) = from_registry(place, hive) {
                policy.merge(&value, &shown);
            }
        }
    }
    for path in
        place.def.policy_files_on(place.root.os).iter().filter_map(|template| place.root.path(template))
    {
        match read::json(&place.root, &path) {
            Ok(value) => {
                if let Some(policies) = value.get("policies") {
                    policy.merge(policies, &place.root.shown(&path));
                }
            }
            Err(ReadState::Absent) => {}
            Err(state) => unread.push(place.unread(&place.label, Topic::CompanySettings, &path, state)),
        }
    }
    policy
}

/// The values of the registry in the form of `policies.json`.
fn from_registry(place: &Place, hive: Hive) -> Option<(Value, String)> {
    let key = format!("Software\\Policies\\{}", place.def.policy_key.as_ref()?);
    let mut policies = object(place, hive, &key);
    for name in ["Cookies", "SanitizeOnShutdown"] {
        let below = object(place, hive, &format!("{key}\\{name}"));
        if !below.is_empty() {
            policies.insert(name.to_owned(), Value::Object(below));
        }
    }
    (!policies.is_empty()).then(|| (Value::Object(policies), format!("{}\\{key}", hive.short_name())))
}

fn object(place: &Place, hive: Hive, key: &str) -> serde_json::Map<String, Value> {
    let values = place.root.registry.values(hive, key).unwrap_or_default();
    let json = |value| match value {
        RegistryValue::Number(number) => Some(Value::from(number)),
        RegistryValue::Text(text) => Some(serde_json::from_str(&text).unwrap_or(Value::String(text))),
        _ => None,
    };
    values.into_iter().filter_map(|(name, value)| Some((name, json(value)?))).collect()
}

impl FirefoxPolicy {
    /// Adds what a less important place says where nothing is known yet.
    fn merge(&mut self, policies: &Value, place: &str) {
        let evidence = |key: &str, value: &Value| Evidence {
            place: place.to_owned(),
            key: key.to_owned(),
            value: value.as_str().map_or_else(|| value.to_string(), mask::shown),
            default: String::new(),
            set_by: SetBy::Company,
        };
        if let Some(value) = policies.pointer("/Cookies/Behavior")
            && self.rejects_cookies.is_none()
        {
            let locked = policies.pointer("/Cookies/Locked").is_some_and(is_on);
            let says = value.as_str() == Some("reject");
            self.rejects_cookies =
                Some(Ruling { says, locked, evidence: evidence("Cookies.Behavior", value) });
        }
        let sanitize = policies.get("SanitizeOnShutdown");
        let cookies = sanitize.and_then(|value| value.get("Cookies"));
        let clears = if sanitize.is_some_and(Value::is_object) {
            cookies.filter(|value| is_on(value)).map(|value| evidence("SanitizeOnShutdown.Cookies", value))
        } else {
            sanitize.filter(|value| is_on(value)).map(|value| evidence("SanitizeOnShutdown", value))
        };
        self.clears_on_exit = self.clears_on_exit.take().or(clears);
        let name = "PrivateBrowsingModeAvailability";
        let private =
            policies.get(name).filter(|value| value.as_i64() == Some(2)).map(|value| evidence(name, value));
        self.forced_private = self.forced_private.take().or(private);
    }
}

/// A switch, as JSON or as the registry writes it.
fn is_on(value: &Value) -> bool {
    value.as_bool().or_else(|| value.as_i64().map(|number| number != 0)).unwrap_or(false)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn policy(value: &Value) -> FirefoxPolicy {
        let mut policy = FirefoxPolicy::default();
        policy.merge(value, "policies.json");
        policy
    }

    #[test]
    fn what_matters_is_found() {
        let found = policy(&json!({
            "Cookies": {"Behavior": "reject", "Locked": true},
            "SanitizeOnShutdown": true,
            "PrivateBrowsingModeAvailability": 2,
        }));
        let cookies = found.rejects_cookies.unwrap();
        assert!(cookies.says && cookies.locked);
        assert!(found.clears_on_exit.is_some());
        assert!(found.forced_private.is_some());
    }

    #[test]
    fn what_does_not_matter_is_left_out() {
        let found = policy(&json!({
            "Cookies": {"Behavior": "reject-foreign"},
            "SanitizeOnShutdown": {"Cache": true, "Cookies": false},
            "PrivateBrowsingModeAvailability": 1,
        }));
        assert!(!found.rejects_cookies.unwrap().says);
        assert!(found.clears_on_exit.is_none());
        assert!(found.forced_private.is_none());
        let odd = policy(&json!({"Cookies": 3, "SanitizeOnShutdown": "x"}));
        assert!(odd.rejects_cookies.is_none() && odd.clears_on_exit.is_none());
    }
}
