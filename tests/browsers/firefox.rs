//! Debian's Firefox ESR without a window.
//!
//! Seen with Firefox ESR 153 (Debian 12):
//!
//! * A person who is new has their profile in `~/.config/mozilla/firefox`, even if there is an empty `~/.mozilla`;
//!   where `~/.mozilla/firefox` is there, in that. The first start makes two: `<salt>.default-esr`, which it uses
//!   (`[Install…]` in `profiles.ini` and `installs.ini`), and `<salt>.default`, which has `Default=1` and no settings.
//! * Every new profile has a `toolkit.profiles.storeID` and a file in `Profile Groups`, also if there is only one.
//! * `prefs.js` is written half a second after a change.
//! * `cookies.sqlite` (WAL, `user_version` 17: ends in milliseconds, no `rawSameSite`, new `updateTime`),
//!   `permissions.sqlite` (rollback journal, 13) and `places.sqlite` (WAL, 86) are locked while it runs: other
//!   programs can only copy them, and newer rows stand in `-wal`; there is no `-shm`.
//! * After a clean end the link `lock` (`127.0.0.1:+pid`) and the file `.parentlock` stay, and so do empty `-wal`
//!   files; only the process tells whether it runs.
//! * A site whose cookies are for the session only takes all cookies of its domain along at the end:
//!   `https://www.amazon.co.jp` also those of `.amazon.co.jp`, in all containers.
//! * Debian's Firefox ESR reads `/etc/firefox/policies/policies.json`, and not the same below `/etc/firefox-esr`;
//!   without it, `/usr/lib/firefox-esr/distribution/policies.json`, a link into `/usr/share`. What a policy sets
//!   stands neither in `prefs.js` nor in `permissions.sqlite`.
//! * What an extension sets stands in `prefs.js` like what the person sets; only `extension-settings.json` tells.
//!   It may set the proxy only if it may run in private windows.
//! * Its own add-ons have the location `app-builtin-addons`, some with `cookies` and `<all_urls>`.

use std::fs;
use std::path::PathBuf;

use serde_json::{Value, json};

use crate::group::Group;
use crate::home::Home;
use crate::marionette::Marionette;
use crate::server::Server;
use crate::{SECRET, SELLER, wait_for};

/// What the program calls it.
pub(crate) const ID: &str = "firefox";

/// What an administrator's file of settings for all people has for these tests: a free port instead of one for all,
/// none of the hundred settings for automatic tests, extensions without Mozilla's signature, Amazon on this machine,
/// and no calls to Mozilla's servers, for which it would wait when it ends.
const FOR_TESTS: &str = r#"
pref("marionette.port", 0);
pref("remote.prefs.recommended", false);
pref("xpinstall.signatures.required", false);
pref("network.dns.localDomains", "sellercentral.amazon.co.jp,www.amazon.co.jp");

pref("app.normandy.enabled", false);
pref("browser.aboutwelcome.enabled", false);
pref("browser.newtabpage.enabled", false);
pref("browser.region.network.url", "");
pref("browser.safebrowsing.provider.mozilla.gethashURL", "");
pref("browser.safebrowsing.provider.mozilla.updateURL", "");
pref("browser.startup.homepage_override.mstone", "ignore");
pref("browser.startup.page", 0);
pref("browser.topsites.contile.enabled", false);
pref("datareporting.policy.dataSubmissionEnabled", false);
pref("datareporting.usage.uploadEnabled", false);
pref("extensions.getAddons.cache.enabled", false);
pref("network.captive-portal-service.enabled", false);
pref("network.connectivity-service.enabled", false);
pref("services.settings.server", "data:,#remote-settings-dummy/v1");
pref("startup.homepage_welcome_url", "");
pref("toolkit.telemetry.server", "data:,");
"#;

/// Helpers for scripts: an address's principal, modules, and a way to read them.
const PRELUDE: &str = r#"
const [...args] = arguments;
const done = args.pop();
const principal = site => Services.scriptSecurityManager.createContentPrincipalFromOrigin(site);
const { PlacesUtils } = ChromeUtils.importESModule("resource://gre/modules/PlacesUtils.sys.mjs");
const { AddonManager } = ChromeUtils.importESModule("resource://gre/modules/AddonManager.sys.mjs");
"#;

/// A running Firefox.
pub(crate) struct Firefox<'home> {
    home: &'home Home,
    /// All of its processes.
    pub(crate) group: Group,
    marionette: Marionette,
    /// The folder of the profile it uses.
    pub(crate) profile: PathBuf,
}

impl<'home> Firefox<'home> {
    /// Starts it with the person's profile.
    pub(crate) fn start(home: &'home Home) -> Self {
        home.write_etc("/etc/firefox-esr/login-triage-tests.js", FOR_TESTS);
        for port in ports(home) {
            fs::remove_file(port).unwrap();
        }
        let mut command = home.command("firefox-esr");
        command.args(["--headless", "--marionette", "--remote-allow-system-access"]);
        command.env("MOZ_CRASHREPORTER_DISABLE", "1");
        command.stdout(home.complaints(ID)).stderr(home.complaints(ID));
        let mut group = Group::start(command);
        let (file, port) = wait_for("Firefox's port", || {
            let ended = group.ended();
            assert_eq!(
                ended,
                None,
                "Firefox, of Debian's package firefox-esr, runs: {}",
                home.complained(ID)
            );
            let file = ports(home).into_iter().next()?;
            let port = fs::read_to_string(&file).ok()?.trim().parse().ok()?;
            Some((file, port))
        });
        let marionette = Marionette::connect(port);
        let profile = file.parent().unwrap().to_owned();
        Self { home, group, marionette, profile }
    }

