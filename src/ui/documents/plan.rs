//! 改善計画: the plan of action that Amazon asks for after a suspension.

use egui::Ui;

use crate::app::{Command, DocumentTab, State};
use crate::ui::text;

pub(super) fn show(_state: &State, _commands: &mut Vec<Command>, ui: &mut Ui) {
    super::empty(ui, text::documents::tab(DocumentTab::Plan), text::documents::NOT_HERE_YET);
}
