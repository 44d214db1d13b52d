//! Tests of the findings about the clock.

use super::*;
use crate::environment::facts::{Answer, TimeSyncFacts};
use crate::environment::findings::tests::made::{
    answered, checked, evidence, ids, machine, to_shop, told, trust,
};

/// A server that says so.
fn ahead(seconds: i64) -> Visit {
    let visit = answered(302);
    let answer = visit.answer.clone().map(|answer| Answer { clock_ahead: Some(seconds), ..answer });
    Visit { answer, ..visit }
}

fn off_by(seconds: i64) -> Machine {
    checked(vec![ahead(seconds)])
}

fn in_zone(like_japan: bool, machine: Machine) -> Machine {
    let zone = TimeZoneFacts { name: "UTC".into(), like_japan, evidence: evidence("TimeZone", "UTC") };
    Machine { time_zone: Some(zone), ..machine }
}

fn one(machine: &Machine) -> (&'static str, &'static str, Option<Likelihood>, String) {
    let mut drafts = findings(machine);
    assert_eq!(drafts.len(), 1, "{drafts:?}");
    let draft = drafts.remove(0);
    assert_eq!(draft.subject, MACHINE);
    (draft.id, draft.detail, draft.likelihood, draft.value)
}

#[test]
fn how_far_the_clock_is_off_decides() {
    let medium = Some(Likelihood::Medium);
    for (seconds, id, detail, likelihood, value) in [
        (0, "clock.right", "", None, "0"),
        (29, "clock.right", "", None, "29"),
        (-29, "clock.right", "", None, "29"),
        (30, "clock.skew", "ahead_seconds", medium, "30"),
        (-89, "clock.skew", "behind_seconds", medium, "89"),
        (90, "clock.skew", "ahead_seconds", None, "90"),
        (-90, "clock.skew", "behind_seconds", None, "90"),
        (120, "clock.skew", "ahead_seconds", None, "120"),
        (600, "clock.skew", "ahead_minutes", None, "10"),
        (-600, "clock.skew", "behind_minutes", None, "10"),
        (5 * 3600 + 1800, "clock.skew", "ahead_hours", None, "6"),
        (-(5 * 3600 + 1800), "clock.skew", "behind_hours", None, "6"),
        (400 * 86_400, "clock.skew", "ahead_days", None, "400"),
        (-400 * 86_400, "clock.skew", "behind_days", None, "400"),
        (i64::MIN, "clock.skew", "behind_days", None, "106751991167301"),
    ] {
        assert_eq!(one(&off_by(seconds)), (id, detail, likelihood, value.to_owned()), "{seconds}");
    }
    assert!(findings(&machine()).is_empty(), "nothing was measured");
}

#[test]
fn whole_hours_are_the_zones_unless_the_zone_is_right() {
    for seconds in [9_i64 * 3600, -9 * 3600, 9 * 3600 + 120, 3600] {
        let hours = (seconds.unsigned_abs() + 1800) / 3600;
        let unknown = one(&off_by(seconds));
        assert_eq!(unknown, ("clock.timezone", "hours", None, hours.to_string()), "{seconds}");
        let elsewhere = in_zone(false, off_by(seconds));
        let drafts = findings(&elsewhere);
        assert_eq!(told(&drafts), [("clock.timezone", MACHINE)]);
        assert_eq!((drafts[0].confidence, drafts[0].evidence.len()), (Confidence::High, 2));
        let in_japan = in_zone(true, off_by(seconds));
        assert_eq!(ids(&findings(&in_japan)), ["clock.skew"], "{seconds}");
    }
    let near = off_by(9 * 3600 + 600);
    assert_eq!(ids(&findings(&near)), ["clock.skew"]);
}

#[test]
fn another_zone_is_told_with_what_is_known_of_the_clock() {
    let elsewhere = |machine| in_zone(false, machine);
    let unmeasured = one(&elsewhere(machine()));
    assert_eq!(unmeasured, ("clock.timezone", "zone", None, "UTC".to_owned()));
    let drafts = findings(&elsewhere(off_by(3)));
    assert_eq!(ids(&drafts), ["clock.timezone", "clock.right"]);
    assert_eq!(drafts[0].likelihood, Some(Likelihood::Low), "it shows another time of day, no more");
    assert_eq!(ids(&findings(&elsewhere(off_by(300)))), ["clock.timezone", "clock.skew"]);
    let in_japan = in_zone(true, machine());
    assert!(findings(&in_japan).is_empty());
}

#[test]
fn only_amazons_own_answers_measure_the_clock_and_the_quickest_counts() {
    let two = checked(vec![ahead(-70), to_shop(ahead(-35))]);
    assert_eq!(findings(&two)[0].value, "35");
    let portal = Visit {
        answer: Some(Answer {
            status: 302,
            sent_on_to: Some("portal.example".into()),
            leaves_amazon: true,
            clock_ahead: Some(500),
        }),
        ..answered(302)
    };
    assert!(findings(&checked(vec![portal])).is_empty());
    let untrusted = Visit { tls: Some(trust(Trust::Expired, Trust::Expired)), ..ahead(500) };
    assert!(findings(&checked(vec![untrusted])).is_empty());
    let silent = checked(vec![answered(302)]);
    assert!(findings(&silent).is_empty(), "no date, or one that was kept on the way");
}

#[test]
fn a_clock_that_nobody_sets_is_told() {
    let with = |on| {
        let evidence = evidence("Type", "NoSync");
        Machine { time_sync: Some(TimeSyncFacts { on, evidence }), ..machine() }
    };
    assert_eq!(told(&findings(&with(false))), [("clock.nosync", MACHINE)]);
    assert!(findings(&with(true)).is_empty());
}
