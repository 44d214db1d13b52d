//! `triage`: answers in, ranked causes, next steps and locks out.

use std::io::Write;
use std::sync::Arc;

use serde::Serialize;

use crate::knowledge::{Knowledge, Risk, Step, StepKind, Who};
use crate::triage::{Evidence, Locked, Model, Posterior, ReasonKind};
use crate::ui::text;

use super::arguments::Input;
use super::{CallError, answers_file, write_json};

/// How many of each the text output shows.
const SHOWN_CAUSES: usize = 5;
const SHOWN_REASONS: usize = 4;
const SHOWN_STEPS: usize = 5;
const SHOWN_LOCKS: usize = 5;

/// The answer, as the JSON output has it.
#[derive(Debug, Serialize)]
struct Report<'k> {
    messages: Vec<MessageEntry<'k>>,
    causes: Vec<CauseEntry<'k>>,
    next: Vec<StepEntry<'k>>,
    blocked: Vec<LockEntry<'k>>,
}

/// A message that was recognised in the pasted text.
#[derive(Debug, Serialize)]
struct MessageEntry<'k> {
    id: &'k str,
    text: &'k str,
    distance: usize,
}

#[derive(Debug, Serialize)]
struct CauseEntry<'k> {
    id: &'k str,
    label: &'k str,
    probability: f64,
    reasons: Vec<ReasonEntry>,
}

#[derive(Debug, Serialize)]
struct ReasonEntry {
    kind: &'static str,
    id: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    outcome: Option<String>,
    text: String,
    weight: f64,
}

#[derive(Debug, Serialize)]
struct StepEntry<'k> {
    id: &'k str,
    label: &'k str,
    kind: StepKind,
    minutes: u16,
    who: Who,
    why: &'k str,
    risk: Risk,
    score: f64,
}

/// One hazard of one locked step.
#[derive(Debug, Serialize)]
struct LockEntry<'k> {
    id: &'k str,
    label: &'k str,
    hazard: &'k str,
    harm: &'k str,
    unlock: Vec<String>,
    opens: bool,
}

pub(super) fn run(input: &Input, json: bool, out: &mut dyn Write) -> Result<(), CallError> {
    let answers = answers_file::read(input).map_err(CallError::File)?;
    let knowledge = Arc::new(Knowledge::embedded().map_err(CallError::Knowledge)?);
    let model = Model::new(knowledge);
    let evidence = model.evidence(&answers).map_err(|error| CallError::Ids { error, path: input.path() })?;
    let report = report(&model, &evidence);
    if json { write_json(&report, out) } else { write_text(&report, model.knowledge(), out) }
}

fn report<'k>(model: &'k Model, evidence: &Evidence) -> Report<'k> {
    let knowledge = model.knowledge();
    let posterior = model.posterior(evidence);
    let messages = evidence.matches().iter().filter_map(|found| {
        let message = knowledge.message(&found.id)?;
        let text = message.texts.first()?;
        Some(MessageEntry { id: &message.id, text, distance: found.distance })
    });
    let next = model
        .next_steps(evidence, &posterior)
        .into_iter()
        .filter_map(|next| knowledge.step(&next.step).map(|step| step_entry(step, next.score)));
    Report {
        messages: messages.collect(),
        causes: posterior
            .order()
            .iter()
            .map(|cause| cause_entry(model, evidence, &posterior, *cause))
            .collect(),
        next: next.collect(),
        blocked: model
            .locked(evidence, &posterior)
            .iter()
            .flat_map(|locked| lock_entries(knowledge, locked))
            .collect(),
    }
}

fn cause_entry<'k>(
    model: &'k Model,
    evidence: &Evidence,
    posterior: &Posterior,
    cause: usize,
) -> CauseEntry<'k> {
    let knowledge = model.knowledge();
    let id = model.cause_id(cause);
    let reasons = model.reasons(evidence, cause).into_iter().map(|reason| {
        let text = text::triage::reason(knowledge, &reason.kind);
        let (kind, id, outcome) = match reason.kind {
            ReasonKind::Stage(id) => ("stage", id, None),
            ReasonKind::Answer(id, outcome) => ("answer", id, Some(outcome)),
            ReasonKind::Message(id) => ("message", id, None),
            ReasonKind::Finding(id) => ("finding", id, None),
            ReasonKind::Repair(id, outcome) => ("repair", id, Some(outcome)),
            ReasonKind::OwnCases(_) => ("own_cases", model.cause_id(cause).to_owned(), None),
        };
        ReasonEntry { kind, id, outcome, text, weight: rounded(reason.weight) }
    });
    CauseEntry {
        id,
        label: text::triage::cause(knowledge, id),
        probability: rounded(posterior.of(cause)),
        reasons: reasons.collect(),
    }
}

