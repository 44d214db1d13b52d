//! What looks like a secret, before the note is saved.

use egui::Ui;

use crate::app::{Command, Found, GuardCommand, GuardQuestion, GuardStage};
use crate::ui::text;
use crate::ui::theme::{STEP, palette};
use crate::ui::widgets::{self, Tone, Weight};

/// Places that are listed; of more, the number is told.
const LISTED: usize = 6;

pub(super) fn show(question: &GuardQuestion, commands: &mut Vec<Command>, ui: &mut Ui) {
    let stage = question.stage;
    super::head(ui, text::guard::title(stage), text::guard::detail(stage));
    let p = palette(ui);
    widgets::framed(ui, p.card, p.line, egui::Margin::symmetric(12, 10), |ui| {
        ui.spacing_mut().item_spacing.y = STEP / 2.0;
        for (index, found) in question.found.iter().take(LISTED).enumerate() {
            if index > 0 {
                ui.add_space(2.5 * STEP);
            }
            row(found, ui);
        }
        let more = question.found.len().saturating_sub(LISTED);
        if more > 0 {
            widgets::small(ui, text::guard::more(more));
        }
    });
    let blank = (text::guard::BLANK_ALL, Weight::Primary, Command::Guard(GuardCommand::Blank));
    let back = (text::guard::BACK, Weight::Normal, Command::Guard(GuardCommand::Back));
    let keep = |command, weight| (text::guard::keep(stage), weight, Command::Guard(command));
    match stage {
        GuardStage::Asked => {
            super::foot(ui, commands, &[blank, back, keep(GuardCommand::AskToKeep, Weight::Normal)]);
        }
        GuardStage::Sure => {
            super::foot(ui, commands, &[keep(GuardCommand::Keep, Weight::Danger), back]);
        }
    }
}

/// What, where, and the words around it.
fn row(found: &Found, ui: &mut Ui) {
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = egui::Vec2::new(2.0 * STEP, STEP / 2.0);
        widgets::chip(ui, text::guard::kind(found.kind), Tone::Stop);
        widgets::plain_small(ui, text::guard::place(&found.place));
        widgets::small(ui, text::guard::why(found.why));
    });
    widgets::body(ui, found.excerpt.as_str());
}
