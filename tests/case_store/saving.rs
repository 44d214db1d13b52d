//! Saving: what is kept, what is refused, and what a crash leaves.

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    time::Duration,
};

use login_triage::case::{self, Backup, SaveError, Target};

use super::{at, names, note, save};

#[test]
fn a_save_keeps_the_previous_states() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("A店.case.ron");
    let saved = save(&note("一"), &path).unwrap();
    assert!(matches!(saved.backup, Backup::NothingBefore));
    assert_eq!((saved.bytes, &saved.path), (fs::metadata(&path).unwrap().len(), &path));
    assert_eq!(names(folder.path()), ["A店.case.ron"]);
    let saved = save(&note("二"), &path).unwrap();
    assert!(matches!(saved.backup, Backup::Kept(kept) if kept == case::backup_path(&path)));
    assert_eq!(case::load(&case::backup_path(&path)).unwrap(), note("一"));
    // Saving the same again does not push the previous state out.
    assert!(matches!(save(&note("二"), &path).unwrap().backup, Backup::Unchanged));
    assert_eq!(case::load(&case::backup_path(&path)).unwrap(), note("一"));
    assert_eq!(names(folder.path()), ["A店.case.ron", "A店.case.ron.bak"]);
    for title in ["三", "四", "五"] {
        save(&note(title), &path).unwrap();
    }
    assert_eq!(case::load(&path).unwrap(), note("五"));
    assert_eq!(names(folder.path()), ["A店.case.ron", "A店.case.ron.bak", "以前の版"]);
    let older = folder.path().join("以前の版");
    assert_eq!(names(&older), ["A店.case.ron.bak2", "A店.case.ron.bak3"]);
    let mut titles: Vec<_> = case::generations(&path).into_iter().map(|old| old.case.title).collect();
    titles.sort();
    assert_eq!(titles, ["三", "二", "四"]);
}

#[test]
fn the_last_state_of_each_day_is_kept_for_a_week() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("A店.case.ron");
    let mut base = None;
    for day in 1..=12 {
        for hour in [1, 5] {
            let now = at(&format!("2026-11-{day:02}T{hour:02}:00:00Z"));
            let mut case = note(&format!("{day}日 {hour}時"));
            case.updated_at = now;
            let target = base.as_ref().map_or(Target::New(&path), Target::Own);
            base = Some(case::save(&case, target, now).unwrap().base);
        }
    }
    let found = case::generations(&path);
    let titles: Vec<_> = found.iter().map(|old| old.case.title.as_str()).collect();
    assert_eq!(
        titles,
        [
            "12日 1時",
            "11日 5時",
            "11日 1時",
            "10日 5時",
            "9日 5時",
            "8日 5時",
            "7日 5時",
            "6日 5時",
            "5日 5時"
        ]
    );
    assert!(found.is_sorted_by_key(|old| std::cmp::Reverse(old.at())));
}

#[test]
fn a_damaged_file_does_not_push_out_the_good_backup() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("note.case.ron");
    for title in ["一", "二"] {
        save(&note(title), &path).unwrap();
    }
    fs::write(&path, "何か別のもの").unwrap();
    let saved = save(&note("三"), &path).unwrap();
    assert_eq!(case::load(&case::backup_path(&path)).unwrap(), note("一"));
    let aside = folder.path().join("note.壊れた-20261121-093400.ron");
    assert!(matches!(saved.backup, Backup::Kept(kept) if kept == aside));
    assert_eq!(fs::read_to_string(aside).unwrap(), "何か別のもの");
}

#[test]
fn leftovers_of_a_crash_do_not_disturb() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("note.case.ron");
    for leftover in [".login-triage-abc123.tmp", "note.case.ron.tmp", "note.case.ron~"] {
        fs::write(folder.path().join(leftover), "(vers").unwrap();
    }
    save(&note("一"), &path).unwrap();
    save(&note("二"), &path).unwrap();
    assert_eq!(case::load(&path).unwrap(), note("二"));
    assert_eq!(names(folder.path()).len(), 5);
}

