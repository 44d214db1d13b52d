//! What holds for any note that is handed on.

use std::sync::LazyLock;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use proptest::prelude::*;
use proptest::test_runner::Config;

use crate::case::guard::find;
use crate::case::{Attachment, Case, EntryKind, Fact, Tick};
use crate::knowledge::Knowledge;

use super::*;

static KNOWLEDGE: LazyLock<Knowledge> = LazyLock::new(|| Knowledge::embedded().unwrap());

fn rendered(case: &Case, format: Format, audience: Audience, pictures: &[Picture]) -> String {
    let parts = Part::ALL.into_iter().collect();
    let zone = TimeZone::get("Asia/Tokyo").unwrap();
    let source = Source {
        case,
        knowledge: &KNOWLEDGE,
        diagnosis: None,
        pictures,
        zone: &zone,
        now: "2026-11-21T00:42:00Z".parse().unwrap(),
    };
    render(&source, &Wish { format, audience, parts }, LineEnd::Lf)
}

/// Family names that stand in no label of the knowledge.
fn any_person() -> impl Strategy<Value = String> {
    prop::sample::select(vec!["髙﨑", "山之内", "五十嵐", "齋藤 美咲", "Ken Ito", "ﾀﾅｶ"])
        .prop_map(str::to_owned)
}

/// A sentence in which somebody and something to be masked stand.
fn any_text(person: String) -> impl Strategy<Value = String> {
    let shapes = prop::sample::select(vec![
        "yubin.k@example.co.jp",
        "192.168.24.7",
        "090-2468-1357",
        "C:\\Users\\yubin\\Desktop",
        "パスワード：Tora!2468neko",
        "確認コードは 482913",
        "<b>&\"'</b>",
    ]);
    let before = prop::sample::select(vec!["", "本日、", "電話：", "「", "\n"]);
    let after = prop::sample::select(vec!["", "さんに連絡", "が確認。", "」", "\n\n- 済"]);
    (before, after, shapes)
        .prop_map(move |(before, after, shape)| format!("{before}{person}{after} {shape} です"))
}

fn any_case() -> impl Strategy<Value = Case> {
    let texts = |person: String| prop::collection::vec(any_text(person), 8);
    (any_person(), any_person())
        .prop_flat_map(move |(one, other)| (Just(one.clone()), Just(other.clone()), texts(one), texts(other)))
        .prop_map(|(one, other, a, b)| {
            let mut case = Case::new(Timestamp::UNIX_EPOCH, "abc");
            (case.person, case.affected) = (one, format!("受注担当 {other}"));
            [
                &mut case.title,
                &mut case.shop,
                &mut case.impact,
                &mut case.memo,
                &mut case.message,
                &mut case.role,
            ]
            .into_iter()
            .zip(a.iter())
            .for_each(|(field, text)| field.clone_from(text));
            case.email.clone_from(&"yubin.k@example.co.jp".to_owned());
            case.facts.push(Fact { label: b[0].clone(), text: b[1].clone(), ..Fact::default() });
            case.facts.push(Fact {
                label: "パスワード".into(),
                text: "Tora!2468neko".into(),
                ..Fact::default()
            });
            case.log(Timestamp::UNIX_EPOCH, EntryKind::Note, b[2].clone());
            case.timeline[0].by.clone_from(&case.person);
            case.ticks.push(Tick { by: case.person.clone(), ..Tick::default() });
            case.attachments.push(Attachment {
                caption: b[3].clone(),
                file: "a.png".into(),
                ..Attachment::default()
            });
            case
        })
}

/// The formats, and what undoes their escapes as far as a reader for names needs it.
const FORMATS: [Format; 4] = [Format::Text, Format::Markdown, Format::Html, Format::Csv];

