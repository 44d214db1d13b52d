//! The access ledger in the store that keeps notes: the same care, and a layout that loads forever.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

use jiff::Timestamp;
use login_triage::{
    case::{self, Access, Backup, Extra, LoadError, Look, Opened, SaveError, Seal, Target, WhyReadOnly},
    ledger::{self, Ledger, Login, Part, Person, RightsChange},
};

use super::{
    FULL as NOTE, at, names,
    sim_disk::{Links, SimDisk, Trouble},
};

#[path = "ledger/merging.rs"]
mod merging;

const FULL: &str = include_str!("../fixtures/ledgers/v1_full.ron");
const MINIMAL: &str = include_str!("../fixtures/ledgers/v1_minimal.ron");
const FOLDER: &str = "/記録";

fn now() -> Timestamp {
    at("2026-11-28T00:34:00Z")
}

fn load(text: impl AsRef<[u8]>) -> Result<Ledger, LoadError> {
    ledger::parse(text.as_ref(), "体制.ledger.ron".as_ref())
}

fn ledger_in(folder: &Path) -> PathBuf {
    let path = ledger::path_in(folder);
    case::save(&load(FULL).unwrap(), Target::New(&path), now()).unwrap();
    path
}

fn written(ledger: &Ledger) -> String {
    let folder = tempfile::tempdir().unwrap();
    let path = ledger::path_in(folder.path());
    case::save(ledger, Target::New(&path), now()).unwrap();
    fs::read_to_string(path).unwrap()
}

#[test]
fn the_full_ledger_of_version_1_loads_forever() {
    let ledger = load(FULL).unwrap();
    assert_eq!(written(&ledger), FULL);
    assert_eq!(Seal::of(FULL.as_bytes()), Seal::Whole);
    assert_eq!((ledger.people.len(), ledger.devices.len(), ledger.logins[0].methods.len()), (2, 2, 2));
    assert_eq!(ledger.name(&ledger.people[0].id), "山田 太郎");
    assert_eq!(ledger.departures[0].removed.unwrap().to_string(), "2026-11-10");
    // A field that is empty in the fixture would not be missed when it is renamed.
    for empty in ["None", "\"\"", "[]", ": 0,", "Unknown", "1970"] {
        assert!(!FULL.contains(empty), "{empty}");
    }
}

#[test]
fn the_minimal_ledger_loads_without_what_does_not_belong_there() {
    let ledger = load(MINIMAL).unwrap();
    assert_eq!(ledger.logins[0].email, "ta***@example.co.jp");
    assert_eq!(ledger.logins[0].methods[0].number.as_str(), "78");
    let text = written(&ledger);
    assert!(!text.contains("taro@") && !text.contains("090-0000"), "{text}");
    assert!(load("(version: 1)").unwrap().is_blank());
}

#[test]
fn notes_and_ledgers_are_told_apart() {
    assert!(matches!(load(NOTE), Err(LoadError::NotACase { .. })), "{:?}", load(NOTE));
    assert!(matches!(super::load(FULL), Err(LoadError::NotACase { .. })));
    // In one folder, the list of notes shows notes.
    let folder = tempfile::tempdir().unwrap();
    ledger_in(folder.path());
    fs::write(folder.path().join("A店.case.ron"), NOTE).unwrap();
    let index = case::index::Index::read(folder.path(), None, now(), &|_, _| {}).unwrap();
    let rows: Vec<_> = index.rows().iter().map(|row| row.path().file_name().unwrap().to_owned()).collect();
    assert_eq!(rows, ["A店.case.ron"]);
}

#[test]
fn no_prefix_of_a_ledger_loads_as_something_less() {
    let whole = load(FULL).unwrap();
    let complete = FULL.split_once("\n//").unwrap().0.trim_end().len();
    for end in 0..FULL.len() {
        match load(&FULL.as_bytes()[..end]) {
            Ok(ledger) => assert!(end >= complete && ledger == whole, "loaded at byte {end}"),
            Err(LoadError::Truncated { .. }) => {}
            Err(error) => panic!("byte {end} of {complete}: {error:?}"),
        }
    }
}

