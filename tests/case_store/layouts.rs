//! Released layouts load forever, also after an editor touched the file.

use std::fs;

use jiff::Timestamp;
use login_triage::case::{
    self, Access, Case, EntryKind, Extra, PlanSection, Seal, Solved, Target, WhyReadOnly,
};

use super::{FULL, FULL_1, MINIMAL, MINIMAL_1, PLANS, TICKS, at, load};

/// What both full fixtures hold.
fn is_the_full_note(case: &Case) {
    assert_eq!((case.version, case.id.as_str(), case.shop.as_str()), (2, "20261121-003400-k7f2", "A店"));
    assert_eq!((case.affected.as_str(), case.role.as_str()), ("山田", "受注担当(一般ユーザー)"));
    assert_eq!(case.stage.as_deref(), Some("G3"));
    assert_eq!(case.message, "コードを入力してください。\n\"届かない場合\"は、別の方法を選んでください。");
    assert_eq!(case.occurred_at.as_ref().unwrap().to_string(), "2026-11-21T08:55:00+09:00[Asia/Tokyo]");
    assert_eq!(case.facts[1].text, "11月20日の夕方。ﾊﾟｿｺﾝはいつものもの。");
    assert_eq!(case.answer("R04"), Some("not_fixed"));
    assert_eq!(case.answers[2].at, at("2026-11-21T01:02:03.123456789Z"));
    assert_eq!((case.password_tries, case.code_requests, case.round), (1, 2, 1));
    assert_eq!((case.findings[0].likelihood.as_str(), case.findings[0].evidence.len()), ("high", 2));
    assert_eq!(case.unread.len(), 2);
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
fn the_full_note_of_version_1_loads_forever() {
    let case = load(FULL_1).unwrap();
    is_the_full_note(&case);
    assert_eq!(case.timeline.len(), 13);
    // What version 1 had no ids for has the same ones on every machine.
    assert_eq!(case.timeline[0].id, "b86cd895b8a3d65c");
    let mut ids: Vec<_> = case.timeline.iter().map(|entry| entry.id.as_str()).collect();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), 13);
    assert_ne!(case.facts[0].id, case.facts[1].id);
    assert_eq!(Seal::of(FULL_1.as_bytes()), Seal::Missing);
}

#[test]
fn the_full_note_of_version_2_loads_forever() {
    let case = load(FULL).unwrap();
    is_the_full_note(&case);
    assert_eq!((case.person.as_str(), case.email.as_str()), ("佐藤", "ya***@example.co.jp"));
    assert_eq!(case.amazon_case, "12345678901");
    assert_eq!(case.next_check.as_ref().unwrap().to_string(), "2026-11-24T09:00:00+09:00[Asia/Tokyo]");
    assert_eq!((case.points[0].id.as_str(), case.points[0].text.as_str()), ("network", "会社の固定回線"));
    let picture = &case.attachments[0];
    assert_eq!((picture.file.as_str(), picture.caption.as_str()), ("画面1.png", "止まった画面"));
    assert_eq!((picture.width, picture.height), (1280, 720));
    let new = [
        EntryKind::Attached,
        EntryKind::Guarded,
        EntryKind::Merged,
        EntryKind::Recovered,
        EntryKind::Exported,
    ];
    let kinds: Vec<_> = case.timeline.iter().skip(13).map(|entry| entry.kind).collect();
    assert_eq!((kinds.as_slice(), case.timeline[13].by.as_str()), (&new[..], "佐藤"));
    assert_eq!(Seal::of(FULL.as_bytes()), Seal::Whole);
    // Written again, it is the same to the byte.
    assert_eq!(written(&case), FULL);
}

#[test]
fn ticks_of_checklists_load_forever_and_are_written_only_where_there_are_any() {
    let case = load(TICKS).unwrap();
    let tick = &case.ticks[0];
    assert_eq!((tick.list.as_str(), tick.item.as_str()), ("lost_phone", "stop_line"));
    assert_eq!((tick.by.as_str(), tick.at), ("佐藤", at("2026-11-21T00:40:00Z")));
    assert_eq!(tick.extra.get("mood"), Some("Good"));
    assert!(!case.is_blank() && case.extra.is_empty());
    assert_eq!(load(written(&case)).unwrap(), case);
    let mut without = case;
    without.ticks.clear();
    assert!(!written(&without).contains("ticks"));
}

#[test]
fn plans_load_forever_and_are_written_only_where_there_are_any() {
    let case = load(PLANS).unwrap();
    let plan = &case.plans[0];
    assert_eq!((plan.violation.as_str(), plan.identifiers.as_str()), ("商標権の侵害", "B08XYZ1234"));
    assert_eq!(plan.extra.get("mood"), Some("Good"));
    let entry = &plan.entries[0];
    assert_eq!((entry.section, entry.owner.as_str()), (PlanSection::Done, "店長 田中"));
    assert_eq!((entry.date.as_str(), entry.evidence.as_str()), ("2026年3月3日", "削除した画面の写し"));
    assert_eq!(entry.extra.get("weight"), Some("3"));
    assert!(!case.is_blank() && case.extra.is_empty());
    assert_eq!(load(written(&case)).unwrap(), case);
    let mut without = case;
    without.plans.clear();
    assert!(!written(&without).contains("plans"));
}

