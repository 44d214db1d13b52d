//! Programs of Windows, macOS and GNOME.

use std::net::IpAddr;

use super::Effect;
use super::address::{Asked, Network, v4_padded};
use super::pattern::{Question, fits};
use crate::environment::hosts::is_at_or_below;

/// `WinINet`. Its list knows neither schemes nor ranges of addresses: a single `/` makes it send everything directly.
/// An entry that begins with a dot makes it refuse the whole list.
pub(super) fn win_inet(piece: &str, asked: &Asked) -> Effect {
    let piece = piece.trim_matches(|c: char| c.is_ascii_whitespace()).to_ascii_lowercase();
    if piece.contains('/') {
        return Effect::NamesAll;
    }
    if piece.starts_with('.') && piece.bytes().any(|b| b != b'.') {
        return Effect::SpoilsList;
    }
    match piece.as_str() {
        "" => return Effect::Nothing,
        "<local>" => return named(asked.is_simple_name()),
        "<-loopback>" if asked.is_local_for_win_inet() => return Effect::TakesBack,
        _ => {}
    }
    let host = match piece.rsplit_once(':') {
        Some((host, "443")) => host,
        Some((host, _)) if host.contains(':') => &piece,
        Some(_) => return Effect::Nothing,
        None => &piece,
    };
    named(fits(host, &asked.in_url(), Question::Literal) || fits(host, &asked.host, Question::Literal))
}

/// `CFNetwork`: names as they are, with `*.` or a dot before them, or with `.*` after them. A port or a space at
/// either end kills an entry.
pub(super) fn cf_network(piece: &str, asked: &Asked) -> Effect {
    let entry = piece.to_ascii_lowercase();
    let entry = entry.strip_suffix('.').unwrap_or(&entry);
    if let Some((address, bits)) = entry.split_once('/') {
        let address = address.parse().ok().or_else(|| v4_padded(address).map(IpAddr::V4));
        let network = address.and_then(|address| Network::new(address, Some(bits)));
        return named(network.zip(asked.address).is_some_and(|(network, address)| network.holds(address)));
    }
    let inner = entry.strip_prefix('[').and_then(|entry| entry.strip_suffix(']')).unwrap_or(entry);
    if asked.address.is_some_and(|address| inner.parse() == Ok(address)) {
        return Effect::Names;
    }
    let below = entry.strip_prefix("*.").or_else(|| entry.strip_prefix('.'));
    let before = entry.strip_suffix(".*").filter(|before| !before.starts_with('.'));
    named(match (below, before) {
        (Some(domain), _) if is_name(domain) => asked.host != domain && is_at_or_below(&asked.host, domain),
        (None, Some(before)) if is_name(before) => {
            asked.host.strip_prefix(before).is_some_and(|rest| rest.starts_with('.'))
        }
        (None, None) => !entry.is_empty() && asked.host == entry,
        _ => false,
    })
}

fn is_name(text: &str) -> bool {
    !text.is_empty() && !text.contains('*')
}

/// `GLib`: a name stands for all names below it, however it begins; no other `*` is known. A port counts only where it
/// stands in the address of the page too, which it never does for Amazon. No name after an empty one is read.
pub(super) fn glib(piece: &str, asked: &Asked) -> Effect {
    let entry = piece.trim_end_matches(|c: char| c.is_ascii_whitespace());
    if let Some(network) = glib_network(entry) {
        return named(asked.address.is_some_and(|address| network.holds(address)));
    }
    let (name, port) = if let Some(inner) = entry.strip_prefix('[') {
        match inner.split_once("]:") {
            Some((name, port)) if !name.contains(']') => (name, port),
            _ => return Effect::Nothing,
        }
    } else {
        match entry.split_once(':') {
            Some((name, port)) if !port.contains(':') => (name, port),
            _ => (entry, ""),
        }
    };
    if !port.bytes().all(|b| b.is_ascii_digit()) {
        return Effect::Nothing;
    }
    let is_address = name.parse::<IpAddr>().is_ok();
    let plain =
        name.strip_prefix("*.").or_else(|| name.strip_prefix('.')).filter(|_| !is_address).unwrap_or(name);
    if plain.is_empty() {
        return Effect::EndsList;
    }
    named(port.trim_start_matches('0').is_empty() && is_at_or_below(&asked.host, &plain.to_ascii_lowercase()))
}

/// Without a bit beyond those that count.
fn glib_network(entry: &str) -> Option<Network> {
    let (address, bits) = match entry.split_once('/') {
        Some((_, "")) => return None,
        Some((address, bits)) => (address, Some(bits)),
        None => (entry, None),
    };
    Network::new(address.parse().ok()?, bits).filter(|network| network.is_plain())
}

fn named(named: bool) -> Effect {
    if named { Effect::Names } else { Effect::Nothing }
}
