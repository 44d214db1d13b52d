//! Earlier states of a note, kept whenever it is saved.
//!
//! `<name>.bak` beside the note is its state before the last save. In the folder `以前の版` beside it stand the two states
//! before that, `<name>.bak2` and `<name>.bak3`, and for each of the last [`MOST_DAYS`] days on which the note was
//! changed the last state of that day, `<name>.2026-11-21.bak`. A day ends at midnight in Japan. So a note has
//! at most ten earlier states, however often it is saved.
//!
//! An earlier state is the very file that was the note, under another name: nothing is copied where the disk can do that.

use std::{
    ffi::OsString,
    io,
    path::{Path, PathBuf},
};

use jiff::{Timestamp, civil::Date, tz};

use super::{
    Case, Record,
    disk::{Disk, Kind, RealDisk},
    replace::{Temp, folder_of, is_temporary, rename},
    store::load_record,
};
use crate::ui::text::files::EARLIER_FOLDER;

/// Days whose last state is kept.
const MOST_DAYS: usize = 7;
/// After a day, nobody is writing it any more.
const OLD_TEMPORARY: jiff::SignedDuration = jiff::SignedDuration::from_hours(24);
const JAPAN: tz::Offset = tz::offset(9);

/// What became of the file that stood there before.
#[derive(Debug)]
pub enum Backup {
    /// There was none.
    NothingBefore,
    /// It was the same already; neither it nor the older backup was touched.
    Unchanged,
    /// It is kept here.
    Kept(PathBuf),
    /// It could not be kept. The new file is complete all the same.
    Failed(io::Error),
}

/// An earlier state of a note that can be opened.
#[derive(Clone, Debug, PartialEq)]
pub struct Generation<R = Case> {
    /// Its file.
    pub path: PathBuf,
    /// The note as it was.
    pub case: R,
}

impl<R: Record> Generation<R> {
    /// When the note was changed to this state.
    pub fn at(&self) -> Timestamp {
        self.case.updated_at()
    }
}

/// Where the previous state of a note is kept: `<name>.bak` in the same folder.
pub fn backup_path(path: &Path) -> PathBuf {
    with_suffix(path, ".bak")
}

/// The earlier states that can be opened, the newest first, each once.
pub fn generations(path: &Path) -> Vec<Generation> {
    generations_on(&RealDisk, path)
}

/// [`generations`] of any record, on any disk.
pub fn generations_on<R: Record>(disk: &dyn Disk, path: &Path) -> Vec<Generation<R>> {
    let older = Older::of(path);
    let mut paths = vec![backup_path(path), older.numbered(2), older.numbered(3)];
    paths.extend(older.days(disk).into_iter().map(|(_, path)| path));
    let mut found: Vec<Generation<R>> = Vec::new();
    for path in paths {
        match load_record(disk, &path) {
            Ok(case) if found.iter().all(|other| other.case != case) => found.push(Generation { path, case }),
            Ok(_again) => {}
            Err(error) => log::debug!("no earlier state: {error}"),
        }
    }
    found.sort_by_key(|generation| std::cmp::Reverse(generation.at()));
    found
}

/// The day of a point in time in Japan.
pub(super) fn day(at: Timestamp) -> Date {
    JAPAN.to_datetime(at).date()
}

/// `20261121-083412`, the time in Japan, as a part of a file's name.
pub(super) fn time_in_name(at: Timestamp) -> String {
    JAPAN.to_datetime(at).strftime("%Y%m%d-%H%M%S").to_string()
}

pub(super) fn with_suffix(path: &Path, suffix: &str) -> PathBuf {
    let mut name = OsString::from(path);
    name.push(suffix);
    name.into()
}

/// Files the note `old`, which stood at `target` and was replaced, among the earlier states: `held` is its file, and
/// `bytes` what it holds.
pub(super) fn file<R: Record>(
    disk: &dyn Disk,
    target: &Path,
    held: Temp<'_>,
    (old, bytes): (&R, &[u8]),
    now: Timestamp,
) -> io::Result<PathBuf> {
    let backup = backup_path(target);
    let older = Older::of(target);
    // What was kept before is worth less than what is kept now: no trouble with it ends here.
    if let Err(error) = older.keep_day(&held, bytes, old, now) {
        log::warn!("the last state of an earlier day could not be kept: {error}");
    }
    if let Err(error) = older.shift(disk, &backup) {
        log::debug!("an older state could not be kept: {error}");
    }
    held.put(&backup)?;
    Ok(backup)
}

