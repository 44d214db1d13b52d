//! The checks of the knowledge, each on a small knowledge that is broken in one place.

mod seen;
mod small;
mod steps;

use super::{FILES, Knowledge, KnowledgeError, SourceFile, check, parse};
use small::SMALL;

/// The problems of a set of files.
fn problems(files: &[SourceFile<'_>]) -> Vec<String> {
    let knowledge = parse(files.iter().copied()).unwrap();
    check(&knowledge, files).iter().map(ToString::to_string).collect()
}

/// The small knowledge with one text replaced in one file.
fn patched(file: &str, from: &str, to: &str) -> Vec<(&'static str, String)> {
    let count = SMALL
        .iter()
        .filter(|(name, _)| *name == file)
        .map(|(_, text)| text.matches(from).count())
        .sum::<usize>();
    assert_eq!(count, 1, "{from} stands {count} times in {file}");
    let patch = |(name, text): &(&'static str, &str)| {
        (*name, if *name == file { text.replace(from, to) } else { (*text).to_owned() })
    };
    SMALL.iter().map(patch).collect()
}

fn borrowed<'a>(files: &'a [(&'static str, String)]) -> Vec<SourceFile<'a>> {
    files.iter().map(|(name, text)| (*name, text.as_str())).collect()
}

/// Breaks the small knowledge in one place and expects the problem `reason` at the line of `place` that holds `at`.
fn breaks(patch: (&str, &str, &str), place: (&str, &str), reason: &str) {
    let files = patched(patch.0, patch.1, patch.2);
    let files = borrowed(&files);
    let text = files.iter().find(|(name, _)| *name == place.0).unwrap().1;
    let line = text.lines().position(|line| line.contains(place.1)).unwrap() + 1;
    let wanted = format!("{}:{line}: {reason}", place.0);
    let found = problems(&files);
    assert!(found.contains(&wanted), "{wanted}\nis not among\n{}", found.join("\n"));
}

/// As [`breaks`], where the problem stands on the line that was changed.
fn breaks_here(file: &str, from: &str, to: &str, reason: &str) {
    breaks((file, from, to), (file, to.lines().next().unwrap()), reason);
}

#[test]
fn the_embedded_knowledge_has_no_problems() {
    let found = check(&Knowledge::embedded().unwrap(), FILES);
    assert!(found.is_empty(), "{found:?}");
}

#[test]
fn the_small_knowledge_has_no_problems() {
    assert_eq!(problems(SMALL), Vec::<String>::new());
}

#[test]
fn a_file_that_cannot_be_read_is_named_with_the_place() {
    let error = |file, from, to| {
        let files = patched(file, from, to);
        parse(borrowed(&files)).unwrap_err().to_string()
    };
    assert_eq!(
        error("stages.ron", "said: \"s\"", "sad: \"s\""),
        "stages.ron:2:39: Unexpected field named `sad` in `Stage`, expected one of `id`, `label`, `help`, or `said` instead"
    );
    assert!(error("causes.ron", "weight: 2.0", "weight: \"2\"").starts_with("causes.ron:6:"));
    assert!(error("claims.ron", "kind: rule", "kind: rulez").starts_with("claims.ron:3:"));
    let unknown = parse([("recipes.ron", "[]")]).unwrap_err();
    assert!(matches!(&unknown, KnowledgeError::UnknownFile { file } if file == "recipes.ron"));
    assert!(unknown.to_string().starts_with("recipes.ron:1: "));
}

#[test]
fn an_id_stands_once() {
    let twice = |file, from, to, id: &str| {
        let files = patched(file, from, to);
        let text = &files.iter().find(|(name, _)| *name == file).unwrap().1;
        let line = text.lines().collect::<Vec<_>>().iter().rposition(|line| *line == to).unwrap() + 1;
        let wanted = format!("{file}:{line}: the id {id} is used twice");
        assert!(problems(&borrowed(&files)).contains(&wanted), "{wanted}");
    };
    twice("causes.ron", "        id: \"C02\",", "        id: \"C01\",", "C01");
    twice("findings.ron", "        id: \"f.two\",", "        id: \"f.one\",", "f.one");
    twice("messages.ron", "        id: \"M02\",", "        id: \"M01\",", "M01");
    twice("symptoms.ron", "        id: \"S02\",", "        id: \"S01\",", "S01");
    twice("links.ron", "        id: \"help\",", "        id: \"door\",", "door");
    twice("claims.ron", "        id: \"S1-02\",", "        id: \"S1-01\",", "S1-01");
    // A claim could mean either.
    twice("repairs.ron", "        id: \"R01\",", "        id: \"C01\",", "C01");
}

#[test]
fn a_cause_names_what_exists() {
    let file = "causes.ron";
    breaks_here(
        file,
        "category: \"output\"",
        "category: \"none\"",
        "cause C02 names category none, which does not exist",
    );
    breaks_here(file, "(\"G2\", Main)", "(\"G3\", Main)", "cause C02 names stage G3, which does not exist");
    breaks_here(
        file,
        "prevention: [\"P02\"]",
        "prevention: [\"P99\"]",
        "cause C02 names prevention P99, which does not exist",
    );
    breaks_here(
        file,
        "tests: [\"T02\"]",
        "tests: [\"T99\"]",
        "cause C02 names step T99, which does not exist",
    );
}

#[test]
fn a_cause_has_a_weight_and_a_stage() {
    let reason = "cause C02 needs a weight above 0 and a stage";
    for weight in ["0.0", "-1.0", "NaN"] {
        breaks(
            ("causes.ron", "weight: 3.0", &format!("weight: {weight}")),
            ("causes.ron", "id: \"C02\""),
            reason,
        );
    }
    breaks(("causes.ron", "stages: [(\"G2\", Main)]", "stages: []"), ("causes.ron", "id: \"C02\""), reason);
}

#[test]
fn a_cause_is_told_tested_and_put_right() {
    let at = ("causes.ron", "id: \"C02\"");
    let untold = ("observations_more.ron", "Strong: [\"C02\"]", "AgainstStrong: [\"C02\"]");
    breaks(untold, at, "cause C02 is reached by no observation");
    breaks(untold, at, "cause C02 is told by none of its tests");
    breaks(
        ("causes.ron", "tests: [\"T02\"]", "tests: [\"T01\"]"),
        at,
        "cause C02 is told by none of its tests",
    );
    breaks(("repairs.ron", "fixes: [\"C02\"]", "fixes: [\"C01\"]"), at, "cause C02 is fixed by no repair");
}

#[test]
fn a_url_stands_in_the_link_table_only() {
    for url in ["https://example.com/", "http://example.com/"] {
        breaks_here(
            "notices.ron",
            "text: \"t\"",
            &format!("text: \"see {url}\""),
            "a URL outside the link table",
        );
    }
}

#[test]
fn rules_and_checks_of_the_ledger_hang_together() {
    breaks_here(
        "rules.ron",
        "prevention: \"P01\"",
        "prevention: \"P99\"",
        "rule J01 names prevention P99, which does not exist",
    );
    breaks(("claims.ron", ", \"J01\"]", "]"), ("rules.ron", "id: \"J01\""), "rule J01 answers no claim");
    for (from, to) in [("months: 3", "months: 5"), ("months: 3", "months: 0"), ("first: 1", "first: 13")] {
        breaks_here("checks.ron", from, to, "check Y01: its months do not make a year");
    }
}

#[test]
fn a_problem_points_into_the_entry_that_has_it() {
    // C01 names P01 too, further up: the line is that of C02.
    let files = patched("causes.ron", "prevention: [\"P02\"]", "prevention: [\"P01\", \"P99\"]");
    assert_eq!(
        problems(&borrowed(&files)),
        ["causes.ron:22: cause C02 names prevention P99, which does not exist"]
    );
    let missing = patched("preventions.ron", "(id: \"P01\"", "(id: \"P03\"");
    let found = problems(&borrowed(&missing));
    assert_eq!(found[0], "causes.ron:10: cause C01 names prevention P01, which does not exist");
}
