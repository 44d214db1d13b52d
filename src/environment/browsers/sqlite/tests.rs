use std::collections::BTreeMap;

use proptest::prelude::*;

use super::*;
use crate::environment::root::Os;

const TABLE: &str =
    "CREATE TABLE cookies (name TEXT, value TEXT); INSERT INTO cookies VALUES ('a', 'secret');";

fn machine() -> (TempDir, Root, PathBuf) {
    let dir = tempfile::tempdir().unwrap();
    let root = Root::copied(dir.path(), Os::Linux).unwrap();
    let path = dir.path().join("Cookies");
    (dir, root, path)
}

fn made(path: &Path, statements: &str) -> Connection {
    let connection = Connection::open(path).unwrap();
    connection.execute_batch(statements).unwrap();
    connection
}

/// All files of a folder with their content.
fn files(dir: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let paths = fs::read_dir(dir).unwrap().map(|entry| entry.unwrap().path());
    paths.filter(|path| path.is_file()).map(|path| (path.clone(), fs::read(path).unwrap())).collect()
}

fn names(copy: &Copy) -> Vec<String> {
    copy.query("SELECT name FROM cookies ORDER BY name", [], |row| row.get(0)).unwrap()
}

/// The names of the cookies; the folder is as it was before.
fn read_names(dir: &TempDir, root: &Root, path: &Path) -> Vec<String> {
    let before = files(dir.path());
    let copy = open_copy(root, path).unwrap();
    assert!(!copy.columns("cookies").unwrap().is_empty());
    let found = names(&copy);
    drop(copy);
    assert!(files(dir.path()) == before, "nothing is written, and nothing is left behind");
    found
}

fn state(root: &Root, path: &Path) -> ReadState {
    open_copy(root, path).map(drop).unwrap_err()
}

#[test]
fn what_stands_only_in_the_wal_is_seen() {
    let (dir, root, path) = machine();
    let browser = made(&path, &format!("PRAGMA journal_mode = WAL; PRAGMA wal_autocheckpoint = 0; {TABLE}"));
    assert!(fs::metadata(dir.path().join("Cookies-wal")).unwrap().len() > 0);
    assert_eq!(read_names(&dir, &root, &path), ["a"]);
    drop(browser);
}

#[test]
fn a_browser_that_runs_and_locks_its_database_is_read() {
    let (dir, root, path) = machine();
    let browser =
        made(&path, &format!("PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; {TABLE}"));
    browser.execute_batch("BEGIN EXCLUSIVE; INSERT INTO cookies VALUES ('b', '')").unwrap();
    assert_eq!(read_names(&dir, &root, &path), ["a"], "what is not committed is not there");
}

/// A database with a journal that has yet to be rolled back, as after a power cut: a thousand times `a`, which was
/// being changed to `torn`.
fn with_hot_journal(path: &Path) {
    let before = path.with_extension("before");
    let many = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000)
                INSERT INTO cookies SELECT 'a', hex(zeroblob(300)) FROM n;";
    let table = "CREATE TABLE cookies (name TEXT, value TEXT);";
    let browser = made(&before, &format!("{table} {many} PRAGMA cache_size = 5;"));
    browser.execute_batch("BEGIN; UPDATE cookies SET name = 'torn';").unwrap();
    fs::copy(&before, path).unwrap();
    fs::copy(with_ending(&before, "-journal"), with_ending(path, "-journal")).unwrap();
    drop(browser);
    fs::remove_file(before).unwrap();
}

#[test]
fn a_hot_journal_is_rolled_back_in_the_copy_only() {
    let (dir, root, path) = machine();
    with_hot_journal(&path);
    assert_eq!(read_names(&dir, &root, &path), vec!["a"; 1000]);
    fs::remove_file(with_ending(&path, "-journal")).unwrap();
    assert!(names(&open_copy(&root, &path).unwrap()).contains(&"torn".to_owned()), "it was hot");
}

