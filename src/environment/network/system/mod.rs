//! The operating system's proxy settings that are in force for browsers.

mod linux;
mod macos;
mod windows;

use super::server::{self, ForHttps};
use super::{bypass, child};
use crate::environment::facts::{
    BypassList, Evidence, MACHINE, ProxyConfig, ProxyKind, ProxyServer, ScriptAddress, ScriptSetting,
    ServerSetting, SetBy, SystemProxy, Topic, Unread,
};
use crate::environment::read::ReadState;
use crate::environment::root::{Os, Root};

/// Reads the proxy settings; none, with an entry in `unread`, where they cannot be read.
pub(in crate::environment) fn read(root: &Root, unread: &mut Vec<Unread>) -> Option<SystemProxy> {
    let found = match root.os {
        Os::Windows => windows::read(root, unread),
        Os::Macos => macos::read(root, unread),
        Os::Linux => linux::read(root, unread),
    };
    found.map_err(|failure| unread.push(failure.unread())).ok()
}

/// What is made of the text that `scutil --proxy` prints on a Mac: a door for fuzzing, since a copy of a machine does
/// not hold that text.
pub fn printed_by_scutil(text: &str) -> ProxyConfig {
    macos::printed(text)
}

/// What could not be read.
struct Failure {
    place: String,
    state: ReadState,
}

impl Failure {
    fn new(place: impl Into<String>, state: ReadState) -> Self {
        Self { place: place.into(), state }
    }

    fn unread(self) -> Unread {
        let Self { place, state } = self;
        Unread { subject: MACHINE.to_owned(), topic: Topic::SystemProxy, path: place, state }
    }
}

/// A setting as a system stores it.
struct Raw<'a> {
    place: &'a str,
    key: &'a str,
    set_by: SetBy,
    certain: bool,
}

impl Raw<'_> {
    /// A server of the `usual` kind unless it says another, and the hosts that are reached without it.
    fn server(&self, text: &str, usual: ProxyKind, bypass: BypassList) -> ServerSetting {
        self.setting(server::parse(text, usual), bypass)
    }

    /// The server for HTTPS in a list; none if the list has none for it.
    fn server_of_list(&self, list: &str, bypass: BypassList) -> Option<ServerSetting> {
        match server::for_https(list) {
            ForHttps::Direct => None,
            ForHttps::Through(server) => Some(self.setting(Some(server), bypass)),
            ForHttps::Unclear => Some(self.setting(None, bypass)),
        }
    }

    fn setting(&self, server: Option<ProxyServer>, bypass: BypassList) -> ServerSetting {
        let shown = server.as_ref().map_or_else(|| "…".to_owned(), ToString::to_string);
        ServerSetting { server, bypass, certain: self.certain, evidence: self.evidence(shown) }
    }

    /// A script.
    fn script(&self, address: &str) -> ScriptSetting {
        let address = ScriptAddress::new(address);
        let evidence = self.evidence(address.shown());
        ScriptSetting { address, mandatory: false, certain: self.certain, evidence }
    }

    /// A value as it is shown, and where it stands.
    fn evidence(&self, shown: String) -> Evidence {
        Evidence {
            place: self.place.to_owned(),
            key: self.key.to_owned(),
            value: shown,
            default: String::new(),
            set_by: self.set_by,
        }
    }
}

/// The same settings, of which nobody knows whether they are in force.
fn doubted(config: ProxyConfig) -> ProxyConfig {
    ProxyConfig {
        script: config.script.map(|script| ScriptSetting { certain: false, ..script }),
        server: config.server.map(|server| ServerSetting { certain: false, ..server }),
        ..config
    }
}
