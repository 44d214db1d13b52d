//! One window a user, with real programs on a screen in memory: what a later start hands over, and what the first one may
//! do to it, down to being killed or stopped. Which program works on a note is told by the mark beside the note.

#![cfg(target_os = "linux")]
#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a failed expectation is a failed test")]

mod screen;

use std::fs;
use std::io::{Read as _, Write as _};
use std::os::unix::net::UnixStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command};

use login_triage::case::{self, Case, Target, lock_path};

use screen::{Person, wait_for};

impl Person {
    /// A start of the program, with this note.
    fn start(&self, note: Option<&Path>) -> Program {
        Program(self.program().args(note).spawn().unwrap())
    }

    /// A start whose window is there and works on a note.
    fn opened(&self, note: &Path) -> Program {
        let program = self.start(Some(note));
        wait_for("the window works on the note", || (editor(note) == Some(program.0.id())).then_some(()));
        program
    }

    /// A start that has to end by itself, and well: the first one has taken its note.
    #[track_caller]
    fn handed_over(&self, note: Option<&Path>) {
        let mut program = self.start(note);
        let status = wait_for("the later start ends", || program.0.try_wait().unwrap());
        assert_eq!(status.code(), Some(0), "{}", self.log());
    }

    fn note(&self, name: &str) -> PathBuf {
        let path = self.path(&format!("{name}.case.ron"));
        let at = "2026-11-21T00:00:00Z".parse().unwrap();
        case::save(&Case { title: name.to_owned(), ..Case::new(at, name) }, Target::New(&path), at).unwrap();
        path
    }

    fn log(&self) -> String {
        fs::read_to_string(self.path("data/login-triage/log/login-triage.log")).unwrap_or_default()
    }

    /// What the first one answers to bytes of anybody.
    fn said_to(&self, bytes: &[u8]) -> Vec<u8> {
        let mut stream = UnixStream::connect(self.path("data/login-triage/instance/socket")).unwrap();
        // It may have heard enough before the end.
        stream.write_all(bytes).ok();
        let mut said = Vec::new();
        stream.read_to_end(&mut said).ok();
        said
    }
}

/// A program that is ended with the test.
struct Program(Child);

impl Program {
    fn signal(&self, name: &str) {
        let pid = self.0.id().to_string();
        assert!(Command::new("kill").args([name, &pid]).status().unwrap().success());
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        self.0.kill().ok();
        self.0.wait().ok();
    }
}

/// The number of the program that works on a note.
fn editor(note: &Path) -> Option<u32> {
    let mark = fs::read_to_string(lock_path(note)).ok()?;
    mark.split_once("pid:")?.1.split(',').next()?.trim().parse().ok()
}

#[test]
fn a_later_start_hands_its_note_over_whatever_others_say_to_the_first_one() {
    let person = Person::new();
    let (one, two, three) = (person.note("一"), person.note("二"), person.note("三"));
    let first = person.opened(&one);
    person.handed_over(None);
    person.handed_over(Some(&two));
    let works_on = |note: &Path| (editor(note) == Some(first.0.id())).then_some(());
    wait_for("the first one works on the second note", || works_on(&two));

    assert!(!person.said_to(b"\x00\xff garbage\n").is_empty());
    assert!(person.said_to(&vec![b'a'; 1024 * 1024]).len() < 100);
    assert!(!person.said_to(b"{\"version\":9,\"do\":\"anything\"}\n").is_empty());
    let guessed = format!("{{\"version\":1,\"key\":\"guessed\",\"case\":{:?}}}\n", three.to_str().unwrap());
    assert_eq!(person.said_to(guessed.as_bytes()), b"");
    wait_for("that is in the log", || person.log().contains("does not know the word").then_some(()));
    assert_eq!(works_on(&two), Some(()));

    // A name in the current folder is one in that of the later start.
    person.handed_over(Some(Path::new("三.case.ron")));
    wait_for("the first one works on the third note", || works_on(&three));
    let told = |what: &str| person.log().matches(what).count();
    assert_eq!(told("handed over to the first start"), 3, "{}", person.log());
    // The first two are one entry, which is counted.
    wait_for("both tell of it", || (told("the window has what a later start wants") == 2).then_some(()));
    assert!(!person.log().contains("case.ron"), "{}", person.log());
}

#[test]
fn the_next_start_takes_over_from_one_that_was_killed() {
    let person = Person::new();
    let (one, two) = (person.note("一"), person.note("二"));
    let mut killed = person.opened(&one);
    killed.0.kill().unwrap();
    killed.0.wait().unwrap();
    let next = person.opened(&two);
    person.handed_over(Some(&one));
    wait_for("the next one works on it", || (editor(&one) == Some(next.0.id())).then_some(()));
}

#[test]
fn a_first_one_that_hangs_keeps_nobody_from_working() {
    let person = Person::new();
    let (one, two) = (person.note("一"), person.note("二"));
    let hung = person.opened(&one);
    hung.signal("-STOP");
    let own = person.opened(&two);
    wait_for("that is in the log", || person.log().contains("the first start does not answer").then_some(()));
    // It wakes up: both are there, and a later start is heard again.
    hung.signal("-CONT");
    drop(own);
    person.handed_over(None);
}
