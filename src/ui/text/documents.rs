//! The page 文書.

use crate::app::DocumentTab;
use crate::case::export::Audience;
use crate::documents::papers::Paper;

use super::{export, papers};

/// A tab without anything in it.
pub const NOT_HERE_YET: &str = "ここにはまだ何もありません。";

/// A tab's name.
pub fn tab(tab: DocumentTab) -> &'static str {
    match tab {
        DocumentTab::Routing => "相談先",
        DocumentTab::Inquiry => "お問い合わせ文",
        DocumentTab::Plan => "改善計画",
        DocumentTab::Requests => "引き継ぎ・依頼",
        DocumentTab::Checklists => "チェックリスト",
    }
}

/// The line of the timeline: a paper was copied.
pub fn copied(paper: Paper, audience: Audience) -> String {
    format!("{}をコピーしました（{}）", papers::name(paper), export::audience(audience))
}

/// The line of the timeline: a paper was written into a file.
pub fn written(paper: Paper, audience: Audience, file: &str) -> String {
    format!("{}を書き出しました（{}：{file}）", papers::name(paper), export::audience(audience))
}
