//! Tests of the findings about extensions.

use super::*;
use crate::environment::facts::{
    Family, InstallFacts, Permission, PolicyFacts, ProfileFacts, ReadState, SELLER_HOSTS, Scope, SetBy,
    Settings,
};

fn evidence(key: &str) -> Evidence {
    Evidence {
        place: "Preferences".into(),
        key: key.into(),
        value: String::new(),
        default: String::new(),
        set_by: SetBy::Extension,
    }
}

/// An extension from the store that works nowhere near Amazon.
fn extension(name: &str) -> ExtensionFacts {
    ExtensionFacts {
        id: name.into(),
        name: name.into(),
        version: "1".into(),
        source: ExtensionSource::Store,
        reach: Reach::Elsewhere,
        permissions: Vec::new(),
        kinds: Vec::new(),
        controls: Vec::new(),
        evidence: evidence(name),
    }
}

fn may(one: ExtensionFacts, permission: &str) -> ExtensionFacts {
    ExtensionFacts { permissions: vec![permission.into()], ..one }
}

fn at(one: ExtensionFacts, reach: Reach) -> ExtensionFacts {
    ExtensionFacts { reach, ..one }
}

fn of(kind: ExtensionKind) -> ExtensionFacts {
    ExtensionFacts { kinds: vec![kind], ..extension("X") }
}

fn from(source: ExtensionSource) -> ExtensionFacts {
    ExtensionFacts { source, reach: Reach::AllSites, ..extension("X") }
}

fn controls(one: ExtensionFacts, controlled: Controlled) -> ExtensionFacts {
    ExtensionFacts { controls: vec![(controlled, evidence("control"))], ..one }
}

fn browser(extensions: Vec<ExtensionFacts>, policy: PolicyFacts) -> BrowserFacts {
    let profile = ProfileFacts {
        dir: "Default".into(),
        name: "Default".into(),
        subject: "Chrome / Default".into(),
        place: String::new(),
        last_used: true,
        state: ReadState::Ok,
        settings: Settings::Unread,
        proxy: crate::environment::facts::OwnProxy::System,
        secure_dns: None,
        amazon: None,
        jar: None,
        extensions,
        doors: Vec::new(),
        crashed: None,
        created: None,
    };
    BrowserFacts {
        id: "chrome".into(),
        label: "Chrome".into(),
        family: Family::Chromium,
        root: String::new(),
        policy,
        install: InstallFacts::default(),
        shortcuts: Vec::new(),
        profiles: vec![profile],
    }
}

fn found(extensions: Vec<ExtensionFacts>) -> Vec<(&'static str, Option<Likelihood>)> {
    let drafts = findings(&browser(extensions, PolicyFacts::default()), &[]);
    drafts.into_iter().map(|draft| (draft.id, draft.likelihood)).collect()
}

#[test]
fn a_kind_counts_only_with_what_it_needs() {
    use ExtensionKind::{Blocker, CookieCleaner, HeaderOrUserAgent, ScriptBlocker, SellerTool, Toolbar, Vpn};
    let all = Reach::AllSites;
    for (one, wanted) in [
        (of(CookieCleaner), None),
        (may(of(CookieCleaner), "cookies"), None),
        (may(at(of(CookieCleaner), Reach::Amazon), "cookies"), Some(("ext.cookie_cleaner", None))),
        (may(of(CookieCleaner), "browsingData"), Some(("ext.cookie_cleaner", None))),
        (at(of(HeaderOrUserAgent), all), None),
        (may(of(HeaderOrUserAgent), "webRequest"), None),
        (may(at(of(HeaderOrUserAgent), all), "webRequest"), Some(("ext.header_or_ua", None))),
        (of(Blocker), None),
        (at(of(Blocker), all), Some(("ext.blocker", None))),
        (may(of(Blocker), "declarativeNetRequest"), Some(("ext.blocker", None))),
        (at(of(ScriptBlocker), all), Some(("ext.blocker", Some(Likelihood::Medium)))),
        (of(Vpn), None),
        (may(of(Vpn), "proxy"), Some(("vpn.extension", None))),
        (of(SellerTool), None),
        (at(of(SellerTool), all), Some(("ext.seller_tools", None))),
        (at(extension("X"), Reach::Amazon), Some(("ext.seller_tools", None))),
        (at(extension("X"), all), None),
        (of(Toolbar), None),
        (
            ExtensionFacts {
                reach: Reach::Elsewhere,
                kinds: vec![Toolbar],
                ..from(ExtensionSource::OtherProgram)
            },
            Some(("ext.sideload_or_policy", None)),
        ),
        (from(ExtensionSource::OtherProgram), Some(("ext.sideload_or_policy", None))),
        (from(ExtensionSource::Folder), Some(("ext.sideload_or_policy", None))),
        (from(ExtensionSource::Company), Some(("ext.sideload_or_policy", Some(Likelihood::Low)))),
        (at(from(ExtensionSource::OtherProgram), Reach::Elsewhere), None),
    ] {
        assert_eq!(found(vec![one.clone()]), Vec::from_iter(wanted), "{one:?}");
    }
}

