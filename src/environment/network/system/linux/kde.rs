//! The proxy of KDE, in the files `kioslaverc`.
//!
//! KDE's own programs and browsers built on Chromium read these files each their own way: the latter know neither of
//! entries that may not be changed nor of variables in values, and look at other folders. Where that makes a
//! difference, nothing is certain.
//!
//! Sources: KDE, `kprotocolmanager.cpp` and `kconfigini.cpp`; Chromium,
//! `net/proxy_resolution/proxy_config_service_linux.cc`, `SettingGetterImplKDE`.

use std::collections::BTreeMap;
use std::path::PathBuf;

use super::super::{Failure, bypass, doubted};
use super::kconfig::Group;
use super::settings::{self, Mode, Servers, Setting};
use super::shell;
use super::variables::{Named, Variables};
use crate::environment::facts::{BypassList, BypassMeaning, ProxyConfig};
use crate::environment::read::{self, ReadState};
use crate::environment::root::Root;

const FILE: &str = "kioslaverc";
const GROUP: &str = "Proxy Settings";

/// Where settings for everybody are unless a variable says otherwise.
const FOR_EVERYBODY: &str = "/etc/xdg";

/// Chromium skips lines that do not fit into its buffer, in bytes with the line's end.
const LONGEST_LINE: usize = 511;

/// The settings of KDE. None where there are none, and the environment counts.
pub(super) fn read(
    root: &Root,
    variables: &Variables,
    certain: bool,
) -> Result<Option<ProxyConfig>, Failure> {
    let files = Files::read(root)?;
    let of = |reading: Option<Reading>| settings::config(&reading?.mode(variables)?, certain);
    let for_kde = of(Reading::of_kde(&files.in_folders(&folders_of_kde(root)), variables));
    let for_chromium = of(Reading::of_chromium(&files.in_folders(&folders_of_chromium(root))));
    Ok(together(for_kde, for_chromium))
}

/// What both readings say together. What is set in one of them is told rather than that nothing is.
fn together(for_kde: Option<ProxyConfig>, for_chromium: Option<ProxyConfig>) -> Option<ProxyConfig> {
    let is_set = |config: &ProxyConfig| !config.is_direct();
    match (for_kde, for_chromium) {
        (Some(kde), Some(chromium)) if alike(&kde, &chromium) => Some(kde),
        (Some(kde), _) if is_set(&kde) => Some(doubted(kde)),
        (_, Some(chromium)) if is_set(&chromium) => Some(doubted(chromium)),
        // Chromium then looks at the environment.
        (_, for_chromium) => for_chromium,
    }
}

fn alike(one: &ProxyConfig, other: &ProxyConfig) -> bool {
    let server = |config: &ProxyConfig| {
        config.server.as_ref().map(|setting| (setting.server.clone(), setting.bypass.clone()))
    };
    let script = |config: &ProxyConfig| config.script.as_ref().map(|script| script.address.clone());
    server(one) == server(other)
        && script(one) == script(other)
        && one.auto_detect.is_some() == other.auto_detect.is_some()
}

/// The most general first.
fn folders_of_kde(root: &Root) -> Vec<PathBuf> {
    let general = root.folders_of("XDG_CONFIG_DIRS", FOR_EVERYBODY).into_iter().rev();
    general.chain(root.path("{config}")).collect()
}

/// Chromium takes no folder for everybody where the variable names none. Whether it does cannot be told of a copy.
fn folders_of_chromium(root: &Root) -> Vec<PathBuf> {
    let default = if root.is_live() { "" } else { FOR_EVERYBODY };
    let general = root.folders_of("XDG_CONFIG_DIRS", default).into_iter().rev();
    general.chain(root.path("{home}/.config")).collect()
}

/// One of the files.
struct File {
    place: String,
    text: String,
}

/// The files that are there, by folder.
struct Files(BTreeMap<PathBuf, File>);

impl Files {
    fn read(root: &Root) -> Result<Self, Failure> {
        let mut files = BTreeMap::new();
        for folder in folders_of_kde(root).into_iter().chain(folders_of_chromium(root)) {
            if files.contains_key(&folder) {
                continue;
            }
            let path = folder.join(FILE);
            match read::text(root, &path) {
                Ok(text) => {
                    files.insert(folder, File { place: root.shown(&path), text });
                }
                Err(ReadState::Absent) => {}
                Err(state) => return Err(Failure::new(root.shown(&path), state)),
            }
        }
        Ok(Self(files))
    }

    fn in_folders(&self, folders: &[PathBuf]) -> Vec<&File> {
        folders.iter().filter_map(|folder| self.0.get(folder)).collect()
    }
}

/// The entries as one of the readers sees them.
struct Reading(BTreeMap<String, Setting>);

