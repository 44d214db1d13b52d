//! The checklists for moving and recovering two-step verification.

use crate::documents::checklists::{Item, table};
use crate::knowledge::Knowledge;

use super::triage;

/// Title of the lists, and the name of one in the name of its file.
pub const TITLE: &str = "チェックリスト";
/// What a list is good for as a paper.
pub const PURPOSE: &str = "2段階認証の移し替えと復旧を、順に確かめる表です";
/// Over the choice of lists.
pub const WHICH: &str = "何をしますか";
/// What ticks are good for.
pub const ABOUT: &str = "上から順に行い、終わったらチェックします。だれが、いつ行ったかが記録に残ります。";
/// Beside the list that fits the case.
pub const FITS: &str = "この件に合いそうです";
/// Beside an item that must not be done yet.
pub const NOT_YET: &str = "まだやりません";
/// What opens a locked item.
pub const FIRST: &str = "先に済ませること：";
/// What goes wrong if it is done too early.
pub const EARLY: &str = "早く行うと：";
/// What must not happen meanwhile.
pub const AVOID: &str = "この間、やらないこと";
/// How to do it.
pub const HOW: &str = "やり方";
/// Hand a list on.
pub const EXPORT: &str = "コピー・書き出し";
/// All of it is done.
pub const ALL_DONE: &str = "すべて終わりました";
/// How far it is, over a list as a paper.
pub const PROGRESS: &str = "進み具合";
/// The items, over a list as a paper.
pub const ITEMS: &str = "手順";
/// Where an item of a paper is done.
const MARK_DONE: &str = "［済］";
/// Where it can be done.
const MARK_OPEN: &str = "［　］";
/// Where it must not be done yet.
const MARK_LOCKED: &str = "［まだ］";
/// A locked item that somebody had ticked.
const TICKED_BEFORE: &str = "前にチェックされています";
/// What makes its tick count again.
const COUNTS_AGAIN: &str = "先に済ませることが終わると、また数に入ります。";
/// The answer that the diagnosis has.
const ANSWERED: &str = "診断での答え：";

/// A tick was taken back by undo.
pub const UNDONE: &str = "チェックリストの操作を一つ取り消しました";
/// What was taken back is made again.
pub const REDONE: &str = "取り消したチェックリストの操作を戻しました";

/// Said once in every list as a paper.
pub const FOOT: [&str; 2] = [
    "「ログイン診断ノート」で作成しました。Amazonのプログラムではありません。画面と違うときは、Amazonの案内に従います。",
    "パスワード・コード・秘密の文字列は、この表に書きません。",
];

/// What a list is for, by its id.
pub fn name(list: &str) -> &'static str {
    table().list(list).map_or(TITLE, |list| list.label.as_str())
}

/// How far a list is.
pub fn progress(done: usize, all: usize) -> String {
    format!("{done}/{all}")
}

/// The same in a sentence.
pub fn progress_told(done: usize, all: usize) -> String {
    if done == all { ALL_DONE.to_owned() } else { format!("{all}件のうち{done}件が終わりました") }
}

/// Since when an item is done, and by whom, if that is known.
pub fn done(at: &str, by: &str) -> String {
    if by.is_empty() { at.to_owned() } else { format!("{at}・{by}") }
}

/// A locked item that somebody had ticked, since when and by whom.
pub fn ticked_before(at: &str, by: &str) -> String {
    format!("{TICKED_BEFORE}（{}）。{COUNTS_AGAIN}", done(at, by))
}

/// What comes first.
pub fn first<'a>(items: impl Iterator<Item = &'a str>) -> String {
    let quoted: Vec<String> = items.map(|label| format!("「{label}」")).collect();
    format!("{FIRST}{}", quoted.concat())
}

/// What goes wrong if it is done too early.
pub fn early(harm: &str) -> String {
    format!("{EARLY}{harm}")
}

/// The answer of the diagnosis to what an item makes sure of.
pub fn answered(label: &str) -> String {
    format!("{ANSWERED}{label}")
}

/// Opens another list.
pub fn open_list(label: &str) -> String {
    format!("「{label}」を開く")
}

/// Who does an item, and how long it takes.
pub fn who_and_long(item: &Item, knowledge: &Knowledge) -> String {
    let (minutes, wait) = item.takes(knowledge);
    format!("{}・{}", triage::who(item.who), triage::takes(minutes, wait))
}

/// An item of a paper that is done.
pub fn mark_done(label: &str) -> String {
    format!("{MARK_DONE}{label}")
}

/// An item of a paper that can be done.
pub fn mark_open(label: &str) -> String {
    format!("{MARK_OPEN}{label}")
}

/// An item of a paper that must not be done yet.
pub fn mark_locked(label: &str) -> String {
    format!("{MARK_LOCKED}{label}")
}

/// The line of the timeline: an item was ticked.
pub fn ticked(list: &str, item: &str) -> String {
    format!("チェックリスト「{list}」：{item}")
}

/// The line of the timeline: a tick was taken back, and with it those of so many items that wait for it.
pub fn unticked(list: &str, item: &str, others: usize) -> String {
    let line = format!("チェックリスト「{list}」のチェックを外しました：{item}");
    if others == 0 { line } else { format!("{line}（これを待つ{others}件も外れました）") }
}

/// What was ticked in a list, over its items in a note that is handed on.
pub fn heading(list: &str, done: usize, all: usize) -> String {
    format!("{TITLE}：{list}（{}）", progress(done, all))
}
