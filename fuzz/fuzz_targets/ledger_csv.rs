//! The bytes of a table: never a panic; what is taken in can be written, read and taken in again without a change.
#![no_main]

use jiff::Timestamp;
use libfuzzer_sys::fuzz_target;
use login_triage::ledger::{Ledger, csv};

fuzz_target!(|bytes: &[u8]| {
    let now = Timestamp::UNIX_EPOCH;
    let empty = Ledger::new(now, "fuzz");
    let Ok(import) = csv::read(bytes, &empty, now) else { return };
    let table = import.table;
    let ledger = import.onto(&empty, now);
    let file = csv::write(&ledger, table, csv::Encoding::Utf8).expect("everything can be written in UTF-8");
    let again = csv::read(&file, &ledger, now).expect("what was written can be read");
    assert!(again.added.is_empty() && again.changed.is_empty(), "{again:?}");
});
