//! Two programs that save the same note at the same time: every line that either wrote is in the note at the end.

use std::{
    ffi::OsString,
    io,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    time::Duration,
};

use jiff::{SignedDuration, Timestamp};
use login_triage::case::{
    self, EntryKind, Fact, Target,
    disk::{Disk, Held, NewFile, RealDisk, Stat},
};

use super::{names, note, save};

/// Saves of each program.
const ROUNDS: u32 = 500;
/// After how many rounds they wait for each other.
const BETWEEN_MEETINGS: u32 = 50;
const PATH: &str = "CASE_STORE_SHARED";
const NAME: &str = "CASE_STORE_WRITER";
const LOCKS: &str = "CASE_STORE_LOCKS";
const NAMES: [&str; 2] = ["山田", "佐藤"];

/// What a program writes in a round.
fn line(name: &str, round: u32) -> String {
    format!("{name}の{round}回目")
}

/// Not a test of its own: one of the two programs that [`two_programs_lose_no_line`] starts.
#[test]
fn one_of_two_programs() {
    let (Some(path), Ok(name)) = (std::env::var_os(PATH), std::env::var(NAME)) else { return };
    let path = Path::new(&path);
    let mut random = name.bytes().fold(7_u64, |sum, byte| sum * 31 + u64::from(byte));
    let mut next = || {
        random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        random >> 33
    };
    let mut merges = 0;
    let disk: &dyn Disk = if std::env::var_os(LOCKS).is_some() { &RealDisk } else { &WithoutLocks };
    let opened = case::open_on(disk, path).unwrap();
    let (mut case, mut base) = (opened.case, opened.base);
    for round in 0..ROUNDS {
        if round % BETWEEN_MEETINGS == 0 {
            meet(path, &name, round);
        }
        let now = Timestamp::UNIX_EPOCH + SignedDuration::from_secs(i64::from(round));
        let text = line(&name, round);
        match next() % 4 {
            0 => {
                case.add_fact(now);
                if let Some(fact) = case.facts.last_mut() {
                    *fact = Fact { text, ..fact.clone() };
                }
            }
            1 => {
                case.memo.push_str(&text);
                case.memo.push('\n');
            }
            _ => case.log(now, EntryKind::Note, text),
        }
        if next() % 5 == 0 {
            case.title = format!("{name}の題{round}");
        }
        case.updated_at = now;
        // Some rounds pass without a save, as when somebody types on.
        if next() % 8 == 0 && round + 1 < ROUNDS {
            continue;
        }
        let saved = case::save_on(disk, &case, Target::Own(&base), now).unwrap();
        if let Some(merge) = saved.merged {
            case = merge.case;
            merges += 1;
        }
        base = saved.base;
    }
    std::fs::write(path.with_file_name(format!("{name}-merges.txt")), merges.to_string()).unwrap();
}

/// Waits until both programs are there, so that neither has ended before the other begins.
fn meet(path: &Path, name: &str, round: u32) {
    let mark = |name: &str| path.with_file_name(format!("{name}{round}.txt"));
    std::fs::write(mark(name), "").unwrap();
    while !NAMES.iter().all(|name| mark(name).exists()) {
        std::thread::yield_now();
    }
}

/// Whether a file is one by which the two tell each other something.
fn is_sign(name: &str) -> bool {
    Path::new(name).extension().is_some_and(|ending| ending == "txt")
}

/// How often a program has met what the other had written.
fn merges(path: &Path, name: &str) -> u32 {
    std::fs::read_to_string(path.with_file_name(format!("{name}-merges.txt"))).unwrap().parse().unwrap()
}

fn start(name: &str, path: &Path, locks: Locks) -> Child {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command
        .args(["--exact", "--nocapture", "two_programs::one_of_two_programs"])
        .env(PATH, path)
        .env(NAME, name)
        .stdout(Stdio::null());
    if locks == Locks::Known {
        command.env(LOCKS, "1");
    }
    command.spawn().unwrap()
}

#[test]
fn two_programs_lose_no_line() {
    run_both(Locks::Known);
}

#[test]
fn two_programs_lose_no_line_in_a_folder_without_locks() {
    run_both(Locks::Unknown);
}

fn run_both(locks: Locks) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("A店.case.ron");
    save(&note("一"), &path).unwrap();
    let programs = NAMES.map(|name| (name, start(name, &path, locks)));
    for (name, mut program) in programs {
        assert!(program.wait().unwrap().success(), "{name}");
    }
    // Where they meet, each has written something that the other has not read.
    let merges: u32 = NAMES.iter().map(|name| merges(&path, name)).sum();
    assert!(merges >= ROUNDS / BETWEEN_MEETINGS - 1, "only {merges} merges");
    let text = std::fs::read_to_string(&path).unwrap();
    case::load(&path).unwrap();
    let lost: Vec<String> = NAMES
        .iter()
        .flat_map(|name| (0..ROUNDS).map(|round| line(name, round)))
        .filter(|line| !text.contains(line.as_str()))
        .collect();
    assert!(lost.is_empty(), "{} lines are lost: {lost:?}", lost.len());
    let left: Vec<String> = names(folder.path()).into_iter().filter(|name| !is_sign(name)).collect();
    assert_eq!(left, ["A店.case.ron", "A店.case.ron.bak", "以前の版"]);
}

/// Whether the folder has locks, which some on other machines have not.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Locks {
    Known,
    Unknown,
}

/// The real disk, as far as it goes in a folder without locks.
#[derive(Debug)]
struct WithoutLocks;

impl Disk for WithoutLocks {
    fn stat(&self, path: &Path) -> io::Result<Stat> {
        RealDisk.stat(path)
    }

    fn read(&self, path: &Path, most: u64) -> io::Result<Vec<u8>> {
        RealDisk.read(path, most)
    }

    fn list(&self, folder: &Path) -> io::Result<Vec<OsString>> {
        RealDisk.list(folder)
    }

    fn read_link(&self, path: &Path) -> io::Result<PathBuf> {
        RealDisk.read_link(path)
    }

    fn create(&self, path: &Path) -> io::Result<Box<dyn NewFile>> {
        RealDisk.create(path)
    }

    fn create_folder(&self, path: &Path) -> io::Result<()> {
        RealDisk.create_folder(path)
    }

    fn link(&self, file: &Path, second: &Path) -> io::Result<()> {
        RealDisk.link(file, second)
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        RealDisk.rename(from, to)
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        RealDisk.remove(path)
    }

    fn sync_folder(&self, folder: &Path) -> io::Result<()> {
        RealDisk.sync_folder(folder)
    }

    fn try_lock(&self, _path: &Path) -> io::Result<Option<Box<dyn Held>>> {
        Err(io::ErrorKind::Unsupported.into())
    }

    fn pause(&self, time: Duration) {
        RealDisk.pause(time);
    }
}
