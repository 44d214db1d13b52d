//! What the command line refuses, and how it says so.

use std::fs;
use std::path::Path;

use super::{ANSWERS, file, run, stderr, triage};

/// Checks that a call is refused: exit code 2, nothing printed, a Japanese message with `said` and the place last.
pub(crate) fn refused(args: &[&str], place: &str, said: &[&str]) {
    let output = run(args);
    let message = stderr(&output);
    assert_eq!(output.status.code(), Some(2), "{message}");
    assert!(output.stdout.is_empty());
    assert!(message.trim_end().ends_with(place), "{message}");
    assert!(message.contains("ください") || message.contains("--help"), "{message}");
    for word in said {
        assert!(message.contains(word), "{word}: {message}");
    }
}

fn refused_file(bytes: impl AsRef<[u8]>, said: &[&str]) {
    let (_folder, path) = file(bytes);
    let path = path.to_str().unwrap();
    refused(&["triage", path], path, said);
    refused(&["triage", "--json", path], path, said);
}

#[test]
fn unknown_ids_are_all_named() {
    let answers = r#"(stage: "G77", observations: {"nonsense": "yes", "vpn": "perhaps", "T09": "works", "R01": "maybe"},
        findings: ["chromium.cookies.eaten"])"#;
    refused_file(
        answers,
        &["G77", "nonsense", "vpn: perhaps", "T09: works", "R01: maybe", "chromium.cookies.eaten"],
    );
}

#[test]
fn what_is_no_file_of_answers_is_refused() {
    refused_file("これは回答ではありません", &["1 行目"]);
    refused_file("{\"stage\": \"G2\", \"findings\": []}", &["1 行目、1 文字目"]);
    refused_file("(\n  stage: 5,\n)", &["2 行目"]);
    refused_file("(password_tries: -1, code_requests: 0)", &["1 行目"]);
    refused_file("(stage: \"G2\") (stage: \"G2\")", &["1 行目"]);
    refused_file("(stage: \"G2\", pasword: \"x\")", &["知らない項目「pasword」"]);
    refused_file("(stage: \"G2\", stage: \"G4\")", &["「stage」が2回"]);
    refused_file("(observations: {\"vpn\": \"on\", \"vpn\": \"off\"})", &["「vpn」の回答が2回"]);
    refused_file(b"(stage: \"G2\", message: \"\xff\xfe\")", &["UTF-8"]);
    refused_file("(stage: \"G2\")".encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>(), &["行目"]);
}

#[test]
fn a_text_that_ends_too_early_is_told_from_a_broken_one() {
    let whole = ANSWERS.trim_end();
    for end in (0..whole.len()).filter(|end| whole.is_char_boundary(*end)) {
        let output = triage(&whole[..end]);
        assert_eq!(output.status.code(), Some(2), "{end}");
    }
    refused_file("", &["途切れ"]);
    refused_file("(", &["途切れ"]);
    refused_file("(\n  stage: \"G2\",\n", &["2 行目で途切れ"]);
    refused_file("(stage: \"G2\", message: \"パスワ", &["途切れ"]);
    refused_file("(stage: \"G2\", observations: {\"vpn\":", &["途切れ"]);
    refused_file("(stage: \"G2\" /* unfinished", &["途切れ"]);
}

#[test]
fn deep_nesting_and_huge_files_end_quickly() {
    let deep = |open: &str| open.repeat(100_000);
    for open in ["(", "[", "{", "Some(", "(stage:", "/*", "{\"a\":", "#![enable("] {
        refused_file(deep(open), &[]);
        refused_file(format!("(stage: {}", deep(open)), &[]);
        refused_file(format!("(extra: {}", deep(open)), &[]);
        refused_file(format!("(observations: {{\"vpn\": {}", deep(open)), &[]);
    }
    let (_folder, path) = file("");
    fs::File::options().write(true).open(&path).unwrap().set_len(200 * 1024 * 1024).unwrap();
    refused(&["triage", path.to_str().unwrap()], path.to_str().unwrap(), &["4 MB"]);
}

#[test]
fn places_that_are_no_files_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    let folder_path = folder.path().to_str().unwrap();
    refused(&["triage", folder_path], folder_path, &["フォルダー"]);
    let missing = folder.path().join("ない.ron");
    refused(&["triage", missing.to_str().unwrap()], missing.to_str().unwrap(), &["見つかりません"]);
    let (_kept, path) = file("()");
    let inside = path.join("inside.ron");
    refused(&["triage", inside.to_str().unwrap()], inside.to_str().unwrap(), &["見つかりません"]);
    // Opens, but the system refuses to hand it out.
    let unreadable = Path::new("/proc/self/mem");
    if unreadable.exists() {
        refused(&["triage", "/proc/self/mem"], "/proc/self/mem", &["読み取れませんでした"]);
        refused(&["triage", "/dev/zero"], "/dev/zero", &["4 MB"]);
    }
    assert_eq!(triage("(stage: \"G99\")").status.code(), Some(2));
}

#[cfg(unix)]
#[test]
fn a_file_without_rights_is_refused() {
    use std::os::unix::fs::PermissionsExt;
    let (_folder, path) = file("()");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o000)).unwrap();
    // The superuser reads it all the same.
    if fs::File::open(&path).is_err() {
        refused(&["triage", path.to_str().unwrap()], path.to_str().unwrap(), &["権限"]);
    }
}

#[test]
fn calls_that_make_no_sense_are_refused() {
    let help = "「login-triage --help」で出ます。";
    refused(&["--jsno"], help, &["「--jsno」"]);
    refused(&["traige", "a.ron"], help, &["「traige」"]);
    refused(&["triage"], help, &["ファイルが必要"]);
    refused(&["triage", "--json=yes", "a.ron"], help, &["「--json」"]);
    refused(&["knowledge", "C01"], help, &["「C01」"]);
    refused(&["a.ron", "b.ron"], help, &["「b.ron」"]);
}

#[test]
fn a_note_that_cannot_be_loaded_opens_no_window() {
    let folder = tempfile::tempdir().unwrap();
    let missing = folder.path().join("ない.case.ron");
    refused(&[missing.to_str().unwrap()], missing.to_str().unwrap(), &["見つかりません"]);
    let (_folder, path) = file("(version: 999, id: \"x\", title: \"x\")");
    refused(&[path.to_str().unwrap()], path.to_str().unwrap(), &["新しいログイン診断ノート"]);
    let (_folder, path) = file("(version: 1, id: \"x\"");
    refused(&[path.to_str().unwrap()], path.to_str().unwrap(), &["途切れ"]);
}
