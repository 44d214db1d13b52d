//! The proxy and the way to ask for names that a company has set for Firefox.
//!
//! Source: Firefox, browser/components/enterprisepolicies/Policies.sys.mjs and helpers/ProxyPolicies.sys.mjs. A policy
//! with a value that it does not allow is not carried out at all.

use serde_json::{Map, Value};
use url::Url;

use super::policy::{FirefoxPolicy, evidence, is_on};
use super::prefs_js::Pref;
use super::{proxy, secure_dns};

/// `Proxy`: what it sets is a default, unless it is locked; then its other settings are locked as they usually are.
pub(super) fn proxy(policy: &mut FirefoxPolicy, set: &Map<String, Value>, place: &str) {
    let text = |key: &str| set.get(key).and_then(Value::as_str).filter(|text| !text.is_empty());
    let kind = text("Mode").map(proxy::kind_of);
    let script = text("AutoConfigURL").map(Url::parse);
    if kind == Some(None) || matches!(script, Some(Err(_))) {
        return;
    }
    let locked = set.get("Locked").is_some_and(is_on);
    let mut add = |name: &'static str, key: &str, value: Pref, shown: &str| {
        let evidence = evidence(place, &format!("Proxy.{key}"), Some(&Value::from(shown)));
        policy.set(name, value, locked, evidence);
    };
    if locked {
        for name in proxy::NAMES {
            add(name, "Locked", proxy::default_of(name), "true");
        }
    }
    if let Some(kind) = kind.flatten() {
        add(proxy::TYPE, "Mode", Pref::Number(kind), text("Mode").unwrap_or_default());
    }
    if let Some(Ok(script)) = script {
        add(proxy::SCRIPT, "AutoConfigURL", Pref::Text(script.into()), "…");
    }
    if let Some(list) = text("Passthrough") {
        add(proxy::EXCEPT, "Passthrough", Pref::Text(list.to_owned()), list);
    }
    if let Some(version @ (4 | 5)) = set.get("SOCKSVersion").and_then(Value::as_i64) {
        add(proxy::SOCKS_VERSION, "SOCKSVersion", Pref::Number(version), &version.to_string());
    }
    let for_all = set.get("UseHTTPProxyForAllProtocols").is_some_and(is_on);
    let https = text("HTTPProxy").filter(|_| for_all).map(|server| ("HTTPProxy", server));
    let https = https.or_else(|| Some(("SSLProxy", text("SSLProxy")?)));
    let socks = text("SOCKSProxy").map(|server| ("SOCKSProxy", server));
    for (host, port, server) in
        [(proxy::HTTPS, proxy::HTTPS_PORT, https), (proxy::SOCKS, proxy::SOCKS_PORT, socks)]
    {
        // Firefox itself takes it for the address of a page: port 443 is then as good as none.
        let Some((key, server)) = server else { continue };
        let Ok(url) = Url::parse(&format!("https://{server}")) else { continue };
        add(host, key, Pref::Text(url.host_str().unwrap_or_default().to_owned()), "…");
        if let Some(number) = url.port() {
            add(port, key, Pref::Number(number.into()), &number.to_string());
        }
    }
}

/// `DNSOverHTTPS`.
pub(super) fn names(policy: &mut FirefoxPolicy, set: &Map<String, Value>, place: &str) {
    let locked = set.get("Locked").is_some_and(is_on);
    let mut add = |name: &'static str, key: &str, value: Pref| {
        let evidence = evidence(place, &format!("DNSOverHTTPS.{key}"), set.get(key));
        policy.set(name, value, locked, evidence);
    };
    if let Some(enabled) = set.get("Enabled") {
        let never_else = set.get("Fallback").is_some_and(|value| !is_on(value));
        let (key, mode) = match (never_else, is_on(enabled)) {
            (true, _) => ("Fallback", 3),
            (false, true) => ("Enabled", 2),
            (false, false) => ("Enabled", 5),
        };
        add(secure_dns::MODE, key, Pref::Number(mode));
    }
    let server = set.get("ProviderURL").and_then(Value::as_str).and_then(|server| Url::parse(server).ok());
    if let Some(server) = server {
        add(secure_dns::SERVER, "ProviderURL", Pref::Text(server.into()));
    }
}

#[cfg(test)]
mod tests;
