//! Kills a program in the midst of typing and saving, again and again, and looks what is left.
//!
//! `cargo run --release --example torture -- --rounds 1000`, or `scripts/torture --rounds 1000`. Each round starts a
//! writer: it types without a pause, keeps a recovery copy within a second of the first key that is in none, and saves
//! at random moments or never, all as the window does, on threads of its own. At a random moment it is killed, as by
//! `kill -9`. Then every note and every generation in the folder must load, and what was typed must be there, in the
//! note or in a recovery copy, but for what was typed in the last second. The next round goes on from there. Ends with 1
//! if anything else was lost.

#![expect(clippy::print_stdout, reason = "the count is what this program is run for")]
#![expect(clippy::unwrap_used, clippy::panic, reason = "a torture that cannot go on fails")]

use std::fmt::Write as _;
use std::fs::{self, File, OpenOptions};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitCode, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use jiff::Timestamp;
use login_triage::case::{self, Base, Case, Draft, Found, Recovery, Target};

/// A note gets a new one after it after so many rounds, so that it stays as large as notes are.
const ROUNDS_OF_A_NOTE: u32 = 20;
/// Between two keys.
const KEY: Duration = Duration::from_millis(4);
/// After the first key that is in no recovery copy. Writing the copy takes its part of the second that may be lost.
const RECOVERY: Duration = Duration::from_millis(800);
/// What may be lost.
const LAST_SECOND: Duration = Duration::from_secs(1);
/// A writer lives this long at most, and is killed at any moment of it.
const LONGEST_LIFE: u64 = 2500;
const ID: &str = "20261121-083412-k7f2";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match words.as_slice() {
        [] => torture(1000),
        ["--rounds", rounds] => torture(rounds.parse().unwrap()),
        ["write", folder, number, seed] => write(Path::new(folder), number, seed.parse().unwrap()),
        _ => panic!("usage: torture [--rounds N]"),
    }
}

/// Random enough, and the same again for the same seed.
struct Random(u64);

impl Random {
    fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % end
    }
}

/// The places of one note.
struct Places {
    notes: PathBuf,
    note: PathBuf,
    recovery: PathBuf,
    /// Which keys were pressed when, as the writer says before it puts them into the note.
    keys: PathBuf,
}

impl Places {
    fn of(folder: &Path, number: &str) -> Self {
        let notes = folder.join("notes");
        let note = notes.join(format!("記録{number}.case.ron"));
        Self { notes, note, recovery: folder.join("recovery"), keys: folder.join(format!("keys{number}")) }
    }
}

/// What the note holds after so many keys.
fn typed(keys: usize) -> String {
    let mut text = String::new();
    for key in 0..keys {
        let end = if key % 12 == 11 { "。\n" } else { "、" };
        write!(text, "{key}打目{end}").unwrap();
    }
    text
}

/// How many keys a text holds, if it holds exactly these.
fn count_keys(text: &str) -> Option<usize> {
    let keys = text.matches('打').count();
    (typed(keys) == text).then_some(keys)
}

/// What the writer's threads share: the note as it stands in the window, and the note as it stands on the disk.
struct Shared {
    case: Mutex<Case>,
    base: Mutex<Option<Base>>,
    recovery: Recovery,
    note: PathBuf,
    saving: AtomicBool,
    keeping: AtomicBool,
}

/// The writer: goes on until it is killed.
fn write(folder: &Path, number: &str, seed: u64) -> ExitCode {
    let places = Places::of(folder, number);
    let recovery = Recovery::open(&places.recovery, Timestamp::now()).unwrap();
    let found = recovery.found();
    let (mut case, base) = start(&places, &found);
    let mut keys = count_keys(&case.memo).unwrap();
    let mut log = OpenOptions::new().create(true).append(true).open(&places.keys).unwrap();
    let shared = Arc::new(Shared {
        case: Mutex::new(case.clone()),
        base: Mutex::new(base),
        recovery,
        note: places.note,
        saving: AtomicBool::new(false),
        keeping: AtomicBool::new(false),
    });
    // What was found is kept by this session before the old copy goes.
    keep(&shared);
    for old in &found {
        shared.recovery.discard(old).unwrap();
    }
    let mut random = Random(seed);
    // Some operators save all the time, some never.
    let between_saves = if random.below(2) == 0 { 60 } else { u64::MAX };
    let mut waiting: Option<Instant> = None;
    loop {
        writeln!(log, "{keys} {}", Timestamp::now().as_millisecond()).unwrap();
        keys += 1;
        case.memo = typed(keys);
        case.updated_at = Timestamp::now();
        shared.case.lock().unwrap().clone_from(&case);
        let first = *waiting.get_or_insert_with(Instant::now);
        if first.elapsed() >= RECOVERY && !shared.keeping.swap(true, Ordering::SeqCst) {
            waiting = None;
            on_thread("recovery", &shared, |shared| {
                keep(shared);
                shared.keeping.store(false, Ordering::SeqCst);
            });
        }
        if random.below(between_saves) == 0 && !shared.saving.swap(true, Ordering::SeqCst) {
            on_thread("save", &shared, |shared| {
                save(shared);
                shared.saving.store(false, Ordering::SeqCst);
            });
        }
        thread::sleep(KEY);
    }
}

/// As an operator who takes back what was recovered.
fn start(places: &Places, found: &[Found]) -> (Case, Option<Base>) {
    let saved = case::open(&places.note).ok();
    let ours = found.iter().filter(|found| found.case.id == id_of(&places.note));
    let longest = ours.max_by_key(|found| found.case.memo.len());
    match (saved, longest) {
        (Some(saved), Some(found)) if found.case.memo.len() > saved.case.memo.len() => {
            (found.case.clone(), Some(saved.base))
        }
        (Some(saved), _) => (saved.case, Some(saved.base)),
        (None, Some(found)) => (found.case.clone(), None),
        (None, None) => {
            let mut case = Case::new(Timestamp::now(), "");
            case.id = id_of(&places.note);
            (case, None)
        }
    }
}

