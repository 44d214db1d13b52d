//! A note, read no further than a list and a search need.
//!
//! [`crate::case::load`] reads a note twice, once to know its version, and makes a copy of every text. For thousands of
//! notes that is time that an operator would notice. A skim is read once and borrows what it can. It takes whatever the
//! true loader takes, of every version; where it fails, the true loader says what is wrong.

use std::borrow::Cow;
use std::fmt;

use jiff::{Timestamp, Zoned};
use ron::Options;
use ron::error::SpannedError;
use serde::de::{Deserialize, Deserializer, Error, IgnoredAny, Visitor};

use crate::case::Solved;
use crate::case::instant::{timestamp, zoned};

/// As deep as the true loader goes.
const RECURSION_LIMIT: usize = 64;

/// Reads the text of a note.
pub(super) fn skim(text: &str) -> Result<Skim<'_>, SpannedError> {
    Options::default().with_recursion_limit(RECURSION_LIMIT).from_str(text)
}

/// What is read of a note. The fields are those of [`crate::case::Case`].
#[derive(Debug, serde::Deserialize)]
#[serde(rename = "Case")]
pub(super) struct Skim<'a> {
    pub(super) version: u32,
    #[serde(borrow, default)]
    pub(super) id: Words<'a>,
    #[serde(borrow, default)]
    pub(super) title: Words<'a>,
    #[serde(borrow, default)]
    pub(super) shop: Words<'a>,
    #[serde(borrow, default)]
    pub(super) person: Words<'a>,
    #[serde(borrow, default)]
    pub(super) affected: Words<'a>,
    #[serde(borrow, default)]
    role: Words<'a>,
    #[serde(borrow, default)]
    email: Words<'a>,
    #[serde(borrow, default)]
    pub(super) stage: Option<Words<'a>>,
    #[serde(borrow, default)]
    pub(super) message: Words<'a>,
    #[serde(default, with = "zoned")]
    pub(super) occurred_at: Option<Zoned>,
    #[serde(borrow, default)]
    pub(super) impact: Words<'a>,
    #[serde(borrow, default)]
    pub(super) amazon_case: Words<'a>,
    #[serde(default, with = "zoned")]
    pub(super) next_check: Option<Zoned>,
    #[serde(borrow, default)]
    points: Vec<Point<'a>>,
    #[serde(borrow, default)]
    facts: Vec<Fact<'a>>,
    #[serde(borrow, default)]
    pub(super) answers: Vec<Answer<'a>>,
    #[serde(borrow, default)]
    plans: Vec<Plan<'a>>,
    #[serde(borrow, default)]
    ticks: Vec<Tick<'a>>,
    #[serde(borrow, default)]
    findings: Vec<Finding<'a>>,
    #[serde(borrow, default)]
    unread: Vec<Words<'a>>,
    #[serde(borrow, default)]
    pub(super) timeline: Vec<Entry<'a>>,
    #[serde(borrow, default)]
    pub(super) memo: Words<'a>,
    #[serde(borrow, default)]
    pub(super) attachments: Vec<Attachment<'a>>,
    #[serde(borrow, default)]
    pub(super) outcome: Option<Outcome<'a>>,
    #[serde(default, with = "timestamp")]
    pub(super) created_at: Timestamp,
    #[serde(default, with = "timestamp")]
    pub(super) updated_at: Timestamp,
    /// Of the access ledger, which stands in the same folder.
    #[serde(default)]
    pub(super) logins: Present,
}

/// Whether there is a field that no note has.
#[derive(Debug, Default, PartialEq)]
pub(super) enum Present {
    Yes,
    #[default]
    No,
}

impl<'de> Deserialize<'de> for Present {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        IgnoredAny::deserialize(deserializer).map(|_| Self::Yes)
    }
}

#[derive(Debug, serde::Deserialize)]
struct Point<'a> {
    #[serde(borrow, default)]
    text: Words<'a>,
}

#[derive(Debug, serde::Deserialize)]
struct Fact<'a> {
    #[serde(borrow, default)]
    label: Words<'a>,
    #[serde(borrow, default)]
    text: Words<'a>,
}

