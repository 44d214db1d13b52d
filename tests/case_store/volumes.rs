//! Disks that are full, closed, or pulled out, in namespaces of the kernel that end with the test. Only root may do that:
//! for anybody else the tests fail. Each test starts this program again inside a namespace.

use std::{
    fs,
    io::{self, Write},
    path::{Path, PathBuf},
    process::Command,
};

use login_triage::case::{
    self, Access, Draft, EditLock, Editor, Look, Recovery, SaveError, Taken, Target, WhyReadOnly, look, open,
};

use super::{at, names, note, save};

const FOLDER: &str = "CASE_STORE_VOLUME";

fn now() -> jiff::Timestamp {
    at("2026-11-21T00:34:00Z")
}

/// Runs a test of this file on a volume of a megabyte.
fn on_a_small_volume(test: &str) {
    let folder = tempfile::tempdir().unwrap();
    let script = "mount -t tmpfs -o size=1m tmpfs \"$0\" && exec \"$@\"";
    let output = Command::new("unshare")
        .args(["--mount", "sh", "-c", script])
        .arg(folder.path())
        .arg(std::env::current_exe().unwrap())
        .args(["--exact", &format!("volumes::{test}"), "--nocapture"])
        .env(FOLDER, folder.path())
        .output()
        .unwrap();
    let text =
        [output.stdout, output.stderr].map(|text| String::from_utf8_lossy(&text).into_owned()).concat();
    assert!(output.status.success() && text.contains("1 passed"), "{text}");
}

/// The volume, inside the namespace.
fn volume() -> Option<PathBuf> {
    std::env::var_os(FOLDER).map(PathBuf::from)
}

fn mount(arguments: &[&str]) {
    let status = Command::new("mount").args(arguments).status().unwrap();
    assert!(status.success(), "{arguments:?}: {status}");
}

/// Fills the volume to the last byte.
fn fill(folder: &Path) -> PathBuf {
    let path = folder.join("fill");
    let mut file = fs::File::create(&path).unwrap();
    loop {
        match file.write(&[1; 4096]) {
            Ok(_) => {}
            Err(error) if error.kind() == io::ErrorKind::StorageFull => return path,
            Err(error) => panic!("{error}"),
        }
    }
}

#[test]
fn a_full_disk_loses_nothing() {
    on_a_small_volume("inside_a_full_volume");
}

#[test]
fn inside_a_full_volume() {
    let Some(folder) = volume() else { return };
    let path = folder.join("A店.case.ron");
    let mut case = note("一");
    case.memo = "長いメモ".repeat(4000);
    save(&note("以前"), &path).unwrap();
    let base = save(&case, &path).unwrap().base;
    let session = Recovery::open(&folder.join("recovery"), now()).unwrap();
    session.keep(&Draft { case: &case, base: Some(&base) }, now()).unwrap();
    let filled = fill(&folder);
    let before = names(&folder);
    let mut typed = case.clone();
    typed.memo.push_str("続き");
    let full = |result: Result<_, SaveError>| matches!(result, Err(SaveError::Write { source, .. }) if source.kind() == io::ErrorKind::StorageFull);
    for _ in 0..3 {
        assert!(full(case::save(&typed, Target::Own(&base), now()).map(|_| ())));
        assert!(full(session.keep(&Draft { case: &typed, base: Some(&base) }, now())));
    }
    assert_eq!(names(&folder), before, "nothing is left of the tries");
    assert_eq!(case::load(&path).unwrap(), case);
    assert_eq!(case::load(&case::backup_path(&path)).unwrap(), note("以前"));
    // It can still be opened to be changed: there may be room later.
    assert_eq!(open(&path).unwrap().access, Access::Full);
    drop(session);
    let next = Recovery::open(&folder.join("recovery"), now()).unwrap();
    assert_eq!(next.found()[0].case, case);
    fs::remove_file(filled).unwrap();
    case::save(&typed, Target::Own(&base), now()).unwrap();
    assert_eq!(case::load(&path).unwrap(), typed);
}

#[test]
fn a_folder_that_cannot_be_written_is_opened_to_be_read() {
    on_a_small_volume("inside_a_volume_that_is_closed");
}

#[test]
fn inside_a_volume_that_is_closed() {
    let Some(folder) = volume() else { return };
    let place = folder.to_str().unwrap();
    let path = folder.join("A店.case.ron");
    let base = save(&note("一"), &path).unwrap().base;
    let me = Editor { who: "山田".to_owned(), machine: "PC-02".to_owned(), pid: 7 };
    mount(&["-o", "remount,ro", place]);
    let opened = open(&path).unwrap();
    assert_eq!(opened.access, Access::ReadOnly(WhyReadOnly::NotWritable));
    assert_eq!(opened.case, note("一"));
    assert!(matches!(look(&base), Look::Same));
    let closed = |result: Result<_, SaveError>| matches!(result, Err(SaveError::Write { source, .. }) if source.kind() == io::ErrorKind::ReadOnlyFilesystem);
    assert!(closed(case::save(&note("二"), Target::Own(&base), now()).map(|_| ())));
    assert!(closed(case::save(&note("二"), Target::New(&folder.join("新.case.ron")), now()).map(|_| ())));
    assert!(matches!(EditLock::take(&path, &me, now()), Taken::Ours(_)));
    mount(&["-o", "remount,rw", place]);
    assert_eq!(open(&path).unwrap().access, Access::Full);
    assert_eq!(names(&folder), ["A店.case.ron"]);
}

#[test]
fn a_volume_that_is_pulled_out_is_noticed() {
    on_a_small_volume("inside_a_volume_that_is_pulled_out");
}

#[test]
fn inside_a_volume_that_is_pulled_out() {
    let Some(folder) = volume() else { return };
    let path = folder.join("記録/A店.case.ron");
    fs::create_dir(path.parent().unwrap()).unwrap();
    let base = save(&note("一"), &path).unwrap().base;
    assert!(Command::new("umount").arg(&folder).status().unwrap().success());
    assert!(matches!(look(&base), Look::Gone));
    let result = case::save(&note("二"), Target::Own(&base), now());
    assert!(matches!(result, Err(SaveError::NoFolder { .. })), "{result:?}");
    mount(&["-t", "tmpfs", "-o", "size=1m", "tmpfs", folder.to_str().unwrap()]);
    fs::create_dir(path.parent().unwrap()).unwrap();
    // Back again, though empty: what is in the window can be saved.
    case::save(&note("二"), Target::Own(&base), now()).unwrap();
    assert_eq!(case::load(&path).unwrap(), note("二"));
}
