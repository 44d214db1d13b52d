//! Whom the table sends to whom.

use jiff::Timestamp;

use super::*;
use crate::knowledge::Knowledge;

fn causes(ranked: &[(&str, f64)]) -> Vec<(String, f64)> {
    ranked.iter().map(|(id, probability)| ((*id).to_owned(), *probability)).collect()
}

fn first(ranked: &[(&str, f64)]) -> String {
    table().advise(&causes(ranked)).first().unwrap().way.id.clone()
}

const TEXT: &str = include_str!("../../../assets/documents/routing.ron");

fn problems(text: &str) -> Vec<String> {
    let knowledge = Knowledge::embedded().unwrap();
    let causes: Vec<&str> = knowledge.causes.iter().map(|cause| cause.id.as_str()).collect();
    let links: Vec<&str> = knowledge.links.iter().map(|link| link.id.as_str()).collect();
    check(&parse(text).unwrap(), text, &causes, &links)
}

#[test]
fn every_cause_has_a_route_and_every_id_resolves() {
    assert_eq!(problems(TEXT), Vec::<String>::new());
    for cause in &Knowledge::embedded().unwrap().causes {
        let ways: Vec<&Way> = table().ways_of(&cause.id).collect();
        assert!(!ways.is_empty(), "{}", cause.id);
        assert!(ways.iter().all(|way| table().donts_of(way).next().is_some()), "{}", cause.id);
    }
}

#[test]
fn a_bad_edit_is_told_with_its_line() {
    let line = |needle: &str| TEXT.lines().position(|line| line.contains(needle)).unwrap() + 1;
    let without = TEXT.replace("        (cause: \"C16\", ways: [\"own\"]),\n", "");
    assert_eq!(problems(&without), ["1: C16 has no route"]);
    let twice = TEXT.replace("(cause: \"C16\"", "(cause: \"C10\"");
    let told = problems(&twice);
    assert!(told.contains(&format!("{}: C10 stands there twice", line("cause: \"C10\""))), "{told:?}");
    let unknown = TEXT.replace("links: [\"customer_service\"]", "links: [\"nowhere\"]");
    assert!(problems(&unknown)[0].ends_with("nowhere is no link"));
    let idle = TEXT.replacen("work: {\n                \"admin\"", "work: {\n                \"own\"", 1);
    assert!(problems(&idle)[0].contains("C03 leads to somebody"), "{:?}", problems(&idle));
    let silent = TEXT.replace("donts: [\"api_password\", \"secrets\", \"one_case\"]", "donts: []");
    assert!(problems(&silent)[0].contains("tool says nothing"));
    assert!(parse("(donts: [], ways: [], routes: [), )").is_err());
}

#[test]
fn each_matter_goes_to_its_own_window() {
    // By the inquiry rules: two-step identity checks, closed shopping accounts, suspensions, rights, partners.
    let expected = [
        ("C34", "customer_service"),
        ("C33", "appeal"),
        ("C40", "admin"),
        ("C44", "partner"),
        ("C18", "it"),
        ("C26", "carrier"),
        ("C47", "wait"),
        ("C49", "takeover"),
        ("C50", "report_fake"),
        ("C01", "own"),
    ];
    for (cause, way) in expected {
        assert_eq!(first(&[(cause, 0.9)]), way, "{cause}");
    }
    let two_step = ["C22", "C23", "C24", "C25", "C26"];
    for cause in two_step {
        let last = table().ways_of(cause).last().unwrap();
        assert_eq!(last.id, "two_step_reset", "{cause}: near-irreversible, so that it comes last");
    }
}

#[test]
fn causes_that_lead_the_same_way_add_up() {
    assert_eq!(first(&[("C34", 0.3), ("C40", 0.2), ("C41", 0.2)]), "admin");
    assert_eq!(first(&[("C34", 0.5), ("C40", 0.2), ("C41", 0.2)]), "customer_service");
    let advice = table().advise(&causes(&[("C40", 0.2), ("C41", 0.3), ("other", 0.5), ("C18", 0.01)]));
    assert_eq!(advice.len(), 1, "neither what is unknown nor what is improbable leads anywhere");
    assert_eq!(advice[0].causes, causes(&[("C41", 0.3), ("C40", 0.2)]));
    assert!(table().advise(&[]).is_empty());
}

#[test]
fn a_way_behind_the_login_is_reached_through_whoever_gets_in() {
    let mut case = Case::new(Timestamp::UNIX_EPOCH, "a");
    let support = table().way("seller_support").unwrap();
    assert_eq!(through(table().way("it").unwrap(), &case), Through::NotNeeded);
    assert_eq!(through(support, &case), Through::Unknown);
    case.set_answer("still_inside", "none", Timestamp::UNIX_EPOCH);
    assert_eq!(through(support, &case), Through::Nobody);
    case.set_answer("other_user", "works", Timestamp::UNIX_EPOCH);
    assert_eq!(through(support, &case), Through::OtherPerson);
    case.set_answer("other_user", "fails", Timestamp::UNIX_EPOCH);
    case.set_answer("still_inside", "other_device", Timestamp::UNIX_EPOCH);
    assert_eq!(through(support, &case), Through::Device);
}
