//! What all rules go by: the ledger, looked up by id, and where they put down what they find.

use std::collections::{HashMap, HashSet};

use jiff::civil::Date;

use super::{Assessment, Finding, Rule, Subject, Unsaid};
use crate::ledger::{Device, Ledger, Login, Part, Person};

/// A ledger that is being judged.
pub(super) struct Judge<'a> {
    pub(super) ledger: &'a Ledger,
    pub(super) today: Date,
    people: HashMap<&'a str, &'a Person>,
    devices: HashMap<&'a str, &'a Device>,
    /// The logins of each person.
    logins_of: HashMap<&'a str, Vec<&'a Login>>,
    findings: Vec<Finding>,
    unsaid: Vec<Unsaid>,
    judged: HashSet<Rule>,
}

impl<'a> Judge<'a> {
    pub(super) fn new(ledger: &'a Ledger, today: Date) -> Self {
        let mut logins_of: HashMap<&str, Vec<&Login>> = HashMap::new();
        for login in &ledger.logins {
            for user in &login.users {
                logins_of.entry(user).or_default().push(login);
            }
        }
        Self {
            ledger,
            today,
            people: by_id(&ledger.people),
            devices: by_id(&ledger.devices),
            logins_of,
            findings: Vec::new(),
            unsaid: Vec::new(),
            judged: HashSet::new(),
        }
    }

    pub(super) fn person(&self, id: &str) -> Option<&'a Person> {
        self.people.get(id).copied()
    }

    pub(super) fn device(&self, id: &str) -> Option<&'a Device> {
        self.devices.get(id).copied()
    }

    pub(super) fn logins_of(&self, person: &str) -> &[&'a Login] {
        self.logins_of.get(person).map_or(&[], Vec::as_slice)
    }

    /// Whether a person is known to have left. Somebody who is not in the ledger is not.
    pub(super) fn is_gone(&self, person: &str) -> bool {
        self.person(person).is_some_and(|person| person.is_gone(self.today))
    }

    /// This one is as it should be.
    pub(super) fn passes(&mut self, rule: Rule) {
        self.judged.insert(rule);
    }

    /// This one is not: first what has to be changed, then what belongs to it.
    pub(super) fn fails(&mut self, rule: Rule, about: impl IntoIterator<Item = Subject>) {
        self.judged.insert(rule);
        self.findings.push(Finding { rule, about: about.into_iter().collect() });
    }

    /// The ledger does not say enough of this one.
    pub(super) fn asks(&mut self, rule: Rule, about: Subject) {
        self.unsaid.push(Unsaid { rule, about });
    }

    /// Passes, fails or asks, as far as is known.
    pub(super) fn judge(&mut self, rule: Rule, is_fine: Option<bool>, about: Subject) {
        match is_fine {
            Some(true) => self.passes(rule),
            Some(false) => self.fails(rule, [about]),
            None => self.asks(rule, about),
        }
    }

    pub(super) fn done(self) -> Assessment {
        let Self { mut findings, mut unsaid, judged, .. } = self;
        // Stable: what a rule finds stays in the order of the ledger.
        findings.sort_by_key(|finding| finding.rule);
        unsaid.sort_by_key(|unsaid| unsaid.rule);
        let mut judged: Vec<Rule> = judged.into_iter().collect();
        judged.sort_unstable();
        Assessment { findings, unsaid, judged }
    }
}

pub(super) fn by_id<P: Part>(parts: &[P]) -> HashMap<&str, &P> {
    parts.iter().map(|part| (part.id(), part)).collect()
}
