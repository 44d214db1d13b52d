//! 記録: the case note, as a form. Facts typed by the operator, what an inquiry needs, pictures, a timeline filled by the
//! program, the outcome. In the narrow pane its sections fold; over the whole window all of them stand side by side.

mod basics;
mod contact;
mod deadline;
mod facts;
mod masking;
mod pictures;
mod points;
mod timeline;

use egui::{Align, Layout, Response, Ui, Vec2};
use egui_material_icons::icons::{ICON_IOS_SHARE, ICON_OPEN_IN_FULL};

use crate::app::{
    Command, Dialog, Ending, ExportCommand, ExportOf, NoteCommand, NoteField, NotePlace, Page, Section, State,
};
use crate::case::points_missing;

use super::theme::{BUTTON_HEIGHT, STEP};
use super::widgets::{self, Field, Mark, Tone, Weight};
use super::{frame, text};

pub(super) use contact::after_sending;
pub(super) use masking::show as picture_dialog;
pub(super) use pictures::take_in;

/// Characters kept of a field, and of a long one.
const LIMIT: usize = 400;
const LONG_LIMIT: usize = 40_000;
/// Shares of the width that the form and what stands beside it take in the large view.
const SHARES: [f32; 3] = [0.32, 0.36, 0.32];

/// The pane beside the diagnosis.
pub(super) fn show(state: &State, commands: &mut Vec<Command>, ui: &mut Ui) {
    frame::head(ui, text::note::TITLE, |ui| {
        if widgets::icon_button(ui, ICON_OPEN_IN_FULL, text::note::ENLARGE).clicked() {
            commands.push(Command::Show(Page::Note));
        }
        export_button(commands, ui);
        widgets::small(ui, text::note::missing(state.case.missing_fields().len()));
    });
    ending_panel(state, commands, ui);
    frame::scroll(ui, |ui| {
        deadline::show(state, commands, ui);
        basics::show(state, commands, ui);
        for section in
            [Section::Contact, Section::Facts, Section::Points, Section::Pictures, Section::Timeline]
        {
            if folding_head(state, section, commands, ui) {
                contents(state, section, commands, ui);
            }
        }
    });
}

/// Hands the note on.
fn export_button(commands: &mut Vec<Command>, ui: &mut Ui) {
    if widgets::icon_button(ui, ICON_IOS_SHARE, text::export_dialog::OPEN).clicked() {
        commands.push(Command::Export(ExportCommand::Begin(ExportOf::Note)));
    }
}

/// The note over the whole window.
pub(super) fn page(state: &State, commands: &mut Vec<Command>, ui: &mut Ui) {
    frame::columns(ui, &SHARES, |column, ui| match column {
        0 => form(state, commands, ui),
        1 => {
            frame::head(ui, text::note::section(Section::Points), |ui| {
                widgets::small(ui, text::points::missing(points_missing(&state.case)));
            });
            frame::scroll(ui, |ui| points::show(state, commands, ui));
        }
        _ => {
            frame::head(ui, text::note::section(Section::Timeline), |_| {});
            frame::scroll(ui, |ui| {
                timeline::show(state, commands, ui);
                ui.add_space(3.0 * STEP);
                plain_head(state, Section::Pictures, ui);
                pictures::show(state, commands, ui);
            });
        }
    });
}

/// The first column of the large view.
fn form(state: &State, commands: &mut Vec<Command>, ui: &mut Ui) {
    frame::head(ui, text::note::TITLE, |ui| {
        if widgets::link(ui, text::note::REDUCE).clicked() {
            commands.push(Command::Show(Page::Triage));
        }
        export_button(commands, ui);
        widgets::small(ui, text::note::missing(state.case.missing_fields().len()));
    });
    ending_panel(state, commands, ui);
    frame::scroll(ui, |ui| {
        deadline::show(state, commands, ui);
        basics::show(state, commands, ui);
        for section in [Section::Contact, Section::Facts] {
            ui.add_space(2.0 * STEP);
            plain_head(state, section, ui);
            contents(state, section, commands, ui);
        }
    });
}

fn contents(state: &State, section: Section, commands: &mut Vec<Command>, ui: &mut Ui) {
    match section {
        Section::Contact => contact::show(state, commands, ui),
        Section::Points => points::show(state, commands, ui),
        Section::Facts => facts::show(state, commands, ui),
        Section::Pictures => pictures::show(state, commands, ui),
        Section::Timeline => timeline::show(state, commands, ui),
    }
}

