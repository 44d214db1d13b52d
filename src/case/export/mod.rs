//! Handing a note on: as text, Markdown, a page of HTML, or a list of notes as CSV.
//!
//! Pure but for [`pictures`](load_pictures) and [`write()`]. What leaves this room has passed the secrets guard, for whomever
//! it is meant; for people outside, names, addresses and places are masked too (`mask`). Then the note becomes a
//! [`Document`] that knows no format, and each format has its own file.

mod compose;
mod document;
mod html;
mod list;
mod markdown;
mod mask;
mod pictures;
mod plain_text;
mod veil;
mod write;

use std::collections::BTreeSet;

use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::knowledge::Knowledge;
use crate::ui::text::export as words;

use super::Case;
use super::guard::{blank, blank_case};

pub use compose::document;
pub use document::{Block, Document, Language, Line, Moment, Section};
pub(crate) use list::harmless;
pub use list::{ListOn, ListRow, list};
pub(crate) use mask::mask_emails;
pub use pictures::{Picture, PictureState, load as load_pictures};
pub use veil::veiled;
pub use write::{Existing, WriteError, suggest_list_name, suggest_name, suggest_paper_name, write};

/// How a note is written down.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Format {
    /// Plain text that wraps well in a mail.
    Text,
    /// Markdown (`CommonMark`).
    Markdown,
    /// One page of HTML with everything in it.
    Html,
    /// A table for a spreadsheet, a note a line.
    Csv,
}

impl Format {
    /// The formats of a single note, in the order in which they are offered.
    pub const OF_NOTES: [Self; 3] = [Self::Text, Self::Markdown, Self::Html];

    /// The ending of its files, without the dot.
    pub fn ending(self) -> &'static str {
        match self {
            Self::Text => "txt",
            Self::Markdown => "md",
            Self::Html => "html",
            Self::Csv => "csv",
        }
    }
}

/// For whom it is meant: how much is masked. Secrets are blanked for everybody.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Audience {
    /// People of the same company: nothing is masked.
    Inside,
    /// Anybody else: names of persons, e-mail and phone, network addresses, machines and places on them are masked.
    #[default]
    Outside,
}

/// A part of a note that can be left out. What the case is about always goes along.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
    /// The ranked causes, the next steps and what must not be done yet.
    Diagnosis,
    /// Facts, and what is written to the points of an inquiry.
    Facts,
    /// What was answered.
    Answers,
    /// What the machine showed.
    Findings,
    /// What happened.
    Timeline,
    /// Free notes.
    Memo,
    /// The pictures.
    Pictures,
}

impl Part {
    /// All parts, in the order of the document.
    pub const ALL: [Self; 7] = [
        Self::Diagnosis,
        Self::Facts,
        Self::Answers,
        Self::Findings,
        Self::Timeline,
        Self::Memo,
        Self::Pictures,
    ];

    /// What goes along where nobody has chosen. Nothing can be masked in a picture here, so that none goes outside by
    /// itself.
    pub fn usual(audience: Audience) -> BTreeSet<Self> {
        let goes = |part: &Self| audience == Audience::Inside || *part != Self::Pictures;
        Self::ALL.into_iter().filter(goes).collect()
    }
}

/// How lines end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LineEnd {
    /// A line feed.
    Lf,
    /// Carriage return and line feed, as the clipboard and older programs of Windows want it.
    CrLf,
}

impl LineEnd {
    /// What programs of this system expect in a text file.
    pub fn native() -> Self {
        if cfg!(windows) { Self::CrLf } else { Self::Lf }
    }

    /// A text with these line ends; it has line feeds only.
    fn of(self, text: String) -> String {
        match self {
            Self::Lf => text,
            Self::CrLf => text.replace('\n', "\r\n"),
        }
    }
}

/// What is wanted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wish {
    /// How it is written down.
    pub format: Format,
    /// For whom.
    pub audience: Audience,
    /// What goes along.
    pub parts: BTreeSet<Part>,
}

impl Wish {
    /// What goes along where nobody has chosen.
    pub fn usual(format: Format, audience: Audience) -> Self {
        Self { format, audience, parts: Part::usual(audience) }
    }
}

/// What it is made of.
#[derive(Clone, Copy, Debug)]
pub struct Source<'a> {
    /// The note.
    pub case: &'a Case,
    /// The words for its ids.
    pub knowledge: &'a Knowledge,
    /// What the engine says of it.
    pub diagnosis: Option<&'a Diagnosis>,
    /// Its pictures, as far as they were loaded.
    pub pictures: &'a [Picture],
    /// The zone in which times are told.
    pub zone: &'a TimeZone,
    /// When it is handed on.
    pub now: Timestamp,
}

/// What the engine says of a note, in words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Diagnosis {
    /// The causes that are still in play, most probable first.
    pub causes: Vec<Line>,
    /// What to do next, best first.
    pub next: Vec<Line>,
    /// What must not be done yet, nearest danger first.
    pub locked: Vec<Line>,
}

/// A note in a format. [`Format::Csv`] makes a list of one note; its file has no name there.
pub fn render(source: &Source<'_>, wish: &Wish, line_end: LineEnd) -> String {
    if wish.format == Format::Csv {
        let row = ListRow { case: source.case, file: "" };
        return list(&[row], ListOn::File, source.knowledge, wish.audience, source.zone);
    }
    lay_out(&compose::document(source, wish), wish.format, line_end)
}

/// A document in a format. Nothing but a list of notes is a table: as [`Format::Csv`] it is a text.
pub fn lay_out(document: &Document, format: Format, line_end: LineEnd) -> String {
    match format {
        Format::Text | Format::Csv => line_end.of(plain_text::render(document)),
        Format::Markdown => line_end.of(markdown::render(document)),
        Format::Html => line_end.of(html::render(document)),
    }
}

/// A note without what looks like a password, a code or another secret.
fn without_secrets(case: &Case) -> Case {
    let mut case = blank_case(case);
    for fact in &mut case.facts {
        // A label that asks for a password makes one of what stands beside it.
        let together = words::named(&fact.label, &fact.text);
        let before = together.chars().count() - fact.text.chars().count();
        fact.text = blank(&together).chars().skip(before).collect();
    }
    for finding in &mut case.findings {
        for text in finding.evidence.iter_mut().chain([&mut finding.summary, &mut finding.subject]) {
            *text = blank(text);
        }
    }
    for text in &mut case.unread {
        *text = blank(text);
    }
    case
}

/// Adds parts of a line without making them one first.
fn push(out: &mut String, parts: &[&str]) {
    for part in parts {
        out.push_str(part);
    }
}

#[cfg(test)]
mod tests;
