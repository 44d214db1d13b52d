//! The dialog in which URLs and messages are judged.

use crate::app::CheckFault;

/// Opens it.
pub const OPEN: &str = "URLを確認";
/// What it is for.
pub const OPEN_HOVER: &str = "URLやメールが本物の入口につながるかを、開かずに調べます（Ctrl+U）";
/// Its title.
pub const TITLE: &str = "URLやメールを確認する";
/// What it does and does not.
pub const DETAIL: &str = "開かずに、文字だけで調べます。どこにも送りません。";
/// The field.
pub const FIELD: &str = "URL、またはメールやSMSの文面";
/// What to write there.
pub const HINT: &str =
    "アドレスバーのURLか、届いた文面をそのまま貼り付けてください。パスワードやコードは入れないでください。";
/// Judge it.
pub const LOOK: &str = "調べる";
/// From the clipboard.
pub const PASTE: &str = "クリップボードから読む";
/// Files.
pub const DROP: &str = "メール（.eml）やショートカット（.url）のファイルは、ここに落とせます。";
/// A look is under way.
pub const LOOKING: &str = "調べています";
/// The URL, taken apart.
pub const PARTS: &str = "太字が、持ち主の決まる部分です";
/// The address of an other script as it is.
pub const REAL_NAME: &str = "実際の名前";
/// What it looks like.
pub const LOOKS_LIKE: &str = "見た目";
/// What it imitates.
pub const IMITATES: &str = "まねている名前";
/// The URLs of a message.
pub const URLS: &str = "文面の中のURL";
/// Open the right one.
pub const OPEN_DOOR: &str = "正しい入口を開く";
/// Something was typed there.
pub const EXPOSED: &str = "入力してしまった";
/// Put it into the note.
pub const NOTE_URL: &str = "いま開いている画面として記録する";
/// Put it into the note.
pub const NOTE_MESSAGE: &str = "結果を記録に残す";
/// It is in the note.
pub const NOTED: &str = "記録に残しました（URLは接続先の名前だけです）";
/// Over the steps after an exposure.
pub const AFTER_TITLE: &str = "偽の画面に入力した場合の手順";
/// Why in their order.
pub const AFTER_DETAIL: &str = "上から順に進めてください。印を付けると、時刻とともに記録の経過に残ります。";
/// Before each reason.
pub const BULLET: &str = "・";
/// Back to the verdict.
pub const BACK: &str = "結果に戻る";

/// A step after an exposure was done, as a line of the timeline.
pub fn done(step: &str) -> String {
    format!("入力後の手順を実施：{step}")
}

/// It was not done after all.
pub fn undone(step: &str) -> String {
    format!("入力後の手順の印を取り消し：{step}")
}

/// What was read.
pub fn of_file(name: &str) -> String {
    format!("ファイル「{name}」の結果")
}

/// How many steps are done.
pub fn progress(done: usize, of: usize) -> String {
    format!("{of} のうち {done} を実施")
}

/// How many URLs of a message are not shown.
pub fn more(count: usize) -> String {
    format!("ほか {count} 件")
}

/// Why a file could not be looked at: what happened, what to do next.
pub fn fault(fault: CheckFault) -> &'static str {
    match fault {
        CheckFault::Unreadable => {
            "ファイルを読み取れませんでした。文面をコピーして、上の欄に貼り付けてください。ファイルは変更していません。"
        }
        CheckFault::TooBig => {
            "ファイルが大きすぎるため、読みませんでした。文面をコピーして、上の欄に貼り付けてください。"
        }
        CheckFault::BrokenOff => "調べている途中で止まりました。もう一度「調べる」を押してください。",
    }
}
