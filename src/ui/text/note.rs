//! The note pane.

use crate::app::{NoteField, Section};

/// Title of the pane.
pub const TITLE: &str = "記録";
/// Show the note over the whole window.
pub const ENLARGE: &str = "大きく開く";
/// Back to the three panes.
pub const REDUCE: &str = "診断に戻る";
/// When it began.
pub const OCCURRED: &str = "発生日時";
/// What to write there.
pub const OCCURRED_HINT: &str = "例：11/21 8:55、昨日 9時";
/// When somebody is to look after it again.
pub const NEXT_CHECK: &str = "次の確認";
/// What to write there.
pub const NEXT_CHECK_HINT: &str = "例：明日 9:00";
/// The address of the login.
pub const EMAIL: &str = "ログインのメールアドレス";
/// What to write there.
pub const EMAIL_HINT: &str = "例：ta***@example.co.jp";
/// What becomes of what is typed.
pub const EMAIL_WHY: &str =
    "そのまま入力できます。残るのは「ta***@example.co.jp」の形だけで、全体は保存しません。";
/// The message as recorded.
pub const MESSAGE: &str = "表示された文言";
/// Where it is filled in.
pub const MESSAGE_EMPTY: &str = "診断の質問で記録します。";
/// The id of the inquiry, near the top.
pub const CASE_ID: &str = "ケースID";
/// Copy it.
pub const COPY_CASE_ID: &str = "ケースIDをコピーする";
/// The time of the next look is over.
pub const OVERDUE: &str = "時刻を過ぎています";
/// Further facts.
pub const FACTS: &str = "確認した事実";
/// What happened.
pub const TIMELINE: &str = "経過";
/// One more fact.
pub const ADD_FACT: &str = "事実を追加する";
/// What a fact is about.
pub const FACT_LABEL: &str = "項目";
/// The fact.
pub const FACT_TEXT: &str = "内容";
/// An own line.
pub const ENTRY: &str = "経過に書き足す";
/// What to write there.
pub const ENTRY_HINT: &str = "例：前任者に電話した";
/// Put it into the timeline.
pub const ADD_ENTRY: &str = "書き足す";
/// Nothing happened yet.
pub const TIMELINE_EMPTY: &str = "操作や回答が、時刻とともにここに残ります。";
/// No own line yet.
pub const OWN_EMPTY: &str = "自分で書いた記録は、まだありません。";
/// All lines.
pub const ALL_ENTRIES: &str = "すべて";
/// Own lines.
pub const OWN_ENTRIES: &str = "自分の記録だけ";
/// Lines that operators write again and again.
pub const PHRASES: &str = "押すと経過に入る言葉";
/// Keep the typed line among them.
pub const KEEP_PHRASE: &str = "よく使う言葉に加える";
/// All of them.
pub const MORE_PHRASES: &str = "ほかの言葉";
/// The first few.
pub const FEWER_PHRASES: &str = "少なく表示する";
/// Change an own line: the time.
pub const ENTRY_TIME: &str = "起きた日時";
/// Change an own line: the text.
pub const ENTRY_TEXT: &str = "経過の内容";
/// Keep the changes.
pub const KEEP_ENTRY: &str = "直す";
/// Leave the line as it was.
pub const DROP_ENTRY: &str = "やめる";
/// Remove the line.
pub const REMOVE_ENTRY: &str = "この行を消す";
/// Only the end of the timeline.
pub const FEWER_ENTRIES: &str = "新しいものだけ表示する";
/// The login works again.
pub const SOLVED: &str = "直った";
/// It does not.
pub const UNSOLVED: &str = "直らない";

/// A section's title.
pub fn section(section: Section) -> &'static str {
    match section {
        Section::Contact => "担当・連絡・次の確認",
        Section::Points => super::points::TITLE,
        Section::Facts => FACTS,
        Section::Pictures => super::pictures::TITLE,
        Section::Timeline => TIMELINE,
    }
}

/// A field's name.
pub fn label(field: NoteField) -> &'static str {
    match field {
        NoteField::Title => "件名",
        NoteField::Shop => "店舗",
        NoteField::Person => "担当者",
        NoteField::Affected => "影響を受けている人",
        NoteField::Role => "立場",
        NoteField::Impact => "業務への影響",
        NoteField::AmazonCase => "AmazonのケースID",
        NoteField::Memo => "メモ",
    }
}

/// What to write in a field.
pub fn hint(field: NoteField) -> &'static str {
    match field {
        NoteField::Title => "例：朝からログインできない",
        NoteField::Shop => "例：A店",
        NoteField::Person => "例：山田",
        NoteField::Affected => "例：受注担当 1名",
        NoteField::Role => "例：管理者",
        NoteField::Impact => "例：未出荷 12 件、出荷期限 本日 17:00",
        NoteField::AmazonCase => "問い合わせ後の番号。例：12345678901",
        NoteField::Memo => "自由に書けます。パスワードやコードは書かないでください。",
    }
}

/// How many main fields are empty.
pub fn missing(count: usize) -> String {
    if count == 0 { "入力済み".to_owned() } else { format!("未入力 {count}") }
}

/// How many there are.
pub fn count(count: usize) -> String {
    if count == 0 { "なし".to_owned() } else { format!("{count}件") }
}

/// Remove a fact.
pub fn remove_fact(number: usize) -> String {
    format!("{number}番目の事実を消す")
}

/// Change an own line of the timeline.
pub fn edit_entry(text: &str) -> String {
    format!("「{text}」を直す")
}

/// A line that somebody else wrote.
pub fn by(text: &str, who: &str) -> String {
    format!("{text}（{who}）")
}

/// Forget an own phrase.
pub fn forget_phrase(phrase: &str) -> String {
    format!("「{phrase}」をよく使う言葉から外す")
}

/// Show the whole timeline.
pub fn more_entries(hidden: usize) -> String {
    format!("前の {hidden} 件も表示する")
}

/// How the fields about contact stand: the next look, if there is one.
pub fn contact(next_check: Option<&str>) -> String {
    next_check.map_or_else(|| "次の確認なし".to_owned(), |at| format!("次は {at}"))
}
