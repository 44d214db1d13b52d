//! Recovery copies: what is found after a program has ended, and what is not.

use std::{fs, path::Path};

use jiff::{SignedDuration, Timestamp};
use login_triage::case::{self, Draft, EntryKind, Recovery, Target};

use super::{at, names, note, save};

/// Copies are as old as their files.
fn now() -> Timestamp {
    Timestamp::now()
}

fn begin(folder: &Path) -> Recovery {
    Recovery::open(&folder.join("recovery"), now()).unwrap()
}

/// Ends a session as a program that is killed does: its lock goes, its copies stay.
fn kill(session: Recovery) {
    drop(session);
}

#[test]
fn what_was_typed_is_found_by_the_next_program() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("A店.case.ron");
    let saved = save(&note("一"), &path).unwrap();
    let session = begin(folder.path());
    let mut typed = note("一");
    typed.memo = "打ちかけ \u{202e}\"\\ 絵文字🔐".to_owned();
    session.keep(&Draft { case: &typed, base: Some(&saved.base) }, now()).unwrap();
    typed.memo.push_str("、続き");
    let kept_at = now();
    session.keep(&Draft { case: &typed, base: Some(&saved.base) }, kept_at).unwrap();
    let mut unsaved = case::Case::new(now(), "b2b2");
    unsaved.title = "まだ保存していない".to_owned();
    session.keep(&Draft { case: &unsaved, base: None }, now()).unwrap();
    // As long as the program lives, nobody else is offered its copies; nor is itself.
    assert!(begin(folder.path()).found().is_empty() && session.found().is_empty());
    kill(session);
    let next = begin(folder.path());
    let found = next.found();
    assert_eq!(found.len(), 2);
    assert_eq!((&found[0].case, &found[0].path), (&unsaved, &None));
    assert_eq!((&found[1].case, &found[1].at), (&typed, &kept_at));
    assert_eq!(found[1].path.as_deref(), Some(&*path));
    // What others have written since is put together with it.
    let mut theirs = note("一");
    theirs.log(at("2026-11-21T02:00:00Z"), EntryKind::Note, "相手が書いた行");
    save(&theirs, &path).unwrap();
    let base = found[1].base.as_ref().unwrap();
    assert_eq!((base.case(), base.path()), (saved.base.case(), &*path));
    case::save(&found[1].case, Target::Own(base), now()).unwrap();
    let merged = case::load(&path).unwrap();
    assert_eq!(merged.memo, typed.memo);
    assert!(merged.timeline.iter().any(|entry| entry.text == "相手が書いた行"));
    for found in &found {
        next.discard(found).unwrap();
        next.discard(found).unwrap();
    }
    assert!(next.found().is_empty());
    kill(next);
    assert_eq!(names(&folder.path().join("recovery")), Vec::<String>::new());
}

#[test]
fn what_was_saved_or_put_off_is_handled() {
    let folder = tempfile::tempdir().unwrap();
    let session = begin(folder.path());
    session.keep(&Draft { case: &note("一"), base: None }, now()).unwrap();
    session.forget(&note("一")).unwrap();
    session.forget(&note("一")).unwrap();
    kill(session);
    let session = begin(folder.path());
    assert!(session.found().is_empty());
    session.keep(&Draft { case: &note("あとで"), base: None }, now()).unwrap();
    kill(session);
    // Put off once, it is offered again.
    for _ in 0..2 {
        let session = begin(folder.path());
        assert_eq!(session.found()[0].case.title, "あとで");
        kill(session);
    }
}

#[test]
fn copies_that_nobody_takes_back_go_in_the_end() {
    let folder = tempfile::tempdir().unwrap();
    let session = begin(folder.path());
    session.keep(&Draft { case: &note("一"), base: None }, now()).unwrap();
    kill(session);
    let open_after = |days: i64| {
        let later = now() + SignedDuration::from_hours(24 * days);
        Recovery::open(&folder.path().join("recovery"), later).unwrap().found().len()
    };
    assert_eq!((open_after(59), open_after(61), open_after(0)), (1, 0, 0));
}

#[test]
fn a_broken_copy_is_left_alone_and_hides_no_other() {
    let folder = tempfile::tempdir().unwrap();
    let session = begin(folder.path());
    session.keep(&Draft { case: &note("一"), base: None }, now()).unwrap();
    let recovery = folder.path().join("recovery");
    for (name, bytes) in [
        ("aa-1.draft.ron", &b""[..]),
        (
            "bb-1.draft.ron",
            b"(version: 1, at: \"2026-11-21T00:34:00Z\", path: None, base: None, case: \"(\")",
        ),
        ("cc-1.draft.ron", b"\xff\xfe"),
        ("dd-1.draft.ron", &b"(".repeat(100_000)),
        ("readme.txt", b"?"),
    ] {
        fs::write(recovery.join(name), bytes).unwrap();
    }
    kill(session);
    let session = begin(folder.path());
    assert_eq!(session.found().len(), 1);
    assert!(recovery.join("dd-1.draft.ron").exists());
}

#[test]
fn two_notes_of_one_session_are_two_copies() {
    let folder = tempfile::tempdir().unwrap();
    let session = begin(folder.path());
    for suffix in ["../../aa", "", "ひらがな", "a/b", "CON"] {
        let mut case = note(suffix);
        case.id = suffix.to_owned();
        session.keep(&Draft { case: &case, base: None }, now()).unwrap();
    }
    kill(session);
    assert_eq!(begin(folder.path()).found().len(), 5);
    assert_eq!(names(folder.path()), ["recovery"]);
}
