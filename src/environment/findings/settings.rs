//! Findings about one browser and its profiles.

use super::{Confidence, Draft, machine};
use crate::environment::facts::{
    BrowserFacts, ChromiumFacts, Evidence, FirefoxFacts, HostSetting, Permission, SafariFacts, Scope, SetBy,
    Settings,
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
    "policy.cookies_block",
    "policy.cookies_session_or_clear",
    "policy.forced_private",
    "policy.url_blocked",
    "firefox.cookies.reject_all",
    "firefox.sanitize_on_shutdown",
    "firefox.always_private",
    "firefox.js_off",
    "data_recently_cleared",
    "proxy.firefox_own",
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
            Settings::Firefox(facts) => found.extend(firefox(&profile.subject, facts)),
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
        // Each of the two browsers has its own name for it.
        let is_edge = evidence.key.starts_with("browser.clear_data_on_exit");
        let id = if is_edge { "edge.clear_on_exit" } else { "brave.clear_on_exit" };
        found.extend(one(id, subject, Some(evidence)));
    }
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

/// What the company has set is told once for the whole browser.
fn set_by_person(settings: &[HostSetting]) -> Vec<HostSetting> {
    let own = |setting: &&HostSetting| setting.evidence.set_by == SetBy::Person;
    settings.iter().filter(own).cloned().collect()
}

fn firefox(subject: &str, facts: &FirefoxFacts) -> Vec<Draft> {
    let found = [
        one("firefox.cookies.reject_all", subject, facts.rejects_cookies.as_ref()),
        // Sites that the person excepted keep their cookies; that list is not read yet.
        one("firefox.sanitize_on_shutdown", subject, facts.clears_on_exit.as_ref())
            .map(|draft| Draft { confidence: Confidence::Medium, ..draft }),
        one("firefox.always_private", subject, facts.always_private.as_ref()),
        one("firefox.js_off", subject, facts.javascript_off.as_ref()),
        facts.own_proxy.as_ref().and_then(|proxy| machine::proxied("proxy.firefox_own", subject, proxy)),
    ];
    found.into_iter().flatten().collect()
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
}

fn safari(subject: &str, facts: &SafariFacts) -> Vec<Draft> {
    let _ = (subject, facts);
    Vec::new()
}
