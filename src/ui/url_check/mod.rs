//! URLを確認: a URL, mail or short message is judged by its text.

mod exposure;
mod field;
mod verdict;

use egui::{Event, Frame, Id, Key, Margin, Modal, ScrollArea, Ui};

use crate::app::{CheckCommand, Checked, CheckingPage, Command, Looked, State};
use crate::knowledge::LinkGroup;
use crate::seller_url::Verdict;

use super::text;
use super::theme::STEP;
use super::widgets::{self, Weight};

const WIDTH: f32 = 640.0;
/// What the dialog needs beside the part that scrolls, in points.
const AROUND: f32 = 450.0;

pub(super) fn show(state: &State, commands: &mut Vec<Command>, ui: &mut Ui) {
    take_dropped(commands, ui);
    let frame = Frame::window(ui.style()).inner_margin(Margin::same(20));
    let modal = Modal::new(Id::unique("url-check")).frame(frame).show(ui.ctx(), |ui| {
        ui.set_width(WIDTH);
        match state.checking.page {
            CheckingPage::Verdict => {
                input(state, commands, ui);
                result(state, commands, ui);
            }
            CheckingPage::AfterExposure => exposure::show(state, commands, ui),
        }
    });
    // What was pasted is not lost to a click beside the dialog.
    let escape = ui.input(|input| input.key_pressed(Key::Escape));
    if modal.should_close() && (state.checking.text.is_empty() || escape) {
        commands.push(Command::CloseDialog);
    }
}

/// The part that scrolls, as high as the window allows.
fn scrolled(ui: &mut Ui, contents: impl FnOnce(&mut Ui)) {
    let height = (ui.ctx().content_rect().height() - AROUND).max(100.0);
    ScrollArea::vertical().max_height(height).auto_shrink([false, true]).show(ui, |ui| {
        // Room for the scroll bar.
        Frame::new().inner_margin(Margin { right: 10, ..Margin::ZERO }).show(ui, |ui| {
            ui.set_width(ui.available_width());
            contents(ui);
        });
    });
}

fn take_dropped(commands: &mut Vec<Command>, ui: &Ui) {
    let dropped = ui.input(|input| input.raw.dropped_files.first().map(|file| file.path().to_owned()));
    commands.extend(dropped.map(|path| Command::Check(CheckCommand::LookAtFile(path))));
}

fn input(state: &State, commands: &mut Vec<Command>, ui: &mut Ui) {
    let checking = &state.checking;
    widgets::heading(ui, text::url_check::TITLE);
    widgets::note(ui, text::url_check::DETAIL);
    ui.add_space(STEP);
    let mut typed = checking.text.clone();
    let edited = field::show(ui, &mut typed);
    // What was copied can be pasted at once.
    if typed.is_empty() && ui.memory(|memory| memory.focused().is_none()) {
        edited.request_focus();
    }
    // A URL has no line breaks: Enter judges it. In a mail, Enter is a line break.
    let entered = edited.has_focus()
        && ui.input(|input| input.key_pressed(Key::Enter))
        && !checking.text.trim().is_empty()
        && !checking.text.trim().contains(char::is_whitespace);
    let pasted = ui.input(|input| input.events.iter().any(|event| matches!(event, Event::Paste(_))));
    if edited.changed() && !entered {
        commands.push(Command::Check(CheckCommand::Type(typed)));
    }
    if entered || (pasted && edited.changed()) {
        commands.push(Command::Check(CheckCommand::Look));
    }
    ui.horizontal(|ui| {
        let nothing = checking.text.trim().is_empty() || checking.looking;
        let button = |ui: &mut Ui| widgets::button(ui, text::url_check::LOOK, Weight::Primary);
        if ui.add_enabled_ui(!nothing, button).inner.clicked() {
            commands.push(Command::Check(CheckCommand::Look));
        }
        if widgets::button(ui, text::url_check::PASTE, Weight::Normal).clicked() {
            edited.request_focus();
            commands.push(Command::Check(CheckCommand::Paste));
        }
        widgets::small(ui, text::url_check::DROP);
    });
}

fn result(state: &State, commands: &mut Vec<Command>, ui: &mut Ui) {
    ui.add_space(STEP);
    if state.checking.looking {
        widgets::note(ui, text::url_check::LOOKING);
    }
    if let Some(Checked { file: Some(file), .. }) = &state.checking.checked {
        widgets::small(ui, text::url_check::of_file(file));
    }
    match state.checking.checked.as_ref().map(|checked| &checked.result) {
        None => foot(commands, ui, |_, _| {}),
        Some(Err(fault)) => {
            widgets::card(ui, widgets::Tone::Caution, |ui| {
                widgets::body(ui, text::url_check::fault(*fault));
            });
            foot(commands, ui, |_, _| {});
        }
        Some(Ok(seen)) => {
            scrolled(ui, |ui| match seen {
                Looked::Url(url, judged) => verdict::url(state, url, judged, ui),
                Looked::Message(diagnosis) => verdict::message(state, diagnosis, ui),
            });
            next(state, seen, commands, ui);
        }
    }
}

/// The one thing to do next, and what else can be done.
fn next(state: &State, seen: &Looked, commands: &mut Vec<Command>, ui: &mut Ui) {
    let (advice, note, can_be_fake) = match seen {
        Looked::Url(_, judged) => (
            text::seller_url::next(judged),
            (judged.verdict != Verdict::Unreadable).then_some(text::url_check::NOTE_URL),
            judged.verdict == Verdict::NotAmazon,
        ),
        Looked::Message(diagnosis) => {
            (text::mail::next(diagnosis.verdict), Some(text::url_check::NOTE_MESSAGE), true)
        }
    };
    widgets::strong(ui, advice);
    ui.add_space(STEP);
    foot(commands, ui, |commands, ui| {
        open_door(state, commands, ui);
        if can_be_fake && widgets::button(ui, text::url_check::EXPOSED, Weight::Danger).clicked() {
            commands.push(Command::Check(CheckCommand::Exposed));
        }
        if state.checking.noted {
            widgets::small(ui, text::url_check::NOTED);
        } else if note.is_some_and(|note| widgets::button(ui, note, Weight::Normal).clicked()) {
            commands.push(Command::Check(CheckCommand::Note));
        }
    });
}

fn open_door(state: &State, commands: &mut Vec<Command>, ui: &mut Ui) {
    if widgets::button(ui, text::url_check::OPEN_DOOR, Weight::Primary).clicked() {
        let door = state.model.knowledge().links_in(LinkGroup::Door).next();
        commands.extend(door.map(|link| Command::OpenLink(link.id.clone())));
    }
}

/// What can be done at the left, and at the right the way out.
fn foot(commands: &mut Vec<Command>, ui: &mut Ui, left: impl FnOnce(&mut Vec<Command>, &mut Ui)) {
    ui.horizontal(|ui| {
        left(commands, ui);
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            if widgets::button(ui, text::dialogs::CLOSE, Weight::Normal).clicked() {
                commands.push(Command::CloseDialog);
            }
        });
    });
}
