//! Spreadsheets in and out, and the year's calendar out.

use std::path::{Path, PathBuf};

use jiff::Timestamp;

use crate::app::change::toast;
use crate::app::command::Effect;
use crate::app::files::start_folder;
use crate::app::state::{Dialog, State};
use crate::ledger::calendar::calendar;
use crate::ui::text;
use crate::ui::text::errors::Sentence;

use super::{Handout, LedgerEffect};

/// What is being brought in or handed out.
#[derive(Debug, Default)]
pub struct Moving {
    /// A spreadsheet that was read, before it is taken over.
    pub table: Option<(PathBuf, Table)>,
    /// What is to be written once a folder is chosen.
    pub handout: Option<Handout>,
}

/// A spreadsheet that was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// Asks for the spreadsheet.
pub(super) fn pick_table(state: &mut State) -> Vec<Effect> {
    state.picking = true;
    vec![Effect::PickTable { folder: start_folder(state) }]
}

/// Asks for the folder.
pub(super) fn pick_folder(state: &mut State, handout: Handout) -> Vec<Effect> {
    state.picking = true;
    state.ledger.moving.handout = Some(handout);
    vec![Effect::PickHandoutFolder { folder: start_folder(state) }]
}

/// The files of a handout.
fn files(state: &State, handout: Handout, now: Timestamp) -> Vec<(String, Vec<u8>)> {
    let ledger = &state.ledger.ledger;
    let today = now.to_zoned(state.zone.clone()).date();
    match handout {
        Handout::Calendar => {
            let file = calendar(ledger, &state.model.knowledge().ledger_checks, today, now);
            vec![(text::ledger::CALENDAR_FILE.to_owned(), file.into_bytes())]
        }
        Handout::Csv | Handout::Template => Vec::new(),
    }
}

/// Writes a handout into the folder that was chosen.
pub fn write_to(state: &mut State, folder: &Path, now: Timestamp) -> Vec<Effect> {
    let Some(handout) = state.ledger.moving.handout.take() else { return Vec::new() };
    if !folder.is_absolute() {
        state.dialog = Some(Dialog::Failed(text::staff::no_folder(folder)));
        return Vec::new();
    }
    vec![Effect::Ledger(LedgerEffect::Write(folder.to_owned(), files(state, handout, now)))]
}

/// A spreadsheet was read: it is shown before it is taken over.
pub(super) fn read(state: &mut State, path: PathBuf, table: Result<Table, Sentence>) {
    match table {
        Ok(table) => state.ledger.moving.table = Some((path, table)),
        Err(sentence) => state.dialog = Some(Dialog::Failed(sentence)),
    }
}

/// Takes over what the preview shows.
pub(super) fn import(state: &mut State, _now: Timestamp) {
    state.ledger.moving.table = None;
}

pub(super) fn written(state: &mut State, written: Result<Vec<PathBuf>, Sentence>, now: Timestamp) {
    match written {
        Ok(paths) => toast(state, now, text::ledger::written(&paths)),
        Err(sentence) => state.dialog = Some(Dialog::Failed(sentence)),
    }
}