#[derive(Debug, serde::Deserialize)]
pub(super) struct Answer<'a> {
    #[serde(borrow, default)]
    id: Words<'a>,
    #[serde(borrow, default)]
    outcome: Words<'a>,
}

#[derive(Debug, serde::Deserialize)]
struct Plan<'a> {
    #[serde(borrow, default)]
    violation: Words<'a>,
    #[serde(borrow, default)]
    identifiers: Words<'a>,
    #[serde(borrow, default)]
    entries: Vec<PlanEntry<'a>>,
}

#[derive(Debug, serde::Deserialize)]
struct PlanEntry<'a> {
    #[serde(borrow, default)]
    text: Words<'a>,
    #[serde(borrow, default)]
    identifiers: Words<'a>,
    #[serde(borrow, default)]
    owner: Words<'a>,
    #[serde(borrow, default)]
    date: Words<'a>,
    #[serde(borrow, default)]
    evidence: Words<'a>,
}

#[derive(Debug, serde::Deserialize)]
struct Tick<'a> {
    #[serde(borrow, default)]
    list: Words<'a>,
    #[serde(borrow, default)]
    item: Words<'a>,
    #[serde(borrow, default)]
    by: Words<'a>,
}

#[derive(Debug, serde::Deserialize)]
#[serde(rename = "FindingSnapshot")]
struct Finding<'a> {
    #[serde(borrow, default)]
    id: Words<'a>,
    #[serde(borrow, default)]
    subject: Words<'a>,
    #[serde(borrow, default)]
    summary: Words<'a>,
    #[serde(borrow, default)]
    evidence: Vec<Words<'a>>,
}

#[derive(Debug, serde::Deserialize)]
pub(super) struct Entry<'a> {
    #[serde(default, with = "timestamp")]
    pub(super) at: Timestamp,
    #[serde(borrow, default)]
    pub(super) by: Words<'a>,
    #[serde(borrow, default)]
    pub(super) text: Words<'a>,
}

#[derive(Debug, serde::Deserialize)]
pub(super) struct Attachment<'a> {
    #[serde(borrow, default)]
    pub(super) file: Words<'a>,
    #[serde(borrow, default)]
    caption: Words<'a>,
}

#[derive(Debug, serde::Deserialize)]
#[serde(rename = "CaseOutcome")]
pub(super) struct Outcome<'a> {
    #[serde(default)]
    pub(super) solved: Solved,
    #[serde(borrow, default)]
    pub(super) confirmed_cause: Option<Words<'a>>,
    #[serde(borrow, default)]
    note: Words<'a>,
}

/// A part of a note, as a search tells where it found something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Part {
    /// What the case is called.
    Title,
    /// The shop.
    Shop,
    /// Who looks after the case.
    Person,
    /// Who is affected.
    Affected,
    /// That person's position.
    Role,
    /// The masked e-mail address.
    Email,
    /// The message on the screen.
    Message,
    /// What it means for the business.
    Impact,
    /// The id of the inquiry at Amazon.
    AmazonCase,
    /// A point of an inquiry.
    Point,
    /// A fact.
    Fact,
    /// Free notes.
    Memo,
    /// A line of the timeline.
    Timeline,
    /// An improvement plan.
    Plan,
    /// Who ticked an item of a checklist.
    Tick,
    /// What the operator wrote about the end.
    Outcome,
    /// The caption or the file of a picture.
    Attachment,
    /// What the machine showed, or what could not be read.
    Finding,
    /// The id of the stage, of an answer, of the confirmed cause or of the note.
    Id,
}

impl Part {
    /// Its name, as it stands in the output of the command line.
    pub fn id(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Shop => "shop",
            Self::Person => "person",
            Self::Affected => "affected",
            Self::Role => "role",
            Self::Email => "email",
            Self::Message => "message",
            Self::Impact => "impact",
            Self::AmazonCase => "amazon_case",
            Self::Point => "point",
            Self::Fact => "fact",
            Self::Memo => "memo",
            Self::Timeline => "timeline",
            Self::Plan => "plan",
            Self::Tick => "tick",
            Self::Outcome => "outcome",
            Self::Attachment => "attachment",
            Self::Finding => "finding",
            Self::Id => "id",
        }
    }
}

