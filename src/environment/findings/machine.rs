//! Findings about the whole machine.

use super::{Confidence, Draft, usage};
use crate::environment::facts::{MACHINE, Machine, ProxySetting};

/// The ids of these findings.
pub(super) const IDS: &[&str] =
    &["proxy.in_use_system", "proxy.pac_set", "clock.timezone", "browser.ie_or_legacy"];

/// What the machine's own settings say.
pub(super) fn findings(machine: &Machine) -> Vec<Draft> {
    let mut found = Vec::new();
    if let Some(proxy) = &machine.system_proxy {
        found
            .extend(proxy.server.as_ref().and_then(|server| proxied("proxy.in_use_system", MACHINE, server)));
        found.extend(proxy.script.as_ref().and_then(|script| proxied("proxy.pac_set", MACHINE, script)));
    }
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

/// A proxy through which the seller's pages are reached.
pub(super) fn proxied(id: &'static str, subject: &str, proxy: &ProxySetting) -> Option<Draft> {
    let confidence = if proxy.certain { Confidence::High } else { Confidence::Medium };
    (!proxy.bypassed)
        .then(|| Draft::new(id, subject, confidence, proxy.evidence.clone()).with_value(&proxy.shown))
}