#[test]
fn a_journal_that_names_another_file_is_rolled_back_without_it() {
    let (dir, root, path) = machine();
    with_hot_journal(&path);
    // As SQLite names it. Since it is not there, SQLite itself would take the changes for done.
    let other = dir.path().join("places-mj0A1B2C9D4");
    let name = other.to_str().unwrap().as_bytes();
    let sum = name.iter().fold(0u32, |sum, byte| sum.wrapping_add(u32::from(*byte)));
    let mut record = vec![0, 0x10, 0, 1];
    record.extend(name);
    record.extend(u32::try_from(name.len()).unwrap().to_be_bytes());
    record.extend(sum.to_be_bytes());
    record.extend(NAMES_A_FILE);
    let mut journal = File::options().append(true).open(with_ending(&path, "-journal")).unwrap();
    journal.write_all(&record).unwrap();
    assert_eq!(read_names(&dir, &root, &path), vec!["a"; 1000]);
}

#[test]
fn a_damaged_database_is_one_that_cannot_be_understood() {
    let (_dir, root, path) = machine();
    fs::write(&path, b"not a database, but long enough to be one".repeat(100)).unwrap();
    assert_eq!(state(&root, &path), ReadState::Unparsable);
    fs::remove_file(&path).unwrap();
    made(&path, TABLE).close().unwrap();
    let mut bytes = fs::read(&path).unwrap();
    bytes[4096..4196].fill(0xff);
    fs::write(&path, bytes).unwrap();
    let seen = read_copy(&root, &path, |copy| copy.query("SELECT name FROM cookies", [], |_| Ok(())));
    assert_eq!(seen.unwrap_err(), ReadState::Unparsable);
    let copy = open_copy(&root, &path).unwrap();
    assert!(!matches!(copy.quick_check(), Ok(None)));
}

#[test]
fn what_could_not_be_understood_is_copied_once_more() {
    let (_dir, root, path) = machine();
    made(&path, TABLE).close().unwrap();
    let mut times = 0;
    let read = read_copy(&root, &path, |_| {
        times += 1;
        if times == 1 { Err(ReadState::Unparsable) } else { Ok(times) }
    });
    assert_eq!(read, Ok(2));
}

#[test]
fn a_sound_database_passes_the_check() {
    let (_dir, root, path) = machine();
    made(&path, &format!("PRAGMA user_version = 17; {TABLE}")).close().unwrap();
    let copy = open_copy(&root, &path).unwrap();
    assert_eq!(copy.quick_check().unwrap(), None);
    assert_eq!(copy.user_version().unwrap(), 17);
    assert_eq!(copy.columns("cookies").unwrap(), ["name", "value"]);
}

#[test]
fn an_empty_file_has_no_tables() {
    let (_dir, root, path) = machine();
    fs::write(&path, "").unwrap();
    let copy = open_copy(&root, &path).unwrap();
    assert_eq!(copy.columns("cookies").unwrap(), Vec::<String>::new());
}

#[test]
fn what_is_no_file_or_too_large_or_gone_is_told_apart() {
    let (dir, root, path) = machine();
    assert_eq!(state(&root, &path), ReadState::Absent);
    assert_eq!(state(&root, dir.path()), ReadState::NotAFile);
    File::create(&path).unwrap().set_len(LARGEST + 1).unwrap();
    assert_eq!(state(&root, &path), ReadState::TooBig);
    File::create(&path).unwrap();
    File::create(with_ending(&path, "-wal")).unwrap().set_len(LARGEST + 1).unwrap();
    assert_eq!(state(&root, &path), ReadState::TooBig, "beside it");
}

#[test]
fn a_file_that_comes_and_goes_is_read_or_absent() {
    let (dir, root, path) = machine();
    made(&path, TABLE).close().unwrap();
    let kept = fs::read(&path).unwrap();
    thread::scope(|scope| {
        let copies = scope.spawn(|| {
            let copy = || open_copy(&root, &path).map(|copy| names(&copy));
            (0..30).map(|_| copy()).collect::<Vec<_>>()
        });
        while !copies.is_finished() {
            fs::remove_file(&path).unwrap();
            // Renamed to its place whole, as a browser would do it.
            fs::write(dir.path().join("new"), &kept).unwrap();
            fs::rename(dir.path().join("new"), &path).unwrap();
        }
        for copy in copies.join().unwrap() {
            assert!(
                matches!(&copy, Ok(names) if names == &["a"]) || copy == Err(ReadState::Absent),
                "{copy:?}"
            );
        }
    });
}

