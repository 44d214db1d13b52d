//! Findings about one browser and its profiles.

use super::{Confidence, Draft};
use crate::environment::facts::{
    BrowserFacts, ChromiumFacts, Evidence, FirefoxFacts, HostSetting, Permission, PolicyFacts, SafariFacts,
    Scope, SetBy, Settings,
};

/// The ids of these findings.
pub(super) const IDS: &[&str] = &[
    "chromium.cookies.block_all",
    "chromium.cookies.block_site",
    "chromium.cookies.session_only_all",
    "chromium.cookies.session_only_site",
    "chromium.cookies.third_party_blocked",
    "chromium.js.blocked",
    "brave.clear_on_exit",
    "edge.clear_on_exit",
    "brave.shields_cookies",
    "edge.tracking_strict",
    "policy.cookies_block",
    "policy.cookies_session_or_clear",
    "policy.forced_private",
    "policy.url_blocked",
    "firefox.cookies.reject_all",
    "firefox.cookies.site_deny",
    "firefox.cookies.site_session",
    "firefox.sanitize_on_shutdown",
    "firefox.always_private",
    "firefox.strict_or_rfp",
    "firefox.js_off",
    "safari.block_all_cookies",
    "data_recently_cleared",
    "proxy.opera_vpn",
];

/// What the settings of a browser and its profiles say.
pub(super) fn findings(browser: &BrowserFacts) -> Vec<Draft> {
    let mut found = company(browser);
    for profile in &browser.profiles {
        match &profile.settings {
            Settings::Unread => {}
            Settings::Safari(facts) => found.extend(safari(&profile.subject, facts)),
            Settings::Chromium(facts) => found.extend(chromium(&profile.subject, facts)),
            Settings::Firefox(facts) => found.extend(firefox(&profile.subject, facts, &browser.policy)),
        }
    }
    found
}

/// What the company has set, once for the whole browser.
fn company(browser: &BrowserFacts) -> Vec<Draft> {
    let policy = &browser.policy;
    let subject = browser.label.as_str();
    let mut found = rules("policy.cookies_block", subject, &policy.cookies, Permission::Block, None);
    if !restores_everywhere(browser) {
        let id = "policy.cookies_session_or_clear";
        found.extend(rules(id, subject, &policy.cookies, Permission::SessionOnly, None));
    }
    found.extend(one("policy.cookies_session_or_clear", subject, policy.clears_cookies.as_ref()));
    found.extend(one("policy.forced_private", subject, policy.forced_private.as_ref()));
    found.extend(rules("policy.url_blocked", subject, &policy.addresses, Permission::Block, None));
    found.extend(rules("policy.url_blocked", subject, &policy.javascript, Permission::Block, None));
    // Administrators know a policy by its name.
    let mut found: Vec<Draft> = found.into_iter().map(Draft::with_key_as_value).collect();
    if let Some((true, evidence)) = &policy.third_party {
        found.push(Draft::new(
            "chromium.cookies.third_party_blocked",
            subject,
            Confidence::High,
            evidence.clone(),
        ));
    }
    if let Some((true, evidence)) = &policy.tracking_strict {
        found.push(Draft::new("edge.tracking_strict", subject, Confidence::High, evidence.clone()));
    }
    found
}

/// A finding for a setting that is on.
fn one(id: &'static str, subject: &str, evidence: Option<&Evidence>) -> Option<Draft> {
    evidence.map(|evidence| Draft::new(id, subject, Confidence::High, evidence.clone()))
}

/// Where the last session is restored, cookies of a session are kept.
fn restores_everywhere(browser: &BrowserFacts) -> bool {
    let restores = |settings: &Settings| matches!(settings, Settings::Chromium(facts) if facts.restores_session == Some(true));
    !browser.profiles.is_empty() && browser.profiles.iter().all(|profile| restores(&profile.settings))
        || browser.policy.restores_session == Some(true)
}

/// What holds for the hosts of the sign-in because of one permission, set by anyone in `rules`. Of a setting for
/// all sites only what it does to the main host counts.
fn rules(
    id: &'static str,
    subject: &str,
    rules: &[HostSetting],
    permission: Permission,
    scope: Option<Scope>,
) -> Vec<Draft> {
    rules
        .iter()
        .filter(|rule| rule.permission == permission && scope.is_none_or(|scope| rule.scope == scope))
        .filter(|rule| rule.is_main_host() || rule.scope == Scope::ThisSite)
        .map(|rule| {
            let confidence = if rule.is_main_host() { Confidence::High } else { Confidence::Medium };
            Draft::new(id, subject, confidence, rule.evidence.clone())
        })
        .collect()
}

