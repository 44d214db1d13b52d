//! Two states of a note side by side.

use egui::{Grid, Margin, ScrollArea, Ui, Vec2};

use crate::app::State;
use crate::case::Difference;
use crate::ui::text;
use crate::ui::theme::{STEP, palette};
use crate::ui::widgets;

/// No higher than this, so that the buttons stay on the screen.
const HEIGHT: f32 = 280.0;
/// The name of the field, then both states.
const LABEL: f32 = 120.0;

/// What differs; `sides` are the names of the first and the second state.
pub(super) fn show(state: &State, id: &str, differences: &[Difference], sides: [&str; 2], ui: &mut Ui) {
    if differences.is_empty() {
        widgets::small(ui, text::keeping::NO_DIFFERENCE);
        return;
    }
    let p = palette(ui);
    widgets::framed(ui, p.page, p.line, Margin::same(10), |ui| {
        ScrollArea::vertical().id_salt(id).max_height(HEIGHT).show(ui, |ui| {
            let width = (ui.available_width() - LABEL - 6.0 * STEP) / 2.0;
            Grid::new(id).num_columns(3).spacing(Vec2::new(2.0 * STEP, 2.0 * STEP)).show(ui, |ui| {
                cell(ui, LABEL, |ui| widgets::small(ui, ""));
                for side in sides {
                    cell(ui, width, |ui| widgets::small(ui, side));
                }
                ui.end_row();
                for difference in differences {
                    cell(ui, LABEL, |ui| widgets::strong(ui, text::merge::field(difference.field)));
                    for said in [&difference.first, &difference.second] {
                        let shown = text::keeping::said(state.model.knowledge(), difference, said);
                        cell(ui, width, |ui| widgets::body(ui, shown));
                    }
                    ui.end_row();
                }
            });
        });
    });
}

fn cell<R>(ui: &mut Ui, width: f32, contents: impl FnOnce(&mut Ui) -> R) {
    ui.vertical(|ui| {
        ui.set_width(width);
        contents(ui);
    });
}
