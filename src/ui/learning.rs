//! Learning from own cases: the switch in the settings, and which cases count.

use egui::{ScrollArea, Ui};

use crate::app::{Command, Counting, Dialog, LearningCommand, OwnCases, State};

use super::dialogs::{foot, head};
use super::text;
use super::theme::STEP;
use super::widgets::{self, Mark, Weight};

/// The highest that the list of cases gets, in points.
const LIST_HEIGHT: f32 = 360.0;

/// The part of the settings.
pub(super) fn show(state: &State, commands: &mut Vec<Command>, ui: &mut Ui) {
    widgets::title(ui, text::learning::TITLE);
    widgets::note(ui, text::learning::DETAIL);
    ui.horizontal(|ui| {
        for way in [OwnCases::Learn, OwnCases::Ignore] {
            let mark = Mark::when(state.settings.own_cases == way);
            if widgets::segment(ui, text::learning::way(way), mark).clicked() {
                commands.push(Command::Learn(LearningCommand::Use(way)));
            }
        }
    });
    ui.horizontal(|ui| {
        widgets::body(ui, text::learning::count(state.learning.cases.len()));
        if widgets::link(ui, text::learning::WHICH).clicked() {
            commands.push(Command::Ask(Dialog::OwnCases));
        }
        // In the same line: nothing below moves when it comes and goes, while somebody aims at it.
        counting(state.learning.counting, ui);
    });
}

/// The dialog that lists the cases by their causes.
pub(super) fn which(state: &State, commands: &mut Vec<Command>, ui: &mut Ui) {
    head(ui, text::learning::WHICH_TITLE, text::learning::WHICH_DETAIL);
    let cases = &state.learning.cases;
    if cases.is_empty() {
        widgets::note(ui, text::learning::NONE);
    }
    ScrollArea::vertical().max_height(LIST_HEIGHT).auto_shrink([false, true]).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = STEP;
        for same in cases.chunk_by(|a, b| a.cause == b.cause) {
            let Some(first) = same.first() else { continue };
            // A cause of another program's knowledge is told by its id.
            let label = Some(text::triage::cause(state.model.knowledge(), &first.cause));
            let label = label.filter(|label| !label.is_empty()).unwrap_or(&first.cause);
            widgets::strong(ui, text::learning::cause(label, same.len()));
            for case in same {
                let day = text::time::day_on(case.updated_at, state.now, &state.zone);
                widgets::small(ui, text::learning::case(&case.title, &case.shop, &day));
            }
            ui.add_space(STEP);
        }
    });
    counting(state.learning.counting, ui);
    let buttons = [
        (text::dialogs::CLOSE, Weight::Primary, Command::CloseDialog),
        (text::learning::COUNT, Weight::Normal, Command::Learn(LearningCommand::Count)),
    ];
    foot(ui, commands, &buttons);
}

fn counting(counting: Counting, ui: &mut Ui) {
    match counting {
        Counting::Idle => {}
        Counting::Running | Counting::Again => {
            widgets::small(ui, text::learning::COUNTING);
        }
        Counting::Failed => {
            widgets::caution_small(ui, text::learning::FAILED);
        }
    }
}
