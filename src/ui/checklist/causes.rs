//! 考えられる原因: ranked, with the reasons for and against each.

use egui::{CornerRadius, Frame, Margin, Role, Sense, Stroke, Ui, Vec2, WidgetInfo};

use crate::app::{Command, State};
use crate::triage::{Evidence, OTHER, Posterior};

use crate::ui::theme::{self, RADIUS_SMALL, STEP, Size, palette};
use crate::ui::{text, widgets};

/// Causes shown, besides それ以外.
const SHOWN: usize = 4;
/// A cause below this is not worth a line.
const SMALLEST: f64 = 0.015;
/// What the bar and the number take of a row.
const SHARE_WIDTH: f32 = 190.0;
/// Reasons shown in a row; all of them when it is unfolded.
const REASONS: usize = 2;

pub(super) fn show(state: &State, commands: &mut Vec<Command>, ui: &mut Ui) {
    let (Some(evidence), Some(posterior)) = (&state.assessment.evidence, &state.assessment.posterior) else {
        return;
    };
    let known = evidence.answered() > 0 || !evidence.matches().is_empty() || !state.case.findings.is_empty();
    ui.horizontal(|ui| {
        let ink = palette(ui).ink;
        ui.add(egui::Label::new(widgets::wrapped(text::checklist::CAUSES, theme::bold(Size::Title), ink)));
        if known {
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                widgets::small(ui, text::checklist::narrowed(posterior.effective_causes()));
            });
        }
    });
    if evidence.answered() == 0 && evidence.matches().is_empty() {
        widgets::note(ui, text::checklist::CAUSES_EMPTY);
        return;
    }
    let model = &state.model;
    let first = posterior.order().iter().copied().filter(|cause| model.cause_id(*cause) != OTHER);
    let first = first.filter(|cause| posterior.of(*cause) >= SMALLEST).take(SHOWN);
    let other = posterior.order().iter().copied().filter(|cause| model.cause_id(*cause) == OTHER);
    for (index, cause) in first.chain(other).enumerate() {
        if index > 0 {
            line(ui);
        }
        row(state, evidence, posterior, cause, commands, ui);
    }
}

fn line(ui: &mut Ui) {
    let (rect, _) = ui.allocate_exact_size(Vec2::new(ui.available_width(), 1.0), Sense::hover());
    ui.painter().hline(rect.x_range(), rect.center().y, Stroke::new(1.0, palette(ui).line));
}

fn row(
    state: &State,
    evidence: &Evidence,
    posterior: &Posterior,
    cause: usize,
    commands: &mut Vec<Command>,
    ui: &mut Ui,
) {
    let knowledge = state.model.knowledge();
    let id = state.model.cause_id(cause);
    let label = text::triage::cause(knowledge, id);
    let unfolded = state.unfolded_cause.as_deref() == Some(id);
    let reasons = state.model.reasons(evidence, cause);
    let reasons: Vec<String> =
        reasons.iter().map(|reason| text::triage::signed_reason(knowledge, reason)).collect();
    let row = ui.horizontal_top(|ui| {
        let left = (ui.available_width() - SHARE_WIDTH).max(120.0);
        ui.allocate_ui_with_layout(Vec2::new(left, 0.0), egui::Layout::top_down(egui::Align::Min), |ui| {
            ui.set_width(left);
            ui.spacing_mut().item_spacing.y = 2.0;
            let font = if id == OTHER { theme::font(Size::Body) } else { theme::bold(Size::Body) };
            let ink = palette(ui).ink;
            widgets::label(ui, label, font, ink);
            if !unfolded && !reasons.is_empty() {
                widgets::small(ui, reasons.iter().take(REASONS).cloned().collect::<Vec<_>>().join("　"));
            }
        });
        share(id, posterior.of(cause), ui);
    });
    let clicked = ui.interact(row.response.rect, ui.make_persistent_id(("cause", id)), Sense::click());
    let enabled = ui.is_enabled();
    clicked.widget_info(|| WidgetInfo::selected(Role::DisclosureTriangle, enabled, unfolded, label));
    if clicked.on_hover_cursor(egui::CursorIcon::PointingHand).clicked() {
        commands.push(Command::UnfoldCause(id.to_owned()));
    }
    if unfolded {
        details(state, id, &reasons, ui);
    }
}

/// The probability as a bar and a number.
fn share(id: &str, probability: f64, ui: &mut Ui) {
    let p = palette(ui);
    ui.add_space(STEP);
    ui.vertical(|ui| {
        ui.add_space(6.0);
        ui.horizontal(|ui| {
            let color = if id == OTHER { p.ink_soft } else { p.accent };
            widgets::bar(ui, probability, 110.0, color);
            widgets::label(ui, text::triage::percent(probability), theme::bold(Size::Body), p.ink);
        });
    });
}

fn details(state: &State, id: &str, reasons: &[String], ui: &mut Ui) {
    let p = palette(ui);
    Frame::new()
        .fill(p.card)
        .corner_radius(CornerRadius::same(RADIUS_SMALL))
        .inner_margin(Margin::same(12))
        .show(ui, |ui| {
            ui.set_width(ui.available_width());
            ui.spacing_mut().item_spacing.y = STEP;
            widgets::strong(ui, text::checklist::REASONS);
            if reasons.is_empty() {
                widgets::small(ui, text::checklist::NO_REASONS);
            }
            for reason in reasons {
                widgets::small(ui, reason.as_str());
            }
            if let Some(cause) = state.model.knowledge().cause(id) {
                ui.add_space(STEP);
                widgets::strong(ui, text::checklist::EXPLANATION);
                widgets::body(ui, cause.explanation.as_str());
                ui.add_space(STEP);
                widgets::strong(ui, text::checklist::REMEDY);
                for (number, line) in cause.remedy.iter().enumerate() {
                    widgets::body(ui, format!("{}. {line}", number + 1));
                }
            }
        });
}
