//! The proxy of macOS: what is in force, as `scutil --proxy` prints it, or else what the network services have set.
//!
//! Sources: Apple, `SCDynamicStoreCopyProxies` and the keys of `SCSchemaDefinitions`; what counts for a page,
//! Chromium, `net/proxy_resolution/proxy_config_service_mac.cc`: detection, script, the server for HTTPS, SOCKS.

mod preferences;
mod scutil;

use std::time::Duration;

use serde_json::{Map, Value};

use super::{Failure, Raw, child, doubted};
use crate::environment::facts::{
    BypassList, BypassMeaning, Evidence, ProxyConfig, ProxyKind, ProxyOrigin, SIGN_IN_HOSTS, ServerSetting,
    SetBy, SystemProxy, Unread,
};
use crate::environment::hosts::is_at_or_below;
use crate::environment::root::Root;

const PROGRAM: &str = "scutil --proxy";

/// The dynamic store may be slow to answer while a network comes up.
const LIMIT: Duration = Duration::from_secs(5);

/// The entry for hosts without a dot, as other lists write it.
const SIMPLE_NAMES: &str = "<local>";

/// What is in force; of a copy, or where that cannot be asked, what is set.
pub(super) fn read(root: &Root, unread: &mut Vec<Unread>) -> Result<SystemProxy, Failure> {
    let config = if root.is_live() {
        match child::ask("/usr/sbin/scutil", &["--proxy"], LIMIT) {
            Ok(text) => printed(&text),
            Err(state) => {
                let not_asked = Failure::new(PROGRAM, state);
                let Ok(set) = preferences::read(root) else { return Err(not_asked) };
                unread.push(not_asked.unread());
                set
            }
        }
    } else {
        preferences::read(root)?
    };
    Ok(SystemProxy { origin: ProxyOrigin::Macos, config, variables: None })
}

/// What is in force, as it is printed.
pub(super) fn printed(text: &str) -> ProxyConfig {
    in_force(&scutil::parse(text))
}

/// The proxies of the network in use. What other interfaces have (`__SCOPED__`) is for programs that choose one.
///
/// A VPN may have proxies for some domains (`__SUPPLEMENTAL__`): Safari goes by them, browsers built on Chromium do
/// not. Where Amazon is among these domains, nothing is certain.
fn in_force(printed: &Value) -> ProxyConfig {
    let dictionary = Dictionary { values: printed.as_object(), place: PROGRAM, before: "", certain: true };
    let config = dictionary.config();
    let supplemental = printed.get("__SUPPLEMENTAL__").and_then(Value::as_array);
    let of_vpn = supplemental.into_iter().flatten().filter(|one| concerns_amazon(one)).find_map(|one| {
        let before = "__SUPPLEMENTAL__ / ";
        let config = Dictionary { values: one.as_object(), before, certain: false, ..dictionary }.config();
        (!config.is_direct()).then_some(config)
    });
    match of_vpn {
        Some(of_vpn) if config.is_direct() => of_vpn,
        Some(_) => doubted(config),
        None => config,
    }
}

/// Whether the proxies of a VPN are for Amazon too. An empty domain stands for all.
fn concerns_amazon(supplemental: &Value) -> bool {
    let domains = supplemental.get("SupplementalMatchDomains").and_then(Value::as_array);
    domains.into_iter().flatten().filter_map(Value::as_str).any(|domain| {
        let domain = domain.trim_start_matches(['*', '.']).to_lowercase();
        domain.is_empty() || SIGN_IN_HOSTS.iter().any(|host| is_at_or_below(host, &domain))
    })
}

/// A dictionary of proxies, and where it stands.
#[derive(Clone, Copy)]
struct Dictionary<'a> {
    values: Option<&'a Map<String, Value>>,
    place: &'a str,
    /// What is shown before a key: which of the dictionaries of that place.
    before: &'a str,
    certain: bool,
}

impl Dictionary<'_> {
    fn config(&self) -> ProxyConfig {
        let detects = self.is_on("ProxyAutoDiscoveryEnable");
        let script = self.is_on("ProxyAutoConfigEnable").then(|| self.text("ProxyAutoConfigURLString"));
        ProxyConfig {
            auto_detect: detects.then(|| self.evidence("ProxyAutoDiscoveryEnable")),
            script: script
                .flatten()
                .map(|address| self.with_key("ProxyAutoConfigURLString", |raw| raw.script(&address))),
            // SOCKS is for what has no server of its own.
            server: self.server("HTTPS", ProxyKind::Http).or_else(|| self.server("SOCKS", ProxyKind::Socks5)),
            ..ProxyConfig::default()
        }
    }

    fn get(&self, name: &str) -> Option<&Value> {
        self.values?.get(name)
    }

    /// Switches are numbers in a property list, and text as it is printed.
    fn is_on(&self, name: &str) -> bool {
        match self.get(name) {
            Some(Value::Bool(on)) => *on,
            Some(Value::Number(number)) => number.as_i64().is_some_and(|number| number != 0),
            Some(Value::String(text)) => text == "TRUE" || text.parse().is_ok_and(|number: i64| number != 0),
            _ => false,
        }
    }

    fn text(&self, name: &str) -> Option<String> {
        match self.get(name)? {
            Value::String(text) => Some(text.trim().to_owned()).filter(|text| !text.is_empty()),
            Value::Number(number) => Some(number.to_string()),
            _ => None,
        }
    }

    fn server(&self, protocol: &str, kind: ProxyKind) -> Option<ServerSetting> {
        if !self.is_on(&format!("{protocol}Enable")) {
            return None;
        }
        let key = format!("{protocol}Proxy");
        let host = self.text(&key)?;
        let port = self.text(&format!("{protocol}Port")).filter(|port| port != "0");
        let brackets = host.contains(':') && !host.contains(['[', '/', '@']);
        let host = if brackets { format!("[{host}]") } else { host };
        let server = port.map_or_else(|| host.clone(), |port| format!("{host}:{port}"));
        Some(self.with_key(&key, |raw| raw.server(&server, kind, self.exceptions())))
    }

    fn exceptions(&self) -> BypassList {
        let listed = self.get("ExceptionsList").and_then(Value::as_array).into_iter().flatten();
        let listed = listed.filter_map(Value::as_str).map(str::trim).filter(|entry| !entry.is_empty());
        let simple_names = self.is_on("ExcludeSimpleHostnames").then_some(SIMPLE_NAMES);
        let entries = listed.chain(simple_names).map(str::to_owned).collect();
        BypassList { entries, meaning: BypassMeaning::Except }
    }

    fn evidence(&self, key: &str) -> Evidence {
        self.with_key(key, |raw| raw.evidence("1".to_owned()))
    }

    fn with_key<T>(&self, key: &str, make: impl FnOnce(&Raw<'_>) -> T) -> T {
        let key = format!("{}{key}", self.before);
        make(&Raw { place: self.place, key: &key, set_by: SetBy::Person, certain: self.certain })
    }
}

#[cfg(test)]
mod tests;
