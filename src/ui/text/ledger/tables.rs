//! The dialog with a spreadsheet before it is taken into the ledger.

use super::super::errors::Sentence;
use super::super::ledger_csv::not_in_cp932;
use super::UNSAID;

/// A spreadsheet before it is taken in.
pub const IMPORT_TITLE: &str = "この内容を台帳に取り込みますか";
/// Nothing is changed yet.
pub const IMPORT_DETAIL: &str = "まだ何も変えていません。取り込んだあとも「元に戻す」で戻せます。";
/// It cannot be taken in.
pub const IMPORT_FAILED: &str = "この表は取り込めませんでした";
/// Nothing is changed.
pub const IMPORT_FAILED_DETAIL: &str =
    "台帳は何も変えていません。次の行を直してから、もう一度取り込んでください。";
/// Take it in.
pub const IMPORT_DO: &str = "取り込む";
/// Do not.
pub const IMPORT_CANCEL: &str = "取り込まない";
/// It would change nothing.
pub const IMPORT_NOTHING: &str = "台帳と同じ内容です。取り込むものはありません。";
/// What it would add.
pub const IMPORT_ADDED: &str = "加わるもの";
/// What it would change.
pub const IMPORT_CHANGED: &str = "変わるもの";

/// What a spreadsheet would do.
pub fn import_summary(table: &str, added: usize, changed: usize, unchanged: usize) -> String {
    format!("{table}：加わる {added}件・変わる {changed}件・同じ {unchanged}件")
}

/// Columns that are left out.
pub fn import_ignored(heads: &[String]) -> String {
    format!("使わない列：{}", heads.join("、"))
}

/// A row and what it is called.
pub fn import_row(line: u64, label: &str) -> String {
    format!("{line}行目　{label}")
}

/// A cell that would be otherwise.
pub fn import_field(head: &str, before: &str, after: &str) -> String {
    let said = |text: &str| if text.is_empty() { UNSAID.to_owned() } else { format!("「{text}」") };
    format!("{head}：{} → {}", said(before), said(after))
}

/// Rows were taken in.
pub fn imported(rows: usize) -> String {
    format!("{rows}行を取り込みました。内容を確かめて、保存してください。")
}

/// Some characters are missing in an encoding.
pub fn not_in_encoding(characters: &[char]) -> Sentence {
    Sentence {
        what: not_in_cp932(characters),
        safe: "何も書き出していません。".to_owned(),
        next: "「台帳を表（CSV）に書き出す」を使ってください。".to_owned(),
        path: None,
    }
}
