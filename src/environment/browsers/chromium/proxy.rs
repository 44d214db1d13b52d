//! Which proxy settings count in a profile: the company's, an extension's, the browser's own or the operating system's.
//!
//! Sources: Chromium, `components/proxy_config/pref_proxy_config_tracker_impl.cc` (the first of these that sets a proxy
//! decides, also by saying `system`), `proxy_config_dictionary.cc` (the dictionary),
//! `net/proxy_resolution/proxy_config.cc` (lists of servers). A shortcut's switches come after the extensions; they are
//! read with the shortcuts.

use serde_json::Value;
use url::Url;

use super::installed::{self, Entry};
use super::policy::Policy;
use super::preferences::{Preferences, evidence};
use crate::environment::browsers::extension_kinds;
use crate::environment::facts::{
    Evidence, ExtensionFacts, OwnProxy, ProxyChoice, ProxyConfig, ProxyKind, ProxyServer, RoadSource,
    ScriptAddress, ScriptSetting, ServerSetting,
};
use crate::environment::network::{bypass, server};

const PROXY: &str = "proxy";

/// Opera: its "VPN", which is a proxy of its maker.
const BUILT_IN_VPN: &str = "freedom.proxy_switcher.enabled";

/// Which settings count. `extensions` are the enabled ones, for their names.
pub(super) fn read(preferences: &Preferences, policy: &Policy, extensions: &[ExtensionFacts]) -> OwnProxy {
    if let Some(proxy) = &policy.proxy {
        return proxy.clone();
    }
    let entries = installed::enabled(preferences);
    if let Some((entry, value, key)) = installed::deciding(&entries, PROXY) {
        return choice(understand(value, |shown| entry.evidence(&key, shown)), name(entry, extensions));
    }
    // The file with what extensions have set, among other things.
    if !preferences.secure_is_known {
        return OwnProxy::Unread;
    }
    if let Some(evidence) = preferences.evidence_if(BUILT_IN_VPN, &Value::Bool(true), "false") {
        let source = RoadSource::BuiltInVpn;
        return OwnProxy::Own(Box::new(ProxyChoice { source, config: None, evidence }));
    }
    match preferences.get(PROXY) {
        Some((value, place)) => {
            choice(understand(value, |shown| evidence(place, PROXY, shown, "system")), RoadSource::Browser)
        }
        None => OwnProxy::System,
    }
}

/// An extension by its name.
fn name(entry: &Entry<'_>, extensions: &[ExtensionFacts]) -> RoadSource {
    let id = extension_kinds::shown_id(entry.id);
    let named = extensions.iter().find(|extension| extension.id == id);
    RoadSource::Extension(named.map_or(id, |extension| extension.name.clone()))
}

/// What was understood of a dictionary, as a choice of `source`.
pub(super) fn choice(understood: Option<(ProxyConfig, Evidence)>, source: RoadSource) -> OwnProxy {
    understood.map_or(OwnProxy::System, |(config, evidence)| {
        OwnProxy::Own(Box::new(ProxyChoice { source, config: Some(config), evidence }))
    })
}

/// What a `proxy` dictionary stands for, with its evidence: `evidence` makes it from what is to be shown. None for the
/// operating system's settings. What lacks a server or a script is direct, as the browser has it.
pub(in crate::environment::browsers) fn understand(
    dictionary: &Value,
    evidence: impl FnOnce(&str) -> Evidence,
) -> Option<(ProxyConfig, Evidence)> {
    let text = |key: &str| dictionary.get(key).and_then(Value::as_str).filter(|text| !text.is_empty());
    let mut config = ProxyConfig::default();
    let evidence = match text("mode")? {
        "direct" => evidence("direct"),
        "auto_detect" => {
            let evidence = evidence("auto_detect");
            config.auto_detect = Some(evidence.clone());
            evidence
        }
        "pac_script" => match text("pac_url").filter(|address| Url::parse(address.trim()).is_ok()) {
            Some(address) => {
                let address = ScriptAddress::new(address);
                let evidence = evidence(&format!("pac_script {}", address.shown()));
                let mandatory = dictionary.get("pac_mandatory") == Some(&Value::Bool(true));
                let setting = ScriptSetting { address, mandatory, certain: true, evidence: evidence.clone() };
                config.script = Some(setting);
                evidence
            }
            None => evidence("pac_script"),
        },
        "fixed_servers" => {
            let first = text("server").map_or(First::Direct, for_https);
            let evidence = evidence(&format!("fixed_servers {}", first.shown()));
            let bypass = bypass::split(text("bypass_list").unwrap_or_default(), &[',', ';']);
            config.server = match first {
                First::Direct => None,
                First::Server(server) => Some(Some(server)),
                First::Unknown => Some(None),
            }
            .map(|server| ServerSetting {
                server,
                bypass,
                certain: true,
                evidence: evidence.clone(),
            });
            evidence
        }
        _ => return None,
    };
    Some((config, evidence))
}

/// What a list of servers says is tried first for HTTPS pages.
#[derive(Debug, PartialEq, Eq)]
enum First {
    Direct,
    Server(ProxyServer),
    /// It cannot be understood.
    Unknown,
}

impl First {
    /// Without user and password.
    fn shown(&self) -> String {
        match self {
            Self::Direct => "direct".to_owned(),
            Self::Server(server) => server.to_string(),
            Self::Unknown => "…".to_owned(),
        }
    }
}

/// Understands `proxy:8080`, `http=a:80;https=b:81;socks=c:1080`, and lists with commas, which are tried in turn.
fn for_https(list: &str) -> First {
    let (mut https, mut others, mut is_first) = (None, None, true);
    for entry in entries(list) {
        match entry.split_once('=').filter(|(scheme, _)| is_scheme(scheme.trim())) {
            Some((scheme, servers)) => match scheme.trim() {
                "https" => https = Some(first_of(servers, ProxyKind::Http)),
                "socks" => others = Some(first_of(servers, ProxyKind::Socks4)),
                _ => {}
            },
            None if is_first => return first_of(&entry, ProxyKind::Http),
            None => {}
        }
        is_first = false;
    }
    https.or(others).unwrap_or(First::Direct)
}

/// The entries between semicolons. A password may hold any separator: what stands before an `@` is not taken apart.
fn entries(list: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for part in list.split(';') {
        let begins = |part: &str| part.split_once('=').is_some_and(|(scheme, _)| is_scheme(scheme.trim()));
        if !part.contains('@') || begins(part) {
            found.push(part.to_owned());
            continue;
        }
        // It goes on from the last entry that names a scheme, or from the beginning.
        let from = found.iter().rposition(|entry| begins(entry)).unwrap_or(0);
        let mut whole = found.split_off(from.min(found.len()));
        whole.push(part.to_owned());
        found.push(whole.join(";"));
    }
    found.retain(|entry| !entry.trim().is_empty());
    found
}

fn is_scheme(text: &str) -> bool {
    matches!(text, "http" | "https" | "ftp" | "socks")
}

/// The first of some servers that are tried in turn.
fn first_of(list: &str, usual: ProxyKind) -> First {
    let list = list.trim();
    let first = match list.rsplit_once('@') {
        None => list.split(',').next().unwrap_or_default().trim().to_owned(),
        Some((before, place)) => {
            let place = place.split(',').next().unwrap_or_default();
            before.split_once("://").map_or(place.to_owned(), |(scheme, _)| format!("{scheme}://{place}"))
        }
    };
    if first.eq_ignore_ascii_case("direct://") {
        return First::Direct;
    }
    server::parse(&first, usual).map_or(First::Unknown, First::Server)
}

#[cfg(test)]
mod tests;
