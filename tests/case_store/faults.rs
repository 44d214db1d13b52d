//! Every operation on the disk of every save fails once, or for good, or is where the power is cut. Afterwards the note is
//! the old one or the new one, and nothing else is harmed.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::{Path, PathBuf},
    sync::Arc,
};

use jiff::Timestamp;
use login_triage::case::{
    self, Base, Case, Draft, EntryKind, Recovery, Target, load_on, open_on, rescue_on, save_on,
    write_whole_on,
};

use super::{
    at, note,
    sim_disk::{Links, SimDisk, Trouble},
};

const FOLDER: &str = "/記録";
const NOTE: &str = "/記録/A店.case.ron";
const OTHER: &str = "/記録/B店.case.ron";
const RECOVERY: &str = "/recovery";
const SETTINGS: &str = "/記録/settings.ron";

const EIO: i32 = if cfg!(windows) { 1117 } else { 5 };
const ENOSPC: i32 = if cfg!(windows) { 112 } else { 28 };
const EACCES: i32 = if cfg!(windows) { 5 } else { 13 };

/// A save.
type Run = Box<dyn Fn(&SimDisk) -> Result<(), String>>;

/// What is saved, and onto what.
struct Script {
    name: &'static str,
    /// The file that is to be the old one or the new one; none for recovery copies, whose name is not known.
    target: &'static str,
    disk: SimDisk,
    run: Run,
}

fn later(minutes: i64) -> Timestamp {
    at("2026-11-22T00:34:00Z") + jiff::SignedDuration::from_mins(minutes)
}

fn titled(title: &str, minutes: i64) -> Case {
    let mut case = note(title);
    case.updated_at = later(minutes);
    case
}

/// A disk with a note that was saved so often, and another note.
fn disk_with(saves: &[&str], links: Links) -> (SimDisk, Option<Base>) {
    let disk = SimDisk::new(FOLDER, links);
    save_on(&disk, &note("別の記録"), Target::New(Path::new(OTHER)), later(0)).unwrap();
    let mut base = None;
    for (minute, title) in (0..).zip(saves) {
        let case = titled(title, minute);
        let target = base.as_ref().map_or(Target::New(Path::new(NOTE)), Target::Own);
        base = Some(save_on(&disk, &case, target, later(minute)).unwrap().base);
    }
    (disk, base)
}

fn save_to(case: Case, target: impl Fn(&SimDisk) -> Option<Base> + 'static) -> Run {
    Box::new(move |disk| {
        let base = target(disk);
        let target = base.as_ref().map_or(Target::New(Path::new(NOTE)), Target::Own);
        save_on(disk, &case, target, later(60)).map(|_| ()).map_err(|error| format!("{error:?}"))
    })
}

fn scripts() -> Vec<Script> {
    [Links::Known, Links::Unknown].into_iter().flat_map(scripts_on).collect()
}

fn scripts_on(links: Links) -> Vec<Script> {
    let mut scripts = saves(links);
    scripts.extend(saves_of_other_kinds(links));
    scripts
}

/// Saves over what we have saved ourselves.
fn saves(links: Links) -> Vec<Script> {
    let mut scripts = Vec::new();
    let mut add = |name, target, disk, run| scripts.push(Script { name, target, disk, run });
    let (disk, _) = disk_with(&[], links);
    add("first save", NOTE, disk, save_to(titled("新", 60), |_| None));
    for (name, saves) in [
        ("second save", &["一"][..]),
        ("third save", &["一", "二"]),
        ("fourth save", &["一", "二", "三"]),
        ("fifth save", &["一", "二", "三", "四"]),
    ] {
        let (disk, base) = disk_with(saves, links);
        add(name, NOTE, disk, save_to(titled("新", 60), move |_| base.clone()));
    }
    // On the next day: the last state of the day before is kept, too.
    let (disk, base) = disk_with(&["一", "二"], links);
    let mut tomorrow = titled("新", 60);
    tomorrow.updated_at = at("2026-11-25T00:00:00Z");
    add(
        "first save of a day",
        NOTE,
        disk,
        Box::new(move |disk| {
            let base = base.clone().unwrap();
            let saved = save_on(disk, &tomorrow, Target::Own(&base), at("2026-11-25T00:00:00Z"));
            saved.map(|_| ()).map_err(|error| format!("{error:?}"))
        }),
    );
    scripts
}