/// How a section stands, in a word or two.
fn standing(state: &State, section: Section) -> (String, Tone) {
    let case = &state.case;
    match section {
        Section::Contact => {
            let next = case.next_check.as_ref().map(|at| text::time::short(at, state.now));
            (text::note::contact(next.as_deref()), Tone::Plain)
        }
        Section::Points => match points_missing(case) {
            0 => (text::points::missing(0), Tone::Ok),
            missing => (text::points::missing(missing), Tone::Plain),
        },
        Section::Facts => (text::note::count(case.facts.len()), Tone::Plain),
        Section::Pictures => (text::pictures::count(case.attachments.len()), Tone::Plain),
        Section::Timeline => (text::note::count(case.timeline.len()), Tone::Plain),
    }
}

/// The head of a section of the pane. Returns whether the section is open.
fn folding_head(state: &State, section: Section, commands: &mut Vec<Command>, ui: &mut Ui) -> bool {
    let open = state.noting.is_open(section);
    frame::line(ui);
    let (standing, tone) = standing(state, section);
    let head = widgets::section_head(ui, text::note::section(section), &standing, tone, Mark::when(open));
    if head.clicked() {
        commands.push(Command::Note(NoteCommand::Fold(section)));
    }
    open
}

fn plain_head(state: &State, section: Section, ui: &mut Ui) {
    frame::head(ui, text::note::section(section), |ui| {
        widgets::small(ui, standing(state, section).0);
    });
}

fn ending_panel(state: &State, commands: &mut Vec<Command>, ui: &mut Ui) {
    if state.case.outcome.is_some() {
        return;
    }
    egui::Panel::bottom("ending")
        .frame(egui::Frame::NONE.inner_margin(egui::Margin { left: 0, right: 10, top: 8, bottom: 8 }))
        .show_separator_line(false)
        .show(ui, |ui| endings(commands, ui));
}

fn endings(commands: &mut Vec<Command>, ui: &mut Ui) {
    ui.horizontal(|ui| {
        let width = ((ui.available_width() - ui.spacing().item_spacing.x) / 2.0).floor();
        let mut end = |ui: &mut Ui, name: &str, weight: Weight, dialog: Dialog| {
            let size = Vec2::new(width, BUTTON_HEIGHT);
            let pressed = ui.allocate_ui_with_layout(size, Layout::top_down_justified(Align::Center), |ui| {
                widgets::button(ui, name, weight)
            });
            if pressed.inner.clicked() {
                commands.push(Command::Ask(dialog));
            }
        };
        end(ui, text::note::UNSOLVED, Weight::Normal, Dialog::Unsolved(Ending::default()));
        end(ui, text::note::SOLVED, Weight::Good, Dialog::Solved(Ending::default()));
    });
}

/// A text field of the note.
fn field(
    state: &State,
    field: NoteField,
    rows: usize,
    limit: usize,
    commands: &mut Vec<Command>,
    ui: &mut Ui,
) {
    let mut typed = field.of(&state.case).clone();
    let look = Field { label: text::note::label(field), hint: text::note::hint(field), rows, limit };
    let edited = widgets::field(ui, field, look, &mut typed);
    arrive(state, &NotePlace::Field(field), &edited, commands);
    if edited.changed() {
        commands.push(Command::SetField(field, typed));
    }
}

/// Brings the field that somebody wants to go to into sight, with the keyboard in it.
fn arrive(state: &State, place: &NotePlace, edited: &Response, commands: &mut Vec<Command>) {
    if state.noting.wanted.as_ref() == Some(place) {
        edited.request_focus();
        edited.scroll_to_me(Some(Align::Center));
        commands.push(note(NoteCommand::Arrived));
    }
}

/// Two short fields side by side.
fn pair(state: &State, fields: [NoteField; 2], commands: &mut Vec<Command>, ui: &mut Ui) {
    ui.columns(2, |columns| {
        for (column, field) in columns.iter_mut().zip(fields) {
            self::field(state, field, 1, LIMIT, commands, column);
        }
    });
}

/// A command about the timeline or the pictures.
fn note(command: NoteCommand) -> Command {
    Command::Note(command)
}
