//! The rows of the list. Only those that are seen are drawn.

use egui::{
    Color32, CornerRadius, FontId, Rect, Response, Role, ScrollArea, Sense, Stroke, Ui, Vec2, WidgetInfo,
};
use egui_material_icons::icons::{ICON_ARROW_DROP_DOWN, ICON_ARROW_DROP_UP};

use crate::app::{CasesCommand, Command, State};
use crate::case::index::{Content, Direction, Row, Sort, Standing, Summary};
use crate::ui::text;
use crate::ui::theme::{self, Palette, RADIUS_SMALL, STEP, Size, palette};
use crate::ui::widgets::{self, Tone};

/// Height of a row: two lines and some air.
const HEIGHT: f32 = 52.0;
const HEAD_HEIGHT: f32 = 28.0;
/// Between columns.
const GAP: f32 = 3.0 * STEP;
/// Widths of the columns beside the title, which takes what is left.
const STANDING: f32 = 112.0;
const CAUSE: f32 = 168.0;
const DEADLINE: f32 = 150.0;
const UPDATED: f32 = 72.0;
/// Without room for this much of the title, the cause is left out.
const TITLE: f32 = 180.0;

/// Where a column begins and how wide it is.
struct Column {
    sort: Sort,
    left: f32,
    width: f32,
}

fn columns(left: f32, width: f32) -> Vec<Column> {
    let beside = [(Sort::Cause, CAUSE), (Sort::NextCheck, DEADLINE), (Sort::Updated, UPDATED)];
    let room = |beside: &[(Sort, f32)]| {
        let taken: f32 = beside.iter().map(|(_, width)| width + GAP).sum();
        width - STANDING - GAP - taken - 2.0 * GAP
    };
    let beside = if room(&beside) < TITLE { beside.get(1..).unwrap_or_default() } else { &beside };
    let mut left = left + GAP;
    let all = [(Sort::Urgency, STANDING), (Sort::Title, room(beside))];
    let placed = all.into_iter().chain(beside.iter().copied()).map(|(sort, width)| {
        let column = Column { sort, left, width };
        left += width + GAP;
        column
    });
    placed.collect()
}

pub(super) fn show(state: &State, commands: &mut Vec<Command>, ui: &mut Ui) {
    // As wide with a scroll bar as without one.
    let width = ui.available_width() - ui.spacing().scroll.bar_width - ui.spacing().item_spacing.x;
    let columns = columns(ui.max_rect().left(), width);
    heads(state, &columns, width, commands, ui);
    let rows = &state.cases.found.rows;
    ui.spacing_mut().item_spacing.y = 0.0;
    let jump = chosen_anew(state, ui);
    ScrollArea::vertical().auto_shrink([false, false]).show_rows(ui, HEIGHT, rows.len(), |ui, range| {
        if let Some(at) = jump {
            let top = ui.cursor().top() + (offset(at) - offset(range.start)) * HEIGHT;
            let place = Rect::from_min_size(egui::pos2(ui.max_rect().left(), top), Vec2::new(width, HEIGHT));
            ui.scroll_to_rect(place, None);
        }
        for row in rows.get(range).unwrap_or_default() {
            let response = self::row(state, row, &columns, width, ui);
            if response.double_clicked() {
                commands.push(super::open(row));
            } else if response.clicked() {
                commands.push(Command::Cases(CasesCommand::Choose(row.path().to_owned())));
            }
        }
    });
}

/// The number of a row as a place: exact up to 16 million of them.
fn offset(row: usize) -> f32 {
    row as f32
}

/// The place of the chosen row, if another one was chosen since the last frame.
fn chosen_anew(state: &State, ui: &Ui) -> Option<usize> {
    let id = ui.scope_id().with("chosen");
    let now = egui::Id::unique(&state.cases.chosen);
    let before: Option<egui::Id> = ui.data_mut(|data| data.get_temp(id));
    ui.data_mut(|data| data.insert_temp(id, now));
    state.cases.chosen_row().filter(|_| before != Some(now))
}

