//! Settings of Firefox that matter for signing in.
//!
//! Names and values as in Firefox: netwerk/cookie/nsICookieService.idl, browser/modules/Sanitizer.sys.mjs,
//! modules/libpref/init/StaticPrefList.yaml.

use super::prefs::Effective;
use crate::environment::facts::{Evidence, FirefoxFacts};

pub(super) const COOKIE_BEHAVIOR: &str = "network.cookie.cookieBehavior";
pub(super) const COOKIE_BEHAVIOR_PRIVATE: &str = "network.cookie.cookieBehavior.pbmode";
/// Old versions: how long cookies live. Newer ones turn it into deleting at the end when they start
/// (netwerk/cookie/CookieService.cpp).
const LIFETIME: &str = "network.cookie.lifetimePolicy";
pub(super) const SANITIZE: &str = "privacy.sanitize.sanitizeOnShutdown";
const OLD_DIALOG: &str = "privacy.sanitize.useOldClearHistoryDialog";
pub(super) const CLEAR_OLD: &str = "privacy.clearOnShutdown.cookies";
pub(super) const CLEAR_NEW: &str = "privacy.clearOnShutdown_v2.cookiesAndStorage";
pub(super) const ALWAYS_PRIVATE: &str = "browser.privatebrowsing.autostart";
const JAVASCRIPT: &str = "javascript.enabled";
const CATEGORY: &str = "browser.contentblocking.category";
pub(super) const RESIST: &str = "privacy.resistFingerprinting";
pub(super) const ISOLATE: &str = "privacy.firstparty.isolate";

/// All of them.
pub(super) const NAMES: [&str; 12] = [
    COOKIE_BEHAVIOR,
    COOKIE_BEHAVIOR_PRIVATE,
    LIFETIME,
    SANITIZE,
    OLD_DIALOG,
    CLEAR_OLD,
    CLEAR_NEW,
    ALWAYS_PRIVATE,
    JAVASCRIPT,
    CATEGORY,
    RESIST,
    ISOLATE,
];

/// `network.cookie.cookieBehavior`: reject all.
pub(super) const REJECT_ALL: i64 = 2;

