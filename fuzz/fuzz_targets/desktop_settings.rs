//! Files in which desktops and sessions keep their proxy; the first byte chooses which.
#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use login_triage::environment::Os;
use login_triage_fuzz::Machine;

static LINUX: LazyLock<Machine> = LazyLock::new(|| Machine::new(Os::Linux));
static MAC: LazyLock<Machine> = LazyLock::new(|| Machine::new(Os::Macos));

fuzz_target!(|bytes: &[u8]| {
    let Some((first, rest)) = bytes.split_first() else { return };
    match first % 5 {
        0 => drop(LINUX.scan_with("home/a/.config/kioslaverc", rest)),
        1 => drop(LINUX.scan_with("etc/xdg/kioslaverc", rest)),
        2 => drop(LINUX.scan_with("home/a/.config/glib-2.0/settings/keyfile", rest)),
        3 => drop(LINUX.scan_with("home/a/.profile", rest)),
        _ => drop(MAC.scan_with("Library/Preferences/SystemConfiguration/preferences.plist", rest)),
    }
});
