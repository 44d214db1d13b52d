//! Files that are broken, foreign, newer, huge or no files at all.

use std::{
    fs,
    time::{Duration, Instant},
};

use login_triage::case::{self, LoadError, Seal};

use super::{FULL, FULL_1, MINIMAL, MINIMAL_1, load};

/// Runs on a stack half as large as that of a worker thread.
fn on_a_small_stack(work: impl FnOnce() + Send + 'static) {
    std::thread::Builder::new().stack_size(1024 * 1024).spawn(work).unwrap().join().unwrap();
}

#[test]
fn other_files_are_no_notes() {
    let others = [
        "こんにちは",
        "{\"version\": 1}",
        "(title: \"x\")",
        "(version: \"1\", title: \"x\")",
        "(version: 0, title: \"x\")",
        "(version: 1, theme: Dark, zoom: 1.25)",
        "(version: 1, theme: Dark, zoom: 1.25, id: \"a\")",
        "[1, 2]",
        "()",
        "1",
        "(version: -1, title: \"x\")",
        "Settings(version: 1, title: \"x\")",
        "<html>",
        "\u{feff}こんにちは",
    ];
    for other in others {
        assert!(matches!(load(other), Err(LoadError::NotACase { .. })), "{other}: {:?}", load(other));
    }
}

#[test]
fn bytes_are_no_text() {
    for bytes in
        [&b"\x89PNG\r\n\x1a\n"[..], b"\xff\xfe(\0v\0", b"\x82\xa0", b"(version: 1, title: \"\x82\xa0\")"]
    {
        assert!(matches!(load(bytes), Err(LoadError::NotText { .. })), "{bytes:?}");
    }
}

#[test]
fn a_newer_note_is_recognised_whatever_it_holds() {
    let texts = [
        FULL.replace("version: 2", "version: 3"),
        "(version: 3, title: [\"list\", Now], id: 5)".to_owned(),
        "(version: 3, id: \"a\", title: @@ new syntax".to_owned(),
    ];
    for text in texts {
        assert!(matches!(load(&text), Err(LoadError::Newer { found: 3, known: 2, .. })), "{text}");
    }
    let huge = load(FULL.replace("version: 2", "version: 18446744073709551615"));
    assert!(matches!(huge, Err(LoadError::Newer { found: u64::MAX, .. })), "{huge:?}");
}

#[test]
fn no_prefix_of_a_note_loads_as_something_less() {
    for text in [FULL, MINIMAL, FULL_1, MINIMAL_1] {
        let whole = load(text).unwrap();
        let note = text.split_once("\n//").map_or(text, |(note, _)| note);
        let complete = note.trim_end().len();
        for end in 0..text.len() {
            match load(&text.as_bytes()[..end]) {
                Ok(case) => assert!(end >= complete && case == whole, "loaded at byte {end}"),
                Err(LoadError::Truncated { line, column, .. }) => assert!(line >= 1 && column >= 1),
                Err(error) => panic!("byte {end} of {complete}: {error:?}"),
            }
        }
    }
}

#[test]
fn damage_is_found_and_placed() {
    let bad = FULL.replace("password_tries: 1", "password_tries: -1");
    let line = 1 + bad.lines().position(|line| line.contains("password_tries")).unwrap();
    let error = load(bad);
    assert!(matches!(error, Err(LoadError::Damaged { line: found, .. }) if found == line), "{error:?}");
    for (from, to) in [
        ("kind: Started", "kind: Unheard"),
        ("solved: Yes", "solved: Maybe"),
        ("2026-11-21T00:34:10Z", "yesterday"),
        ("memo:", "memo"),
        ("round: 1,", "round: 1, round: 1,"),
        ("[Asia/Tokyo]", ""),
        ("\n)\n", "\n) )\n"),
        ("\n)\n", "\n)\n(version: 2)\n"),
        ("  memo: ", "  \0: "),
    ] {
        let error = load(FULL.replace(from, to));
        let expected = if from == "[Asia/Tokyo]" {
            error.is_ok()
        } else {
            matches!(error, Err(LoadError::Damaged { .. }))
        };
        assert!(expected, "{from} -> {to}: {error:?}");
    }
    assert!(matches!(load([0; 4096]), Err(LoadError::Damaged { .. })));
}

