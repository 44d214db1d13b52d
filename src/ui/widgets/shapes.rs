//! Cards, chips, bars and dots.

use egui::{
    Align2, Color32, CornerRadius, Frame, InnerResponse, Margin, Painter, Pos2, Response, Role, Sense,
    Stroke, Ui, Vec2, WidgetInfo,
};
use egui_material_icons::MaterialIcon;

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

/// An icon beside a line of small text, by its name; one without a name only underlines what stands beside it.
pub fn icon(ui: &mut Ui, icon: MaterialIcon, color: Color32, name: &str) -> Response {
    let size = Vec2::new(4.0 * STEP, theme::line_height(&theme::font(Size::Small)));
    let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
    let font = theme::icon(Size::Small);
    ui.painter().text(rect.center(), Align2::CENTER_CENTER, icon.codepoint, font, color);
    if !name.is_empty() {
        response.widget_info(|| WidgetInfo::labeled(Role::Image, true, name));
    }
    response
}

/// An arrow to the right, from its tail.
pub fn arrow(painter: &Painter, tail: Pos2, length: f32, color: Color32) {
    let stroke = Stroke::new(1.25, color);
    let tip = tail + Vec2::new(length, 0.0);
    painter.line_segment([tail, tip], stroke);
    for side in [-1.0, 1.0] {
        painter.line_segment([tip, tip + Vec2::new(-STEP, side * STEP * 0.75)], stroke);
    }
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
