//! Proxy settings, as an operating system, a browser, a company or an extension has them.

use std::fmt;

use serde::{Serialize, Serializer};

use super::Evidence;
use crate::environment::mask;

/// The operating system's proxy settings that are in force, and which system keeps them: that decides how its list
/// of exceptions is read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SystemProxy {
    /// Where they were found.
    pub origin: ProxyOrigin,
    /// What is set.
    pub config: ProxyConfig,
    /// Linux: what the environment variables say, for browsers that look there beside the desktop's settings.
    pub variables: Option<ProxyConfig>,
}

/// The part of an operating system that keeps proxy settings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ProxyOrigin {
    /// Internet settings of Windows.
    Windows,
    /// The network preferences of macOS.
    Macos,
    /// GNOME, and the desktops that share its settings.
    Gnome,
    /// KDE.
    Kde,
    /// Environment variables.
    Variables,
}

/// How pages are to be reached. Nothing set means: directly. Where several are set, detection is tried first, then
/// the script, then the server.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct ProxyConfig {
    /// The network is asked for a script (WPAD).
    pub auto_detect: Option<Evidence>,
    /// A script (PAC) picks the road.
    pub script: Option<ScriptSetting>,
    /// A server, but for the hosts on a list.
    pub server: Option<ServerSetting>,
}

impl ProxyConfig {
    /// Whether nothing is set, so that every page is reached directly.
    pub fn is_direct(&self) -> bool {
        *self == Self::default()
    }

    /// What is tried first stands where.
    pub fn evidence(&self) -> Option<&Evidence> {
        let script = self.script.as_ref().map(|script| &script.evidence);
        let server = self.server.as_ref().map(|server| &server.evidence);
        self.auto_detect.as_ref().or(script).or(server)
    }
}

/// A script (PAC) that picks the road for each page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ScriptSetting {
    /// Where it is loaded from.
    pub address: ScriptAddress,
    /// Nothing is reached where it cannot be loaded (`pac_mandatory` of Chromium).
    pub mandatory: bool,
    /// Whether it is certain that the browsers use it.
    pub certain: bool,
    /// Where that stands.
    pub evidence: Evidence,
}

/// A proxy server, and the hosts that are reached without it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ServerSetting {
    /// The server for HTTPS; none if what is set cannot be understood.
    pub server: Option<ProxyServer>,
    /// The hosts that are reached without it.
    pub bypass: BypassList,
    /// Whether it is certain that the browsers use it.
    pub certain: bool,
    /// Where that stands.
    pub evidence: Evidence,
}

/// The address of a proxy script. It may hold a password or a key, and is shown and written without them.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct ScriptAddress(String);

impl ScriptAddress {
    /// An address as it is set; spaces around it do not count.
    pub(in crate::environment) fn new(address: &str) -> Self {
        Self(address.trim().to_owned())
    }

    /// The address with everything in it, to load the script from. Never to be shown or kept.
    pub(in crate::environment) fn reveal(&self) -> &str {
        &self.0
    }

    /// The address without user, password and query.
    pub fn shown(&self) -> String {
        mask::script_address(&self.0)
    }
}

impl fmt::Debug for ScriptAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ScriptAddress({})", self.shown())
    }
}

impl Serialize for ScriptAddress {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.shown())
    }
}

/// A proxy server. User and password, where they are set, are not kept: browsers do not use them either.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ProxyServer {
    /// How it is talked to.
    pub kind: ProxyKind,
    /// Its name or address; IPv6 without brackets.
    pub host: String,
    /// Its TCP port.
    pub port: u16,
}

impl fmt::Display for ProxyServer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.host.contains(':') {
            write!(f, "[{}]:{}", self.host, self.port)
        } else {
            write!(f, "{}:{}", self.host, self.port)
        }
    }
}

impl Serialize for ProxyServer {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// How a proxy server is talked to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ProxyKind {
    /// HTTP, with CONNECT for HTTPS pages.
    Http,
    /// The same over TLS.
    Https,
    /// SOCKS 4 and 4a.
    Socks4,
    /// SOCKS 5.
    Socks5,
}

impl ProxyKind {
    /// The port where none is set.
    pub fn default_port(self) -> u16 {
        match self {
            Self::Http => 80,
            Self::Https => 443,
            Self::Socks4 | Self::Socks5 => 1080,
        }
    }
}

/// Hosts that are excepted from a proxy, as written. What an entry does depends on who reads it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct BypassList {
    /// The entries, in order, split as the place they stand in splits them.
    pub entries: Vec<String>,
    /// What the list means.
    pub meaning: BypassMeaning,
}

/// What a list of hosts means.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum BypassMeaning {
    /// These are reached without the proxy.
    #[default]
    Except,
    /// Only these are reached through it (`ReversedException` of KDE).
    Only,
}

/// Which proxy settings count in a profile.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum OwnProxy {
    /// The operating system's.
    #[default]
    System,
    /// It could not be read.
    Unread,
    /// Its own.
    Own(Box<ProxyChoice>),
}

/// Proxy settings that count instead of the operating system's.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ProxyChoice {
    /// Who chose them.
    pub source: RoadSource,
    /// What is set; none for a service of the browser's maker, whose servers are not told.
    pub config: Option<ProxyConfig>,
    /// Where the choice stands.
    pub evidence: Evidence,
}

/// Who decides on the road.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum RoadSource {
    /// The operating system's settings.
    System,
    /// The browser's own settings.
    Browser,
    /// A policy of the company for the browser.
    Company,
    /// An extension, by its name.
    Extension(String),
    /// The VPN that is built into the browser.
    BuiltInVpn,
    /// A shortcut that starts the browser with switches.
    Shortcut,
}

/// A shortcut that starts a browser with switches which change how pages are reached or kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ShortcutFacts {
    /// The switches that matter, without `--`: values masked.
    pub switches: Vec<(String, String)>,
    /// The proxy settings that they stand for; none where they do not touch the proxy.
    pub config: Option<ProxyConfig>,
    /// Where the shortcut is.
    pub evidence: Evidence,
}
