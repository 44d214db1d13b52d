//! What to do, in its order, after something was typed into a fake page.

use egui::{Checkbox, Ui};

use crate::app::{CheckCommand, Checking, Command, State};

use crate::ui::text;
use crate::ui::theme::{self, STEP, Size, palette};
use crate::ui::widgets::{self, Weight};

pub(super) fn show(state: &State, commands: &mut Vec<Command>, ui: &mut Ui) {
    let steps = Checking::steps_after_exposure(state);
    let done = steps.iter().filter(|step| Checking::is_done(&state.case, step)).count();
    widgets::heading(ui, text::url_check::AFTER_TITLE);
    widgets::note(ui, text::url_check::AFTER_DETAIL);
    widgets::small(ui, text::url_check::progress(done, steps.len()));
    ui.add_space(STEP);
    super::scrolled(ui, |ui| {
        // The boxes are what is to be pressed.
        let ink = palette(ui).ink_soft;
        ui.visuals_mut().widgets.inactive.bg_stroke.color = ink;
        for (index, step) in steps.iter().enumerate() {
            let mut is_done = Checking::is_done(&state.case, step);
            let ink = if is_done { palette(ui).ink_soft } else { palette(ui).ink };
            let label = widgets::wrapped(step.as_str(), theme::font(Size::Body), ink);
            if ui.add(Checkbox::new(&mut is_done, label)).clicked() {
                commands.push(Command::Check(CheckCommand::Tick(index)));
            }
        }
    });
    ui.add_space(STEP);
    super::foot(commands, ui, |commands, ui| {
        super::open_door(state, commands, ui);
        if widgets::button(ui, text::url_check::BACK, Weight::Normal).clicked() {
            commands.push(Command::Check(CheckCommand::Back));
        }
    });
}
