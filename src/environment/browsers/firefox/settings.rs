//! Settings of Firefox: `prefs.js` and `user.js` of each profile.
//!
//! Names and values as in Firefox: netwerk/cookie/nsICookieService.idl, browser/modules/Sanitizer.sys.mjs,
//! netwerk/base/nsIProtocolProxyService.idl, modules/libpref/init/StaticPrefList.yaml.

use std::collections::BTreeMap;

use super::policy::{FirefoxPolicy, Ruling};
use super::prefs_js::{self, Pref};
use super::{Place, Profile};
use crate::environment::facts::{Evidence, FirefoxFacts, ProxySetting, SELLER_HOSTS, SetBy, Topic, Unread};
use crate::environment::mask;
use crate::environment::network::bypass::{self, Style};
use crate::environment::read::{self, ReadState};

const COOKIE_BEHAVIOR: &str = "network.cookie.cookieBehavior";
const SANITIZE: &str = "privacy.sanitize.sanitizeOnShutdown";
const OLD_DIALOG: &str = "privacy.sanitize.useOldClearHistoryDialog";
const CLEAR_OLD: &str = "privacy.clearOnShutdown.cookies";
const CLEAR_NEW: &str = "privacy.clearOnShutdown_v2.cookiesAndStorage";
const ALWAYS_PRIVATE: &str = "browser.privatebrowsing.autostart";
const JAVASCRIPT: &str = "javascript.enabled";
const PROXY_TYPE: &str = "network.proxy.type";
const PROXY_HTTPS: &str = "network.proxy.ssl";
const PROXY_SOCKS: &str = "network.proxy.socks";
const PROXY_SCRIPT: &str = "network.proxy.autoconfig_url";
const PROXY_EXCEPT: &str = "network.proxy.no_proxies_on";

/// The settings that are kept in memory; all others are skipped while reading.
const WANTED: [&str; 14] = [
    COOKIE_BEHAVIOR,
    SANITIZE,
    OLD_DIALOG,
    CLEAR_OLD,
    CLEAR_NEW,
    ALWAYS_PRIVATE,
    JAVASCRIPT,
    PROXY_TYPE,
    PROXY_HTTPS,
    "network.proxy.ssl_port",
    PROXY_SOCKS,
    "network.proxy.socks_port",
    PROXY_SCRIPT,
    PROXY_EXCEPT,
];

/// `network.cookie.cookieBehavior`: reject all.
const REJECT_ALL: i64 = 2;

/// The settings of a profile, each with the place where it stands.
#[derive(Default)]
pub(super) struct Prefs {
    values: BTreeMap<String, (Pref, String)>,
}

