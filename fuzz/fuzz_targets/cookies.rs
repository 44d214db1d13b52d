//! Cookie stores of Chrome, Firefox and Safari: the bytes as they are, and as the content of a sound table.
#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use login_triage::environment::Os;
use login_triage_fuzz::{CHROME, FIREFOX, Machine};
use rusqlite::{Connection, params};

static LINUX: LazyLock<Machine> = LazyLock::new(|| Machine::new(Os::Linux));
static MAC: LazyLock<Machine> = LazyLock::new(|| Machine::new(Os::Macos));

/// A table with one row, whose columns hold whatever the fuzzer likes.
fn table(text: &str, number: i64) -> Vec<u8> {
    let file = tempfile::NamedTempFile::new().expect("a temporary file");
    let database = Connection::open(file.path()).expect("a database");
    database
        .execute_batch(
            "PRAGMA page_size = 512; PRAGMA synchronous = off;
             CREATE TABLE meta(key, value); INSERT INTO meta VALUES('version', 24);
             CREATE TABLE cookies(creation_utc, host_key, top_frame_site_key, name, value, encrypted_value, path,
                 expires_utc, last_access_utc, has_expires, is_persistent);",
        )
        .expect("a table");
    for host in [".amazon.co.jp", text] {
        database
            .execute(
                "INSERT INTO cookies VALUES(?2, ?3, ?1, ?1, ?1, ?1, ?1, ?2, ?2, ?2, ?2)",
                params![text, number, host],
            )
            .expect("a row");
    }
    drop(database);
    std::fs::read(file.path()).expect("a file")
}

fuzz_target!(|bytes: &[u8]| {
    let Some((kind, rest)) = bytes.split_first() else { return };
    match kind % 4 {
        0 => drop(LINUX.scan_with(&format!("{CHROME}/Cookies"), rest)),
        1 => drop(LINUX.scan_with(&format!("{FIREFOX}/cookies.sqlite"), rest)),
        2 => {
            let container =
                "Users/a/Library/Containers/com.apple.Safari/Data/Library/Cookies/Cookies.binarycookies";
            drop(MAC.scan_with(container, rest));
        }
        _ => {
            let number = rest.first_chunk::<8>().map_or(0, |bytes| i64::from_le_bytes(*bytes));
            let text = String::from_utf8_lossy(rest);
            drop(LINUX.scan_with(&format!("{CHROME}/Cookies"), &table(&text, number)));
        }
    }
});
