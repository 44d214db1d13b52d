//! The part of the settings about opening pages: the shop's browser, and the URLs.

use egui::{Align, CollapsingHeader, Layout, Ui};
use egui_material_icons::icons::{ICON_EDIT, ICON_UNDO};

use crate::app::opening::{Age, LinkNow, OpeningCommand, Said, Table, links_now};
use crate::app::{Command, State};
use crate::knowledge::LinkGroup;
use crate::platform::browsers::{WindowKind, With};
use crate::ui::text;
use crate::ui::theme::STEP;
use crate::ui::widgets::{self, Weight};

/// The pages that are opened from somewhere.
const OPENED: [LinkGroup; 4] = [LinkGroup::Door, LinkGroup::SecondDoor, LinkGroup::Menu, LinkGroup::Step];

/// The icons stand beside what they are about.
const WIDTH: f32 = 720.0;

pub(in crate::ui) fn show(state: &State, commands: &mut Vec<Command>, ui: &mut Ui) {
    ui.scope(|ui| {
        ui.set_max_width(WIDTH);
        contents(state, commands, ui);
    });
}

fn contents(state: &State, commands: &mut Vec<Command>, ui: &mut Ui) {
    widgets::title(ui, text::opening::SHOP_BROWSER);
    let fixed = &state.policies.policy.browser;
    let kept = if fixed.is_some() { fixed } else { &state.settings.opening.browser };
    let with = kept.clone().map_or(With::Default, |chosen| With::Browser(chosen, WindowKind::Normal));
    ui.horizontal(|ui| {
        widgets::body(ui, text::opening::with(&with));
        if kept.is_some()
            && fixed.is_none()
            && widgets::button(ui, text::opening::FORGET, Weight::Normal).clicked()
        {
            commands.push(Command::Opening(OpeningCommand::Choose(None)));
            commands.push(Command::Opening(OpeningCommand::Remember));
        }
    });
    let detail = if fixed.is_some() { text::policy::DECIDED } else { text::opening::SHOP_BROWSER_DETAIL };
    widgets::small(ui, detail);
    ui.add_space(3.0 * STEP);
    widgets::title(ui, text::opening::LINKS);
    widgets::note(ui, text::opening::LINKS_DETAIL);
    let links: Vec<LinkNow<'_>> = links_now(state, &OPENED).filter(|link| link.url.is_some()).collect();
    // What asks for attention is always in sight.
    let (urgent, others): (Vec<_>, Vec<_>) = links.into_iter().partition(is_urgent);
    for link in &urgent {
        row(link, commands, ui);
    }
    CollapsingHeader::new(text::opening::all_links(others.len())).id_salt("links").show_unindented(
        ui,
        |ui| {
            for link in &others {
                row(link, commands, ui);
            }
        },
    );
}

fn is_urgent(link: &LinkNow<'_>) -> bool {
    link.correction.is_some() || link.age == Age::Stale || link.said == Said::ByIt
}

fn row(link: &LinkNow<'_>, commands: &mut Vec<Command>, ui: &mut Ui) {
    let (id, label) = (&link.link.id, &link.link.label);
    ui.add_space(STEP);
    ui.horizontal(|ui| {
        ui.with_layout(Layout::right_to_left(Align::Min), |ui| {
            let fixed = link.said == Said::ByIt;
            if !fixed && widgets::icon_button(ui, ICON_EDIT, &text::opening::correct(label)).clicked() {
                commands.push(Command::Opening(OpeningCommand::Correct(id.clone())));
            }
            let is_corrected = link.correction.is_some();
            if is_corrected && widgets::icon_button(ui, ICON_UNDO, &text::opening::reset(label)).clicked() {
                commands.push(Command::Opening(OpeningCommand::Reset(id.clone())));
            }
            ui.with_layout(Layout::top_down(Align::Min), |ui| {
                ui.spacing_mut().item_spacing.y = 0.0;
                widgets::body(ui, label.as_str());
                widgets::small(ui, link.url.unwrap_or_default());
                widgets::small(ui, text::opening::checked_on(link));
                if link.table == Table::Newer {
                    widgets::caution_small(ui, text::opening::TABLE_NEWER);
                }
                if link.age == Age::Stale {
                    widgets::caution_small(ui, text::opening::STALE);
                }
            });
        });
    });
}
