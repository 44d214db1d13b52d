//! Broken observations, messages, symptoms and findings.

use super::{breaks, breaks_here};

#[test]
fn the_shares_of_an_observation_sum_to_one() {
    let reason =
        |sum| format!("the shares of observation more sum to {sum}, not to 1, or one is not above 0");
    let at = ("observations_more.ron", "id: \"more\"");
    breaks(("observations_more.ron", "base: 0.25", "base: 0.5"), at, &reason("1.25"));
    breaks(("observations_more.ron", "base: 0.25", "base: -0.25"), at, &reason("0.5"));
    let zero = "(id: \"no\", label: \"l\", said: \"s\", base: 0.75), (id: \"none\", label: \"l\", said: \"s\", base: 0.0)";
    breaks(
        ("observations_more.ron", "(id: \"no\", label: \"l\", said: \"s\", base: 0.75)", zero),
        at,
        &reason("1"),
    );
}

#[test]
fn an_outcome_stands_once_and_is_none_of_the_implied() {
    let file = "observations_more.ron";
    breaks_here(file, "(id: \"no\"", "(id: \"unknown\"", "observation more has the outcome unknown twice");
    breaks(
        (file, "(id: \"no\"", "(id: \"yes\""),
        (file, "(id: \"yes\""),
        "observation more has the outcome yes twice",
    );
}

#[test]
fn effects_name_causes_that_exist_once() {
    for (file, strength, owner) in [
        ("observations_more.ron", "Strong", "observation more"),
        ("messages.ron", "AgainstStrong", "message M02"),
        ("findings.ron", "Strong", "finding f.two"),
    ] {
        let from = format!("{strength}: [\"C02\"]");
        let unknown = format!("{owner} names cause C99, which does not exist");
        breaks_here(file, &from, &format!("{strength}: [\"C02\", \"C99\"]"), &unknown);
        let twice = format!("{owner} names cause C02 twice");
        breaks_here(file, &from, &format!("{from}, Moderate: [\"C02\"]"), &twice);
    }
}

#[test]
fn an_observation_is_asked_by_one_step() {
    let at = ("observations_more.ron", "id: \"more\"");
    breaks(("tests.ron", "\"more\"", "\"stage\""), at, "observation more is asked by 0 steps, not by one");
    breaks(
        ("tests.ron", "\"message\"", "\"message\", \"more\""),
        at,
        "observation more is asked by 2 steps, not by one",
    );
}

#[test]
fn a_counter_answers_with_an_outcome_that_exists() {
    let reason = "observation seen names the answer seen: often, which does not exist";
    breaks(
        ("observations.ron", "(2, \"yes\")", "(2, \"often\")"),
        ("observations.ron", "id: \"seen\""),
        reason,
    );
}

#[test]
fn a_message_has_a_text_a_share_and_known_stages() {
    let at = ("messages.ron", "id: \"M02\"");
    let reason = "message M02 needs a text, and a share between 0 and 1";
    breaks(("messages.ron", "texts: [\"two\"]", "texts: []"), at, reason);
    breaks(("messages.ron", "base: 0.02", "base: 1.0"), at, reason);
    breaks(("messages.ron", "base: 0.02", "base: 0.0"), at, reason);
    breaks_here(
        "messages.ron",
        "stages: [\"G2\"]",
        "stages: [\"G9\"]",
        "message M02 names stage G9, which does not exist",
    );
    let reason = "message M02 names the answer more: maybe, which does not exist";
    breaks_here("messages.ron", "answers: [(\"more\", \"yes\")]", "answers: [(\"more\", \"maybe\")]", reason);
}

#[test]
fn a_symptom_is_shown_by_something_that_exists() {
    let file = "symptoms.ron";
    let reason = "symptom S01 names the answer seen: maybe, which does not exist";
    breaks_here(file, "Answer(\"seen\", \"yes\")", "Answer(\"seen\", \"maybe\")", reason);
    breaks_here(
        file,
        "AtStage(\"G2\")",
        "AtStage(\"G9\")",
        "symptom S02 names stage G9, which does not exist",
    );
}

#[test]
fn a_finding_has_a_share() {
    let reason = "finding f.two needs a share between 0 and 1";
    for base in ["0.0", "1.0", "-0.1"] {
        breaks(
            ("findings.ron", "base: 0.02", &format!("base: {base}")),
            ("findings.ron", "id: \"f.two\""),
            reason,
        );
    }
}

#[test]
fn a_finding_answers_an_observation_that_exists() {
    let (file, answers) = ("findings.ron", "answers: [(\"more\", \"yes\")]");
    let reason = "finding f.two names the answer more: maybe, which does not exist";
    breaks_here(file, answers, "answers: [(\"more\", \"maybe\")]", reason);
    let reason = "finding f.two answers an observation, R01 is none";
    breaks_here(file, answers, "answers: [(\"R01\", \"fixed\")]", reason);
}

#[test]
fn details_stand_where_a_text_wants_them() {
    let at = ("findings.ron", "id: \"f.two\"");
    let reason = "finding f.two: a text with {detail} needs details, and they need such a text";
    breaks(("findings.ron", "summary: \"s {detail}\"", "summary: \"s\""), at, reason);
    breaks(("findings.ron", "details: { \"a\": \"d\" },", ""), at, reason);
}
