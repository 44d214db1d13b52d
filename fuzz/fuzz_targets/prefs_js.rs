//! `prefs.js` of Firefox.
#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use login_triage::environment::Os;
use login_triage_fuzz::{FIREFOX, Machine};

static MACHINE: LazyLock<Machine> = LazyLock::new(|| Machine::new(Os::Linux));

fuzz_target!(|bytes: &[u8]| {
    MACHINE.scan_with(&format!("{FIREFOX}/prefs.js"), bytes);
});
