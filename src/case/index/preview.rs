//! A note as a list shows it beside the rows.

use std::path::Path;

use jiff::Timestamp;

use crate::case::LoadError;

use super::excerpt::{Excerpt, excerpts};
use super::file::with_skim;
use super::skim::Skim;
use super::summary::Summary;
use super::terms::Terms;

/// Lines of the timeline that are shown.
const LINES: usize = 6;
/// Characters of a long text that are shown.
const LONG: usize = 240;

/// A note in brief, and what was found in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Preview {
    /// The note in brief.
    pub summary: Summary,
    /// The message on the screen.
    pub message: String,
    /// What it means for the business.
    pub impact: String,
    /// The beginning of the free notes.
    pub memo: String,
    /// The last lines of the timeline, newest first.
    pub lines: Vec<Line>,
    /// Where the search found something.
    pub excerpts: Vec<Excerpt>,
}

/// A line of the timeline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// When it happened.
    pub at: Timestamp,
    /// Who wrote it, if that is known.
    pub by: String,
    /// What happened.
    pub text: String,
}

/// Reads a note for a look at it.
pub fn preview(path: &Path, terms: &Terms) -> Result<Preview, LoadError> {
    with_skim(path, |skim| Preview::of(skim, terms))
}

impl Preview {
    fn of(skim: &Skim<'_>, terms: &Terms) -> Self {
        let lines = skim.timeline.iter().rev().take(LINES).map(|entry| Line {
            at: entry.at,
            by: entry.by.to_string(),
            text: beginning(&entry.text),
        });
        Self {
            summary: Summary::of_skim(skim),
            message: beginning(&skim.message),
            impact: beginning(&skim.impact),
            memo: beginning(&skim.memo),
            lines: lines.collect(),
            excerpts: excerpts(&skim.pieces(), terms),
        }
    }
}

/// The beginning of a text, with an ellipsis where it goes on.
fn beginning(text: &str) -> String {
    let text = text.trim();
    match text.char_indices().nth(LONG) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text.to_owned(),
    }
}
