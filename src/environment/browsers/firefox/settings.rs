//! Settings of Firefox: `prefs.js` and `user.js` of each profile.
//!
//! Names and values as in Firefox: netwerk/cookie/nsICookieService.idl, browser/modules/Sanitizer.sys.mjs,
//! netwerk/base/nsIProtocolProxyService.idl, modules/libpref/init/StaticPrefList.yaml.

use std::collections::BTreeMap;

use super::policy::FirefoxPolicy;
use super::prefs_js::{self, Pref};
use super::{Place, Profile, controlled};
use crate::environment::facts::{
    BypassList, Evidence, FirefoxFacts, OwnProxy, ProxyChoice, ProxyConfig, ProxyKind, RoadSource,
    ScriptAddress, ScriptSetting, ServerSetting, SetBy, Topic, Unread,
};
use crate::environment::mask;
use crate::environment::network::{bypass, server};
use crate::environment::read::{self, ReadState};

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
pub(super) const PROXY_TYPE: &str = "network.proxy.type";
const PROXY_HTTPS: &str = "network.proxy.ssl";
const PROXY_SOCKS: &str = "network.proxy.socks";
const PROXY_SCRIPT: &str = "network.proxy.autoconfig_url";
const PROXY_EXCEPT: &str = "network.proxy.no_proxies_on";

/// The settings that are kept in memory; all others are skipped while reading.
pub(super) const WANTED: [&str; 19] = [
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
    PROXY_TYPE,
    PROXY_HTTPS,
    "network.proxy.ssl_port",
    PROXY_SOCKS,
    "network.proxy.socks_port",
    PROXY_SCRIPT,
    PROXY_EXCEPT,
];

/// `network.cookie.cookieBehavior`: reject all.
pub(super) const REJECT_ALL: i64 = 2;

/// The settings of a profile, each with the place where it stands.
#[derive(Default)]
pub(super) struct Prefs {
    values: BTreeMap<String, (Pref, String)>,
    /// The extension that has set a setting.
    by_extension: BTreeMap<&'static str, String>,
}

impl Prefs {
    /// `user.js` comes second: Firefox copies it over `prefs.js` at each start.
    pub(super) fn read(
        place: &Place,
        profile: &Profile,
        unread: &mut Vec<Unread>,
    ) -> Result<Self, ReadState> {
        let by_extension = controlled::read(place, profile);
        let mut prefs = Self { by_extension, ..Self::default() };
        for (name, may_be_absent) in [("prefs.js", false), ("user.js", true)] {
            let path = profile.folder.join(name);
            match read::text(&place.root, &path) {
                Ok(text) => prefs.add(&text, &place.root.shown(&path)),
                Err(ReadState::Absent) if may_be_absent => {}
                Err(state) => {
                    unread.push(place.unread(&profile.subject, Topic::ProfileSettings, &path, state));
                    if !may_be_absent {
                        return Err(state);
                    }
                }
            }
        }
        Ok(prefs)
    }

    fn add(&mut self, text: &str, place: &str) {
        let parsed = prefs_js::parse(text, |name| WANTED.contains(&name));
        self.values.extend(parsed.into_iter().map(|(name, value)| (name, (value, place.to_owned()))));
    }

    pub(super) fn facts(&self, policy: &FirefoxPolicy) -> FirefoxFacts {
        Effective { own: self, policy }.facts()
    }

    /// Which proxy settings count.
    pub(super) fn proxy(&self, policy: &FirefoxPolicy) -> OwnProxy {
        Effective { own: self, policy }.proxy()
    }
}

/// What holds: locked by the company, else set by the person, else the company's default.
struct Effective<'a> {
    own: &'a Prefs,
    policy: &'a FirefoxPolicy,
}

impl<'a> Effective<'a> {
    /// A setting that anybody has set, with its evidence but for the usual value.
    fn get(&self, name: &str) -> Option<(&'a Pref, Evidence)> {
        let company = self.policy.prefs.get(name);
        let own = self.own.values.get(name);
        match (company, own) {
            (Some(company), own) if company.locked || own.is_none() => {
                Some((&company.value, company.evidence.clone()))
            }
            (_, Some((value, place))) => Some((value, self.of_profile(name, value, place))),
            _ => None,
        }
    }

    /// Evidence for what stands in the profile, set by the person or by an extension.
    fn of_profile(&self, name: &str, value: &Pref, place: &str) -> Evidence {
        let shown = mask::shown(&value.to_string());
        let (value, set_by) = match self.own.by_extension.get(name) {
            Some(extension) => (format!("{shown} ({extension})"), SetBy::Extension),
            None => (shown, SetBy::Person),
        };
        Evidence { place: place.to_owned(), key: name.to_owned(), value, default: String::new(), set_by }
    }

    fn number(&self, name: &str) -> Option<i64> {
        match self.get(name)?.0 {
            Pref::Number(number) => Some(*number),
            _ => None,
        }
    }

    /// Policies on Windows and macOS may write switches as numbers.
    fn switch(&self, name: &str) -> Option<bool> {
        match self.get(name)?.0 {
            Pref::Bool(on) => Some(*on),
            Pref::Number(number @ (0 | 1)) => Some(*number == 1),
            _ => None,
        }
    }

