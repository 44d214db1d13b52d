//! The arguments as a call.

use std::ffi::{OsStr, OsString};
use std::path::PathBuf;

use jiff::Timestamp;
use lexopt::{Arg, Parser};

use crate::environment::Os;
use crate::window::{Drawing, Part, Wanted};

use super::case::{self, CaseCall};

/// What is called for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Call {
    Window(Window),
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

/// The window, and what is to be in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Window {
    /// The note to open.
    pub(super) case: Option<PathBuf>,
    /// How it is to be drawn.
    pub(super) drawing: Drawing,
    /// Who says what is wrong with the note.
    pub(super) says: Says,
}

/// Who says what is wrong with a note that is to be opened.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Says {
    /// The console, and no window opens.
    #[default]
    Console,
    /// The window.
    Window,
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
    /// A way to draw the window that does not exist, or not here.
    Renderer(String),
}

/// What was read of a subcommand's arguments.
#[derive(Default)]
struct Given {
    json: bool,
    help: bool,
    input: Option<OsString>,
}

/// Reads the arguments of one subcommand.
type Reader = fn(&mut Parser) -> Result<Call, UsageError>;

/// What reads the arguments of a subcommand, if a word is one.
fn reader(word: &OsStr) -> Option<Reader> {
    Some(match word.to_str()? {
        "triage" => triage,
        "knowledge" => knowledge,
        "inspect" => inspect,
        "case" => case::arguments,
        "check-text" => |parser| check_text(parser, |json, input| Call::CheckText { json, input }),
        "check-plan" => |parser| check_text(parser, |json, input| Call::CheckPlan { json, input }),
        "check-url" => check_url,
        "check-mail" => check_mail,
        _ => return None,
    })
}

/// Whether the arguments are for a subcommand, and not for the window.
pub(super) fn is_subcommand(args: &[OsString]) -> bool {
    args.first().is_some_and(|word| reader(word).is_some())
}

/// Makes a call of the arguments.
pub(super) fn parse(args: impl IntoIterator<Item = OsString>) -> Result<Call, UsageError> {
    let mut parser = Parser::from_args(args);
    let mut window = Window::default();
    while let Some(arg) = parser.next().map_err(usage)? {
        match arg {
            Arg::Short('h') | Arg::Long("help") => return Ok(Call::Help),
            Arg::Short('V') | Arg::Long("version") => return Ok(Call::Version),
            Arg::Long("window") => window.says = Says::Window,
            Arg::Long("renderer") => window.drawing.wanted = renderer(&mut parser)?,
            // With this one the program starts itself; see `window::Part`.
            Arg::Long("part") => window.drawing.part = parsed(&mut parser, "--part", Part::named)?,
            Arg::Value(word) if window.case.is_some() => {
                return Err(mistyped(&window).unwrap_or_else(|| UsageError::Extra(shown(&word))));
            }
            Arg::Value(word) if window == Window::default() => match reader(&word) {
                Some(read) => return read(&mut parser),
                None => window.case = Some(word.into()),
            },
            Arg::Value(word) => window.case = Some(word.into()),
            option => return Err(mistyped(&window).unwrap_or_else(|| unknown(&option))),
        }
    }
    mistyped(&window).map_or(Ok(Call::Window(window)), Err)
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

fn renderer(parser: &mut Parser) -> Result<Wanted, UsageError> {
    let name = value_of(parser, "--renderer")?;
    let wanted = name.to_str().and_then(|name| Wanted::named(name, Os::current()));
    wanted.ok_or_else(|| UsageError::Renderer(shown(&name)))
}

/// A note that is no file and looks like a subcommand: small letters and dashes only. A note has a dot or a path.
fn mistyped(window: &Window) -> Option<UsageError> {
    let case = window.case.as_deref().filter(|_| window.says == Says::Console)?;
    let is_word = case.to_str()?.chars().all(|c| c.is_ascii_lowercase() || c == '-');
    (is_word && !case.exists()).then(|| UsageError::Command(shown(case.as_os_str())))
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