fn chromium(subject: &str, facts: &ChromiumFacts) -> Vec<Draft> {
    let javascript = set_by_person(&facts.javascript);
    let mut found = chromium_cookies(subject, facts);
    found.extend(rules("chromium.js.blocked", subject, &javascript, Permission::Block, None));
    let third_party = facts.third_party_blocked.as_ref();
    found.extend(one("chromium.cookies.third_party_blocked", subject, third_party));
    if let Some(evidence) = &facts.clears_on_exit {
        // Each of the two browsers has its own name for it, and only Edge's can be recommended by a company.
        let is_edge =
            evidence.key.starts_with("browser.clear_data_on_exit") || evidence.set_by == SetBy::Company;
        let id = if is_edge { "edge.clear_on_exit" } else { "brave.clear_on_exit" };
        found.extend(one(id, subject, Some(evidence)));
    }
    found.extend(one("brave.shields_cookies", subject, facts.shields_block.as_ref()));
    found.extend(one("edge.tracking_strict", subject, facts.tracking_strict.as_ref()));
    found.extend(one("proxy.opera_vpn", subject, facts.built_in_vpn.as_ref()));
    let cleared = facts.recently_cleared.as_ref();
    found.extend(one("data_recently_cleared", subject, cleared));
    found
}

fn chromium_cookies(subject: &str, facts: &ChromiumFacts) -> Vec<Draft> {
    let cookies = set_by_person(&facts.cookies);
    let of = |id, permission, scope| rules(id, subject, &cookies, permission, Some(scope));
    let mut found = of("chromium.cookies.block_all", Permission::Block, Scope::AllSites);
    found.extend(of("chromium.cookies.block_site", Permission::Block, Scope::ThisSite));
    if facts.restores_session == Some(true) {
        return found;
    }
    let session = Permission::SessionOnly;
    let mut drafts = of("chromium.cookies.session_only_all", session, Scope::AllSites);
    drafts.extend(of("chromium.cookies.session_only_site", session, Scope::ThisSite));
    for mut draft in drafts {
        if facts.restores_session.is_none() {
            draft.confidence = draft.confidence.max(Confidence::Medium);
        }
        found.push(draft);
    }
    found
}

/// What the company has set is told once for the whole browser, and what an extension has set is told of the
/// extension.
fn set_by_person(settings: &[HostSetting]) -> Vec<HostSetting> {
    let own = |setting: &&HostSetting| setting.evidence.set_by == SetBy::Person;
    settings.iter().filter(own).cloned().collect()
}

fn firefox(subject: &str, facts: &FirefoxFacts, policy: &PolicyFacts) -> Vec<Draft> {
    let sites = facts.cookies.as_deref().unwrap_or_default();
    let own = set_by_person(sites);
    let mut found = rules("firefox.cookies.site_deny", subject, &own, Permission::Block, None);
    found.extend(rules("firefox.cookies.site_session", subject, &own, Permission::SessionOnly, None));
    // What the company forces is told once for the whole browser.
    let always_private = facts.always_private.as_ref().filter(|_| policy.forced_private.is_none());
    let more = [
        // What an extension has set is told of the extension; a site that has a permission of its own needs
        // nothing else.
        one(
            "firefox.cookies.reject_all",
            subject,
            facts.rejects_cookies.as_ref().filter(|evidence| evidence.set_by != SetBy::Extension),
        )
        .filter(|_| !sites.iter().any(|site| site.is_main_host() && site.permission != Permission::Block)),
        sanitize_on_shutdown(subject, facts),
        one("firefox.always_private", subject, always_private),
        one("firefox.js_off", subject, facts.javascript_off.as_ref()),
    ];
    found.extend(more.into_iter().flatten());
    found.extend(
        facts.strict.iter().filter_map(|evidence| one("firefox.strict_or_rfp", subject, Some(evidence))),
    );
    found
}

/// Sites that are allowed keep their cookies, and those of the domain above them.
fn sanitize_on_shutdown(subject: &str, facts: &FirefoxFacts) -> Option<Draft> {
    let found = one("firefox.sanitize_on_shutdown", subject, facts.clears_on_exit.as_ref())?;
    let Some(sites) = &facts.cookies else {
        // They could not be read.
        return Some(Draft { confidence: Confidence::Medium, ..found });
    };
    let allowed = |site: &&HostSetting| site.permission == Permission::Allow;
    if sites.iter().filter(allowed).any(HostSetting::is_main_host) {
        return None;
    }
    // The common cookies of the domain are kept then, but not those of the seller's pages.
    let of_domain = |site: &HostSetting| site.host.ends_with("amazon.co.jp");
    if sites.iter().filter(allowed).any(of_domain) {
        return Some(Draft { confidence: Confidence::Low, ..found });
    }
    Some(found)
}

