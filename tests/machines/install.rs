//! Machines for the findings about versions and crashes, and about which browser or profile is used.

use login_triage::environment::Os;
use serde_json::{Value, json};

use super::make::Made;

const CHROME: &str = "Google Chrome / 仕事";

/// Microseconds from 1601 to the given day of November 2026, as Chromium counts.
fn november(day: i64) -> i64 {
    13_437_964_800_000_000 + (day - 1) * 86_400_000_000
}

/// A profile in which Seller Central was used on that day.
fn used_on(day: i64) -> Value {
    let pattern = "https://sellercentral.amazon.co.jp:443,*";
    let rule = json!({"setting": {"lastEngagementTime": november(day)}});
    json!({"profile": {"content_settings": {"exceptions": {"site_engagement": {pattern: rule}}}}})
}

/// The program that opens links on Windows.
fn opens_links(prog_id: &str) -> String {
    let key = "Software\\Microsoft\\Windows\\Shell\\Associations\\UrlAssociations\\https\\UserChoice";
    format!("[HKEY_CURRENT_USER\\{key}]\n\"ProgId\"=\"{prog_id}\"\n")
}

/// The program that opens links on macOS.
fn opens_links_on_mac(made: Made, bundle: &str) -> Made {
    let handler = plist::Dictionary::from_iter([
        ("LSHandlerURLScheme", plist::Value::from("https")),
        ("LSHandlerRoleAll", plist::Value::from(bundle)),
    ]);
    let list = plist::Dictionary::from_iter([("LSHandlers", plist::Value::Array(vec![handler.into()]))]);
    made.plist(
        "/Users/taro/Library/Preferences/com.apple.LaunchServices/com.apple.launchservices.secure.plist",
        &list.into(),
    )
}

/// The version of Chrome that was started last.
fn chrome_version(made: Made, version: &str) -> Made {
    let path = format!("{}/Last Version", made.chrome_root());
    made.file(&path, version)
}

/// The version of Firefox that was started last, and when it was made.
fn firefox_version(made: Made, version: &str, made_on: &str) -> Made {
    let path = format!("{}/Profiles/a.work/compatibility.ini", made.firefox_root());
    let id = format!("{made_on}000000");
    made.file(&path, format!("[Compatibility]\nLastVersion={version}_{id}/{id}\n"))
}

pub fn machines() -> Vec<Made> {
    let mut all = versions();
    all.extend(restarts());
    all.extend(crashes());
    all.extend(new_profiles());
    all.extend(legacy());
    all.extend(elsewhere());
    all
}

fn versions() -> Vec<Made> {
    let old = |name, os| chrome_version(Made::new(name, os).chrome(&json!({})), "109.0.5414.120");
    let firefox =
        |name, version, made_on| firefox_version(Made::new(name, Os::Linux).firefox(""), version, made_on);
    let forgotten = old("chrome_old_but_forgotten", Os::Linux).json(
        "/home/taro/.config/google-chrome/Local State",
        &json!({"profile": {"info_cache": {"Default": {"name": "仕事", "active_time": 1_767_225_600.0}}}}),
    );
    let debian = "Package: google-chrome-stable\nStatus: install ok installed\nVersion: 156.0.8078.79-1\n";
    let safari = |name, version: &str| {
        let about =
            plist::Dictionary::from_iter([("CFBundleShortVersionString", plist::Value::from(version))]);
        let settings = "/Users/taro/Library/Containers/com.apple.Safari/Data/Library/Preferences";
        Made::new(name, Os::Macos)
            .plist(&format!("{settings}/com.apple.Safari.plist"), &plist::Dictionary::new().into())
            .plist("/Applications/Safari.app/Contents/Info.plist", &about.into())
    };
    vec![
        old("chrome_old", Os::Windows).finds("browser.outdated", "Google Chrome"),
        chrome_version(Made::new("chrome_current", Os::Windows).chrome(&json!({})), "156.0.8078.79")
            .near("browser.outdated"),
        forgotten.near("browser.outdated"),
        old("chrome_old_but_updated", Os::Linux)
            .file("/var/lib/dpkg/status", debian)
            .near("browser.outdated"),
        firefox("firefox_old", "140.0.4", "20251101").finds("browser.outdated", "Mozilla Firefox"),
        firefox("firefox_not_updated_for_a_year", "150.0", "20251101")
            .finds("browser.outdated", "Mozilla Firefox"),
        firefox("firefox_long_term", "140.13.0", "20261001").near("browser.outdated"),
        safari("safari_old", "16.6").finds("browser.outdated", "Safari"),
        safari("safari_current", "26.1").near("browser.outdated"),
    ]
}

