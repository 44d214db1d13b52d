//! A certificate: never a panic, and what is shown of it is one short line.
#![no_main]

use libfuzzer_sys::fuzz_target;
use login_triage::environment::online::fuzzing::certificate;

fuzz_target!(|bytes: &[u8]| {
    if let Some(issuer) = certificate(bytes) {
        assert!(issuer.chars().count() <= 161 && !issuer.contains('\n'));
    }
});
