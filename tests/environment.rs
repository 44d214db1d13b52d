//! The readers of the environment, on small copies of machines.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "helpers of tests may fail the test"
)]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use jiff::Timestamp;
use login_triage::environment::findings::ids;
use login_triage::environment::{
    self, Cancelled, Confidence, Finding, Os, ReadState, Report, Root, SetBy, Topic, Unwatched, Watch,
};
use login_triage::knowledge::{FindingText, Knowledge, Likelihood};

#[path = "environment/safety.rs"]
mod safety;
#[path = "environment/unreadable.rs"]
mod unreadable;

const MACHINES: [&str; 7] = [
    "windows_healthy",
    "windows_shop",
    "windows_company",
    "macos_healthy",
    "macos_managed",
    "linux_healthy",
    "linux_office",
];

fn texts() -> Vec<FindingText> {
    Knowledge::embedded().unwrap().findings
}

fn now() -> Timestamp {
    "2026-11-22T00:00:00Z".parse().unwrap()
}

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/machines").join(name)
}

fn os_of(name: &str) -> Os {
    match name.split('_').next() {
        Some("windows") => Os::Windows,
        Some("macos") => Os::Macos,
        _ => Os::Linux,
    }
}

fn scan_at(dir: &Path, os: Os) -> Report {
    environment::scan(&Arc::new(Root::copied(dir, os).unwrap()), &texts(), now(), &Unwatched).unwrap()
}

fn scan(name: &str) -> Report {
    scan_at(&folder(name), os_of(name))
}

fn found(report: &Report) -> BTreeSet<(&str, &str)> {
    report.findings.iter().map(|finding| (finding.id.as_str(), finding.subject.as_str())).collect()
}

fn finding<'a>(report: &'a Report, id: &str) -> &'a Finding {
    report.findings.iter().find(|finding| finding.id == id).unwrap_or_else(|| panic!("{id}"))
}

fn unread(report: &Report) -> Vec<(&str, Topic, ReadState)> {
    report.unread.iter().map(|unread| (unread.subject.as_str(), unread.topic, unread.state)).collect()
}

#[test]
fn healthy_machines_show_nothing() {
    for name in ["windows_healthy", "macos_healthy", "linux_healthy"] {
        assert_eq!(found(&scan(name)), BTreeSet::new(), "{name}");
    }
    // What only the machine at hand shows is said to be unread of a copy.
    let not_in_copies = [Topic::Listening, Topic::Links, Topic::DiskSpace];
    let not_in_copies = not_in_copies.map(|topic| ("PC", topic, ReadState::Unsupported));
    assert_eq!(unread(&scan("windows_healthy")), not_in_copies);
    assert_eq!(unread(&scan("linux_healthy")), not_in_copies);
    let mut on_mac = not_in_copies.to_vec();
    on_mac.push(("PC", Topic::DefaultBrowser, ReadState::Absent));
    on_mac.sort_by_key(|(_, topic, _)| *topic);
    assert_eq!(unread(&scan("macos_healthy")), on_mac);
}

#[test]
fn what_a_person_has_set_is_found() {
    let expected = [
        ("chromium.cookies.block_all", "Google Chrome / 店長"),
        ("chromium.cookies.block_site", "Google Chrome / t***@example.co.jp"),
        ("chromium.cookies.session_only_all", "Google Chrome / 夜勤 (Profile 2)"),
        ("chromium.cookies.session_only_site", "Google Chrome / 夜勤 (Profile 3)"),
        ("chromium.cookies.third_party_blocked", "Google Chrome / 夜勤 (Profile 3)"),
        ("chromium.js.blocked", "Google Chrome / 夜勤 (Profile 3)"),
        ("data_recently_cleared", "Google Chrome / 夜勤 (Profile 3)"),
        ("edge.clear_on_exit", "Microsoft Edge / プロファイル 1"),
        ("brave.clear_on_exit", "Brave / Default"),
        ("proxy.opera_vpn", "Opera / Default"),
        ("proxy.pac_set", "PC"),
        ("clock.timezone", "PC"),
        ("browser.ie_or_legacy", "PC"),
    ];
    let report = scan("windows_shop");
    assert_eq!(found(&report), BTreeSet::from(expected));
    assert!(report.findings.iter().all(|finding| finding.set_by == SetBy::Person));
    let evidence = &finding(&report, "chromium.cookies.block_all").evidence[0];
    assert_eq!(evidence.place, "~\\AppData\\Local\\Google\\Chrome\\User Data\\Default\\Preferences");
    assert_eq!((evidence.value.as_str(), evidence.default.as_str()), ("2", "1"));
    assert!(finding(&report, "clock.timezone").summary.contains("Pacific Standard Time"));
}

