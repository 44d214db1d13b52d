//! The menu bar of macOS, in Apple's own words.

/// The program's own menu.
pub const PROGRAM: &str = "ログイン診断ノート";
/// What the program is.
pub const ABOUT: &str = "ログイン診断ノートについて";
/// The settings.
pub const SETTINGS: &str = "設定…";
/// Hide the window.
pub const HIDE: &str = "ログイン診断ノートを非表示";
/// Hide those of all others.
pub const HIDE_OTHERS: &str = "ほかを非表示";
/// Show all again.
pub const SHOW_ALL: &str = "すべてを表示";
/// End the program.
pub const QUIT: &str = "ログイン診断ノートを終了";

/// The menu of files.
pub const FILE: &str = "ファイル";
/// A new note.
pub const NEW: &str = "新しい記録";
/// Open a note.
pub const OPEN: &str = "開く…";
/// Save it.
pub const SAVE: &str = "保存";
/// Save it elsewhere.
pub const SAVE_AS: &str = "別の場所に保存…";
/// Hand it on.
pub const EXPORT: &str = "書き出す…";
/// Judge a URL.
pub const CHECK_URL: &str = "URLを確認…";
/// Read the machine again.
pub const LOOK_AGAIN: &str = "環境を再確認";
/// Close the window.
pub const CLOSE: &str = "ウインドウを閉じる";

/// The menu of editing.
pub const EDIT: &str = "編集";
/// Take back.
pub const UNDO: &str = "取り消す";
/// Do it again.
pub const REDO: &str = "やり直す";
/// Cut.
pub const CUT: &str = "カット";
/// Copy.
pub const COPY: &str = "コピー";
/// Paste.
pub const PASTE: &str = "ペースト";
/// Select all.
pub const SELECT_ALL: &str = "すべてを選択";
/// Search the list of cases.
pub const FIND: &str = "検索";

/// The menu of the window.
pub const WINDOW: &str = "ウインドウ";
/// Into the Dock.
pub const MINIMIZE: &str = "しまう";
/// Larger, or as before.
pub const ZOOM: &str = "拡大／縮小";
/// The whole screen.
pub const FULL_SCREEN: &str = "フルスクリーンにする";

/// The menu of help.
pub const HELP: &str = "ヘルプ";
/// The page 使い方.
pub const HOW_TO: &str = "ログイン診断ノートの使い方";
