use std::collections::BTreeSet;

use super::*;
use crate::environment::facts::{InstallFacts, Os, PolicyFacts, Settings};

fn time(text: &str) -> Timestamp {
    text.parse().unwrap()
}

fn now() -> Timestamp {
    time("2026-11-22T00:00:00Z")
}

fn cookie(host: &str, name: &str) -> CookieFacts {
    CookieFacts {
        name: name.into(),
        host: host.into(),
        path: "/".into(),
        bytes: 50,
        created: Some(time("2026-11-01T00:00:00Z")),
        accessed: Some(time("2026-11-20T00:00:00Z")),
        expires: Some(time("2027-11-01T00:00:00Z")),
        partition: None,
    }
}

/// What somebody has who is signed in.
fn signed_in() -> Vec<CookieFacts> {
    ["session-id", "ubid-acbjp", "x-acbjp", "at-acbjp"]
        .into_iter()
        .map(|name| cookie(".amazon.co.jp", name))
        .collect()
}

struct Case {
    family: Family,
    jar: JarFacts,
    amazon: Option<Vec<HostUse>>,
}

impl Case {
    fn new(cookies: Vec<CookieFacts>) -> Self {
        let jar = JarFacts {
            state: ReadState::Ok,
            place: "~/Cookies".into(),
            bytes: 20480,
            modified: Some(time("2026-11-21T00:00:00Z")),
            schema: Some(24),
            total: 100,
            cookies,
            damage: Vec::new(),
            write_protected: None,
        };
        Self { family: Family::Chromium, jar, amazon: Some(Vec::new()) }
            .used(SELLER_HOSTS[0], "2026-11-21T00:00:00Z")
    }

    fn used(mut self, host: &str, last: &str) -> Self {
        self.amazon = Some(vec![HostUse { host: host.into(), last: time(last) }]);
        self
    }

    fn with(mut self, change: impl FnOnce(&mut JarFacts)) -> Self {
        change(&mut self.jar);
        self
    }

    fn drafts(self) -> Vec<Draft> {
        let profile = ProfileFacts {
            dir: "Default".into(),
            name: "仕事".into(),
            subject: "Chrome / 仕事".into(),
            place: "~/Preferences".into(),
            last_used: true,
            state: ReadState::Ok,
            settings: Settings::Unread,
            proxy: crate::environment::facts::OwnProxy::System,
            secure_dns: None,
            amazon: self.amazon,
            jar: Some(self.jar),
            extensions: Vec::new(),
            doors: Vec::new(),
            crashed: None,
            created: None,
        };
        let browser = BrowserFacts {
            id: "chrome".into(),
            label: "Chrome".into(),
            family: self.family,
            root: String::new(),
            policy: PolicyFacts::default(),
            install: InstallFacts::default(),
            shortcuts: Vec::new(),
            profiles: vec![profile],
        };
        let machine = Machine::unknown(Os::Linux, now());
        findings(&browser, &machine)
    }

    fn ids(self) -> Vec<&'static str> {
        self.drafts().into_iter().map(|draft| draft.id).collect()
    }
}

#[test]
fn a_healthy_store_says_nothing() {
    assert_eq!(Case::new(signed_in()).ids(), [""; 0]);
    assert_eq!(IDS.iter().collect::<BTreeSet<_>>().len(), IDS.len());
}

#[test]
fn a_locked_store_says_only_that() {
    let case = Case::new(Vec::new()).with(|jar| jar.state = ReadState::Locked);
    let drafts = case.drafts();
    assert_eq!(drafts.iter().map(|draft| draft.id).collect::<Vec<_>>(), ["store.locked"]);
    assert_eq!(drafts[0].evidence.len(), 2);
    let denied = Case::new(Vec::new()).with(|jar| jar.state = ReadState::Denied);
    assert_eq!(denied.ids(), [""; 0]);
}

