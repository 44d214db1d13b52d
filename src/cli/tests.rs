//! The arguments, and an output that breaks. What the calls print is tested in `tests/cli.rs`.

use std::ffi::OsString;
use std::io::{self, Write};
use std::path::PathBuf;

use super::arguments::{Call, Input, Says, UsageError, Window, parse};
use super::{CallError, FINE, Outcome, UNUSABLE, call, fail, run};
use crate::environment::Os;
use crate::platform::console::Voice;
use crate::window::{Drawing, Part, Rung, Wanted, rungs};

fn args(words: &[&str]) -> Vec<OsString> {
    words.iter().map(OsString::from).collect()
}

fn call_of(words: &[&str]) -> Result<Call, UsageError> {
    parse(args(words))
}

#[test]
fn subcommands_and_options_are_read_in_any_order() {
    let triage = |json, input| Ok(Call::Triage { json, input });
    assert_eq!(call_of(&["triage", "a.ron"]), triage(false, Input::File("a.ron".into())));
    assert_eq!(call_of(&["triage", "--json", "a.ron"]), triage(true, Input::File("a.ron".into())));
    assert_eq!(call_of(&["triage", "a.ron", "--json"]), triage(true, Input::File("a.ron".into())));
    assert_eq!(call_of(&["triage", "-"]), triage(false, Input::Stdin));
    assert_eq!(call_of(&["triage", "--", "--json"]), triage(false, Input::File("--json".into())));
    assert_eq!(call_of(&["knowledge", "--json"]), Ok(Call::Knowledge { json: true }));
    assert_eq!(call_of(&["knowledge"]), Ok(Call::Knowledge { json: false }));
}

fn window(case: &str) -> Call {
    Call::Window(Window { case: Some(case.into()), ..Window::default() })
}

#[test]
fn without_a_subcommand_the_window_opens() {
    assert_eq!(call_of(&[]), Ok(Call::Window(Window::default())));
    assert_eq!(call_of(&["A店.case.ron"]), Ok(window("A店.case.ron")));
    assert_eq!(call_of(&["./triage"]), Ok(window("./triage")));
    assert_eq!(call_of(&["--", "--a.ron"]), Ok(window("--a.ron")));
}

#[test]
fn the_window_is_told_how_to_be_drawn_and_who_speaks() {
    let glow = Drawing { wanted: Wanted::Rung(Rung::Glow), part: Part::First };
    let shown = Window { case: Some("a.ron".into()), drawing: glow, says: Says::Window };
    for words in [
        ["--window", "--renderer", "glow", "a.ron"],
        ["a.ron", "--renderer", "glow", "--window"],
        ["--renderer=glow", "a.ron", "--window", "--"],
    ] {
        assert_eq!(call_of(&words), Ok(Call::Window(shown.clone())), "{words:?}");
    }
    // What comes behind an option of the window is a file, whatever its name.
    let named = Window { case: Some("triage".into()), says: Says::Window, ..Window::default() };
    assert_eq!(call_of(&["--window", "triage"]), Ok(Call::Window(named)));
    let auto = Drawing { wanted: Wanted::Auto, ..Drawing::default() };
    assert_eq!(
        call_of(&["--renderer", "auto"]),
        Ok(Call::Window(Window { drawing: auto, ..Window::default() }))
    );
    let part = Drawing { part: Part::OneRung, ..Drawing::default() };
    assert_eq!(
        call_of(&["--part", "one-rung"]),
        Ok(Call::Window(Window { drawing: part, ..Window::default() }))
    );
}

#[test]
fn only_what_this_system_can_draw_with_can_be_chosen() {
    for rung in [Rung::Glow, Rung::Software, Rung::Wgpu, Rung::Warp] {
        let expected = if rungs(Os::current()).contains(&rung) {
            let drawing = Drawing { wanted: Wanted::Rung(rung), ..Drawing::default() };
            Ok(Call::Window(Window { drawing, ..Window::default() }))
        } else {
            Err(UsageError::Renderer(rung.name().to_owned()))
        };
        assert_eq!(call_of(&["--renderer", rung.name()]), expected);
    }
    assert_eq!(call_of(&["--renderer", "dx9"]), Err(UsageError::Renderer("dx9".to_owned())));
    let missing = UsageError::BadValue { option: "--renderer", value: String::new() };
    assert_eq!(call_of(&["--renderer"]), Err(missing));
    assert_eq!(call_of(&["--window=yes"]), Err(UsageError::Value("--window".to_owned())));
    // They belong to the window.
    assert_eq!(call_of(&["knowledge", "--window"]), Err(UsageError::Option("--window".to_owned())));
}

