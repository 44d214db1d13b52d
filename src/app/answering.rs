//! Commands that answer, take back, count, and end a case.

use jiff::Timestamp;

use crate::case::{CaseOutcome, EntryKind, Solved};
use crate::knowledge::{AskAgain, Knowledge, Spends, StepKind};
use crate::ui::text;

use super::change::{toast, touched};
use super::command::{Command, Rest};
use super::history::Moved;
use super::state::{Dialog, Ending, State};

pub(super) fn apply(state: &mut State, command: Command, now: Timestamp) {
    match command {
        Command::SetStage(stage) => set_stage(state, stage, now),
        Command::SetMessage(message) => {
            set_message(state, message);
            return touched(state, now);
        }
        Command::Answer { id, outcome } => answer(state, &id, &outcome, now),
        Command::AnswerRest { step, rest } => answer_rest(state, &step, rest, now),
        Command::Clear(id) => clear(state, &id, now),
        Command::Count(spends) => count(state, spends, now),
        Command::ResetCount(spends) => reset_count(state, spends, now),
        Command::Undo => return travel(state, now, Travel::Back),
        Command::Redo => return travel(state, now, Travel::Forth),
        Command::Restart => restart(state, now),
        Command::Solve => end(state, Solved::Yes, now),
        Command::GiveUp => end(state, Solved::No, now),
        Command::Reopen => {
            state.case.outcome = None;
            state.case.log(now, EntryKind::Outcome, text::timeline::REOPENED);
        }
        _ => {}
    }
    touched(state, now);
}

#[derive(Clone, Copy)]
enum Travel {
    Back,
    Forth,
}

fn travel(state: &mut State, now: Timestamp, travel: Travel) {
    let (moved, entry, ticks) = match travel {
        Travel::Back => {
            (state.history.undo(&mut state.case), text::timeline::UNDONE, text::checklists::UNDONE)
        }
        Travel::Forth => {
            (state.history.redo(&mut state.case), text::timeline::REDONE, text::checklists::REDONE)
        }
    };
    match moved {
        Moved::Answers => {
            state.chosen_step = None;
            state.case.log(now, EntryKind::Changed, entry);
        }
        Moved::Ticks => state.case.log(now, EntryKind::Changed, ticks),
        Moved::Words | Moved::Nothing => {}
    }
    if moved != Moved::Nothing {
        // What was typed and not taken over belongs to what stood there before.
        state.drafts.occurred = None;
        state.drafts.next_check = None;
        state.drafts.email = None;
        touched(state, now);
    }
}

fn set_stage(state: &mut State, stage: String, now: Timestamp) {
    let kind = if state.case.stage.is_some() { EntryKind::Changed } else { EntryKind::Answered };
    let entry = text::timeline::stage(state.model.knowledge(), &stage);
    state.case.stage = Some(stage);
    state.case.log(now, kind, entry);
    state.chosen_step = None;
}

/// The card stays while the message is typed: it is done when the operator says so.
fn set_message(state: &mut State, message: String) {
    state.case.message = message;
    let asking = state.model.knowledge().asked_by("message").map(|step| step.id.clone());
    if asking.as_deref() == state.current_step() {
        state.chosen_step = asking;
    }
}

fn answer(state: &mut State, id: &str, outcome: &str, now: Timestamp) {
    let model = std::sync::Arc::clone(&state.model);
    let knowledge = model.knowledge();
    spend(state, id, outcome, now);
    let repair = knowledge.step(id).filter(|step| step.kind == StepKind::Repair);
    let entry = text::timeline::answered(knowledge, id, outcome);
    let replaced = state.case.set_answer(id, outcome, now);
    let kind = match (repair.is_some(), replaced.is_some()) {
        (true, _) => EntryKind::Repaired,
        (false, true) => EntryKind::Changed,
        (false, false) => EntryKind::Answered,
    };
    state.case.log(now, kind, entry);
    let finished = knowledge.asked_by(id).is_none_or(|step| {
        step.observes
            .iter()
            .all(|observation| state.case.answer(observation).is_some() || observation == "stage")
    });
    if finished || outcome == "later" {
        state.chosen_step = None;
    }
    if let Some(step) = repair {
        match outcome {
            "fixed" => {
                state.dialog = Some(Dialog::Solved(Ending {
                    cause: most_probable_of(state, &step.fixes),
                    note: String::new(),
                }));
            }
            "cause_fixed" => next_round(state, now),
            _ => {}
        }
    }
}

