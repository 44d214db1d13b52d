//! File dialogs.

/// The kind of file.
pub const FILTER: &str = "ログイン診断ノート";
/// Title of the dialog that opens.
pub const OPEN_TITLE: &str = "記録を開く";
/// Title of the dialog that saves.
pub const SAVE_TITLE: &str = "記録を保存する";
/// Stands for the title in the name of a note's file.
pub const NAMELESS: &str = "ログイン診断";
