//! The parts of a note.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::extra::{Extra, keep_unknown_fields};
use super::instant::timestamp;

keep_unknown_fields!(Fact, Answer, FindingSnapshot, Point, Tick, Attachment, Entry, CaseOutcome);

/// A labelled fact that the operator typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, remote = "Self")]
pub struct Fact {
    /// What keeps it the same fact while it is edited.
    pub id: String,
    /// What it is about.
    pub label: String,
    /// The fact.
    pub text: String,
    /// What a program of the same version wrote here that is not known.
    #[serde(skip)]
    pub extra: Extra,
}

/// An answer to an observation, or the result of a step.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, remote = "Self")]
pub struct Answer {
    /// The id of the observation or step.
    pub id: String,
    /// The id of the outcome.
    pub outcome: String,
    /// When it was given or last changed.
    #[serde(with = "timestamp")]
    pub at: Timestamp,
    /// What a program of the same version wrote here that is not known.
    #[serde(skip)]
    pub extra: Extra,
}

/// A finding of the machine as it stood when it was taken over into the note.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, remote = "Self")]
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
    /// What a program of the same version wrote here that is not known.
    #[serde(skip)]
    pub extra: Extra,
}

/// What is written to one of the points that an inquiry to Amazon needs.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, remote = "Self")]
pub struct Point {
    /// The point's id in the table of points.
    pub id: String,
    /// What the operator wrote.
    pub text: String,
    /// What a program of the same version wrote here that is not known.
    #[serde(skip)]
    pub extra: Extra,
}

/// An item of a checklist that is done. What is not done has no tick.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, remote = "Self")]
pub struct Tick {
    /// The id of the checklist.
    pub list: String,
    /// The id of the item in it.
    pub item: String,
    /// When it was ticked.
    #[serde(with = "timestamp")]
    pub at: Timestamp,
    /// Who ticked it, if that is known: a name, as the operator gave it in the settings.
    pub by: String,
    /// What a program of the same version wrote here that is not known.
    #[serde(skip)]
    pub extra: Extra,
}

/// A picture that is kept in a folder beside the note.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, remote = "Self")]
pub struct Attachment {
    /// What keeps it the same picture on every machine.
    pub id: String,
    /// The name of the file within the folder of this note's attachments, without any folder.
    pub file: String,
    /// What it shows.
    pub caption: String,
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
    /// When it was attached.
    #[serde(with = "timestamp")]
    pub at: Timestamp,
    /// What a program of the same version wrote here that is not known.
    #[serde(skip)]
    pub extra: Extra,
}

/// One line of the timeline.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, remote = "Self")]
pub struct Entry {
    /// What keeps two lines apart and one line the same on every machine.
    pub id: String,
    /// When it happened.
    #[serde(with = "timestamp")]
    pub at: Timestamp,
    /// What sort of thing happened.
    pub kind: EntryKind,
    /// Who wrote it or did it, if that is known: a name, as the operator gave it in the settings.
    pub by: String,
    /// What happened, in words.
    pub text: String,
    /// What a program of the same version wrote here that is not known.
    #[serde(skip)]
    pub extra: Extra,
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
    /// A picture was attached or taken away.
    Attached,
    /// Something that may be a password, code or other secret was blanked, or kept on purpose.
    Guarded,
    /// Somebody else's changes came in from the disk.
    Merged,
    /// What had been typed before the program ended was taken back.
    Recovered,
    /// The note was handed on: copied or written into another file.
    Exported,
}

impl EntryKind {
    /// Its name in a file.
    pub fn name(self) -> &'static str {
        match self {
            Self::Started => "Started",
            Self::Answered => "Answered",
            Self::Changed => "Changed",
            Self::Scanned => "Scanned",
            Self::Opened => "Opened",
            Self::OpenFailed => "OpenFailed",
            Self::Saved => "Saved",
            Self::Loaded => "Loaded",
            Self::Repaired => "Repaired",
            Self::Round => "Round",
            Self::Outcome => "Outcome",
            Self::Counter => "Counter",
            Self::Note => "Note",
            Self::Attached => "Attached",
            Self::Guarded => "Guarded",
            Self::Merged => "Merged",
            Self::Recovered => "Recovered",
            Self::Exported => "Exported",
        }
    }
}

/// How a case ended.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, remote = "Self")]
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
    /// What a program of the same version wrote here that is not known.
    #[serde(skip)]
    pub extra: Extra,
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
