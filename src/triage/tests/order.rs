//! What comes first, and what is not asked again.

use super::{Answers, answers, next, posterior, probability};

fn first(observations: &[(&str, &str)]) -> Vec<String> {
    next(&answers(observations)).into_iter().take(2).collect()
}

#[test]
fn a_case_begins_with_the_opening_questions() {
    let order: Vec<String> = next(&Answers::default()).into_iter().take(6).collect();
    assert_eq!(order, ["T01", "T03", "T28", "Q01", "T08", "T02"]);
}

#[test]
fn an_answered_opening_question_gives_way_to_the_next() {
    let asked = Answers {
        stage: Some("G2".to_owned()),
        message: Some(String::new()),
        ..answers(&[("page_symptom", "normal")])
    };
    assert_eq!(next(&asked).first().unwrap(), "T28");
    let unasked = Answers { message: None, ..asked };
    assert_eq!(next(&unasked).first().unwrap(), "T03", "whether there was a message is not known");
}

#[test]
fn who_is_still_inside_is_asked_early_however_certain_a_cause_is() {
    let certain = Answers {
        stage: Some("G4".to_owned()),
        message: Some("2段階認証は必須です".to_owned()),
        ..answers(&[("two_step_change", "disabled"), ("page_symptom", "normal")])
    };
    assert!(probability(&posterior(&certain), "C29") > 0.9);
    assert_eq!(next(&certain).first().unwrap(), "Q01");
}

#[test]
fn whoever_is_still_inside_is_protected_first() {
    for inside in ["this_pc", "other_device", "other_person"] {
        assert_eq!(first(&[("still_inside", inside)]).first().unwrap(), "K01", "{inside}");
    }
    assert_ne!(first(&[("still_inside", "none")]).first().unwrap(), "K01");
}

#[test]
fn a_lost_phone_cannot_wait() {
    assert_eq!(first(&[("phone_change", "lost")]).first().unwrap(), "K02");
    assert_eq!(first(&[("phone_change", "lost"), ("still_inside", "other_person")]), ["K02", "K01"]);
}

#[test]
fn what_was_typed_into_a_false_page_and_unknown_changes_cannot_wait() {
    assert_eq!(first(&[("typed_secret", "yes")]).first().unwrap(), "K03");
    assert_eq!(first(&[("unknown_activity", "yes")]).first().unwrap(), "K04");
}

#[test]
fn a_protection_is_over_once_it_is_done_or_what_it_stands_for_is_answered() {
    let inside = ("still_inside", "other_person");
    for over in [
        ("K01", "done"),
        ("K01", "not_done"),
        ("K01", "unknown"),
        ("session_secured", "yes"),
        ("session_secured", "no"),
    ] {
        assert!(!next(&answers(&[inside, over])).contains(&"K01".to_owned()), "{over:?}");
    }
    let later = next(&answers(&[inside, ("K01", "later")]));
    assert_eq!(later.last().unwrap(), "K01", "postponed, not forgotten");
}

#[test]
fn what_is_postponed_comes_last() {
    let order = next(&answers(&[("still_inside", "later")]));
    assert_eq!(order.last().unwrap(), "Q01");
    assert!(!next(&answers(&[("still_inside", "unknown")])).contains(&"Q01".to_owned()));
}

#[test]
fn a_strong_cause_brings_its_repair_near_the_top() {
    let known = Answers {
        stage: Some("G4".to_owned()),
        message: Some("2段階認証は必須です".to_owned()),
        ..answers(&[("two_step_change", "disabled"), ("page_symptom", "normal"), ("still_inside", "none")])
    };
    assert!(probability(&posterior(&known), "C29") > 0.9);
    let place = next(&known).iter().position(|step| step == "R29");
    assert!(place.is_some_and(|place| place < 3), "{place:?}");
}
