//! What the knowledge must hold, and that `knowledge --json` says so.

#![expect(clippy::unwrap_used, reason = "helpers of tests fail by panicking")]

use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;

use login_triage::knowledge::{ClaimKind, HazardRule, Knowledge, coverable};
use serde_json::Value;

fn knowledge() -> Knowledge {
    Knowledge::embedded().unwrap()
}

/// `C01` to `C50` and the like.
fn numbered(letter: &str, last: usize) -> Vec<String> {
    (1..=last).map(|number| format!("{letter}{number:02}")).collect()
}

fn sorted<'k>(ids: impl Iterator<Item = &'k String>) -> Vec<String> {
    let mut ids: Vec<String> = ids.cloned().collect();
    ids.sort();
    ids
}

#[test]
fn all_claims_are_there_and_covered() {
    let k = knowledge();
    let mut wanted: Vec<String> = numbered("S1-", 112);
    wanted.extend(numbered("S2-", 79));
    wanted.sort();
    assert_eq!(sorted(k.claims.iter().map(|claim| &claim.id)), wanted);
    assert_eq!(k.claims.len(), 191);
    let items: BTreeSet<&str> = coverable(&k).into_iter().collect();
    for claim in &k.claims {
        assert!(!claim.covered_by.is_empty(), "{}", claim.id);
        assert!(claim.covered_by.iter().all(|id| items.contains(id.as_str())), "{}", claim.id);
        assert!(!claim.text.is_empty());
    }
}

#[test]
fn a_prevention_is_covered_by_something_to_do_ahead_of_time() {
    for claim in knowledge().claims.iter().filter(|claim| claim.kind == ClaimKind::Prevention) {
        assert!(
            claim.covered_by.iter().any(|id| id.starts_with(['P', 'D'])),
            "{}: {:?}",
            claim.id,
            claim.covered_by
        );
    }
}

/// Told not only in words: a rule or check of the ledger, a checklist, or a document sees to each.
#[test]
fn each_of_the_23_preventions_is_tied_to_something_that_is_done() {
    let k = knowledge();
    let done: BTreeSet<&str> = k
        .ledger_rules
        .iter()
        .map(|rule| rule.id.as_str())
        .chain(k.ledger_checks.iter().map(|check| check.id.as_str()))
        .chain(k.document_rules.iter().map(|rule| rule.id.as_str()))
        .collect();
    let claims = listing();
    let preventions: Vec<&Value> =
        claims["claims"].as_array().unwrap().iter().filter(|claim| claim["kind"] == "prevention").collect();
    assert_eq!(preventions.len(), 23);
    for claim in preventions {
        let mut covering = claim["covered_by"].as_array().unwrap().iter();
        assert!(covering.any(|id| done.contains(id.as_str().unwrap())), "{claim}");
    }
}

fn listing() -> Value {
    let output =
        Command::new(env!("CARGO_BIN_EXE_login-triage")).args(["knowledge", "--json"]).output().unwrap();
    assert!(output.status.success());
    serde_json::from_slice(&output.stdout).unwrap()
}

#[test]
fn what_the_reference_numbers_is_complete() {
    let k = knowledge();
    assert_eq!(sorted(k.causes.iter().map(|x| &x.id)), numbered("C", 50));
    assert_eq!(sorted(k.hazards.iter().map(|x| &x.id)), numbered("H", 18));
    assert_eq!(sorted(k.messages.iter().map(|x| &x.id)), numbered("M", 27));
    assert_eq!(sorted(k.symptoms.iter().map(|x| &x.id)), numbered("S", k.symptoms.len()));
    let stages: Vec<String> = (0..10).map(|stage| format!("G{stage}")).collect();
    assert_eq!(sorted(k.stages.iter().map(|x| &x.id)), stages);
    let tests: BTreeSet<&str> = k.steps.iter().map(|step| step.id.as_str()).collect();
    assert!(numbered("T", 28).iter().all(|id| tests.contains(id.as_str())));
}

#[test]
fn every_cause_can_be_explained_put_right_and_prevented() {
    for cause in knowledge().causes {
        assert!(!cause.explanation.is_empty() && !cause.remedy.is_empty(), "{}", cause.id);
        assert!(!cause.prevention.is_empty() && !cause.tests.is_empty(), "{}", cause.id);
    }
}

