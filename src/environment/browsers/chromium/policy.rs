//! What a company has set for a browser built on Chromium.
//!
//! Names and values as in Chromium: `components/policy/resources/templates/policy_definitions`; places as in
//! `chrome/common/chrome_paths.cc` and components/policy/core/common; Edge's own: Microsoft, "Microsoft Edge -
//! Policies". Policies from the cloud are not stored in a form that can be read.

use std::collections::BTreeMap;

use serde_json::Value;

use super::patterns::Pair;
use super::permissions::{self, Rule};
use super::{Place, policy_places};
use crate::environment::facts::{Evidence, Permission, PolicyFacts, SIGN_IN_HOSTS, Scope, SetBy, Unread};
use crate::environment::mask;
use crate::environment::root::Os;

/// Policies with a single value.
const SINGLE: [&str; 8] = [
    "DefaultCookiesSetting",
    "DefaultJavaScriptSetting",
    "BlockThirdPartyCookies",
    "ClearBrowsingDataOnExit",
    "IncognitoModeAvailability",
    "InPrivateModeAvailability",
    "ForceEphemeralProfiles",
    "RestoreOnStartup",
];

/// Policies with a list of texts.
pub(super) const LISTS: [&str; 7] = [
    "CookiesAllowedForUrls",
    "CookiesBlockedForUrls",
    "CookiesSessionOnlyForUrls",
    "JavaScriptAllowedForUrls",
    "JavaScriptBlockedForUrls",
    "ClearBrowsingDataOnExitList",
    "SaveCookiesOnExit",
];

/// The company's rules, for working out what holds in a profile, and the facts.
#[derive(Default)]
pub(super) struct Policy {
    pub(super) cookies: Vec<Rule>,
    pub(super) javascript: Vec<Rule>,
    pub(super) facts: PolicyFacts,
}

/// Reads the mandatory policies of a browser.
pub(super) fn read(place: &Place, unread: &mut Vec<Unread>) -> Policy {
    let set = match place.root.os {
        Os::Windows => policy_places::from_registry(place, unread),
        Os::Linux => policy_places::from_files(place, unread),
        Os::Macos => {
            policy_places::note_managed_preferences(place, unread);
            Set::default()
        }
    };
    set.policy()
}

/// Policies by name, each with the place where it stands.
#[derive(Default)]
pub(super) struct Set {
    values: BTreeMap<String, (Value, String)>,
}

impl Set {
    /// Adds a policy that is known here, unless a place that counts more has set it.
    pub(super) fn add(&mut self, name: &str, value: Value, place: &str) {
        let known = SINGLE.iter().chain(&LISTS).find(|known| known.eq_ignore_ascii_case(name));
        if let Some(known) = known {
            self.values.entry((*known).to_owned()).or_insert_with(|| (value, place.to_owned()));
        }
    }

    fn number(&self, name: &str) -> Option<i64> {
        self.values.get(name)?.0.as_i64()
    }

    /// A switch, as JSON or as the registry writes it.
    fn switch(&self, name: &str) -> Option<bool> {
        let value = &self.values.get(name)?.0;
        value.as_bool().or_else(|| value.as_i64().map(|number| number != 0))
    }

    fn list(&self, name: &str) -> impl Iterator<Item = &str> {
        self.values
            .get(name)
            .and_then(|(value, _)| value.as_array())
            .into_iter()
            .flatten()
            .filter_map(Value::as_str)
    }

    fn evidence(&self, name: &str, value: &str) -> Evidence {
        let place = self.values.get(name).map(|(_, place)| place.clone()).unwrap_or_default();
        let (key, value) = (name.to_owned(), mask::shown(value));
        Evidence { place, key, value, default: String::new(), set_by: SetBy::Company }
    }

    /// Evidence for a number, if it is `wanted`.
    fn number_if(&self, name: &str, wanted: i64) -> Option<Evidence> {
        (self.number(name)? == wanted).then(|| self.evidence(name, &wanted.to_string()))
    }

    /// Evidence for a switch that is on.
    fn switch_if_on(&self, name: &str) -> Option<Evidence> {
        self.switch(name)?.then(|| self.evidence(name, "true"))
    }