impl Skim<'_> {
    /// All texts of the note, what the operator wrote first.
    pub(super) fn pieces(&self) -> Vec<(Part, &str)> {
        let mut pieces: Vec<(Part, &str)> = vec![
            (Part::Title, &self.title),
            (Part::Shop, &self.shop),
            (Part::Person, &self.person),
            (Part::Affected, &self.affected),
            (Part::Role, &self.role),
            (Part::Email, &self.email),
            (Part::Message, &self.message),
            (Part::Impact, &self.impact),
            (Part::AmazonCase, &self.amazon_case),
            (Part::Memo, &self.memo),
        ];
        pieces.extend(self.points.iter().map(|point| (Part::Point, &*point.text)));
        pieces.extend(
            self.facts.iter().flat_map(|fact| [(Part::Fact, &*fact.label), (Part::Fact, &*fact.text)]),
        );
        pieces.extend(self.outcome.iter().map(|outcome| (Part::Outcome, &*outcome.note)));
        for picture in &self.attachments {
            pieces.extend([(Part::Attachment, &*picture.caption), (Part::Attachment, &*picture.file)]);
        }
        let timeline = self.timeline.iter().rev();
        pieces.extend(
            timeline.flat_map(|entry| [(Part::Timeline, &*entry.text), (Part::Timeline, &*entry.by)]),
        );
        pieces.extend(self.plans.iter().flat_map(Plan::texts).map(|text| (Part::Plan, text)));
        pieces.extend(self.ticks.iter().map(|tick| (Part::Tick, &*tick.by)));
        for finding in &self.findings {
            pieces.extend(
                [&finding.summary, &finding.subject, &finding.id].map(|text| (Part::Finding, &**text)),
            );
            pieces.extend(finding.evidence.iter().map(|text| (Part::Finding, &**text)));
        }
        pieces.extend(self.unread.iter().map(|text| (Part::Finding, &**text)));
        let cause = self.outcome.iter().filter_map(|outcome| outcome.confirmed_cause.as_deref());
        pieces.extend(self.stage.as_deref().into_iter().chain(cause).map(|id| (Part::Id, id)));
        pieces.extend(
            self.answers.iter().flat_map(|answer| [(Part::Id, &*answer.id), (Part::Id, &*answer.outcome)]),
        );
        pieces.extend(self.ticks.iter().flat_map(|tick| [(Part::Id, &*tick.list), (Part::Id, &*tick.item)]));
        pieces.push((Part::Id, &self.id));
        pieces.retain(|(_, text)| !text.is_empty());
        pieces
    }
}

impl Plan<'_> {
    fn texts(&self) -> impl Iterator<Item = &str> {
        let entries = self.entries.iter().flat_map(|entry| {
            [&entry.text, &entry.identifiers, &entry.owner, &entry.date, &entry.evidence].map(|text| &**text)
        });
        [&*self.violation, &*self.identifiers].into_iter().chain(entries)
    }
}

/// A text, borrowed from the file where that writes it as it is. Unlike a bare `Cow`, also within a list.
#[derive(Debug, Default)]
pub(super) struct Words<'a>(Cow<'a, str>);

impl std::ops::Deref for Words<'_> {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for Words<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_str(WordsVisitor)
    }
}

struct WordsVisitor;

impl<'de> Visitor<'de> for WordsVisitor {
    type Value = Words<'de>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a text")
    }

    fn visit_borrowed_str<E: Error>(self, text: &'de str) -> Result<Self::Value, E> {
        Ok(Words(Cow::Borrowed(text)))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Self::Value, E> {
        Ok(Words(Cow::Owned(text.to_owned())))
    }

    fn visit_string<E: Error>(self, text: String) -> Result<Self::Value, E> {
        Ok(Words(Cow::Owned(text)))
    }
}
