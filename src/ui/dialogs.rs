//! Dialogs: questions that must be answered, and small forms.

mod guard;

use egui::{Frame, Id, Margin, Modal, Ui};

use crate::app::{CasesCommand, Command, Dialog, Ending, Leave, PathPurpose, PathRequest, State};
use crate::triage::OTHER;
use crate::ui::text::errors::Sentence;

use super::text;
use super::theme::{BUTTON_HEIGHT, STEP, palette};
use super::widgets::{self, Field, Mark, Weight};
use super::{export, learning};

mod copies;
mod damaged;
mod differences;
mod recovered;

const WIDTH: f32 = 460.0;
/// Of dialogs that show two states side by side.
const WIDE: f32 = 760.0;
/// Causes offered as the one that it was.
const OFFERED: usize = 6;

pub(super) fn show(state: &State, commands: &mut Vec<Command>, ui: &mut Ui) {
    let Some(dialog) = &state.dialog else { return };
    if *dialog == Dialog::Checking {
        return super::url_check::show(state, commands, ui);
    }
    let frame = Frame::window(ui.style()).inner_margin(Margin::same(20));
    let modal = Modal::new(Id::unique("dialog")).frame(frame).show(ui.ctx(), |ui| {
        let room = ui.ctx().content_rect().width() - 24.0 * STEP;
        ui.set_width(match dialog {
            Dialog::Export => export::WIDTH.min(room),
            Dialog::Recovered | Dialog::Copies => WIDE.min(room),
            _ => WIDTH,
        });
        match dialog {
            Dialog::Restart => restart(commands, ui),
            Dialog::Unsaved(leave) => unsaved(leave, commands, ui),
            Dialog::Solved(ending) => solved(state, ending, commands, ui),
            Dialog::Unsolved(ending) => unsolved(ending, commands, ui),
            Dialog::Path(request) => path(request, commands, ui),
            Dialog::Guard(question) => guard::show(question, commands, ui),
            Dialog::Trash(path, title) => trash(path, title, commands, ui),
            Dialog::Overwrite(path) => overwrite(path, commands, ui),
            Dialog::SaveFailed(sentence) => save_failed(sentence, commands, ui),
            Dialog::Failed(sentence) => failed(sentence, commands, ui),
            Dialog::Damaged { note, unreadable } => damaged::show(state, note, unreadable, commands, ui),
            Dialog::Recovered => recovered::show(state, commands, ui),
            Dialog::Copies => copies::show(state, commands, ui),
            Dialog::Opening(dialog) => super::opening::dialog(state, dialog, commands, ui),
            Dialog::Checking => {}
            Dialog::OpenFailed { label, url } => open_failed(label, url, commands, ui),
            Dialog::Export => export::show(state, commands, ui),
            Dialog::OwnCases => learning::which(state, commands, ui),
        }
    });
    // A form with something typed in it is not closed by a click beside it.
    let typed = match dialog {
        Dialog::Solved(ending) | Dialog::Unsolved(ending) => !ending.note.is_empty(),
        Dialog::Path(request) => !request.text.is_empty(),
        Dialog::Export => export::is_typed(state),
        // A click beside it decides nothing.
        Dialog::Recovered | Dialog::Opening(_) => true,
        _ => false,
    };
    let escape = ui.input(|input| input.key_pressed(egui::Key::Escape));
    if modal.should_close() && (!typed || escape) {
        commands.push(Command::CloseDialog);
    }
}

pub(super) fn head(ui: &mut Ui, title: &str, detail: &str) {
    widgets::heading(ui, title);
    if !detail.is_empty() {
        widgets::body(ui, detail);
    }
    ui.add_space(2.0 * STEP);
}

/// Right to left, the thing to do first.
pub(super) fn foot(ui: &mut Ui, commands: &mut Vec<Command>, buttons: &[(&str, Weight, Command)]) {
    ui.add_space(STEP);
    let row = egui::Vec2::new(ui.available_width(), BUTTON_HEIGHT);
    ui.allocate_ui_with_layout(row, egui::Layout::right_to_left(egui::Align::Center), |ui| {
        for (name, weight, command) in buttons {
            if widgets::button(ui, name, *weight).clicked() {
                commands.push(command.clone());
            }
        }
    });
}

