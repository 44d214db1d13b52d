//! How long it takes to save a note of a megabyte over its previous state.
//!
//! The yardstick writes the same bytes to a new file in the same folder, syncs it and renames it over the old one. Both
//! run in this process, in turn, on the disk that the program is built on. A disk takes very different times for the same
//! sync, and both sync: the median of each counts. What is measured is what it costs to put the note into text, read it back and
//! compare, look what stands there, keep the states before, and sync the folder. The last lines give both times and
//! their ratio, which is to stay below two.

#![expect(clippy::print_stdout, reason = "the ratio is what this program is run for")]
#![expect(clippy::unwrap_used, reason = "a benchmark that cannot begin fails")]

use std::fs::{self, File};
use std::io::Write;
use std::path::Path;
use std::time::Duration;

use criterion::{Criterion, criterion_group};
use jiff::{SignedDuration, Timestamp};
use login_triage::case::{self, Base, Case, EntryKind, Target};

use timing::time;

#[path = "yardstick/timing.rs"]
mod timing;

/// The size of the note.
const BYTES: usize = 1024 * 1024;
/// Rounds of the comparison.
const ROUNDS: usize = 200;
/// A line of a timeline, as operators write them.
const LINE: &str = "カスタマーサービスに電話をした。折り返しの電話を待つ。受付番号は手元の紙に控えた。";
/// A part of a mail that was pasted.
const PASTED: &str =
    "いつもお世話になっております。お問い合わせの件につきまして、担当部署にて確認を行っております。\n";

/// Lines in the timeline of a case that has gone on for months.
const LINES: usize = 300;

/// A note with a long timeline, and for the rest texts that were pasted.
fn note() -> Case {
    let mut case = Case::new(Timestamp::UNIX_EPOCH, "k7f2");
    "朝からログインできない".clone_into(&mut case.title);
    for minute in (0..).take(LINES) {
        let at = Timestamp::UNIX_EPOCH + SignedDuration::from_mins(minute);
        case.log(at, EntryKind::Note, format!("{LINE} {minute}"));
    }
    let lines = LINES * (LINE.len() + 150);
    case.memo = PASTED.repeat((BYTES - lines) / PASTED.len());
    case
}

/// Saves the note, which changes each time.
struct Ours {
    case: Case,
    base: Base,
    count: u32,
}

impl Ours {
    fn new(folder: &Path) -> Self {
        let case = note();
        let path = folder.join("note.case.ron");
        let base = case::save(&case, Target::Replace(&path), Timestamp::UNIX_EPOCH).unwrap().base;
        Self { case, base, count: 0 }
    }

    fn save(&mut self) -> u64 {
        self.count += 1;
        self.case.title = format!("朝からログインできない {}", self.count);
        let saved = case::save(&self.case, Target::Own(&self.base), Timestamp::UNIX_EPOCH).unwrap();
        self.base = saved.base;
        saved.bytes
    }
}

/// Write, sync, rename.
fn bare(folder: &Path, bytes: &[u8]) {
    let temp = folder.join("bare.tmp");
    let mut file = File::create_new(&temp).unwrap();
    file.write_all(bytes).unwrap();
    file.sync_all().unwrap();
    drop(file);
    fs::rename(&temp, folder.join("bare.ron")).unwrap();
}

/// On the disk that the program is built on: a folder for temporary files may be in memory, where nothing is synced.
fn folder() -> tempfile::TempDir {
    tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap()
}

fn benches(criterion: &mut Criterion) {
    let folder = folder();
    let mut ours = Ours::new(folder.path());
    let bytes = fs::read(ours.base.path()).unwrap();
    let mut group = criterion.benchmark_group("save");
    group.bench_function("a note of 1 MB", |bencher| bencher.iter(|| ours.save()));
    group.bench_function("write, sync, rename", |bencher| bencher.iter(|| bare(folder.path(), &bytes)));
    group.finish();
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort();
    *times.get(times.len() / 2).unwrap()
}

/// Both in turns in the same run, and how many times the yardstick's time a save takes.
fn ratio() {
    let folder = folder();
    let mut ours = Ours::new(folder.path());
    let bytes = fs::read(ours.base.path()).unwrap();
    let (mut saves, mut bares) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        saves.push(time(|| ours.save()));
        bares.push(time(|| bare(folder.path(), &bytes)));
    }
    let (save, yardstick) = (median(saves), median(bares));
    println!("a note of {} bytes, {} lines in its timeline", bytes.len(), ours.case.timeline.len());
    let times = save.as_secs_f64() / yardstick.as_secs_f64();
    println!("ratio: {times:.2} (a save: {save:?}, write + sync + rename: {yardstick:?}; to stay below 2)");
}

criterion_group!(group, benches);

fn main() {
    group();
    Criterion::default().configure_from_args().final_summary();
    ratio();
}