fn safari(subject: &str, facts: &SafariFacts) -> Vec<Draft> {
    one("safari.block_all_cookies", subject, facts.blocks_all_cookies.as_ref()).into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::environment::facts::SELLER_HOSTS;

    fn session_only(restores_session: Option<bool>) -> Vec<(&'static str, Confidence)> {
        let evidence = Evidence {
            place: "Preferences".into(),
            key: "cookies".into(),
            value: "4".into(),
            default: "1".into(),
            set_by: SetBy::Person,
        };
        let cookies = vec![HostSetting {
            host: SELLER_HOSTS[0].into(),
            permission: Permission::SessionOnly,
            scope: Scope::AllSites,
            evidence,
        }];
        let facts = ChromiumFacts { cookies, restores_session, ..ChromiumFacts::default() };
        chromium("Chrome", &facts).into_iter().map(|draft| (draft.id, draft.confidence)).collect()
    }

    #[test]
    fn cookies_of_a_session_are_kept_where_the_session_is_restored() {
        let id = "chromium.cookies.session_only_all";
        assert_eq!(session_only(Some(false)), [(id, Confidence::High)]);
        assert_eq!(session_only(None), [(id, Confidence::Medium)], "that could not be read");
        assert_eq!(session_only(Some(true)), []);
    }

    fn evidence(set_by: SetBy) -> Evidence {
        let text = String::new;
        Evidence { place: text(), key: text(), value: text(), default: text(), set_by }
    }

    fn site(host: &str, permission: Permission) -> HostSetting {
        let (host, scope) = (host.to_owned(), Scope::ThisSite);
        HostSetting { host, permission, scope, evidence: evidence(SetBy::Person) }
    }

    fn in_firefox(facts: &FirefoxFacts) -> Vec<(&'static str, Confidence)> {
        let found = firefox("Firefox", facts, &PolicyFacts::default());
        found.into_iter().map(|draft| (draft.id, draft.confidence)).collect()
    }

    #[test]
    fn a_site_that_is_allowed_keeps_its_cookies() {
        let clears = |cookies: Option<Vec<HostSetting>>| {
            let clears_on_exit = Some(evidence(SetBy::Person));
            in_firefox(&FirefoxFacts { cookies, clears_on_exit, ..FirefoxFacts::default() })
        };
        let id = "firefox.sanitize_on_shutdown";
        assert_eq!(clears(Some(Vec::new())), [(id, Confidence::High)]);
        assert_eq!(clears(None), [(id, Confidence::Medium)], "that could not be read");
        assert_eq!(clears(Some(vec![site("www.amazon.co.jp", Permission::Allow)])), [(id, Confidence::Low)]);
        assert_eq!(clears(Some(vec![site(SELLER_HOSTS[0], Permission::Allow)])), []);
        assert_eq!(clears(Some(vec![site(SELLER_HOSTS[1], Permission::Allow)])), [(id, Confidence::High)]);
    }

    #[test]
    fn the_permission_of_the_site_decides_about_its_cookies() {
        let rejects = |permission| {
            let rejects_cookies = Some(evidence(SetBy::Person));
            let cookies = Some(vec![site(SELLER_HOSTS[0], permission)]);
            in_firefox(&FirefoxFacts { rejects_cookies, cookies, ..FirefoxFacts::default() })
        };
        assert_eq!(rejects(Permission::Allow), []);
        let both =
            ["firefox.cookies.site_deny", "firefox.cookies.reject_all"].map(|id| (id, Confidence::High));
        assert_eq!(rejects(Permission::Block), both);
        assert_eq!(rejects(Permission::SessionOnly), [("firefox.cookies.site_session", Confidence::High)]);
    }

    #[test]
    fn what_an_extension_has_set_is_told_of_the_extension() {
        let mut blocked = site(SELLER_HOSTS[0], Permission::Block);
        blocked.evidence.set_by = SetBy::Extension;
        let facts = ChromiumFacts { cookies: vec![blocked], ..ChromiumFacts::default() };
        assert!(chromium("Chrome", &facts).is_empty());
        let rejects_cookies = Some(evidence(SetBy::Extension));
        assert_eq!(in_firefox(&FirefoxFacts { rejects_cookies, ..FirefoxFacts::default() }), []);
    }
}
