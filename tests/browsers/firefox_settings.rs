//! What a person sets in Firefox.

use serde_json::json;

use crate::SELLER;
use crate::firefox::{self, Firefox, ID};
use crate::home::Home;
use crate::server::Server;

#[test]
fn a_profile_as_it_comes_has_no_findings() {
    let home = Home::new();
    let server = Server::of_amazon();
    let mut firefox = Firefox::start(&home);
    firefox::sign_in(&mut firefox, &server);
    firefox.wait_for_prefs("the settings", |text| text.contains("user_pref("));
    let check = || {
        let scan = home.inspect();
        scan.assert_none(&[
            "firefox.",
            "policy.",
            "store.",
            "ext.",
            "bookmark.",
            "browser.",
            "proxy.firefox_own",
        ]);
        scan.assert_read("Firefox");
        let profile = scan.profile(ID);
        assert_eq!((&profile["state"], &profile["label"]), (&json!("ok"), &json!("Mozilla Firefox")));
    };
    check();
    firefox.close();
    check();
}

#[test]
fn the_profile_of_a_person_who_has_been_there_for_long() {
    let home = Home::new();
    home.write(".mozilla/firefox/profiles.ini", "[General]\nStartWithLastProfile=1\nVersion=2\n");
    let mut firefox = Firefox::start(&home);
    assert!(firefox.profile.starts_with(home.path().join(".mozilla/firefox")));
    firefox.set("network.cookie.cookieBehavior", &json!(2));
    firefox.close();
    let words = ["~/.mozilla/firefox/", "prefs.js"];
    home.inspect().assert_found("firefox.cookies.reject_all", "Firefox", "person", &words);
}

#[test]
fn a_profile_in_another_folder_for_settings() {
    let mut home = Home::new();
    home.keep_settings_in("settings");
    let mut firefox = Firefox::start(&home);
    assert!(firefox.profile.starts_with(home.path().join("settings/mozilla/firefox")));
    firefox.set("network.cookie.cookieBehavior", &json!(2));
    firefox.close();
    let words = ["~/settings/mozilla/firefox/", "prefs.js"];
    home.inspect().assert_found("firefox.cookies.reject_all", "Firefox", "person", &words);
}

#[test]
fn all_cookies_rejected() {
    let home = Home::new();
    let server = Server::of_amazon();
    let mut firefox = Firefox::start(&home);
    firefox.set("network.cookie.cookieBehavior", &json!(2));
    firefox::sign_in(&mut firefox, &server);
    let kept = firefox.run("return Services.cookies.cookies.length", &[]);
    assert_eq!(kept, 0, "Firefox itself rejects them");
    firefox.wait_for_prefs("the setting", |text| text.contains("network.cookie.cookieBehavior"));
    let check = || {
        let words = ["~/.config/mozilla/firefox/", "prefs.js", "network.cookie.cookieBehavior", "2"];
        let scan = home.inspect();
        scan.assert_found("firefox.cookies.reject_all", "Firefox", "person", &words);
        scan.assert_none(&["policy."]);
    };
    check();
    firefox.close();
    check();
}

#[test]
fn cookies_of_one_site_rejected() {
    let home = Home::new();
    let mut firefox = Firefox::start(&home);
    firefox.permit_cookies(&format!("https://{SELLER}"), "DENY_ACTION");
    firefox.permit_cookies("https://www.example.co.jp", "DENY_ACTION");
    firefox.wait_for_text("permissions.sqlite", "www.example.co.jp");
    let check = || {
        let scan = home.inspect();
        let words = ["permissions.sqlite", SELLER];
        scan.assert_found("firefox.cookies.site_deny", "Firefox", "person", &words);
        assert!(!scan.printed.contains("example.co.jp"), "rules for other sites are nobody's business");
        scan.assert_read("Firefox");
    };
    check();
    firefox.close();
    check();
}

#[test]
fn cookies_of_one_site_kept_for_the_session_only() {
    let home = Home::new();
    let mut firefox = Firefox::start(&home);
    firefox.permit_cookies(&format!("https://{SELLER}"), "ACCESS_SESSION");
    firefox.close();
    let scan = home.inspect();
    scan.assert_found("firefox.cookies.site_session", "Firefox", "person", &["permissions.sqlite", SELLER]);
    scan.assert_none(&["firefox.cookies.site_deny"]);
}

#[test]
fn cookies_deleted_at_the_end() {
    let home = Home::new();
    let server = Server::of_amazon();
    let mut firefox = Firefox::start(&home);
    firefox.set("privacy.sanitize.sanitizeOnShutdown", &json!(true));
    firefox.set("privacy.clearOnShutdown_v2.cookiesAndStorage", &json!(true));
    firefox::sign_in(&mut firefox, &server);
    firefox.close();
    let words = ["privacy.sanitize.sanitizeOnShutdown"];
    home.inspect().assert_found("firefox.sanitize_on_shutdown", "Firefox", "person", &words);

    // The history alone is nobody's concern.
    let mut firefox = Firefox::start(&home);
    firefox.set("privacy.clearOnShutdown_v2.cookiesAndStorage", &json!(false));
    firefox.close();
    home.inspect().assert_none(&["firefox.sanitize_on_shutdown"]);
}

#[test]
fn always_private() {
    let home = Home::new();
    let mut firefox = Firefox::start(&home);
    firefox.set("browser.privatebrowsing.autostart", &json!(true));
    firefox.close();
    let words = ["browser.privatebrowsing.autostart"];
    home.inspect().assert_found("firefox.always_private", "Firefox", "person", &words);
}

#[test]
fn javascript_switched_off() {
    let home = Home::new();
    let mut firefox = Firefox::start(&home);
    firefox.set("javascript.enabled", &json!(false));
    firefox.wait_for_prefs("the setting", |text| text.contains("javascript.enabled"));
    let check = || {
        home.inspect().assert_found("firefox.js_off", "Firefox", "person", &["javascript.enabled", "false"]);
    };
    check();
    firefox.crash();
    check();
}

#[test]
fn protection_that_sites_do_not_expect() {
    let home = Home::new();
    let mut firefox = Firefox::start(&home);
    firefox.set("browser.contentblocking.category", &json!("strict"));
    firefox.set("privacy.resistFingerprinting", &json!(true));
    firefox.close();
    let words = ["privacy.resistFingerprinting"];
    home.inspect().assert_found("firefox.strict_or_rfp", "Firefox", "person", &words);
}

#[test]
fn a_proxy_of_its_own() {
    let home = Home::new();
    let mut firefox = Firefox::start(&home);
    firefox.set("network.proxy.ssl", &json!("proxy.example.jp"));
    firefox.set("network.proxy.ssl_port", &json!(8080));
    firefox.set("network.proxy.type", &json!(1));
    firefox.close();
    home.inspect().assert_found("proxy.firefox_own", "Firefox", "person", &["proxy.example.jp:8080"]);
}
