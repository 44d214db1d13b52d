//! How long the secrets guard takes for a text, and that it is linear.
//!
//! The yardstick is the guard itself with a tenth of the text, in the same run: ten times the text is to take about ten
//! times as long. The last lines give both times and their ratio, which is to stay below 12.

#![expect(clippy::print_stdout, reason = "the ratio is what this program is run for")]

use std::hint::black_box;
use std::time::Duration;

use criterion::{Criterion, Throughput, criterion_group};
use login_triage::case::guard::{blank, find};

use timing::time;

#[path = "yardstick/timing.rs"]
mod timing;

/// Lines with secrets and without, as notes have them.
const CORPUS: &str = include_str!("../tests/guard/corpus.tsv");
/// Bytes of the larger text.
const LARGE: usize = 1024 * 1024;
/// Rounds of the comparison; the fastest of each counts, so that other programs on the machine do not.
const ROUNDS: usize = 20;

/// The corpus, over and over: in lines, or as one line.
fn text(bytes: usize, between: &str) -> String {
    let lines = CORPUS.lines().filter(|line| !line.starts_with('#'));
    let lines = lines.filter_map(|line| line.split('\t').next());
    let once = lines.collect::<Vec<_>>().join(between);
    let mut text = String::with_capacity(bytes + once.len());
    while text.len() < bytes {
        text.push_str(&once);
        text.push_str(between);
    }
    text.truncate(text.floor_char_boundary(bytes));
    text
}

fn benches(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("guard");
    group.sample_size(10);
    // As long as a memo gets, which is looked at while it is typed.
    let memo = text(40 * 1024, "\n");
    group.throughput(Throughput::Bytes(memo.len() as u64));
    group.bench_function("find in 40 KB", |bencher| bencher.iter(|| find(black_box(&memo))));
    group.bench_function("blank 40 KB", |bencher| bencher.iter(|| blank(black_box(&memo))));
    let plain = "セラーセントラルに入れないので、管理者に連絡しました。\n".repeat(500);
    group.throughput(Throughput::Bytes(plain.len() as u64));
    group.bench_function("find in plain sentences", |bencher| bencher.iter(|| find(black_box(&plain))));
    group.finish();
}

/// Both in turns in the same run, and how many times as long ten times the text takes.
fn ratio() {
    let texts = [
        ("lines", text(LARGE, "\n"), text(LARGE / 10, "\n")),
        ("one line", text(LARGE, " "), text(LARGE / 10, " ")),
        ("digits", "1234 ".repeat(LARGE / 5), "1234 ".repeat(LARGE / 50)),
        ("one word", "a1".repeat(LARGE / 2), "a1".repeat(LARGE / 20)),
    ];
    for (name, large, small) in texts {
        let (mut whole, mut tenth) = (Duration::MAX, Duration::MAX);
        for _ in 0..ROUNDS {
            whole = whole.min(time(|| find(black_box(&large))));
            tenth = tenth.min(time(|| find(black_box(&small))));
        }
        let times = whole.as_secs_f64() / tenth.as_secs_f64();
        println!("ratio: {times:.2} ({name}: 1 MB {whole:?}, a tenth {tenth:?}; to stay below 12)");
    }
}

criterion_group!(group, benches);

fn main() {
    group();
    Criterion::default().configure_from_args().final_summary();
    ratio();
}