/// The heads of the columns, by which the list is sorted.
fn heads(state: &State, columns: &[Column], width: f32, commands: &mut Vec<Command>, ui: &mut Ui) {
    let (rect, _) = ui.allocate_exact_size(Vec2::new(width, HEAD_HEIGHT), Sense::hover());
    let p = palette(ui);
    for column in columns {
        let place =
            Rect::from_min_size(egui::pos2(column.left, rect.top()), Vec2::new(column.width, HEAD_HEIGHT));
        let name = text::cases::sort_by(column.sort);
        let response = ui.interact(place, ui.scope_id().with(("head", column.sort)), Sense::click());
        let sorted = state.cases.order.by == column.sort;
        let lit = sorted || response.hovered() || response.has_focus();
        let ink = if lit { p.accent } else { p.ink_soft };
        let font = if sorted { theme::bold(Size::Small) } else { theme::font(Size::Small) };
        let title = widgets::one_line(ui, text::cases::column(column.sort), font, ink, column.width);
        let end = column.left + title.size().x;
        let at = egui::pos2(column.left, place.center().y - title.size().y / 2.0);
        ui.painter().galley(at, title, ink);
        if sorted {
            let icon = match state.cases.order.direction {
                Direction::Ascending => ICON_ARROW_DROP_UP,
                Direction::Descending => ICON_ARROW_DROP_DOWN,
            };
            let at = egui::pos2(end + 2.0 * STEP, place.center().y);
            ui.painter().text(at, egui::Align2::CENTER_CENTER, icon.codepoint, theme::icon(Size::Small), ink);
        }
        if widgets::named(ui, response, &name).on_hover_text(name).clicked() {
            commands.push(Command::Cases(CasesCommand::Sort(column.sort)));
        }
    }
    ui.painter().hline(rect.x_range(), rect.bottom(), Stroke::new(1.0, p.line));
}

/// A row. The keyboard goes through the rows by the arrows, not one by one with Tab.
fn row(state: &State, row: &Row, columns: &[Column], width: f32, ui: &mut Ui) -> Response {
    let (rect, response) = ui.allocate_exact_size(Vec2::new(width, HEIGHT), Sense::CLICK);
    let chosen = state.cases.chosen.as_deref() == Some(row.path());
    if ui.is_rect_visible(rect) {
        let p = palette(ui);
        let inner = rect.shrink2(Vec2::new(0.0, 1.0));
        let round = CornerRadius::same(RADIUS_SMALL);
        if chosen {
            ui.painter().rect(
                inner,
                round,
                p.accent_soft,
                Stroke::new(1.0, p.accent),
                egui::StrokeKind::Inside,
            );
        } else if response.hovered() {
            ui.painter().rect_filled(inner, round, p.page);
        }
        if !chosen {
            ui.painter().hline(rect.x_range(), rect.bottom(), Stroke::new(1.0, p.line));
        }
        let cause = text_of_cause(state, row);
        let beside = columns.iter().any(|column| column.sort == Sort::Cause);
        for column in columns {
            let place =
                Rect::from_min_size(egui::pos2(column.left, rect.top()), Vec2::new(column.width, HEIGHT));
            match column.sort {
                Sort::Title => title(row, if beside { "" } else { &cause }, place, ui),
                Sort::Cause => wrapped(ui, place, &cause),
                sort => cell(state, row, sort, place, ui),
            }
        }
    }
    let name = name(row);
    let enabled = ui.is_enabled();
    response.widget_info(|| WidgetInfo::selected(Role::RadioButton, enabled, chosen, &name));
    response
}

/// What a row is called: its title, with the shop.
fn name(row: &Row) -> String {
    match row.summary() {
        Some(summary) => text::cases::row(summary),
        None => text::cases::file_title(row.path()),
    }
}

/// The confirmed cause, or the screen at which it stops.
fn text_of_cause(state: &State, row: &Row) -> String {
    let knowledge = state.model.knowledge();
    row.summary().map(|summary| text::cases::cause_or_stage(summary, knowledge)).unwrap_or_default()
}

/// The title, and below it what belongs to it; of a note that cannot be read, why.
fn title(row: &Row, more: &str, place: Rect, ui: &Ui) {
    let p = palette(ui);
    let (title, below, ink) = match row.content() {
        Content::Note(summary) | Content::Newer(summary) => {
            let title = text::cases::title(summary).to_owned();
            (title, text::cases::below_title(row, summary, more), p.ink_soft)
        }
        Content::Unreadable(error) => {
            (text::cases::file_title(row.path()), text::errors::load_error(error).what, p.stop)
        }
    };
    lines(ui, place, &[(title, theme::bold(Size::Body), p.ink), (below, theme::font(Size::Small), ink)]);
}

