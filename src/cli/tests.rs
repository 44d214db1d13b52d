//! The arguments, and an output that breaks. What the calls print is tested in `tests/cli.rs`.

use std::ffi::OsString;
use std::io::{self, Write};
use std::path::PathBuf;

use super::arguments::{Call, Input, UsageError, parse};
use super::{CallError, FINE, Outcome, UNUSABLE, call, fail};

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

#[test]
fn without_a_subcommand_the_window_opens() {
    assert_eq!(call_of(&[]), Ok(Call::Window(None)));
    assert_eq!(parse([]), Ok(Call::Window(None)));
    assert_eq!(call_of(&["A店.case.ron"]), Ok(Call::Window(Some("A店.case.ron".into()))));
    assert_eq!(call_of(&["./triage"]), Ok(Call::Window(Some("./triage".into()))));
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
    call(args(words), &mut Narrow { room, kind }).unwrap_err()
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
    let open = |path: &PathBuf| call(args(&[path.to_str().unwrap()]), &mut Vec::new());
    assert_eq!(open(&path).unwrap(), Outcome::Window { case: Some(path.clone()) });
    std::fs::write(&path, "(version: 1, id").unwrap();
    let error = open(&path).unwrap_err();
    let mut said = Vec::new();
    assert_eq!(fail(&error, &mut said), UNUSABLE);
    let said = String::from_utf8(said).unwrap();
    assert!(said.trim_end().ends_with(path.to_str().unwrap()), "{said}");
}
