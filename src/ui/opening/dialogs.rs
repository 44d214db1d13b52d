//! Dialogs about opening pages.

use egui::Ui;

use crate::app::opening::{OpeningCommand, OpeningDialog, Refusal, link_now};
use crate::app::{Command, State};
use crate::environment::Installed;
use crate::platform::browsers::{Chosen, WindowKind, With};
use crate::ui::dialogs::{foot, head};
use crate::ui::text;
use crate::ui::theme::STEP;
use crate::ui::widgets::{self, Field, Tone, Weight};

use super::staff;

pub(in crate::ui) fn show(state: &State, dialog: &OpeningDialog, commands: &mut Vec<Command>, ui: &mut Ui) {
    match dialog {
        OpeningDialog::Gone { link, chosen, window, others } => {
            gone(state, (link, chosen, *window), others, commands, ui);
        }
        OpeningDialog::Correct { link, text, refused } => {
            correct(state, link, text, refused.as_ref(), commands, ui);
        }
        OpeningDialog::Staff(form) => staff::form(state, form, commands, ui),
        OpeningDialog::StaffFolder(form, folder) => staff::folder(form, folder, commands, ui),
        OpeningDialog::Exists(files, names) => staff::exists(files, names, commands, ui),
        OpeningDialog::Written(files) => staff::written(files, commands, ui),
    }
}

fn gone(
    state: &State,
    (link, chosen, window): (&str, &Chosen, WindowKind),
    others: &[Installed],
    commands: &mut Vec<Command>,
    ui: &mut Ui,
) {
    let is_there = others.iter().any(|browser| browser.key() == chosen.browser);
    let title = if is_there { text::opening::PROFILE_GONE } else { text::opening::GONE };
    head(ui, title, "");
    widgets::strong(ui, text::opening::gone(chosen));
    let fixed = state.policies.policy.browser.is_some();
    widgets::body(ui, if fixed { text::policy::BROWSER_GONE } else { text::opening::GONE_DETAIL });
    ui.add_space(STEP);
    // A normal window in the place of a private one would be the wrong one.
    let can = |browser: &&Installed| window == WindowKind::Normal || browser.private.is_some();
    let mut offers: Vec<With> =
        others.iter().filter(can).map(|browser| With::Browser(super::chosen(browser), window)).collect();
    offers.extend((window == WindowKind::Normal).then_some(With::Default));
    for with in offers.into_iter().filter(|with| state.policies.policy.allows_opening_with(with)) {
        let name = text::opening::open_with(&text::opening::with(&with));
        if widgets::wide_button(ui, &name, Weight::Normal).clicked() {
            commands.push(Command::Opening(OpeningCommand::OpenWith(link.to_owned(), with)));
        }
    }
    foot(ui, commands, &[(text::dialogs::CANCEL, Weight::Normal, Command::CloseDialog)]);
}

fn correct(
    state: &State,
    id: &str,
    typed: &str,
    refused: Option<&Refusal>,
    commands: &mut Vec<Command>,
    ui: &mut Ui,
) {
    let Some(link) = link_now(state, id) else { return };
    head(ui, text::opening::CORRECT_TITLE, &link.link.label);
    let mut text = typed.to_owned();
    let look = Field {
        label: text::opening::CORRECT_FIELD,
        hint: text::opening::CORRECT_HINT,
        rows: 3,
        limit: 2_000,
    };
    if widgets::field(ui, "link-url", look, &mut text).changed() {
        let dialog = OpeningDialog::Correct { link: id.to_owned(), text: text.clone(), refused: None };
        commands.push(Command::Ask(dialog.into()));
    }
    if let Some(refusal) = refused {
        ui.add_space(STEP);
        widgets::card(ui, Tone::Stop, |ui| {
            widgets::strong(ui, text::opening::REFUSED);
            widgets::body(ui, text::opening::refused(refusal, state.model.knowledge()));
        });
    }
    let keep = Command::Opening(OpeningCommand::KeepCorrection(id.to_owned(), text));
    let buttons = [
        (text::opening::CORRECT_DO, Weight::Primary, keep),
        (text::dialogs::CANCEL, Weight::Normal, Command::CloseDialog),
    ];
    foot(ui, commands, &buttons);
}
