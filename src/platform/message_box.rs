//! A box of the operating system's own, for what no window of this program can say.

use std::io::{self, Write as _};

/// Says something in a box, and returns when it is closed. Never panics. It is also written to the standard error output
/// and to the log, for where no box can be shown.
///
/// Called on the main thread, as macOS demands.
pub fn show(title: &str, text: &str) {
    log::error!("{text}");
    log::logger().flush();
    // Nobody may be there to read it.
    writeln!(io::stderr(), "{text}").ok();
    present(title, text);
}

#[cfg(any(windows, target_os = "macos"))]
fn present(title: &str, text: &str) {
    rfd::MessageDialog::new()
        .set_level(rfd::MessageLevel::Error)
        .set_title(title)
        .set_description(text)
        .set_buttons(rfd::MessageButtons::Ok)
        .show();
}

/// No desktop of Linux has a box that is always there. rfd knows zenity only, and shows nothing without it.
#[cfg(all(unix, not(target_os = "macos")))]
fn present(title: &str, text: &str) {
    use std::process::{Command, Stdio};

    let has_screen = ["DISPLAY", "WAYLAND_DISPLAY"]
        .iter()
        .any(|name| std::env::var_os(name).is_some_and(|value| !value.is_empty()));
    if !has_screen {
        return;
    }
    for (program, arguments) in boxes(title, text) {
        let ended = Command::new(program)
            .args(arguments)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status();
        match ended {
            // Closed by its button, or in another way.
            Ok(status) if matches!(status.code(), Some(0 | 1)) => return,
            Ok(status) => log::debug!("{program} shows no box: {status}"),
            Err(error) => log::debug!("{program} shows no box: {error}"),
        }
    }
}

/// The programs that may be there, the best first, and how each is called.
#[cfg(all(unix, not(target_os = "macos")))]
fn boxes(title: &str, text: &str) -> [(&'static str, Vec<String>); 3] {
    // zenity reads backslashes as C does.
    let escaped = text.replace('\\', "\\\\");
    let words = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect();
    [
        (
            "zenity",
            words(&[
                "--error",
                "--no-markup",
                "--width=520",
                &format!("--title={title}"),
                &format!("--text={escaped}"),
            ]),
        ),
        ("kdialog", words(&["--title", title, "--error", text])),
        ("xmessage", words(&["-center", "-title", title, text])),
    ]
}

#[cfg(test)]
#[cfg(all(unix, not(target_os = "macos")))]
mod tests {
    use super::*;

    #[test]
    fn the_text_reaches_each_program_as_it_is() {
        let [(_, zenity), (_, kdialog), (_, xmessage)] = boxes("題", "一行目\n場所: /a\\nb <i>");
        assert_eq!(zenity.last().unwrap(), "--text=一行目\n場所: /a\\\\nb <i>");
        assert!(zenity.contains(&"--no-markup".to_owned()));
        assert_eq!(kdialog, ["--title", "題", "--error", "一行目\n場所: /a\\nb <i>"]);
        assert_eq!(xmessage.last().unwrap(), "一行目\n場所: /a\\nb <i>");
    }
}
