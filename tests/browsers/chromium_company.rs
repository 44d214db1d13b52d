//! What an administrator sets for Chromium, in `/etc/chromium/policies/managed`.

use serde_json::json;

use crate::SELLER;
use crate::chromium::{self, Chromium};
use crate::home::Home;

const FOLDER: &str = "/etc/chromium/policies/managed";

#[test]
fn cookies_blocked_by_the_company() {
    let home = Home::new();
    home.write_policy(&format!("{FOLDER}/10-base.json"), &json!({"DefaultCookiesSetting": 2}));
    let mut chromium = Chromium::start_again(&home);
    assert_eq!(
        chromium.cookies_at(&format!("https://{SELLER}/home")),
        "",
        "Chromium follows the administrator"
    );
    let check = || {
        let scan = home.inspect();
        let words = [FOLDER, "10-base.json", "DefaultCookiesSetting", "2"];
        scan.assert_found("policy.cookies_block", "Chromium", "company", &words);
        scan.assert_none(&["chromium.cookies"]);
    };
    check();
    chromium.close();
    check();
}

#[test]
fn one_site_blocked_by_the_company() {
    let home = Home::new();
    let policy = json!({"CookiesBlockedForUrls": ["[*.]amazon.co.jp"], "JavaScriptBlockedForUrls": ["[*.]amazon.co.jp"]});
    home.write_policy(&format!("{FOLDER}/sites.json"), &policy);
    let mut chromium = Chromium::start(&home);
    assert_eq!(
        chromium.cookies_at(&format!("https://{SELLER}/home")),
        "",
        "Chromium follows the administrator"
    );
    chromium.close();
    let scan = home.inspect();
    scan.assert_found(
        "policy.cookies_block",
        "Chromium",
        "company",
        &["CookiesBlockedForUrls", "amazon.co.jp"],
    );
    scan.assert_found("policy.url_blocked", "Chromium", "company", &["JavaScriptBlockedForUrls"]);
}

#[test]
fn an_address_blocked_by_the_company() {
    let home = Home::new();
    home.write_policy(&format!("{FOLDER}/sites.json"), &json!({"URLBlocklist": ["amazon.co.jp"]}));
    let mut chromium = Chromium::start(&home);
    let tab = chromium.open("about:blank");
    let outcome =
        chromium.call(Some(&tab), "Page.navigate", &json!({"url": format!("https://{SELLER}/home")}));
    assert_eq!(outcome["errorText"], "net::ERR_BLOCKED_BY_ADMINISTRATOR");
    chromium.close();
    home.inspect().assert_found(
        "policy.url_blocked",
        "Chromium",
        "company",
        &["URLBlocklist", "amazon.co.jp"],
    );
}

#[test]
fn cookies_cleared_by_the_company() {
    let home = Home::new();
    let policy = json!({
        "SyncDisabled": true,
        "ClearBrowsingDataOnExitList": ["browsing_history", "cookies_and_other_site_data"],
    });
    home.write_policy(&format!("{FOLDER}/exit.json"), &policy);
    let mut chromium = Chromium::start(&home);
    chromium::sign_in(&mut chromium);
    chromium.close();
    let scan = home.inspect();
    let words = [FOLDER, "ClearBrowsingDataOnExitList"];
    scan.assert_found("policy.cookies_session_or_clear", "Chromium", "company", &words);
}

#[test]
fn cookies_kept_for_the_session_by_the_company() {
    let home = Home::new();
    let policy = json!({"CookiesSessionOnlyForUrls": [format!("https://{SELLER}")]});
    home.write_policy(&format!("{FOLDER}/session.json"), &policy);
    Chromium::start(&home).close();
    let scan = home.inspect();
    let words = ["CookiesSessionOnlyForUrls"];
    scan.assert_found("policy.cookies_session_or_clear", "Chromium", "company", &words);
}

#[test]
fn private_windows_forced_by_the_company() {
    let home = Home::new();
    home.write_policy(&format!("{FOLDER}/private.json"), &json!({"IncognitoModeAvailability": 2}));
    let chromium = Chromium::start_again(&home);
    let check = || {
        let words = [FOLDER, "IncognitoModeAvailability"];
        home.inspect().assert_found("policy.forced_private", "Chromium", "company", &words);
    };
    check();
    chromium.close();
    check();
}
