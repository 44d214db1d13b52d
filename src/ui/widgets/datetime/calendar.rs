//! The calendar of a field for a date and time: weeks from Sunday on, the year in both ways of counting, the time in
//! steps of five minutes.

use std::fmt::Debug;
use std::hash::Hash;

use egui::{
    Align, Align2, CornerRadius, Key, Layout, Popup, PopupCloseBehavior, Rect, Response, Role, Sense, Stroke,
    Ui, UiBuilder, Vec2, WidgetInfo,
};
use egui_material_icons::icons::{
    ICON_ADD, ICON_CALENDAR_MONTH, ICON_CHEVRON_LEFT, ICON_CHEVRON_RIGHT, ICON_KEYBOARD_DOUBLE_ARROW_LEFT,
    ICON_KEYBOARD_DOUBLE_ARROW_RIGHT, ICON_REMOVE,
};
use jiff::civil::{Date, DateTime, Weekday};
use jiff::{SignedDuration, ToSpan as _};

use crate::app::{TimeEdit, holiday};
use crate::ui::text;
use crate::ui::theme::{self, RADIUS_SMALL, STEP, Size, palette};
use crate::ui::widgets;

use super::{DateTimeField, shown_at};

/// Weeks that a month may touch.
const WEEKS: i32 = 6;
const CELL: Vec2 = Vec2::new(40.0, 30.0);
/// The side of an icon that acts.
const ICON: f32 = 28.0;
/// Minutes of a step.
const MINUTES: i8 = 5;

/// Draws it. Returns what was chosen.
pub(super) fn show(ui: &mut Ui, look: &DateTimeField<'_>) -> Option<TimeEdit> {
    let today = look.now.date();
    let chosen = shown_at(look);
    let mut edit = days(ui, today, chosen.map(DateTime::date)).map(|day| {
        let time = chosen.map_or(look.usual, DateTime::time);
        TimeEdit::At(day.to_datetime(time))
    });
    let base = chosen.unwrap_or_else(|| today.to_datetime(look.usual));
    edit = clock(ui, base).map(TimeEdit::At).or(edit);
    ui.add_space(STEP);
    foot(ui, || edit = Some(TimeEdit::Clear));
    edit
}

/// The button in the corner of a field's frame, beside its label, and what it opens.
pub(in crate::ui::widgets) fn opener(
    ui: &mut Ui,
    id: impl Hash + Debug,
    label: &str,
    field: &Response,
    contents: impl FnOnce(&mut Ui),
) {
    let corner = field.rect.right_top() + Vec2::new(10.0 - ICON, 2.0 - ICON);
    let place = Rect::from_min_size(corner, Vec2::splat(ICON));
    let mut beside = ui.new_child(UiBuilder::new().id_salt((id, "calendar")).max_rect(place));
    let opener = widgets::icon_button(&mut beside, ICON_CALENDAR_MONTH, &text::calendar::open(label));
    Popup::from_toggle_button_response(&opener)
        .close_behavior(PopupCloseBehavior::CloseOnClickOutside)
        .accessible_name(text::calendar::open(label))
        .show(|ui| {
            contents(ui);
            if ui.input(|input| input.key_pressed(Key::Escape)) {
                ui.close();
            }
        });
}

/// Below the days: what closes the calendar, and what takes away the day that was chosen.
pub(in crate::ui::widgets) fn foot(ui: &mut Ui, clear: impl FnOnce()) {
    let row = Vec2::new(ui.available_width(), theme::BUTTON_HEIGHT);
    ui.allocate_ui_with_layout(row, Layout::right_to_left(Align::Center), |ui| {
        ui.spacing_mut().item_spacing.x = 2.0 * STEP;
        if widgets::button(ui, text::calendar::CLOSE, widgets::Weight::Normal).clicked() {
            ui.close();
        }
        if widgets::button(ui, text::calendar::CLEAR, widgets::Weight::Normal).clicked() {
            clear();
            ui.close();
        }
    });
}

/// The days of a month, with what moves it. Returns the day that was pressed.
pub(in crate::ui::widgets) fn days(ui: &mut Ui, today: Date, chosen: Option<Date>) -> Option<Date> {
    ui.set_width(CELL.x * 7.0);
    ui.spacing_mut().item_spacing = Vec2::new(0.0, STEP);
    let month = month(ui, chosen.unwrap_or(today));
    ui.horizontal(week_names);
    let mut pressed = None;
    // Sunday of the week in which the month begins.
    let first = month.checked_sub(i32::from(month.weekday().to_sunday_zero_offset()).days()).unwrap_or(month);
    for week in 0..WEEKS {
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = 0.0;
            for day in 0..7 {
                let Ok(day) = first.checked_add((week * 7 + day).days()) else { continue };
                if cell(ui, day, month, today, chosen) {
                    pressed = Some(day);
                }
            }
        });
    }
    ui.add_space(STEP);
    pressed
}

