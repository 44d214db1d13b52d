//! Spreadsheets in and out, and the year's calendar out.

use std::path::{Path, PathBuf};

use jiff::Timestamp;

use crate::app::change::toast;
use crate::app::command::Effect;
use crate::app::files::start_folder;
use crate::app::state::{Dialog, State};
use crate::ledger::Ledger;
use crate::ledger::calendar::calendar;
use crate::ledger::csv::{Encoding, Import, ImportError, NotInEncoding, Table, write};
use crate::ui::text;
use crate::ui::text::errors::Sentence;

use super::{Handout, LedgerEffect};

/// What is being brought in or handed out.
#[derive(Debug, Default)]
pub struct Moving {
    /// A spreadsheet that was read: what it would change, or why it cannot be taken in.
    pub table: Option<ReadTable>,
    /// What is to be written once a folder is chosen.
    pub handout: Option<Handout>,
}

/// A spreadsheet that was read.
#[derive(Debug)]
pub struct ReadTable {
    /// Its file.
    pub path: PathBuf,
    /// What it would change, or why it cannot be taken in.
    pub import: Result<Box<Import>, ImportError>,
}

/// Asks for the spreadsheet.
pub(super) fn pick_table(state: &mut State) -> Vec<Effect> {
    state.picking = true;
    vec![Effect::PickTable { folder: start_folder(state) }]
}

/// Reads the spreadsheet that was chosen.
pub fn read_table(state: &State, path: PathBuf) -> Vec<Effect> {
    vec![Effect::Ledger(LedgerEffect::ReadTable(path, Box::new(state.ledger.ledger.clone())))]
}

/// Asks for the folder.
pub(super) fn pick_folder(state: &mut State, handout: Handout) -> Vec<Effect> {
    state.picking = true;
    state.ledger.moving.handout = Some(handout);
    vec![Effect::PickHandoutFolder { folder: start_folder(state) }]
}

/// The files of a handout.
fn files(state: &State, handout: Handout, now: Timestamp) -> Result<Vec<(String, Vec<u8>)>, NotInEncoding> {
    let ledger = &state.ledger.ledger;
    let today = now.to_zoned(state.zone.clone()).date();
    match handout {
        Handout::Calendar => {
            let file = calendar(ledger, &state.model.knowledge().ledger_checks, today, now);
            Ok(vec![(text::ledger::CALENDAR_FILE.to_owned(), file.into_bytes())])
        }
        Handout::Csv => tables(ledger, Encoding::Utf8),
        Handout::Cp932 => tables(ledger, Encoding::Cp932),
        Handout::Template => tables(&Ledger::new(now, ""), Encoding::Utf8),
    }
}

fn tables(ledger: &Ledger, encoding: Encoding) -> Result<Vec<(String, Vec<u8>)>, NotInEncoding> {
    let file = |table: Table| Ok((text::ledger_csv::file_name(table), write(ledger, table, encoding)?));
    Table::ALL.into_iter().map(file).collect()
}

/// Writes a handout into the folder that was chosen.
pub fn write_to(state: &mut State, folder: &Path, now: Timestamp) -> Vec<Effect> {
    let Some(handout) = state.ledger.moving.handout.take() else { return Vec::new() };
    if !folder.is_absolute() {
        state.dialog = Some(Dialog::Failed(text::staff::no_folder(folder)));
        return Vec::new();
    }
    match files(state, handout, now) {
        Ok(files) => vec![Effect::Ledger(LedgerEffect::Write(folder.to_owned(), files))],
        Err(error) => {
            state.dialog = Some(Dialog::Failed(text::ledger::not_in_encoding(&error.characters)));
            Vec::new()
        }
    }
}

/// A spreadsheet was read: it is shown before it is taken over.
pub(super) fn read(state: &mut State, table: Result<ReadTable, Sentence>) {
    match table {
        Ok(table) => {
            state.ledger.moving.table = Some(table);
            state.dialog = Some(Dialog::LedgerTable);
        }
        Err(sentence) => state.dialog = Some(Dialog::Failed(sentence)),
    }
}

/// Takes over what the preview shows.
pub(super) fn import(state: &mut State, now: Timestamp) {
    state.dialog = None;
    if let Some(ReadTable { import: Ok(import), .. }) = state.ledger.moving.table.take() {
        let rows = import.rows;
        state.ledger.ledger = import.onto(&state.ledger.ledger, now);
        toast(state, now, text::ledger::imported(rows));
    }
}

pub(super) fn written(state: &mut State, written: Result<Vec<PathBuf>, Sentence>, now: Timestamp) {
    match written {
        Ok(paths) => toast(state, now, text::ledger::written(&paths)),
        Err(sentence) => state.dialog = Some(Dialog::Failed(sentence)),
    }
}
