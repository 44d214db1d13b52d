//! The inquiry to Amazon, in Japanese and in English.

use jiff::tz::TimeZone;
use jiff::{Timestamp, Zoned};

use crate::case::export::Language;
use crate::case::{PointAsked, PointField};

/// Heads what is asked for.
pub fn wish(language: Language) -> &'static str {
    match language {
        Language::Japanese => "お願いしたいこと",
        Language::English => "What we ask for",
    }
}

/// What is asked for where nothing was written.
pub fn usual_wish(language: Language) -> &'static str {
    match language {
        Language::Japanese => {
            "下の状況を確認のうえ、元どおり使えるようになるまでに必要な手続きを教えてください。"
        }
        Language::English => {
            "Please look at the details below and tell us what we have to do to get back to normal use."
        }
    }
}

/// The same where somebody else seems to be in the account.
pub fn urgent_wish(language: Language) -> &'static str {
    match language {
        Language::Japanese => {
            "覚えのない変更があります。アカウントを守る手続きを、急ぎで教えてください。変更の停止と、元に戻す方法も知りたいです。"
        }
        Language::English => {
            "There are changes that we did not make. Please tell us urgently how to secure the account, stop these changes and revert them."
        }
    }
}

/// The subject, by the stage's id, with the screen in brackets.
pub fn subject(language: Language, id: Option<&str>, screen: &str) -> String {
    match language {
        Language::Japanese => in_brackets(matter_in_japanese(id), screen, ["（", "）"]),
        Language::English => in_brackets(matter_in_english(id), screen, [" (", ")"]),
    }
}

fn matter_in_japanese(stage: Option<&str>) -> &'static str {
    match stage {
        Some("G6") => "日本のセラーセントラルで、画面や機能が使えません",
        Some("G7") => "日本のセラーセントラルの停止・審査・ロックについて",
        Some("G8") => "外部ツールが、日本のセラーセントラルにつながりません",
        Some("G9") => "日本のセラーセントラルのアカウントについて",
        _ => "日本のセラーセントラルにサインインできません",
    }
}

fn matter_in_english(stage: Option<&str>) -> &'static str {
    match stage {
        Some("G6") => "Pages or functions of Seller Central Japan are missing",
        Some("G7") => "Suspension, review or lock at Seller Central Japan",
        Some("G8") => "An external tool cannot connect to Seller Central Japan",
        Some("G9") => "About our account at Seller Central Japan",
        _ => "Cannot sign in to Seller Central Japan",
    }
}

/// The subject of what is added to a case that is open.
pub fn subject_of_case(language: Language, case: &str) -> String {
    match language {
        Language::Japanese => format!("ケースID {case} への追記"),
        Language::English => format!("Addition to case ID {case}"),
    }
}

/// The first sentence.
pub fn opening(language: Language) -> &'static str {
    match language {
        Language::Japanese => "状況を項目ごとに書きます。分からない項目は書いていません。",
        Language::English => "The details follow point by point. Points that we do not know are left out.",
    }
}

/// Said once in English: what stands in which marks.
pub const OWN_WORDS_KEPT: &str =
    "Text between 「 and 」 is the seller's own wording in Japanese, kept as it was written.";

/// A text of the operator within an English document; what is written in ASCII needs no mark.
pub fn own_words(text: &str) -> String {
    if text.is_ascii() { text.to_owned() } else { format!("「{text}」") }
}

/// The heading of a part, with its number.
pub fn numbered(number: usize, label: &str) -> String {
    format!("{number}. {label}")
}

/// Findings of the machine.
pub fn findings(language: Language) -> &'static str {
    match language {
        Language::Japanese => "PCの確認で見つかったこと",
        Language::English => "Found on the computer",
    }
}

/// Where a text was cut.
pub fn cut(language: Language, text: &str) -> String {
    match language {
        Language::Japanese => format!("{text}…（以下略）"),
        Language::English => format!("{text}… (shortened)"),
    }
}

/// A text on the screen, as it stands there.
pub fn quoted(text: &str) -> String {
    format!("「{text}」")
}

/// How much of the operator's text a point asks for, in English.
pub fn details(point: &PointAsked) -> &'static str {
    if point.write.is_some() { "Details" } else { "" }
}

/// A field's name in English.
pub fn field(field: PointField) -> &'static str {
    match field {
        PointField::Shop => "Shop",
        PointField::Affected => "Affected person",
        PointField::Role => "Role",
        PointField::Email => "Login",
        PointField::OccurredAt => "First seen",
        PointField::Stage => "Screen",
        PointField::Message => "Message on the screen",
        PointField::Impact => "Impact",
        PointField::AmazonCase => "Case ID",
    }
}

/// A date and time in English: `2026-11-21 08:55 (UTC+09:00)`.
pub fn time(at: &Zoned) -> String {
    at.strftime("%Y-%m-%d %H:%M (UTC%:z)").to_string()
}

/// A point in time.
pub fn stamp(at: Timestamp, zone: &TimeZone) -> String {
    at.to_zoned(zone.clone()).strftime("%Y-%m-%d %H:%M").to_string()
}

/// Tries of a password and requests of a code in English.
pub fn counts(passwords: u32, codes: u32) -> String {
    let counts = [("Password tries", passwords), ("Code requests", codes)];
    let told: Vec<String> = counts
        .into_iter()
        .filter(|(_, count)| *count > 0)
        .map(|(name, count)| format!("{name}: {count}"))
        .collect();
    told.join(", ")
}

/// How many pictures there are, in English.
pub fn pictures(count: usize) -> String {
    format!("Screenshots available: {count}")
}

fn in_brackets(text: &str, more: &str, [open, close]: [&str; 2]) -> String {
    if more.is_empty() { text.to_owned() } else { format!("{text}{open}{more}{close}") }
}
