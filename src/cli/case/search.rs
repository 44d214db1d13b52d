//! `case search`: where words stand in the notes of a folder.

use std::io::Write;
use std::ops::Range;

use serde::Serialize;

use crate::case::index::{Excerpt, Query, Row, Terms, preview};
use crate::cli::{CallError, FINE, PROBLEM, write_json};
use crate::knowledge::Knowledge;
use crate::ui::text;

use super::arguments::Search;
use super::note::{NoteEntry, paths, write_text};
use super::{folder, read, today};

/// What was found, as the JSON output has it.
#[derive(Debug, Serialize)]
struct Report<'r> {
    folder: String,
    /// The words as they were compared.
    words: &'r [String],
    notes: Vec<Hit<'r>>,
    /// Folders that could not be read.
    unread: Vec<String>,
}

#[derive(Debug, Serialize)]
struct Hit<'r> {
    #[serde(flatten)]
    note: NoteEntry<'r>,
    excerpts: Vec<Place>,
}

/// Where in a note something was found.
#[derive(Debug, Serialize)]
struct Place {
    part: &'static str,
    text: String,
    /// Begin and end of what was found, in characters.
    marks: Vec<[usize; 2]>,
}

impl Place {
    fn of(excerpt: Excerpt) -> Self {
        let count = |range: Range<usize>| excerpt.text.get(range).unwrap_or_default().chars().count();
        let mark = |mark: &Range<usize>| [count(0..mark.start), count(0..mark.end)];
        let marks = excerpt.marks.iter().map(mark).collect();
        Self { part: excerpt.part.id(), marks, text: excerpt.text }
    }
}

/// Looks for the words. The exit code says whether any note has them.
pub(super) fn run(search: &Search, out: &mut dyn Write) -> Result<u8, CallError> {
    let folder = folder(search.folder.as_deref())?;
    let terms = Terms::parse(&search.words.join(" "));
    let mut index = read(&folder)?;
    let query = Query { terms, ..Query::default() };
    let today = today();
    index.prepare(&|| false, &|_, _| {});
    let found = index.ask(&query, today, &|| false).unwrap_or_default();
    let code = if found.rows.is_empty() { PROBLEM } else { FINE };
    if search.json {
        let hit = |row| Hit {
            note: NoteEntry::of(row, today.now),
            excerpts: excerpts(row, &query.terms).into_iter().map(Place::of).collect(),
        };
        let report = Report {
            folder: folder.display().to_string(),
            words: query.terms.words(),
            notes: found.rows.iter().map(hit).collect(),
            unread: paths(found.unread.iter()),
        };
        write_json(&report, out)?;
        return Ok(code);
    }
    let knowledge = Knowledge::embedded().map_err(CallError::Knowledge)?;
    writeln!(out, "{}", text::cli::heading(text::cases::FOUND, found.rows.len()))?;
    for row in &found.rows {
        write_text(row, &knowledge, today.now, out)?;
        for excerpt in excerpts(row, &query.terms) {
            writeln!(out, "    {}: {}", text::cases::part(excerpt.part), text::cases::marked(&excerpt))?;
        }
    }
    Ok(code)
}

/// None for a note that cannot be read, which was found by its name.
fn excerpts(row: &Row, terms: &Terms) -> Vec<Excerpt> {
    preview(row.path(), terms).map(|preview| preview.excerpts).unwrap_or_default()
}