#[cfg(unix)]
#[test]
fn pipes_and_links_are_not_followed() {
    use std::os::unix::fs::symlink;
    let (dir, root, path) = machine();
    let made_it = |path: &Path| std::process::Command::new("mkfifo").arg(path).status().unwrap().success();
    assert!(made_it(&path));
    assert_eq!(state(&root, &path), ReadState::NotAFile);
    fs::remove_file(&path).unwrap();
    made(&path, TABLE).close().unwrap();
    assert!(made_it(&with_ending(&path, "-wal")));
    assert_eq!(state(&root, &path), ReadState::NotAFile, "beside it");
    symlink("loop", dir.path().join("loop")).unwrap();
    assert_eq!(state(&root, &dir.path().join("loop")), ReadState::Denied);
    let outside = tempfile::tempdir().unwrap();
    made(&outside.path().join("Cookies"), TABLE).close().unwrap();
    symlink(outside.path(), dir.path().join("out")).unwrap();
    assert_eq!(state(&root, &dir.path().join("out/Cookies")), ReadState::Denied);
}

#[test]
fn views_and_virtual_tables_are_no_tables() {
    let (_dir, root, path) = machine();
    let endless = "WITH RECURSIVE n(name) AS (SELECT 1 UNION ALL SELECT name + 1 FROM n) SELECT name FROM n";
    made(
        &path,
        &format!(
            "CREATE VIEW cookies AS {endless}; CREATE VIRTUAL TABLE moz_cookies USING rtree(id, a, b);
             CREATE TABLE computed (name TEXT, bomb TEXT AS (hex(zeroblob(400000000))));"
        ),
    )
    .close()
    .unwrap();
    let copy = open_copy(&root, &path).unwrap();
    assert_eq!(copy.columns("cookies").unwrap(), Vec::<String>::new());
    assert_eq!(copy.columns("moz_cookies").unwrap(), Vec::<String>::new());
    assert_eq!(copy.columns("computed").unwrap(), ["name"]);
    assert!(copy.query("SELECT name FROM cookies", [], |_| Ok(())).is_err(), "views are off");
}

#[test]
fn nothing_can_be_written_even_to_the_copy() {
    let (_dir, root, path) = machine();
    made(&path, TABLE).close().unwrap();
    let copy = open_copy(&root, &path).unwrap();
    assert!(copy.connection.execute("DELETE FROM cookies", []).is_err());
    let elsewhere = path.with_extension("attached");
    let attach = copy.connection.execute("ATTACH ?1 AS other", [elsewhere.to_str().unwrap()]);
    assert!(attach.is_err() && !elsewhere.exists());
}

#[test]
fn the_copy_is_private_and_gone_afterwards() {
    let (_dir, root, path) = machine();
    made(&path, TABLE).close().unwrap();
    let temp = tempfile::tempdir().unwrap();
    let copy = copy_into(&root, &path, temp.path()).unwrap();
    assert_eq!(names(&copy), ["a"]);
    let folder = fs::read_dir(temp.path()).unwrap().next().unwrap().unwrap();
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        assert_eq!(folder.metadata().unwrap().permissions().mode() & 0o777, 0o700);
    }
    drop(copy);
    assert!(!folder.path().exists());
    fs::write(&path, "nonsense".repeat(1000)).unwrap();
    assert!(open_below(temp.path(), &root, &path).is_err());
    assert_eq!(fs::read_dir(temp.path()).unwrap().count(), 0, "after an error too");
}

#[test]
fn without_room_for_the_copy_there_is_a_state() {
    let (dir, root, path) = machine();
    made(&path, TABLE).close().unwrap();
    let nowhere = copy_into(&root, &path, &dir.path().join("none"));
    assert_eq!(nowhere.map(drop).unwrap_err(), ReadState::Denied);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_bytes_are_read_without_harm(
        start in 0usize..8000,
        noise in proptest::collection::vec(any::<u8>(), 1..200),
    ) {
        let (_dir, root, path) = machine();
        made(&path, TABLE).close().unwrap();
        let mut bytes = fs::read(&path).unwrap();
        let end = bytes.len().min(start + noise.len());
        bytes[start..end].copy_from_slice(&noise[..end - start]);
        fs::write(&path, &bytes).unwrap();
        fs::write(with_ending(&path, "-journal"), &noise).unwrap();
        fs::write(with_ending(&path, "-wal"), &noise).unwrap();
        if let Ok(copy) = open_copy(&root, &path) {
            copy.columns("cookies").ok();
            copy.quick_check().ok();
            copy.query("SELECT name, octet_length(value) FROM cookies", [], |row| row.get::<_, String>(0)).ok();
        }
    }
}
