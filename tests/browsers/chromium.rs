//! Debian's Chromium without a window.
//!
//! Seen with Chromium 156 (Debian 12):
//!
//! * Without a window and without `--user-data-dir` it uses a folder that it throws away; hence the option, with
//!   the folder it uses with a window, `~/.config/chromium`.
//! * In the first 10 seconds of a new profile there is neither `Preferences` nor `Local State`.
//! * Settings are written up to 10 seconds after a change, cookies after 30 seconds or 512 changes, both at the end.
//! * `Default/Cookies` (not `Default/Network/Cookies`), `meta.version` 24, rollback journal; `Cookies-journal`
//!   stays, empty. Other programs can read it while it runs; `History` they can only copy, it is locked.
//! * `Preferences` has all settings, `extensions.settings` too; `Secure Preferences` is there, with a checksum only.
//! * The cookies of an answer that comes from the remote control are kept whatever the settings say; pages do not
//!   see them then. It also keeps none of them in a partition.
//! * Among the numbers in `profile.default_content_setting_values`, and among the rules in
//!   `profile.content_settings.exceptions`, there is `has_migrated_local_network_access: true`.
//! * Rules made on the settings page have neither port nor, if the person gave none, scheme:
//!   `https://sellercentral.amazon.co.jp,*`.
//! * When it ends, cookies whose site may keep them for the session only are deleted, but cookies without an end
//!   date stay until the next start.
//! * `Last Version` is the version without a line end; `SingletonLock` is a link to `host-pid`, gone after the end.
//! * An unpacked extension has `location` 4, an absolute `path` and no `manifest` in the settings. What it controls
//!   stands in `preferences` under one key with dots (`profile.cookie_controls_mode`), and in `content_settings`,
//!   a list of `{primaryPattern, secondaryPattern, setting: "block", type: "cookies"}`.
//! * Besides `Bookmarks` there is `EncryptedBookmarks2`, besides `Sessions` there is `Sessions_Encrypted`.

use std::fs;
use std::path::PathBuf;
use std::process::Stdio;

use serde_json::{Value, json};

use crate::cdp::{Cdp, WITH_PIPES};
use crate::group::Group;
use crate::home::Home;
use crate::{PATIENCE, SECRET, SELLER, wait_for};

/// What the program calls it.
pub(crate) const ID: &str = "chromium";

/// A running Chromium.
pub(crate) struct Chromium<'home> {
    home: &'home Home,
    /// All of its processes.
    pub(crate) group: Group,
    cdp: Cdp,
    /// The `Set-Cookie` lines of every page.
    cookies: Vec<String>,
}

impl<'home> Chromium<'home> {
    /// Starts it with the person's first profile.
    pub(crate) fn start(home: &'home Home) -> Self {
        Self::start_with(home, &[])
    }

    /// Starts it for the second time: in the first seconds of the first time there are no settings on the disk.
    pub(crate) fn start_again(home: &'home Home) -> Self {
        Self::start(home).close();
        Self::start(home)
    }

    /// Starts it with more options.
    pub(crate) fn start_with(home: &'home Home, options: &[&str]) -> Self {
        let mut command = home.command("sh");
        command.args(WITH_PIPES).arg("/usr/bin/chromium").args([
            "--headless=new",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--remote-debugging-pipe",
            // Extensions from a folder, as a person loads them on the page of extensions.
            "--enable-unsafe-extension-debugging",
        ]);
        command.arg(format!("--user-data-dir={}", root(home).display())).args(options);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(home.complaints(ID));
        let mut group = Group::start(command);
        let mut cdp = Cdp::new(group.leader());
        let version = cdp.call(None, "Browser.getVersion", &json!({}), &|_| Value::Null);
        version.unwrap_or_else(|error| {
            panic!("Chromium, of Debian's package chromium, runs: {error}\n{}", home.complained(ID))
        });
        Self { home, group, cdp, cookies: Vec::new() }
    }

    /// From now on every page sets these cookies: `Set-Cookie` lines.
    pub(crate) fn serve_cookies(&mut self, cookies: &[String]) {
        self.cookies = cookies.to_vec();
    }

    /// Opens an address in a new tab, the answer comes from this test; returns the tab.
    pub(crate) fn open(&mut self, address: &str) -> String {
        let tab = self.tab();
        self.call(Some(&tab), "Fetch.enable", &json!({"patterns": [{"urlPattern": "https://*"}]}));
        self.call(Some(&tab), "Page.navigate", &json!({"url": address}));
        wait_for(address, || (self.run(&tab, "document.readyState") == "complete").then_some(()));
        tab
    }

    /// Asks the network for an address in a tab, whatever comes of it.
    pub(crate) fn request(&mut self, tab: &str, address: &str) {
        self.call(Some(tab), "Page.navigate", &json!({"url": address}));
    }

    /// A new tab with nothing in it.
    pub(crate) fn tab(&mut self) -> String {
        let target = self.call(None, "Target.createTarget", &json!({"url": "about:blank"}));
        let attach = json!({"targetId": target["targetId"], "flatten": true});
        let attached = self.call(None, "Target.attachToTarget", &attach);
        let tab = attached["sessionId"].as_str().unwrap().to_owned();
        self.call(Some(&tab), "Page.enable", &json!({}));
        tab
    }

    /// Runs a script in a tab and waits for what it promises.
    pub(crate) fn run(&mut self, tab: &str, script: &str) -> Value {
        let evaluate = json!({"expression": script, "awaitPromise": true, "returnByValue": true});
        let outcome = self.call(Some(tab), "Runtime.evaluate", &evaluate);
        let failed = outcome.get("exceptionDetails");
        assert!(failed.is_none(), "{script}: {failed:?}");
        outcome["result"]["value"].clone()
    }