/// The month that is shown, and what moves it. Which one it is stays with the popup: it is no part of the note.
fn month(ui: &mut Ui, chosen: Date) -> Date {
    let id = ui.scope_id().with("month");
    // A month that was left behind in an earlier visit is not the one to begin with.
    let frame = ui.ctx().cumulative_frame_nr();
    let kept: Option<(Date, u64)> = ui.data(|data| data.get_temp(id));
    let shown = kept.filter(|(_, seen)| frame.saturating_sub(*seen) <= 2).map_or(chosen, |(month, _)| month);
    let mut month = shown.first_of_month();
    let mut by = |months: i32| month = month.checked_add(months.months()).unwrap_or(month);
    let (back, on) = ui.input(|input| (input.key_pressed(Key::PageUp), input.key_pressed(Key::PageDown)));
    by(i32::from(on) - i32::from(back));
    ui.horizontal(|ui| {
        for (icon, name, months) in [
            (ICON_KEYBOARD_DOUBLE_ARROW_LEFT, text::calendar::YEAR_BACK, -12),
            (ICON_CHEVRON_LEFT, text::calendar::MONTH_BACK, -1),
        ] {
            if widgets::icon_button(ui, icon, name).clicked() {
                by(months);
            }
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            for (icon, name, months) in [
                (ICON_KEYBOARD_DOUBLE_ARROW_RIGHT, text::calendar::YEAR_ON, 12),
                (ICON_CHEVRON_RIGHT, text::calendar::MONTH_ON, 1),
            ] {
                if widgets::icon_button(ui, icon, name).clicked() {
                    by(months);
                }
            }
            let ink = palette(ui).ink;
            let title = text::time::month(shown.first_of_month());
            let title = widgets::wrapped(title, theme::bold(Size::Body), ink);
            ui.centered_and_justified(|ui| ui.add(egui::Label::new(title).extend()));
        });
    });
    ui.data_mut(|data| data.insert_temp(id, (month, frame)));
    shown.first_of_month()
}

fn week_names(ui: &mut Ui) {
    ui.spacing_mut().item_spacing.x = 0.0;
    let p = palette(ui);
    for (index, name) in text::time::WEEK.iter().enumerate() {
        let size = Vec2::new(CELL.x, theme::line_height(&theme::font(Size::Small)));
        let (rect, _) = ui.allocate_exact_size(size, Sense::hover());
        let ink = match index {
            0 => p.stop,
            6 => p.accent,
            _ => p.ink_soft,
        };
        ui.painter().text(rect.center(), Align2::CENTER_CENTER, name, theme::font(Size::Small), ink);
    }
}

/// A day. Returns whether it was pressed.
fn cell(ui: &mut Ui, day: Date, month: Date, today: Date, chosen: Option<Date>) -> bool {
    let p = palette(ui);
    let (rect, response) = ui.allocate_exact_size(CELL, Sense::click());
    let is_chosen = chosen == Some(day);
    let name = text::calendar::day(day, today);
    if ui.is_rect_visible(rect) {
        let inside = day.month() == month.month();
        let ink = match day.weekday() {
            _ if is_chosen => p.on_accent,
            _ if holiday(day).is_some() => p.stop,
            Weekday::Sunday => p.stop,
            Weekday::Saturday => p.accent,
            _ => p.ink,
        };
        let ink = if inside || is_chosen { ink } else { ink.gamma_multiply(0.45) };
        let place = rect.shrink(1.0);
        let round = CornerRadius::same(RADIUS_SMALL);
        if is_chosen {
            ui.painter().rect_filled(place, round, p.accent);
        } else if response.hovered() {
            ui.painter().rect_filled(place, round, p.accent_soft);
        }
        if response.has_focus() || (day == today && !is_chosen) {
            let width = if response.has_focus() { 2.0 } else { 1.0 };
            let line = Stroke::new(width, if is_chosen { p.ink } else { p.accent });
            ui.painter().rect_stroke(place, round, line, egui::StrokeKind::Inside);
        }
        let font = if is_chosen || day == today { theme::bold(Size::Body) } else { theme::font(Size::Body) };
        ui.painter().text(rect.center(), Align2::CENTER_CENTER, day.day().to_string(), font, ink);
    }
    let enabled = ui.is_enabled();
    response.widget_info(|| WidgetInfo::selected(Role::Button, enabled, is_chosen, &name));
    let clicked = response.clicked();
    if holiday(day).is_some() {
        response.on_hover_text(name);
    }
    clicked
}

/// Hour and minute with what moves them. Returns the new date and time.
fn clock(ui: &mut Ui, base: DateTime) -> Option<DateTime> {
    let mut moved = None;
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = STEP;
        widgets::small(ui, text::calendar::CLOCK);
        ui.add_space(2.0 * STEP);
        let mut part = |ui: &mut Ui, number: String, names: [&str; 2], steps: [SignedDuration; 2]| {
            let [back, on] = names;
            let [less, more] = steps;
            if widgets::icon_button(ui, ICON_REMOVE, back).clicked() {
                moved = base.checked_add(less).ok();
            }
            widgets::strong(ui, number);
            if widgets::icon_button(ui, ICON_ADD, on).clicked() {
                moved = base.checked_add(more).ok();
            }
        };
        let hour = SignedDuration::from_hours(1);
        let names = [text::calendar::HOUR_BACK, text::calendar::HOUR_ON];
        part(ui, base.hour().to_string(), names, [-hour, hour]);
        widgets::strong(ui, ":");
        // To the next full five minutes in either direction.
        let over = base.minute().rem_euclid(MINUTES);
        let less = if over == 0 { MINUTES } else { over };
        let steps =
            [-SignedDuration::from_mins(less.into()), SignedDuration::from_mins((MINUTES - over).into())];
        let names = [text::calendar::MINUTES_BACK, text::calendar::MINUTES_ON];
        part(ui, text::calendar::two_digits(base.minute()), names, steps);
    });
    moved
}
