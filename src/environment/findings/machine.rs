//! Findings about the whole machine.

use super::{Confidence, Draft, seen, usage};
use crate::environment::facts::{DiskFacts, MACHINE, Machine, ReadState, Unread};

/// The ids of these findings.
pub(super) const IDS: &[&str] = &["browser.ie_or_legacy", "disk.low", "app.no_permission"];

/// With less space than this, in bytes, browsers fail to keep cookies.
const LITTLE: u64 = 200 * 1000 * 1000;

/// More places than these are not told.
const TOLD: usize = 20;

/// More names than these are not told in one line.
const NAMED: usize = 4;

/// What the machine's own settings say.
pub(super) fn findings(machine: &Machine) -> Vec<Draft> {
    let mut found = Vec::new();
    if let Some(default) = machine.default_browser.as_ref().filter(|default| default.legacy) {
        // Links open there; which browser the person uses otherwise is not known.
        found.push(Draft::new("browser.ie_or_legacy", MACHINE, Confidence::Medium, default.evidence.clone()));
    }
    for browser in &machine.browsers {
        if let Some(evidence) = &browser.install.ie_mode {
            found.push(Draft::new(
                "browser.ie_or_legacy",
                &browser.label,
                Confidence::Medium,
                evidence.clone(),
            ));
        }
    }
    found.extend(usage::other_browser(machine));
    found.extend(full_disk(&machine.disks));
    found.extend(no_permission(&machine.unread));
    found
}

/// The folder with the least space, and the others that have little.
fn full_disk(disks: &[DiskFacts]) -> Option<Draft> {
    let mut full: Vec<&DiskFacts> = disks.iter().filter(|disk| disk.free < LITTLE).collect();
    full.sort_by_key(|disk| disk.free);
    let shown = |disk: &DiskFacts| format!("{} MB", disk.free / 1_000_000);
    let mut evidence = full.into_iter().map(|disk| seen(&disk.place, "free", &shown(disk)));
    Some(Draft::new("disk.low", MACHINE, Confidence::High, evidence.next()?).and(evidence))
}

/// What the operating system does not let this program read, in one finding.
fn no_permission(unread: &[Unread]) -> Option<Draft> {
    let refused: Vec<&Unread> = unread
        .iter()
        .filter(|unread| matches!(unread.state, ReadState::Denied | ReadState::NotAsked))
        .collect();
    let mut names: Vec<&str> = refused.iter().map(|unread| unread.subject.as_str()).collect();
    names.sort_unstable();
    names.dedup();
    let more = if names.len() > NAMED { "…" } else { "" };
    let value = format!("{}{more}", names.iter().take(NAMED).copied().collect::<Vec<_>>().join("、"));
    let mut evidence = refused.into_iter().take(TOLD).map(|unread| {
        let state = if unread.state == ReadState::Denied { "denied" } else { "not_asked" };
        seen(&unread.path, &unread.subject, state)
    });
    let draft = Draft::new("app.no_permission", MACHINE, Confidence::High, evidence.next()?);
    Some(draft.with_value(&value).and(evidence))
}

#[cfg(test)]
mod tests;
