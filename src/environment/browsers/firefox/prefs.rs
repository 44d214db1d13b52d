//! The settings of a profile of Firefox: `prefs.js` and `user.js`, and which of them hold beside the company's.

use std::collections::BTreeMap;

use super::controlled::{self, Controlled};
use super::policy::FirefoxPolicy;
use super::prefs_js::{self, Pref};
use super::{Place, Profile, proxy, secure_dns, settings};
use crate::environment::facts::{
    Evidence, ExtensionFacts, FirefoxFacts, OwnProxy, SecureDns, SetBy, Topic, Unread,
};
use crate::environment::mask;
use crate::environment::read::{self, ReadState};

/// The settings that are kept in memory, by their names; all others are skipped while reading.
pub(super) fn wanted() -> impl Iterator<Item = &'static &'static str> {
    settings::NAMES.iter().chain(&proxy::NAMES).chain(&secure_dns::NAMES)
}

/// The settings of a profile, each with the place where it stands.
#[derive(Default)]
pub(super) struct Prefs {
    values: BTreeMap<String, (Pref, String)>,
    /// What extensions have set.
    extensions: Controlled,
}

impl Prefs {
    /// `user.js` comes second: Firefox copies it over `prefs.js` at each start.
    pub(super) fn read(
        place: &Place,
        profile: &Profile,
        unread: &mut Vec<Unread>,
    ) -> Result<Self, ReadState> {
        let mut prefs = Self { extensions: controlled::read(place, profile), ..Self::default() };
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
        prefs.add_proxy_of_extension();
        Ok(prefs)
    }

    /// What an extension has set stands in `prefs.js` as if the person had set it. Where there is nothing yet, it is
    /// about to be written.
    fn add_proxy_of_extension(&mut self) {
        if self.has(proxy::TYPE) {
            return;
        }
        let Controlled { proxy, place, .. } = &self.extensions;
        let values = proxy.iter().map(|(name, value)| ((*name).to_owned(), (value.clone(), place.clone())));
        self.values.extend(values);
    }

    /// Whether the profile has a value of its own.
    pub(super) fn has(&self, name: &str) -> bool {
        self.values.contains_key(name)
    }

    /// The extension that has set a setting to what it is, by its id.
    pub(super) fn set_by(&self, name: &str) -> Option<&str> {
        let is_its_own = name != proxy::TYPE
            || self.extensions.proxy.get(name) == self.values.get(name).map(|(value, _)| value);
        self.extensions.by.get(name).filter(|_| is_its_own).map(String::as_str)
    }

    pub(super) fn add(&mut self, text: &str, place: &str) {
        let parsed = prefs_js::parse(text, |name| wanted().any(|wanted| *wanted == name));
        self.values.extend(parsed.into_iter().map(|(name, value)| (name, (value, place.to_owned()))));
    }

    pub(super) fn facts(&self, policy: &FirefoxPolicy) -> FirefoxFacts {
        Effective { own: self, policy }.facts()
    }

    /// Which proxy settings count. `extensions` are the enabled ones, for their names.
    pub(super) fn proxy(&self, policy: &FirefoxPolicy, extensions: &[ExtensionFacts]) -> OwnProxy {
        Effective { own: self, policy }.proxy(extensions)
    }

    /// How names are asked for.
    pub(super) fn secure_dns(&self, policy: &FirefoxPolicy) -> Option<SecureDns> {
        Effective { own: self, policy }.secure_dns()
    }
}

/// What holds: locked by the company, else set by the person, else the company's default.
pub(super) struct Effective<'a> {
    pub(super) own: &'a Prefs,
    pub(super) policy: &'a FirefoxPolicy,
}

impl<'a> Effective<'a> {
    /// A setting that anybody has set, with its evidence but for the usual value.
    pub(super) fn get(&self, name: &str) -> Option<(&'a Pref, Evidence)> {
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
        let (value, set_by) = match self.own.set_by(name) {
            Some(extension) => (format!("{shown} ({extension})"), SetBy::Extension),
            None => (shown, SetBy::Person),
        };
        Evidence { place: place.to_owned(), key: name.to_owned(), value, default: String::new(), set_by }
    }

    pub(super) fn number(&self, name: &str) -> Option<i64> {
        match self.get(name)?.0 {
            Pref::Number(number) => Some(*number),
            _ => None,
        }
    }

    /// Policies on Windows and macOS may write switches as numbers.
    pub(super) fn switch(&self, name: &str) -> Option<bool> {
        match self.get(name)?.0 {
            Pref::Bool(on) => Some(*on),
            Pref::Number(number @ (0 | 1)) => Some(*number == 1),
            _ => None,
        }
    }

    pub(super) fn text(&self, name: &str) -> Option<&'a str> {
        match self.get(name)?.0 {
            Pref::Text(text) => Some(text).filter(|text| !text.is_empty()).map(String::as_str),
            _ => None,
        }
    }

    pub(super) fn evidence(&self, name: &str, default: &str) -> Option<Evidence> {
        self.get(name).map(|(_, evidence)| Evidence { default: default.to_owned(), ..evidence })
    }

    pub(super) fn switch_if(&self, name: &str, wanted: bool) -> Option<Evidence> {
        let default = (!wanted).to_string();
        (self.switch(name)? == wanted).then(|| self.evidence(name, &default))?
    }
}

#[cfg(test)]
impl Prefs {
    /// No settings yet, and an extension that is to set one.
    pub(super) fn of_extension(name: &'static str, id: &str) -> Self {
        let mut prefs = Self::default();
        prefs.extensions.by.insert(name, id.to_owned());
        prefs
    }

    /// What stands in `prefs.js`, and what an extension has set the proxy to.
    pub(super) fn with_proxy(text: &str, id: &str, proxy: &serde_json::Value) -> Self {
        let mut prefs = Self::of_extension(proxy::TYPE, id);
        prefs.extensions.proxy = proxy::of_extension(proxy);
        prefs.extensions.place = "extension-settings.json".to_owned();
        prefs.add(text, "prefs.js");
        prefs.add_proxy_of_extension();
        prefs
    }
}
