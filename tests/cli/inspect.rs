//! `inspect`: what a machine shows, on the command line.

use std::path::Path;
use std::process::Output;

use serde_json::Value;

use super::bad_input::refused;
use super::{keys, list, run, stdout};

fn machine(name: &str) -> String {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/machines").join(name).display().to_string()
}

fn inspect(name: &str, options: &[&str]) -> Output {
    let os = name.split('_').next().unwrap();
    let root = machine(name);
    let args = ["inspect", "--root", &root, "--os", os, "--now", "2026-11-22T00:00:00Z"];
    run(&[&args[..], options].concat())
}

#[test]
fn inspect_prints_the_documented_json() {
    let output = inspect("windows_shop", &["--json"]);
    assert_eq!(output.status.code(), Some(1), "something was found");
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(keys(&report), ["browsers", "findings", "online", "routes", "scripts", "taken_at", "unread"]);
    assert!(report["online"].is_null(), "a copy has no connection");
    let route = &list(&report, "routes")[0];
    assert_eq!(
        keys(route),
        [
            "browser", "certain", "evidence", "host", "label", "misread", "road", "script", "server",
            "source", "subject"
        ]
    );
    assert_eq!((&route["browser"], &route["subject"]), (&"system".into(), &"PC".into()));
    let first = &list(&report, "findings")[0];
    for key in ["id", "subject", "likelihood", "confidence", "set_by", "summary", "state"] {
        assert!(first[key].as_str().is_some_and(|text| !text.is_empty()), "{key}");
    }
    assert_eq!(keys(&list(first, "evidence")[0]), ["default", "key", "place", "set_by", "value"]);
    let browser = &list(&report, "browsers")[0];
    for key in ["browser", "label", "profile", "subject", "state", "install", "extensions", "doors"] {
        assert!(!browser[key].is_null(), "{key}");
    }
    assert_eq!(output.stdout, inspect("windows_shop", &["--json"]).stdout, "the same each time");
}

#[test]
fn a_healthy_machine_ends_with_zero() {
    let output = inspect("windows_healthy", &["--json"]);
    assert_eq!(output.status.code(), Some(0));
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(list(&report, "findings").len(), 0);
}

#[test]
fn the_text_names_what_was_found_and_what_was_not_read() {
    let text = stdout(&inspect("macos_managed", &[]));
    let parts =
        ["見つかったこと", "原因の可能性 高", "chromium.cookies.block_all", "確認できなかったもの", "道すじ"];
    for part in parts {
        assert!(text.contains(part), "{part} in\n{text}");
    }
}

#[test]
fn calls_without_sense_are_refused() {
    let help = "「login-triage --help」で出ます。";
    let root = machine("windows_healthy");
    refused(&["inspect", "--root", &root], help, &["「--root」と「--os」"]);
    refused(&["inspect", "--os", "windows"], help, &["「--root」と「--os」"]);
    refused(&["inspect", "--root", &root, "--os", "beos"], help, &["「--os」に「beos」"]);
    refused(
        &["inspect", "--online", "--root", &root, "--os", "windows"],
        help,
        &["「--online」はこのPCだけ"],
    );
    refused(&["inspect", "--online=yes"], help, &["「--online」には値を付けられません"]);
    refused(&["inspect", "--now", "yesterday"], help, &["「--now」に「yesterday」"]);
    refused(&["inspect", "--root"], help, &["「--root」には値が必要"]);
    refused(&["inspect", "x"], help, &["「x」が余分"]);
    refused(&["inspect", "--jsno"], help, &["「--jsno」"]);
    let missing = machine("no_such_machine");
    refused(&["inspect", "--root", &missing, "--os", "linux"], &missing, &["フォルダーを読み取れません"]);
}

#[test]
fn the_text_tells_the_roads() {
    let text = stdout(&inspect("linux_office", &[]));
    assert!(text.contains("PC → sellercentral.amazon.co.jp：プロキシ "), "{text}");
    assert!(!text.contains("接続の確認"), "nobody asked for it");
}