#[test]
fn what_the_company_has_set_is_found_and_said_to_be_the_companys() {
    let expected = [
        ("policy.cookies_block", "Google Chrome"),
        ("chromium.cookies.third_party_blocked", "Google Chrome"),
        ("browser.other_browser", "Google Chrome / 出品"),
        ("browser.other_profile", "Google Chrome / 出品"),
        ("policy.cookies_session_or_clear", "Microsoft Edge"),
        ("policy.forced_private", "Microsoft Edge"),
        ("policy.cookies_session_or_clear", "Chromium"),
        ("policy.url_blocked", "Chromium"),
        ("firefox.cookies.reject_all", "Mozilla Firefox / default-release"),
        ("firefox.sanitize_on_shutdown", "Mozilla Firefox / default-release"),
    ];
    let report = scan("windows_company");
    assert_eq!(found(&report), BTreeSet::from(expected));
    for finding in report.findings.iter().filter(|finding| !finding.id.starts_with("browser.")) {
        assert_eq!(finding.set_by, SetBy::Company, "{}", finding.id);
    }
    assert!(finding(&report, "policy.cookies_block").summary.contains("CookiesBlockedForUrls"));
    assert!(finding(&report, "browser.other_browser").summary.contains("Microsoft Edge"));
}

#[test]
fn linux_and_mac_machines_are_read_on_any_system() {
    let expected = [
        ("policy.cookies_block", "Chromium (Snap)"),
        ("policy.cookies_session_or_clear", "Chromium (Snap)"),
        ("firefox.cookies.reject_all", "Mozilla Firefox / strict"),
        ("firefox.js_off", "Mozilla Firefox / strict"),
        ("firefox.sanitize_on_shutdown", "Mozilla Firefox / strict"),
        ("firefox.always_private", "Mozilla Firefox / t***@example.co.jp"),
        ("proxy.firefox_own", "Mozilla Firefox / t***@example.co.jp"),
        ("proxy.in_use_system", "PC"),
        ("proxy.browsers_disagree", "PC"),
        ("clock.timezone", "PC"),
    ];
    assert_eq!(found(&scan("linux_office")), BTreeSet::from(expected));
    let report = scan("macos_managed");
    let expected = [("chromium.cookies.block_all", "Google Chrome / 仕事"), ("clock.timezone", "PC")];
    assert_eq!(found(&report), BTreeSet::from(expected));
    assert!(unread(&report).contains(&("Google Chrome", Topic::CompanySettings, ReadState::Unparsable)));
}

#[test]
fn the_knowledge_has_a_text_for_each_finding_and_each_is_found_somewhere() {
    let texts = texts();
    let with_text: BTreeSet<&str> = texts.iter().map(|text| text.id.as_str()).collect();
    assert_eq!(with_text, ids().collect());
    assert_eq!(texts.len(), ids().count(), "ids are unique");
    let reports = MACHINES.map(scan);
    let found: BTreeSet<&str> = reports.iter().flat_map(|report| found(report)).map(|(id, _)| id).collect();
    // The others have machines of their own, in `tests/machines`, or are tested beside their code.
    for id in
        ["proxy.in_use_system", "proxy.pac_set", "proxy.firefox_own", "proxy.opera_vpn", "clock.timezone"]
    {
        assert!(found.contains(id), "{id}: {found:?}");
    }
    for finding in reports.iter().flat_map(|report| &report.findings) {
        let words = [&finding.summary, &finding.why, &finding.recheck].into_iter().chain(&finding.fix);
        assert!(words.into_iter().all(|text| !text.is_empty() && !text.contains('{')), "{finding:?}");
    }
}

