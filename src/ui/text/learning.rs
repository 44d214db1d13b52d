//! Learning from own cases.

use crate::app::OwnCases;

/// Title of the part of the settings.
pub const TITLE: &str = "自社の過去の事例から学ぶ";
/// What it does, in two sentences.
pub const DETAIL: &str = "原因を確かめて終えたケースを数え、同じ原因を「考えられる原因」で少し上げます。影響はもとの4倍までで、はっきりした答えのほうが強く働きます。";
/// Which cases count.
pub const WHICH: &str = "数えている事例を見る";
/// Which cases count, as a title.
pub const WHICH_TITLE: &str = "数えている事例";
/// How they come to count.
pub const WHICH_DETAIL: &str =
    "記録のフォルダーにある、直った原因を選んで終えたケースです。開いているケース自身は数えません。";
/// None counts.
pub const NONE: &str = "まだありません。ケースを「直った」で終え、原因を選んで保存すると、ここに並びます。";
/// They are being counted.
pub const COUNTING: &str = "数えています。";
/// The folder cannot be read.
pub const FAILED: &str = "記録のフォルダーを読めないため、数え直せませんでした。前に数えた結果はそのままです。フォルダーがつながっているかを確かめて、もう一度数えてください。";
/// Count once more.
pub const COUNT: &str = "数え直す";

/// The two ways.
pub fn way(way: OwnCases) -> &'static str {
    match way {
        OwnCases::Learn => "使う",
        OwnCases::Ignore => "使わない",
    }
}

/// How many count.
pub fn count(count: usize) -> String {
    format!("いま数えている事例：{count}件")
}

/// A cause with the number of its cases.
pub fn cause(label: &str, count: usize) -> String {
    format!("{label}（{count}件）")
}

/// A case in a line.
pub fn case(title: &str, shop: &str, day: &str) -> String {
    let title = if title.trim().is_empty() { super::export::NAMELESS } else { title };
    if shop.trim().is_empty() {
        format!("・{title}　{day}")
    } else {
        format!("・{title}（{shop}）　{day}")
    }
}
