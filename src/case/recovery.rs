//! Recovery copies: what is typed and not saved yet, kept in the program's own data folder, never beside a note.
//!
//! Each program that runs holds a lock of its own for as long as it lives, however it ends; copies whose program lives
//! are not offered to another one. A copy holds the note, and what stood on the disk when it was last saved, so that
//! what was typed can be put together with what others have written since.

use std::{
    io,
    path::{Path, PathBuf},
    sync::Arc,
};

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use super::{
    Base, Case, Record, SaveError,
    disk::{Disk, Held, RealDisk},
    identity::id_of,
    instant::timestamp,
    replace::{random_id, write_whole_on},
    store::parse_record,
    version,
};

/// Copies that nobody took back are removed after this time.
const KEPT: SignedDuration = SignedDuration::from_hours(24 * 60);
/// The most copies of programs that have ended; the oldest go first.
const MOST: usize = 200;
/// A copy holds a note twice at most, each escaped.
const LARGEST: u64 = 4 * super::MAX_BYTES;
const LOCK_END: &str = ".lock";

/// What is to be kept of a note that is being changed.
#[derive(Clone, Copy, Debug)]
pub struct Draft<'a, R = Case> {
    /// The note as it stands in the window.
    pub case: &'a R,
    /// What stood on the disk, if it was ever saved.
    pub base: Option<&'a Base<R>>,
}

/// Something that was typed and never saved.
#[derive(Clone, Debug, PartialEq)]
pub struct Found<R = Case> {
    /// The note as it stood in the window.
    pub case: R,
    /// The file that it was to be saved to, if it had one.
    pub path: Option<PathBuf>,
    /// What stood in that file when the note was last loaded or saved.
    pub base: Option<Base<R>>,
    /// When it was kept.
    pub at: Timestamp,
    file: PathBuf,
}

/// Where copies are kept, for one run of the program.
#[derive(Debug)]
pub struct Recovery {
    disk: Arc<dyn Disk>,
    folder: PathBuf,
    session: String,
    /// None where the disk has no locks; then our copies may be offered to another program, too.
    _alive: Option<Box<dyn Held>>,
}

/// A copy as it is written.
#[derive(Serialize, Deserialize)]
struct Copy {
    version: u32,
    #[serde(with = "timestamp")]
    at: Timestamp,
    path: Option<PathBuf>,
    base: Option<String>,
    case: String,
}

impl Recovery {
    /// Begins a session in a folder, which is made where it is missing. Copies of programs that have ended and that
    /// are older than 60 days go.
    pub fn open(folder: &Path, now: Timestamp) -> io::Result<Self> {
        Self::open_on(Arc::new(RealDisk), folder, now)
    }

    /// [`Recovery::open`] on any disk.
    pub fn open_on(disk: Arc<dyn Disk>, folder: &Path, now: Timestamp) -> io::Result<Self> {
        disk.create_folder(folder)?;
        let session = random_id();
        let alive = disk.try_lock(&folder.join(format!("{session}{LOCK_END}"))).unwrap_or_else(|error| {
            log::debug!("the folder of recovery copies has no locks: {error}");
            None
        });
        let recovery = Self { disk, folder: folder.to_owned(), session, _alive: alive };
        recovery.tidy(now);
        Ok(recovery)
    }

    /// Keeps a note, in the place of an earlier copy of the same one. After a crash or a power cut in the midst of it,
    /// the earlier copy is still there.
    pub fn keep<R: Record>(&self, draft: &Draft<'_, R>, now: Timestamp) -> Result<(), SaveError> {
        let file = self.file(draft.case);
        let path = || file.clone();
        let verify = || SaveError::Verify { path: path() };
        let encode = |source| SaveError::Encode { path: path(), source };
        let copy = Copy {
            version: 1,
            at: now,
            // A name that is no text cannot be written down; then the text is kept without the place.
            path: draft.base.map(|base| base.path().to_owned()).filter(|path| path.to_str().is_some()),
            base: draft.base.and_then(|base| String::from_utf8(base.bytes().to_owned()).ok()),
            case: version::to_text(draft.case).map_err(encode)?.ok_or_else(verify)?,
        };
        let text = ron::to_string(&copy).map_err(encode)?;
        write_whole_on(&*self.disk, &file, text.as_bytes())
            .map_err(|source| SaveError::Write { path: path(), source })
    }

