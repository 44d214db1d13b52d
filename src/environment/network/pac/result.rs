//! What a script answers.

use crate::environment::facts::{ProxyKind, Road};
use crate::environment::network::server;

/// No browser tries more.
const MOST_ROADS: usize = 32;

/// The roads in an answer such as `PROXY a:8080; SOCKS5 b:1080; DIRECT`, in order. Nothing at all means directly.
///
/// Source: Chromium, `net/base/proxy_string_util.cc` and `net/proxy_resolution/proxy_list.cc`: what is not understood
/// is passed over.
pub(in crate::environment) fn parse_pac_result(text: &str) -> Vec<Road> {
    let parts = || text.split(';').map(str::trim).filter(|part| !part.is_empty());
    let roads: Vec<Road> = parts().filter_map(road).take(MOST_ROADS).collect();
    match (roads.is_empty(), parts().next()) {
        (true, None) => vec![Road::Direct],
        (true, Some(_)) => vec![Road::Unknown],
        (false, _) => roads,
    }
}

fn road(part: &str) -> Option<Road> {
    let (keyword, place) = part.split_once(|c: char| c.is_ascii_whitespace()).unwrap_or((part, ""));
    let kind = match keyword.to_ascii_uppercase().as_str() {
        "DIRECT" => return Some(Road::Direct),
        "PROXY" | "HTTP" => ProxyKind::Http,
        "HTTPS" => ProxyKind::Https,
        "SOCKS" | "SOCKS4" => ProxyKind::Socks4,
        "SOCKS5" => ProxyKind::Socks5,
        _ => return None,
    };
    server::parse(place, kind).map(Road::Proxy)
}
