//! How the last starts went: a small file that is written before the first frame and after it.
//!
//! A driver can take the whole program down. Then nothing is left of the start but the line that says it began, and the
//! next start draws in another way. The file is a help, never a condition: where it is broken, from a newer program, of
//! another machine or cannot be written, the program starts as if there were none.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use crate::case::instant::timestamp;
use crate::case::write_whole;

use super::rung::Rung;

/// The layout of the file.
const LAYOUT: u32 = 1;
/// A larger file is none of ours.
const LARGEST: u64 = 64 * 1024;
/// A rung that said itself that it cannot draw is tried again first after this time: to fail costs a moment.
const REFUSED_FOR: SignedDuration = SignedDuration::from_hours(7 * 24);
/// One that took the program down, after this time or with the next version.
const DIED_FOR: SignedDuration = SignedDuration::from_hours(30 * 24);
/// A start that has drawn nothing for so long does not come to it any more. Sooner than a later start loses its
/// patience with it (`platform::instance`), so that this one does not hang in the same way.
const HANGS: SignedDuration = SignedDuration::from_secs(25);

/// What is remembered of starts.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Memory {
    layout: u32,
    /// The version of the program. Another one may draw what this one could not.
    program: String,
    /// The machine: a program that is carried about meets several.
    machine: String,
    /// A start that has drawn nothing yet.
    starting: Option<Begun>,
    /// The last start that has drawn its first frame.
    drew: Option<Begun>,
    failed: Vec<Failure>,
}

/// A start of the program.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Begun {
    rung: Rung,
    pid: u32,
    #[serde(with = "timestamp")]
    since: Timestamp,
}

/// A rung that drew nothing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Failure {
    rung: Rung,
    how: How,
    #[serde(with = "timestamp")]
    at: Timestamp,
}

/// How a rung failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
enum How {
    /// With an error, or a panic that was caught.
    Refused,
    /// The program ended in the midst of it, or hung.
    Died,
}

impl Memory {
    /// The rungs that have failed lately.
    pub(super) fn failed(&self, now: Timestamp) -> Vec<Rung> {
        self.failed.iter().filter(|failure| failure.counts(now)).map(|failure| failure.rung).collect()
    }

    /// Whether the last start that began is this one, and has drawn nothing.
    pub(super) fn is_starting(&self, pid: u32) -> bool {
        self.starting.as_ref().is_some_and(|begun| begun.pid == pid)
    }

    /// A start begins. For `runs_since` see [`Memory::settle`].
    pub(super) fn begin(
        &mut self,
        rung: Rung,
        pid: u32,
        now: Timestamp,
        runs_since: impl Fn(u32, Timestamp) -> bool,
    ) {
        self.settle(now, runs_since);
        self.starting = Some(Begun { rung, pid, since: now });
    }

    /// A start has drawn its first frame.
    pub(super) fn draw(&mut self, rung: Rung, pid: u32, now: Timestamp) {
        self.end(pid);
        self.failed.retain(|failure| failure.rung != rung && failure.counts(now));
        self.drew = Some(Begun { rung, pid, since: now });
    }

    /// A start has said that it cannot draw.
    pub(super) fn refuse(&mut self, rung: Rung, pid: u32, now: Timestamp) {
        self.fail(rung, pid, How::Refused, now);
    }

    fn fail(&mut self, rung: Rung, pid: u32, how: How, now: Timestamp) {
        self.end(pid);
        self.failed.retain(|failure| failure.rung != rung && failure.counts(now));
        self.failed.push(Failure { rung, how, at: now });
    }

    /// A start has ended before its first frame, for a reason that has nothing to do with drawing.
    pub(super) fn end(&mut self, pid: u32) {
        if self.is_starting(pid) {
            self.starting = None;
        }
    }

    /// Takes a start that never drew for a failed one, if its program has ended or hangs. `runs_since` tells whether
    /// the program of a number runs, and ran already at a time.
    pub(super) fn settle(&mut self, now: Timestamp, runs_since: impl Fn(u32, Timestamp) -> bool) {
        let Some(begun) = self.starting.clone() else { return };
        let age = now.duration_since(begun.since);
        if age > HANGS || !runs_since(begun.pid, begun.since) {
            self.fail(begun.rung, begun.pid, How::Died, now);
        }
    }
}

impl Failure {
    fn counts(&self, now: Timestamp) -> bool {
        let limit = match self.how {
            How::Refused => REFUSED_FOR,
            How::Died => DIED_FOR,
        };
        // A clock that was set back must not make it last.
        now.duration_since(self.at).abs() <= limit
    }
}

/// The file, for this program on this machine.
#[derive(Clone, Debug)]
pub(super) struct Boot {
    /// None where the program keeps nothing.
    path: Option<PathBuf>,
    machine: String,
    /// One change after the other, also where the disk is slower than the window.
    turn: Arc<Mutex<()>>,
}

