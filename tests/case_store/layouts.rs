//! Released layouts load forever, also after an editor touched the file.

use std::fs;

use login_triage::case::{self, EntryKind, Solved};

use super::{FULL, MINIMAL, at, load};

#[test]
fn the_full_note_of_version_1_loads_forever() {
    let case = load(FULL).unwrap();
    assert_eq!((case.version, case.id.as_str(), case.shop.as_str()), (1, "20261121-003400-k7f2", "A店"));
    assert_eq!((case.affected.as_str(), case.role.as_str()), ("山田", "受注担当(一般ユーザー)"));
    assert_eq!(case.stage.as_deref(), Some("G3"));
    assert_eq!(case.message, "コードを入力してください。\n\"届かない場合\"は、別の方法を選んでください。");
    assert_eq!(case.occurred_at.as_ref().unwrap().to_string(), "2026-11-21T08:55:00+09:00[Asia/Tokyo]");
    assert_eq!(case.facts[1].text, "11月20日の夕方。ﾊﾟｿｺﾝはいつものもの。");
    assert_eq!(case.answer("R04"), Some("not_fixed"));
    assert_eq!(case.answers[2].at, at("2026-11-21T01:02:03.123456789Z"));
    assert_eq!((case.password_tries, case.code_requests, case.round), (1, 2, 1));
    assert_eq!((case.findings[0].likelihood.as_str(), case.findings[0].evidence.len()), ("high", 2));
    assert_eq!((case.unread.len(), case.timeline.len()), (2, 13));
    assert_eq!(case.timeline[12].kind, EntryKind::Outcome);
    assert_eq!(case.memo, "前任者の端末に\nひも付いていた。C:\\業務\\台帳 も直す。");
    let outcome = case.outcome.as_ref().unwrap();
    assert_eq!((outcome.solved, outcome.confirmed_cause.as_deref()), (Solved::Yes, Some("C17")));
    assert_eq!(
        (case.impact.as_str(), case.title.as_str()),
        ("未出荷 12 件、出荷期限 本日 17:00", "朝からログインできない")
    );
    assert_eq!((case.created_at, case.updated_at), (at("2026-11-21T00:34:00Z"), at("2026-11-21T01:30:00Z")));
    assert!(!case.is_blank() && case.missing_fields().is_empty());
}

#[test]
fn the_fixture_fills_every_field() {
    // A field that is empty in the fixture would not be missed when it is renamed.
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("note.case.ron");
    case::save(&load(FULL).unwrap(), &path).unwrap();
    let written = fs::read_to_string(path).unwrap();
    for empty in ["None", "\"\"", "[]", ": 0,", "1970"] {
        assert!(!written.contains(empty), "{empty} in {written}");
    }
    let keys = |text: &str| text.lines().filter(|line| line.contains(": ")).count();
    assert_eq!(keys(&written), keys(FULL));
}

#[test]
fn the_minimal_note_of_version_1_loads_forever() {
    let case = load(MINIMAL).unwrap();
    assert_eq!((case.id.as_str(), case.title.as_str()), ("20261121-003400-m1n1", "コードが届かない"));
    assert_eq!(case.missing_fields().len(), 7);
    assert!(load("(version: 1)").unwrap().is_blank());
    assert!(load("(version: 1, outcome: Some((note: \"直った\")), answers: [(id: \"vpn\")])").is_ok());
}

#[test]
fn unknown_fields_are_tolerated() {
    let text = MINIMAL.replace("title:", "mood: Some({\"a\": [(1, 2.5, 'x')]}), title:");
    assert_eq!(load(text).unwrap(), load(MINIMAL).unwrap());
}

#[test]
fn what_editors_and_transfers_do_is_tolerated() {
    let case = load(FULL).unwrap();
    assert_eq!(load(format!("\u{feff}{FULL}")).unwrap(), case);
    let crlf = FULL.replace('\n', "\r\n");
    assert_eq!(load(&crlf).unwrap(), case);
    assert_eq!(load(format!("\u{feff}{crlf}")).unwrap(), case);
    assert_eq!(load(format!("// ノート\n{FULL}\n\n")).unwrap(), case);
}
