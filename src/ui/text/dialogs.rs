//! Dialogs.

use crate::app::{Leave, PathPurpose};

/// Leave things as they are.
pub const CANCEL: &str = "やめる";
/// Close an information.
pub const CLOSE: &str = "閉じる";
/// Forget all answers?
pub const RESTART: &str = "最初からやり直しますか";
/// What that means.
pub const RESTART_DETAIL: &str = "これまでの答えを消して、最初の質問に戻ります。記録の項目・メモ・経過は残ります。あとで「取り消す」で戻せます。";
/// Forget them.
pub const RESTART_DO: &str = "やり直す";
/// Changes would be lost.
pub const UNSAVED: &str = "保存していない変更があります";
/// Save first.
pub const SAVE_FIRST: &str = "保存する";
/// Which cause it was.
pub const SOLVED: &str = "直った原因を選んでください";
/// Why that is asked.
pub const SOLVED_DETAIL: &str =
    "原因が分かると、次に起こさないための手順を表示します。分からなくてもかまいません。";
/// The cause is not known.
pub const CAUSE_UNKNOWN: &str = "分からない";
/// A remark about it.
pub const ENDING_NOTE: &str = "補足";
/// What to write there.
pub const ENDING_HINT: &str = "例：管理者が権限を付け直したら入れた";
/// Record it.
pub const SOLVED_DO: &str = "直ったと記録する";
/// It does not work.
pub const UNSOLVED: &str = "まだ直りませんか";
/// How to go on.
pub const UNSOLVED_DETAIL: &str = "「次の一手」を続けるか、いったん終えて記録を渡せます。急いで同じ操作を繰り返すと、ロックにつながることがあります。";
/// Go on.
pub const UNSOLVED_CONTINUE: &str = "診断を続ける";
/// Stop for now.
pub const UNSOLVED_DO: &str = "いったん終える";
/// A path by hand.
pub const PATH_FIELD: &str = "ファイルの場所";
/// What to write there.
pub const PATH_HINT: &str = "例：C:\\Users\\担当\\Documents\\記録.case.ron";
/// Another file is there.
pub const OVERWRITE: &str = "同じ名前のファイルがあります";
/// What replacing means.
pub const OVERWRITE_DETAIL: &str = "置き換えると、前の内容は同じ場所の「.bak」に残ります。";
/// Replace it.
pub const OVERWRITE_DO: &str = "置き換える";
/// Save in another place.
pub const SAVE_ELSEWHERE: &str = "別の場所に保存する";
/// A page could not be opened.
pub const OPEN_FAILED: &str = "ブラウザーを開けませんでした";
/// What to do instead.
pub const OPEN_FAILED_DETAIL: &str =
    "下のURLをコピーして、いつものブラウザーのアドレス欄に貼り付けてください。検索からは開かないでください。";
/// Copy the URL.
pub const COPY_URL: &str = "URLをコピーする";

/// What would be lost.
pub fn unsaved_detail(leave: &Leave) -> &'static str {
    match leave {
        Leave::Close => "保存してから終了しますか。",
        Leave::New => "保存してから新しい記録を始めますか。",
        Leave::Open | Leave::OpenPath(_) => "保存してから別の記録を開きますか。",
    }
}

/// Leave without saving.
pub fn discard(leave: &Leave) -> &'static str {
    match leave {
        Leave::Close => "保存せずに終了する",
        Leave::New => "保存せずに始める",
        Leave::Open | Leave::OpenPath(_) => "保存せずに開く",
    }
}

/// What the typed path is for.
pub fn path_title(purpose: PathPurpose) -> &'static str {
    match purpose {
        PathPurpose::Open => "開く記録の場所を入力してください",
        PathPurpose::Picture => "添付する画像の場所を入力してください",
        PathPurpose::Save => "保存する場所を入力してください",
        PathPurpose::Folder => "記録を保存するフォルダーの場所を入力してください",
        PathPurpose::Table => "取り込む表（CSV）の場所を入力してください",
        PathPurpose::Handout => "書き出すフォルダーの場所を入力してください",
    }
}

/// Use the typed path.
pub fn path_do(purpose: PathPurpose) -> &'static str {
    match purpose {
        PathPurpose::Open => "開く",
        PathPurpose::Picture => "添付する",
        PathPurpose::Save => "保存する",
        PathPurpose::Folder => "このフォルダーにする",
        PathPurpose::Table => "取り込む",
        PathPurpose::Handout => "書き出す",
    }
}
