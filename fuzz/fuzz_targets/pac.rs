//! A proxy script, or what stands in its function: whatever it is, it ends in time, and so does the address of one.
#![no_main]

use std::time::{Duration, Instant};

use libfuzzer_sys::fuzz_target;
use login_triage::environment::pac_trial::outcome;

const HOST: &str = "sellercentral.amazon.co.jp";

fuzz_target!(|bytes: &[u8]| {
    let Some((first, rest)) = bytes.split_first() else { return };
    let within = |before: &str, after: &str| [before.as_bytes(), rest, after.as_bytes()].concat();
    let (script, content_type) = match first % 6 {
        0 => (rest.to_vec(), None),
        1 => (rest.to_vec(), Some("text/plain; charset=shift_jis".to_owned())),
        2 => (rest.to_vec(), Some(String::from_utf8_lossy(rest).into_owned())),
        3 => (within("function FindProxyForURL(url, host) {", "\n}"), None),
        4 => (within("function FindProxyForURL(url, host) { return ", "\n}"), None),
        _ => (within("function FindProxyForURL(url, host) { return shExpMatch(host, '", "') }"), None),
    };
    let begin = Instant::now();
    outcome(script, content_type, HOST);
    assert!(begin.elapsed() < Duration::from_secs(10), "it took {:?}", begin.elapsed());
});
