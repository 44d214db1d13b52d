//! The bytes of an access ledger: never a panic, what is read is written and read again the same, and whatever it says
//! can be judged, put into a calendar and into tables.
#![no_main]

use std::path::Path;

use jiff::{Timestamp, civil::date};
use libfuzzer_sys::fuzz_target;
use login_triage::case::{self, Target};
use login_triage::ledger::{self, csv, rules, whatif};

fuzz_target!(|bytes: &[u8]| {
    let Ok(ledger) = ledger::parse(bytes, Path::new("fuzz.ledger.ron")) else { return };
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = ledger::path_in(folder.path());
    case::save(&ledger, Target::New(&path), Timestamp::UNIX_EPOCH).expect("what was read can be written");
    assert_eq!(ledger::load(&path).expect("what was written can be read"), ledger);
    let today = date(2026, 11, 28);
    let assessment = rules::assess(&ledger, today);
    assert_eq!(assessment.score().count(), rules::Rule::ALL.len());
    let graph = whatif::Graph::of(&ledger, today);
    for loss in graph.losses() {
        graph.without(&loss);
    }
    let calendar = ledger::calendar::calendar(&ledger, &[], today, Timestamp::UNIX_EPOCH);
    assert!(calendar.split("\r\n").all(|line| line.len() <= 75));
    for table in csv::Table::ALL {
        csv::write(&ledger, table, csv::Encoding::Utf8).expect("everything can be written in UTF-8");
    }
});
