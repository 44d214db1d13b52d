//! What a machine's files say of its network; the first byte chooses which.
#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use login_triage::environment::Os;
use login_triage_fuzz::Machine;

/// The other files of routes and addresses are read where there is this one.
const ROUTES: &[u8] = b"Iface\tDestination\neth0\t00000000\t0101A8C0\t0003\t0\t0\t100\t00000000\t0\t0\t0\n";

static LINUX: LazyLock<Machine> =
    LazyLock::new(|| Machine::new(Os::Linux).having("proc/net/route", ROUTES).having("sys/class/net/x", b""));
static MAC: LazyLock<Machine> = LazyLock::new(|| Machine::new(Os::Macos));

fuzz_target!(|bytes: &[u8]| {
    let Some((first, rest)) = bytes.split_first() else { return };
    let on_linux = |name: &str| drop(LINUX.scan_with(name, rest));
    let on_mac = |name: &str| drop(MAC.scan_with(name, rest));
    match first % 10 {
        0 => on_linux("proc/net/route"),
        1 => on_linux("proc/net/ipv6_route"),
        2 => on_linux("proc/net/fib_trie"),
        3 => on_linux("proc/net/if_inet6"),
        4 => on_linux("proc/net/tcp"),
        5 => on_linux("etc/resolv.conf"),
        6 => on_linux("sys/class/net/eth0/uevent"),
        7 => on_mac("Library/Preferences/SystemConfiguration/preferences.plist"),
        8 => on_mac("Library/Preferences/com.apple.timed.plist"),
        _ => on_mac("etc/resolver/amazon.co.jp"),
    }
});
