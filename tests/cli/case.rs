//! Notes from a shell: what is listed, found, shown and checked.

use std::fs;
use std::path::{Path, PathBuf};

use login_triage::case::{self, Attachment, Case, CaseOutcome, EntryKind, Solved, Target};
use login_triage::cli::{self, Outcome};
use login_triage::platform::console::Voice;
use login_triage::window::Drawing;
use serde_json::Value;
use tempfile::TempDir;

use super::bad_input::refused;
use super::{keys, list, run, stderr, stdout};

/// A folder with an open note that is overdue, a solved one, and one that ends too early.
fn folder() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let mut open = note("20261120-1", "朝からログインできない", "A店");
    open.next_check = Some("2026-11-20T09:00:00+09:00[Asia/Tokyo]".parse().unwrap());
    "ﾊﾟｽﾜｰﾄﾞは変えていない".clone_into(&mut open.memo);
    save(&open, &at(&folder, "一.case.ron"));
    let mut solved = note("20261120-2", "コードが届かない", "B店");
    let confirmed_cause = Some("C17".to_owned());
    solved.outcome = Some(CaseOutcome { solved: Solved::Yes, confirmed_cause, ..CaseOutcome::default() });
    save(&solved, &at(&folder, "B店/二.case.ron"));
    fs::write(at(&folder, "壊.case.ron"), "(\n  version: 2,\n  title: \"途中").unwrap();
    fs::write(at(&folder, "設定.ron"), "(version: 1, theme: Dark, last_folder: None)").unwrap();
    folder
}

fn note(id: &str, title: &str, shop: &str) -> Case {
    let mut case = Case::new("2026-11-20T00:00:00Z".parse().unwrap(), "x");
    id.clone_into(&mut case.id);
    title.clone_into(&mut case.title);
    shop.clone_into(&mut case.shop);
    case.log(case.created_at, EntryKind::Note, "管理者に連絡した");
    case
}

fn save(case: &Case, path: &Path) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    case::save(case, Target::Replace(path), case.updated_at).unwrap();
}

fn at(folder: &TempDir, name: &str) -> PathBuf {
    folder.path().join(name)
}

/// Calls with a folder, and expects an exit code.
#[track_caller]
fn called(args: &[&str], code: i32) -> Value {
    let output = run(args);
    assert_eq!(output.status.code(), Some(code), "{}", stderr(&output));
    serde_json::from_slice(&output.stdout).unwrap()
}

fn files(report: &Value) -> Vec<String> {
    let name = |note: &Value| {
        let path = PathBuf::from(note["path"].as_str().unwrap());
        path.file_name().unwrap().to_string_lossy().into_owned()
    };
    list(report, "notes").iter().map(name).collect()
}

#[test]
fn list_prints_the_documented_json() {
    let folder = folder();
    let dir = folder.path().to_str().unwrap();
    let report = called(&["case", "list", "--json", dir], 0);
    assert_eq!(keys(&report), ["folder", "notes", "unread"]);
    assert_eq!(files(&report), ["一.case.ron", "壊.case.ron", "二.case.ron"], "the urgent one first");
    let notes = list(&report, "notes");
    let known = [
        "affected",
        "amazon_case",
        "answers",
        "attachments",
        "cause",
        "copies",
        "created_at",
        "entries",
        "error",
        "id",
        "newer",
        "next_check",
        "occurred_at",
        "overdue",
        "path",
        "person",
        "readable",
        "shop",
        "stage",
        "standing",
        "title",
        "updated_at",
        "version",
    ];
    assert_eq!(keys(&notes[0]), known);
    assert_eq!((&notes[0]["overdue"], &notes[0]["standing"]), (&Value::from(true), &Value::from("open")));
    assert_eq!(notes[0]["next_check"], "2026-11-20T00:00:00Z");
    assert_eq!(keys(&notes[1]), ["copies", "error", "newer", "path", "readable"]);
    assert_eq!((&notes[2]["cause"], &notes[2]["standing"]), (&Value::from("C17"), &Value::from("solved")));
}

