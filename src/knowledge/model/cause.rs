//! Causes, and how strongly something speaks for or against them.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Grade, Id};

/// The screen at which a person is stuck (G0 to G9): the first and strongest discriminator.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Stage {
    pub id: Id,
    /// What the operator chooses.
    pub label: String,
    /// What is seen on that screen, one sentence.
    pub help: String,
    /// How the stage reads as a reason or in a timeline.
    pub said: String,
}

/// How often a cause shows itself at a stage.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Share {
    /// Where this cause usually stops people.
    Main,
    /// Often there too.
    Often,
    /// Now and then.
    Seldom,
}

/// The area of a cause, as the operator thinks of it.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Category {
    pub id: Id,
    pub label: String,
}

/// A reason why a login fails (C01 to C50).
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cause {
    pub id: Id,
    pub label: String,
    /// A [`Category::id`].
    pub category: Id,
    /// Prior weight: relative frequency among companies that ask for help. A guess (grade G).
    pub weight: f64,
    /// Stages with their share, most usual first.
    pub stages: Vec<(Id, Share)>,
    /// What is going on, for the operator, in one to three sentences.
    pub explanation: String,
    /// What puts it right, as short sentences in order.
    pub remedy: Vec<String>,
    /// Ids of [`Prevention`]s.
    pub prevention: Vec<Id>,
    /// Ids of steps that tell this cause from others.
    pub tests: Vec<Id>,
    pub grade: Grade,
    /// Extra information for helpers: sources, age, contradictions.
    pub note: Option<String>,
}

/// How strongly an outcome speaks for or against a cause. One table in `triage` turns these into
/// likelihood ratios.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Strength {
    /// As good as proves it.
    Decisive,
    /// Typical of it, rare otherwise.
    Strong,
    /// Clearly more common with it.
    Moderate,
    /// A hint.
    Slight,
    /// A hint against.
    AgainstSlight,
    /// Clearly less common with it.
    AgainstModerate,
    /// Hardly ever seen with it.
    AgainstStrong,
    /// As good as impossible with it.
    RuledOut,
}

impl Strength {
    /// Whether it speaks for a cause rather than against it.
    pub fn supports(self) -> bool {
        matches!(self, Self::Decisive | Self::Strong | Self::Moderate | Self::Slight)
    }
}

/// Causes by how strongly something speaks for or against them; all others are left as they are.
pub type Effects = BTreeMap<Strength, Vec<Id>>;

/// Something that prevents the next time (P..).
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Prevention {
    pub id: Id,
    pub label: String,
    pub detail: String,
}