#[test]
fn what_was_taken_over_is_told_by_how_bad_it_is() {
    let of = |controlled| found(vec![controls(extension("X"), controlled)]);
    assert_eq!(of(Controlled::Cookies), [("ext.controls_content", None)]);
    assert_eq!(of(Controlled::JavaScript), [("ext.controls_content", None)]);
    assert_eq!(of(Controlled::SessionCookies), [("ext.controls_content", Some(Likelihood::Medium))]);
    assert_eq!(of(Controlled::ThirdPartyCookies), [], "that is told where the settings are");
    assert_eq!(of(Controlled::Fingerprinting), []);
    assert_eq!(of(Controlled::Proxy), [("proxy.extension", None)]);
    let both = vec![
        controls(extension("X"), Controlled::SessionCookies),
        controls(extension("Y"), Controlled::JavaScript),
    ];
    assert_eq!(found(both), [("ext.controls_content", None)]);
}

#[test]
fn what_the_company_decides_is_no_extensions() {
    let rule = HostSetting {
        host: SELLER_HOSTS[0].into(),
        permission: Permission::Allow,
        scope: Scope::AllSites,
        evidence: evidence("policy"),
    };
    let policy = PolicyFacts { cookies: vec![rule], ..PolicyFacts::default() };
    let ids = |controlled| {
        let drafts = findings(&browser(vec![controls(extension("X"), controlled)], policy.clone()), &[]);
        drafts.into_iter().map(|draft| draft.id).collect::<Vec<_>>()
    };
    assert_eq!(ids(Controlled::Cookies), [""; 0]);
    assert_eq!(ids(Controlled::JavaScript), ["ext.controls_content"]);
}

#[test]
fn a_vpn_is_told_once_and_with_certainty_where_it_is_on() {
    let vpn = may(of(ExtensionKind::Vpn), "proxy");
    let drafts = |one: ExtensionFacts| {
        let drafts = findings(&browser(vec![one], PolicyFacts::default()), &[]);
        drafts.into_iter().map(|draft| (draft.id, draft.confidence, draft.evidence.len())).collect::<Vec<_>>()
    };
    assert_eq!(drafts(vpn.clone()), [("vpn.extension", Confidence::Medium, 1)]);
    assert_eq!(drafts(controls(vpn, Controlled::Proxy)), [("vpn.extension", Confidence::High, 2)]);
}

#[test]
fn extensions_of_a_kind_are_told_together() {
    let blocker = |n: usize| ExtensionFacts {
        name: format!("B{n}"),
        evidence: evidence(&n.to_string()),
        ..at(of(ExtensionKind::Blocker), Reach::AllSites)
    };
    let drafts = findings(&browser((0..100).map(blocker).collect(), PolicyFacts::default()), &[]);
    assert_eq!(drafts.len(), 1);
    assert_eq!(drafts[0].value, "B0、B1、B2、B3…");
    assert_eq!(drafts[0].evidence.len(), TOLD);
}

#[test]
fn those_of_the_company_are_told_where_there_are_no_others() {
    let both = vec![from(ExtensionSource::Company), from(ExtensionSource::Folder)];
    let drafts = findings(&browser(both, PolicyFacts::default()), &[]);
    assert_eq!((drafts.len(), drafts[0].evidence.len(), drafts[0].likelihood), (1, 1, None));
}

#[test]
fn a_proxy_is_told_with_its_server_unless_amazon_goes_round_it() {
    use crate::environment::findings::tests::made;
    let browser = browser(vec![controls(extension("X"), Controlled::Proxy)], PolicyFacts::default());
    let of = |road: Road, certain: bool| {
        let route =
            Route { certain, ..made::route("Chrome / Default", road, RoadSource::Extension("X".into())) };
        let drafts = findings(&browser, &[route]);
        drafts.into_iter().map(|draft| draft.value).collect::<Vec<_>>()
    };
    assert_eq!(of(made::proxy("proxy.example:8080"), true), ["X → proxy.example:8080"]);
    assert_eq!(of(Road::Pac, true), ["X"]);
    assert_eq!(of(Road::Direct, false), ["X"], "something else may have another say");
    assert_eq!(of(Road::Direct, true), [""; 0]);
}
