//! Locks: what opens them, and that they close again.

use crate::knowledge::{Condition, Hazard, HazardRule, Step, StepKind, Unlock};

use super::{Answers, MODEL, answers, is_locked, locked, next};

/// Every hazard that can be opened, with its conditions.
fn openable() -> impl Iterator<Item = (&'static Hazard, &'static [Unlock])> {
    MODEL.knowledge().hazards.iter().filter_map(|hazard| match &hazard.rule {
        HazardRule::Until(unlocks) => Some((hazard, unlocks.as_slice())),
        HazardRule::Never(_) => None,
    })
}

fn gated_only_by(hazard: &Hazard) -> Vec<&'static Step> {
    MODEL.knowledge().steps.iter().filter(|step| step.gates == [hazard.id.clone()]).collect()
}

/// Meets a condition; of several outcomes the one with this number.
fn meet(answers: &mut Answers, condition: &Condition, nth: usize) {
    match condition {
        Condition::Is(id, outcomes) => {
            answers.observations.insert(id.clone(), outcomes[nth % outcomes.len()].clone());
        }
        Condition::StageIn(stages) => answers.stage = stages.first().cloned(),
        Condition::Found(findings) => answers.findings.extend(findings.first().cloned()),
        Condition::AnyOf(conditions) => meet(answers, &conditions[nth % conditions.len()], nth),
        Condition::IsNot(..)
        | Condition::NotFound(_)
        | Condition::PasswordTriesBelow(_)
        | Condition::CodeRequestsBelow(_) => {}
    }
}

fn all_met<'k>(unlocks: impl IntoIterator<Item = &'k Unlock>, nth: usize) -> Answers {
    let mut answers = Answers::default();
    for unlock in unlocks {
        meet(&mut answers, &unlock.condition, nth);
    }
    answers
}

/// All ways to take a condition back, one at a time.
fn taken_back(met: &Answers, condition: &Condition) -> Vec<Answers> {
    let with = |id: &str, outcome: &str| {
        let mut answers = met.clone();
        answers.observations.insert(id.to_owned(), outcome.to_owned());
        answers
    };
    match condition {
        Condition::Is(id, wanted) => {
            let all =
                MODEL.knowledge().observation(id).unwrap().outcomes.iter().map(|outcome| outcome.id.as_str());
            let mut back: Vec<Answers> =
                all.filter(|o| !wanted.iter().any(|w| w == o)).map(|o| with(id, o)).collect();
            back.extend(["unknown", "later"].map(|outcome| with(id, outcome)));
            let mut unanswered = met.clone();
            unanswered.observations.remove(id);
            back.push(unanswered);
            back
        }
        Condition::IsNot(id, forbidden) => forbidden.iter().map(|outcome| with(id, outcome)).collect(),
        Condition::PasswordTriesBelow(limit) => [*limit, limit + 1, u32::MAX]
            .map(|password_tries| Answers { password_tries, ..met.clone() })
            .into(),
        Condition::CodeRequestsBelow(limit) => {
            [*limit, limit + 1, u32::MAX].map(|code_requests| Answers { code_requests, ..met.clone() }).into()
        }
        Condition::NotFound(findings) => findings
            .iter()
            .map(|finding| Answers { findings: vec![finding.clone()], ..met.clone() })
            .collect(),
        // Taking back one of several ways takes nothing back.
        Condition::AnyOf(_) => Vec::new(),
        Condition::Found(_) => vec![Answers { findings: Vec::new(), ..met.clone() }],
        Condition::StageIn(_) => vec![Answers { stage: None, ..met.clone() }],
    }
}

fn unlocks_of(answers: &Answers, step: &str) -> Vec<String> {
    let all = locked(answers);
    let locks = all.iter().filter(|locked| locked.step == step).flat_map(|locked| &locked.locks);
    locks.flat_map(|lock| lock.unlock.clone()).collect()
}

#[test]
fn a_gate_opens_when_all_its_conditions_are_met() {
    for (hazard, unlocks) in openable() {
        for nth in 0..3 {
            let met = all_met(unlocks, nth);
            for step in gated_only_by(hazard) {
                assert!(!is_locked(&met, &step.id), "{} behind {}", step.id, hazard.id);
            }
        }
    }
}

