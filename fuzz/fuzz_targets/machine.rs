//! The other foreign files of a machine; the first byte chooses which.
#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use login_triage::environment::Os;
use login_triage_fuzz::{CHROME, FIREFOX, Machine};

static LINUX: LazyLock<Machine> = LazyLock::new(|| Machine::new(Os::Linux));
static MAC: LazyLock<Machine> = LazyLock::new(|| Machine::new(Os::Macos));

fuzz_target!(|bytes: &[u8]| {
    let Some((first, rest)) = bytes.split_first() else { return };
    let on_linux = |name: &str| drop(LINUX.scan_with(name, rest));
    match first % 9 {
        0 => on_linux("home/a/.config/google-chrome/Local State"),
        1 => on_linux(&format!("{CHROME}/Secure Preferences")),
        2 => on_linux(&format!("{FIREFOX}/extensions.json")),
        3 => on_linux(&format!("{FIREFOX}/extension-settings.json")),
        4 => on_linux("etc/opt/chrome/policies/managed/a.json"),
        5 => on_linux("etc/firefox/policies/policies.json"),
        6 => on_linux("home/a/.config/kioslaverc"),
        7 => on_linux("home/a/.config/mimeapps.list"),
        _ => {
            let safari =
                "Users/a/Library/Containers/com.apple.Safari/Data/Library/Preferences/com.apple.Safari.plist";
            drop(MAC.scan_with(safari, rest));
        }
    }
});