    /// What a page sees of the cookies that it has set.
    pub(crate) fn cookies_at(&mut self, address: &str) -> String {
        self.serve_cookies(&sign_in_cookies());
        let tab = self.open(address);
        self.run(&tab, "document.cookie").as_str().unwrap().to_owned()
    }

    /// Calls a method of the browser or, with a tab, of that tab.
    pub(crate) fn call(&mut self, tab: Option<&str>, method: &str, parameters: &Value) -> Value {
        let page = page(&self.cookies);
        let outcome = self.cdp.call(tab, method, parameters, &|_| page.clone());
        outcome.unwrap_or_else(|error| panic!("{error}\n{}", self.home.complained(ID)))
    }

    /// Sets a setting on the settings page, as its switches do; says whether the browser let it.
    pub(crate) fn set(&mut self, name: &str, value: &Value) -> bool {
        let tab = self.open("chrome://settings/");
        let name = json!(name);
        let script = format!("new Promise(r => chrome.settingsPrivate.setPref({name}, {value}, '', r))");
        self.run(&tab, &script) == true
    }

    /// Chooses what holds for all sites on the page of site settings: `allow`, `block`, `session_only`.
    pub(crate) fn set_for_all_sites(&mut self, kind: &str, choice: &str) {
        let tab = self.open("chrome://settings/content");
        let values = json!([kind, choice]);
        self.run(&tab, &format!("chrome.send('setDefaultValueForContentType', {values})"));
    }

    /// Adds a rule for a site on the page of site settings.
    pub(crate) fn set_for_site(&mut self, site: &str, kind: &str, choice: &str) {
        let tab = self.open("chrome://settings/content");
        let values = json!([site, "", kind, choice, false]);
        self.run(&tab, &format!("chrome.send('setCategoryPermissionForPattern', {values})"));
    }

    /// Saves a bookmark in the bookmarks bar, on the page of bookmarks.
    pub(crate) fn bookmark(&mut self, address: &str) {
        let tab = self.open("chrome://bookmarks/");
        let bookmark = json!({"parentId": "1", "title": "しおり", "url": address});
        let script = format!(
            "new Promise(r => chrome.bookmarks.create({bookmark}, () => r(chrome.runtime.lastError)))"
        );
        assert_eq!(self.run(&tab, &script), Value::Null, "{address}");
    }

    /// Closes it as a person does, and waits until it is gone.
    pub(crate) fn close(mut self) {
        self.call(None, "Browser.close", &json!({}));
        self.group.wait("Chromium to end");
    }

    /// Ends it as a power cut does.
    pub(crate) fn crash(self) {
        drop(self.group);
    }

    /// The settings as they are on the disk.
    pub(crate) fn preferences(&self) -> Value {
        preferences(self.home, "Default")
    }

    /// Waits until the settings on the disk are so.
    pub(crate) fn wait_for_preferences(&self, what: &str, are_so: impl Fn(&Value) -> bool) {
        assert!(PATIENCE.as_secs() > 10, "settings are written within 10 seconds");
        wait_for(what, || are_so(&self.preferences()).then_some(()));
    }

    /// Has the cookies written now, by setting so many of other sites that the browser stops collecting them.
    pub(crate) fn flush_cookies(&mut self) {
        let tab = self.open("about:blank");
        let cookie = |number| {
            let address = format!("https://shop{number}.example/");
            json!({"name": "visit", "value": SECRET, "url": address, "expires": 2_000_000_000})
        };
        let cookies: Vec<Value> = (0..600).map(cookie).collect();
        self.call(Some(&tab), "Network.setCookies", &json!({"cookies": cookies}));
        let file = root(self.home).join("Default/Cookies");
        let filled = || fs::read(&file).ok().filter(|bytes| contains(bytes, b"shop480.example")).map(|_| ());
        wait_for("the cookies on the disk", filled);
    }
}

/// The folder with everything of Chromium's.
pub(crate) fn root(home: &Home) -> PathBuf {
    home.path().join(".config/chromium")
}

/// The settings of a profile as they are on the disk; null while there are none.
pub(crate) fn preferences(home: &Home, profile: &str) -> Value {
    let text = fs::read(root(home).join(profile).join("Preferences")).unwrap_or_default();
    serde_json::from_slice(&text).unwrap_or_default()
}

/// The cookies that Amazon sets before and at a sign-in, each with the secret as its value.
pub(crate) fn sign_in_cookies() -> Vec<String> {
    let rest = "Domain=.amazon.co.jp; Path=/; Max-Age=31536000; Secure";
    let cookie = |name: &str| format!("{name}={SECRET}; {rest}");
    ["session-id", "ubid-acbjp", "x-acbjp", "at-acbjp"].map(cookie).to_vec()
}

/// Opens Seller Central, which sets the usual cookies, with a secret in the address.
pub(crate) fn sign_in(chromium: &mut Chromium) -> String {
    chromium.serve_cookies(&sign_in_cookies());
    chromium.open(&format!("https://{SELLER}/home?token={SECRET}"))
}

/// Whether some bytes are among others.
pub(crate) fn contains(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}

/// The answer to every request for a page.
fn page(cookies: &[String]) -> Value {
    let mut headers = vec![json!({"name": "Content-Type", "value": "text/html; charset=utf-8"})];
    headers.extend(cookies.iter().map(|cookie| json!({"name": "Set-Cookie", "value": cookie})));
    // "<title>Seller Central</title>"
    let body = "PHRpdGxlPlNlbGxlciBDZW50cmFsPC90aXRsZT4=";
    json!({"responseCode": 200, "responseHeaders": headers, "body": body})
}