fn restart(commands: &mut Vec<Command>, ui: &mut Ui) {
    head(ui, text::dialogs::RESTART, text::dialogs::RESTART_DETAIL);
    let buttons = [
        (text::dialogs::RESTART_DO, Weight::Danger, Command::Restart),
        (text::dialogs::CANCEL, Weight::Normal, Command::CloseDialog),
    ];
    foot(ui, commands, &buttons);
}

fn unsaved(leave: &Leave, commands: &mut Vec<Command>, ui: &mut Ui) {
    head(ui, text::dialogs::UNSAVED, text::dialogs::unsaved_detail(leave));
    let buttons = [
        (text::dialogs::SAVE_FIRST, Weight::Primary, Command::SaveThen(leave.clone())),
        (text::dialogs::discard(leave), Weight::Danger, Command::Discard(leave.clone())),
        (text::dialogs::CANCEL, Weight::Normal, Command::CloseDialog),
    ];
    foot(ui, commands, &buttons);
}

fn solved(state: &State, ending: &Ending, commands: &mut Vec<Command>, ui: &mut Ui) {
    head(ui, text::dialogs::SOLVED, text::dialogs::SOLVED_DETAIL);
    let knowledge = state.model.knowledge();
    ui.spacing_mut().item_spacing.y = 1.5 * STEP;
    let columns =
        state.assessment.posterior.as_ref().map(|posterior| posterior.order().to_vec()).unwrap_or_default();
    let ranked: Vec<String> = columns.iter().map(|column| state.model.cause_id(*column).to_owned()).collect();
    // The one that is chosen stays in the list, however improbable it is.
    let mut offered: Vec<&String> = ranked.iter().filter(|id| *id != OTHER).take(OFFERED).collect();
    offered.extend(ending.cause.iter().filter(|chosen| !ranked.iter().take(OFFERED).any(|id| id == *chosen)));
    let choose =
        |cause: Option<String>| Command::Ask(Dialog::Solved(Ending { cause, note: ending.note.clone() }));
    for id in offered {
        if widgets::choice(
            ui,
            text::triage::cause(knowledge, id),
            "",
            Mark::when(ending.cause.as_ref() == Some(id)),
        )
        .clicked()
        {
            commands.push(choose(Some(id.clone())));
        }
    }
    if widgets::choice(ui, text::dialogs::CAUSE_UNKNOWN, "", Mark::when(ending.cause.is_none())).clicked() {
        commands.push(choose(None));
    }
    let note = ending_note(ending, ui);
    if let Some(note) = note {
        commands.push(Command::Ask(Dialog::Solved(Ending { cause: ending.cause.clone(), note })));
    }
    let buttons = [
        (text::dialogs::SOLVED_DO, Weight::Primary, Command::Solve),
        (text::dialogs::CANCEL, Weight::Normal, Command::CloseDialog),
    ];
    foot(ui, commands, &buttons);
}

fn unsolved(ending: &Ending, commands: &mut Vec<Command>, ui: &mut Ui) {
    head(ui, text::dialogs::UNSOLVED, text::dialogs::UNSOLVED_DETAIL);
    if let Some(note) = ending_note(ending, ui) {
        commands.push(Command::Ask(Dialog::Unsolved(Ending { note, ..ending.clone() })));
    }
    let buttons = [
        (text::dialogs::UNSOLVED_CONTINUE, Weight::Primary, Command::CloseDialog),
        (text::dialogs::UNSOLVED_DO, Weight::Normal, Command::GiveUp),
    ];
    foot(ui, commands, &buttons);
}

/// The changed remark, if it was changed in this frame.
fn ending_note(ending: &Ending, ui: &mut Ui) -> Option<String> {
    let mut note = ending.note.clone();
    let look =
        Field { label: text::dialogs::ENDING_NOTE, hint: text::dialogs::ENDING_HINT, rows: 2, limit: 2_000 };
    widgets::field(ui, "ending-note", look, &mut note).changed().then_some(note)
}

