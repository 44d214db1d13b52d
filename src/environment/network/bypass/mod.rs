//! Lists of hosts that are reached without the proxy. Each program reads such a list its own way, and an entry that
//! does what it seems to in one does nothing in another.
//!
//! Sources: Chromium, `net/proxy_resolution/proxy_host_matching_rules.cc`, `net/base/scheme_host_port_matcher_rule.cc`,
//! `proxy_config_service_{win,mac,linux}.cc`; Firefox, netwerk/base/nsProtocolProxyService.cpp (`LoadHostFilters`,
//! `CanUseProxy`), toolkit/system/commonproxy/ProxyUtils.cpp and the `SystemProxySettings` of each system beside it;
//! `GLib`, `gio/gsimpleproxyresolver.c`; `WinINet` and `CFNetwork` as they were measured by the authors of the crate
//! `proxy-watch`.

mod address;
mod chromium;
mod firefox;
mod pattern;
mod systems;
mod traps;

use std::net::IpAddr;

use address::Asked;

use crate::environment::facts::{BypassList, BypassMeaning, BypassNote, BypassTrap, Family, ProxyOrigin};
use crate::environment::mask;

/// More remarks on one list help nobody.
pub(super) const MOST_NOTES: usize = 8;

/// Who reads a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(in crate::environment) enum Reader {
    /// Browsers built on Chromium, for their own list.
    Chromium,
    /// The same for the list of Windows.
    ChromiumWindows,
    /// The same for the lists of macOS and GNOME, which are split already.
    ChromiumArray,
    /// The same for the list of KDE, in which a name stands for the names below it too.
    ChromiumKde,
    /// The same for the environment, likewise.
    ChromiumVariables,
    /// Programs of Windows.
    WinInet,
    /// Safari and programs of macOS.
    CfNetwork,
    /// Programs of GNOME.
    Glib,
    /// Firefox, for its own list.
    Firefox,
    /// Firefox, for the list of Windows.
    FirefoxWindows,
    /// Firefox, for the list of macOS.
    FirefoxMacos,
    /// Firefox, for the list of GNOME.
    FirefoxGnome,
    /// Firefox, for the environment.
    FirefoxVariables,
}

/// Everybody who reads lists.
pub(super) const ALL_READERS: [Reader; 13] = [
    Reader::Chromium,
    Reader::ChromiumWindows,
    Reader::ChromiumArray,
    Reader::ChromiumKde,
    Reader::ChromiumVariables,
    Reader::WinInet,
    Reader::CfNetwork,
    Reader::Glib,
    Reader::Firefox,
    Reader::FirefoxWindows,
    Reader::FirefoxMacos,
    Reader::FirefoxGnome,
    Reader::FirefoxVariables,
];

/// What a list says of a host.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::environment) struct Verdict {
    /// The host is reached directly.
    pub(in crate::environment) bypassed: bool,
    /// Entries that name the host or its domain, and do something else than they seem to.
    pub(in crate::environment) notes: Vec<BypassNote>,
}

/// What an entry does for the host that is asked about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Effect {
    /// It names the host.
    Names,
    /// It does not.
    Nothing,
    /// It takes back that hosts of this machine are reached directly without being named.
    TakesBack,
    /// It names everything, against what its author can have meant.
    NamesAll,
    /// The reader throws the whole list away.
    SpoilsList,
    /// The reader throws away what comes after it.
    EndsList,
}

/// A list as written, split at any of the separators.
pub(in crate::environment) fn split(text: &str, separators: &[char]) -> BypassList {
    let entries = text.split(separators).map(str::trim).filter(|entry| !entry.is_empty());
    BypassList { entries: entries.map(str::to_owned).collect(), meaning: BypassMeaning::Except }
}

/// The list of Windows, split where all its readers split it. Most split it further.
pub(in crate::environment) fn of_windows(text: &str) -> BypassList {
    split(text, &[';', ' '])
}

