//! The head of the page: how the ledger is kept, what comes in and goes out, and the tabs.

use egui::{Align, Layout, Margin, Ui, Vec2};
use egui_material_icons::icons::{ICON_ARROW_DROP_DOWN, ICON_REDO, ICON_UNDO};

use crate::app::{
    BrokenLedger, Command, Handout, LedgerCommand, LedgerNotice, LedgerStanding, LedgerTab, ListOf,
    Restoring, Saving, State,
};
use crate::ui::theme::{self, STEP, Size, palette};
use crate::ui::widgets::{self, Mark, Tone, Weight};
use crate::ui::{dialogs, text};

use super::ask;

pub(super) fn show(state: &State, commands: &mut Vec<Command>, ui: &mut Ui) {
    title(state, commands, ui);
    notices(state, commands, ui);
    if matches!(state.ledger.standing, LedgerStanding::Absent | LedgerStanding::Open) {
        tabs(state, commands, ui);
    }
    ui.add_space(STEP);
}

fn title(state: &State, commands: &mut Vec<Command>, ui: &mut Ui) {
    ui.horizontal(|ui| {
        let p = palette(ui);
        ui.add(egui::Label::new(widgets::wrapped(text::ledger::TITLE, theme::bold(Size::Lead), p.ink)));
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ui.spacing_mut().item_spacing.x = 2.0 * STEP;
            let unsaved = matches!(state.ledger.saving, Saving::Changed | Saving::Failed(_));
            let weight = if unsaved { Weight::Primary } else { Weight::Normal };
            let may = unsaved && state.ledger.may_change();
            let save = ui.add_enabled_ui(may, |ui| widgets::button(ui, text::ledger::SAVE, weight)).inner;
            if save.clicked() {
                commands.push(ask(LedgerCommand::Save));
            }
            tables(commands, ui);
            for (icon, name, can, command) in [
                (ICON_REDO, text::ledger::REDO, state.ledger.can_redo(), LedgerCommand::Redo),
                (ICON_UNDO, text::ledger::UNDO, state.ledger.can_undo(), LedgerCommand::Undo),
            ] {
                let pressed = ui.add_enabled_ui(can, |ui| widgets::icon_button(ui, icon, name)).inner;
                if pressed.clicked() {
                    commands.push(ask(command));
                }
            }
            let (color, said) = saving(state, ui);
            ui.add(egui::Label::new(widgets::wrapped(said, theme::font(Size::Small), color)));
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                let subtitle = widgets::wrapped(text::ledger::SUBTITLE, theme::font(Size::Small), p.ink_soft);
                ui.add(egui::Label::new(subtitle).truncate());
            });
        });
    });
}

fn saving(state: &State, ui: &Ui) -> (egui::Color32, String) {
    let p = palette(ui);
    match &state.ledger.saving {
        Saving::Blank => (p.ink_soft, text::ledger::BLANK.to_owned()),
        Saving::Changed => (p.caution, text::top::CHANGED.to_owned()),
        Saving::Busy(_) => (p.ink_soft, text::top::SAVING.to_owned()),
        Saving::Saved(at) => (p.ok, text::top::saved(&text::time::clock_on(*at, state.now, &state.zone))),
        Saving::Failed(_) => (p.stop, text::top::SAVE_FAILED.to_owned()),
    }
}

/// The menu of what comes in and goes out.
fn tables(commands: &mut Vec<Command>, ui: &mut Ui) {
    let opener = widgets::pill_menu(ui, text::ledger::TABLES, Mark::Open, ICON_ARROW_DROP_DOWN);
    egui::Popup::menu(&opener).show(|ui| {
        ui.set_width(300.0);
        if widgets::item(ui, text::ledger::IMPORT, "").clicked() {
            commands.push(ask(LedgerCommand::PickTable));
        }
        for handout in [Handout::Csv, Handout::Cp932, Handout::Template, Handout::Calendar] {
            if widgets::item(ui, text::ledger::handout(handout), "").clicked() {
                commands.push(ask(LedgerCommand::PickFolder(handout)));
            }
        }
    });
}

fn tabs(state: &State, commands: &mut Vec<Command>, ui: &mut Ui) {
    let ledger = &state.ledger.ledger;
    let count = |list: ListOf| list.kind().ids(ledger).count();
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = Vec2::splat(1.5 * STEP);
        let mut tab = |ui: &mut Ui, tab: LedgerTab, name: &str| {
            if widgets::pill(ui, name, Mark::when(state.ledger.tab == tab)).clicked() {
                commands.push(ask(LedgerCommand::Show(tab)));
            }
        };
        for of in [LedgerTab::Overview, LedgerTab::WhatIf] {
            tab(ui, of, text::ledger::tab(of));
        }
        ui.add_space(2.0 * STEP);
        for list in ListOf::ALL {
            tab(ui, LedgerTab::List(list), &text::ledger::counted(text::ledger::list(list), count(list)));
        }
    });
}

