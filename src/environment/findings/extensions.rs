//! Findings about extensions: one for each kind and profile, with all extensions of that kind.

use super::{Confidence, Draft};
use crate::environment::facts::{
    BrowserFacts, Controlled, Evidence, ExtensionFacts, ExtensionKind, ExtensionSource, HostSetting, Reach,
    Road, RoadSource, Route, SELLER_HOSTS,
};
use crate::knowledge::Likelihood;

/// The ids of these findings.
pub(super) const IDS: &[&str] = &[
    "ext.cookie_cleaner",
    "ext.controls_content",
    "ext.header_or_ua",
    "ext.blocker",
    "ext.sideload_or_policy",
    "ext.seller_tools",
    "proxy.extension",
    "vpn.extension",
];

/// More names than these are not told in one line.
const NAMED: usize = 4;

/// More extensions than these are not told at all.
const TOLD: usize = 20;

/// What the extensions of one browser say.
pub(super) fn findings(browser: &BrowserFacts, routes: &[Route]) -> Vec<Draft> {
    let of_profile = |subject: &str, extensions: &[ExtensionFacts]| {
        let found = [
            cookie_cleaners(subject, extensions),
            controlled_content(subject, extensions, browser),
            rewriters(subject, extensions),
            blockers(subject, extensions),
            brought_along(subject, extensions),
            seller_tools(subject, extensions),
            proxies(subject, extensions, routes),
            vpns(subject, extensions),
        ];
        found.into_iter().flatten().collect::<Vec<_>>()
    };
    browser.profiles.iter().flat_map(|profile| of_profile(&profile.subject, &profile.extensions)).collect()
}

impl ExtensionFacts {
    fn is(&self, kind: ExtensionKind) -> bool {
        self.kinds.contains(&kind)
    }

    fn may(&self, permissions: &[&str]) -> bool {
        self.permissions.iter().any(|own| permissions.contains(&own.as_str()))
    }

    /// It works on pages of Amazon, whether it names them or not.
    fn is_at_amazon(&self) -> bool {
        self.reach != Reach::Elsewhere
    }

    fn by_company(&self) -> bool {
        self.source == ExtensionSource::Company
    }

    /// Where these things stand that it has taken over.
    fn taken_over(&self, wanted: &[Controlled]) -> Vec<Evidence> {
        let those = self.controls.iter().filter(|(controlled, _)| wanted.contains(controlled));
        those.map(|(_, evidence)| evidence.clone()).collect()
    }
}

/// One finding for all of these extensions, each with where it stands.
fn together(
    id: &'static str,
    subject: &str,
    confidence: Confidence,
    those: Vec<(&ExtensionFacts, Vec<Evidence>)>,
) -> Option<Draft> {
    let mut names: Vec<&str> = Vec::new();
    for (extension, _) in &those {
        if !names.contains(&extension.name.as_str()) {
            names.push(&extension.name);
        }
    }
    let more = if names.len() > NAMED { "…" } else { "" };
    let value = names.iter().take(NAMED).copied().collect::<Vec<_>>().join("、");
    let mut evidence = those.into_iter().take(TOLD).flat_map(|(_, evidence)| evidence);
    let mut draft =
        Draft::new(id, subject, confidence, evidence.next()?).with_value(&format!("{value}{more}"));
    draft.evidence.extend(evidence);
    Some(draft)
}

/// Each with where it stands itself.
fn as_they_stand<'a>(
    those: impl Iterator<Item = &'a ExtensionFacts>,
) -> Vec<(&'a ExtensionFacts, Vec<Evidence>)> {
    those.map(|extension| (extension, vec![extension.evidence.clone()])).collect()
}

/// Extensions that delete cookies by themselves. Whether they spare Amazon is known to them alone.
fn cookie_cleaners(subject: &str, extensions: &[ExtensionFacts]) -> Option<Draft> {
    let may_delete = |extension: &&ExtensionFacts| {
        extension.may(&["browsingData"]) || extension.may(&["cookies"]) && extension.is_at_amazon()
    };
    let those = extensions.iter().filter(|extension| extension.is(ExtensionKind::CookieCleaner));
    together("ext.cookie_cleaner", subject, Confidence::Medium, as_they_stand(those.filter(may_delete)))
}

/// Extensions that have the browser block cookies or JavaScript of Amazon. Where the company has decided, they
/// have no say.
fn controlled_content(subject: &str, extensions: &[ExtensionFacts], browser: &BrowserFacts) -> Option<Draft> {
    let is_open = |rules: &[HostSetting]| !rules.iter().any(HostSetting::is_main_host);
    let mut wanted = Vec::new();
    if is_open(&browser.policy.cookies) {
        wanted.extend([Controlled::Cookies, Controlled::SessionCookies]);
    }
    if is_open(&browser.policy.javascript) {
        wanted.push(Controlled::JavaScript);
    }
    let those: Vec<_> = extensions
        .iter()
        .map(|extension| (extension, extension.taken_over(&wanted)))
        .filter(|(_, evidence)| !evidence.is_empty())
        .collect();
    let blocks = [Controlled::Cookies, Controlled::JavaScript];
    let only_for_a_session = those.iter().all(|(extension, _)| extension.taken_over(&blocks).is_empty());
    let draft = together("ext.controls_content", subject, Confidence::High, those)?;
    let likelihood = only_for_a_session.then_some(Likelihood::Medium);
    Some(Draft { likelihood, ..draft })
}

