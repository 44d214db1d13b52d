//! Machines for the findings about settings and policies.

mod firefox;
mod policies;

use login_triage::environment::Os;
use plist::{Dictionary, Value as Plist};
use serde_json::{Value, json};

use super::make::Made;

const CHROME: &str = "Google Chrome / 仕事";
const EDGE: &str = "Microsoft Edge / 仕事";
const BRAVE: &str = "Brave / 仕事";
const SAFARI: &str = "Safari / Safari";

pub fn machines() -> Vec<Made> {
    [
        chromium_cookies(),
        chromium_sites(),
        chromium_embedded(),
        chromium_javascript(),
        brave(),
        edge(),
        policies::machines(),
        firefox::machines(),
        safari(),
        cleared(),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn default_of(kind: &str, number: i64) -> Value {
    json!({"profile": {"default_content_setting_values": {kind: number}}})
}

fn rules_of(kind: &str, rules: &Value) -> Value {
    json!({"profile": {"content_settings": {"exceptions": {kind: rules}}}})
}

fn chromium_cookies() -> Vec<Made> {
    let session_only = |restore: i64| {
        json!({"profile": {"default_content_setting_values": {"cookies": 4}},
               "session": {"restore_on_startup": restore}})
    };
    vec![
        Made::new("chrome_blocks_all_cookies", Os::Windows)
            .chrome(&default_of("cookies", 2))
            .finds("chromium.cookies.block_all", CHROME),
        Made::new("chrome_allows_all_cookies", Os::Windows)
            .chrome(&default_of("cookies", 1))
            .near("chromium.cookies.block_all")
            .near("chromium.cookies.session_only_all"),
        Made::new("chrome_blocks_all_but_amazon", Os::Linux)
            .chrome(&json!({"profile": {
                "default_content_setting_values": {"cookies": 2, "has_migrated_local_network_access": true},
                "content_settings": {"exceptions": {
                    "has_migrated_local_network_access": true,
                    "cookies": {"https://[*.]amazon.co.jp:443,*": {"setting": 1},
                                "https://[*.]amazon.com:443,*": {"setting": 1}}}},
            }}))
            .near("chromium.cookies.block_all"),
        Made::new("chrome_extension_allows_what_the_person_blocks", Os::Macos)
            .chrome(&json!({
                "profile": {"default_content_setting_values": {"cookies": 2}},
                "extensions": {"settings": {"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa": {
                    "disable_reasons": [], "path": "a/1.0_0", "last_update_time": "13439793269596175",
                    "content_settings": [{"primaryPattern": "*", "secondaryPattern": "*",
                                          "setting": "allow", "type": "cookies"}],
                }}},
            }))
            .near("chromium.cookies.block_all"),
        Made::new("chrome_keeps_cookies_for_a_session", Os::Macos)
            .chrome(&session_only(5))
            .finds("chromium.cookies.session_only_all", CHROME),
        Made::new("chrome_keeps_cookies_for_a_session_and_restores_it", Os::Macos)
            .chrome(&session_only(1))
            .near("chromium.cookies.session_only_all"),
    ]
}

fn chromium_sites() -> Vec<Made> {
    let cookies = |rules: Value| rules_of("cookies", &rules);
    vec![
        Made::new("chrome_blocks_amazon", Os::Linux)
            .chrome(&cookies(
                json!({"[*.]amazon.co.jp,*": {"setting": 2, "last_modified": "13400000000000000"}}),
            ))
            .finds("chromium.cookies.block_site", CHROME),
        Made::new("chrome_allows_the_host_of_a_blocked_domain", Os::Linux)
            .chrome(&cookies(json!({
                "[*.]amazon.co.jp,*": {"setting": 2},
                "https://sellercentral.amazon.co.jp:443,*": {"setting": 1},
                "https://www.amazon.co.jp:443,*": {"setting": 1},
                "https://amazon.co.jp:443,*": {"setting": 1},
            })))
            .near("chromium.cookies.block_site"),
        Made::new("chrome_blocked_amazon_until_last_month", Os::Windows)
            .chrome(&cookies(
                json!({"[*.]amazon.co.jp,*": {"setting": 2, "expiration": "13437000000000000"}}),
            ))
            .near("chromium.cookies.block_site"),
        Made::new("chrome_keeps_cookies_of_amazon_for_a_session", Os::Windows)
            .chrome(&cookies(json!({"https://sellercentral.amazon.co.jp,*": {"setting": 4}})))
            .finds("chromium.cookies.session_only_site", CHROME),
        Made::new("chrome_keeps_cookies_of_others_for_a_session", Os::Windows)
            .chrome(&cookies(json!({"[*.]amazon.com.example,*": {"setting": 4},
                                    "http://sellercentral.amazon.co.jp,*": {"setting": 4}})))
            .near("chromium.cookies.session_only_site"),
    ]
}

fn chromium_embedded() -> Vec<Made> {
    let blocked = |rules: Value| json!({"profile": {"cookie_controls_mode": 1, "content_settings": {"exceptions": {"cookies": rules}}}});
    vec![
        Made::new("chrome_blocks_third_party", Os::Windows)
            .chrome(&blocked(json!({})))
            .finds("chromium.cookies.third_party_blocked", CHROME),
        Made::new("chrome_blocks_third_party_but_on_amazon", Os::Windows)
            .chrome(&blocked(json!({"*,https://[*.]amazon.co.jp": {"setting": 1}})))
            .near("chromium.cookies.third_party_blocked"),
        Made::new("chrome_is_recommended_to_block_third_party", Os::Linux)
            .chrome(&json!({}))
            .json("/etc/opt/chrome/policies/recommended/a.json", &json!({"BlockThirdPartyCookies": true}))
            .finds("chromium.cookies.third_party_blocked", CHROME),
        Made::new("chrome_person_goes_against_the_recommendation", Os::Linux)
            .chrome(&json!({"profile": {"cookie_controls_mode": 0}}))
            .json("/etc/opt/chrome/policies/recommended/a.json", &json!({"BlockThirdPartyCookies": true}))
            .near("chromium.cookies.third_party_blocked"),
    ]
}

fn chromium_javascript() -> Vec<Made> {
    vec![
        Made::new("chrome_blocks_javascript", Os::Macos)
            .chrome(&default_of("javascript", 2))
            .finds("chromium.js.blocked", CHROME),
        Made::new("chrome_blocks_javascript_elsewhere", Os::Macos)
            .chrome(&rules_of("javascript", &json!({"[*.]amazon.com.example,*": {"setting": 2}})))
            .near("chromium.js.blocked"),
        Made::new("chrome_company_allows_javascript", Os::Windows)
            .chrome(&default_of("javascript", 2))
            .registry("[HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Google\\Chrome]\n\"DefaultJavaScriptSetting\"=dword:1\n")
            .near("chromium.js.blocked"),
    ]
}

pub fn dictionary(values: &[(&str, Plist)]) -> Plist {
    let mut dictionary = Dictionary::new();
    for (name, value) in values {
        dictionary.insert((*name).to_owned(), value.clone());
    }
    Plist::Dictionary(dictionary)
}

/// A profile named `仕事` of another browser built on Chromium.
pub fn profile(made: Made, root: &str, preferences: &Value) -> Made {
    made.json(
        &format!("{root}/Local State"),
        &json!({"profile": {"info_cache": {"Default": {"name": "仕事"}}, "last_used": "Default"}}),
    )
    .json(&format!("{root}/Default/Preferences"), preferences)
}

fn brave() -> Vec<Made> {
    let brave = |name, preferences: Value| {
        profile(Made::new(name, Os::Linux), "/home/taro/.config/BraveSoftware/Brave-Browser", &preferences)
    };
    let shields = |cookies: Value, shields: Value| {
        json!({"profile": {"content_settings": {"exceptions": {
            "shieldsCookiesV3": cookies, "braveShields": shields}}}})
    };
    let block =
        json!({"*,[*.]amazon.co.jp": {"setting": 2}, "[*.]amazon.co.jp,[*.]amazon.co.jp": {"setting": 2}});
    vec![
        brave("brave_clears_on_exit", json!({"browser": {"clear_data": {"cookies_on_exit": true}}}))
            .finds("brave.clear_on_exit", BRAVE),
        brave(
            "brave_clears_other_things_on_exit",
            json!({"browser": {"clear_data": {"cookies_on_exit": false, "cache_on_exit": true, "cookies": true}}}),
        )
        .near("brave.clear_on_exit"),
        brave("brave_shields_block_amazon", shields(block.clone(), json!({})))
            .finds("brave.shields_cookies", BRAVE),
        brave(
            "brave_shields_are_down_for_amazon",
            shields(block, json!({"[*.]amazon.co.jp,*": {"setting": 2}})),
        )
        .near("brave.shields_cookies"),
        brave(
            "brave_shields_block_what_amazon_embeds",
            shields(
                json!({"*,[*.]amazon.co.jp": {"setting": 2}, "[*.]amazon.co.jp,[*.]amazon.co.jp": {"setting": 1}}),
                json!({}),
            ),
        )
        .near("brave.shields_cookies"),
    ]
}

fn edge() -> Vec<Made> {
    let edge = |name, preferences: Value| {
        profile(
            Made::new(name, Os::Windows),
            "/Users/taro/AppData/Local/Microsoft/Edge/User Data",
            &preferences,
        )
    };
    let policy =
        |lines: &str| format!("[HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Microsoft\\Edge]\n{lines}\n");
    let strict = json!({"enhanced_tracking_prevention": {"user_pref": 3}});
    vec![
        edge("edge_clears_on_exit", json!({"browser": {"clear_data_on_exit": {"cookies": true}}}))
            .finds("edge.clear_on_exit", EDGE),
        edge(
            "edge_clears_history_on_exit",
            json!({"browser": {"clear_data_on_exit": {"browsing_history": true}}}),
        )
        .near("edge.clear_on_exit"),
        edge("edge_company_keeps_cookies", json!({"browser": {"clear_data_on_exit": {"cookies": true}}}))
            .registry(&policy("\"ClearBrowsingDataOnExit\"=dword:0"))
            .near("edge.clear_on_exit"),
        edge("edge_tracking_strict", strict.clone()).finds("edge.tracking_strict", EDGE),
        edge("edge_company_balances_tracking", strict)
            .registry(&policy("\"TrackingPrevention\"=dword:2"))
            .near("edge.tracking_strict"),
        edge("edge_company_is_strict", json!({}))
            .registry(&policy("\"TrackingPrevention\"=dword:3"))
            .finds("edge.tracking_strict", "Microsoft Edge"),
        edge("edge_saves_cookies_of_amazon", json!({}))
            .registry(&policy(
                "\"ClearBrowsingDataOnExit\"=dword:1\n\"SaveCookiesOnExit\"=\"[\\\"[*.]amazon.co.jp\\\"]\"",
            ))
            .near("policy.cookies_session_or_clear"),
        edge("edge_is_always_private", json!({}))
            .registry(&policy("\"InPrivateModeAvailability\"=dword:2\n\"IncognitoModeAvailability\"=dword:0"))
            .finds("policy.forced_private", "Microsoft Edge"),
        edge("edge_ignores_what_is_chromes", json!({}))
            .registry(&policy("\"InPrivateModeAvailability\"=dword:1\n\"IncognitoModeAvailability\"=dword:2"))
            .near("policy.forced_private"),
    ]
}

fn safari() -> Vec<Made> {
    let container =
        "/Users/taro/Library/Containers/com.apple.Safari/Data/Library/Preferences/com.apple.Safari.plist";
    let storage =
        |number: i64| dictionary(&[("WebKitPreferences.storageBlockingPolicy", Plist::from(number))]);
    vec![
        Made::new("safari_blocks_cookies", Os::Macos)
            .plist(container, &storage(2))
            .finds("safari.block_all_cookies", SAFARI),
        // What an older Safari left behind does not count.
        Made::new("safari_blocked_cookies_long_ago", Os::Macos)
            .plist(container, &storage(1))
            .plist("/Users/taro/Library/Preferences/com.apple.Safari.plist", &storage(2))
            .near("safari.block_all_cookies"),
    ]
}

fn cleared() -> Vec<Made> {
    let cleared = |time: &str| json!({"browser": {"last_clear_browsing_data_time": time}});
    vec![
        // 2026-11-20 and 2026-11-01.
        Made::new("chrome_was_cleared_this_week", Os::Windows)
            .chrome(&cleared("13439606400000000"))
            .finds("data_recently_cleared", CHROME),
        Made::new("chrome_was_cleared_this_month", Os::Windows)
            .chrome(&cleared("13437964800000000"))
            .near("data_recently_cleared"),
    ]
}
