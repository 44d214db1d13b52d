//! The hosts file, of Linux and of Windows.
#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use login_triage::environment::Os;
use login_triage_fuzz::Machine;

static LINUX: LazyLock<Machine> = LazyLock::new(|| Machine::new(Os::Linux));
static WINDOWS: LazyLock<Machine> = LazyLock::new(|| Machine::new(Os::Windows));

fuzz_target!(|bytes: &[u8]| {
    let entries = |machine: &Machine, name: &str| {
        let report = machine.scan_with(name, bytes);
        let hosts = report.machine.hosts.clone().expect("any file of this size is read");
        hosts
            .entries
            .into_iter()
            .map(|entry| (entry.name, entry.address, entry.evidence.key))
            .collect::<Vec<_>>()
    };
    assert_eq!(entries(&LINUX, "etc/hosts"), entries(&WINDOWS, "Windows/System32/drivers/etc/hosts"));
});
