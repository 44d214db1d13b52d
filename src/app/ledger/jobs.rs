//! What is done on threads for the ledger.

use std::path::{Path, PathBuf};

use jiff::Timestamp;

use crate::app::command::Event;
use crate::case::{self, Found, LoadError, Recovery, SaveError, Saved, Seal, Target, write_whole};
use crate::ledger::{self, Ledger, csv};
use crate::ui::text;
use crate::ui::text::errors;

use super::{BrokenLedger, LedgerEffect, LedgerEvent, ReadLedger, ReadTable, SavedLedger};

/// The most names that are tried until one is free.
const MOST_NAMES: u32 = 200;

/// What is reported if the work itself breaks off.
pub(in crate::app) fn broken_off(effect: &LedgerEffect) -> Event {
    let sentence = errors::broken_off();
    let event = match effect {
        LedgerEffect::Read(path) => {
            LedgerEvent::Broken(path.clone(), Box::new(BrokenLedger { sentence, earlier: None }))
        }
        LedgerEffect::Save { .. } => LedgerEvent::Saved(Err(sentence)),
        LedgerEffect::ReadTable(..) => LedgerEvent::Table(Err(sentence)),
        LedgerEffect::Write(..) => LedgerEvent::Written(Err(sentence)),
        LedgerEffect::Look(_)
        | LedgerEffect::Draft(..)
        | LedgerEffect::Forget(_)
        | LedgerEffect::Discard(_) => return Event::Failed(sentence),
    };
    Event::Ledger(event)
}

/// Carries out what is to be done, on a worker thread. Recovery copies have a thread of their own.
pub(in crate::app) fn carry_out(effect: LedgerEffect, now: Timestamp) -> Option<LedgerEvent> {
    Some(match effect {
        LedgerEffect::Read(path) => read(path, now),
        LedgerEffect::Save { ledger, base, path } => {
            let saved = match &base {
                Some(base) => save(&ledger, Target::Own(base), &path, now),
                None => save_first(&ledger, &path, now),
            };
            let saved = saved.map(|Saved { base, merged, .. }| SavedLedger { ours: *ledger, base, merged });
            LedgerEvent::Saved(saved.map(Box::new).map_err(|error| text::ledger::not_saved(&error)))
        }
        LedgerEffect::Look(base) => LedgerEvent::Looked(Box::new(case::look(&base))),
        LedgerEffect::ReadTable(path, ledger) => LedgerEvent::Table(read_table(path, &ledger, now)),
        LedgerEffect::Write(folder, files) => LedgerEvent::Written(write(&folder, files)),
        LedgerEffect::Draft(..) | LedgerEffect::Forget(_) | LedgerEffect::Discard(_) => return None,
    })
}

fn read(path: PathBuf, now: Timestamp) -> LedgerEvent {
    match ledger::open(&path) {
        Ok(opened) => {
            let seal = Seal::of(opened.base.bytes());
            let read =
                ReadLedger { ledger: opened.case, base: opened.base, right: opened.access.into(), seal };
            LedgerEvent::Read(path, Box::new(read))
        }
        Err(LoadError::Missing { .. }) => LedgerEvent::Absent(path),
        Err(error) => {
            let rescue = ledger::rescue(&path, now);
            if let Some(error) = &rescue.failed {
                log::warn!("no copy could be made of a broken ledger: {error}");
            }
            let earlier = rescue.generation.map(|earlier| {
                let at = earlier.at();
                (Box::new(earlier.case), at)
            });
            let broken = BrokenLedger { sentence: text::ledger::unreadable(&error, &path), earlier };
            LedgerEvent::Broken(path, Box::new(broken))
        }
    }
}

fn save(
    ledger: &Ledger,
    target: Target<'_, Ledger>,
    path: &Path,
    now: Timestamp,
) -> Result<Saved<Ledger>, SaveError> {
    if let Some(folder) = path.parent() {
        let failed = |source| SaveError::Write { path: path.to_owned(), source };
        std::fs::create_dir_all(folder).map_err(failed)?;
    }
    case::save(ledger, target, now)
}

