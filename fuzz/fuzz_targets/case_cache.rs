//! The bytes of a remembered list of cases: never a panic. What stands between the head and the sum is read, too.
#![no_main]

use libfuzzer_sys::fuzz_target;
use login_triage::case::index::Cache;

fuzz_target!(|bytes: &[u8]| {
    Cache::probe(bytes);
    Cache::probe(&Cache::sealed(bytes));
});
