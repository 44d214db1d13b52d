//! A pattern of Chromium's content settings, as a person's exception and as a policy: both readings agree.
#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use login_triage::environment::Os;
use login_triage_fuzz::{CHROME, Machine};
use serde_json::json;

static MACHINE: LazyLock<Machine> = LazyLock::new(|| Machine::new(Os::Linux));

fuzz_target!(|pattern: &str| {
    let exception =
        json!({"profile": {"content_settings": {"exceptions": {"cookies": {pattern: {"setting": 2}}}}}});
    MACHINE.scan_with(&format!("{CHROME}/Preferences"), exception.to_string().as_bytes());
    let policy = json!({"CookiesBlockedForUrls": [pattern], "URLBlocklist": [pattern]});
    MACHINE.scan_with("etc/opt/chrome/policies/managed/a.json", policy.to_string().as_bytes());
});
