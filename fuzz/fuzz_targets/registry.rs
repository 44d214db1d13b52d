//! A registry, as regedit exports it.
#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use login_triage::environment::Os;
use login_triage_fuzz::Machine;

static MACHINE: LazyLock<Machine> = LazyLock::new(|| Machine::new(Os::Windows));

fuzz_target!(|bytes: &[u8]| {
    MACHINE.scan_with("registry.reg", bytes);
});