#[test]
fn a_note_of_version_1_becomes_the_same_note_of_version_2() {
    let case = load(FULL_1).unwrap();
    assert_eq!(load(written(&case)).unwrap(), case);
}

fn written(case: &Case) -> String {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("note.case.ron");
    case::save(case, Target::Replace(&path), Timestamp::UNIX_EPOCH).unwrap();
    fs::read_to_string(path).unwrap()
}

#[test]
fn the_fixture_fills_every_field() {
    // A field that is empty in the fixture would not be missed when it is renamed.
    let written = written(&load(FULL).unwrap());
    for empty in ["None", "\"\"", "[]", ": 0,", "1970"] {
        let lines = written.lines().filter(|line| line.contains(empty)).collect::<Vec<_>>();
        let of_the_program = |line: &&str| line.trim() == "by: \"\",";
        assert!(lines.iter().all(of_the_program), "{empty} in {lines:?}");
    }
    let keys = |text: &str| text.lines().filter(|line| line.contains(": ")).count();
    assert_eq!(keys(&written), keys(FULL));
}

#[test]
fn the_minimal_notes_load_forever() {
    for (minimal, version) in [(MINIMAL_1, 1), (MINIMAL, 2)] {
        let case = load(minimal).unwrap();
        assert_eq!((case.id.as_str(), case.title.as_str()), ("20261121-003400-m1n1", "コードが届かない"));
        assert_eq!(case.missing_fields().len(), 7);
        assert!(load(format!("(version: {version})")).unwrap().is_blank());
        let short =
            format!("(version: {version}, outcome: Some((note: \"直った\")), answers: [(id: \"vpn\")])");
        assert!(load(short).is_ok());
    }
}

#[test]
fn unknown_fields_survive_a_save_at_every_level() {
    let strange = "mood: Some({\"a\": [(1, 2.5, 'x')]}),";
    let mut text = FULL.replace("  title:", &format!("  {strange}\n  title:"));
    for place in [
        "facts: [\n    (",
        "answers: [\n    (",
        "findings: [\n    (",
        "points: [\n    (",
        "attachments: [\n    (",
        "timeline: [\n    (",
        "outcome: Some((",
    ] {
        assert!(text.contains(place), "{place}");
        text = text.replace(place, &format!("{place}{strange}"));
    }
    let case = load(&text).unwrap();
    let written = written(&case);
    assert_eq!(written.matches("mood").count(), 8, "{written}");
    assert_eq!(load(&written).unwrap(), case);
    assert_eq!(Seal::of(written.as_bytes()), Seal::Whole);
    // Without them it is the note that it was.
    let mut known = case.clone();
    known.extra = Extra::default();
    (known.facts[0].extra, known.answers[0].extra) = (Extra::default(), Extra::default());
    (known.findings[0].extra, known.points[0].extra) = (Extra::default(), Extra::default());
    (known.attachments[0].extra, known.timeline[0].extra) = (Extra::default(), Extra::default());
    known.outcome.as_mut().unwrap().extra = Extra::default();
    assert_eq!(known, load(FULL).unwrap());
}

#[test]
fn unknown_fields_of_version_1_survive_too() {
    let text = MINIMAL_1.replace("title:", "mood: Good, person: 5, title:");
    let case = load(&text).unwrap();
    assert_eq!((case.extra.get("mood"), case.extra.get("v1_person")), (Some("Good"), Some("5")));
    assert_eq!(load(written(&case)).unwrap(), case);
}

#[test]
fn what_editors_and_transfers_do_is_tolerated() {
    let case = load(FULL).unwrap();
    assert_eq!(load(format!("\u{feff}{FULL}")).unwrap(), case);
    let crlf = FULL.replace('\n', "\r\n");
    assert_eq!(load(&crlf).unwrap(), case);
    assert_eq!(load(format!("\u{feff}{crlf}")).unwrap(), case);
    assert_eq!(Seal::of(crlf.as_bytes()), Seal::Whole);
    assert_eq!(load(format!("// ノート\n{FULL}\n\n")).unwrap(), case);
}

#[test]
fn a_newer_note_opens_to_be_read_and_is_never_saved_over() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("note.case.ron");
    let text = FULL
        .replace("version: 2", "version: 3")
        .replace("kind: Started", "kind: Sung")
        .replace("  title:", "  mood: Great(3),\n  title:");
    fs::write(&path, &text).unwrap();
    let opened = case::open(&path).unwrap();
    assert_eq!(opened.access, Access::ReadOnly(WhyReadOnly::Newer { found: 3 }));
    assert_eq!((opened.case.timeline[0].kind, opened.case.timeline.len()), (EntryKind::Note, 18));
    assert_eq!(opened.case.extra, Extra::default());
    let mut known = opened.case.clone();
    known.timeline[0].kind = EntryKind::Started;
    assert_eq!(known, load(FULL).unwrap());
    let saved = case::save(&known, Target::Own(&opened.base), Timestamp::UNIX_EPOCH);
    assert!(saved.is_err(), "{saved:?}");
    assert_eq!(fs::read_to_string(&path).unwrap(), text);
}
