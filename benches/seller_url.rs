//! How long the judgement of a URL takes.
//!
//! The yardstick runs beside it: parsing the same URLs, which is to take no less than a fifth of it. The last lines give
//! both times and their ratio; and how much longer a text or mail of 1 MB takes than one of 100 KB: about ten times.

#![expect(clippy::print_stdout, reason = "the ratio is what this program is run for")]
#![expect(clippy::unwrap_used, reason = "a benchmark that cannot begin fails")]

use std::hint::black_box;
use std::time::{Duration, Instant};

use criterion::{Criterion, criterion_group};
use login_triage::message_doctor::diagnose_bytes;
use login_triage::seller_url::{find_urls, judge};
use url::Url;

/// What people paste: the door, a page behind it, a sign-in, a fake one.
const TYPICAL: [&str; 4] = [
    "https://sellercentral.amazon.co.jp/",
    "https://sellercentral.amazon.co.jp/orders-v3/order/250-1234567-1234567?ref_=xx_swlang",
    "https://sellercentral.amazon.co.jp/ap/signin?openid.pape.max_auth_age=0&openid.return_to=https%3A%2F%2Fsellercentral.amazon.co.jp%2Fhome&openid.identity=http%3A%2F%2Fspecs.openid.net%2Fauth%2F2.0%2Fidentifier_select&openid.assoc_handle=sc_jp_amazon_v2&openid.mode=checkid_setup&openid.ns=http%3A%2F%2Fspecs.openid.net%2Fauth%2F2.0&pageId=sc_amazon_v3_unified&language=ja_JP",
    "https://amazon.co.jp.signin.id-1.example.link/ap/signin",
];
const ROUNDS: usize = 3000;

/// The fastest of many rounds, so that other programs on the machine do not count.
fn fastest(rounds: usize, mut work: impl FnMut()) -> Duration {
    let once = |work: &mut dyn FnMut()| {
        let begin = Instant::now();
        work();
        begin.elapsed()
    };
    (0..rounds).map(|_| once(&mut work)).min().unwrap()
}

fn text_of(bytes: usize) -> String {
    let line = "お客様のアカウントを確認してください。 https://amazon.co.jp.example.link/ap/signin?u=1 （24時間以内）\n";
    line.repeat(bytes / line.len())
}

fn compare() {
    let parse = || TYPICAL.iter().for_each(|url| drop(black_box(Url::parse(black_box(url)))));
    let judged = || TYPICAL.iter().for_each(|url| drop(black_box(judge().judge(black_box(url)))));
    let (parse, judged) = (fastest(ROUNDS, parse), fastest(ROUNDS, judged));
    let ratio = judged.as_secs_f64() / parse.as_secs_f64();
    println!("four URLs: judged in {judged:?}, parsed in {parse:?}, ratio {ratio:.2} (at most 5)");
    let (small, large) = (text_of(100_000), text_of(1_000_000));
    let time = |text: &str| fastest(10, || drop(black_box(find_urls(black_box(text)))));
    let (small, large) = (time(&small), time(&large));
    let ratio = large.as_secs_f64() / small.as_secs_f64();
    println!("URLs of a text: 1 MB in {large:?}, 100 KB in {small:?}, ratio {ratio:.2} (about 10)");
    let (small, large) = (text_of(100_000), text_of(1_000_000));
    let time = |text: &str| fastest(5, || drop(black_box(diagnose_bytes(black_box(text.as_bytes())))));
    let (small, large) = (time(&small), time(&large));
    let ratio = large.as_secs_f64() / small.as_secs_f64();
    println!("a mail: 1 MB in {large:?}, 100 KB in {small:?}, ratio {ratio:.2} (about 10)");
}

fn bench(criterion: &mut Criterion) {
    criterion.bench_function("judge a sign-in URL", |bencher| {
        bencher.iter(|| judge().judge(black_box(TYPICAL[2])));
    });
}

criterion_group!(benches, bench);

fn main() {
    benches();
    compare();
}
