//! `case export`.

use std::fs;
use std::path::Path;

use super::{run, stderr, stdout};

fn note() -> String {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/exports_note/note.case.ron").display().to_string()
}

#[test]
fn a_note_is_masked_unless_it_stays_in_the_house() {
    let note = note();
    for format in ["text", "markdown", "html", "csv"] {
        let outside = run(&["case", "export", "--format", format, &note]);
        assert_eq!(outside.status.code(), Some(0), "{}", stderr(&outside));
        assert!(!stdout(&outside).contains("山田") && !stdout(&outside).contains("Tora"), "{format}");
        let inside = run(&["case", "export", "--format", format, "--audience", "inside", &note]);
        assert!(stdout(&inside).contains("山田") && !stdout(&inside).contains("Tora"), "{format}");
    }
}

#[test]
fn a_file_is_never_replaced_without_being_told_to() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("渡す.txt");
    let (note, target) = (note(), out.display().to_string());
    let args = ["case", "export", "--format", "text", "--out", &target, &note];
    let first = run(&args);
    assert_eq!((first.status.code(), first.stdout.len()), (Some(0), 0), "{}", stderr(&first));
    fs::write(&out, "mine").unwrap();
    let second = run(&args);
    assert_eq!(second.status.code(), Some(2));
    assert!(stderr(&second).contains("--force") && stderr(&second).trim_end().ends_with("渡す.txt"));
    assert_eq!(fs::read_to_string(&out).unwrap(), "mine");
    let forced = run(&["case", "export", "--format", "text", "--force", "--out", &target, &note]);
    assert_eq!(forced.status.code(), Some(0));
    assert!(fs::read_to_string(&out).unwrap().contains("朝からログインできない"));
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "nothing is left beside it");
}

#[test]
fn a_folder_becomes_a_list() {
    let folder = tempfile::tempdir().unwrap();
    for name in ["a.case.ron", "b.case.ron"] {
        fs::copy(note(), folder.path().join(name)).unwrap();
    }
    let path = folder.path().display().to_string();
    let list = run(&["case", "export", "--format", "csv", &path]);
    assert_eq!(list.status.code(), Some(0), "{}", stderr(&list));
    let text = stdout(&list);
    let mut reader = csv::Reader::from_reader(text.strip_prefix('\u{feff}').unwrap().as_bytes());
    let files: Vec<String> = reader.records().map(|record| record.unwrap()[16].to_owned()).collect();
    assert_eq!(files, ["a.case.ron", "b.case.ron"]);
    fs::write(folder.path().join("c.case.ron"), "(version: 2, title: \"途中").unwrap();
    assert_eq!(
        run(&["case", "export", "--format", "csv", &path]).status.code(),
        Some(1),
        "one could not be read"
    );
    let text = run(&["case", "export", "--format", "text", &path]);
    assert_eq!(text.status.code(), Some(2));
    assert!(stderr(&text).contains("--format csv"));
}

#[test]
fn what_makes_no_export_is_refused() {
    let note = note();
    for args in [
        vec!["case", "export", &note],
        vec!["case", "export", "--format", "pdf", &note],
        vec!["case", "export", "--format", "text"],
        vec!["case", "export", "--format", "text", "--audience", "everybody", &note],
        vec!["case", "export", "--format", "text", "/nowhere/a.case.ron"],
        vec!["case", "export", "--format", "text", "--out", "/nowhere/a.txt", &note],
    ] {
        let output = run(&args);
        assert_eq!((output.status.code(), output.stdout.len()), (Some(2), 0), "{args:?}");
        assert!(!stderr(&output).is_empty());
    }
}
