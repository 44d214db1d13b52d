//! What a case note holds (version 2).
//!
//! Every field except `version` has a default, so that a note of an older program, or one that was
//! shortened by hand, still loads. Invariant: no field is meant for a password, a code, a key or a
//! cookie; `password_tries` and `code_requests` are counts. A new variant of an enum in here needs a
//! new version: an older program cannot load a variant that it does not know.

use jiff::{Timestamp, Zoned};
use serde::{Deserialize, Serialize};

use super::{
    Answer, Attachment, CaseOutcome, Entry, EntryKind, Fact, FindingSnapshot, Plan, Point, Tick,
    extra::{Extra, keep_unknown_fields},
    identity::id_of,
    instant::{timestamp, zoned},
    version::CURRENT_VERSION,
};

/// One login trouble of one shop: what was seen, answered, found and done.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(remote = "Self")]
pub struct Case {
    /// The version of this layout; always the first field of a file.
    pub version: u32,
    /// Short and unique: when the note was begun, and a suffix.
    #[serde(default)]
    pub id: String,
    /// What the operator calls the case.
    #[serde(default)]
    pub title: String,
    /// The shop.
    #[serde(default)]
    pub shop: String,
    /// Who looks after the case.
    #[serde(default)]
    pub person: String,
    /// Who is affected.
    #[serde(default)]
    pub affected: String,
    /// That person's position, in free words.
    #[serde(default)]
    pub role: String,
    /// The e-mail address of the login, masked: `ta***@example.co.jp`.
    #[serde(default)]
    pub email: String,
    /// The screen where they stop: the id of a stage.
    #[serde(default)]
    pub stage: Option<String>,
    /// The message on the screen, word for word.
    #[serde(default)]
    pub message: String,
    /// When it began.
    #[serde(default, with = "zoned")]
    pub occurred_at: Option<Zoned>,
    /// What it means for the business.
    #[serde(default)]
    pub impact: String,
    /// The id of the inquiry at Amazon, once there is one.
    #[serde(default)]
    pub amazon_case: String,
    /// When somebody is to look after it again.
    #[serde(default, with = "zoned")]
    pub next_check: Option<Zoned>,
    /// What is written to the points of an inquiry that no other field holds, one per id.
    #[serde(default)]
    pub points: Vec<Point>,
    /// Further facts typed by the operator.
    #[serde(default)]
    pub facts: Vec<Fact>,
    /// Answers in the order in which they were first given, one per id.
    #[serde(default)]
    pub answers: Vec<Answer>,
    /// Items of checklists that are done, one tick per list and item. Not written while there is none, so that notes from
    /// before there were checklists stay as they are.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub ticks: Vec<Tick>,
    /// Improvement plans, one a violation. Not written while there is none, for the same reason.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub plans: Vec<Plan>,
    /// How often a password was tried.
    #[serde(default)]
    pub password_tries: u32,
    /// How often a code was requested.
    #[serde(default)]
    pub code_requests: u32,
    /// What the machine showed at the last look.
    #[serde(default)]
    pub findings: Vec<FindingSnapshot>,
    /// What could not be read at the last look.
    #[serde(default)]
    pub unread: Vec<String>,
    /// What happened, oldest first.
    #[serde(default)]
    pub timeline: Vec<Entry>,
    /// How many causes were fixed without the login working again; 0 in the first round.
    #[serde(default)]
    pub round: u32,
    /// Free notes.
    #[serde(default)]
    pub memo: String,
    /// Pictures beside the note.
    #[serde(default)]
    pub attachments: Vec<Attachment>,
    /// How it ended, once it has.
    #[serde(default)]
    pub outcome: Option<CaseOutcome>,
    /// When the note was begun.
    #[serde(default, with = "timestamp")]
    pub created_at: Timestamp,
    /// When its content last changed; set by whoever changes it.
    #[serde(default, with = "timestamp")]
    pub updated_at: Timestamp,
    /// What a program of the same version wrote that is not known here.
    #[serde(skip)]
    pub extra: Extra,
}

keep_unknown_fields!(Case);

/// The names of its fields in a file, `version` aside.
pub(super) const FIELDS: &[&str] = &[
    "id",
    "title",
    "shop",
    "person",
    "affected",
    "role",
    "email",
    "stage",
    "message",
    "occurred_at",
    "impact",
    "amazon_case",
    "next_check",
    "points",
    "facts",
    "answers",
    "password_tries",
    "code_requests",
    "findings",
    "unread",
    "timeline",
    "round",
    "memo",
    "attachments",
    "outcome",
    "created_at",
    "updated_at",
];

/// A field that a helper needs before anything else.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum MainField {
    /// [`Case::title`]
    Title,
    /// [`Case::shop`]
    Shop,
    /// [`Case::affected`]
    Affected,
    /// [`Case::role`]
    Role,
    /// [`Case::stage`]
    Stage,
    /// [`Case::message`]
    Message,
    /// [`Case::occurred_at`]
    OccurredAt,
    /// [`Case::impact`]
    Impact,
}

