//! The page 文書: which of its tabs is in front.

use super::command::Effect;
use super::state::State;

/// What the page 文書 remembers.
#[derive(Debug, Default)]
pub struct Documents {
    /// The tab in front.
    pub tab: DocumentTab,
}

/// The tabs of the page 文書.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum DocumentTab {
    /// 相談先: whom to turn to.
    #[default]
    Routing,
    /// お問い合わせ文
    Inquiry,
    /// 改善計画
    Plan,
    /// 引き継ぎ・依頼
    Requests,
    /// チェックリスト
    Checklists,
}

impl DocumentTab {
    /// All tabs, in the order in which they are offered.
    pub const ALL: [Self; 5] = [Self::Routing, Self::Inquiry, Self::Plan, Self::Requests, Self::Checklists];
}

/// Something about the page 文書 that the operator asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DocumentsCommand {
    /// Bring a tab to the front.
    ShowTab(DocumentTab),
}

pub(super) fn apply(state: &mut State, command: DocumentsCommand) -> Vec<Effect> {
    match command {
        DocumentsCommand::ShowTab(tab) => state.documents.tab = tab,
    }
    Vec::new()
}
