//! Pictures: how they come to the note, and those that are there.

use egui::{Align, CornerRadius, Event, Image, Layout, Rect, Role, Sense, Ui, Vec2, WidgetInfo};
use egui_material_icons::icons::{ICON_BROKEN_IMAGE, ICON_CLOSE, ICON_IMAGE};

use crate::app::{Command, Leave, NoteCommand, Page, PictureCommand, PreviewState, Reader, State};
use crate::case::Attachment;
use crate::ui::text;
use crate::ui::theme::{self, RADIUS_SMALL, STEP, Size, palette};
use crate::ui::widgets::{self, Field, Weight};

use super::{LIMIT, note};

/// The place of a preview.
const PREVIEW: Vec2 = Vec2::new(96.0, 64.0);

/// Takes in what is pasted or dropped anywhere on the window while the note is shown.
pub(in crate::ui) fn take_in(state: &State, commands: &mut Vec<Command>, ui: &Ui) {
    let shown = matches!(state.page, Page::Triage | Page::Note);
    if !shown || state.dialog.is_some() || state.noting.pictures.edit.is_some() {
        return;
    }
    let (pasted, dropped) = ui.input(|input| {
        let pasted = input.events.iter().find_map(|event| match event {
            Event::PasteImage(image) => Some(image.clone()),
            _ => None,
        });
        let dropped: Vec<_> = input.raw.dropped_files.iter().map(|file| file.path().to_owned()).collect();
        (pasted, dropped)
    });
    if ui.input(|input| !input.raw.hovered_files.is_empty()) {
        drop_here(ui);
    }
    commands.extend(pasted.map(|image| picture(PictureCommand::Paste(image))));
    // A note is opened, everything else is looked at as a picture.
    let is_note =
        |path: &std::path::Path| path.extension().is_some_and(|end| end.eq_ignore_ascii_case("ron"));
    let (notes, pictures): (Vec<_>, Vec<_>) = dropped.into_iter().partition(|path| is_note(path));
    if !pictures.is_empty() {
        commands.push(picture(PictureCommand::Drop(pictures)));
    } else if let Some(note) = notes.into_iter().next() {
        commands.push(Command::Leave(Leave::OpenPath(note)));
    }
}

/// Over the whole window while files are held above it.
fn drop_here(ui: &Ui) {
    let p = palette(ui);
    let layer = egui::LayerId::new(egui::Order::Foreground, egui::Id::unique("drop-here"));
    let painter = ui.ctx().layer_painter(layer);
    let window = ui.ctx().content_rect().shrink(2.0 * STEP);
    let round = CornerRadius::same(theme::RADIUS);
    painter.rect_filled(window, round, p.accent_soft.gamma_multiply(0.9));
    painter.rect_stroke(window, round, egui::Stroke::new(2.0, p.accent), egui::StrokeKind::Inside);
    let middle = egui::Align2::CENTER_CENTER;
    painter.text(window.center(), middle, text::pictures::DROP_HERE, theme::bold(Size::Lead), p.accent);
}

pub(super) fn show(state: &State, commands: &mut Vec<Command>, ui: &mut Ui) {
    for (index, attachment) in state.case.attachments.iter().enumerate() {
        row(state, index + 1, attachment, commands, ui);
    }
    widgets::small(ui, text::keys::on(widgets::keyboard(ui), text::pictures::HOW));
    ui.horizontal(|ui| {
        if widgets::button(ui, text::pictures::CHOOSE, Weight::Normal).clicked() {
            commands.push(picture(PictureCommand::Choose));
        }
        if state.noting.pictures.reading == Reader::Busy {
            widgets::small(ui, text::pictures::READING);
        }
    });
}

fn row(state: &State, number: usize, attachment: &Attachment, commands: &mut Vec<Command>, ui: &mut Ui) {
    let known = state.noting.pictures.preview(&attachment.id);
    ui.horizontal_top(|ui| {
        if preview(known, number, attachment, commands, ui) {
            commands.push(picture(PictureCommand::Open(attachment.id.clone())));
        }
        ui.with_layout(Layout::right_to_left(Align::Min), |ui| {
            if widgets::icon_button(ui, ICON_CLOSE, &text::pictures::remove(number)).clicked() {
                commands.push(picture(PictureCommand::Remove(attachment.id.clone())));
            }
            ui.with_layout(Layout::top_down(Align::Min), |ui| {
                ui.spacing_mut().item_spacing.y = STEP;
                let mut caption = attachment.caption.clone();
                let look = Field {
                    label: text::pictures::CAPTION,
                    hint: text::pictures::CAPTION_HINT,
                    rows: 1,
                    limit: LIMIT,
                };
                if widgets::field(ui, ("caption", &attachment.id), look, &mut caption).changed() {
                    commands.push(picture(PictureCommand::Caption(attachment.id.clone(), caption)));
                }
                let day = text::time::clock_on(attachment.at, state.now, &state.zone);
                widgets::small(ui, text::pictures::about(attachment, &day)).on_hover_text(&attachment.file);
            });
        });
    });
    if known == Some(&PreviewState::Missing) {
        widgets::caution_small(ui, text::pictures::MISSING);
    }
}

/// The preview in its place, asked for once it is on the screen. Returns whether it was pressed.
fn preview(
    known: Option<&PreviewState>,
    number: usize,
    attachment: &Attachment,
    commands: &mut Vec<Command>,
    ui: &mut Ui,
) -> bool {
    let p = palette(ui);
    let (rect, response) = ui.allocate_exact_size(PREVIEW, Sense::click());
    if ui.is_rect_visible(rect) {
        let round = CornerRadius::same(RADIUS_SMALL);
        ui.painter().rect_filled(rect, round, p.track);
        match known {
            Some(PreviewState::Ready(texture)) => {
                Image::new(&texture.0).corner_radius(round).paint_at(ui, fitted(texture.0.size_vec2(), rect));
            }
            Some(PreviewState::Missing) => sign(ui, rect, ICON_BROKEN_IMAGE, p.caution),
            Some(PreviewState::Asked) => sign(ui, rect, ICON_IMAGE, p.ink_soft),
            None => {
                sign(ui, rect, ICON_IMAGE, p.ink_soft);
                commands.push(picture(PictureCommand::Preview(attachment.id.clone())));
            }
        }
        if response.hovered() || response.has_focus() {
            let line = egui::Stroke::new(1.5, p.accent);
            ui.painter().rect_stroke(rect, round, line, egui::StrokeKind::Inside);
        }
    }
    let name = text::pictures::open(number);
    let enabled = ui.is_enabled();
    response.widget_info(|| WidgetInfo::labeled(Role::Button, enabled, &name));
    let clicked = response.clicked();
    response.on_hover_text(text::pictures::MASK_MORE).on_hover_cursor(egui::CursorIcon::PointingHand);
    clicked
}

fn sign(ui: &Ui, rect: Rect, icon: egui_material_icons::MaterialIcon, ink: egui::Color32) {
    let font = theme::icon(Size::Lead);
    ui.painter().text(rect.center(), egui::Align2::CENTER_CENTER, icon.codepoint, font, ink);
}

/// As large as it fits, in the middle.
pub(super) fn fitted(size: Vec2, rect: Rect) -> Rect {
    let scale = (rect.width() / size.x.max(1.0)).min(rect.height() / size.y.max(1.0)).min(1.0);
    Rect::from_center_size(rect.center(), size * scale)
}

fn picture(command: PictureCommand) -> Command {
    note(NoteCommand::Picture(command))
}
