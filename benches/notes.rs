//! A folder of 10,000 notes of 20 KB: how long it takes to list it, to list it again, and to search it, each against its
//! yardstick in the same run, and whether the window stays as quick as it is at rest.
//!
//! `cargo bench --bench notes`; `LOGIN_TRIAGE_NOTES=500` takes fewer notes. The fastest of a few rounds counts, so that
//! other programs on the machine do not. Yardsticks:
//! - listing: a bare parallel read and `ron` parse of the same files, on as many threads
//! - listing again: the first listing
//! - the 99th percentile of all keystrokes of a few searches, the fastest of a few rounds for each: one search of the whole folder with `rg -i`; where ripgrep is
//!   not installed, with the regex engine it is made of, in parallel
//! - the slowest frame while the window lists or searches, in the best of a few rounds: an idle frame of the same page, at
//!   60 frames a second

#![expect(clippy::print_stdout, reason = "the ratios are what this program is run for")]
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::cast_possible_truncation,
    reason = "a benchmark that cannot begin fails; its numbers are small"
)]

#[path = "notes/folder.rs"]
mod folder;
#[path = "notes/frames.rs"]
mod frames;

use std::fs;
use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use jiff::Timestamp;
use login_triage::case::Case;
use login_triage::case::index::{Cache, Index, Query, Terms, Today};

/// Rounds of each comparison.
const ROUNDS: usize = 5;
/// What is typed: words of every note, of some, of one, of none; spelled as they are written, and not.
const TYPED: [&str; 8] = [
    "ログイン",
    "こーどがとどかない",
    "ﾊﾟｽﾜｰﾄﾞ 管理者",
    "受付番号 4711",
    "A店 2段階認証",
    "sellercentral.amazon",
    "どこにもない言葉",
    "未出荷 12 件 出荷期限",
];

fn main() {
    let notes =
        std::env::var("LOGIN_TRIAGE_NOTES").ok().and_then(|count| count.parse().ok()).unwrap_or(10_000);
    let place = tempfile::tempdir().unwrap();
    let folder = place.path().join("記録");
    let bytes = folder::fill(&folder, notes);
    println!("{notes} notes of {} bytes", bytes / notes as u64);
    listing(&folder, place.path(), notes);
    search(&folder);
    frames::compare(place.path(), &folder);
}

/// Long after the files were written: nothing about them is in doubt.
fn now() -> Timestamp {
    "2040-01-01T00:00:00Z".parse().unwrap()
}

fn timed<T>(run: impl FnOnce() -> T) -> (Duration, T) {
    let start = Instant::now();
    let result = black_box(run());
    (start.elapsed(), result)
}

fn ratio(of: Duration, yardstick: Duration) -> f64 {
    of.as_secs_f64() / yardstick.as_secs_f64()
}

fn listing(folder: &Path, place: &Path, notes: usize) {
    let cache = Cache::in_folder(&place.join("cache"));
    let (mut first, mut again, mut bare) = (Duration::MAX, Duration::MAX, Duration::MAX);
    for _ in 0..ROUNDS {
        let (time, index) = timed(|| Index::read(folder, None, now(), &|_, _| {}).unwrap());
        assert_eq!(index.rows().len(), notes, "all notes are listed");
        first = first.min(time);
        index.remember(&cache).unwrap();
        let (time, index) = timed(|| {
            Index::read(folder, Some(&cache), now(), &|_, _| panic!("a note was read again")).unwrap()
        });
        assert_eq!(index.rows().len(), notes);
        again = again.min(time);
        bare = bare.min(timed(|| each_file(folder, |text| ron::from_str::<Case>(text).is_ok())).0);
    }
    println!("first listing: {first:?}, bare read and parse: {bare:?}");
    println!("ratio: {:.3} (to stay below 1.2)", ratio(first, bare));
    println!("listing again: {again:?}");
    println!("ratio: {:.3} of the first (to stay below 0.1)", ratio(again, first));
}

/// Reads all files in parallel and does something with each text; how many times it was right.
fn each_file(folder: &Path, with: impl Fn(&str) -> bool + Sync) -> usize {
    let paths: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    let (next, right) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let threads = thread::available_parallelism().map_or(1, usize::from);
    thread::scope(|scope| {
        for _ in 0..threads {
            let work = || {
                while let Some(path) = paths.get(next.fetch_add(1, Ordering::Relaxed)) {
                    right.fetch_add(usize::from(with(&fs::read_to_string(path).unwrap())), Ordering::Relaxed);
                }
            };
            thread::Builder::new().spawn_scoped(scope, work).unwrap();
        }
    });
    right.into_inner()
}

fn search(folder: &Path) {
    let mut index = Index::read(folder, None, now(), &|_, _| {}).unwrap();
    let (prepared, ()) = timed(|| index.prepare(&|| false, &|_, _| {}).unwrap());
    let today = Today { now: now(), ends: now() };
    let mut times: Vec<Duration> = Vec::new();
    for _ in 0..ROUNDS {
        let mut keystroke = 0;
        for typed in TYPED {
            for (end, c) in typed.char_indices() {
                let terms = Terms::parse(&typed[..end + c.len_utf8()]);
                let query = Query { terms, ..Query::default() };
                let (time, found) = timed(|| index.ask(&query, today, &|| false).unwrap());
                black_box(found.rows.len());
                match times.get_mut(keystroke) {
                    Some(best) => *best = time.min(*best),
                    None => times.push(time),
                }
                keystroke += 1;
            }
        }
    }
    slowest(&times);
    times.sort_unstable();
    let p99 = times[((times.len() * 99).div_ceil(100)).saturating_sub(1)];
    let (name, yardstick) = whole_folder(folder);
    println!("texts read for the first search: {prepared:?}");
    println!(
        "{} keystrokes: median {:?}, p99 {p99:?}; {name}: {yardstick:?}",
        times.len(),
        times[times.len() / 2]
    );
    println!("ratio: {:.3} (to stay below 0.1)", ratio(p99, yardstick));
}

/// Which keystrokes take the longest.
fn slowest(times: &[Duration]) {
    let typed =
        TYPED.iter().flat_map(|typed| typed.char_indices().map(|(end, c)| &typed[..end + c.len_utf8()]));
    let mut by_time: Vec<(Duration, &str)> = times.iter().copied().zip(typed).collect();
    by_time.sort_unstable_by(|a, b| b.cmp(a));
    for (time, typed) in by_time.iter().take(5) {
        println!("{typed}: {time:?}");
    }
}

/// One search of the whole folder, the fastest of all words that are typed.
fn whole_folder(folder: &Path) -> (&'static str, Duration) {
    let word = |typed: &'static str| typed.split(' ').next().unwrap_or(typed);
    let mut best = Duration::MAX;
    let installed = Command::new("rg").arg("--version").stdout(Stdio::null()).status().is_ok();
    for typed in TYPED.iter().cycle().take(TYPED.len() * 2) {
        let (time, ()) = timed(|| {
            if installed {
                let mut rg = Command::new("rg");
                rg.args(["-i", "-F", "-c", word(typed)]).arg(folder).stdout(Stdio::null()).status().unwrap();
            } else {
                let pattern = regex::escape(word(typed));
                let mut regex = regex::bytes::RegexBuilder::new(&pattern);
                let regex = regex.case_insensitive(true).unicode(false).build().unwrap();
                each_file(folder, |text| regex.is_match(text.as_bytes()));
            }
        });
        best = best.min(time);
    }
    (if installed { "rg -i" } else { "regex in parallel (rg is not installed)" }, best)
}