#[test]
fn the_worst_comes_first_and_the_browser_that_opens_links_before_others() {
    for report in MACHINES.map(scan) {
        let order: Vec<_> =
            report.findings.iter().map(|finding| (finding.likelihood, finding.confidence)).collect();
        assert!(order.is_sorted(), "{order:?}");
        let pairs: BTreeSet<_> = found(&report);
        assert_eq!(pairs.len(), report.findings.len(), "one finding for each id and subject");
    }
    let report = scan("windows_company");
    let sure = |f: &&Finding| f.likelihood == Likelihood::Medium && f.confidence == Confidence::High;
    let first = report.findings.iter().find(sure).unwrap();
    assert_eq!(first.subject, "Microsoft Edge");
}

#[test]
fn the_overview_says_where_amazon_was_used() {
    let report = scan("windows_company");
    let chrome: Vec<_> = report.browsers.iter().filter(|profile| profile.browser == "chrome").collect();
    assert_eq!(chrome.iter().map(|profile| profile.profile.as_str()).collect::<Vec<_>>(), ["経理", "出品"]);
    let seller = chrome[1];
    assert_eq!(seller.seller_last_used.unwrap().to_string(), "2026-11-19T00:00:00Z");
    assert_eq!(seller.amazon_last_used.unwrap().to_string(), "2026-11-20T00:00:00Z");
    let firefox = report.browsers.iter().find(|profile| profile.browser == "firefox").unwrap();
    assert!(!firefox.usage_known, "Firefox keeps that elsewhere");
    assert!(report.browsers.iter().all(|profile| profile.opens_links == (profile.browser == "edge")));
}

#[test]
fn a_report_is_the_same_each_time_and_one_json_value() {
    let report = scan("windows_shop");
    assert_eq!(report, scan("windows_shop"));
    let json = serde_json::to_value(&report).unwrap();
    assert_eq!(json["taken_at"], "2026-11-22T00:00:00Z");
    let first = &json["findings"][0];
    assert_eq!(
        (&first["likelihood"], &first["confidence"], &first["state"]),
        (&"high".into(), &"high".into(), &"ok".into())
    );
    assert_eq!(first["evidence"][0]["key"], "profile.default_content_setting_values.cookies");
}

/// Counts steps, and ends the scan at the wanted one.
#[derive(Default)]
struct Steps {
    seen: Mutex<Vec<(usize, usize)>>,
    end_at: Option<usize>,
}

impl Watch for Steps {
    fn step(&self, done: usize, of: usize, _: &str) {
        self.seen.lock().unwrap().push((done, of));
    }

    fn cancelled(&self) -> bool {
        self.end_at.is_some_and(|end| self.seen.lock().unwrap().len() > end)
    }
}

#[test]
fn a_scan_says_how_far_it_is_and_can_be_ended() {
    let root = Arc::new(Root::copied(&folder("windows_shop"), Os::Windows).unwrap());
    let watch = Steps::default();
    environment::scan(&root, &texts(), now(), &watch).unwrap();
    let seen = watch.seen.into_inner().unwrap();
    // How many profiles there are shows when the browsers are found.
    let (_, of) = seen[1];
    let profiles = (1..=of).map(|done| (done, of));
    assert_eq!(seen, std::iter::once((0, 1)).chain(profiles).collect::<Vec<_>>());
    for end in 0..3 {
        let watch = Steps { end_at: Some(end), ..Steps::default() };
        assert_eq!(environment::scan(&root, &texts(), now(), &watch), Err(Cancelled));
    }
}
