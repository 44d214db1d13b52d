//! One road, painted: labelled boxes joined by arrows, on as many lines as it takes.

use std::sync::Arc;

use egui::epaint::RoundedRect;
use egui::epaint::tessellator::path::rounded_rectangle;
use egui::text::{LayoutJob, TextFormat};
use egui::{
    Color32, CornerRadius, FontId, Galley, Painter, Pos2, Rect, Role, Sense, Shape, Stroke, StrokeKind, Ui,
    Vec2, WidgetInfo,
};
use egui_material_icons::icons::{
    ICON_COMPUTER, ICON_DNS, ICON_QUESTION_MARK, ICON_STOREFRONT, ICON_VPN_LOCK,
};

use super::rows::{Row, Stop};
use crate::environment::facts::Contact;
use crate::ui::text;
use crate::ui::theme::{self, Palette, RADIUS_SMALL, STEP, Size, palette};
use crate::ui::widgets;

/// The height of a box.
const BOX: f32 = 28.0;
/// Between the lines of a road that is too long for one.
const BETWEEN: f32 = 1.5 * STEP;
/// The length of an arrow with the room around it.
const ARROW: f32 = 5.5 * STEP;
/// The icon in a box, with the room after it.
const ICON: f32 = 5.0 * STEP;
/// Between a box's edge and what is in it.
const PADDING: f32 = 2.0 * STEP;
const DASH: f32 = 3.0;

pub(super) fn show(row: &Row, ui: &mut Ui) {
    let p = palette(ui);
    let width = ui.available_width();
    let head = ui.painter().layout_job(head(row, p, width));
    let boxes: Vec<Placed> = row.stops.iter().map(|stop| Placed::new(ui, stop, width)).collect();
    let (places, height) = flow(boxes.iter().map(|shown| shown.width), width);
    let top = head.size().y + STEP;
    let (rect, response) = ui.allocate_exact_size(Vec2::new(width, top + height), Sense::hover());
    let sentence = row.sentence();
    if ui.is_rect_visible(rect) {
        let painter = ui.painter();
        painter.galley(rect.min, head, p.ink);
        for (number, (shown, place)) in boxes.iter().zip(&places).enumerate() {
            let at = rect.min + Vec2::new(place.x, top + place.y);
            if number > 0 {
                let from = at + Vec2::new(STEP - ARROW, BOX / 2.0);
                widgets::arrow(painter, from, ARROW - 2.0 * STEP, p.ink_soft);
            }
            shown.paint(painter, at, p);
        }
    }
    let enabled = ui.is_enabled();
    response.widget_info(|| WidgetInfo::labeled(Role::Image, enabled, &sentence));
    if boxes.iter().any(|shown| shown.label.elided) {
        response.on_hover_text(sentence);
    }
}

/// The browsers' names, and which of them opens links.
fn head(row: &Row, p: &Palette, width: f32) -> LayoutJob {
    let mut job = LayoutJob::default();
    job.wrap.max_width = width;
    let mut add = |text: &str, font: FontId, color: Color32| {
        let line_height = Some(theme::line_height(&font));
        job.append(text, 0.0, TextFormat { font_id: font, color, line_height, ..TextFormat::default() });
    };
    for (number, name) in row.names.iter().enumerate() {
        if number > 0 {
            add(text::roads::AND, theme::bold(Size::Small), p.ink);
        }
        add(&name.text, theme::bold(Size::Small), p.ink);
        if name.opens_links {
            add(&text::roads::with_mark(""), theme::font(Size::Small), p.ink_soft);
        }
    }
    job
}

/// Where boxes of these widths go, and how high it all is. Every box but the first has an arrow before it.
fn flow(widths: impl Iterator<Item = f32>, room: f32) -> (Vec<Pos2>, f32) {
    let mut places = Vec::new();
    let mut at = Pos2::ZERO;
    for (number, width) in widths.enumerate() {
        if number > 0 {
            at.x += ARROW;
            if at.x + width > room {
                at = Pos2::new(ARROW, at.y + BOX + BETWEEN);
            }
        }
        places.push(at);
        at.x += width;
    }
    (places, at.y + BOX)
}

/// A stop with its size.
struct Placed {
    look: Look,
    icon: Option<&'static str>,
    label: Arc<Galley>,
    width: f32,
}

