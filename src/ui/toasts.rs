//! Short messages at the bottom of the window.

use egui::{Align2, Area, CornerRadius, Frame, Id, Margin, Order, Ui, Vec2};

use crate::app::State;

use super::theme::{self, RADIUS_SMALL, Size, palette};
use super::widgets;

pub(super) fn show(state: &State, ui: &mut Ui) {
    let Some(toast) = state.toasts.last() else { return };
    let p = palette(ui);
    Area::new(Id::unique("toast"))
        .order(Order::Foreground)
        .anchor(Align2::CENTER_BOTTOM, Vec2::new(0.0, -24.0))
        .interactable(false)
        .show(ui.ctx(), |ui| {
            Frame::new()
                .fill(p.ink)
                .corner_radius(CornerRadius::same(RADIUS_SMALL))
                .inner_margin(Margin::symmetric(16, 8))
                .show(ui, |ui| widgets::label(ui, toast.text.as_str(), theme::font(Size::Body), p.pane));
        });
}
