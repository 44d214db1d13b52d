//! `case export`: a note, or the list of a folder's notes, to be handed on.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use lexopt::{Arg, Parser};

use crate::app::{Assessment, diagnosis};
use crate::case::export::{
    self, Audience, Existing, Format, LineEnd, ListOn, ListRow, Part, Picture, Source, Wish, render,
};
use crate::case::index::Row;
use crate::case::{Case, load};
use crate::cli::arguments::{Call, UsageError, parsed, shown, unknown, usage, value_of};
use crate::cli::{CallError, FINE, PROBLEM};
use crate::knowledge::Knowledge;
use crate::triage::Model;

use super::CaseCall;

/// What is handed on, how, and where to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::cli) struct Export {
    format: Format,
    audience: Audience,
    /// None for the standard output.
    out: Option<PathBuf>,
    existing: Existing,
    /// A note, or a folder of notes.
    path: PathBuf,
}

/// Reads what follows `case export`.
pub(super) fn arguments(parser: &mut Parser) -> Result<Call, UsageError> {
    let (mut format, mut audience, mut out, mut path) = (None, Audience::default(), None, None);
    let mut existing = Existing::Stays;
    while let Some(arg) = parser.next().map_err(usage)? {
        match arg {
            Arg::Short('h') | Arg::Long("help") => return Ok(Call::Help),
            Arg::Long("format") => format = Some(parsed(parser, "--format", format_of)?),
            Arg::Long("audience") => audience = parsed(parser, "--audience", audience_of)?,
            Arg::Long("out") => out = Some(value_of(parser, "--out")?.into()),
            Arg::Long("force") => existing = Existing::Replaced,
            Arg::Value(value) if path.is_none() => path = Some(PathBuf::from(value)),
            Arg::Value(value) => return Err(UsageError::Extra(shown(&value))),
            option => return Err(unknown(&option)),
        }
    }
    let path = path.ok_or(UsageError::NoFile("case export"))?;
    let missing = UsageError::BadValue { option: "--format", value: String::new() };
    let format = format.ok_or(missing)?;
    Ok(Call::Case(CaseCall::Export(Export { format, audience, out, existing, path })))
}

fn format_of(name: &str) -> Option<Format> {
    match name {
        "text" => Some(Format::Text),
        "markdown" => Some(Format::Markdown),
        "html" => Some(Format::Html),
        "csv" => Some(Format::Csv),
        _ => None,
    }
}

fn audience_of(name: &str) -> Option<Audience> {
    match name {
        "inside" => Some(Audience::Inside),
        "outside" => Some(Audience::Outside),
        _ => None,
    }
}

pub(super) fn run(call: &Export, out: &mut dyn Write) -> Result<u8, CallError> {
    let (text, answer) = text(call)?;
    match &call.out {
        Some(path) => export::write(path, &text, call.existing).map_err(CallError::Export)?,
        None => out.write_all(text.as_bytes())?,
    }
    Ok(answer)
}

/// What is handed on, and the exit code.
fn text(call: &Export) -> Result<(String, u8), CallError> {
    let is_folder = call.path.is_dir();
    if is_folder && call.format != Format::Csv {
        return Err(CallError::Usage(UsageError::FolderNeedsCsv));
    }
    let knowledge = Arc::new(Knowledge::embedded().map_err(CallError::Knowledge)?);
    let zone = TimeZone::system();
    if call.format == Format::Csv {
        let (notes, answer) = notes(&call.path)?;
        let rows: Vec<ListRow<'_>> = notes.iter().map(|(file, case)| ListRow { case, file }).collect();
        return Ok((export::list(&rows, ListOn::File, &knowledge, call.audience, &zone), answer));
    }
    let case = load(&call.path).map_err(CallError::Case)?;
    let model = Model::new(Arc::clone(&knowledge));
    let diagnosis = diagnosis(&model, &Assessment::of(&model, &case, None));
    let wish = Wish::usual(call.format, call.audience);
    let wanted = call.format == Format::Html && wish.parts.contains(&Part::Pictures);
    let pictures: Vec<Picture> =
        if wanted { export::load_pictures(&call.path, &case.attachments) } else { Vec::new() };
    let source = Source {
        case: &case,
        knowledge: &knowledge,
        diagnosis: Some(&diagnosis),
        pictures: &pictures,
        zone: &zone,
        now: Timestamp::now(),
    };
    // A file is for the programs of this system, the standard output for other ones.
    let line_end = if call.out.is_some() { LineEnd::native() } else { LineEnd::Lf };
    Ok((render(&source, &wish, line_end), FINE))
}

/// The notes of a folder, or the one of a file, with the names of their files. The answer is a problem where one could
/// not be read.
fn notes(path: &Path) -> Result<(Vec<(String, Case)>, u8), CallError> {
    let name = |path: &Path| path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    if !path.is_dir() {
        return Ok((vec![(name(path), load(path).map_err(CallError::Case)?)], FINE));
    }
    let index = super::read(path)?;
    let all = index.rows().len();
    let rows = index.rows().iter().map(Row::path);
    let notes: Vec<(String, Case)> = rows.filter_map(|path| Some((name(path), load(path).ok()?))).collect();
    let answer = if notes.len() == all && index.unread().is_empty() { FINE } else { PROBLEM };
    Ok((notes, answer))
}
