//! The one primary button, and its menu: with which browser, in which window, and the other official pages.

use egui::{Button, Popup, PopupCloseBehavior, RichText, ScrollArea, Ui, Vec2};
use egui_material_icons::icons::ICON_ARROW_DROP_DOWN;

use crate::app::opening::{Age, LinkNow, Look, OpeningCommand, links_now};
use crate::app::{Command, State};
use crate::environment::Installed;
use crate::knowledge::LinkGroup;
use crate::platform::browsers::{Chosen, WindowKind};
use crate::ui::text;
use crate::ui::theme::{self, BUTTON_HEIGHT, STEP, Size, palette};
use crate::ui::widgets::{self, Mark, Weight};

const WIDTH: f32 = 400.0;
/// What is above the menu, and a margin below it.
const ROOM_ABOVE: f32 = 84.0;

pub(in crate::ui) fn show(state: &State, commands: &mut Vec<Command>, ui: &mut Ui) {
    if widgets::button(ui, text::top::OPEN_DOOR, Weight::Primary).clicked() {
        commands.extend(door(state).map(Command::OpenLink));
    }
    let p = palette(ui);
    let arrow =
        RichText::new(ICON_ARROW_DROP_DOWN.codepoint).font(theme::icon(Size::Body)).color(p.on_accent);
    let more = ui.add(Button::new(arrow).fill(p.accent).min_size(Vec2::new(28.0, BUTTON_HEIGHT)));
    let more = widgets::named(ui, more, text::top::OPEN_OTHER).on_hover_text(text::top::OPEN_OTHER);
    if more.clicked() {
        commands.push(Command::Opening(OpeningCommand::Look));
    }
    let height = ui.ctx().content_rect().height() - ROOM_ABOVE;
    let menu = Popup::menu(&more).width(WIDTH).close_behavior(PopupCloseBehavior::CloseOnClickOutside);
    menu.show(|ui| {
        // A popup begins with the height that it had before; what is in it may ask for more.
        let area = ScrollArea::vertical().max_height(height).min_scrolled_height(height);
        area.show(ui, |ui| {
            ui.set_width(WIDTH);
            ui.spacing_mut().item_spacing.y = STEP;
            let before = commands.len();
            browsers(state, commands, ui);
            ui.add_space(STEP);
            ui.separator();
            pages(state, commands, ui);
            let is_done = |command: &Command| {
                matches!(command, Command::OpenLink(_) | Command::Opening(OpeningCommand::AskStaff))
            };
            if commands.iter().skip(before).any(is_done) {
                ui.close();
            }
        });
    });
}

fn door(state: &State) -> Option<String> {
    state.model.knowledge().links_in(LinkGroup::Door).next().map(|link| link.id.clone())
}

fn browsers(state: &State, commands: &mut Vec<Command>, ui: &mut Ui) {
    let opening = &state.opening;
    widgets::small(ui, text::opening::BROWSER);
    let mut choose = |chosen: Option<Chosen>| commands.push(Command::Opening(OpeningCommand::Choose(chosen)));
    let policy = &state.policies.policy;
    let is_default = opening.chosen.is_none();
    let default_is_offered = policy.browser.is_none();
    if default_is_offered
        && widgets::choice(ui, text::opening::DEFAULT, text::opening::DEFAULT_DETAIL, Mark::when(is_default))
            .clicked()
    {
        choose(None);
    }
    let is_chosen =
        |browser: &Installed| opening.chosen.as_ref().is_some_and(|chosen| chosen.browser == browser.key());
    for browser in opening.installed().iter().filter(|browser| policy.allows_browser(&browser.key())) {
        if widgets::choice(ui, &browser.label, "", Mark::when(is_chosen(browser))).clicked() {
            choose(Some(super::chosen(browser)));
        }
    }
    match (&opening.browsers, &opening.chosen) {
        (Look::NotYet | Look::Running, _) => {
            widgets::small(ui, text::opening::LOOKING);
        }
        (Look::Found(found), Some(chosen)) if !found.iter().any(is_chosen) => {
            widgets::choice(ui, &chosen.label, text::opening::GONE_ITEM, Mark::Chosen);
        }
        (Look::Found(found), _) if found.is_empty() && default_is_offered => {
            widgets::small(ui, text::opening::NONE_FOUND);
        }
        (Look::Found(_), _) => {}
    }
    if policy.browser.is_some() {
        widgets::small(ui, text::policy::DECIDED);
    }
    let browser = opening.installed().iter().find(|browser| is_chosen(browser));
    if let Some(browser) = browser {
        profiles(state, browser, commands, ui);
    }
    window(state, browser, commands, ui);
    remember(state, commands, ui);
    if widgets::wide_button(ui, text::opening::OPEN_CHOSEN, Weight::Primary).clicked() {
        commands.extend(door(state).map(Command::OpenLink));
    }
}

