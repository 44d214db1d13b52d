//! The table `assets/documents/checklists.ron`: its types, and whether it hangs together. Shared with `build.rs`, which
//! fails the build with file and line.

use std::collections::BTreeSet;

use serde::Deserialize;

use crate::documents::table::{self, TableError};
use crate::knowledge::{Condition, HazardRule, Knowledge, Step, Who};

/// All checklists.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Table {
    /// The lists, in the order in which they are offered.
    pub lists: Vec<List>,
}

/// A checklist.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct List {
    /// Its id, as ticks name it.
    pub id: String,
    /// What it is for.
    pub label: String,
    /// When it is used, in a sentence or two.
    pub about: String,
    /// The causes in whose case it is suggested.
    pub causes: Vec<String>,
    /// A step of the knowledge: as long as a hazard locks it, another list is suggested.
    #[serde(default)]
    pub last_resort: Option<String>,
    /// Hazards that must not happen meanwhile.
    pub avoid: Vec<String>,
    /// The items, in the order in which they are done.
    pub items: Vec<Item>,
}

/// An item of a checklist.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Item {
    /// Its id within the list, as ticks name it.
    pub id: String,
    /// What is done.
    pub label: Label,
    /// What else has to be said about it.
    #[serde(default)]
    pub note: Option<String>,
    /// Why it is done: ids of notices, hazards, preventions, rules or steps that say so.
    #[serde(default)]
    pub why: Vec<String>,
    /// A step of the knowledge that tells how, how long it takes, and where.
    #[serde(default)]
    pub step: Option<String>,
    /// Who does it.
    pub who: Who,
    /// The minutes that it takes, where no step tells them.
    #[serde(default)]
    pub minutes: Option<u16>,
    /// Items before this one that must be ticked first.
    #[serde(default)]
    pub after: Vec<String>,
    /// What goes wrong if it is done too early: the id of a hazard.
    #[serde(default)]
    pub hazard: Option<String>,
    /// Another list that takes over.
    #[serde(default)]
    pub otherwise: Option<Otherwise>,
    /// Ids of links, where no step has them.
    #[serde(default)]
    pub links: Vec<String>,
    /// Ids of the claims that it carries out.
    #[serde(default)]
    pub claims: Vec<String>,
}

/// Whose words an item's label is.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub enum Label {
    /// The table's own.
    Own(String),
    /// The label of a step.
    Step(String),
    /// What a hazard asks to make sure of: its id, and the observation that it asks.
    Unlock(String, String),
}

/// Another list, and when it takes over.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Otherwise {
    /// When.
    pub text: String,
    /// The id of the list.
    pub list: String,
}

/// Reads the table.
pub fn parse(text: &str) -> Result<Table, TableError> {
    table::read(text)
}

impl Item {
    /// What is done, in words; its id where the knowledge does not know them.
    pub fn says<'a>(&'a self, knowledge: &'a Knowledge) -> &'a str {
        let said = match &self.label {
            Label::Own(text) => Some(text.as_str()),
            Label::Step(id) => step(knowledge, id).map(|step| step.label.as_str()),
            Label::Unlock(hazard, observation) => unlock(knowledge, hazard, observation),
        };
        said.unwrap_or(&self.id)
    }

    /// The step of the knowledge that tells how it is done.
    pub fn told_by<'k>(&self, knowledge: &'k Knowledge) -> Option<&'k Step> {
        self.step.as_deref().and_then(|id| step(knowledge, id))
    }
}

fn step<'k>(knowledge: &'k Knowledge, id: &str) -> Option<&'k Step> {
    knowledge.steps.iter().find(|step| step.id == id)
}

/// What a hazard asks to make sure of, in words.
fn unlock<'k>(knowledge: &'k Knowledge, hazard: &str, observation: &str) -> Option<&'k str> {
    let hazard = knowledge.hazards.iter().find(|known| known.id == hazard)?;
    let HazardRule::Until(unlocks) = &hazard.rule else { return None };
    let asks = |condition: &Condition| match condition {
        Condition::Is(id, _) | Condition::IsNot(id, _) => id == observation,
        _ => false,
    };
    unlocks.iter().find(|unlock| asks(&unlock.condition)).map(|unlock| unlock.text.as_str())
}

/// What an entry of the knowledge says for itself: a notice, hazard, prevention, rule or step.
pub fn fact<'k>(knowledge: &'k Knowledge, id: &str) -> Option<&'k str> {
    let notice = knowledge.notices.iter().find(|notice| notice.id == id).map(|notice| &notice.text);
    let hazard = || knowledge.hazards.iter().find(|hazard| hazard.id == id).map(|hazard| &hazard.harm);
    let prevention = || {
        let of = knowledge.preventions.iter().find(|prevention| prevention.id == id);
        of.map(|prevention| &prevention.detail)
    };
    let rule = || knowledge.document_rules.iter().find(|rule| rule.id == id).map(|rule| &rule.detail);
    let step = || step(knowledge, id).map(|step| &step.why);
    notice.or_else(hazard).or_else(prevention).or_else(rule).or_else(step).map(String::as_str)
}

