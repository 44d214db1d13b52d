//! Proxy servers as people, programs and scripts write them.
//!
//! Sources: Chromium, `net/proxy_resolution/proxy_config.cc` (lists by scheme), `net/base/proxy_string_util.cc` (one
//! server, one answer of a script); Firefox, netwerk/base/nsProtocolProxyService.cpp (`ExtractProxyInfo`).

use url::Host;

use crate::environment::facts::{ProxyKind, ProxyServer, Road};

/// Longer names are no names of hosts (RFC 1035, 2.3.4).
const LONGEST_HOST: usize = 253;

/// A script that names more roads than this is not heard out.
const MOST_ROADS: usize = 64;

/// What a list of servers says about HTTPS.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::environment) enum ForHttps {
    /// It names none, or `direct://`.
    Direct,
    /// The server that is tried first.
    Through(ProxyServer),
    /// Something is set for HTTPS that cannot be understood.
    Unclear,
}

/// Understands one server: `host:port`, `scheme://user:password@host:port/`, `[v6]:port`, and `scheme://host port` as
/// KDE writes it; none if it has no such form. User and password are dropped. Without a scheme it is of the `usual`
/// kind.
pub(in crate::environment) fn parse(text: &str, usual: ProxyKind) -> Option<ProxyServer> {
    let text = text.trim();
    let (kind, rest) = match text.split_once("://") {
        Some((scheme, rest)) => (kind_of(scheme)?, rest),
        None => (usual, text),
    };
    // A password may itself hold any of the separators: only what stands after the last `@` is trusted.
    let place = rest.rsplit('@').next()?.trim();
    place_of(place.strip_suffix('/').unwrap_or(place), kind)
}

/// The server for HTTPS in a list as Windows and Chromium write it: `proxy:80`, `http=a:80;https=b:443;socks=c:1080`,
/// each with servers to fall back on after a comma.
pub(in crate::environment) fn for_https(list: &str) -> ForHttps {
    let entries: Vec<(Option<&str>, &str)> = entries(list).map(keyed).collect();
    match entries.first() {
        None => return ForHttps::Direct,
        // A password may hold the separators.
        Some((None, _)) if list.contains('@') => return first_of(list, ProxyKind::Http),
        Some((None, servers)) => return first_of(servers, ProxyKind::Http),
        Some((Some(_), _)) => {}
    }
    // What stands before the rest of a password would be taken for a server.
    if entries.iter().any(|(key, rest)| key.is_none() && rest.contains('@')) {
        return ForHttps::Unclear;
    }
    let of = |scheme: Option<&str>| {
        let same = |key: Option<&str>| match (key, scheme) {
            (Some(key), Some(scheme)) => key.eq_ignore_ascii_case(scheme),
            (key, scheme) => key.is_none() && scheme.is_none(),
        };
        entries.iter().find(|(key, servers)| same(*key) && !servers.is_empty()).map(|(_, servers)| *servers)
    };
    // Without more words, `socks=` is version 4. A server without a scheme stands for the schemes that have none;
    // Chromium overlooks it here, Windows and Firefox do not.
    let https = of(Some("https")).map(|servers| (servers, ProxyKind::Http));
    let socks = || of(Some("socks")).map(|servers| (servers, ProxyKind::Socks4));
    let rest = || of(None).map(|servers| (servers, ProxyKind::Http));
    https.or_else(socks).or_else(rest).map_or(ForHttps::Direct, |(servers, usual)| first_of(servers, usual))
}

/// The roads that an answer of a script (PAC) names, in the order in which they are tried: [`Road::Direct`],
/// [`Road::Proxy`], or [`Road::Unknown`] for what is no road that browsers know. An empty answer means: directly.
pub(in crate::environment) fn parse_pac_result(text: &str) -> Vec<Road> {
    let parts = text.split(';').map(str::trim).filter(|part| !part.is_empty());
    let roads: Vec<Road> = parts.take(MOST_ROADS).map(pac_road).collect();
    if roads.is_empty() { vec![Road::Direct] } else { roads }
}

