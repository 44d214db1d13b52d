//! `check-text`: what looks like a secret, line by line, and never the secret itself.

use std::io::Write as _;
use std::process::{Output, Stdio};

use serde_json::Value;

use super::bad_input::refused;
use super::{file, keys, program, run, stdout};

fn check(args: &[&str], text: impl AsRef<[u8]>) -> Output {
    feed("check-text", args, text)
}

/// Gives a subcommand a text on its standard input.
pub(super) fn feed(subcommand: &str, args: &[&str], text: impl AsRef<[u8]>) -> Output {
    let mut child =
        program().arg(subcommand).args(args).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let text = text.as_ref().to_owned();
    // The program answers before it has read everything: both ways have to be served at a time.
    let writer = std::thread::Builder::new().spawn(move || stdin.write_all(&text)).unwrap();
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap().unwrap();
    output
}

fn json_lines(output: &Output) -> Vec<Value> {
    stdout(output).lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// Kind, start and end of what was found in each line.
fn found(output: &Output) -> Vec<Vec<(String, u64, u64)>> {
    let secret = |secret: &Value| {
        let offset = |key: &str| secret[key].as_u64().unwrap();
        (secret["kind"].as_str().unwrap().to_owned(), offset("start"), offset("end"))
    };
    let lines = json_lines(output);
    lines.iter().map(|line| line["secrets"].as_array().unwrap().iter().map(secret).collect()).collect()
}

fn password(start: u64, end: u64) -> Vec<(String, u64, u64)> {
    vec![("password".to_owned(), start, end)]
}

#[test]
fn each_line_has_its_answer_with_offsets_in_characters() {
    let output = check(&["--json"], "🔑パスワード：Sakura-24\n\n注文番号 250-1234567-1234567\r\nPW: abc123");
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(found(&output), [password(7, 16), vec![], vec![], password(4, 10)]);
    let lines = json_lines(&output);
    assert_eq!(keys(&lines[0]), ["line", "secrets"]);
    assert_eq!(keys(&lines[0]["secrets"][0]), ["end", "kind", "start"]);
    assert_eq!(lines[3]["line"], 4);
}

#[test]
fn nothing_found_ends_with_0_and_says_so() {
    let output = check(&["--json", "-"], "確認コードが届かない\n");
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(found(&output), [vec![]]);
    let output = check(&[], "確認コードが届かない\n");
    assert!(stdout(&output).contains("1行を調べました"));
    assert_eq!(found(&check(&["--json"], "")), Vec::<Vec<_>>::new());
}

#[test]
fn the_secret_itself_is_never_printed() {
    for args in [&["--json"][..], &[]] {
        let output = check(args, "パスワード：Sakura-24\n確認コード 482913\n");
        assert_eq!(output.status.code(), Some(1));
        let said = stdout(&output);
        assert!(!said.contains("Sakura") && !said.contains("482913"), "{said}");
        assert!(said.contains("password") || said.contains("1行目 7〜15文字目"), "{said}");
    }
}

#[test]
fn files_of_windows_are_read_whatever_their_encoding() {
    let text = "件名\r\nパスワード：Sakura-24\r\n";
    let utf16 = |mark: &[u8], bytes: fn(u16) -> [u8; 2]| -> Vec<u8> {
        mark.iter().copied().chain(text.encode_utf16().flat_map(bytes)).collect()
    };
    let files = [
        text.as_bytes().to_vec(),
        [b"\xef\xbb\xbf", text.as_bytes()].concat(),
        encoding_rs::SHIFT_JIS.encode(text).0.into_owned(),
        utf16(&[0xff, 0xfe], u16::to_le_bytes),
        utf16(&[0xfe, 0xff], u16::to_be_bytes),
    ];
    for bytes in files {
        let (_folder, path) = file(&bytes);
        let output = run(&["check-text", "--json", path.to_str().unwrap()]);
        assert_eq!(found(&output), [vec![], password(6, 15)], "{bytes:02x?}");
    }
}

#[test]
fn bytes_that_are_no_text_do_no_harm() {
    let mut bytes = b"\x00\xff\xfe\x80\n".to_vec();
    bytes.extend("PW: abc123\n".as_bytes());
    bytes.extend(b"\xe3\x83");
    let output = check(&["--json"], bytes);
    let found = found(&output);
    assert_eq!(found.len(), 3);
    assert_eq!(found[1], password(4, 10));
}

/// Longer than what is looked at together: offsets go on, and nothing is cut in the middle of a word.
#[test]
fn a_very_long_line_stays_one_line() {
    let filler = "あいう ".repeat(400_000);
    let text = format!("{filler}PW: abc123\n{filler}PW: abc123");
    let output = check(&["--json"], text);
    let start = 4 * 400_000 + 4;
    assert_eq!(found(&output), [password(start, start + 6), password(start, start + 6)]);
    let unbroken = "x".repeat(3_000_000);
    assert_eq!(found(&check(&["--json"], unbroken)), [vec![]]);
}

#[test]
fn what_cannot_be_read_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let missing = folder.path().join("ない.txt");
    let missing = missing.to_str().unwrap();
    refused(&["check-text", missing], missing, &["見つかりません"]);
    let path = folder.path().to_str().unwrap();
    refused(&["check-text", "--json", path], path, &["フォルダー"]);
    assert_eq!(run(&["check-text", "a", "b"]).status.code(), Some(2));
}