/// Seven cookies of together that many bytes in a request, besides a little for their names.
fn of_size(bytes: u64) -> Vec<CookieFacts> {
    let mut cookies: Vec<_> = (0..7).map(|n| cookie(".amazon.co.jp", &format!("c{n}"))).collect();
    for cookie in &mut cookies {
        cookie.bytes = bytes / 7 - 3;
    }
    cookies[0].bytes += bytes % 7;
    cookies
}

fn size_found(cookies: Vec<CookieFacts>) -> Option<(Likelihood, String)> {
    let drafts = Case::new(cookies).drafts();
    let draft = drafts.into_iter().find(|draft| draft.id == "store.header_too_big")?;
    Some((draft.likelihood.unwrap(), draft.value))
}

#[test]
fn the_more_is_sent_the_likelier_it_is_refused() {
    assert_eq!(size_found(of_size(6143)), None);
    assert_eq!(size_found(of_size(6144)), Some((Likelihood::Low, "6.0 KB".into())));
    assert_eq!(size_found(of_size(7679)).unwrap().0, Likelihood::Low);
    assert_eq!(size_found(of_size(7680)), Some((Likelihood::Medium, "7.5 KB".into())));
    assert_eq!(size_found(of_size(8191)).unwrap().0, Likelihood::Medium);
    assert_eq!(size_found(of_size(8192)), Some((Likelihood::High, "8.0 KB".into())));
}

#[test]
fn only_what_is_sent_to_the_sign_in_counts() {
    let changed = |change: fn(&mut CookieFacts)| {
        let mut cookies = of_size(8192);
        change(&mut cookies[0]);
        size_found(cookies).map(|(likelihood, _)| likelihood)
    };
    let less = Some(Likelihood::Low);
    assert_eq!(changed(|cookie| cookie.host = "www.amazon.co.jp".into()), less);
    assert_eq!(changed(|cookie| cookie.host = "amazon.co.jp".into()), less, "for that host only");
    assert_eq!(changed(|cookie| cookie.path = "/gp".into()), less);
    assert_eq!(changed(|cookie| cookie.path = "/ap/signinx".into()), less);
    assert_eq!(changed(|cookie| cookie.expires = Some(now())), less);
    assert_eq!(changed(|cookie| cookie.partition = Some(Partition::Site("x".into()))), less);
    assert_eq!(changed(|cookie| cookie.partition = Some(Partition::Container("x".into()))), less);
    let same = Some(Likelihood::High);
    assert_eq!(changed(|cookie| cookie.host = "sellercentral.amazon.co.jp".into()), same);
    assert_eq!(changed(|cookie| cookie.path = "/ap".into()), same);
    assert_eq!(changed(|cookie| cookie.expires = None), same);
}

#[test]
fn cookies_are_counted_for_each_domain() {
    let many = |count: usize, host: &str| {
        let mut cookies = signed_in();
        cookies.extend((4..count).map(|n| {
            let mut cookie = cookie(host, &format!("c{n}"));
            cookie.bytes = 5;
            cookie
        }));
        Case::new(cookies).ids()
    };
    assert_eq!(many(149, "www.amazon.co.jp"), [""; 0]);
    assert_eq!(many(150, "www.amazon.co.jp"), ["store.too_many"]);
    assert_eq!(many(150, ".amazon.com"), [""; 0]);
    assert_eq!(many(150, ".notamazon.co.jp"), [""; 0]);
}

#[test]
fn the_same_name_twice_matters_where_both_are_sent() {
    let with = |host: &str, name: &str, path: &str| {
        let mut cookies = signed_in();
        cookies.push(CookieFacts { path: path.into(), ..cookie(host, name) });
        Case::new(cookies).ids()
    };
    assert_eq!(with("sellercentral.amazon.co.jp", "session-id", "/"), ["store.duplicates"]);
    assert_eq!(with(".amazon.co.jp", "at-acbjp", "/ap"), ["store.duplicates"]);
    assert_eq!(with("www.amazon.co.jp", "session-id", "/"), [""; 0], "not sent there");
    assert_eq!(with(".amazon.co.jp", "session-id", "/gp"), [""; 0]);
    assert_eq!(with(".amazon.com", "session-id", "/"), [""; 0]);
    assert_eq!(with(".amazon.co.jp", "session-id", "/"), [""; 0], "the same one, for another scheme or port");
    let mut odd = signed_in();
    odd.extend([cookie(".amazon.co.jp", "csm-hit"), cookie("sellercentral.amazon.co.jp", "csm-hit")]);
    assert_eq!(Case::new(odd).ids(), [""; 0], "no part of the sign-in");
}