fn step_entry(step: &Step, score: f64) -> StepEntry<'_> {
    StepEntry {
        id: &step.id,
        label: &step.label,
        kind: step.kind,
        minutes: step.minutes,
        who: step.who,
        why: &step.why,
        risk: step.risk,
        score: rounded(score),
    }
}

fn lock_entries<'k>(knowledge: &'k Knowledge, locked: &Locked) -> Vec<LockEntry<'k>> {
    let Some(step) = knowledge.step(&locked.step) else {
        return Vec::new();
    };
    let locks = locked.locks.iter().filter_map(|lock| {
        let hazard = knowledge.hazard(&lock.hazard)?;
        Some(LockEntry {
            id: &step.id,
            label: &step.label,
            hazard: &hazard.id,
            harm: &hazard.harm,
            unlock: lock.unlock.clone(),
            opens: lock.opens,
        })
    });
    locks.collect()
}

/// Six decimals: enough for any purpose, and the same text on every machine.
fn rounded(value: f64) -> f64 {
    (value * 1e6).round() / 1e6
}

fn write_text(report: &Report<'_>, knowledge: &Knowledge, out: &mut dyn Write) -> Result<(), CallError> {
    write_messages(&report.messages, out)?;
    write_causes(&report.causes, out)?;
    write_next(&report.next, knowledge, out)?;
    write_locks(&report.blocked, out)
}

fn write_messages(messages: &[MessageEntry<'_>], out: &mut dyn Write) -> Result<(), CallError> {
    if messages.is_empty() {
        return Ok(());
    }
    writeln!(out, "{}", text::cli::MESSAGES)?;
    for message in messages {
        writeln!(out, "  {}  {}", message.id, message.text)?;
    }
    Ok(writeln!(out)?)
}

fn write_causes(causes: &[CauseEntry<'_>], out: &mut dyn Write) -> Result<(), CallError> {
    writeln!(out, "{}", text::cli::CAUSES)?;
    for cause in causes.iter().take(SHOWN_CAUSES) {
        writeln!(out, "  {:>7}  {}  {}", text::triage::percent(cause.probability), cause.id, cause.label)?;
        for reason in cause.reasons.iter().take(SHOWN_REASONS) {
            writeln!(out, "             {}", text::cli::signed(reason.weight, &reason.text))?;
        }
    }
    write_rest(causes.len(), SHOWN_CAUSES, out)
}

fn write_next(next: &[StepEntry<'_>], knowledge: &Knowledge, out: &mut dyn Write) -> Result<(), CallError> {
    writeln!(out, "\n{}", text::cli::NEXT)?;
    if next.is_empty() {
        writeln!(out, "  {}", text::cli::NOTHING_NEXT)?;
    }
    for (number, entry) in next.iter().take(SHOWN_STEPS).enumerate() {
        writeln!(out, "  {}. {}  {}", number + 1, entry.id, entry.label)?;
        if let Some(step) = knowledge.step(entry.id) {
            writeln!(out, "     {}", text::cli::step_details(step))?;
        }
        writeln!(out, "     {}", entry.why)?;
    }
    write_rest(next.len(), SHOWN_STEPS, out)
}

fn write_locks(blocked: &[LockEntry<'_>], out: &mut dyn Write) -> Result<(), CallError> {
    writeln!(out, "\n{}", text::cli::LOCKS)?;
    let steps: Vec<&[LockEntry<'_>]> = blocked.chunk_by(|a, b| a.id == b.id).collect();
    for locks in steps.iter().take(SHOWN_LOCKS) {
        for (number, lock) in locks.iter().enumerate() {
            if number == 0 {
                writeln!(out, "  {}  {}", lock.id, lock.label)?;
            }
            writeln!(out, "     {}  {}", lock.hazard, lock.harm)?;
            for unlock in &lock.unlock {
                writeln!(out, "       {}", text::cli::unlock(lock.opens, unlock))?;
            }
        }
    }
    write_rest(steps.len(), SHOWN_LOCKS, out)
}

fn write_rest(all: usize, shown: usize, out: &mut dyn Write) -> Result<(), CallError> {
    if all > shown {
        writeln!(out, "  {}", text::cli::rest(all - shown))?;
    }
    Ok(())
}
