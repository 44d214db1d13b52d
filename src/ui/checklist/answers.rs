//! これまでの答え: every answer, to change or take back.

use egui::{Align, Layout, Ui};
use egui_material_icons::icons::{ICON_CLOSE, ICON_EDIT};

use crate::app::{Command, State};

use crate::ui::theme::{self, Size, palette};
use crate::ui::{text, widgets};

/// Share of the width that what was asked takes, the rest being the answer.
const ASKED: f32 = 0.4;
/// Height of a row, in points.
const ROW: f32 = 24.0;

pub(super) fn show(state: &State, commands: &mut Vec<Command>, ui: &mut Ui) {
    widgets::title(ui, text::checklist::ANSWERS);
    let knowledge = state.model.knowledge();
    let stage =
        state.case.stage.as_deref().and_then(|id| knowledge.stage(id)).map(|stage| stage.label.clone());
    let message = Some(state.case.message.trim()).filter(|message| !message.is_empty());
    let before = [("stage", stage), ("message", message.map(|message| format!("「{message}」")))];
    let mut any = false;
    for (id, answer) in before.into_iter().filter_map(|(id, answer)| Some((id, answer?))) {
        any = true;
        row(state, id, &answer, commands, ui);
    }
    for answer in state.case.answers.iter().filter(|answer| answer.id != "message") {
        any = true;
        let label = text::triage::answer_label(knowledge, &answer.id, &answer.outcome);
        row(state, &answer.id, label, commands, ui);
    }
    if !any {
        widgets::note(ui, text::checklist::NO_ANSWERS);
    }
}

fn row(state: &State, id: &str, answer: &str, commands: &mut Vec<Command>, ui: &mut Ui) {
    let knowledge = state.model.knowledge();
    let asked = text::triage::asked(knowledge, id);
    // Answers that this program does not know, from a newer one, stay in the note and are shown by their id.
    let (asked, answer) = if asked.is_empty() { (id, "") } else { (asked, answer) };
    ui.horizontal(|ui| {
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            if widgets::icon_button(ui, ICON_CLOSE, &text::checklist::clear(asked)).clicked() {
                commands.push(Command::Clear(id.to_owned()));
            }
            let step = knowledge.asked_by(id).or_else(|| knowledge.step(id)).map(|step| step.id.clone());
            if let Some(step) = step
                && widgets::icon_button(ui, ICON_EDIT, &text::checklist::change(asked)).clicked()
            {
                commands.push(Command::ChooseStep(Some(step)));
            }
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                let p = palette(ui);
                let width = ui.available_width();
                let shown = |text: &str, font, color| {
                    egui::Label::new(widgets::wrapped(text, font, color)).truncate()
                };
                ui.add_sized(
                    [width * ASKED, ROW],
                    shown(asked, theme::font(Size::Small), p.ink_soft).halign(Align::Min),
                );
                ui.add(shown(answer, theme::font(Size::Body), p.ink));
            });
        });
    });
}
