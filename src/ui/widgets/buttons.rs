//! Buttons. Each has its plain text as accessible name, icons or not.

use egui::{
    Align2, Button, Color32, CornerRadius, FontId, Response, RichText, Role, Sense, Stroke, Ui, Vec2,
    WidgetInfo,
};
use egui_material_icons::MaterialIcon;

use crate::ui::theme::{self, BUTTON_HEIGHT, RADIUS_SMALL, STEP, Size, palette};

/// How much a button asks to be pressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weight {
    /// The one thing to do. One a view.
    Primary,
    /// One of the things that can be done.
    Normal,
    /// What cannot be taken back.
    Danger,
    /// A good end.
    Good,
}

/// Whether an answer or choice is the one that was given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// It can be chosen.
    Open,
    /// It is chosen.
    Chosen,
}

impl Mark {
    /// Chosen where the condition holds.
    pub fn when(chosen: bool) -> Self {
        if chosen { Self::Chosen } else { Self::Open }
    }
}

/// Gives a widget its accessible name.
pub fn named(ui: &Ui, response: Response, name: &str) -> Response {
    let enabled = ui.is_enabled();
    response.widget_info(|| WidgetInfo::labeled(Role::Button, enabled, name));
    response
}

/// A button with a text.
pub fn button(ui: &mut Ui, text: &str, weight: Weight) -> Response {
    let p = palette(ui);
    let (fill, line, ink) = match weight {
        Weight::Primary => (p.accent, p.accent, p.on_accent),
        Weight::Normal => (p.pane, p.line, p.ink),
        Weight::Danger => (p.pane, p.stop, p.stop),
        Weight::Good => (p.pane, p.line, p.ok),
    };
    let font = if weight == Weight::Normal { theme::font(Size::Body) } else { theme::bold(Size::Body) };
    let mut shown =
        Button::new(RichText::new(text).font(font).color(ink)).min_size(Vec2::new(0.0, BUTTON_HEIGHT));
    // Only where the resting colours are the pane's own may the hover colours of the theme show through.
    if weight == Weight::Primary {
        shown = shown.fill(fill);
    }
    if weight != Weight::Normal {
        shown = shown.stroke(Stroke::new(1.0, line));
    }
    ui.add(shown)
}

/// The same, as wide as there is room.
pub fn wide_button(ui: &mut Ui, text: &str, weight: Weight) -> Response {
    let width = ui.available_width();
    let size = Vec2::new(width, BUTTON_HEIGHT);
    // Centred in its place, as texts of buttons are.
    let centered = egui::Layout::centered_and_justified(ui.layout().main_dir());
    ui.allocate_ui_with_layout(size, centered, |ui| button(ui, text, weight)).inner
}

/// One answer to a question: as wide as the caller says, bold unless it says nothing.
pub fn answer(ui: &mut Ui, text: &str, size: Vec2, font: FontId, mark: Mark) -> Response {
    let p = palette(ui);
    let chosen = mark == Mark::Chosen;
    let ink = if chosen { p.accent } else { p.ink };
    let mut shown = Button::new(RichText::new(text).font(font).color(ink)).min_size(size).wrap();
    if chosen {
        shown = shown.fill(p.accent_soft).stroke(Stroke::new(1.5, p.accent));
    }
    ui.add(shown)
}

/// One of several lines to choose from, left-aligned and as wide as there is room. The detail is cut to one line and
/// shown whole on hovering.
pub fn choice(ui: &mut Ui, text: &str, detail: &str, mark: Mark) -> Response {
    let response = row(ui, text, detail, mark);
    let (enabled, chosen) = (ui.is_enabled(), mark == Mark::Chosen);
    response.widget_info(|| WidgetInfo::selected(Role::RadioButton, enabled, chosen, text));
    response
}

/// One of several things to do, drawn like a choice.
pub fn item(ui: &mut Ui, text: &str, detail: &str) -> Response {
    let response = row(ui, text, detail, Mark::Open);
    named(ui, response, text)
}