/// Saves a ledger that has no file yet. If somebody else has begun one meanwhile, both are put together.
fn save_first(ledger: &Ledger, path: &Path, now: Timestamp) -> Result<Saved<Ledger>, SaveError> {
    match save(ledger, Target::New(path), path, now) {
        Err(SaveError::Exists { .. }) => {}
        saved => return saved,
    }
    let Ok(theirs) = ledger::open(path) else {
        // It cannot be read: the store keeps it under another name.
        return save(ledger, Target::Replace(path), path, now);
    };
    let merged = ledger::merge_copies(ledger, &theirs.case);
    let saved = save(&merged.case, Target::Own(&theirs.base), path, now)?;
    let merged = saved.merged.or(Some(merged));
    Ok(Saved { merged, ..saved })
}

/// Reads a spreadsheet, and what it would change. A file that is too large is not read at all.
fn read_table(path: PathBuf, ledger: &Ledger, now: Timestamp) -> Result<ReadTable, errors::Sentence> {
    let size = std::fs::metadata(&path).map(|found| found.len());
    if size.is_ok_and(|bytes| bytes > csv::MOST_BYTES as u64) {
        return Err(text::ledger::table_too_big(&path));
    }
    let bytes = std::fs::read(&path).map_err(|error| {
        log::warn!("a spreadsheet cannot be read: {error}");
        text::ledger::table_unreadable(&path)
    })?;
    let import = csv::read(&bytes, ledger, now).map(Box::new);
    Ok(ReadTable { path, import })
}

/// Writes files, each under the first name that is free: nothing is written over.
fn write(folder: &Path, files: Vec<(String, Vec<u8>)>) -> Result<Vec<PathBuf>, errors::Sentence> {
    let mut written = Vec::new();
    for (name, bytes) in files {
        let path = free(folder, &name);
        if let Err(error) = write_whole(&path, &bytes) {
            return Err(text::staff::write_failed(&path, &error));
        }
        written.push(path);
    }
    Ok(written)
}

fn free(folder: &Path, name: &str) -> PathBuf {
    let (stem, ending) = name.rsplit_once('.').unwrap_or((name, ""));
    let names = (2..MOST_NAMES).map(|number| format!("{stem}_{number}.{ending}"));
    let mut paths = std::iter::once(name.to_owned()).chain(names).map(|name| folder.join(name));
    paths.find(|path| path.symlink_metadata().is_err()).unwrap_or_else(|| folder.join(name))
}

/// What the last sessions have left of ledgers.
pub(in crate::app) fn found_drafts(recovery: &Recovery) -> Vec<Found<Ledger>> {
    recovery.found_records()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ledger::Person;

    fn ledger_of(id: &str, name: &str) -> Ledger {
        let mut ledger = Ledger::new(Timestamp::UNIX_EPOCH, id);
        ledger.people.push(Person { id: id.into(), name: name.to_owned(), ..Person::default() });
        ledger
    }

    #[test]
    fn two_people_who_begin_a_ledger_at_once_get_one_with_both() {
        let folder = tempfile::tempdir().unwrap();
        let path = ledger::path_in(folder.path());
        let now = Timestamp::UNIX_EPOCH;
        save_first(&ledger_of("a", "山田"), &path, now).unwrap();
        let saved = save_first(&ledger_of("b", "佐藤"), &path, now).unwrap();
        let names = |ledger: &Ledger| {
            let mut names: Vec<_> = ledger.people.iter().map(|person| person.name.clone()).collect();
            names.sort();
            names
        };
        assert_eq!(names(&ledger::open(&path).unwrap().case), ["佐藤", "山田"]);
        assert_eq!(names(&saved.merged.unwrap().case), ["佐藤", "山田"]);
    }
}
