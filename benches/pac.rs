//! How long a proxy script takes to answer once it is loaded.
//!
//! The yardstick runs beside it: the same script engine with the same functions, called directly. What is measured is
//! what it costs to run a script on a thread of its own, within limits of time and memory, and to understand its
//! answer. The last lines give both times and their ratio, which is to stay below three.

#![expect(clippy::print_stdout, reason = "the ratio is what this program is run for")]
#![expect(clippy::unwrap_used, reason = "a benchmark that cannot begin fails")]

use std::hint::black_box;
use std::time::Duration;

use criterion::{Criterion, criterion_group};
use login_triage::environment::pac_trial::{FUNCTIONS, Loading};
use rquickjs::context::EvalOptions;
use rquickjs::{Context, Function, Object, Runtime};

use timing::time;

#[path = "yardstick/timing.rs"]
mod timing;

/// About 200 lines, as a company of some size has them.
const COMPANY: &str = include_str!("yardstick/company.pac");
/// The last entry of the last list, and one that no list has.
const HOSTS: [&str; 2] = ["sellercentral.amazon.co.jp", "www.example.org"];
/// Rounds of the comparison; the fastest of each counts, so that other programs on the machine do not.
const ROUNDS: usize = 2000;

/// The bare engine with the script in it.
struct Bare(Context);

impl Bare {
    fn new() -> Self {
        let context = Context::full(&Runtime::new().unwrap()).unwrap();
        context.with(|ctx| {
            let native = Object::new(ctx.clone()).unwrap();
            set(&native, "own", Function::new(ctx.clone(), || vec!["10.1.2.3".to_owned()]).unwrap());
            set(&native, "now", Function::new(ctx.clone(), || 0.0).unwrap());
            set(&native, "shift", Function::new(ctx.clone(), || 0.0).unwrap());
            set(&native, "random", Function::new(ctx.clone(), || 0.5).unwrap());
            // Of the addresses of this benchmark, only the machine's own is in a net of the company.
            let is_in_net =
                |address: String, net: String, _: String| address == "10.1.2.3" && net == "10.0.0.0";
            set(&native, "isInNet", Function::new(ctx.clone(), is_in_net).unwrap());
            ctx.eval::<Function<'_>, _>(FUNCTIONS).unwrap().call::<_, ()>((native,)).unwrap();
            let mut options = EvalOptions::default();
            options.strict = false;
            ctx.eval_with_options::<(), _>(COMPANY, options).unwrap();
        });
        Self(context)
    }

    fn answer(&self, host: &str) -> String {
        self.0.with(|ctx| {
            let find: Function<'_> = ctx.globals().get("FindProxyForURL").unwrap();
            find.call((format!("https://{host}/"), host)).unwrap()
        })
    }
}

fn set<'js>(native: &Object<'js>, name: &str, function: Function<'js>) {
    native.set(name, function).unwrap();
}

fn benches(criterion: &mut Criterion) {
    let (ours, bare) = (Loading::of(COMPANY).unwrap(), Bare::new());
    let mut group = criterion.benchmark_group("pac");
    for host in HOSTS {
        group.bench_function(host, |bencher| bencher.iter(|| ours.roads(black_box(host)).unwrap()));
        let name = format!("bare {host}");
        group.bench_function(name, |bencher| bencher.iter(|| bare.answer(black_box(host))));
    }
    group.bench_function("loading", |bencher| bencher.iter(|| Loading::of(black_box(COMPANY)).is_some()));
    group.finish();
}

/// Both in turns in the same run, and how many times the yardstick's time an answer takes.
fn ratio() {
    let (ours, bare) = (Loading::of(COMPANY).unwrap(), Bare::new());
    for host in HOSTS {
        let (roads, answer) = (ours.roads(host).unwrap(), bare.answer(host));
        let told: Vec<String> = roads.iter().map(ToString::to_string).collect();
        let server = told.first().unwrap().trim_start_matches("proxy ");
        assert!(answer.contains(&format!("PROXY {server}")), "the same answer: {told:?}, {answer}");
        println!("{host}: {}", told.join(", "));
        let (mut own, mut engine) = (Duration::MAX, Duration::MAX);
        for _ in 0..ROUNDS {
            own = own.min(time(|| ours.roads(host)));
            engine = engine.min(time(|| bare.answer(host)));
        }
        let times = own.as_secs_f64() / engine.as_secs_f64();
        println!("ratio: {times:.2} (an answer: {own:?}, the bare engine: {engine:?}; to stay below 3)");
    }
}

criterion_group!(group, benches);

fn main() {
    group();
    Criterion::default().configure_from_args().final_summary();
    ratio();
}
