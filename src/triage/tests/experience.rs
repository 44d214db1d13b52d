//! Learning from own cases.

use proptest::prelude::*;

use crate::triage::strength::MOST_TIMES;
use crate::triage::{Answers, Experience, OTHER, Posterior, Reason, ReasonKind};

use super::properties::{any_answers, config};
use super::{MODEL, bits, evidence, posterior, probability};

/// Rounding in sums of fifty numbers.
const ROUNDING: f64 = 1e-9;

fn pairs(cases: &[(&str, &str)]) -> Vec<(String, String)> {
    cases.iter().map(|(case, cause)| ((*case).to_owned(), (*cause).to_owned())).collect()
}

fn with_own(answers: &Answers, experience: &Experience, open: &str) -> Posterior {
    MODEL.posterior(&evidence(answers).with_own_cases(MODEL.own_cases(experience, open)))
}

fn reasons(experience: &Experience, open: &str, cause: &str) -> Vec<Reason> {
    let evidence = evidence(&Answers::default()).with_own_cases(MODEL.own_cases(experience, open));
    let column = MODEL.knowledge().causes.iter().position(|entry| entry.id == cause).unwrap();
    MODEL.reasons(&evidence, column)
}

fn any_cases() -> impl Strategy<Value = Vec<(String, String)>> {
    let mut causes: Vec<String> = MODEL.knowledge().causes.iter().map(|cause| cause.id.clone()).collect();
    causes.extend([OTHER.to_owned(), "of another program".to_owned()]);
    let case = (0..40_u8).prop_map(|number| format!("20261121-0000{number:02}-abc"));
    prop::collection::vec((case, prop::sample::select(causes)), 0..60)
}

#[test]
fn own_cases_make_their_cause_more_probable_and_say_so() {
    let none = posterior(&Answers::default());
    let mut last = probability(&none, "C17");
    for count in 1..=3 {
        let cases: Vec<_> = (0..count).map(|case| (format!("case-{case}"), "C17".to_owned())).collect();
        let experience = Experience::from_causes(cases);
        let now = probability(&with_own(&Answers::default(), &experience, "open"), "C17");
        assert!(now > last, "{count} cases: {now} after {last}");
        last = now;
        let reasons = reasons(&experience, "open", "C17");
        assert_eq!(reasons[0].kind, ReasonKind::OwnCases(count));
        assert!(reasons[0].weight > 0.0);
    }
}

#[test]
fn the_open_case_does_not_count_itself() {
    let alone = Experience::from_causes(pairs(&[("open", "C17")]));
    assert_eq!(MODEL.own_cases(&alone, "open"), None);
    let two = Experience::from_causes(pairs(&[("open", "C17"), ("other", "C17")]));
    assert_eq!(reasons(&two, "open", "C17")[0].kind, ReasonKind::OwnCases(1));
}

#[test]
fn copies_of_a_case_count_once_and_contradicting_ones_not_at_all() {
    let copies = Experience::from_causes(pairs(&[("a", "C17"), ("a", "C17"), ("b", "C11"), ("b", "C12")]));
    assert_eq!(copies.len(), 1);
    assert_eq!(copies.counts().collect::<Vec<_>>(), [("C17", 1)]);
    let third = Experience::from_causes(pairs(&[("b", "C11"), ("b", "C12"), ("b", "C12")]));
    assert!(third.is_empty(), "a majority among copies is no majority among cases");
}

#[test]
fn a_strong_answer_outweighs_any_number_of_own_cases() {
    let cases = (0..10_000).map(|case| (format!("case-{case}"), "C17".to_owned()));
    let experience = Experience::from_causes(cases);
    let own = reasons(&experience, "open", "C17");
    assert!(own[0].weight <= MOST_TIMES.ln() + ROUNDING, "{}", own[0].weight);
    assert!(own[0].weight < 10_f64.ln(), "the ratio of a strong outcome");
}

#[test]
fn own_cases_take_nothing_away_from_what_nobody_has_found_out() {
    let cases = (0..500).map(|case| (format!("case-{case}"), "C17".to_owned()));
    let before = probability(&posterior(&Answers::default()), OTHER);
    let after = probability(&with_own(&Answers::default(), &Experience::from_causes(cases), "open"), OTHER);
    assert!((before - after).abs() < ROUNDING, "{before} became {after}");
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn without_cases_that_count_nothing_changes_by_a_bit(answers in any_answers()) {
        let nothing = [
            Experience::default(),
            Experience::from_causes(pairs(&[("a", OTHER), ("b", "of another program")])),
            Experience::from_causes(pairs(&[("open", "C17")])),
        ];
        for experience in nothing {
            prop_assert_eq!(bits(&with_own(&answers, &experience, "open")), bits(&posterior(&answers)));
        }
    }

    #[test]
    fn the_order_of_the_cases_does_not_matter(cases in any_cases(), turn in 0..60_usize) {
        let mut turned = cases.clone();
        turned.reverse();
        let middle = turn.min(turned.len());
        turned.rotate_left(middle);
        prop_assert_eq!(Experience::from_causes(cases), Experience::from_causes(turned));
    }

    #[test]
    fn one_case_more_never_makes_its_cause_less_probable(
        answers in any_answers(),
        cases in any_cases(),
        cause in 0..50_usize,
    ) {
        let id = &MODEL.knowledge().causes[cause].id;
        let mut more = cases.clone();
        more.push(("one more".to_owned(), id.clone()));
        let before = with_own(&answers, &Experience::from_causes(cases), "open");
        let after = with_own(&answers, &Experience::from_causes(more), "open");
        prop_assert!(after.of(cause) >= before.of(cause) - ROUNDING);
    }

    #[test]
    fn a_prior_changes_within_its_bounds(cases in any_cases()) {
        let before = posterior(&Answers::default());
        let after = with_own(&Answers::default(), &Experience::from_causes(cases), "open");
        let sum: f64 = (0..=50).map(|cause| after.of(cause)).sum();
        prop_assert!((sum - 1.0).abs() < ROUNDING);
        for cause in 0..=50 {
            let times = after.of(cause) / before.of(cause);
            let allowed = 1.0 / MOST_TIMES - ROUNDING..=MOST_TIMES + ROUNDING;
            prop_assert!(allowed.contains(&times), "{times}");
        }
    }
}
