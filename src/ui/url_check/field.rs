//! The field for what is judged: a mail scrolls inside of it.

use egui::{CornerRadius, Frame, Margin, Response, ScrollArea, Stroke, TextEdit, Ui};

use crate::ui::text;
use crate::ui::theme::{self, RADIUS_SMALL, Size, palette};
use crate::ui::widgets;

/// The longest text that is taken, in characters. Longer mails are dropped as files.
const LONGEST: usize = 200_000;
/// As high as it grows, in points.
const HIGHEST: f32 = 92.0;

/// The field, its label at the top. Returns the text field's response.
pub(super) fn show(ui: &mut Ui, text: &mut String) -> Response {
    let p = palette(ui);
    let id = ui.make_persistent_id("url-check");
    let focused = ui.memory(|memory| memory.has_focus(id));
    let line = if focused { Stroke::new(1.5, p.accent) } else { Stroke::new(1.0, p.line) };
    let frame = Frame::new()
        .fill(p.pane)
        .stroke(line)
        .corner_radius(CornerRadius::same(RADIUS_SMALL))
        .inner_margin(Margin::symmetric(10, 8));
    let contents = |ui: &mut Ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        ui.spacing_mut().interact_size.y = 0.0;
        let label = widgets::small(ui, text::url_check::FIELD);
        let hint =
            widgets::wrapped(text::url_check::HINT, theme::font(Size::Body), p.ink_soft.gamma_multiply(0.75));
        let edit = TextEdit::multiline(text)
            .id(id)
            .frame(Frame::NONE)
            .margin(Margin::ZERO)
            .hint_text(hint)
            .char_limit(LONGEST)
            .desired_rows(3)
            .desired_width(f32::INFINITY)
            .text_color(p.ink);
        let scrolled = ScrollArea::vertical().id_salt("url-check-text").max_height(HIGHEST);
        scrolled.show(ui, |ui| ui.add(edit)).inner.labelled_by(label.id)
    };
    frame.show(ui, contents).inner
}
