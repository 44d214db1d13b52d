//! The field for what is judged: a mail scrolls inside of it.

use egui::{Response, ScrollArea, TextEdit, Ui};

use crate::ui::text;
use crate::ui::widgets;

/// The longest text that is taken, in characters. Longer mails are dropped as files.
const LONGEST: usize = 200_000;
/// As high as it grows, in points.
const HIGHEST: f32 = 92.0;

/// The field, its label at the top. Returns the text field's response.
pub(super) fn show(ui: &mut Ui, text: &mut String) -> Response {
    let id = ui.make_persistent_id("url-check");
    widgets::labelled_frame(ui, id, text::url_check::FIELD, |ui| {
        let edit = widgets::framed_edit(ui, TextEdit::multiline(text).id(id), text::url_check::HINT);
        let scrolled = ScrollArea::vertical().id_salt("url-check-text").max_height(HIGHEST);
        scrolled.show(ui, |ui| ui.add(edit.char_limit(LONGEST).desired_rows(3))).inner
    })
}
