//! お問い合わせ文: the inquiry to Amazon.

use egui::Ui;

use crate::app::{Command, DocumentTab, State};
use crate::ui::text;

pub(super) fn show(_state: &State, _commands: &mut Vec<Command>, ui: &mut Ui) {
    super::empty(ui, text::documents::tab(DocumentTab::Inquiry), text::documents::NOT_HERE_YET);
}
