//! One window a user: a later start hands its note over to the first one, whose window comes to the front.
//!
//! A lock of the operating system decides who is first, so that a program that ended in any way leaves nothing that is in
//! the way of the next. A program that is carried about has its own folder, and is its own first. The first one says
//! that it has taken a note only when its window has: one that hangs keeps no later start from opening a window of its
//! own, and two windows on one note lose nothing (see [`crate::case`]).

mod door;
mod inbox;
mod message;
mod serving;

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{RecvTimeoutError, SyncSender, sync_channel};
use std::thread;
use std::time::{Duration, Instant};

use crate::case::Places;
use crate::case::disk::{Disk, Held, RealDisk};

use door::{Door, Stream, desktop};
pub use inbox::HandedOver;
use inbox::Inbox;
pub use message::{Answer, Request, RequestError, read_request, write_request};

/// How long the first start may take to say anything. Longer than its own patience with its window.
const PATIENCE: Duration = Duration::from_secs(3);
/// How long it may say that its window is still to come. A slow disk and a virus scanner take their time.
const STARTING: Duration = Duration::from_secs(30);
/// How long nobody may be at the door: the first one has only just begun, or is about to end.
const NOBODY: Duration = Duration::from_secs(1);
/// Between two tries.
const PAUSE: Duration = Duration::from_millis(20);
/// The file of the lock.
const LOCK: &str = "lock";

/// Who this start is.
#[derive(Debug)]
pub enum Claim {
    /// The first: it opens the window, and takes what later starts hand over. It is the first until this is dropped.
    First(Arc<Instance>),
    /// A later one: the first has taken what there was to do.
    HandedOver,
    /// One that opens a window of its own.
    Alone(Alone),
}

/// Why a start opens a window of its own although it may not be the first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Alone {
    /// Another one is there and does not answer. The operator is told.
    NoAnswer,
    /// The other one, if any, is on another desktop or machine, or there is no place to ask.
    OutOfReach,
}

/// The first start, in reach of later ones.
pub struct Instance {
    inbox: Arc<Inbox>,
    /// None where nobody can reach it.
    door: Option<Door>,
    folder: PathBuf,
    /// While it is held, nobody else is first.
    _held: Box<dyn Held>,
}

impl std::fmt::Debug for Instance {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Instance").field("folder", &self.folder).finish_non_exhaustive()
    }
}

impl Instance {
    /// What later starts have handed over since the last time.
    pub fn take(&self) -> Vec<HandedOver> {
        self.inbox.take()
    }

    /// There is a window now; `wake` is called, on any thread, when there is something to take.
    pub fn attend(&self, wake: impl Fn() + Send + 'static) {
        self.inbox.set_bell(Some(Box::new(wake)));
    }

    /// There is no window any more; another may come.
    pub fn leave(&self) {
        self.inbox.set_bell(None);
    }
}

impl Drop for Instance {
    /// The door is shut before the lock goes, so that the next first one finds none that leads nowhere.
    fn drop(&mut self) {
        self.inbox.end();
        if let Some(door) = &self.door {
            door.shut(&self.folder);
        }
    }
}

/// Finds out whether this start is the first, and hands `case` over if it is not. Called before the window is opened; may
/// take as long as the other one is patient. `case` need not be whole: it is taken from the current folder.
pub fn claim(places: &Places, case: Option<&Path>) -> Claim {
    claim_in(&places.instance, case, &desktop())
}

fn claim_in(folder: &Path, case: Option<&Path>, desktop: &str) -> Claim {
    let begun = Instant::now();
    if let Err(error) = private_folder(folder) {
        log::warn!("no folder for the lock of the first start: {error}");
        return Claim::Alone(Alone::OutOfReach);
    }
    loop {
        match RealDisk.try_lock(&folder.join(LOCK)) {
            Ok(Some(held)) => return Claim::First(first(folder, desktop, held)),
            Ok(None) => {}
            Err(error) => {
                log::warn!("no lock for the first start: {error}");
                return Claim::Alone(Alone::OutOfReach);
            }
        }
        let reply = match Door::find(folder) {
            Some(door) if door.desktop == desktop => hand_over(door, case),
            Some(_) => {
                log::info!("the first start is on another desktop");
                Reply::Refused
            }
            None => Reply::Nobody,
        };
        match reply {
            Reply::Taken => {
                log::info!("handed over to the first start");
                return Claim::HandedOver;
            }
            Reply::Nobody if begun.elapsed() < NOBODY => thread::sleep(PAUSE),
            // It was there, and has ended: the lock is free, or will be.
            Reply::Gone if begun.elapsed() < STARTING => thread::sleep(PAUSE),
            Reply::Silent | Reply::Gone => {
                log::warn!("the first start does not answer");
                return Claim::Alone(Alone::NoAnswer);
            }
            Reply::Nobody | Reply::Refused => return Claim::Alone(Alone::OutOfReach),
        }
    }
}

