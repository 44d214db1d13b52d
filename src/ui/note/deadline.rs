//! The next look and the id of the inquiry, near the top, once there are any.

use egui::{Margin, Ui};
use egui_material_icons::icons::{ICON_CONTENT_COPY, ICON_SCHEDULE};

use crate::app::{Command, State};
use crate::ui::text;
use crate::ui::theme::{self, STEP, Size, palette};
use crate::ui::widgets;

pub(super) fn show(state: &State, commands: &mut Vec<Command>, ui: &mut Ui) {
    let case = &state.case;
    let amazon_case = case.amazon_case.trim();
    if case.next_check.is_none() && amazon_case.is_empty() {
        return;
    }
    let p = palette(ui);
    // A closed case waits for nobody.
    let overdue =
        case.outcome.is_none() && case.next_check.as_ref().is_some_and(|at| at.timestamp() <= state.now);
    let (fill, line, ink) =
        if overdue { (p.stop_soft, p.stop, p.stop) } else { (p.accent_soft, p.accent_soft, p.accent) };
    widgets::framed(ui, fill, line, Margin::symmetric(10, 8), |ui| {
        ui.spacing_mut().item_spacing = egui::Vec2::new(1.5 * STEP, STEP);
        if let Some(at) = &case.next_check {
            ui.horizontal_wrapped(|ui| {
                widgets::icon(ui, ICON_SCHEDULE, ink, "");
                widgets::label(ui, text::note::NEXT_CHECK, theme::font(Size::Small), p.ink_soft);
                widgets::label(ui, text::time::short(at, state.now), theme::bold(Size::Body), ink);
                if overdue {
                    widgets::label(ui, text::note::OVERDUE, theme::font(Size::Small), ink);
                }
            });
        }
        if !amazon_case.is_empty() {
            ui.horizontal_wrapped(|ui| {
                widgets::label(ui, text::note::CASE_ID, theme::font(Size::Small), p.ink_soft);
                widgets::label(ui, amazon_case, theme::bold(Size::Body), p.ink);
                if widgets::small_icon_button(ui, ICON_CONTENT_COPY, text::note::COPY_CASE_ID).clicked() {
                    commands.push(Command::Copy(amazon_case.to_owned()));
                }
            });
        }
    });
}
