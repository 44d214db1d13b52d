//! What a note says of texts that two people have changed at the same time.

use crate::app::{NoteField, Section};

use super::note;

/// What a field is called where its text is kept in the timeline. `name` is its name in a file.
pub fn field(name: &str) -> &'static str {
    match name {
        "title" => note::label(NoteField::Title),
        "shop" => note::label(NoteField::Shop),
        "person" => note::label(NoteField::Person),
        "affected" => note::label(NoteField::Affected),
        "role" => note::label(NoteField::Role),
        "email" => note::EMAIL,
        "stage" => "止まる画面",
        "message" => note::MESSAGE,
        "occurred_at" => note::OCCURRED,
        "impact" => note::label(NoteField::Impact),
        "amazon_case" => note::label(NoteField::AmazonCase),
        "next_check" => note::NEXT_CHECK,
        "points" => note::section(Section::Points),
        "facts" => note::section(Section::Facts),
        "answers" => "質問への回答",
        "plans" => "改善計画",
        "ticks" => "チェックリスト",
        "findings" => "環境の確認結果",
        "timeline" => note::section(Section::Timeline),
        "attachments" => note::section(Section::Pictures),
        "outcome" => "結果の補足",
        "memo" => note::label(NoteField::Memo),
        _ => "そのほか",
    }
}

/// A text of somebody else that found no place, since ours stands there.
pub fn kept(label: &str, theirs: &str) -> String {
    let label = label.trim();
    if label.is_empty() {
        format!("ほかの人の記入：{theirs}")
    } else {
        format!("ほかの人の記入（{label}）：{theirs}")
    }
}