/// A folder that only this user can look into.
fn private_folder(folder: &Path) -> std::io::Result<()> {
    std::fs::create_dir_all(folder)?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        std::fs::set_permissions(folder, std::fs::Permissions::from_mode(0o700))?;
    }
    Ok(())
}

/// Puts somebody at the door. Where that fails, this is the first one all the same, and later ones open on their own.
fn first(folder: &Path, desktop: &str, held: Box<dyn Held>) -> Arc<Instance> {
    let inbox = Arc::new(Inbox::default());
    let opened = Door::open(folder, desktop).and_then(|(door, listener)| {
        serving::serve(listener, door.key.clone(), Arc::clone(&inbox))?;
        Ok(door)
    });
    let door = opened.inspect_err(|error| log::warn!("later starts cannot reach this one: {error}")).ok();
    Arc::new(Instance { inbox, door, folder: folder.to_owned(), _held: held })
}

/// What came of going to the door.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Reply {
    /// The window has it.
    Taken,
    /// The first one cannot do anything with it.
    Refused,
    /// Somebody is there and says nothing.
    Silent,
    /// Nobody is there.
    Nobody,
    /// Somebody was there, and went.
    Gone,
}

/// Hands a note over. The talking is done on a thread, since no call of every system can be told to wait so long and no
/// longer; it is left behind where the other one hangs.
fn hand_over(door: Door, case: Option<&Path>) -> Reply {
    let Ok(case) = case.map(std::path::absolute).transpose() else { return Reply::Refused };
    let Some(line) = write_request(&Request { key: door.key.clone(), case }) else { return Reply::Refused };
    let (sender, heard) = sync_channel(1);
    let started = thread::Builder::new().name("hand-over".to_owned()).spawn(move || {
        talk(&door, &line, &sender);
    });
    if let Err(error) = started {
        log::error!("the thread hand-over cannot start: {error}");
        return Reply::Refused;
    }
    let begun = Instant::now();
    loop {
        match heard.recv_timeout(PATIENCE) {
            Ok(Heard::Answer(Answer::Taken)) => return Reply::Taken,
            Ok(Heard::Answer(Answer::Refused)) => return Reply::Refused,
            Ok(Heard::Answer(Answer::Starting)) if begun.elapsed() < STARTING => {}
            Ok(Heard::Answer(Answer::Starting)) | Err(RecvTimeoutError::Timeout) => return Reply::Silent,
            Ok(Heard::Nobody) => return Reply::Nobody,
            Err(RecvTimeoutError::Disconnected) => return Reply::Gone,
        }
    }
}

/// What the thread that talks has heard.
enum Heard {
    Nobody,
    Answer(Answer),
}

fn talk(door: &Door, line: &str, tell: &SyncSender<Heard>) {
    /// The most answers, each of a few bytes.
    const LONGEST: u64 = 4 * 1024;
    let mut stream = match door.knock() {
        Ok(stream) => stream,
        Err(error) => {
            log::debug!("nobody is at the door: {error}");
            tell.send(Heard::Nobody).ok();
            return;
        }
    };
    if stream.write_all(line.as_bytes()).is_err() {
        return;
    }
    let mut answers = BufReader::new(&stream as &Stream).take(LONGEST);
    let mut line = Vec::new();
    while matches!(answers.read_until(b'\n', &mut line), Ok(read) if read > 0) {
        let Some(answer) = message::read_answer(&line) else { return };
        // Whoever waited may have gone on alone.
        if tell.send(Heard::Answer(answer)).is_err() {
            return;
        }
        line.clear();
    }
}

#[cfg(test)]
mod tests;
