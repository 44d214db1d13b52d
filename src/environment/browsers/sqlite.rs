//! Databases of browsers, read from private copies.
//!
//! A browser's database is never opened where it is. `SQLite` would leave `-shm` and `-wal` files beside it even when
//! asked to read only, a browser that runs holds it locked, and what is not yet written back stands in its `-wal`.
//! Therefore the file, its `-wal` and its `-journal` are copied into a folder that only this user can read, and
//! `SQLite` works on the copy. The folder is removed when the [`Copy`] is dropped.
//!
//! What is in the file is not trusted: no view, trigger or virtual table of it is ever run, statements end after
//! [`PATIENCE`], and a journal that names another file does so no longer in the copy.

use std::fs::{self, File};
use std::io::{self, Read as _, Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{RecvTimeoutError, SyncSender, sync_channel};
use std::thread;
use std::time::{Duration, SystemTime};

use rusqlite::config::DbConfig;
use rusqlite::types::ValueRef;
use rusqlite::{Connection, ErrorCode, OpenFlags, Params, Row};
use tempfile::TempDir;

use crate::environment::read::{Read, ReadState, state_of};
use crate::environment::root::Root;

/// Database, `-wal` and `-journal` together are not larger on a healthy machine.
const LARGEST: u64 = 512 * 1024 * 1024;

/// How often a file that a browser is writing to is copied before the last copy has to do.
const MOST_COPIES: usize = 3;

/// All statements on one copy together end after this time. Ten thousand cookies take some milliseconds.
const PATIENCE: Duration = Duration::from_secs(8);

/// What belongs to a database besides the file itself. Never the `-shm`: it is made anew from the `-wal`.
const SIDE_FILES: [&str; 2] = ["-wal", "-journal"];

/// How the record ends by which a journal names a file outside (`readSuperJournal` in `SQLite`'s `pager.c`).
const NAMES_A_FILE: [u8; 8] = [0xd9, 0xd5, 0x05, 0xf9, 0x20, 0xa1, 0x63, 0xd7];

/// A private copy of a database.
pub(super) struct Copy {
    connection: Connection,
    /// Dropped after the connection, it ends the watch over its statements.
    _watch: Option<SyncSender<()>>,
    /// Dropped last, for the connection has files open in it.
    _dir: TempDir,
}

/// Copies a database and opens the copy. One that cannot be understood is copied once more, since it may have been
/// written to in between.
pub(super) fn open_copy(root: &Root, path: &Path) -> Read<Copy> {
    open_below(&tempfile::env::temp_dir(), root, path)
}

/// Copies a database and reads from the copy; both from the start once more if it cannot be understood.
pub(super) fn read_copy<T>(root: &Root, path: &Path, mut read: impl FnMut(&Copy) -> Read<T>) -> Read<T> {
    match read(&open_copy(root, path)?) {
        Err(ReadState::Unparsable) => read(&open_copy(root, path)?),
        done => done,
    }
}

fn open_below(temp: &Path, root: &Root, path: &Path) -> Read<Copy> {
    let attempt = || {
        let copy = copy_into(root, path, temp)?;
        copy.query("SELECT 1 FROM sqlite_master LIMIT 1", [], |_| Ok(()))?;
        Ok(copy)
    };
    match attempt() {
        Err(ReadState::Unparsable) => attempt(),
        done => done,
    }
}

impl Copy {
    /// The columns of a table; none if there is no such table, or a view or virtual table in its place.
    pub(super) fn columns(&self, table: &str) -> Read<Vec<String>> {
        let made_by = "SELECT sql FROM sqlite_master WHERE type = 'table' AND name = ?1";
        let made_by = self.query(made_by, [table], |row| row.get::<_, Option<String>>(0))?;
        // SQLite itself writes the statement down like this; a virtual table's begins otherwise.
        let is_table = |sql: &String| sql.get(..13).is_some_and(|s| s.eq_ignore_ascii_case("CREATE TABLE "));
        if !made_by.into_iter().flatten().any(|sql| is_table(&sql)) {
            return Ok(Vec::new());
        }
        // Columns that are computed are not listed, and so are never asked for.
        self.query("SELECT name FROM pragma_table_info(?1)", [table], |row| row.get(0))
    }

    /// `PRAGMA user_version`.
    pub(super) fn user_version(&self) -> Read<i64> {
        let versions = self.query("PRAGMA user_version", [], |row| row.get(0))?;
        Ok(versions.first().copied().unwrap_or(0))
    }

    /// What `SQLite` has to say against the file's structure; nothing if it is sound.
    pub(super) fn quick_check(&self) -> Read<Option<String>> {
        let said: Vec<String> = self.query("PRAGMA quick_check(1)", [], |row| row.get(0))?;
        Ok(said.into_iter().find(|line| line != "ok"))
    }

    /// The rows of a statement. No secret may be among its columns: of those only `octet_length` is asked, which
    /// `SQLite` answers without reading them.
    pub(super) fn query<T>(
        &self,
        sql: &str,
        params: impl Params,
        mut row: impl FnMut(&Row<'_>) -> rusqlite::Result<T>,
    ) -> Read<Vec<T>> {
        let rows = || -> rusqlite::Result<Vec<T>> {
            let mut statement = self.connection.prepare(sql)?;
            statement.query_map(params, |found| row(found))?.collect()
        };
        rows().map_err(|error| of_sqlite(&error))
    }
}

/// What stands in a column as text, whatever its type is; bytes that are no UTF-8 become U+FFFD.
pub(super) fn text(row: &Row<'_>, column: usize) -> rusqlite::Result<String> {
    Ok(match row.get_ref(column)? {
        ValueRef::Text(bytes) | ValueRef::Blob(bytes) => String::from_utf8_lossy(bytes).into_owned(),
        ValueRef::Integer(number) => number.to_string(),
        ValueRef::Null | ValueRef::Real(_) => String::new(),
    })
}

/// What stands in a column as a whole number; 0 for anything else.
pub(super) fn number(row: &Row<'_>, column: usize) -> rusqlite::Result<i64> {
    Ok(row.get_ref(column)?.as_i64().unwrap_or(0))
}

/// Copies a database into a new folder below `temp`, and opens the copy.
fn copy_into(root: &Root, path: &Path, temp: &Path) -> Read<Copy> {
    let mut before = Look::at(root, path)?;
    let dir = private_folder(temp).map_err(|error| not_copied(&error))?;
    let copied = dir.path().join("database");
    for _ in 0..MOST_COPIES {
        copy_file(path, &copied)?;
        for (side, there) in SIDE_FILES.iter().zip(before.sides) {
            let (from, to) = (with_ending(path, side), with_ending(&copied, side));
            match there.map(|_| copy_file(&from, &to)) {
                // Where it has gone just now, the look below sees it.
                None | Some(Err(ReadState::Absent)) => {
                    fs::remove_file(&to).ok();
                }
                Some(done) => done?,
            }
        }
        let after = Look::at(root, path)?;
        if after == before {
            break;
        }
        before = after;
    }
    let journal = with_ending(&copied, "-journal");
    forget_named_file(&journal).map_err(|error| not_copied(&error))?;
    let connection = open(&copied).map_err(|error| of_sqlite(&error))?;
    let watch = watch(&connection);
    Ok(Copy { connection, _watch: watch, _dir: dir })
}

fn private_folder(temp: &Path) -> io::Result<TempDir> {
    let mut builder = tempfile::Builder::new();
    builder.prefix("login-triage-");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        builder.permissions(fs::Permissions::from_mode(0o700));
    }
    builder.tempdir_in(temp)
}

/// What shows whether a file was written to: its size and time.
type Stamp = (u64, Option<SystemTime>);

/// A database and its side files at one moment.
#[derive(PartialEq)]
struct Look {
    main: Stamp,
    sides: [Option<Stamp>; 2],
}

impl Look {
    /// Looks at the kind, size and time of each file, before any is opened: opening a pipe waits for a writer.
    fn at(root: &Root, path: &Path) -> Read<Self> {
        let stamp = |path: &Path| -> Read<Stamp> {
            let about = fs::metadata(path).map_err(|error| state_of(&error))?;
            if !about.is_file() {
                return Err(ReadState::NotAFile);
            }
            root.confine(path)?;
            Ok((about.len(), about.modified().ok()))
        };
        let main = stamp(path)?;
        let mut sides = [None; 2];
        for (ending, side) in SIDE_FILES.iter().zip(&mut sides) {
            *side = match stamp(&with_ending(path, ending)) {
                Err(ReadState::Absent) => None,
                found => Some(found?),
            };
        }
        let bytes = sides.iter().flatten().fold(main.0, |sum, (bytes, _)| sum.saturating_add(*bytes));
        if bytes > LARGEST { Err(ReadState::TooBig) } else { Ok(Self { main, sides }) }
    }
}

fn with_ending(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    PathBuf::from(name)
}

/// Copies what is in a file, but not its rights: the copy has to be written to when a journal is rolled back.
fn copy_file(from: &Path, to: &Path) -> Read<()> {
    let from = File::open(from).map_err(|error| state_of(&error))?;
    let mut to = File::create(to).map_err(|error| not_copied(&error))?;
    let copied = io::copy(&mut from.take(LARGEST + 1), &mut to).map_err(|error| not_copied(&error))?;
    if copied > LARGEST { Err(ReadState::TooBig) } else { Ok(()) }
}

/// Room or rights are missing for the copy. For the reader it is one thing: this program may not read it.
fn not_copied(error: &io::Error) -> ReadState {
    log::warn!("no private copy of a database: {}", error.kind());
    // Also where somebody else holds a part of the file locked while it is read.
    if state_of(error) == ReadState::Locked { ReadState::Locked } else { ReadState::Denied }
}

/// Makes a journal name no other file. Rolling it back makes `SQLite` look for that file wherever it is, open it, and
/// delete it if it belongs to the journal. Without it the journal is rolled back in any case, which is sound too.
fn forget_named_file(journal: &Path) -> io::Result<()> {
    let mut file = match File::options().read(true).write(true).open(journal) {
        Ok(file) => file,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(error),
    };
    let mut end = [0; 8];
    if file.seek(SeekFrom::End(-8)).is_ok() && file.read_exact(&mut end).is_ok() && end == NAMES_A_FILE {
        // The name is looked for at the very end only.
        file.write_all(&[0; 16])?;
    }
    Ok(())
}

fn open(copied: &Path) -> rusqlite::Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(copied, flags)?;
    let off = [
        DbConfig::SQLITE_DBCONFIG_ENABLE_TRIGGER,
        DbConfig::SQLITE_DBCONFIG_ENABLE_VIEW,
        DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA,
        DbConfig::SQLITE_DBCONFIG_WRITABLE_SCHEMA,
        DbConfig::SQLITE_DBCONFIG_DQS_DML,
        DbConfig::SQLITE_DBCONFIG_ENABLE_ATTACH_CREATE,
        DbConfig::SQLITE_DBCONFIG_ENABLE_ATTACH_WRITE,
    ];
    for config in off {
        connection.set_db_config(config, false)?;
    }
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
    // The copy is thrown away: what stands in the `-wal` need not be written back at the end.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)?;
    // Nobody else has the copy open: the index of the `-wal` need not be shared through a file.
    connection.execute_batch(
        "PRAGMA locking_mode = EXCLUSIVE; PRAGMA query_only = ON; PRAGMA temp_store = MEMORY;
         PRAGMA mmap_size = 0; PRAGMA cell_size_check = ON; PRAGMA ignore_check_constraints = ON;",
    )?;
    Ok(connection)
}

