//! What holds for any answers.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;
use proptest::test_runner::Config;

use crate::knowledge::{IMPLIED_ANSWERS, PROTECT_OUTCOMES, REPAIR_OUTCOMES, StepKind};
use crate::triage::{ANSWERED_TWICE, Answers};

use super::{MODEL, bits, evidence, locked, model, next, posterior};

pub(super) fn config() -> Config {
    Config { cases: 300, failure_persistence: None, ..Config::default() }
}

/// Every answer that can be given: id and outcomes.
fn answerable() -> Vec<(String, Vec<String>)> {
    let owned = |ids: &[&str]| ids.iter().map(|id| (*id).to_owned()).collect::<Vec<_>>();
    let k = MODEL.knowledge();
    let observations =
        k.observations.iter().map(|o| (o.id.clone(), o.outcomes.iter().map(|x| x.id.clone()).collect()));
    let steps = k.steps.iter().filter_map(|step| match step.kind {
        StepKind::Repair => Some((step.id.clone(), owned(&REPAIR_OUTCOMES))),
        StepKind::Protect => Some((step.id.clone(), owned(&PROTECT_OUTCOMES))),
        _ => None,
    });
    let mut all: Vec<(String, Vec<String>)> = observations.chain(steps).collect();
    for (_, outcomes) in &mut all {
        outcomes.extend(owned(&IMPLIED_ANSWERS));
    }
    all
}

fn any_answer() -> impl Strategy<Value = (String, String)> {
    prop::sample::select(answerable())
        .prop_flat_map(|(id, outcomes)| (Just(id), prop::sample::select(outcomes)))
}

fn any_message() -> impl Strategy<Value = String> {
    let wordings: Vec<String> =
        MODEL.knowledge().messages.iter().flat_map(|message| message.texts.clone()).collect();
    prop_oneof![Just(String::new()), prop::sample::select(wordings), ".{0,40}"]
}

/// Answers of any kind, also ones that contradict each other.
pub(super) fn any_answers() -> impl Strategy<Value = Answers> {
    let stages: Vec<String> = MODEL.knowledge().stages.iter().map(|stage| stage.id.clone()).collect();
    let findings: Vec<String> = MODEL.knowledge().findings.iter().map(|finding| finding.id.clone()).collect();
    (
        prop::option::of(prop::sample::select(stages)),
        prop::option::of(any_message()),
        prop::collection::vec(any_answer(), 0..30),
        prop::collection::vec(prop::sample::select(findings), 0..4),
        0..6_u32,
        0..6_u32,
    )
        .prop_map(|(stage, message, pairs, findings, password_tries, code_requests)| Answers {
            stage,
            message,
            observations: pairs.into_iter().collect(),
            findings,
            password_tries,
            code_requests,
        })
}