/// The variable `no_proxy`, split where all its readers split it. An entry that is empty is kept: for Firefox it
/// names everything.
pub(in crate::environment) fn of_variable(text: &str) -> BypassList {
    let text = text.trim();
    let entries = text.strip_suffix(',').unwrap_or(text).split(',').map(|entry| entry.trim().to_owned());
    let entries = if text.is_empty() { Vec::new() } else { entries.collect() };
    BypassList { entries, meaning: BypassMeaning::Except }
}

/// Who reads the operating system's list for programs without settings of their own.
pub(in crate::environment) fn of_system(origin: ProxyOrigin) -> Reader {
    match origin {
        ProxyOrigin::Windows => Reader::WinInet,
        ProxyOrigin::Macos => Reader::CfNetwork,
        ProxyOrigin::Gnome => Reader::Glib,
        ProxyOrigin::Kde => Reader::ChromiumKde,
        ProxyOrigin::Variables => Reader::ChromiumVariables,
    }
}

/// Who reads the operating system's list for a browser.
pub(in crate::environment) fn of_browser(family: Family, origin: ProxyOrigin) -> Reader {
    match (family, origin) {
        (Family::Safari, _) => Reader::CfNetwork,
        (Family::Chromium, ProxyOrigin::Windows) => Reader::ChromiumWindows,
        (Family::Chromium, ProxyOrigin::Macos | ProxyOrigin::Gnome) => Reader::ChromiumArray,
        (Family::Chromium, ProxyOrigin::Kde) => Reader::ChromiumKde,
        (Family::Chromium, ProxyOrigin::Variables) => Reader::ChromiumVariables,
        (Family::Firefox, ProxyOrigin::Windows) => Reader::FirefoxWindows,
        (Family::Firefox, ProxyOrigin::Macos) => Reader::FirefoxMacos,
        (Family::Firefox, ProxyOrigin::Gnome) => Reader::FirefoxGnome,
        // Firefox does not know KDE's list, and is not asked about it.
        (Family::Firefox, ProxyOrigin::Kde | ProxyOrigin::Variables) => Reader::FirefoxVariables,
    }
}

/// Who reads a browser's own list.
pub(in crate::environment) fn of_own(family: Family) -> Reader {
    match family {
        Family::Chromium => Reader::Chromium,
        Family::Firefox => Reader::Firefox,
        Family::Safari => Reader::CfNetwork,
    }
}

/// What a list says of a host that is reached over HTTPS, at the usual port.
pub(in crate::environment) fn judge(list: &BypassList, host: &str, reader: Reader) -> Verdict {
    let asked = Asked::new(host);
    let pieces: Vec<(&str, Effect)> = list
        .entries
        .iter()
        .flat_map(|entry| entry.split(reader.separators()))
        .map(|piece| (piece, reader.effect(piece, &asked, list)))
        .collect();
    let bypassed = reader.bypasses(&pieces, &asked, list.meaning);
    Verdict {
        bypassed,
        notes: notes(&pieces, &asked, reader, bypassed != (list.meaning == BypassMeaning::Only)),
    }
}

/// Entries that stand for addresses among which are those of the host. They hold for nothing that is asked for by
/// name, whoever reads them.
pub(in crate::environment) fn address_notes(list: &BypassList, addresses: &[IpAddr]) -> Vec<BypassNote> {
    let meant = |entry: &&String| {
        address::Network::read(entry).is_some_and(|net| addresses.iter().any(|one| net.holds(*one)))
    };
    let entries = list.entries.iter().filter(meant).take(MOST_NOTES);
    entries.map(|entry| BypassNote { entry: shown(entry), trap: BypassTrap::AddressesOnly }).collect()
}

