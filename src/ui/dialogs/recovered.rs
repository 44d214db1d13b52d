//! What was typed and not saved when the program last ended.

use egui::Ui;

use crate::app::{Command, KeepCommand, State};
use crate::ui::text;
use crate::ui::theme::STEP;
use crate::ui::widgets::{self, Weight};

use super::{differences, foot, head};

pub(super) fn show(state: &State, commands: &mut Vec<Command>, ui: &mut Ui) {
    let Some(offer) = state.keeping.offers.first() else { return };
    head(ui, text::keeping::RECOVERED, text::keeping::RECOVERED_DETAIL);
    let at = text::time::clock_on(offer.found.at, state.now, &state.zone);
    widgets::strong(ui, text::keeping::offer(&offer.found.case.title, &at));
    let saved = match offer.saved_at {
        Some(at) => {
            format!("{} {}", text::keeping::SAVED_SIDE, text::time::clock_on(at, state.now, &state.zone))
        }
        None => text::keeping::SAVED_SIDE.to_owned(),
    };
    ui.add_space(STEP);
    differences::show(state, "recovered", &offer.differences, [&saved, text::keeping::TYPED_SIDE], ui);
    if let Some(path) = &offer.found.path {
        widgets::small(ui, path.display().to_string());
    }
    let more = state.keeping.offers.len() - 1;
    if more > 0 {
        widgets::small(ui, text::keeping::more_offers(more));
    }
    let forget = if offer.saved_at.is_some() { text::keeping::USE_SAVED } else { text::keeping::THROW_AWAY };
    let buttons = [
        (text::keeping::RESTORE, Weight::Primary, Command::Keep(KeepCommand::Restore)),
        (forget, Weight::Danger, Command::Keep(KeepCommand::UseSaved)),
        (text::keeping::LATER, Weight::Normal, Command::Keep(KeepCommand::DecideLater)),
    ];
    foot(ui, commands, &buttons);
}