#[test]
fn without_cookies_a_recent_use_is_odd() {
    let ids = |host: &str, last: &str| Case::new(Vec::new()).used(host, last).ids();
    assert_eq!(ids("www.amazon.co.jp", "2026-11-21T00:00:00Z"), ["store.no_amazon"]);
    assert_eq!(ids("www.amazon.co.jp", "2026-11-14T00:00:00Z"), [""; 0], "long ago");
    assert_eq!(ids("aws.amazon.com", "2026-11-21T00:00:00Z"), [""; 0]);
    assert_eq!(Case { amazon: None, ..Case::new(Vec::new()) }.ids(), [""; 0], "not known");
    let other = Case::new(vec![cookie(".amazon.com", "session-id")]);
    assert_eq!(other.used(SELLER_HOSTS[1], "2026-11-21T00:00:00Z").ids(), [""; 0]);
    let other = Case::new(vec![cookie(".amazon.com", "session-id")]);
    assert_eq!(other.ids(), ["store.no_amazon"], "those of the other domain do not help");
}

#[test]
fn a_sign_in_that_has_ended_is_told() {
    let mut cookies = signed_in();
    for cookie in cookies.iter_mut().skip(2) {
        cookie.expires = Some(time("2026-11-10T00:00:00Z"));
    }
    assert_eq!(Case::new(cookies.clone()).ids(), ["store.auth_expired"]);
    cookies[3].expires = None;
    assert_eq!(Case::new(cookies.clone()).ids(), [""; 0], "one lasts for the session");
    assert_eq!(Case::new(vec![cookie(".amazon.co.jp", "ubid-acbjp")]).ids(), ["store.auth_expired"]);
    let second = Case::new(vec![cookie(".amazon.co.jp", "ubid-acbjp")]);
    assert_eq!(second.used(SELLER_HOSTS[1], "2026-11-01T00:00:00Z").ids(), [""; 0]);
    assert_eq!(Case::new(vec![cookie(".amazon.co.jp", "session-id")]).ids(), [""; 0], "never known there");
}

#[test]
fn signs_of_damage_are_told_also_where_nothing_could_be_read() {
    let evidence = |key: &str| Evidence {
        place: "~/x".into(),
        key: key.into(),
        value: String::new(),
        default: String::new(),
        set_by: SetBy::Person,
    };
    let unread = Case::new(Vec::new()).with(|jar| jar.state = ReadState::Unparsable);
    assert_eq!(unread.ids(), ["store.corrupt"]);
    let confidence = |key| {
        let drafts = Case::new(signed_in()).with(|jar| jar.damage = vec![evidence(key)]).drafts();
        drafts.iter().map(|draft| (draft.id, draft.confidence)).collect::<Vec<_>>()
    };
    assert_eq!(confidence("quick_check"), [("store.corrupt", Confidence::High)]);
    assert_eq!(confidence("cookies.sqlite.bak"), [("store.corrupt", Confidence::Medium)]);
}

