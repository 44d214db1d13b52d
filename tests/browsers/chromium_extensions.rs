//! Extensions that a person has loaded into Chromium from a folder.

use serde_json::{Value, json};

use crate::chromium::{Chromium, ID};
use crate::home::Home;
use crate::scan::{Scan, text};

/// Writes an extension whose name is in its Japanese texts, and returns its folder.
pub(crate) fn write_extension(home: &Home, name: &str, permissions: &[&str]) -> String {
    let manifest = json!({
        "manifest_version": 3,
        "name": "__MSG_appName__",
        "version": "1.2",
        "default_locale": "ja",
        "permissions": permissions,
        "host_permissions": ["*://*.amazon.co.jp/*"],
    });
    home.write("extension/_locales/ja/messages.json", &json!({"appname": {"message": name}}).to_string());
    home.write("extension/page.html", "<title>page</title>");
    let manifest = home.write("extension/manifest.json", &manifest.to_string());
    manifest.parent().unwrap().to_str().unwrap().to_owned()
}

/// Loads it, and opens a page of it whose scripts may do what it may.
pub(crate) fn load(chromium: &mut Chromium, folder: &str) -> (String, String) {
    let loaded = chromium.call(None, "Extensions.loadUnpacked", &json!({"path": folder}));
    let id = loaded["id"].as_str().unwrap().to_owned();
    let tab = chromium.open(&format!("chrome-extension://{id}/page.html"));
    (id, tab)
}

fn extension<'scan>(scan: &'scan Scan, id: &str) -> &'scan Value {
    let all = scan.profile(ID)["extensions"].as_array().unwrap();
    all.iter().find(|extension| extension["id"] == id).unwrap_or_else(|| panic!("no {id} among {all:#?}"))
}

#[test]
fn an_extension_with_its_own_proxy() {
    let home = Home::new();
    let folder = write_extension(&home, "速い回線", &["proxy"]);
    let mut chromium = Chromium::start(&home);
    let (id, tab) = load(&mut chromium, &folder);
    let proxy = "{mode: 'fixed_servers', rules: {singleProxy: {host: 'proxy.example.jp', port: 8080}}}";
    chromium.run(&tab, &format!("chrome.proxy.settings.set({{value: {proxy}}})"));
    chromium.wait_for_preferences("the proxy", |all| all.to_string().contains("proxy.example.jp"));
    let check = || {
        let scan = home.inspect();
        let found = extension(&scan, &id);
        assert_eq!((text(found, "name"), text(found, "version")), ("速い回線".to_owned(), "1.2".to_owned()));
        assert_eq!((&found["source"], &found["reach"]), (&json!("folder"), &json!("amazon")));
        scan.assert_found("proxy.extension", "Chromium", "extension", &["proxy.example.jp:8080"]);
    };
    check();
    chromium.close();
    check();
}

#[test]
fn an_extension_that_blocks_cookies_and_javascript() {
    let home = Home::new();
    let folder = write_extension(&home, "サイト設定", &["contentSettings", "privacy"]);
    let mut chromium = Chromium::start(&home);
    let (_, tab) = load(&mut chromium, &folder);
    for kind in ["cookies", "javascript"] {
        let rule = "{primaryPattern: 'https://sellercentral.amazon.co.jp/*', setting: 'block'}";
        chromium.run(&tab, &format!("chrome.contentSettings.{kind}.set({rule})"));
    }
    let cookies = chromium.cookies_at("https://sellercentral.amazon.co.jp/home");
    assert_eq!(cookies, "", "Chromium follows the extension");
    chromium.close();
    let scan = home.inspect();
    scan.assert_found("ext.controls_content", "Chromium", "extension", &["sellercentral.amazon.co.jp"]);
    scan.assert_none(&["chromium."]);
}

#[test]
fn an_extension_that_cleans_up_cookies() {
    let home = Home::new();
    let folder = write_extension(&home, "Cookie AutoDelete", &["cookies", "browsingData", "tabs"]);
    let mut chromium = Chromium::start(&home);
    let (id, _) = load(&mut chromium, &folder);
    chromium.close();
    let scan = home.inspect();
    assert_eq!(extension(&scan, &id)["name"], "Cookie AutoDelete");
    let finding = scan.finding("ext.cookie_cleaner");
    assert!(text(finding, "subject").contains("Chromium"), "{finding}");
}

#[test]
fn an_extension_that_is_switched_off_is_no_finding() {
    let home = Home::new();
    let folder = write_extension(&home, "Cookie AutoDelete", &["cookies", "browsingData"]);
    let mut chromium = Chromium::start(&home);
    let (id, _) = load(&mut chromium, &folder);
    let tab = chromium.open("chrome://extensions/");
    chromium.run(&tab, &format!("new Promise(r => chrome.management.setEnabled('{id}', false, r))"));
    chromium.close();
    let scan = home.inspect();
    scan.assert_none(&["ext."]);
    let all = scan.profile(ID)["extensions"].as_array().unwrap();
    assert!(all.is_empty(), "neither that one nor the browser's own: {all:#?}");
}