#[test]
fn lists_are_filtered_and_sorted() {
    let folder = folder();
    let dir = folder.path().to_str().unwrap();
    let listed = |options: &[&str]| {
        let args: Vec<&str> =
            ["case", "list", "--json", dir].into_iter().chain(options.iter().copied()).collect();
        files(&called(&args, 0))
    };
    assert_eq!(listed(&["--open"]), ["一.case.ron", "壊.case.ron"]);
    assert_eq!(listed(&["--closed"]), ["二.case.ron"]);
    assert_eq!(listed(&["--due"]), ["一.case.ron"]);
    assert_eq!(listed(&["--shop", "B店"]), ["二.case.ron"]);
    assert_eq!(listed(&["--cause", "C17"]), ["二.case.ron"]);
    assert_eq!(listed(&["--sort", "shop", "--reverse"])[0], "二.case.ron");
    let text = stdout(&run(&["case", "list", dir]));
    for part in
        ["ケース一覧（3件）", "[未解決] 朝からログインできない", "期限切れ", "[読めません]", "店舗: B店"]
    {
        assert!(text.contains(part), "{part}: {text}");
    }
}

#[test]
fn search_tells_where_words_stand() {
    let folder = folder();
    let dir = folder.path().to_str().unwrap();
    let report = called(&["case", "search", "--json", "--dir", dir, "パスワード", "a店"], 0);
    assert_eq!(keys(&report), ["folder", "notes", "unread", "words"]);
    assert_eq!(files(&report), ["一.case.ron"]);
    let excerpts = list(&list(&report, "notes")[0], "excerpts");
    let memo = excerpts.iter().find(|excerpt| excerpt["part"] == "memo").unwrap();
    assert_eq!(memo["text"], "ﾊﾟｽﾜｰﾄﾞは変えていない");
    assert_eq!(memo["marks"], serde_json::json!([[0, 7]]), "in characters");
    assert_eq!(files(&called(&["case", "search", "--json", "連絡", "--dir", dir], 0)).len(), 2);
    assert!(files(&called(&["case", "search", "--json", "--dir", dir, "見つからない言葉"], 1)).is_empty());
    let text = stdout(&run(&["case", "search", "--dir", dir, "ぱすわーど"]));
    assert!(text.contains("メモ: 【ﾊﾟｽﾜｰﾄﾞ】は変えていない"), "{text}");
}

#[test]
fn show_prints_what_is_ticked() {
    let folder = tempfile::tempdir().unwrap();
    let path = at(&folder, "チェック.case.ron");
    let known = include_str!("../fixtures/notes/v2_ticks.ron").replace("mood: Good,", "");
    fs::write(&path, known).unwrap();
    let note = path.to_str().unwrap();
    let text = stdout(&run(&["case", "show", note]));
    assert!(text.contains("チェックリスト") && text.contains("lost_phone"), "{text}");
    assert!(text.contains("なくしたスマホの回線を先に止める") && text.contains("佐藤"), "{text}");
    let report = called(&["case", "show", "--json", note], 0);
    assert_eq!(list(&report, "ticks")[0]["item"], "stop_line");
}

#[test]
fn show_prints_a_note() {
    let folder = folder();
    let path = at(&folder, "一.case.ron");
    let report = called(&["case", "show", "--json", path.to_str().unwrap()], 0);
    assert_eq!(report["title"], "朝からログインできない");
    assert_eq!(list(&report, "timeline")[0]["text"], "管理者に連絡した");
    let text = stdout(&run(&["case", "show", path.to_str().unwrap()]));
    for part in ["[未解決] 朝からログインできない", "メモ", "ﾊﾟｽﾜｰﾄﾞは変えていない", "管理者に連絡した"]
    {
        assert!(text.contains(part), "{part}: {text}");
    }
    let broken = at(&folder, "壊.case.ron");
    refused(&["case", "show", broken.to_str().unwrap()], broken.to_str().unwrap(), &["途切れ"]);
}

