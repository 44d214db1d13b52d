//! Machines for the findings about extensions.

use login_triage::environment::Os;
use serde_json::{Value, json};

use super::make::{CANARY, Made};

const CHROME: &str = "Google Chrome / 仕事";
const FIREFOX: &str = "Mozilla Firefox / 仕事";
const COOKIE_AUTODELETE: &str = "fhcgjolkccmbidfldomjliifgaodjagh";
const NORDVPN: &str = "fjoaledfpmneenckfbpdfhkmimnjocfa";
const KEEPA: &str = "neebplgakaahbhdphmkckjjcegoiijjo";
/// An id as the store gives them, but nobody's.
const NOBODY: &str = "aaaabbbbccccddddeeeeffffgggghhhh";

pub fn machines() -> Vec<Made> {
    let groups = [
        cookie_cleaners(),
        controlled_content(),
        rewriters(),
        blockers(),
        brought_along(),
        seller_tools(),
        proxies(),
        vpns(),
    ];
    groups.into_iter().flatten().collect()
}

/// An extension from the store with this name and what it may do.
fn extension(id: &str, name: &str, api: &[&str], hosts: &[&str]) -> Value {
    json!({
        "active_permissions": {"api": api, "explicit_host": hosts, "manifest_permissions": [], "scriptable_host": []},
        "disable_reasons": [],
        "first_install_time": "13439793269596175",
        "from_webstore": true,
        "last_update_time": "13439793269596175",
        "location": 1,
        "manifest": {"manifest_version": 3, "name": name, "version": "1.2"},
        "path": format!("{id}/1.2_0"),
    })
}

/// The same, with other entries.
fn with(mut extension: Value, more: &Value) -> Value {
    let entries = more.as_object().unwrap().clone();
    extension.as_object_mut().unwrap().extend(entries);
    extension
}

fn settings(id: &str, extension: &Value) -> Value {
    json!({"extensions": {"settings": {id: extension}}})
}

/// Chrome with an extension, in the file in which that system keeps it.
fn chrome(name: &'static str, os: Os, id: &str, extension: &Value) -> Made {
    let made = Made::new(name, os);
    if os == Os::Linux {
        return made.chrome(&settings(id, extension));
    }
    let path = format!("{}/Default/Secure Preferences", made.chrome_root());
    made.chrome(&json!({})).json(&path, &settings(id, extension))
}

/// An add-on of Firefox with these entries besides the usual ones.
fn addon(id: &str, name: &str, permissions: &[&str], origins: &[&str]) -> Value {
    json!({
        "id": id,
        "type": "extension",
        "version": "1.2",
        "active": true,
        "location": "app-profile",
        "signedState": 2,
        "foreignInstall": false,
        "defaultLocale": {"name": name},
        "locales": [],
        "userPermissions": {"permissions": permissions, "origins": origins},
        "installTelemetryInfo": {"source": "amo"},
    })
}

/// Firefox with an add-on, beside one of its own.
fn firefox(name: &'static str, os: Os, addon: &Value) -> Made {
    let own = json!({
        "id": "webcompat@mozilla.org", "type": "extension", "active": true, "location": "app-builtin-addons",
        "defaultLocale": {"name": "Web Compatibility"},
        "userPermissions": {"permissions": ["cookies", "proxy", "webRequest"], "origins": ["<all_urls>"]},
    });
    let made = Made::new(name, os).firefox("");
    let path = format!("{}/Profiles/a.work/extensions.json", made.firefox_root());
    made.json(&path, &json!({"schemaVersion": 37, "addons": [own, addon]}))
}

/// The same, with settings that an add-on controls.
fn firefox_with_settings(name: &'static str, os: Os, addon: &Value, prefs: &Value) -> Made {
    let made = firefox(name, os, addon);
    let path = format!("{}/Profiles/a.work/extension-settings.json", made.firefox_root());
    made.json(&path, &json!({"version": 3, "commands": {}, "prefs": prefs}))
}

/// A setting that one add-on has given a value.
fn controlled(id: &str, value: &Value) -> Value {
    json!({"initialValue": {}, "precedenceList": [{"id": id, "installDate": 1, "enabled": true, "value": value}]})
}

