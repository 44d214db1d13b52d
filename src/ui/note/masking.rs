//! A picture before it is attached: private parts are painted over, with the mouse or with the keyboard.

use egui::{
    CornerRadius, DragValue, EventFilter, Frame, Id, Image, Key, Margin, Modal, Pos2, Rect, Response, Role,
    Sense, Stroke, Ui, Vec2, WidgetInfo,
};

use crate::app::{Command, EditStage, MaskEdit, NoteCommand, PictureCommand, PictureEdit, State};
use crate::case::Mask;
use crate::ui::text;
use crate::ui::theme::{self, BUTTON_HEIGHT, PAINTED_OVER, STEP, palette};
use crate::ui::widgets::{self, Field, Weight};

use super::pictures::fitted;
use super::{LIMIT, note};

/// Room around the dialog, and what of its height the picture leaves to the rest.
const AROUND: f32 = 96.0;
const REST: f32 = 330.0;
const WIDEST: f32 = 1100.0;
/// A smaller rectangle is a click that slipped.
const SMALLEST: f32 = 4.0;

/// Shows the picture that is about to be attached, if there is one.
pub(in crate::ui) fn show(state: &State, commands: &mut Vec<Command>, ui: &Ui) {
    let Some(edit) = &state.noting.pictures.edit else { return };
    // A question or an error stands before it.
    if state.dialog.is_some() {
        return;
    }
    let window = ui.ctx().content_rect().size();
    let room = Vec2::new((window.x - AROUND).min(WIDEST), (window.y - AROUND - REST).max(160.0));
    let frame = Frame::window(ui.style()).inner_margin(Margin::same(20));
    Modal::new(Id::unique("picture")).frame(frame).show(ui.ctx(), |ui| {
        ui.set_width(room.x);
        let (title, how) = match edit.attached {
            None => (text::pictures::EDIT_TITLE, text::pictures::EDIT_HOW),
            Some(_) => (text::pictures::EDIT_AGAIN_TITLE, text::pictures::EDIT_AGAIN_HOW),
        };
        widgets::heading(ui, title);
        widgets::body(ui, how);
        ui.add_enabled_ui(edit.stage != EditStage::Writing, |ui| {
            canvas(edit, room, commands, ui);
            tools(edit, commands, ui);
            widgets::small(ui, text::pictures::KEYS);
            caption(edit, commands, ui);
            foot(state, edit, commands, ui);
        });
    });
    // What has been drawn is not thrown away by a key that slipped.
    let nothing_drawn = edit.masks.is_empty() && edit.stage != EditStage::Writing;
    if nothing_drawn && ui.input(|input| input.key_pressed(Key::Escape)) {
        commands.push(picture(PictureCommand::Close));
    }
}

/// The picture and the rectangles on it.
fn canvas(edit: &PictureEdit, room: Vec2, commands: &mut Vec<Command>, ui: &mut Ui) {
    let p = palette(ui);
    let (place, response) = ui.allocate_exact_size(room, Sense::click_and_drag());
    let rect = fitted(edit.shown.0.size_vec2(), place);
    let sheet = Sheet { rect, size: edit.picture.size() };
    ui.painter().rect_filled(place, CornerRadius::same(theme::RADIUS_SMALL), p.track);
    Image::new(&edit.shown.0).paint_at(ui, rect);
    let moved = pointer(edit, &sheet, &response, commands, ui);
    for (index, mask) in edit.masks.iter().enumerate() {
        let chosen = edit.selected == Some(index);
        let shown = moved
            .filter(|(mark, _)| *mark == Some(index))
            .map_or_else(|| sheet.shown(*mask), |(_, rect)| rect);
        paint(ui, shown, if chosen { p.accent } else { PAINTED_OVER });
    }
    if let Some((None, drawn)) = moved {
        paint(ui, drawn, p.accent);
    }
    keys(edit, &response, commands, ui);
    if response.has_focus() {
        let round = CornerRadius::same(theme::RADIUS_SMALL);
        ui.painter().rect_stroke(place, round, Stroke::new(1.5, p.accent), egui::StrokeKind::Inside);
    }
    let enabled = ui.is_enabled();
    response.widget_info(|| WidgetInfo::labeled(Role::Button, enabled, text::pictures::CANVAS));
    response.on_hover_cursor(egui::CursorIcon::Crosshair);
}

fn paint(ui: &Ui, rect: Rect, line: egui::Color32) {
    ui.painter().rect_filled(rect, CornerRadius::ZERO, PAINTED_OVER);
    ui.painter().rect_stroke(rect, CornerRadius::ZERO, Stroke::new(2.0, line), egui::StrokeKind::Outside);
}

