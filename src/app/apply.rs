//! The one place where commands and reports of jobs change the state.

use jiff::Timestamp;

use crate::ui::text;

use super::change::{save_settings, toast};
use super::command::{Command, Effect, Event};
use super::keeping::{Front, KeepCommand};
use super::ledger::LedgerCommand;
use super::settings::Theme;
use super::state::{Dialog, Page, Shown, State};
use super::{
    answering, cases, checking, checklists, documents, export, files, guarding, handed, keeping, learning,
    ledger, looking, noting, opening, plan, policies,
};

/// Does what a view asked for. What must happen outside the state comes back as effects.
pub fn apply(state: &mut State, command: Command, now: Timestamp) -> Vec<Effect> {
    state.now = now;
    let mut effects = match command {
        Command::Keep(command) => {
            let comes = command == KeepCommand::Front(Front::Yes);
            let mut effects = keeping::apply(state, command, now);
            if comes {
                effects.extend(ledger::came_to_front(state));
            }
            effects
        }
        Command::Undo | Command::Redo if keeping::may_change(state) => {
            let before = state.case.clone();
            let effects = carry_out(state, command, now);
            keeping::sign(state, &before);
            effects
        }
        Command::Undo | Command::Redo => Vec::new(),
        command => watched(state, now, |state| carry_out(state, command, now)),
    };
    effects.extend(follow(state, now));
    effects
}

/// Takes up what a job reports.
pub fn report(state: &mut State, event: Event, now: Timestamp) -> Vec<Effect> {
    state.now = now;
    let mut effects = match event {
        Event::Keep(event) => keeping::report(state, event, now),
        // These put another state of the note into the window themselves.
        Event::Loaded(..) | Event::Saved(..) | Event::Exists(_) => files::report(state, event, now),
        event => watched(state, now, |state| take_up(state, event, now)),
    };
    effects.extend(follow(state, now));
    effects
}

/// What any change may make possible or necessary.
fn follow(state: &mut State, now: Timestamp) -> Vec<Effect> {
    let mut effects = Vec::new();
    if handed::is_waiting(state) {
        effects.extend(watched(state, now, |state| handed::open_next(state, now)));
    }
    effects.extend(documents::follow(state, now));
    effects
}

/// Whatever changes the note can be taken back, is signed, and is undone at once where nothing may be changed.
fn watched(state: &mut State, now: Timestamp, change: impl FnOnce(&mut State) -> Vec<Effect>) -> Vec<Effect> {
    let (before, entry) = (state.case.clone(), state.drafts.entry.clone());
    let effects = change(state);
    keeping::changed(state, before, &entry, now);
    effects
}

fn carry_out(state: &mut State, command: Command, now: Timestamp) -> Vec<Effect> {
    match command {
        Command::SetStage(_)
        | Command::SetMessage(_)
        | Command::Answer { .. }
        | Command::AnswerRest { .. }
        | Command::Clear(_)
        | Command::Count(_)
        | Command::ResetCount(_)
        | Command::Undo
        | Command::Redo
        | Command::Restart
        | Command::Solve
        | Command::GiveUp
        | Command::Reopen => {
            answering::apply(state, command, now);
            Vec::new()
        }
        Command::SetField(..)
        | Command::AddFact
        | Command::SetFact(..)
        | Command::RemoveFact(_)
        | Command::TypeEntry(_)
        | Command::AddEntry => {
            noting::apply(state, command, now);
            Vec::new()
        }
        Command::Guard(command) => guarding::apply(state, command, now),
        Command::Cases(command) => cases::apply(state, command),
        Command::Ledger(command) => ledger::apply(state, command, now),
        Command::Note(command) => noting::apply_note(state, command, now),
        other => carry_out_beside_the_note(state, other, now),
    }
}

