//! Extensions that a person has installed in Firefox.

use serde_json::{Value, json};

use crate::firefox::{Firefox, ID};
use crate::home::Home;
use crate::scan::{Scan, text};

/// Packs an extension, installs it, lets it into private windows (only then it may set the proxy), and waits until
/// its script has run.
pub(crate) fn install(firefox: &mut Firefox, id: &str, name: &str, permissions: &[&str], script: &str) {
    let manifest = json!({
        "manifest_version": 2,
        "name": name,
        "version": "2.1",
        "permissions": permissions,
        "browser_specific_settings": {"gecko": {"id": id}},
        "background": {"scripts": ["background.js"]},
    });
    let pack = r#"
        const [id, manifest, script] = args;
        const file = Services.dirsvc.get("TmpD", Ci.nsIFile);
        file.append("extension.xpi");
        const zip = Cc["@mozilla.org/zipwriter;1"].createInstance(Ci.nsIZipWriter);
        zip.open(file, 0x02 | 0x08 | 0x20);
        for (const [name, text] of [["manifest.json", manifest], ["background.js", script]]) {
            const stream = Cc["@mozilla.org/io/arraybuffer-input-stream;1"].createInstance(Ci.nsIArrayBufferInputStream);
            const bytes = new TextEncoder().encode(text).buffer;
            stream.setData(bytes, 0, bytes.byteLength);
            zip.addEntryStream(name, Date.now() * 1000, 0, stream, false);
        }
        zip.close();
        const { ExtensionPermissions } = ChromeUtils.importESModule("resource://gre/modules/ExtensionPermissions.sys.mjs");
        await ExtensionPermissions.add(id, { permissions: ["internal:privateBrowsingAllowed"], origins: [] });
        const installation = await AddonManager.getInstallForFile(file);
        await installation.install();
        file.remove(false);
        return (await AddonManager.getAddonByID(id)).isActive;
    "#;
    let args = [id.into(), manifest.to_string().into(), script.into()];
    assert_eq!(firefox.run(pack, &args), true, "{id} is installed");
}

fn extension<'scan>(scan: &'scan Scan, name: &str) -> &'scan Value {
    let all = scan.profile(ID)["extensions"].as_array().unwrap();
    all.iter()
        .find(|extension| extension["name"] == name)
        .unwrap_or_else(|| panic!("no {name} among {all:#?}"))
}

#[test]
fn an_extension_with_its_own_proxy() {
    let home = Home::new();
    let mut firefox = Firefox::start(&home);
    let set = r#"browser.proxy.settings.set({value: {
        proxyType: "manual", http: "proxy.example.jp:8080", httpProxyAll: true,
    }})"#;
    install(&mut firefox, "fast@example.jp", "速い回線", &["proxy", "<all_urls>"], set);
    firefox.wait_for_text("extension-settings.json", "fast@example.jp");
    let check = || {
        let scan = home.inspect();
        let found = extension(&scan, "速い回線");
        assert_eq!(found["version"], "2.1");
        assert_eq!(found["reach"], "all_sites");
        scan.assert_found("proxy.extension", "Firefox", "extension", &["proxy.settings"]);
    };
    check();
    firefox.close();
    check();
}

#[test]
fn an_extension_that_rejects_cookies() {
    let home = Home::new();
    let mut firefox = Firefox::start(&home);
    let set = r#"browser.privacy.websites.cookieConfig.set({value: {behavior: "reject_all"}})"#;
    install(&mut firefox, "strict@example.jp", "サイト設定", &["privacy"], set);
    firefox.wait_for_text("extension-settings.json", "strict@example.jp");
    firefox.close();
    let scan = home.inspect();
    scan.assert_found("ext.controls_content", "Firefox", "extension", &["websites.cookieConfig"]);
    // Firefox writes what an extension sets to the person's settings.
    scan.assert_none(&["firefox."]);
}

#[test]
fn an_extension_that_cleans_up_cookies() {
    let home = Home::new();
    let mut firefox = Firefox::start(&home);
    let id = "CookieAutoDelete@kennydo.com";
    install(&mut firefox, id, "Cookie AutoDelete", &["cookies", "browsingData", "<all_urls>"], "");
    firefox.wait_for_text("extensions.json", id);
    let check = || {
        let scan = home.inspect();
        let finding = scan.finding("ext.cookie_cleaner");
        assert!(text(finding, "subject").contains("Firefox"), "{finding}");
        let all = scan.profile(ID)["extensions"].as_array().unwrap();
        assert_eq!(all.len(), 1, "none of the browser's own: {all:#?}");
    };
    check();
    let off = "await (await AddonManager.getAddonByID(args[0])).disable()";
    firefox.run(off, &[id.into()]);
    firefox.close();
    home.inspect().assert_none(&["ext."]);
}
