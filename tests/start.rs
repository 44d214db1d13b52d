//! How a start goes, with the real program on a screen in memory: every way down the ladder ends in a window or in words,
//! never in silence. A start tells by its boot file how far it is.

#![cfg(target_os = "linux")]
#![expect(clippy::unwrap_used, clippy::expect_used, reason = "helpers of tests fail by panicking")]

mod screen;

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};

use serde::Deserialize;

use screen::{Person, wait_for};

/// What a start leaves in its boot file.
#[derive(Debug, Default, Deserialize)]
struct Boot {
    starting: Option<Begun>,
    drew: Option<Begun>,
    failed: Vec<Failure>,
}

#[derive(Debug, Deserialize)]
struct Begun {
    rung: Rung,
    pid: u32,
}

#[derive(Debug, Deserialize)]
struct Failure {
    rung: Rung,
    how: How,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Rung {
    Glow,
    Software,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
enum How {
    Refused,
    Died,
}

/// A person with a zenity that writes down what it was to say.
fn person() -> Person {
    let person = Person::new();
    fs::create_dir(person.path("bin")).unwrap();
    person.stands_in("zenity", "printf '%s\\n' \"$@\" >>\"$HOME/box\"");
    person
}

impl Person {
    /// A script that stands in for a program.
    fn stands_in(&self, program: &str, script: &str) {
        let path = self.path("bin").join(program);
        fs::write(&path, format!("#!/bin/sh\n{script}\n")).unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
    }

    fn boot_file(&self) -> PathBuf {
        self.path("data/login-triage/boot.ron")
    }

    fn boot(&self) -> Boot {
        let text = fs::read_to_string(self.boot_file()).unwrap_or_default();
        if text.is_empty() { Boot::default() } else { ron::from_str(&text).unwrap() }
    }

    /// What the box said; empty if there was none.
    fn boxed(&self) -> String {
        fs::read_to_string(self.path("box")).unwrap_or_default()
    }

    /// The program, where `fail` is to fail.
    fn failing(&self, fail: &str, arguments: &[&str]) -> Command {
        let bin = self.path("bin").into_os_string().into_string().unwrap();
        let mut command = self.program();
        command
            .args(arguments)
            .env("PATH", format!("{bin}:{}", std::env::var("PATH").unwrap()))
            .env("LOGIN_TRIAGE_FAIL", fail)
            .stderr(Stdio::piped());
        command
    }

    /// A start that ends by itself.
    fn ended(&self, fail: &str, arguments: &[&str]) -> Output {
        self.failing(fail, arguments).output().unwrap()
    }

    /// A start that opens a window.
    fn opened(&self, fail: &str, arguments: &[&str]) -> Open<'_> {
        let mut command = self.failing(fail, arguments);
        let mut child = command.stderr(Stdio::null()).spawn().unwrap();
        let drew = wait_for("a window opens", || {
            let drew = self.boot().drew.filter(|drew| is_alive(drew.pid));
            if drew.is_none() {
                assert!(child.try_wait().unwrap().is_none(), "the start has ended: {}", self.boxed());
            }
            drew
        });
        Open { child, pid: drew.pid, rung: drew.rung, _person: self }
    }
}

/// A window that is open.
struct Open<'p> {
    /// The program that was started.
    child: Child,
    /// The program that has drawn.
    pid: u32,
    rung: Rung,
    _person: &'p Person,
}

impl Open<'_> {
    /// Whether the program that was started has drawn itself.
    fn is_first(&self) -> bool {
        self.pid == self.child.id()
    }

    /// A variable of the program that has drawn.
    fn variable(&self, name: &str) -> Option<String> {
        let all = fs::read(format!("/proc/{}/environ", self.pid)).unwrap();
        let all = String::from_utf8_lossy(&all).into_owned();
        all.split('\0').find_map(|line| Some(line.strip_prefix(name)?.strip_prefix('=')?.to_owned()))
    }

    /// Ends the program that has drawn, and tells how the one that was started ends.
    fn end(mut self) -> Option<i32> {
        signal(self.pid);
        self.child.wait().unwrap().code()
    }
}

impl Drop for Open<'_> {
    fn drop(&mut self) {
        signal(self.pid);
        self.child.kill().ok();
        self.child.wait().ok();
    }
}

fn is_alive(pid: u32) -> bool {
    Path::new(&format!("/proc/{pid}")).exists()
}

/// Asks a program to end, if it still runs.
fn signal(pid: u32) {
    Command::new("sh").args(["-c", &format!("kill {pid} 2>/dev/null")]).status().unwrap();
}

