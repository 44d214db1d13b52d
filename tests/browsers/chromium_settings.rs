//! What a person sets on Chromium's settings page.

use serde_json::json;

use crate::chromium::{self, Chromium, ID};
use crate::home::Home;
use crate::{SELLER, wait_for};

const FILE: &str = "~/.config/chromium/Default/Preferences";

#[test]
fn a_profile_as_it_comes_has_no_findings() {
    let home = Home::new();
    let mut chromium = Chromium::start(&home);
    chromium::sign_in(&mut chromium);
    let began = jiff::Timestamp::now();
    chromium.wait_for_preferences("the visit", |all| all.to_string().contains(SELLER));
    let check = || {
        let scan = home.inspect();
        scan.assert_none(&["chromium.", "policy.", "store.", "ext.", "bookmark.", "browser."]);
        scan.assert_read("Chromium");
        let profile = scan.profile(ID);
        assert_eq!(profile["state"], "ok");
        assert_eq!(profile["label"], "Chromium");
        let used: jiff::Timestamp = profile["seller_last_used"].as_str().unwrap().parse().unwrap();
        assert!(began.duration_since(used).abs().as_secs() < 60, "{used} is just before {began}");
    };
    check();
    chromium.close();
    check();
}

#[test]
fn all_cookies_blocked() {
    let home = Home::new();
    let mut chromium = Chromium::start(&home);
    chromium.set_for_all_sites("cookies", "block");
    assert!(chromium.set("profile.cookie_controls_mode", &json!(1)));
    assert_eq!(chromium.cookies_at(&format!("https://{SELLER}/home")), "", "Chromium itself keeps none");
    chromium.wait_for_preferences("the setting", |all| {
        all.pointer("/profile/default_content_setting_values/cookies") == Some(&json!(2))
            && all.pointer("/profile/cookie_controls_mode") == Some(&json!(1))
    });
    let check = || {
        let scan = home.inspect();
        let key = "profile.default_content_setting_values.cookies";
        scan.assert_found("chromium.cookies.block_all", "Chromium", "person", &[FILE, key]);
        scan.assert_none(&["chromium.cookies.block_site", "policy."]);
    };
    check();
    chromium.close();
    check();
}

#[test]
fn third_party_cookies_blocked() {
    let home = Home::new();
    let mut chromium = Chromium::start(&home);
    assert!(chromium.set("profile.cookie_controls_mode", &json!(1)));
    chromium.close();
    let key = "profile.cookie_controls_mode";
    let scan = home.inspect();
    scan.assert_found("chromium.cookies.third_party_blocked", "Chromium", "person", &[FILE, key]);
    scan.assert_none(&["chromium.cookies.block_all"]);
}

#[test]
fn cookies_kept_for_the_session_only() {
    let home = Home::new();
    let mut chromium = Chromium::start(&home);
    chromium.set_for_all_sites("cookies", "session_only");
    chromium::sign_in(&mut chromium);
    chromium.close();
    let scan = home.inspect();
    scan.assert_found("chromium.cookies.session_only_all", "Chromium", "person", &[FILE]);
    scan.assert_none(&["chromium.cookies.block"]);

    // Where the last pages come back, so do the session's cookies.
    let mut chromium = Chromium::start(&home);
    assert!(chromium.set("session.restore_on_startup", &json!(1)));
    chromium.close();
    home.inspect().assert_none(&["chromium.cookies.session_only_all"]);
}

#[test]
fn a_rule_for_one_site_blocks_its_cookies() {
    let home = Home::new();
    let mut chromium = Chromium::start(&home);
    chromium.set_for_site(SELLER, "cookies", "block");
    chromium.set_for_site("[*.]example.co.jp", "cookies", "block");
    chromium.close();
    let scan = home.inspect();
    scan.assert_found("chromium.cookies.block_site", "Chromium", "person", &[FILE, SELLER]);
    assert!(!scan.printed.contains("example.co.jp"), "rules for other sites are nobody's business");
    scan.assert_none(&["chromium.cookies.block_all", "chromium.cookies.session"]);
}

#[test]
fn a_rule_for_one_site_keeps_its_cookies_for_the_session_only() {
    let home = Home::new();
    let mut chromium = Chromium::start(&home);
    chromium.set_for_site("[*.]amazon.co.jp", "cookies", "session_only");
    chromium.close();
    let scan = home.inspect();
    scan.assert_found("chromium.cookies.session_only_site", "Chromium", "person", &["[*.]amazon.co.jp"]);
    scan.assert_none(&["chromium.cookies.block", "chromium.cookies.session_only_all"]);
}

#[test]
fn a_rule_that_allows_wins_over_the_setting_for_all() {
    let home = Home::new();
    let mut chromium = Chromium::start(&home);
    chromium.set_for_all_sites("cookies", "block");
    chromium.set_for_site("[*.]amazon.co.jp", "cookies", "allow");
    chromium.set_for_site("[*.]amazon.com", "cookies", "allow");
    let cookies = chromium.cookies_at(&format!("https://{SELLER}/home"));
    assert!(cookies.contains("at-acbjp"), "Chromium itself keeps them: {cookies}");
    chromium.close();
    home.inspect().assert_none(&["chromium.cookies.block"]);
}

#[test]
fn javascript_blocked() {
    let home = Home::new();
    let mut chromium = Chromium::start(&home);
    chromium.set_for_site("[*.]amazon.co.jp", "javascript", "block");
    chromium.close();
    let scan = home.inspect();
    scan.assert_found("chromium.js.blocked", "Chromium", "person", &[FILE, "[*.]amazon.co.jp"]);
    scan.assert_none(&["chromium.cookies"]);
}

#[test]
fn two_profiles() {
    let home = Home::new();
    let mut chromium = Chromium::start(&home);
    chromium::sign_in(&mut chromium);
    chromium.close();
    let mut chromium = Chromium::start_with(&home, &["--profile-directory=Profile 1"]);
    chromium.set_for_all_sites("cookies", "block");
    let preferences = || {
        let all = chromium::preferences(&home, "Profile 1");
        all.pointer("/profile/default_content_setting_values/cookies").cloned()
    };
    wait_for("the setting", || (preferences() == Some(json!(2))).then_some(()));
    let check = || {
        let scan = home.inspect();
        assert_eq!(scan.profiles(ID).len(), 2, "{}", scan.summary());
        let blocked = scan.finding("chromium.cookies.block_all");
        assert_eq!(blocked["subject"], scan.profile(ID)["subject"], "the one that was used last");
        let place = "~/.config/chromium/Profile 1/Preferences";
        scan.assert_found("chromium.cookies.block_all", "Chromium", "person", &[place]);
        let other = scan.profiles(ID).into_iter().find(|profile| profile["last_used"] == false).unwrap();
        assert!(other["seller_last_used"].is_string(), "{other}");
        assert!(scan.profile(ID)["seller_last_used"].is_null());
    };
    check();
    chromium.close();
    check();
}
