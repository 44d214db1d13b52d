//! The binary value in which Windows keeps the settings of a connection: of the local network, and of a VPN.
#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use login_triage::environment::Os;
use login_triage_fuzz::Machine;

static MACHINE: LazyLock<Machine> = LazyLock::new(|| Machine::new(Os::Windows));

fuzz_target!(|bytes: &[u8]| {
    let digits: Vec<String> = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    let key = r"HKEY_CURRENT_USER\Software\Microsoft\Windows\CurrentVersion\Internet Settings\Connections";
    let values =
        ["DefaultConnectionSettings", "VPN"].map(|name| format!("\"{name}\"=hex:{}\r\n", digits.join(",")));
    MACHINE.scan_with("registry.reg", format!("[{key}]\r\n{}", values.concat()).as_bytes());
});