fn config() -> Config {
    Config { cases: 48, failure_persistence: None, ..Config::default() }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn nothing_private_goes_outside(case in any_case()) {
        for format in FORMATS {
            let text = rendered(&case, format, Audience::Outside, &[]);
            let names = [&case.person, &case.affected].into_iter().flat_map(|name| name.split(' '));
            for name in names.filter(|name| *name != "受注担当") {
                prop_assert!(!text.contains(name), "{name} in {format:?}: {text}");
            }
            for private in ["yubin", "192.168.24.7", "2468-1357", "Tora", "482913"] {
                prop_assert!(!text.contains(private), "{private} in {format:?}: {text}");
            }
        }
    }

    #[test]
    fn no_secret_goes_to_anybody(case in any_case()) {
        for format in FORMATS {
            let text = rendered(&case, format, Audience::Inside, &[]);
            prop_assert!(!text.contains("Tora") && !text.contains("482913"), "{format:?}: {text}");
        }
        let text = rendered(&case, Format::Text, Audience::Inside, &[]);
        prop_assert!(find(&text).is_empty(), "{:?} in {text}", find(&text));
        prop_assert!(text.contains("192.168.24.7") || !case.memo.contains("192.168.24.7"));
    }

    #[test]
    fn a_page_is_well_formed_and_loads_nothing(text in "\\PC{0,40}", markup in "[<>&\"'/=a-z ]{0,60}") {
        let mut case = Case::new(Timestamp::UNIX_EPOCH, "abc");
        (case.title, case.memo) = (format!("{text}{markup}"), format!("{markup}\n{text}"));
        case.message = "<script src=\"https://example.com/x.js\"></script><img src=x onerror=alert(1)>".to_owned();
        case.log(Timestamp::UNIX_EPOCH, EntryKind::Note, markup.clone());
        case.attachments.push(Attachment { id: "1".into(), caption: markup, file: text, ..Attachment::default() });
        let bytes = std::sync::Arc::new(vec![0, 1, 2]);
        let state = PictureState::Loaded { mime: "image/png", bytes, width: 1, height: 1 };
        let page = rendered(&case, Format::Html, Audience::Inside, &[Picture { id: "1".into(), state }]);
        check_page(&page)?;
    }

    #[test]
    fn a_list_is_read_back_as_it_was(cells in prop::collection::vec("[ -~あ-ん\n\"',=+@-]{0,12}", 4)) {
        let mut case = Case::new(Timestamp::UNIX_EPOCH, "abc");
        (case.title, case.shop, case.role, case.impact) =
            (cells[0].clone(), cells[1].clone(), cells[2].clone(), cells[3].clone());
        let zone = TimeZone::UTC;
        let row = ListRow { case: &case, file: "a.case.ron" };
        for on in [ListOn::File, ListOn::Clipboard] {
            let list = list(&[row, row], on, &KNOWLEDGE, Audience::Inside, &zone);
            let text = match on {
                ListOn::File => list.strip_prefix('\u{feff}').unwrap(),
                ListOn::Clipboard => list.as_str(),
            };
            let delimiter = if on == ListOn::File { b',' } else { b'\t' };
            let mut reader = csv::ReaderBuilder::new().delimiter(delimiter).from_reader(text.as_bytes());
            let records: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
            prop_assert_eq!(records.len(), 2);
            for (column, cell) in [(0, &cells[0]), (1, &cells[1]), (7, &cells[2]), (9, &cells[3])] {
                let found = &records[0][column];
                let blanked = crate::case::guard::blank(cell);
                prop_assert_eq!(found.strip_prefix('\'').filter(|_| !blanked.trim().starts_with('\'')).unwrap_or(found), compose::clean(&blanked));
                prop_assert!(!found.trim_start().starts_with(['=', '+', '-', '@']), "{found}");
            }
            prop_assert!(text.ends_with("\r\n"));
        }
    }
}

