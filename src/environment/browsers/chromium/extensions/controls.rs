//! Settings of the browser that extensions have taken over.
//!
//! Source: Chromium, `extension_pref_value_map.cc` and `content_settings_store.cc`: the extension that was installed
//! or updated last decides; the names of the settings are single keys, dots and all.

use super::super::installed::{Entry, deciding};
use super::super::permissions::{self, Rule};
use super::super::proxy;
use crate::environment::facts::{
    Controlled, Evidence, HostSetting, Permission, ProxyConfig, SELLER_HOSTS, Scope,
};
use crate::environment::network::bypass::{self, Reader};

/// What each extension has taken over, by its id.
pub(super) struct Controls(Vec<(String, Controlled, Evidence)>);

impl Controls {
    /// `entries` are the enabled extensions, the newest first.
    pub(super) fn of(entries: &[Entry<'_>]) -> Self {
        let mut found = Vec::new();
        if let Some((entry, value, key)) = deciding(entries, "proxy")
            && let Some((config, evidence)) = proxy::understand(value, |shown| entry.evidence(&key, shown))
            && reroutes(&config)
        {
            found.push((entry.id.to_owned(), Controlled::Proxy, evidence));
        }
        if let Some((entry, value, key)) = deciding(entries, "profile.cookie_controls_mode")
            .filter(|(_, value, _)| value.as_i64() == Some(1))
        {
            let evidence = entry.evidence(&key, &value.to_string());
            found.push((entry.id.to_owned(), Controlled::ThirdPartyCookies, evidence));
        }
        found.extend(of_content(entries, "cookies"));
        found.extend(of_content(entries, "javascript"));
        Self(found)
    }

    /// What one extension has taken over.
    pub(super) fn by(&self, id: &str) -> Vec<(Controlled, Evidence)> {
        let own = self.0.iter().filter(|(of, ..)| of == id);
        own.map(|(_, controlled, evidence)| (*controlled, evidence.clone())).collect()
    }
}

/// Whether an extension has taken over the start page or what opens at the start.
pub(super) fn takes_over_pages(entry: &Entry<'_>) -> bool {
    ["homepage", "session.restore_on_startup"].iter().any(|key| entry.preference(key).is_some())
}

/// Whether Amazon is reached by a proxy. `direct` and `system` are what a VPN that is switched off leaves behind.
fn reroutes(config: &ProxyConfig) -> bool {
    let excepted = config
        .server
        .as_ref()
        .is_some_and(|server| bypass::judge(&server.bypass, SELLER_HOSTS[0], Reader::Chromium).bypassed);
    !config.is_direct() && !excepted
}

/// Rules for one kind of content by which Amazon is worse off.
fn of_content(entries: &[Entry<'_>], kind: &str) -> Vec<(String, Controlled, Evidence)> {
    let layers: Vec<(&str, Vec<Rule>)> = entries
        .iter()
        .map(|entry| (entry.id, entry.rules(kind)))
        .filter(|(_, rules)| !rules.is_empty())
        .collect();
    let rules: Vec<&[Rule]> = layers.iter().map(|(_, rules)| rules.as_slice()).collect();
    let mut found: Vec<(String, Controlled, Evidence)> = Vec::new();
    for setting in permissions::of_sign_in_hosts(&rules) {
        let Some(controlled) = worse(&setting, kind) else { continue };
        let has =
            |(_, rules): &&(&str, Vec<Rule>)| rules.iter().any(|rule| rule.evidence == setting.evidence);
        let Some((id, _)) = layers.iter().find(has) else { continue };
        // One rule is found for each host it is about.
        if !found.iter().any(|(.., evidence)| *evidence == setting.evidence) {
            found.push(((*id).to_owned(), controlled, setting.evidence));
        }
    }
    found
}

/// What is taken over by a rule, if Amazon is worse off. Of one for all sites only what it does to the main host
/// counts.
fn worse(setting: &HostSetting, kind: &str) -> Option<Controlled> {
    if !setting.is_main_host() && setting.scope == Scope::AllSites {
        return None;
    }
    match (kind, setting.permission) {
        ("cookies", Permission::Block) => Some(Controlled::Cookies),
        ("cookies", Permission::SessionOnly) => Some(Controlled::SessionCookies),
        ("javascript", Permission::Block) => Some(Controlled::JavaScript),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::environment::facts::SetBy;

    #[test]
    fn a_proxy_counts_if_amazon_is_reached_by_it() {
        let proxy = |mode: &str, more: &[(&str, &str)]| {
            let mut dictionary = json!({"mode": mode});
            for (key, value) in more {
                dictionary[*key] = json!(value);
            }
            proxy::understand(&dictionary, |shown| Evidence {
                place: String::new(),
                key: String::new(),
                value: shown.to_owned(),
                default: String::new(),
                set_by: SetBy::Extension,
            })
            .is_some_and(|(config, _)| reroutes(&config))
        };
        let server = ("server", "proxy:8080");
        assert!(proxy("fixed_servers", &[server]));
        assert!(proxy("fixed_servers", &[server, ("bypass_list", "<local>")]));
        assert!(!proxy("fixed_servers", &[server, ("bypass_list", "*.amazon.co.jp")]));
        assert!(!proxy("fixed_servers", &[("server", "http=proxy:8080")]));
        assert!(proxy("pac_script", &[("pac_url", "data:text/plain,hunter2")]));
        assert!(proxy("auto_detect", &[]));
        assert!(!proxy("direct", &[server]) && !proxy("system", &[server]) && !proxy("odd", &[]));
    }
}
