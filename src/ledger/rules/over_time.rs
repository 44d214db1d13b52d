//! What has to happen in time, and in the right order.

use std::collections::HashSet;

use jiff::{ToSpan as _, civil::Date};

use super::access::is_admin;
use super::judge::Judge;
use super::{Rule, Subject, is_old, months_after};
use crate::ledger::{Departure, Id, Person, Review};

/// Days before somebody's last day by which their successor is to be added.
const AHEAD: i32 = 7;

impl Review {
    /// When it is to be done next. None if it was done once and for all, or no day was ever set.
    pub fn next_due(&self) -> Option<Date> {
        let Some(done) = self.done else { return self.due };
        let planned = self.due.filter(|due| *due > done);
        if self.every == 0 {
            return planned;
        }
        planned.or_else(|| months_after(done, i64::from(self.every)))
    }
}

pub(super) fn reviews(judge: &mut Judge<'_>) {
    let ledger = judge.ledger;
    for review in &ledger.reviews {
        match review.next_due() {
            Some(due) if due < judge.today => {
                judge.fails(Rule::Reviewed, [Subject::Review(review.id.clone())]);
            }
            Some(_) => judge.passes(Rule::Reviewed),
            None if review.done.is_some() => judge.passes(Rule::Reviewed),
            None => judge.asks(Rule::Reviewed, Subject::Review(review.id.clone())),
        }
    }
    for partner in &ledger.partners {
        let is_fresh = partner.reviewed.map(|day| !is_old(day, judge.today));
        judge.judge(Rule::Reviewed, is_fresh, Subject::Partner(partner.id.clone()));
    }
}

pub(super) fn leavers(judge: &mut Judge<'_>) {
    let ledger = judge.ledger;
    let mut told: HashSet<&str> = HashSet::new();
    for departure in &ledger.departures {
        told.insert(&departure.person);
        let about = [Subject::Person(departure.person.clone()), Subject::Departure(departure.id.clone())];
        let is_late = departure.next_step().is_some() && is_due(judge, departure);
        if departure.is_out_of_order() || is_late {
            judge.fails(Rule::LeaverClosed, about);
        } else {
            judge.passes(Rule::LeaverClosed);
        }
    }
    let held: HashSet<&str> = holders_of_methods(judge);
    for person in ledger.people.iter().filter(|person| !told.contains(person.id.as_str())) {
        let has_access = !judge.logins_of(&person.id).is_empty() || held.contains(person.id.as_str());
        let is_open = has_access && (person.is_gone(judge.today) || leaves_soon(person, judge.today));
        if is_open {
            judge.fails(Rule::LeaverClosed, [Subject::Person(person.id.clone())]);
        } else {
            judge.passes(Rule::LeaverClosed);
        }
    }
}

/// Whether a departure that is not finished should be: its person has left, or leaves soon and nobody was added yet.
fn is_due(judge: &Judge<'_>, departure: &Departure) -> bool {
    judge.person(&departure.person).is_none_or(|person| {
        person.is_gone(judge.today) || (departure.added.is_none() && leaves_soon(person, judge.today))
    })
}

fn leaves_soon(person: &Person, today: Date) -> bool {
    let soon = today.checked_add(AHEAD.days()).unwrap_or(today);
    person.last_day.is_some_and(|day| day <= soon)
}

/// The people who have a device that a login's verification needs.
fn holders_of_methods<'a>(judge: &Judge<'a>) -> HashSet<&'a str> {
    let methods = judge.ledger.logins.iter().flat_map(|login| &login.methods);
    methods
        .filter_map(|method| judge.device(&method.device))
        .map(|device| device.holder.as_str())
        .filter(|holder| !holder.is_empty())
        .collect()
}

pub(super) fn changes(judge: &mut Judge<'_>) {
    for change in &judge.ledger.changes {
        let same = |a: &Id, b: &Id| a.trim() == b.trim();
        let checked = !change.checked_by.trim().is_empty() && !same(&change.checked_by, &change.by);
        judge.judge(Rule::SecondCheck, Some(checked), Subject::Change(change.id.clone()));
    }
}

pub(super) fn admins(judge: &mut Judge<'_>) {
    for login in &judge.ledger.logins {
        if login.roles.iter().any(|role| is_admin(role.kind)) {
            let is_fresh = login.verified.map(|day| !is_old(day, judge.today));
            judge.judge(Rule::AdminVerified, is_fresh, Subject::Login(login.id.clone()));
        }
    }
}
