//! The file of the note: what others do to it, what was typed before the program ended, where notes are kept.

use crate::app::Right;
use crate::case::{Both, Difference, Holder, Said, WhyReadOnly};
use crate::knowledge::Knowledge;

use super::merge;

/// Something was typed where nothing may be changed.
pub const ONLY_TO_READ: &str = "この記録は閲覧のみです。書き込むには、上の案内から選んでください。";
/// What others wrote is in the window, too.
pub const CAME_IN: &str = "ほかの人の変更を取り込みました。";
/// What was typed before the program ended is back. For the timeline.
pub const RESTORED: &str = "前回保存されなかった入力を復元しました";
/// The same, told.
pub const RESTORED_TOAST: &str = "入力を復元しました。内容を確かめて、保存してください。";
/// An earlier state of the note is open. For the timeline.
pub const EARLIER_OPENED: &str = "一つ前の記録を開きました";

/// Save a copy of a note that cannot be changed where it is.
pub const SAVE_COPY: &str = "コピーを保存";
/// Change it all the same.
pub const EDIT: &str = "編集する";
/// Only look at a note that somebody is editing.
pub const VIEW: &str = "閲覧だけする";
/// Change a note although somebody is editing it.
pub const EDIT_ANYWAY: &str = "それでも編集する";
/// Do not tell this any more.
pub const DISMISS: &str = "閉じる";
/// Write the note again where it was.
pub const SAVE_AGAIN: &str = "保存し直す";
/// Look at the other copies.
pub const COMPARE: &str = "見比べる";
/// Open the state before.
pub const OPEN_EARLIER: &str = "一つ前の記録を開く";
/// The file may be what somebody wanted.
pub const USE_AS_IS: &str = "このまま使う";

/// The file is gone.
pub const GONE: &str = "ファイルが見つかりません。保存し直せます";
/// What is safe, and what to do.
pub const GONE_DETAIL: &str =
    "移動や削除、名前の変更、共有フォルダーの切断が考えられます。入力した内容は画面に残っています。";
/// The file is there and cannot be read.
pub const UNREADABLE_DETAIL: &str =
    "入力した内容は画面に残っています。保存し直すと、読めないファイルは別の名前で残ります。";
/// The file is not what was saved.
pub const BY_HAND: &str = "保存したあとで、このファイルが書き換えられています";
/// What that may mean.
pub const BY_HAND_DETAIL: &str = "手で編集したか、ファイルが壊れたおそれがあります。内容を確かめてください。保存すると、この案内は消えます。";
/// The recovery copy cannot be written.
pub const NOT_KEPT: &str = "入力の控えを残せません。こまめに保存してください";

/// Title of the dialog that offers what was typed.
pub const RECOVERED: &str = "前回、保存されなかった入力があります";
/// What to do.
pub const RECOVERED_DETAIL: &str =
    "アプリが途中で終わったため、控えから戻せます。下の違いを見て選んでください。";
/// Take it back.
pub const RESTORE: &str = "復元する";
/// What is saved is right.
pub const USE_SAVED: &str = "保存済みを使う";
/// There is nothing saved: throw it away.
pub const THROW_AWAY: &str = "控えを消す";
/// Decide at the next start.
pub const LATER: &str = "あとで決める";
/// The column of what is saved.
pub const SAVED_SIDE: &str = "保存済み";
/// The column of what was typed.
pub const TYPED_SIDE: &str = "保存されなかった入力";
/// The column of this note.
pub const OUR_SIDE: &str = "いま開いている記録";
/// The column of the other copy.
pub const THEIR_SIDE: &str = "別のコピー";
/// Nothing is written there.
pub const NOTHING: &str = "（なし）";
/// They say the same.
pub const NO_DIFFERENCE: &str = "内容に違いはありません。";

/// Title of the dialog about other copies.
pub const COPIES: &str = "同じ記録の別のコピー";
/// What putting them together does.
pub const COPIES_DETAIL: &str =
    "まとめると、両方の内容が一つの記録に入ります。保存できたあとで、コピーはごみ箱に移します。";
/// Why to look at them.
pub const COPIES_NOTICE: &str = "同期サービスなどが作ったものです。内容を見比べて、一つにまとめられます。";
/// Put them together.
pub const MERGE: &str = "まとめる";
/// Leave them.
pub const LEAVE_COPIES: &str = "このままにする";

/// What is kept of a broken note.
pub const DAMAGED_KEPT: &str = "壊れたファイルは、別の名前のコピーも残しました。";
/// There is no earlier state.
pub const NO_EARLIER: &str = "一つ前の記録は見つかりませんでした。";

