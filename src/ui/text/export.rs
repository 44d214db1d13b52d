//! The words of a note that is handed on.

use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::case::Solved;
use crate::case::export::{Audience, Language, Part, PictureState};

/// Before the heading of a part in plain text.
pub const SECTION_MARK: &str = "■ ";
/// A case without a name.
pub const NAMELESS: &str = "ログインの不具合";
/// The first part.
pub const OVERVIEW: &str = "概要";
/// How it stands.
pub const STATUS: &str = "状況";
/// It goes on.
pub const OPEN: &str = "対応中";
/// What it was.
pub const CAUSE: &str = "原因";
/// The cause is not known.
pub const CAUSE_UNKNOWN: &str = "分かっていません";
/// What was written at the end.
pub const OUTCOME_NOTE: &str = "補足";
/// The person who looks after it.
pub const PERSON: &str = "担当";
/// Who cannot get in.
pub const AFFECTED: &str = "影響を受けている人";
/// Their position.
pub const ROLE: &str = "立場";
/// What it means for the business.
pub const IMPACT: &str = "業務への影響";
/// The shop.
pub const SHOP: &str = "店舗";
/// The login.
pub const EMAIL: &str = "ログインのメールアドレス";
/// Where it stops.
pub const STAGE: &str = "止まる画面";
/// What is shown.
pub const MESSAGE: &str = "表示された文言";
/// Since when.
pub const OCCURRED: &str = "発生日時";
/// The inquiry.
pub const AMAZON_CASE: &str = "AmazonのケースID";
/// When somebody looks again.
pub const NEXT_CHECK: &str = "次に確認する日時";
/// The tries.
pub const TRIES: &str = "これまでの回数";
/// How many causes were fixed.
pub const ROUND: &str = "確認の回";
/// What the engine says.
pub const DIAGNOSIS: &str = "診断";
/// What else was written down.
pub const FACTS: &str = "確認した事実";
/// What was answered.
pub const ANSWERS: &str = "確認したこと（質問と答え）";
/// What the machine shows.
pub const FINDINGS: &str = "PCで見つかったこと";
/// What it rests on.
pub const EVIDENCE: &str = "根拠：";
/// What could not be read.
pub const UNREAD: &str = "確認できなかったこと";
/// What happened.
pub const TIMELINE: &str = "経過";
/// Free notes.
pub const MEMO: &str = "メモ";
/// The pictures.
pub const PICTURES: &str = "画像";
/// A fact without a name.
pub const FACT: &str = "事実";
/// This is how a list of cases begins in its file's name.
pub const LIST_NAME: &str = "ケース一覧";

/// Said once in every export: whose it is not, and what is not in it.
pub const FOOT: [&str; 2] = [
    "「ログイン診断ノート」で作成しました。Amazonのプログラムではありません。原因の割合は、答えと環境から見積もった目安です。",
    "パスワード・コード・カード番号などに見える文字は、■で伏せてあります。",
];

/// The columns of a list of cases.
pub const COLUMNS: [&str; 17] = [
    "件名",
    "店舗",
    "状況",
    "原因",
    "止まる画面",
    "担当",
    "影響を受けている人",
    "立場",
    "発生日時",
    "業務への影響",
    "AmazonのケースID",
    "次に確認する日時",
    "パスワードを試した回数",
    "コードを送った回数",
    "作成日時",
    "更新日時",
    "ファイル",
];

/// For whom it is.
pub fn audience(audience: Audience) -> &'static str {
    match audience {
        Audience::Inside => "社内向け",
        Audience::Outside => "社外向け",
    }
}

/// For whom it is, and what that means for what one reads.
pub fn for_whom(audience: Audience) -> &'static str {
    match audience {
        Audience::Inside => "社内向け（名前などをそのまま載せています）",
        Audience::Outside => "社外向け（人の名前・メール・電話・IPアドレス・PCの中の場所を伏せています）",
    }
}

/// When it was handed on, and in which zone all times are.
pub fn made(at: Timestamp, zone: &TimeZone) -> String {
    let name = match zone.iana_name() {
        Some("Asia/Tokyo") => "日本時間".to_owned(),
        _ => format!("UTC{}", at.to_zoned(zone.clone()).strftime("%:z")),
    };
    format!("作成：{}（時刻は{name}）", stamp(at, zone))
}

/// The note's own id.
pub fn id(id: &str) -> String {
    format!("記録の番号：{id}")
}

/// A point in time as spreadsheets and people read it: `2026/11/21 8:55`.
pub fn stamp(at: Timestamp, zone: &TimeZone) -> String {
    at.to_zoned(zone.clone()).strftime("%Y/%m/%d %-H:%M").to_string()
}

/// A name and its value.
pub fn named(name: &str, value: &str) -> String {
    format!("{name}：{value}")
}

/// A name and its value, as a language writes them.
pub fn named_in(language: Language, name: &str, value: &str) -> String {
    match language {
        Language::Japanese => named(name, value),
        Language::English => format!("{name}: {value}"),
    }
}

/// Before an item of a list in plain text.
pub fn item_mark(language: Language) -> &'static str {
    match language {
        Language::Japanese => "・",
        Language::English => "- ",
    }
}

/// A language's code (BCP 47).
pub fn code(language: Language) -> &'static str {
    match language {
        Language::Japanese => "ja",
        Language::English => "en",
    }
}

/// A text and in brackets what belongs to it.
pub fn in_brackets(text: &str, more: &str) -> String {
    format!("{text}（{more}）")
}

/// A small heading in plain text.
pub fn small_heading(language: Language, heading: &str) -> String {
    match language {
        Language::Japanese => format!("【{heading}】"),
        Language::English => format!("[{heading}]"),
    }
}

/// A picture where none can be shown.
pub fn picture_elsewhere(name: &str, state: &PictureState) -> String {
    match state {
        PictureState::Loaded { .. } => in_brackets(name, "画像はこの形式に入りません"),
        other => in_brackets(name, picture_state(other)),
    }
}

/// Why a picture is not there.
pub fn picture_state(state: &PictureState) -> &'static str {
    match state {
        PictureState::Loaded { .. } => "",
        PictureState::Missing => "画像のファイルが見つかりません",
        PictureState::TooBig => "画像が大きすぎるため、載せていません",
        PictureState::Unreadable => "画像を読み取れません",
    }
}

/// How a case ended.
pub fn solved(solved: Solved) -> &'static str {
    match solved {
        Solved::Yes => "直りました",
        Solved::No => "直らないまま、いったん終えました",
    }
}

/// A cause with its probability.
pub fn cause(label: &str, percent: &str) -> String {
    format!("{label} {percent}")
}

/// A part that can go along.
pub fn part(part: Part) -> &'static str {
    match part {
        Part::Diagnosis => "診断（原因の候補・次の一手）",
        Part::Facts => "確認した事実",
        Part::Answers => "質問と答え",
        Part::Findings => "PCで見つかったこと",
        Part::Timeline => "経過",
        Part::Memo => "メモ",
        Part::Pictures => "画像",
    }
}