/// What is about files, the machine, pages and the window rather than about the note.
fn carry_out_beside_the_note(state: &mut State, command: Command, now: Timestamp) -> Vec<Effect> {
    match command {
        Command::Leave(_)
        | Command::Discard(_)
        | Command::SaveThen(_)
        | Command::Save
        | Command::SaveAs
        | Command::AskPath(_)
        | Command::UsePath(..)
        | Command::Overwrite(_) => files::apply(state, command, now),
        Command::Scan(_)
        | Command::CancelScan
        | Command::CheckConnection
        | Command::CancelCheck
        | Command::TakeFindings => looking::apply(state, &command, now),
        Command::Check(command) => checking::apply(state, command, now),
        Command::Export(command) => export::apply(state, command, now),
        Command::Documents(command) => documents::apply(state, command, now),
        Command::Plan(command) => {
            plan::apply(state, command, now);
            Vec::new()
        }
        Command::Checklists(command) => {
            checklists::apply(state, &command, now);
            Vec::new()
        }
        Command::Learn(command) => learning::apply(state, &command),
        Command::OpenLink(link) => opening::open_link(state, &link),
        Command::Opening(command) => opening::apply(state, command, now),
        Command::Policy(command) => policies::apply(state, &command),
        Command::Copy(text) => {
            toast(state, now, text::toasts::COPIED);
            vec![Effect::Copy(text)]
        }
        Command::SetTheme(theme) => set_theme(state, theme),
        Command::RememberWindow(width, height) => {
            state.settings.window = Some((width, height));
            save_settings(state)
        }
        view => change_view(state, view, now),
    }
}

fn take_up(state: &mut State, event: Event, now: Timestamp) -> Vec<Effect> {
    match event {
        Event::ScanProgress(_)
        | Event::Scanned(_)
        | Event::CheckProgress(_)
        | Event::ConnectionChecked(_) => looking::report(state, event, now),
        Event::Opening(event) => return opening::report(state, event, now),
        Event::Policy(event) => policies::report(state, event),
        Event::Checked(checked) => checking::report(state, *checked),
        Event::Export(event) => return export::report(state, event, now),
        Event::Documents(event) => documents::report(state, event),
        Event::OwnCasesCounted(cases) => return learning::counted(state, cases),
        Event::SettingsFailed(sentence) | Event::Failed(sentence) => {
            state.dialog = Some(Dialog::Failed(sentence));
        }
        Event::Cases(event) => return cases::report(state, event, now),
        Event::Ledger(event) => return ledger::report(state, event, now),
        Event::Picture(event) => return noting::report(state, event, now),
        Event::Loaded(..) | Event::Saved(..) | Event::Exists(_) | Event::Picked(..) => {
            return files::report(state, event, now);
        }
        Event::Keep(event) => return keeping::report(state, event, now),
        Event::HandedOver(handed) => return handed::report(state, handed, now),
    }
    Vec::new()
}

fn set_theme(state: &mut State, theme: Theme) -> Vec<Effect> {
    state.settings.theme = theme;
    save_settings(state)
}

fn change_view(state: &mut State, command: Command, now: Timestamp) -> Vec<Effect> {
    match command {
        Command::ChooseStep(step) => state.chosen_step = step,
        Command::UnfoldCause(cause) => {
            state.unfolded_cause = Some(cause).filter(|cause| state.unfolded_cause.as_ref() != Some(cause));
        }
        Command::UnfoldFinding(id, subject) => {
            let finding = (id, subject);
            state.unfolded_finding =
                Some(finding).filter(|finding| state.unfolded_finding.as_ref() != Some(finding));
        }
        Command::FilterFindings(filter) => state.environment.filter = filter,
        Command::ToggleUnread => {
            let shown = &mut state.environment.unread;
            *shown = if *shown == Shown::Part { Shown::All } else { Shown::Part };
        }
        Command::ToggleLocks => {
            state.all_locks = if state.all_locks == Shown::Part { Shown::All } else { Shown::Part };
        }
        Command::Show(page) => {
            state.page = page;
            // Its field is gone with the page.
            state.drafts.email = None;
            if page == Page::Ledger {
                // What others have written is looked at, and another folder of notes has another ledger.
                return ledger::apply(state, LedgerCommand::Read, now);
            }
        }
        Command::ShowPane(pane) => state.pane = pane,
        Command::Ask(dialog) => state.dialog = Some(dialog),
        Command::CloseDialog => {
            keeping::dialog_closed(state);
            state.after_save = None;
        }
        Command::Tick => state.toasts.retain(|toast| toast.until > now),
        _ => {}
    }
    Vec::new()
}