    /// Runs a script with the rights of the browser itself, and waits for what it returns.
    pub(crate) fn run(&mut self, script: &str, args: &[Value]) -> Value {
        let script = format!(
            "{PRELUDE}(async () => {{ {script} }})().then(v => done([v ?? null]), e => done(String(e)))"
        );
        let parameters = json!({"script": script, "args": args, "newSandbox": true});
        let outcome = self.marionette.call("WebDriver:ExecuteAsyncScript", &parameters);
        match outcome["value"].as_array() {
            Some(value) => value[0].clone(),
            None => panic!("{script}\n{outcome}\n{}", self.home.complained(ID)),
        }
    }

    /// Opens an address.
    pub(crate) fn open(&mut self, address: &str) {
        self.marionette.call("Marionette:SetContext", &json!({"value": "content"}));
        self.marionette.call("WebDriver:Navigate", &json!({"url": address}));
        self.marionette.call("Marionette:SetContext", &json!({"value": "chrome"}));
    }

    /// Asks the network for an address, whatever comes of it.
    pub(crate) fn request(&mut self, address: &str) {
        self.marionette.call("Marionette:SetContext", &json!({"value": "content"}));
        self.marionette.try_call("WebDriver:Navigate", &json!({"url": address})).ok();
        self.marionette.call("Marionette:SetContext", &json!({"value": "chrome"}));
    }

    /// Changes a setting, as `about:config` does.
    pub(crate) fn set(&mut self, name: &str, value: &Value) {
        let script = r"
            const [name, value] = args;
            if (typeof value == 'boolean') Services.prefs.setBoolPref(name, value);
            else if (typeof value == 'number') Services.prefs.setIntPref(name, value);
            else Services.prefs.setStringPref(name, value);
        ";
        self.run(script, &[name.into(), value.clone()]);
    }

    /// Makes an exception for a site on the page of cookie exceptions: `ALLOW_ACTION`, `DENY_ACTION` or, for the
    /// session only, `ACCESS_SESSION`.
    pub(crate) fn permit_cookies(&mut self, site: &str, permission: &str) {
        let script = r"
            const [site, permission] = args;
            const number = Services.perms[permission] ?? Ci.nsICookiePermission[permission];
            Services.perms.addFromPrincipal(principal(site), 'cookie', number);
        ";
        self.run(script, &[site.into(), permission.into()]);
    }

    /// Has it keep a cookie for a year, as a site does over HTTPS; 0 is the usual container.
    pub(crate) fn keep_cookie(&mut self, host: &str, name: &str, container: u64) {
        let script = r"
            const [host, name, value, userContextId] = args;
            const end = Date.now() + 365 * 86400000;
            const outcome = Services.cookies.add(host, '/', name, value, true, true, false, end, { userContextId },
                Ci.nsICookie.SAMESITE_LAX, Ci.nsICookie.SCHEME_HTTPS);
            return outcome.result;
        ";
        let args = [host.into(), name.into(), SECRET.into(), container.into()];
        assert_eq!(self.run(script, &args), 0, "{host} {name}");
    }

    /// Saves a bookmark in the bookmarks bar.
    pub(crate) fn bookmark(&mut self, address: &str) {
        let script = r"
            const parentGuid = PlacesUtils.bookmarks.toolbarGuid;
            await PlacesUtils.bookmarks.insert({ parentGuid, url: args[0], title: 'しおり' });
        ";
        self.run(script, &[address.into()]);
    }

    /// Remembers a visit that was made an hour ago.
    pub(crate) fn visit(&mut self, address: &str) {
        let script = r"
            const date = new Date(Date.now() - 3600000);
            await PlacesUtils.history.insert({ url: args[0], visits: [{ date }] });
        ";
        self.run(script, &[address.into()]);
    }

    /// Closes it as a person does, and waits until it is gone.
    pub(crate) fn close(mut self) {
        self.marionette.call("Marionette:Quit", &json!({"flags": ["eAttemptQuit"]}));
        self.group.wait("Firefox to end");
    }

    /// Ends it as a power cut does.
    pub(crate) fn crash(self) {
        drop(self.group);
    }

    /// Waits until the settings on the disk are so.
    pub(crate) fn wait_for_prefs(&self, what: &str, are_so: impl Fn(&str) -> bool) {
        let path = self.profile.join("prefs.js");
        wait_for(what, || fs::read_to_string(&path).ok().filter(|text| are_so(text)).map(|_| ()));
    }

    /// Waits until some text stands in a database or in its write-ahead log.
    pub(crate) fn wait_for_text(&self, database: &str, text: &str) {
        let has = |file: String| {
            let bytes = fs::read(self.profile.join(file)).unwrap_or_default();
            crate::chromium::contains(&bytes, text.as_bytes())
        };
        let found = || has(database.to_owned()) || has(format!("{database}-wal"));
        wait_for(text, || found().then_some(()));
    }
}

/// Opens Seller Central, which sets the usual cookies, with a secret in the address.
pub(crate) fn sign_in(firefox: &mut Firefox, server: &Server) {
    firefox.open(&format!("http://{SELLER}:{}/home?token={SECRET}", server.port));
}

/// The files in which it says on which port it listens: one in the profile it uses.
fn ports(home: &Home) -> Vec<PathBuf> {
    let roots = [home.path().join(".mozilla/firefox"), home.config().join("mozilla/firefox")];
    let profiles = roots.iter().filter_map(|root| fs::read_dir(root).ok()).flatten().flatten();
    profiles.map(|profile| profile.path().join("MarionetteActivePort")).filter(|file| file.exists()).collect()
}
