//! Roads of the browsers on small machines, read from files as a whole.
#![expect(clippy::unwrap_used, reason = "helpers of tests may fail the test")]

use std::fs;
use std::sync::Arc;

use jiff::Timestamp;
use login_triage::environment::facts::BypassTrap;
use login_triage::environment::{Os, Report, Root, Unwatched, disagreeing, roads, scan};

const SELLER: &str = "sellercentral.amazon.co.jp";

fn read(os: Os, files: &[(&str, &str)]) -> Report {
    let dir = tempfile::tempdir().unwrap();
    for (name, text) in files {
        let path = dir.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    scan(&Arc::new(Root::copied(dir.path(), os).unwrap()), &[], Timestamp::UNIX_EPOCH, &Unwatched).unwrap()
}

/// Each road to the seller's host, and the browsers that take it.
fn seen(report: &Report) -> Vec<(String, Vec<&str>)> {
    let groups = roads(&report.routes, SELLER);
    groups
        .into_iter()
        .map(|(road, routes)| (road.to_string(), routes.iter().map(|route| route.browser.as_str()).collect()))
        .collect()
}

const CHROME_ON_WINDOWS: (&str, &str) =
    ("Users/a/AppData/Local/Google/Chrome/User Data/Default/Preferences", "{}");
const PROFILES_INI: &str = "[Profile0]\nName=a\nIsRelative=1\nPath=Profiles/p.default\n";

fn registry(except: &str) -> String {
    format!(
        "Windows Registry Editor Version 5.00\n\n\
         [HKEY_CURRENT_USER\\Software\\Microsoft\\Windows\\CurrentVersion\\Internet Settings]\n\
         \"ProxyEnable\"=dword:00000001\n\"ProxyServer\"=\"proxy.example:8080\"\n\"ProxyOverride\"=\"{except}\"\n"
    )
}

#[test]
fn an_exception_that_only_one_browser_understands_parts_them() {
    let prefs = "user_pref(\"network.proxy.type\", 1);\nuser_pref(\"network.proxy.ssl\", \"proxy.example\");\n\
                 user_pref(\"network.proxy.ssl_port\", 8080);\n\
                 user_pref(\"network.proxy.no_proxies_on\", \"localhost, amazon.co.jp\");\n";
    let firefox = "Users/a/AppData/Roaming/Mozilla/Firefox";
    let report = read(
        Os::Windows,
        &[
            CHROME_ON_WINDOWS,
            ("registry.reg", &registry("<local>;amazon.co.jp")),
            (&format!("{firefox}/profiles.ini"), PROFILES_INI),
            (&format!("{firefox}/Profiles/p.default/prefs.js"), prefs),
        ],
    );
    let expected =
        [("proxy proxy.example:8080".to_owned(), vec!["chrome"]), ("direct".to_owned(), vec!["firefox"])];
    assert_eq!(seen(&report), expected);
    assert_eq!(disagreeing(&report.routes).len(), 2);
    let chrome =
        report.routes.iter().find(|route| route.browser == "chrome" && route.host == SELLER).unwrap();
    let note = chrome.misread.first().unwrap();
    assert_eq!((note.entry.as_str(), note.trap), ("amazon.co.jp", BypassTrap::ThatNameOnly));
    let json = serde_json::to_value(chrome).unwrap();
    assert_eq!(json["road"], "proxy proxy.example:8080");
    assert_eq!(json["misread"][0]["trap"], "that_name_only");
}

#[test]
fn an_exception_that_all_understand_leads_all_the_same_way() {
    let firefox = "Users/a/AppData/Roaming/Mozilla/Firefox";
    let report = read(
        Os::Windows,
        &[
            CHROME_ON_WINDOWS,
            ("registry.reg", &registry("<local>;*.amazon.co.jp")),
            (&format!("{firefox}/profiles.ini"), PROFILES_INI),
            (&format!("{firefox}/Profiles/p.default/prefs.js"), ""),
        ],
    );
    assert_eq!(seen(&report), [("direct".to_owned(), vec!["chrome", "firefox"])]);
    assert!(disagreeing(&report.routes).is_empty());
    assert!(report.routes.iter().all(|route| route.misread.is_empty()));
}

#[test]
fn firefox_overlooks_the_settings_of_kde() {
    let report = read(
        Os::Linux,
        &[
            ("home/a/.config/google-chrome/Default/Preferences", "{}"),
            ("home/a/.mozilla/firefox/profiles.ini", PROFILES_INI),
            ("home/a/.mozilla/firefox/Profiles/p.default/prefs.js", ""),
            (
                "home/a/.config/kioslaverc",
                "[Proxy Settings]\nProxyType=1\nhttpsProxy=http://kde.example 8080\nNoProxyFor=localhost\n",
            ),
        ],
    );
    let expected =
        [("proxy kde.example:8080".to_owned(), vec!["chrome"]), ("direct".to_owned(), vec!["firefox"])];
    assert_eq!(seen(&report), expected);
}
