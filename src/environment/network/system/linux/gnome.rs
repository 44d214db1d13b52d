//! The proxy of GNOME and of the desktops that share its settings. Its own program is asked: the store is binary.
//!
//! Where the settings are kept in a text file instead (the keyfile backend of `GLib`), that file can be read in a copy too.
//!
//! Sources: GNOME, the schema `org.gnome.system.proxy`; `GLib`, `gkeyfilesettingsbackend.c`; Firefox,
//! toolkit/system/unixproxy/nsUnixSystemProxySettings.cpp.

use std::collections::BTreeMap;
use std::time::Duration;

use super::super::{Failure, child};
use super::gvariant::{self, Value};
use super::settings::{self, Mode, Servers, Setting};
use crate::environment::facts::{BypassList, BypassMeaning, ProxyConfig, ProxyKind};
use crate::environment::read::{self, ReadState};
use crate::environment::root::Root;

const LIMIT: Duration = Duration::from_secs(2);
const SCHEMA: &str = "org.gnome.system.proxy";

/// The same in the text file.
const FILE: &str = "{config}/glib-2.0/settings/keyfile";
const GROUP: &str = "system/proxy";

/// The store that only GNOME's own programs read.
const STORE: &str = "{config}/dconf/user";

/// The port of the server for HTTP where none is set.
const USUAL_PORT: i64 = 8080;

/// What GNOME is set to, for the two kinds of browsers that read it each their own way.
pub(super) struct Gnome {
    /// For browsers built on Chromium. None where nothing usable is set, and the environment counts.
    pub(super) config: Option<ProxyConfig>,
    /// For Firefox, where it finds a server and the others do not.
    pub(super) firefox: Option<ProxyConfig>,
}

/// The settings in force. None if GNOME's program is not there: then browsers find no settings either.
pub(super) fn read(root: &Root) -> Result<Option<Gnome>, Failure> {
    if root.is_live() {
        return match child::ask("gsettings", &["list-recursively", SCHEMA], LIMIT) {
            Ok(printed) => Ok(Some(Keys::printed(&printed).gnome(true))),
            Err(ReadState::Absent) => Ok(None),
            Err(state) => Err(Failure::new(SCHEMA, state)),
        };
    }
    match read_file(root)? {
        Some(gnome) => Ok(Some(gnome)),
        None => Err(store(root).unwrap_or_else(|| Failure::new(SCHEMA, ReadState::Unsupported))),
    }
}

/// The settings in the text file; none if there are none. Nothing says that the file is in use.
pub(super) fn read_file(root: &Root) -> Result<Option<Gnome>, Failure> {
    let Some(path) = root.path(FILE) else { return Ok(None) };
    let place = root.shown(&path);
    match read::text(root, &path) {
        Ok(text) => {
            let keys = Keys::in_file(&text, &place);
            Ok((!keys.values.is_empty()).then(|| keys.gnome(false)))
        }
        Err(ReadState::Absent) => Ok(None),
        Err(state) => Err(Failure::new(place, state)),
    }
}

/// That there are settings which cannot be read.
pub(super) fn store(root: &Root) -> Option<Failure> {
    let path = root.path(STORE).filter(|path| std::fs::symlink_metadata(path).is_ok())?;
    Some(Failure::new(root.shown(&path), ReadState::Unsupported))
}

/// The keys of the schema and of those below it, with where they stand: `mode`, `https/host`.
struct Keys {
    values: BTreeMap<String, Value>,
    /// The text file; none for what GNOME's program printed.
    file: Option<String>,
}

impl Keys {
    /// Lines such as `org.gnome.system.proxy.https host 'proxy.example'`. Passwords are among them, and left out.
    fn printed(text: &str) -> Self {
        let of_line = |line: &str| {
            let (schema, rest) = line.split_once(' ')?;
            let (key, value) = rest.split_once(' ')?;
            let child = schema.strip_prefix(SCHEMA)?.trim_start_matches('.');
            Some((path_of(child, key)?, gvariant::parse(value)?))
        };
        Self { values: text.lines().filter_map(of_line).collect(), file: None }
    }

