//! The bytes of a case note: never a panic, and what is read is written and read again the same.
#![no_main]

use std::path::Path;

use jiff::Timestamp;
use libfuzzer_sys::fuzz_target;
use login_triage::case::{self, Target};

fuzz_target!(|bytes: &[u8]| {
    let Ok(note) = case::parse(bytes, Path::new("fuzz.case.ron")) else { return };
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("note.case.ron");
    case::save(&note, Target::New(&path), Timestamp::UNIX_EPOCH).expect("what was read can be written");
    assert_eq!(case::load(&path).expect("what was written can be read"), note);
});
