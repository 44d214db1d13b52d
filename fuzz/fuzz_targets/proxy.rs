//! What a proxy says before it lets anybody through: HTTP's CONNECT, SOCKS 4 and 5.
#![no_main]

use libfuzzer_sys::fuzz_target;
use login_triage::environment::online::fuzzing::proxy;

fuzz_target!(|bytes: &[u8]| {
    proxy(bytes);
    proxy(&[&[5, 0, 5, 0, 0], bytes].concat());
});