/// Something that is being written on a thread of its own.
#[derive(Debug)]
pub(super) struct Writing(Option<Receiver<()>>);

impl Writing {
    /// Waits until it is on the disk, but never longer than `patience`: a disk that hangs keeps nobody.
    pub(super) fn wait(self, patience: Duration) {
        if let Some(done) = self.0
            && done.recv_timeout(patience).is_err()
        {
            log::warn!("how this start goes could not be written in time");
        }
    }
}

impl Boot {
    /// The file at a path.
    pub(super) fn new(path: Option<PathBuf>) -> Self {
        Self { path, machine: whoami::hostname().unwrap_or_default(), turn: Arc::default() }
    }

    /// What is remembered; nothing where nothing can be read.
    pub(super) fn read(&self) -> Memory {
        let fresh = Memory {
            layout: LAYOUT,
            program: env!("CARGO_PKG_VERSION").to_owned(),
            machine: self.machine.clone(),
            ..Memory::default()
        };
        let read = self.path.as_deref().and_then(read);
        let ours = |memory: &Memory| {
            memory.layout == LAYOUT && memory.program == fresh.program && memory.machine == fresh.machine
        };
        read.filter(ours).unwrap_or(fresh)
    }

    /// Whether anything is remembered at all, so that what is not said there did not happen.
    pub(super) fn is_kept(&self) -> bool {
        self.path.as_deref().and_then(read).is_some()
    }

    /// Changes what is remembered, on a thread of its own.
    pub(super) fn note(&self, change: impl FnOnce(&mut Memory) + Send + 'static) -> Writing {
        let Some(path) = self.path.clone() else { return Writing(None) };
        let boot = self.clone();
        let (done, writing) = sync_channel(1);
        let started = thread::Builder::new().name("boot".to_owned()).spawn(move || {
            let _turn = boot.turn.lock().unwrap_or_else(PoisonError::into_inner);
            let mut memory = boot.read();
            change(&mut memory);
            if let Err(error) = write(&memory, &path) {
                log::warn!("how this start goes could not be written: {error}");
            }
            // Nobody may have the patience to wait for it.
            done.send(()).ok();
        });
        if let Err(error) = started {
            log::warn!("how this start goes could not be written: {error}");
        }
        Writing(Some(writing))
    }
}

fn read(path: &Path) -> Option<Memory> {
    // A pipe would never end.
    let is_small = fs::metadata(path).is_ok_and(|file| file.is_file() && file.len() <= LARGEST);
    let text = if is_small { fs::read_to_string(path).ok()? } else { return None };
    ron::from_str(&text).inspect_err(|error| log::warn!("how the last start went is unknown: {error}")).ok()
}

