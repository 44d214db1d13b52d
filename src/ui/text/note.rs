//! The note pane.

use crate::app::NoteField;

/// Title of the pane.
pub const TITLE: &str = "記録";
/// When it began.
pub const OCCURRED: &str = "発生日時";
/// What to write there.
pub const OCCURRED_HINT: &str = "例：11/21 8:55";
/// It began now.
pub const NOW: &str = "いま";
/// What is typed is no date and time.
pub const OCCURRED_UNREAD: &str = "日時として読めません。「11/21 8:55」のように入力してください。";
/// The message as recorded.
pub const MESSAGE: &str = "表示された文言";
/// Where it is filled in.
pub const MESSAGE_EMPTY: &str = "診断の質問で記録します。";
/// Further facts.
pub const FACTS: &str = "確認した事実";
/// One more fact.
pub const ADD_FACT: &str = "事実を追加する";
/// What a fact is about.
pub const FACT_LABEL: &str = "項目";
/// The fact.
pub const FACT_TEXT: &str = "内容";
/// The timeline.
pub const TIMELINE: &str = "経過";
/// An own line.
pub const ENTRY: &str = "経過に書き足す";
/// What to write there.
pub const ENTRY_HINT: &str = "例：前任者に電話した";
/// Put it into the timeline.
pub const ADD_ENTRY: &str = "書き足す";
/// Nothing happened yet.
pub const TIMELINE_EMPTY: &str = "操作や回答が、時刻とともにここに残ります。";
/// The login works again.
pub const SOLVED: &str = "直った";
/// It does not.
pub const UNSOLVED: &str = "直らない";

/// A field's name.
pub fn label(field: NoteField) -> &'static str {
    match field {
        NoteField::Title => "件名",
        NoteField::Shop => "店舗",
        NoteField::Affected => "影響を受けている人",
        NoteField::Role => "立場",
        NoteField::Impact => "業務への影響",
        NoteField::Memo => "メモ",
    }
}

/// What to write in a field.
pub fn hint(field: NoteField) -> &'static str {
    match field {
        NoteField::Title => "例：朝からログインできない",
        NoteField::Shop => "例：A店",
        NoteField::Affected => "例：受注担当 1名",
        NoteField::Role => "例：管理者",
        NoteField::Impact => "例：未出荷 12 件、出荷期限 本日 17:00",
        NoteField::Memo => "自由に書けます。パスワードやコードは書かないでください。",
    }
}

/// How many main fields are empty.
pub fn missing(count: usize) -> String {
    if count == 0 { "入力済み".to_owned() } else { format!("未入力 {count}") }
}

/// Remove a fact.
pub fn remove_fact(number: usize) -> String {
    format!("{number}番目の事実を消す")
}