/// Every byte, every bit of it: what still loads is either the same note, or is known not to be what was saved.
#[test]
fn a_flipped_byte_never_panics_and_is_never_silent() {
    let whole = load(MINIMAL).unwrap();
    for index in 0..MINIMAL.len() {
        for flip in [0x01, 0x02, 0x04, 0x08, 0x10, 0x20, 0x40, 0x80, 0xff] {
            let mut bytes = MINIMAL.as_bytes().to_vec();
            bytes[index] ^= flip;
            if let Ok(case) = case::parse(&bytes, "note".as_ref()) {
                let told = Seal::of(&bytes) != Seal::Whole;
                assert!(told || case == whole, "byte {index} ^ {flip:#x}: {case:?}");
                // Only white space behind the note changes nothing that is told.
                assert!(told || index + 1 == MINIMAL.len(), "byte {index} ^ {flip:#x}");
            }
        }
    }
}

#[test]
fn a_flipped_byte_of_a_full_note_is_never_silent() {
    for index in 0..FULL.len() {
        let mut bytes = FULL.as_bytes().to_vec();
        bytes[index] ^= 1 << (index % 8);
        if case::parse(&bytes, "note".as_ref()).is_ok() {
            assert!(Seal::of(&bytes) != Seal::Whole || index + 1 == FULL.len(), "byte {index}");
        }
    }
}

#[test]
fn deep_nesting_is_refused_everywhere() {
    on_a_small_stack(|| {
        const DEPTH: usize = 100_000;
        for open in ["(", "[", "{", "Some(", "a(", "{1:", "(a:", "(1,", "[(", "/*", "r#"] {
            let deep = open.repeat(DEPTH);
            for place in [
                "",
                "(",
                "(x: ",
                "(title: ",
                "(version: ",
                "(version: 1, title: ",
                "(version: 1, facts: ",
                "(version: 1, id: \"a\", x: ",
                "(version: 2, id: \"a\", x: ",
                "(version: 2, facts: [(x: ",
                "(version: 3, x: ",
                "(version: 1, outcome: ",
                "(version: 1, stage: Some(",
            ] {
                let started = Instant::now();
                assert!(load(format!("{place}{deep}")).is_err(), "{place}{open}");
                assert!(started.elapsed() < Duration::from_secs(5), "{place}{open}: {:?}", started.elapsed());
            }
        }
        // Complete, so that only the depth is wrong.
        for (open, close) in [("(", ")"), ("[", "]")] {
            let deep = format!("{}{}", open.repeat(DEPTH), close.repeat(DEPTH));
            for (version, field) in
                [(1, "x"), (1, "facts"), (1, "title"), (2, "x"), (2, "facts"), (2, "title")]
            {
                let error = load(format!("(version: {version}, id: \"a\", {field}: {deep})"));
                assert!(matches!(error, Err(LoadError::Damaged { .. })), "{field} {open}: {error:?}");
            }
        }
    });
}

#[test]
fn a_huge_file_is_refused_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("huge.case.ron");
    fs::File::create(&path).unwrap().set_len(200 * 1024 * 1024).unwrap();
    let started = Instant::now();
    let error = case::load(&path);
    assert!(matches!(error, Err(LoadError::TooBig { bytes: 209_715_200, .. })), "{error:?}");
    assert!(started.elapsed() < Duration::from_secs(1));
}

#[test]
fn only_regular_files_are_opened() {
    let folder = tempfile::tempdir().unwrap();
    assert!(matches!(case::load(folder.path()), Err(LoadError::NotAFile { .. })));
    assert!(matches!(case::load(&folder.path().join("none.ron")), Err(LoadError::Missing { .. })));
}

#[cfg(unix)]
#[test]
fn pipes_and_devices_are_not_opened() {
    let folder = tempfile::tempdir().unwrap();
    let pipe = folder.path().join("pipe.ron");
    assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    // To open it would wait forever.
    assert!(matches!(case::load(&pipe), Err(LoadError::NotAFile { .. })));
    assert!(matches!(super::save(&super::note("x"), &pipe), Err(case::SaveError::NotAFile { .. })));
    assert!(matches!(case::load("/dev/null".as_ref()), Err(LoadError::NotAFile { .. })));
    let inside_a_file = folder.path().join("file");
    fs::write(&inside_a_file, "x").unwrap();
    assert!(matches!(case::load(&inside_a_file.join("note.ron")), Err(LoadError::Read { .. })));
}
