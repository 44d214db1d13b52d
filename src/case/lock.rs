//! Who is editing a note: a small file beside it, for other people in the same folder to see.
//!
//! It keeps nobody from anything; two who save are put together. It is there so that they know of each other.

use std::{
    io,
    path::{Path, PathBuf},
    sync::Arc,
};

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use super::{
    disk::{Disk, RealDisk},
    identity::id_of,
    instant::timestamp,
    replace::{Temp, folder_of, follow_links, random_id, write_whole_on},
};

/// How often the holder is to call [`EditLock::refresh`].
pub const REFRESH: SignedDuration = SignedDuration::from_mins(2);
/// Not refreshed for so long, the program is taken for ended. Clocks of two machines may differ by some minutes.
const STALE: SignedDuration = SignedDuration::from_mins(10);
/// A larger file is none of ours.
const LARGEST: u64 = 16 * 1024;
/// UTF-8 bytes of the name of a note whose lock is named after it: with a dot before and an ending behind it must
/// stay below 255.
const LONGEST_NAME: usize = 240;

/// Who edits, and where.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Editor {
    /// The person's name.
    pub who: String,
    /// The machine's name.
    pub machine: String,
    /// The number of the program on that machine.
    pub pid: u32,
}

impl Editor {
    /// This program on this machine. `who` is the operator's name; the name of the account where there is none.
    pub fn here(who: &str) -> Self {
        let who = match who.trim() {
            "" => whoami::realname().or_else(|_| whoami::username()).unwrap_or_default(),
            name => name.to_owned(),
        };
        let machine = whoami::devicename().or_else(|_| whoami::hostname()).unwrap_or_default();
        Self { who, machine, pid: std::process::id() }
    }
}

/// Somebody else who edits a note, or did not end well.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Holder {
    /// Who, as far as it can be read.
    pub editor: Option<Editor>,
    /// Since when.
    pub since: Option<Timestamp>,
    /// When the program was last known to run.
    pub seen: Option<Timestamp>,
    /// Whether it has probably ended.
    pub stale: bool,
}

/// Who has a note now.
#[derive(Debug)]
pub enum Taken {
    /// We have.
    Ours(EditLock),
    /// Somebody else has.
    Held(Holder),
}

/// Our own mark beside a note. It goes when this is dropped.
#[derive(Debug)]
pub struct EditLock {
    disk: Arc<dyn Disk>,
    path: PathBuf,
    /// None in a folder that cannot be written: nobody is told, and nobody can save there.
    mark: Option<Mark>,
}

/// What stands in the file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Mark {
    version: u32,
    who: String,
    machine: String,
    pid: u32,
    #[serde(with = "timestamp")]
    since: Timestamp,
    #[serde(with = "timestamp")]
    seen: Timestamp,
    /// Random, and the same in every state of one lock.
    token: String,
}

impl Mark {
    fn editor(&self) -> Editor {
        Editor { who: self.who.clone(), machine: self.machine.clone(), pid: self.pid }
    }
}

/// Where the lock of a note is: `.<name>.lock` beside it.
pub fn lock_path(note: &Path) -> PathBuf {
    let name = note.file_name().unwrap_or_default().to_string_lossy();
    let name = match name.len() {
        0..=LONGEST_NAME => name.into_owned(),
        _ => id_of(Timestamp::UNIX_EPOCH, &[&name], |_| false),
    };
    folder_of(note).join(format!(".{name}.lock"))
}

/// Who holds a note, if anybody does, as the bytes of a lock's file say. `is_running` is asked about programs of the
/// machine `me` is on.
pub fn read_lock(bytes: &[u8], me: &Editor, now: Timestamp, is_running: impl Fn(u32) -> bool) -> Holder {
    let Ok(mark) = ron::de::from_bytes::<Mark>(bytes) else {
        // In the midst of being copied, or no lock at all.
        return Holder { editor: None, since: None, seen: None, stale: true };
    };
    let ended = mark.machine == me.machine && !is_running(mark.pid);
    let silent = now.duration_since(mark.seen) > STALE;
    Holder {
        editor: Some(mark.editor()),
        since: Some(mark.since),
        seen: Some(mark.seen),
        stale: ended || silent,
    }
}

impl EditLock {
    /// Marks a note as being edited by `me`, unless somebody else does. What our own user has left at this machine when
    /// the program was ended is taken over at once.
    pub fn take(note: &Path, me: &Editor, now: Timestamp) -> Taken {
        Self::take_on(Arc::new(RealDisk), note, me, now, is_running)
    }

    /// [`EditLock::take`] on any disk.
    pub fn take_on(
        disk: Arc<dyn Disk>,
        note: &Path,
        me: &Editor,
        now: Timestamp,
        is_running: impl Fn(u32) -> bool,
    ) -> Taken {
        let path = lock_path(&follow_links(&*disk, note));
        let mark = new_mark(me, now);
        match put_new(&*disk, &path, &mark) {
            Ok(()) => return Taken::Ours(Self { disk, path, mark: Some(mark) }),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            Err(error) => {
                log::debug!("the note cannot be marked as being edited: {error}");
                return Taken::Ours(Self { disk, path, mark: None });
            }
        }
        let Ok(bytes) = disk.read(&path, LARGEST) else {
            // Let go of in this moment.
            return Self::write(disk, path, mark);
        };
        let holder = read_lock(&bytes, me, now, &is_running);
        let left_here = holder.editor.as_ref().is_some_and(|editor| {
            editor.machine == me.machine && editor.who == me.who && !is_running(editor.pid)
        });
        if left_here { Self::write(disk, path, mark) } else { Taken::Held(holder) }
    }

