//! By which road a browser reaches a host.

use std::fmt;

use serde::{Serialize, Serializer};

use super::{Evidence, ProxyServer, RoadSource, ScriptAddress};

/// The road of one browser to one host.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Route {
    /// The browser's id in the inventory; [`SYSTEM`] for what holds where a browser sets nothing of its own.
    pub browser: String,
    /// The browser's name.
    pub label: String,
    /// Browser and profile, as findings name them.
    pub subject: String,
    /// The host.
    pub host: String,
    /// The road.
    pub road: Road,
    /// Who decides.
    pub source: RoadSource,
    /// The proxy that is set, though it may be bypassed for this host.
    pub server: Option<ProxyServer>,
    /// The script that picked the road, or is to.
    pub script: Option<ScriptAddress>,
    /// Entries of the list of exceptions that do not do what their author meant.
    pub misread: Vec<BypassNote>,
    /// Whether nothing is known that could have another say.
    pub certain: bool,
    /// Where that stands.
    pub evidence: Vec<Evidence>,
}

/// The `browser` of routes of the operating system itself.
pub const SYSTEM: &str = "system";

/// How a host is reached.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Road {
    /// Without a proxy.
    Direct,
    /// Through this proxy.
    Proxy(ProxyServer),
    /// A script decides that was not asked, or did not answer.
    Pac,
    /// Through the servers of a VPN that is built into the browser.
    BrowserVpn,
    /// It could not be told.
    Unknown,
}

/// As JSON has it: `direct`, `proxy host:port`, `pac`, `vpn`, `unknown`.
impl fmt::Display for Road {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Direct => f.write_str("direct"),
            Self::Proxy(server) => write!(f, "proxy {server}"),
            Self::Pac => f.write_str("pac"),
            Self::BrowserVpn => f.write_str("vpn"),
            Self::Unknown => f.write_str("unknown"),
        }
    }
}

impl Serialize for Road {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// An entry of a list of exceptions that names Amazon, and does something else than it seems to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct BypassNote {
    /// The entry, masked.
    pub entry: String,
    /// What is wrong with it.
    pub trap: BypassTrap,
}

/// How an entry of a list of exceptions fails to do what its author meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum BypassTrap {
    /// It stands for that name alone, not for the names below it.
    ThatNameOnly,
    /// Because of it, the whole list is thrown away.
    SpoilsList,
    /// Because of it, everything is reached directly.
    OpensAll,
    /// It has a port, and this reader then never applies it.
    PortKillsIt,
    /// This reader does not know this form, and ignores it.
    FormUnknown,
    /// It stands for addresses, and does not hold for names.
    AddressesOnly,
    /// It has a scheme or port of other pages.
    OtherPages,
}

/// What a proxy script answered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ScriptFacts {
    /// Where it was loaded from.
    pub address: ScriptAddress,
    /// Whether the network told of it (WPAD), not a setting.
    pub detected: bool,
    /// What became of loading and asking it.
    pub outcome: ScriptOutcome,
    /// For each host that was asked about, the roads in the order in which they are tried.
    pub answers: Vec<(String, Vec<Road>)>,
}

impl ScriptFacts {
    /// The road for a host: the first that it names. None where it has no answer.
    pub fn road(&self, host: &str) -> Option<&Road> {
        self.answers.iter().find(|(asked, _)| asked == host).and_then(|(_, roads)| roads.first())
    }
}

/// What became of a proxy script.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ScriptOutcome {
    /// It was asked, and answered.
    Answered,
    /// It is on the network, and was not loaded: nobody has asked for that.
    NotLoaded,
    /// It asks the network for names or addresses, and nobody has asked for that.
    NeedsNetwork,
    /// Its address cannot be understood, or is of a kind that browsers no longer load.
    BadAddress,
    /// The file is not there, or the server said so with this status of HTTP.
    Missing(Option<u16>),
    /// The server cannot be reached.
    Unreachable,
    /// It did not come within the time.
    TimedOut,
    /// It is larger than 1 MB.
    TooBig,
    /// It is no script that can be run, or has no `FindProxyForURL`.
    Broken,
    /// It failed while it ran.
    Failed,
    /// It ran too long or took too much memory.
    Endless,
}
