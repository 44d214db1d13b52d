//! Changes that every kind of command makes: mark, show, take over.

use std::path::PathBuf;

use jiff::{SignedDuration, Timestamp};

use crate::case::{Case, EntryKind, FindingSnapshot};
use crate::ui::text;

use super::assess::Assessment;
use super::checking::Checking;
use super::checklists::Checklists;
use super::command::Effect;
use super::keeping::{self, Keeping};
use super::noting::Pictures;
use super::state::{Drafts, Origin, Page, Saving, Shown, Since, State, Toast, suffix};

/// How long a toast stays.
const TOAST: SignedDuration = SignedDuration::from_secs(7);

/// Marks the note as changed and assesses it anew.
pub(super) fn touched(state: &mut State, now: Timestamp) {
    assess(state);
    if !keeping::may_change(state) {
        return;
    }
    state.case.updated_at = now;
    state.saving = match state.saving {
        Saving::Busy(_) => Saving::Busy(Since::Changed),
        Saving::Blank if state.case.is_blank() => Saving::Blank,
        _ => Saving::Changed,
    };
    if state.saving != Saving::Blank {
        state.keeping.typing.since.get_or_insert(now);
    }
}

/// Assesses the note anew.
pub(super) fn assess(state: &mut State) {
    state.assessment = Assessment::of(&state.model, &state.case, state.experience());
}

/// Shows a short message.
pub(super) fn toast(state: &mut State, now: Timestamp, text: impl Into<String>) {
    state.toasts.push(Toast { text: text.into(), until: now.checked_add(TOAST).unwrap_or(now) });
}

/// Puts another note into the window.
pub(super) fn show_case(state: &mut State, case: Case, path: Option<PathBuf>, saving: Saving) {
    state.case = case;
    if state.page == Page::Cases {
        // Where it can be seen.
        state.page = Page::Triage;
    }
    state.origin = if path.is_none() { Origin::BegunHere } else { Origin::Opened };
    state.path = path;
    state.saving = saving;
    state.history.clear();
    state.chosen_step = None;
    state.unfolded_cause = None;
    state.all_locks = Shown::Part;
    state.drafts = Drafts::default();
    state.keeping = Keeping { offers: std::mem::take(&mut state.keeping.offers), ..Keeping::default() };
    state.noting.pictures = Pictures::default();
    state.checking = Checking::default();
    state.checklists = Checklists::default();
    assess(state);
}

/// An empty note that knows what the machine showed.
pub(super) fn new_case(state: &mut State, now: Timestamp) {
    let mut case = Case::new(now, &suffix(now));
    case.log(now, EntryKind::Started, text::timeline::STARTED);
    show_case(state, case, None, Saving::Blank);
    take_over_findings(state, now);
}

pub(super) fn save_settings(state: &State) -> Vec<Effect> {
    state
        .settings_path
        .iter()
        .map(|path| Effect::SaveSettings(Box::new(state.settings.clone()), path.clone()))
        .collect()
}

/// Puts what the machine showed into the note, which is how it reaches the diagnosis.
pub(super) fn take_over_findings(state: &mut State, now: Timestamp) {
    let Some(report) = &state.environment.report else {
        return;
    };
    state.case.findings = report
        .findings
        .iter()
        .map(|finding| FindingSnapshot {
            id: finding.id.clone(),
            subject: finding.subject.clone(),
            likelihood: finding.likelihood.id().to_owned(),
            confidence: finding.confidence.id().to_owned(),
            summary: finding.summary.clone(),
            evidence: finding.evidence.iter().map(text::environment::evidence).collect(),
            at: now,
            ..FindingSnapshot::default()
        })
        .collect();
    state.case.unread = report.unread.iter().map(text::environment::unread).collect();
    touched(state, now);
}