fn any_id() -> impl Strategy<Value = String> {
    prop::sample::select(answerable()).prop_map(|(id, _)| id)
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn unknown_and_later_change_no_probability(known in any_answers(), id in any_id(), nothing in prop::sample::select(IMPLIED_ANSWERS.to_vec())) {
        let mut without = known;
        without.observations.remove(&id);
        let mut with = without.clone();
        with.observations.insert(id, nothing.to_owned());
        prop_assert_eq!(bits(&posterior(&without)), bits(&posterior(&with)));
        prop_assert_eq!(locked(&without), locked(&with));
    }

    #[test]
    fn probabilities_are_probabilities(known in any_answers()) {
        let posterior = posterior(&known);
        let all: Vec<f64> = posterior.order().iter().map(|cause| posterior.of(*cause)).collect();
        prop_assert_eq!(all.len(), 51);
        prop_assert!(all.iter().all(|p| (0.0..=1.0).contains(p)));
        prop_assert!((all.iter().sum::<f64>() - 1.0).abs() < 1e-9);
        prop_assert!(all.is_sorted_by(|a, b| a >= b));
        prop_assert!((0.999..=51.001).contains(&posterior.effective_causes()));
    }

    #[test]
    fn a_locked_step_is_never_offered(known in any_answers()) {
        let next = next(&known);
        let locked = locked(&known);
        prop_assert!(locked.iter().all(|locked| !next.contains(&locked.step)));
        prop_assert!(locked.iter().all(|locked| locked.locks.iter().all(|lock| !lock.unlock.is_empty())));
        prop_assert!(locked.iter().all(|locked| !locked.locks.is_empty()));
    }

    #[test]
    fn what_is_offered_is_offered_once_and_not_done_yet(known in any_answers()) {
        let next = next(&known);
        prop_assert_eq!(next.iter().collect::<BTreeSet<_>>().len(), next.len());
        for id in &next {
            let step = MODEL.knowledge().step(id).unwrap();
            prop_assert!(step.kind != StepKind::Temptation);
            let open = |id: &String| known.observations.get(id).is_none_or(|outcome| outcome == "later");
            let reserved = |id: &String| id == "stage" || id == "message";
            prop_assert!(open(id), "{id} is answered");
            prop_assert!(step.observes.is_empty() || step.observes.iter().any(|o| reserved(o) || open(o)), "{id} is answered");
        }
    }

    #[test]
    fn the_order_of_answers_and_findings_does_not_matter(
        (known, pairs, mut findings) in any_answers().prop_flat_map(|known| {
            let pairs: Vec<(String, String)> = known.observations.clone().into_iter().collect();
            let findings = known.findings.clone();
            (Just(known), Just(pairs).prop_shuffle(), Just(findings).prop_shuffle())
        })
    ) {
        findings.extend(known.findings.first().cloned());
        let body: Vec<String> = pairs.iter().map(|(id, outcome)| format!("{id:?}: {outcome:?}")).collect();
        let text = format!("(findings: {findings:?}, observations: {{{}}})", body.join(", "));
        let read: Answers = ron::from_str(&text).unwrap();
        let turned = Answers { observations: read.observations, findings: read.findings, ..known.clone() };
        prop_assert_eq!(bits(&posterior(&known)), bits(&posterior(&turned)));
        prop_assert_eq!(next(&known), next(&turned));
        prop_assert_eq!(locked(&known), locked(&turned));
    }

    #[test]
    fn the_same_answers_give_the_same_bits(known in any_answers()) {
        let (again, evidence) = (model(), evidence(&known));
        let other = again.evidence(&known).unwrap();
        let (p, q) = (MODEL.posterior(&evidence), again.posterior(&other));
        prop_assert_eq!(bits(&p), bits(&q));
        let scores = |steps: Vec<crate::triage::NextStep>| -> Vec<(String, u64, usize)> {
            steps.into_iter().map(|next| (next.step, next.score.to_bits(), next.separates)).collect()
        };
        prop_assert_eq!(scores(MODEL.next_steps(&evidence, &p)), scores(again.next_steps(&other, &q)));
        prop_assert_eq!(MODEL.locked(&evidence, &p), again.locked(&other, &q));
    }

    #[test]
    fn reasons_are_the_terms_of_the_sum(known in any_answers()) {
        let evidence = evidence(&known);
        let (none, posterior) = (posterior(&Answers::default()), MODEL.posterior(&evidence));
        let terms = known.observations.len() + known.findings.len() + evidence.matches().len() + 6;
        // What moved a cause's odds against the unknown cause is what its reasons say, small terms aside.
        let other = MODEL.knowledge().causes.len();
        let odds = |p: &crate::triage::Posterior, cause: usize| libm::log(p.of(cause) / p.of(other));
        let said = |cause: usize| MODEL.reasons(&evidence, cause).iter().map(|reason| reason.weight).sum::<f64>();
        for cause in (0..other).filter(|cause| posterior.of(*cause) > 1e-200) {
            let moved = odds(&posterior, cause) - odds(&none, cause);
            prop_assert!((moved - (said(cause) - said(other))).abs() < 0.36 * terms as f64);
            prop_assert!(MODEL.reasons(&evidence, cause).is_sorted_by(|a, b| a.weight.abs() >= b.weight.abs()));
        }
    }

    #[test]
    fn an_observation_with_two_answers_is_refused_by_name((id, outcome) in any_answer()) {
        let text = format!("(observations: {{{id:?}: {outcome:?}, {id:?}: {outcome:?}}})");
        let error = ron::from_str::<Answers>(&text).unwrap_err();
        prop_assert_eq!(error.code.to_string(), format!("{ANSWERED_TWICE}{id}"));
    }
}

#[test]
fn an_unknown_answer_does_not_silence_what_the_message_says() {
    let known = |observations| Answers {
        message: Some("1日のワンタイムパスワードリクエストの上限に達しました。".to_owned()),
        code_requests: 4,
        observations,
        ..Answers::default()
    };
    let asked = [("resend".to_owned(), "unknown".to_owned())].into();
    assert_eq!(bits(&posterior(&known(BTreeMap::new()))), bits(&posterior(&known(asked))));
}
