//! The points of an inquiry.

use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::case::{Given, PointField, Standing};
use crate::knowledge::{Knowledge, Spends};
use crate::triage::ReasonKind;

use super::{time, triage};

/// The section.
pub const TITLE: &str = "問い合わせに必要な13項目";
/// What it is for.
pub const WHY: &str = "Amazonへの問い合わせで聞かれることです。記録から入るものは、そのまま入っています。";
/// All are there.
pub const COMPLETE: &str = "そろっています";
/// Nothing more to write.
pub const FILLED: &str = "入力済み";
/// Something is still missing.
pub const PARTLY: &str = "あと少し";
/// Nothing is there yet.
pub const MISSING: &str = "未入力";

/// How many are not complete.
pub fn missing(count: usize) -> String {
    if count == 0 { COMPLETE.to_owned() } else { format!("未入力 {count}") }
}

/// How complete a point is.
pub fn standing(standing: Standing) -> &'static str {
    match standing {
        Standing::Filled => FILLED,
        Standing::Partly => PARTLY,
        Standing::Missing => MISSING,
    }
}

/// A point with its number, from 1.
pub fn numbered(number: usize, label: &str) -> String {
    format!("{number}. {label}")
}

/// What fills a point by itself, in a line.
pub fn given(given: &Given<'_>, knowledge: &Knowledge, now: Timestamp, zone: &TimeZone) -> String {
    match given {
        Given::Text(field, text) => format!("{}：{text}", self::field(*field)),
        Given::Stage(id) => {
            let label = knowledge.stage(id).map_or(*id, |stage| stage.label.as_str());
            format!("止まる画面：{label}")
        }
        Given::Time(at) => format!("発生日時：{}", time::full(at)),
        Given::Answer(answer) => answered(knowledge, &answer.id, &answer.outcome),
        Given::Subject(finding) => finding.subject.clone(),
        Given::Repair(entry) => format!("{} {}", time::clock_on(entry.at, now, zone), entry.text),
        Given::Counts { passwords, codes } => {
            let counts = [(Spends::PasswordTry, *passwords), (Spends::CodeRequest, *codes)];
            let told: Vec<String> = counts
                .into_iter()
                .filter(|(_, count)| *count > 0)
                .map(|(spends, count)| triage::count(spends, count))
                .collect();
            told.join("、")
        }
        Given::Pictures(count) => format!("画像 {count}枚"),
    }
}

/// An answer as a statement, or as question and answer where there is none.
fn answered(knowledge: &Knowledge, id: &str, outcome: &str) -> String {
    let said = triage::reason(knowledge, &ReasonKind::Answer(id.to_owned(), outcome.to_owned()));
    if said.is_empty() {
        return format!("{}：{}", triage::asked(knowledge, id), triage::answer_label(knowledge, id, outcome));
    }
    said
}

/// A field's name.
pub fn field(field: PointField) -> &'static str {
    match field {
        PointField::Shop => "店舗",
        PointField::Affected => "影響を受けている人",
        PointField::Role => "立場",
        PointField::Email => "ログイン",
        PointField::OccurredAt => "発生日時",
        PointField::Stage => "止まる画面",
        PointField::Message => "文言",
        PointField::Impact => "業務への影響",
        PointField::AmazonCase => "ケースID",
    }
}
