//! The rules of the access ledger, and the checks of a year.

use serde::{Deserialize, Serialize};

use super::Id;

/// What is said of a rule of the access ledger (J..). How it is judged is a matter of the ledger itself.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LedgerRule {
    pub id: Id,
    /// How much it matters where it is not so.
    pub severity: Severity,
    /// The [`Prevention`](super::Prevention) that it watches over.
    pub prevention: Id,
    /// What should be so.
    pub label: String,
    /// What is not so.
    pub found: String,
    pub why: String,
    /// What to do next.
    pub next: String,
}

/// How much it matters that a rule is not kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all(serialize = "snake_case"))]
pub enum Severity {
    /// Somebody may be locked out for days.
    High,
    /// It makes trouble likelier, or longer.
    Medium,
    /// It is better otherwise.
    Low,
}

/// Something that is looked through every year, or more often (Y..).
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LedgerCheck {
    pub id: Id,
    /// The kind of review in the ledger that takes its place, by name.
    pub review: String,
    /// Months from one to the next.
    pub months: u32,
    /// The month in which it is done first, from 1.
    pub first: u32,
    /// The [`Prevention`](super::Prevention) that tells more.
    pub prevention: Id,
    pub label: String,
}
