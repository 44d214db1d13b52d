//! Firefox, which reads its own list and that of each operating system in five different ways.

use std::net::IpAddr;

use super::Effect;
use super::address::{Asked, Network, v4_padded};

/// Its own list (`network.proxy.no_proxies_on`): a name stands for all names below it; a `*` counts only as the first
/// sign, and changes nothing.
pub(super) fn own(piece: &str, asked: &Asked) -> Effect {
    let Entry { host, bits, port } = Entry::read(piece);
    // What is no number is no port, and then the entry is for all.
    let port = port.parse::<i32>().unwrap_or(0);
    if host.is_empty() || (port != 0 && port != 443) {
        return Effect::Nothing;
    }
    if host.eq_ignore_ascii_case("<local>") {
        return named(asked.is_simple_name());
    }
    let inner = host.strip_prefix('[').and_then(|host| host.strip_suffix(']')).unwrap_or(host);
    if let Ok(address) = inner.parse::<IpAddr>() {
        // No bits at all are not taken for a range.
        let network = Network::new(address, Some(bits)).or_else(|| Network::new(address, None));
        let network = network.filter(|_| bits.parse() != Ok(0));
        return named(network.zip(asked.address).is_some_and(|(network, asked)| network.holds_mapped(asked)));
    }
    let name = host.strip_prefix('*').unwrap_or(host).to_ascii_lowercase();
    if name.is_empty() || asked.address.is_some() {
        return Effect::Nothing;
    }
    let before = asked.host.strip_suffix(&name);
    named(before.is_some_and(|before| name.starts_with('.') || before.is_empty() || before.ends_with('.')))
}

/// `host/bits:port`, read sign by sign as `LoadHostFilters` does: what stands before the last `/` or `:` counts.
#[derive(Default)]
struct Entry<'a> {
    host: &'a str,
    bits: &'a str,
    port: &'a str,
}

impl<'a> Entry<'a> {
    fn read(piece: &'a str) -> Self {
        #[derive(Clone, Copy)]
        enum Part {
            Host,
            Bits,
            Port,
        }
        let (mut entry, mut part, mut rest) = (Self::default(), Part::Host, piece.trim());
        // Between brackets, a colon is part of an address.
        let mut from = 0;
        while let Some(at) = rest.get(from..).and_then(|text| text.find(['[', ':', '/'])).map(|at| at + from)
        {
            let (before, sign) = rest.split_at(at);
            if let Some(inside) = sign.strip_prefix('[') {
                let end = inside.find(']').unwrap_or(inside.len());
                from = (at + 1 + end).min(rest.len());
                continue;
            }
            match (part, sign.starts_with(':')) {
                (Part::Bits, true) => entry.bits = before,
                _ => entry.host = before,
            }
            part = match (part, sign.starts_with(':')) {
                (_, true) | (Part::Port, false) => Part::Port,
                _ => Part::Bits,
            };
            (rest, from) = (sign.get(1..).unwrap_or_default(), 0);
        }
        match part {
            Part::Host => entry.host = rest,
            Part::Bits => entry.bits = rest,
            Part::Port => entry.port = rest,
        }
        entry
    }
}

/// The list of Windows: as that of macOS, and `<local>`.
pub(super) fn windows(piece: &str, asked: &Asked) -> Effect {
    if piece == "<local>" {
        return named(asked.is_simple_name() || matches!(asked.host.as_str(), "127.0.0.1" | "::1"));
    }
    macos(piece, asked)
}

/// The list of macOS (`IsHostProxyEntry`): patterns, in which capital letters fit no host.
pub(super) fn macos(piece: &str, asked: &Asked) -> Effect {
    let in_network = piece.split_once('/').and_then(|(address, bits)| {
        let address = address.parse().ok().or_else(|| v4_padded(address).map(IpAddr::V4))?;
        Some(Network::new(address, Some(bits))?.holds(asked.address?))
    });
    named(in_network == Some(true) || fits_pattern(&asked.host, piece))
}

/// `IsMatchWildcard`: each part between stars is looked for at its first place, and nowhere else. `*.name` stands for
/// the name too.
fn fits_pattern(host: &str, pattern: &str) -> bool {
    let (mut rest, mut at, mut after_star) = (pattern, 0, false);
    while !rest.is_empty() {
        if let Some(after) = rest.strip_prefix('*') {
            (rest, after_star) = (after, true);
            if after.strip_prefix('.') == Some(host) {
                return true;
            }
            continue;
        }
        let (part, others) = rest.split_at(rest.find('*').unwrap_or(rest.len()));
        let found = host.get(at..).and_then(|text| text.find(part));
        match found {
            Some(found) if after_star || at + found == 0 => at += found + part.len(),
            _ => return false,
        }
        (rest, after_star) = (others, false);
    }
    after_star || at == host.len()
}

/// The list of GNOME (`HostIgnoredByProxy`): one name, or a `*` and how the name ends.
pub(super) fn gnome(piece: &str, asked: &Asked) -> Effect {
    if piece.is_empty() {
        return Effect::Nothing;
    }
    let entry = piece.to_ascii_lowercase();
    if entry == asked.host || entry.strip_prefix('*').is_some_and(|end| asked.host.ends_with(end)) {
        return Effect::Names;
    }
    let (address, bits) = entry.split_once('/').unwrap_or((&entry, ""));
    let network = address.parse().ok().and_then(|address: IpAddr| {
        // What is no number is the whole address.
        Network::new(address, Some(bits)).or_else(|| Network::new(address, None))
    });
    named(network.zip(asked.address).is_some_and(|(network, asked)| network.holds_mapped(asked)))
}

/// The variable `no_proxy` (`IsInNoProxyList`), of `entries` entries: how the name ends, where no `*` is known but
/// one that stands alone. An empty name is the end of every name.
pub(super) fn variables(piece: &str, asked: &Asked, entries: usize) -> Effect {
    let piece: String = piece.chars().filter(|c| !c.is_ascii_whitespace()).collect();
    if piece == "*" && entries == 1 {
        return Effect::Names;
    }
    let (name, port) =
        piece.split_once(':').map_or((piece.as_str(), None), |(name, port)| (name, Some(port)));
    if port.is_some_and(|port| port.parse() != Ok(443)) {
        return Effect::Nothing;
    }
    if name.is_empty() {
        return Effect::NamesAll;
    }
    named(asked.host.ends_with(&name.to_ascii_lowercase()))
}

fn named(named: bool) -> Effect {
    if named { Effect::Names } else { Effect::Nothing }
}
