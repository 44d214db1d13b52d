//! The settings page.

use egui::Ui;

use crate::app::{Command, KeepCommand, State, Theme};
use crate::case::places::Mode;

use super::text;
use super::theme::STEP;
use super::widgets::{self, Field, Mark, Weight};

/// As long as names are.
const NAME_WIDTH: f32 = 320.0;

pub(super) fn show(state: &State, commands: &mut Vec<Command>, ui: &mut Ui) {
    widgets::heading(ui, text::settings::TITLE);
    ui.add_space(2.0 * STEP);
    super::policy::show(state, ui);
    widgets::title(ui, text::settings::THEME);
    ui.horizontal(|ui| {
        for theme in [Theme::System, Theme::Light, Theme::Dark] {
            if widgets::segment(ui, text::settings::theme(theme), Mark::when(state.settings.theme == theme))
                .clicked()
            {
                commands.push(Command::SetTheme(theme));
            }
        }
    });
    ui.add_space(3.0 * STEP);
    widgets::title(ui, text::settings::ZOOM);
    let keys = text::keys::on(widgets::keyboard(ui), text::settings::ZOOM_DETAIL);
    widgets::note(ui, keys);
    ui.add_space(3.0 * STEP);
    widgets::title(ui, text::keeping::NAME);
    name(state, commands, ui);
    ui.add_space(3.0 * STEP);
    super::learning::show(state, commands, ui);
    ui.add_space(3.0 * STEP);
    super::opening::settings(state, commands, ui);
    ui.add_space(3.0 * STEP);
    widgets::title(ui, text::settings::PLACES);
    folder(state, commands, ui);
    place(ui, text::settings::SETTINGS_FILE, state.settings_path.as_deref());
    place(ui, text::settings::LAST_FOLDER, state.settings.last_folder.as_deref());
    log(state, commands, ui);
    ui.add_space(3.0 * STEP);
    widgets::title(ui, text::settings::ABOUT);
    widgets::body(ui, text::settings::ABOUT_TEXT);
    widgets::body(ui, text::settings::PRIVACY);
    widgets::small(ui, text::settings::FONTS);
    widgets::small(ui, text::settings::version(env!("CARGO_PKG_VERSION")));
    super::policy::releases(state, commands, ui);
}

fn name(state: &State, commands: &mut Vec<Command>, ui: &mut Ui) {
    widgets::note(ui, text::keeping::NAME_DETAIL);
    let mut name = state.settings.name.clone();
    let look = Field { label: text::keeping::NAME, hint: text::keeping::NAME_HINT, rows: 1, limit: 60 };
    ui.scope(|ui| {
        ui.set_max_width(NAME_WIDTH);
        if widgets::field(ui, "own-name", look, &mut name).changed() {
            commands.push(Command::Keep(KeepCommand::SetName(name)));
        }
    });
}

/// The folder of the notes: where it is, another one, and what is in it.
fn folder(state: &State, commands: &mut Vec<Command>, ui: &mut Ui) {
    place(ui, text::keeping::FOLDER, state.notes_folder().as_deref());
    ui.horizontal_wrapped(|ui| {
        let mut button = |name: &str, command: KeepCommand| {
            if widgets::button(ui, name, Weight::Normal).clicked() {
                commands.push(Command::Keep(command));
            }
        };
        let fixed = state.policies.policy.notes_folder.is_some();
        if !fixed {
            button(text::keeping::CHANGE_FOLDER, KeepCommand::PickFolder);
        }
        if state.notes_folder().is_some() {
            button(text::keeping::OPEN_FOLDER, KeepCommand::ShowFolder);
        }
        if !fixed && state.settings.notes_folder.is_some() && state.places.is_some() {
            button(text::keeping::USUAL_FOLDER, KeepCommand::SetFolder(None));
        }
    });
    if state.policies.policy.notes_folder.is_some() {
        widgets::small(ui, text::policy::DECIDED);
    } else if state.places.as_ref().is_some_and(|places| places.mode == Mode::Portable) {
        widgets::note(ui, text::keeping::PORTABLE);
    }
    ui.add_space(STEP);
}

/// The log: where it is, and what is in it and what is not.
fn log(state: &State, commands: &mut Vec<Command>, ui: &mut Ui) {
    let Some(places) = &state.places else { return };
    place(ui, text::settings::LOG, Some(&places.log));
    widgets::note(ui, text::settings::LOG_DETAIL);
    if widgets::button(ui, text::settings::OPEN_LOG, Weight::Normal).clicked() {
        commands.push(Command::Keep(KeepCommand::ShowLog));
    }
}

fn place(ui: &mut Ui, name: &str, path: Option<&std::path::Path>) {
    widgets::small(ui, name);
    let shown = path.map_or_else(|| text::settings::NONE.to_owned(), |path| path.display().to_string());
    widgets::body(ui, shown);
}
