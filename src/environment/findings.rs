//! From facts to findings: what on this machine can be the reason why a login fails. Pure; all wording comes from
//! the knowledge.

mod clock;
mod doors;
mod extensions;
mod install;
mod jar;
mod machine;
mod names;
mod network;
mod online;
mod proxies;
mod scripts;
mod settings;
mod usage;
mod vpn;
mod wording;

pub(super) use usage::{last_of_amazon, last_of_seller};

use serde::{Deserialize, Serialize};

use super::facts::{BrowserFacts, Evidence, Machine, ReadState, Route, SetBy};
use crate::knowledge::{FindingText, Likelihood};

/// The ids of all findings that can be made.
pub fn ids() -> impl Iterator<Item = &'static str> {
    [
        settings::IDS,
        jar::IDS,
        extensions::IDS,
        doors::IDS,
        install::IDS,
        usage::IDS,
        machine::IDS,
        clock::IDS,
        names::IDS,
        vpn::IDS,
        network::IDS,
        proxies::IDS,
        scripts::IDS,
        online::IDS,
    ]
    .into_iter()
    .flatten()
    .copied()
}

/// How certain it is that what was found is so. Not the same as how likely it is the reason.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Confidence {
    /// It was read where it is decided.
    High,
    /// It was read, but something else may have the last word.
    Medium,
    /// It is a hint.
    Low,
}

impl Confidence {
    /// As files and JSON name it.
    pub fn id(self) -> &'static str {
        match self {
            Self::High => "high",
            Self::Medium => "medium",
            Self::Low => "low",
        }
    }
}

/// Something on this machine that can be the reason why a login fails.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Finding {
    /// One of [`ids`].
    pub id: String,
    /// The browser, profile or machine it is about.
    pub subject: String,
    /// How likely it is the reason.
    pub likelihood: Likelihood,
    /// How certain it is that it is so.
    pub confidence: Confidence,
    /// Who set it.
    pub set_by: SetBy,
    /// One line.
    pub summary: String,
    /// Why it matters for the login.
    pub why: String,
    /// How to put it right, in order.
    pub fix: Vec<String>,
    /// How to see that it is right.
    pub recheck: String,
    /// Where it stands.
    pub evidence: Vec<Evidence>,
    /// What became of reading it.
    pub state: ReadState,
}

impl Finding {
    /// The browser it is about, without the profile, or the machine.
    pub fn owner(&self) -> &str {
        self.subject.split_once(" / ").map_or(self.subject.as_str(), |(browser, _)| browser)
    }
}

/// A finding before it is put into words.
#[derive(Debug)]
struct Draft {
    id: &'static str,
    subject: String,
    confidence: Confidence,
    /// What stands for `{value}`.
    value: String,
    /// Which of the text's details stands for `{detail}`; empty where it has none.
    detail: &'static str,
    evidence: Vec<Evidence>,
    /// How likely it is the reason, where that depends on what was found; else the text says it.
    likelihood: Option<Likelihood>,
    /// The place of its subject among all subjects.
    order: usize,
}

impl Draft {
    fn new(id: &'static str, subject: &str, confidence: Confidence, evidence: Evidence) -> Self {
        let value = evidence.value.clone();
        Self {
            id,
            subject: subject.to_owned(),
            confidence,
            value,
            detail: "",
            evidence: vec![evidence],
            likelihood: None,
            order: 0,
        }
    }

    fn with_key_as_value(self) -> Self {
        let key = self.evidence.first().map(|evidence| evidence.key.clone()).unwrap_or_default();
        Self { value: key, ..self }
    }

    fn with_value(self, value: &str) -> Self {
        Self { value: value.to_owned(), ..self }
    }

    fn with_detail(self, detail: &'static str) -> Self {
        Self { detail, ..self }
    }

    fn with_likelihood(self, likelihood: Likelihood) -> Self {
        Self { likelihood: Some(likelihood), ..self }
    }

    fn and(mut self, evidence: impl IntoIterator<Item = Evidence>) -> Self {
        self.evidence.extend(evidence);
        self
    }
}

/// Something that was seen, not set.
fn seen(place: &str, key: &str, value: &str) -> Evidence {
    Evidence {
        place: place.to_owned(),
        key: key.to_owned(),
        value: value.to_owned(),
        default: String::new(),
        set_by: SetBy::Seen,
    }
}

/// All findings, worst first: by likelihood, then by certainty, then in the order of the browsers, the one that
/// opens links first. There is one finding for each id and subject.
pub fn findings(machine: &Machine, routes: &[Route], texts: &[FindingText]) -> Vec<Finding> {
    let mut drafts = of_machine(machine, routes);
    let default = machine.default_browser.as_ref().and_then(|default| default.browser.as_deref());
    let mut browsers: Vec<_> = machine.browsers.iter().collect();
    browsers.sort_by_key(|browser| Some(browser.id.as_str()) != default);
    for (at, browser) in browsers.into_iter().enumerate() {
        drafts.extend(
            of_browser(browser, machine, routes).into_iter().map(|draft| Draft { order: at + 1, ..draft }),
        );
    }
    let mut merged: Vec<Draft> = Vec::new();
    for draft in drafts {
        match merged.iter_mut().find(|known| known.id == draft.id && known.subject == draft.subject) {
            Some(known) => merge(known, draft),
            None => merged.push(draft),
        }
    }
    let mut found: Vec<(usize, Finding)> =
        merged.into_iter().map(|draft| (draft.order, wording::worded(draft, texts))).collect();
    found.sort_by_key(|(order, finding)| (finding.likelihood, finding.confidence, *order));
    found.into_iter().map(|(_, finding)| finding).collect()
}

/// All findings about the machine, its network and the roads that lead out of it.
fn of_machine(machine: &Machine, routes: &[Route]) -> Vec<Draft> {
    let mut found = machine::findings(machine);
    found.extend(clock::findings(machine));
    found.extend(names::findings(machine));
    found.extend(vpn::findings(machine));
    found.extend(network::findings(machine, routes));
    found.extend(proxies::findings(machine, routes));
    found.extend(scripts::findings(machine, routes));
    found.extend(online::findings(machine, routes));
    found
}

/// All findings about one browser and its profiles.
fn of_browser(browser: &BrowserFacts, machine: &Machine, routes: &[Route]) -> Vec<Draft> {
    let mut found = settings::findings(browser);
    found.extend(jar::findings(browser, machine));
    found.extend(extensions::findings(browser, routes));
    found.extend(doors::findings(browser));
    found.extend(install::findings(browser, machine));
    found.extend(usage::other_profile(browser));
    found
}

fn merge(known: &mut Draft, more: Draft) {
    known.confidence = known.confidence.min(more.confidence);
    for evidence in more.evidence {
        if !known.evidence.contains(&evidence) {
            known.evidence.push(evidence);
        }
    }
}

#[cfg(test)]
mod tests;
