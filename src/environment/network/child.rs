//! Asking a program of the operating system, with a time limit.

use std::io::{Read as _, Seek as _};
use std::process::{Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use crate::environment::read::{Read, ReadState};

/// No answer is longer.
const LONGEST_ANSWER: u64 = 64 * 1024;

/// What a program prints. It gets no input, and is ended when the time is up.
///
/// The answer goes through a temporary file: unlike a pipe, it cannot keep us waiting. What the program keeps
/// while it runs (dconf has such a file) goes into the same folder, so that nothing is left behind.
pub(super) fn ask(program: &str, arguments: &[&str], limit: Duration) -> Read<String> {
    let folder = tempfile::tempdir().or(Err(ReadState::Denied))?;
    let mut answer = tempfile::tempfile_in(&folder).or(Err(ReadState::Denied))?;
    let output = answer.try_clone().or(Err(ReadState::Denied))?;
    let mut child = Command::new(program)
        .args(arguments)
        .env("XDG_RUNTIME_DIR", folder.path())
        .stdin(Stdio::null())
        .stdout(output)
        .stderr(Stdio::null())
        .spawn()
        .map_err(|error| {
            if error.kind() == std::io::ErrorKind::NotFound { ReadState::Absent } else { ReadState::Denied }
        })?;
    let end = Instant::now() + limit;
    let status = loop {
        match child.try_wait() {
            Ok(Some(status)) => break Some(status),
            Ok(None) if Instant::now() < end => sleep(Duration::from_millis(20)),
            Ok(None) | Err(_) => break None,
        }
    };
    let Some(status) = status else {
        // It may have ended in the meantime, and then there is nothing left to end.
        child.kill().ok();
        child.wait().ok();
        return Err(ReadState::Locked);
    };
    if !status.success() {
        return Err(ReadState::Unsupported);
    }
    let mut text = Vec::new();
    answer.rewind().or(Err(ReadState::Denied))?;
    answer.take(LONGEST_ANSWER).read_to_end(&mut text).or(Err(ReadState::Denied))?;
    Ok(String::from_utf8_lossy(&text).into_owned())
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn an_answer_is_read_and_a_program_that_hangs_is_ended() {
        let limit = Duration::from_secs(5);
        assert_eq!(ask("sh", &["-c", "printf abc"], limit).unwrap(), "abc");
        assert_eq!(ask("sh", &["-c", "exit 3"], limit).unwrap_err(), ReadState::Unsupported);
        assert_eq!(ask("/nonexistent/program", &[], limit).unwrap_err(), ReadState::Absent);
        let start = Instant::now();
        assert_eq!(ask("sleep", &["60"], Duration::from_millis(100)).unwrap_err(), ReadState::Locked);
        assert!(start.elapsed() < Duration::from_secs(20));
    }
}