/// Extensions that change the name of the browser, or what it sends to Amazon.
fn rewriters(subject: &str, extensions: &[ExtensionFacts]) -> Option<Draft> {
    let may_rewrite = [
        "debugger",
        "declarativeNetRequest",
        "declarativeNetRequestWithHostAccess",
        "scripting",
        "webRequest",
        "webRequestBlocking",
    ];
    let those = extensions.iter().filter(|one| {
        one.is(ExtensionKind::HeaderOrUserAgent) && one.is_at_amazon() && one.may(&may_rewrite)
    });
    together("ext.header_or_ua", subject, Confidence::Medium, as_they_stand(those))
}

/// Extensions that block advertising or scripts. Rules that were declared block without any permission for a site.
fn blockers(subject: &str, extensions: &[ExtensionFacts]) -> Option<Draft> {
    let may_block = |one: &&ExtensionFacts| one.is_at_amazon() || one.may(&["declarativeNetRequest"]);
    let of_scripts = |one: &ExtensionFacts| one.is(ExtensionKind::ScriptBlocker);
    let those: Vec<&ExtensionFacts> = extensions
        .iter()
        .filter(|one| of_scripts(one) || one.is(ExtensionKind::Blocker))
        .filter(may_block)
        .collect();
    let likelihood = those.iter().any(|one| of_scripts(one)).then_some(Likelihood::Medium);
    let draft = together("ext.blocker", subject, Confidence::Medium, as_they_stand(those.into_iter()))?;
    Some(Draft { likelihood, ..draft })
}

/// Extensions for all sites that did not come from the store, and toolbars. Those of the company are less likely
/// the reason, and told only where there are no others.
fn brought_along(subject: &str, extensions: &[ExtensionFacts]) -> Option<Draft> {
    let id = "ext.sideload_or_policy";
    let is_wide = |one: &&ExtensionFacts| {
        one.source != ExtensionSource::Store
            && (one.reach == Reach::AllSites || one.is(ExtensionKind::Toolbar))
    };
    let (company, others): (Vec<_>, Vec<_>) =
        extensions.iter().filter(is_wide).partition(|one| one.by_company());
    together(id, subject, Confidence::High, as_they_stand(others.into_iter())).or_else(|| {
        let draft = together(id, subject, Confidence::High, as_they_stand(company.into_iter()))?;
        Some(Draft { likelihood: Some(Likelihood::Low), ..draft })
    })
}

/// Tools for sellers, and whatever else works on Amazon's pages by name and is of no other kind.
fn seller_tools(subject: &str, extensions: &[ExtensionFacts]) -> Option<Draft> {
    let those = extensions.iter().filter(|one| {
        one.is(ExtensionKind::SellerTool) && one.is_at_amazon()
            || one.kinds.is_empty() && one.reach == Reach::Amazon
    });
    together("ext.seller_tools", subject, Confidence::High, as_they_stand(those))
}

fn is_vpn(one: &ExtensionFacts) -> bool {
    one.is(ExtensionKind::Vpn) && one.may(&["proxy", "vpnProvider"])
}

/// Extensions that have taken over the proxy, with the server if it is known. A VPN is told as a VPN, and an extension
/// that lets Amazon be reached directly is none of these.
fn proxies(subject: &str, extensions: &[ExtensionFacts], routes: &[Route]) -> Option<Draft> {
    let those = extensions.iter().filter(|one| !is_vpn(one));
    let those = those.map(|one| (one, one.taken_over(&[Controlled::Proxy])));
    let those = those.filter(|(_, evidence)| !evidence.is_empty());
    let by_extension = |route: &&Route| {
        let is_here = route.subject == subject && route.host == SELLER_HOSTS[0];
        is_here && matches!(route.source, RoadSource::Extension(_))
    };
    let route = routes.iter().find(by_extension);
    if route.is_some_and(|route| route.road == Road::Direct && route.certain) {
        return None;
    }
    let draft = together("proxy.extension", subject, Confidence::High, those.collect())?;
    let value = match route.map(|route| &route.road) {
        Some(Road::Proxy(server)) => format!("{} → {server}", draft.value),
        _ => draft.value.clone(),
    };
    Some(draft.with_value(&value))
}

/// VPNs. Whether one is on is certain only where it has taken over the proxy.
fn vpns(subject: &str, extensions: &[ExtensionFacts]) -> Option<Draft> {
    let mut is_on = false;
    let those = extensions.iter().filter(|one| is_vpn(one)).map(|one| {
        let mut evidence = vec![one.evidence.clone()];
        let proxy = one.taken_over(&[Controlled::Proxy]);
        is_on |= !proxy.is_empty();
        evidence.extend(proxy);
        (one, evidence)
    });
    let those = those.collect();
    let confidence = if is_on { Confidence::High } else { Confidence::Medium };
    together("vpn.extension", subject, confidence, those)
}

#[cfg(test)]
mod tests;
