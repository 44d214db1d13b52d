//! What others do beside us: changes on the disk, conflict copies, broken files, locks, places that are difficult.

use std::{
    fs,
    path::{Path, PathBuf},
};

use jiff::SignedDuration;
use login_triage::case::{
    self, Access, EditLock, Editor, EntryKind, LoadError, Look, SaveError, Taken, Target, WhyReadOnly,
    conflicts_of,
    disk::{Disk, RealDisk},
    lock_path, look, open, rescue,
};

use super::{
    at, names, note, save,
    sim_disk::{Links, SimDisk, Trouble},
};

fn now() -> jiff::Timestamp {
    at("2026-11-21T00:34:00Z")
}

fn saved_note(folder: &Path) -> PathBuf {
    let path = folder.join("A店.case.ron");
    save(&note("一"), &path).unwrap();
    path
}

#[test]
fn a_change_on_the_disk_is_noticed() {
    let folder = tempfile::tempdir().unwrap();
    let path = saved_note(folder.path());
    let base = open(&path).unwrap().base;
    assert!(matches!(look(&base), Look::Same));
    save(&note("二"), &path).unwrap();
    assert!(matches!(look(&base), Look::Changed(opened) if opened.case.title == "二"));
    fs::write(&path, "(version: 2, id: \"").unwrap();
    assert!(matches!(look(&base), Look::Unreadable(LoadError::Truncated { .. })));
    fs::remove_file(&path).unwrap();
    assert!(matches!(look(&base), Look::Gone));
    let folder_is_gone = folder.path().to_owned();
    drop(folder);
    assert!(!folder_is_gone.exists());
    assert!(matches!(look(&base), Look::Gone));
    assert!(matches!(case::save(&note("三"), Target::Own(&base), now()), Err(SaveError::NoFolder { .. })));
}

#[test]
fn a_file_that_was_only_touched_is_the_same() {
    let folder = tempfile::tempdir().unwrap();
    let path = saved_note(folder.path());
    let base = open(&path).unwrap().base;
    let bytes = fs::read(&path).unwrap();
    fs::remove_file(&path).unwrap();
    fs::write(&path, bytes).unwrap();
    assert!(matches!(look(&base), Look::Same));
}

#[test]
fn a_clock_that_was_set_back_hides_no_change() {
    let folder = tempfile::tempdir().unwrap();
    let path = saved_note(folder.path());
    let modified = fs::metadata(&path).unwrap().modified().unwrap();
    let base = open(&path).unwrap().base;
    // The same size, and a time of change that is the same, or a year earlier.
    for (title, back) in [("二", 0), ("三", 365 * 24 * 3600)] {
        save(&note(title), &path).unwrap();
        let earlier = modified - std::time::Duration::from_secs(back);
        fs::File::options().append(true).open(&path).unwrap().set_modified(earlier).unwrap();
        assert!(matches!(look(&base), Look::Changed(opened) if opened.case.title == title), "{title}");
    }
}

#[test]
fn a_save_takes_in_what_somebody_else_wrote() {
    let folder = tempfile::tempdir().unwrap();
    let path = saved_note(folder.path());
    let opened = open(&path).unwrap();
    let mut theirs = opened.case.clone();
    theirs.log(now(), EntryKind::Note, "相手が書いた行");
    case::save(&theirs, Target::Own(&opened.base), now()).unwrap();
    let mut ours = opened.case.clone();
    ours.log(now(), EntryKind::Note, "こちらが書いた行");
    let saved = case::save(&ours, Target::Own(&opened.base), now()).unwrap();
    let merged = saved.merged.unwrap();
    let has = |case: &case::Case, text: &str| case.timeline.iter().any(|entry| entry.text == text);
    assert!(has(&merged.case, "相手が書いた行") && has(&merged.case, "こちらが書いた行"));
    assert_eq!(case::load(&path).unwrap(), merged.case);
    assert_eq!(saved.base.case(), &merged.case);
    assert!(matches!(look(&saved.base), Look::Same));
    // Nothing to take in: what stood there when it was saved last.
    assert!(case::save(&ours, Target::Own(&saved.base), now()).unwrap().merged.is_none());
}