/// Where the picture lies on the screen, and its size in pixels.
struct Sheet {
    rect: Rect,
    size: (u32, u32),
}

impl Sheet {
    fn scale(&self) -> f32 {
        self.rect.width() / pixels(self.size.0).max(1.0)
    }

    fn shown(&self, mask: Mask) -> Rect {
        let scale = self.scale();
        let min = self.rect.min + Vec2::new(pixels(mask.left), pixels(mask.top)) * scale;
        Rect::from_min_size(min, Vec2::new(pixels(mask.width), pixels(mask.height)) * scale)
    }

    fn mask(&self, shown: Rect) -> Mask {
        let shown = shown.intersect(self.rect);
        let scale = self.scale();
        let from = |length: f32| whole((length / scale).round());
        let at = shown.min - self.rect.min;
        Mask { left: from(at.x), top: from(at.y), width: from(shown.width()), height: from(shown.height()) }
            .within(self.size)
    }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "pixels of a picture, not below zero"
)]
fn whole(length: f32) -> u32 {
    length.max(0.0) as u32
}

#[expect(clippy::cast_precision_loss, reason = "pixels of a picture are few enough for this")]
fn pixels(length: u32) -> f32 {
    length as f32
}

/// Draws a rectangle, or moves the chosen one; a click chooses. Returns what is under way: which rectangle is moved, or
/// none for a new one, and where it is by now.
fn pointer(
    edit: &PictureEdit,
    sheet: &Sheet,
    response: &Response,
    commands: &mut Vec<Command>,
    ui: &Ui,
) -> Option<(Option<usize>, Rect)> {
    let under = |at: Pos2| edit.masks.iter().rposition(|mask| sheet.shown(*mask).contains(at));
    let at = response.interact_pointer_pos();
    if response.clicked() {
        response.request_focus();
        commands.push(mask(MaskEdit::Select(at.and_then(under))));
    }
    let start = response.id.with("start");
    if response.drag_started()
        && let Some(origin) = ui.input(|input| input.pointer.press_origin()).or(at)
    {
        response.request_focus();
        ui.data_mut(|data| data.insert_temp(start, origin));
    }
    let origin: Pos2 = ui.data(|data| data.get_temp(start))?;
    let at = at.or_else(|| ui.input(|input| input.pointer.latest_pos()))?;
    let chosen = edit.selected.and_then(|index| edit.masks.get(index).map(|mask| (index, *mask)));
    let moving = chosen.filter(|(_, mask)| sheet.shown(*mask).contains(origin));
    let (which, drawn) = match moving {
        Some((index, mask)) => (Some(index), sheet.shown(mask).translate(at - origin)),
        None => (None, Rect::from_two_pos(origin, at).intersect(sheet.rect)),
    };
    if !response.drag_stopped() {
        return response.dragged().then_some((which, drawn));
    }
    ui.data_mut(|data| data.remove::<Pos2>(start));
    match moving {
        Some((index, before)) => {
            let shift = (at - origin) / sheet.scale();
            let moved = |start: u32, by: f32| whole((pixels(start) + by).round());
            let after = Mask { left: moved(before.left, shift.x), top: moved(before.top, shift.y), ..before };
            commands.push(mask(MaskEdit::Change(index, after)));
        }
        None if drawn.width() >= SMALLEST && drawn.height() >= SMALLEST => {
            commands.push(mask(MaskEdit::Add(sheet.mask(drawn))));
        }
        None => {}
    }
    None
}

/// Arrow keys move the chosen rectangle, with Shift they change its size.
fn keys(edit: &PictureEdit, response: &Response, commands: &mut Vec<Command>, ui: &Ui) {
    if !response.has_focus() {
        return;
    }
    let arrows = EventFilter { horizontal_arrows: true, vertical_arrows: true, ..EventFilter::default() };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, arrows));
    let (command, shift) = ui.input(|input| (input.modifiers.command, input.modifiers.shift));
    let pressed = |key: Key| ui.input(|input| input.key_pressed(key));
    if command && pressed(Key::Z) {
        commands.push(mask(if shift { MaskEdit::Redo } else { MaskEdit::Undo }));
    }
    let Some((index, before)) = edit.selected.and_then(|index| Some((index, *edit.masks.get(index)?))) else {
        return;
    };
    if pressed(Key::Delete) || pressed(Key::Backspace) {
        commands.push(mask(MaskEdit::Remove(index)));
        return;
    }
    // A hundredth of the longer side, so that it can be seen.
    let step = (edit.picture.size().0.max(edit.picture.size().1) / 100).max(1);
    let moved = |length: u32, more: Key, less: Key| match (pressed(more), pressed(less)) {
        (true, false) => length.saturating_add(step),
        (false, true) => length.saturating_sub(step),
        _ => length,
    };
    let after = if shift {
        let (width, height) = (before.width, before.height);
        Mask {
            width: moved(width, Key::ArrowRight, Key::ArrowLeft),
            height: moved(height, Key::ArrowDown, Key::ArrowUp),
            ..before
        }
    } else {
        Mask {
            left: moved(before.left, Key::ArrowRight, Key::ArrowLeft),
            top: moved(before.top, Key::ArrowDown, Key::ArrowUp),
            ..before
        }
    };
    if after != before {
        commands.push(mask(MaskEdit::Change(index, after)));
    }
}