    fn policy(&self) -> Policy {
        let cookies = self.rules(
            "DefaultCookiesSetting",
            &[
                ("CookiesAllowedForUrls", Permission::Allow),
                ("CookiesBlockedForUrls", Permission::Block),
                ("CookiesSessionOnlyForUrls", Permission::SessionOnly),
            ],
        );
        let javascript = self.rules(
            "DefaultJavaScriptSetting",
            &[
                ("JavaScriptAllowedForUrls", Permission::Allow),
                ("JavaScriptBlockedForUrls", Permission::Block),
            ],
        );
        let third_party = "BlockThirdPartyCookies";
        let facts = PolicyFacts {
            cookies: permissions::of_sign_in_hosts(&[&cookies]),
            javascript: permissions::of_sign_in_hosts(&[&javascript]),
            clears_cookies: self.clears_cookies(),
            forced_private: self
                .number_if("IncognitoModeAvailability", 2)
                .or_else(|| self.number_if("InPrivateModeAvailability", 2))
                .or_else(|| self.switch_if_on("ForceEphemeralProfiles")),
            third_party: self.switch(third_party).map(|on| (on, self.evidence(third_party, &on.to_string()))),
            restores_session: self.number("RestoreOnStartup").map(|number| number == 1),
        };
        Policy { cookies, javascript, facts }
    }

    fn clears_cookies(&self) -> Option<Evidence> {
        let kept = self
            .list("SaveCookiesOnExit")
            .filter_map(Pair::parse)
            .any(|pair| pair.matches_https(SIGN_IN_HOSTS[0]));
        let all = self.switch_if_on("ClearBrowsingDataOnExit").filter(|_| !kept);
        all.or_else(|| {
            let name = "ClearBrowsingDataOnExitList";
            let kind = self.list(name).find(|kind| *kind == "cookies_and_other_site_data")?;
            Some(self.evidence(name, kind))
        })
    }

    fn rules(&self, default: &str, lists: &[(&str, Permission)]) -> Vec<Rule> {
        let mut rules = Vec::new();
        if let Some((number, permission)) =
            self.number(default).and_then(|number| Some((number, Permission::from_number(number)?)))
        {
            let evidence = self.evidence(default, &number.to_string());
            rules.push(Rule { pair: Pair::everything(), permission, scope: Scope::AllSites, evidence });
        }
        for (list, permission) in lists {
            for text in self.list(list) {
                let Some(pair) = Pair::parse(text) else { continue };
                if SIGN_IN_HOSTS.iter().any(|host| pair.matches_https(host)) {
                    let evidence = self.evidence(list, text);
                    rules.push(Rule { pair, permission: *permission, scope: Scope::ThisSite, evidence });
                }
            }
        }
        rules
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn policy(value: &Value) -> Policy {
        let mut set = Set::default();
        for (name, value) in value.as_object().unwrap() {
            set.add(name, value.clone(), "policy");
        }
        set.policy()
    }

    #[test]
    fn cookies_for_the_seller_are_what_the_company_says() {
        let facts = policy(&json!({
            "DefaultCookiesSetting": 2,
            "CookiesAllowedForUrls": ["https://sellercentral.amazon.co.jp"],
            "CookiesBlockedForUrls": ["[*.]example.com", "broken[", 3],
        }))
        .facts;
        let of = |host: &str| facts.cookies.iter().find(|setting| setting.host == host).unwrap().permission;
        assert_eq!(of("sellercentral.amazon.co.jp"), Permission::Allow);
        assert_eq!(of("www.amazon.co.jp"), Permission::Block);
    }

    #[test]
    fn edge_can_keep_the_cookies_of_some_sites() {
        let clears = |value: &Value| policy(value).facts.clears_cookies.is_some();
        assert!(clears(&json!({"ClearBrowsingDataOnExit": 1})));
        assert!(clears(&json!({"ClearBrowsingDataOnExit": true, "SaveCookiesOnExit": ["[*.]example.com"]})));
        assert!(!clears(
            &json!({"ClearBrowsingDataOnExit": true, "SaveCookiesOnExit": ["[*.]amazon.co.jp"]})
        ));
        assert!(!clears(&json!({"ClearBrowsingDataOnExitList": ["browsing_history"]})));
        assert!(clears(&json!({"clearbrowsingdataonexitlist": ["cookies_and_other_site_data"]})));
    }
}