fn said(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

#[test]
fn the_first_rung_draws_and_nothing_is_remembered_against_it() {
    let person = person();
    let window = person.opened("", &[]);
    assert!(window.is_first());
    assert_eq!(window.rung, Rung::Glow);
    assert_eq!(window.variable("LIBGL_ALWAYS_SOFTWARE"), None);
    let boot = person.boot();
    assert!(boot.starting.is_none() && boot.failed.is_empty(), "{boot:?}");
    drop(window);
    assert_eq!(person.boxed(), "");
}

#[test]
fn a_rung_that_cannot_draw_is_followed_by_the_next_one_and_waits_at_later_starts() {
    for fail in ["glow", "glow:panic"] {
        let person = person();
        let window = person.opened(fail, &[]);
        assert_eq!(window.rung, Rung::Software, "{fail}");
        assert!(!window.is_first());
        assert_eq!(window.variable("LIBGL_ALWAYS_SOFTWARE").as_deref(), Some("1"));
        let failed = &person.boot().failed[..];
        assert!(matches!(failed, [Failure { rung: Rung::Glow, how: How::Refused }]), "{fail}: {failed:?}");
        // The program that was started ends when the one with the window does. Killed, that one has no exit code.
        assert_eq!(window.end(), Some(2), "{fail}");
        fs::remove_file(person.path("box")).ok();

        // Nothing fails any more, and yet the next start takes what has worked, at once.
        let window = person.opened("", &[]);
        assert_eq!((window.rung, window.is_first()), (Rung::Software, true), "{fail}");
        drop(window);
        let window = person.opened("", &["--renderer", "auto"]);
        assert_eq!((window.rung, window.is_first()), (Rung::Glow, true), "{fail}");
        assert!(person.boot().failed.is_empty(), "what has drawn is not remembered as failed");
        drop(window);
        assert_eq!(person.boxed(), "");
    }
}

#[test]
fn the_window_of_a_later_rung_is_the_one_that_later_starts_find() {
    let person = person();
    let window = person.opened("glow", &[]);
    assert!(!window.is_first());
    let drew = person.boot().drew.unwrap().pid;
    let output = person.ended("", &["--renderer", "glow"]);
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    assert_eq!(person.boot().drew.unwrap().pid, drew, "it has opened no window of its own");
}

#[test]
fn a_start_that_died_is_followed_by_one_with_the_next_rung() {
    let person = person();
    let output = person.ended("glow:die", &[]);
    assert_eq!(output.status.code(), None, "a driver asks nobody");
    assert!(matches!(person.boot().starting, Some(Begun { rung: Rung::Glow, .. })));
    let window = person.opened("", &[]);
    assert_eq!((window.rung, window.is_first()), (Rung::Software, true));
    let failed = &person.boot().failed[..];
    assert!(matches!(failed, [Failure { rung: Rung::Glow, how: How::Died }]), "{failed:?}");
}

#[test]
fn a_chosen_rung_comes_first_and_the_others_behind_it() {
    let person = person();
    let window = person.opened("", &["--renderer", "software"]);
    assert_eq!((window.rung, window.is_first()), (Rung::Software, true));
    assert_eq!(window.variable("LIBGL_ALWAYS_SOFTWARE").as_deref(), Some("1"));
    drop(window);
    let window = person.opened("software", &["--renderer", "software"]);
    assert_eq!((window.rung, window.is_first()), (Rung::Glow, false));
    assert_eq!(window.variable("LIBGL_ALWAYS_SOFTWARE"), None);
}

#[test]
fn where_nothing_draws_a_box_says_what_to_do() {
    for fail in ["glow,software", "glow:panic,software:panic", "glow,software:die"] {
        let person = person();
        let output = person.ended(fail, &[]);
        assert_eq!(output.status.code(), Some(2), "{fail}: {}", said(&output));
        let log = person.path("data/login-triage/log").join(login_triage::logging::FILE);
        for text in [said(&output), person.boxed()] {
            let place = format!("\n場所: {}", log.display());
            assert!(text.trim_end().ends_with(&place), "{fail}: the log comes last in {text}");
            for part in ["（glow、software）", "--renderer auto", "login-triage triage", "保存済みの記録は"]
            {
                assert!(text.contains(part), "{fail}: no {part} in {text}");
            }
        }
        assert_eq!(person.boxed().matches("--title=").count(), 1, "{fail}: one box, of the first program");
        let log = fs::read_to_string(log).unwrap();
        for rung in ["glow", "software"] {
            assert!(
                log.contains(&format!("{rung} draws no window: ")),
                "{fail}: why {rung} failed is in {log}"
            );
        }
        // And the command line still works.
        let output = person.ended(fail, &["check-url", "https://sellercentral.amazon.co.jp/"]);
        assert_eq!(output.status.code(), Some(0), "{fail}");
    }
}

#[test]
fn where_one_program_shows_no_box_another_one_does() {
    let person = person();
    person.stands_in("zenity", "exit 255");
    person.stands_in("kdialog", "printf 'kdialog %s\\n' \"$@\" >>\"$HOME/box\"; exit 254");
    person.stands_in("xmessage", "printf 'xmessage %s\\n' \"$@\" >>\"$HOME/box\"; exit 1");
    let output = person.ended("glow,software", &[]);
    assert_eq!(output.status.code(), Some(2));
    for program in ["kdialog", "xmessage"] {
        assert!(
            person.boxed().contains(&format!("{program} 画面を開けませんでした。")),
            "{}",
            person.boxed()
        );
    }
}

#[test]
fn a_window_that_breaks_off_says_that_what_was_typed_is_kept() {
    for fail in ["window:panic", "glow,window:panic"] {
        let person = person();
        let output = person.ended(fail, &[]);
        assert_eq!(output.status.code(), Some(2), "{fail}: {}", said(&output));
        for text in [said(&output), person.boxed()] {
            assert!(text.contains("予期しない問題") && text.contains("控え"), "{fail}: {text}");
        }
        assert_eq!(person.boxed().matches("--title=").count(), 1, "{fail}: one box");
        let boot = person.boot();
        let glow_failed = boot.failed.iter().any(|failure| failure.rung == Rung::Glow);
        assert_eq!(
            glow_failed,
            fail.starts_with("glow"),
            "{fail}: the rung that drew has not failed: {boot:?}"
        );
        assert!(boot.starting.is_none());
    }
}

#[test]
fn nothing_about_the_boot_file_keeps_the_window_from_opening() {
    let person = person();
    let file = person.boot_file();
    fs::create_dir_all(file.parent().unwrap()).unwrap();
    for content in ["(layout: 9, starting: [])", "(layout: 1, failed: [(rung: glo", "\u{fffd}\0"] {
        fs::write(&file, content).unwrap();
        let output = person.ended("window:panic", &[]);
        assert!(said(&output).contains("予期しない問題"), "{content:?}: it drew: {}", said(&output));
    }
    // One that can be neither read nor written.
    fs::remove_file(&file).unwrap();
    fs::create_dir(&file).unwrap();
    for (fail, expected) in [
        ("window:panic", "予期しない問題"),
        ("glow,window:panic", "予期しない問題"),
        ("glow,software:die", "（glow、software）"),
    ] {
        let output = person.ended(fail, &[]);
        assert!(said(&output).contains(expected), "{fail}: {}", said(&output));
        assert_eq!(output.status.code(), Some(2));
    }
}

#[test]
fn without_a_screen_there_is_a_message_and_no_ladder() {
    let person = person();
    let mut none = person.failing("", &[]);
    let mut wrong = person.failing("", &[]);
    for command in [none.env_remove("DISPLAY"), wrong.env("DISPLAY", ":nowhere")] {
        let output = command.output().unwrap();
        assert_eq!(output.status.code(), Some(2));
        assert!(said(&output).contains("画面を表示できませんでした"), "{}", said(&output));
        let boot = person.boot();
        assert!(boot.failed.is_empty() && boot.starting.is_none(), "{boot:?}");
    }
}

#[test]
fn a_broken_note_is_refused_on_a_console_and_shown_in_a_window_that_is_asked_to() {
    let person = person();
    let note = person.path("壊れた.case.ron");
    fs::write(&note, "(version: 1, id").unwrap();
    let note = note.to_str().unwrap();
    let output = person.ended("", &[note]);
    assert_eq!(output.status.code(), Some(2));
    assert!(said(&output).trim_end().ends_with(note), "{}", said(&output));
    assert!(person.boot().drew.is_none());
    drop(person.opened("", &["--window", note]));
    // Also where another program has to draw it.
    drop(person.opened("glow", &["--window", note]));
    assert_eq!(person.boxed(), "");
}

#[test]
fn a_way_to_draw_of_another_system_is_no_way() {
    let person = person();
    for name in ["warp", "wgpu", "dx9"] {
        let output = person.ended("", &["--renderer", name]);
        assert_eq!(output.status.code(), Some(2));
        assert!(said(&output).contains("auto、glow、software"), "{}", said(&output));
    }
    assert!(!person.boot_file().exists());
}
