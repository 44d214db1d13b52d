//! Cases with a known end: `tests/cases/*.ron`, whose first line names the cause that is to stand first.

#![expect(clippy::unwrap_used, clippy::panic, reason = "helpers of tests fail by panicking")]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;

use login_triage::knowledge::Knowledge;
use login_triage::triage::{Answers, Model};
use ron::extensions::Extensions;
use serde_json::Value;

/// Of a hundred cases, so many have the expected cause first.
const EXPECTED_FIRST: usize = 95;

struct Case {
    name: String,
    path: PathBuf,
    expected: String,
    answers: Answers,
}

fn cases() -> Vec<Case> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    let mut paths: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths.into_iter().map(case).collect()
}

fn case(path: PathBuf) -> Case {
    let text = fs::read_to_string(&path).unwrap();
    let name = path.file_name().unwrap().to_string_lossy().into_owned();
    let expected = text.lines().next().and_then(|line| line.strip_prefix("// expect: "));
    let expected =
        expected.unwrap_or_else(|| panic!("{name} does not begin with the cause")).trim().to_owned();
    let options = ron::Options::default().with_default_extension(Extensions::IMPLICIT_SOME);
    let answers = options.from_str(&text).unwrap_or_else(|error| panic!("{name}: {error}"));
    Case { name, path, expected, answers }
}

fn model() -> Model {
    Model::new(Arc::new(Knowledge::embedded().unwrap()))
}

#[test]
fn there_are_enough_cases_and_every_cause_has_one() {
    let cases = cases();
    assert!(cases.len() >= 60, "{} cases", cases.len());
    let expected: BTreeSet<&str> = cases.iter().map(|case| case.expected.as_str()).collect();
    let model = model();
    let all: BTreeSet<&str> = model.knowledge().causes.iter().map(|cause| cause.id.as_str()).collect();
    assert_eq!(expected, all);
}

#[test]
fn the_cause_meant_stands_first() {
    let model = model();
    let cases = cases();
    let mut misses = Vec::new();
    for case in &cases {
        let evidence = model.evidence(&case.answers).unwrap_or_else(|error| panic!("{}: {error}", case.name));
        let posterior = model.posterior(&evidence);
        let ranked: Vec<&str> = posterior.order().iter().map(|cause| model.cause_id(*cause)).collect();
        if ranked.first() != Some(&case.expected.as_str()) {
            let place = ranked.iter().position(|id| *id == case.expected).unwrap() + 1;
            misses.push(format!(
                "{}: {} stands at {place}, behind {:?}",
                case.name,
                case.expected,
                ranked.first()
            ));
        }
    }
    println!("{} of {} cases missed", misses.len(), cases.len());
    let first = cases.len() - misses.len();
    assert!(first * 100 >= EXPECTED_FIRST * cases.len(), "{}", misses.join("\n"));
}

#[test]
fn probabilities_sum_to_one_and_no_locked_step_is_offered() {
    let model = model();
    for case in cases() {
        let evidence = model.evidence(&case.answers).unwrap();
        let posterior = model.posterior(&evidence);
        let sum: f64 = posterior.order().iter().map(|cause| posterior.of(*cause)).sum();
        assert!((sum - 1.0).abs() < 1e-9, "{}: {sum}", case.name);
        let next: BTreeSet<String> =
            model.next_steps(&evidence, &posterior).into_iter().map(|next| next.step).collect();
        let locked = model.locked(&evidence, &posterior);
        assert!(locked.iter().all(|locked| !next.contains(&locked.step)), "{}", case.name);
        assert!(locked.iter().all(|locked| !locked.locks.is_empty()), "{}", case.name);
        assert!(!next.is_empty(), "{}: nothing to do", case.name);
    }
}

#[test]
fn the_program_says_the_same() {
    let model = model();
    for case in cases().into_iter().step_by(9) {
        let output = Command::new(env!("CARGO_BIN_EXE_login-triage"))
            .args(["triage", "--json"])
            .arg(&case.path)
            .output();
        let report: Value = serde_json::from_slice(&output.unwrap().stdout).unwrap();
        let ids = |key: &str| -> Vec<String> {
            report[key]
                .as_array()
                .unwrap()
                .iter()
                .map(|entry| entry["id"].as_str().unwrap().to_owned())
                .collect()
        };
        let evidence = model.evidence(&case.answers).unwrap();
        let posterior = model.posterior(&evidence);
        let causes: Vec<&str> = posterior.order().iter().map(|cause| model.cause_id(*cause)).collect();
        assert_eq!(ids("causes"), causes, "{}", case.name);
        let next: Vec<String> =
            model.next_steps(&evidence, &posterior).into_iter().map(|next| next.step).collect();
        assert_eq!(ids("next"), next, "{}", case.name);
        let locked = model.locked(&evidence, &posterior);
        let locks: Vec<&str> =
            locked.iter().flat_map(|locked| locked.locks.iter().map(|_| locked.step.as_str())).collect();
        assert_eq!(ids("blocked"), locks, "{}", case.name);
    }
}
