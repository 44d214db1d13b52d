//! The program as scripts call it: what it prints, what it refuses, and how it ends.

#![expect(clippy::unwrap_used, reason = "helpers of tests fail by panicking")]

#[path = "cli/bad_input.rs"]
mod bad_input;
#[path = "cli/case.rs"]
mod case;
#[path = "cli/check_mail.rs"]
mod check_mail;
#[path = "cli/check_plan.rs"]
mod check_plan;
#[path = "cli/check_text.rs"]
mod check_text;
#[path = "cli/check_url.rs"]
mod check_url;
#[path = "cli/export.rs"]
mod export;
#[path = "cli/inspect.rs"]
mod inspect;

use std::fs;
use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

use serde_json::Value;

const ANSWERS: &str = r#"(
    stage: "G2",
    message: "ﾊﾟｽﾜｰﾄﾞが 正しくありません",
    observations: {"changed_password": "yes", "other_user": "works", "still_inside": "other_person", "vpn": "later"},
    findings: ["chromium.cookies.block_all"],
    password_tries: 3,
    code_requests: 0,
)"#;

fn program() -> Command {
    Command::new(env!("CARGO_BIN_EXE_login-triage"))
}

fn run(args: &[&str]) -> Output {
    program().args(args).stdin(Stdio::null()).output().unwrap()
}

/// Runs `triage --json` with a text on the standard input.
fn triage(text: impl AsRef<[u8]>) -> Output {
    let command =
        program().args(["triage", "--json", "-"]).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn();
    let mut child = command.unwrap();
    child.stdin.take().unwrap().write_all(text.as_ref()).unwrap();
    child.wait_with_output().unwrap()
}

fn json(output: &Output) -> Value {
    assert!(output.status.success(), "{}", stderr(output));
    assert!(output.stdout.ends_with(b"}\n"));
    serde_json::from_slice(&output.stdout).unwrap()
}

fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

fn keys(value: &Value) -> Vec<&str> {
    value.as_object().unwrap().keys().map(String::as_str).collect()
}

fn list<'v>(value: &'v Value, key: &str) -> &'v Vec<Value> {
    value[key].as_array().unwrap()
}

/// A file of these bytes in a folder of its own.
fn file(bytes: impl AsRef<[u8]>) -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("回答.ron");
    fs::write(&path, bytes).unwrap();
    (folder, path)
}

#[test]
fn triage_prints_the_documented_json() {
    let report = json(&triage(ANSWERS));
    assert_eq!(keys(&report), ["blocked", "causes", "messages", "next"]);
    assert_eq!(keys(&report["messages"][0]), ["distance", "id", "text"]);
    assert_eq!(report["messages"][0]["id"], "M02");
    assert_eq!(keys(&report["causes"][0]), ["id", "label", "probability", "reasons"]);
    assert_eq!(keys(&report["next"][0]), ["id", "kind", "label", "minutes", "risk", "score", "who", "why"]);
    assert_eq!(keys(&report["blocked"][0]), ["harm", "hazard", "id", "label", "opens", "unlock"]);
    let reasons: Vec<&Value> =
        list(&report, "causes").iter().flat_map(|cause| list(cause, "reasons")).collect();
    for reason in &reasons {
        let answer = reason["kind"] == "answer" || reason["kind"] == "repair";
        let wanted: &[&str] = if answer {
            &["id", "kind", "outcome", "text", "weight"]
        } else {
            &["id", "kind", "text", "weight"]
        };
        assert_eq!(keys(reason), wanted);
        assert!(!reason["text"].as_str().unwrap().is_empty());
    }
    for kind in ["stage", "answer", "message", "finding"] {
        assert!(reasons.iter().any(|reason| reason["kind"] == kind), "{kind}");
    }
}

#[test]
fn causes_come_most_probable_first_and_their_probabilities_sum_to_one() {
    let report = json(&triage(ANSWERS));
    let causes = list(&report, "causes");
    assert_eq!(causes.len(), 51);
    assert!(causes.iter().any(|cause| cause["id"] == "other"));
    let probabilities: Vec<f64> = causes.iter().map(|cause| cause["probability"].as_f64().unwrap()).collect();
    assert!(probabilities.is_sorted_by(|a, b| a >= b));
    assert!((probabilities.iter().sum::<f64>() - 1.0).abs() < 1e-4);
    for p in probabilities {
        assert!((p * 1e6 - (p * 1e6).round()).abs() < 1e-3, "{p} has more than six decimals");
    }
    for cause in causes {
        let weights = list(cause, "reasons").iter().map(|reason| reason["weight"].as_f64().unwrap().abs());
        assert!(weights.is_sorted_by(|a, b| a >= b));
    }
}