/// Ends the statements of a connection after [`PATIENCE`], unless what is returned is dropped before.
fn watch(connection: &Connection) -> Option<SyncSender<()>> {
    let handle = connection.get_interrupt_handle();
    let (alive, ended) = sync_channel::<()>(0);
    let watch = move || {
        let mut patience = PATIENCE;
        while ended.recv_timeout(patience) == Err(RecvTimeoutError::Timeout) {
            handle.interrupt();
            // A statement that begins later is ended too.
            patience = Duration::from_millis(50);
        }
    };
    match thread::Builder::new().name("scan-database".to_owned()).spawn(watch) {
        Ok(_) => Some(alive),
        Err(error) => {
            log::error!("no thread to watch over a database: {error}");
            None
        }
    }
}

/// What an error of `SQLite` says. Its text is dropped on purpose: it may quote what is in the file.
fn of_sqlite(error: &rusqlite::Error) -> ReadState {
    match error.sqlite_error_code() {
        Some(ErrorCode::OperationInterrupted) => ReadState::TimedOut,
        Some(ErrorCode::OutOfMemory | ErrorCode::TooBig) => ReadState::TooBig,
        Some(
            ErrorCode::CannotOpen | ErrorCode::DiskFull | ErrorCode::PermissionDenied | ErrorCode::ReadOnly,
        ) => ReadState::Denied,
        _ => ReadState::Unparsable,
    }
}

#[cfg(test)]
mod tests;