fn row(ui: &mut Ui, text: &str, detail: &str, mark: Mark) -> Response {
    let p = palette(ui);
    let chosen = mark == Mark::Chosen;
    let width = ui.available_width();
    let inner = width - 6.0 * STEP;
    let title = super::galley(ui, text, theme::bold(Size::Body), p.ink, inner);
    let more = super::one_line(ui, detail, theme::font(Size::Small), p.ink_soft, inner);
    let detail_height = if detail.is_empty() { 0.0 } else { more.size().y };
    let height = (title.size().y + detail_height + 2.0 * STEP).max(BUTTON_HEIGHT);
    let (rect, response) = ui.allocate_exact_size(Vec2::new(width, height), Sense::click());
    let cut = more.elided;
    if ui.is_rect_visible(rect) {
        let visuals = ui.style().interact_selectable(&response, chosen);
        let (fill, stroke) = if chosen {
            (p.accent_soft, Stroke::new(1.5, p.accent))
        } else {
            (visuals.weak_bg_fill, visuals.bg_stroke)
        };
        ui.painter().rect(rect, CornerRadius::same(RADIUS_SMALL), fill, stroke, egui::StrokeKind::Inside);
        let text_height = title.size().y + detail_height;
        let top = rect.left_top() + Vec2::new(3.0 * STEP, (height - text_height) / 2.0);
        let below = top + Vec2::new(0.0, title.size().y);
        ui.painter().galley(top, title, p.ink);
        if !detail.is_empty() {
            ui.painter().galley(below, more, p.ink_soft);
        }
    }
    if cut { response.on_hover_text(detail) } else { response }
}

/// A text that acts, without a frame.
pub fn link(ui: &mut Ui, text: &str) -> Response {
    let p = palette(ui);
    let galley = ui.painter().layout_no_wrap(text.to_owned(), theme::font(Size::Small), p.accent);
    let (rect, response) = ui.allocate_exact_size(galley.size() + Vec2::new(0.0, STEP), Sense::click());
    if ui.is_rect_visible(rect) {
        let at = rect.left_top() + Vec2::new(0.0, STEP / 2.0);
        let line = if response.hovered() || response.has_focus() { 1.5 } else { 0.75 };
        ui.painter().hline(rect.x_range(), rect.bottom() - 1.0, Stroke::new(line, p.accent));
        ui.painter().galley(at, galley, p.accent);
    }
    named(ui, response.on_hover_cursor(egui::CursorIcon::PointingHand), text)
}

/// An icon that acts, with its name as tooltip.
pub fn icon_button(ui: &mut Ui, icon: MaterialIcon, name: &str) -> Response {
    sized_icon_button(ui, icon, name, 28.0, Size::Body)
}

/// The same within a line of small text.
pub fn small_icon_button(ui: &mut Ui, icon: MaterialIcon, name: &str) -> Response {
    sized_icon_button(ui, icon, name, 20.0, Size::Small)
}

fn sized_icon_button(ui: &mut Ui, icon: MaterialIcon, name: &str, side: f32, size: Size) -> Response {
    let p = palette(ui);
    let (rect, response) = ui.allocate_exact_size(Vec2::splat(side), Sense::click());
    if ui.is_rect_visible(rect) {
        let color: Color32 = match (ui.is_enabled(), response.hovered() || response.has_focus()) {
            (false, _) => p.line,
            (true, true) => p.accent,
            (true, false) => p.ink_soft,
        };
        if response.has_focus() {
            ui.painter().rect_stroke(
                rect,
                CornerRadius::same(RADIUS_SMALL),
                Stroke::new(1.0, p.accent),
                egui::StrokeKind::Inside,
            );
        }
        ui.painter().text(rect.center(), Align2::CENTER_CENTER, icon.codepoint, theme::icon(size), color);
    }
    named(ui, response, name).on_hover_text(name)
}

/// One of several small choices that exclude each other, as wide as its text.
pub fn pill(ui: &mut Ui, text: &str, mark: Mark) -> Response {
    let chosen = mark == Mark::Chosen;
    let p = palette(ui);
    let (ink, line) = if chosen { (p.accent, p.accent) } else { (p.ink_soft, p.line) };
    let fill = if chosen { p.accent_soft } else { p.pane };
    let shown = Button::new(RichText::new(text).font(theme::font(Size::Small)).color(ink))
        .fill(fill)
        .stroke(Stroke::new(1.0, line))
        .corner_radius(CornerRadius::same(12))
        .min_size(Vec2::new(0.0, 24.0))
        .wrap_mode(egui::TextWrapMode::Extend);
    // Not in a scope of its own, which could not go to the next line of a wrapped row.
    let padding = std::mem::replace(&mut ui.spacing_mut().button_padding, Vec2::new(2.5 * STEP, 0.0));
    let response = ui.add(shown);
    ui.spacing_mut().button_padding = padding;
    let enabled = ui.is_enabled();
    response.widget_info(|| WidgetInfo::selected(Role::RadioButton, enabled, chosen, text));
    response
}