#[test]
fn check_tells_what_is_not_whole() {
    let folder = folder();
    let dir = folder.path().to_str().unwrap();
    let one = at(&folder, "一.case.ron");
    let fine = called(&["case", "check", "--json", one.to_str().unwrap()], 0);
    let note = &list(&fine, "notes")[0];
    let known = [
        "column",
        "copies",
        "generations",
        "line",
        "missing_attachments",
        "path",
        "seal",
        "state",
        "version",
        "whole",
    ];
    assert_eq!(keys(note), known);
    assert_eq!(
        (&note["state"], &note["seal"], &note["whole"]),
        (&"ok".into(), &"whole".into(), &true.into())
    );

    let mut pictured = case::load(&one).unwrap();
    pictured.attachments.push(Attachment { file: "画面.png".to_owned(), ..Attachment::default() });
    save(&pictured, &one);
    fs::copy(&one, at(&folder, "一.case (1).ron")).unwrap();
    let report = called(&["case", "check", "--json", dir], 1);
    let of = |name: &str| {
        let notes = list(&report, "notes");
        notes.iter().find(|note| note["path"].as_str().unwrap().ends_with(name)).unwrap()
    };
    assert_eq!((&of("壊.case.ron")["state"], &of("壊.case.ron")["line"]), (&"truncated".into(), &3.into()));
    assert_eq!(list(of("一.case.ron"), "missing_attachments"), &["画面.png"]);
    assert_eq!(
        (list(of("一.case.ron"), "copies").len(), list(of("一.case.ron"), "generations").len()),
        (1, 1)
    );
    assert_eq!(of("二.case.ron")["whole"], true);
    let damaged = fs::read_to_string(&one).unwrap().replace("朝から", "昼から");
    fs::write(&one, damaged).unwrap();
    assert_eq!(
        list(&called(&["case", "check", "--json", one.to_str().unwrap()], 1), "notes")[0]["seal"],
        "broken"
    );
    let text = stdout(&run(&["case", "check", dir]));
    assert!(
        text.contains("確かめたいものが") && text.contains("見つかりません") && text.contains("コピー"),
        "{text}"
    );
}

#[test]
fn nothing_is_written() {
    let folder = folder();
    let dir = folder.path().to_str().unwrap();
    let names = || {
        let mut names: Vec<_> =
            fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
        names.sort();
        names
    };
    let before = names();
    for args in
        [&["case", "list", dir][..], &["case", "check", dir], &["case", "search", "--dir", dir, "コード"]]
    {
        run(args);
    }
    assert_eq!(names(), before);
}

#[test]
fn what_is_not_understood_is_refused() {
    let help = |args: &[&str], said: &[&str]| refused(args, "で出ます。", said);
    help(&["case"], &["case"]);
    help(&["case", "lsit"], &["case lsit"]);
    help(&["case", "search", " "], &["探す言葉"]);
    help(&["case", "show"], &["case show"]);
    help(&["case", "list", "--sort", "mood"], &["--sort", "mood"]);
    refused(&["case", "list", "/そんなフォルダーはない"], "/そんなフォルダーはない", &["見つかりません"]);
    refused(&["case", "check", "/ない.case.ron"], "/ない.case.ron", &["見つかりません"]);
}

#[test]
fn a_broken_note_opens_the_window_only_where_an_earlier_state_can_be_offered() {
    let folder = tempfile::tempdir().unwrap();
    let path = at(&folder, "一.case.ron");
    let open = || cli::run([path.clone().into_os_string()], Voice::Printed);
    let mut one = note("20261120-1", "朝からログインできない", "A店");
    save(&one, &path);
    fs::write(&path, "(\n  version: 2,\n  title: \"途中").unwrap();
    assert_eq!(open(), Outcome::Exit(2));

    save(&one, &path);
    "二度目".clone_into(&mut one.memo);
    save(&one, &path);
    fs::write(&path, "(\n  version: 2,\n  title: \"途中").unwrap();
    let drawing = Drawing::default();
    assert_eq!(open(), Outcome::Window { case: Some(path.clone()), drawing });
}
