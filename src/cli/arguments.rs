//! The arguments as a call.

use std::ffi::{OsStr, OsString};
use std::path::PathBuf;

use jiff::Timestamp;
use lexopt::{Arg, Parser};

use crate::environment::Os;

use super::case::{self, CaseCall};

/// What is called for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Call {
    Window(Option<PathBuf>),
    Triage { json: bool, input: Input },
    Knowledge { json: bool },
    CheckText { json: bool, input: Input },
    CheckPlan { json: bool, input: Input },
    Inspect(Inspect),
    Case(CaseCall),
    CheckUrl { json: bool, urls: Vec<String> },
    CheckMail { json: bool, input: Input },
    Help,
    Version,
}

/// Which machine to look at, and when.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Inspect {
    pub(super) json: bool,
    /// Check the connection, too.
    pub(super) online: bool,
    /// The folder that mirrors a machine, and that machine's operating system; none for the machine at hand.
    pub(super) copy: Option<(PathBuf, Os)>,
    /// The time of the scan, where it is not now.
    pub(super) now: Option<Timestamp>,
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
    /// `case` without what to do.
    NoCaseCommand,
    /// A search for nothing.
    NoWords,
    /// An option without its value, or with one that it does not take.
    BadValue {
        /// The option.
        option: &'static str,
        /// What was given; empty if nothing.
        value: String,
    },
    /// Of a folder, only a list can be made.
    FolderNeedsCsv,
    /// One of `--root` and `--os` without the other.
    RootWithoutOs,
    /// A copy of a machine has no connection.
    OnlineWithRoot,
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
        Some("inspect") => inspect(&mut parser),
        Some("case") => case::arguments(&mut parser),
        Some("check-text") => check_text(&mut parser, |json, input| Call::CheckText { json, input }),
        Some("check-plan") => check_text(&mut parser, |json, input| Call::CheckPlan { json, input }),
        Some("check-url") => check_url(&mut parser),
        Some("check-mail") => check_mail(&mut parser),
        _ => window(&mut parser, &first),
    }
}

fn triage(parser: &mut Parser) -> Result<Call, UsageError> {
    let given = given(parser, 1, true)?;
    if given.help {
        return Ok(Call::Help);
    }
    let input = input_of(given.input).ok_or(UsageError::NoFile("triage"))?;
    Ok(Call::Triage { json: given.json, input })
}

fn check_mail(parser: &mut Parser) -> Result<Call, UsageError> {
    let given = given(parser, 1, true)?;
    if given.help {
        return Ok(Call::Help);
    }
    let input = input_of(given.input).ok_or(UsageError::NoFile("check-mail"))?;
    Ok(Call::CheckMail { json: given.json, input })
}

fn input_of(given: Option<OsString>) -> Option<Input> {
    given.map(|word| if word == "-" { Input::Stdin } else { Input::File(word.into()) })
}

fn knowledge(parser: &mut Parser) -> Result<Call, UsageError> {
    let given = given(parser, 0, true)?;
    Ok(if given.help { Call::Help } else { Call::Knowledge { json: given.json } })
}

/// Without a file, it reads the standard input.
fn check_text(parser: &mut Parser, call: impl FnOnce(bool, Input) -> Call) -> Result<Call, UsageError> {
    let given = given(parser, 1, true)?;
    let input = match given.input {
        _ if given.help => return Ok(Call::Help),
        None => Input::Stdin,
        Some(dash) if dash == "-" => Input::Stdin,
        Some(path) => Input::File(path.into()),
    };
    Ok(call(given.json, input))
}

fn inspect(parser: &mut Parser) -> Result<Call, UsageError> {
    let mut call = Inspect::default();
    let (mut root, mut os) = (None, None);
    while let Some(arg) = parser.next().map_err(usage)? {
        match arg {
            Arg::Short('h') | Arg::Long("help") => return Ok(Call::Help),
            Arg::Long("json") => call.json = true,
            Arg::Long("online") => call.online = true,
            Arg::Long("root") => root = Some(value_of(parser, "--root")?),
            Arg::Long("os") => os = Some(parsed(parser, "--os", os_of)?),
            Arg::Long("now") => call.now = Some(parsed(parser, "--now", |text| text.parse().ok())?),
            Arg::Value(value) => return Err(UsageError::Extra(shown(&value))),
            option => return Err(unknown(&option)),
        }
    }
    call.copy = match (root, os) {
        (Some(_), Some(_)) if call.online => return Err(UsageError::OnlineWithRoot),
        (Some(root), Some(os)) => Some((root.into(), os)),
        (None, None) => None,
        _ => return Err(UsageError::RootWithoutOs),
    };
    Ok(Call::Inspect(call))
}

fn check_url(parser: &mut Parser) -> Result<Call, UsageError> {
    let (mut json, mut urls) = (false, Vec::new());
    while let Some(arg) = parser.next().map_err(usage)? {
        match arg {
            Arg::Short('h') | Arg::Long("help") => return Ok(Call::Help),
            Arg::Long("json") => json = true,
            Arg::Value(value) => urls.push(shown(&value)),
            option => return Err(unknown(&option)),
        }
    }
    Ok(Call::CheckUrl { json, urls })
}

fn os_of(name: &str) -> Option<Os> {
    match name {
        "windows" => Some(Os::Windows),
        "macos" => Some(Os::Macos),
        "linux" => Some(Os::Linux),
        _ => None,
    }
}

pub(super) fn value_of(parser: &mut Parser, option: &'static str) -> Result<OsString, UsageError> {
    parser.value().map_err(|_missing| UsageError::BadValue { option, value: String::new() })
}

pub(super) fn parsed<T>(
    parser: &mut Parser,
    option: &'static str,
    parse: impl FnOnce(&str) -> Option<T>,
) -> Result<T, UsageError> {
    let value = value_of(parser, option)?;
    value.to_str().and_then(parse).ok_or_else(|| UsageError::BadValue { option, value: shown(&value) })
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

pub(super) fn unknown(option: &Arg<'_>) -> UsageError {
    UsageError::Option(match option {
        Arg::Short(letter) => format!("-{letter}"),
        Arg::Long(name) => format!("--{name}"),
        Arg::Value(value) => shown(value),
    })
}

pub(super) fn usage(error: lexopt::Error) -> UsageError {
    match error {
        lexopt::Error::UnexpectedValue { option, .. } => UsageError::Value(option),
        other => UsageError::Option(other.to_string()),
    }
}

pub(super) fn shown(word: &OsStr) -> String {
    word.to_string_lossy().into_owned()
}
