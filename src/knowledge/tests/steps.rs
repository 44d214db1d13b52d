//! Broken steps, hazards and claims.

use super::{borrowed, breaks, breaks_here, patched, problems};

#[test]
fn a_step_names_what_exists() {
    let missing = |what: &str| format!("step {what}, which does not exist");
    breaks_here(
        "repairs.ron",
        "fixes: [\"C02\"]",
        "fixes: [\"C02\", \"C99\"]",
        &missing("R02 names cause C99"),
    );
    breaks_here("temptations.ron", "tempts: [\"C01\"]", "tempts: [\"C99\"]", &missing("A01 names cause C99"));
    breaks_here("repairs.ron", "gates: [\"H01\"]", "gates: [\"H99\"]", &missing("R02 names hazard H99"));
    breaks_here("repairs.ron", "links: [\"door\"]", "links: [\"window\"]", &missing("R01 names link window"));
    breaks_here("tests.ron", "\"more\"", "\"less\"", &missing("T02 names observation less"));
    breaks_here("tests.ron", "StageIn([\"G2\"])", "StageIn([\"G9\"])", &missing("T02 names stage G9"));
    let reason = missing("T02 names the answer seen: maybe");
    breaks_here("tests.ron", "IsNot(\"seen\", [\"no\"])", "IsNot(\"seen\", [\"maybe\"])", &reason);
}

#[test]
fn a_risky_step_is_gated() {
    let ungated = |id: &str| format!("step {id} is risky but gated by no hazard");
    breaks(("repairs.ron", "gates: [\"H01\"]", "gates: []"), ("repairs.ron", "id: \"R02\""), &ungated("R02"));
    breaks(
        ("temptations.ron", "gates: [\"H02\"]", "gates: []"),
        ("temptations.ron", "id: \"A01\""),
        &ungated("A01"),
    );
}

#[test]
fn repairs_and_only_they_fix_causes_with_a_chance() {
    let reason = |id: &str| format!("step {id}: repairs, and only they, fix causes with a chance");
    let at = ("repairs.ron", "id: \"R02\"");
    breaks(("repairs.ron", "success: 0.75", "success: 0.0"), at, &reason("R02"));
    breaks(("repairs.ron", "success: 0.75", "success: 1.5"), at, &reason("R02"));
    breaks(("repairs.ron", "fixes: [\"C02\"]", "fixes: []"), at, &reason("R02"));
    let test = ("tests.ron", "minutes: 2", "minutes: 2, fixes: [\"C02\"], success: 0.5");
    breaks(test, ("tests.ron", "id: \"T02\""), &reason("T02"));
}

#[test]
fn a_protection_stands_for_a_yes_or_no() {
    let reason = "step K01 names the answer secured: no, which does not exist";
    let patch = (
        "observations.ron",
        "(id: \"no\", label: \"l\", said: \"s\", base: 0.625)",
        "(id: \"nope\", label: \"l\", said: \"s\", base: 0.625)",
    );
    breaks(patch, ("repairs.ron", "observes: [\"secured\"]"), reason);
}

#[test]
fn a_hazard_locks_something_until_something_that_exists() {
    let at = ("hazards.ron", "id: \"H02\"");
    let never = "rule: Never(\"instead\")";
    breaks(("hazards.ron", never, "rule: Until([])"), at, "hazard H02 never locks: it has no condition");
    breaks(("temptations.ron", "gates: [\"H02\"]", "gates: [\"H01\"]"), at, "hazard H02 gates no step");
    let unknown = "condition: Is(\"secured\", [\"perhaps\"])";
    let reason = "hazard H01 names the answer secured: perhaps, which does not exist";
    breaks_here("hazards.ron", "condition: Is(\"secured\", [\"yes\"])", unknown, reason);
    let unknown = "condition: Is(\"nothing\", [\"yes\"])";
    let reason = "hazard H01 names the answer nothing: yes, which does not exist";
    breaks_here("hazards.ron", "condition: Is(\"secured\", [\"yes\"])", unknown, reason);
    let repair = "condition: IsNot(\"R01\", [\"fixed\"])";
    let reason = "hazard H01: IsNot asks for an observation, R01 is none";
    breaks_here("hazards.ron", "condition: IsNot(\"seen\", [\"yes\"])", repair, reason);
}

#[test]
fn a_hazard_is_about_findings_that_exist() {
    let reason = "hazard H01 names finding f.none, which does not exist";
    breaks_here("hazards.ron", "about: [\"f.one\"]", "about: [\"f.none\"]", reason);
}

#[test]
fn a_condition_may_name_the_end_of_a_repair() {
    let files =
        patched("hazards.ron", "Is(\"secured\", [\"yes\"])", "Is(\"R01\", [\"not_fixed\", \"cause_fixed\"])");
    assert_eq!(problems(&borrowed(&files)), Vec::<String>::new());
}

#[test]
fn a_claim_is_covered_by_something_that_exists() {
    let at = ("claims.ron", "id: \"S1-02\"");
    breaks(
        ("claims.ron", "covered_by: [\"C02\", \"P02\"]", "covered_by: []"),
        at,
        "claim S1-02 is covered by nothing",
    );
    let reason = "claim S1-02 names item C99, which does not exist";
    breaks_here("claims.ron", "covered_by: [\"C02\", \"P02\"]", "covered_by: [\"C02\", \"C99\"]", reason);
    // An observation is no text that a claim could be read in.
    let reason = "claim S1-02 names item more, which does not exist";
    breaks_here("claims.ron", "covered_by: [\"C02\", \"P02\"]", "covered_by: [\"more\"]", reason);
}
