//! `check-url`: lines in, JSON lines out.

use std::io::Write;
use std::process::Stdio;

use serde_json::Value;

use super::{keys, program, run, stdout};

fn lines(input: &[u8]) -> Vec<Value> {
    let command =
        program().args(["check-url", "--json"]).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn();
    let mut child = command.unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let input = input.to_vec();
    // Beside the reading, since the output may fill its pipe.
    let writer = std::thread::Builder::new().spawn(move || stdin.write_all(&input)).unwrap();
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap().unwrap();
    stdout(&output).lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn a_url_is_judged_in_one_line() {
    let output = run(&["check-url", "--json", "https://sellercentral.amazon.co.jp/"]);
    assert_eq!(output.status.code(), Some(0));
    let judged: Value = serde_json::from_slice(&output.stdout).unwrap();
    let names = [
        "verdict",
        "safe_to_sign_in",
        "host",
        "host_unicode",
        "registrable_domain",
        "marketplace",
        "service",
        "imitates",
        "reasons",
        "next",
    ];
    assert!(names.iter().all(|name| keys(&judged).contains(name)), "{judged}");
    assert_eq!(judged["verdict"], "japan");
    assert_eq!(judged["safe_to_sign_in"], true);
    assert_eq!(judged["registrable_domain"], "amazon.co.jp");
    assert_eq!(judged["marketplace"], "JP");
    assert_eq!(judged["reasons"][0]["id"], "japanese_door");
    assert!(judged["next"].as_str().is_some_and(|next| !next.is_empty()));
}

#[test]
fn what_is_no_japanese_door_is_the_exit_code() {
    let judged = ["https://amaz0n.example/", "http://sellercentral.amazon.co.jp/", "こんにちは"];
    for url in judged {
        assert_eq!(run(&["check-url", url]).status.code(), Some(1), "{url}");
    }
    let said = stdout(&run(&["check-url", "https://www.amazon.co.jp@evil.example/"]));
    assert!(said.contains("evil.example") && said.contains("開かず"), "{said}");
    let two = stdout(&run(&["check-url", "--json", "https://a.example/", "https://www.amazon.co.jp/"]));
    assert_eq!(two.lines().count(), 2);
}

#[test]
fn each_line_of_the_input_gives_a_line() {
    let mut input =
        b"\xef\xbb\xbfhttps://sellercentral.amazon.co.jp/\r\n\n\xff\xfe\nhttps://evil.example/".to_vec();
    let found = lines(&input);
    let verdicts: Vec<&str> = found.iter().map(|line| line["verdict"].as_str().unwrap()).collect();
    assert_eq!(verdicts, ["japan", "unreadable", "unreadable", "not_amazon"]);
    // A line without an end is read in part, and the next one is whole.
    input = vec![b'a'; 3 * 1024 * 1024];
    input.extend_from_slice(b"\nhttps://www.amazon.co.jp/\n");
    let found = lines(&input);
    assert_eq!(found.len(), 2);
    assert_eq!(found[1]["verdict"], "japan");
}

#[test]
fn many_lines_are_judged() {
    let input = "https://sellercentral.amazon.co.jp/home\n".repeat(5000);
    assert_eq!(lines(input.as_bytes()).len(), 5000);
}
