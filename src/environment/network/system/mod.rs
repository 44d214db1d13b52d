//! The operating system's proxy settings that are in force for browsers.

mod linux;
mod macos;
mod windows;

use super::server::{self, ForHttps};
use super::{bypass, child};
use crate::environment::facts::{
    BypassList, Evidence, MACHINE, ProxyKind, ProxyServer, ScriptAddress, ScriptSetting, ServerSetting,
    SetBy, SystemProxy, Topic, Unread,
};
use crate::environment::read::ReadState;
use crate::environment::root::{Os, Root};

/// Reads the proxy settings; none, with an entry in `unread`, where they cannot be read.
pub(in crate::environment) fn read(root: &Root, unread: &mut Vec<Unread>) -> Option<SystemProxy> {
    let found = match root.os {
        Os::Windows => windows::read(root),
        Os::Macos => macos::read(root),
        Os::Linux => linux::read(root),
    };
    found
        .map_err(|failure| {
            let Failure { place, state } = failure;
            unread.push(Unread {
                subject: MACHINE.to_owned(),
                topic: Topic::SystemProxy,
                path: place,
                state,
            });
        })
        .ok()
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
