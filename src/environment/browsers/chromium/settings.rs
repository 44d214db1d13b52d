//! The settings of a profile that matter for signing in.
//!
//! Names and values as in Chromium: `components/content_settings/core/common/pref_names.h` and
//! `content_settings.h`, `chrome/browser/prefs/session_startup_pref.cc`; Brave: brave-core,
//! `components/constants/pref_names.h`; Edge: as seen in its own files; Opera: likewise.

use jiff::{SignedDuration, Timestamp};
use serde_json::Value;

use super::engagement;
use super::patterns::Pair;
use super::permissions::{self, Rule};
use super::policy::Policy;
use super::preferences::{Preferences, evidence};
use crate::environment::facts::{ChromiumFacts, Evidence, Permission, SIGN_IN_HOSTS, Scope};

/// `session.restore_on_startup`: the windows and tabs of last time, and with them the session cookies.
const RESTORE_LAST: i64 = 1;

/// How long deleting browsing data explains a sudden sign-out.
const RECENT: SignedDuration = SignedDuration::from_hours(7 * 24);

/// What holds in a profile.
pub(super) fn read(preferences: &Preferences, policy: &Policy, now: Timestamp) -> ChromiumFacts {
    preferences.facts(policy, now)
}

impl Preferences {
    fn facts(&self, policy: &Policy, now: Timestamp) -> ChromiumFacts {
        let cookies = self.rules("cookies", now);
        let javascript = self.rules("javascript", now);
        let yes = Value::Bool(true);
        ChromiumFacts {
            cookies: permissions::of_sign_in_hosts(&[&policy.cookies, &cookies]),
            javascript: permissions::of_sign_in_hosts(&[&policy.javascript, &javascript]),
            third_party_blocked: if policy.facts.third_party.is_some() {
                None
            } else {
                self.third_party_blocked()
            },
            restores_session: policy.facts.restores_session.or_else(|| self.restores_session()),
            clears_on_exit: self
                .evidence_if("browser.clear_data_on_exit.cookies", &yes, "false")
                .or_else(|| self.evidence_if("browser.clear_data.cookies_on_exit", &yes, "false")),
            built_in_vpn: self.evidence_if("freedom.proxy_switcher.enabled", &yes, "false"),
            recently_cleared: self.recently_cleared(now),
        }
    }

    fn restores_session(&self) -> Option<bool> {
        match self.number("session.restore_on_startup") {
            Some(number) => Some(number == RESTORE_LAST),
            None => self.secure_is_known.then_some(false),
        }
    }

    fn recently_cleared(&self, now: Timestamp) -> Option<Evidence> {
        let name = "browser.last_clear_browsing_data_time";
        let (value, place) = self.get(name)?;
        let time = engagement::from_chromium_time(value.as_str()?.parse().ok()?)?;
        let recent = (SignedDuration::ZERO..=RECENT).contains(&now.duration_since(time));
        recent.then(|| evidence(place, name, &time.to_string(), ""))
    }

    fn third_party_blocked(&self) -> Option<Evidence> {
        let mode = "profile.cookie_controls_mode";
        let yes = Value::Bool(true);
        self.evidence_if("tracking_protection.tracking_protection_3pcd_enabled", &yes, "false")
            .or_else(|| self.evidence_if(mode, &Value::from(1), "2"))
            .or_else(|| match self.get(mode) {
                Some(_) => None,
                None => self.evidence_if("profile.block_third_party_cookies", &yes, "false"),
            })
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
    use super::*;
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
}
