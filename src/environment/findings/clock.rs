//! Findings about the clock: whether it is right, and whether it stays so.

use super::{Confidence, Draft, seen};
use crate::environment::facts::{Evidence, MACHINE, Machine, TimeZoneFacts, Trust, Visit};
use crate::knowledge::Likelihood;

/// The ids of these findings.
pub(super) const IDS: &[&str] = &["clock.skew", "clock.timezone", "clock.nosync", "clock.right"];

/// From so many seconds on, codes of an authenticator on this machine are refused now and then (RFC 6238: a step of
/// 30 s).
const SMALL: u64 = 30;

/// From so many seconds on they are always refused (RFC 6238, 5.2 and 6: two steps back at most).
const LARGE: u64 = 90;

/// A clock that is off by whole hours within so many seconds shows the time of another zone.
const NEAR_THE_HOUR: u64 = 150;

/// Nowhere is the clock further from that of another place.
const FURTHEST_ZONES: u64 = 26;

const MINUTE: u64 = 60;
const HOUR: u64 = 60 * MINUTE;
const DAY: u64 = 24 * HOUR;

/// What the clock, its zone and the check of the connection show.
pub(super) fn findings(machine: &Machine) -> Vec<Draft> {
    let measured = measured(machine);
    let zone = machine.time_zone.as_ref();
    let mut found = Vec::new();
    found.extend(zone.filter(|zone| !zone.like_japan).map(|zone| other_zone(zone, measured.as_ref())));
    if let Some(skew) = &measured {
        // Where the zone is right, a clock that is off by hours is itself wrong.
        let is_zone = skew.hours().is_some() && !zone.is_some_and(|zone| zone.like_japan);
        match (is_zone, zone) {
            (false, _) => found.push(of_skew(skew)),
            (true, None) => found.push(by_hours(skew)),
            (true, Some(_)) => {}
        }
    }
    let not_synced = machine.time_sync.as_ref().filter(|sync| !sync.on);
    found.extend(
        not_synced.map(|sync| Draft::new("clock.nosync", MACHINE, Confidence::High, sync.evidence.clone())),
    );
    found
}

/// How far the clock is ahead of a server's.
struct Skew<'a> {
    host: &'a str,
    /// In seconds; below 0 where it is behind.
    ahead: i64,
}

impl Skew<'_> {
    fn size(&self) -> u64 {
        self.ahead.unsigned_abs()
    }

    /// The hours, where it is off by whole ones.
    fn hours(&self) -> Option<u64> {
        let hours = (self.size() + HOUR / 2) / HOUR;
        let is_near = self.size().abs_diff(hours * HOUR) <= NEAR_THE_HOUR;
        (is_near && (1..=FURTHEST_ZONES).contains(&hours)).then_some(hours)
    }

    fn evidence(&self) -> Evidence {
        seen(self.host, "Date", &format!("{:+} s", self.ahead))
    }

    /// How far, and in which direction: the number and what it counts.
    fn told(&self) -> (u64, &'static str) {
        let size = self.size();
        let (number, ahead, behind) = match size {
            0..180 => (size, "ahead_seconds", "behind_seconds"),
            180..10_800 => ((size + MINUTE / 2) / MINUTE, "ahead_minutes", "behind_minutes"),
            10_800..259_200 => ((size + HOUR / 2) / HOUR, "ahead_hours", "behind_hours"),
            _ => ((size + DAY / 2) / DAY, "ahead_days", "behind_days"),
        };
        (number, if self.ahead < 0 { behind } else { ahead })
    }
}

/// The smallest difference that a server of Amazon told: an answer that was under way for long adds to it. Who stands
/// in for Amazon may have any clock.
fn measured(machine: &Machine) -> Option<Skew<'_>> {
    let visits = machine.online.iter().flat_map(|online| &online.visits).filter(|visit| is_amazons(visit));
    let skews = visits
        .filter_map(|visit| Some(Skew { host: &visit.host, ahead: visit.answer.as_ref()?.clock_ahead? }));
    skews.min_by_key(Skew::size)
}

fn is_amazons(visit: &Visit) -> bool {
    let trusted = visit.tls.as_ref().is_some_and(|tls| tls.system == Trust::Trusted);
    trusted && visit.answer.as_ref().is_some_and(|answer| !answer.leaves_amazon)
}

fn of_skew(skew: &Skew<'_>) -> Draft {
    let (number, detail) = skew.told();
    let draft = |id| {
        let draft = Draft::new(id, MACHINE, Confidence::High, skew.evidence());
        draft.with_value(&number.to_string())
    };
    match skew.size() {
        0..SMALL => draft("clock.right"),
        SMALL..LARGE => draft("clock.skew").with_detail(detail).with_likelihood(Likelihood::Medium),
        _ => draft("clock.skew").with_detail(detail),
    }
}

/// Another zone. Whether the clock itself is right is known only from a check.
fn other_zone(zone: &TimeZoneFacts, measured: Option<&Skew<'_>>) -> Draft {
    let draft = Draft::new("clock.timezone", MACHINE, Confidence::Medium, zone.evidence.clone());
    let draft = draft.with_detail("zone");
    match measured {
        // It shows another time of day, and that is all.
        Some(skew) if skew.size() < SMALL => draft.with_likelihood(Likelihood::Low).and([skew.evidence()]),
        Some(skew) if skew.hours().is_some() => {
            Draft { confidence: Confidence::High, ..draft }.and([skew.evidence()])
        }
        _ => draft,
    }
}

/// Off by whole hours, and the zone could not be read.
fn by_hours(skew: &Skew<'_>) -> Draft {
    let hours = skew.hours().unwrap_or_default();
    let draft = Draft::new("clock.timezone", MACHINE, Confidence::Medium, skew.evidence());
    draft.with_value(&hours.to_string()).with_detail("hours")
}

#[cfg(test)]
mod tests;