fn pac_road(part: &str) -> Road {
    let (keyword, place) = part.split_once([' ', '\t']).unwrap_or((part, ""));
    let place = place.trim();
    let kind = match keyword.to_ascii_uppercase().as_str() {
        "DIRECT" if place.is_empty() => return Road::Direct,
        "PROXY" | "HTTP" => ProxyKind::Http,
        "HTTPS" => ProxyKind::Https,
        "SOCKS" | "SOCKS4" => ProxyKind::Socks4,
        "SOCKS5" => ProxyKind::Socks5,
        _ => return Road::Unknown,
    };
    // A script names a server and its port, nothing more.
    let server = if place.contains(char::is_whitespace) { None } else { place_of(place, kind) };
    server.map_or(Road::Unknown, Road::Proxy)
}

/// The entries of a list, split at semicolons and spaces as Windows does.
fn entries(list: &str) -> impl Iterator<Item = &str> {
    list.split([';', ' ', '\t', '\r', '\n']).filter(|entry| !entry.is_empty())
}

/// `http=proxy:80` as scheme and servers. A `=` after any other sign belongs to a password or an address.
fn keyed(entry: &str) -> (Option<&str>, &str) {
    match entry.split_once('=') {
        Some((key, rest)) if key.bytes().all(|b| b.is_ascii_alphanumeric()) => (Some(key), rest),
        _ => (None, entry),
    }
}

/// The first of several servers that can be understood.
fn first_of(servers: &str, usual: ProxyKind) -> ForHttps {
    // A comma may be part of a password.
    let parts: Vec<&str> = if servers.contains('@') { vec![servers] } else { servers.split(',').collect() };
    let understood = parts.iter().find_map(|part| {
        if part.trim().eq_ignore_ascii_case("direct://") {
            return Some(ForHttps::Direct);
        }
        parse(part, usual).map(ForHttps::Through)
    });
    understood.unwrap_or(ForHttps::Unclear)
}

fn kind_of(scheme: &str) -> Option<ProxyKind> {
    match scheme.to_ascii_lowercase().as_str() {
        "http" => Some(ProxyKind::Http),
        "https" => Some(ProxyKind::Https),
        "socks4" | "socks4a" => Some(ProxyKind::Socks4),
        "socks" | "socks5" | "socks5h" => Some(ProxyKind::Socks5),
        _ => None,
    }
}

/// `host`, `host:port`, `host port`, `[v6]:port` or a bare IPv6 address.
fn place_of(place: &str, kind: ProxyKind) -> Option<ProxyServer> {
    let (host, port) = match place.split_once([' ', '\t']) {
        Some((host, port)) => (host, Some(port.trim())),
        None => match place.rsplit_once(':') {
            Some((host, port)) if !host.contains(':') || host.ends_with(']') => (host, Some(port)),
            _ => (place, None),
        },
    };
    let port = match port {
        Some(port) => port_of(port)?,
        None => kind.default_port(),
    };
    Some(ProxyServer { kind, host: host_of(host)?, port })
}

fn port_of(text: &str) -> Option<u16> {
    let digits = !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    if digits { text.parse().ok().filter(|port| *port > 0) } else { None }
}

/// The host in its one way of writing: small letters, Punycode, addresses as four numbers, IPv6 without brackets.
fn host_of(text: &str) -> Option<String> {
    let inner = text.strip_prefix('[').and_then(|text| text.strip_suffix(']'));
    let v6 = inner.unwrap_or(text);
    if v6.contains(':') {
        return v6.parse().ok().map(|address: std::net::Ipv6Addr| address.to_string());
    }
    let allowed =
        |c: char| c.is_alphanumeric() || matches!(c, '.' | '-' | '_' | '\u{3002}' | '\u{FF0E}' | '\u{FF61}');
    if inner.is_some() || !text.chars().all(allowed) {
        return None;
    }
    let host = match Host::parse(text).ok()? {
        // Some letters stand for several signs: U+3228 becomes `(九)`.
        Host::Domain(name) if name.chars().all(allowed) => name,
        Host::Domain(_) => return None,
        Host::Ipv4(address) => address.to_string(),
        Host::Ipv6(address) => address.to_string(),
    };
    (host.len() <= LONGEST_HOST).then_some(host)
}

#[cfg(test)]
mod tests;
