//! The settings page.

use egui::Ui;

use crate::app::{Command, State, Theme};

use super::text;
use super::theme::STEP;
use super::widgets::{self, Mark};

pub(super) fn show(state: &State, commands: &mut Vec<Command>, ui: &mut Ui) {
    widgets::heading(ui, text::settings::TITLE);
    ui.add_space(2.0 * STEP);
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
    widgets::note(ui, text::settings::ZOOM_DETAIL);
    ui.add_space(3.0 * STEP);
    super::learning::show(state, commands, ui);
    ui.add_space(3.0 * STEP);
    widgets::title(ui, text::settings::PLACES);
    place(ui, text::settings::SETTINGS_FILE, state.settings_path.as_deref());
    place(ui, text::settings::LAST_FOLDER, state.settings.last_folder.as_deref());
    ui.add_space(3.0 * STEP);
    widgets::title(ui, text::settings::ABOUT);
    widgets::body(ui, text::settings::ABOUT_TEXT);
    widgets::body(ui, text::settings::PRIVACY);
    widgets::small(ui, text::settings::FONTS);
    widgets::small(ui, text::settings::version(env!("CARGO_PKG_VERSION")));
}

fn place(ui: &mut Ui, name: &str, path: Option<&std::path::Path>) {
    widgets::small(ui, name);
    let shown = path.map_or_else(|| text::settings::NONE.to_owned(), |path| path.display().to_string());
    widgets::body(ui, shown);
}
