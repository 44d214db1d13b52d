//! The answers of a step: outcomes as buttons, the stages as a list, the message as a field.

use egui::{FontId, Ui, Vec2};

use crate::app::{Command, Rest, State};
use crate::knowledge::{Observation, Outcome, PROTECT_OUTCOMES, REPAIR_OUTCOMES, Spends, Step, StepKind};

use crate::triage::Evidence;
use crate::ui::text;
use crate::ui::theme::{self, BUTTON_HEIGHT, STEP, Size, palette};
use crate::ui::widgets::{self, Field, Mark, Tone, Weight};

/// Steps with more observations than this are answered as a list, with one button for all that is no.
const LONG_LIST: usize = 4;
/// Characters of a pasted message that are kept.
const MESSAGE_LIMIT: usize = 4_000;

pub(super) fn show(state: &State, step: &Step, commands: &mut Vec<Command>, ui: &mut Ui) {
    counters(state, step, commands, ui);
    match step.kind {
        StepKind::Question | StepKind::Test | StepKind::Temptation => observations(state, step, commands, ui),
        StepKind::Repair => ends(state, step, &REPAIR_OUTCOMES, commands, ui),
        StepKind::Protect => ends(state, step, &PROTECT_OUTCOMES, commands, ui),
    }
}

fn observations(state: &State, step: &Step, commands: &mut Vec<Command>, ui: &mut Ui) {
    if step.observes.len() > LONG_LIST {
        return many(state, step, commands, ui);
    }
    let knowledge = state.model.knowledge();
    let single = step.observes.len() == 1;
    for id in &step.observes {
        match id.as_str() {
            "stage" => stages(state, commands, ui),
            "message" => message(state, commands, ui),
            id => {
                if let Some(observation) = knowledge.observation(id) {
                    if !single {
                        ui.add_space(STEP);
                        widgets::strong(ui, observation.question.as_str());
                    }
                    outcomes(state, observation, commands, ui);
                }
            }
        }
    }
    ui.add_space(STEP);
    if !single {
        ui.horizontal_wrapped(|ui| {
            if widgets::button(ui, text::checklist::GO_ON, Weight::Primary).clicked() {
                commands.push(rest(step, Rest::Unknown));
            }
            later(step, commands, ui);
        });
    } else if step.observes.first().is_some_and(|id| id != "stage") {
        later(step, commands, ui);
    }
}

fn rest(step: &Step, rest: Rest) -> Command {
    Command::AnswerRest { step: step.id.clone(), rest }
}

fn later(step: &Step, commands: &mut Vec<Command>, ui: &mut Ui) {
    if widgets::link(ui, text::triage::LATER).clicked() {
        commands.push(rest(step, Rest::Later));
    }
}

/// Many questions as one: choose what applies, the rest is no.
fn many(state: &State, step: &Step, commands: &mut Vec<Command>, ui: &mut Ui) {
    let knowledge = state.model.knowledge();
    let observations = step.observes.iter().filter_map(|id| knowledge.observation(id));
    let told: Vec<(&Observation, &Outcome)> = observations
        .flat_map(|observation| observation.outcomes.iter().map(move |outcome| (observation, outcome)))
        .filter(|(_, outcome)| !["no", "none"].contains(&outcome.id.as_str()))
        .collect();
    let labels: Vec<&str> = told.iter().map(|(_, outcome)| outcome.said.as_str()).collect();
    let size = even_size(ui, &labels, &theme::font(Size::Body));
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().button_padding.x = STEP;
        for (observation, outcome) in told {
            let given = state.case.answer(&observation.id) == Some(outcome.id.as_str());
            let font = theme::font(Size::Body);
            if widgets::answer(ui, &outcome.said, size, font, Mark::when(given)).clicked() {
                commands.push(Command::ChooseStep(Some(step.id.clone())));
                commands.push(if given {
                    Command::Clear(observation.id.clone())
                } else {
                    Command::Answer { id: observation.id.clone(), outcome: outcome.id.clone() }
                });
            }
        }
    });
    ui.add_space(STEP);
    ui.horizontal_wrapped(|ui| {
        if widgets::button(ui, text::checklist::REST_IS_NO, Weight::Primary).clicked() {
            commands.push(rest(step, Rest::No));
        }
        if widgets::button(ui, text::checklist::REST_IS_UNKNOWN, Weight::Normal).clicked() {
            commands.push(rest(step, Rest::Unknown));
        }
        later(step, commands, ui);
    });
}

fn stages(state: &State, commands: &mut Vec<Command>, ui: &mut Ui) {
    ui.spacing_mut().item_spacing.y = 1.5 * STEP;
    for stage in &state.model.knowledge().stages {
        let chosen = state.case.stage.as_ref() == Some(&stage.id);
        if widgets::choice(ui, &stage.label, &stage.help, Mark::when(chosen)).clicked() {
            commands.push(Command::SetStage(stage.id.clone()));
        }
    }
}

