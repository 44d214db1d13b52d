//! チェックリスト: moving and recovering two-step verification, step by step.

use egui::{CollapsingHeader, Margin, Ui, Vec2};
use egui_material_icons::icons::ICON_LOCK;

use crate::app::opening::link_now;
use crate::app::{ChecklistCommand, Command, ExportCommand, ExportOf, State, list_in_front, suggested_list};
use crate::documents::checklists::{Item, ItemState, Label, List, Standing, table};
use crate::documents::papers::Paper;
use crate::knowledge::{Hazard, HazardRule};
use crate::ui::theme::{self, STEP, Size, palette};
use crate::ui::widgets::{self, Mark, Tone, Weight};
use crate::ui::{frame, text};

/// Shares of the width that the choice of lists and the list in front take.
const SHARES: [f32; 2] = [0.3, 0.7];
/// Width of the bar of progress.
const BAR: f32 = 120.0;

pub(super) fn show(state: &State, commands: &mut Vec<Command>, ui: &mut Ui) {
    let Some(list) = list_in_front(state) else { return };
    frame::columns(ui, &SHARES, |column, ui| match column {
        0 => choice(state, list, commands, ui),
        _ => in_front(state, list, commands, ui),
    });
}

/// The list in front as a paper.
pub(super) fn paper(state: &State) -> Option<Paper> {
    list_in_front(state).map(|list| Paper::Checklist(&list.id))
}

fn choice(state: &State, chosen: &List, commands: &mut Vec<Command>, ui: &mut Ui) {
    frame::head(ui, text::checklists::WHICH, |_| {});
    let suggested = suggested_list(state);
    frame::scroll(ui, |ui| {
        for list in &table().lists {
            let fits = suggested.is_some_and(|suggested| suggested.id == list.id);
            let progress = text::checklists::progress(list.done(&state.case.ticks), list.items.len());
            let detail =
                if fits { text::export::in_brackets(&progress, text::checklists::FITS) } else { progress };
            let mark = Mark::when(list.id == chosen.id);
            if widgets::choice(ui, &list.label, &detail, mark).clicked() {
                push(commands, ChecklistCommand::Choose(list.id.clone()));
            }
        }
        ui.add_space(STEP);
        widgets::small(ui, text::checklists::ABOUT);
    });
}

fn push(commands: &mut Vec<Command>, command: ChecklistCommand) {
    commands.push(Command::Checklists(command));
}

fn in_front(state: &State, list: &List, commands: &mut Vec<Command>, ui: &mut Ui) {
    frame::head(ui, &list.label, |ui| {
        let export = widgets::button(ui, text::checklists::EXPORT, Weight::Normal).clicked();
        if let (true, Some(paper)) = (export, paper(state)) {
            commands.push(Command::Export(ExportCommand::Begin(ExportOf::Paper(paper))));
        }
    });
    let states = list.states(&state.case.ticks);
    let done = states.iter().filter(|state| state.is_done()).count();
    ui.horizontal(|ui| {
        widgets::bar(ui, share(done, states.len()), BAR, palette(ui).accent);
        widgets::small(ui, text::checklists::progress_told(done, states.len()));
        if suggested_list(state).is_some_and(|suggested| suggested.id == list.id) {
            widgets::chip(ui, text::checklists::FITS, Tone::Ok);
        }
    });
    frame::scroll_anew(ui, &list.id, |ui| {
        widgets::small(ui, list.about.as_str());
        ui.add_space(STEP);
        for item in &states {
            ui.push_id(&item.item.id, |ui| show_item(state, list, item, commands, ui));
        }
        avoid(state, list, ui);
    });
}

/// A part of a whole, from 0 to 1.
fn share(done: usize, all: usize) -> f64 {
    let of = |count: usize| f64::from(u32::try_from(count).unwrap_or(u32::MAX));
    of(done) / of(all.max(1))
}

fn show_item(state: &State, list: &List, item: &ItemState<'_, '_>, commands: &mut Vec<Command>, ui: &mut Ui) {
    let ids = || (list.id.clone(), item.item.id.clone());
    let label = item.item.says(state.model.knowledge());
    let p = palette(ui);
    match &item.standing {
        Standing::Done => {
            widgets::framed(ui, p.ok_soft, p.ok_soft, margin(), |ui| {
                if widgets::check(ui, label, Mark::Chosen).clicked() {
                    let (list, item) = ids();
                    push(commands, ChecklistCommand::Untick(list, item));
                }
                below(ui, |ui| since(state, item, ui));
            });
        }
        Standing::Open => {
            widgets::framed(ui, p.pane, p.accent, margin(), |ui| {
                if widgets::check(ui, label, Mark::Open).clicked() {
                    let (list, item) = ids();
                    push(commands, ChecklistCommand::Tick(list, item));
                }
                below(ui, |ui| open(state, item.item, commands, ui));
            });
        }
        Standing::Locked(waits) => {
            widgets::framed(ui, p.card, p.line, margin(), |ui| locked(state, item, waits, ui));
        }
    }
}

fn margin() -> Margin {
    Margin::symmetric(12, 8)
}

/// What stands below an item's label, as far in as that.
fn below(ui: &mut Ui, contents: impl FnOnce(&mut Ui)) {
    ui.horizontal_top(|ui| {
        ui.add_space(6.0 * STEP);
        ui.vertical(|ui| {
            ui.spacing_mut().item_spacing = Vec2::new(2.0 * STEP, STEP);
            contents(ui);
        });
    });
}

