//! Names of files beside a note, as sync clients and people make them: each name that one may be a copy of is shorter, and
//! a name of its own kind.
#![no_main]

use libfuzzer_sys::fuzz_target;
use login_triage::case::originals;

fuzz_target!(|name: &str| {
    for name in [name.to_owned(), format!("{name}.ron"), format!("{name}.case.ron")] {
        for original in originals(&name) {
            assert!(original.len() < name.len() && original.ends_with(".ron") && original != ".ron");
        }
    }
});