impl Effective<'_> {
    pub(super) fn facts(&self) -> FirefoxFacts {
        FirefoxFacts {
            rejects_cookies: self.rejects_cookies(),
            cookies: None,
            clears_on_exit: self.clears_on_exit(),
            strict: self.strict(),
            always_private: self.switch_if(ALWAYS_PRIVATE, true),
            javascript_off: self.switch_if(JAVASCRIPT, false),
        }
    }

    /// Private windows have a setting of their own, unless only the usual one was ever changed
    /// (`nsICookieManager::GetCookieBehavior`).
    fn rejects_cookies(&self) -> Option<Evidence> {
        let follows = self.own.has(COOKIE_BEHAVIOR) && !self.own.has(COOKIE_BEHAVIOR_PRIVATE);
        let is_private = self.switch(ALWAYS_PRIVATE) == Some(true);
        let name = if is_private && !follows { COOKIE_BEHAVIOR_PRIVATE } else { COOKIE_BEHAVIOR };
        (self.number(name)? == REJECT_ALL).then(|| self.evidence(name, "5"))?
    }

    /// Deleting at the end is on, and cookies are part of it. They are unless somebody took them out.
    fn clears_on_exit(&self) -> Option<Evidence> {
        if self.number(LIFETIME) == Some(2) {
            return self.evidence(LIFETIME, "0");
        }
        let master = self.switch_if(SANITIZE, true)?;
        let old_dialog = self.switch(OLD_DIALOG) == Some(true);
        let clears = match (self.switch(CLEAR_NEW), self.switch(CLEAR_OLD)) {
            (_, old) if old_dialog => old.unwrap_or(true),
            (Some(new), _) => new,
            // A profile that has never met the new dialog keeps the old choice.
            (None, old) => old.unwrap_or(true),
        };
        clears.then_some(master)
    }

    fn strict(&self) -> Vec<Evidence> {
        let category =
            if self.text(CATEGORY) == Some("strict") { self.evidence(CATEGORY, "standard") } else { None };
        let switches = [RESIST, ISOLATE].into_iter().filter_map(|name| self.switch_if(name, true));
        category.into_iter().chain(switches).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::super::policy::{FirefoxPolicy, PolicyPref};
    use super::super::prefs::Prefs;
    use super::super::prefs_js::Pref;
    use super::*;
    use crate::environment::facts::SetBy;

    fn facts(text: &str) -> FirefoxFacts {
        let mut prefs = Prefs::default();
        prefs.add(text, "prefs.js");
        prefs.facts(&FirefoxPolicy::default())
    }

    fn lines(prefs: &[(&str, &str)]) -> String {
        let line = |(name, value): &(&str, &str)| format!("user_pref(\"{name}\", {value});");
        prefs.iter().map(line).collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn nothing_set_is_nothing_found() {
        assert_eq!(facts(""), FirefoxFacts::default());
        assert_eq!(
            facts(&lines(&[(COOKIE_BEHAVIOR, "5"), ("network.proxy.type", "5")])),
            FirefoxFacts::default()
        );
    }

    #[test]
    fn deleting_at_the_end_depends_on_the_dialog() {
        let clears = |prefs: &[(&str, &str)]| facts(&lines(prefs)).clears_on_exit.is_some();
        assert!(!clears(&[(CLEAR_NEW, "true")]), "the master switch is off");
        assert!(clears(&[(SANITIZE, "true")]));
        assert!(!clears(&[(SANITIZE, "true"), (CLEAR_NEW, "false")]));
        assert!(clears(&[(SANITIZE, "true"), (CLEAR_NEW, "true"), (CLEAR_OLD, "false")]));
        assert!(!clears(&[(SANITIZE, "true"), (CLEAR_OLD, "false")]));
        assert!(clears(&[(SANITIZE, "true"), (OLD_DIALOG, "true"), (CLEAR_NEW, "false")]));
        assert!(!clears(&[
            (SANITIZE, "true"),
            (OLD_DIALOG, "true"),
            (CLEAR_OLD, "false"),
            (CLEAR_NEW, "true")
        ]));
    }

    fn with_policy(own: &[(&str, &str)], name: &'static str, value: Pref, locked: bool) -> FirefoxFacts {
        let evidence = Evidence {
            place: "policies.json".into(),
            key: name.into(),
            value: "x".into(),
            default: String::new(),
            set_by: SetBy::Company,
        };
        let mut policy = FirefoxPolicy::default();
        policy.prefs.insert(name, PolicyPref { value, locked, evidence });
        let mut prefs = Prefs::default();
        prefs.add(&lines(own), "prefs.js");
        prefs.facts(&policy)
    }

    #[test]
    fn a_locked_policy_decides_and_another_one_is_a_default() {
        let found = |own: &[(&str, &str)], number: i64, locked: bool| {
            let facts = with_policy(own, COOKIE_BEHAVIOR, Pref::Number(number), locked);
            facts.rejects_cookies.map(|evidence| evidence.set_by)
        };
        let (accept, reject) = ([(COOKIE_BEHAVIOR, "0")], [(COOKIE_BEHAVIOR, "2")]);
        assert_eq!(found(&[], 2, false), Some(SetBy::Company));
        assert_eq!(found(&accept, 2, false), None);
        assert_eq!(found(&accept, 2, true), Some(SetBy::Company));
        assert_eq!(found(&reject, 0, true), None);
        assert_eq!(found(&reject, 0, false), Some(SetBy::Person));
    }

    #[test]
    fn private_windows_have_a_cookie_setting_of_their_own() {
        let rejects = |prefs: &[(&str, &str)]| facts(&lines(prefs)).rejects_cookies.is_some();
        let private = (ALWAYS_PRIVATE, "true");
        assert!(!rejects(&[(COOKIE_BEHAVIOR_PRIVATE, "2")]), "no private window");
        assert!(rejects(&[private, (COOKIE_BEHAVIOR_PRIVATE, "2")]));
        assert!(rejects(&[private, (COOKIE_BEHAVIOR, "2")]), "it follows the usual one");
        assert!(!rejects(&[private, (COOKIE_BEHAVIOR, "2"), (COOKIE_BEHAVIOR_PRIVATE, "5")]));
        let locked_off = with_policy(&[private], ALWAYS_PRIVATE, Pref::Bool(false), true);
        assert_eq!(locked_off.always_private, None);
    }

    #[test]
    fn a_policy_may_write_a_switch_as_a_number() {
        let facts = with_policy(&[], ALWAYS_PRIVATE, Pref::Number(1), true);
        assert_eq!(facts.always_private.unwrap().set_by, SetBy::Company);
    }

    #[test]
    fn what_an_extension_has_set_is_said_to_be_its() {
        let mut prefs = Prefs::of_extension(COOKIE_BEHAVIOR, "tidy@example");
        prefs.add(&lines(&[(COOKIE_BEHAVIOR, "2")]), "prefs.js");
        let found = prefs.facts(&FirefoxPolicy::default()).rejects_cookies.unwrap();
        assert_eq!((found.value.as_str(), found.set_by), ("2 (tidy@example)", SetBy::Extension));
    }

    #[test]
    fn strict_protection_is_told_by_each_setting() {
        let strict = |prefs: &[(&str, &str)]| facts(&lines(prefs)).strict.len();
        assert_eq!(strict(&[(CATEGORY, "\"strict\"")]), 1);
        assert_eq!(strict(&[(CATEGORY, "\"custom\"")]), 0);
        assert_eq!(strict(&[(RESIST, "true"), (ISOLATE, "true"), (CATEGORY, "\"strict\"")]), 3);
        assert_eq!(strict(&[(RESIST, "false")]), 0);
    }

    #[test]
    fn the_oldest_way_to_delete_at_the_end_still_counts() {
        let clears = |number: &str| facts(&lines(&[(LIFETIME, number)])).clears_on_exit.is_some();
        assert!(clears("2") && !clears("0"));
    }
}