    /// Marks a note as being edited by `me`, whoever else does.
    pub fn take_over(note: &Path, me: &Editor, now: Timestamp) -> Self {
        Self::take_over_on(Arc::new(RealDisk), note, me, now)
    }

    /// [`EditLock::take_over`] on any disk.
    pub fn take_over_on(disk: Arc<dyn Disk>, note: &Path, me: &Editor, now: Timestamp) -> Self {
        let path = lock_path(&follow_links(&*disk, note));
        let mark = new_mark(me, now);
        let mark = put(&*disk, &path, &mark).map(|()| mark);
        Self { disk, path, mark: mark.inspect_err(|error| log::debug!("no mark: {error}")).ok() }
    }

    fn write(disk: Arc<dyn Disk>, path: PathBuf, mark: Mark) -> Taken {
        let mark = put(&*disk, &path, &mark).map(|()| mark).ok();
        Taken::Ours(Self { disk, path, mark })
    }

    /// Says that we are still here. Somebody who has taken the note over in the meantime is handed back.
    pub fn refresh(&mut self, me: &Editor, now: Timestamp) -> Result<(), Holder> {
        let Some(mark) = &mut self.mark else { return Ok(()) };
        if let Ok(bytes) = self.disk.read(&self.path, LARGEST)
            && let Ok(found) = ron::de::from_bytes::<Mark>(&bytes)
            && found.token != mark.token
        {
            self.mark = None;
            return Err(read_lock(&bytes, me, now, is_running));
        }
        mark.seen = now;
        if let Err(error) = put(&*self.disk, &self.path, mark) {
            log::debug!("the mark of being edited could not be refreshed: {error}");
        }
        Ok(())
    }
}

impl Drop for EditLock {
    fn drop(&mut self) {
        let Some(mark) = &self.mark else { return };
        let found = self.disk.read(&self.path, LARGEST).ok();
        let is_ours = found
            .and_then(|bytes| ron::de::from_bytes::<Mark>(&bytes).ok())
            .is_some_and(|found| found.token == mark.token);
        if is_ours && let Err(error) = self.disk.remove(&self.path) {
            log::debug!("the mark of being edited stays: {error}");
        }
    }
}

fn new_mark(me: &Editor, now: Timestamp) -> Mark {
    let Editor { who, machine, pid } = me.clone();
    Mark { version: 1, who, machine, pid, since: now, seen: now, token: random_id() }
}

fn text(mark: &Mark) -> io::Result<String> {
    ron::to_string(mark).map_err(io::Error::other)
}

fn put_new(disk: &dyn Disk, path: &Path, mark: &Mark) -> io::Result<()> {
    Temp::write(disk, folder_of(path), text(mark)?.as_bytes(), None)?.put_new(path)
}

fn put(disk: &dyn Disk, path: &Path, mark: &Mark) -> io::Result<()> {
    write_whole_on(disk, path, text(mark)?.as_bytes())
}

/// Whether a program runs at this machine.
fn is_running(pid: u32) -> bool {
    with_process(pid, |_| true)
}

/// Whether a program runs at this machine that ran already at a time, so that it is not another one that got the same
/// number later.
pub(crate) fn runs_since(pid: u32, since: Timestamp) -> bool {
    // Seconds are told, and rounded.
    let latest = since.as_second().saturating_add(2);
    with_process(pid, |process| i64::try_from(process.start_time()).is_ok_and(|start| start <= latest))
}

/// Asks something about a program that runs. False if it does not; true where nobody can tell.
fn with_process(pid: u32, ask: impl FnOnce(&sysinfo::Process) -> bool) -> bool {
    use sysinfo::{Pid, ProcessRefreshKind, ProcessStatus, ProcessesToUpdate, System};
    let Ok(mut system) = System::new() else { return true };
    let pid = Pid::from_u32(pid);
    let wanted = ProcessRefreshKind::nothing().without_tasks();
    system.refresh_processes_specifics(ProcessesToUpdate::Some(&[pid]), true, wanted);
    let process = system.process(pid);
    // One that has ended keeps its number until its parent asks how.
    let runs = |process: &&sysinfo::Process| {
        !matches!(process.status(), ProcessStatus::Zombie | ProcessStatus::Dead)
    };
    process.filter(runs).is_some_and(ask)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_program_is_known_by_its_number_and_its_age() {
        let me = std::process::id();
        assert!(is_running(me));
        assert!(runs_since(me, Timestamp::now()));
        // Long before this test began, somebody else had the number.
        assert!(!runs_since(me, Timestamp::UNIX_EPOCH));
    }

    #[cfg(unix)]
    #[test]
    fn a_program_that_nobody_has_asked_how_it_ended_runs_no_more() {
        let mut child =
            std::process::Command::new("true").stdout(std::process::Stdio::piped()).spawn().unwrap();
        // Its end of the pipe is closed when it ends.
        std::io::Read::read_to_end(child.stdout.as_mut().unwrap(), &mut Vec::new()).unwrap();
        let end = std::time::Instant::now() + std::time::Duration::from_mins(1);
        while is_running(child.id()) {
            assert!(std::time::Instant::now() < end, "it has ended");
            std::thread::yield_now();
        }
        child.wait().unwrap();
    }
}