/// Saves over what others have written, and what is no note.
fn saves_of_other_kinds(links: Links) -> Vec<Script> {
    let mut scripts = Vec::new();
    let mut add = |name, target, disk, run| scripts.push(Script { name, target, disk, run });
    // Somebody else has written in between.
    let (disk, base) = disk_with(&["一", "二"], links);
    let mut theirs = base.clone().unwrap().case().clone();
    theirs.log(later(30), EntryKind::Note, "相手が書いた行");
    save_on(&disk, &theirs, Target::Own(base.as_ref().unwrap()), later(30)).unwrap();
    let mut ours = base.clone().unwrap().case().clone();
    ours.log(later(40), EntryKind::Note, "こちらが書いた行");
    add("save with a merge", NOTE, disk, save_to(ours, move |_| base.clone()));
    // The note cannot be read any more.
    let (disk, base) = disk_with(&["一", "二"], links);
    disk.put(Path::new(NOTE), b"(version: 2, id: \"");
    add("save over a broken note", NOTE, disk, save_to(titled("新", 60), move |_| base.clone()));
    let (disk, _) = disk_with(&["一", "二"], links);
    let case = titled("新", 60);
    add(
        "save over another note",
        NOTE,
        disk,
        Box::new(move |disk| {
            let saved = save_on(disk, &case, Target::Replace(Path::new(NOTE)), later(60));
            saved.map(|_| ()).map_err(|error| format!("{error:?}"))
        }),
    );
    let (disk, _) = disk_with(&["一", "二"], links);
    disk.put(Path::new(NOTE), b"(version: 2, id: \"");
    add(
        "rescue",
        NOTE,
        disk,
        Box::new(|disk| match rescue_on(disk, Path::new(NOTE), later(60)).failed {
            None => Ok(()),
            Some(error) => Err(error.to_string()),
        }),
    );
    let (disk, _) = disk_with(&["一"], links);
    disk.put(Path::new(SETTINGS), b"(theme: Light)");
    add(
        "settings",
        SETTINGS,
        disk,
        Box::new(|disk| {
            write_whole_on(disk, Path::new(SETTINGS), b"(theme: Dark)").map_err(|error| error.to_string())
        }),
    );
    scripts
}

/// What a file may hold: all that files held before, and all that they hold after a run without trouble.
fn known(before: &SimDisk, after: &SimDisk) -> BTreeSet<Vec<u8>> {
    before.files().into_values().chain(after.files().into_values()).collect()
}

fn is_temporary(path: &Path) -> bool {
    path.file_name().unwrap().to_str().unwrap().starts_with(".login-triage-")
}

/// Nothing but what is known stands anywhere, and other notes are as they were.
fn check(script: &Script, context: &str, disk: &SimDisk, known: &BTreeSet<Vec<u8>>) -> Option<Vec<u8>> {
    let before = script.disk.files();
    let after = disk.files();
    for (path, bytes) in &after {
        assert!(
            is_temporary(path) || known.contains(bytes),
            "{context}: {} is neither old nor new",
            path.display()
        );
    }
    assert_eq!(after.get(Path::new(OTHER)), before.get(Path::new(OTHER)), "{context}: another note");
    after.get(Path::new(script.target)).cloned()
}

/// The states that are on the disk: the note, its generations, and in the midst of a save the state before it.
fn states(disk: &SimDisk) -> BTreeSet<Vec<u8>> {
    disk.files().into_values().collect()
}

fn old_and_new(script: &Script) -> (Option<Vec<u8>>, Option<Vec<u8>>, SimDisk) {
    let disk = script.disk.copy_with(None);
    (script.run)(&disk).unwrap_or_else(|error| panic!("{}: {error}", script.name));
    let file = |disk: &SimDisk| disk.files().get(Path::new(script.target)).cloned();
    (file(&script.disk), file(&disk), disk)
}

#[test]
fn a_failed_operation_leaves_the_old_or_the_new_note() {
    for script in scripts() {
        let (old, new, clean) = old_and_new(&script);
        let known = known(&script.disk, &clean);
        let operations = clean.operations();
        assert!(operations.len() > 4, "{}: {operations:?}", script.name);
        for (number, operation) in operations.iter().enumerate() {
            for code in [EIO, ENOSPC, EACCES] {
                for trouble in [Trouble::Once(number, code), Trouble::Always(number, code)] {
                    let disk = script.disk.copy_with(Some(trouble));
                    let result = (script.run)(&disk);
                    let context = format!("{}, {operation}, {trouble:?}: {result:?}", script.name);
                    let now = check(&script, &context, &disk, &known);
                    assert_eq!(now, if result.is_ok() { new.clone() } else { old.clone() }, "{context}");
                    let lost: Vec<_> = states(&script.disk).difference(&states(&disk)).cloned().collect();
                    // The oldest generation goes with every save, and the next one if it cannot be moved on.
                    assert!(lost.len() <= 2, "{context}: {} states are gone", lost.len());
                    if matches!(trouble, Trouble::Once(..)) && *operation != "remove" {
                        let left = disk.files().into_keys().filter(|path| is_temporary(path)).count();
                        assert_eq!(left, 0, "{context}: a temporary file is left");
                    }
                }
            }
        }
    }
}