fn cookie_cleaners() -> Vec<Made> {
    let id = "ext.cookie_cleaner";
    let cleaner =
        |hosts: &[&str]| extension(COOKIE_AUTODELETE, "Cookie AutoDelete", &["cookies", "tabs"], hosts);
    let browsing_data = ["browsingData", "cookies"];
    let of_firefox =
        addon("CookieAutoDelete@kennydo.com", "Cookie AutoDelete", &browsing_data, &["<all_urls>"]);
    vec![
        chrome("chrome_cookie_cleaner", Os::Windows, COOKIE_AUTODELETE, &cleaner(&["<all_urls>"]))
            .finds(id, CHROME),
        firefox("firefox_cookie_cleaner", Os::Linux, &of_firefox).finds(id, FIREFOX),
        firefox(
            "firefox_cookie_cleaner_is_off",
            Os::Linux,
            &with(of_firefox, &json!({"active": false, "userDisabled": true})),
        )
        .near(id),
        chrome(
            "chrome_cookie_cleaner_for_others",
            Os::Macos,
            COOKIE_AUTODELETE,
            &cleaner(&["*://*.example.jp/*"]),
        )
        .near(id),
        chrome(
            "chrome_cookie_cleaner_is_off",
            Os::Windows,
            COOKIE_AUTODELETE,
            &with(cleaner(&["<all_urls>"]), &json!({"disable_reasons": [1]})),
        )
        .near(id),
    ]
}

fn controlled_content() -> Vec<Made> {
    let id = "ext.controls_content";
    let rule = |pattern: &str, kind: &str, setting: &str| json!({"primaryPattern": pattern, "secondaryPattern": "*", "setting": setting, "type": kind});
    let with_rules = |rules: Value| {
        with(extension(NOBODY, "Tidy", &["contentSettings"], &[]), &json!({"content_settings": rules}))
    };
    let privacy = addon("tidy@example.jp", "Tidy", &["privacy"], &[]);
    let cookies = controlled("tidy@example.jp", &json!({"behavior": "reject_all"}));
    let own_choice = json!({"websites.cookieConfig": with(cookies.clone(), &json!({"selected": null}))});
    vec![
        unpacked(),
        chrome(
            "chrome_extension_keeps_cookies_for_a_session",
            Os::Macos,
            NOBODY,
            &with_rules(json!([rule("*", "cookies", "session_only")])),
        )
        .finds(id, CHROME),
        chrome(
            "chrome_extension_blocks_cookies_of_others",
            Os::Macos,
            NOBODY,
            &with_rules(json!([
                rule("*", "cookies", "block"),
                rule("[*.]amazon.co.jp", "cookies", "allow"),
                rule("[*.]amazon.com", "cookies", "allow"),
                rule("[*.]example.jp", "javascript", "block"),
            ])),
        )
        .near(id),
        firefox_with_settings(
            "firefox_extension_rejects_cookies",
            Os::Windows,
            &privacy,
            &json!({"websites.cookieConfig": cookies}),
        )
        .finds(id, FIREFOX),
        firefox_with_settings("firefox_person_decides_about_cookies", Os::Windows, &privacy, &own_choice)
            .near(id),
    ]
}

/// An unpacked extension as a developer has it: its manifest stands in its folder only, its name in Japanese.
fn unpacked() -> Made {
    let folder = "/home/taro/dev/tidy";
    let hosts = ["*://*.amazon.co.jp/*"];
    let api = ["browsingData", "contentSettings", "cookies", "privacy", "proxy"];
    let server = format!("http://taro:{CANARY}@proxy.example.jp:8080");
    let more = json!({
        "content_settings": [
            {"primaryPattern": "https://sellercentral.amazon.co.jp", "secondaryPattern": "*", "setting": "block", "type": "cookies"},
            {"primaryPattern": "https://sellercentral.amazon.co.jp", "secondaryPattern": "*", "setting": "block", "type": "javascript"},
        ],
        "from_webstore": false,
        "location": 4,
        "manifest": null,
        "path": folder,
        "preferences": {
            "proxy": {"bypass_list": "<local>", "mode": "fixed_servers", "server": server},
        },
    });
    let manifest =
        json!({"manifest_version": 3, "name": "__MSG_n__", "default_locale": "ja", "version": "1.2"});
    let extension = with(extension(NOBODY, "", &api, &hosts), &more);
    chrome("chrome_unpacked_extension_controls_all", Os::Linux, NOBODY, &extension)
        .json(&format!("{folder}/manifest.json"), &manifest)
        .json(&format!("{folder}/_locales/ja/messages.json"), &json!({"N": {"message": "Cookie おそうじ君"}}))
        .finds("ext.controls_content", CHROME)
        .finds("ext.cookie_cleaner", CHROME)
        .finds("proxy.extension", CHROME)
        .near("ext.sideload_or_policy")
        .near("vpn.extension")
}

