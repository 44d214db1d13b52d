//! The settings of a profile that matter for signing in.
//!
//! Names and values as in Chromium: `components/content_settings/core/common/pref_names.h` and
//! `content_settings.h`, `chrome/browser/prefs/session_startup_pref.cc`; Brave: brave-core,
//! `components/constants/pref_names.h`; Edge: as seen in its own files; Opera: likewise.

use jiff::{SignedDuration, Timestamp};
use serde_json::Value;

use super::engagement;
use super::installed::{self, Entry};
use super::patterns::Pair;
use super::permissions::{self, Rule};
use super::policy::Policy;
use super::preferences::{Preferences, evidence};
use crate::environment::facts::{ChromiumFacts, Evidence, HostSetting, Permission, SIGN_IN_HOSTS, Scope};

/// `session.restore_on_startup`: the windows and tabs of last time, and with them the session cookies; the second
/// one opens other pages too.
const RESTORE_LAST: [i64; 2] = [1, 6];

/// `enhanced_tracking_prevention.user_pref`: strict.
const STRICT: i64 = 3;

/// `profile.cookie_controls_mode`: block the cookies of embedded sites.
const BLOCK_THIRD_PARTY: i64 = 1;

const COOKIE_MODE: &str = "profile.cookie_controls_mode";
const RESTORE: &str = "session.restore_on_startup";

/// How long deleting browsing data explains a sudden sign-out.
const RECENT: SignedDuration = SignedDuration::from_hours(7 * 24);

/// What holds in a profile.
pub(super) fn read(preferences: &Preferences, policy: &Policy, now: Timestamp) -> ChromiumFacts {
    preferences.facts(policy, now)
}

impl Preferences {
    fn facts(&self, policy: &Policy, now: Timestamp) -> ChromiumFacts {
        let extensions = installed::enabled(self);
        let cookies = self.rules("cookies", now);
        let javascript = self.rules("javascript", now);
        let yes = Value::Bool(true);
        ChromiumFacts {
            cookies: what_holds(&policy.cookies, &installed::layers(&extensions, "cookies"), &cookies),
            javascript: what_holds(
                &policy.javascript,
                &installed::layers(&extensions, "javascript"),
                &javascript,
            ),
            third_party_blocked: self
                .third_party_blocked(policy, &extensions)
                .filter(|_| !cookies.iter().any(Rule::allows_embedded)),
            restores_session: self.restores_session(policy, &extensions),
            clears_on_exit: self
                .clears_on_exit(policy)
                .or_else(|| self.evidence_if("browser.clear_data.cookies_on_exit", &yes, "false")),
            shields_block: self.shields_block(now),
            tracking_strict: match policy.facts.tracking_strict {
                // What the company says is told once for the whole browser.
                Some(_) => None,
                None => self.evidence_if("enhanced_tracking_prevention.user_pref", &Value::from(STRICT), "2"),
            },
            built_in_vpn: self.evidence_if("freedom.proxy_switcher.enabled", &yes, "false"),
            recently_cleared: self.recently_cleared(now),
        }
    }

