//! 環境: what this machine shows, worst first, the browsers, and always what could not be read.

mod browsers;
mod connection;
mod findings;
mod machine;
mod roads;
mod unread;

use egui::{Margin, Panel, ProgressBar, Ui};

use crate::app::{Command, Origin, Progress, State};
use crate::environment::{Asking, Report};

use super::theme::{STEP, palette};
use super::widgets::{self, Tone, Weight};
use super::{frame, text};

pub(super) fn show(state: &State, commands: &mut Vec<Command>, ui: &mut Ui) {
    let report = state.environment.report.as_ref();
    frame::head(ui, text::environment_pane::TITLE, |ui| {
        if report.is_some()
            && state.environment.running.is_none()
            && !state.environment.check.is_under_way()
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
        let foot = Panel::bottom("foot").resizable(false).show_separator_line(false);
        let frame = egui::Frame::new().inner_margin(Margin { right: 16, ..Margin::ZERO });
        foot.frame(frame).show(ui, |ui| {
            frame::line(ui);
            connection::show(state, commands, ui);
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
        let what = text::environment::step(&progress.what);
        if self::progress(ui, progress, what, text::environment_pane::RUNNING) {
            commands.push(Command::CancelScan);
        }
    } else if environment.cancelled {
        widgets::small(ui, text::environment_pane::CANCELLED);
    }
}

/// How far a job is, `name`d for those who hear it. Whether it is to stop.
fn progress(ui: &mut Ui, progress: &Progress, what: &str, name: &str) -> bool {
    let stop = widgets::card(ui, Tone::Plain, |ui| {
        widgets::body(ui, what);
        let share = if progress.of == 0 { 0.0 } else { progress.done as f32 / progress.of as f32 };
        let bar = ProgressBar::new(share).desired_height(2.0 * STEP).fill(palette(ui).accent);
        let bar = ui.add(bar);
        bar.widget_info(|| egui::WidgetInfo::labeled(egui::Role::ProgressIndicator, true, name));
        widgets::link(ui, text::environment_pane::CANCEL).clicked()
    });
    stop.inner
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
    roads::show(report, ui);
    machine::show(report, commands, ui);
    ui.add_space(STEP);
    browsers::show(state, report, commands, ui);
}
