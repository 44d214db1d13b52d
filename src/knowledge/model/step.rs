//! What can be done, and what locks it.

use serde::{Deserialize, Serialize};

use super::{Grade, Id};

/// What a step is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StepKind {
    /// Ask the operator or a colleague.
    Question,
    /// Look or try, without changing anything for good.
    Test,
    /// Put a cause right.
    Repair,
    /// Keep what still works, before anything else.
    Protect,
    /// What people are tempted to do, and should not do yet, or never.
    Temptation,
}

/// Who can do a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Who {
    /// The person who cannot log in.
    Person,
    /// The account's administrator or another user with rights.
    Admin,
    /// The company's IT department.
    It,
    /// The person whose name is on the identity document.
    IdHolder,
    /// This program.
    App,
    /// An outside partner or tool vendor.
    Partner,
}

/// Whether a step can be taken back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reversible {
    Yes,
    Partly,
    No,
}

/// What a step may cost besides time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Risk {
    None,
    Low,
    Medium,
    /// Must be gated by at least one hazard.
    High,
}

/// What a step uses up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Spends {
    /// One try of a password.
    PasswordTry,
    /// One code sent by SMS, voice or e-mail.
    CodeRequest,
}

/// Something to do: a question, test (T..), repair (R..), protection or temptation (A..).
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Step {
    pub id: Id,
    pub kind: StepKind,
    pub label: String,
    /// Why it is asked or done.
    pub why: String,
    /// What to do, in order.
    #[serde(default)]
    pub how: Vec<String>,
    /// [`Observation`](super::Observation)s that doing it answers.
    #[serde(default)]
    pub observes: Vec<Id>,
    /// Causes that a repair puts right.
    #[serde(default)]
    pub fixes: Vec<Id>,
    /// Chance that a repair helps if one of `fixes` is the cause.
    #[serde(default)]
    pub success: f64,
    /// The operator's minutes.
    pub minutes: u16,
    /// Waiting time beyond the operator's own minutes, in words.
    #[serde(default)]
    pub wait: Option<String>,
    pub who: Who,
    pub reversible: Reversible,
    pub risk: Risk,
    /// What the risk is, in a few words.
    #[serde(default)]
    pub risk_note: String,
    /// [`Hazard`]s that lock the step until their conditions are observed.
    #[serde(default)]
    pub gates: Vec<Id>,
    /// Offered only when all of these hold.
    #[serde(default)]
    pub when: Vec<Condition>,
    /// Offered before everything else while `when` holds and it is not answered; lower first.
    #[serde(default)]
    pub urgent: Option<u8>,
    /// Asked first in every case; lower first.
    #[serde(default)]
    pub opening: Option<u8>,
    #[serde(default)]
    pub spends: Option<Spends>,
    /// Causes in whose case people are tempted to do it (temptations only).
    #[serde(default)]
    pub tempts: Vec<Id>,
    /// [`Link`](super::Link)s that help with it.
    #[serde(default)]
    pub links: Vec<Id>,
    pub grade: Grade,
}

/// Something that must be observed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Condition {
    /// The observation has one of these outcomes.
    Is(Id, Vec<Id>),
    /// The observation has none of these outcomes, or is not answered.
    IsNot(Id, Vec<Id>),
    /// Fewer passwords than this have been tried.
    PasswordTriesBelow(u32),
    /// Fewer codes than this have been requested.
    CodeRequestsBelow(u32),
    /// The stage is one of these.
    StageIn(Vec<Id>),
    /// The machine shows one of these findings.
    Found(Vec<Id>),
    /// The machine shows none of these findings, as far as it was read.
    NotFound(Vec<Id>),
    /// One of these holds.
    AnyOf(Vec<Condition>),
}

/// What goes wrong if a risky step is done too early (H01 to H18), and what unlocks it.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Hazard {
    pub id: Id,
    /// What is not to be done yet.
    pub label: String,
    /// Why it makes things worse.
    pub harm: String,
    pub rule: HazardRule,
    /// It destroys the trust that Amazon has in a device: where the machine has such a browser, it is named.
    #[serde(default)]
    pub trusted_device: bool,
    /// Findings that it is about: where the machine shows one of them, it is named.
    #[serde(default)]
    pub about: Vec<Id>,
    pub grade: Grade,
}

/// When a hazard's steps may be done.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum HazardRule {
    /// Never, whatever is observed. The text says what to do instead.
    Never(String),
    /// When every one of these is met.
    Until(Vec<Unlock>),
}

/// One condition that opens a gate.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Unlock {
    /// The condition in words: what to make sure of.
    pub text: String,
    pub condition: Condition,
}
