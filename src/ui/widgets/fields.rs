//! Labelled text fields.

use egui::{CornerRadius, Frame, Id, Margin, Response, Stroke, TextBuffer, TextEdit, Ui};

use crate::case::guard;
use crate::ui::theme::{self, RADIUS_SMALL, Size, palette};

/// How a field looks and how much it takes.
#[derive(Clone, Copy, Debug)]
pub struct Field<'a> {
    /// Its name, which is its accessible name too.
    pub label: &'a str,
    /// What to write, shown while it is empty.
    pub hint: &'a str,
    /// Lines; one line takes no line breaks.
    pub rows: usize,
    /// Characters that are kept.
    pub limit: usize,
}

/// A text field in a frame, its label inside at the top. What looks like a secret is marked, and blanked on a click.
/// Returns the text field's response.
pub fn field(
    ui: &mut Ui,
    id: impl std::hash::Hash + std::fmt::Debug,
    look: Field<'_>,
    text: &mut String,
) -> Response {
    let id = ui.make_persistent_id(id);
    labelled_frame(ui, id, look.label, |ui| {
        super::guarded::follow_input(ui, id);
        let mut layouter = |ui: &Ui, text: &dyn TextBuffer, width: f32| {
            super::guarded::layout(ui, id, text.as_str(), width, look.rows)
        };
        let edit = if look.rows > 1 { TextEdit::multiline(text) } else { TextEdit::singleline(text) };
        let edit = framed_edit(ui, edit.id(id), look.hint).char_limit(look.limit).desired_rows(look.rows);
        let mut edited = ui.add(edit.layouter(&mut layouter));
        if super::guarded::remark(ui, id, text) {
            *text = guard::blank(text);
            edited.mark_changed();
        }
        edited
    })
}

/// The frame of a text field with this id, and its label. A click on either is one on the field.
pub fn labelled_frame(
    ui: &mut Ui,
    id: Id,
    label: &str,
    contents: impl FnOnce(&mut Ui) -> Response,
) -> Response {
    let p = palette(ui);
    let focused = ui.memory(|memory| memory.has_focus(id));
    let line = if focused { Stroke::new(1.5, p.accent) } else { Stroke::new(1.0, p.line) };
    let framed = Frame::new()
        .fill(p.pane)
        .stroke(line)
        .corner_radius(CornerRadius::same(RADIUS_SMALL))
        .inner_margin(Margin::symmetric(10, 8))
        .show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            // The frame is ours, so the text field itself needs no height of a button.
            ui.spacing_mut().interact_size.y = 0.0;
            let label = super::small(ui, label);
            contents(ui).labelled_by(label.id)
        });
    if framed.response.contains_pointer() && ui.input(|input| input.pointer.primary_clicked()) {
        framed.inner.request_focus();
    }
    framed.inner
}

/// A text field as it looks in [`labelled_frame`].
pub fn framed_edit<'t>(ui: &Ui, edit: TextEdit<'t>, hint: &str) -> TextEdit<'t> {
    let p = palette(ui);
    let hint = super::wrapped(hint, theme::font(Size::Body), p.ink_soft.gamma_multiply(0.75));
    edit.frame(Frame::NONE)
        .margin(Margin::ZERO)
        .hint_text(hint)
        .desired_width(f32::INFINITY)
        .text_color(p.ink)
}
