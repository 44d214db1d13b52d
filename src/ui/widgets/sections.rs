//! Heads of sections that can be folded.

use egui::{Align2, CornerRadius, Response, Role, Sense, Stroke, Ui, Vec2, WidgetInfo};
use egui_material_icons::icons::{ICON_KEYBOARD_ARROW_DOWN, ICON_KEYBOARD_ARROW_RIGHT};

use crate::ui::theme::{self, RADIUS_SMALL, STEP, Size, palette};

use super::{Mark, Tone, tone_colors};

/// The head of a section over the whole width: an arrow, its title, and at the right how it stands in a word or two.
/// `open` is chosen where the section shows what is in it.
pub fn section_head(ui: &mut Ui, title: &str, standing: &str, tone: Tone, open: Mark) -> Response {
    let p = palette(ui);
    let size = Vec2::new(ui.available_width(), theme::BUTTON_HEIGHT);
    let (rect, response) = ui.allocate_exact_size(size, Sense::click());
    let is_open = open == Mark::Chosen;
    if ui.is_rect_visible(rect) {
        let lit = response.hovered() || response.has_focus();
        let icon = if is_open { ICON_KEYBOARD_ARROW_DOWN } else { ICON_KEYBOARD_ARROW_RIGHT };
        let arrow = rect.left_center() + Vec2::new(2.0 * STEP, 0.0);
        let ink = if lit { p.accent } else { p.ink_soft };
        ui.painter().text(arrow, Align2::CENTER_CENTER, icon.codepoint, theme::icon(Size::Body), ink);
        let color = if tone == Tone::Plain { p.ink_soft } else { tone_colors(p, tone).0 };
        let right = super::one_line(ui, standing, theme::font(Size::Small), color, rect.width() / 2.0);
        let room = rect.width() - right.size().x - 8.0 * STEP;
        let left = super::one_line(ui, title, theme::bold(Size::Title), p.ink, room);
        let middle = |height: f32| rect.center().y - height / 2.0;
        let at = egui::pos2(rect.left() + 5.0 * STEP, middle(left.size().y));
        ui.painter().galley(at, left, p.ink);
        let at = egui::pos2(rect.right() - right.size().x, middle(right.size().y));
        ui.painter().galley(at, right, color);
        if response.has_focus() {
            let line = Stroke::new(1.0, p.accent);
            let round = CornerRadius::same(RADIUS_SMALL);
            ui.painter().rect_stroke(rect, round, line, egui::StrokeKind::Inside);
        }
    }
    let enabled = ui.is_enabled();
    response.widget_info(|| WidgetInfo::selected(Role::DisclosureTriangle, enabled, is_open, title));
    response.on_hover_cursor(egui::CursorIcon::PointingHand)
}
