//! What the program writes down of its own work: a ring of 512 kB in the program's own folder, without anything that is
//! nobody's business. See `redact` for what is left out.
//!
//! Whoever logs waits for nothing: a thread of its own takes the secrets out and writes. Where nothing can be written,
//! nothing is, and the program goes on.

mod panics;
mod redact;
mod ring;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, TrySendError, sync_channel};
use std::thread::{self, Builder};
use std::time::{Duration, Instant};

use jiff::Timestamp;
use log::{Level, LevelFilter, Log, Metadata, Record};

use crate::case::Places;

pub use panics::keep_in_panics;
pub use redact::{Person, redacted};
pub use ring::{FILE, OLDER_FILE, Ring};

/// The thread that writes.
const WRITER: &str = "log";
/// Lines that may wait. What comes beyond that, from a disk that stands still, is lost.
const WAITING: usize = 256;
/// The most bytes of one entry; a backtrace is long.
const LONGEST: usize = 12 * 1024;
/// The most bytes of it that are looked at.
const LONGEST_READ: usize = 256 * 1024;
/// How long a flush waits.
const FLUSH: Duration = Duration::from_secs(1);
/// An entry that comes again and again is written once, and how often after this time.
const REPEATS: Duration = Duration::from_mins(1);
/// How the targets of this program's own entries begin.
const OURS: &str = "login_triage";

/// Begins the log, and has every panic written into it. Called once, before the window is opened; a subcommand prints and
/// writes no log. Calling it again does nothing.
pub fn begin(places: &Places) {
    let Some(logger) = Logger::in_folder(&places.log, Person::live()) else { return };
    if log::set_boxed_logger(Box::new(logger)).is_err() {
        return;
    }
    log::set_max_level(LevelFilter::Info);
    panics::install();
    let system = (std::env::consts::OS, std::env::consts::ARCH);
    log::info!(
        "version {} on {} {} begins, process {}",
        env!("CARGO_PKG_VERSION"),
        system.0,
        system.1,
        std::process::id()
    );
}

/// Writes entries into a ring, on a thread of its own.
#[derive(Debug)]
pub struct Logger {
    orders: SyncSender<Order>,
}

/// Something for the thread.
#[derive(Debug)]
enum Order {
    Write(Entry),
    /// Say when all before it is written.
    Flush(SyncSender<()>),
}

/// Something that was logged, as it came.
#[derive(Debug)]
struct Entry {
    at: Timestamp,
    level: Level,
    target: String,
    thread: String,
    text: String,
}

impl Logger {
    /// A logger that writes into a folder, which is made with the first entry. None if its thread cannot start.
    pub fn in_folder(folder: &Path, person: Person) -> Option<Self> {
        let (orders, received) = sync_channel(WAITING);
        let mut writer = Writer { ring: Ring::in_folder(folder), person, last: None };
        Builder::new().name(WRITER.to_owned()).spawn(move || writer.work(&received)).ok()?;
        Some(Self { orders })
    }
}

impl Log for Logger {
    /// Our own entries from Info on, those of libraries from Warn on.
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        let most = if metadata.target().starts_with(OURS) { Level::Info } else { Level::Warn };
        metadata.level() <= most
    }

    fn log(&self, record: &Record<'_>) {
        if !self.enabled(record.metadata()) {
            return;
        }
        let entry = Entry {
            at: Timestamp::now(),
            level: record.level(),
            target: record.target().to_owned(),
            thread: thread::current().name().unwrap_or("?").to_owned(),
            text: record.args().to_string(),
        };
        // There is nowhere to say that it is lost.
        self.orders.try_send(Order::Write(entry)).ok();
    }

    /// Waits until all is written, but not for a disk that does not answer.
    fn flush(&self) {
        if thread::current().name() == Some(WRITER) {
            return;
        }
        let begun = Instant::now();
        let (written, heard) = sync_channel(1);
        let mut order = Order::Flush(written);
        while let Err(TrySendError::Full(back)) = self.orders.try_send(order) {
            if begun.elapsed() > FLUSH {
                return;
            }
            order = back;
            thread::sleep(Duration::from_millis(2));
        }
        heard.recv_timeout(FLUSH).ok();
    }
}

/// The thread that writes.
struct Writer {
    ring: Ring,
    person: Person,
    /// What was written last, and how often it came again since.
    last: Option<Repeated>,
}

struct Repeated {
    level: Level,
    text: String,
    times: u32,
    since: Instant,
}

impl Writer {
    fn work(&mut self, orders: &Receiver<Order>) {
        loop {
            let order = match &self.last {
                Some(last) if last.times > 0 => orders.recv_timeout(REPEATS),
                _ => orders.recv().map_err(|_ended| RecvTimeoutError::Disconnected),
            };
            match order {
                Ok(Order::Write(entry)) => self.take(&entry),
                Ok(Order::Flush(written)) => {
                    self.tell_repeats();
                    written.send(()).ok();
                }
                Err(RecvTimeoutError::Timeout) => self.tell_repeats(),
                Err(RecvTimeoutError::Disconnected) => {
                    self.tell_repeats();
                    return;
                }
            }
        }
    }

    fn take(&mut self, entry: &Entry) {
        if let Some(last) =
            self.last.as_mut().filter(|last| last.text == entry.text && last.level == entry.level)
        {
            last.times += 1;
            if last.since.elapsed() > REPEATS {
                self.tell_repeats();
            }
            return;
        }
        self.tell_repeats();
        self.write(entry);
        let (level, text) = (entry.level, entry.text.clone());
        self.last = Some(Repeated { level, text, times: 0, since: Instant::now() });
    }

    fn tell_repeats(&mut self) {
        let Some(last) = self.last.take().filter(|last| last.times > 0) else { return };
        let entry = Entry {
            at: Timestamp::now(),
            level: last.level,
            target: OURS.to_owned(),
            thread: WRITER.to_owned(),
            text: format!("the same, {} more", last.times),
        };
        self.write(&entry);
    }

    /// An entry that cannot be cleared of secrets is not written.
    fn write(&self, entry: &Entry) {
        let person = &self.person;
        let line = catch_unwind(AssertUnwindSafe(|| line_of(entry, person)));
        // A full disk, or a folder that is not to be written: there is nowhere to say it.
        self.ring.append(&line.unwrap_or_else(|_panic| unwritten(entry))).ok();
    }
}

/// An entry as it stands in the file: one line, and those that follow it set in. What it says is cleared of secrets before
/// something stands in front of it, since a secret may be known by what begins a line.
fn line_of(entry: &Entry, person: &Person) -> String {
    let said = redacted(cut(&entry.text, LONGEST_READ), person);
    let shown = cut(&said, LONGEST);
    let mut text = String::with_capacity(shown.len() + 80);
    for (number, line) in shown.trim_end().lines().enumerate() {
        text.push_str(if number == 0 { "" } else { "\n    " });
        text.extend(line.chars().map(|c| if c.is_control() { '\u{fffd}' } else { c }));
    }
    let more = if shown.len() < said.len() { " […]" } else { "" };
    let line = format!("{:.3} {} {} [{}] {text}{more}\n", entry.at, entry.level, entry.target, entry.thread);
    redacted(&line, person)
}

/// The beginning of a text.
fn cut(text: &str, longest: usize) -> &str {
    text.get(..text.floor_char_boundary(longest)).unwrap_or_default()
}

fn unwritten(entry: &Entry) -> String {
    format!("{:.3} {} {} an entry could not be cleared of secrets\n", entry.at, entry.level, entry.target)
}

#[cfg(test)]
mod tests;
