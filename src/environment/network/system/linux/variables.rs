//! The environment variables that programs are started with.
//!
//! This program need not have been started as the browser was: what files set for a session is looked at too. Where
//! such a file says the same, a value is certain; where only a file has one, it may not be in force yet.
//!
//! Sources: Chromium, `net/proxy_resolution/proxy_config_service_linux.cc`, `GetConfigFromEnv`, and
//! `base/environment.cc`; Firefox, toolkit/system/unixproxy/nsUnixSystemProxySettings.cpp; `pam_env(8)`,
//! environment.d(5).

use std::collections::BTreeMap;
use std::path::PathBuf;

use super::super::{Failure, Raw, bypass};
use super::settings::{self, Setting};
use super::shell;
use crate::environment::facts::{BypassList, ProxyConfig, ProxyKind};
use crate::environment::read::{self, ReadState};
use crate::environment::root::{Root, VARIABLES};

/// Files that set variables for everybody or for the person, and folders of such files; the last one counts.
const FILES: [&str; 6] = [
    "/etc/environment",
    "{home}/.pam_environment",
    "/etc/profile",
    "{home}/.profile",
    "{home}/.bash_profile",
    "{home}/.xprofile",
];
const FOLDERS: [(&str, &str); 5] = [
    ("/etc/profile.d", ".sh"),
    ("/usr/lib/environment.d", ".conf"),
    ("/run/environment.d", ".conf"),
    ("/etc/environment.d", ".conf"),
    ("{config}/environment.d", ".conf"),
];

/// What the variables say to browsers.
pub(super) struct Variables {
    /// To browsers built on Chromium; none if they say nothing.
    pub(super) chromium: Option<ProxyConfig>,
    /// To Firefox.
    pub(super) firefox: ProxyConfig,
    session: Values,
    files: Values,
    /// Whether a variable that was not found is not set.
    session_is_known: bool,
    /// Files that are there and could not be read.
    pub(super) failures: Vec<Failure>,
}

/// What a variable that is named elsewhere holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Named {
    /// This.
    Set(String),
    /// Nothing.
    Unset,
    /// It is not among those that are read, or this is a copy.
    Unknown,
}

impl Variables {
    pub(super) fn of(root: &Root) -> Self {
        let session_is_known = root.is_live();
        let mut failures = Vec::new();
        let files = of_files(root, &mut failures);
        let session: Values =
            root.env.iter().map(|(name, text)| (name.clone(), value_of("env", text))).collect();
        let of_session = Source { values: &session, confirmed_by: session_is_known.then_some(&files) };
        let of_files = Source { values: &files, confirmed_by: None };
        let for_firefox = if of_session.is_for_firefox() { &of_session } else { &of_files };
        Self {
            chromium: of_session.chromium().or_else(|| of_files.chromium()),
            firefox: for_firefox.firefox(),
            session,
            files,
            session_is_known,
            failures,
        }
    }

    /// What a variable holds whose name stands in other settings.
    pub(super) fn named(&self, name: &str) -> Named {
        match self.session.get(name).or_else(|| self.files.get(name)) {
            Some(value) => Named::Set(value.text.clone()),
            None if self.session_is_known && VARIABLES.contains(&name) => Named::Unset,
            None => Named::Unknown,
        }
    }
}

/// Variables by name.
type Values = BTreeMap<String, Value>;

/// A value, and where it stands.
struct Value {
    place: String,
    text: String,
}

fn value_of(place: &str, text: &str) -> Value {
    Value { place: place.to_owned(), text: text.to_owned() }
}

/// What the files of a session set. They may be changed until the next time the person signs in.
fn of_files(root: &Root, failures: &mut Vec<Failure>) -> Values {
    let in_folders = FOLDERS.iter().flat_map(|(folder, ending)| files_in(root, folder, ending));
    let paths = FILES.iter().filter_map(|file| root.path(file)).chain(in_folders);
    let mut values = Values::new();
    for path in paths {
        let place = root.shown(&path);
        let text = match read::text(root, &path) {
            Ok(text) => text,
            // Most of these files are not there.
            Err(ReadState::Absent) => continue,
            Err(state) => {
                failures.push(Failure::new(place, state));
                continue;
            }
        };
        let assigned = shell::assignments(&text).into_iter();
        values.extend(
            assigned
                .filter(|(name, _)| VARIABLES.contains(&name.as_str()))
                .map(|(name, text)| (name, value_of(&place, &text))),
        );
    }
    values
}

