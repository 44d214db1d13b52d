//! Further facts, each with its own label.

use egui::{Align, Layout, Ui};
use egui_material_icons::icons::ICON_CLOSE;

use crate::app::{Command, State};
use crate::ui::text;
use crate::ui::widgets::{self, Field};

use super::{LIMIT, LONG_LIMIT};

pub(super) fn show(state: &State, commands: &mut Vec<Command>, ui: &mut Ui) {
    for (index, fact) in state.case.facts.iter().enumerate() {
        let (mut label, mut content) = (fact.label.clone(), fact.text.clone());
        let mut changed = false;
        ui.horizontal_top(|ui| {
            ui.with_layout(Layout::right_to_left(Align::Min), |ui| {
                if widgets::icon_button(ui, ICON_CLOSE, &text::note::remove_fact(index + 1)).clicked() {
                    commands.push(Command::RemoveFact(index));
                }
                ui.with_layout(Layout::top_down(Align::Min), |ui| {
                    let look = Field { label: text::note::FACT_LABEL, hint: "", rows: 1, limit: LIMIT };
                    changed |= widgets::field(ui, ("fact-label", index), look, &mut label).changed();
                    let look = Field { label: text::note::FACT_TEXT, hint: "", rows: 2, limit: LONG_LIMIT };
                    changed |= widgets::field(ui, ("fact-text", index), look, &mut content).changed();
                });
            });
        });
        if changed {
            commands.push(Command::SetFact(index, label, content));
        }
    }
    if widgets::link(ui, text::note::ADD_FACT).clicked() {
        commands.push(Command::AddFact);
    }
}
