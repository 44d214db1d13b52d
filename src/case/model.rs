//! What a case note holds (version 1).
//!
//! Every field except `version` has a default, so that a note of an older program, or one that was
//! shortened by hand, still loads. Invariant: no field is meant for a password, a code, a key or a
//! cookie; `password_tries` and `code_requests` are counts. A new variant of an enum in here needs a
//! new version: an older program cannot load a variant that it does not know.

use jiff::{Timestamp, Zoned};
use serde::{Deserialize, Serialize};

use super::{
    instant::{timestamp, zoned},
    version::CURRENT_VERSION,
};

/// One login trouble of one shop: what was seen, answered, found and done.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
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
    /// Who is affected.
    #[serde(default)]
    pub affected: String,
    /// That person's position, in free words.
    #[serde(default)]
    pub role: String,
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
    /// Further facts typed by the operator.
    #[serde(default)]
    pub facts: Vec<Fact>,
    /// Answers in the order in which they were first given, one per id.
    #[serde(default)]
    pub answers: Vec<Answer>,
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
    /// How it ended, once it has.
    #[serde(default)]
    pub outcome: Option<CaseOutcome>,
    /// When the note was begun.
    #[serde(default, with = "timestamp")]
    pub created_at: Timestamp,
    /// When its content last changed; set by whoever changes it.
    #[serde(default, with = "timestamp")]
    pub updated_at: Timestamp,
}

/// A labelled fact that the operator typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Fact {
    /// What it is about.
    pub label: String,
    /// The fact.
    pub text: String,
}

/// An answer to an observation, or the result of a step.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Answer {
    /// The id of the observation or step.
    pub id: String,
    /// The id of the outcome.
    pub outcome: String,
    /// When it was given or last changed.
    #[serde(with = "timestamp")]
    pub at: Timestamp,
}

/// A finding of the machine as it stood when it was taken over into the note.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct FindingSnapshot {
    /// The finding's id, such as `chromium.cookies.block_all`.
    pub id: String,
    /// Which browser, profile or part of the machine.
    pub subject: String,
    /// How likely it is the cause: `high`, `medium`, `low` or `info`.
    pub likelihood: String,
    /// How sure the reading is.
    pub confidence: String,
    /// The finding in one sentence.
    pub summary: String,
    /// What it rests on, in plain words.
    pub evidence: Vec<String>,
    /// When it was read.
    #[serde(with = "timestamp")]
    pub at: Timestamp,
}

/// One line of the timeline.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Entry {
    /// When it happened.
    #[serde(with = "timestamp")]
    pub at: Timestamp,
    /// What sort of thing happened.
    pub kind: EntryKind,
    /// What happened, in words.
    pub text: String,
}

/// What sort of thing a line of the timeline tells.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum EntryKind {
    /// The diagnosis began.
    Started,
    /// A question was answered.
    Answered,
    /// An answer or a field was changed or taken back.
    Changed,
    /// The machine was looked at.
    Scanned,
    /// A page was opened in a browser.
    Opened,
    /// A page could not be opened.
    OpenFailed,
    /// The note was saved.
    Saved,
    /// The note was loaded.
    Loaded,
    /// A repair was carried out.
    Repaired,
    /// The next round began.
    Round,
    /// The case ended, or was opened again.
    Outcome,
    /// A password was tried or a code requested.
    Counter,
    /// Words of the operator.
    #[default]
    Note,
}

/// How a case ended.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct CaseOutcome {
    /// Whether the login works again.
    pub solved: Solved,
    /// The id of the cause that turned out to be true.
    pub confirmed_cause: Option<String>,
    /// What the operator wrote about it.
    pub note: String,
    /// When this was recorded.
    #[serde(with = "timestamp")]
    pub at: Timestamp,
}