    fn restores_session(&self, policy: &Policy, extensions: &[Entry<'_>]) -> Option<bool> {
        let restores = |number: i64| RESTORE_LAST.contains(&number);
        let of_extension = || installed::decided(extensions, RESTORE)?.0.as_i64().map(restores);
        let known = policy.facts.restores_session.or_else(of_extension);
        match known.or_else(|| self.number(RESTORE).map(restores)) {
            Some(restores) => Some(restores),
            None => self.secure_is_known.then_some(policy.recommended.restores_session.unwrap_or(false)),
        }
    }

    /// Edge: what the person chose, unless the company decides; else what the company recommends.
    fn clears_on_exit(&self, policy: &Policy) -> Option<Evidence> {
        let name = "browser.clear_data_on_exit.cookies";
        match (policy.clears_on_exit, self.get(name)) {
            (Some(_), _) => None,
            (None, Some(_)) => self.evidence_if(name, &Value::Bool(true), "false"),
            (None, None) => {
                let (on, evidence) = policy.recommended.clears_on_exit.as_ref()?;
                on.then(|| evidence.clone())
            }
        }
    }

    fn recently_cleared(&self, now: Timestamp) -> Option<Evidence> {
        let name = "browser.last_clear_browsing_data_time";
        let (value, place) = self.get(name)?;
        let time = engagement::from_chromium_time(value.as_str()?.parse().ok()?)?;
        let recent = (SignedDuration::ZERO..=RECENT).contains(&now.duration_since(time));
        recent.then(|| evidence(place, name, &time.to_string(), ""))
    }

    fn third_party_blocked(&self, policy: &Policy, extensions: &[Entry<'_>]) -> Option<Evidence> {
        let yes = Value::Bool(true);
        if policy.facts.third_party.is_some() {
            return None;
        }
        if let Some((mode, evidence)) = installed::decided(extensions, COOKIE_MODE) {
            return (mode.as_i64() == Some(BLOCK_THIRD_PARTY)).then_some(evidence);
        }
        let experiment = "tracking_protection.tracking_protection_3pcd_enabled";
        if let Some(found) = self.evidence_if(experiment, &yes, "false") {
            return Some(found);
        }
        if self.get(COOKIE_MODE).is_some() {
            return self.evidence_if(COOKIE_MODE, &Value::from(BLOCK_THIRD_PARTY), "2");
        }
        let recommended = policy.recommended.third_party.as_ref();
        let old = "profile.block_third_party_cookies";
        match recommended {
            Some((on, evidence)) => on.then(|| evidence.clone()),
            None => self.evidence_if(old, &yes, "false"),
        }
    }

    /// Brave: the site's own cookies are blocked by the Shields, which are up. A rule of them names the site that is
    /// open second, as brave-core writes it (`components/brave_shields/content/browser/brave_shields_util.cc`).
    fn shields_block(&self, now: Timestamp) -> Option<Evidence> {
        let of_seller = |kind: &str| -> Option<HostSetting> {
            permissions::of_sign_in_hosts(&[&self.rules(kind, now)])
                .into_iter()
                .find(HostSetting::is_main_host)
        };
        let blocks = of_seller("shieldsCookiesV3").filter(|found| found.permission == Permission::Block)?;
        let are_down = of_seller("braveShields").is_some_and(|found| found.permission == Permission::Block);
        (!are_down).then_some(blocks.evidence)
    }

    /// The person's default and rules for one kind of content, as far as they are about the sign-in hosts.
    fn rules(&self, kind: &str, now: Timestamp) -> Vec<Rule> {
        let mut rules = Vec::new();
        let name = format!("profile.default_content_setting_values.{kind}");
        if let Some((permission, place)) =
            self.get(&name).and_then(|(value, place)| Some((permission(value)?, place)))
        {
            let evidence = evidence(place, &name, &number_of(permission).to_string(), "1");
            rules.push(Rule { pair: Pair::everything(), permission, scope: Scope::AllSites, evidence });
        }
        let name = format!("profile.content_settings.exceptions.{kind}");
        let Some((value, place)) = self.get(&name) else {
            return rules;
        };
        for (pattern, rule) in value.as_object().into_iter().flatten() {
            let Some(permission) = rule.get("setting").and_then(permission) else {
                continue;
            };
            let Some(pair) = Pair::parse(pattern) else {
                continue;
            };
            if has_expired(rule, now) || !SIGN_IN_HOSTS.iter().any(|host| pair.matches_https(host)) {
                continue;
            }
            let value = format!("{pattern} = {}", number_of(permission));
            rules.push(Rule {
                pair,
                permission,
                scope: Scope::ThisSite,
                evidence: evidence(place, &name, &value, ""),
            });
        }
        rules
    }
}

/// What holds for the sign-in hosts by the rules of the company, of each extension and of the person.
fn what_holds(company: &[Rule], extensions: &[Vec<Rule>], person: &[Rule]) -> Vec<HostSetting> {
    let mut layers: Vec<&[Rule]> = vec![company];
    layers.extend(extensions.iter().map(Vec::as_slice));
    layers.push(person);
    permissions::of_sign_in_hosts(&layers)
}

fn permission(value: &Value) -> Option<Permission> {
    Permission::from_number(value.as_i64()?)
}

fn number_of(permission: Permission) -> u8 {
    match permission {
        Permission::Allow => 1,
        Permission::Block => 2,
        Permission::SessionOnly => 4,
    }
}

/// Rules may end, e.g. an exception made for 90 days.
fn has_expired(rule: &Value, now: Timestamp) -> bool {
    let micros = rule.get("expiration").and_then(Value::as_str).and_then(|text| text.parse::<i64>().ok());
    micros.and_then(engagement::from_chromium_time).is_some_and(|end| end <= now)
}

#[cfg(test)]
mod tests {
    use super::super::policy::Recommended;
    use super::*;
    use crate::environment::facts::SetBy;
    use serde_json::json;

    fn facts(plain: Value, secure: Value) -> ChromiumFacts {
        let preferences = Preferences {
            plain,
            place: "Preferences".into(),
            secure,
            secure_place: "Secure Preferences".into(),
            secure_is_known: true,
        };
        preferences.facts(&Policy::default(), "2026-11-22T00:00:00Z".parse().unwrap())
    }

    fn main_cookie(plain: Value) -> Option<Permission> {
        facts(plain, Value::Null)
            .cookies
            .iter()
            .find(|setting| setting.is_main_host())
            .map(|setting| setting.permission)
    }

    fn exceptions(rules: &Value) -> Value {
        json!({"profile": {"content_settings": {"exceptions": {"cookies": rules}}}})
    }

    #[test]
    fn nothing_set_is_nothing_found() {
        let found = facts(json!({}), Value::Null);
        assert_eq!(found, ChromiumFacts { restores_session: Some(false), ..ChromiumFacts::default() });
        let odd = json!({"profile": [], "session": 3, "browser": "x", "tracking_protection": null});
        assert_eq!(facts(odd, json!(1)), found);
    }

    #[test]
    fn the_default_for_cookies_is_read() {
        let of = |number: i64| json!({"profile": {"default_content_setting_values": {"cookies": number}}});
        assert_eq!(main_cookie(of(2)), Some(Permission::Block));
        assert_eq!(main_cookie(of(4)), Some(Permission::SessionOnly));
        assert_eq!(main_cookie(of(1)), Some(Permission::Allow));
        assert_eq!(main_cookie(of(7)), None);
    }

    #[test]
    fn rules_that_have_ended_do_not_count() {
        let rule = |end: &str| exceptions(&json!({"[*.]amazon.co.jp,*": {"setting": 2, "expiration": end}}));
        assert_eq!(main_cookie(rule("0")), Some(Permission::Block));
        assert_eq!(main_cookie(rule("13300000000000000")), None);
        assert_eq!(main_cookie(rule("20000000000000000")), Some(Permission::Block));
    }

    #[test]
    fn session_settings_come_from_the_protected_file_first() {
        let one = json!({"session": {"restore_on_startup": 1}});
        let five = json!({"session": {"restore_on_startup": 5}});
        assert_eq!(facts(five.clone(), one.clone()).restores_session, Some(true));
        assert_eq!(facts(one, Value::Null).restores_session, Some(true));
        assert_eq!(facts(json!({}), five).restores_session, Some(false));
    }

    #[test]
    fn third_party_cookies_follow_the_newer_setting() {
        let blocked = |plain| facts(plain, Value::Null).third_party_blocked.is_some();
        assert!(blocked(json!({"profile": {"cookie_controls_mode": 1}})));
        assert!(!blocked(json!({"profile": {"cookie_controls_mode": 2, "block_third_party_cookies": true}})));
        assert!(blocked(json!({"profile": {"block_third_party_cookies": true}})));
        assert!(blocked(json!({"tracking_protection": {"tracking_protection_3pcd_enabled": true}})));
    }

    #[test]
    fn only_the_last_days_count_as_recent() {
        let cleared = |time: &str| {
            facts(json!({"browser": {"last_clear_browsing_data_time": time}}), Value::Null).recently_cleared
        };
        // 2026-11-21, 2026-11-02 and 2027-01-02.
        assert_eq!(cleared("13439692800000000").unwrap().value, "2026-11-21T00:00:00Z");
        assert_eq!(cleared("13438051200000000"), None);
        assert_eq!(cleared("13443321600000000"), None);
        assert_eq!(cleared("x"), None);
    }

    #[test]
    fn the_check_boxes_of_the_delete_dialog_are_no_finding() {
        let plain = json!({"browser": {"clear_data": {"cookies": true, "cookies_basic": true}}});
        assert_eq!(facts(plain, Value::Null).clears_on_exit, None);
    }

    fn extension(settings: &Value) -> Value {
        let settings = merged(settings.clone(), &json!({"path": "aaaa/1.0_0"}));
        json!({"extensions": {"settings": {"aaaa": settings}}})
    }

    fn merged(mut one: Value, other: &Value) -> Value {
        one.as_object_mut().unwrap().extend(other.as_object().unwrap().clone());
        one
    }

    #[test]
    fn extensions_come_before_the_person_and_after_the_company() {
        let own =
            json!({"profile": {"default_content_setting_values": {"cookies": 2}, "cookie_controls_mode": 1}});
        let allows = extension(&json!({
            "content_settings": [{"primaryPattern": "*", "secondaryPattern": "*", "setting": "allow", "type": "cookies"}],
            "preferences": {"profile.cookie_controls_mode": 0},
        }));
        let found = facts(merged(own.clone(), &allows), Value::Null);
        assert_eq!(found.cookies[0].permission, Permission::Allow);
        assert_eq!(found.cookies[0].evidence.set_by, SetBy::Extension);
        assert_eq!(found.third_party_blocked, None);
        let mut disabled = allows;
        disabled["extensions"]["settings"]["aaaa"]["disable_reasons"] = json!([1]);
        let found = facts(merged(own, &disabled), Value::Null);
        assert_eq!(found.cookies[0].permission, Permission::Block);
        assert_eq!(found.third_party_blocked.unwrap().set_by, SetBy::Person);
        let blocks = extension(&json!({"preferences": {"profile.cookie_controls_mode": 1}}));
        assert_eq!(facts(blocks, Value::Null).third_party_blocked.unwrap().set_by, SetBy::Extension);
    }

    #[test]
    fn an_exception_for_what_amazon_embeds_is_enough() {
        let blocked = |rules: Value| {
            let plain = json!({"profile": {"cookie_controls_mode": 1, "content_settings": {"exceptions": {"cookies": rules}}}});
            facts(plain, Value::Null).third_party_blocked.is_some()
        };
        assert!(!blocked(json!({"*,https://[*.]amazon.co.jp": {"setting": 1}})));
        assert!(blocked(json!({"*,https://[*.]example.com": {"setting": 1}})));
        assert!(blocked(
            json!({"*,https://[*.]amazon.co.jp": {"setting": 1, "expiration": "13300000000000000"}})
        ));
    }

    #[test]
    fn what_is_recommended_holds_until_the_person_chooses() {
        let recommended = Recommended {
            third_party: Some((true, evidence("policy", "BlockThirdPartyCookies", "true", ""))),
            restores_session: Some(true),
            clears_on_exit: Some((true, evidence("policy", "ClearBrowsingDataOnExit", "true", ""))),
        };
        let policy = Policy { recommended, ..Policy::default() };
        let of = |plain: Value| {
            let preferences = Preferences {
                plain,
                place: "Preferences".into(),
                secure: Value::Null,
                secure_place: "Secure Preferences".into(),
                secure_is_known: true,
            };
            let found = preferences.facts(&policy, "2026-11-22T00:00:00Z".parse().unwrap());
            (found.third_party_blocked.is_some(), found.restores_session, found.clears_on_exit.is_some())
        };
        assert_eq!(of(json!({})), (true, Some(true), true));
        let own = json!({"profile": {"cookie_controls_mode": 0}, "session": {"restore_on_startup": 5},
                         "browser": {"clear_data_on_exit": {"cookies": false}}});
        assert_eq!(of(own), (false, Some(false), false));
    }

    #[test]
    fn the_shields_of_brave_block_unless_they_are_down() {
        let blocks = |cookies: Value, shields: Value| {
            let exceptions = json!({"shieldsCookiesV3": cookies, "braveShields": shields});
            let plain = json!({"profile": {"content_settings": {"exceptions": exceptions}}});
            facts(plain, Value::Null).shields_block.is_some()
        };
        let block = json!({"*,[*.]amazon.co.jp": {"setting": 2}, "[*.]amazon.co.jp,[*.]amazon.co.jp": {"setting": 2}});
        assert!(blocks(block.clone(), json!({})));
        assert!(!blocks(block, json!({"[*.]amazon.co.jp,*": {"setting": 2}})), "the shields are down");
        let embedded_only = json!({"*,[*.]amazon.co.jp": {"setting": 2}, "[*.]amazon.co.jp,[*.]amazon.co.jp": {"setting": 1}});
        assert!(!blocks(embedded_only, json!({})), "cookies of embedded sites only");
        let default = json!({"profile": {"default_content_setting_values": {"shieldsCookiesV3": 2}}});
        assert!(facts(default, Value::Null).shields_block.is_some());
    }

    #[test]
    fn strict_tracking_prevention_is_the_third_step() {
        let strict = |level: i64| {
            facts(json!({"enhanced_tracking_prevention": {"user_pref": level}}), Value::Null)
                .tracking_strict
                .is_some()
        };
        assert!(strict(3) && !strict(2) && !strict(0));
    }
}