fn is_hazard(knowledge: &Knowledge, id: &str) -> bool {
    knowledge.hazards.iter().any(|hazard| hazard.id == id)
}

/// What is wrong with a table, each with its line.
pub fn check(table: &Table, text: &str, knowledge: &Knowledge) -> Vec<String> {
    let mut checker = Checker { table, text, knowledge, problems: Vec::new() };
    checker.lists();
    checker.problems
}

struct Checker<'a> {
    table: &'a Table,
    text: &'a str,
    knowledge: &'a Knowledge,
    problems: Vec<String>,
}

impl Checker<'_> {
    /// Notes a problem at the line of the last word, looked for from the line of the one before it, and so on.
    fn wrong(&mut self, place: &[&str], reason: &str) {
        let mut line = 0;
        for word in place {
            let quoted = format!("\"{word}\"");
            let found = self.text.lines().skip(line).position(|text| text.contains(&quoted));
            line += found.unwrap_or_default();
        }
        self.problems.push(format!("{}: {} {reason}", line + 1, place.join("/")));
    }

    /// Notes every id of a list that is not known.
    fn unknown(&mut self, place: &[&str], ids: &[String], is_known: impl Fn(&str) -> bool, reason: &str) {
        for id in ids.iter().filter(|id| !is_known(id)) {
            let place: Vec<&str> = place.iter().copied().chain([id.as_str()]).collect();
            self.wrong(&place, reason);
        }
    }

    fn lists(&mut self) {
        let (table, known) = (self.table, self.knowledge);
        let mut seen = BTreeSet::new();
        for list in &table.lists {
            let place = [list.id.as_str()];
            if !seen.insert(list.id.as_str()) {
                self.wrong(&place, "stands there twice");
            }
            let is_cause = |id: &str| known.causes.iter().any(|cause| cause.id == id);
            self.unknown(&place, &list.causes, is_cause, "is no cause");
            self.unknown(&place, &list.avoid, |id| is_hazard(known, id), "is no hazard");
            let is_step = |id: &str| step(known, id).is_some();
            self.unknown(&place, list.last_resort.as_slice(), is_step, "is no step");
            let mut before = BTreeSet::new();
            for item in &list.items {
                self.references(list, item, &before);
                self.item(list, item);
                if !before.insert(item.id.as_str()) {
                    self.wrong(&[&list.id, &item.id], "stands there twice");
                }
            }
        }
    }

    fn references(&mut self, list: &List, item: &Item, before: &BTreeSet<&str>) {
        let (table, known) = (self.table, self.knowledge);
        let place = [list.id.as_str(), &item.id];
        self.unknown(&place, &item.after, |id| before.contains(id), "is no item before it");
        self.unknown(&place, &item.why, |id| fact(known, id).is_some(), "says nothing");
        let is_link = |id: &str| known.links.iter().any(|link| link.id == id);
        self.unknown(&place, &item.links, is_link, "is no link");
        let is_claim = |id: &str| known.claims.iter().any(|claim| claim.id == id);
        self.unknown(&place, &item.claims, is_claim, "is no claim");
        self.unknown(&place, item.step.as_slice(), |id| step(known, id).is_some(), "is no step");
        self.unknown(&place, item.hazard.as_slice(), |id| is_hazard(known, id), "is no hazard");
        let others: Vec<String> = item.otherwise.iter().map(|otherwise| otherwise.list.clone()).collect();
        let is_list = |id: &str| table.lists.iter().any(|list| list.id == id);
        self.unknown(&place, &others, is_list, "is no list");
    }

    fn item(&mut self, list: &List, item: &Item) {
        let known = self.knowledge;
        let is_said = match &item.label {
            Label::Own(_) => true,
            Label::Step(id) => step(known, id).is_some(),
            Label::Unlock(hazard, observation) => unlock(known, hazard, observation).is_some(),
        };
        let place = [list.id.as_str(), &item.id];
        if !is_said {
            self.wrong(&place, "takes its label from nowhere");
        }
        if item.hazard.is_some() && item.after.is_empty() {
            self.wrong(&place, "has a hazard, and nothing that opens it");
        }
        if item.why.is_empty() {
            self.wrong(&place, "does not say why");
        }
        if item.minutes.is_some() == item.step.is_some() {
            self.wrong(&place, "takes its minutes either from itself or from a step");
        }
    }
}
