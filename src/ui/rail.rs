//! The slim rail at the left: the pages.

use egui::{Align2, CornerRadius, Frame, Panel, Rect, Role, Sense, Stroke, Ui, Vec2, WidgetInfo};
use egui_material_icons::MaterialIcon;
use egui_material_icons::icons::{
    ICON_DESCRIPTION, ICON_EDIT_NOTE, ICON_GROUPS, ICON_HELP, ICON_LIST_ALT, ICON_SETTINGS, ICON_TROUBLESHOOT,
};

use crate::app::{Command, Page, State};

use super::text;
use super::theme::{self, RADIUS_SMALL, Size, palette};
use super::widgets::Mark;

const WIDTH: f32 = 64.0;

pub(super) fn show(state: &State, commands: &mut Vec<Command>, ui: &mut Ui) {
    let frame = Frame::new().fill(palette(ui).pane);
    Panel::left("rail").exact_size(WIDTH).resizable(false).frame(frame).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        ui.add_space(8.0);
        let mut entry = |ui: &mut Ui, page: Page, icon: MaterialIcon, name: &str| {
            if item(ui, icon, name, Mark::when(state.page == page)) {
                commands.push(Command::Show(page));
            }
        };
        entry(ui, Page::Triage, ICON_TROUBLESHOOT, text::top::TRIAGE);
        entry(ui, Page::Note, ICON_EDIT_NOTE, text::note::TITLE);
        entry(ui, Page::Cases, ICON_LIST_ALT, text::top::CASES);
        entry(ui, Page::Documents, ICON_DESCRIPTION, text::top::DOCUMENTS);
        entry(ui, Page::Ledger, ICON_GROUPS, text::top::LEDGER);
        ui.with_layout(egui::Layout::bottom_up(egui::Align::Min), |ui| {
            ui.add_space(8.0);
            entry(ui, Page::Help, ICON_HELP, text::top::HELP);
            entry(ui, Page::Settings, ICON_SETTINGS, text::top::SETTINGS);
        });
    });
}

fn item(ui: &mut Ui, icon: MaterialIcon, name: &str, mark: Mark) -> bool {
    let p = palette(ui);
    let chosen = mark == Mark::Chosen;
    let (rect, response) = ui.allocate_exact_size(Vec2::new(WIDTH, 56.0), Sense::click());
    if ui.is_rect_visible(rect) {
        let ink = if chosen { p.accent } else { p.ink_soft };
        if chosen || response.hovered() || response.has_focus() {
            let fill = if chosen { p.accent_soft } else { p.page };
            ui.painter().rect_filled(
                rect.shrink2(Vec2::new(4.0, 2.0)),
                CornerRadius::same(RADIUS_SMALL),
                fill,
            );
        }
        if response.has_focus() {
            let line = Stroke::new(1.0, p.accent);
            let around = rect.shrink2(Vec2::new(4.0, 2.0));
            ui.painter().rect_stroke(
                around,
                CornerRadius::same(RADIUS_SMALL),
                line,
                egui::StrokeKind::Inside,
            );
        }
        let painter = ui.painter();
        painter.text(
            rect.center() - Vec2::new(0.0, 9.0),
            Align2::CENTER_CENTER,
            icon.codepoint,
            theme::icon(Size::Lead),
            ink,
        );
        let font = if chosen { theme::bold(Size::Small) } else { theme::font(Size::Small) };
        painter.text(rect.center() + Vec2::new(0.0, 13.0), Align2::CENTER_CENTER, name, font, ink);
        if chosen {
            let edge = Rect::from_min_size(
                rect.left_top() + Vec2::new(0.0, 8.0),
                Vec2::new(3.0, rect.height() - 16.0),
            );
            painter.rect_filled(edge, CornerRadius::same(2), p.accent);
        }
    }
    let enabled = ui.is_enabled();
    // Named as a page, so that it is not taken for the title of the pane.
    response.widget_info(|| WidgetInfo::selected(Role::Tab, enabled, chosen, name));
    response.clicked()
}
