//! ケース一覧: all notes of the folder, searched as it is typed, with a look at the one that is chosen.

mod filters;
mod preview;
mod rows;
mod search;
mod states;

use std::sync::Arc;

use egui::{Event, ImeEvent, Key, Modifiers, Ui};

use crate::app::{
    Asking, CasesCommand, Command, Dialog, ExportCommand, ExportOf, Leave, Listing, State, Step,
};
use crate::case::index::Row;

use super::theme::NARROW;
use super::{frame, text, widgets};

/// Shares of the width that the list and the look at a note take.
const SHARES: [f32; 2] = [0.655, 0.345];
/// The look at a note, where it stands below the list: its share of the height.
const BELOW: f32 = 0.42;

pub(super) fn show(state: &State, commands: &mut Vec<Command>, ui: &mut Ui) {
    keys(state, commands, ui);
    if ui.ctx().content_rect().width() < NARROW {
        let height = (ui.available_height() * BELOW).floor();
        let frame = egui::Frame::NONE.inner_margin(egui::Margin { left: 0, right: 0, top: 12, bottom: 0 });
        egui::Panel::bottom("case-preview").exact_size(height).frame(frame).show_separator_line(false).show(
            ui,
            |ui| {
                frame::columns(ui, &[1.0], |_, ui| preview::show(state, commands, ui));
            },
        );
        frame::columns(ui, &[1.0], |_, ui| list(state, commands, ui));
        return;
    }
    frame::columns(ui, &SHARES, |index, ui| match index {
        0 => list(state, commands, ui),
        _ => preview::show(state, commands, ui),
    });
}

fn list(state: &State, commands: &mut Vec<Command>, ui: &mut Ui) {
    let cases = &state.cases;
    frame::head(ui, text::cases::TITLE, |ui| {
        if !cases.found.rows.is_empty() && widgets::link(ui, text::export_dialog::OPEN_LIST).clicked() {
            let paths = cases.found.rows.iter().map(|row| row.path().to_owned()).collect();
            commands.push(Command::Export(ExportCommand::Begin(ExportOf::List(Arc::new(paths)))));
        }
        widgets::small(ui, standing(state));
    });
    // The search and the filters end where the heads of the columns end.
    let right = ui.spacing().scroll.bar_width + ui.spacing().item_spacing.x;
    ui.scope(|ui| {
        ui.set_max_width(ui.available_width() - right);
        search::show(state, commands, ui);
        filters::show(state, commands, ui);
        if let Some(folder) = cases.found.unread.first() {
            widgets::caution_small(ui, text::cases::unread_folders(folder, cases.found.unread.len()));
        }
    });
    match &cases.listing {
        Listing::Failed(trouble) => states::failed(trouble, commands, ui),
        Listing::Unread if cases.folder.is_none() => states::no_folder(commands, ui),
        Listing::Unread => {}
        Listing::Reading(progress) if cases.found.rows.is_empty() => states::reading(progress, ui),
        _ if cases.found.counts.all == 0 => states::empty(state, commands, ui),
        _ if cases.found.rows.is_empty() => states::none_found(commands, ui),
        _ => rows::show(state, commands, ui),
    }
}

/// How many notes are shown, or what is being done.
fn standing(state: &State) -> String {
    let cases = &state.cases;
    match (&cases.listing, &cases.asking) {
        (Listing::Reading(progress), _) => {
            text::cases::progress(text::cases::READING, progress.done, progress.of)
        }
        (Listing::Listed, Asking::Preparing(progress)) => {
            text::cases::progress(text::cases::PREPARING, progress.done, progress.of)
        }
        (Listing::Listed, _) => text::cases::shown(cases.found.rows.len(), cases.found.counts.all),
        (Listing::Unread | Listing::Failed(_), _) => String::new(),
    }
}

/// The keyboard: through the rows, into the search, open, put away. Not while a menu is open or an input method is at work,
/// which has its own use for these keys.
fn keys(state: &State, commands: &mut Vec<Command>, ui: &Ui) {
    if state.dialog.is_some() || egui::Popup::is_any_open(ui.ctx()) || composes(ui) {
        return;
    }
    let mut on = |key: Key, command: Option<Command>| {
        let pressed = command.is_some() && ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
        commands.extend(command.filter(|_| pressed));
    };
    let step = |step: Step| Some(Command::Cases(CasesCommand::Step(step)));
    on(Key::ArrowDown, step(Step::Down));
    on(Key::ArrowUp, step(Step::Up));
    on(Key::PageDown, step(Step::PageDown));
    on(Key::PageUp, step(Step::PageUp));
    let chosen = || state.cases.chosen();
    if ui.ctx().text_edit_focused() {
        on(Key::Enter, chosen().map(open));
        return;
    }
    on(Key::Home, step(Step::First));
    on(Key::End, step(Step::Last));
    if ui.memory(|memory| memory.focused().is_none()) {
        on(Key::Enter, chosen().map(open));
        on(Key::Delete, chosen().and_then(|row| ask_trash(state, row)));
    }
}

/// Whether an input method was at work in this frame.
fn composes(ui: &Ui) -> bool {
    ui.input(|input| input.events.iter().any(|event| matches!(event, Event::Ime(_))))
}

/// What an input method last said in this frame: whether it is still composing.
fn composing(ui: &Ui) -> Option<bool> {
    ui.input(|input| {
        input.events.iter().rev().find_map(|event| match event {
            Event::Ime(ImeEvent::Preedit { text, .. }) => Some(!text.is_empty()),
            Event::Ime(ImeEvent::Commit(_)) => Some(false),
            _ => None,
        })
    })
}

/// Opens a note; what is not saved of the open one is asked about first.
fn open(row: &Row) -> Command {
    Command::Leave(Leave::OpenPath(row.path().to_owned()))
}

/// Asks whether a note is to go into the bin. The open one stays.
fn ask_trash(state: &State, row: &Row) -> Option<Command> {
    let title = row.summary().map_or_else(
        || text::cases::file_title(row.path()),
        |summary| text::cases::title(summary).to_owned(),
    );
    let ask = Command::Ask(Dialog::Trash(row.path().to_owned(), title));
    (!is_open_note(state, row)).then_some(ask)
}

fn is_open_note(state: &State, row: &Row) -> bool {
    state.path.as_deref() == Some(row.path())
}