#[test]
fn steps_and_locks_are_disjoint_and_named_by_ids() {
    let report = json(&triage(ANSWERS));
    let (next, blocked) = (list(&report, "next"), list(&report, "blocked"));
    assert_eq!(next[0]["id"], "K01", "somebody is still inside");
    assert!(next.iter().all(|step| blocked.iter().all(|lock| lock["id"] != step["id"])));
    assert!(next.iter().all(|step| {
        ["person", "admin", "it", "id_holder", "app", "partner"].contains(&step["who"].as_str().unwrap())
    }));
    assert!(
        next.iter()
            .all(|step| ["question", "test", "repair", "protect"].contains(&step["kind"].as_str().unwrap()))
    );
    let mut pairs: Vec<(&str, &str)> =
        blocked.iter().map(|lock| (lock["id"].as_str().unwrap(), lock["hazard"].as_str().unwrap())).collect();
    let all = pairs.len();
    pairs.sort_unstable();
    pairs.dedup();
    assert_eq!(pairs.len(), all, "one entry a step and hazard");
    assert!(pairs.contains(&("A13", "H02")), "three passwords were tried");
    for lock in blocked {
        assert!(!list(lock, "unlock").is_empty());
        assert_eq!(
            lock["opens"] == false,
            ["H03", "H09", "H16"].contains(&lock["hazard"].as_str().unwrap()),
            "{lock}"
        );
    }
}

#[test]
fn answers_may_have_a_mark_windows_lines_and_the_fields_in_any_order() {
    let plain = triage(ANSWERS).stdout;
    assert_eq!(triage(format!("\u{feff}{}", ANSWERS.replace('\n', "\r\n"))).stdout, plain);
    let (_folder, path) = file(ANSWERS);
    assert_eq!(run(&["triage", path.to_str().unwrap(), "--json"]).stdout, plain);
    let turned = r#"(code_requests: 0, password_tries: 3, findings: ["chromium.cookies.block_all"],
        observations: {"vpn": "later", "still_inside": "other_person", "other_user": "works", "changed_password": "yes"},
        message: Some("パスワードが正しくありません"), stage: Some("G2"))"#;
    assert_eq!(triage(turned).stdout, plain);
    assert_eq!(list(&json(&triage("()")), "causes")[0]["id"], "C01", "everything may be left out");
}

#[test]
fn a_cause_that_was_fixed_stays_a_number() {
    let report = json(&triage(r#"(stage: "G2", observations: {"R01": "cause_fixed", "R02": "not_fixed"})"#));
    let causes = list(&report, "causes");
    let gone = causes.iter().find(|cause| cause["id"] == "C01").unwrap();
    assert_eq!(gone["probability"], 0.0);
    assert!(gone["reasons"][0]["weight"].as_f64().unwrap() < -100.0);
    assert_eq!(gone["reasons"][0]["kind"], "repair");
    assert_eq!(gone["reasons"][0]["outcome"], "cause_fixed");
}

#[test]
fn text_is_for_people() {
    let (_folder, path) = file(ANSWERS);
    let output = run(&["triage", path.to_str().unwrap()]);
    assert!(output.status.success() && output.stderr.is_empty());
    let text = stdout(&output);
    for part in [
        "考えられる原因",
        "次の一手",
        "まだやらないこと",
        "解除の条件",
        "＋ パスワードの入力で止まる",
        "C02",
        "K01",
    ] {
        assert!(text.contains(part), "{part}: {text}");
    }
    let help = stdout(&run(&["--help"]));
    assert!(help.contains("login-triage triage [--json] ANSWERS.ron") && help.contains("knowledge"));
    assert_eq!(stdout(&run(&["--version"])), format!("login-triage {}\n", env!("CARGO_PKG_VERSION")));
    assert!(stdout(&run(&["knowledge"])).contains("C50"));
}

#[test]
fn a_long_message_is_read_and_cut() {
    let long = format!("(stage: \"G4\", message: \"{}コードが届きませんか？\")", "あ".repeat(1_000_000));
    assert!(list(&json(&triage(long)), "messages").is_empty(), "only the beginning is searched");
}

#[test]
fn a_closed_pipe_ends_it_quietly() {
    for args in [&["knowledge", "--json"][..], &["knowledge"], &["--help"]] {
        let mut child = program().args(args).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        drop(child.stdout.take());
        let output = child.wait_with_output().unwrap();
        assert!(output.status.success(), "{args:?}: {:?}", output.status);
        assert!(output.stderr.is_empty(), "{}", stderr(&output));
    }
}
