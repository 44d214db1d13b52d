//! What a company has set for Firefox: `policies.json` beside the program, the registry, managed preferences.
//!
//! Names and meaning as in Mozilla's policy-templates and in Firefox, browser/modules/policies/Policies.sys.mjs;
//! places as in toolkit/components/enterprisepolicies/EnterprisePoliciesParent.sys.mjs.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::permissions::{self, SiteRule};
use super::policy_places::{self, Policies};
use super::prefs::{self, Effective, Prefs};
use super::prefs_js::Pref;
use super::settings::{
    ALWAYS_PRIVATE, CLEAR_NEW, CLEAR_OLD, COOKIE_BEHAVIOR, COOKIE_BEHAVIOR_PRIVATE, REJECT_ALL, SANITIZE,
};
use super::{Place, match_pattern, policy_network, proxy};
use crate::environment::facts::{
    Evidence, HostSetting, OwnProxy, Permission, PolicyFacts, Scope, SetBy, Unread,
};
use crate::environment::mask;

/// The company's settings that matter.
#[derive(Default)]
pub(super) struct FirefoxPolicy {
    /// Settings by name: locked, or what holds unless the person sets something else.
    pub(super) prefs: BTreeMap<&'static str, PolicyPref>,
    /// Permissions of sites for cookies.
    pub(super) cookies: Vec<SiteRule>,
    /// Private windows are forced.
    forced_private: Option<Evidence>,
    /// The seller hosts that cannot be opened.
    addresses: Vec<HostSetting>,
}

/// A setting that a policy has set.
#[derive(Clone, Debug)]
pub(super) struct PolicyPref {
    pub(super) value: Pref,
    pub(super) locked: bool,
    pub(super) evidence: Evidence,
}

/// Reads the policies.
pub(super) fn read(place: &Place, unread: &mut Vec<Unread>) -> FirefoxPolicy {
    FirefoxPolicy::of(&policy_places::read(place, unread))
}

impl FirefoxPolicy {
    /// What holds for all profiles.
    pub(super) fn facts(&self) -> PolicyFacts {
        PolicyFacts {
            cookies: permissions::of_sign_in_hosts(&self.cookies),
            addresses: self.addresses.clone(),
            forced_private: self.forced_private.clone(),
            proxy: match self.locked_proxy() {
                Some(OwnProxy::Own(choice)) => Some(*choice),
                _ => None,
            },
            ..PolicyFacts::default()
        }
    }

    /// Which proxy settings count, if nobody can change that.
    pub(super) fn locked_proxy(&self) -> Option<OwnProxy> {
        let is_locked = self.prefs.get(proxy::TYPE).is_some_and(|kind| kind.locked);
        is_locked.then(|| Effective { own: &Prefs::default(), policy: self }.proxy(&[]))
    }

    pub(super) fn of(policies: &Policies) -> Self {
        let mut policy = Self::default();
        // In the order in which Firefox carries them out: a later one has the last word.
        if let Some((Value::Object(prefs), place)) = policies.get("Preferences") {
            policy.preferences(prefs, place);
        }
        if let Some((Value::Object(proxy), place)) = policies.get("Proxy") {
            policy_network::proxy(&mut policy, proxy, place);
        }
        if let Some((Value::Object(names), place)) = policies.get("DNSOverHTTPS") {
            policy_network::names(&mut policy, names, place);
        }
        policy.private_windows(policies);
        if let Some((Value::Object(cookies), place)) = policies.get("Cookies") {
            policy.cookies(cookies, place);
        }
        if let Some((sanitize, place)) = policies.get("SanitizeOnShutdown") {
            policy.sanitize(sanitize, place);
        }
        if let Some((filter, place)) = policies.get("WebsiteFilter") {
            policy.website_filter(filter, place);
        }
        policy
    }

    pub(super) fn set(&mut self, name: &'static str, value: Pref, locked: bool, evidence: Evidence) {
        self.prefs.insert(name, PolicyPref { value, locked, evidence });
    }