impl Prefs {
    /// `user.js` comes second: Firefox copies it over `prefs.js` at each start.
    pub(super) fn read(
        place: &Place,
        profile: &Profile,
        unread: &mut Vec<Unread>,
    ) -> Result<Self, ReadState> {
        let mut prefs = Self::default();
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

    fn number(&self, name: &str) -> Option<i64> {
        match self.values.get(name)?.0 {
            Pref::Number(number) => Some(number),
            _ => None,
        }
    }

    fn switch(&self, name: &str) -> Option<bool> {
        match self.values.get(name)?.0 {
            Pref::Bool(on) => Some(on),
            _ => None,
        }
    }

    fn text(&self, name: &str) -> Option<&str> {
        match &self.values.get(name)?.0 {
            Pref::Text(text) => Some(text).filter(|text| !text.is_empty()).map(String::as_str),
            _ => None,
        }
    }

    fn evidence(&self, name: &str, value: &str, default: &str) -> Evidence {
        let place = self.values.get(name).map(|(_, place)| place.clone()).unwrap_or_default();
        let (key, value, default) = (name.to_owned(), value.to_owned(), default.to_owned());
        Evidence { place, key, value, default, set_by: SetBy::Person }
    }

    fn switch_if(&self, name: &str, wanted: bool, default: &str) -> Option<Evidence> {
        (self.switch(name)? == wanted).then(|| self.evidence(name, &wanted.to_string(), default))
    }

    pub(super) fn facts(&self, policy: &FirefoxPolicy) -> FirefoxFacts {
        FirefoxFacts {
            rejects_cookies: self.rejects_cookies(policy.rejects_cookies.as_ref()),
            clears_on_exit: policy.clears_on_exit.clone().or_else(|| self.clears_on_exit()),
            always_private: self.switch_if(ALWAYS_PRIVATE, true, "false"),
            javascript_off: self.switch_if(JAVASCRIPT, false, "true"),
            own_proxy: self.own_proxy(),
        }
    }

    /// A locked policy decides; another one is only a new default.
    fn rejects_cookies(&self, policy: Option<&Ruling>) -> Option<Evidence> {
        let own = self.number(COOKIE_BEHAVIOR);
        match (policy, own) {
            (Some(ruling), None) => ruling.says.then(|| ruling.evidence.clone()),
            (Some(ruling), Some(_)) if ruling.locked => ruling.says.then(|| ruling.evidence.clone()),
            (_, Some(REJECT_ALL)) => Some(self.evidence(COOKIE_BEHAVIOR, "2", "5")),
            _ => None,
        }
    }

    /// Deleting at the end is on, and cookies are part of it. They are unless somebody took them out.
    fn clears_on_exit(&self) -> Option<Evidence> {
        let master = self.switch_if(SANITIZE, true, "false")?;
        let old_dialog = self.switch(OLD_DIALOG) == Some(true);
        let clears = match (self.switch(CLEAR_NEW), self.switch(CLEAR_OLD)) {
            (_, old) if old_dialog => old.unwrap_or(true),
            (Some(new), _) => new,
            // A profile that has never met the new dialog keeps the old choice.
            (None, old) => old.unwrap_or(true),
        };
        clears.then_some(master)
    }

    fn own_proxy(&self) -> Option<ProxySetting> {
        let kind = self.number(PROXY_TYPE)?;
        let shown = match kind {
            1 => self.server(PROXY_HTTPS).or_else(|| self.server(PROXY_SOCKS))?,
            2 => mask::script_address(self.text(PROXY_SCRIPT)?),
            4 => "WPAD".to_owned(),
            _ => return None,
        };
        let except = self.text(PROXY_EXCEPT).unwrap_or_default();
        let bypassed = kind == 1 && bypass::excepts(except, SELLER_HOSTS[0], Style::Domains);
        let evidence = self.evidence(PROXY_TYPE, &format!("{kind} ({shown})"), "5");
        Some(ProxySetting { shown, bypassed, certain: true, evidence })
    }

    fn server(&self, name: &str) -> Option<String> {
        let host = self.text(name)?;
        let port = self.number(&format!("{name}_port")).filter(|port| *port > 0);
        let server = port.map_or_else(|| host.to_owned(), |port| format!("{host}:{port}"));
        Some(mask::endpoint(&server).unwrap_or_else(|| "…".to_owned()))
    }
}

#[cfg(test)]
mod tests {
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
    fn a_proxy_of_its_own_is_found_unless_amazon_is_excepted() {
        let proxy = |prefs: &[(&str, &str)]| {
            facts(&lines(prefs)).own_proxy.map(|proxy| (proxy.shown, proxy.bypassed))
        };
        let manual =
            [(PROXY_TYPE, "1"), (PROXY_HTTPS, "\"proxy.example\""), ("network.proxy.ssl_port", "8080")];
        assert_eq!(proxy(&manual), Some(("proxy.example:8080".into(), false)));
        let excepted = [&manual[..], &[(PROXY_EXCEPT, "\"localhost, amazon.co.jp\"")]].concat();
        assert_eq!(proxy(&excepted), Some(("proxy.example:8080".into(), true)));
        assert_eq!(proxy(&[(PROXY_TYPE, "1")]), None, "manual without a server is direct");
        assert_eq!(proxy(&[(PROXY_TYPE, "4")]), Some(("WPAD".into(), false)));
        assert_eq!(proxy(&[(PROXY_TYPE, "0"), (PROXY_HTTPS, "\"p\"")]), None);
        let script = [(PROXY_TYPE, "2"), (PROXY_SCRIPT, "\"http://u:hunter2@pac/p.pac?k=v\"")];
        assert_eq!(proxy(&script), Some(("http://pac/p.pac".into(), false)));
    }

    #[test]
    fn a_locked_policy_decides_and_another_one_is_a_default() {
        let ruling = |says, locked| FirefoxPolicy {
            rejects_cookies: Some(Ruling {
                says,
                locked,
                evidence: Evidence {
                    place: "policies.json".into(),
                    key: "Cookies.Behavior".into(),
                    value: "reject".into(),
                    default: String::new(),
                    set_by: SetBy::Company,
                },
            }),
            ..FirefoxPolicy::default()
        };
        let found = |own: &str, policy: FirefoxPolicy| {
            let mut prefs = Prefs::default();
            prefs.add(own, "prefs.js");
            prefs.facts(&policy).rejects_cookies.map(|evidence| evidence.set_by)
        };
        let accept = lines(&[(COOKIE_BEHAVIOR, "0")]);
        let reject = lines(&[(COOKIE_BEHAVIOR, "2")]);
        assert_eq!(found("", ruling(true, false)), Some(SetBy::Company));
        assert_eq!(found(&accept, ruling(true, false)), None);
        assert_eq!(found(&accept, ruling(true, true)), Some(SetBy::Company));
        assert_eq!(found(&reject, ruling(false, true)), None);
        assert_eq!(found(&reject, ruling(false, false)), Some(SetBy::Person));
    }
}
