//! Browsers built on Chromium.

use std::net::IpAddr;

use super::Effect;
use super::address::{Asked, Network, v4_of_url};
use super::pattern::{Question, fits};

/// What a name stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Names {
    /// For itself.
    AsWritten,
    /// For every name that ends like it (`RewriteRulesForSuffixMatching`).
    WithSuffix,
}

pub(super) fn effect(piece: &str, asked: &Asked, names: Names) -> Effect {
    let piece = piece.trim_matches(|c: char| c.is_ascii_whitespace()).to_ascii_lowercase();
    let named = match piece.as_str() {
        "<local>" => asked.is_simple_name(),
        "<-loopback>" => {
            return if asked.is_local_for_chromium() { Effect::TakesBack } else { Effect::Nothing };
        }
        rule => names_host(rule, asked, names),
    };
    if named { Effect::Names } else { Effect::Nothing }
}

fn names_host(rule: &str, asked: &Asked, names: Names) -> bool {
    let rule = match rule.split_once("://") {
        Some(("https", rest)) => rest,
        Some(_) => return false,
        None => rule,
    };
    if let Some((address, bits)) = rule.split_once('/') {
        let network = address_of(address.trim()).and_then(|address| Network::new(address, Some(bits.trim())));
        return match (network, asked.address) {
            (Some(network), Some(asked)) => network.holds_mapped(asked),
            _ => false,
        };
    }
    let (host, port) = match rule.rsplit_once(':') {
        // The colon of an IPv6 address.
        Some(_) if rule.ends_with(']') => (rule, None),
        Some((host, port)) => (host, Some(port)),
        None => (rule, None),
    };
    if host.is_empty() || port.is_some_and(|port| !is_443(port)) {
        return false;
    }
    let in_brackets = host.strip_prefix('[').and_then(|host| host.strip_suffix(']'));
    if let Some(address) = in_brackets.map_or_else(|| address_of(host), address_of) {
        return asked.address == Some(address);
    }
    let star = match names {
        Names::AsWritten if host.starts_with('.') => "*",
        Names::WithSuffix if !host.starts_with('*') => "*",
        _ => "",
    };
    fits(&format!("{star}{host}"), &asked.in_url(), Question::AtMostOne)
}

/// Also in the shorter forms that may stand in the address of a page.
fn address_of(text: &str) -> Option<IpAddr> {
    text.parse().ok().or_else(|| v4_of_url(text).map(IpAddr::V4))
}

fn is_443(port: &str) -> bool {
    port.bytes().all(|b| b.is_ascii_digit()) && port.parse() == Ok(443)
}