fn rewriters() -> Vec<Made> {
    let id = "ext.header_or_ua";
    let switcher = extension(
        NOBODY,
        "User-Agent Switcher",
        &["declarativeNetRequestWithHostAccess", "storage"],
        &["<all_urls>"],
    );
    let for_one_site = json!({
        "withholding_permissions": true,
        "runtime_granted_permissions": {"api": [], "explicit_host": ["https://example.jp/*"], "scriptable_host": []},
    });
    let uuid = "{a6c4a591-f1b2-4f03-b3ff-767e5bedf4e7}";
    let permissions = ["webRequest", "webRequestBlocking"];
    let of_firefox = |origins: &[&str]| addon(uuid, "User-Agent Switcher and Manager", &permissions, origins);
    vec![
        chrome("chrome_user_agent_switcher", Os::Macos, NOBODY, &switcher).finds(id, CHROME),
        chrome("chrome_user_agent_switcher_for_one_site", Os::Macos, NOBODY, &with(switcher, &for_one_site))
            .near(id),
        firefox("firefox_user_agent_switcher", Os::Windows, &of_firefox(&["<all_urls>"])).finds(id, FIREFOX),
        firefox("firefox_user_agent_switcher_without_sites", Os::Windows, &of_firefox(&[])).near(id),
    ]
}

fn blockers() -> Vec<Made> {
    let id = "ext.blocker";
    let lite = "ddkjiahejlhfcafbddmgiahcphecmpfh";
    let blocker = extension(lite, "uBlock Origin Lite", &["declarativeNetRequest", "scripting"], &[]);
    let remnant = json!({"disable_reasons": [], "first_install_time": "13439793269596175", "location": 1});
    let no_script = addon(
        "{73a6fe31-595d-460b-a920-fcc0f8843232}",
        "NoScript",
        &["webRequest", "webRequestBlocking"],
        &["<all_urls>"],
    );
    vec![
        chrome("chrome_blocker", Os::Linux, lite, &blocker).finds(id, CHROME),
        chrome("chrome_blocker_was_removed", Os::Windows, lite, &remnant).near(id),
        chrome(
            "chrome_blocker_was_switched_off_long_ago",
            Os::Linux,
            lite,
            &with(blocker, &json!({"disable_reasons": 1, "state": 0})),
        )
        .near(id),
        firefox("firefox_script_blocker", Os::Macos, &no_script).finds(id, FIREFOX),
    ]
}

fn brought_along() -> Vec<Made> {
    let id = "ext.sideload_or_policy";
    let helper = |hosts: &[&str], location: i64| {
        let more = json!({"location": location, "from_webstore": false});
        with(extension(NOBODY, "Helper", &["tabs"], hosts), &more)
    };
    let toolbar = json!({"manifest": {
        "name": "便利ツールバー",
        "version": "1",
        "chrome_settings_overrides": {"homepage": format!("https://example.com/?{CANARY}")},
    }});
    let foreign = |origins: &[&str]| {
        with(addon("helper@example.jp", "Helper", &["tabs"], origins), &json!({"foreignInstall": true}))
    };
    let by_policy = json!({"installTelemetryInfo": {"source": "enterprise-policy"}});
    vec![
        chrome("chrome_extension_of_another_program", Os::Windows, NOBODY, &helper(&["<all_urls>"], 3))
            .finds(id, CHROME),
        chrome("chrome_toolbar_of_another_program", Os::Windows, NOBODY, &with(helper(&[], 2), &toolbar))
            .finds(id, CHROME),
        chrome("chrome_toolbar_from_the_store", Os::Windows, NOBODY, &with(helper(&[], 1), &toolbar))
            .near(id),
        chrome("chrome_extension_of_the_company", Os::Macos, NOBODY, &helper(&["*://*/*"], 7))
            .finds(id, CHROME),
        chrome(
            "chrome_extension_of_another_program_elsewhere",
            Os::Linux,
            NOBODY,
            &helper(&["*://*.example.jp/*"], 6),
        )
        .near(id),
        firefox("firefox_extension_of_another_program", Os::Linux, &foreign(&["<all_urls>"]))
            .finds(id, FIREFOX),
        firefox(
            "firefox_extension_of_another_program_elsewhere",
            Os::Macos,
            &foreign(&["*://*.example.jp/*"]),
        )
        .near(id),
        firefox("firefox_extension_of_the_company", Os::Windows, &with(foreign(&["<all_urls>"]), &by_policy))
            .finds(id, FIREFOX),
    ]
}

