//! Tests of the findings about scripts that cannot pick a road.

use super::*;
use crate::environment::facts::{RoadSource, SYSTEM, ScriptAddress};
use crate::environment::findings::tests::made::{machine, route, told};

fn address() -> ScriptAddress {
    ScriptAddress::new("http://taro:canary@pac.example/p.pac?key=canary")
}

fn of(outcome: ScriptOutcome, routes: &[Route]) -> Vec<Draft> {
    let script = ScriptFacts { address: address(), detected: false, outcome, answers: Vec::new() };
    findings(&Machine { scripts: vec![script], ..machine() }, routes)
}

fn asked(subject: &str, road: Road, source: RoadSource) -> Route {
    Route { script: Some(address()), ..route(subject, road, source) }
}

#[test]
fn each_way_to_fail_has_its_finding_and_its_words() {
    let used = [asked(SYSTEM, Road::Direct, RoadSource::System)];
    for (outcome, id, detail, state) in [
        (ScriptOutcome::BadAddress, "proxy.pac_unreachable", "bad_address", "bad_address"),
        (ScriptOutcome::Missing(Some(404)), "proxy.pac_unreachable", "missing", "HTTP 404"),
        (ScriptOutcome::Missing(Some(410)), "proxy.pac_unreachable", "missing", "HTTP 410"),
        (ScriptOutcome::Missing(Some(500)), "proxy.pac_unreachable", "withheld", "HTTP 500"),
        (ScriptOutcome::Missing(Some(301)), "proxy.pac_unreachable", "withheld", "HTTP 301"),
        (ScriptOutcome::Missing(None), "proxy.pac_unreachable", "missing", "missing"),
        (ScriptOutcome::Unreachable, "proxy.pac_unreachable", "unreachable", "unreachable"),
        (ScriptOutcome::TimedOut, "proxy.pac_unreachable", "timed_out", "timed_out"),
        (ScriptOutcome::TooBig, "proxy.pac_broken", "too_big", "too_big"),
        (ScriptOutcome::Broken, "proxy.pac_broken", "broken", "broken"),
        (ScriptOutcome::Failed, "proxy.pac_broken", "failed", "failed"),
        (ScriptOutcome::Endless, "proxy.pac_broken", "endless", "endless"),
    ] {
        let drafts = of(outcome, &used);
        assert_eq!(told(&drafts), [(id, "PC")]);
        assert_eq!((drafts[0].detail, drafts[0].value.as_str()), (detail, "http://pac.example/p.pac"));
        assert_eq!(drafts[0].evidence[1].value, state);
        assert!(!format!("{drafts:?}").contains("canary"), "no secret is shown");
    }
    for outcome in [ScriptOutcome::Answered, ScriptOutcome::NotLoaded, ScriptOutcome::NeedsNetwork] {
        assert!(of(outcome, &used).is_empty(), "{outcome:?}");
    }
}

#[test]
fn a_script_is_told_once_of_those_who_use_it() {
    let routes = [
        asked(SYSTEM, Road::Direct, RoadSource::System),
        asked("Chrome / 仕事", Road::Direct, RoadSource::System),
        asked("Firefox / 仕事", Road::Direct, RoadSource::Browser),
        route("Opera / 仕事", Road::Direct, RoadSource::Browser),
    ];
    let found = of(ScriptOutcome::TimedOut, &routes);
    assert_eq!(told(&found), ["PC", "Firefox / 仕事"].map(|subject| ("proxy.pac_unreachable", subject)));
    assert!(of(ScriptOutcome::TimedOut, &[]).is_empty(), "nobody uses it");
}

#[test]
fn where_nothing_may_be_reached_without_it_it_is_a_likely_reason() {
    let likelihood =
        |road| of(ScriptOutcome::Broken, &[asked("Chrome", road, RoadSource::Company)])[0].likelihood;
    assert_eq!(likelihood(Road::Direct), None);
    assert_eq!(likelihood(Road::Unknown), Some(Likelihood::High));
}