impl Reading {
    /// As KDE's programs read them; none if there is no file.
    fn of_kde(files: &[&File], variables: &Variables) -> Option<Self> {
        let last = files.last()?;
        let mut group = Group::new(GROUP);
        for file in files {
            group.add(&file.place, &file.text);
        }
        let mut reading = Self(BTreeMap::new());
        // Without the entry there is no proxy.
        reading.put("ProxyType", "0".to_owned(), &last.place);
        for key in KEYS {
            let Some(entry) = group.get(key) else { continue };
            let Some(value) = entry.value.as_deref() else { continue };
            let expands = entry.expands && !matches!(key, "ProxyType" | "ReversedException");
            let value = if expands { expanded(value, variables) } else { value.to_owned() };
            let value = match key {
                "ReversedException" if is_true(&value) => "true".to_owned(),
                "ReversedException" => "false".to_owned(),
                _ => value,
            };
            reading.put(key, value, &entry.place);
        }
        Some(reading)
    }

    /// As Chromium reads them, line by line; none if there is no file.
    fn of_chromium(files: &[&File]) -> Option<Self> {
        files.last()?;
        let mut reading = Self(BTreeMap::new());
        for file in files {
            let mut inside = false;
            // A last line without an end is taken for one that is too long.
            let whole = |line: &&str| line.ends_with('\n') && line.len() <= LONGEST_LINE;
            for line in
                file.text.split_inclusive('\n').filter(whole).map(|line| line.trim_end_matches(['\n', '\r']))
            {
                if line.starts_with('[') {
                    inside = line.strip_prefix('[').is_some_and(|rest| {
                        rest.strip_prefix(GROUP).is_some_and(|rest| rest.starts_with(']'))
                    });
                } else if inside && let Some((key, value)) = line.split_once('=') {
                    let key = key.trim();
                    // A mark or a language behind a key does not count.
                    let plain = key.strip_suffix(']').and_then(|key| key.rsplit_once('['));
                    reading.put(
                        plain.map_or(key, |(key, _)| key.trim_end()),
                        value.trim().to_owned(),
                        &file.place,
                    );
                }
            }
        }
        Some(reading)
    }

    fn put(&mut self, key: &str, text: String, place: &str) {
        let setting = Setting { place: place.to_owned(), key: key.to_owned(), text };
        self.0.insert(key.to_owned(), setting);
    }

    fn get(&self, key: &str) -> Option<&Setting> {
        self.0.get(key).filter(|setting| !setting.text.trim().is_empty())
    }

    /// None where nothing says how pages are reached.
    fn mode(&self, variables: &Variables) -> Option<Mode> {
        let kind = self.get("ProxyType")?;
        Some(match kind.text.trim().parse().unwrap_or(0) {
            1 => Mode::Manual(self.servers(with_colon, str::to_owned)),
            2 => Mode::Automatic(kind.clone(), self.get("Proxy Config Script").cloned()),
            3 => Mode::Automatic(kind.clone(), None),
            4 => Mode::Manual(self.servers(
                |setting| named(setting, variables),
                |name| match variables.named(name.trim()) {
                    Named::Set(list) => list,
                    Named::Unset | Named::Unknown => String::new(),
                },
            )),
            _ => Mode::Direct,
        })
    }

    fn servers(
        &self,
        server: impl Fn(&Setting) -> Option<Setting>,
        list: impl Fn(&str) -> String,
    ) -> Servers {
        let server = |key: &str| self.get(key).and_then(&server);
        let only_these = self.get("ReversedException").is_some_and(|setting| is_reversed(&setting.text));
        let meaning = if only_these { BypassMeaning::Only } else { BypassMeaning::Except };
        let except = self.get("NoProxyFor").map(|setting| list(&setting.text)).unwrap_or_default();
        Servers {
            https: server("httpsProxy"),
            socks: server("socksProxy"),
            others: ["httpProxy", "ftpProxy"].into_iter().filter_map(server).collect(),
            except: BypassList { meaning, ..bypass::split(&except, &[',', ' ']) },
        }
    }
}

/// The entries that matter here.
const KEYS: [&str; 8] = [
    "ProxyType",
    "Proxy Config Script",
    "httpProxy",
    "httpsProxy",
    "ftpProxy",
    "socksProxy",
    "NoProxyFor",
    "ReversedException",
];

/// The port stands after a space.
fn with_colon(setting: &Setting) -> Option<Setting> {
    let text = setting.text.trim().replacen(' ', ":", 1);
    (!text.starts_with("//:")).then(|| Setting { text, ..setting.clone() })
}

/// A server that stands in a variable. One whose content is not known is kept as what it is: a variable.
fn named(setting: &Setting, variables: &Variables) -> Option<Setting> {
    let name = setting.text.trim();
    let text = match variables.named(name) {
        Named::Set(text) => text,
        Named::Unset => return None,
        Named::Unknown => format!("${name}"),
    };
    Some(Setting { text, ..setting.clone() })
}

/// How KDE reads a switch.
fn is_true(value: &str) -> bool {
    !matches!(value.trim().to_ascii_lowercase().as_str(), "" | "false" | "no" | "off" | "0")
}

/// How Chromium reads one.
fn is_reversed(value: &str) -> bool {
    value == "true" || value.parse().is_ok_and(|number: i32| number != 0)
}

/// A value with its variables replaced. What is not known stays as it is.
fn expanded(value: &str, variables: &Variables) -> String {
    shell::expanded(value, |name| match variables.named(name) {
        Named::Set(text) => Some(text),
        Named::Unset => Some(String::new()),
        Named::Unknown => None,
    })
}

#[cfg(test)]
mod tests;
