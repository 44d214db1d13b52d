//! A list of hosts that are reached without the proxy, as each of its readers reads it.
#![no_main]

use libfuzzer_sys::fuzz_target;
use login_triage::environment::fuzzing;

fuzz_target!(|text: &str| assert!(fuzzing::bypass_list(text)));
