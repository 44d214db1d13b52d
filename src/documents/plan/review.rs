//! What a statement, and a plan as a whole, still lack.

use crate::case::{Plan, PlanEntry};

use super::Section;
use super::lint::{Flag, is_owner, is_value, lint, reviews_internal_flow};

/// Something that a plan as a whole lacks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Gap {
    /// What was violated is not said.
    Violation,
    /// Neither ASINs nor order numbers are named.
    Identifiers,
    /// A part has nothing in it.
    Section(Section),
    /// Nothing is said of the company's own flow and management, which is expected (S1-74).
    InternalReview,
    /// No evidence is listed.
    Evidence,
    /// More than one violation is named.
    Mixed,
}

/// The weaknesses of a statement; none while nothing is written. What stands in a field of its own need not stand in the
/// sentence too.
pub fn entry_flags(entry: &PlanEntry) -> Vec<Flag> {
    if entry.texts().into_iter().all(|text| text.trim().is_empty()) {
        return Vec::new();
    }
    let whole = [&entry.text, &entry.identifiers, &entry.owner, &entry.date].map(String::as_str).join("\n");
    let mut flags = lint(entry.section, &whole);
    flags.retain(|flag| *flag != Flag::NoOwner || !is_owner(&entry.owner));
    flags
}

/// What a plan as a whole lacks, in the order in which it is written.
pub fn gaps(plan: &Plan) -> Vec<Gap> {
    let said = |section| plan.of(section).any(|entry| !entry.text.trim().is_empty());
    let mut gaps = Vec::new();
    if plan.violation.trim().is_empty() {
        gaps.push(Gap::Violation);
    }
    let entries = &plan.entries;
    if !is_value(&plan.identifiers) && !entries.iter().any(|entry| is_value(&entry.identifiers)) {
        gaps.push(Gap::Identifiers);
    }
    gaps.extend(Section::ALL.into_iter().filter(|section| !said(*section)).map(Gap::Section));
    let own_flow = |entry: &PlanEntry| entry.section != Section::Cause && reviews_internal_flow(&entry.text);
    if !entries.iter().any(own_flow) {
        gaps.push(Gap::InternalReview);
    }
    if !entries.iter().any(|entry| is_value(&entry.evidence)) {
        gaps.push(Gap::Evidence);
    }
    let all: Vec<&str> = plan.texts().map(String::as_str).collect();
    if lint(Section::Cause, &all.join("\n")).contains(&Flag::MixedViolations) {
        gaps.push(Gap::Mixed);
    }
    gaps
}

#[cfg(test)]
mod tests;