/// One of several things that can each be taken or left, as wide as there is room.
pub fn check(ui: &mut Ui, text: &str, mark: Mark) -> Response {
    let chosen = mark == Mark::Chosen;
    let p = palette(ui);
    let width = ui.available_width();
    let side = 4.0 * STEP;
    let label = super::galley(ui, text, theme::font(Size::Body), p.ink, width - side - 2.0 * STEP);
    let height = label.size().y.max(side) + STEP;
    let (rect, response) = ui.allocate_exact_size(Vec2::new(width, height), Sense::click());
    if ui.is_rect_visible(rect) {
        let visuals = ui.style().interact_selectable(&response, chosen);
        let square = egui::Rect::from_min_size(
            rect.left_top() + Vec2::new(1.0, (height - side) / 2.0),
            Vec2::splat(side),
        );
        let (fill, line) = if chosen { (p.accent, p.accent) } else { (visuals.weak_bg_fill, p.ink_soft) };
        let stroke = Stroke::new(if response.has_focus() { 2.0 } else { 1.0 }, line);
        ui.painter().rect(square, CornerRadius::same(4), fill, stroke, egui::StrokeKind::Inside);
        if chosen {
            let tick = Stroke::new(2.0, p.on_accent);
            let at = |x: f32, y: f32| square.left_top() + Vec2::new(x, y) * side;
            ui.painter().line_segment([at(0.22, 0.52), at(0.42, 0.72)], tick);
            ui.painter().line_segment([at(0.42, 0.72), at(0.78, 0.3)], tick);
        }
        let beside = egui::pos2(square.right() + 2.0 * STEP, rect.center().y - label.size().y / 2.0);
        ui.painter().galley(beside, label, p.ink);
    }
    let enabled = ui.is_enabled();
    response.widget_info(|| WidgetInfo::selected(Role::CheckBox, enabled, chosen, text));
    response.on_hover_cursor(egui::CursorIcon::PointingHand)
}

/// A short text that acts when it is pressed, as wide as it is, or as the room.
pub fn tag(ui: &mut Ui, text: &str) -> Response {
    let p = palette(ui);
    let shown = Button::new(RichText::new(text).font(theme::font(Size::Small)).color(p.ink))
        .fill(p.card)
        .stroke(Stroke::new(1.0, p.line))
        .corner_radius(CornerRadius::same(12))
        .min_size(Vec2::new(0.0, 24.0))
        .truncate();
    let padding = std::mem::replace(&mut ui.spacing_mut().button_padding, Vec2::new(2.5 * STEP, 0.0));
    let response = ui.add(shown);
    ui.spacing_mut().button_padding = padding;
    named(ui, response, text)
}

/// A small button that opens a menu: what is chosen in it, and an arrow. Chosen where it changes anything.
pub fn pill_menu(ui: &mut Ui, text: &str, mark: Mark, arrow: MaterialIcon) -> Response {
    let p = palette(ui);
    let (ink, line, fill) = match mark {
        Mark::Chosen => (p.accent, p.accent, p.accent_soft),
        Mark::Open => (p.ink_soft, p.line, p.pane),
    };
    let text_part = RichText::new(text).font(theme::font(Size::Small)).color(ink);
    let icon = RichText::new(arrow.codepoint).font(theme::icon(Size::Small)).color(ink);
    let shown = Button::new((text_part, icon))
        .fill(fill)
        .stroke(Stroke::new(1.0, line))
        .corner_radius(CornerRadius::same(12))
        .min_size(Vec2::new(0.0, 24.0))
        .wrap_mode(egui::TextWrapMode::Extend);
    let spacing = ui.spacing_mut();
    let padding = std::mem::replace(&mut spacing.button_padding, Vec2::new(2.5 * STEP, 0.0));
    let between = std::mem::replace(&mut spacing.icon_spacing, 0.0);
    let response = ui.add(shown);
    ui.spacing_mut().button_padding = padding;
    ui.spacing_mut().icon_spacing = between;
    named(ui, response, text)
}

/// One of a row of choices that exclude each other.
pub fn segment(ui: &mut Ui, text: &str, mark: Mark) -> Response {
    let chosen = mark == Mark::Chosen;
    let response = answer(ui, text, Vec2::new(96.0, BUTTON_HEIGHT), theme::font(Size::Body), mark);
    let enabled = ui.is_enabled();
    response.widget_info(|| WidgetInfo::selected(Role::RadioButton, enabled, chosen, text));
    response
}