/// How a stop is drawn.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Look {
    /// Where it begins.
    Begin,
    /// Where it ends.
    End,
    /// What is passed.
    Passed,
    /// What is passed and asks for care.
    Caution,
    /// What cannot be passed.
    Broken,
    /// What is not known.
    Open,
    /// Only a word.
    Bare,
}

impl Look {
    /// Behind it, around it, and its text.
    fn colors(self, p: &Palette) -> (Color32, Color32, Color32) {
        match self {
            Self::Begin => (p.pane, p.line, p.ink),
            Self::End => (p.accent, p.accent, p.on_accent),
            Self::Passed => (p.accent_soft, p.accent, p.accent),
            Self::Caution => (p.caution_soft, p.caution, p.caution),
            Self::Broken => (p.stop_soft, p.stop, p.stop),
            Self::Open => (p.pane, p.ink_soft, p.ink_soft),
            Self::Bare => (p.card, p.card, p.ink_soft),
        }
    }
}

impl Placed {
    fn new(ui: &Ui, stop: &Stop, width: f32) -> Self {
        let (look, icon) = match stop {
            Stop::ThisMachine => (Look::Begin, Some(ICON_COMPUTER)),
            Stop::Amazon => (Look::End, Some(ICON_STOREFRONT)),
            Stop::Vpn(_) | Stop::Tunnel(_) | Stop::BrowserVpn(_) => (Look::Caution, Some(ICON_VPN_LOCK)),
            Stop::Proxy(_, None | Some(Contact::Open)) => (Look::Passed, Some(ICON_DNS)),
            Stop::Proxy(..) => (Look::Broken, Some(ICON_DNS)),
            Stop::Script | Stop::Unknown => (Look::Open, Some(ICON_QUESTION_MARK)),
            Stop::NoProxy => (Look::Bare, None),
        };
        let icon = icon.map(|icon| icon.codepoint);
        let around = if look == Look::Bare { 0.0 } else { 2.0 * PADDING };
        let around = around + if icon.is_some() { ICON } else { 0.0 };
        let ink = look.colors(palette(ui)).2;
        let font = theme::font(Size::Small);
        let label = widgets::one_line(ui, &stop.label(), font, ink, (width - ARROW - around).max(0.0));
        let width = label.size().x + around;
        Self { look, icon, label, width }
    }

    fn paint(&self, painter: &Painter, at: Pos2, p: &Palette) {
        let rect = Rect::from_min_size(at, Vec2::new(self.width, BOX));
        let (fill, line, ink) = self.look.colors(p);
        let round = CornerRadius::same(RADIUS_SMALL);
        match self.look {
            Look::Bare => {}
            Look::Open => dashed(painter, rect, round, Stroke::new(1.0, line)),
            _ => {
                painter.rect(rect, round, fill, Stroke::new(1.0, line), StrokeKind::Inside);
            }
        }
        let mut x = rect.left() + if self.look == Look::Bare { 0.0 } else { PADDING };
        if let Some(icon) = self.icon {
            let center = Pos2::new(x + ICON / 2.0 - STEP / 2.0, rect.center().y);
            painter.text(center, egui::Align2::CENTER_CENTER, icon, theme::icon(Size::Small), ink);
            x += ICON;
        }
        let top = rect.center().y - self.label.size().y / 2.0;
        painter.galley(Pos2::new(x, top), Arc::clone(&self.label), ink);
    }
}

fn dashed(painter: &Painter, rect: Rect, round: CornerRadius, stroke: Stroke) {
    let mut path = Vec::new();
    rounded_rectangle(&mut path, RoundedRect::new(rect.shrink(0.5), round));
    path.extend(path.first().copied());
    painter.extend(Shape::dashed_line(&path, stroke, DASH, DASH));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_road_goes_on_in_the_next_line_where_it_is_too_long() {
        let at = Pos2::new;
        let (first, second) = (80.0 + ARROW, 180.0 + 2.0 * ARROW);
        let (places, height) = flow([80.0, 100.0, 60.0].into_iter(), second + 60.0);
        assert_eq!(places, [at(0.0, 0.0), at(first, 0.0), at(second, 0.0)]);
        assert!((height - BOX).abs() < f32::EPSILON);
        let (places, height) = flow([80.0, 100.0, 61.0].into_iter(), second + 60.0);
        let below = BOX + BETWEEN;
        assert_eq!(places, [at(0.0, 0.0), at(first, 0.0), at(ARROW, below)]);
        assert!((height - below - BOX).abs() < f32::EPSILON);
    }
}
