//! 改善計画: the plan of action that Amazon asks for after a violation, written part by part, with what is weak told at once.

use egui::{Align, Layout, Margin, Ui, Vec2};
use egui_material_icons::icons::ICON_CLOSE;

use crate::app::{Command, DocumentTab, PlanCommand, PlanField, State, plan_in_front};
use crate::case::{Plan, PlanEntry, PlanSection};
use crate::documents::papers::Paper;
use crate::documents::plan::{Flag, entry_flags, gaps};
use crate::ui::theme::{STEP, palette};
use crate::ui::widgets::{self, Field, Mark, Tone, Weight};
use crate::ui::{frame, text};

use super::inquiry::{may_hand_on, told};
use super::sheet::{self, Release};

/// Shares of the width that the plan's fields and the paper take.
const SHARES: [f32; 2] = [0.55, 0.45];
/// Characters of a field on one line, and of one that holds sentences.
const LIMIT: usize = 400;
const LONG_LIMIT: usize = 4000;

pub(super) fn show(state: &State, commands: &mut Vec<Command>, ui: &mut Ui) {
    let Some((place, plan)) = plan_in_front(state) else {
        none_yet(commands, ui);
        return;
    };
    let release =
        if may_hand_on(state) { Release::Free } else { Release::After(text::plan::NOTHING_TO_HAND_ON) };
    frame::columns(ui, &SHARES, |column, ui| match column {
        0 => {
            frame::head(ui, text::documents::tab(DocumentTab::Plan), |_| {});
            frame::scroll_anew(ui, &plan.id, |ui| {
                plans(state, place, commands, ui);
                write(plan, commands, ui);
                whole(plan, ui);
                promise(ui);
                ui.add_space(2.0 * STEP);
                if widgets::link(ui, text::plan::REMOVE).clicked() {
                    push(commands, PlanCommand::Remove(plan.id.clone()));
                }
            });
        }
        _ => sheet::show(state, Paper::Plan(place), release, commands, ui),
    });
}

fn push(commands: &mut Vec<Command>, command: PlanCommand) {
    commands.push(Command::Plan(command));
}

fn none_yet(commands: &mut Vec<Command>, ui: &mut Ui) {
    frame::single(ui, |ui| {
        widgets::heading(ui, text::documents::tab(DocumentTab::Plan));
        widgets::body(ui, text::plan::NONE_YET);
        widgets::small(ui, text::plan::ONE_VIOLATION);
        promise(ui);
        ui.add_space(2.0 * STEP);
        if widgets::button(ui, text::plan::BEGIN, Weight::Primary).clicked() {
            push(commands, PlanCommand::Add);
        }
    });
}

/// The plans of the note, if there are several, and the way to another one.
fn plans(state: &State, front: usize, commands: &mut Vec<Command>, ui: &mut Ui) {
    let plans = &state.case.plans;
    ui.horizontal_wrapped(|ui| {
        for (place, plan) in plans.iter().enumerate().filter(|_| plans.len() > 1) {
            let name = text::plan::tab(place, &plan.violation);
            if widgets::pill(ui, &name, Mark::when(place == front)).clicked() {
                push(commands, PlanCommand::Show(place));
            }
        }
        if widgets::link(ui, text::plan::ANOTHER).clicked() {
            push(commands, PlanCommand::Add);
        }
    });
    widgets::small(ui, text::plan::ONE_VIOLATION);
    ui.add_space(STEP);
}

fn write(plan: &Plan, commands: &mut Vec<Command>, ui: &mut Ui) {
    let fields = [
        (text::plan::VIOLATION, text::plan::VIOLATION_HINT, &plan.violation),
        (text::plan::IDENTIFIERS, text::plan::IDENTIFIERS_HINT, &plan.identifiers),
    ];
    for (number, (label, hint, content)) in fields.into_iter().enumerate() {
        let mut typed = content.clone();
        let look = Field { label, hint, rows: 1, limit: LIMIT };
        if widgets::field(ui, ("plan", &plan.id, number), look, &mut typed).changed() {
            let id = plan.id.clone();
            push(
                commands,
                match number {
                    0 => PlanCommand::SetViolation(id, typed),
                    _ => PlanCommand::SetIdentifiers(id, typed),
                },
            );
        }
    }
    for section in PlanSection::ALL {
        ui.add_space(3.0 * STEP);
        widgets::title(ui, text::plan::part_heading(section));
        widgets::small(ui, text::plan::prompt(section));
        for (index, entry) in plan.of(section).enumerate() {
            ui.push_id(&entry.id, |ui| statement(plan, entry, index + 1, commands, ui));
        }
        if widgets::link(ui, &text::plan::add_entry(section)).clicked() {
            push(commands, PlanCommand::AddEntry(plan.id.clone(), section));
        }
    }
}

