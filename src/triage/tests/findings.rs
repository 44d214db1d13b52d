//! What the machine shows: it speaks for causes, answers questions, offers steps and locks them.

use crate::triage::{OTHER, Posterior, ReasonKind};

use super::{Answers, MODEL, answers, bits, evidence, is_locked, next, posterior, probability};

fn shown(stage: &str, findings: &[&str], observations: &[(&str, &str)]) -> Answers {
    Answers {
        stage: Some(stage.to_owned()),
        findings: findings.iter().map(|id| (*id).to_owned()).collect(),
        ..answers(observations)
    }
}

fn offered(answers: &Answers, step: &str) -> bool {
    next(answers).iter().any(|id| id == step)
}

/// The probability of a cause with and without what the machine shows.
fn moved(stage: &str, finding: &str, cause: &str) -> (f64, f64) {
    let of = |findings: &[&str]| probability(&posterior(&shown(stage, findings, &[])), cause);
    (of(&[]), of(&[finding]))
}

#[test]
fn findings_of_the_network_move_their_causes() {
    for (stage, finding, cause) in [
        ("G3", "vpn.default_route", "C17"),
        ("G5", "tls.intercepted", "C18"),
        ("G5", "proxy.in_use_system", "C18"),
        ("G0", "proxy.dead_local", "C20"),
        ("G0", "hosts.amazon", "C20"),
        ("G0", "dns.sinkhole", "C20"),
        ("G3", "net.multi_default", "C19"),
        ("G0", "clock.skew", "C15"),
        ("G0", "site.status_429", "C21"),
        ("G0", "site.status_503", "C47"),
        ("G5", "disk.low", "C11"),
    ] {
        let (without, with) = moved(stage, finding, cause);
        assert!(with > 1.3 * without, "{finding} {cause}: {without} {with}");
    }
    for cause in ["C18", "C20", "C47"] {
        let (without, with) = moved("G0", "net.reachable", cause);
        assert!(with < 0.7 * without, "{cause}: {without} {with}");
    }
    let (without, with) = moved("G0", "clock.right", "C15");
    assert!(with < 0.7 * without, "{without} {with}");
}

#[test]
fn what_the_machine_answers_is_not_asked() {
    assert!(offered(&shown("G0", &[], &[]), "T14"));
    for finding in ["clock.skew", "clock.right"] {
        assert!(!offered(&shown("G0", &[finding], &[]), "T14"), "{finding}");
        assert!(!offered(&shown("G0", &[finding], &[("clock", "unknown")]), "T14"), "{finding}");
    }
    assert!(offered(&shown("G0", &[], &[]), "T15"));
    assert!(!offered(&shown("G0", &["net.reachable"], &[]), "T15"));
    let told = |findings: &[&str]| evidence(&shown("G0", findings, &[])).answered();
    assert_eq!(told(&["clock.skew"]), told(&[]), "the operator has answered no more than before");
}

#[test]
fn a_finding_says_itself_what_it_says() {
    let known = evidence(&shown("G0", &["clock.skew"], &[]));
    let after = MODEL.posterior(&known);
    let column = after.order().iter().copied().find(|column| MODEL.cause_id(*column) == "C15").unwrap();
    let reasons = MODEL.reasons(&known, column);
    let told: Vec<&ReasonKind> = reasons.iter().map(|reason| &reason.kind).collect();
    assert!(told.iter().all(|kind| !matches!(kind, ReasonKind::Answer(..))), "{told:?}");
    let finding = ReasonKind::Finding("clock.skew".to_owned());
    let weight = reasons.iter().find(|reason| reason.kind == finding).unwrap().weight;
    // The odds against a cause that nothing was said of move by just that.
    let odds =
        |posterior: &Posterior| libm::log(probability(posterior, "C15") / probability(posterior, OTHER));
    let moved = odds(&after) - odds(&posterior(&shown("G0", &[], &[])));
    assert!((moved - weight).abs() < 1e-9, "{moved} {weight}");
}

#[test]
fn the_same_told_twice_counts_once() {
    let both = shown("G3", &["vpn.default_route"], &[("vpn", "on")]);
    assert_eq!(bits(&posterior(&both)), bits(&posterior(&shown("G3", &[], &[("vpn", "on")]))));
}

#[test]
fn the_operators_answer_stands_beside_what_the_machine_shows() {
    let of = |findings: &[&str], observations: &[(&str, &str)]| {
        probability(&posterior(&shown("G3", findings, observations)), "C17")
    };
    let contradicted = of(&["vpn.default_route"], &[("vpn", "off")]);
    assert!(contradicted < of(&["vpn.default_route"], &[]));
    assert!(contradicted > of(&[], &[("vpn", "off")]), "the machine may know better");
}

#[test]
fn a_vpn_that_the_operator_does_not_know_of_is_switched_off_for_a_try() {
    let ready = [("vpn", "off"), ("one_switch", "yes")];
    assert!(!offered(&shown("G3", &[], &ready), "T13"));
    for finding in ["vpn.default_route", "vpn.split", "vpn.extension", "proxy.opera_vpn"] {
        let known = shown("G3", &[finding], &ready);
        assert!(offered(&known, "T13"), "{finding}");
        assert!(is_locked(&shown("G3", &[finding], &[("vpn", "off")]), "T13"), "one switch at a time");
    }
}

#[test]
fn where_the_road_is_barred_it_is_looked_at_whatever_the_stage() {
    let ready = [("one_switch", "yes")];
    assert!(!offered(&shown("G2", &[], &ready), "T12"));
    assert!(offered(&shown("G2", &["net.no_connection"], &ready), "T12"));
    assert!(offered(&shown("G2", &["net.no_connection"], &[]), "Q31"), "what opens it is asked");
    assert!(!offered(&shown("G2", &["net.no_connection", "site.status_429"], &ready), "T12"), "wait first");
    assert!(!offered(&shown("G2", &[], &[]), "T15"));
    assert!(offered(&shown("G2", &["net.captive_portal"], &[]), "T15"));
}

#[test]
fn no_password_is_tried_where_tries_are_limited_or_the_page_may_be_anybodys() {
    assert!(!is_locked(&shown("G2", &[], &[]), "T04"));
    for finding in ["site.status_429", "hosts.amazon", "dns.sinkhole", "tls.cert_error"] {
        assert!(is_locked(&shown("G2", &[finding], &[]), "T04"), "{finding}");
    }
}
