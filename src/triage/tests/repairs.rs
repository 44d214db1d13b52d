//! Repairs as evidence, and the next round.

use proptest::prelude::*;

use crate::knowledge::{Step, StepKind};

use super::properties::{any_answers, config};
use super::{Answers, MODEL, answers, posterior, probability};

fn repairs() -> Vec<&'static Step> {
    MODEL.knowledge().steps.iter().filter(|step| step.kind == StepKind::Repair).collect()
}

fn with(answers: &Answers, step: &str, outcome: &str) -> Answers {
    let mut answers = answers.clone();
    answers.observations.insert(step.to_owned(), outcome.to_owned());
    answers
}

fn without(answers: &Answers, step: &str) -> Answers {
    let mut answers = answers.clone();
    answers.observations.remove(step);
    answers
}

#[test]
fn a_repair_that_helped_speaks_for_its_cause() {
    for step in repairs() {
        let (before, after) = (posterior(&Answers::default()), posterior(&answers(&[(&step.id, "fixed")])));
        for cause in &step.fixes {
            assert!(probability(&after, cause) > probability(&before, cause), "{} {cause}", step.id);
        }
    }
}

#[test]
fn after_a_fix_the_next_cause_stands_first() {
    let known = Answers { stage: Some("G2".to_owned()), ..answers(&[("R01", "cause_fixed")]) };
    let after = posterior(&known);
    assert_eq!(probability(&after, "C01").to_bits(), 0.0_f64.to_bits());
    assert_eq!(MODEL.cause_id(after.order()[0]), "C02");
    assert_eq!(MODEL.cause_id(*after.order().last().unwrap()), "C01");
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn a_repair_that_did_not_help_lowers_its_causes(known in any_answers(), step in prop::sample::select(repairs())) {
        let known = without(&known, &step.id);
        let (before, after) = (posterior(&known), posterior(&with(&known, &step.id, "not_fixed")));
        let all: f64 = step.fixes.iter().map(|cause| probability(&before, cause)).sum();
        for cause in &step.fixes {
            let (p, q) = (probability(&before, cause), probability(&after, cause));
            prop_assert!(q <= p, "{} {cause}: {p} {q}", step.id);
            // Where the rest is smaller than the precision of a number, nothing can move.
            prop_assert!(q < p || p < 1e-12 || 1.0 - all < 1e-12, "{} {cause}: {p} {q}", step.id);
        }
    }

    #[test]
    fn a_cause_that_was_put_right_is_out_and_the_rest_sums_to_one(known in any_answers(), step in prop::sample::select(repairs())) {
        let after = posterior(&with(&known, &step.id, "cause_fixed"));
        for cause in &step.fixes {
            prop_assert_eq!(probability(&after, cause).to_bits(), 0.0_f64.to_bits());
        }
        let sum: f64 = after.order().iter().map(|cause| after.of(*cause)).sum();
        prop_assert!((sum - 1.0).abs() < 1e-9, "{sum}");
    }
}