fn since(state: &State, item: &ItemState<'_, '_>, ui: &mut Ui) {
    if let Some(tick) = item.tick {
        let at = text::time::clock_on(tick.at, state.now, &state.zone);
        widgets::small(ui, text::checklists::done(&at, &tick.by));
    }
}

fn open(state: &State, item: &Item, commands: &mut Vec<Command>, ui: &mut Ui) {
    let knowledge = state.model.knowledge();
    widgets::small(ui, text::checklists::who_and_long(item, knowledge));
    for reason in item.reasons(knowledge) {
        widgets::plain_small(ui, reason);
    }
    if let Some(note) = &item.note {
        widgets::caution_small(ui, note.as_str());
    }
    if let Some(answer) = answered(state, item) {
        widgets::small(ui, text::checklists::answered(answer));
    }
    how(state, item, ui);
    pages(state, item, commands, ui);
    if let Some(otherwise) = &item.otherwise {
        let label = text::checklists::name(&otherwise.list);
        ui.horizontal_wrapped(|ui| {
            widgets::small(ui, otherwise.text.as_str());
            if widgets::link(ui, &text::checklists::open_list(label)).clicked() {
                push(commands, ChecklistCommand::Choose(otherwise.list.clone()));
            }
        });
    }
}

/// What the diagnosis was told about what an item makes sure of.
fn answered<'s>(state: &'s State, item: &Item) -> Option<&'s str> {
    let Label::Unlock(_, observation) = &item.label else { return None };
    let outcome = state.case.answer(observation)?;
    let label = text::triage::answer_label(state.model.knowledge(), observation, outcome);
    Some(label).filter(|label| !label.is_empty())
}

fn how(state: &State, item: &Item, ui: &mut Ui) {
    let Some(step) = item.told_by(state.model.knowledge()) else { return };
    let soft = palette(ui).ink_soft;
    let title = widgets::wrapped(text::checklists::HOW, theme::font(Size::Small), soft);
    CollapsingHeader::new(title).id_salt("how").show_unindented(ui, |ui| {
        for (number, line) in step.how.iter().enumerate() {
            ui.horizontal_top(|ui| {
                ui.spacing_mut().item_spacing.x = 1.5 * STEP;
                widgets::small(ui, format!("{}.", number + 1));
                widgets::plain_small(ui, text::keys::on(widgets::keyboard(ui), line));
            });
        }
    });
}

fn pages(state: &State, item: &Item, commands: &mut Vec<Command>, ui: &mut Ui) {
    let links: Vec<_> =
        item.pages(state.model.knowledge()).filter_map(|link| link_now(state, &link.id)).collect();
    let (urls, paths): (Vec<_>, Vec<_>) = links.into_iter().partition(|now| now.url.is_some());
    if !urls.is_empty() {
        ui.horizontal_wrapped(|ui| {
            for now in urls {
                let tag = widgets::tag(ui, &now.link.label).on_hover_text(now.link.purpose.as_str());
                if tag.clicked() {
                    commands.push(Command::OpenLink(now.link.id.clone()));
                }
            }
        });
    }
    for now in paths {
        let path = now.link.path.as_deref().unwrap_or_default();
        widgets::small(ui, text::export::named(&now.link.label, path));
    }
}

fn locked(state: &State, item: &ItemState<'_, '_>, waits: &[&Item], ui: &mut Ui) {
    let knowledge = state.model.knowledge();
    let p = palette(ui);
    let hazard = hazard(state, item.item);
    ui.horizontal_wrapped(|ui| {
        let ink = if hazard.is_some() { p.stop } else { p.ink_soft };
        widgets::icon(ui, ICON_LOCK, ink, "");
        widgets::note(ui, item.item.says(knowledge));
        if hazard.is_some() {
            widgets::chip(ui, text::checklists::NOT_YET, Tone::Stop);
        }
    });
    below(ui, |ui| {
        widgets::small(ui, text::checklists::who_and_long(item.item, knowledge));
        if let Some(tick) = item.tick {
            let at = text::time::clock_on(tick.at, state.now, &state.zone);
            widgets::caution_small(ui, text::checklists::ticked_before(&at, &tick.by));
        }
        widgets::small(ui, text::checklists::first(waits.iter().map(|item| item.says(knowledge))));
        if let Some(hazard) = hazard {
            widgets::small(ui, text::checklists::early(&hazard.harm));
        }
    });
}

fn hazard<'s>(state: &'s State, item: &Item) -> Option<&'s Hazard> {
    item.hazard.as_deref().and_then(|id| state.model.knowledge().hazard(id))
}

fn avoid(state: &State, list: &List, ui: &mut Ui) {
    let hazards: Vec<&Hazard> =
        list.avoid.iter().filter_map(|id| state.model.knowledge().hazard(id)).collect();
    if hazards.is_empty() {
        return;
    }
    ui.add_space(STEP);
    widgets::card(ui, Tone::Stop, |ui| {
        let stop = palette(ui).stop;
        widgets::label(ui, text::checklists::AVOID, theme::bold(Size::Title), stop);
        for hazard in hazards {
            ui.add_space(STEP / 2.0);
            widgets::strong(ui, hazard.label.as_str());
            widgets::small(ui, hazard.harm.as_str());
            if let HazardRule::Never(instead) = &hazard.rule {
                widgets::small(ui, text::export::named(text::checklist::INSTEAD, instead));
            }
        }
    });
}