fn seller_tools() -> Vec<Made> {
    let id = "ext.seller_tools";
    let keepa = |hosts: &[&str]| extension(KEEPA, "Keepa - Amazon Price Tracker", &["storage"], hosts);
    let unknown = addon("research@example.jp", "リサーチ", &["storage"], &["*://*.amazon.co.jp/*"]);
    vec![
        chrome(
            "chrome_seller_tool",
            Os::Macos,
            KEEPA,
            &keepa(&["*://*.amazon.co.jp/*", "*://*.keepa.com/*"]),
        )
        .finds(id, CHROME),
        chrome("chrome_seller_tool_for_germany", Os::Windows, KEEPA, &keepa(&["*://*.amazon.de/*"])).near(id),
        firefox("firefox_extension_for_amazon", Os::Windows, &unknown).finds(id, FIREFOX),
        chrome(
            "chrome_extension_for_a_lookalike",
            Os::Linux,
            NOBODY,
            &extension(NOBODY, "X", &["storage"], &["*://*.notamazon.co.jp/*", "http://*.amazon.co.jp/*"]),
        )
        .near(id),
    ]
}

fn proxies() -> Vec<Made> {
    let id = "proxy.extension";
    let with_proxy = |proxy: Value| {
        with(extension(NOBODY, "Relay", &["proxy"], &[]), &json!({"preferences": {"proxy": proxy}}))
    };
    let relay = addon("relay@example.jp", "Relay", &["proxy"], &[]);
    let proxy = |kind: &str| {
        let server = format!("http://taro:{CANARY}@proxy.example.jp:8080");
        json!({"proxy.settings": controlled("relay@example.jp", &json!({"proxyType": kind, "ssl": server}))})
    };
    let script = "function FindProxyForURL(url, host) { return 'PROXY proxy.example:8080'; }";
    let script = format!("data:application/x-ns-proxy-autoconfig,{script}//{CANARY}");
    vec![
        chrome(
            "chrome_extension_has_a_proxy_script",
            Os::Windows,
            NOBODY,
            &with_proxy(json!({"mode": "pac_script", "pac_mandatory": false, "pac_url": script})),
        )
        .finds(id, CHROME),
        chrome(
            "chrome_extension_connects_directly",
            Os::Windows,
            NOBODY,
            &with_proxy(json!({"mode": "direct", "server": CANARY})),
        )
        .near(id),
        chrome(
            "chrome_extension_spares_amazon",
            Os::Linux,
            NOBODY,
            &with_proxy(json!({
                "mode": "fixed_servers", "server": "proxy.example.jp:8080", "bypass_list": "*.amazon.co.jp",
            })),
        )
        .near(id),
        firefox_with_settings("firefox_extension_has_a_proxy", Os::Linux, &relay, &proxy("manual"))
            .finds(id, FIREFOX),
        firefox_with_settings("firefox_extension_leaves_the_proxy", Os::Macos, &relay, &proxy("system"))
            .near(id),
    ]
}

fn vpns() -> Vec<Made> {
    let id = "vpn.extension";
    let nord = |api: &[&str]| extension(NORDVPN, "NordVPN", api, &["<all_urls>"]);
    let on =
        json!({"preferences": {"proxy": {"mode": "fixed_servers", "server": "https://jp1.example.com:89"}}});
    let of_firefox =
        |permissions: &[&str]| addon("vpn@example.jp", "Example VPN", permissions, &["<all_urls>"]);
    vec![
        chrome("chrome_vpn", Os::Linux, NORDVPN, &nord(&["proxy"])).finds(id, CHROME).near("proxy.extension"),
        chrome("chrome_vpn_is_on", Os::Windows, NORDVPN, &with(nord(&["proxy"]), &on))
            .finds(id, CHROME)
            .near("proxy.extension"),
        chrome("chrome_vpn_may_not_reroute", Os::Macos, NORDVPN, &nord(&["storage"])).near(id),
        firefox("firefox_vpn", Os::Macos, &of_firefox(&["proxy"])).finds(id, FIREFOX),
        firefox("firefox_vpn_may_not_reroute", Os::Windows, &of_firefox(&["tabs"])).near(id),
    ]
}
