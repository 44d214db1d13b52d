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
        Language::Japanese => "サインインできるようになるまでに、こちらで必要な手続きを教えてください。",
        Language::English => "Please tell us what we have to do to be able to sign in again.",
    }
}

/// The subject.
pub fn subject(language: Language, stage: &str) -> String {
    match language {
        Language::Japanese => {
            in_brackets("日本のセラーセントラルにサインインできません", stage, ["（", "）"])
        }
        Language::English => in_brackets("Cannot sign in to Seller Central Japan", stage, [" (", ")"]),
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
        Language::Japanese => {
            "日本のセラーセントラルにサインインできず、業務が止まっています。下の内容をご確認ください。"
        }
        Language::English => {
            "We cannot sign in to Seller Central Japan, and our business has stopped. Please see the details below."
        }
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

/// A point in time in English.
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
