//! What a company has set for a browser built on Chromium.
//!
//! Names and values as in Chromium: `components/policy/resources/templates/policy_definitions`; places as in
//! `chrome/common/chrome_paths.cc` and components/policy/core/common; Edge's own: Microsoft, "Microsoft Edge -
//! Policies". Policies from the cloud are not stored in a form that can be read.

use std::collections::BTreeMap;

use serde_json::Value;

use super::patterns::Pair;
use super::permissions::{self, Rule};
use super::{Place, Profile, policy_places, policy_proxy, url_filter};
use crate::environment::facts::{
    Evidence, HostSetting, OwnProxy, Permission, PolicyFacts, ProxyChoice, SIGN_IN_HOSTS, Scope, SetBy,
    Unread,
};
use crate::environment::mask;
use crate::environment::root::Os;

/// Policies with a single value.
const SINGLE: [&str; 13] = [
    "DefaultCookiesSetting",
    "DefaultJavaScriptSetting",
    THIRD_PARTY,
    CLEAR_ON_EXIT,
    "IncognitoModeAvailability",
    "InPrivateModeAvailability",
    "ForceEphemeralProfiles",
    "RestoreOnStartup",
    TRACKING,
    LIFETIME,
    ENROLMENT,
    DNS_MODE,
    DNS_SERVERS,
];

/// Policies with a list of texts.
pub(super) const LISTS: [&str; 9] = [
    "CookiesAllowedForUrls",
    "CookiesBlockedForUrls",
    "CookiesSessionOnlyForUrls",
    "JavaScriptAllowedForUrls",
    "JavaScriptBlockedForUrls",
    "ClearBrowsingDataOnExitList",
    KEPT_ON_EXIT,
    "URLBlocklist",
    "URLAllowlist",
];

const THIRD_PARTY: &str = "BlockThirdPartyCookies";
const CLEAR_ON_EXIT: &str = "ClearBrowsingDataOnExit";
const KEPT_ON_EXIT: &str = "SaveCookiesOnExit";
const TRACKING: &str = "TrackingPrevention";
const LIFETIME: &str = "BrowsingDataLifetime";
const DNS_MODE: &str = "DnsOverHttpsMode";
const DNS_SERVERS: &str = "DnsOverHttpsTemplates";

/// Its value is a secret: only that it is there is kept.
const ENROLMENT: &str = "CloudManagementEnrollmentToken";

/// Policies that only Edge knows.
const OF_EDGE: [&str; 4] = [CLEAR_ON_EXIT, KEPT_ON_EXIT, "InPrivateModeAvailability", TRACKING];

/// Policies that Edge does not know.
const NOT_OF_EDGE: [&str; 2] = ["IncognitoModeAvailability", ENROLMENT];

/// How lists of kinds of data name cookies.
const COOKIES: &str = "cookies_and_other_site_data";

/// Cookies that are deleted after a longer time are no reason for a sign-out each day. Hours.
const SHORT_LIFE: i64 = 7 * 24;

/// The company's rules, for working out what holds in a profile, and the facts.
#[derive(Default)]
pub(super) struct Policy {
    pub(super) cookies: Vec<Rule>,
    pub(super) javascript: Vec<Rule>,
    pub(super) facts: PolicyFacts,
    /// Edge: whether data is deleted when it is closed, whatever the person says.
    pub(super) clears_on_exit: Option<bool>,
    /// What holds unless the person says otherwise.
    pub(super) recommended: Recommended,
    /// Which proxy settings count, whatever anybody else says.
    pub(super) proxy: Option<OwnProxy>,
    /// How names are asked for.
    pub(super) dns_mode: Option<(String, Evidence)>,
    /// The servers for that.
    pub(super) dns_servers: String,
    /// There is any policy at all.
    pub(super) is_any: bool,
}

