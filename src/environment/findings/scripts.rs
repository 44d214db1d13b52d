//! Findings about scripts (PAC) that were to pick the road and cannot.

use super::network::{on_road, subject};
use super::{Draft, seen};
use crate::environment::facts::{Machine, Road, Route, SELLER_HOSTS, ScriptFacts, ScriptOutcome};
use crate::knowledge::Likelihood;

/// The ids of these findings.
pub(super) const IDS: &[&str] = &["proxy.pac_unreachable", "proxy.pac_broken"];

/// What became of the scripts that a road is to be picked by.
pub(super) fn findings(machine: &Machine, routes: &[Route]) -> Vec<Draft> {
    machine.scripts.iter().flat_map(|script| of_script(script, routes)).collect()
}

fn of_script(script: &ScriptFacts, routes: &[Route]) -> Vec<Draft> {
    let Some((id, detail)) = ailment(script.outcome) else { return Vec::new() };
    let mut found: Vec<Draft> = Vec::new();
    let asked =
        |route: &&Route| route.host == SELLER_HOSTS[0] && route.script.as_ref() == Some(&script.address);
    for route in routes.iter().filter(asked) {
        if found.iter().any(|draft| draft.subject == subject(route)) {
            continue;
        }
        let shown = script.address.shown();
        let Some(draft) = on_road(id, route, &shown) else { continue };
        let draft = draft.with_detail(detail).and([seen(&shown, "PAC", &state(script.outcome))]);
        // Where nothing may be reached without it, nothing is.
        let is_needed = route.road == Road::Unknown;
        found.push(if is_needed { draft.with_likelihood(Likelihood::High) } else { draft });
    }
    found
}

/// How a script fails: the finding and its shape; none if it answered or was not asked.
fn ailment(outcome: ScriptOutcome) -> Option<(&'static str, &'static str)> {
    Some(match outcome {
        ScriptOutcome::Answered | ScriptOutcome::NotLoaded | ScriptOutcome::NeedsNetwork => return None,
        ScriptOutcome::BadAddress => ("proxy.pac_unreachable", "bad_address"),
        ScriptOutcome::Missing(None | Some(404 | 410)) => ("proxy.pac_unreachable", "missing"),
        // It may be there: the server wants a password, sends on to another one, or fails.
        ScriptOutcome::Missing(Some(_)) => ("proxy.pac_unreachable", "withheld"),
        ScriptOutcome::Unreachable => ("proxy.pac_unreachable", "unreachable"),
        ScriptOutcome::TimedOut => ("proxy.pac_unreachable", "timed_out"),
        ScriptOutcome::TooBig => ("proxy.pac_broken", "too_big"),
        ScriptOutcome::Broken => ("proxy.pac_broken", "broken"),
        ScriptOutcome::Failed => ("proxy.pac_broken", "failed"),
        ScriptOutcome::Endless => ("proxy.pac_broken", "endless"),
    })
}

/// The outcome as evidence.
fn state(outcome: ScriptOutcome) -> String {
    match outcome {
        ScriptOutcome::Missing(Some(status)) => format!("HTTP {status}"),
        other => ailment(other).map(|(_, detail)| detail.to_owned()).unwrap_or_default(),
    }
}

#[cfg(test)]
mod tests;
