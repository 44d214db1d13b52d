//! Whether the page that was opened came up, and what is next where it did not: a strip under the top bar.

use egui::{Align, Frame, Layout, Margin, Panel, Ui};
use egui_material_icons::icons::{ICON_CLOSE, ICON_OPEN_IN_NEW};

use crate::app::opening::{Asked, OpeningCommand, Outcome, Seen, link_now};
use crate::app::{Command, Dialog, State};
use crate::platform::browsers::{WindowKind, With};
use crate::ui::text;
use crate::ui::theme::{STEP, palette};
use crate::ui::widgets::{self, Weight};

/// Other browsers that are offered.
const OTHERS: usize = 3;

pub(in crate::ui) fn show(state: &State, commands: &mut Vec<Command>, ui: &mut Ui) {
    let Some(asked) = &state.opening.asked else { return };
    let p = palette(ui);
    let fill = if asked.seen == Seen::Asking { p.accent_soft } else { p.caution_soft };
    let frame = Frame::new().fill(fill).inner_margin(Margin::symmetric(16, 8));
    Panel::top("opened").frame(frame).show(ui, |ui| {
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = 2.0 * STEP;
            widgets::icon(ui, ICON_OPEN_IN_NEW, palette(ui).accent, "");
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                if widgets::icon_button(ui, ICON_CLOSE, text::opening::DISMISS).clicked() {
                    commands.push(Command::Opening(OpeningCommand::Dismiss));
                }
                match asked.seen {
                    Seen::Asking => answers(commands, ui),
                    Seen::Another => check(commands, ui),
                    Seen::Nothing => others(state, asked, commands, ui),
                }
                ui.with_layout(Layout::left_to_right(Align::Center), |ui| said(asked, ui));
            });
        });
    });
}

fn said(asked: &Asked, ui: &mut Ui) {
    ui.vertical(|ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        match asked.seen {
            Seen::Asking => {
                widgets::small(ui, text::opening::opened(&asked.label, &text::opening::with(&asked.with)));
                widgets::strong(ui, text::opening::ASK);
            }
            Seen::Another => {
                widgets::strong(ui, text::opening::ANOTHER_SEEN);
                widgets::plain_small(ui, text::opening::NEXT_ANOTHER);
            }
            Seen::Nothing => {
                widgets::strong(ui, text::opening::NOTHING_SEEN);
                widgets::plain_small(ui, text::opening::NEXT_NOTHING);
            }
        }
    });
}

/// Right to left.
fn answers(commands: &mut Vec<Command>, ui: &mut Ui) {
    let answers = [
        (text::opening::NOTHING, Outcome::Nothing),
        (text::opening::ANOTHER, Outcome::Another),
        (text::opening::YES, Outcome::Yes),
    ];
    for (name, outcome) in answers {
        if widgets::button(ui, name, Weight::Normal).clicked() {
            commands.push(Command::Opening(OpeningCommand::Answer(outcome)));
        }
    }
}

/// The page that came up instead may be a fake.
fn check(commands: &mut Vec<Command>, ui: &mut Ui) {
    if widgets::button(ui, text::opening::CHECK_URL, Weight::Normal).clicked() {
        commands.push(Command::Ask(Dialog::Checking));
    }
}

fn copy(state: &State, asked: &Asked, commands: &mut Vec<Command>, ui: &mut Ui) {
    let url = link_now(state, &asked.link).and_then(|link| link.url);
    if let Some(url) = url
        && widgets::button(ui, text::opening::COPY_RIGHT, Weight::Normal).clicked()
    {
        commands.push(Command::Copy(url.to_owned()));
    }
}

/// Other browsers, and the same one in a private window.
fn others(state: &State, asked: &Asked, commands: &mut Vec<Command>, ui: &mut Ui) {
    copy(state, asked, commands, ui);
    let mut offers: Vec<With> = Vec::new();
    for browser in state.opening.installed() {
        let chosen = super::chosen(browser);
        match &asked.with {
            With::Browser(tried, WindowKind::Normal) if tried.browser == chosen.browser => {
                offers.extend(
                    browser.private.as_ref().map(|_| With::Browser(tried.clone(), WindowKind::Private)),
                );
            }
            With::Browser(tried, WindowKind::Private) if tried.browser == chosen.browser => {}
            _ => offers.push(With::Browser(chosen, WindowKind::Normal)),
        }
    }
    let allowed = |with: &With| state.policies.policy.allows_opening_with(with);
    for with in offers.into_iter().filter(allowed).take(OTHERS) {
        let name = text::opening::open_with(&text::opening::with(&with));
        if widgets::button(ui, &name, Weight::Normal).clicked() {
            commands.push(Command::Opening(OpeningCommand::OpenWith(asked.link.clone(), with)));
        }
    }
}