/// What the company recommends. Of the policies that are read here, only these can be recommended: rules for
/// cookies and JavaScript count only if they are mandatory
/// (`components/content_settings/core/browser/content_settings_policy_provider.cc`), and a proxy that is recommended
/// comes after the operating system's settings, which are always there
/// (`components/proxy_config/pref_proxy_config_tracker_impl.cc`).
#[derive(Default)]
pub(super) struct Recommended {
    pub(super) third_party: Option<(bool, Evidence)>,
    pub(super) restores_session: Option<bool>,
    pub(super) clears_on_exit: Option<(bool, Evidence)>,
}

/// Reads the policies of a browser, and says if there may be others in the cloud.
pub(super) fn read(place: &Place, unread: &mut Vec<Unread>) -> Policy {
    let is_edge = place.def.id.starts_with("edge");
    let [mandatory, recommended] = match place.root.os {
        Os::Windows => policy_places::from_registry(place, unread),
        Os::Linux => policy_places::from_files(place, unread),
        Os::Macos => policy_places::from_managed_preferences(place, unread),
    }
    .map(|set| set.known_to(is_edge));
    let enrolled = [&mandatory, &recommended].iter().any(|set| set.values.contains_key(ENROLMENT));
    policy_places::note_cloud(place, enrolled, unread);
    policy_proxy::note_overrides(place, &mandatory, unread);
    // On macOS the lists of the second level hold other things too, and of these only policies are asked for.
    let is_mixed = place.root.os == Os::Macos;
    let is_any =
        mandatory.is_any || if is_mixed { !recommended.values.is_empty() } else { recommended.is_any };
    Policy { recommended: recommended.recommended(), is_any, ..mandatory.policy() }
}

/// Says if a profile has got policies from the cloud.
pub(super) fn note_cloud(place: &Place, profile: &Profile, unread: &mut Vec<Unread>) {
    policy_places::note_cloud_of_profile(place, profile, unread);
}

/// Policies by name, each with the place where it stands.
#[derive(Default)]
pub(super) struct Set {
    values: BTreeMap<String, Policed>,
    /// There is any policy, known here or not.
    is_any: bool,
    /// How many scopes came before the one that is being added.
    scope: u8,
}

/// What one policy is set to.
pub(super) struct Policed {
    pub(super) value: Value,
    place: String,
    /// For whom it is set: 0 counts most.
    pub(super) scope: u8,
}

impl Set {
    /// What is added from now on is of a scope that counts less, e.g. set for the person instead of the machine.
    pub(super) fn next_scope(&mut self) {
        self.scope = self.scope.saturating_add(1);
    }

    /// Adds a policy that is known here, unless a place that counts more has set it.
    pub(super) fn add(&mut self, name: &str, value: Value, place: &str) {
        self.is_any = true;
        let mut all = SINGLE.iter().chain(&LISTS).chain(&policy_proxy::NAMES);
        let known = all.find(|known| known.eq_ignore_ascii_case(name));
        if let Some(known) = known {
            let value = if *known == ENROLMENT { Value::Bool(true) } else { value };
            let (place, scope) = (place.to_owned(), self.scope);
            self.values.entry((*known).to_owned()).or_insert_with(|| Policed { value, place, scope });
        }
    }

    /// What Edge, or any other browser, does not understand has no effect.
    fn known_to(mut self, is_edge: bool) -> Self {
        let unknown: &[&str] = if is_edge { &NOT_OF_EDGE } else { &OF_EDGE };
        self.values.retain(|name, _| !unknown.contains(&name.as_str()));
        self
    }

    pub(super) fn get(&self, name: &str) -> Option<&Policed> {
        self.values.get(name)
    }

    fn number(&self, name: &str) -> Option<i64> {
        self.get(name)?.value.as_i64()
    }

    /// A switch, as JSON or as the registry writes it.
    fn switch(&self, name: &str) -> Option<bool> {
        let value = &self.get(name)?.value;
        value.as_bool().or_else(|| value.as_i64().map(|number| number != 0))
    }

    fn switch_with_evidence(&self, name: &str) -> Option<(bool, Evidence)> {
        self.switch(name).map(|on| (on, self.evidence(name, &on.to_string())))
    }