fn statement(plan: &Plan, entry: &PlanEntry, number: usize, commands: &mut Vec<Command>, ui: &mut Ui) {
    let p = palette(ui);
    widgets::framed(ui, p.card, p.line, Margin::same(10), |ui| {
        ui.spacing_mut().item_spacing = Vec2::new(1.5 * STEP, 1.5 * STEP);
        ui.horizontal_top(|ui| {
            ui.with_layout(Layout::right_to_left(Align::Min), |ui| {
                let name = text::plan::remove_entry(entry.section, number);
                if widgets::icon_button(ui, ICON_CLOSE, &name).clicked() {
                    push(commands, PlanCommand::RemoveEntry(plan.id.clone(), entry.id.clone()));
                }
                ui.with_layout(Layout::top_down(Align::Min), |ui| {
                    field(plan, entry, number, PlanField::Text, commands, ui);
                });
            });
        });
        for pair in PlanField::BELOW.chunks(2) {
            ui.columns(2, |columns| {
                for (ui, below) in columns.iter_mut().zip(pair) {
                    field(plan, entry, number, *below, commands, ui);
                }
            });
        }
        flags(entry, ui);
    });
}

fn field(
    plan: &Plan,
    entry: &PlanEntry,
    number: usize,
    field: PlanField,
    commands: &mut Vec<Command>,
    ui: &mut Ui,
) {
    let (rows, limit) = match field {
        PlanField::Text => (3, LONG_LIMIT),
        PlanField::Evidence => (2, LONG_LIMIT),
        PlanField::Identifiers => (2, LIMIT),
        PlanField::Owner | PlanField::Date => (1, LIMIT),
    };
    let mut typed = field.of(entry).clone();
    let label = text::plan::field_label(entry.section, number, field);
    let hint = text::plan::field_hint(entry.section, field);
    let look = Field { label: &label, hint, rows, limit };
    if widgets::field(ui, ("plan-entry", &entry.id, field), look, &mut typed).changed() {
        let (plan, entry) = (plan.id.clone(), entry.id.clone());
        push(commands, PlanCommand::SetEntry { plan, entry, field, text: typed });
    }
}

/// What is weak in a statement, why, and for the first of it an example.
fn flags(entry: &PlanEntry, ui: &mut Ui) {
    let flags = entry_flags(entry);
    let Some(first) = flags.first() else {
        if !entry.text.trim().is_empty() {
            told(ui, Tone::Ok, text::plan::NOTHING_WEAK);
        }
        return;
    };
    for flag in &flags {
        told(ui, Tone::Caution, &text::export::named(text::plan::flag(*flag), text::plan::why(*flag)));
    }
    example(*first, ui);
}

fn example(flag: Flag, ui: &mut Ui) {
    let (weak, strong) = text::plan::examples(flag);
    ui.horizontal_top(|ui| {
        ui.add_space(5.0 * STEP);
        ui.vertical(|ui| {
            widgets::small(ui, text::export::named(text::plan::WEAK, weak));
            widgets::small(ui, text::export::named(text::plan::STRONG, strong));
        });
    });
}

/// What the plan as a whole lacks.
fn whole(plan: &Plan, ui: &mut Ui) {
    ui.add_space(3.0 * STEP);
    widgets::title(ui, text::plan::GAPS);
    let gaps = gaps(plan);
    if gaps.is_empty() {
        told(ui, Tone::Ok, text::plan::NO_GAPS);
    }
    for gap in gaps {
        told(ui, Tone::Caution, &text::plan::gap(gap));
    }
}

fn promise(ui: &mut Ui) {
    ui.add_space(2.0 * STEP);
    told(ui, Tone::Plain, text::plan::NO_PROMISE);
    told(ui, Tone::Plain, text::plan::NAMES);
}
