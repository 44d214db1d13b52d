//! The command line: what scripts, helpers and tests call. Without a subcommand the window opens.
//!
//! A subcommand reads its input, asks the library and prints; the wording is in [`crate::ui::text::cli`], the
//! output is documented in `docs/cli.md`.

mod answers_file;
mod arguments;
mod case;
mod check_mail;
mod check_plan;
mod check_text;
mod check_url;
mod input;
mod inspect;
mod knowledge;
mod lines;
mod triage;

use std::ffi::OsString;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use serde::Serialize;

use crate::case::export::WriteError;
use crate::case::index::FolderError;
use crate::case::{LoadError, generations, load};
use crate::environment::RootError;
use crate::knowledge::KnowledgeError;
use crate::platform::console::Voice;
use crate::policy::Standing;
use crate::triage::AnswersError;
use crate::ui::text;
use crate::window::Drawing;

pub(crate) use answers_file::{AnswersFileError, Fault, MAX_BYTES};
pub(crate) use arguments::UsageError;
use arguments::{Call, Says, is_subcommand, parse};
pub(crate) use check_mail::MailFileError;
pub(crate) use input::Unread;

/// Everything went well.
const FINE: u8 = 0;
/// The answer is that there is a problem.
const PROBLEM: u8 = 1;
/// The input cannot be used.
const UNUSABLE: u8 = 2;

/// What the program does after the command line was looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Open the window, with this note if there is one.
    Window {
        /// The note to open. Whether it can be opened, the window says.
        case: Option<PathBuf>,
        /// How the window is to be drawn.
        drawing: Drawing,
    },
    /// The arguments make no window, and nobody reads what is printed: say this in another way, and end with 2.
    Refused(String),
    /// End with this exit code; everything is said.
    Exit(u8),
}

/// Why a call ends without its answer.
#[derive(Debug)]
pub(crate) enum CallError {
    /// The arguments make no call.
    Usage(UsageError),
    /// A note cannot be loaded.
    Case(LoadError),
    /// A folder of notes cannot be looked through.
    Folder(FolderError),
    /// There is no folder of notes, since the person has none of their own.
    NoHome,
    /// An export was not written.
    Export(WriteError),
    /// The file of answers cannot be used.
    File(AnswersFileError),
    /// The mail cannot be read.
    Mail(MailFileError),
    /// The file of answers names what the knowledge does not hold.
    Ids {
        error: AnswersError,
        /// None for the standard input.
        path: Option<PathBuf>,
    },
    /// The knowledge inside the program is broken. The build prevents it.
    Knowledge(KnowledgeError),
    /// The text to look through cannot be read.
    Text {
        /// None for the standard input.
        path: Option<PathBuf>,
        error: io::Error,
    },
    /// The folder cannot be read as a copy of a machine.
    Root(RootError),
    /// The IT department has decided that the connection is not checked.
    NoOnlineChecks(Standing),
    /// The answer could not be written.
    Write(io::Error),
}

impl From<io::Error> for CallError {
    fn from(error: io::Error) -> Self {
        Self::Write(error)
    }
}

/// Does what the arguments say, without the program's own name. `voice` is whether somebody reads what is printed.
pub fn run(args: impl IntoIterator<Item = OsString>, voice: Voice) -> Outcome {
    let args: Vec<OsString> = args.into_iter().collect();
    let is_for_window = !is_subcommand(&args);
    let mut out = BufWriter::new(io::stdout().lock());
    let done = call(args, voice, &mut out).and_then(|outcome| {
        out.flush()?;
        Ok(outcome)
    });
    match done {
        Ok(outcome) => outcome,
        Err(error) if is_for_window && voice == Voice::Nobody => Outcome::Refused(text::cli::error(&error)),
        Err(error) => Outcome::Exit(fail(&error, &mut io::stderr().lock())),
    }
}

fn call(
    args: impl IntoIterator<Item = OsString>,
    voice: Voice,
    out: &mut dyn Write,
) -> Result<Outcome, CallError> {
    match parse(args).map_err(CallError::Usage)? {
        Call::Window(window) => {
            if window.says == Says::Console && voice == Voice::Printed {
                window.case.as_deref().map_or(Ok(()), can_be_opened)?;
            }
            return Ok(Outcome::Window { case: window.case, drawing: window.drawing });
        }
        Call::Help => writeln!(out, "{}", text::cli::HELP)?,
        Call::Version => writeln!(out, "{} {}", env!("CARGO_PKG_NAME"), env!("CARGO_PKG_VERSION"))?,
        Call::Triage { json, input } => triage::run(&input, json, out)?,
        Call::Knowledge { json } => knowledge::run(json, out)?,
        Call::Case(call) => return Ok(Outcome::Exit(case::run(&call, out)?)),
        Call::CheckText { json, input } => return Ok(Outcome::Exit(check_text::run(&input, json, out)?)),
        Call::CheckPlan { json, input } => return Ok(Outcome::Exit(check_plan::run(&input, json, out)?)),
        Call::CheckUrl { json, urls } => return Ok(Outcome::Exit(check_url::run(&urls, json, out)?)),
        Call::CheckMail { json, input } => {
            return Ok(Outcome::Exit(check_mail::run(&input, json, out)?));
        }
        Call::Inspect(call) => return Ok(Outcome::Exit(inspect::run(&call, out)?)),
    }
    Ok(Outcome::Exit(FINE))
}

/// Of a broken note the window offers the state before; without one it has nothing to show.
fn can_be_opened(path: &Path) -> Result<(), CallError> {
    match load(path) {
        Err(error) if generations(path).is_empty() => Err(CallError::Case(error)),
        _ => Ok(()),
    }
}

/// Says what went wrong. Whoever closed the pipe has read enough: that is said to nobody.
fn fail(error: &CallError, err: &mut dyn Write) -> u8 {
    if let CallError::Write(error) = error
        && error.kind() == io::ErrorKind::BrokenPipe
    {
        return FINE;
    }
    // Where even this cannot be written, the exit code has to say it.
    drop(writeln!(err, "{}", text::cli::error(error)));
    UNUSABLE
}

/// Writes one JSON value, indented, with a line end.
fn write_json(value: &impl Serialize, out: &mut dyn Write) -> Result<(), CallError> {
    serde_json::to_writer_pretty(&mut *out, value).map_err(io::Error::from)?;
    Ok(writeln!(out)?)
}

#[cfg(test)]
mod tests;
