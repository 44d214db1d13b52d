//! How long it takes to rank all causes and to choose the next step, after an answer was given.
//!
//! The yardstick runs beside it: a bare multiply-add pass over tables with the same number of cells as the
//! engine's. The last lines give both times and their ratio, which is to stay below ten.

#![expect(clippy::print_stdout, reason = "the ratio is what this program is run for")]
#![expect(clippy::unwrap_used, reason = "a benchmark that cannot begin fails")]

use std::hint::black_box;
use std::sync::Arc;
use std::time::Duration;

use criterion::{Criterion, criterion_group};
use login_triage::knowledge::Knowledge;
use login_triage::triage::{Answers, Evidence, Model};

use timing::time;

#[path = "yardstick/timing.rs"]
mod timing;

/// Rounds of the comparison; the fastest of each counts, so that other programs on the machine do not.
const ROUNDS: usize = 400;

fn model() -> Model {
    Model::new(Arc::new(Knowledge::embedded().unwrap()))
}

/// The middle of a case: a code that does not come, and seven answers.
fn middle() -> Answers {
    let observations = [
        ("code_result", "not_arriving"),
        ("changed_staff", "yes"),
        ("two_step_method", "unknown_number"),
        ("other_user", "works"),
        ("still_inside", "none"),
        ("mailbox", "readable"),
        ("vpn", "off"),
    ];
    Answers {
        stage: Some("G4".to_owned()),
        message: Some("コードが届きませんか？".to_owned()),
        observations: observations.map(|(id, outcome)| (id.to_owned(), outcome.to_owned())).into(),
        findings: vec!["chromium.cookies.session_only_all".to_owned()],
        password_tries: 1,
        code_requests: 1,
    }
}

/// All that is computed after an answer.
fn assess(model: &Model, evidence: &Evidence) -> usize {
    let posterior = model.posterior(evidence);
    let next = model.next_steps(evidence, &posterior);
    posterior.order().len() + next.len()
}

/// The yardstick: one multiplication and one addition a cell.
struct Yardstick {
    width: usize,
    weights: Vec<f64>,
    cells: Vec<f64>,
}

impl Yardstick {
    fn new(model: &Model) -> Self {
        let width = model.knowledge().causes.len() + 1;
        let cells = (0..model.table_cells()).map(|cell| 1.0 / (1.0 + cell as f64)).collect();
        Self { width, weights: vec![1.0 / width as f64; width], cells }
    }

    fn pass(&self) -> f64 {
        let mut sums = vec![0.0; self.width];
        for row in self.cells.chunks_exact(self.width) {
            for ((sum, cell), weight) in sums.iter_mut().zip(row).zip(&self.weights) {
                *sum += cell * weight;
            }
        }
        sums.iter().sum()
    }
}

fn benches(criterion: &mut Criterion) {
    let model = model();
    let mut group = criterion.benchmark_group("triage");
    for (name, answers) in [("empty", Answers::default()), ("middle", middle())] {
        let evidence = model.evidence(&answers).unwrap();
        group.bench_function(name, |bencher| {
            bencher.iter(|| assess(&model, black_box(&evidence)));
        });
        group.bench_function(format!("{name} with evidence"), |bencher| {
            bencher.iter(|| assess(&model, &model.evidence(black_box(&answers)).unwrap()));
        });
    }
    let yardstick = Yardstick::new(&model);
    group.bench_function("yardstick", |bencher| {
        bencher.iter(|| black_box(&yardstick).pass());
    });
    group.finish();
}

/// Both in turns in the same run, and how many times the yardstick's time the engine takes.
fn ratio() {
    let model = model();
    let yardstick = Yardstick::new(&model);
    for (name, answers) in [("empty", Answers::default()), ("middle", middle())] {
        let evidence = model.evidence(&answers).unwrap();
        let (mut engine, mut bare) = (Duration::MAX, Duration::MAX);
        for _ in 0..ROUNDS {
            engine = engine.min(time(|| assess(&model, black_box(&evidence))));
            bare = bare.min(time(|| black_box(&yardstick).pass()));
        }
        let times = engine.as_secs_f64() / bare.as_secs_f64();
        let cells = model.table_cells();
        println!("ratio: {times:.1} ({name}: {engine:?}, yardstick of {cells} cells: {bare:?})");
    }
}

criterion_group!(group, benches);

fn main() {
    group();
    Criterion::default().configure_from_args().final_summary();
    ratio();
}