fn files_in(root: &Root, folder: &str, ending: &str) -> Vec<PathBuf> {
    let Some(folder) = root.path(folder) else { return Vec::new() };
    let names = read::entries(root, &folder).unwrap_or_default().into_iter();
    names.filter(|name| name.ends_with(ending)).map(|name| folder.join(name)).collect()
}

/// Variables that are set together.
struct Source<'a> {
    values: &'a Values,
    /// What is certain where it says the same.
    confirmed_by: Option<&'a Values>,
}

/// A variable that was found.
struct Found {
    setting: Setting,
    certain: bool,
}

impl Found {
    fn text(&self) -> &str {
        &self.setting.text
    }

    fn raw(&self) -> Raw<'_> {
        self.setting.raw(self.certain)
    }
}

impl Source<'_> {
    /// A variable by its name, or by the same name in the other case. One that is set to nothing is found too.
    fn get(&self, name: &str) -> Option<Found> {
        let is_lower = name.starts_with(|c: char| c.is_ascii_lowercase());
        let other = if is_lower { name.to_ascii_uppercase() } else { name.to_ascii_lowercase() };
        [name.to_owned(), other].into_iter().find_map(|key| {
            let Value { place, text } = self.values.get(&key)?;
            let confirmed = self.confirmed_by.and_then(|values| values.get(&key));
            let certain = confirmed.is_some_and(|confirmed| confirmed.text == *text);
            Some(Found { setting: Setting { place: place.clone(), key, text: text.clone() }, certain })
        })
    }

    fn chromium(&self) -> Option<ProxyConfig> {
        let nothing = ProxyConfig::default();
        if let Some(found) = self.get("auto_proxy") {
            // Set to nothing, it stands for detection.
            return Some(if found.text().is_empty() {
                ProxyConfig { auto_detect: Some(found.raw().evidence(String::new())), ..nothing }
            } else {
                ProxyConfig { script: Some(found.raw().script(found.text())), ..nothing }
            });
        }
        let except = self.get("no_proxy");
        let except = except.as_ref().map_or("", Found::text);
        let list = bypass::of_variable(except);
        let server = |name: &str, kind| {
            let found = self.get(name).filter(|found| !found.text().is_empty())?;
            settings::server_setting(&found.setting, kind, &list, found.certain)
        };
        let http = |name: &str| server(name, ProxyKind::Http);
        if let Some(server) = http("all_proxy").or_else(|| http("https_proxy")) {
            return Some(ProxyConfig { server: Some(server), ..nothing });
        }
        // A server for other pages leaves these without one, and without SOCKS.
        if ["http_proxy", "ftp_proxy"].into_iter().any(|name| http(name).is_some()) {
            return Some(nothing);
        }
        let old = self.get("SOCKS_VERSION").is_some_and(|found| found.text() == "4");
        let socks = if old { ProxyKind::Socks4 } else { ProxyKind::Socks5 };
        if let Some(server) = server("SOCKS_SERVER", socks) {
            return Some(ProxyConfig { server: Some(server), ..nothing });
        }
        // Exceptions alone say that everything is one.
        (!except.is_empty()).then_some(nothing)
    }

    /// Whether anything is set that Firefox looks at.
    fn is_for_firefox(&self) -> bool {
        ["https_proxy", "all_proxy"].into_iter().any(|name| self.get(name).is_some())
    }

    /// Firefox wants an address with `http://`, and does not know of scripts here.
    fn firefox(&self) -> ProxyConfig {
        let found = self.get("https_proxy").or_else(|| self.get("all_proxy"));
        let is_http = |found: &Found| {
            let text = found.text().trim_start().to_ascii_lowercase();
            text.starts_with("http://") || text.contains('$')
        };
        let server = found.filter(is_http).and_then(|found| {
            let list = self.get("no_proxy").map(|found| spaceless(found.text())).unwrap_or_default();
            settings::server_setting(&found.setting, ProxyKind::Http, &list, found.certain)
        });
        ProxyConfig { server, ..ProxyConfig::default() }
    }
}

/// A list of exceptions as Firefox splits it: spaces do not count, not even between entries.
fn spaceless(list: &str) -> BypassList {
    let list: String = list.chars().filter(|c| !c.is_whitespace()).collect();
    bypass::of_variable(&list)
}

#[cfg(test)]
mod tests;