    /// Lines such as `host='proxy.example'` below `[system/proxy/https]`.
    fn in_file(text: &str, place: &str) -> Self {
        let mut values = BTreeMap::new();
        let mut child = None;
        for line in text.lines().map(str::trim) {
            if let Some(group) = line.strip_prefix('[').and_then(|line| line.strip_suffix(']')) {
                child = group.strip_prefix(GROUP).map(|child| child.trim_start_matches('/'));
            } else if let (Some(child), Some((key, value))) = (child, line.split_once('=')) {
                let value = gvariant::parse(value);
                values.extend(path_of(child, key.trim()).zip(value));
            }
        }
        Self { values, file: Some(place.to_owned()) }
    }

    fn text(&self, path: &str) -> &str {
        match self.values.get(path) {
            Some(Value::Text(text)) => text.trim(),
            _ => "",
        }
    }

    fn port(&self, child: &str) -> i64 {
        let usual = if child == "http" { USUAL_PORT } else { 0 };
        match self.values.get(&format!("{child}/port")) {
            Some(Value::Number(port)) if (0..=i64::from(u16::MAX)).contains(port) => *port,
            _ => usual,
        }
    }

    fn setting(&self, path: &str, text: String) -> Setting {
        let (place, key) = match (&self.file, path.split_once('/')) {
            (Some(file), _) => (file.clone(), format!("{GROUP}/{path}")),
            (None, Some((child, key))) => (format!("{SCHEMA}.{child}"), key.to_owned()),
            (None, None) => (SCHEMA.to_owned(), path.to_owned()),
        };
        Setting { place, key, text }
    }

    /// A server; none if it has no host. Without a port it is the usual one of its kind.
    fn server(&self, child: &str) -> Option<Setting> {
        let path = format!("{child}/host");
        let host = Some(self.text(&path)).filter(|host| !host.is_empty())?;
        let port = self.port(child);
        let server = if port == 0 { host.to_owned() } else { format!("{host}:{port}") };
        Some(self.setting(&path, server))
    }

    fn except(&self) -> BypassList {
        let entries = match self.values.get("ignore-hosts") {
            Some(Value::List(entries)) => entries.clone(),
            _ => Vec::new(),
        };
        BypassList { entries, meaning: BypassMeaning::Except }
    }

    fn gnome(&self, certain: bool) -> Gnome {
        let config = self.mode().and_then(|mode| settings::config(&mode, certain));
        let has_server = config.as_ref().is_some_and(|config| config.server.is_some());
        Gnome { firefox: if has_server { None } else { self.firefox(certain) }, config }
    }

    /// `enabled` and `use-same-proxy` are dead keys: nobody asks for them.
    fn mode(&self) -> Option<Mode> {
        match self.text("mode") {
            // As the schema has it where nothing is set.
            "none" | "" => Some(Mode::Direct),
            "auto" => {
                let script = Some(self.text("autoconfig-url")).filter(|address| !address.is_empty());
                let script = script.map(|address| self.setting("autoconfig-url", address.to_owned()));
                Some(Mode::Automatic(self.setting("mode", "auto".to_owned()), script))
            }
            "manual" => Some(Mode::Manual(Servers {
                https: self.server("https"),
                socks: self.server("socks"),
                others: ["http", "ftp"].into_iter().filter_map(|child| self.server(child)).collect(),
                except: self.except(),
            })),
            _ => None,
        }
    }

    /// Firefox takes the server for HTTP where there is none for HTTPS. One without a port does not count.
    fn firefox(&self, certain: bool) -> Option<ProxyConfig> {
        let is_set = self.text("mode") == "manual" && self.port("http") != 0;
        let server = self.server("http").filter(|_| is_set)?;
        let server = settings::server_setting(&server, ProxyKind::Http, &self.except(), certain)?;
        Some(ProxyConfig { server: Some(server), ..ProxyConfig::default() })
    }
}

/// The path of a key that matters here; none for the others, passwords among them.
fn path_of(child: &str, key: &str) -> Option<String> {
    match (child, key) {
        ("", "mode" | "autoconfig-url" | "ignore-hosts") => Some(key.to_owned()),
        ("http" | "https" | "ftp" | "socks", "host" | "port") => Some(format!("{child}/{key}")),
        _ => None,
    }
}

#[cfg(test)]
mod tests;
