//! 環境: what this machine shows, worst first, the browsers, and always what could not be read.

mod browsers;
mod findings;
mod unread;

use egui::{Panel, ProgressBar, Ui};

use crate::app::{Command, Origin, State};
use crate::environment::{Asking, Report};

use super::theme::{STEP, palette};
use super::widgets::{self, Tone, Weight};
use super::{frame, text};

pub(super) fn show(state: &State, commands: &mut Vec<Command>, ui: &mut Ui) {
    let report = state.environment.report.as_ref();
    frame::head(ui, text::environment_pane::TITLE, |ui| {
        if report.is_some()
            && state.environment.running.is_none()
            && widgets::link(ui, text::environment_pane::RESCAN).clicked()
        {
            commands.push(Command::Scan(state.environment.asking));
        }
        if let Some(report) = report {
            widgets::small(
                ui,
                text::environment_pane::taken(&text::time::clock_on(report.taken_at, state.now, &state.zone)),
            );
        }
    });
    if let Some(report) = report {
        // Below the scrolling part, so that it is never out of sight.
        let foot = Panel::bottom("unread").resizable(false).show_separator_line(false);
        foot.frame(egui::Frame::new()).show(ui, |ui| {
            unread::show(report, state.environment.unread, commands, ui);
        });
    }
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
            widgets::body(ui, text::environment::step(&progress.what));
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
        commands.push(Command::Scan(Asking::NotYet));
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
    findings::show(state, report, commands, ui);
    ui.add_space(STEP);
    browsers::show(state, report, commands, ui);
}
