//! Findings as cards, worst first, with a filter where there are many.

use egui::{CornerRadius, Frame, Margin, Rect, Ui, Vec2};

use crate::app::{Command, FindingFilter, State};
use crate::environment::{Finding, Report};
use crate::knowledge::Likelihood;
use crate::ui::text;
use crate::ui::theme::{self, Palette, RADIUS_SMALL, STEP, Size, palette};
use crate::ui::widgets::{self, Mark, Tone};

/// Up to this many are seen at a glance.
const FEW: usize = 3;

pub(super) fn show(state: &State, report: &Report, commands: &mut Vec<Command>, ui: &mut Ui) {
    if report.findings.iter().all(|finding| finding.likelihood == Likelihood::Info) {
        widgets::card(ui, Tone::Plain, |ui| widgets::body(ui, text::environment_pane::NOTHING));
    }
    let chosen = &state.environment.filter;
    if report.findings.len() > FEW {
        filters(report, chosen, commands, ui);
    }
    let shown: Vec<&Finding> = report.findings.iter().filter(|finding| chosen.shows(finding)).collect();
    if shown.is_empty() && !report.findings.is_empty() {
        widgets::small(ui, text::environment_pane::NONE_SHOWN);
    }
    for finding in shown {
        card(state, finding, commands, ui);
    }
}

/// All, the likely ones, and one choice for each browser or the machine.
fn filters(report: &Report, chosen: &FindingFilter, commands: &mut Vec<Command>, ui: &mut Ui) {
    let count =
        |filter: &FindingFilter| report.findings.iter().filter(|finding| filter.shows(finding)).count();
    let mut choices = vec![FindingFilter::All, FindingFilter::Likely];
    for finding in &report.findings {
        let about = FindingFilter::About(finding.owner().to_owned());
        if !choices.contains(&about) {
            choices.push(about);
        }
    }
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = Vec2::splat(1.5 * STEP);
        for choice in choices {
            let name = text::environment_pane::filter(&choice, count(&choice));
            if widgets::pill(ui, &name, Mark::when(choice == *chosen)).clicked() {
                commands.push(Command::FilterFindings(choice));
            }
        }
    });
}

/// The edge of a finding's card, and the colour of its likelihood.
pub(super) fn likelihood_color(p: &Palette, likelihood: Likelihood) -> egui::Color32 {
    match likelihood {
        Likelihood::High => p.stop,
        Likelihood::Medium => p.caution,
        Likelihood::Low => p.accent,
        Likelihood::Info => p.ink_soft,
    }
}

fn card(state: &State, finding: &Finding, commands: &mut Vec<Command>, ui: &mut Ui) {
    let p = palette(ui);
    let color = likelihood_color(p, finding.likelihood);
    let unfolded = state
        .unfolded_finding
        .as_ref()
        .is_some_and(|(id, subject)| *id == finding.id && *subject == finding.subject);
    let shown = Frame::new()
        .fill(p.card)
        .corner_radius(CornerRadius::same(RADIUS_SMALL))
        .inner_margin(Margin { left: 16, right: 12, top: 10, bottom: 10 })
        .show(ui, |ui| {
            ui.set_width(ui.available_width());
            ui.spacing_mut().item_spacing.y = STEP;
            ui.horizontal(|ui| {
                ui.spacing_mut().interact_size.y = 0.0;
                let word = text::environment::likelihood(finding.likelihood);
                ui.add(egui::Label::new(widgets::wrapped(word, theme::bold(Size::Small), color)));
                widgets::small(ui, text::environment::set_by(finding.set_by));
            });
            widgets::strong(ui, finding.summary.as_str());
            if unfolded {
                details(finding, ui);
            }
            let name = if unfolded { text::environment_pane::FOLD } else { text::environment_pane::DETAILS };
            ui.push_id((&finding.id, &finding.subject), |ui| {
                if widgets::link(ui, name).clicked() {
                    commands.push(Command::UnfoldFinding(finding.id.clone(), finding.subject.clone()));
                }
            });
        });
    let rect = shown.response.rect;
    let edge = Rect::from_min_size(rect.left_top(), Vec2::new(STEP, rect.height()));
    ui.painter().rect_filled(edge, CornerRadius { nw: RADIUS_SMALL, sw: RADIUS_SMALL, ne: 0, se: 0 }, color);
}

fn details(finding: &Finding, ui: &mut Ui) {
    let part = |ui: &mut Ui, title: &str| {
        ui.add_space(STEP);
        widgets::strong(ui, title);
    };
    part(ui, text::environment_pane::WHY);
    widgets::body(ui, finding.why.as_str());
    part(ui, text::environment_pane::FIX);
    for (number, line) in finding.fix.iter().enumerate() {
        widgets::body(ui, format!("{}. {line}", number + 1));
    }
    part(ui, text::environment_pane::RECHECK);
    widgets::body(ui, finding.recheck.as_str());
    part(ui, text::environment_pane::EVIDENCE);
    for evidence in &finding.evidence {
        widgets::small(ui, text::environment::evidence(evidence));
    }
    widgets::small(ui, text::environment::confidence(finding.confidence));
}