#[test]
fn a_power_cut_leaves_the_old_or_the_new_note() {
    let mut cuts = 0;
    for script in scripts() {
        let (old, new, clean) = old_and_new(&script);
        let known = known(&script.disk, &clean);
        let operations = clean.operations();
        for number in 0..=operations.len() {
            let disk = script.disk.copy_with(Some(Trouble::PowerCut(number)));
            let result = (script.run)(&disk);
            for ordered in [true, false] {
                for disk in disk.after_power_cut(ordered) {
                    cuts += 1;
                    let operation = operations.get(number).unwrap_or(&"the end");
                    let context = format!("{}, {number} {operation}, ordered {ordered}", script.name);
                    let now = check(&script, &context, &disk, &known);
                    if number == operations.len() {
                        assert!(result.is_ok());
                        assert_eq!(now, new, "{context}: what was saved is lost");
                    } else {
                        assert!(now == old || now == new, "{context}: a third state");
                    }
                    if ordered {
                        let lost = states(&script.disk).difference(&states(&disk)).count();
                        assert!(lost <= 1, "{context}: {lost} states are gone");
                    }
                }
            }
        }
    }
    println!("{cuts} power cuts");
    assert!(cuts > 5000);
}

/// A recovery copy that is kept again and again: after any trouble the one before or the new one is found.
#[test]
fn a_recovery_copy_is_the_one_before_or_the_new_one() {
    let begin =
        |disk: &SimDisk| Recovery::open_on(Arc::new(disk.clone()), Path::new(RECOVERY), later(0)).unwrap();
    let (disk, base) = disk_with(&["一"], Links::Known);
    let first = titled("打ちかけ", 1);
    let second = titled("打ちかけの続き", 2);
    let titles = |disk: &SimDisk| -> Vec<String> {
        begin(disk).found().into_iter().map(|found| found.case.title).collect()
    };
    // The session's own name is random: the copies are found by a program that starts later.
    let keep = |trouble: Option<Trouble>| {
        let disk = disk.copy_with(None);
        let session = begin(&disk);
        session.keep(&Draft { case: &first, base: base.as_ref() }, later(1)).unwrap();
        disk.expect(trouble);
        let result = session.keep(&Draft { case: &second, base: base.as_ref() }, later(2));
        (disk, result.is_ok())
    };
    let (clean, _) = keep(None);
    let operations = clean.operations().len();
    assert!(operations > 4);
    for number in 0..=operations {
        let (disk, kept) = keep(Some(Trouble::Once(number, ENOSPC)));
        let found = titles(&disk.copy_with(None));
        assert!(found.contains(&(if kept { &second } else { &first }).title), "{number}: {found:?}");
        let (disk, _) = keep(Some(Trouble::PowerCut(number)));
        for disk in disk.after_power_cut(false) {
            let found = titles(&disk);
            let expected = [&first.title, &second.title];
            assert!(found.iter().any(|title| expected.contains(&title)), "{number}: {found:?}");
        }
    }
}

#[test]
fn what_is_found_after_a_power_cut_can_be_saved_again() {
    let (disk, base) = disk_with(&["一", "二"], Links::Known);
    for number in 0..40 {
        let broken = disk.copy_with(Some(Trouble::PowerCut(number)));
        let target = Target::Own(base.as_ref().unwrap());
        save_on(&broken, &titled("新", 60), target, later(60)).ok();
        for disk in broken.after_power_cut(true) {
            let opened = open_on(&disk, Path::new(NOTE)).unwrap();
            let again = titled("もう一度", 70);
            save_on(&disk, &again, Target::Own(&opened.base), later(70)).unwrap();
            assert_eq!(load_on(&disk, Path::new(NOTE)).unwrap().title, "もう一度");
            assert_eq!(load_on(&disk, &case::backup_path(Path::new(NOTE))).unwrap(), opened.case);
        }
    }
}

/// The disk itself: what is not synced may be lost, or the tests above prove nothing.
#[test]
fn the_disk_in_memory_does_lose_what_is_not_synced() {
    let disk = SimDisk::new(FOLDER, Links::Known);
    disk.put(Path::new(NOTE), b"old");
    let path = PathBuf::from("/記録/new");
    let mut file = login_triage::case::disk::Disk::create(&disk, &path).unwrap();
    file.write(b"new").unwrap();
    login_triage::case::disk::Disk::rename(&disk, &path, Path::new(NOTE)).unwrap();
    let left: BTreeSet<BTreeMap<PathBuf, Vec<u8>>> =
        disk.after_power_cut(false).iter().map(SimDisk::files).collect();
    let note =
        |bytes: &[u8]| left.iter().any(|files| files.get(Path::new(NOTE)).is_some_and(|file| file == bytes));
    assert!(note(b"old") && note(b"new") && note(b"") && note(b"\0\0\0"), "{left:?}");
}