#[test]
fn bad_places_are_refused_and_left_clean() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("file");
    fs::write(&file, "x").unwrap();
    let save = |path: PathBuf| save(&note("x"), &path);
    assert!(matches!(save(folder.path().to_owned()), Err(SaveError::NotAFile { .. })));
    assert!(matches!(save(file.join("note.ron")), Err(SaveError::NoFolder { path }) if path == file));
    assert!(matches!(save(folder.path().join("none/note.ron")), Err(SaveError::NoFolder { .. })));
    assert!(matches!(save(PathBuf::new()), Err(SaveError::NoFileName { .. })));
    assert!(matches!(save(PathBuf::from("/")), Err(SaveError::NoFileName { .. })));
    // Longer than a name may be, in bytes.
    #[cfg(unix)]
    assert!(matches!(save(folder.path().join("長".repeat(200))), Err(SaveError::Write { .. })));
    #[cfg(target_os = "linux")]
    assert!(matches!(save(PathBuf::from("/proc/note.ron")), Err(SaveError::Write { .. })));
    assert_eq!(names(folder.path()), ["file"]);
    assert_eq!(fs::read(&file).unwrap(), b"x");
}

#[test]
fn a_read_only_file_stays_as_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("note.case.ron");
    save(&note("一"), &path).unwrap();
    let open = fs::metadata(&path).unwrap().permissions();
    let mut closed = open.clone();
    closed.set_readonly(true);
    fs::set_permissions(&path, closed).unwrap();
    assert!(matches!(save(&note("二"), &path), Err(SaveError::ReadOnly { .. })));
    assert_eq!(case::load(&path).unwrap(), note("一"));
    assert_eq!(names(folder.path()), ["note.case.ron"]);
    fs::set_permissions(&path, open).unwrap();
}

#[test]
fn what_could_not_be_loaded_again_is_not_saved() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("note.case.ron");
    save(&note("一"), &path).unwrap();
    let mut big = note("大");
    big.memo = "あ".repeat(11 * 1024 * 1024);
    assert!(matches!(save(&big, &path), Err(SaveError::TooBig { .. })));
    let mut alien = note("版");
    alien.version = 1;
    assert!(matches!(save(&alien, &path), Err(SaveError::Verify { .. })));
    assert_eq!(case::load(&path).unwrap(), note("一"));
    assert_eq!(names(folder.path()), ["note.case.ron"]);
}

#[test]
fn carriage_returns_come_back_as_they_were() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("note.case.ron");
    for memo in ["一\r\n二", "一\r", "\r\n", "\n\r", "一\u{85}二\u{2028}三"] {
        let mut case = note("改行");
        memo.clone_into(&mut case.memo);
        save(&case, &path).unwrap();
        assert_eq!(case::load(&path).unwrap(), case, "{memo:?}");
    }
}

#[cfg(unix)]
#[test]
fn links_are_followed_and_stay_links() {
    let folder = tempfile::tempdir().unwrap();
    let real = folder.path().join("共有");
    fs::create_dir(&real).unwrap();
    let link = folder.path().join("link.ron");
    std::os::unix::fs::symlink("second.ron", &link).unwrap();
    std::os::unix::fs::symlink("共有/note.case.ron", folder.path().join("second.ron")).unwrap();
    for title in ["一", "二"] {
        let saved = save(&note(title), &link).unwrap();
        assert_eq!(saved.path, real.join("note.case.ron"));
    }
    assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
    assert_eq!(case::load(&link).unwrap(), note("二"));
    assert_eq!(names(&real), ["note.case.ron", "note.case.ron.bak"]);
    assert_eq!(names(folder.path()), ["link.ron", "second.ron", "共有"]);
    let round = folder.path().join("round.ron");
    std::os::unix::fs::symlink("round.ron", &round).unwrap();
    assert!(matches!(save(&note("x"), &round), Err(SaveError::Write { .. })));
}

/// Not a test of its own: the process that [`a_killed_save_leaves_a_whole_note`] kills.
#[test]
fn child_that_saves_forever() {
    let Some(path) = std::env::var_os("CASE_STORE_KILL") else {
        return;
    };
    for turn in 0_usize.. {
        save(&note(&"長い題".repeat(1 + turn % 2000)), Path::new(&path)).unwrap();
    }
}

#[test]
fn a_killed_save_leaves_a_whole_note() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("note.case.ron");
    save(&note("一"), &path).unwrap();
    for turn in 0..12 {
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "saving::child_that_saves_forever"])
            .env("CASE_STORE_KILL", &path)
            .stdout(Stdio::null())
            .spawn()
            .unwrap();
        std::thread::sleep(Duration::from_millis(60 + 7 * turn));
        child.kill().unwrap();
        child.wait().unwrap();
        assert!(case::load(&path).unwrap().title.contains(if turn > 0 { "題" } else { "" }));
        let backup = case::backup_path(&path);
        assert!(!backup.exists() || case::load(&backup).is_ok());
    }
    assert!(case::backup_path(&path).exists(), "the child never saved");
}
