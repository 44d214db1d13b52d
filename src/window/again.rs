//! The next rung is a new start of this program: a program gets one event loop, and what a driver has broken stays
//! broken until its program ends.

use std::ffi::OsString;
use std::io;
use std::path::Path;
use std::process::{Command, ExitStatus};

use crate::platform::mesa;

use super::boot::Boot;
use super::rung::Rung;

/// How a program that tries its one rung says that it drew nothing. No other exit code of ours.
pub(super) const UNDRAWN: u8 = 75;
/// A program that ended in a way that has no code of ours.
const UNUSABLE: u8 = 2;

/// Which part this program has in climbing the ladder.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Part {
    /// Somebody has started it.
    #[default]
    First,
    /// It has replaced itself, for a rung that needs another environment, and goes on from there.
    Climber,
    /// It tries its one rung, for another one that waits.
    OneRung,
}

impl Part {
    /// What a word stands for with which this program starts itself.
    pub fn named(name: &str) -> Option<Self> {
        [Self::Climber, Self::OneRung].into_iter().find(|part| part.name() == name)
    }

    fn name(self) -> &'static str {
        match self {
            Self::First => "first",
            Self::Climber => "climber",
            Self::OneRung => "one-rung",
        }
    }

    /// Whether a rung can be tried in this program.
    pub(super) fn can_try(self, rung: Rung) -> bool {
        self != Self::First || rung != Rung::Software
    }
}

/// How the program of another rung has ended.
#[derive(Debug)]
pub(super) enum Ended {
    /// It drew, and ended with this exit code.
    Code(u8),
    /// It drew, and crashed.
    Crashed,
    /// It drew nothing, and this is how it ended. Of a crash, the next start makes a failed rung.
    Undrawn(String),
}

/// Starts the program for one rung, and waits until it ends.
pub(super) fn try_rung(rung: Rung, case: Option<&Path>, boot: &Boot) -> io::Result<Ended> {
    let mut child = command(rung, case, Part::OneRung)?.spawn()?;
    let (pid, status) = (child.id(), child.wait()?);
    Ok(ended(status, pid, boot))
}

/// Replaces this program by one in the environment that a rung needs. Comes back only where that fails.
pub(super) fn become_for(rung: Rung, case: Option<&Path>) -> io::Error {
    match command(rung, case, Part::Climber) {
        Ok(command) => replace(command),
        Err(error) => error,
    }
}

#[cfg(unix)]
fn replace(mut command: Command) -> io::Error {
    use std::os::unix::process::CommandExt as _;
    log::logger().flush();
    command.exec()
}

/// No rung of Windows needs it.
#[cfg(not(unix))]
fn replace(_command: Command) -> io::Error {
    io::ErrorKind::Unsupported.into()
}

fn command(rung: Rung, case: Option<&Path>, part: Part) -> io::Result<Command> {
    let mut command = Command::new(std::env::current_exe()?);
    command.args(arguments(rung, case, part));
    if rung == Rung::Software {
        command.envs(mesa::on_the_processor());
    } else {
        for name in mesa::ours(|name| std::env::var_os(name).is_some()) {
            command.env_remove(name);
        }
    }
    Ok(command)
}

/// What was wrong with the note on a console was said there already: from now on the window says it.
fn arguments(rung: Rung, case: Option<&Path>, part: Part) -> Vec<OsString> {
    let words = ["--window", "--renderer", rung.name(), "--part", part.name()];
    let mut arguments: Vec<OsString> = words.map(OsString::from).into();
    if let Some(case) = case {
        arguments.extend([OsString::from("--"), case.as_os_str().to_owned()]);
    }
    arguments
}

