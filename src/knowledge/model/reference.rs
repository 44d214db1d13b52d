//! Facts, document rules, official pages, marketplaces, and the claims that all of it must cover.

use serde::{Deserialize, Serialize};

use super::{Grade, Id};

/// A fact or piece of advice that is not tied to one cause (N..).
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Notice {
    pub id: Id,
    /// `two_step`, `account`, `permission`, `inquiry`, `general`, `correction` …
    pub topic: String,
    pub title: String,
    pub text: String,
    pub grade: Grade,
    /// Where the fact comes from, in a few words.
    pub source: String,
}

/// A rule for a document: a point of the inquiry, a part of the improvement plan (D..).
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DocumentRule {
    pub id: Id,
    /// `inquiry`, `plan`, `handover` or `routing`.
    pub document: String,
    pub label: String,
    pub detail: String,
}

/// An official page (L..). The only place where a URL is written.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Link {
    pub id: Id,
    pub label: String,
    /// When to open it, one sentence.
    pub purpose: String,
    /// The URL, or none where only a menu path is certain. Where the file names a template, it is made of that.
    #[serde(default)]
    pub url: Option<String>,
    /// The template of its URL.
    #[serde(default)]
    pub template: Option<Id>,
    /// What takes the place of `{}` there.
    #[serde(default)]
    pub item: Option<String>,
    /// Menu path on the site, where that is the safer way.
    #[serde(default)]
    pub path: Option<String>,
    pub group: LinkGroup,
    pub grade: Grade,
    /// The day it was last checked, as `2026-11-21`.
    pub checked: String,
    pub checked_by: CheckedBy,
    #[serde(default)]
    pub note: Option<String>,
}

/// The URL of pages that differ in one part only.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LinkTemplate {
    pub id: Id,
    /// The URL, with `{}` in the place of that part.
    pub url: String,
}

/// Where a link is offered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LinkGroup {
    /// The one Japanese entrance.
    Door,
    /// The second Japanese entrance.
    SecondDoor,
    /// Official pages in the top bar's menu.
    Menu,
    /// Offered with steps only.
    Step,
    /// Known, but never opened by the program.
    Reference,
}

/// How a link was checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CheckedBy {
    /// In an archived copy of the page.
    Archive,
    /// Opened by a person.
    Person,
}

/// A marketplace with its identifiers.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Marketplace {
    /// Country code, as Amazon writes it (`JP`, `UK`).
    pub id: Id,
    pub label: String,
    pub marketplace_id: String,
    /// Hosts of Seller Central; the first is the usual one.
    pub seller_hosts: Vec<String>,
    pub vendor_hosts: Vec<String>,
    pub grade: Grade,
}

/// A statement of the sources that the knowledge must cover.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Claim {
    pub id: Id,
    pub kind: ClaimKind,
    /// The statement in short.
    pub text: String,
    /// Ids of causes, steps, hazards, preventions, document rules, rules and checks of the ledger, notices or stages.
    pub covered_by: Vec<Id>,
    /// Why the covering item says something else, where today's facts contradict the claim.
    #[serde(default)]
    pub note: Option<String>,
}

/// What a claim is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ClaimKind {
    Context,
    Rule,
    Cause,
    Symptom,
    Check,
    Discriminate,
    Remedy,
    Warning,
    Number,
    Prevention,
    Path,
}