/// Removes what programs that ended in the midst of writing have left in a folder.
pub(super) fn tidy(disk: &dyn Disk, folder: &Path, now: Timestamp) {
    for name in disk.list(folder).unwrap_or_default().iter().filter(|name| is_temporary(name)) {
        let path = folder.join(name);
        let modified =
            disk.stat(&path).ok().and_then(|found| Timestamp::try_from(found.stamp.modified?).ok());
        if modified.is_some_and(|modified| now.duration_since(modified) > OLD_TEMPORARY)
            && let Err(error) = disk.remove(&path)
        {
            log::debug!("a temporary file stays: {error}");
        }
    }
}

/// The older states of one note.
struct Older {
    folder: PathBuf,
    name: OsString,
}

impl Older {
    fn of(note: &Path) -> Self {
        let folder = folder_of(note).join(EARLIER_FOLDER);
        Self { folder, name: note.file_name().unwrap_or_default().to_owned() }
    }

    fn named(&self, ending: &str) -> PathBuf {
        let mut name = self.name.clone();
        name.push(ending);
        self.folder.join(name)
    }

    fn numbered(&self, number: u8) -> PathBuf {
        self.named(&format!(".bak{number}"))
    }

    /// The previous state becomes the one before it.
    fn shift(&self, disk: &dyn Disk, backup: &Path) -> io::Result<()> {
        if !matches!(disk.stat(backup), Ok(found) if found.kind == Kind::File) {
            return Ok(());
        }
        self.make_folder(disk)?;
        let (second, third) = (self.numbered(2), self.numbered(3));
        if disk.stat(&second).is_ok() {
            rename(disk, &second, &third)?;
        }
        rename(disk, backup, &second)
    }

    /// Keeps the last state of an earlier day, once.
    fn keep_day<R: Record>(&self, held: &Temp<'_>, bytes: &[u8], old: &R, now: Timestamp) -> io::Result<()> {
        let disk = held.disk();
        let of = day(old.updated_at());
        let path = self.named(&format!(".{of}.bak"));
        if of >= day(now) || disk.stat(&path).is_ok() {
            return Ok(());
        }
        self.make_folder(disk)?;
        held.once_more(bytes, &self.folder)?.put(&path)?;
        let mut days = self.days(disk);
        days.sort_by_key(|(day, _)| std::cmp::Reverse(*day));
        for (_, path) in days.into_iter().skip(MOST_DAYS) {
            disk.remove(&path)?;
        }
        Ok(())
    }

    fn make_folder(&self, disk: &dyn Disk) -> io::Result<()> {
        if disk.stat(&self.folder).is_ok() { Ok(()) } else { disk.create_folder(&self.folder) }
    }

    /// The last states of earlier days.
    fn days(&self, disk: &dyn Disk) -> Vec<(Date, PathBuf)> {
        let names = disk.list(&self.folder).unwrap_or_default();
        let of_ours = |name: OsString| Some((self.day_of(&name)?, self.folder.join(name)));
        names.into_iter().filter_map(of_ours).collect()
    }

    fn day_of(&self, name: &OsString) -> Option<Date> {
        let (name, note) = (name.to_str()?, self.name.to_str()?);
        name.strip_prefix(note)?.strip_prefix('.')?.strip_suffix(".bak")?.parse().ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_those_of_japan() {
        let at = |text: &str| text.parse::<Timestamp>().unwrap();
        assert_eq!(day(at("2026-11-20T14:59:59Z")).to_string(), "2026-11-20");
        assert_eq!(day(at("2026-11-20T15:00:00Z")).to_string(), "2026-11-21");
        assert_eq!(time_in_name(at("2026-11-20T23:34:12Z")), "20261121-083412");
    }

    #[test]
    fn only_days_of_this_note_are_its_own() {
        let older = Older::of(Path::new("a/note.case.ron"));
        let day = |name: &str| older.day_of(&OsString::from(name)).map(|day| day.to_string());
        assert_eq!(day("note.case.ron.2026-11-21.bak").as_deref(), Some("2026-11-21"));
        for other in ["note.case.ron.bak2", "note.case.ron.2026-13-21.bak", "other.case.ron.2026-11-21.bak"] {
            assert_eq!(day(other), None, "{other}");
        }
    }
}