fn ended(status: ExitStatus, pid: u32, boot: &Boot) -> Ended {
    if status.code() == Some(i32::from(UNDRAWN)) {
        return Ended::Undrawn("it says that it cannot draw".to_owned());
    }
    // Where nothing can be remembered, a crash is taken for one of the driver.
    let is_undrawn = boot.read().is_starting(pid) || (!boot.is_kept() && is_crash(status));
    if is_undrawn {
        return Ended::Undrawn(status.to_string());
    }
    if is_crash(status) {
        return Ended::Crashed;
    }
    Ended::Code(status.code().and_then(|code| u8::try_from(code).ok()).unwrap_or(UNUSABLE))
}

/// Whether a program was ended by its own fault, and not by a person.
#[cfg(unix)]
fn is_crash(status: ExitStatus) -> bool {
    use std::os::unix::process::ExitStatusExt as _;
    // SIGILL, SIGTRAP, SIGABRT, SIGBUS, SIGFPE, SIGSEGV; the numbers of Linux and macOS differ for SIGBUS alone.
    matches!(status.signal(), Some(4 | 5 | 6 | 7 | 8 | 10 | 11))
}

/// Whether a program was ended by its own fault, and not by a person.
#[cfg(not(unix))]
fn is_crash(status: ExitStatus) -> bool {
    // An NTSTATUS that is an error, such as 0xC0000005; see "Using NTSTATUS Values" of Microsoft.
    status.code().is_some_and(|code| code.cast_unsigned() >= 0xC000_0000)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_next_program_gets_the_note_as_one_argument() {
        let note = Path::new("--怪しい 名前.case.ron");
        let one = arguments(Rung::Warp, Some(note), Part::OneRung);
        let words = ["--window", "--renderer", "warp", "--part", "one-rung", "--", "--怪しい 名前.case.ron"];
        assert_eq!(one, words);
        assert_eq!(arguments(Rung::Glow, None, Part::Climber).last().unwrap(), "climber");
        for part in [Part::Climber, Part::OneRung] {
            assert_eq!(Part::named(part.name()), Some(part));
        }
        assert_eq!(Part::named("first"), None);
    }

    #[test]
    fn only_drawing_on_the_processor_needs_another_environment() {
        assert!(Part::First.can_try(Rung::Glow) && Part::First.can_try(Rung::Warp));
        assert!(!Part::First.can_try(Rung::Software));
        assert!(Part::Climber.can_try(Rung::Software) && Part::OneRung.can_try(Rung::Software));
    }

    #[cfg(unix)]
    #[test]
    fn the_end_of_a_rung_tells_whether_it_drew() {
        use std::os::unix::process::ExitStatusExt as _;
        use std::time::Duration;

        use jiff::Timestamp;

        let folder = tempfile::tempdir().unwrap();
        let boot = Boot::new(Some(folder.path().join("boot.ron")));
        let coded = |code: i32| ExitStatus::from_raw(code << 8);
        let (killed, crashed) = (ExitStatus::from_raw(9), ExitStatus::from_raw(11));
        let nowhere = Boot::new(None);
        assert!(matches!(ended(crashed, 7, &nowhere), Ended::Undrawn(_)));
        assert!(matches!(ended(killed, 7, &nowhere), Ended::Code(2)));
        boot.note(|memory| memory.begin(Rung::Glow, 7, Timestamp::now(), |_, _| true))
            .wait(Duration::from_secs(30));
        assert!(matches!(ended(coded(75), 7, &boot), Ended::Undrawn(_)));
        assert!(matches!(ended(crashed, 7, &boot), Ended::Undrawn(_)));
        assert!(matches!(ended(killed, 7, &boot), Ended::Undrawn(_)));
        assert!(matches!(ended(crashed, 8, &boot), Ended::Crashed));
        boot.note(|memory| memory.draw(Rung::Glow, 7, Timestamp::now())).wait(Duration::from_secs(30));
        assert!(matches!(ended(coded(0), 7, &boot), Ended::Code(0)));
        assert!(matches!(ended(coded(2), 7, &boot), Ended::Code(2)));
        assert!(matches!(ended(killed, 7, &boot), Ended::Code(2)));
        assert!(matches!(ended(crashed, 7, &boot), Ended::Crashed));
    }
}