fn cell(state: &State, row: &Row, column: Sort, place: Rect, ui: &Ui) {
    let p = palette(ui);
    match (column, row.summary()) {
        (Sort::Urgency, None) => badge(ui, place, text::cases::UNREADABLE, Tone::Stop),
        (_, None) => {}
        (Sort::Urgency, Some(summary)) => {
            let (word, tone) = standing(row, summary);
            badge(ui, place, word, tone);
        }
        (Sort::NextCheck, Some(summary)) => lines(ui, place, &deadline(state, summary, p)),
        (_, Some(summary)) => {
            let day = text::time::day_on(summary.updated_at, state.now, &state.zone);
            lines(ui, place, &[(day, theme::font(Size::Small), p.ink_soft)]);
        }
    }
}

/// How a case stands, as a word and its colour.
fn standing(row: &Row, summary: &Summary) -> (&'static str, Tone) {
    let tone = match (&summary.standing, row.content()) {
        (_, Content::Newer(_)) => return (text::cases::NEWER_SHORT, Tone::Plain),
        (Standing::Open, _) => Tone::Caution,
        (Standing::Solved { .. }, _) => Tone::Ok,
        (Standing::GivenUp, _) => Tone::Plain,
    };
    (text::cases::standing(&summary.standing), tone)
}

/// The deadline and the inquiry at Amazon. An open case whose time is over, or comes today, stands out.
fn deadline(state: &State, summary: &Summary, p: &Palette) -> Vec<(String, FontId, Color32)> {
    let mut lines = Vec::new();
    if let Some(at) = summary.next_check {
        let open = summary.standing == Standing::Open;
        let overdue = open && at < state.now;
        let day = |at: jiff::Timestamp| at.to_zoned(state.zone.clone()).date();
        let (font, ink) = match (overdue, open && day(at) == day(state.now)) {
            (true, _) => (theme::bold(Size::Small), p.stop),
            (false, true) => (theme::bold(Size::Small), p.caution),
            (false, false) => (theme::font(Size::Small), p.ink),
        };
        lines.push((text::cases::deadline(at, overdue, state.now, &state.zone), font, ink));
    }
    if !summary.amazon_case.trim().is_empty() {
        lines.push((text::cases::inquiry(&summary.amazon_case), theme::font(Size::Small), p.ink_soft));
    }
    lines
}

/// A word in a rounded frame, in the middle of the height.
fn badge(ui: &Ui, place: Rect, word: &str, tone: Tone) {
    let p = palette(ui);
    let (strong, soft) = widgets::tone_colors(p, tone);
    let (ink, fill) = if tone == Tone::Plain { (p.ink_soft, p.page) } else { (strong, soft) };
    let text = widgets::one_line(ui, word, theme::bold(Size::Small), ink, place.width() - 4.0 * STEP);
    let size = text.size() + Vec2::new(4.0 * STEP, STEP);
    let frame = Rect::from_min_size(egui::pos2(place.left(), place.center().y - size.y / 2.0), size);
    ui.painter().rect_filled(frame, CornerRadius::same(RADIUS_SMALL), fill);
    ui.painter().galley(frame.min + Vec2::new(2.0 * STEP, STEP / 2.0), text, ink);
}

/// Lines one below the other, together in the middle of the height, each cut where it is too long.
fn lines(ui: &Ui, place: Rect, lines: &[(String, FontId, Color32)]) {
    let shown = lines.iter().filter(|(text, ..)| !text.is_empty());
    let shown: Vec<_> = shown
        .map(|(text, font, ink)| (widgets::one_line(ui, text, font.clone(), *ink, place.width()), *ink))
        .collect();
    let height: f32 = shown.iter().map(|(line, _)| line.size().y).sum();
    let mut top = place.center().y - height / 2.0;
    for (line, ink) in shown {
        let size = line.size();
        ui.painter().galley(egui::pos2(place.left(), top), line, ink);
        top += size.y;
    }
}

/// A small text on at most two lines.
fn wrapped(ui: &Ui, place: Rect, text: &str) {
    let ink = palette(ui).ink_soft;
    let line = widgets::two_lines(ui, text, theme::font(Size::Small), ink, place.width());
    let at = egui::pos2(place.left(), place.center().y - line.size().y / 2.0);
    ui.painter().galley(at, line, ink);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_fill_the_width_and_the_cause_goes_first() {
        for width in [420.0, 640.0, 728.0, 1200.0] {
            let columns = columns(10.0, width);
            assert!(columns.is_sorted_by(|a, b| a.left + a.width + GAP <= b.left + 0.01));
            let last = columns.last().unwrap();
            assert!((last.left + last.width + GAP - (10.0 + width)).abs() < 0.01, "{width}");
            let has_cause = columns.iter().any(|column| column.sort == Sort::Cause);
            assert_eq!(has_cause, width > 740.0, "{width}");
        }
    }
}
