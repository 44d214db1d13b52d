//! `case list`: the notes of a folder.

use std::io::Write;

use serde::Serialize;

use crate::case::index::{Filter, Query, Terms};
use crate::cli::{CallError, FINE, write_json};
use crate::knowledge::Knowledge;
use crate::ui::text;

use super::arguments::List;
use super::note::{NoteEntry, paths, write_text};
use super::{folder, read, today};

/// The list, as the JSON output has it.
#[derive(Debug, Serialize)]
struct Listing<'r> {
    folder: String,
    notes: Vec<NoteEntry<'r>>,
    /// Folders that could not be read.
    unread: Vec<String>,
}

pub(super) fn run(list: &List, out: &mut dyn Write) -> Result<u8, CallError> {
    let folder = folder(list.folder.as_deref())?;
    let mut index = read(&folder)?;
    let filter = Filter {
        standing: list.standing,
        cause: list.cause.clone(),
        shop: list.shop.clone(),
        person: list.person.clone(),
        period: list.period,
    };
    let query = Query { terms: Terms::default(), filter, order: list.order };
    let today = today();
    let found = index.ask(&query, today, &|| false).unwrap_or_default();
    if list.json {
        let notes = found.rows.iter().map(|row| NoteEntry::of(row, today.now)).collect();
        let listing =
            Listing { folder: folder.display().to_string(), notes, unread: paths(found.unread.iter()) };
        write_json(&listing, out)?;
        return Ok(FINE);
    }
    let knowledge = Knowledge::embedded().map_err(CallError::Knowledge)?;
    writeln!(out, "{}", text::cli::heading(text::cases::TITLE, found.rows.len()))?;
    for row in &found.rows {
        write_text(row, &knowledge, today.now, out)?;
    }
    for path in &found.unread {
        writeln!(out, "\n{}", text::cases::unread_folder(path))?;
    }
    Ok(FINE)
}
