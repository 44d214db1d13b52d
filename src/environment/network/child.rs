//! Asking a program of the operating system, with a time limit.

use std::fs::File;
use std::io::{Read as _, Seek as _};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use crate::environment::read::{Read, ReadState};

/// No answer is longer, in bytes.
const LONGEST_ANSWER: u64 = 1024 * 1024;

/// How often it is looked whether the program has ended: often at first, since most are done at once.
const SHORTEST_PAUSE: Duration = Duration::from_millis(1);
const LONGEST_PAUSE: Duration = Duration::from_millis(20);

/// What a program prints. It gets no input, and is ended when the time is up.
///
/// The answer goes through a temporary file: unlike a pipe, it cannot keep us waiting. What the program keeps
/// while it runs (dconf has such a file) goes into the same folder, so that nothing is left behind.
pub(super) fn ask(program: &str, arguments: &[&str], limit: Duration) -> Read<String> {
    let folder = tempfile::tempdir().or(Err(ReadState::Denied))?;
    let mut answer = tempfile::tempfile_in(&folder).or(Err(ReadState::Denied))?;
    let output = answer.try_clone().or(Err(ReadState::Denied))?;
    let mut command = Command::new(program);
    command
        .args(arguments)
        .env("XDG_RUNTIME_DIR", folder.path())
        .stdin(Stdio::null())
        .stdout(output)
        .stderr(Stdio::null());
    without_window(&mut command);
    let mut child = command.spawn().map_err(|error| {
        if error.kind() == std::io::ErrorKind::NotFound { ReadState::Absent } else { ReadState::Denied }
    })?;
    let ended = wait(&mut child, &answer, limit);
    if ended.is_err() {
        // It may have ended in the meantime, and then there is nothing left to end.
        child.kill().ok();
        child.wait().ok();
    }
    if !ended?.success() {
        return Err(ReadState::Unsupported);
    }
    let mut text = Vec::new();
    answer.rewind().or(Err(ReadState::Denied))?;
    answer.take(LONGEST_ANSWER + 1).read_to_end(&mut text).or(Err(ReadState::Denied))?;
    if text.len() as u64 > LONGEST_ANSWER {
        return Err(ReadState::TooBig);
    }
    Ok(String::from_utf8_lossy(&text).into_owned())
}

/// Waits for the end of a program, but not longer than `limit`, nor while it fills the disk.
fn wait(child: &mut Child, answer: &File, limit: Duration) -> Read<ExitStatus> {
    let end = Instant::now() + limit;
    let mut pause = SHORTEST_PAUSE;
    loop {
        if let Some(status) = child.try_wait().or(Err(ReadState::Denied))? {
            return Ok(status);
        }
        if Instant::now() >= end {
            return Err(ReadState::TimedOut);
        }
        if answer.metadata().is_ok_and(|about| about.len() > LONGEST_ANSWER) {
            return Err(ReadState::TooBig);
        }
        sleep(pause);
        pause = (pause * 2).min(LONGEST_PAUSE);
    }
}

/// On Windows a program of the command line would open a window of its own.
#[cfg(windows)]
fn without_window(command: &mut Command) {
    use std::os::windows::process::CommandExt as _;
    // CREATE_NO_WINDOW.
    command.creation_flags(0x0800_0000);
}

#[cfg(not(windows))]
fn without_window(_command: &mut Command) {}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    const LONG: Duration = Duration::from_secs(20);

    #[test]
    fn an_answer_is_read() {
        assert_eq!(ask("sh", &["-c", "printf abc"], LONG).unwrap(), "abc");
        assert_eq!(ask("sh", &["-c", "printf 'a\\377b'"], LONG).unwrap(), "a\u{FFFD}b");
        assert_eq!(ask("sh", &["-c", "cat; echo; echo error >&2"], LONG).unwrap(), "\n", "there is no input");
        assert_eq!(ask("sh", &["-c", "exit 3"], LONG).unwrap_err(), ReadState::Unsupported);
        assert_eq!(ask("/nonexistent/program", &[], LONG).unwrap_err(), ReadState::Absent);
        assert_eq!(ask("/etc/passwd", &[], LONG).unwrap_err(), ReadState::Denied);
    }

    #[test]
    fn a_program_that_hangs_is_ended_and_that_is_said() {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("pid");
        // It does not go by itself: no signal that can be caught ends it.
        let script =
            format!("trap '' TERM INT HUP; echo $$ > '{}'; while :; do sleep 1; done", file.display());
        let start = Instant::now();
        let answer = ask("sh", &["-c", &script], Duration::from_millis(500));
        assert_eq!(answer.unwrap_err(), ReadState::TimedOut);
        assert!(start.elapsed() < LONG);
        let pid = std::fs::read_to_string(file).unwrap();
        let runs = Command::new("kill").args(["-0", pid.trim()]).stderr(Stdio::null()).status().unwrap();
        assert!(!runs.success(), "it was ended");
    }

    #[test]
    fn a_program_that_never_stops_printing_is_ended() {
        let start = Instant::now();
        assert_eq!(ask("yes", &[], LONG).unwrap_err(), ReadState::TooBig);
        assert!(start.elapsed() < LONG, "before its time is up");
        let just_too_long = format!("head -c {} /dev/zero", LONGEST_ANSWER + 1);
        assert_eq!(ask("sh", &["-c", &just_too_long], LONG).unwrap_err(), ReadState::TooBig);
        let just_not = format!("head -c {LONGEST_ANSWER} /dev/zero");
        assert_eq!(ask("sh", &["-c", &just_not], LONG).unwrap().len() as u64, LONGEST_ANSWER);
    }
}
