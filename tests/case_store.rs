//! The store of case notes against bad files, bad places and bad moments.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "helpers of tests fail by panicking"
)]

use std::{fs, path::Path};

use jiff::Timestamp;
use login_triage::case::{self, Case, LoadError, SaveError, Saved, Target};

#[path = "case_store/bad_files.rs"]
mod bad_files;
#[path = "case_store/beside.rs"]
mod beside;
#[path = "case_store/faults.rs"]
mod faults;
#[path = "case_store/layouts.rs"]
mod layouts;
#[path = "case_store/ledger.rs"]
mod ledger;
#[path = "case_store/merging.rs"]
mod merging;
#[path = "case_store/recovery.rs"]
mod recovery;
#[path = "case_store/round_trip.rs"]
mod round_trip;
#[path = "case_store/saving.rs"]
mod saving;

#[path = "case_store/sim_disk.rs"]
mod sim_disk;
#[path = "case_store/two_programs.rs"]
mod two_programs;
#[cfg(target_os = "linux")]
#[path = "case_store/volumes.rs"]
mod volumes;

const FULL_1: &str = include_str!("fixtures/notes/v1_full.ron");
const MINIMAL_1: &str = include_str!("fixtures/notes/v1_minimal.ron");
const FULL: &str = include_str!("fixtures/notes/v2_full.ron");
const PLANS: &str = include_str!("fixtures/notes/v2_plans.ron");
const TICKS: &str = include_str!("fixtures/notes/v2_ticks.ron");
const MINIMAL: &str = include_str!("fixtures/notes/v2_minimal.ron");

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

fn note(title: &str) -> Case {
    let mut case = Case::new(at("2026-11-21T00:34:00Z"), "k7f2");
    title.clone_into(&mut case.title);
    case
}

/// Loads bytes as a file.
fn load(bytes: impl AsRef<[u8]>) -> Result<Case, LoadError> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("note.case.ron");
    fs::write(&path, bytes).unwrap();
    case::load(&path)
}

/// Saves a note in the place of whatever stands there.
fn save(case: &Case, path: &Path) -> Result<Saved, SaveError> {
    case::save(case, Target::Replace(path), at("2026-11-21T00:34:00Z"))
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}