#[test]
fn every_observation_is_asked_by_a_step_and_told_apart_by_its_answers() {
    let k = knowledge();
    for observation in &k.observations {
        assert!(k.asked_by(&observation.id).is_some(), "{}", observation.id);
        assert!(observation.outcomes.len() >= 2, "{}", observation.id);
        assert!(observation.outcomes.len() <= 64, "{}: more than the engine's bits", observation.id);
        let labels: BTreeSet<&str> =
            observation.outcomes.iter().map(|outcome| outcome.label.as_str()).collect();
        assert_eq!(labels.len(), observation.outcomes.len(), "{}: two answers read the same", observation.id);
    }
}

#[test]
fn three_hazards_never_open_and_the_others_say_what_opens_them() {
    let k = knowledge();
    let never = k.hazards.iter().filter(|hazard| matches!(hazard.rule, HazardRule::Never(_)));
    assert_eq!(sorted(never.map(|hazard| &hazard.id)), ["H03", "H09", "H16"]);
    for hazard in &k.hazards {
        if let HazardRule::Until(unlocks) = &hazard.rule {
            assert!(unlocks.iter().all(|unlock| !unlock.text.is_empty()), "{}", hazard.id);
        }
        assert!(!hazard.harm.is_empty());
    }
}

#[test]
fn one_link_is_the_door_and_links_with_a_url_are_https() {
    use login_triage::knowledge::LinkGroup;
    let k = knowledge();
    let door: Vec<_> = k.links_in(LinkGroup::Door).collect();
    assert_eq!(door.len(), 1);
    assert_eq!(door[0].url.as_deref(), Some("https://sellercentral.amazon.co.jp/"));
    let second: Vec<_> = k.links_in(LinkGroup::SecondDoor).collect();
    assert_eq!(second.len(), 1);
    assert_eq!(second[0].url.as_deref(), Some("https://sellercentral-japan.amazon.com/"));
    for link in &k.links {
        assert!(link.url.as_ref().is_none_or(|url| url.starts_with("https://")), "{}", link.id);
        assert!(link.url.is_some() || link.path.is_some(), "{} leads nowhere", link.id);
    }
}

#[test]
fn the_program_lists_everything() {
    let listing = listing();
    let k = knowledge();
    let lengths: BTreeMap<&str, usize> = [
        ("categories", k.categories.len()),
        ("stages", 10),
        ("causes", 50),
        ("observations", k.observations.len()),
        ("steps", k.steps.len()),
        ("hazards", 18),
        ("messages", 27),
        ("symptoms", k.symptoms.len()),
        ("findings", k.findings.len()),
        ("preventions", k.preventions.len()),
        ("ledger_rules", k.ledger_rules.len()),
        ("ledger_checks", k.ledger_checks.len()),
        ("notices", k.notices.len()),
        ("document_rules", k.document_rules.len()),
        ("links", k.links.len()),
        ("marketplaces", k.marketplaces.len()),
        ("claims", 191),
    ]
    .into();
    for (kind, length) in &lengths {
        let list = listing[kind].as_array().unwrap();
        assert_eq!(list.len(), *length, "{kind}");
        assert_eq!(listing["counts"][kind], *length, "{kind}");
        let ids: BTreeSet<&str> = list.iter().map(|entry| entry["id"].as_str().unwrap()).collect();
        assert_eq!(ids.len(), *length, "{kind}");
    }
    assert_eq!(listing.as_object().unwrap().len(), lengths.len() + 1, "a kind that is not tested here");
    assert_eq!(listing["counts"]["claims_uncovered"], 0);
    for claim in listing["claims"].as_array().unwrap() {
        assert!(!claim["covered_by"].as_array().unwrap().is_empty());
        assert!(claim["kind"].as_str().unwrap().chars().all(|c| c.is_ascii_lowercase()));
        assert!(claim.get("note").is_none_or(Value::is_string), "a note that is null");
    }
    for observation in listing["observations"].as_array().unwrap() {
        assert!(observation["asked_by"].is_string() && observation["outcomes"].is_array());
    }
}