/// What a notice says, and what can be done about it.
struct Said {
    what: String,
    detail: String,
    tone: Tone,
    buttons: Vec<(&'static str, LedgerCommand)>,
}

fn notices(state: &State, commands: &mut Vec<Command>, ui: &mut Ui) {
    let offers = state.ledger.offers.first().map(|found| Said {
        what: text::ledger::RECOVERED.to_owned(),
        detail: text::time::clock_on(found.at, state.now, &state.zone),
        tone: Tone::Caution,
        buttons: vec![
            (text::ledger::RESTORE, LedgerCommand::Restore(Restoring::Restore)),
            (text::ledger::FORGET, LedgerCommand::Restore(Restoring::Forget)),
        ],
    });
    for said in state.ledger.notices.iter().map(said).chain(offers) {
        let p = palette(ui);
        let (strong, soft) = widgets::tone_colors(p, said.tone);
        widgets::framed(ui, soft, strong, Margin::symmetric(14, 8), |ui| {
            ui.horizontal(|ui| {
                ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                    for (name, command) in said.buttons.iter().rev() {
                        if widgets::button(ui, name, Weight::Normal).clicked() {
                            commands.push(ask(command.clone()));
                        }
                    }
                    ui.with_layout(Layout::top_down(Align::Min), |ui| {
                        ui.spacing_mut().item_spacing.y = 0.0;
                        widgets::strong(ui, said.what.as_str());
                        if !said.detail.is_empty() {
                            widgets::small(ui, said.detail.as_str());
                        }
                    });
                });
            });
        });
    }
}

fn said(notice: &LedgerNotice) -> Said {
    let dismiss = (text::ledger::DISMISS, LedgerCommand::Dismiss(notice.clone()));
    match notice {
        LedgerNotice::ReadOnly(right) => {
            let (what, detail) = text::ledger::read_only(*right);
            said_of(what, detail, Tone::Caution, Vec::new())
        }
        LedgerNotice::CameIn { taken, both } => {
            let tone = if *both == 0 { Tone::Ok } else { Tone::Caution };
            said_of(&text::ledger::came_in(*taken, *both), "", tone, vec![dismiss])
        }
        LedgerNotice::Gone => {
            said_of(text::ledger::GONE, "", Tone::Stop, vec![(text::ledger::SAVE, LedgerCommand::Save)])
        }
        LedgerNotice::ByHand => {
            said_of(text::ledger::BY_HAND, text::ledger::BY_HAND_DETAIL, Tone::Caution, vec![dismiss])
        }
        LedgerNotice::Failed(sentence) => {
            let detail = format!("{}{}", sentence.safe, sentence.next);
            said_of(&sentence.what, &detail, Tone::Stop, vec![dismiss])
        }
        LedgerNotice::Secrets(places) => {
            let blank = (text::ledger::BLANK_AND_SAVE, LedgerCommand::BlankAndSave);
            said_of(text::ledger::SECRETS, &places.join("　"), Tone::Stop, vec![blank, dismiss])
        }
        LedgerNotice::NotKept(sentence) => {
            said_of(text::keeping::NOT_KEPT, &sentence.next, Tone::Caution, vec![dismiss])
        }
    }
}

fn said_of(what: &str, detail: &str, tone: Tone, buttons: Vec<(&'static str, LedgerCommand)>) -> Said {
    Said { what: what.to_owned(), detail: detail.to_owned(), tone, buttons }
}

/// The ledger cannot be read: what there is instead.
pub(super) fn broken(state: &State, broken: &BrokenLedger, commands: &mut Vec<Command>, ui: &mut Ui) {
    dialogs::told(&broken.sentence, ui);
    ui.add_space(2.0 * STEP);
    match &broken.earlier {
        Some((_, at)) => {
            let at = text::time::full(&at.to_zoned(state.zone.clone()));
            if widgets::button(ui, &text::ledger::use_earlier(&at), Weight::Primary).clicked() {
                commands.push(ask(LedgerCommand::UseEarlier));
            }
        }
        None => {
            widgets::note(ui, text::ledger::NO_EARLIER);
        }
    }
}
