//! A proxy server as people and programs write it.

use crate::environment::facts::{ProxyKind, ProxyServer};

/// Longer names are no names of hosts (RFC 1035, 2.3.4).
const LONGEST_HOST: usize = 253;

/// Understands `host:port`, `scheme://user:password@host:port/` and `[v6]:port`; none if it has no such form. User
/// and password are dropped. Without a scheme it is of the `usual` kind.
pub(in crate::environment) fn parse(text: &str, usual: ProxyKind) -> Option<ProxyServer> {
    let text = text.trim();
    let (kind, rest) = match text.split_once("://") {
        Some((scheme, rest)) => (kind_of(scheme)?, rest),
        None => (usual, text),
    };
    // A password may itself hold any of the separators: only what stands after the last `@` is trusted.
    let place = rest.rsplit('@').next()?.trim().trim_end_matches('/');
    let (host, port) = match place.rsplit_once(':') {
        Some((host, port)) if !host.contains(':') || host.ends_with(']') => (host, Some(port)),
        _ => (place, None),
    };
    let port = match port {
        Some(port) => port.parse().ok().filter(|port| *port > 0)?,
        None => kind.default_port(),
    };
    let host = host.strip_prefix('[').and_then(|host| host.strip_suffix(']')).unwrap_or(host);
    is_host(host).then(|| ProxyServer { kind, host: host.to_lowercase(), port })
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

fn is_host(host: &str) -> bool {
    let allowed = |c: char| c.is_alphanumeric() || matches!(c, '.' | '-' | '_' | ':');
    !host.is_empty() && host.len() <= LONGEST_HOST && host.chars().all(allowed)
}
