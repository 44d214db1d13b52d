//! The operating system's proxy settings that are in force for browsers.

use super::{bypass, linux, macos, windows};
use crate::environment::facts::{
    Evidence, MACHINE, ProxyFacts, ProxySetting, SELLER_HOSTS, SetBy, Topic, Unread,
};
use crate::environment::mask;
use crate::environment::read::ReadState;
use crate::environment::root::{Os, Root};

/// Reads the proxy settings; none, with an entry in `unread`, where they cannot be read.
pub(in crate::environment) fn read(root: &Root, unread: &mut Vec<Unread>) -> Option<ProxyFacts> {
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
pub(super) struct Failure {
    pub(super) place: String,
    pub(super) state: ReadState,
}

impl Failure {
    pub(super) fn new(place: impl Into<String>, state: ReadState) -> Self {
        Self { place: place.into(), state }
    }
}

/// A setting as a system stores it.
pub(super) struct Raw<'a> {
    pub(super) place: &'a str,
    pub(super) key: &'a str,
    pub(super) set_by: SetBy,
    pub(super) certain: bool,
}

impl Raw<'_> {
    /// A server; `except` is the list of hosts that are reached without it.
    pub(super) fn server(&self, server: &str, except: &str, style: bypass::Style) -> ProxySetting {
        let shown = mask::endpoint(server).unwrap_or_else(|| "…".to_owned());
        self.setting(shown, bypass::excepts(except, SELLER_HOSTS[0], style))
    }

    /// A script.
    pub(super) fn script(&self, address: &str) -> ProxySetting {
        self.setting(mask::script_address(address), false)
    }

    fn setting(&self, shown: String, bypassed: bool) -> ProxySetting {
        let evidence = Evidence {
            place: self.place.to_owned(),
            key: self.key.to_owned(),
            value: shown.clone(),
            default: String::new(),
            set_by: self.set_by,
        };
        ProxySetting { shown, bypassed, certain: self.certain, evidence }
    }
}

/// The server for HTTPS in a list such as `http=a:80;https=b:443`, or the one server for everything.
pub(super) fn server_for_https(list: &str) -> Option<&str> {
    let entries = || list.split([';', ' ', '\t']).map(str::trim).filter(|entry| !entry.is_empty());
    let of_kind = |kind: &str| {
        entries().find_map(|entry| {
            let (name, server) = entry.split_once('=')?;
            name.eq_ignore_ascii_case(kind).then_some(server)
        })
    };
    // A password may hold any of these characters: then there is one server only.
    if list.contains('@') && !list.contains('=') {
        return Some(list.trim());
    }
    of_kind("https").or_else(|| of_kind("socks")).or_else(|| entries().find(|entry| !entry.contains('=')))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_server_for_https_is_found_in_a_list() {
        assert_eq!(server_for_https("proxy:8080"), Some("proxy:8080"));
        assert_eq!(server_for_https("http=a:80;https=b:81;socks=c:82"), Some("b:81"));
        assert_eq!(server_for_https("http=a:80;SOCKS=c:82"), Some("c:82"));
        assert_eq!(server_for_https("http=a:80"), None);
        assert_eq!(server_for_https("ftp=a:21;b:81"), Some("b:81"));
        assert_eq!(server_for_https("http://user:a;b@proxy:1"), Some("http://user:a;b@proxy:1"));
        assert_eq!(server_for_https(""), None);
    }
}
