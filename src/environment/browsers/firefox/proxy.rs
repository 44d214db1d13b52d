//! Which proxy settings count in a profile of Firefox.
//!
//! Sources: Firefox, netwerk/base/nsIProtocolProxyService.idl (the kinds), nsProtocolProxyService.cpp (what is used for
//! which pages: a server without a port never is; the one for plain HTTP is not for HTTPS, the settings page copies it
//! where that is wished for; `failover_direct` is for Firefox's own requests only),
//! toolkit/components/extensions/parent/ext-proxy.js (what an extension sets).

use std::collections::BTreeMap;

use serde_json::Value;

use super::prefs::Effective;
use super::prefs_js::Pref;
use crate::environment::browsers::extension_kinds;
use crate::environment::facts::{
    BypassList, Evidence, ExtensionFacts, OwnProxy, ProxyChoice, ProxyConfig, ProxyKind, RoadSource,
    ScriptAddress, ScriptSetting, ServerSetting, SetBy,
};
use crate::environment::network::bypass::{self, Reader};
use crate::environment::network::route::ROAD_HOSTS;
use crate::environment::network::server;

pub(super) const TYPE: &str = "network.proxy.type";
pub(super) const HTTPS: &str = "network.proxy.ssl";
pub(super) const HTTPS_PORT: &str = "network.proxy.ssl_port";
pub(super) const SOCKS: &str = "network.proxy.socks";
pub(super) const SOCKS_PORT: &str = "network.proxy.socks_port";
pub(super) const SOCKS_VERSION: &str = "network.proxy.socks_version";
pub(super) const SCRIPT: &str = "network.proxy.autoconfig_url";
pub(super) const EXCEPT: &str = "network.proxy.no_proxies_on";

/// All of these settings.
pub(super) const NAMES: [&str; 8] =
    [TYPE, HTTPS, HTTPS_PORT, SOCKS, SOCKS_PORT, SOCKS_VERSION, SCRIPT, EXCEPT];

/// The kinds of proxy settings.
pub(super) const MANUAL: i64 = 1;
const BY_SCRIPT: i64 = 2;
const DETECTED: i64 = 4;
const SYSTEM: i64 = 5;

/// What a setting is where nobody has set it.
pub(super) fn default_of(name: &str) -> Pref {
    match name {
        TYPE | SOCKS_VERSION => Pref::Number(5),
        HTTPS_PORT | SOCKS_PORT => Pref::Number(0),
        _ => Pref::Text(String::new()),
    }
}

/// A kind of proxy settings by its name in policies and for extensions.
pub(super) fn kind_of(name: &str) -> Option<i64> {
    match name {
        "none" => Some(0),
        "manual" => Some(MANUAL),
        "autoConfig" => Some(BY_SCRIPT),
        "autoDetect" => Some(DETECTED),
        "system" => Some(SYSTEM),
        _ => None,
    }
}

/// The settings that an extension makes with a value of `proxy.settings`.
pub(super) fn of_extension(value: &Value) -> BTreeMap<&'static str, Pref> {
    let text = |key: &str| value.get(key).and_then(Value::as_str).filter(|text| !text.is_empty());
    let Some(kind) = kind_of(text("proxyType").unwrap_or("system")) else { return BTreeMap::new() };
    let mut prefs = BTreeMap::from([(TYPE, Pref::Number(kind))]);
    let for_all = value.get("httpProxyAll") == Some(&Value::Bool(true));
    let https = text("http").filter(|_| for_all).or_else(|| text("ssl"));
    for (host, port, usual, server) in [
        (HTTPS, HTTPS_PORT, 443, https),
        (SOCKS, SOCKS_PORT, ProxyKind::Socks5.default_port(), text("socks")),
    ] {
        // A scheme does not matter here; without one, the port is the usual one.
        let server = server.map(|server| server.split_once("://").map_or(server, |(_, place)| place));
        let has_port =
            server.is_some_and(|server| server.rsplit('@').next().is_some_and(|s| s.contains(':')));
        if let Some(server) = server.and_then(|server| server::parse(server, ProxyKind::Http)) {
            prefs.insert(host, Pref::Text(server.host));
            prefs.insert(port, Pref::Number(if has_port { server.port } else { usual }.into()));
        }
    }
    if let Some(version) = value.get("socksVersion").and_then(Value::as_i64) {
        prefs.insert(SOCKS_VERSION, Pref::Number(version));
    }
    for (name, key) in [(SCRIPT, "autoConfigUrl"), (EXCEPT, "passthrough")] {
        prefs.extend(text(key).map(|text| (name, Pref::Text(text.to_owned()))));
    }
    prefs
}

