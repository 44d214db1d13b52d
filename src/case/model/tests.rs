use super::super::{Attachment, CaseOutcome, Fact, FindingSnapshot, Point, Tick};
use super::{Case, EntryKind, MainField, Timestamp};

fn at(second: i64) -> Timestamp {
    Timestamp::from_second(1_795_221_240 + second).unwrap()
}

#[test]
fn a_new_note_is_blank_and_misses_everything() {
    let case = Case::new(at(0), "k7f2");
    assert!(case.is_blank());
    assert_eq!(case.missing_fields().len(), 8);
    assert_eq!(case.id, format!("{}-k7f2", at(0).strftime("%Y%m%d-%H%M%S")));
    assert_eq!((case.created_at, case.updated_at), (at(0), at(0)));
}

#[test]
fn what_the_program_adds_leaves_a_note_blank() {
    let mut case = Case::new(at(0), "k7f2");
    case.log(at(1), EntryKind::Started, "診断を開始");
    case.log(at(2), EntryKind::Scanned, "環境を確認");
    case.findings.push(FindingSnapshot::default());
    case.unread.push("Firefox".to_owned());
    assert!(case.is_blank());
    case.log(at(3), EntryKind::Note, "前任者に電話");
    assert!(!case.is_blank());
}

/// Something that an operator can put into a note.
type Touch = fn(&mut Case);

#[test]
fn whatever_the_operator_does_makes_it_not_blank() {
    let touches: [Touch; 22] = [
        |case| case.title.push('a'),
        |case| case.shop.push('a'),
        |case| case.affected.push('a'),
        |case| case.role.push('a'),
        |case| case.stage = Some("G2".to_owned()),
        |case| case.message.push('a'),
        |case| case.occurred_at = Some(jiff::Zoned::default()),
        |case| case.impact.push('a'),
        |case| {
            case.facts.push(Fact { text: "a".to_owned(), ..Default::default() });
        },
        |case| drop(case.set_answer("vpn", "on", at(1))),
        |case| {
            let plan = case.add_plan(at(1));
            case.plans[plan].violation.push('a');
        },
        |case| case.ticks.push(Tick { list: "phone_change".to_owned(), ..Tick::default() }),
        |case| case.password_tries = 1,
        |case| case.code_requests = 1,
        |case| case.memo.push('a'),
        |case| case.person.push('a'),
        |case| case.email.push('a'),
        |case| case.amazon_case.push('a'),
        |case| case.next_check = Some(jiff::Zoned::default()),
        |case| case.points.push(Point { id: "network".to_owned(), text: "a".to_owned(), ..Point::default() }),
        |case| case.attachments.push(Attachment::default()),
        |case| case.outcome = Some(CaseOutcome::default()),
    ];
    for (index, touch) in touches.into_iter().enumerate() {
        let mut case = Case::new(at(0), "k7f2");
        touch(&mut case);
        assert!(!case.is_blank(), "touch {index}");
    }
}

#[test]
fn answers_keep_their_place_when_changed() {
    let mut case = Case::new(at(0), "k7f2");
    assert_eq!(case.set_answer("vpn", "on", at(1)), None);
    assert_eq!(case.set_answer("clock", "ok", at(2)), None);
    assert_eq!(case.set_answer("vpn", "off", at(3)).as_deref(), Some("on"));
    assert_eq!(case.answer("vpn"), Some("off"));
    let order: Vec<_> = case.answers.iter().map(|answer| (answer.id.as_str(), answer.at)).collect();
    assert_eq!(order, [("vpn", at(3)), ("clock", at(2))]);
    assert_eq!(case.remove_answer("vpn").unwrap().outcome, "off");
    assert_eq!(case.answer("vpn"), None);
    assert_eq!(case.remove_answer("vpn"), None);
}

#[test]
fn white_space_does_not_fill_a_field() {
    let mut case = Case::new(at(0), "k7f2");
    case.title = "　 \n".to_owned();
    assert!(case.is_blank());
    case.title = "朝からログインできない".to_owned();
    assert!(!case.missing_fields().contains(&MainField::Title));
    assert_eq!(case.missing_fields().len(), 7);
}
