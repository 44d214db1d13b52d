//! The field of the search.

use egui::{Key, KeyboardShortcut, Layout, Modifiers, Ui};
use egui_material_icons::icons::ICON_CLOSE;

use crate::app::{CasesCommand, Command, State, Typing};
use crate::ui::text;
use crate::ui::widgets::{self, Field};

/// Characters that can be looked for.
const LIMIT: usize = 200;

pub(super) fn show(state: &State, commands: &mut Vec<Command>, ui: &mut Ui) {
    let before = &state.cases.typed;
    let wanted = ui.input_mut(|input| input.consume_shortcut(&KeyboardShortcut::new(Modifiers::COMMAND, Key::F)));
    ui.with_layout(Layout::right_to_left(egui::Align::Center), |ui| {
        let clear = (!before.is_empty()).then(|| widgets::icon_button(ui, ICON_CLOSE, text::cases::CLEAR_SEARCH));
        let cleared = clear.is_some_and(|clear| clear.clicked());
        let mut typed = before.clone();
        let look = Field { label: text::cases::SEARCH, hint: text::cases::SEARCH_HINT, rows: 1, limit: LIMIT };
        let field = widgets::field(ui, "case-search", look, &mut typed);
        if wanted || cleared {
            field.request_focus();
        }
        if cleared {
            commands.push(search(String::new(), Typing::Done));
            return;
        }
        // Composed text is in the field already. It is looked for when it is committed, or the field is left.
        let composing = super::composing(ui);
        let settled = composing == Some(false) || field.lost_focus();
        if composing == Some(true) && field.changed() {
            commands.push(search(typed, Typing::Composing));
        } else if field.changed() || settled {
            commands.push(search(typed, Typing::Done));
        }
    });
}

fn search(typed: String, typing: Typing) -> Command {
    Command::Cases(CasesCommand::Search(typed, typing))
}