fn id_of(note: &Path) -> String {
    format!("{ID}-{}", note.display())
}

fn on_thread(name: &str, shared: &Arc<Shared>, job: impl FnOnce(&Shared) + Send + 'static) {
    let shared = Arc::clone(shared);
    thread::Builder::new().name(name.to_owned()).spawn(move || job(&shared)).unwrap();
}

fn keep(shared: &Shared) {
    let case = shared.case.lock().unwrap().clone();
    let base = shared.base.lock().unwrap().clone();
    shared.recovery.keep(&Draft { case: &case, base: base.as_ref() }, Timestamp::now()).unwrap();
}

fn save(shared: &Shared) {
    let case = shared.case.lock().unwrap().clone();
    let mut base = shared.base.lock().unwrap();
    let target = base.as_ref().map_or(Target::New(&shared.note), Target::Own);
    *base = Some(case::save(&case, target, Timestamp::now()).unwrap().base);
}

/// What a round has shown.
#[derive(Default)]
struct Count {
    /// Files that cannot be read, notes that hold something else than what was typed.
    broken: usize,
    /// Keys from before the last second that are nowhere.
    lost: usize,
    /// Keys of the last second that are nowhere.
    recent: usize,
    /// How old the oldest key was that was lost.
    oldest: Duration,
    /// Keys that are there.
    found: usize,
}

fn torture(rounds: u32) -> ExitCode {
    let folder = tempfile::tempdir().unwrap();
    let seed = Timestamp::now().as_microsecond().unsigned_abs();
    println!("seed {seed}");
    let mut random = Random(seed);
    let mut all = Count::default();
    let mut kept = 0_usize;
    for round in 0..rounds {
        let number = (round / ROUNDS_OF_A_NOTE).to_string();
        let places = Places::of(folder.path(), &number);
        fs::create_dir_all(&places.notes).unwrap();
        // Nothing was typed in this round before.
        File::create(&places.keys).unwrap();
        let mut writer = writer(folder.path(), &number, random.below(u64::MAX >> 34));
        thread::sleep(Duration::from_millis(random.below(LONGEST_LIFE)));
        let ended = writer.try_wait().unwrap();
        writer.kill().unwrap();
        writer.wait().unwrap();
        if round % ROUNDS_OF_A_NOTE == 0 {
            kept = 0;
        }
        let mut count = look(&places);
        // What an earlier round had is never lost.
        count.lost += kept.saturating_sub(count.found);
        kept = count.found;
        if let Some(status) = ended {
            println!("round {round}: the writer ended by itself: {status}");
            count.broken += 1;
        }
        if count.broken + count.lost > 0 {
            println!("round {round}: {} broken, {} keys lost", count.broken, count.lost);
        }
        all.broken += count.broken;
        all.lost += count.lost;
        all.recent += count.recent;
        all.oldest = all.oldest.max(count.oldest);
    }
    let Count { broken, lost, recent, oldest, .. } = all;
    println!(
        "{rounds} rounds: {broken} unreadable, {lost} keys lost that were older than a second \
         ({recent} younger ones, the oldest by {oldest:?})"
    );
    if broken + lost == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn writer(folder: &Path, number: &str, seed: u64) -> Child {
    let folder = folder.to_str().unwrap();
    Command::new(std::env::current_exe().unwrap())
        .args(["write", folder, number, &seed.to_string()])
        .stdin(Stdio::null())
        .spawn()
        .unwrap()
}

/// What a program that starts now finds.
fn look(places: &Places) -> Count {
    let mut count = Count { broken: unreadable(&places.notes), ..Count::default() };
    let recovery = Recovery::open(&places.recovery, Timestamp::now()).unwrap();
    let ours = |found: &Found| found.case.id == id_of(&places.note);
    let texts: Vec<String> = case::load(&places.note)
        .into_iter()
        .chain(recovery.found().into_iter().filter(ours).map(|found| found.case))
        .map(|case| case.memo)
        .collect();
    let mut keys = 0;
    for text in &texts {
        match count_keys(text) {
            Some(found) => keys = keys.max(found),
            None => count.broken += 1,
        }
    }
    count.found = keys;
    let pressed = pressed(&places.keys);
    let last = pressed.last().map_or(0, |(_, at)| *at);
    for (_, at) in pressed.iter().filter(|(key, _)| *key >= keys) {
        let age = Duration::from_millis(last.saturating_sub(*at));
        count.oldest = count.oldest.max(age);
        if age > LAST_SECOND {
            count.lost += 1;
        } else {
            count.recent += 1;
        }
    }
    count
}

/// Notes and their generations that do not load.
fn unreadable(folder: &Path) -> usize {
    let mut count = 0;
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if path.is_dir() {
            count += unreadable(&path);
        } else if !name.starts_with(".login-triage")
            && let Err(error) = case::load(&path)
        {
            println!("{error}");
            count += 1;
        }
    }
    count
}

/// Keys and the milliseconds at which they were pressed. The last line may be cut.
fn pressed(file: &Path) -> Vec<(usize, u64)> {
    let text = fs::read_to_string(file).unwrap();
    let complete = text.rsplit_once('\n').map_or("", |(complete, _)| complete);
    complete
        .lines()
        .map(|line| {
            let (key, at) = line.split_once(' ').unwrap();
            (key.parse().unwrap(), at.parse().unwrap())
        })
        .collect()
}
