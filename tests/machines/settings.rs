//! Machines for the findings about settings and policies.

use login_triage::environment::Os;
use plist::{Dictionary, Value as Plist};
use serde_json::{Value, json};

use super::make::Made;

const CHROME: &str = "Google Chrome / 仕事";
const FIREFOX: &str = "Mozilla Firefox / 仕事";
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
        policies_windows(),
        policies_linux(),
        policies_macos(),
        firefox_prefs(),
        firefox_sites(),
        firefox_policies(),
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
                    "disable_reasons": [], "last_update_time": "13439793269596175",
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

/// A profile named `仕事` of another browser built on Chromium.
fn profile(made: Made, root: &str, preferences: &Value) -> Made {
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

fn policies_windows() -> Vec<Made> {
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

fn policies_linux() -> Vec<Made> {
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

fn dictionary(values: &[(&str, Plist)]) -> Plist {
    let mut dictionary = Dictionary::new();
    for (name, value) in values {
        dictionary.insert((*name).to_owned(), value.clone());
    }
    Plist::Dictionary(dictionary)
}

fn policies_macos() -> Vec<Made> {
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

fn firefox_prefs() -> Vec<Made> {
    let firefox = |name, os, prefs: &str| Made::new(name, os).firefox(prefs);
    let sanitize = "user_pref(\"privacy.sanitize.sanitizeOnShutdown\", true);\n";
    vec![
        firefox("firefox_rejects_cookies", Os::Windows, "user_pref(\"network.cookie.cookieBehavior\", 2);\n")
            .finds("firefox.cookies.reject_all", FIREFOX),
        firefox("firefox_rejects_third_party", Os::Windows, "user_pref(\"network.cookie.cookieBehavior\", 1);\n")
            .near("firefox.cookies.reject_all"),
        firefox("firefox_sanitizes", Os::Macos, sanitize).finds("firefox.sanitize_on_shutdown", FIREFOX),
        firefox(
            "firefox_sanitizes_other_things",
            Os::Macos,
            &format!("{sanitize}user_pref(\"privacy.clearOnShutdown_v2.cookiesAndStorage\", false);\n"),
        )
        .near("firefox.sanitize_on_shutdown"),
        firefox(
            "firefox_always_private",
            Os::Linux,
            "user_pref(\"browser.privatebrowsing.autostart\", true);\n",
        )
        .finds("firefox.always_private", FIREFOX),
        firefox(
            "firefox_user_js_turns_it_off",
            Os::Linux,
            "user_pref(\"browser.privatebrowsing.autostart\", true);\nuser_pref(\"javascript.enabled\", false);\n",
        )
        .file(
            "/home/taro/.mozilla/firefox/Profiles/a.work/user.js",
            "user_pref(\"browser.privatebrowsing.autostart\", false);\nuser_pref(\"javascript.enabled\", true);\n",
        )
        .near("firefox.always_private")
        .near("firefox.js_off"),
        firefox("firefox_no_javascript", Os::Windows, "user_pref(\"javascript.enabled\", false);\n")
            .finds("firefox.js_off", FIREFOX),
        firefox(
            "firefox_strict",
            Os::Windows,
            "user_pref(\"browser.contentblocking.category\", \"strict\");\n\
             user_pref(\"privacy.resistFingerprinting\", true);\n",
        )
        .finds("firefox.strict_or_rfp", FIREFOX),
        firefox(
            "firefox_custom",
            Os::Windows,
            "user_pref(\"browser.contentblocking.category\", \"custom\");\n\
             user_pref(\"privacy.resistFingerprinting\", false);\n",
        )
        .near("firefox.strict_or_rfp"),
    ]
}

/// Permissions for cookies: origin, number, kind and time of the end.
fn permissions(rows: &[(&str, i64, i64, i64)]) -> String {
    let mut statements =
        "PRAGMA page_size = 512; PRAGMA user_version = 13; CREATE TABLE moz_perms (id INTEGER \
        PRIMARY KEY, origin TEXT, type TEXT, permission INTEGER, expireType INTEGER, expireTime INTEGER, \
        modificationTime INTEGER);"
            .to_owned();
    for (origin, number, kind, end) in rows {
        let row = format!("('{origin}', 'cookie', {number}, {kind}, {end}, 1795319664063)");
        statements += &format!(
            "INSERT INTO moz_perms (origin, type, permission, expireType, expireTime, modificationTime) VALUES {row};"
        );
    }
    statements
}

fn firefox_sites() -> Vec<Made> {
    let firefox = |name, os, prefs: &str, rows: &[(&str, i64, i64, i64)]| {
        let made = Made::new(name, os).firefox(prefs);
        let path = format!("{}/Profiles/a.work/permissions.sqlite", made.firefox_root());
        made.sqlite(&path, &permissions(rows))
    };
    let seller = "https://sellercentral.amazon.co.jp";
    let sanitize = "user_pref(\"privacy.sanitize.sanitizeOnShutdown\", true);\n";
    vec![
        firefox("firefox_denies_amazon", Os::Linux, "", &[(seller, 2, 0, 0)])
            .finds("firefox.cookies.site_deny", FIREFOX),
        firefox(
            "firefox_denied_amazon_elsewhere",
            Os::Linux,
            "",
            &[
                ("http://sellercentral.amazon.co.jp", 2, 0, 0),
                ("https://sellercentral.amazon.co.jp^userContextId=2", 2, 0, 0),
                // Ended in 2025.
                ("https://www.amazon.co.jp", 2, 2, 1_760_000_000_000),
                ("https://amazon.co.jp.example", 2, 0, 0),
            ],
        )
        .near("firefox.cookies.site_deny"),
        firefox("firefox_keeps_amazon_for_a_session", Os::Windows, "", &[(seller, 8, 0, 0)])
            .finds("firefox.cookies.site_session", FIREFOX),
        firefox(
            "firefox_allows_the_host_of_a_session_domain",
            Os::Windows,
            "user_pref(\"network.cookie.cookieBehavior\", 2);\n",
            &[
                ("https://amazon.co.jp", 1, 0, 0),
                ("https://example.com", 8, 0, 0),
                ("https://sellercentral-japan.amazon.com", 1, 0, 0),
            ],
        )
        .near("firefox.cookies.site_session")
        .near("firefox.cookies.reject_all"),
        firefox("firefox_sanitizes_but_amazon", Os::Macos, sanitize, &[(seller, 1, 0, 0)])
            .near("firefox.sanitize_on_shutdown"),
    ]
}

fn firefox_policies() -> Vec<Made> {
    let policies = |made: Made, path: &str, policies: &Value| made.json(path, &json!({"policies": policies}));
    let linux = |name, prefs: &str, set: Value| {
        policies(
            Made::new(name, Os::Linux).firefox(prefs),
            "/usr/lib/firefox-esr/distribution/policies.json",
            &set,
        )
    };
    vec![
        linux("firefox_company_filters_addresses", "", json!({"WebsiteFilter": {"Block": ["<all_urls>"]}}))
            .finds("policy.url_blocked", "Mozilla Firefox"),
        linux(
            "firefox_company_filters_others",
            "",
            json!({"WebsiteFilter": {"Block": ["<all_urls>"], "Exceptions": ["*://*.amazon.co.jp/*", "https://*.amazon.com/*"]}}),
        )
        .near("policy.url_blocked"),
        policies(
            linux("firefox_system_file_counts_alone", "", json!({"PrivateBrowsingModeAvailability": 2})),
            "/etc/firefox/policies/policies.json",
            &json!({"DisableTelemetry": true}),
        )
        .near("policy.forced_private")
        .near("firefox.always_private"),
        linux(
            "firefox_company_forces_private_windows",
            "user_pref(\"browser.privatebrowsing.autostart\", false);\n",
            json!({"PrivateBrowsingModeAvailability": 2}),
        )
        .finds("policy.forced_private", "Mozilla Firefox"),
        Made::new("firefox_company_blocks_amazon_by_registry", Os::Windows)
            .firefox("")
            .registry(
                "[HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Mozilla\\Firefox\\Cookies\\Block]\n\"1\"=\"https://amazon.co.jp\"\n",
            )
            .finds("policy.cookies_block", "Mozilla Firefox"),
        Made::new("firefox_company_locks_cookies_on", Os::Windows)
            .firefox("user_pref(\"network.cookie.cookieBehavior\", 2);\n")
            .registry(
                "[HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Mozilla\\Firefox]\n\"Preferences\"=\"{\\\"network.cookie.cookieBehavior\\\": \
                 {\\\"Value\\\": 5, \\\"Status\\\": \\\"locked\\\"}}\"\n",
            )
            .near("firefox.cookies.reject_all"),
        Made::new("firefox_company_sanitizes_by_profile", Os::Macos)
            .firefox("")
            .plist(
                "/Library/Managed Preferences/org.mozilla.firefox.plist",
                &dictionary(&[
                    ("EnterprisePoliciesEnabled", Plist::Boolean(true)),
                    ("SanitizeOnShutdown__Cookies", Plist::Boolean(true)),
                ]),
            )
            .finds("firefox.sanitize_on_shutdown", FIREFOX),
        Made::new("firefox_policies_are_not_enabled", Os::Macos)
            .firefox("")
            .plist(
                "/Library/Managed Preferences/org.mozilla.firefox.plist",
                &dictionary(&[("SanitizeOnShutdown", Plist::Boolean(true))]),
            )
            .near("firefox.sanitize_on_shutdown"),
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
