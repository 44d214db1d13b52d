//! 相談先: whom to turn to, and by which way.

use egui::{Margin, Ui, Vec2};
use egui_material_icons::icons::ICON_CLOSE;

use crate::app::{Command, DocumentTab, DocumentsCommand, Page, State, ranked};
use crate::documents::papers::Paper;
use crate::documents::routing::{Advice, Help, Through, Way, table, through};
use crate::ui::opening::link_buttons;
use crate::ui::theme::{STEP, palette};
use crate::ui::widgets::{self, Mark, Tone, Weight};
use crate::ui::{frame, text};

use super::{SHARES, steps};

/// Causes that are named as the reason for a way.
const CAUSES: usize = 3;

pub(super) fn show(state: &State, commands: &mut Vec<Command>, ui: &mut Ui) {
    let advice = table().advise(&ranked(state));
    let Some(first) = advice.first() else {
        nothing_yet(commands, ui);
        return;
    };
    let chosen = advice.iter().find(|advice| Some(&advice.way.id) == state.documents.way.as_ref());
    let chosen = chosen.unwrap_or(first);
    frame::columns(ui, &SHARES, |column, ui| match column {
        0 => ways(state, &advice, chosen, commands, ui),
        _ => {
            frame::scroll_anew(ui, &chosen.way.id, |ui| way(state, chosen.way, commands, ui));
        }
    });
}

fn nothing_yet(commands: &mut Vec<Command>, ui: &mut Ui) {
    frame::single(ui, |ui| {
        widgets::heading(ui, text::documents::NO_ADVICE);
        ui.add_space(STEP);
        widgets::body(ui, text::documents::NO_ADVICE_DETAIL);
        ui.add_space(2.0 * STEP);
        if widgets::button(ui, text::documents::TO_TRIAGE, Weight::Normal).clicked() {
            commands.push(Command::Show(Page::Triage));
        }
    });
}

fn ways(state: &State, advice: &[Advice<'_>], chosen: &Advice<'_>, commands: &mut Vec<Command>, ui: &mut Ui) {
    frame::head(ui, text::documents::tab(DocumentTab::Routing), |_| {});
    frame::scroll(ui, |ui| {
        widgets::small(ui, text::documents::ADVICE_ORDER);
        ui.add_space(STEP);
        for each in advice {
            let mark = Mark::when(each.way.id == chosen.way.id);
            let reason = text::documents::because(&causes(state, each));
            if widgets::choice(ui, &each.way.label, &reason, mark).clicked() {
                commands.push(Command::Documents(DocumentsCommand::ShowWay(each.way.id.clone())));
            }
        }
    });
}

fn causes(state: &State, advice: &Advice<'_>) -> Vec<String> {
    let named = advice.causes.iter().take(CAUSES).map(|(cause, probability)| {
        let label = text::triage::cause(state.model.knowledge(), cause);
        text::documents::cause(label, &text::triage::percent(*probability))
    });
    named.collect()
}

fn way(state: &State, way: &Way, commands: &mut Vec<Command>, ui: &mut Ui) {
    widgets::heading(ui, &way.label);
    ui.horizontal_top(|ui| {
        widgets::chip(ui, text::documents::WHOM, Tone::Plain);
        widgets::body(ui, &way.whom);
    });
    behind_the_login(state, way, ui);
    ui.add_space(2.0 * STEP);
    widgets::title(ui, text::documents::HOW);
    steps(ui, &way.how);
    if let Some(help) = way.paper {
        ui.add_space(STEP);
        if widgets::button(ui, text::documents::help(help), Weight::Primary).clicked() {
            commands.push(Command::Documents(made_by(help)));
        }
    }
    ui.add_space(2.0 * STEP);
    donts(way, ui);
    if !way.links.is_empty() {
        ui.add_space(2.0 * STEP);
        widgets::title(ui, text::documents::PAGES);
        link_buttons(state, &way.links, commands, ui);
    }
}

/// Where the way leads through a page behind the login: through whom, and what to do where nobody gets in.
fn behind_the_login(state: &State, way: &Way, ui: &mut Ui) {
    let through = through(way, &state.case);
    let tone = match through {
        Through::NotNeeded => return,
        Through::OtherPerson | Through::Device => Tone::Ok,
        Through::Nobody | Through::Unknown => Tone::Caution,
    };
    ui.add_space(STEP);
    widgets::card(ui, tone, |ui| {
        widgets::strong(ui, text::documents::THROUGH);
        widgets::body(ui, text::documents::through(through));
        if let (Through::Nobody | Through::Unknown, Some(otherwise)) = (through, &way.otherwise) {
            widgets::body(ui, otherwise);
        }
    });
}

fn donts(way: &Way, ui: &mut Ui) {
    let p = palette(ui);
    widgets::framed(ui, p.stop_soft, p.line, Margin::same(14), |ui| {
        ui.spacing_mut().item_spacing = Vec2::new(1.5 * STEP, 1.5 * STEP);
        widgets::title(ui, text::documents::DONTS);
        for dont in table().donts_of(way) {
            ui.horizontal_top(|ui| {
                widgets::icon(ui, ICON_CLOSE, p.stop, "");
                widgets::body(ui, dont);
            });
        }
    });
}

/// What brings the paper of a way to the front.
fn made_by(help: Help) -> DocumentsCommand {
    match help {
        Help::Inquiry => DocumentsCommand::ShowTab(DocumentTab::Inquiry),
        Help::Plan => DocumentsCommand::ShowTab(DocumentTab::Plan),
        Help::Checklist => DocumentsCommand::ShowTab(DocumentTab::Checklists),
        Help::ItRequest => DocumentsCommand::ShowRequest(Paper::ItRequest),
        Help::AdminRequest => DocumentsCommand::ShowRequest(Paper::AdminRequest),
        Help::FormerColleague => DocumentsCommand::ShowRequest(Paper::FormerColleague),
    }
}
