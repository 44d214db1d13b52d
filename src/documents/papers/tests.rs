//! What holds for every paper, of whatever note.

use std::sync::LazyLock;

use proptest::prelude::*;
use proptest::test_runner::Config;

use super::*;
use crate::case::guard::find;
use crate::case::{EntryKind, FindingSnapshot, Point, points_asked};

static KNOWLEDGE: LazyLock<Knowledge> = LazyLock::new(|| Knowledge::embedded().unwrap());

const ALL: [Paper; 6] = [
    Paper::Inquiry(Language::Japanese),
    Paper::Inquiry(Language::English),
    Paper::Handover,
    Paper::ItRequest,
    Paper::AdminRequest,
    Paper::FormerColleague,
];

fn made(paper: Paper, case: &Case, audience: Audience) -> Made {
    let ranked = vec![("C18".to_owned(), 0.5), ("C40".to_owned(), 0.3)];
    let zone = TimeZone::get("Asia/Tokyo").unwrap();
    let diagnosis = Diagnosis::default();
    let now = "2026-11-21T00:42:00Z".parse().unwrap();
    let material =
        Material { case, knowledge: &KNOWLEDGE, diagnosis: &diagnosis, ranked: &ranked, zone: &zone, now };
    make(paper, &material, audience)
}

fn text_of(paper: Paper, case: &Case, audience: Audience, format: Format) -> String {
    lay_out(&made(paper, case, audience).document, format, LineEnd::Lf)
}

fn blank() -> Case {
    Case::new(Timestamp::UNIX_EPOCH, "a")
}

/// A note in which a text stands wherever somebody can write one.
fn full_of(text: &str) -> Case {
    let mut case = blank();
    for field in [
        &mut case.title,
        &mut case.shop,
        &mut case.person,
        &mut case.affected,
        &mut case.role,
        &mut case.email,
        &mut case.message,
        &mut case.impact,
        &mut case.memo,
    ] {
        text.clone_into(field);
    }
    case.stage = Some("G4".to_owned());
    for point in points_asked() {
        case.points.push(Point { id: point.id.clone(), text: text.to_owned(), ..Point::default() });
    }
    for likelihood in ["high", "medium", "low"] {
        case.findings.push(FindingSnapshot {
            id: "chromium.cookies.block_all".to_owned(),
            likelihood: likelihood.to_owned(),
            summary: text.to_owned(),
            subject: text.to_owned(),
            evidence: vec![text.to_owned()],
            ..FindingSnapshot::default()
        });
    }
    case.unread.push(text.to_owned());
    case.log(Timestamp::UNIX_EPOCH, EntryKind::Note, text);
    case.log(Timestamp::UNIX_EPOCH, EntryKind::Repaired, text);
    case
}

#[test]
fn an_empty_note_makes_papers_that_say_what_they_are() {
    for paper in ALL {
        let made = made(paper, &blank(), paper.usual_audience());
        assert!(!made.document.title.is_empty() && !made.document.sections.is_empty(), "{paper:?}");
        assert!(made.document.sections.iter().all(|section| !section.blocks.is_empty()), "{paper:?}");
        assert_eq!(made.remarks.blanked, 0);
    }
}

#[test]
fn an_inquiry_is_masked_whoever_is_chosen() {
    let mut case = full_of("山田さんの yamada@example.co.jp");
    case.affected = "山田".to_owned();
    for paper in [Paper::Inquiry(Language::Japanese), Paper::Inquiry(Language::English)] {
        let text = text_of(paper, &case, Audience::Inside, Format::Text);
        assert!(!text.contains("山田") && !text.contains("yamada@"), "{text}");
    }
    assert!(text_of(Paper::Handover, &case, Audience::Inside, Format::Text).contains("山田"));
    assert!(!text_of(Paper::Handover, &case, Audience::Outside, Format::Text).contains("山田"));
}

#[test]
fn a_secret_is_in_no_paper_and_is_told_of() {
    let case = full_of("パスワード：Tora!2468neko");
    for paper in ALL {
        for audience in [Audience::Inside, Audience::Outside] {
            for format in Format::OF_NOTES {
                let text = text_of(paper, &case, audience, format);
                assert!(!text.contains("Tora"), "{paper:?} {format:?}");
            }
        }
        assert!(made(paper, &case, Audience::Inside).remarks.blanked > 10);
    }
}

#[test]
fn nobody_is_asked_for_a_password_or_a_code() {
    let letter = text_of(Paper::FormerColleague, &full_of("x"), Audience::Outside, Format::Text);
    assert!(letter.contains("お聞きしません"));
    for demand in ["コードを教えて", "コードを送って", "パスワードを教えて", "コードをお知らせ"]
    {
        for paper in ALL {
            assert!(!text_of(paper, &blank(), Audience::Inside, Format::Text).contains(demand), "{paper:?}");
        }
    }
}

#[test]
fn a_former_colleague_learns_nothing_of_the_machine_and_the_case() {
    let mut case = full_of("内輪の話");
    case.shop = "A店".to_owned();
    case.email = "ta***@example.co.jp".to_owned();
    case.person = "佐藤".to_owned();
    let letter = text_of(Paper::FormerColleague, &case, Audience::Outside, Format::Text);
    assert!(letter.contains("A店") && letter.contains("ta***@example.co.jp"));
    assert!(!letter.contains("内輪") && !letter.contains("佐藤") && !letter.contains("担当者A"), "{letter}");
    assert!(text_of(Paper::FormerColleague, &case, Audience::Inside, Format::Text).contains("佐藤"));
}

