//! What is done with single notes of the list, on a thread of its own.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::app::state::suffix;
use crate::case::{
    self, Case, EditLock, EntryKind, SaveError, Taken, Target, attachments_folder, copy_attachments,
    suggest_file_name,
};
use crate::platform::Host;
use crate::ui::text;
use crate::ui::text::errors::{self, Sentence};

use super::{CasesEffect, CasesEvent};

/// Copies of one name that may stand side by side.
const MOST_OF_A_NAME: u32 = 99;

/// Does what is to be done. None where there is nothing to report, or it is not done here.
pub(in crate::app) fn carry_out(effect: CasesEffect, host: &dyn Host) -> Option<CasesEvent> {
    match effect {
        CasesEffect::Duplicate(path) => {
            Some(CasesEvent::Duplicated(duplicate(&path, host.now(), &host.zone())))
        }
        CasesEffect::Trash { path, name } => {
            let result = trash(&path, &name, host);
            Some(CasesEvent::Trashed(path, result))
        }
        CasesEffect::CreateFolder(path) => {
            let made = fs::create_dir_all(&path).map_err(|error| errors::folder_not_made(&path, &error));
            Some(CasesEvent::Created(made))
        }
        CasesEffect::List { .. }
        | CasesEffect::Ask { .. }
        | CasesEffect::Preview { .. }
        | CasesEffect::Attend(_) => None,
    }
}

/// Writes a new note with the content of another one beside it. What belongs to the other case alone is left out: its
/// end, its inquiry, its deadline.
fn duplicate(path: &Path, now: Timestamp, zone: &TimeZone) -> Result<PathBuf, Sentence> {
    let original = case::load(path).map_err(|error| errors::load_error(&error))?;
    let files: Vec<String> = original.attachments.iter().map(|picture| picture.file.clone()).collect();
    let copy = copy_of(original, now);
    let name = suggest_file_name(&copy, &now.to_zoned(zone.clone()));
    let written =
        write_new(&copy, &path.with_file_name(name), now).map_err(|error| errors::save_error(&error))?;
    copy_attachments(path, &written, &files).map_err(|_unwritten| errors::pictures_not_copied(&written))?;
    Ok(written)
}

fn copy_of(original: Case, now: Timestamp) -> Case {
    let title = original.title.trim().to_owned();
    let mut copy = Case { id: Case::new(now, &suffix(now)).id, created_at: now, updated_at: now, ..original };
    copy.title = text::cases::duplicate_title(&title);
    copy.outcome = None;
    copy.amazon_case.clear();
    copy.next_check = None;
    copy.log(now, EntryKind::Started, text::cases::duplicated(&title));
    copy
}

/// Writes a note where nothing stands, under a name with a number where the name itself is taken.
fn write_new(note: &Case, path: &Path, now: Timestamp) -> Result<PathBuf, SaveError> {
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let stem = name.strip_suffix(".case.ron").unwrap_or(&name);
    let mut target = path.to_owned();
    for number in 2..=MOST_OF_A_NAME {
        match case::save(note, Target::New(&target), now) {
            Err(SaveError::Exists { .. }) => {
                target = path.with_file_name(format!("{stem}_{number}.case.ron"));
            }
            saved => return saved.map(|saved| saved.path),
        }
    }
    Err(SaveError::Exists { path: target })
}

/// Puts a note into the bin, and its pictures with it. One that somebody else is editing stays.
fn trash(path: &Path, name: &str, host: &dyn Host) -> Result<(), Sentence> {
    let _ours = match EditLock::take(path, &host.editor(name), host.now()) {
        Taken::Held(holder) if !holder.stale => {
            return Err(errors::being_edited(&text::keeping::held(&holder, None), path));
        }
        Taken::Held(_) => None,
        Taken::Ours(lock) => Some(lock),
    };
    let failed = |_reason: String| errors::not_trashed(path);
    let pictures = attachments_folder(path);
    host.trash(path).map_err(failed)?;
    match fs::symlink_metadata(&pictures) {
        Ok(_) => host.trash(&pictures).map_err(|_reason| errors::not_trashed(&pictures)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(_) => Err(errors::not_trashed(&pictures)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::case::{CaseOutcome, load};

    fn now() -> Timestamp {
        "2026-11-21T00:42:00Z".parse().unwrap()
    }

    #[test]
    fn a_duplicate_is_a_case_of_its_own() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("元.case.ron");
        let mut original = Case::new("2026-11-20T00:00:00Z".parse().unwrap(), "x");
        "朝から".clone_into(&mut original.title);
        "髙﨑さん".clone_into(&mut original.memo);
        "12345678901".clone_into(&mut original.amazon_case);
        original.outcome = Some(CaseOutcome::default());
        case::save(&original, Target::New(&path), now()).unwrap();
        let first = duplicate(&path, now(), &TimeZone::UTC).unwrap();
        let second = duplicate(&path, now(), &TimeZone::UTC).unwrap();
        assert_ne!(first, second);
        let copy = load(&first).unwrap();
        assert_eq!((copy.title.as_str(), copy.memo.as_str()), ("朝から（複製）", "髙﨑さん"));
        assert!(copy.id != original.id && copy.outcome.is_none() && copy.amazon_case.is_empty());
        assert_eq!(load(&path).unwrap(), original);
    }

    #[test]
    fn what_cannot_be_read_is_not_duplicated() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("壊.case.ron");
        fs::write(&path, "(version: 2, id").unwrap();
        assert!(duplicate(&path, now(), &TimeZone::UTC).unwrap_err().what.contains("途切れ"));
    }
}
