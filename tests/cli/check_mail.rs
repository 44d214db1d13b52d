//! `check-mail`: a mail in, a verdict out.

use std::fs;
use std::io::Write as _;
use std::process::Stdio;

use serde_json::Value;

use super::{keys, program, run, stdout};

#[test]
fn a_mail_is_judged_with_its_urls_and_points() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("a.txt");
    fs::write(
        &file,
        "Amazonです。24時間以内に https://amaz0n.example/x?token=1 から確認コードを返信してください。",
    )
    .unwrap();
    let output = run(&["check-mail", "--json", file.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(1));
    let judged: Value = serde_json::from_slice(&output.stdout).unwrap();
    for key in ["verdict", "urls", "points", "next"] {
        assert!(keys(&judged).contains(&key), "{judged}");
    }
    assert_eq!(judged["verdict"], "fake_url");
    assert_eq!(judged["urls"][0]["verdict"], "not_amazon");
    assert_eq!(judged["urls"][0]["registrable_domain"], "amaz0n.example");
    assert_eq!(judged["urls"][0]["imitates"], "amazon");
    assert_eq!(judged["urls"][0]["safe_to_sign_in"], false);
    let points = judged["points"].as_array().unwrap();
    let has = |id: &str| points.iter().any(|point| point["id"] == id && point["text"] != "");
    assert!(has("demand_code") && has("deadline") && has("place_message_centre"), "{judged}");
    let said = stdout(&run(&["check-mail", file.to_str().unwrap()]));
    assert!(said.contains("amaz0n.example") && said.contains("開かず"), "{said}");
}

#[test]
fn the_standard_input_is_read_and_a_genuine_form_is_fine_and_proves_nothing() {
    let mut command = program();
    let command = command.args(["check-mail", "--json", "-"]).stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut child = command.spawn().unwrap();
    let text = "123456は、Amazonのワンタイムパスワードです。誰とも共有しないでください。";
    child.stdin.take().unwrap().write_all(text.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(0));
    let judged: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(judged["verdict"], "unverified");
    let points = judged["points"].as_array().unwrap();
    assert!(points.iter().any(|point| point["id"] == "proves_nothing"));
}

#[test]
fn what_cannot_be_read_is_said() {
    let folder = tempfile::tempdir().unwrap();
    let missing = folder.path().join("none.eml");
    for (path, said) in [(missing.as_path(), "見つかりません"), (folder.path(), "フォルダー")] {
        let output = run(&["check-mail", path.to_str().unwrap()]);
        assert_eq!(output.status.code(), Some(2));
        let error = String::from_utf8(output.stderr).unwrap();
        assert!(error.contains(said) && error.trim_end().ends_with(path.to_str().unwrap()), "{error}");
    }
    assert_eq!(run(&["check-mail"]).status.code(), Some(2));
    let large = folder.path().join("large.eml");
    fs::File::create(&large).unwrap().set_len(33 * 1024 * 1024).unwrap();
    assert_eq!(run(&["check-mail", large.to_str().unwrap()]).status.code(), Some(2));
}