    fn text(&self, name: &str) -> Option<&'a str> {
        match self.get(name)?.0 {
            Pref::Text(text) => Some(text).filter(|text| !text.is_empty()).map(String::as_str),
            _ => None,
        }
    }

    fn evidence(&self, name: &str, default: &str) -> Option<Evidence> {
        self.get(name).map(|(_, evidence)| Evidence { default: default.to_owned(), ..evidence })
    }

    fn switch_if(&self, name: &str, wanted: bool) -> Option<Evidence> {
        let default = (!wanted).to_string();
        (self.switch(name)? == wanted).then(|| self.evidence(name, &default))?
    }

    fn facts(&self) -> FirefoxFacts {
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
        let has_own = |name: &str| self.own.values.contains_key(name);
        let follows = has_own(COOKIE_BEHAVIOR) && !has_own(COOKIE_BEHAVIOR_PRIVATE);
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

    /// Which proxy settings count (netwerk/base/nsIProtocolProxyService.idl).
    fn proxy(&self) -> OwnProxy {
        let kind = self.number(PROXY_TYPE).unwrap_or(5);
        if kind == 5 {
            return OwnProxy::System;
        }
        let Some(evidence) = self.evidence(PROXY_TYPE, "5") else { return OwnProxy::System };
        let mut config = ProxyConfig::default();
        match kind {
            1 => config.server = self.proxy_server(&evidence),
            2 => {
                config.script = self.text(PROXY_SCRIPT).map(|address| {
                    let address = ScriptAddress::new(address);
                    let evidence = Evidence { value: address.shown(), ..evidence.clone() };
                    ScriptSetting { address, mandatory: false, certain: true, evidence }
                });
            }
            4 => config.auto_detect = Some(evidence.clone()),
            _ => {}
        }
        if config.server.is_none() {
            config.except = self.proxy_except();
        }
        OwnProxy::Own(Box::new(ProxyChoice { source: RoadSource::Browser, config: Some(config), evidence }))
    }

    /// The list counts whatever is set beside it (`CanUseProxy` in netwerk/base/nsProtocolProxyService.cpp).
    fn proxy_except(&self) -> BypassList {
        bypass::split(self.text(PROXY_EXCEPT).unwrap_or_default(), &[',', ' '])
    }

    fn proxy_server(&self, evidence: &Evidence) -> Option<ServerSetting> {
        let kinds = [(PROXY_HTTPS, ProxyKind::Http), (PROXY_SOCKS, ProxyKind::Socks5)];
        let (name, kind, host) = kinds.into_iter().find_map(|(name, kind)| {
            self.text(name).filter(|host| !host.is_empty()).map(|host| (name, kind, host))
        })?;
        let port = self.number(&format!("{name}_port")).filter(|port| *port > 0);
        let text = port.map_or_else(|| host.to_owned(), |port| format!("{host}:{port}"));
        let server = server::parse(&text, kind);
        let shown = server.as_ref().map_or_else(|| "…".to_owned(), ToString::to_string);
        Some(ServerSetting {
            server,
            bypass: self.proxy_except(),
            certain: true,
            evidence: Evidence { value: shown, ..evidence.clone() },
        })
    }
}

#[cfg(test)]
mod tests {
    use super::super::policy::PolicyPref;
    use super::*;

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
        assert_eq!(facts(&lines(&[(COOKIE_BEHAVIOR, "5"), (PROXY_TYPE, "5")])), FirefoxFacts::default());
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

    #[test]
    fn a_proxy_of_its_own_is_found() {
        let proxy = |settings: &[(&str, &str)]| {
            let mut prefs = Prefs::default();
            prefs.add(&lines(settings), "prefs.js");
            match prefs.proxy(&FirefoxPolicy::default()) {
                OwnProxy::Own(choice) => choice.config,
                OwnProxy::System | OwnProxy::Unread => None,
            }
        };
        let manual =
            [(PROXY_TYPE, "1"), (PROXY_HTTPS, "\"proxy.example\""), ("network.proxy.ssl_port", "8080")];
        let server = proxy(&manual).unwrap().server.unwrap();
        assert_eq!(server.server.unwrap().to_string(), "proxy.example:8080");
        let excepted = [&manual[..], &[(PROXY_EXCEPT, "\"localhost, amazon.co.jp\"")]].concat();
        assert_eq!(proxy(&excepted).unwrap().server.unwrap().bypass.entries, ["localhost", "amazon.co.jp"]);
        assert!(proxy(&[(PROXY_TYPE, "1")]).unwrap().is_direct(), "manual without a server is direct");
        assert!(proxy(&[(PROXY_TYPE, "4")]).unwrap().auto_detect.is_some());
        assert!(proxy(&[(PROXY_TYPE, "0"), (PROXY_HTTPS, "\"p\"")]).unwrap().is_direct());
        assert_eq!(proxy(&[(PROXY_TYPE, "5")]), None);
        let script = [(PROXY_TYPE, "2"), (PROXY_SCRIPT, "\"http://u:hunter2@pac/p.pac?k=v\"")];
        let script = proxy(&script).unwrap().script.unwrap();
        assert_eq!(script.address.shown(), "http://pac/p.pac");
        assert!(!format!("{script:?}{}", serde_json::to_string(&script).unwrap()).contains("hunter2"));
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
        let mut prefs = Prefs::default();
        prefs.add(&lines(&[(COOKIE_BEHAVIOR, "2")]), "prefs.js");
        prefs.by_extension.insert(COOKIE_BEHAVIOR, "tidy@example".to_owned());
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
