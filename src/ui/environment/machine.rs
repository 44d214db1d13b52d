//! このPC: clock, names, certificate and disk in a few lines, each fine, worth a look, or not known.

mod rows;

use egui::{Layout, Ui, Vec2};
use egui_material_icons::icons::{ICON_CHECK_CIRCLE, ICON_ERROR, ICON_HELP};

use crate::app::Command;
use crate::environment::{MACHINE, Report};
use crate::ui::text;
use crate::ui::theme::{STEP, palette};
use crate::ui::widgets::{self, Tone};

use super::browsers;
use rows::{Row, Seen};

/// The width of a line's name, in points.
const NAME: f32 = 86.0;

pub(super) fn show(report: &Report, commands: &mut Vec<Command>, ui: &mut Ui) {
    widgets::card(ui, Tone::Plain, |ui| {
        ui.spacing_mut().item_spacing.y = STEP;
        widgets::title(ui, text::machine::TITLE);
        for row in rows::rows(report) {
            line(&row, ui);
        }
        if report.machine.online.is_none() {
            widgets::small(ui, text::machine::BY_CHECK);
        }
        // Without findings nothing is said: the lines above may ask for care nevertheless.
        if report.findings.iter().any(|finding| finding.owner() == MACHINE) {
            browsers::stands_out(report, MACHINE, commands, ui);
        }
    });
}

fn line(row: &Row, ui: &mut Ui) {
    let p = palette(ui);
    let (icon, color, word) = match row.seen {
        Seen::Fine => (ICON_CHECK_CIRCLE, p.ok, text::machine::FINE),
        Seen::Caution => (ICON_ERROR, p.caution, text::machine::CAUTION),
        Seen::Unknown => (ICON_HELP, p.ink_soft, text::machine::NOT_SEEN),
    };
    ui.with_layout(Layout::left_to_right(egui::Align::Min), |ui| {
        ui.spacing_mut().item_spacing.x = 1.5 * STEP;
        ui.spacing_mut().interact_size.y = 0.0;
        widgets::icon(ui, icon, color, word);
        ui.allocate_ui_with_layout(Vec2::new(NAME, 0.0), Layout::left_to_right(egui::Align::Min), |ui| {
            ui.set_min_width(NAME);
            widgets::small(ui, row.name);
        });
        ui.vertical(|ui| match row.seen {
            Seen::Fine => widgets::plain_small(ui, row.value.as_str()),
            Seen::Caution => widgets::caution_small(ui, row.value.as_str()),
            Seen::Unknown => widgets::small(ui, row.value.as_str()),
        });
    });
}