#[test]
fn another_case_or_a_newer_note_is_not_written_over() {
    let folder = tempfile::tempdir().unwrap();
    let path = saved_note(folder.path());
    let base = open(&path).unwrap().base;
    let other = case::Case::new(now(), "b2b2");
    save(&other, &path).unwrap();
    let result = case::save(&note("三"), Target::Own(&base), now());
    assert!(matches!(result, Err(SaveError::OtherCase { .. })), "{result:?}");
    let newer = format!("(version: {}, id: \"a\", title: \"新しい\")", case::CURRENT_VERSION + 1);
    fs::write(&path, &newer).unwrap();
    let result = case::save(&note("三"), Target::Own(&base), now());
    assert!(matches!(result, Err(SaveError::Newer { .. })), "{result:?}");
    let opened = open(&path).unwrap();
    assert!(matches!(opened.access, Access::ReadOnly(WhyReadOnly::Newer { .. })));
    let result = case::save(&opened.case, Target::Own(&opened.base), now());
    assert!(matches!(result, Err(SaveError::Newer { .. })), "{result:?}");
    assert_eq!(fs::read_to_string(&path).unwrap(), newer);
    assert!(matches!(case::save(&note("三"), Target::New(&path), now()), Err(SaveError::Exists { .. })));
}

#[test]
fn a_file_that_is_gone_is_written_again() {
    let folder = tempfile::tempdir().unwrap();
    let path = saved_note(folder.path());
    let base = open(&path).unwrap().base;
    fs::remove_file(&path).unwrap();
    let saved = case::save(&note("二"), Target::Own(&base), now()).unwrap();
    assert!(saved.merged.is_none());
    assert_eq!(case::load(&path).unwrap(), note("二"));
}

#[test]
fn a_file_marked_as_read_only_is_opened_as_such() {
    let folder = tempfile::tempdir().unwrap();
    let path = saved_note(folder.path());
    assert_eq!(open(&path).unwrap().access, Access::Full);
    let before = fs::metadata(&path).unwrap().permissions();
    let mut closed = before.clone();
    closed.set_readonly(true);
    fs::set_permissions(&path, closed).unwrap();
    assert_eq!(open(&path).unwrap().access, Access::ReadOnly(WhyReadOnly::NotWritable));
    fs::set_permissions(&path, before).unwrap();
    assert_eq!(names(folder.path()), ["A店.case.ron"], "opening leaves nothing");
}

#[test]
fn an_unreadable_note_is_kept_once_and_an_earlier_state_offered() {
    let folder = tempfile::tempdir().unwrap();
    let path = saved_note(folder.path());
    save(&note("二"), &path).unwrap();
    let whole = fs::read(&path).unwrap();
    let broken = &whole[..whole.len() / 2];
    fs::write(&path, broken).unwrap();
    for _ in 0..2 {
        let found = rescue(&path, now());
        let kept = found.kept.unwrap();
        assert_eq!(kept, folder.path().join("A店.壊れた-20261121-093400.ron"));
        assert_eq!(fs::read(&kept).unwrap(), broken);
        assert!(case::is_broken_copy(kept.file_name().unwrap()));
        assert_eq!(found.generation.unwrap().case, note("一"));
        assert_eq!(fs::read(&path).unwrap(), broken, "the file itself stays");
    }
    fs::write(&path, [0; 512]).unwrap();
    let second = rescue(&path, now()).kept.unwrap();
    assert_eq!(second, folder.path().join("A店.壊れた-20261121-093400-2.ron"));
    assert_eq!(conflicts_of(&path), Vec::<PathBuf>::new());
}

#[test]
fn files_of_others_are_not_copied() {
    let folder = tempfile::tempdir().unwrap();
    let letter = folder.path().join("手紙.txt");
    fs::write(&letter, "拝啓").unwrap();
    for path in [letter, folder.path().join("ない.case.ron"), folder.path().to_owned()] {
        let found = rescue(&path, now());
        assert!(found.kept.is_none() && found.failed.is_none() && found.generation.is_none(), "{found:?}");
    }
    assert_eq!(names(folder.path()), ["手紙.txt"]);
}

#[test]
fn copies_are_told_by_their_name_and_by_what_they_hold() {
    let folder = tempfile::tempdir().unwrap();
    let path = saved_note(folder.path());
    let copy = |name: &str| folder.path().join(name);
    let ours = ["A店.case-PC-02.ron", "A店.case (1).ron", "A店.case - コピー.ron"];
    for name in ours {
        fs::copy(&path, copy(name)).unwrap();
    }
    save(&case::Case::new(now(), "b2b2"), &copy("A店.case-別の案件.ron")).unwrap();
    fs::write(copy("A店.case (2).ron"), "壊れている").unwrap();
    fs::copy(&path, copy("まったく別の名前.case.ron")).unwrap();
    let mut expected: Vec<PathBuf> = ours.map(copy).to_vec();
    expected.sort();
    assert_eq!(conflicts_of(&path), expected);
    assert_eq!(conflicts_of(&copy("まったく別の名前.case.ron")), Vec::<PathBuf>::new());
}