/// The operator's name.
pub const NAME: &str = "自分の名前";
/// What it is for.
pub const NAME_DETAIL: &str = "経過に書いた人の名前と、同じ記録を開いた人への案内に使います。";
/// What to write there.
pub const NAME_HINT: &str = "例：山田";
/// The folder of the notes.
pub const FOLDER: &str = "記録のフォルダー";
/// Choose another.
pub const CHANGE_FOLDER: &str = "変更する";
/// The usual one again.
pub const USUAL_FOLDER: &str = "初めの場所に戻す";
/// Show it.
pub const OPEN_FOLDER: &str = "フォルダーを開く";
/// Everything is beside the program.
pub const PORTABLE: &str =
    "持ち運び用として動いています。記録も設定も、アプリと同じフォルダーの「データ」に入ります。";

/// Why the note can only be looked at: what, and what to do.
pub fn read_only(right: Right) -> (&'static str, &'static str) {
    match right {
        Right::Forbidden(WhyReadOnly::Newer { .. }) => (
            "新しいアプリで作られた記録のため、閲覧のみです",
            "読めるところだけを表示しています。元のファイルは変えません。編集するには、アプリを新しくしてください。",
        ),
        Right::Forbidden(WhyReadOnly::NotWritable) => (
            "書き込みできない場所にあるため、閲覧のみです",
            "変更するには、「コピーを保存」で別の場所に保存してください。元のファイルは変えません。",
        ),
        Right::Viewing | Right::Change => {
            ("閲覧だけにしています", "ほかの人の変更は、自動で表示に反映されます。")
        }
    }
}

/// Who is editing the note. `since` is a time of day.
pub fn held(holder: &Holder, since: Option<&str>) -> String {
    let who = match &holder.editor {
        Some(editor) => {
            let name = editor.who.trim();
            let who = if name.is_empty() { "ほかの人".to_owned() } else { format!("{name}さん") };
            if editor.machine.is_empty() { who } else { format!("{who}（{}）", editor.machine) }
        }
        None => "ほかの人".to_owned(),
    };
    match since {
        Some(since) => format!("{who}が {since} から編集中です"),
        None => format!("{who}が編集中です"),
    }
}

/// What to think of it. `seen` is when the other program was last known to run.
pub fn held_detail(holder: &Holder, seen: Option<&str>) -> String {
    match (holder.stale, seen) {
        (true, Some(seen)) => {
            format!("{seen} を最後に動きがありません。閉じ忘れか、アプリが終わっているかもしれません。")
        }
        (true, None) => "すでに終わっているかもしれません。".to_owned(),
        (false, _) => "両方で編集しても、保存のときに両方の内容を残します。".to_owned(),
    }
}

/// How much came in.
pub fn came_in(taken: usize, both: usize) -> String {
    match (taken, both) {
        (taken, 0) => format!("ほかの人の変更を取り込みました（{taken}件）"),
        (_, both) => format!("ほかの人と同じ項目を変更していました（{both}件）"),
    }
}

/// Where both have changed something.
pub fn came_in_detail(both: &[Both]) -> String {
    if both.is_empty() {
        return "画面の内容に加えてあります。".to_owned();
    }
    let mut fields: Vec<&str> =
        both.iter().map(|both| merge::field(both.place.split(' ').next().unwrap_or_default())).collect();
    fields.dedup();
    format!("こちらの入力を残し、相手の記入は経過に入れました：{}", fields.join("、"))
}

/// Other copies stand beside the note.
pub fn copies(count: usize) -> String {
    format!("同じ記録の別のコピーがあります（{count}件）")
}

/// Copies were put together with the note.
pub fn copies_merged(count: usize) -> String {
    format!("別のコピー{count}件をまとめました")
}

/// A copy could not be put into the bin.
pub fn not_in_the_bin(name: &str) -> String {
    format!("「{name}」をごみ箱へ移せませんでした。内容はまとめてあります。")
}

/// How many more copies of other notes wait.
pub fn more_offers(count: usize) -> String {
    format!("ほかに{count}件あります。")
}

/// Which note was typed at, and when.
pub fn offer(title: &str, at: &str) -> String {
    let title = if title.trim().is_empty() { super::top::UNTITLED } else { title.trim() };
    format!("{title}　{at} の入力")
}

/// The earlier state of a note, by when it was saved.
pub fn earlier(at: &str) -> String {
    format!("一つ前の記録：{at}")
}

/// What stands in a field.
pub fn said(knowledge: &Knowledge, difference: &Difference, said: &Said) -> String {
    match said {
        Said::Nothing => NOTHING.to_owned(),
        Said::Words(id) if difference.field == "stage" => {
            knowledge.stage(id).map_or_else(|| id.clone(), |stage| stage.label.clone())
        }
        Said::Words(words) => words.clone(),
        Said::Things(count) => format!("{count}件"),
    }
}