fn message(state: &State, commands: &mut Vec<Command>, ui: &mut Ui) {
    let mut typed = state.case.message.clone();
    let look = Field {
        label: text::checklist::MESSAGE,
        hint: text::checklist::MESSAGE_HINT,
        rows: 3,
        limit: MESSAGE_LIMIT,
    };
    if widgets::field(ui, "message", look, &mut typed).changed() {
        commands.push(Command::SetMessage(typed));
    }
    let matches = state.assessment.evidence.as_ref().map(Evidence::matches).unwrap_or_default();
    let knowledge = state.model.knowledge();
    for found in matches.iter().filter_map(|found| knowledge.message(&found.id)) {
        let wording = found.texts.first().map(String::as_str).unwrap_or_default();
        widgets::small(ui, format!("{}「{wording}」", text::checklist::MATCH));
    }
    if matches.is_empty() && !state.case.message.trim().is_empty() {
        widgets::small(ui, text::checklist::NO_MATCH);
    }
}

fn outcomes(state: &State, observation: &Observation, commands: &mut Vec<Command>, ui: &mut Ui) {
    let mut answers: Vec<(&str, &str)> =
        observation.outcomes.iter().map(|outcome| (outcome.id.as_str(), outcome.label.as_str())).collect();
    answers.push(("unknown", text::triage::UNKNOWN));
    buttons(state, &observation.id, &answers, commands, ui);
}

/// Equal buttons, as many in a row as their texts allow.
fn buttons(state: &State, id: &str, answers: &[(&str, &str)], commands: &mut Vec<Command>, ui: &mut Ui) {
    let given = state.case.answer(id);
    let labels: Vec<&str> = answers.iter().map(|(_, label)| *label).collect();
    let size = even_size(ui, &labels, &theme::bold(Size::Body));
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().button_padding.x = STEP;
        for (outcome, label) in answers {
            let font = if *outcome == "unknown" { theme::font(Size::Body) } else { theme::bold(Size::Body) };
            let pressed = widgets::answer(ui, label, size, font, Mark::when(given == Some(*outcome)));
            if pressed.clicked() {
                commands.push(Command::Answer { id: id.to_owned(), outcome: (*outcome).to_owned() });
            }
        }
    });
}

/// The size of equal buttons in rows of even length: four answers are 4 or 2 + 2, never 3 + 1.
fn even_size(ui: &Ui, labels: &[&str], font: &FontId) -> Vec2 {
    let gap = ui.spacing().item_spacing.x;
    let widest = labels.iter().map(|label| text_width(ui, label, font)).fold(0.0, f32::max) + 4.0 * STEP;
    let room = ui.available_width();
    let fitting = ((room + gap) / (widest + gap)).floor().max(1.0);
    let columns = fitting.min(labels.len() as f32);
    let rows = (labels.len() as f32 / columns).ceil();
    let columns = (labels.len() as f32 / rows).ceil();
    Vec2::new(((room - gap * (columns - 1.0)) / columns).floor(), BUTTON_HEIGHT)
}

fn text_width(ui: &Ui, text: &str, font: &FontId) -> f32 {
    let color = egui::Color32::PLACEHOLDER;
    ui.painter().layout_no_wrap(text.to_owned(), font.clone(), color).size().x
}

fn ends(state: &State, step: &Step, outcomes: &[&str], commands: &mut Vec<Command>, ui: &mut Ui) {
    let knowledge = state.model.knowledge();
    let answers: Vec<(&str, &str)> = outcomes
        .iter()
        .map(|outcome| (*outcome, text::triage::answer_label(knowledge, &step.id, outcome)))
        .collect();
    buttons(state, &step.id, &answers, commands, ui);
    end_later(step, commands, ui);
}

fn end_later(step: &Step, commands: &mut Vec<Command>, ui: &mut Ui) {
    if widgets::link(ui, text::triage::LATER).clicked() {
        commands.push(Command::Answer { id: step.id.clone(), outcome: "later".to_owned() });
    }
}

/// Tries that the step uses up, and a stop when there were enough.
fn counters(state: &State, step: &Step, commands: &mut Vec<Command>, ui: &mut Ui) {
    let case = &state.case;
    let knowledge = state.model.knowledge();
    for (spends, count) in
        [(Spends::PasswordTry, case.password_tries), (Spends::CodeRequest, case.code_requests)]
    {
        let Some(limit) = knowledge.limit(spends) else {
            continue;
        };
        if step.spends != Some(spends) && count == 0 {
            continue;
        }
        ui.horizontal_wrapped(|ui| {
            widgets::small(ui, text::triage::count(spends, count));
            if widgets::link(ui, text::checklist::count_one(spends)).clicked() {
                commands.push(Command::Count(spends));
            }
        });
        if count >= limit {
            stop(spends, commands, ui);
        } else if count + 1 == limit && count > 0 {
            let nearly = match spends {
                Spends::PasswordTry => text::checklist::NEARLY_PASSWORDS,
                Spends::CodeRequest => text::checklist::NEARLY_CODES,
            };
            let caution = palette(ui).caution;
            widgets::label(ui, nearly, theme::font(Size::Small), caution);
        }
    }
}

fn stop(spends: Spends, commands: &mut Vec<Command>, ui: &mut Ui) {
    let (warning, recount) = match spends {
        Spends::PasswordTry => (text::checklist::STOP_PASSWORDS, text::checklist::RECOUNT),
        Spends::CodeRequest => (text::checklist::STOP_CODES, text::checklist::RECOUNT_CODES),
    };
    widgets::card(ui, Tone::Caution, |ui| {
        widgets::body(ui, warning);
        if widgets::link(ui, recount).clicked() {
            commands.push(Command::ResetCount(spends));
        }
    });
}
