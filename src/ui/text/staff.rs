//! What is handed to the staff.

use std::io;
use std::path::Path;

use jiff::civil::Date;

use crate::documents::staff::StaffFile;

use super::errors::Sentence;

/// Title of the dialog, and its item in the menu.
pub const TITLE: &str = "社員に配る";
/// The item in the menu.
pub const ITEM: &str = "社員に配るファイルを作る…";
/// What it is for.
pub const DETAIL: &str = "全員が同じ入口から入れるように、ショートカットや配布用シートを作ります。";
/// The company.
pub const COMPANY: &str = "会社名";
/// An example.
pub const COMPANY_HINT: &str = "例：株式会社見本商店";
/// Whom to ask.
pub const CONTACT: &str = "困ったときの連絡先";
/// An example.
pub const CONTACT_HINT: &str = "例：情報システム 内線123";
/// The door.
pub const DOOR: &str = "社員が使う入口";
/// The files.
pub const FILES: &str = "作るもの";
/// Choose the folder and write.
pub const DO: &str = "保存先を選んで作る";
/// Write into the folder that was typed.
pub const DO_THERE: &str = "ここに作る";
/// A folder by hand.
pub const FOLDER_TITLE: &str = "保存先のフォルダーを入力してください";
/// The folder.
pub const FOLDER: &str = "フォルダーの場所";
/// An example.
pub const FOLDER_HINT: &str = "例：C:\\Users\\担当\\Documents\\配布";
/// Files of these names are there.
pub const EXISTS: &str = "同じ名前のファイルがあります";
/// What replacing means.
pub const EXISTS_DETAIL: &str = "まだ何も書き込んでいません。置き換えると、前の内容は残りません。";
/// Replace them.
pub const REPLACE: &str = "置き換える";
/// They were written.
pub const WRITTEN: &str = "配布用のファイルを作りました";
/// What to do with them.
pub const WRITTEN_DETAIL: &str = "シートはブラウザーで開いて印刷できます。ショートカットとブックマークは、社内の共有フォルダーなどで配ってください。";
/// Where nobody was named.
pub const NO_CONTACT: &str = "社内の管理者に連絡してください。";

/// A kind of file, and what it is for.
pub fn file(file: StaffFile) -> (&'static str, &'static str) {
    match file {
        StaffFile::Url => ("Windows用ショートカット", "デスクトップに置きます。"),
        StaffFile::Webloc => ("Mac用ショートカット", "デスクトップに置きます。"),
        StaffFile::Desktop => ("Linux用ショートカット", "デスクトップに置きます。"),
        StaffFile::Bookmarks => ("ブックマーク", "ブラウザーの「ブックマークをインポート」で取り込みます。"),
        StaffFile::Sheet => ("配布用シート（A4一枚）", "入口のURL・QRコード・約束ごとを印刷します。"),
    }
}

/// The name of a file.
pub fn file_name(file: StaffFile, door: &str) -> String {
    match file {
        StaffFile::Url => format!("{door}.url"),
        StaffFile::Webloc => format!("{door}.webloc"),
        StaffFile::Desktop => format!("{door}.desktop"),
        StaffFile::Bookmarks => format!("{door}_ブックマーク.html"),
        StaffFile::Sheet => format!("{door}_配布用シート.html"),
    }
}

/// The folder of the bookmarks.
pub fn bookmark_folder(company: &str) -> String {
    match company {
        "" => "セラーセントラル".to_owned(),
        company => format!("セラーセントラル（{company}）"),
    }
}

/// A day on the sheet.
pub fn date(date: Date) -> String {
    format!("{}年{}月{}日", date.year(), date.month(), date.day())
}

/// A file could not be written.
pub fn write_failed(path: &Path, error: &io::Error) -> Sentence {
    let next = match error.kind() {
        io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => {
            "書き込めるフォルダーを選び直してください。"
        }
        io::ErrorKind::StorageFull => "空き容量のあるフォルダーを選び直してください。",
        _ => "別のフォルダーを選び直してください。",
    };
    Sentence {
        what: "配布用のファイルを書き込めませんでした。".to_owned(),
        safe: "前からあったファイルと記録は、そのまま残っています。".to_owned(),
        next: next.to_owned(),
        path: Some(path.display().to_string()),
    }
}

/// What was typed is no folder.
pub fn no_folder(folder: &Path) -> Sentence {
    Sentence {
        what: "フォルダーの場所として読めませんでした。".to_owned(),
        safe: "まだ何も書き込んでいません。".to_owned(),
        next: "エクスプローラーなどで、フォルダーの場所をコピーして貼り付けてください。".to_owned(),
        path: Some(folder.display().to_string()),
    }
}

/// The sheet cannot be made.
pub fn not_made() -> Sentence {
    Sentence {
        what: "配布用のファイルを作れませんでした。".to_owned(),
        safe: "まだ何も書き込んでいません。".to_owned(),
        next: "「設定」の「公式ページのURL」で、入口のURLを元に戻してから、もう一度作ってください。"
            .to_owned(),
        path: None,
    }
}
