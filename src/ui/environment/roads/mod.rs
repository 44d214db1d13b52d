//! 道すじ: by which road each browser reaches Amazon, as a small picture.

mod picture;
mod rows;

use egui::{Align, Layout, Ui};
use egui_material_icons::icons::ICON_ALT_ROUTE;

use crate::environment::{Report, disagreeing};
use crate::ui::theme::{STEP, palette};
use crate::ui::widgets::{self, Tone};
use crate::ui::{frame, text};

pub(super) use rows::named;

pub(super) fn show(report: &Report, ui: &mut Ui) {
    let rows = rows::rows(report);
    if rows.is_empty() {
        return;
    }
    widgets::card(ui, Tone::Plain, |ui| {
        ui.spacing_mut().item_spacing.y = STEP;
        widgets::title(ui, text::roads::TITLE);
        let intro = text::roads::INTRO.to_owned();
        let gloss = if rows::passes_anything(&rows) { text::roads::GLOSS } else { "" };
        widgets::small(ui, intro + gloss);
        if !disagreeing(&report.routes).is_empty() {
            ui.with_layout(Layout::left_to_right(Align::Min), |ui| {
                widgets::icon(ui, ICON_ALT_ROUTE, palette(ui).caution, "");
                widgets::caution_small(ui, text::roads::DISAGREE);
            });
        }
        for (at, row) in rows.iter().enumerate() {
            ui.add_space(STEP);
            if at > 0 {
                frame::line(ui);
                ui.add_space(2.0 * STEP);
            }
            picture::show(row, ui);
            for remark in &row.remarks {
                widgets::small(ui, remark.as_str());
            }
        }
    });
}