#[test]
fn a_gate_closes_again_when_one_condition_is_taken_back_and_names_it() {
    for (hazard, unlocks) in openable() {
        let steps = gated_only_by(hazard);
        assert!(!steps.is_empty(), "{}", hazard.id);
        let met = all_met(unlocks, 0);
        for unlock in unlocks {
            for back in taken_back(&met, &unlock.condition) {
                for step in &steps {
                    assert_eq!(unlocks_of(&back, &step.id), [unlock.text.as_str()], "{} {back:?}", step.id);
                    assert!(!next(&back).contains(&step.id));
                }
            }
        }
    }
}

#[test]
fn what_must_never_be_done_is_locked_whatever_is_known() {
    let all = all_met(openable().flat_map(|(_, unlocks)| unlocks), 0);
    let never: Vec<String> =
        locked(&all).into_iter().filter(|l| l.locks.iter().any(|lock| !lock.opens)).map(|l| l.step).collect();
    assert_eq!(never, ["A01", "A02", "A03"]);
}

#[test]
fn three_passwords_lock_further_tries_until_they_are_counted_anew() {
    let tries =
        |password_tries| Answers { stage: Some("G2".to_owned()), password_tries, ..Answers::default() };
    let spending = ["T04", "T22", "T23", "R01", "A13"];
    for step in spending {
        assert!(!is_locked(&tries(2), step), "{step}");
        assert!(is_locked(&tries(3), step), "{step}");
        assert!(is_locked(&tries(50), step), "{step}");
        assert!(!is_locked(&tries(0), step), "{step}");
    }
    assert!(next(&tries(2)).contains(&"T04".to_owned()));
    assert!(!next(&tries(3)).iter().any(|step| spending.contains(&step.as_str())));
}

#[test]
fn two_codes_lock_further_requests_until_they_are_counted_anew() {
    let requests =
        |code_requests| Answers { stage: Some("G4".to_owned()), code_requests, ..Answers::default() };
    for step in ["T06", "R22", "R23", "A14"] {
        assert!(!is_locked(&requests(1), step), "{step}");
        assert!(is_locked(&requests(2), step), "{step}");
        assert!(!is_locked(&requests(0), step), "{step}");
    }
}

#[test]
fn every_step_that_uses_up_a_try_is_behind_its_counter() {
    use crate::knowledge::Spends;
    for step in &MODEL.knowledge().steps {
        let gate = match step.spends {
            Some(Spends::PasswordTry) => "H02",
            Some(Spends::CodeRequest) => "H17",
            None => continue,
        };
        assert!(step.gates.iter().any(|id| id == gate), "{}", step.id);
    }
}

#[test]
fn doing_a_protection_meets_the_condition_it_stands_for() {
    let inside = ("still_inside", "this_pc");
    assert!(is_locked(&answers(&[inside]), "A07"));
    assert!(is_locked(&answers(&[inside, ("K01", "not_done")]), "A07"));
    assert!(!is_locked(&answers(&[inside, ("K01", "done")]), "A07"));
    assert!(
        is_locked(&answers(&[inside, ("K01", "done"), ("session_secured", "no")]), "A07"),
        "the answer counts more"
    );
}

#[test]
fn the_nearest_danger_is_told_first() {
    let known = Answers { stage: Some("G4".to_owned()), ..answers(&[("phone_change", "new_phone")]) };
    let all = locked(&known);
    assert!(all.is_sorted_by(|a, b| a.relevance >= b.relevance));
    let temptations =
        all.iter().filter(|l| MODEL.knowledge().step(&l.step).unwrap().kind == StepKind::Temptation);
    let first: Vec<&str> = temptations.take(3).map(|l| l.step.as_str()).collect();
    assert!(first.contains(&"A06"), "giving the old phone away: {first:?}");
}

#[test]
fn what_the_machine_shows_opens_and_closes_gates() {
    let ready = all_met(
        MODEL.knowledge().hazard("H01").into_iter().flat_map(|hazard| match &hazard.rule {
            HazardRule::Until(unlocks) => unlocks.as_slice(),
            HazardRule::Never(_) => &[],
        }),
        0,
    );
    let with = |stage: &str, finding: &str| Answers {
        stage: Some(stage.to_owned()),
        findings: vec![finding.to_owned()],
        ..ready.clone()
    };
    assert!(!is_locked(&with("G4", "store.header_too_big"), "T29"));
    assert!(is_locked(&with("G4", "chromium.cookies.block_all"), "T29"), "deleting does not help");
    let offered = |answers: &Answers| next(answers).iter().any(|step| step == "T29");
    assert!(offered(&with("G2", "store.header_too_big")), "the machine shows that it may help");
    assert!(!offered(&Answers { findings: Vec::new(), ..with("G2", "store.header_too_big") }));
}