/// Buttons, and the chosen rectangle in numbers.
fn tools(edit: &PictureEdit, commands: &mut Vec<Command>, ui: &mut Ui) {
    ui.horizontal_wrapped(|ui| {
        let mut act = |ui: &mut Ui, name: &str, ready: bool, change: MaskEdit| {
            let pressed = ui.add_enabled_ui(ready, |ui| widgets::button(ui, name, Weight::Normal)).inner;
            if pressed.clicked() {
                commands.push(mask(change));
            }
        };
        act(ui, text::pictures::ADD_MASK, true, MaskEdit::AddInTheMiddle);
        act(ui, text::pictures::UNDO, edit.can_undo(), MaskEdit::Undo);
        act(ui, text::pictures::REDO, edit.can_redo(), MaskEdit::Redo);
        let remove = MaskEdit::Remove(edit.selected.unwrap_or_default());
        act(ui, text::pictures::REMOVE_MASK, edit.selected.is_some(), remove);
        ui.add_space(2.0 * STEP);
        for index in 0..edit.masks.len() {
            let mark = widgets::Mark::when(edit.selected == Some(index));
            if widgets::pill(ui, &text::pictures::mask(index + 1), mark).clicked() {
                commands.push(mask(MaskEdit::Select(Some(index))));
            }
        }
    });
    if let Some((index, chosen)) = edit.selected.and_then(|index| Some((index, *edit.masks.get(index)?))) {
        numbers(edit, index, chosen, commands, ui);
    }
}

fn numbers(edit: &PictureEdit, index: usize, chosen: Mask, commands: &mut Vec<Command>, ui: &mut Ui) {
    let (width, height) = edit.picture.size();
    let mut after = chosen;
    ui.horizontal(|ui| {
        for (name, value, most) in [
            (text::pictures::LEFT, &mut after.left, width),
            (text::pictures::TOP, &mut after.top, height),
            (text::pictures::WIDTH, &mut after.width, width),
            (text::pictures::HEIGHT, &mut after.height, height),
        ] {
            let label = widgets::small(ui, name);
            ui.add(DragValue::new(value).range(0..=most)).labelled_by(label.id);
        }
    });
    if after != chosen {
        commands.push(mask(MaskEdit::Change(index, after)));
    }
}

fn caption(edit: &PictureEdit, commands: &mut Vec<Command>, ui: &mut Ui) {
    let mut typed = edit.caption.clone();
    let look =
        Field { label: text::pictures::CAPTION, hint: text::pictures::CAPTION_HINT, rows: 1, limit: LIMIT };
    if widgets::field(ui, "new-caption", look, &mut typed).changed() {
        commands.push(picture(PictureCommand::TypeCaption(typed)));
    }
}

fn foot(state: &State, edit: &PictureEdit, commands: &mut Vec<Command>, ui: &mut Ui) {
    let row = Vec2::new(ui.available_width(), BUTTON_HEIGHT);
    ui.allocate_ui_with_layout(row, egui::Layout::right_to_left(egui::Align::Center), |ui| {
        let name = if edit.attached.is_some() { text::pictures::KEEP } else { text::pictures::ATTACH };
        if widgets::button(ui, name, Weight::Primary).clicked() {
            commands.push(picture(PictureCommand::Attach));
        }
        if widgets::button(ui, text::pictures::CANCEL, Weight::Normal).clicked() {
            commands.push(picture(PictureCommand::Close));
        }
        match edit.stage {
            EditStage::Writing => widgets::small(ui, text::pictures::WRITING),
            _ if state.path.is_none() => widgets::small(ui, text::pictures::SAVES_FIRST),
            _ => return,
        };
    });
}

fn mask(change: MaskEdit) -> Command {
    picture(PictureCommand::Mask(change))
}

fn picture(command: PictureCommand) -> Command {
    note(NoteCommand::Picture(command))
}
