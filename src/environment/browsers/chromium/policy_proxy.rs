//! The proxy that a company has set for a browser built on Chromium.
//!
//! Source: Chromium, `components/proxy_config/proxy_policy_handler.cc`: the older policies, one for each part, are put
//! together into one dictionary. Anything that does not go together makes all of it void.

use serde_json::{Map, Value, json};

use super::policy::Set;
use super::{Place, proxy};
use crate::environment::facts::{
    BypassList, BypassMeaning, OwnProxy, RoadSource, SELLER_HOSTS, Topic, Unread,
};
use crate::environment::network::bypass::{self, Reader};
use crate::environment::read::ReadState;

/// All of these policies.
pub(super) const NAMES: [&str; 7] = [SETTINGS, OVERRIDES, MODE, OLD_MODE, SERVER, SCRIPT, EXCEPT];

/// The whole proxy in one dictionary.
pub(super) const SETTINGS: &str = "ProxySettings";

/// Proxies for some hosts, which come before everything else.
const OVERRIDES: &str = "ProxyOverrideRules";

/// The parts of the proxy, as policies of their own.
const SINGLE: [&str; 5] = [MODE, OLD_MODE, SERVER, SCRIPT, EXCEPT];

const MODES: [&str; 5] = ["direct", "auto_detect", "pac_script", "fixed_servers", "system"];

const MODE: &str = "ProxyMode";
const OLD_MODE: &str = "ProxyServerMode";
const SERVER: &str = "ProxyServer";
const SCRIPT: &str = "ProxyPacUrl";
const EXCEPT: &str = "ProxyBypassList";
const MANDATORY: &str = "ProxyPacMandatory";

/// Which proxy settings count; none if the company leaves that to others.
pub(super) fn of(policies: &Set) -> Option<OwnProxy> {
    let (name, parts) = parts(policies)?;
    let mode = mode(&parts)?;
    let has = |part: &str| get(&parts, part).is_some();
    let is_script = mode == "pac_script";
    let is_server = mode == "fixed_servers";
    let too_much =
        (!is_script && (has(SCRIPT) || has(MANDATORY))) || (!is_server && (has(SERVER) || has(EXCEPT)));
    let too_little = (is_script && !has(SCRIPT)) || (is_server && !has(SERVER));
    if too_much || too_little {
        return None;
    }
    let part = |part: &str| get(&parts, part).cloned().unwrap_or_default();
    // The registry writes a switch as a number.
    let is_on = |value: &Value| value.as_bool().unwrap_or(value.as_i64() == Some(1));
    let dictionary = json!({
        "mode": mode,
        "server": part(SERVER),
        "bypass_list": part(EXCEPT),
        "pac_url": part(SCRIPT),
        "pac_mandatory": is_on(&part(MANDATORY)),
    });
    let understood = proxy::understand(&dictionary, |shown| policies.evidence(name, shown));
    Some(proxy::choice(understood, RoadSource::Company))
}

/// The parts of the proxy, and the policy that stands for all of them. The single ones count only if they are of the
/// scope that counts most among them, and only before a dictionary of a lesser scope.
fn parts(policies: &Set) -> Option<(&'static str, Map<String, Value>)> {
    let single = || SINGLE.into_iter().filter_map(|name| Some((name, policies.get(name)?)));
    let whole = policies.get(SETTINGS);
    let best = single().map(|(_, policed)| policed.scope).min();
    match (best, whole) {
        (Some(best), whole) if whole.is_none_or(|whole| best < whole.scope) => {
            let of_scope = || single().filter(|(_, policed)| policed.scope == best);
            let (name, _) = of_scope().next()?;
            Some((name, of_scope().map(|(name, policed)| (name.to_owned(), policed.value.clone())).collect()))
        }
        (_, whole) => Some((SETTINGS, whole?.value.as_object()?.clone())),
    }
}

/// A part that is there. An empty text is as good as none.
fn get<'a>(parts: &'a Map<String, Value>, name: &str) -> Option<&'a Value> {
    parts.get(name).filter(|value| !value.is_null() && value.as_str() != Some(""))
}

/// The mode by its name, or by its older number.
fn mode(parts: &Map<String, Value>) -> Option<&str> {
    if let Some(mode) = get(parts, MODE) {
        return mode.as_str().filter(|mode| MODES.contains(mode));
    }
    match get(parts, OLD_MODE)?.as_i64()? {
        0 => Some("direct"),
        1 => Some("auto_detect"),
        2 => Some(if get(parts, SCRIPT).is_some() { "pac_script" } else { "fixed_servers" }),
        3 => Some("system"),
        _ => None,
    }
}

/// Says if there are rules for hosts of Amazon, which are not worked out.
pub(super) fn note_overrides(place: &Place, policies: &Set, unread: &mut Vec<Unread>) {
    let rules = policies.get(OVERRIDES).and_then(|policed| policed.value.as_array());
    let names_amazon = |rule: &Value| {
        let hosts = rule.get("DestinationMatchers").and_then(Value::as_array).into_iter().flatten();
        let entries = hosts.filter_map(Value::as_str).map(str::to_owned).collect();
        let list = BypassList { entries, meaning: BypassMeaning::Except };
        SELLER_HOSTS.iter().any(|host| bypass::judge(&list, host, Reader::Chromium).bypassed)
    };
    if rules.into_iter().flatten().any(names_amazon) {
        let evidence = policies.evidence(OVERRIDES, "");
        unread.push(Unread {
            subject: place.label.clone(),
            topic: Topic::CompanySettings,
            path: format!("{} {OVERRIDES}", evidence.place),
            state: ReadState::Unsupported,
        });
    }
}

#[cfg(test)]
mod tests;
