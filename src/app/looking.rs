//! Commands and reports about this machine: reading it, and checking its connection.

use jiff::Timestamp;

use crate::case::EntryKind;
use crate::environment::{Asking, Report};
use crate::ui::text;

use super::change::take_over_findings;
use super::command::{Command, Effect, Event};
use super::state::{Check, Environment, FindingFilter, Origin, Progress, State};

pub(super) fn apply(state: &mut State, command: &Command, now: Timestamp) -> Vec<Effect> {
    match command {
        Command::Scan(asking) => start_scan(&mut state.environment, *asking),
        Command::CancelScan => vec![Effect::CancelScan],
        // Also by a key or a menu: what is forbidden has no way round.
        Command::CheckConnection if !state.policies.policy.allows_online_checks() => Vec::new(),
        Command::CheckConnection => start_check(&mut state.environment),
        Command::CancelCheck => {
            if !state.environment.check.is_under_way() {
                return Vec::new();
            }
            state.environment.check = Check::Stopping;
            vec![Effect::CancelCheck]
        }
        Command::TakeFindings => {
            take_findings(state, now);
            Vec::new()
        }
        _ => Vec::new(),
    }
}

pub(super) fn report(state: &mut State, event: Event, now: Timestamp) {
    let environment = &mut state.environment;
    match event {
        Event::ScanProgress(progress) if environment.running.is_some() => {
            environment.running = Some(progress);
        }
        Event::CheckProgress(progress) if matches!(environment.check, Check::Running(_)) => {
            environment.check = Check::Running(progress);
        }
        Event::Scanned(report) => scanned(state, report.map(|report| *report), now),
        Event::ConnectionChecked(report) => checked(state, report.map(|report| *report), now),
        _ => {}
    }
}

fn start_scan(environment: &mut Environment, asking: Asking) -> Vec<Effect> {
    if environment.running.is_some() || environment.check.is_under_way() {
        return Vec::new();
    }
    environment.running = Some(Progress::default());
    environment.check = Check::Idle;
    environment.cancelled = false;
    environment.asking = asking;
    vec![Effect::Scan(asking)]
}

fn scanned(state: &mut State, report: Option<Report>, now: Timestamp) {
    state.environment.running = None;
    let Some(report) = report else {
        state.environment.cancelled = true;
        return;
    };
    let entry = text::timeline::scanned(&report);
    take_report(state, report, entry, now);
}

/// Only what has been read can be checked, and not while it is being read anew.
fn start_check(environment: &mut Environment) -> Vec<Effect> {
    let Some(report) = environment.report.as_ref() else {
        return Vec::new();
    };
    if environment.running.is_some() || environment.check.is_under_way() {
        return Vec::new();
    }
    environment.check = Check::Running(Progress::default());
    vec![Effect::CheckConnection(Box::new(report.clone()))]
}

/// What arrives after the operator has stopped the check is not kept, even if it got to its end.
fn checked(state: &mut State, report: Option<Report>, now: Timestamp) {
    let report = report.filter(|report| report.machine.online.is_some());
    let before = std::mem::take(&mut state.environment.check);
    match (before, report) {
        (Check::Stopping, _) => state.environment.check = Check::Stopped,
        (_, None) => state.environment.check = Check::Failed,
        (_, Some(report)) => {
            let entry = text::timeline::connection_checked(&report);
            take_report(state, report, entry, now);
        }
    }
}

/// The machine as it is known by now. A note that was begun here is told of it, one that was opened is not.
fn take_report(state: &mut State, report: Report, entry: String, now: Timestamp) {
    let Environment { report: kept, filter, .. } = &mut state.environment;
    if !report.findings.iter().any(|finding| filter.shows(finding)) {
        *filter = FindingFilter::All;
    }
    *kept = Some(report);
    if state.origin == Origin::BegunHere {
        take_over_findings(state, now);
        state.case.log(now, EntryKind::Scanned, entry);
    }
}

/// The findings of another machine give way to those of this one, because the operator says so.
fn take_findings(state: &mut State, now: Timestamp) {
    let Some(report) = &state.environment.report else {
        return;
    };
    let mut entries = vec![text::timeline::scanned(report)];
    if report.machine.online.is_some() {
        entries.push(text::timeline::connection_checked(report));
    }
    take_over_findings(state, now);
    for entry in entries {
        state.case.log(now, EntryKind::Scanned, entry);
    }
    state.origin = Origin::BegunHere;
}
