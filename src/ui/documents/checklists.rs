//! チェックリスト: moving and recovering two-step verification, step by step.

use egui::Ui;

use crate::app::{Command, DocumentTab, State};
use crate::ui::text;

pub(super) fn show(_state: &State, _commands: &mut Vec<Command>, ui: &mut Ui) {
    super::empty(ui, text::documents::tab(DocumentTab::Checklists), text::documents::NOT_HERE_YET);
}
