//! What stands in an inquiry, and what gives way where there is no room.

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::measure::cut;
use super::*;
use crate::case::{FindingSnapshot, Point};

fn made(case: &Case, language: Language) -> Inquiry {
    let knowledge = Knowledge::embedded().unwrap();
    let zone = TimeZone::get("Asia/Tokyo").unwrap();
    inquiry(case, &knowledge, language, &zone, "2026-11-21T00:42:00Z".parse().unwrap())
}

fn text(case: &Case, language: Language) -> String {
    lay_out(&made(case, language).document, Format::Text, LineEnd::Lf)
}

fn blank() -> Case {
    Case::new(Timestamp::UNIX_EPOCH, "a")
}

fn point(id: &str, text: &str) -> Point {
    Point { id: id.to_owned(), text: text.to_owned(), ..Point::default() }
}

#[test]
fn what_is_asked_for_stands_first_and_every_written_point_follows() {
    let mut case = blank();
    case.stage = Some("G4".to_owned());
    case.message = "コードが一致しません".to_owned();
    case.points = vec![point("wish", "再設定の方法を知りたい"), point("changes", "機種変更した")];
    let text = text(&case, Language::Japanese);
    let at = |part: &str| text.find(part).unwrap_or_else(|| panic!("{part}: {text}"));
    assert!(at("お願いしたいこと") < at("再設定の方法を知りたい"));
    assert!(at("再設定の方法を知りたい") < at("1. 止まる画面と文言"));
    assert!(at("「コードが一致しません」") < at("2. 直前に変わったこと"));
    assert!(!text.contains("業務への影響"), "a point without anything in it is not there");
}

#[test]
fn an_open_case_is_added_to() {
    let mut case = blank();
    case.amazon_case = "12345678901".to_owned();
    assert!(text(&case, Language::Japanese).starts_with("ケースID 12345678901 への追記"));
    assert!(text(&case, Language::English).starts_with("Addition to case ID 12345678901"));
}

#[test]
fn in_english_only_the_operators_words_are_japanese() {
    let mut case = blank();
    case.stage = Some("G4".to_owned());
    case.message = "コードが一致しません".to_owned();
    case.role = "Admin".to_owned();
    case.affected = "担当者A".to_owned();
    case.points = vec![point("wish", "再設定の方法"), point("machine", "Chrome 142")];
    case.set_answer("phone_change", "new_phone", Timestamp::UNIX_EPOCH);
    case.set_answer("R27", "not_fixed", Timestamp::UNIX_EPOCH);
    case.log(Timestamp::UNIX_EPOCH, EntryKind::Repaired, "時刻を合わせる：直らなかった");
    let finding = |id: &str, likelihood: &str| FindingSnapshot {
        id: id.to_owned(),
        subject: "Google Chrome / 既定".to_owned(),
        likelihood: likelihood.to_owned(),
        summary: "止められています".to_owned(),
        ..FindingSnapshot::default()
    };
    case.findings = vec![finding("clock.skew", "medium"), finding("chromium.cookies.block_all", "high")];
    let text = text(&case, Language::English);
    for part in [
        "Two-step verification code screen",
        "Message on the screen: 「コードが一致しません」",
        "Role: Admin",
        "Affected person: Person A",
        "The phone was replaced or reset",
        "1970-01-01 09:00 Corrected the phone's time and used a new code of the right entry: did not help",
        "The browser blocks all cookies (Google Chrome)",
        "Details: Chrome 142",
    ] {
        assert!(text.contains(part), "{part}: {text}");
    }
    assert!(text.find("blocks all cookies").unwrap() < text.find("clock is off").unwrap(), "worst first");
    // Outside the marks of the operator's words, nothing but ASCII, the marks of this format and the explanation.
    let mut outside = String::new();
    let mut depth = 0_i32;
    for c in text.chars() {
        match c {
            '「' => depth += 1,
            '」' => depth -= 1,
            c if depth == 0 => outside.push(c),
            _ => {}
        }
    }
    let foreign: String = outside.chars().filter(|c| !c.is_ascii() && *c != '■').collect();
    assert_eq!(foreign, "", "{outside}");
}

#[test]
fn findings_and_early_tries_give_way_first() {
    let mut case = blank();
    for number in 0..60 {
        let summary = format!("{number}番目の、Cookieを止めている設定が見つかりました。");
        case.findings.push(FindingSnapshot {
            likelihood: "high".to_owned(),
            summary,
            ..FindingSnapshot::default()
        });
        case.log(
            Timestamp::UNIX_EPOCH,
            EntryKind::Repaired,
            format!("{number}番目の手順を試した：直らなかった"),
        );
    }
    case.points = vec![point("changes", "機種変更した")];
    let made = made(&case, Language::Japanese);
    let text = lay_out(&made.document, Format::Text, LineEnd::Lf);
    assert!(made.characters <= limit(Language::Japanese));
    assert_eq!(
        made.shortened,
        [Shortened::Findings { kept: 6, of: 60 }, Shortened::Tried { kept: 10, of: 60 }]
    );
    assert!(text.contains("59番目の手順") && !text.contains("49番目の手順"), "the latest stay");
    assert!(text.contains("機種変更した"));
}

#[test]
fn a_text_is_cut_between_characters() {
    assert_eq!(cut(Language::English, "short", 5), ("short".to_owned(), false));
    assert_eq!(cut(Language::English, "longer", 4), ("long… (shortened)".to_owned(), true));
    assert_eq!(cut(Language::Japanese, "あいうえお", 3).0, "あいう…（以下略）");
    // A family and a thumb with its skin stay whole or go.
    assert_eq!(cut(Language::English, "a👨\u{200d}👩", 2).0, "a… (shortened)");
    assert_eq!(cut(Language::English, "a👍\u{1f3fd}b", 2).0, "a… (shortened)");
    assert_eq!(cut(Language::English, "か\u{3099}か\u{3099}", 1).0, "… (shortened)");
}
