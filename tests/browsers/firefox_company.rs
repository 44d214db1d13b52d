//! What an administrator sets for Firefox, in `policies.json`.

use std::fs;

use serde_json::{Value, json};

use crate::SELLER;
use crate::firefox::Firefox;
use crate::home::Home;

const SYSTEM: &str = "/etc/firefox/policies/policies.json";

fn policies(policies: &Value) -> Value {
    json!({ "policies": policies })
}

/// The names of the policies that Firefox itself follows.
fn followed(firefox: &mut Firefox) -> String {
    let active = firefox.run("return JSON.stringify(Services.policies.getActivePolicies())", &[]);
    active.as_str().unwrap_or_default().to_owned()
}

#[test]
fn all_cookies_rejected_by_the_company() {
    let home = Home::new();
    home.write_policy(SYSTEM, &policies(&json!({"Cookies": {"Behavior": "reject", "Locked": true}})));
    let mut firefox = Firefox::start(&home);
    assert!(followed(&mut firefox).contains("Cookies"));
    let check = || {
        let words = [SYSTEM, "Cookies"];
        home.inspect().assert_found("firefox.cookies.reject_all", "Firefox", "company", &words);
    };
    check();
    firefox.close();
    check();
}

#[test]
fn one_site_rejected_by_the_company() {
    let home = Home::new();
    home.write_policy(SYSTEM, &policies(&json!({"Cookies": {"Block": [format!("https://{SELLER}")]}})));
    let mut firefox = Firefox::start(&home);
    assert!(followed(&mut firefox).contains("Block"));
    firefox.close();
    home.inspect().assert_found("policy.cookies_block", "Firefox", "company", &[SYSTEM, SELLER]);
}

#[test]
fn cookies_deleted_at_the_end_by_the_company() {
    let home = Home::new();
    home.write_policy(SYSTEM, &policies(&json!({"SanitizeOnShutdown": true})));
    let mut firefox = Firefox::start(&home);
    assert!(followed(&mut firefox).contains("SanitizeOnShutdown"));
    firefox.close();
    let words = [SYSTEM, "SanitizeOnShutdown"];
    home.inspect().assert_found("firefox.sanitize_on_shutdown", "Firefox", "company", &words);
}

#[test]
fn policies_beside_the_program() {
    let mut home = Home::new();
    // Debian's `/usr/lib/firefox-esr/distribution` is a link to this.
    let folder = home.lay_over("/usr/share/firefox-esr/distribution");
    let text = policies(&json!({"SanitizeOnShutdown": {"Cookies": true, "Locked": true}})).to_string();
    fs::write(folder.join("policies.json"), text).unwrap();
    let mut firefox = Firefox::start(&home);
    assert!(followed(&mut firefox).contains("SanitizeOnShutdown"));
    firefox.close();
    let words = ["firefox-esr/distribution/policies.json"];
    home.inspect().assert_found("firefox.sanitize_on_shutdown", "Firefox", "company", &words);
}

#[test]
fn private_windows_forced_by_the_company() {
    let home = Home::new();
    home.write_policy(SYSTEM, &policies(&json!({"PrivateBrowsingModeAvailability": 2})));
    let mut firefox = Firefox::start(&home);
    assert_eq!(
        firefox.run("return Services.prefs.getBoolPref('browser.privatebrowsing.autostart')", &[]),
        true
    );
    firefox.close();
    let words = [SYSTEM, "PrivateBrowsingModeAvailability"];
    home.inspect().assert_found("policy.forced_private", "Firefox", "company", &words);
}

#[test]
fn an_address_blocked_by_the_company() {
    let home = Home::new();
    home.write_policy(SYSTEM, &policies(&json!({"WebsiteFilter": {"Block": ["*://*.amazon.co.jp/*"]}})));
    let mut firefox = Firefox::start(&home);
    assert!(followed(&mut firefox).contains("WebsiteFilter"));
    firefox.close();
    home.inspect().assert_found("policy.url_blocked", "Firefox", "company", &[SYSTEM, "WebsiteFilter"]);
}