impl Reader {
    /// Where it splits an entry further.
    fn separators(self) -> &'static [char] {
        match self {
            Self::Chromium | Self::ChromiumVariables => &[',', ';'],
            Self::ChromiumWindows | Self::WinInet => &[';', ',', ' ', '\t', '\n', '\r'],
            Self::ChromiumKde | Self::Firefox => &[',', ' ', '\t'],
            Self::FirefoxWindows => &[';', ' '],
            Self::FirefoxVariables => &[','],
            Self::ChromiumArray | Self::CfNetwork | Self::Glib | Self::FirefoxMacos | Self::FirefoxGnome => {
                &[]
            }
        }
    }

    fn effect(self, piece: &str, asked: &Asked, list: &BypassList) -> Effect {
        match self {
            Self::Chromium | Self::ChromiumWindows | Self::ChromiumArray => {
                chromium::effect(piece, asked, chromium::Names::AsWritten)
            }
            Self::ChromiumKde | Self::ChromiumVariables => {
                chromium::effect(piece, asked, chromium::Names::WithSuffix)
            }
            Self::WinInet => systems::win_inet(piece, asked),
            Self::CfNetwork => systems::cf_network(piece, asked),
            Self::Glib => systems::glib(piece, asked),
            Self::Firefox => firefox::own(piece, asked),
            Self::FirefoxWindows => firefox::windows(piece, asked),
            Self::FirefoxMacos => firefox::macos(piece, asked),
            Self::FirefoxGnome => firefox::gnome(piece, asked),
            Self::FirefoxVariables => firefox::variables(piece, asked, list.entries.len()),
        }
    }

    /// The verdict on all pieces together.
    fn bypasses(self, pieces: &[(&str, Effect)], asked: &Asked, meaning: BypassMeaning) -> bool {
        let any = |effect| pieces.iter().any(|(_, found)| *found == effect);
        let implicit = match self {
            Self::Chromium | Self::ChromiumArray | Self::ChromiumKde | Self::ChromiumVariables => {
                asked.is_local_for_chromium()
            }
            Self::ChromiumWindows => asked.is_local_for_chromium() || asked.host == "loopback",
            Self::WinInet => asked.is_local_for_win_inet(),
            Self::CfNetwork => asked.is_local_for_cf_network() && !pieces.is_empty(),
            Self::Glib => false,
            _ => asked.is_local_for_firefox(),
        };
        if any(Effect::NamesAll) {
            return true;
        }
        if any(Effect::SpoilsList) {
            return false;
        }
        let read = pieces.iter().map(|(_, effect)| *effect).take_while(|effect| *effect != Effect::EndsList);
        // The last entry that has a say counts.
        let said = read.filter(|effect| matches!(effect, Effect::Names | Effect::TakesBack)).last();
        match said {
            Some(Effect::Names) => meaning == BypassMeaning::Except,
            Some(_) if implicit => meaning == BypassMeaning::Only,
            _ => implicit || meaning == BypassMeaning::Only,
        }
    }
}

/// Remarks on the entries that were meant for the host. Where the list does what they were to bring about, only an
/// entry that does far more is worth one.
fn notes(pieces: &[(&str, Effect)], asked: &Asked, reader: Reader, fulfilled: bool) -> Vec<BypassNote> {
    let meant: Vec<(&str, Effect, traps::Written)> = pieces
        .iter()
        .map(|(piece, effect)| (*piece, *effect, traps::Written::of(piece)))
        .filter(|(.., written)| written.is_meant_for(asked))
        .collect();
    if meant.is_empty() {
        return Vec::new();
    }
    let of_list = pieces.iter().filter_map(|(piece, effect)| match effect {
        Effect::NamesAll => Some((*piece, BypassTrap::OpensAll)),
        Effect::SpoilsList | Effect::EndsList if !fulfilled => Some((*piece, BypassTrap::SpoilsList)),
        _ => None,
    });
    let of_entries = meant
        .iter()
        .filter(|(_, effect, _)| !fulfilled && *effect == Effect::Nothing)
        .map(|(piece, _, written)| (*piece, written.trap(piece, asked, reader)));
    let mut notes = Vec::new();
    for (piece, trap) in of_list.chain(of_entries) {
        let note = BypassNote { entry: shown(piece), trap };
        if notes.len() < MOST_NOTES && !notes.contains(&note) {
            notes.push(note);
        }
    }
    notes
}

/// An entry as it is shown; without what stands before an `@`, which may be a password.
fn shown(piece: &str) -> String {
    match piece.trim().rsplit_once('@') {
        Some((_, place)) => format!("…@{}", mask::shown(place)),
        None if piece.trim().is_empty() => "\"\"".to_owned(),
        None => mask::shown(piece),
    }
}

#[cfg(test)]
mod tests;