impl Effective<'_> {
    /// Which settings count. `extensions` are the enabled ones, for their names.
    pub(super) fn proxy(&self, extensions: &[ExtensionFacts]) -> OwnProxy {
        let usual = || self.evidence(TYPE, "5");
        let (evidence, config) = match self.number(TYPE).unwrap_or(SYSTEM) {
            // What is excepted is reached directly even here, for which there is no place beside the system's settings.
            SYSTEM if ROAD_HOSTS.iter().all(|host| self.excepts(host)) => {
                (self.evidence(EXCEPT, ""), ProxyConfig::default())
            }
            SYSTEM => return OwnProxy::System,
            MANUAL => (usual(), self.manual()),
            BY_SCRIPT => (usual(), self.script()),
            DETECTED => (usual(), ProxyConfig { auto_detect: usual(), ..self.excepting() }),
            // 0, an old number for the same, and numbers that are not known.
            _ => (usual(), ProxyConfig::default()),
        };
        let Some(evidence) = evidence else { return OwnProxy::System };
        let source = self.source(&evidence, extensions);
        OwnProxy::Own(Box::new(ProxyChoice { source, config: Some(config), evidence }))
    }

    fn source(&self, evidence: &Evidence, extensions: &[ExtensionFacts]) -> RoadSource {
        match (evidence.set_by, self.own.set_by(TYPE)) {
            (SetBy::Company, _) => RoadSource::Company,
            (SetBy::Extension, Some(id)) => {
                let id = extension_kinds::shown_id(id);
                let named = extensions.iter().find(|extension| extension.id == id);
                RoadSource::Extension(named.map_or(id, |extension| extension.name.clone()))
            }
            _ => RoadSource::Browser,
        }
    }

    fn exceptions(&self) -> BypassList {
        bypass::split(self.text(EXCEPT).unwrap_or_default(), &[',', ' ', '\t', '\n', '\r'])
    }

    fn excepts(&self, host: &str) -> bool {
        bypass::judge(&self.exceptions(), host, Reader::Firefox).bypassed
    }

    /// What is excepted is reached directly whatever is set beside it.
    fn excepting(&self) -> ProxyConfig {
        ProxyConfig { except: self.exceptions(), ..ProxyConfig::default() }
    }

    /// The script, unless its address is missing: then everything is direct.
    fn script(&self) -> ProxyConfig {
        let script = self.text(SCRIPT).zip(self.evidence(SCRIPT, "")).map(|(address, evidence)| {
            let address = ScriptAddress::new(address);
            let evidence = Evidence { value: address.shown(), ..evidence };
            ScriptSetting { address, mandatory: false, certain: true, evidence }
        });
        ProxyConfig { script, ..self.excepting() }
    }

    fn manual(&self) -> ProxyConfig {
        let version = match self.number(SOCKS_VERSION) {
            None | Some(5) => ProxyKind::Socks5,
            Some(_) => ProxyKind::Socks4,
        };
        let servers = [(HTTPS, HTTPS_PORT, ProxyKind::Http), (SOCKS, SOCKS_PORT, version)];
        let server = servers.into_iter().find_map(|(name, port, kind)| self.server(name, port, kind));
        ProxyConfig { server, ..ProxyConfig::default() }
    }

    /// A server, if it is used.
    fn server(&self, name: &str, port: &str, kind: ProxyKind) -> Option<ServerSetting> {
        let host = self.text(name)?.trim();
        // A SOCKS server on this machine may have a file instead of a port.
        let is_file = kind != ProxyKind::Http && host.starts_with("file:");
        let port = self.number(port).filter(|port| *port > 0).or(is_file.then_some(0))?;
        let is_bare = host.contains(':') && !host.contains(['[', '/', '@']);
        let host = if is_bare { format!("[{host}]") } else { host.to_owned() };
        let server = server::parse(&format!("{host}:{port}"), kind);
        let shown = server.as_ref().map_or_else(|| "…".to_owned(), ToString::to_string);
        let evidence = Evidence { value: shown, ..self.evidence(name, "")? };
        Some(ServerSetting { server, bypass: self.exceptions(), certain: true, evidence })
    }
}

#[cfg(test)]
mod tests;
