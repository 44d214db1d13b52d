//! The dialog that hands a note or a list of notes on.

use crate::case::export::{Audience, Format};

use super::export;

/// Title of the dialog, and of the file dialog.
pub const TITLE: &str = "書き出し";
/// Opens it from the note.
pub const OPEN: &str = "書き出す";
/// Opens it from the list.
pub const OPEN_LIST: &str = "一覧を書き出す";
/// For whom.
pub const AUDIENCE: &str = "渡す相手";
/// As what.
pub const FORMAT: &str = "形式";
/// What goes along.
pub const PARTS: &str = "載せるもの";
/// What it looks like.
pub const PREVIEW: &str = "内容の確認";
/// A thread is at work.
pub const MAKING: &str = "内容を作っています。";
/// Put it on the clipboard.
pub const COPY: &str = "コピーする";
/// Write a file.
pub const SAVE: &str = "ファイルに保存する";
/// The file is being written.
pub const WRITING: &str = "ファイルに書いています。";
/// A file dialog is open.
pub const PICKING: &str = "保存先を選ぶ画面を開いています。";
/// It is written.
pub const WRITTEN: &str = "書き出しました。";
/// Where it is.
pub const WRITTEN_TO: &str = "書き出した場所";
/// Show its folder.
pub const OPEN_FOLDER: &str = "フォルダーを開く";
/// Back to the choices.
pub const BACK: &str = "選び直す";
/// Another file is there.
pub const EXISTS: &str = "同じ名前のファイルがあります。置き換えますか。";
/// What that means.
pub const EXISTS_DETAIL: &str = "置き換えると、前のファイルの内容は残りません。";
/// Replace it.
pub const REPLACE: &str = "置き換える";
/// A place by hand.
pub const PLACE: &str = "保存する場所";
/// Secrets are blanked for everybody.
pub const SECRETS: &str = "パスワードやコードに見える文字は、どちらの相手にも■で伏せます。";
/// Pictures go along as they are.
pub const PICTURES_OUTSIDE: &str =
    "画像の中の名前や番号は伏せられません。渡してよい画像かを、先に確かめてください。";
/// Between the cells of a list in the preview.
pub const CELLS: &str = "　|　";

/// For whom, in a word.
pub fn audience(audience: Audience) -> &'static str {
    match audience {
        Audience::Inside => "社内の人",
        Audience::Outside => "社外の人",
    }
}

/// What is masked for them.
pub fn audience_detail(audience: Audience) -> &'static str {
    match audience {
        Audience::Inside => "名前・メール・PCの情報を、そのまま載せます。",
        Audience::Outside => {
            "Amazonや外部の会社に渡すときに選びます。人の名前・メール・電話・IPアドレス・PCの中の場所を伏せます。伏せ残しがないか、「内容の確認」で見てください。"
        }
    }
}

/// A format's name.
pub fn format(format: Format) -> &'static str {
    match format {
        Format::Text => "テキスト",
        Format::Markdown => "Markdown",
        Format::Html => "HTML",
        Format::Csv => "CSV",
    }
}

/// What a format is good for.
pub fn format_detail(format: Format) -> &'static str {
    match format {
        Format::Text => "メールやチャットに貼り付けるときに向いています。",
        Format::Markdown => "社内のWikiや課題管理ツールに貼り付けるときに向いています。",
        Format::Html => {
            "印刷や、画像ごと渡すときに向いています。ブラウザーで開けます。コピーすると文字だけになります。"
        }
        Format::Csv => "Excelで開く一覧です。コピーすると、表にそのまま貼り付けられます。",
    }
}

/// What the preview leaves out.
pub fn left_out(count: usize) -> String {
    format!("（あと {count} 文字あります。書き出すと、すべて入ります）")
}

/// Notes that are not in the list.
pub fn unread(count: usize) -> String {
    format!("読めない記録が {count} 件あり、一覧に入っていません。")
}

/// The line of the timeline: it was copied.
pub fn copied(format: Format, audience: Audience) -> String {
    // What a page of HTML is copied as.
    let name = if format == Format::Html { self::format(Format::Text) } else { self::format(format) };
    format!("{}に記録をコピーしました（{name}）", export::audience(audience))
}

/// The line of the timeline: it was written into a file.
pub fn written(format: Format, audience: Audience, file: &str) -> String {
    format!("{}に記録を書き出しました（{}：{file}）", export::audience(audience), self::format(format))
}
