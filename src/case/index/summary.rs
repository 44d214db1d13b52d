//! What a list shows of a note, and what it is filtered and sorted by.

use jiff::Timestamp;

use crate::case::{Case, Solved};

use super::skim::Skim;

/// A note in brief.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Summary {
    /// The version of the file's layout.
    pub version: u32,
    /// The note's id.
    pub id: String,
    /// What the operator calls the case.
    pub title: String,
    /// The shop.
    pub shop: String,
    /// Who looks after the case.
    pub person: String,
    /// Who is affected.
    pub affected: String,
    /// The id of the stage at which the login stops.
    pub stage: Option<String>,
    /// How the case stands.
    pub standing: Standing,
    /// The id of the inquiry at Amazon.
    pub amazon_case: String,
    /// When somebody is to look after it again.
    pub next_check: Option<Timestamp>,
    /// When it began.
    pub occurred_at: Option<Timestamp>,
    /// When the note was begun.
    pub created_at: Timestamp,
    /// When its content last changed.
    pub updated_at: Timestamp,
    /// Answers given.
    pub answers: usize,
    /// Lines of the timeline.
    pub entries: usize,
    /// Pictures attached.
    pub attachments: usize,
}

/// How a case stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Not ended.
    Open,
    /// The login works again.
    Solved {
        /// The id of the cause that turned out to be true, if it is known.
        cause: Option<String>,
    },
    /// Closed although the login does not work.
    GivenUp,
}

impl Summary {
    /// A note in brief.
    pub fn of(case: &Case) -> Self {
        let outcome = case.outcome.as_ref();
        Self {
            version: case.version,
            id: case.id.clone(),
            title: case.title.clone(),
            shop: case.shop.clone(),
            person: case.person.clone(),
            affected: case.affected.clone(),
            stage: case.stage.clone(),
            standing: Standing::new(
                outcome.map(|outcome| (outcome.solved, outcome.confirmed_cause.as_deref())),
            ),
            amazon_case: case.amazon_case.clone(),
            next_check: case.next_check.as_ref().map(jiff::Zoned::timestamp),
            occurred_at: case.occurred_at.as_ref().map(jiff::Zoned::timestamp),
            created_at: case.created_at,
            updated_at: case.updated_at,
            answers: case.answers.len(),
            entries: case.timeline.len(),
            attachments: case.attachments.len(),
        }
    }

    pub(super) fn of_skim(skim: &Skim<'_>) -> Self {
        let outcome = skim.outcome.as_ref();
        Self {
            version: skim.version,
            id: skim.id.to_string(),
            title: skim.title.to_string(),
            shop: skim.shop.to_string(),
            person: skim.person.to_string(),
            affected: skim.affected.to_string(),
            stage: skim.stage.as_deref().map(str::to_owned),
            standing: Standing::new(
                outcome.map(|outcome| (outcome.solved, outcome.confirmed_cause.as_deref())),
            ),
            amazon_case: skim.amazon_case.to_string(),
            next_check: skim.next_check.as_ref().map(jiff::Zoned::timestamp),
            occurred_at: skim.occurred_at.as_ref().map(jiff::Zoned::timestamp),
            created_at: skim.created_at,
            updated_at: skim.updated_at,
            answers: skim.answers.len(),
            entries: skim.timeline.len(),
            attachments: skim.attachments.len(),
        }
    }

    /// The id of the cause that turned out to be true.
    pub fn confirmed_cause(&self) -> Option<&str> {
        match &self.standing {
            Standing::Solved { cause } => cause.as_deref(),
            Standing::Open | Standing::GivenUp => None,
        }
    }
}

impl Standing {
    fn new(outcome: Option<(Solved, Option<&str>)>) -> Self {
        match outcome {
            None => Self::Open,
            Some((Solved::Yes, cause)) => Self::Solved { cause: cause.map(str::to_owned) },
            Some((Solved::No, _)) => Self::GivenUp,
        }
    }
}
