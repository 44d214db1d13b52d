//! What `scutil --proxy` prints on a Mac.
#![no_main]

use libfuzzer_sys::fuzz_target;
use login_triage::environment::printed_by_scutil;

fuzz_target!(|text: &str| {
    printed_by_scutil(text);
});
