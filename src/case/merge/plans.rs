//! Improvement plans that two people wrote.

use super::{Merger, Place, Text, lists, words};
use crate::case::{Plan, PlanEntry};

/// A plan that both have changed.
pub(super) fn plan(merger: &mut Merger, base: &Plan, ours: &Plan, theirs: &Plan) -> Plan {
    let id = &ours.id;
    Plan {
        id: id.clone(),
        violation: text(merger, id, Text::Whole, &base.violation, &ours.violation, &theirs.violation),
        identifiers: text(merger, id, Text::Lines, &base.identifiers, &ours.identifiers, &theirs.identifiers),
        entries: lists::merge(merger, &base.entries, &ours.entries, &theirs.entries, entry),
        extra: merger.extra(&base.extra, &ours.extra, &theirs.extra),
    }
}

fn entry(merger: &mut Merger, base: &PlanEntry, ours: &PlanEntry, theirs: &PlanEntry) -> PlanEntry {
    let id = &ours.id;
    PlanEntry {
        id: id.clone(),
        section: if ours.section == base.section { theirs.section } else { ours.section },
        text: text(merger, id, Text::Lines, &base.text, &ours.text, &theirs.text),
        identifiers: text(merger, id, Text::Lines, &base.identifiers, &ours.identifiers, &theirs.identifiers),
        owner: text(merger, id, Text::Whole, &base.owner, &ours.owner, &theirs.owner),
        date: text(merger, id, Text::Whole, &base.date, &ours.date, &theirs.date),
        evidence: text(merger, id, Text::Lines, &base.evidence, &ours.evidence, &theirs.evidence),
        extra: merger.extra(&base.extra, &ours.extra, &theirs.extra),
    }
}

fn text(merger: &mut Merger, id: &str, kind: Text, base: &str, ours: &str, theirs: &str) -> String {
    let place = Place { name: format!("plans {id}"), label: words::field("plans"), kind };
    merger.text(&place, base, ours, theirs)
}
