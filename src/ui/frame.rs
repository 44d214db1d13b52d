//! How the window is divided: three panes side by side, tabs when it is narrow; and its keyboard shortcuts.

use std::hash::Hash;

use egui::{
    CornerRadius, Frame, Key, KeyboardShortcut, Margin, Modifiers, Rect, ScrollArea, Stroke, Ui, UiBuilder,
    UiKind, UiStackInfo, Vec2,
};

use crate::app::{Command, Composing, Dialog, ExportCommand, Leave, LedgerCommand, Page, Pane, State};

use super::theme::{self, NARROW, RADIUS, STEP, palette};
use super::widgets::{self, Mark};
use super::{checklist, documents, environment, note, text};

/// Shares of the width that the three panes take.
const SHARES: [f32; 3] = [0.392, 0.309, 0.299];
/// Between panes.
const GAP: f32 = 3.0 * STEP;
/// A page with one column is no wider than this: longer lines are hard to read.
const COLUMN: f32 = 760.0;

/// The ground that panes lie on.
pub(super) fn page(ui: &Ui) -> Frame {
    Frame::new().fill(palette(ui).page).inner_margin(Margin::same(12))
}

/// The page with the three panes.
pub(super) fn panes(state: &State, commands: &mut Vec<Command>, ui: &mut Ui) {
    if ui.ctx().content_rect().width() < NARROW {
        tabs(state, commands, ui);
        return;
    }
    columns(ui, &SHARES, |index, ui| {
        if let Some(pane) = [Pane::Checklist, Pane::Environment, Pane::Note].get(index) {
            contents(*pane, state, commands, ui);
        }
    });
}

/// Panes side by side, each with its share of the width. Each has a place of its own for what it remembers.
pub(super) fn columns(ui: &mut Ui, shares: &[f32], mut contents: impl FnMut(usize, &mut Ui)) {
    let area = ui.available_rect_before_wrap();
    let between = u16::try_from(shares.len().saturating_sub(1)).unwrap_or_default();
    let room = area.width() - f32::from(between) * GAP;
    let mut left = area.left();
    for (index, share) in shares.iter().enumerate() {
        let width = (room * share).floor();
        let rect = Rect::from_min_size(egui::pos2(left, area.top()), Vec2::new(width, area.height()));
        ui.scope_builder(UiBuilder::new().id_salt(("column", index)).max_rect(rect), |ui| {
            pane(ui, |ui| contents(index, ui));
        });
        left += width + GAP;
    }
    ui.advance_cursor_after_rect(area);
}

fn tabs(state: &State, commands: &mut Vec<Command>, ui: &mut Ui) {
    ui.horizontal(|ui| {
        for (pane, name) in [
            (Pane::Checklist, text::checklist::TITLE),
            (Pane::Environment, text::environment_pane::TITLE),
            (Pane::Note, text::note::TITLE),
        ] {
            if widgets::segment(ui, name, Mark::when(state.pane == pane)).clicked() {
                commands.push(Command::ShowPane(pane));
            }
        }
    });
    ui.push_id(pane_id(state.pane), |ui| {
        pane(ui, |ui| contents(state.pane, state, commands, ui));
    });
}

fn contents(pane: Pane, state: &State, commands: &mut Vec<Command>, ui: &mut Ui) {
    match pane {
        Pane::Checklist => checklist::show(state, commands, ui),
        Pane::Environment => environment::show(state, commands, ui),
        Pane::Note => note::show(state, commands, ui),
    }
}

fn pane_id(pane: Pane) -> &'static str {
    match pane {
        Pane::Checklist => "checklist",
        Pane::Environment => "environment",
        Pane::Note => "note",
    }
}

/// A pane: a framed sheet that fills its place.
fn pane(ui: &mut Ui, contents: impl FnOnce(&mut Ui)) {
    let p = palette(ui);
    let frame = Frame::new()
        .fill(p.pane)
        .stroke(Stroke::new(1.0, p.line))
        .corner_radius(CornerRadius::same(RADIUS))
        .inner_margin(Margin { left: 16, right: 8, top: 12, bottom: 4 });
    // Painted by its place and not around what is in it: a word that is a little too long moves no edge.
    let sheet = ui.available_rect_before_wrap();
    let inner = sheet - frame.total_margin();
    ui.painter().add(frame.paint(inner));
    // Scrolling parts fade into the colour of the frame that they are told to be in.
    let mut stack = UiStackInfo::new(UiKind::Frame);
    stack.frame = frame;
    ui.scope_builder(UiBuilder::new().ui_stack_info(stack).max_rect(inner), contents);
    ui.advance_cursor_after_rect(sheet);
}

/// The scrolling part of a pane, with room for the scroll bar.
pub(super) fn scroll(ui: &mut Ui, contents: impl FnOnce(&mut Ui)) {
    scroll_area(ScrollArea::vertical(), ui, contents);
}

