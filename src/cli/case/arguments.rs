//! What follows `case` on the command line.

use std::ffi::OsString;
use std::path::PathBuf;

use lexopt::{Arg, Parser};

use super::export::Export;
use crate::case::index::{Direction, Order, Period, Sort, StandingFilter};
use crate::cli::arguments::{Call, UsageError, parsed, shown, unknown, usage, value_of};

/// What to do with notes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::cli) enum CaseCall {
    /// List the notes of a folder.
    List(List),
    /// Tell what is in a note.
    Show { json: bool, file: PathBuf },
    /// Look for words in the notes of a folder.
    Search(Search),
    /// Hand a note or a list of notes on.
    Export(Export),
    /// Check whether notes are whole.
    Check {
        json: bool,
        /// Files and folders; none for the folder of the notes.
        paths: Vec<PathBuf>,
    },
}

/// Which notes are listed, and how.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::cli) struct List {
    pub(super) json: bool,
    /// None for the folder of the notes.
    pub(super) folder: Option<PathBuf>,
    pub(super) standing: StandingFilter,
    pub(super) shop: Option<String>,
    pub(super) person: Option<String>,
    pub(super) cause: Option<String>,
    pub(super) period: Period,
    pub(super) order: Order,
}

/// What is looked for, and where.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::cli) struct Search {
    pub(super) json: bool,
    /// None for the folder of the notes.
    pub(super) folder: Option<PathBuf>,
    /// As they were typed.
    pub(super) words: Vec<String>,
}

/// Reads what follows `case`.
pub(in crate::cli) fn arguments(parser: &mut Parser) -> Result<Call, UsageError> {
    let word = match parser.next().map_err(usage)? {
        None => return Err(UsageError::NoCaseCommand),
        Some(Arg::Short('h') | Arg::Long("help")) => return Ok(Call::Help),
        Some(Arg::Value(word)) => word,
        Some(option) => return Err(unknown(&option)),
    };
    match word.to_str() {
        Some("list") => list(parser),
        Some("show") => show(parser),
        Some("search") => search(parser),
        Some("export") => super::export::arguments(parser),
        Some("check") => check(parser),
        _ => Err(UsageError::Command(format!("case {}", shown(&word)))),
    }
}

fn list(parser: &mut Parser) -> Result<Call, UsageError> {
    let mut list = List::default();
    while let Some(arg) = parser.next().map_err(usage)? {
        match arg {
            Arg::Short('h') | Arg::Long("help") => return Ok(Call::Help),
            Arg::Long("json") => list.json = true,
            Arg::Long("open") => list.standing = StandingFilter::Open,
            Arg::Long("closed") => list.standing = StandingFilter::Closed,
            Arg::Long("due") => list.standing = StandingFilter::Due,
            Arg::Long("shop") => list.shop = Some(text(parser, "--shop")?),
            Arg::Long("person") => list.person = Some(text(parser, "--person")?),
            Arg::Long("cause") => list.cause = Some(text(parser, "--cause")?),
            Arg::Long("days") => {
                list.period = Period::Days(parsed(parser, "--days", |days| days.parse().ok())?);
            }
            Arg::Long("sort") => list.order.by = parsed(parser, "--sort", sort_of)?,
            Arg::Long("reverse") => list.order.direction = Direction::Descending,
            Arg::Value(value) if list.folder.is_none() => list.folder = Some(value.into()),
            Arg::Value(value) => return Err(UsageError::Extra(shown(&value))),
            option => return Err(unknown(&option)),
        }
    }
    Ok(Call::Case(CaseCall::List(list)))
}

fn sort_of(name: &str) -> Option<Sort> {
    match name {
        "urgency" => Some(Sort::Urgency),
        "title" => Some(Sort::Title),
        "shop" => Some(Sort::Shop),
        "person" => Some(Sort::Person),
        "cause" => Some(Sort::Cause),
        "next_check" => Some(Sort::NextCheck),
        "began" => Some(Sort::Began),
        "updated" => Some(Sort::Updated),
        _ => None,
    }
}

fn text(parser: &mut Parser, option: &'static str) -> Result<String, UsageError> {
    parsed(parser, option, |text| Some(text.to_owned()))
}

fn show(parser: &mut Parser) -> Result<Call, UsageError> {
    let (mut json, mut file) = (false, None);
    while let Some(arg) = parser.next().map_err(usage)? {
        match arg {
            Arg::Short('h') | Arg::Long("help") => return Ok(Call::Help),
            Arg::Long("json") => json = true,
            Arg::Value(value) if file.is_none() => file = Some(PathBuf::from(value)),
            Arg::Value(value) => return Err(UsageError::Extra(shown(&value))),
            option => return Err(unknown(&option)),
        }
    }
    let file = file.ok_or(UsageError::NoFile("case show"))?;
    Ok(Call::Case(CaseCall::Show { json, file }))
}

fn search(parser: &mut Parser) -> Result<Call, UsageError> {
    let mut search = Search::default();
    while let Some(arg) = parser.next().map_err(usage)? {
        match arg {
            Arg::Short('h') | Arg::Long("help") => return Ok(Call::Help),
            Arg::Long("json") => search.json = true,
            Arg::Long("dir") => search.folder = Some(value_of(parser, "--dir")?.into()),
            Arg::Value(word) => search.words.push(as_typed(&word)),
            option => return Err(unknown(&option)),
        }
    }
    if search.words.iter().all(|word| word.trim().is_empty()) {
        return Err(UsageError::NoWords);
    }
    Ok(Call::Case(CaseCall::Search(search)))
}

/// An argument that has spaces in it was quoted in the shell, and is meant as one.
fn as_typed(word: &OsString) -> String {
    let word = shown(word);
    if word.trim().contains(char::is_whitespace) && !word.contains('"') {
        format!("\"{word}\"")
    } else {
        word
    }
}

fn check(parser: &mut Parser) -> Result<Call, UsageError> {
    let (mut json, mut paths) = (false, Vec::new());
    while let Some(arg) = parser.next().map_err(usage)? {
        match arg {
            Arg::Short('h') | Arg::Long("help") => return Ok(Call::Help),
            Arg::Long("json") => json = true,
            Arg::Value(value) => paths.push(PathBuf::from(value)),
            option => return Err(unknown(&option)),
        }
    }
    Ok(Call::Case(CaseCall::Check { json, paths }))
}