#[test]
fn what_the_note_answers_is_not_asked_of_a_former_colleague() {
    let mut case = blank();
    let letter = |case: &Case| text_of(Paper::FormerColleague, case, Audience::Outside, Format::Text);
    assert!(letter(&case).contains("受信できるか"));
    case.set_answer("mailbox", "readable", Timestamp::UNIX_EPOCH);
    assert!(!letter(&case).contains("受信できるか"));
}

#[test]
fn the_it_department_gets_hosts_findings_and_the_work_of_its_causes() {
    let case = full_of("会社の設定");
    let text = text_of(Paper::ItRequest, &case, Audience::Inside, Format::Text);
    for part in
        ["sellercentral.amazon.co.jp", "*.awswaf.com", "会社の設定", "社内のプロキシ", "しないでほしいこと"]
    {
        assert!(text.contains(part), "{part}");
    }
    assert!(!text.contains("招待された後"), "no work of the admin's causes");
    let untouched = text_of(Paper::ItRequest, &blank(), Audience::Inside, Format::Text);
    assert!(untouched.contains("まだ調べていません"));
}

#[test]
fn the_admin_gets_the_user_and_the_work_of_the_admins_causes() {
    let mut case = blank();
    case.affected = "新任 小林".to_owned();
    case.role = "一般ユーザー".to_owned();
    let text = text_of(Paper::AdminRequest, &case, Audience::Inside, Format::Text);
    for part in ["小林", "一般ユーザー", "招待された後", "ユーザー権限", "管理者・前任者のユーザーの削除"]
    {
        assert!(text.contains(part), "{part}");
    }
    assert!(!text.contains("社内のプロキシ"));
}

#[test]
fn whoever_is_still_in_stands_first_in_a_handover() {
    let mut case = blank();
    case.set_answer("still_inside", "other_person", Timestamp::UNIX_EPOCH);
    let handover = made(Paper::Handover, &case, Audience::Inside).document;
    assert_eq!(handover.sections[0].heading, crate::ui::text::papers::FIRST);
    case.set_answer("still_inside", "none", Timestamp::UNIX_EPOCH);
    let handover = made(Paper::Handover, &case, Audience::Inside).document;
    assert_ne!(handover.sections[0].heading, crate::ui::text::papers::FIRST);
}

#[test]
fn a_page_of_html_shows_what_was_typed_and_runs_nothing() {
    let case = full_of("<script>alert(1)</script><b>&\"'");
    for paper in ALL {
        let page = text_of(paper, &case, Audience::Inside, Format::Html);
        assert!(!page.contains("<script") && !page.contains("<b>"), "{paper:?}");
    }
    let english = text_of(Paper::Inquiry(Language::English), &case, Audience::Outside, Format::Html);
    assert!(english.contains("<html lang=\"en\">") && !english.contains("<footer>"));
}

/// Texts as they come from keyboards, mails and attackers.
fn any_text() -> impl Strategy<Value = String> {
    prop_oneof![
        "\\PC{0,40}",
        "(あ|い|。|\n){0,3000}",
        "(👨‍👩‍👧|🇯🇵|👍🏽|e\u{301}|か\u{3099}){0,900}",
        prop::sample::select(vec![
            "\u{202e}txt.exe",
            "a\u{0}b\u{7}\u{1b}[31m",
            "\r\n\r\n\u{2028}x",
            "<img src=x onerror=alert(1)>",
            "パスワード：Tora!2468neko",
            "確認コードは 482913",
        ])
        .prop_map(str::to_owned),
    ]
}

proptest! {
    #![proptest_config(Config { cases: 24, ..Config::default() })]

    #[test]
    fn an_inquiry_of_any_note_keeps_to_its_limit_and_says_what_it_left_out(text in any_text()) {
        let case = full_of(&text);
        for language in [Language::Japanese, Language::English] {
            let paper = Paper::Inquiry(language);
            let made = made(paper, &case, Audience::Outside);
            let text = lay_out(&made.document, Format::Text, LineEnd::Lf);
            prop_assert_eq!(text.trim().chars().count(), made.remarks.characters);
            prop_assert!(made.remarks.characters <= made.remarks.limit.unwrap());
            let cut = text.contains("（以下略）") || text.contains("… (shortened)");
            let told = made.remarks.shortened.iter().any(|told| matches!(told, Shortened::Texts { .. }));
            prop_assert!(!cut || told);
        }
    }

    #[test]
    fn no_paper_holds_a_secret_or_a_character_that_acts(text in any_text()) {
        let case = full_of(&text);
        for paper in ALL {
            let text = text_of(paper, &case, paper.usual_audience(), Format::Text);
            let acts = |c: char| {
                (c.is_control() && c != '\n') || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
            };
            prop_assert!(!text.contains(acts), "{:?}", paper);
            prop_assert!(find(&text).is_empty(), "{:?}: {:?}", paper, find(&text));
        }
    }
}
