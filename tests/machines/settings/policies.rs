//! Machines for the findings about what a company has set for browsers built on Chromium.

use login_triage::environment::Os;
use plist::Value as Plist;
use serde_json::{Value, json};

use super::{dictionary, profile};
use crate::make::Made;

pub fn machines() -> Vec<Made> {
    [windows(), linux(), macos()].into_iter().flatten().collect()
}

fn windows() -> Vec<Made> {
    let chrome = |name, preferences: Value, lines: &str| {
        Made::new(name, Os::Windows).chrome(&preferences).registry(lines)
    };
    let machine = "[HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Google\\Chrome";
    let person = "[HKEY_CURRENT_USER\\SOFTWARE\\Policies\\Google\\Chrome";
    vec![
        chrome(
            "company_blocks_cookies_of_amazon",
            json!({}),
            &format!("{person}\\CookiesBlockedForUrls]\n\"1\"=\"[*.]example.com\"\n\"2\"=\"https://[*.]amazon.co.jp\"\n"),
        )
        .finds("policy.cookies_block", "Google Chrome"),
        chrome(
            "company_blocks_all_cookies_but_those_of_amazon",
            json!({}),
            &format!(
                "{machine}]\n\"DefaultCookiesSetting\"=dword:2\n\
                 \"CookiesAllowedForUrls\"=\"[\\\"[*.]amazon.co.jp\\\", \\\"[*.]amazon.com\\\"]\"\n"
            ),
        )
        .near("policy.cookies_block"),
        chrome(
            "company_recommends_to_block_cookies",
            json!({}),
            &format!("{machine}\\Recommended]\n\"DefaultCookiesSetting\"=dword:2\n"),
        )
        .near("policy.cookies_block"),
        chrome(
            "company_machine_wins_over_person",
            json!({}),
            &format!("{machine}]\n\"DefaultCookiesSetting\"=dword:1\n\n{person}]\n\"DefaultCookiesSetting\"=dword:2\n"),
        )
        .near("policy.cookies_block"),
        chrome(
            "company_clears_cookies_on_exit",
            json!({}),
            &format!("{machine}\\ClearBrowsingDataOnExitList]\n\"1\"=\"cookies_and_other_site_data\"\n"),
        )
        .finds("policy.cookies_session_or_clear", "Google Chrome"),
        chrome(
            "company_clears_site_settings_on_exit",
            json!({}),
            &format!("{machine}\\ClearBrowsingDataOnExitList]\n\"1\"=\"browsing_history\"\n\"2\"=\"site_settings\"\n"),
        )
        .near("policy.cookies_session_or_clear"),
        chrome(
            "company_lets_cookies_live_for_a_day",
            json!({}),
            &format!(
                "{machine}]\n\"BrowsingDataLifetime\"=\"[{{\\\"data_types\\\":[\\\"cookies_and_other_site_data\\\"],\
                 \\\"time_to_live_in_hours\\\":24}}]\"\n"
            ),
        )
        .finds("policy.cookies_session_or_clear", "Google Chrome"),
    ]
}

fn linux() -> Vec<Made> {
    let chrome = |name, policies: &str| {
        Made::new(name, Os::Linux)
            .chrome(&json!({}))
            .file("/etc/opt/chrome/policies/managed/policy.json", policies)
    };
    let chromium = |name| profile(Made::new(name, Os::Linux), "/home/taro/.config/chromium", &json!({}));
    vec![
        chrome(
            "company_blocks_the_address",
            "{\n  // only what is needed\n  \"URLBlocklist\": [\"*\"],\n  \"URLAllowlist\": [\"example.com\",],\n}\n",
        )
        .finds("policy.url_blocked", "Google Chrome"),
        chrome(
            "company_blocks_shopping_only",
            r#"{"URLBlocklist": ["amazon.co.jp", "sellercentral.amazon.co.jp/reports"],
                "URLAllowlist": ["sellercentral.amazon.co.jp"]}"#,
        )
        .near("policy.url_blocked"),
        chrome(
            "company_blocks_javascript_of_amazon",
            r#"{"JavaScriptBlockedForUrls": ["[*.]amazon.co.jp"]}"#,
        )
        .finds("policy.url_blocked", "Google Chrome"),
        chrome("company_throws_profiles_away", r#"{"ForceEphemeralProfiles": true}"#)
            .finds("policy.forced_private", "Google Chrome"),
        chrome("company_forbids_private_windows", r#"{"IncognitoModeAvailability": 1}"#)
            .near("policy.forced_private"),
        chrome(
            "company_keeps_cookies_for_a_session_that_is_restored",
            r#"{"CookiesSessionOnlyForUrls": ["https://sellercentral.amazon.co.jp"], "RestoreOnStartup": 1}"#,
        )
        .near("policy.cookies_session_or_clear"),
        chromium("company_last_file_counts")
            .json("/etc/chromium/policies/managed/10-base.json", &json!({"DefaultCookiesSetting": 2}))
            .json("/etc/chromium/policies/managed/20-shop.json", &json!({"DefaultCookiesSetting": 1}))
            .near("policy.cookies_block"),
        chromium("company_of_the_ubuntu_package")
            .json("/etc/chromium-browser/policies/managed/a.json", &json!({"DefaultCookiesSetting": 2}))
            .finds("policy.cookies_block", "Chromium"),
    ]
}

fn macos() -> Vec<Made> {
    let number = |number: i64| Plist::from(number);
    let list = |text: &str| Plist::Array(vec![Plist::from(text)]);
    vec![
        Made::new("mac_company_blocks_cookies", Os::Macos)
            .chrome(&json!({}))
            .plist(
                "/Library/Managed Preferences/taro/com.google.Chrome.plist",
                &dictionary(&[("CookiesBlockedForUrls", list("[*.]amazon.co.jp"))]),
            )
            .finds("policy.cookies_block", "Google Chrome"),
        Made::new("mac_person_wrote_the_policy", Os::Macos)
            .chrome(&json!({}))
            .plist(
                "/Users/taro/Library/Preferences/com.google.Chrome.plist",
                &dictionary(&[("CookiesBlockedForUrls", list("[*.]amazon.co.jp"))]),
            )
            .near("policy.cookies_block"),
        Made::new("mac_company_forces_private_windows", Os::Macos)
            .chrome(&json!({}))
            .file(
                "/Library/Managed Preferences/com.google.Chrome.plist",
                "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<plist version=\"1.0\"><dict>\
                 <key>IncognitoModeAvailability</key><integer>2</integer></dict></plist>\n",
            )
            .finds("policy.forced_private", "Google Chrome"),
        Made::new("mac_company_of_the_person_wins", Os::Macos)
            .chrome(&json!({}))
            .plist(
                "/Library/Managed Preferences/taro/com.google.Chrome.plist",
                &dictionary(&[("IncognitoModeAvailability", number(0))]),
            )
            .plist(
                "/Library/Managed Preferences/com.google.Chrome.plist",
                &dictionary(&[("IncognitoModeAvailability", number(2))]),
            )
            .near("policy.forced_private"),
    ]
}