    /// Single settings. Firefox takes only those whose names begin like this, and of those that are read here all
    /// others are ignored.
    fn preferences(&mut self, prefs: &Map<String, Value>, place: &str) {
        for (name, set) in prefs {
            let known = prefs::wanted().find(|known| *known == name);
            let Some(known) =
                known.filter(|known| known.starts_with("network.") || known.starts_with("browser."))
            else {
                continue;
            };
            // The older form is the value itself, and locked.
            let (value, status) = match set {
                Value::Object(set) => (set.get("Value"), set.get("Status").and_then(Value::as_str)),
                value => (Some(value), Some("locked")),
            };
            let pref = match value {
                Some(Value::Bool(on)) => Pref::Bool(*on),
                Some(Value::Number(number)) => match number.as_i64() {
                    Some(number) => Pref::Number(number),
                    None => continue,
                },
                Some(Value::String(text)) => Pref::Text(text.clone()),
                _ => continue,
            };
            // "user" writes the setting as if the person had, and is then found there.
            if !matches!(status, Some("user" | "clear")) {
                let evidence = evidence(place, &format!("Preferences: {name}"), value);
                self.set(known, pref, status == Some("locked"), evidence);
            }
        }
    }

    fn private_windows(&mut self, policies: &Policies) {
        let lock = |name: &'static str, on: bool| {
            let (value, place) = policies.get(name)?;
            Some((on, evidence(place, name, Some(value))))
        };
        let number = |wanted: i64| {
            let name = "PrivateBrowsingModeAvailability";
            policies.get(name).is_some_and(|(value, _)| value.as_i64() == Some(wanted)).then_some(name)
        };
        let disabled = policies.get("DisablePrivateBrowsing").is_some_and(|(value, _)| is_on(value));
        let locked = number(2)
            .and_then(|name| lock(name, true))
            .or_else(|| number(1).and_then(|name| lock(name, false)))
            .or_else(|| disabled.then(|| lock("DisablePrivateBrowsing", false))?);
        if let Some((on, evidence)) = locked {
            self.forced_private = on.then(|| evidence.clone());
            self.set(ALWAYS_PRIVATE, Pref::Bool(on), true, evidence);
        }
    }

    fn cookies(&mut self, cookies: &Map<String, Value>, place: &str) {
        for (list, permission) in [
            ("AllowSession", Permission::SessionOnly),
            ("Allow", Permission::Allow),
            ("Block", Permission::Block),
        ] {
            for origin in texts(cookies.get(list)) {
                let evidence = evidence(place, &format!("Cookies.{list}"), Some(&Value::from(origin)));
                // Two rules for one origin contradict each other; the last one is carried out last.
                self.cookies.extend(SiteRule::new(origin, permission, evidence));
            }
        }
        let locked = cookies.get("Locked").is_some_and(is_on);
        let mut behavior = |name: &'static str, key: &str, number: Option<i64>| {
            if let Some(number) = number {
                let evidence = evidence(place, &format!("Cookies.{key}"), cookies.get(key));
                self.set(name, Pref::Number(number), locked, evidence);
            }
        };
        let of = |key: &str| cookies.get(key).and_then(Value::as_str).and_then(number_of_behavior);
        if cookies.contains_key("Behavior") || cookies.contains_key("BehaviorPrivateBrowsing") {
            behavior(COOKIE_BEHAVIOR, "Behavior", of("Behavior").or(locked.then_some(5)));
            let private = of("BehaviorPrivateBrowsing").or(locked.then_some(5));
            behavior(COOKIE_BEHAVIOR_PRIVATE, "BehaviorPrivateBrowsing", private);
        } else if let Some(key) = ["Default", "AcceptThirdParty", "RejectTracker", "Locked"]
            .into_iter()
            .find(|key| cookies.contains_key(*key))
        {
            // The older form; of its values only rejecting all matters.
            let rejects = cookies.get("Default").is_some_and(|value| !is_on(value));
            let number = if rejects { REJECT_ALL } else { 0 };
            behavior(COOKIE_BEHAVIOR, key, Some(number));
            behavior(COOKIE_BEHAVIOR_PRIVATE, key, Some(number));
        }
    }

    /// A switch for everything, or one for each kind of data.
    fn sanitize(&mut self, sanitize: &Value, place: &str) {
        let (clears, cookies, locks) = match sanitize {
            Value::Object(kinds) => {
                let locked = kinds.get("Locked");
                let cookies = kinds.get("Cookies");
                let locks = match (locked, cookies) {
                    (Some(locked), Some(_)) => (is_on(locked), is_on(locked)),
                    (Some(locked), None) => (is_on(locked), false),
                    (None, _) => (true, true),
                };
                (true, cookies.is_some_and(is_on), locks)
            }
            value => (is_on(value), is_on(value), (true, true)),
        };
        let key = if sanitize.is_object() { "SanitizeOnShutdown.Cookies" } else { "SanitizeOnShutdown" };
        let of = |on: bool| evidence(place, key, Some(&Value::Bool(on)));
        self.set(SANITIZE, Pref::Bool(clears), locks.0, of(cookies));
        for name in [CLEAR_OLD, CLEAR_NEW] {
            self.set(name, Pref::Bool(cookies), locks.1, of(cookies));
        }
    }

    fn website_filter(&mut self, filter: &Value, place: &str) {
        let list = |name: &str| texts(filter.get(name));
        let setting = |(host, pattern): (&str, &str)| HostSetting {
            host: host.to_owned(),
            permission: Permission::Block,
            scope: if pattern == "<all_urls>" { Scope::AllSites } else { Scope::ThisSite },
            evidence: evidence(
                place,
                "WebsiteFilter.Block",
                Some(&Value::from(mask::address_pattern(pattern))),
            ),
        };
        self.addresses = match_pattern::blocked_hosts(&list("Block"), &list("Exceptions"))
            .into_iter()
            .map(setting)
            .collect();
    }
}