#[test]
fn a_store_that_is_much_older_than_the_last_use_is_not_written() {
    let modified = |text: &str| {
        let modified = time(text);
        Case::new(signed_in()).with(|jar| jar.modified = Some(modified)).ids()
    };
    assert_eq!(modified("2026-11-13T00:00:00Z"), ["store.not_written"]);
    assert_eq!(modified("2026-11-15T00:00:00Z"), [""; 0]);
    assert_eq!(modified("2026-12-15T00:00:00Z"), [""; 0]);
    let unused = Case::new(signed_in()).with(|jar| jar.modified = Some(time("2026-01-01T00:00:00Z")));
    assert_eq!(unused.used(SELLER_HOSTS[0], "2026-11-10T00:00:00Z").ids(), [""; 0], "not used lately");
    let protected = Case::new(signed_in()).with(|jar| {
        jar.write_protected = Some(Evidence {
            place: "~".into(),
            key: "read-only".into(),
            value: "true".into(),
            default: "false".into(),
            set_by: SetBy::Person,
        });
    });
    assert_eq!(protected.ids(), ["store.not_written"]);
}

#[test]
fn a_later_sign_in_elsewhere_is_told() {
    let with = |name: &str, host: &str, accessed: &str| {
        let mut cookies = signed_in();
        cookies.push(CookieFacts { accessed: Some(time(accessed)), ..cookie(host, name) });
        Case::new(cookies)
    };
    let later = "2026-11-21T12:00:00Z";
    let drafts = with("at-main", ".amazon.com", later).drafts();
    assert_eq!(
        drafts.iter().map(|draft| (draft.id, draft.value.as_str())).collect::<Vec<_>>(),
        [("store.other_market", "amazon.com")]
    );
    assert_eq!(with("x-acbuk", ".amazon.co.uk", later).ids(), ["store.other_market"]);
    assert_eq!(with("at-main", ".amazon.com", "2026-11-20T12:00:00Z").ids(), [""; 0], "about the same time");
    assert_eq!(with("ubid-main", ".amazon.com", later).ids(), [""; 0], "not a sign-in");
    assert_eq!(with("x-wl-uid", ".amazon.com", later).ids(), [""; 0]);
    let second = with("at-main", ".amazon.com", later).used(SELLER_HOSTS[1], "2026-11-01T00:00:00Z");
    assert_eq!(second.ids(), [""; 0], "the second entrance for Japan is there");
}

#[test]
fn a_sign_in_in_a_container_is_told_where_it_is_nowhere_else() {
    let contained = |names: &[&str]| {
        let mut cookies = signed_in();
        for cookie in cookies.iter_mut().filter(|cookie| names.contains(&cookie.name.as_str())) {
            cookie.partition = Some(Partition::Container("店舗".into()));
        }
        Case { family: Family::Firefox, ..Case::new(cookies) }.with(|jar| jar.schema = Some(17)).drafts()
    };
    let drafts = contained(&["x-acbjp", "at-acbjp"]);
    let seen: Vec<_> = drafts.iter().map(|draft| (draft.id, draft.value.as_str())).collect();
    assert_eq!(seen, [("firefox.container_split", "店舗")]);
    assert!(contained(&["x-acbjp"]).is_empty());
    assert!(contained(&[]).is_empty());
}

#[test]
fn newer_layouts_are_told() {
    let schema = |family, schema| {
        Case { family, ..Case::new(signed_in()) }.with(|jar| jar.schema = Some(schema)).ids()
    };
    assert_eq!(schema(Family::Chromium, 25), ["store.unknown_schema"]);
    assert_eq!(schema(Family::Chromium, 24), [""; 0]);
    assert_eq!(schema(Family::Firefox, 18), ["store.unknown_schema"]);
    assert_eq!(schema(Family::Firefox, 17), [""; 0]);
}

#[test]
fn names_of_cookies_that_sign_in() {
    assert_eq!(auth_market("at-acbjp"), Some("acbjp"));
    assert_eq!(auth_market("sess-at-acbuk"), Some("acbuk"));
    assert_eq!(auth_market("x-main"), Some("main"));
    for name in ["ubid-acbjp", "at-acbjp2", "at-", "x-amz-captcha-1", "x-acb", "session-id"] {
        assert_eq!(auth_market(name), None, "{name}");
    }
}
