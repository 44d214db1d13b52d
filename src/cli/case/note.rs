//! A note in brief, as the JSON output and the text for people have it.

use std::io::Write;
use std::path::PathBuf;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde::Serialize;

use crate::case::index::{Content, Row, Standing, Summary};
use crate::cli::CallError;
use crate::knowledge::Knowledge;
use crate::ui::text;

/// A row of the list, as the JSON output has it.
#[derive(Debug, Serialize)]
pub(super) struct NoteEntry<'r> {
    path: String,
    readable: bool,
    /// Why it cannot be read.
    error: Option<String>,
    /// Whether a newer program wrote it.
    newer: bool,
    /// Copies that a synchronising program made.
    copies: Vec<String>,
    #[serde(flatten)]
    brief: Option<Brief<'r>>,
}

#[derive(Debug, Serialize)]
struct Brief<'r> {
    version: u32,
    id: &'r str,
    title: &'r str,
    shop: &'r str,
    person: &'r str,
    affected: &'r str,
    stage: Option<&'r str>,
    standing: &'static str,
    cause: Option<&'r str>,
    amazon_case: &'r str,
    next_check: Option<String>,
    overdue: bool,
    occurred_at: Option<String>,
    created_at: String,
    updated_at: String,
    answers: usize,
    entries: usize,
    attachments: usize,
}

impl<'r> NoteEntry<'r> {
    pub(super) fn of(row: &'r Row, now: Timestamp) -> Self {
        let error = match row.content() {
            Content::Unreadable(error) => Some(text::errors::load_error(error).what),
            Content::Note(_) | Content::Newer(_) => None,
        };
        Self {
            path: row.path().display().to_string(),
            readable: row.summary().is_some(),
            error,
            newer: matches!(row.content(), Content::Newer(_)),
            copies: paths(row.copies.iter().map(|copy| &copy.path)),
            brief: row.summary().map(|summary| Brief::of(summary, now)),
        }
    }
}

impl<'r> Brief<'r> {
    fn of(summary: &'r Summary, now: Timestamp) -> Self {
        let open = summary.standing == Standing::Open;
        Self {
            version: summary.version,
            id: &summary.id,
            title: &summary.title,
            shop: &summary.shop,
            person: &summary.person,
            affected: &summary.affected,
            stage: summary.stage.as_deref(),
            standing: match summary.standing {
                Standing::Open => "open",
                Standing::Solved { .. } => "solved",
                Standing::GivenUp => "given_up",
            },
            cause: summary.confirmed_cause(),
            amazon_case: &summary.amazon_case,
            next_check: summary.next_check.map(time),
            overdue: open && summary.next_check.is_some_and(|at| at < now),
            occurred_at: summary.occurred_at.map(time),
            created_at: time(summary.created_at),
            updated_at: time(summary.updated_at),
            answers: summary.answers,
            entries: summary.entries,
            attachments: summary.attachments,
        }
    }
}

/// A point in time as a note has it: `2026-11-21T00:34:00Z`.
pub(super) fn time(at: Timestamp) -> String {
    at.to_string()
}

/// Paths as text.
pub(super) fn paths<'p>(paths: impl Iterator<Item = &'p PathBuf>) -> Vec<String> {
    paths.map(|path| path.display().to_string()).collect()
}

/// A row as text for people: how it stands, what it is about, where it is.
pub(super) fn write_text(
    row: &Row,
    knowledge: &Knowledge,
    now: Timestamp,
    out: &mut dyn Write,
) -> Result<(), CallError> {
    let zone = TimeZone::system();
    match row.content() {
        Content::Unreadable(error) => {
            writeln!(out, "\n[{}] {}", text::cases::UNREADABLE, text::errors::load_error(error).what)?;
        }
        Content::Note(summary) | Content::Newer(summary) => {
            let standing = text::cases::standing(&summary.standing);
            writeln!(out, "\n[{standing}] {}", text::cases::title(summary))?;
            for line in text::cases::details(summary, knowledge, now, &zone) {
                writeln!(out, "  {}", text::cases::detail(&line))?;
            }
            if matches!(row.content(), Content::Newer(_)) {
                writeln!(out, "  {}", text::cases::NEWER)?;
            }
        }
    }
    if !row.copies.is_empty() {
        writeln!(out, "  {}", text::cases::copies(row.copies.len()))?;
    }
    Ok(writeln!(out, "  {}", text::cases::path(row.path()))?)
}
