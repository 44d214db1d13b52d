//! The top bar and the rail.

/// The one primary button.
pub const OPEN_DOOR: &str = "日本のセラーセントラルを開く";
/// The menu beside it.
pub const OPEN_OTHER: &str = "ほかの公式ページ";
/// Heads the pages that only have a menu path.
pub const BY_MENU: &str = "セラーセントラルのメニューから開くページ";
/// The file menu.
pub const FILE: &str = "記録";
/// Begin an empty note.
pub const NEW: &str = "新しい記録";
/// Open a note.
pub const OPEN: &str = "開く…";
/// Open a note by its path.
pub const OPEN_PATH: &str = "場所を入力して開く…";
/// Save the note.
pub const SAVE: &str = "保存する";
/// Save the note elsewhere.
pub const SAVE_AS: &str = "名前を付けて保存…";
/// Save the note at a path.
pub const SAVE_PATH: &str = "場所を入力して保存…";
/// A note without a title.
pub const UNTITLED: &str = "無題の記録";
/// Nothing leaves the machine.
pub const LOCAL: &str = "・ 記録は外部に送信されません";

/// Nothing worth saving yet.
pub const BLANK: &str = "未入力";
/// Changes that are not on disk.
pub const CHANGED: &str = "未保存の変更があります";
/// A save is under way.
pub const SAVING: &str = "保存しています";
/// The last save failed.
pub const SAVE_FAILED: &str = "保存できていません";

/// 診断
pub const TRIAGE: &str = "診断";
/// 体制: the access ledger
pub const LEDGER: &str = "体制";
/// ケース一覧, as narrow as the rail
pub const CASES: &str = "一覧";
/// 文書
pub const DOCUMENTS: &str = "文書";
/// 設定
pub const SETTINGS: &str = "設定";
/// 使い方
pub const HELP: &str = "使い方";

/// All is on disk.
pub fn saved(clock: &str) -> String {
    format!("保存済み {clock}")
}

/// How a link was checked.
pub fn link_checked(date: &str) -> String {
    format!("{date} に控えで確認")
}