/// Whether the login works again.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Solved {
    /// It does.
    Yes,
    /// It does not, and the case is closed all the same.
    #[default]
    No,
}

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
            affected: String::new(),
            role: String::new(),
            stage: None,
            message: String::new(),
            occurred_at: None,
            impact: String::new(),
            facts: Vec::new(),
            answers: Vec::new(),
            password_tries: 0,
            code_requests: 0,
            findings: Vec::new(),
            unread: Vec::new(),
            timeline: Vec::new(),
            round: 0,
            memo: String::new(),
            outcome: None,
            created_at: now,
            updated_at: now,
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
        self.answers.push(Answer { id: id.to_owned(), outcome: outcome.to_owned(), at });
        None
    }

    /// Takes an answer back and returns it.
    pub fn remove_answer(&mut self, id: &str) -> Option<Answer> {
        let index = self.answers.iter().position(|answer| answer.id == id)?;
        Some(self.answers.remove(index))
    }

    /// Adds a line to the timeline.
    pub fn log(&mut self, at: Timestamp, kind: EntryKind, text: impl Into<String>) {
        self.timeline.push(Entry { at, kind, text: text.into() });
    }

    /// Whether the operator has put nothing into this note. What the program adds by itself (findings
    /// and all timeline entries but notes) does not count.
    pub fn is_blank(&self) -> bool {
        let texts =
            [&self.title, &self.shop, &self.affected, &self.role, &self.message, &self.impact, &self.memo];
        texts.into_iter().all(|text| is_empty(text))
            && self.stage.is_none()
            && self.occurred_at.is_none()
            && self.facts.iter().all(|fact| is_empty(&fact.text))
            && self.answers.is_empty()
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
mod tests {
    use super::{Case, EntryKind, MainField, Timestamp};

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(1_795_221_240 + second).unwrap()
    }

    #[test]
    fn a_new_note_is_blank_and_misses_everything() {
        let case = Case::new(at(0), "k7f2");
        assert!(case.is_blank());
        assert_eq!(case.missing_fields().len(), 8);
        assert_eq!(case.id, format!("{}-k7f2", at(0).strftime("%Y%m%d-%H%M%S")));
        assert_eq!((case.created_at, case.updated_at), (at(0), at(0)));
    }

    #[test]
    fn what_the_program_adds_leaves_a_note_blank() {
        let mut case = Case::new(at(0), "k7f2");
        case.log(at(1), EntryKind::Started, "診断を開始");
        case.log(at(2), EntryKind::Scanned, "環境を確認");
        case.findings.push(super::FindingSnapshot::default());
        case.unread.push("Firefox".to_owned());
        assert!(case.is_blank());
        case.log(at(3), EntryKind::Note, "前任者に電話");
        assert!(!case.is_blank());
    }

    /// Something that an operator can put into a note.
    type Touch = fn(&mut Case);

    #[test]
    fn whatever_the_operator_does_makes_it_not_blank() {
        let touches: [Touch; 14] = [
            |case| case.title.push('a'),
            |case| case.shop.push('a'),
            |case| case.affected.push('a'),
            |case| case.role.push('a'),
            |case| case.stage = Some("G2".to_owned()),
            |case| case.message.push('a'),
            |case| case.occurred_at = Some(jiff::Zoned::default()),
            |case| case.impact.push('a'),
            |case| {
                case.facts.push(super::Fact { text: "a".to_owned(), ..Default::default() });
            },
            |case| drop(case.set_answer("vpn", "on", at(1))),
            |case| case.password_tries = 1,
            |case| case.code_requests = 1,
            |case| case.memo.push('a'),
            |case| case.outcome = Some(super::CaseOutcome::default()),
        ];
        for (index, touch) in touches.into_iter().enumerate() {
            let mut case = Case::new(at(0), "k7f2");
            touch(&mut case);
            assert!(!case.is_blank(), "touch {index}");
        }
    }

    #[test]
    fn answers_keep_their_place_when_changed() {
        let mut case = Case::new(at(0), "k7f2");
        assert_eq!(case.set_answer("vpn", "on", at(1)), None);
        assert_eq!(case.set_answer("clock", "ok", at(2)), None);
        assert_eq!(case.set_answer("vpn", "off", at(3)).as_deref(), Some("on"));
        assert_eq!(case.answer("vpn"), Some("off"));
        let order: Vec<_> = case.answers.iter().map(|answer| (answer.id.as_str(), answer.at)).collect();
        assert_eq!(order, [("vpn", at(3)), ("clock", at(2))]);
        assert_eq!(case.remove_answer("vpn").unwrap().outcome, "off");
        assert_eq!(case.answer("vpn"), None);
        assert_eq!(case.remove_answer("vpn"), None);
    }

    #[test]
    fn white_space_does_not_fill_a_field() {
        let mut case = Case::new(at(0), "k7f2");
        case.title = "　 \n".to_owned();
        assert!(case.is_blank());
        case.title = "朝からログインできない".to_owned();
        assert!(!case.missing_fields().contains(&MainField::Title));
        assert_eq!(case.missing_fields().len(), 7);
    }
}