fn path(request: &PathRequest, commands: &mut Vec<Command>, ui: &mut Ui) {
    head(ui, text::dialogs::path_title(request.purpose), "");
    let mut typed = request.text.clone();
    let look =
        Field { label: text::dialogs::PATH_FIELD, hint: text::dialogs::PATH_HINT, rows: 1, limit: 4_000 };
    let edited = widgets::field(ui, "path", look, &mut typed);
    if edited.changed() {
        commands.push(Command::Ask(Dialog::Path(PathRequest { text: typed.clone(), ..request.clone() })));
    }
    let entered = edited.lost_focus() && ui.input(|input| input.key_pressed(egui::Key::Enter));
    if entered {
        commands.push(use_path(request.purpose, &typed));
    }
    let buttons = [
        (text::dialogs::path_do(request.purpose), Weight::Primary, use_path(request.purpose, &typed)),
        (text::dialogs::CANCEL, Weight::Normal, Command::CloseDialog),
    ];
    foot(ui, commands, &buttons);
}

fn use_path(purpose: PathPurpose, text: &str) -> Command {
    Command::UsePath(purpose, text.to_owned())
}

fn overwrite(path: &std::path::Path, commands: &mut Vec<Command>, ui: &mut Ui) {
    head(ui, text::dialogs::OVERWRITE, text::dialogs::OVERWRITE_DETAIL);
    widgets::small(ui, path.display().to_string());
    let buttons = [
        (text::dialogs::OVERWRITE_DO, Weight::Danger, Command::Overwrite(path.to_owned())),
        (text::dialogs::CANCEL, Weight::Normal, Command::CloseDialog),
    ];
    foot(ui, commands, &buttons);
}

fn trash(path: &std::path::Path, title: &str, commands: &mut Vec<Command>, ui: &mut Ui) {
    head(ui, text::cases::TRASH_ASK, text::cases::TRASH_DETAIL);
    widgets::strong(ui, title);
    widgets::small(ui, text::cases::path(path));
    let buttons = [
        (text::cases::TRASH, Weight::Danger, Command::Cases(CasesCommand::Trash(path.to_owned()))),
        (text::dialogs::CANCEL, Weight::Normal, Command::CloseDialog),
    ];
    foot(ui, commands, &buttons);
}

fn failed(sentence: &Sentence, commands: &mut Vec<Command>, ui: &mut Ui) {
    told(sentence, ui);
    foot(ui, commands, &[(text::dialogs::CLOSE, Weight::Primary, Command::CloseDialog)]);
}

fn save_failed(sentence: &Sentence, commands: &mut Vec<Command>, ui: &mut Ui) {
    told(sentence, ui);
    let buttons = [
        (text::dialogs::SAVE_ELSEWHERE, Weight::Primary, Command::SaveAs),
        (text::dialogs::CLOSE, Weight::Normal, Command::CloseDialog),
    ];
    foot(ui, commands, &buttons);
}

/// What happened, what is safe, what to do next, the path last.
pub(super) fn told(sentence: &Sentence, ui: &mut Ui) {
    widgets::heading(ui, sentence.what.as_str());
    for line in [&sentence.safe, &sentence.next] {
        if !line.is_empty() {
            widgets::body(ui, line.as_str());
        }
    }
    if let Some(path) = &sentence.path {
        widgets::small(ui, path.as_str());
    }
}

fn open_failed(label: &str, url: &str, commands: &mut Vec<Command>, ui: &mut Ui) {
    head(ui, text::dialogs::OPEN_FAILED, text::dialogs::OPEN_FAILED_DETAIL);
    widgets::strong(ui, label);
    widgets::framed(ui, palette(ui).page, palette(ui).line, Margin::same(10), |ui| widgets::body(ui, url));
    let buttons = [
        (text::dialogs::COPY_URL, Weight::Primary, Command::Copy(url.to_owned())),
        (text::dialogs::CLOSE, Weight::Normal, Command::CloseDialog),
    ];
    foot(ui, commands, &buttons);
}