/// Only where there is something to choose from.
fn profiles(state: &State, browser: &Installed, commands: &mut Vec<Command>, ui: &mut Ui) {
    let fixed = state.policies.policy.browser.as_ref().is_some_and(|fixed| fixed.profile.is_some());
    if browser.profiles.len() < 2 || fixed {
        return;
    }
    ui.add_space(2.0 * STEP);
    widgets::small(ui, text::opening::PROFILE);
    let now = state.opening.chosen.as_ref().and_then(|chosen| chosen.profile.as_ref());
    ui.horizontal_wrapped(|ui| {
        let mut offer = |ui: &mut Ui, name: &str, profile: Option<(String, String)>| {
            if widgets::segment(ui, name, Mark::when(now == profile.as_ref())).clicked() {
                let chosen = Chosen { profile, ..super::chosen(browser) };
                commands.push(Command::Opening(OpeningCommand::Choose(Some(chosen))));
            }
        };
        offer(ui, text::opening::LAST_PROFILE, None);
        for profile in &browser.profiles {
            offer(ui, &profile.name, Some((profile.dir.clone(), profile.name.clone())));
        }
    });
}

fn window(state: &State, browser: Option<&Installed>, commands: &mut Vec<Command>, ui: &mut Ui) {
    ui.add_space(2.0 * STEP);
    widgets::small(ui, text::opening::WINDOW);
    match browser {
        None => {
            widgets::small(ui, text::opening::PRIVATE_NEEDS_BROWSER);
        }
        Some(browser) if browser.private.is_none() => {
            widgets::small(ui, text::opening::PRIVATE_NOT_HERE);
        }
        Some(_) => {
            ui.horizontal(|ui| {
                for kind in [WindowKind::Normal, WindowKind::Private] {
                    let mark = Mark::when(state.opening.window == kind);
                    if widgets::segment(ui, text::opening::window_kind(kind), mark).clicked() {
                        commands.push(Command::Opening(OpeningCommand::Window(kind)));
                    }
                }
            });
            if state.opening.window == WindowKind::Private {
                widgets::small(ui, text::opening::PRIVATE_GLOSS);
            }
        }
    }
}

fn remember(state: &State, commands: &mut Vec<Command>, ui: &mut Ui) {
    let (now, kept) = (&state.opening.chosen, &state.settings.opening.browser);
    if state.policies.policy.browser.is_some() {
        ui.add_space(STEP);
        return;
    }
    if now != kept {
        ui.add_space(STEP);
        if widgets::link(ui, text::opening::remember(now.as_ref())).clicked() {
            commands.push(Command::Opening(OpeningCommand::Remember));
        }
    } else if now.is_some() {
        widgets::small(ui, text::opening::IS_REMEMBERED);
    }
    ui.add_space(STEP);
}

fn pages(state: &State, commands: &mut Vec<Command>, ui: &mut Ui) {
    widgets::small(ui, text::opening::PAGES);
    let links = links_now(state, &[LinkGroup::SecondDoor, LinkGroup::Menu]);
    let (by_url, by_path): (Vec<LinkNow<'_>>, Vec<_>) = links.partition(|link| link.url.is_some());
    for link in by_url {
        let item = widgets::item(ui, &link.link.label, &link.link.purpose);
        if item.on_hover_text(text::opening::checked_on(&link)).clicked() {
            commands.push(Command::OpenLink(link.link.id.clone()));
        }
        if link.age == Age::Stale {
            widgets::caution_small(ui, text::opening::STALE);
        }
    }
    if !by_path.is_empty() {
        ui.add_space(STEP);
        widgets::small(ui, text::top::BY_MENU);
    }
    for link in by_path {
        widgets::body(ui, link.link.label.as_str());
        widgets::small(ui, link.link.path.as_deref().unwrap_or_default());
    }
    ui.separator();
    if widgets::item(ui, text::staff::ITEM, text::staff::DETAIL).clicked() {
        commands.push(Command::Opening(OpeningCommand::AskStaff));
    }
}