/// A scrolling part that goes back to its top when what it is about changes.
pub(super) fn scroll_anew(ui: &mut Ui, about: impl Hash + std::fmt::Debug, contents: impl FnOnce(&mut Ui)) {
    let id = ui.scope_id().with("scrolled-about");
    let now = egui::Id::unique(&about);
    let before: Option<egui::Id> = ui.data_mut(|data| data.get_temp(id));
    ui.data_mut(|data| data.insert_temp(id, now));
    let area = ScrollArea::vertical();
    let area =
        if before.is_some_and(|before| before != now) { area.vertical_scroll_offset(0.0) } else { area };
    scroll_area(area, ui, contents);
}

fn scroll_area(area: ScrollArea, ui: &mut Ui, contents: impl FnOnce(&mut Ui)) {
    area.auto_shrink([false, false]).show(ui, |ui| {
        Frame::new().inner_margin(Margin { left: 0, right: 10, top: 2, bottom: 12 }).show(ui, |ui| {
            ui.set_width(ui.available_width());
            contents(ui);
        });
    });
}

/// A page of one readable column.
pub(super) fn single(ui: &mut Ui, contents: impl FnOnce(&mut Ui)) {
    pane(ui, |ui| {
        scroll(ui, |ui| {
            // A place of its own: the page has already taken the whole width.
            let column = Vec2::new(ui.available_width().min(COLUMN), 0.0);
            ui.allocate_ui(column, |ui| {
                ui.set_width(column.x);
                contents(ui);
            });
        });
    });
}

/// Ctrl+S and the like. Where a text field has the keyboard, it undoes its own typing first; see
/// [`undo_beyond_the_field`].
pub(super) fn shortcuts(state: &State, commands: &mut Vec<Command>, ui: &Ui) {
    if state.dialog.is_some() || state.noting.pictures.edit.is_some() {
        return;
    }
    let mut on = |modifiers: Modifiers, key: Key, command: Command| {
        if ui.input_mut(|input| input.consume_shortcut(&KeyboardShortcut::new(modifiers, key))) {
            commands.push(command);
        }
    };
    on(Modifiers::COMMAND.plus(Modifiers::SHIFT), Key::S, Command::SaveAs);
    let save = if state.page == Page::Ledger { LedgerCommand::Save.into() } else { Command::Save };
    on(Modifiers::COMMAND, Key::S, save);
    on(Modifiers::COMMAND, Key::E, Command::Export(ExportCommand::Begin(documents::in_front(state))));
    on(Modifiers::COMMAND, Key::O, Command::Leave(Leave::Open));
    on(Modifiers::COMMAND, Key::U, Command::Ask(Dialog::Checking));
    on(Modifiers::COMMAND, Key::N, Command::Leave(Leave::New));
    // Function keys have another meaning on a Mac.
    for (modifiers, key) in [(Modifiers::NONE, Key::F5), (Modifiers::COMMAND, Key::R)] {
        on(modifiers, key, Command::Scan(state.environment.asking));
    }
    if !ui.ctx().text_edit_focused() {
        for (modifiers, key, command) in UNDO {
            on(modifiers, key, here(state, command));
        }
    }
}

/// Taking back is about what the page shows.
fn here(state: &State, command: Command) -> Command {
    match command {
        Command::Undo if state.page == Page::Ledger => LedgerCommand::Undo.into(),
        Command::Redo if state.page == Page::Ledger => LedgerCommand::Redo.into(),
        command => command,
    }
}

/// The keys that take something back, or do it again; of keys that contain each other, the longer first.
const UNDO: [(Modifiers, Key, Command); 3] = [
    (Modifiers::COMMAND.plus(Modifiers::SHIFT), Key::Z, Command::Redo),
    (Modifiers::COMMAND, Key::Z, Command::Undo),
    (Modifiers::COMMAND, Key::Y, Command::Redo),
];

/// Where the text field with the keyboard had nothing left to undo, the note takes back its last change. Called when
/// nothing has come of this frame's keys, and never while an input method composes.
pub(super) fn undo_beyond_the_field(state: &State, commands: &mut Vec<Command>, ui: &Ui) {
    let composing = state.keeping.typing.composing != Composing::No;
    if composing || state.dialog.is_some() || !ui.ctx().text_edit_focused() {
        return;
    }
    for (modifiers, key, command) in UNDO {
        if ui.input_mut(|input| input.consume_shortcut(&KeyboardShortcut::new(modifiers, key))) {
            commands.push(here(state, command));
            return;
        }
    }
}

/// A line across, over what stands below it.
pub(super) fn line(ui: &Ui) {
    let stroke = Stroke::new(1.0, palette(ui).line);
    ui.painter().hline(ui.max_rect().x_range(), ui.cursor().top(), stroke);
}

/// The head of a pane: its title at the left, small things at the right.
pub(super) fn head(ui: &mut Ui, title: &str, right: impl FnOnce(&mut Ui)) {
    ui.horizontal(|ui| {
        let ink = palette(ui).ink;
        ui.add(egui::Label::new(widgets::wrapped(title, theme::bold(theme::Size::Title), ink)));
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            ui.add_space(10.0);
            right(ui);
        });
    });
    ui.add_space(STEP);
}
