//! What follows `case` on the command line.

use std::path::PathBuf;

use lexopt::{Arg, Parser};

use crate::cli::arguments::{Call, UsageError, shown, unknown, usage};

/// What to do with notes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::cli) enum CaseCall {
    /// Tell what is in a note.
    Show {
        json: bool,
        file: PathBuf,
    },
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
        Some("show") => show(parser),
        _ => Err(UsageError::Command(format!("case {}", shown(&word)))),
    }
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