#[test]
fn a_save_does_not_wait_for_others_forever() {
    let disk = SimDisk::new("/記録", Links::Known);
    let path = Path::new("/記録/A店.case.ron");
    let save = || case::save_on(&disk, &note("一"), Target::Replace(path), now());
    let held = disk.try_lock(Path::new("/記録/.login-triage.lock")).unwrap().unwrap();
    let result = save();
    assert!(matches!(result, Err(SaveError::Busy { .. })), "{result:?}");
    assert!(disk.files().is_empty());
    drop(held);
    save().unwrap();
}

#[test]
fn the_mark_of_a_killed_program_is_taken_away_in_the_end() {
    let disk = SimDisk::new("/記録", Links::Known);
    let path = Path::new("/記録/A店.case.ron");
    let mark = Path::new("/記録/.login-triage.saving");
    disk.put(mark, b"");
    // What asks for the lock fails: no locks here.
    let disk = disk.copy_with(Some(Trouble::WithoutLocks));
    for title in ["一", "二"] {
        case::save_on(&disk, &note(title), Target::Replace(path), now()).unwrap();
        assert!(!disk.files().contains_key(mark));
    }
}

#[test]
fn the_marks_of_programs_that_save_all_the_time_are_not_taken_away() {
    const MARK: &str = "/記録/.login-triage.saving";
    let disk = SimDisk::new("/記録", Links::Known);
    disk.put(Path::new(MARK), b"another");
    let disk = disk.copy_with(Some(Trouble::OthersWrite(MARK)));
    let path = Path::new("/記録/A店.case.ron");
    let result = case::save_on(&disk, &note("一"), Target::Replace(path), now());
    assert!(matches!(result, Err(SaveError::Busy { .. })), "{result:?}");
    let files = disk.files();
    assert_eq!(files.keys().collect::<Vec<_>>(), [Path::new(MARK)]);
}

#[test]
fn what_a_killed_program_was_writing_goes_after_a_day() {
    let folder = tempfile::tempdir().unwrap();
    let path = saved_note(folder.path());
    let later = jiff::Timestamp::now() + SignedDuration::from_hours(48);
    let (left, others) =
        (folder.path().join(".login-triage-0123456789abcdef.tmp"), folder.path().join("x.tmp"));
    for file in [&left, &others] {
        fs::write(file, "(version: 2").unwrap();
    }
    let mut case = note("二");
    case.updated_at = jiff::Timestamp::now();
    let base = save(&case, &path).unwrap().base;
    assert!(left.exists(), "somebody may be writing it");
    case.title = "三".to_owned();
    case::save(&case, Target::Own(&base), later).unwrap();
    assert!(!left.exists() && others.exists());
}

#[test]
fn locks_of_the_real_disk_keep_others_out_and_leave_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("lock");
    for _ in 0..2 {
        let held = RealDisk.try_lock(&path).unwrap().unwrap();
        assert!(RealDisk.try_lock(&path).unwrap().is_none());
        drop(held);
        assert_eq!(names(folder.path()), Vec::<String>::new());
    }
    // A program that was killed leaves the file, unlocked.
    fs::write(&path, "").unwrap();
    assert!(RealDisk.try_lock(&path).unwrap().is_some());
}

fn editor(who: &str, machine: &str, pid: u32) -> Editor {
    Editor { who: who.to_owned(), machine: machine.to_owned(), pid }
}

fn take(note: &Path, me: &Editor, at: jiff::Timestamp, running: &[u32]) -> Taken {
    EditLock::take_on(std::sync::Arc::new(RealDisk), note, me, at, |pid| running.contains(&pid))
}

