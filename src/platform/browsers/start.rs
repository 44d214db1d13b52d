//! Starting a browser as a program of its own, which goes on when this one ends.

use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use super::{Launch, surroundings};

/// How long a program is watched. One that cannot start ends sooner; a browser that was running already takes over the
/// address and ends the new one within this time, or goes on by itself.
const WATCHED: Duration = Duration::from_millis(400);
/// Between two glances.
const GLANCE: Duration = Duration::from_millis(20);

/// Starts it, apart from this program and with a token to come to the front if there is one. Takes up to half a second.
/// That it started does not say that a page was shown.
pub fn start(launch: &Launch, token: Option<&str>) -> Result<(), String> {
    let mut command = Command::new(&launch.program);
    command.args(&launch.arguments);
    start_in(command, token)
}

/// The same with a command that is made already.
pub(in crate::platform) fn start_in(mut command: Command, token: Option<&str>) -> Result<(), String> {
    for (name, value) in surroundings::changes(std::env::vars_os(), token) {
        match value {
            Some(value) => command.env(name, value),
            None => command.env_remove(name),
        };
    }
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    apart(&mut command);
    let mut child = command.spawn().map_err(|error| error.to_string())?;
    let begun = Instant::now();
    while begun.elapsed() < WATCHED {
        match child.try_wait() {
            Ok(Some(status)) if status.success() => return Ok(()),
            Ok(Some(status)) => return Err(status.to_string()),
            Ok(None) => thread::sleep(GLANCE),
            Err(error) => return Err(error.to_string()),
        }
    }
    leave(child);
    Ok(())
}

/// Somebody must take note of the end of a program, or it stays in the list of programs until we end.
fn leave(mut child: Child) {
    let waiting = move || {
        if let Err(error) = child.wait() {
            log::debug!("the end of a browser was not seen: {error}");
        }
    };
    if let Err(error) = thread::Builder::new().name("browser".to_owned()).spawn(waiting) {
        log::warn!("the thread browser cannot start: {error}");
    }
}

/// In a group of its own: what ends this program from a terminal does not end the browser.
#[cfg(unix)]
fn apart(command: &mut Command) {
    use std::os::unix::process::CommandExt as _;
    command.process_group(0);
}

#[cfg(windows)]
fn apart(command: &mut Command) {
    use std::os::windows::process::CommandExt as _;
    // CREATE_NEW_PROCESS_GROUP and DETACHED_PROCESS.
    command.creation_flags(0x0000_0200 | 0x0000_0008);
}

#[cfg(not(any(unix, windows)))]
fn apart(_command: &mut Command) {}
