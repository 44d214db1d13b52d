//! File dialogs.

/// The kind of file.
pub const FILTER: &str = "ログイン診断ノート";
/// Title of the dialog that opens.
pub const OPEN_TITLE: &str = "記録を開く";
/// Title of the dialog that saves.
pub const SAVE_TITLE: &str = "記録を保存する";
/// Title of the dialog that asks for a folder.
pub const FOLDER_TITLE: &str = "保存するフォルダーを選ぶ";
/// Title of the dialog that asks for a spreadsheet.
pub const TABLE_TITLE: &str = "取り込む表を選ぶ";
/// What a spreadsheet is called there.
pub const TABLE_FILTER: &str = "表（CSV）";
/// The name of the access ledger's file, in the folder of the notes.
pub const LEDGER: &str = "体制.ledger.ron";
/// Stands for the title in the name of a note's file.
pub const NAMELESS: &str = "ログイン診断";
/// Ends the name of the folder with a note's pictures.
pub const ATTACHMENTS: &str = "添付";
/// Pictures.
pub const PICTURE_FILTER: &str = "画像（PNG・JPEG）";
/// Title of the dialog that chooses a picture.
pub const PICTURE_TITLE: &str = "添付する画像を選ぶ";
/// The folder beside notes that holds their earlier states.
pub const EARLIER_FOLDER: &str = "以前の版";
/// What the name of a copy of an unreadable note says of it.
pub const BROKEN: &str = "壊れた";
/// The folder of everything beside the program, where it is carried about.
pub const PORTABLE_FOLDER: &str = "データ";
/// The folder of the notes where none was chosen.
pub const NOTES_FOLDER: &str = "ログイン診断ノート";
/// How Windows and macOS in Japanese name a copy of a file, behind its name.
pub const COPY_ENDINGS: [&str; 3] = [" - コピー", " のコピー", "のコピー"];
/// What Dropbox and others write in Japanese into the name of a copy that was changed twice.
pub const CONFLICT_WORD: &str = "競合";
