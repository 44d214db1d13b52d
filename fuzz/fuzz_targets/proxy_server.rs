//! A proxy server, a list of them, and the answer of a proxy script.
#![no_main]

use libfuzzer_sys::fuzz_target;
use login_triage::environment::fuzzing;

fuzz_target!(|text: &str| assert!(fuzzing::proxy_server(text)));