fn restarts() -> Vec<Made> {
    let beacon = "[HKEY_CURRENT_USER\\Software\\Google\\Chrome\\BLBeacon]\n\"version\"=\"156.0.8078.79\"\n";
    let program = "/Program Files/Google/Chrome/Application";
    let chrome = |name| {
        let made = Made::new(name, Os::Windows).chrome(&json!({})).registry(beacon);
        chrome_version(made, "155.0.8000.1").file(&format!("{program}/155.0.8000.1/x.manifest"), "")
    };
    vec![
        chrome("chrome_waits_for_a_restart")
            .file(&format!("{program}/new_chrome.exe"), "")
            .finds("browser.restart_pending", "Google Chrome"),
        // It is installed, but nothing shows that the older one still runs.
        chrome("chrome_updated_while_closed").near("browser.restart_pending"),
    ]
}

fn crashes() -> Vec<Made> {
    let closed = |name, os, how: &str| Made::new(name, os).chrome(&json!({"profile": {"exit_type": how}}));
    vec![
        closed("chrome_crashed", Os::Linux, "Crashed").finds("browser.crashed", CHROME),
        closed("chrome_ended_with_the_session", Os::Macos, "SessionEnded").near("browser.crashed"),
    ]
}

fn new_profiles() -> Vec<Made> {
    // The old one knows Amazon, and is no longer used.
    let cookies = "PRAGMA page_size = 512; PRAGMA user_version = 17;
        CREATE TABLE moz_cookies (id INTEGER PRIMARY KEY, originAttributes TEXT NOT NULL DEFAULT '', name TEXT,
            value TEXT, host TEXT, path TEXT, expiry INTEGER, lastAccessed INTEGER, creationTime INTEGER,
            isSecure INTEGER, isHttpOnly INTEGER);
        INSERT INTO moz_cookies VALUES (1, '', 'session-id', 'canary-7f3a', '.amazon.co.jp', '/', 1826000000000,
            1790000000000000, 1780000000000000, 1, 1);";
    let firefox = |name, os, created: &str, cookies: &str| {
        let made = Made::new(name, os);
        let root = made.firefox_root();
        let ini = "[Profile0]\nName=default\nIsRelative=1\nPath=Profiles/old.default\n\
                   [Profile1]\nName=default-release\nIsRelative=1\nPath=Profiles/new.default-release\n\
                   [InstallA]\nDefault=Profiles/new.default-release\nLocked=1\n";
        let created = created.parse::<jiff::Timestamp>().map_or(0, jiff::Timestamp::as_millisecond);
        let file = |profile: &str, file: &str| format!("{root}/Profiles/{profile}/{file}");
        made.file(&format!("{root}/profiles.ini"), ini)
            .file(&file("old.default", "prefs.js"), "")
            .json(&file("old.default", "times.json"), &json!({"created": 1_700_000_000_000_i64}))
            .sqlite(&file("old.default", "cookies.sqlite"), cookies)
            .file(&file("new.default-release", "prefs.js"), "")
            .json(&file("new.default-release", "times.json"), &json!({"created": created}))
    };
    let strangers = cookies.replace(".amazon.co.jp", ".amazon-adsystem.com");
    vec![
        firefox("firefox_with_a_new_profile", Os::Windows, "2026-11-15T00:00:00Z", cookies)
            .finds("firefox.new_profile", "Mozilla Firefox / default-release"),
        firefox("firefox_with_a_profile_of_last_month", Os::Macos, "2026-10-15T00:00:00Z", cookies)
            .near("firefox.new_profile"),
        firefox("firefox_new_without_amazon", Os::Linux, "2026-11-15T00:00:00Z", &strangers)
            .near("firefox.new_profile"),
    ]
}