/// Answers what is still open of a step, in one line of the timeline.
fn answer_rest(state: &mut State, step: &str, rest: Rest, now: Timestamp) {
    let model = std::sync::Arc::clone(&state.model);
    let Some(step) = model.knowledge().step(step) else { return };
    let is_open = |state: &State, id: &String| {
        id != "stage" && state.case.answer(id).is_none_or(|outcome| outcome == "later")
    };
    let open: Vec<&String> = step.observes.iter().filter(|id| is_open(state, id)).collect();
    for id in &open {
        let outcome = if *id == "message" && rest != Rest::Later {
            "done"
        } else {
            rest_outcome(model.knowledge(), id, rest)
        };
        state.case.set_answer(id, outcome, now);
    }
    if !open.is_empty() {
        state.case.log(now, EntryKind::Answered, text::timeline::rest(step, rest));
    }
    state.chosen_step = None;
}

fn rest_outcome<'k>(knowledge: &'k Knowledge, id: &str, rest: Rest) -> &'k str {
    let no = || {
        let outcomes = &knowledge.observation(id)?.outcomes;
        outcomes.iter().map(|outcome| outcome.id.as_str()).find(|id| ["no", "none"].contains(id))
    };
    match rest {
        Rest::Later => "later",
        Rest::Unknown => "unknown",
        Rest::No => no().unwrap_or("unknown"),
    }
}

/// A step that uses up a try counts it when its first answer is given.
fn spend(state: &mut State, id: &str, outcome: &str, now: Timestamp) {
    let model = std::sync::Arc::clone(&state.model);
    let knowledge = model.knowledge();
    let Some(step) = knowledge.asked_by(id).or_else(|| knowledge.step(id)) else {
        return;
    };
    let answers = || step.observes.iter().chain([&step.id]);
    let done_before = answers().any(|id| state.case.answer(id).is_some_and(|outcome| !says_nothing(outcome)));
    if let (Some(spends), false, false) = (step.spends, done_before, says_nothing(outcome)) {
        count(state, spends, now);
    }
}

fn says_nothing(outcome: &str) -> bool {
    crate::knowledge::IMPLIED_ANSWERS.contains(&outcome)
}

fn most_probable_of(state: &State, causes: &[String]) -> Option<String> {
    let posterior = state.assessment.posterior.as_ref()?;
    let ids = posterior.order().iter().map(|column| state.model.cause_id(*column).to_owned());
    ids.into_iter().find(|id| causes.contains(id))
}

/// A cause was put right and the login still fails: what was seen may have changed, the rest stays known.
fn next_round(state: &mut State, now: Timestamp) {
    state.case.round += 1;
    state.case.stage = None;
    state.case.message.clear();
    state.case.remove_answer("message");
    let model = std::sync::Arc::clone(&state.model);
    let again = model
        .knowledge()
        .observations
        .iter()
        .filter(|observation| observation.ask_again == AskAgain::AfterFix);
    for observation in again {
        state.case.remove_answer(&observation.id);
    }
    let entry = text::timeline::round(state.case.round + 1);
    state.case.log(now, EntryKind::Round, entry);
    toast(state, now, text::toasts::NEXT_ROUND);
}

fn clear(state: &mut State, id: &str, now: Timestamp) {
    let entry = text::timeline::cleared(state.model.knowledge(), id);
    match id {
        "stage" => state.case.stage = None,
        "message" => {
            state.case.message.clear();
            state.case.remove_answer(id);
        }
        _ => {
            state.case.remove_answer(id);
        }
    }
    state.case.log(now, EntryKind::Changed, entry);
}

fn count(state: &mut State, spends: Spends, now: Timestamp) {
    let counter = counter(state, spends);
    *counter += 1;
    let entry = text::timeline::counted(spends, *counter);
    state.case.log(now, EntryKind::Counter, entry);
}

fn reset_count(state: &mut State, spends: Spends, now: Timestamp) {
    *counter(state, spends) = 0;
    state.case.log(now, EntryKind::Counter, text::timeline::count_reset(spends));
}

fn counter(state: &mut State, spends: Spends) -> &mut u32 {
    match spends {
        Spends::PasswordTry => &mut state.case.password_tries,
        Spends::CodeRequest => &mut state.case.code_requests,
    }
}

fn restart(state: &mut State, now: Timestamp) {
    let case = &mut state.case;
    case.stage = None;
    case.message.clear();
    case.answers.clear();
    case.round = 0;
    case.outcome = None;
    case.log(now, EntryKind::Started, text::timeline::RESTARTED);
    state.chosen_step = None;
    state.dialog = None;
}

fn end(state: &mut State, solved: Solved, now: Timestamp) {
    let Some(Dialog::Solved(ending) | Dialog::Unsolved(ending)) = state.dialog.take() else {
        return;
    };
    let cause = ending.cause.filter(|_| solved == Solved::Yes);
    let entry = text::timeline::ended(state.model.knowledge(), solved, cause.as_deref());
    state.case.outcome = Some(CaseOutcome {
        solved,
        confirmed_cause: cause,
        note: ending.note,
        at: now,
        ..CaseOutcome::default()
    });
    state.case.log(now, EntryKind::Outcome, entry);
    state.chosen_step = None;
}
