//! The arguments as a call.

use std::ffi::{OsStr, OsString};
use std::path::PathBuf;

use lexopt::{Arg, Parser};

/// What is called for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Call {
    Window(Option<PathBuf>),
    Triage { json: bool, input: Input },
    Knowledge { json: bool },
    Help,
    Version,
}

/// Where a subcommand reads from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Input {
    File(PathBuf),
    /// `-`
    Stdin,
}

impl Input {
    /// The file, or none for the standard input.
    pub(super) fn path(&self) -> Option<PathBuf> {
        match self {
            Self::File(path) => Some(path.clone()),
            Self::Stdin => None,
        }
    }
}

/// Why the arguments make no call. Texts are as they were typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum UsageError {
    /// An option that does not exist, here or at all.
    Option(String),
    /// An option that takes no value got one.
    Value(String),
    /// A word that is neither a subcommand nor a file.
    Command(String),
    /// One argument too many.
    Extra(String),
    /// A subcommand without its file.
    NoFile(&'static str),
}

/// What was read of a subcommand's arguments.
#[derive(Default)]
struct Given {
    json: bool,
    help: bool,
    input: Option<OsString>,
}

/// Makes a call of the arguments.
pub(super) fn parse(args: impl IntoIterator<Item = OsString>) -> Result<Call, UsageError> {
    let mut parser = Parser::from_args(args);
    let first = match parser.next().map_err(usage)? {
        None => return Ok(Call::Window(None)),
        Some(Arg::Short('h') | Arg::Long("help")) => return Ok(Call::Help),
        Some(Arg::Short('V') | Arg::Long("version")) => return Ok(Call::Version),
        Some(Arg::Value(value)) => value,
        Some(option) => return Err(unknown(&option)),
    };
    match first.to_str() {
        Some("triage") => triage(&mut parser),
        Some("knowledge") => knowledge(&mut parser),
        _ => window(&mut parser, &first),
    }
}

fn triage(parser: &mut Parser) -> Result<Call, UsageError> {
    let given = given(parser, 1, true)?;
    let input = match given.input {
        _ if given.help => return Ok(Call::Help),
        None => return Err(UsageError::NoFile("triage")),
        Some(dash) if dash == "-" => Input::Stdin,
        Some(path) => Input::File(path.into()),
    };
    Ok(Call::Triage { json: given.json, input })
}

fn knowledge(parser: &mut Parser) -> Result<Call, UsageError> {
    let given = given(parser, 0, true)?;
    Ok(if given.help { Call::Help } else { Call::Knowledge { json: given.json } })
}

fn window(parser: &mut Parser, case: &OsStr) -> Result<Call, UsageError> {
    let path = PathBuf::from(case);
    if looks_like_a_command(case) && !path.exists() {
        return Err(UsageError::Command(shown(case)));
    }
    let given = given(parser, 0, false)?;
    Ok(if given.help { Call::Help } else { Call::Window(Some(path)) })
}

/// Small letters and dashes only: a file of a case note has a dot or a path.
fn looks_like_a_command(word: &OsStr) -> bool {
    word.to_str().is_some_and(|word| word.chars().all(|c| c.is_ascii_lowercase() || c == '-'))
}

fn given(parser: &mut Parser, files: usize, json: bool) -> Result<Given, UsageError> {
    let mut given = Given::default();
    while let Some(arg) = parser.next().map_err(usage)? {
        match arg {
            Arg::Short('h') | Arg::Long("help") => given.help = true,
            Arg::Long("json") if json => given.json = true,
            Arg::Value(value) if files > 0 && given.input.is_none() => given.input = Some(value),
            Arg::Value(value) => return Err(UsageError::Extra(shown(&value))),
            option => return Err(unknown(&option)),
        }
    }
    Ok(given)
}

fn unknown(option: &Arg<'_>) -> UsageError {
    UsageError::Option(match option {
        Arg::Short(letter) => format!("-{letter}"),
        Arg::Long(name) => format!("--{name}"),
        Arg::Value(value) => shown(value),
    })
}

fn usage(error: lexopt::Error) -> UsageError {
    match error {
        lexopt::Error::UnexpectedValue { option, .. } => UsageError::Value(option),
        other => UsageError::Option(other.to_string()),
    }
}

fn shown(word: &OsStr) -> String {
    word.to_string_lossy().into_owned()
}
