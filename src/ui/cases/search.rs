//! The field of the search.

use egui::{Key, KeyboardShortcut, Modifiers, Rect, Ui, UiBuilder, Vec2};
use egui_material_icons::icons::ICON_CLOSE;

use crate::app::{CasesCommand, Command, State, Typing};
use crate::ui::text;
use crate::ui::theme::STEP;
use crate::ui::widgets::{self, Field};

/// Characters that can be looked for.
const LIMIT: usize = 200;

pub(super) fn show(state: &State, commands: &mut Vec<Command>, ui: &mut Ui) {
    let before = &state.cases.typed;
    let wanted =
        ui.input_mut(|input| input.consume_shortcut(&KeyboardShortcut::new(Modifiers::COMMAND, Key::F)));
    let mut typed = before.clone();
    let look = Field { label: text::cases::SEARCH, hint: text::cases::SEARCH_HINT, rows: 1, limit: LIMIT };
    let shown = ui.scope(|ui| widgets::field(ui, "case-search", look, &mut typed));
    let field = shown.inner;
    let cleared = !before.is_empty() && clear(shown.response.rect, ui);
    // The cross lies over the field: what comes next comes below the field.
    ui.advance_cursor_after_rect(shown.response.rect);
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
}

/// The cross at the right end of the field.
fn clear(field: Rect, ui: &mut Ui) -> bool {
    let place = Rect::from_center_size(field.right_center() - Vec2::new(6.0 * STEP, 0.0), Vec2::splat(28.0));
    let over = UiBuilder::new().max_rect(place);
    ui.scope_builder(over, |ui| widgets::icon_button(ui, ICON_CLOSE, text::cases::CLEAR_SEARCH))
        .inner
        .clicked()
}

fn search(typed: String, typing: Typing) -> Command {
    Command::Cases(CasesCommand::Search(typed, typing))
}