pub(super) fn evidence(place: &str, key: &str, value: Option<&Value>) -> Evidence {
    let value = value.map(|value| value.as_str().map_or_else(|| value.to_string(), str::to_owned));
    Evidence {
        place: place.to_owned(),
        key: key.to_owned(),
        value: mask::shown(&value.unwrap_or_default()),
        default: String::new(),
        set_by: SetBy::Company,
    }
}

/// `network.cookie.cookieBehavior`, by its name in policies.
fn number_of_behavior(name: &str) -> Option<i64> {
    let names = ["accept", "reject-foreign", "reject", "limit-foreign", "reject-tracker"];
    let number = (0..).zip(names).find(|(_, known)| *known == name).map(|(number, _)| number);
    number.or_else(|| name.ends_with("partition-foreign").then_some(5))
}

/// The texts of a list.
fn texts(list: Option<&Value>) -> Vec<&str> {
    list.and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str).collect()
}

/// A switch, as JSON or as the registry writes it.
pub(super) fn is_on(value: &Value) -> bool {
    value.as_bool().or_else(|| value.as_i64().map(|number| number != 0)).unwrap_or(false)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn policy(value: &Value) -> FirefoxPolicy {
        let policies = value
            .as_object()
            .unwrap()
            .iter()
            .map(|(name, value)| (name.clone(), (value.clone(), "policies.json".to_owned())))
            .collect();
        FirefoxPolicy::of(&policies)
    }

    fn pref(value: &Value, name: &str) -> Option<(Pref, bool)> {
        policy(value).prefs.get(name).map(|pref| (pref.value.clone(), pref.locked))
    }

    #[test]
    fn cookies_are_what_the_policy_says() {
        let of = |cookies: Value| pref(&json!({"Cookies": cookies}), COOKIE_BEHAVIOR);
        assert_eq!(of(json!({"Behavior": "reject", "Locked": true})), Some((Pref::Number(2), true)));
        assert_eq!(of(json!({"Behavior": "reject-foreign"})), Some((Pref::Number(1), false)));
        assert_eq!(
            of(json!({"Behavior": "reject-tracker-and-partition-foreign", "Locked": 1})),
            Some((Pref::Number(5), true))
        );
        assert_eq!(of(json!({"Default": false})), Some((Pref::Number(2), false)), "the older form");
        assert_eq!(of(json!({"Locked": true})), Some((Pref::Number(0), true)));
        assert_eq!(of(json!({"Allow": ["https://amazon.co.jp"]})), None);
        assert_eq!(of(json!({"Behavior": 3})), None);
        let private = json!({"Cookies": {"BehaviorPrivateBrowsing": "reject"}});
        assert_eq!(pref(&private, COOKIE_BEHAVIOR_PRIVATE), Some((Pref::Number(2), false)));
        assert_eq!(pref(&private, COOKIE_BEHAVIOR), None);
    }

    #[test]
    fn sites_may_have_cookies_or_not() {
        let facts = policy(&json!({"Cookies": {
            "Block": ["https://amazon.co.jp", "https://example.com", 3],
            "Allow": ["https://sellercentral.amazon.co.jp/"],
            "AllowSession": ["https://www.amazon.co.jp"],
        }}))
        .facts();
        let of = |host: &str| facts.cookies.iter().find(|setting| setting.host == host).map(|s| s.permission);
        assert_eq!(of("sellercentral.amazon.co.jp"), Some(Permission::Allow));
        assert_eq!(of("www.amazon.co.jp"), Some(Permission::SessionOnly));
        assert_eq!(of("amazon.co.jp"), Some(Permission::Block));
        assert_eq!(of("sellercentral-japan.amazon.com"), None);
    }

    #[test]
    fn deleting_at_the_end_is_locked_unless_said_otherwise() {
        let of = |sanitize: Value| {
            let value = json!({"SanitizeOnShutdown": sanitize});
            (pref(&value, SANITIZE), pref(&value, CLEAR_NEW))
        };
        let (on, off) = (Pref::Bool(true), Pref::Bool(false));
        assert_eq!(of(json!(true)), (Some((on.clone(), true)), Some((on.clone(), true))));
        assert_eq!(of(json!(0)), (Some((off.clone(), true)), Some((off.clone(), true))));
        assert_eq!(of(json!({"Cookies": true})), (Some((on.clone(), true)), Some((on.clone(), true))));
        assert_eq!(of(json!({"Cache": true})), (Some((on.clone(), true)), Some((off.clone(), true))));
        assert_eq!(
            of(json!({"Cookies": true, "Locked": false})),
            (Some((on.clone(), false)), Some((on.clone(), false)))
        );
        assert_eq!(of(json!({"Locked": true})), (Some((on, true)), Some((off, false))));
    }

    #[test]
    fn private_windows_are_forced_or_impossible() {
        let of =
            |value: Value| (policy(&value).facts().forced_private.is_some(), pref(&value, ALWAYS_PRIVATE));
        assert_eq!(of(json!({"PrivateBrowsingModeAvailability": 2})), (true, Some((Pref::Bool(true), true))));
        assert_eq!(
            of(json!({"PrivateBrowsingModeAvailability": 1})),
            (false, Some((Pref::Bool(false), true)))
        );
        assert_eq!(of(json!({"DisablePrivateBrowsing": true})), (false, Some((Pref::Bool(false), true))));
        assert_eq!(of(json!({"PrivateBrowsingModeAvailability": 0})), (false, None));
    }

    #[test]
    fn single_settings_have_a_status() {
        let of = |set: Value| pref(&json!({"Preferences": {COOKIE_BEHAVIOR: set}}), COOKIE_BEHAVIOR);
        assert_eq!(of(json!({"Value": 2, "Status": "locked"})), Some((Pref::Number(2), true)));
        assert_eq!(of(json!({"Value": 2, "Status": "default"})), Some((Pref::Number(2), false)));
        assert_eq!(of(json!({"Value": 2})), Some((Pref::Number(2), false)));
        assert_eq!(of(json!({"Value": 2, "Status": "user"})), None);
        assert_eq!(of(json!({"Status": "clear"})), None);
        assert_eq!(of(json!(2)), Some((Pref::Number(2), true)), "the older form");
        let not_allowed =
            json!({"Preferences": {"javascript.enabled": {"Value": false, "Status": "locked"}}});
        assert!(policy(&not_allowed).prefs.is_empty());
    }

    #[test]
    fn addresses_may_be_blocked() {
        let hosts = |filter: Value| policy(&json!({"WebsiteFilter": filter})).facts().addresses.len();
        assert_eq!(hosts(json!({"Block": ["<all_urls>"]})), 2);
        assert_eq!(hosts(json!({"Block": ["<all_urls>"], "Exceptions": ["*://*.amazon.co.jp/*"]})), 1);
        assert_eq!(hosts(json!({"Block": "x"})), 0);
    }

    #[test]
    fn odd_values_are_left_out() {
        let odd = policy(
            &json!({"Cookies": 3, "SanitizeOnShutdown": "x", "WebsiteFilter": [], "Preferences": null}),
        );
        assert!(odd.cookies.is_empty() && odd.addresses.is_empty());
        assert!(odd.prefs.values().all(|pref| pref.value == Pref::Bool(false)));
    }
}