#[test]
fn who_edits_is_told_to_others_until_it_ends() {
    let folder = tempfile::tempdir().unwrap();
    let path = saved_note(folder.path());
    let (yamada, sato) = (editor("山田", "PC-02", 7), editor("佐藤", "PC-03", 7));
    let Taken::Ours(mut lock) = take(&path, &yamada, now(), &[7]) else { panic!("nobody else is there") };
    assert!(lock_path(&path).exists());
    let Taken::Held(holder) = take(&path, &sato, now(), &[7]) else { panic!("Yamada is there") };
    assert_eq!((holder.editor, holder.since, holder.stale), (Some(yamada.clone()), Some(now()), false));
    // Still there after an hour, if it says so.
    let hour = now() + SignedDuration::from_hours(1);
    let Taken::Held(holder) = take(&path, &sato, hour, &[7]) else { panic!("Yamada is there") };
    assert!(holder.stale);
    lock.refresh(&yamada, hour).unwrap();
    let Taken::Held(holder) = take(&path, &sato, hour, &[7]) else { panic!("Yamada is there") };
    assert_eq!((holder.stale, holder.since, holder.seen), (false, Some(now()), Some(hour)));
    // Taken over: the first one is told, and does not take it away from the second.
    let second = EditLock::take_over(&path, &sato, hour);
    assert_eq!(lock.refresh(&yamada, hour).unwrap_err().editor, Some(sato));
    drop(lock);
    assert!(lock_path(&path).exists());
    drop(second);
    assert_eq!(names(folder.path()), ["A店.case.ron"]);
}

#[test]
fn what_our_own_program_left_is_taken_over_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let path = saved_note(folder.path());
    let killed = editor("山田", "PC-02", 7);
    let Taken::Ours(lock) = take(&path, &killed, now(), &[7]) else { panic!("nobody else is there") };
    std::mem::forget(lock);
    assert!(
        matches!(take(&path, &editor("山田", "PC-02", 8), now(), &[7, 8]), Taken::Held(holder) if !holder.stale)
    );
    assert!(
        matches!(take(&path, &editor("佐藤", "PC-02", 8), now(), &[8]), Taken::Held(holder) if holder.stale)
    );
    assert!(matches!(take(&path, &editor("山田", "PC-02", 8), now(), &[8]), Taken::Ours(_)));
    assert!(!lock_path(&path).exists());
}

#[test]
fn a_broken_lock_and_a_missing_folder_are_no_errors() {
    let folder = tempfile::tempdir().unwrap();
    let path = saved_note(folder.path());
    for bytes in [&b""[..], b"(version: 1, who: ", b"\xff\xfe", &b"(".repeat(20_000)] {
        fs::write(lock_path(&path), bytes).unwrap();
        let Taken::Held(holder) = take(&path, &editor("山田", "PC-02", 8), now(), &[8]) else {
            panic!("a lock")
        };
        assert!(holder.stale && holder.editor.is_none());
    }
    assert!(matches!(
        take(&folder.path().join("ない/note.ron"), &editor("山田", "PC-02", 8), now(), &[8]),
        Taken::Ours(_)
    ));
    let long = folder.path().join(format!("{}.ron", "長".repeat(81)));
    assert!(matches!(take(&long, &editor("山田", "PC-02", 8), now(), &[8]), Taken::Ours(_)));
    let me = Editor::here("  ");
    assert!(!me.who.is_empty() && !me.machine.is_empty() && me.pid == std::process::id(), "{me:?}");
}

#[test]
fn names_of_every_kind_are_saved_and_found_again() {
    let folder = tempfile::tempdir().unwrap();
    // A path over 260 characters, in folders of 80 each.
    let deep = (0..4).fold(folder.path().to_owned(), |path, _| path.join("深".repeat(20) + &"d".repeat(60)));
    fs::create_dir_all(&deep).unwrap();
    assert!(deep.as_os_str().len() > 260);
    // An emoji of several characters, か and ゛ apart, spaces.
    for name in ["🔐👩‍💻.case.ron", "か\u{3099}く.case.ron", " 先頭に空白.case.ron", "100%.case.ron"]
    {
        for place in [folder.path(), &deep] {
            let path = place.join(name);
            for title in ["一", "二", "三"] {
                save(&note(title), &path).unwrap();
            }
            let opened = open(&path).unwrap();
            assert_eq!(opened.case, note("三"), "{name}");
            assert!(matches!(look(&opened.base), Look::Same));
            assert_eq!(case::generations(&path).len(), 2, "{name}");
            assert!(matches!(take(&path, &editor("山田", "PC-02", 8), now(), &[8]), Taken::Ours(_)));
        }
    }
}