impl Case {
    /// An empty note. `suffix` keeps two notes of the same second apart: a few letters or digits.
    pub fn new(now: Timestamp, suffix: &str) -> Self {
        Self {
            version: CURRENT_VERSION,
            id: format!("{}-{suffix}", now.strftime("%Y%m%d-%H%M%S")),
            title: String::new(),
            shop: String::new(),
            person: String::new(),
            affected: String::new(),
            role: String::new(),
            email: String::new(),
            stage: None,
            message: String::new(),
            occurred_at: None,
            impact: String::new(),
            amazon_case: String::new(),
            next_check: None,
            points: Vec::new(),
            facts: Vec::new(),
            answers: Vec::new(),
            ticks: Vec::new(),
            plans: Vec::new(),
            password_tries: 0,
            code_requests: 0,
            findings: Vec::new(),
            unread: Vec::new(),
            timeline: Vec::new(),
            round: 0,
            memo: String::new(),
            attachments: Vec::new(),
            outcome: None,
            created_at: now,
            updated_at: now,
            extra: Extra::default(),
        }
    }

    /// The outcome given for an observation or a step.
    pub fn answer(&self, id: &str) -> Option<&str> {
        self.answers.iter().find(|answer| answer.id == id).map(|answer| answer.outcome.as_str())
    }

    /// Gives an answer, or changes it where it stands. Returns the outcome that it replaces.
    pub fn set_answer(&mut self, id: &str, outcome: &str, at: Timestamp) -> Option<String> {
        if let Some(answer) = self.answers.iter_mut().find(|answer| answer.id == id) {
            answer.at = at;
            return Some(std::mem::replace(&mut answer.outcome, outcome.to_owned()));
        }
        let answer = Answer { id: id.to_owned(), outcome: outcome.to_owned(), at, ..Answer::default() };
        self.answers.push(answer);
        None
    }

    /// Takes an answer back and returns it.
    pub fn remove_answer(&mut self, id: &str) -> Option<Answer> {
        let index = self.answers.iter().position(|answer| answer.id == id)?;
        Some(self.answers.remove(index))
    }

    /// Adds a line to the timeline.
    pub fn log(&mut self, at: Timestamp, kind: EntryKind, text: impl Into<String>) {
        let text = text.into();
        let taken = |id: &str| self.timeline.iter().any(|entry| entry.id == id);
        let id = id_of(at, &[kind.name(), &text], taken);
        self.timeline.push(Entry { id, at, kind, text, ..Entry::default() });
    }

    /// Adds an empty fact.
    pub fn add_fact(&mut self, at: Timestamp) {
        let taken = |id: &str| self.facts.iter().any(|fact| fact.id == id);
        let id = id_of(at, &["fact"], taken);
        self.facts.push(Fact { id, ..Fact::default() });
    }

    /// Whether the operator has put nothing into this note. What the program adds by itself (findings
    /// and all timeline entries but notes) does not count.
    pub fn is_blank(&self) -> bool {
        let texts = [
            &self.title,
            &self.shop,
            &self.person,
            &self.affected,
            &self.role,
            &self.email,
            &self.message,
            &self.impact,
            &self.amazon_case,
            &self.memo,
        ];
        texts.into_iter().all(|text| is_empty(text))
            && self.stage.is_none()
            && self.occurred_at.is_none()
            && self.next_check.is_none()
            && self.points.iter().all(|point| is_empty(&point.text))
            && self.attachments.is_empty()
            && self.facts.iter().all(|fact| is_empty(&fact.text))
            && self.answers.is_empty()
            && self.ticks.is_empty()
            && self.plans.iter().all(Plan::is_blank)
            && self.password_tries == 0
            && self.code_requests == 0
            && self.round == 0
            && self.outcome.is_none()
            && self.timeline.iter().all(|entry| entry.kind != EntryKind::Note || is_empty(&entry.text))
    }

    /// The main fields that are still empty, in the order of the form.
    pub fn missing_fields(&self) -> Vec<MainField> {
        let fields = [
            (MainField::Title, is_empty(&self.title)),
            (MainField::Shop, is_empty(&self.shop)),
            (MainField::Affected, is_empty(&self.affected)),
            (MainField::Role, is_empty(&self.role)),
            (MainField::Stage, self.stage.is_none()),
            (MainField::Message, is_empty(&self.message)),
            (MainField::OccurredAt, self.occurred_at.is_none()),
            (MainField::Impact, is_empty(&self.impact)),
        ];
        fields.into_iter().filter(|(_, missing)| *missing).map(|(field, _)| field).collect()
    }
}

/// Whether nothing but white space was typed (the ideographic space included).
fn is_empty(text: &str) -> bool {
    text.trim().is_empty()
}

#[cfg(test)]
mod tests;
