//! Cards, chips, bars and dots.

use egui::{Color32, CornerRadius, Frame, InnerResponse, Margin, Response, Sense, Stroke, Ui, Vec2};

use crate::ui::theme::{self, Palette, RADIUS, RADIUS_SMALL, STEP, Size, palette};

/// What a card or chip says by its colour. Never by colour alone: the text says it too.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// Nothing special.
    Plain,
    /// Be careful.
    Caution,
    /// Do not.
    Stop,
    /// Done, right.
    Ok,
}

/// A tone's strong and soft colour.
pub fn tone_colors(p: &Palette, tone: Tone) -> (Color32, Color32) {
    match tone {
        Tone::Plain => (p.line, p.card),
        Tone::Caution => (p.caution, p.caution_soft),
        Tone::Stop => (p.stop, p.stop_soft),
        Tone::Ok => (p.ok, p.ok_soft),
    }
}

/// A framed group over the whole width.
pub fn card<R>(ui: &mut Ui, tone: Tone, contents: impl FnOnce(&mut Ui) -> R) -> InnerResponse<R> {
    let (strong, soft) = tone_colors(palette(ui), tone);
    let line = match tone {
        Tone::Plain => strong,
        Tone::Caution | Tone::Stop | Tone::Ok => soft,
    };
    framed(ui, soft, line, Margin::same(14), contents)
}

/// A framed group in given colours.
pub fn framed<R>(
    ui: &mut Ui,
    fill: Color32,
    line: Color32,
    margin: Margin,
    contents: impl FnOnce(&mut Ui) -> R,
) -> InnerResponse<R> {
    Frame::new()
        .fill(fill)
        .stroke(Stroke::new(1.0, line))
        .corner_radius(CornerRadius::same(RADIUS))
        .inner_margin(margin)
        .show(ui, |ui| {
            ui.set_width(ui.available_width());
            contents(ui)
        })
}

/// A short remark in a rounded frame.
pub fn chip(ui: &mut Ui, text: &str, tone: Tone) -> Response {
    let p = palette(ui);
    let ink = match tone {
        Tone::Plain => p.ink_soft,
        _ => tone_colors(p, tone).0,
    };
    let line = if tone == Tone::Plain { p.line } else { ink };
    Frame::new()
        .stroke(Stroke::new(1.0, line))
        .corner_radius(CornerRadius::same(11))
        .inner_margin(Margin::symmetric(9, 1))
        .show(ui, |ui| super::label(ui, text, theme::font(Size::Small), ink))
        .response
}

/// A share as a bar. The caller writes the number beside it.
#[expect(clippy::cast_possible_truncation, reason = "a share between 0 and 1, drawn in points")]
pub fn bar(ui: &mut Ui, share: f64, width: f32, color: Color32) -> Response {
    let share = share.clamp(0.0, 1.0) as f32;
    let p = palette(ui);
    let (rect, response) = ui.allocate_exact_size(Vec2::new(width, 2.0 * STEP), Sense::hover());
    if ui.is_rect_visible(rect) {
        let round = CornerRadius::same(RADIUS_SMALL / 2);
        ui.painter().rect_filled(rect, round, p.track);
        let mut full = rect;
        full.set_width((rect.width() * share).max(2.0 * STEP));
        ui.painter().rect_filled(full, round, color);
    }
    response
}

/// The dot of a timeline.
pub fn dot(ui: &mut Ui, color: Color32) -> Response {
    let (rect, response) = ui.allocate_exact_size(Vec2::new(3.0 * STEP, 20.0), Sense::hover());
    ui.painter().circle_filled(rect.center(), 3.5, color);
    response
}
