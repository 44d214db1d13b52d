//! What the IT department has decided, as the settings show it; and the page of newer versions.

use egui::Ui;

use crate::app::{Command, PolicyCommand, State};
use crate::policy::{Policy, Rule, Standing};

use super::theme::STEP;
use super::widgets::{self, Tone, Weight};
use super::{dialogs, text};

/// The part of the settings. Nothing where there is no file.
pub(super) fn show(state: &State, ui: &mut Ui) {
    let policy = &state.policies.policy;
    let Standing::Followed(path) = &policy.standing else {
        if let Some(sentence) = text::policy::unusable(&policy.standing) {
            widgets::card(ui, Tone::Caution, |ui| dialogs::told(&sentence, ui));
            ui.add_space(3.0 * STEP);
        }
        return;
    };
    widgets::title(ui, text::policy::TITLE);
    widgets::note(ui, text::policy::FOR_ALL);
    for line in decided(policy) {
        widgets::body(ui, line);
    }
    widgets::small(ui, text::policy::FILE);
    widgets::small(ui, path.display().to_string());
    ui.add_space(3.0 * STEP);
}

/// What the file decides, a line each.
fn decided(policy: &Policy) -> Vec<String> {
    let mut lines = Vec::new();
    lines.extend((policy.online_checks == Rule::Forbidden).then(|| text::policy::NO_CHECKS.to_owned()));
    let mut value = |name: &str, value: Option<String>| {
        lines.extend(value.map(|value| text::policy::value(name, &value)));
    };
    value(text::policy::FOLDER, policy.notes_folder.as_ref().map(|folder| folder.display().to_string()));
    value(text::policy::DOOR, policy.door.as_ref().map(|door| door.as_str().to_owned()));
    value(text::policy::BROWSER, policy.browser.as_ref().map(text::opening::gone));
    lines.extend((policy.releases_link == Rule::Forbidden).then(|| text::policy::NO_RELEASES.to_owned()));
    lines
}

/// The page of newer versions, where there is one.
pub(super) fn releases(state: &State, commands: &mut Vec<Command>, ui: &mut Ui) {
    if state.policies.releases_page().is_none() {
        return;
    }
    if widgets::button(ui, text::policy::OPEN_RELEASES, Weight::Normal).clicked() {
        commands.push(Command::Policy(PolicyCommand::OpenReleases));
    }
    widgets::small(ui, text::policy::RELEASES_DETAIL);
}
