//! 文書: whom to turn to, and the papers that are made of the note. A tab each.

mod checklists;
mod inquiry;
mod plan;
mod requests;
mod routing;
mod sheet;

use egui::{Key, KeyboardShortcut, Modifiers, Ui};

use crate::app::{Command, DocumentTab, DocumentsCommand, ExportOf, Page, State};

use super::text;
use super::theme::{self, STEP, Size, palette};
use super::widgets::{self, Mark};

/// Shares of the width that the choices and the paper take.
const SHARES: [f32; 2] = [0.4, 0.6];
/// Puts the paper in front on the clipboard.
const COPY: KeyboardShortcut = KeyboardShortcut::new(Modifiers::COMMAND.plus(Modifiers::SHIFT), Key::C);

/// The page: its tabs, and the one in front.
pub(super) fn page(state: &State, commands: &mut Vec<Command>, ui: &mut Ui) {
    if state.dialog.is_none()
        && inquiry::may_hand_on(state)
        && ui.input_mut(|input| input.consume_shortcut(&COPY))
    {
        commands.push(Command::Documents(DocumentsCommand::Copy));
    }
    ui.horizontal_wrapped(|ui| {
        for tab in DocumentTab::ALL {
            let mark = Mark::when(state.documents.tab == tab);
            if widgets::segment(ui, text::documents::tab(tab), mark).clicked() {
                commands.push(Command::Documents(DocumentsCommand::ShowTab(tab)));
            }
        }
    });
    ui.add_space(STEP);
    ui.push_id(state.documents.tab, |ui| match state.documents.tab {
        DocumentTab::Routing => routing::show(state, commands, ui),
        DocumentTab::Inquiry => inquiry::show(state, commands, ui),
        DocumentTab::Plan => plan::show(state, commands, ui),
        DocumentTab::Requests => requests::show(state, commands, ui),
        DocumentTab::Checklists => checklists::show(state, commands, ui),
    });
}

/// What Ctrl+E hands on: the paper or checklist in front of the page, else the note.
pub(super) fn in_front(state: &State) -> ExportOf {
    let is_checklist = state.documents.tab == DocumentTab::Checklists;
    let paper = match state.page {
        Page::Documents if is_checklist => checklists::paper(state),
        Page::Documents => state.documents.paper().filter(|_| inquiry::may_hand_on(state)),
        _ => None,
    };
    paper.map_or(ExportOf::Note, ExportOf::Paper)
}

/// Sentences in order, each with its number.
fn steps(ui: &mut Ui, steps: &[String]) {
    for (number, step) in steps.iter().enumerate() {
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = 1.5 * STEP;
            let soft = palette(ui).ink_soft;
            widgets::label(ui, format!("{}.", number + 1), theme::font(Size::Body), soft);
            widgets::body(ui, step.as_str());
        });
    }
}
