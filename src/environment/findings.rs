//! From facts to findings: what on this machine can be the reason why a login fails. Pure; all wording comes from
//! the knowledge.

mod doors;
mod extensions;
mod install;
mod jar;
mod machine;
mod network;
mod settings;
mod usage;

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
        network::IDS,
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
struct Draft {
    id: &'static str,
    subject: String,
    confidence: Confidence,
    /// What stands for `{value}`.
    value: String,
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
}

/// All findings, worst first: by likelihood, then by certainty, then in the order of the browsers, the one that
/// opens links first. There is one finding for each id and subject.
pub fn findings(machine: &Machine, routes: &[Route], texts: &[FindingText]) -> Vec<Finding> {
    let mut drafts = machine::findings(machine);
    drafts.extend(network::findings(machine, routes));
    let default = machine.default_browser.as_ref().and_then(|default| default.browser.as_deref());
    let mut browsers: Vec<_> = machine.browsers.iter().collect();
    browsers.sort_by_key(|browser| Some(browser.id.as_str()) != default);
    for (at, browser) in browsers.into_iter().enumerate() {
        drafts.extend(of_browser(browser, machine).into_iter().map(|draft| Draft { order: at + 1, ..draft }));
    }
    let mut merged: Vec<Draft> = Vec::new();
    for draft in drafts {
        match merged.iter_mut().find(|known| known.id == draft.id && known.subject == draft.subject) {
            Some(known) => merge(known, draft),
            None => merged.push(draft),
        }
    }
    let mut found: Vec<(usize, Finding)> =
        merged.into_iter().map(|draft| (draft.order, worded(draft, texts))).collect();
    found.sort_by_key(|(order, finding)| (finding.likelihood, finding.confidence, *order));
    found.into_iter().map(|(_, finding)| finding).collect()
}

/// All findings about one browser and its profiles.
fn of_browser(browser: &BrowserFacts, machine: &Machine) -> Vec<Draft> {
    let mut found = settings::findings(browser);
    found.extend(jar::findings(browser, machine));
    found.extend(extensions::findings(browser));
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

fn worded(draft: Draft, texts: &[FindingText]) -> Finding {
    let text = texts.iter().find(|text| text.id == draft.id);
    let fill = |template: &str| fill(template, &draft.subject, &draft.value);
    // Without a text, which a test rules out, the id still shows that something was found.
    let summary = text.map_or_else(|| draft.id.to_owned(), |text| fill(&text.summary));
    let why = text.map(|text| fill(&text.why)).unwrap_or_default();
    let fix = text.map(|text| text.fix.iter().map(|line| fill(line)).collect()).unwrap_or_default();
    let recheck = text.map(|text| fill(&text.recheck)).unwrap_or_default();
    Finding {
        id: draft.id.to_owned(),
        likelihood: draft.likelihood.unwrap_or(text.map_or(Likelihood::Low, |text| text.likelihood)),
        confidence: draft.confidence,
        set_by: draft.evidence.first().map_or(SetBy::Person, |evidence| evidence.set_by),
        summary,
        why,
        fix,
        recheck,
        evidence: draft.evidence,
        state: ReadState::Ok,
        subject: draft.subject,
    }
}

/// Replaces `{subject}` and `{value}`, but nothing inside what is put in their place.
fn fill(template: &str, subject: &str, value: &str) -> String {
    let mut out = String::new();
    let mut rest = template;
    while let Some(at) = rest.find('{') {
        let (before, tail) = rest.split_at(at);
        out.push_str(before);
        if let Some(after) = tail.strip_prefix("{subject}") {
            out.push_str(subject);
            rest = after;
        } else if let Some(after) = tail.strip_prefix("{value}") {
            out.push_str(value);
            rest = after;
        } else {
            out.push('{');
            rest = tail.strip_prefix('{').unwrap_or_default();
        }
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_filled_in_is_not_filled_again() {
        assert_eq!(fill("{subject}は{value}です{x}", "{value}", "{subject}"), "{value}は{subject}です{x}");
        assert_eq!(fill("{", "a", "b"), "{");
    }

    #[test]
    fn the_worst_comes_first() {
        assert!(Likelihood::High < Likelihood::Medium);
        assert!(Confidence::High < Confidence::Low);
    }
}
