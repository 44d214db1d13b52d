//! The answer of a server of HTTP: bounded, and the same whatever comes behind it.
#![no_main]

use libfuzzer_sys::fuzz_target;
use login_triage::environment::online::fuzzing::answer;

fuzz_target!(|bytes: &[u8]| {
    if let Some(length) = answer(bytes, 1000) {
        assert!(length <= 1000);
    }
    // Most inputs never get through a head.
    let with_chunks = [b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", bytes].concat();
    if let Some(length) = answer(&with_chunks, 1000) {
        assert!(length <= 1000.min(bytes.len()));
    }
});
