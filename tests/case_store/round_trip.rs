//! Every note comes back as it was.

use std::fs;

use jiff::Timestamp;
use login_triage::case::{
    self, Answer, Attachment, Case, CaseOutcome, Entry, EntryKind, Extra, Fact, FindingSnapshot, Plan,
    PlanEntry, PlanSection, Point, Seal, Solved, Target, Tick,
};
use proptest::{prelude::*, test_runner::Config};

use super::{load, note};

/// Text with everything that ever broke a file format.
fn text() -> impl Strategy<Value = String> {
    let nasty = prop::sample::select(vec![
        "\"",
        "\\",
        "\"#",
        "\"##",
        "r#\"",
        "#",
        "\n",
        "\r",
        "\r\n",
        "\t",
        "\0",
        "\u{1b}",
        "\u{7f}",
        "\u{85}",
        "\u{feff}",
        "\u{2028}",
        "\u{2029}",
        "ﾊﾟｿｺﾝ",
        "か\u{3099}",
        "葛\u{e0100}",
        "髙﨑",
        "𠮷",
        "👨‍👩‍👧",
        "\u{202e}",
        "\u{200b}",
        "\\u{41}",
        "\\n",
        "/*",
        "*/",
        "//",
        "(",
        ")",
        "Some(",
        "None",
        ",",
        "　",
        " ",
        "'",
        "{}",
        "\u{10ffff}",
        "\u{fffe}",
    ]);
    prop_oneof![
        any::<String>(),
        prop::collection::vec(nasty, 0..12).prop_map(|parts| parts.concat()),
        prop::collection::vec(any::<char>(), 0..8).prop_map(|chars| chars.into_iter().collect()),
    ]
}

fn time() -> impl Strategy<Value = Timestamp> {
    (Timestamp::MIN.as_second()..=Timestamp::MAX.as_second(), 0..1_000_000_000_i32)
        .prop_map(|(second, nano)| Timestamp::new(second, nano).unwrap_or(Timestamp::MAX))
}

fn statement(text: &mut impl FnMut() -> String) -> PlanEntry {
    let mut entry = PlanEntry { id: text(), section: PlanSection::Done, ..PlanEntry::default() };
    for field in entry.texts_mut() {
        *field = text();
    }
    entry
}

fn notes() -> impl Strategy<Value = Case> {
    let texts = prop::collection::vec(text(), 49);
    let zone = prop::sample::select(vec!["Asia/Tokyo", "UTC", "America/New_York"]);
    (texts, prop::collection::vec(time(), 8), any::<(bool, u32, u32)>(), zone).prop_map(
        |(texts, times, (yes, a, b), zone)| {
            let mut texts = texts.into_iter();
            let mut text = || texts.next().unwrap();
            let mut case = Case::new(times[0], &text());
            case.id = text();
            (case.title, case.shop, case.affected, case.role) = (text(), text(), text(), text());
            (case.message, case.impact, case.memo, case.stage) =
                (text(), text(), text(), yes.then(&mut text));
            (case.password_tries, case.code_requests, case.round) = (a, b, a ^ b);
            case.occurred_at = times[1].in_tz(zone).ok().filter(|_| !yes);
            case.facts = vec![Fact { label: text(), text: text(), ..Fact::default() }];
            case.answers = vec![Answer { id: text(), outcome: text(), at: times[2], ..Answer::default() }];
            let tick = Tick { list: text(), item: text(), by: text(), at: times[1], ..Tick::default() };
            let entry = statement(&mut text);
            let plan = Plan { id: text(), violation: text(), entries: vec![entry], ..Plan::default() };
            case.plans = if yes { vec![plan] } else { Vec::new() };
            case.ticks = if yes { vec![tick] } else { Vec::new() };
            case.unread = vec![text(), text()];
            case.timeline =
                vec![Entry { at: times[3], kind: EntryKind::Counter, text: text(), ..Entry::default() }];
            case.findings = vec![FindingSnapshot {
                summary: text(),
                evidence: vec![text()],
                at: times[4],
                ..Default::default()
            }];
            (case.person, case.email, case.amazon_case) = (text(), text(), text());
            case.next_check = times[6].in_tz(zone).ok().filter(|_| yes);
            case.points = vec![Point { id: text(), text: text(), ..Point::default() }];
            case.attachments = vec![Attachment {
                id: text(),
                file: text(),
                caption: text(),
                width: b,
                height: a,
                at: times[7],
                ..Attachment::default()
            }];
            if yes {
                let fields = vec![("mood".to_owned(), "Good((1, [\"名\"]))".to_owned())];
                case.points[0].extra = Extra { fields: fields.clone() };
                case.extra = Extra { fields };
            }
            let solved = if yes { Solved::Yes } else { Solved::No };
            case.outcome = Some(CaseOutcome {
                solved,
                confirmed_cause: Some(text()),
                note: text(),
                at: times[5],
                ..CaseOutcome::default()
            });
            case
        },
    )
}

proptest! {
    #![proptest_config(Config { failure_persistence: None, ..Config::with_cases(200) })]

    #[test]
    fn every_note_comes_back_as_it_was(case in notes()) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("note.case.ron");
        case::save(&case, Target::Replace(&path), Timestamp::UNIX_EPOCH).unwrap();
        let written = fs::read_to_string(&path).unwrap();
        prop_assert!(!written.contains('\r') && written.starts_with("(\n  version: 2,\n"), "{}", written);
        let read = case::load(&path).unwrap();
        prop_assert_eq!(&read, &case);
        prop_assert_eq!(Seal::of(written.as_bytes()), Seal::Whole);
        // Times are equal in any zone: the zone must come back too.
        let zoned = |case: &Case| case.occurred_at.as_ref().map(ToString::to_string);
        prop_assert_eq!(zoned(&read), zoned(&case));
        // Also after an editor has changed the line ends.
        fs::write(&path, format!("\u{feff}{}", written.replace('\n', "\r\n"))).unwrap();
        prop_assert_eq!(&case::load(&path).unwrap(), &case);
    }

    #[test]
    fn no_text_makes_loading_panic(text in text()) {
        prop_assert!(load(&text).is_err());
        for version in [1, 2, 3] {
            if let Ok(case) = load(format!("(version: {version}, title: {text})")) {
                prop_assert_eq!(case.version, 2);
            }
        }
    }
}

#[test]
fn ordinary_notes_stay_readable() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("note.case.ron");
    let mut case = note("ﾊﾟｿｺﾝの\"題\"");
    case.memo = "一行目\n二行目 か\u{3099}".to_owned();
    case::save(&case, Target::Replace(&path), Timestamp::UNIX_EPOCH).unwrap();
    let written = fs::read_to_string(&path).unwrap();
    assert!(
        written.contains("title: r#\"ﾊﾟｿｺﾝの\"題\"\"#") && written.contains("一行目\n二行目"),
        "{written}"
    );
    // What an editor would hide or change is escaped.
    case.memo.push('\u{202e}');
    case::save(&case, Target::Replace(&path), Timestamp::UNIX_EPOCH).unwrap();
    assert!(fs::read_to_string(&path).unwrap().contains("\\u{202e}"));
}