/// Every element is closed where it has to be, nothing is loaded from elsewhere, nothing runs.
fn check_page(page: &str) -> Result<(), TestCaseError> {
    const NEVER_CLOSED: [&str; 3] = ["meta", "img", "!DOCTYPE"];
    let mut open: Vec<String> = Vec::new();
    let style = page.split_once("<style>").unwrap().1.split_once("</style>").unwrap().0;
    prop_assert!(!style.contains("url(") && !style.contains("@import"));
    let without_style = page.replace(style, "");
    for part in without_style.split('<').skip(1) {
        let (tag, text) =
            part.split_once('>').ok_or_else(|| TestCaseError::fail(format!("no end: {part}")))?;
        prop_assert!(!text.contains('>'), "a bare > behind {tag}");
        let name = tag.split_whitespace().next().unwrap_or_default();
        prop_assert!(!matches!(name, "script" | "link" | "iframe" | "object" | "a" | "form"), "{tag}");
        for source in tag.split("src=").skip(1) {
            prop_assert!(source.starts_with("\"data:image/"), "{tag}");
        }
        prop_assert!(!tag.split('"').step_by(2).any(|outside| outside.contains(" on")), "{tag}");
        if let Some(name) = name.strip_prefix('/') {
            let last = open.pop();
            prop_assert_eq!(last.as_deref(), Some(name));
        } else if !NEVER_CLOSED.contains(&name) {
            open.push(name.to_owned());
        }
    }
    prop_assert!(open.is_empty(), "{open:?} stay open");
    Ok(())
}

#[test]
fn a_label_that_asks_for_a_password_makes_one_of_its_text() {
    let mut case = Case::new(Timestamp::UNIX_EPOCH, "abc");
    case.facts
        .push(Fact { label: "パスワード".into(), text: "Tora!2468neko".into(), ..Fact::default() });
    let text = rendered(&case, Format::Text, Audience::Inside, &[]);
    assert!(text.contains("パスワード：■■■"), "{text}");
}

#[test]
fn what_acts_on_a_terminal_or_turns_a_line_is_gone() {
    assert_eq!(compose::clean("a\u{1b}[31mb\u{202e}c\r\nd\te\u{7}\n"), "a[31mbc\nd e");
}

#[test]
fn ticks_of_checklists_go_along_with_the_answers() {
    let mut case = Case::new(Timestamp::UNIX_EPOCH, "abc");
    for (list, item, by) in [("lost_phone", "stop_line", "佐藤"), ("later_list", "later_item", "")] {
        let (list, item, by) = (list.to_owned(), item.to_owned(), by.to_owned());
        case.ticks.push(Tick { list, item, by, at: Timestamp::UNIX_EPOCH, ..Tick::default() });
    }
    let text = rendered(&case, Format::Text, Audience::Inside, &[]);
    assert!(text.contains("【チェックリスト：スマホをなくした・盗まれた（1/13）】"), "{text}");
    assert!(text.contains("・なくしたスマホの回線を先に止める（1970/01/01 9:00・佐藤）"), "{text}");
    // Of another program: better by its id than not at all.
    assert!(text.contains("【later_list】") && text.contains("・later_item（1970/01/01 9:00）"), "{text}");
    let outside = rendered(&case, Format::Text, Audience::Outside, &[]);
    assert!(outside.contains("なくしたスマホの回線") && !outside.contains("佐藤"), "{outside}");
}

#[test]
fn parts_can_be_left_out() {
    let mut case = Case::new(Timestamp::UNIX_EPOCH, "abc");
    (case.memo, case.title) = ("ここはメモ".to_owned(), "題".to_owned());
    case.log(Timestamp::UNIX_EPOCH, EntryKind::Note, "ここは経過");
    let zone = TimeZone::UTC;
    let source = Source {
        case: &case,
        knowledge: &KNOWLEDGE,
        diagnosis: None,
        pictures: &[],
        zone: &zone,
        now: case.created_at,
    };
    let parts = [Part::Timeline].into_iter().collect();
    let text =
        render(&source, &Wish { format: Format::Text, audience: Audience::Inside, parts }, LineEnd::CrLf);
    assert!(text.contains("ここは経過\r\n") && !text.contains("ここはメモ"));
    assert!(!text.replace("\r\n", "").contains('\n'));
}

#[test]
fn pictures_go_outside_only_where_somebody_chose_them() {
    assert!(!Part::usual(Audience::Outside).contains(&Part::Pictures));
    assert!(Part::usual(Audience::Inside).contains(&Part::Pictures));
}