#[test]
fn help_and_version_are_understood_everywhere() {
    for words in [&["--help"][..], &["-h"], &["triage", "--help"], &["knowledge", "-h"], &["a.ron", "--help"]]
    {
        assert_eq!(call_of(words), Ok(Call::Help), "{words:?}");
    }
    assert_eq!(call_of(&["--version"]), Ok(Call::Version));
    assert_eq!(call_of(&["-V"]), Ok(Call::Version));
}

#[test]
fn what_is_not_understood_is_named() {
    let option = |name: &str| Err(UsageError::Option(name.to_owned()));
    assert_eq!(call_of(&["--jsno"]), option("--jsno"));
    assert_eq!(call_of(&["-x"]), option("-x"));
    assert_eq!(call_of(&["--json"]), option("--json"));
    assert_eq!(call_of(&["a.ron", "--json"]), option("--json"));
    assert_eq!(call_of(&["triage", "--all", "a.ron"]), option("--all"));
    assert_eq!(call_of(&["triage", "--json=yes", "a.ron"]), Err(UsageError::Value("--json".to_owned())));
    assert_eq!(call_of(&["--help=me"]), Ok(Call::Help));
    assert_eq!(call_of(&["traige"]), Err(UsageError::Command("traige".to_owned())));
    for words in [&["traige", "a.ron"][..], &["traige", "--json"]] {
        assert_eq!(call_of(words), Err(UsageError::Command("traige".to_owned())), "{words:?}");
    }
    assert_eq!(call_of(&["triage"]), Err(UsageError::NoFile("triage")));
    assert_eq!(call_of(&["triage", "a.ron", "b.ron"]), Err(UsageError::Extra("b.ron".to_owned())));
    assert_eq!(call_of(&["knowledge", "C01"]), Err(UsageError::Extra("C01".to_owned())));
    assert_eq!(call_of(&["a.ron", "b.ron"]), Err(UsageError::Extra("b.ron".to_owned())));
}

/// An output that takes `room` bytes and then fails.
struct Narrow {
    room: usize,
    kind: io::ErrorKind,
}

impl Write for Narrow {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let taken = bytes.len().min(self.room);
        self.room -= taken;
        if taken == 0 { Err(self.kind.into()) } else { Ok(taken) }
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn write_error(words: &[&str], room: usize, kind: io::ErrorKind) -> CallError {
    call(args(words), Voice::Printed, &mut Narrow { room, kind }).unwrap_err()
}

#[test]
fn a_closed_pipe_ends_the_program_without_a_word() {
    for words in [&["--help"][..], &["--version"], &["knowledge"], &["knowledge", "--json"]] {
        for room in [0, 5] {
            let error = write_error(words, room, io::ErrorKind::BrokenPipe);
            let mut said = Vec::new();
            assert_eq!(fail(&error, &mut said), FINE, "{words:?} {room}");
            assert!(said.is_empty());
        }
    }
}

#[test]
fn a_full_disk_is_said() {
    let error = write_error(&["knowledge", "--json"], 100, io::ErrorKind::StorageFull);
    let mut said = Vec::new();
    assert_eq!(fail(&error, &mut said), UNUSABLE);
    assert!(String::from_utf8(said).unwrap().contains("書き出せませんでした"));
}

#[test]
fn a_note_that_loads_opens_the_window_and_any_other_does_not() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("note.case.ron");
    let case = crate::case::Case::new("2026-11-21T00:34:00Z".parse().unwrap(), "k7f2");
    crate::case::save(&case, crate::case::Target::New(&path), case.created_at).unwrap();
    let open = |path: &PathBuf| call(args(&[path.to_str().unwrap()]), Voice::Printed, &mut Vec::new());
    let window = Outcome::Window { case: Some(path.clone()), drawing: Drawing::default() };
    assert_eq!(open(&path).unwrap(), window);
    std::fs::write(&path, "(version: 1, id").unwrap();
    let error = open(&path).unwrap_err();
    let mut said = Vec::new();
    assert_eq!(fail(&error, &mut said), UNUSABLE);
    let said = String::from_utf8(said).unwrap();
    assert!(said.trim_end().ends_with(path.to_str().unwrap()), "{said}");
    // The window says it itself where it is told to, or where nobody would read it.
    assert_eq!(run(args(&["--window", path.to_str().unwrap()]), Voice::Printed), window);
    assert_eq!(run(args(&[path.to_str().unwrap()]), Voice::Nobody), window);
}

#[test]
fn where_nobody_reads_a_window_that_cannot_open_is_said_in_another_way() {
    let Outcome::Refused(said) = run(args(&["--renderer", "dx9"]), Voice::Nobody) else { unreachable!() };
    assert!(said.contains("dx9") && said.contains("auto"), "{said}");
    assert_eq!(run(args(&["--renderer", "dx9"]), Voice::Printed), Outcome::Exit(UNUSABLE));
    // A box would hold up whatever has started a subcommand.
    assert_eq!(run(args(&["triage", "--jsno"]), Voice::Nobody), Outcome::Exit(UNUSABLE));
}
