//! Shortcuts of Windows and Linux, and the switches in them; the first byte chooses which.
#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use login_triage::environment::Os;
use login_triage_fuzz::Machine;

static WINDOWS: LazyLock<Machine> = LazyLock::new(|| Machine::new(Os::Windows));
static LINUX: LazyLock<Machine> = LazyLock::new(|| Machine::new(Os::Linux));

/// How every shortcut of Windows begins.
const LINK: [u8; 20] = [0x4C, 0, 0, 0, 1, 0x14, 2, 0, 0, 0, 0, 0, 0xC0, 0, 0, 0, 0, 0, 0, 0x46];

fuzz_target!(|bytes: &[u8]| {
    let Some((first, rest)) = bytes.split_first() else { return };
    match first % 3 {
        0 => drop(WINDOWS.scan_with("Users/a/Desktop/a.lnk", &[&LINK, rest].concat())),
        1 => drop(LINUX.scan_with("home/a/Desktop/a.desktop", rest)),
        _ => {
            let entry = [b"[Desktop Entry]\nExec=google-chrome --proxy-server=", rest].concat();
            drop(LINUX.scan_with("home/a/Desktop/a.desktop", &entry));
        }
    }
});