fn write(memory: &Memory, path: &Path) -> io::Result<()> {
    let pretty = ron::ser::PrettyConfig::default();
    let text = ron::ser::to_string_pretty(memory, pretty).map_err(io::Error::other)?;
    write_whole(path, text.as_bytes())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const PATIENCE: Duration = Duration::from_secs(30);

    fn at(hours: i64) -> Timestamp {
        Timestamp::from_second(1_790_000_000 + hours * 3600).unwrap()
    }

    fn boot() -> (tempfile::TempDir, Boot) {
        let folder = tempfile::tempdir().unwrap();
        let boot = Boot::new(Some(folder.path().join("new/boot.ron")));
        (folder, boot)
    }

    #[test]
    fn a_start_that_never_drew_makes_its_rung_wait() {
        let mut memory = Memory::default();
        memory.begin(Rung::Glow, 7, at(0), |_, _| true);
        assert!(memory.is_starting(7));
        // It still runs.
        memory.settle(at(0), |_, _| true);
        assert_eq!(memory.failed(at(0)), []);
        assert!(memory.is_starting(7));
        // It has ended, or another program has its number.
        memory.settle(at(0), |pid, since| pid != 7 || since != at(0));
        assert_eq!(memory.failed(at(0)), [Rung::Glow]);
        assert!(!memory.is_starting(7));
        // The next start writes that down with its own beginning.
        memory.begin(Rung::Wgpu, 8, at(0), |_, _| true);
        memory.begin(Rung::Warp, 9, at(0), |_, _| false);
        assert_eq!(memory.failed(at(0)), [Rung::Glow, Rung::Wgpu]);
    }

    #[test]
    fn a_start_that_hangs_has_failed_until_it_draws_after_all() {
        let mut memory = Memory::default();
        memory.begin(Rung::Wgpu, 7, at(0), |_, _| true);
        memory.settle(at(1), |_, _| true);
        assert_eq!(memory.failed(at(1)), [Rung::Wgpu]);
        memory.draw(Rung::Wgpu, 7, at(1));
        assert_eq!(memory.failed(at(1)), []);
    }

    #[test]
    fn a_start_that_drew_leaves_nothing_behind() {
        let mut memory = Memory::default();
        memory.fail(Rung::Glow, 6, How::Refused, at(0));
        memory.begin(Rung::Wgpu, 7, at(0), |_, _| true);
        memory.draw(Rung::Wgpu, 7, at(0));
        memory.settle(at(1), |_, _| false);
        assert_eq!(memory.failed(at(1)), [Rung::Glow]);
        // Ended by the operator: no failure.
        memory.begin(Rung::Wgpu, 8, at(1), |_, _| true);
        memory.end(9);
        assert!(memory.is_starting(8));
        memory.end(8);
        memory.settle(at(2), |_, _| false);
        assert_eq!(memory.failed(at(2)), [Rung::Glow]);
    }

    #[test]
    fn a_failed_rung_gets_another_chance() {
        const DAY: i64 = 24;
        let mut memory = Memory::default();
        memory.fail(Rung::Glow, 1, How::Refused, at(0));
        memory.fail(Rung::Wgpu, 2, How::Died, at(0));
        assert_eq!(memory.failed(at(7 * DAY)), [Rung::Glow, Rung::Wgpu]);
        assert_eq!(memory.failed(at(7 * DAY + 1)), [Rung::Wgpu]);
        assert_eq!(memory.failed(at(30 * DAY + 1)), []);
        // The clock was years ahead when it was written.
        assert_eq!(memory.failed(at(-1000 * DAY)), []);
        // One line a rung, the last one.
        memory.fail(Rung::Wgpu, 3, How::Refused, at(1));
        assert_eq!(memory.failed.iter().filter(|failure| failure.rung == Rung::Wgpu).count(), 1);
    }

    #[test]
    fn what_is_noted_is_read_again() {
        let (_folder, boot) = boot();
        assert!(!boot.is_kept());
        boot.note(|memory| memory.begin(Rung::Glow, 7, at(0), |_, _| true)).wait(PATIENCE);
        assert!(boot.read().is_starting(7));
        boot.note(|memory| memory.fail(Rung::Glow, 7, How::Died, at(0))).wait(PATIENCE);
        assert_eq!(boot.read().failed(at(0)), [Rung::Glow]);
        assert!(boot.is_kept());
    }

    #[test]
    fn another_program_or_machine_begins_anew() {
        let (_folder, boot) = boot();
        boot.note(|memory| memory.fail(Rung::Glow, 7, How::Died, at(0))).wait(PATIENCE);
        let path = boot.path.clone().unwrap();
        let text = fs::read_to_string(&path).unwrap();
        for (old, new) in [
            ("layout: 1", "layout: 2"),
            (env!("CARGO_PKG_VERSION"), "9.9.9"),
            (boot.machine.as_str(), "another"),
            ("Died", "Vanished"),
        ] {
            assert!(text.contains(old), "{text}");
            fs::write(&path, text.replacen(old, new, 1)).unwrap();
            assert_eq!(boot.read().failed(at(0)), [], "{new}");
        }
        // And is not kept from writing its own.
        boot.note(|memory| memory.fail(Rung::Warp, 7, How::Died, at(0))).wait(PATIENCE);
        assert_eq!(boot.read().failed(at(0)), [Rung::Warp]);
    }

    #[test]
    fn nothing_that_stands_in_its_place_matters() {
        let (_folder, boot) = boot();
        let path = boot.path.clone().unwrap();
        // A folder, which cannot be replaced either.
        fs::create_dir_all(&path).unwrap();
        boot.note(|memory| memory.begin(Rung::Glow, 7, at(0), |_, _| true)).wait(PATIENCE);
        assert_eq!(boot.read().failed(at(0)), []);
        assert!(!boot.is_kept());
        fs::remove_dir(&path).unwrap();
        fs::write(&path, vec![b' '; 70_000]).unwrap();
        assert!(!boot.is_kept());
        let nowhere = Boot::new(None);
        nowhere.note(|memory| memory.begin(Rung::Glow, 7, at(0), |_, _| true)).wait(PATIENCE);
        assert!(!nowhere.read().is_starting(7));
    }

    proptest! {
        #[test]
        fn any_bytes_are_survived(bytes: Vec<u8>, cut in 0..400_usize) {
            let (folder, boot) = boot();
            fs::create_dir_all(folder.path().join("new")).unwrap();
            let path = boot.path.clone().unwrap();
            fs::write(&path, &bytes).unwrap();
            prop_assert_eq!(boot.read().failed(at(0)), []);
            // Torn in the midst of being written.
            boot.note(|memory| memory.fail(Rung::Glow, 7, How::Died, at(0))).wait(PATIENCE);
            let text = fs::read(&path).unwrap();
            fs::write(&path, text.get(..cut.min(text.len() - 1)).unwrap()).unwrap();
            prop_assert_eq!(boot.read().failed(at(0)), []);
        }
    }
}
