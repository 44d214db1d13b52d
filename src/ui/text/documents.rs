//! The page 文書.

use crate::app::DocumentTab;

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
