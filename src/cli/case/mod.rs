//! `case`: notes from a shell. Nothing is written.

mod arguments;
mod check;
mod export;
mod list;
mod note;
mod search;
mod show;

use std::io::Write;
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use jiff::tz::TimeZone;

pub(super) use arguments::{CaseCall, arguments};

use crate::app::load_settings;
use crate::case::Places;
use crate::case::index::{Index, Today};
use crate::policy::Policy;

use super::CallError;

/// Does what is called for. The exit code is the answer.
pub(super) fn run(call: &CaseCall, out: &mut dyn Write) -> Result<u8, CallError> {
    match call {
        CaseCall::List(list) => list::run(list, out),
        CaseCall::Show { json, file } => show::run(file, *json, out),
        CaseCall::Search(search) => search::run(search, out),
        CaseCall::Export(export) => export::run(export, out),
        CaseCall::Check { json, paths } => check::run(paths, *json, out),
    }
}

/// The folder that was named, or that of the notes.
fn folder(named: Option<&Path>) -> Result<PathBuf, CallError> {
    let usual = || usual(Policy::live().notes_folder, Places::live());
    named.map(Path::to_owned).or_else(usual).ok_or(CallError::NoHome)
}

/// The folder of the notes: the one that the IT department has decided on, the operator's choice, the usual one.
fn usual(fixed: Option<PathBuf>, places: Option<Places>) -> Option<PathBuf> {
    let own = |places: Places| load_settings(&places.settings).notes_folder.unwrap_or(places.notes);
    fixed.or_else(|| places.map(own))
}

/// Lists a folder, without a cache: it could not be written.
fn read(folder: &Path) -> Result<Index, CallError> {
    Index::read(folder, None, Timestamp::now(), &|_, _| {}).map_err(CallError::Folder)
}

/// This day, where we are.
fn today() -> Today {
    Today::new(Timestamp::now(), &TimeZone::system())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_folder_that_was_decided_on_goes_before_the_operators() {
        let folder = tempfile::tempdir().unwrap();
        let place = |name: &str| folder.path().join(name);
        let places = Places {
            notes: place("usual"),
            settings: place("settings.ron"),
            ..Places::within(folder.path())
        };
        assert_eq!(usual(None, None), None);
        assert_eq!(usual(None, Some(places.clone())), Some(place("usual")));
        std::fs::write(place("settings.ron"), format!("(notes_folder: Some({:?}))", place("own"))).unwrap();
        assert_eq!(usual(None, Some(places.clone())), Some(place("own")));
        assert_eq!(usual(Some(place("fixed")), Some(places)), Some(place("fixed")));
    }
}
