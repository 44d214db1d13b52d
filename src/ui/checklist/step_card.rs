//! The card with the step to do now: what, why, how long, by whom, at what risk.

use egui::{Align, CollapsingHeader, Layout, Margin, Ui};

use crate::app::{Command, State, admins, backup_holders};
use crate::knowledge::{Risk, Step, StepKind, Who};
use crate::triage::NextStep;

use super::{BACKUP, SECOND_ADMIN, step_form};
use crate::ui::opening::link_buttons;
use crate::ui::text;
use crate::ui::theme::{self, STEP, Size, palette};
use crate::ui::widgets::{self, Tone};

/// How many other steps are offered below the card.
const OTHERS: usize = 3;

pub(super) fn show(state: &State, commands: &mut Vec<Command>, ui: &mut Ui) {
    let knowledge = state.model.knowledge();
    match state.current_step().and_then(|id| knowledge.step(id)) {
        Some(step) => card(state, step, commands, ui),
        None => nothing_left(ui),
    }
    others(state, commands, ui);
}

fn card(state: &State, step: &Step, commands: &mut Vec<Command>, ui: &mut Ui) {
    let p = palette(ui);
    let (line, fill) = if is_urgent(step) { (p.caution, p.caution_soft) } else { (p.accent, p.pane) };
    widgets::framed(ui, fill, line, Margin::same(16), |ui| {
        header(state, step, commands, ui);
        widgets::heading(ui, heading(state, step));
        chips(step, ui);
        in_the_ledger(state, step, ui);
        why(state, step, ui);
        // The stages explain themselves.
        if !asks_stage(step) {
            how(step, ui);
        }
        link_buttons(state, &step.links, commands, ui);
        ui.add_space(STEP);
        step_form::show(state, step, commands, ui);
    });
}

fn is_urgent(step: &Step) -> bool {
    step.urgent.is_some()
}

fn header(state: &State, step: &Step, commands: &mut Vec<Command>, ui: &mut Ui) {
    let chosen = state.chosen_step.as_deref() == Some(step.id.as_str());
    let best = state.assessment.next.first().is_some_and(|next| next.step == step.id);
    let over = match (is_urgent(step), chosen && !best) {
        (true, _) => text::checklist::URGENT,
        (false, true) => text::checklist::CHOSEN,
        (false, false) => text::checklist::NEXT,
    };
    ui.horizontal(|ui| {
        widgets::small(ui, over);
        if state.case.round > 0 {
            widgets::small(ui, text::checklist::round(state.case.round + 1));
        }
        if chosen && !best {
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                if widgets::link(ui, text::checklist::BACK_TO_NEXT).clicked() {
                    commands.push(Command::ChooseStep(None));
                }
            });
        }
    });
}

/// A single question is the heading itself.
fn heading(state: &State, step: &Step) -> String {
    let asks = matches!(step.kind, StepKind::Question | StepKind::Test);
    match step.observes.as_slice() {
        [only] if asks => {
            let question =
                state.model.knowledge().observation(only).map(|observation| observation.question.clone());
            question.unwrap_or_else(|| step.label.clone())
        }
        _ => step.label.clone(),
    }
}

fn asks_stage(step: &Step) -> bool {
    step.observes.iter().any(|id| id == "stage")
}

fn chips(step: &Step, ui: &mut Ui) {
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 1.5 * STEP;
        widgets::chip(ui, &text::triage::minutes(step), Tone::Plain);
        widgets::chip(ui, text::triage::who(step.who), Tone::Plain);
        let tone = match step.risk {
            Risk::None | Risk::Low => Tone::Plain,
            Risk::Medium => Tone::Caution,
            Risk::High => Tone::Stop,
        };
        widgets::chip(ui, text::triage::risk(step), tone);
    });
}

/// Who that is, where the access ledger says it: for steps of an administrator, and for those that ask about a backup.
fn in_the_ledger(state: &State, step: &Step, ui: &mut Ui) {
    let Some(ledger) = state.ledger.open() else { return };
    let today = state.now.to_zoned(state.zone.clone()).date();
    let asks = |observation: &str| step.observes.iter().any(|id| id == observation);
    if step.who == Who::Admin || asks(SECOND_ADMIN) {
        let admins = admins(ledger, &state.case.shop, today);
        if !admins.is_empty() {
            widgets::plain_small(ui, text::ledger::admins(&admins));
        }
    }
    if asks(BACKUP) {
        let holders = backup_holders(ledger, &state.case.shop, today);
        if !holders.is_empty() {
            widgets::plain_small(ui, text::ledger::backups(&holders));
        }
    }
}

fn why(state: &State, step: &Step, ui: &mut Ui) {
    let next: Option<&NextStep> = state.assessment.next.iter().find(|next| next.step == step.id);
    let separates = next.and_then(|next| text::triage::separates(next.separates)).unwrap_or_default();
    widgets::small(ui, format!("{}{separates}", step.why));
    if !step.risk_note.is_empty() && step.risk >= Risk::Medium {
        let caution = palette(ui).caution;
        let line = format!("{}：{}", text::checklist::RISK, step.risk_note);
        widgets::label(ui, line, theme::font(Size::Small), caution);
    }
}

/// Folded where the answer is mostly known without it: questions, and all that is asked at the beginning.
fn how(step: &Step, ui: &mut Ui) {
    if step.how.is_empty() {
        return;
    }
    let acts = step.kind != StepKind::Question && step.opening.is_none();
    let title = widgets::wrapped(text::checklist::HOW, theme::font(Size::Small), palette(ui).ink_soft);
    let folded = CollapsingHeader::new(title).id_salt(&step.id).default_open(acts);
    folded.show_unindented(ui, |ui| {
        for (number, line) in step.how.iter().enumerate() {
            ui.horizontal_top(|ui| {
                ui.spacing_mut().item_spacing.x = 1.5 * STEP;
                let soft = palette(ui).ink_soft;
                widgets::label(ui, format!("{}.", number + 1), theme::font(Size::Body), soft);
                widgets::body(ui, text::keys::on(widgets::keyboard(ui), line));
            });
        }
    });
}

fn nothing_left(ui: &mut Ui) {
    widgets::card(ui, Tone::Plain, |ui| {
        widgets::title(ui, text::checklist::NOTHING_NEXT);
        widgets::note(ui, text::checklist::NOTHING_NEXT_DETAIL);
    });
}

/// The next best steps, to choose from.
fn others(state: &State, commands: &mut Vec<Command>, ui: &mut Ui) {
    let knowledge = state.model.knowledge();
    let current = state.current_step();
    let begun = state.assessment.answered() > 0;
    let others = state.assessment.next.iter().filter(|next| begun && Some(next.step.as_str()) != current);
    let others: Vec<&Step> = others.filter_map(|next| knowledge.step(&next.step)).take(OTHERS).collect();
    if others.is_empty() {
        return;
    }
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = egui::Vec2::new(3.0 * STEP, STEP);
        ui.spacing_mut().interact_size.y = 0.0;
        widgets::small(ui, text::checklist::OTHER_STEPS);
        for step in others {
            if widgets::link(ui, &step.label).clicked() {
                commands.push(Command::ChooseStep(Some(step.id.clone())));
            }
        }
    });
}