#[test]
fn a_flipped_byte_is_never_silent() {
    for index in 0..FULL.len() {
        for flip in [1 << (index % 8), 0xff] {
            let mut bytes = FULL.as_bytes().to_vec();
            bytes[index] ^= flip;
            if load(&bytes).is_ok() {
                assert!(Seal::of(&bytes) != Seal::Whole || index + 1 == FULL.len(), "byte {index}");
            }
        }
    }
}

#[test]
fn unknown_fields_survive_a_save_at_every_level() {
    let strange = "mood: Some({\"a\": [(1, 2.5, 'x')]}),";
    let mut text = FULL.replace("  company:", &format!("  {strange}\n  company:"));
    let lists = [
        "people",
        "devices",
        "shops",
        "logins",
        "recoveries",
        "partners",
        "contacts",
        "changes",
        "reviews",
        "departures",
        "kept",
        "roles",
        "rights",
        "methods",
    ];
    let mut places = 1;
    for list in lists {
        let (before, rest) = text.split_once(&format!(" {list}: [")).unwrap_or_else(|| panic!("{list}"));
        let (space, rest) = rest.split_once('(').unwrap();
        text = format!("{before} {list}: [{space}({strange}{rest}");
        places += 1;
    }
    let ledger = load(&text).unwrap();
    let written = written(&ledger);
    assert_eq!(written.matches("mood").count(), places, "{written}");
    assert_eq!(load(&written).unwrap(), ledger);
}

#[test]
fn a_newer_ledger_opens_to_be_read_and_is_never_saved_over() {
    let folder = tempfile::tempdir().unwrap();
    let path = ledger::path_in(folder.path());
    let text = FULL
        .replace("version: 1", "version: 2")
        .replace("door: Japan", "door: Moon")
        .replace("  company:", "  mood: Great(3),\n  company:");
    fs::write(&path, &text).unwrap();
    let opened = ledger::open(&path).unwrap();
    assert_eq!(opened.access, Access::ReadOnly(WhyReadOnly::Newer { found: 2 }));
    assert_eq!((opened.case.people.len(), opened.case.shops[0].name.as_str()), (2, "A店"));
    assert_eq!(opened.case.extra, Extra::default());
    let saved = case::save(&opened.case, Target::Own(&opened.base), now());
    assert!(matches!(saved, Err(SaveError::Newer { found: 2, known: 1, .. })), "{saved:?}");
    assert_eq!(fs::read_to_string(&path).unwrap(), text);
}

#[test]
fn a_save_takes_in_what_another_machine_wrote() {
    let folder = tempfile::tempdir().unwrap();
    let path = ledger_in(folder.path());
    let Opened { case: base, base: standing, .. } = ledger::open(&path).unwrap();
    let (mut ours, mut theirs) = (base.clone(), base.clone());
    ours.add(now(), Person { name: "鈴木 一郎".into(), ..Person::default() });
    theirs.get_mut::<Login>(&base.logins[0].id).unwrap().memo.push_str("\n端末を替えた");
    theirs.add(now(), RightsChange { right: "広告".into(), ..RightsChange::default() });
    case::save(&theirs, Target::Replace(&path), now()).unwrap();
    assert!(matches!(case::look(&standing), Look::Changed(opened) if opened.case == theirs));
    let saved = case::save(&ours, Target::Own(&standing), now()).unwrap();
    let merged = saved.merged.unwrap();
    assert_eq!((merged.taken, merged.both.len()), (2, 0));
    let now_there = ledger::load(&path).unwrap();
    assert_eq!(now_there, merged.case);
    assert_eq!((now_there.people.len(), now_there.changes.len()), (3, 2));
    assert!(now_there.logins[0].memo.ends_with("端末を替えた"));
    // Another ledger in this place is not put together with ours.
    let other = Ledger::new(now(), "other");
    case::save(&other, Target::Replace(&path), now()).unwrap();
    let refused = case::save(&ours, Target::Own(&saved.base), now());
    assert!(matches!(refused, Err(SaveError::OtherCase { .. })), "{refused:?}");
}