    fn list(&self, name: &str) -> impl Iterator<Item = &str> {
        self.get(name)
            .and_then(|policed| policed.value.as_array())
            .into_iter()
            .flatten()
            .filter_map(Value::as_str)
    }

    fn text(&self, name: &str) -> Option<&str> {
        self.get(name)?.value.as_str()
    }

    pub(super) fn evidence(&self, name: &str, value: &str) -> Evidence {
        let place = self.get(name).map(|policed| policed.place.clone()).unwrap_or_default();
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

    fn recommended(&self) -> Recommended {
        Recommended {
            third_party: self.switch_with_evidence(THIRD_PARTY),
            restores_session: self.restores_session(),
            clears_on_exit: self.switch_with_evidence(CLEAR_ON_EXIT),
        }
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
        let facts = PolicyFacts {
            cookies: permissions::of_sign_in_hosts(&[&cookies]),
            javascript: permissions::of_sign_in_hosts(&[&javascript]),
            addresses: self.addresses(),
            clears_cookies: self.clears_cookies(),
            forced_private: self
                .number_if("IncognitoModeAvailability", 2)
                .or_else(|| self.number_if("InPrivateModeAvailability", 2))
                .or_else(|| self.switch_if_on("ForceEphemeralProfiles")),
            third_party: self.third_party(&cookies),
            tracking_strict: self
                .number(TRACKING)
                .map(|level| (level == 3, self.evidence(TRACKING, &level.to_string()))),
            restores_session: self.restores_session(),
            proxy: None,
        };
        let proxy = policy_proxy::of(self);
        let choice = match &proxy {
            Some(OwnProxy::Own(choice)) => Some(ProxyChoice::clone(choice)),
            _ => None,
        };
        Policy {
            cookies,
            javascript,
            facts: PolicyFacts { proxy: choice, ..facts },
            clears_on_exit: self.switch(CLEAR_ON_EXIT),
            recommended: Recommended::default(),
            proxy,
            dns_mode: self.text(DNS_MODE).map(|mode| (mode.to_owned(), self.evidence(DNS_MODE, mode))),
            dns_servers: self.text(DNS_SERVERS).unwrap_or_default().to_owned(),
            is_any: self.is_any,
        }
    }

    /// A rule may allow whatever the seller's pages embed.
    fn third_party(&self, cookies: &[Rule]) -> Option<(bool, Evidence)> {
        let (blocks, evidence) = self.switch_with_evidence(THIRD_PARTY)?;
        Some((blocks && !cookies.iter().any(Rule::allows_embedded), evidence))
    }

    /// 1 restores the windows and tabs of last time, and with them the session cookies; so does 6, beside others.
    fn restores_session(&self) -> Option<bool> {
        self.number("RestoreOnStartup").map(|number| matches!(number, 1 | 6))
    }

    /// The seller hosts that cannot be opened.
    fn addresses(&self) -> Vec<HostSetting> {
        let (blocked, allowed): (Vec<_>, Vec<_>) =
            (self.list("URLBlocklist").collect(), self.list("URLAllowlist").collect());
        let setting = |(host, filter): (&str, &str)| HostSetting {
            host: host.to_owned(),
            permission: Permission::Block,
            scope: if filter == "*" { Scope::AllSites } else { Scope::ThisSite },
            evidence: self.evidence("URLBlocklist", &mask::address_pattern(filter)),
        };
        url_filter::blocked_hosts(&blocked, &allowed).into_iter().map(setting).collect()
    }

    fn clears_cookies(&self) -> Option<Evidence> {
        let kept =
            self.list(KEPT_ON_EXIT).filter_map(Pair::parse).any(|pair| pair.matches_https(SIGN_IN_HOSTS[0]));
        let all = self.switch_if_on(CLEAR_ON_EXIT).filter(|_| !kept);
        all.or_else(|| {
            let name = "ClearBrowsingDataOnExitList";
            let kind = self.list(name).find(|kind| *kind == COOKIES)?;
            Some(self.evidence(name, kind))
        })
        .or_else(|| self.short_lifetime())
    }

    /// Cookies are deleted after some hours or days, even while the browser is in use.
    fn short_lifetime(&self) -> Option<Evidence> {
        self.get(LIFETIME)?.value.as_array()?.iter().find_map(|entry| {
            let hours = entry.get("time_to_live_in_hours")?.as_i64()?;
            let cookies = entry.get("data_types")?.as_array()?.iter().any(|kind| kind == COOKIES);
            let shown = format!("{COOKIES}, time_to_live_in_hours {hours}");
            (cookies && (1..=SHORT_LIFE).contains(&hours)).then(|| self.evidence(LIFETIME, &shown))
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

    #[test]
    fn an_exception_for_what_amazon_embeds_is_enough() {
        let blocks = |allowed: &str| {
            let policy = policy(&json!({"BlockThirdPartyCookies": 1, "CookiesAllowedForUrls": [allowed]}));
            policy.facts.third_party.map(|(on, _)| on)
        };
        assert_eq!(blocks("[*.]example.com"), Some(true));
        assert_eq!(blocks("*,https://[*.]amazon.co.jp"), Some(false));
    }

    #[test]
    fn cookies_that_live_for_days_are_deleted_too_and_long_lives_do_not_matter() {
        let clears = |hours: i64, kind: &str| {
            let lifetime = json!([{"data_types": ["browsing_history"], "time_to_live_in_hours": 1},
                                  {"data_types": [kind], "time_to_live_in_hours": hours}]);
            policy(&json!({"BrowsingDataLifetime": lifetime})).facts.clears_cookies.is_some()
        };
        assert!(clears(24, "cookies_and_other_site_data"));
        assert!(!clears(24, "cached_images_and_files"));
        assert!(!clears(24 * 90, "cookies_and_other_site_data"));
        assert!(
            policy(&json!({"BrowsingDataLifetime": [3, {}, {"time_to_live_in_hours": "x"}]}))
                .facts
                .clears_cookies
                .is_none()
        );
    }

    #[test]
    fn addresses_are_blocked_unless_a_better_filter_allows_them() {
        let hosts = |value: &Value| -> Vec<String> {
            policy(value).facts.addresses.into_iter().map(|setting| setting.host).collect()
        };
        assert_eq!(hosts(&json!({"URLBlocklist": ["*"]})), crate::environment::facts::SELLER_HOSTS);
        assert_eq!(
            hosts(&json!({"URLBlocklist": ["*"], "URLAllowlist": ["amazon.co.jp"]})),
            ["sellercentral-japan.amazon.com"]
        );
        assert!(hosts(&json!({"URLBlocklist": ["www.amazon.co.jp"]})).is_empty());
    }

    #[test]
    fn each_browser_knows_its_own_policies() {
        let of = |name: &str, value: i64, is_edge: bool| {
            let mut set = Set::default();
            set.add(name, Value::from(value), "policy");
            let facts = set.known_to(is_edge).policy().facts;
            facts.forced_private.is_some()
                || facts.clears_cookies.is_some()
                || facts.tracking_strict.is_some()
        };
        for (name, value) in
            [("InPrivateModeAvailability", 2), ("ClearBrowsingDataOnExit", 1), ("TrackingPrevention", 3)]
        {
            assert!(of(name, value, true) && !of(name, value, false), "{name}");
        }
        assert!(of("IncognitoModeAvailability", 2, false) && !of("IncognitoModeAvailability", 2, true));
        assert!(of("ForceEphemeralProfiles", 1, false) && of("ForceEphemeralProfiles", 1, true));
    }

    #[test]
    fn the_token_of_an_enrolment_is_not_kept() {
        let mut set = Set::default();
        set.add(ENROLMENT, Value::from("secret"), "policy");
        assert_eq!(set.values[ENROLMENT].value, Value::Bool(true));
    }
}
