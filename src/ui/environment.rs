//! 環境: what this machine shows, worst first, and what could not be read.

use egui::{CornerRadius, Frame, Margin, ProgressBar, Rect, Ui, Vec2};

use crate::app::{Command, Origin, State};
use crate::environment::{Finding, ProfileOverview, Report};
use crate::knowledge::Likelihood;

use super::theme::{self, Palette, RADIUS_SMALL, STEP, Size, palette};
use super::widgets::{self, Tone, Weight};
use super::{frame, text};

pub(super) fn show(state: &State, commands: &mut Vec<Command>, ui: &mut Ui) {
    let report = state.environment.report.as_ref();
    frame::head(ui, text::environment_pane::TITLE, |ui| {
        if report.is_some()
            && state.environment.running.is_none()
            && widgets::link(ui, text::environment_pane::RESCAN).clicked()
        {
            commands.push(Command::Scan);
        }
        if let Some(report) = report {
            widgets::small(
                ui,
                text::environment_pane::taken(&text::time::clock_on(report.taken_at, state.now, &state.zone)),
            );
        }
    });
    frame::scroll(ui, |ui| {
        widgets::small(ui, text::environment_pane::INTRO);
        running(state, commands, ui);
        match report {
            Some(report) => found(state, report, commands, ui),
            None if state.environment.running.is_none() => empty(commands, ui),
            None => {}
        }
    });
}

fn running(state: &State, commands: &mut Vec<Command>, ui: &mut Ui) {
    let environment = &state.environment;
    if let Some(progress) = &environment.running {
        widgets::card(ui, Tone::Plain, |ui| {
            let what = text::environment::step(&progress.what);
            widgets::body(ui, format!("{}　{what}", text::environment_pane::RUNNING));
            let share = if progress.of == 0 { 0.0 } else { progress.done as f32 / progress.of as f32 };
            let bar = ProgressBar::new(share).desired_height(2.0 * STEP).fill(palette(ui).accent);
            let bar = ui.add(bar);
            bar.widget_info(|| {
                egui::WidgetInfo::labeled(
                    egui::Role::ProgressIndicator,
                    true,
                    text::environment_pane::RUNNING,
                )
            });
            if widgets::link(ui, text::environment_pane::CANCEL).clicked() {
                commands.push(Command::CancelScan);
            }
        });
    } else if environment.cancelled {
        widgets::small(ui, text::environment_pane::CANCELLED);
    }
}

fn empty(commands: &mut Vec<Command>, ui: &mut Ui) {
    widgets::note(ui, text::environment_pane::EMPTY);
    if widgets::button(ui, text::environment_pane::SCAN, Weight::Normal).clicked() {
        commands.push(Command::Scan);
    }
}

fn found(state: &State, report: &Report, commands: &mut Vec<Command>, ui: &mut Ui) {
    if state.origin == Origin::Opened {
        widgets::card(ui, Tone::Caution, |ui| {
            let empty = state.case.findings.is_empty() && state.case.unread.is_empty();
            let told = if empty {
                text::environment_pane::NO_MACHINE
            } else {
                text::environment_pane::OTHER_MACHINE
            };
            widgets::body(ui, told);
            if widgets::link(ui, text::environment_pane::TAKE).clicked() {
                commands.push(Command::TakeFindings);
            }
        });
    }
    if report.findings.iter().all(|finding| finding.likelihood == Likelihood::Info) {
        widgets::card(ui, Tone::Plain, |ui| widgets::body(ui, text::environment_pane::NOTHING));
    }
    for finding in &report.findings {
        card(state, finding, commands, ui);
    }
    ui.add_space(STEP);
    widgets::title(ui, text::environment_pane::unread_title(report.unread.len()));
    if report.unread.is_empty() {
        widgets::small(ui, text::environment_pane::ALL_READ);
    }
    for unread in &report.unread {
        widgets::small(ui, text::environment::unread(unread));
    }
    ui.add_space(STEP);
    widgets::title(ui, text::environment_pane::BROWSERS);
    if report.browsers.is_empty() {
        widgets::small(ui, text::environment_pane::NO_BROWSERS);
    }
    for browser in &report.browsers {
        profile(state, browser, ui);
    }
}

/// The edge of a finding's card, and the colour of its likelihood.
fn likelihood_color(p: &Palette, likelihood: Likelihood) -> egui::Color32 {
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

fn profile(state: &State, profile: &ProfileOverview, ui: &mut Ui) {
    let used = match (profile.amazon_last_used, profile.usage_known) {
        (Some(at), _) => text::environment_pane::last_used(&text::time::clock_on(at, state.now, &state.zone)),
        (None, true) => text::environment_pane::NOT_USED.to_owned(),
        (None, false) => text::environment_pane::USE_UNKNOWN.to_owned(),
    };
    let default = if profile.opens_links {
        format!("（{}）", text::environment_pane::OPENS_LINKS)
    } else {
        String::new()
    };
    widgets::small(ui, format!("{}{default}　{used}", profile.subject));
}
