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

/// The folder that was named, or that of the notes: the operator's choice, else the usual one.
fn folder(named: Option<&Path>) -> Result<PathBuf, CallError> {
    let usual = || {
        let places = Places::live()?;
        load_settings(&places.settings).notes_folder.or(Some(places.notes))
    };
    named.map(Path::to_owned).or_else(usual).ok_or(CallError::NoHome)
}

/// Lists a folder, without a cache: it could not be written.
fn read(folder: &Path) -> Result<Index, CallError> {
    Index::read(folder, None, Timestamp::now(), &|_, _| {}).map_err(CallError::Folder)
}

/// This day, where we are.
fn today() -> Today {
    Today::new(Timestamp::now(), &TimeZone::system())
}
