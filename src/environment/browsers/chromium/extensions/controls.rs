//! Settings of the browser that extensions have taken over.
//!
//! Source: Chromium, `extension_pref_value_map.cc` and `content_settings_store.cc`: the extension that was installed
//! or updated last decides; the names of the settings are single keys, dots and all. The proxy is a dictionary of
//! `components/proxy_config/proxy_config_dictionary.cc`.

use serde_json::Value;

use super::super::installed::Entry;
use super::super::permissions::{self, Rule};
use crate::environment::facts::{Controlled, Evidence, HostSetting, Permission, SELLER_HOSTS, Scope};
use crate::environment::mask;
use crate::environment::network::bypass::{self, Reader};

/// What each extension has taken over, by its id.
pub(super) struct Controls(Vec<(String, Controlled, Evidence)>);

impl Controls {
    /// `entries` are the enabled extensions, the newest first.
    pub(super) fn of(entries: &[Entry<'_>]) -> Self {
        let mut found = Vec::new();
        // Whoever has a word on a setting at all decides it, even where that changes nothing.
        let first = |key: &str| entries.iter().find_map(|entry| Some((entry, entry.preference(key)?)));
        if let Some((entry, (value, key))) = first("proxy")
            && let Some(shown) = rerouted(value)
        {
            found.push((entry.id.to_owned(), Controlled::Proxy, entry.evidence(&key, &shown)));
        }
        if let Some((entry, (value, key))) =
            first("profile.cookie_controls_mode").filter(|(_, (value, _))| value.as_i64() == Some(1))
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

/// A proxy that Amazon is reached by, as it is shown.
fn rerouted(proxy: &Value) -> Option<String> {
    let text = |key: &str| proxy.get(key).and_then(Value::as_str).unwrap_or_default();
    match text("mode") {
        "fixed_servers" => {
            let list = bypass::split(text("bypass_list"), &[',', ';']);
            let excepted = bypass::judge(&list, SELLER_HOSTS[0], Reader::Chromium).bypassed;
            (!excepted).then(|| format!("fixed_servers {}", servers(text("server"))))
        }
        "pac_script" => Some(format!("pac_script {}", script(text("pac_url")))),
        "auto_detect" => Some("auto_detect".to_owned()),
        // `direct` and `system` are what a VPN that is switched off leaves behind.
        _ => None,
    }
}

/// Servers such as `proxy:8080` or `http=a:80;https=b:80`, without users and passwords.
fn servers(list: &str) -> String {
    let is_scheme = |text: &str| text.bytes().all(|b| b.is_ascii_alphanumeric());
    let server = |entry| match str::split_once(entry, '=') {
        Some((scheme, server)) if is_scheme(scheme) => server,
        _ => entry,
    };
    // A password may hold any of the separators: only what stands after the last `@` is trusted.
    let trusted = list.rsplit('@').next().unwrap_or_default().split([';', ',']);
    let shown: Vec<String> =
        trusted.filter_map(|entry| mask::endpoint(server(entry.trim()))).take(4).collect();
    if shown.is_empty() { "…".to_owned() } else { shown.join(", ") }
}

/// The address of a script. A script that stands in the address itself may hold anything, and is not shown.
fn script(url: &str) -> String {
    if url.contains("://") {
        return mask::script_address(url);
    }
    let scheme = url.split_once(':').map_or("", |(scheme, _)| scheme);
    let is_scheme =
        !scheme.is_empty() && scheme.len() <= 10 && scheme.bytes().all(|b| b.is_ascii_alphabetic());
    if is_scheme { format!("{scheme}:…") } else { "…".to_owned() }
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
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;

    #[test]
    fn a_proxy_is_shown_without_its_secrets() {
        for (proxy, shown) in [
            (
                json!({"mode": "fixed_servers", "server": "http://u:hunter2@proxy:8080"}),
                Some("fixed_servers proxy:8080"),
            ),
            (
                json!({"mode": "fixed_servers", "server": "http=a:80;https=b:81"}),
                Some("fixed_servers a:80, b:81"),
            ),
            (json!({"mode": "fixed_servers", "server": "u:hunter2"}), Some("fixed_servers …")),
            (json!({"mode": "fixed_servers", "server": "p:1", "bypass_list": "*.amazon.co.jp"}), None),
            (
                json!({"mode": "fixed_servers", "server": "p:1", "bypass_list": "<local>"}),
                Some("fixed_servers p:1"),
            ),
            (
                json!({"mode": "pac_script", "pac_url": "https://u:hunter2@x.jp/a.pac?k=hunter2"}),
                Some("pac_script https://x.jp/a.pac"),
            ),
            (json!({"mode": "pac_script", "pac_url": "data:text/plain,hunter2"}), Some("pac_script data:…")),
            (json!({"mode": "pac_script", "pac_data": "hunter2"}), Some("pac_script …")),
            (json!({"mode": "auto_detect"}), Some("auto_detect")),
            (json!({"mode": "direct"}), None),
            (json!({"mode": "system"}), None),
            (json!({"mode": 3}), None),
            (json!([]), None),
        ] {
            assert_eq!(rerouted(&proxy).as_deref(), shown, "{proxy}");
        }
    }

    proptest! {
        #[test]
        fn a_password_is_never_shown(user in "[a-z]{1,8}", secret in "SECRET[!-~]{0,12}", scheme in "(http|data|socks5):(//)?") {
            let url = format!("{scheme}{user}:{secret}@proxy.example:8080");
            for proxy in [
                json!({"mode": "fixed_servers", "server": url}),
                json!({"mode": "fixed_servers", "server": format!("https={url}")}),
                json!({"mode": "pac_script", "pac_url": url}),
            ] {
                prop_assert!(!rerouted(&proxy).unwrap_or_default().contains("SECRET"), "{proxy}");
            }
        }
    }
}
