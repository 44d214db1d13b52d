//! The settings page.

use crate::app::Theme;

/// Title of the page.
pub const TITLE: &str = "設定";
/// Light or dark.
pub const THEME: &str = "画面の明るさ";
/// Text size.
pub const ZOOM: &str = "文字の大きさ";
/// How to change it.
pub const ZOOM_DETAIL: &str = "Ctrl と ＋ で大きく、Ctrl と － で小さく、Ctrl と 0 で元に戻ります。";
/// Where things are kept.
pub const PLACES: &str = "保存場所";
/// The settings file.
pub const SETTINGS_FILE: &str = "設定ファイル";
/// The last folder.
pub const LAST_FOLDER: &str = "前回の記録のフォルダー";
/// The folder of the log.
pub const LOG: &str = "ログ（アプリの動作の記録）のフォルダー";
/// What it is for, and what is not in it.
pub const LOG_DETAIL: &str =
    "不具合を調べるときに使います。パスワードやコードなどは書かず、メールアドレスと利用者の名前は伏せます。";
/// Show it.
pub const OPEN_LOG: &str = "ログのフォルダーを開く";
/// None yet.
pub const NONE: &str = "まだありません";
/// What this program is and is not.
pub const ABOUT: &str = "このアプリについて";
/// Said once, plainly.
pub const ABOUT_TEXT: &str = "ログイン診断ノートは、Amazonの製品ではありません。アカウントの状態を見ることも、停止を解くこともできません。Amazonからの通知と食い違うときは、Amazonの通知に従ってください。";
/// Nothing is sent.
pub const PRIVACY: &str = "記録や環境の情報を外部に送ることはありません。ネットワークに接続するのは、「接続も確認する」を押したときだけです。パスワード・コード・Cookieの中身は、求めず、読まず、保存もしません。";
/// Fonts.
pub const FONTS: &str = "書体はBIZ UDPゴシック（SIL Open Font License 1.1）、アイコンはMaterial Symbols（Apache License 2.0）です。";

/// A theme's name.
pub fn theme(theme: Theme) -> &'static str {
    match theme {
        Theme::System => "自動",
        Theme::Light => "明るい",
        Theme::Dark => "暗い",
    }
}

/// The program's version.
pub fn version(version: &str) -> String {
    format!("版 {version}")
}