    /// Removes this session's copy of a note: it was saved, or what was typed is not wanted.
    pub fn forget<R: Record>(&self, case: &R) -> io::Result<()> {
        self.remove(&self.file(case))
    }

    /// Removes a copy that was found: it was taken back and is kept by this session now, or it is not wanted.
    pub fn discard<R: Record>(&self, found: &Found<R>) -> io::Result<()> {
        self.remove(&found.file)
    }

    /// What programs that have ended have left, the newest first. What cannot be read is left alone.
    pub fn found(&self) -> Vec<Found> {
        self.found_records()
    }

    /// [`Recovery::found`] for any record.
    pub fn found_records<R: Record>(&self) -> Vec<Found<R>> {
        let left = self.left(|name| copy_name::<R>(name));
        let mut found: Vec<Found<R>> = left.iter().filter_map(|file| self.read(file)).collect();
        found.sort_by_key(|found| std::cmp::Reverse(found.at));
        found
    }

    fn remove(&self, file: &Path) -> io::Result<()> {
        match self.disk.remove(file) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        }
    }

    /// The id of a note may be anything, a file's name not.
    fn file<R: Record>(&self, case: &R) -> PathBuf {
        let name = id_of(Timestamp::UNIX_EPOCH, &[case.id()], |_| false);
        self.folder.join(format!("{}-{name}{}", self.session, R::DRAFT_ENDING))
    }

    /// The files of copies whose program has ended.
    fn left(&self, copy_name: impl Fn(&str) -> Option<(&str, &str)>) -> Vec<PathBuf> {
        let mut living = vec![self.session.clone()];
        let mut ended: Vec<String> = Vec::new();
        let mut left = Vec::new();
        for name in self.disk.list(&self.folder).unwrap_or_default() {
            let Some((session, _)) = copy_name(name.to_str().unwrap_or_default()) else { continue };
            if !living.iter().chain(&ended).any(|known| known == session) {
                let known = if self.is_living(session) { &mut living } else { &mut ended };
                known.push(session.to_owned());
            }
            if ended.iter().any(|known| known == session) {
                left.push(self.folder.join(name));
            }
        }
        left
    }

    fn is_living(&self, session: &str) -> bool {
        let lock = self.folder.join(format!("{session}{LOCK_END}"));
        // Taking the lock makes the file where it is missing, and removes it.
        self.disk.stat(&lock).is_ok() && matches!(self.disk.try_lock(&lock), Ok(None))
    }

    fn read<R: Record>(&self, file: &Path) -> Option<Found<R>> {
        let bytes = self.disk.read(file, LARGEST).ok()?;
        let copy: Copy = ron::de::from_bytes(&bytes)
            .inspect_err(|error| log::warn!("a recovery copy cannot be read: {error}"))
            .ok()?;
        let case = parse_record(copy.case.as_bytes(), file)
            .inspect_err(|error| log::warn!("the note in a recovery copy cannot be read: {error}"))
            .ok()?;
        let base = match (&copy.path, copy.base) {
            (Some(path), Some(base)) => Base::remembered(path.clone(), base.into_bytes()).ok(),
            _ => None,
        };
        Some(Found { case, path: copy.path, base, at: copy.at, file: file.to_owned() })
    }

    fn tidy(&self, now: Timestamp) {
        let modified = |file: &PathBuf| {
            let found = self.disk.stat(file).ok()?;
            Timestamp::try_from(found.stamp.modified?).ok()
        };
        let mut left: Vec<(Timestamp, PathBuf)> =
            self.left(any_copy_name).into_iter().filter_map(|file| Some((modified(&file)?, file))).collect();
        left.sort_by_key(|(at, _)| std::cmp::Reverse(*at));
        for (index, (at, file)) in left.into_iter().enumerate() {
            if (index >= MOST || now.duration_since(at) > KEPT)
                && let Err(error) = self.remove(&file)
            {
                log::debug!("an old recovery copy stays: {error}");
            }
        }
    }
}

/// The session and the note of a copy, by its file's name.
fn copy_name<R: Record>(name: &str) -> Option<(&str, &str)> {
    name.strip_suffix(R::DRAFT_ENDING)?.split_once('-')
}

/// The same, whatever is kept in it: `.draft.ron`, or further words between.
fn any_copy_name(name: &str) -> Option<(&str, &str)> {
    let (head, _) = name.strip_suffix(".ron")?.split_once(".draft")?;
    head.split_once('-')
}
