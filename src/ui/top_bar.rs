//! The top bar: the right door, the file menu, the note's title and whether it is saved.

use egui::{Align, Button, Frame, Layout, Margin, Panel, Popup, RichText, Ui, Vec2};
use egui_material_icons::icons::{ICON_CHECK_CIRCLE, ICON_DESCRIPTION, ICON_ERROR, ICON_LINK};

use crate::app::{Command, Dialog, Leave, PathPurpose, Saving, State};

use super::theme::{self, BUTTON_HEIGHT, STEP, Size, palette};
use super::{opening, text, widgets};

pub(super) fn show(state: &State, commands: &mut Vec<Command>, ui: &mut Ui) {
    let frame = Frame::new().fill(palette(ui).pane).inner_margin(Margin::symmetric(16, 8));
    Panel::top("top-bar").exact_size(56.0).frame(frame).show(ui, |ui| {
        ui.horizontal_centered(|ui| {
            ui.spacing_mut().item_spacing.x = STEP;
            opening::menu(state, commands, ui);
            ui.add_space(STEP);
            check_url(commands, ui);
            ui.add_space(STEP);
            file_menu(commands, ui);
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| case(state, ui));
        });
    });
}

fn check_url(commands: &mut Vec<Command>, ui: &mut Ui) {
    let p = palette(ui);
    let icon = RichText::new(ICON_LINK.codepoint).font(theme::icon(Size::Body)).color(p.ink_soft);
    let shown = Button::new((icon, RichText::new(text::url_check::OPEN).color(p.ink)))
        .min_size(Vec2::new(0.0, BUTTON_HEIGHT));
    let shown = ui.add(shown);
    let hover = text::keys::on(widgets::keyboard(ui), text::url_check::OPEN_HOVER);
    if widgets::named(ui, shown, text::url_check::OPEN).on_hover_text(hover).clicked() {
        commands.push(Command::Ask(Dialog::Checking));
    }
}

fn file_menu(commands: &mut Vec<Command>, ui: &mut Ui) {
    let p = palette(ui);
    let icon = RichText::new(ICON_DESCRIPTION.codepoint).font(theme::icon(Size::Body)).color(p.ink_soft);
    let shown = Button::new((icon, RichText::new(text::top::FILE).color(p.ink)))
        .min_size(Vec2::new(0.0, BUTTON_HEIGHT));
    let menu = ui.add(shown);
    let menu = widgets::named(ui, menu, text::top::FILE);
    Popup::menu(&menu).width(260.0).show(|ui| {
        let mut item = |name: &str, keys: &str, command: Command| {
            let width = ui.available_width();
            let keys = text::keys::on(widgets::keyboard(ui), keys);
            let shown = ui.add(Button::new(name).shortcut_text(keys).min_size(Vec2::new(width, 28.0)));
            if widgets::named(ui, shown, name).clicked() {
                commands.push(command);
            }
        };
        item(text::top::NEW, "Ctrl+N", Command::Leave(Leave::New));
        item(text::top::OPEN, "Ctrl+O", Command::Leave(Leave::Open));
        item(text::top::OPEN_PATH, "", Command::AskPath(PathPurpose::Open));
        item(text::top::SAVE, "Ctrl+S", Command::Save);
        item(text::top::SAVE_AS, "Ctrl+Shift+S", Command::SaveAs);
        item(text::top::SAVE_PATH, "", Command::AskPath(PathPurpose::Save));
    });
}

/// Right to left: title over save state.
fn case(state: &State, ui: &mut Ui) {
    let p = palette(ui);
    let (icon, color, saved) = match &state.saving {
        Saving::Blank => (None, p.ink_soft, text::top::BLANK.to_owned()),
        Saving::Changed => (None, p.caution, text::top::CHANGED.to_owned()),
        Saving::Busy(_) => (None, p.ink_soft, text::top::SAVING.to_owned()),
        Saving::Saved(at) => (
            Some(ICON_CHECK_CIRCLE),
            p.ok,
            text::top::saved(&text::time::clock_on(*at, state.now, &state.zone)),
        ),
        Saving::Failed(_) => (Some(ICON_ERROR), p.stop, text::top::SAVE_FAILED.to_owned()),
    };
    ui.vertical(|ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        ui.with_layout(Layout::top_down(Align::Max), |ui| {
            let title = case_title(state);
            let shown = RichText::new(title).font(theme::bold(Size::Title)).color(p.ink);
            ui.add(egui::Label::new(shown).truncate());
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                ui.spacing_mut().item_spacing.x = STEP;
                let small = |text: String, color| {
                    egui::Label::new(RichText::new(text).font(theme::font(Size::Small)).color(color))
                };
                ui.add(small(text::top::LOCAL.to_owned(), p.ink_soft));
                ui.add(small(saved, color));
                if let Some(icon) = icon {
                    ui.add(egui::Label::new(
                        RichText::new(icon.codepoint).font(theme::icon(Size::Small)).color(color),
                    ));
                }
            });
        });
    });
}

fn case_title(state: &State) -> String {
    let title = state.case.title.trim();
    let title = if title.is_empty() { text::top::UNTITLED } else { title };
    match state.case.shop.trim() {
        "" => title.to_owned(),
        shop => format!("{title}（{shop}）"),
    }
}
