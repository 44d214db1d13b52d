//! The store of case notes against bad files, bad places and bad moments.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "helpers of tests fail by panicking")]

use std::{fs, path::Path};

use jiff::Timestamp;
use login_triage::case::{self, Case, LoadError};

#[path = "case_store/bad_files.rs"]
mod bad_files;
#[path = "case_store/layouts.rs"]
mod layouts;
#[path = "case_store/merging.rs"]
mod merging;
#[path = "case_store/round_trip.rs"]
mod round_trip;
#[path = "case_store/saving.rs"]
mod saving;

const FULL_1: &str = include_str!("fixtures/notes/v1_full.ron");
const MINIMAL_1: &str = include_str!("fixtures/notes/v1_minimal.ron");
const FULL: &str = include_str!("fixtures/notes/v2_full.ron");
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

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}