#[test]
fn earlier_states_are_kept_and_a_broken_ledger_as_well() {
    let folder = tempfile::tempdir().unwrap();
    let path = ledger_in(folder.path());
    let opened = ledger::open(&path).unwrap();
    let mut changed = opened.case.clone();
    changed.company = "合同会社サンプル".into();
    let saved = case::save(&changed, Target::Own(&opened.base), now()).unwrap();
    assert!(matches!(saved.backup, Backup::Kept(_)));
    assert_eq!(ledger::generations(&path)[0].case, opened.case);
    fs::write(&path, &FULL[..FULL.len() / 2]).unwrap();
    let rescue = ledger::rescue(&path, now());
    assert_eq!(rescue.generation.unwrap().case, opened.case);
    let kept = rescue.kept.unwrap();
    assert_eq!(kept.file_name().unwrap(), "体制.壊れた-20261128-093400.ron");
    assert_eq!(fs::read_to_string(kept).unwrap(), FULL[..FULL.len() / 2]);
    assert_eq!(
        ledger::rescue(&path, now()).kept.unwrap().file_name().unwrap(),
        "体制.壊れた-20261128-093400.ron"
    );
    let found: Vec<String> = names(folder.path()).into_iter().filter(|name| !name.starts_with('.')).collect();
    assert_eq!(found, ["体制.ledger.ron", "体制.ledger.ron.bak", "体制.壊れた-20261128-093400.ron"]);
}

#[test]
fn a_recovery_copy_of_a_ledger_is_not_taken_for_a_note() {
    let folder = tempfile::tempdir().unwrap();
    let begin = || case::Recovery::open(folder.path(), now()).unwrap();
    let ledger = load(FULL).unwrap();
    let session = begin();
    session.keep(&case::Draft { case: &ledger, base: None }, now()).unwrap();
    session.keep(&case::Draft { case: &super::note("朝から"), base: None }, now()).unwrap();
    drop(session);
    let next = begin();
    let found = next.found_records::<Ledger>();
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].case, ledger);
    assert_eq!(next.found().len(), 1);
    next.discard(&found[0]).unwrap();
    assert_eq!((begin().found_records::<Ledger>().len(), begin().found().len()), (0, 1));
    // What nobody takes back goes in the end.
    next.keep(&case::Draft { case: &ledger, base: None }, now()).unwrap();
    drop(next);
    case::Recovery::open(folder.path(), at("2030-01-01T00:00:00Z")).unwrap();
    assert_eq!(begin().found_records::<Ledger>().len(), 0);
}

/// Every operation of a save fails, or is where the power is cut: there is the old ledger or the new one.
#[test]
fn trouble_leaves_the_old_or_the_new_ledger() {
    for links in [Links::Known, Links::Unknown] {
        let path = ledger::path_in(Path::new(FOLDER));
        let start = SimDisk::new(FOLDER, links);
        let old = load(FULL).unwrap();
        let base = case::save_on(&start, &old, Target::New(&path), now()).unwrap().base;
        let mut new = old.clone();
        new.company = "合同会社サンプル".into();
        let save = |disk: &SimDisk| case::save_on(disk, &new, Target::Own(&base), now()).map(|_| ());
        let standing = |disk: &SimDisk| -> Ledger { case::load_record(disk, &path).unwrap() };
        let clean = start.copy_with(None);
        save(&clean).unwrap();
        let operations = clean.operations().len();
        assert!(operations > 4);
        for number in 0..=operations {
            for trouble in [Trouble::Once(number, 28), Trouble::Always(number, 5), Trouble::Once(number, 13)]
            {
                let disk = start.copy_with(Some(trouble));
                let result = save(&disk);
                let expected = if result.is_ok() { &new } else { &old };
                assert_eq!(&standing(&disk.copy_with(None)), expected, "{trouble:?}: {result:?}");
            }
            let disk = start.copy_with(Some(Trouble::PowerCut(number)));
            let result = save(&disk);
            for ordered in [true, false] {
                for left in disk.after_power_cut(ordered) {
                    let found = standing(&left);
                    assert!(found == old || found == new, "{number}: a third state");
                    assert!(number < operations || found == new || result.is_err(), "what was saved is lost");
                }
            }
        }
    }
}

#[test]
fn ids_are_unique_in_the_fixture() {
    fn ids<P: Part>(ledger: &Ledger) -> BTreeSet<String> {
        P::list(ledger).iter().map(|part| part.id().to_owned()).collect()
    }
    let ledger = load(FULL).unwrap();
    assert_eq!(ids::<Person>(&ledger).len(), ledger.people.len());
    assert_eq!(ids::<Login>(&ledger).len(), ledger.logins.len());
}
