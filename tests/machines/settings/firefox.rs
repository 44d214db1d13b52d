//! Machines for the findings about settings of Firefox.

use login_triage::environment::Os;
use plist::Value as Plist;
use serde_json::{Value, json};

use super::dictionary;
use crate::make::Made;

const FIREFOX: &str = "Mozilla Firefox / 仕事";

pub fn machines() -> Vec<Made> {
    [prefs(), sites(), files(), of_the_system()].into_iter().flatten().collect()
}

fn prefs() -> Vec<Made> {
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
        statements += "INSERT INTO moz_perms (origin, type, permission, expireType, expireTime, \
                       modificationTime) VALUES ";
        statements += &row;
        statements += ";";
    }
    statements
}

fn sites() -> Vec<Made> {
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

fn files() -> Vec<Made> {
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
    ]
}

/// Policies of the registry and of property lists.
fn of_the_system() -> Vec<Made> {
    vec![
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