fn legacy() -> Vec<Made> {
    let edge = "/Users/taro/AppData/Local/Microsoft/Edge/User Data";
    let in_ie_mode = |name, page: &str, added: i64| {
        let list =
            json!({page: {"date_added": added.to_string(), "engine": 2, "visits_after_expiration": 0}});
        Made::new(name, Os::Windows)
            .json(
                &format!("{edge}/Local State"),
                &json!({"profile": {"info_cache": {"Default": {"name": "仕事"}}}}),
            )
            .json(&format!("{edge}/Default/Preferences"), &json!({"dual_engine": {"user_list_data_1": list}}))
    };
    let page = "https://sellercentral.amazon.co.jp/home?x=canary-7f3a";
    let sites = |name, site: &str| {
        let policy = "[HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Microsoft\\Edge]\n\
            \"InternetExplorerIntegrationLevel\"=dword:00000001\n\
            \"InternetExplorerIntegrationSiteList\"=\"file:///C:/it/sites.xml\"\n";
        let list = format!(
            "<site-list version=\"1\"><site url=\"{site}\"><open-in>IE11</open-in></site></site-list>"
        );
        in_ie_mode(name, "https://intra.example/", november(20)).registry(policy).file("/it/sites.xml", list)
    };
    vec![
        Made::new("links_open_in_internet_explorer", Os::Windows)
            .registry(&opens_links("IE.HTTPS"))
            .finds("browser.ie_or_legacy", "PC"),
        Made::new("links_open_in_edge", Os::Windows)
            .registry(&opens_links("MSEdgeHTM"))
            .near("browser.ie_or_legacy"),
        in_ie_mode("edge_opens_amazon_in_ie_mode", page, november(20))
            .finds("browser.ie_or_legacy", "Microsoft Edge"),
        in_ie_mode("edge_opened_amazon_in_ie_mode", page, november(1) - 20 * 86_400_000_000)
            .near("browser.ie_or_legacy"),
        sites("edge_opens_amazon_in_ie_mode_by_policy", "amazon.co.jp")
            .finds("browser.ie_or_legacy", "Microsoft Edge"),
        sites("edge_opens_others_in_ie_mode_by_policy", "kintai.example.co.jp").near("browser.ie_or_legacy"),
    ]
}

fn elsewhere() -> Vec<Made> {
    let two_profiles = |name, os, used_last: &str| {
        let made = Made::new(name, os).chrome(&used_on(20));
        let root = made.chrome_root();
        let profiles = json!({"Default": {"name": "仕事"}, "Profile 1": {"name": "個人"}});
        let state = json!({"profile": {"info_cache": profiles, "last_used": used_last}});
        made.json(&format!("{root}/Local State"), &state)
            .json(&format!("{root}/Profile 1/Preferences"), &json!({"profile": {"content_settings": {}}}))
    };
    let linux = |name, file: &str| {
        Made::new(name, Os::Linux).chrome(&used_on(20)).file(
            "/home/taro/.config/mimeapps.list",
            format!("[Default Applications]\nx-scheme-handler/https={file}.desktop\n"),
        )
    };
    let windows = |name, prog_id: &str| {
        Made::new(name, Os::Windows).chrome(&used_on(20)).registry(&opens_links(prog_id))
    };
    vec![
        windows("links_open_in_another_browser", "MSEdgeHTM").finds("browser.other_browser", CHROME),
        windows("links_open_in_the_same_browser", "ChromeHTML").near("browser.other_browser"),
        opens_links_on_mac(
            Made::new("links_open_in_another_browser_on_a_mac", Os::Macos).chrome(&used_on(20)),
            "com.apple.safari",
        )
        .finds("browser.other_browser", CHROME),
        opens_links_on_mac(
            Made::new("links_open_in_the_same_browser_on_a_mac", Os::Macos).chrome(&used_on(20)),
            "com.google.chrome",
        )
        .near("browser.other_browser"),
        linux("links_open_in_another_browser_on_linux", "firefox-esr").finds("browser.other_browser", CHROME),
        linux("links_open_in_the_same_browser_on_linux", "google-chrome").near("browser.other_browser"),
        two_profiles("amazon_used_in_another_profile", Os::Windows, "Profile 1")
            .finds("browser.other_profile", CHROME),
        two_profiles("amazon_used_in_the_same_profile", Os::Macos, "Default").near("browser.other_profile"),
    ]
}
