//! Version 1, as it was released. Frozen: nothing in here ever changes.

use jiff::{Timestamp, Zoned};
use serde::Deserialize;

use crate::case::instant::{timestamp, zoned};
use crate::case::{self, Case};

#[derive(Deserialize)]
pub(super) struct V1 {
    #[serde(default)]
    id: String,
    #[serde(default)]
    title: String,
    #[serde(default)]
    shop: String,
    #[serde(default)]
    affected: String,
    #[serde(default)]
    role: String,
    #[serde(default)]
    stage: Option<String>,
    #[serde(default)]
    message: String,
    #[serde(default, with = "zoned")]
    occurred_at: Option<Zoned>,
    #[serde(default)]
    impact: String,
    #[serde(default)]
    facts: Vec<Fact>,
    #[serde(default)]
    answers: Vec<Answer>,
    #[serde(default)]
    password_tries: u32,
    #[serde(default)]
    code_requests: u32,
    #[serde(default)]
    findings: Vec<FindingSnapshot>,
    #[serde(default)]
    unread: Vec<String>,
    #[serde(default)]
    timeline: Vec<Entry>,
    #[serde(default)]
    round: u32,
    #[serde(default)]
    memo: String,
    #[serde(default)]
    outcome: Option<CaseOutcome>,
    #[serde(default, with = "timestamp")]
    created_at: Timestamp,
    #[serde(default, with = "timestamp")]
    updated_at: Timestamp,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Fact {
    label: String,
    text: String,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Answer {
    id: String,
    outcome: String,
    #[serde(with = "timestamp")]
    at: Timestamp,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct FindingSnapshot {
    id: String,
    subject: String,
    likelihood: String,
    confidence: String,
    summary: String,
    evidence: Vec<String>,
    #[serde(with = "timestamp")]
    at: Timestamp,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Entry {
    #[serde(with = "timestamp")]
    at: Timestamp,
    kind: EntryKind,
    text: String,
}

#[derive(Default, Deserialize)]
enum EntryKind {
    Started,
    Answered,
    Changed,
    Scanned,
    Opened,
    OpenFailed,
    Saved,
    Loaded,
    Repaired,
    Round,
    Outcome,
    Counter,
    #[default]
    Note,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct CaseOutcome {
    solved: Solved,
    confirmed_cause: Option<String>,
    note: String,
    #[serde(with = "timestamp")]
    at: Timestamp,
}

#[derive(Default, Deserialize)]
enum Solved {
    Yes,
    #[default]
    No,
}

impl From<V1> for Case {
    fn from(old: V1) -> Self {
        let mut case = Self::new(old.created_at, "");
        case.id = old.id;
        case.title = old.title;
        case.shop = old.shop;
        case.affected = old.affected;
        case.role = old.role;
        case.stage = old.stage;
        case.message = old.message;
        case.occurred_at = old.occurred_at;
        case.impact = old.impact;
        for fact in old.facts {
            case.add_fact(old.created_at);
            if let Some(new) = case.facts.last_mut() {
                (new.label, new.text) = (fact.label, fact.text);
            }
        }
        case.answers = old.answers.into_iter().map(Answer::into_new).collect();
        case.password_tries = old.password_tries;
        case.code_requests = old.code_requests;
        case.findings = old.findings.into_iter().map(FindingSnapshot::into_new).collect();
        case.unread = old.unread;
        for entry in old.timeline {
            case.log(entry.at, entry.kind.into_new(), entry.text);
        }
        case.round = old.round;
        case.memo = old.memo;
        case.outcome = old.outcome.map(CaseOutcome::into_new);
        case.updated_at = old.updated_at;
        case
    }
}

impl Answer {
    fn into_new(self) -> case::Answer {
        case::Answer { id: self.id, outcome: self.outcome, at: self.at, ..Default::default() }
    }
}

impl FindingSnapshot {
    fn into_new(self) -> case::FindingSnapshot {
        case::FindingSnapshot {
            id: self.id,
            subject: self.subject,
            likelihood: self.likelihood,
            confidence: self.confidence,
            summary: self.summary,
            evidence: self.evidence,
            at: self.at,
            ..Default::default()
        }
    }
}

impl CaseOutcome {
    fn into_new(self) -> case::CaseOutcome {
        let solved = match self.solved {
            Solved::Yes => case::Solved::Yes,
            Solved::No => case::Solved::No,
        };
        let (confirmed_cause, note, at) = (self.confirmed_cause, self.note, self.at);
        case::CaseOutcome { solved, confirmed_cause, note, at, ..Default::default() }
    }
}

impl EntryKind {
    fn into_new(self) -> case::EntryKind {
        match self {
            Self::Started => case::EntryKind::Started,
            Self::Answered => case::EntryKind::Answered,
            Self::Changed => case::EntryKind::Changed,
            Self::Scanned => case::EntryKind::Scanned,
            Self::Opened => case::EntryKind::Opened,
            Self::OpenFailed => case::EntryKind::OpenFailed,
            Self::Saved => case::EntryKind::Saved,
            Self::Loaded => case::EntryKind::Loaded,
            Self::Repaired => case::EntryKind::Repaired,
            Self::Round => case::EntryKind::Round,
            Self::Outcome => case::EntryKind::Outcome,
            Self::Counter => case::EntryKind::Counter,
            Self::Note => case::EntryKind::Note,
        }
    }
}
