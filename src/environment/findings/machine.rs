//! Findings about the whole machine.

use super::{Confidence, Draft, usage};
use crate::environment::facts::{MACHINE, Machine};

/// The ids of these findings.
pub(super) const IDS: &[&str] = &["clock.timezone", "browser.ie_or_legacy"];

/// What the machine's own settings say.
pub(super) fn findings(machine: &Machine) -> Vec<Draft> {
    let mut found = Vec::new();
    if let Some(zone) = machine.time_zone.as_ref().filter(|zone| !zone.like_japan) {
        // Whether the clock itself is right is another question.
        found.push(Draft::new("clock.timezone", MACHINE, Confidence::Medium, zone.evidence.clone()));
    }
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
    found
}
