//! The proxy of Windows: the registry, and which of its settings Windows itself says are in force.
//!
//! Every connection keeps its settings in a binary value below `Connections`; the one for the local network is
//! `DefaultConnectionSettings`, and Windows goes by it. The values that people and programs know (`ProxyEnable`,
//! `ProxyServer`, …) are kept in step with it, unless a program changed only one of them. A VPN or a dialled
//! connection has a value of its own, under its name, that counts while it is connected.
//!
//! The settings of services (`WinHttpSettings`, `netsh winhttp`) are not read: no browser goes by them.
//!
//! Sources: Microsoft, "Internet Settings" and `ProxySettingsPerUser`; Chromium,
//! `net/proxy_resolution/win/proxy_config_service_win.cc`, which asks Windows as `winhttp` does.

mod connection;
#[cfg(windows)]
mod winhttp;

use connection::Connection;

use super::{Failure, Raw, bypass, doubted};
use crate::environment::facts::{
    ProxyConfig, ProxyOrigin, ScriptSetting, ServerSetting, SetBy, SystemProxy, Unread,
};
use crate::environment::mask;
use crate::environment::read::ReadState;
use crate::environment::registry::{Hive, Registry, Value};
use crate::environment::root::Root;

const SETTINGS: &str = "Software\\Microsoft\\Windows\\CurrentVersion\\Internet Settings";
const POLICY: &str = "Software\\Policies\\Microsoft\\Windows\\CurrentVersion\\Internet Settings";

/// The connection of the local network.
const LAN: &str = "DefaultConnectionSettings";

/// Values beside it that are of no connection with a name.
const UNNAMED: [&str; 3] = [LAN, "SavedLegacySettings", "WinHttpSettings"];

/// More connections have no settings of their own on a healthy machine.
const MOST_CONNECTIONS: usize = 16;

pub(super) fn read(root: &Root, unread: &mut Vec<Unread>) -> Result<SystemProxy, Failure> {
    let registry = &root.registry;
    // 0 means: the machine's settings hold for everybody.
    let per_user = registry.value(Hive::LocalMachine, POLICY, "ProxySettingsPerUser");
    let (hive, set_by) = match per_user {
        Ok(Value::Number(0)) => (Hive::LocalMachine, SetBy::Company),
        _ => (Hive::CurrentUser, SetBy::Person),
    };
    let place = format!("{}\\{SETTINGS}", hive.short_name());
    if registry.state() != ReadState::Ok {
        return Err(Failure::new(place, registry.state()));
    }
    let store = Store { registry, hive, set_by, connections: format!("{place}\\Connections"), place };
    let told = told(root, set_by);
    match (told, registry.values(hive, SETTINGS)) {
        (Some(told), _) => Ok(store.settled(told)),
        (None, Ok(_) | Err(ReadState::Absent)) => {
            unread.extend(store.own_settings_of_connections());
            Ok(store.config())
        }
        (None, Err(state)) => Err(Failure::new(store.place, state)),
    }
    .map(|config| SystemProxy { origin: ProxyOrigin::Windows, config, variables: None })
}

/// What Windows says is in force: the first thing that is tried, and nothing of the others. None of a copy.
#[cfg(windows)]
fn told(root: &Root, set_by: SetBy) -> Option<ProxyConfig> {
    if root.is_live() { winhttp::ask(set_by) } else { None }
}

#[cfg(not(windows))]
fn told(_root: &Root, _set_by: SetBy) -> Option<ProxyConfig> {
    None
}

/// The settings of one hive.
struct Store<'a> {
    registry: &'a Registry,
    hive: Hive,
    set_by: SetBy,
    /// The key with the values that everybody knows, as it is shown.
    place: String,
    /// The key with the connections, as it is shown.
    connections: String,
}

