//! 引き継ぎ・依頼: papers for colleagues, the IT department, the admin and a former colleague.

use egui::Ui;

use crate::app::{Command, DocumentTab, State};
use crate::ui::text;

pub(super) fn show(_state: &State, _commands: &mut Vec<Command>, ui: &mut Ui) {
    super::empty(ui, text::documents::tab(DocumentTab::Requests), text::documents::NOT_HERE_YET);
}
