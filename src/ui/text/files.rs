//! File dialogs.

/// The kind of file.
pub const FILTER: &str = "ログイン診断ノート";
/// Title of the dialog that opens.
pub const OPEN_TITLE: &str = "記録を開く";
/// Title of the dialog that saves.
pub const SAVE_TITLE: &str = "記録を保存する";
/// Stands for the title in the name of a note's file.
pub const NAMELESS: &str = "ログイン診断";
/// Ends the name of the folder with a note's pictures.
pub const ATTACHMENTS: &str = "添付";
/// Pictures.
pub const PICTURE_FILTER: &str = "画像（PNG・JPEG）";
/// Title of the dialog that chooses a picture.
pub const PICTURE_TITLE: &str = "添付する画像を選ぶ";
