//! Texts in the sizes and weights of the theme.

use std::sync::Arc;

use egui::text::{LayoutJob, TextFormat, TextWrapping};
use egui::{Color32, FontId, Galley, Label, Response, RichText, Ui};

use crate::ui::theme::{self, Size, palette};

/// A text in a font and colour, wrapped.
pub fn label(ui: &mut Ui, text: impl Into<String>, font: FontId, color: Color32) -> Response {
    ui.add(Label::new(wrapped(text, font, color)).wrap())
}

/// Running text.
pub fn body(ui: &mut Ui, text: impl Into<String>) -> Response {
    let ink = palette(ui).ink;
    label(ui, text, theme::font(Size::Body), ink)
}

/// Running text that matters.
pub fn strong(ui: &mut Ui, text: impl Into<String>) -> Response {
    let ink = palette(ui).ink;
    label(ui, text, theme::bold(Size::Body), ink)
}

/// Text of less weight.
pub fn note(ui: &mut Ui, text: impl Into<String>) -> Response {
    let ink = palette(ui).ink_soft;
    label(ui, text, theme::font(Size::Body), ink)
}

/// Labels, reasons, evidence.
pub fn small(ui: &mut Ui, text: impl Into<String>) -> Response {
    let ink = palette(ui).ink_soft;
    label(ui, text, theme::font(Size::Small), ink)
}

/// The same in the ink of running text.
pub fn plain_small(ui: &mut Ui, text: impl Into<String>) -> Response {
    let ink = palette(ui).ink;
    label(ui, text, theme::font(Size::Small), ink)
}

/// The same where it asks for care.
pub fn caution_small(ui: &mut Ui, text: impl Into<String>) -> Response {
    let ink = palette(ui).caution;
    label(ui, text, theme::font(Size::Small), ink)
}

/// The title of a pane or card.
pub fn title(ui: &mut Ui, text: impl Into<String>) -> Response {
    let ink = palette(ui).ink;
    label(ui, text, theme::bold(Size::Title), ink)
}

/// The one question that counts now.
pub fn heading(ui: &mut Ui, text: impl Into<String>) -> Response {
    let ink = palette(ui).ink;
    label(ui, text, theme::bold(Size::Lead), ink)
}

/// A text as rich text, for places that take one.
pub fn wrapped(text: impl Into<String>, font: FontId, color: Color32) -> RichText {
    let height = theme::line_height(&font);
    RichText::new(text).font(font).color(color).line_height(Some(height))
}

/// A longer text as it is handed on: its first line, and those that begin with a mark, are its headings.
pub fn paper(ui: &mut Ui, text: &str, mark: &str) -> Response {
    let ink = palette(ui).ink;
    let mut job = LayoutJob::default();
    for (number, line) in text.split_inclusive('\n').enumerate() {
        let is_heading = number == 0 || line.starts_with(mark);
        let font = if is_heading { theme::bold(Size::Body) } else { theme::font(Size::Body) };
        job.append(line, 0.0, format(font, ink));
    }
    ui.add(Label::new(job).wrap())
}

/// A text laid out within a width, for widgets that paint themselves.
pub fn galley(ui: &Ui, text: &str, font: FontId, color: Color32, width: f32) -> Arc<Galley> {
    layout(ui, text, font, color, TextWrapping::wrap_at_width(width))
}

/// A text laid out on one line, cut with an ellipsis where it is longer.
pub fn one_line(ui: &Ui, text: &str, font: FontId, color: Color32, width: f32) -> Arc<Galley> {
    layout(ui, text, font, color, TextWrapping::truncate_at_width(width))
}

/// A text laid out on at most two lines, cut with an ellipsis where it is longer.
pub fn two_lines(ui: &Ui, text: &str, font: FontId, color: Color32, width: f32) -> Arc<Galley> {
    let wrap = TextWrapping { max_rows: 2, break_anywhere: false, ..TextWrapping::truncate_at_width(width) };
    layout(ui, text, font, color, wrap)
}

fn layout(ui: &Ui, text: &str, font: FontId, color: Color32, wrap: TextWrapping) -> Arc<Galley> {
    let mut job = LayoutJob::single_section(text.to_owned(), format(font, color));
    job.wrap = wrap;
    ui.painter().layout_job(job)
}

fn format(font: FontId, color: Color32) -> TextFormat {
    let line_height = Some(theme::line_height(&font));
    TextFormat { line_height, font_id: font, color, ..TextFormat::default() }
}
