//! `check-plan`: what makes the wording of an improvement plan weak, line by line.

use std::process::Output;

use serde_json::Value;

use super::bad_input::refused;
use super::check_text::feed;
use super::{file, keys, run, stdout};

fn check(args: &[&str], text: impl AsRef<[u8]>) -> Output {
    feed("check-plan", args, text)
}

/// Part and flags of each line.
fn lines(output: &Output) -> Vec<(Option<String>, Vec<String>)> {
    let text = |value: &Value| value.as_str().map(str::to_owned);
    let line = |line: &str| {
        let line: Value = serde_json::from_str(line).unwrap();
        assert_eq!(keys(&line), ["flags", "line", "section"]);
        let flags = line.get("flags").and_then(Value::as_array).unwrap();
        (line.get("section").and_then(text), flags.iter().filter_map(text).collect())
    };
    stdout(output).lines().map(line).collect()
}

fn flagged(section: &str, flags: &[&str]) -> (Option<String>, Vec<String>) {
    (Some(section.to_owned()), flags.iter().map(|flag| (*flag).to_owned()).collect())
}

const WEAK: &str = "[再発防止] 検品を徹底します。";
const STRONG: &str = "[実施済み] 3月3日に店長の田中が2件を削除しました。";

#[test]
fn each_line_has_its_flags() {
    let output = check(&["--json"], format!("\u{feff}{WEAK}\r\n{STRONG}\r\n\r\n件名\r\n"));
    assert_eq!(output.status.code(), Some(1));
    let nothing = (None, Vec::new());
    let weak = flagged("prevention", &["abstract", "no_number", "no_owner", "no_date"]);
    assert_eq!(lines(&output), [weak, flagged("done", &[]), nothing.clone(), nothing]);
}

#[test]
fn a_plan_without_weak_wording_ends_with_0_and_promises_nothing() {
    let output = check(&["--json", "-"], STRONG);
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(lines(&output), [flagged("done", &[])]);
    assert!(stdout(&check(&[], STRONG)).contains("約束するものではありません"));
}

#[test]
fn people_are_told_why() {
    let said = stdout(&check(&[], format!("{STRONG}\n{WEAK}\n件名\n")));
    assert!(said.contains("2行目（再発防止）") && said.contains("誰がするのか"), "{said}");
    assert!(said.contains("どれもない1行は、調べていません"), "{said}");
}

#[test]
fn an_input_without_an_entry_cannot_be_used() {
    let output = check(&["--json"], "改善計画書\n再発防止に努めます\n");
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(lines(&output), [(None, vec![]), (None, vec![])]);
    assert_eq!(check(&["--json"], "").status.code(), Some(0));
}

#[test]
fn files_of_windows_and_bytes_that_are_no_text_are_read() {
    let (_folder, path) = file(&encoding_rs::SHIFT_JIS.encode(STRONG).0);
    assert_eq!(run(&["check-plan", path.to_str().unwrap()]).status.code(), Some(0));
    let bytes = [b"\xff\x00\xfe\n".as_slice(), WEAK.as_bytes(), b"\n\xe3\x83"].concat();
    let output = check(&["--json"], bytes);
    assert_eq!(lines(&output).len(), 3);
    assert_eq!(output.status.code(), Some(1));
}

#[test]
fn a_very_long_line_stays_one_line() {
    let long = format!("{WEAK}{}\n{STRONG}", "あ".repeat(1_200_000));
    assert_eq!(lines(&check(&["--json"], long)).len(), 2);
}

#[test]
fn what_cannot_be_read_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let missing = folder.path().join("ない.txt");
    let missing = missing.to_str().unwrap();
    refused(&["check-plan", missing], missing, &["見つかりません"]);
    assert_eq!(run(&["check-plan", "a", "b"]).status.code(), Some(2));
    assert_eq!(run(&["check-plan", "--wrong"]).status.code(), Some(2));
}