impl Store<'_> {
    fn text(&self, name: &str) -> Option<String> {
        let text = self.registry.text(self.hive, SETTINGS, name).ok();
        text.filter(|text| !text.trim().is_empty())
    }

    fn switch(&self, name: &str) -> Option<bool> {
        let value = self.registry.value(self.hive, SETTINGS, name).ok()?;
        value.number().map(|number| number != 0)
    }

    fn raw<'a>(&'a self, key: &'a str) -> Raw<'a> {
        Raw { place: &self.place, key, set_by: self.set_by, certain: true }
    }

    fn raw_connection<'a>(&'a self, name: &'a str) -> Raw<'a> {
        Raw { place: &self.connections, ..self.raw(name) }
    }

    /// All connections with settings, by name.
    fn connections(&self) -> Vec<(String, Option<Connection>)> {
        let values = self.registry.values(self.hive, &format!("{SETTINGS}\\Connections"));
        let values = values.unwrap_or_default().into_iter();
        let parsed = values.filter_map(|(name, value)| match value {
            Value::Bytes(bytes) => Some((name, Connection::parse(&bytes))),
            _ => None,
        });
        parsed.collect()
    }

    /// What the values say that everybody knows. Without `ProxyEnable` they say nothing of a server.
    fn plain(&self) -> ProxyConfig {
        let enabled = self.switch("ProxyEnable").unwrap_or(false);
        let server = self.text("ProxyServer").filter(|_| enabled);
        ProxyConfig {
            auto_detect: (self.switch("AutoDetect") == Some(true))
                .then(|| self.raw("AutoDetect").evidence("1".to_owned())),
            script: self.text("AutoConfigURL").map(|address| self.raw("AutoConfigURL").script(&address)),
            server: server.and_then(|server| {
                server_setting(&self.raw("ProxyServer"), &server, self.text("ProxyOverride"))
            }),
            ..ProxyConfig::default()
        }
    }

    /// What a connection says. A text that its value is too short for is taken from the values that everybody knows.
    fn of_connection(&self, name: &str, connection: &Connection) -> ProxyConfig {
        let shown = mask::shown(name);
        let raw = self.raw_connection(&shown);
        let or_plain = |text: &Option<String>, name: &str| {
            text.clone().or_else(|| self.text(name)).filter(|text| !text.is_empty())
        };
        let server = or_plain(&connection.server, "ProxyServer").filter(|_| connection.is_manual());
        let script = or_plain(&connection.script, "AutoConfigURL").filter(|_| connection.has_script());
        ProxyConfig {
            auto_detect: connection.detects().then(|| raw.evidence("8".to_owned())),
            script: script.map(|address| raw.script(&address)),
            server: server.and_then(|server| {
                server_setting(&raw, &server, or_plain(&connection.except, "ProxyOverride"))
            }),
            ..ProxyConfig::default()
        }
    }

    /// What the registry says of the local network. Where its two forms do not agree, nothing is certain: Windows
    /// goes by the binary value, but takes over what a program has changed in the others.
    fn config(&self) -> ProxyConfig {
        let plain = self.plain();
        let lan = self.connections().into_iter().find(|(name, _)| name.eq_ignore_ascii_case(LAN));
        match lan {
            None => plain,
            Some((_, None)) => doubted(plain),
            Some((name, Some(lan))) => {
                let lan = self.of_connection(&name, &lan);
                ProxyConfig {
                    server: match self.switch("ProxyEnable") {
                        Some(_) => agreed_server(lan.server, plain.server),
                        None => lan.server,
                    },
                    // An address stays when a script is switched off, and only the binary value has the switch.
                    script: lan.script.map(|script| agreed_script(script, plain.script)),
                    auto_detect: lan.auto_detect,
                    ..ProxyConfig::default()
                }
            }
        }
    }

    /// The settings that Windows says are in force, with where they stand. A connection may be active whose settings
    /// are others than those of the local network.
    fn settled(&self, told: ProxyConfig) -> ProxyConfig {
        let config = self.config();
        let connections = self.connections();
        let of_connections = connections.iter().filter_map(|(name, connection)| {
            connection.as_ref().map(|connection| self.of_connection(name, connection))
        });
        let mut candidates = [config.clone()].into_iter().chain(of_connections).chain([self.plain()]);
        match candidates.find(|candidate| decide_alike(candidate, &told)) {
            Some(found) => assured(found, &told),
            // Of what is tried later, Windows says nothing.
            None if told.auto_detect.is_some() => {
                ProxyConfig { auto_detect: told.auto_detect, ..doubted(config) }
            }
            None if told.script.is_some() => ProxyConfig { script: told.script, ..doubted(config) },
            None => told,
        }
    }

    /// Connections with a server or a script of their own, that count while they are connected: whether one is
    /// cannot be told from the registry.
    fn own_settings_of_connections(&self) -> impl Iterator<Item = Unread> {
        let named = self.connections().into_iter().filter(|(name, connection)| {
            let unnamed = UNNAMED.iter().any(|unnamed| name.eq_ignore_ascii_case(unnamed));
            let own = |connection: &Connection| connection.is_manual() || connection.has_script();
            !unnamed && connection.as_ref().is_some_and(own)
        });
        let place = self.connections.clone();
        named.take(MOST_CONNECTIONS).map(move |(name, _)| {
            Failure::new(format!("{place}\\{}", mask::shown(&name)), ReadState::Unsupported).unread()
        })
    }
}

/// The server for HTTPS among those that are set.
fn server_setting(raw: &Raw<'_>, servers: &str, except: Option<String>) -> Option<ServerSetting> {
    raw.server_of_list(servers, bypass::of_windows(&except.unwrap_or_default()))
}

/// What the two forms of the same setting say together.
fn agreed_server(lan: Option<ServerSetting>, plain: Option<ServerSetting>) -> Option<ServerSetting> {
    let doubt = |setting| ServerSetting { certain: false, ..setting };
    match (lan, plain) {
        (Some(lan), Some(plain)) if lan.server == plain.server && lan.bypass == plain.bypass => Some(plain),
        (Some(lan), _) => Some(doubt(lan)),
        (None, plain) => plain.map(doubt),
    }
}

fn agreed_script(lan: ScriptSetting, plain: Option<ScriptSetting>) -> ScriptSetting {
    match plain {
        Some(plain) if plain.address == lan.address => plain,
        _ => ScriptSetting { certain: false, ..lan },
    }
}

/// Whether the same thing is tried first.
fn decide_alike(one: &ProxyConfig, other: &ProxyConfig) -> bool {
    if one.auto_detect.is_some() || other.auto_detect.is_some() {
        return one.auto_detect.is_some() && other.auto_detect.is_some();
    }
    // An address is written in more ways than one.
    let script = |config: &ProxyConfig| {
        let script = config.script.as_ref()?;
        Some(script.address.shown().trim_end_matches('/').to_lowercase())
    };
    if one.script.is_some() || other.script.is_some() {
        return script(one) == script(other);
    }
    let server = |config: &ProxyConfig| {
        let server = config.server.as_ref()?.server.as_ref();
        Some(server.map(|server| (server.host.clone(), server.port)))
    };
    server(one) == server(other)
}

/// What is tried first is certain: Windows has said so.
fn assured(config: ProxyConfig, told: &ProxyConfig) -> ProxyConfig {
    let of_script = told.auto_detect.is_none() && told.script.is_some();
    let of_server = told.auto_detect.is_none() && told.script.is_none();
    ProxyConfig {
        script: config.script.map(|script| ScriptSetting { certain: script.certain || of_script, ..script }),
        server: config.server.map(|server| ServerSetting { certain: server.certain || of_server, ..server }),
        ..config
    }
}

#[cfg(test)]
mod tests;
