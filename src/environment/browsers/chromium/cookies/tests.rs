use std::fs;
use std::sync::Arc;

use jiff::Timestamp;
use rusqlite::Connection;

use super::*;
use crate::environment::browsers::inventory;
use crate::environment::root::Root;

const SECRET: &str = "canary-7f3a";

/// 2026-11-20 and 2027-11-20 in Chromium's time.
const NOW: i64 = 13_439_606_400_000_000;
const LATER: i64 = 13_471_142_400_000_000;

/// As version 24 makes it.
const V24: &str = "CREATE TABLE meta(key LONGVARCHAR NOT NULL UNIQUE PRIMARY KEY, value LONGVARCHAR);
    CREATE TABLE cookies(creation_utc INTEGER NOT NULL,host_key TEXT NOT NULL,top_frame_site_key TEXT NOT NULL,
    name TEXT NOT NULL,value TEXT NOT NULL,encrypted_value BLOB NOT NULL,path TEXT NOT NULL,
    expires_utc INTEGER NOT NULL,is_secure INTEGER NOT NULL,is_httponly INTEGER NOT NULL,
    last_access_utc INTEGER NOT NULL,has_expires INTEGER NOT NULL,is_persistent INTEGER NOT NULL,
    priority INTEGER NOT NULL,samesite INTEGER NOT NULL,source_scheme INTEGER NOT NULL,
    source_port INTEGER NOT NULL,last_update_utc INTEGER NOT NULL,source_type INTEGER NOT NULL,
    has_cross_site_ancestor INTEGER NOT NULL);
    CREATE UNIQUE INDEX cookies_unique_index ON cookies(host_key, top_frame_site_key, has_cross_site_ancestor,
    name, path, source_scheme, source_port);
    INSERT INTO meta VALUES ('version', '24');";

/// A row of a table of version 24.
fn row(host: &str, site: &str, name: &str, plain: &str, encrypted: usize, expires: i64) -> String {
    let lasts = i32::from(expires > 0);
    format!(
        "INSERT INTO cookies VALUES ({NOW}, '{host}', '{site}', '{name}', '{plain}', zeroblob({encrypted}), '/',
         {expires}, 1, 1, {NOW}, {lasts}, {lasts}, 1, -1, 2, 443, {NOW}, 0, 1);"
    )
}

struct Machine {
    dir: tempfile::TempDir,
    os: Os,
}

impl Machine {
    fn new(os: Os) -> Self {
        let dir = tempfile::tempdir().unwrap();
        fs::create_dir_all(dir.path().join("Network")).unwrap();
        Self { dir, os }
    }

    fn with(self, file: &str, statements: &str) -> Self {
        Connection::open(self.dir.path().join(file)).unwrap().execute_batch(statements).unwrap();
        self
    }

    fn read(&self) -> (Option<JarFacts>, Vec<Unread>) {
        let root = Arc::new(Root::copied(self.dir.path(), self.os).unwrap());
        let def = inventory().iter().find(|def| def.id == "chrome").unwrap();
        let folder = self.dir.path().to_owned();
        let now = Timestamp::from_second(1_795_219_200).unwrap();
        let place = Place { root, def, label: "Chrome".into(), folder: folder.clone(), now };
        let profile = Profile::new(folder, "Default".into(), "Default".into(), true);
        let mut unread = Vec::new();
        (read(&place, &profile, &mut unread), unread)
    }

    fn jar(&self) -> JarFacts {
        let (jar, unread) = self.read();
        assert_eq!(unread, []);
        jar.unwrap()
    }
}

#[test]
fn cookies_of_amazon_are_listed_without_values_and_all_are_counted() {
    let rows = [
        row(".amazon.co.jp", "", "session-id", "", 3 + 12 + 16 + 32 + 20, LATER),
        row("sellercentral.amazon.co.jp", "", "sid", SECRET, 0, 0),
        row(".amazon.co.jp", "https://shop.example", "ubid-acbjp", "", 100, LATER),
        row(".amazon-adsystem.com", "", "ad-id", SECRET, 0, LATER),
        row("bank.example", "", "id", SECRET, 0, LATER),
    ];
    let machine = Machine::new(Os::Windows).with("Network/Cookies", &format!("{V24}{}", rows.concat()));
    let jar = machine.jar();
    assert_eq!((jar.state, jar.schema, jar.total), (ReadState::Ok, Some(24), 5));
    assert_eq!(jar.place, "\\Network\\Cookies");
    assert_eq!(jar.damage, []);
    let mut cookies = jar.cookies.clone();
    cookies.sort_by(|a, b| a.name.cmp(&b.name));
    let names: Vec<_> = cookies.iter().map(|cookie| (cookie.name.as_str(), cookie.bytes)).collect();
    assert_eq!(names, [("session-id", 30), ("sid", 14), ("ubid-acbjp", 47)]);
    assert_eq!(cookies[0].expires.unwrap().to_string(), "2027-11-20T00:00:00Z");
    assert_eq!(cookies[0].created.unwrap().to_string(), "2026-11-20T00:00:00Z");
    assert_eq!(cookies[0].accessed, cookies[0].created);
    assert_eq!(cookies[1].expires, None, "one of a session");
    assert_eq!(cookies[2].partition, Some(Partition::Site("https://shop.example".into())));
    assert!(!format!("{jar:?}").contains(SECRET));
}

#[test]
fn what_encryption_adds_depends_on_system_and_version() {
    assert_eq!(decrypted_length(31 + 32 + 100, Os::Windows, 24), 100);
    assert_eq!(decrypted_length(31 + 100, Os::Windows, 23), 100);
    // 3 + the next multiple of 16 above 32 + 100.
    assert!(decrypted_length(3 + 144, Os::Linux, 24).abs_diff(100) <= 16);
    assert!(decrypted_length(3 + 112, Os::Macos, 23).abs_diff(100) <= 16);
    assert_eq!(decrypted_length(5, Os::Linux, 24), 0);
}

#[test]
fn the_store_that_was_written_last_counts() {
    let machine = Machine::new(Os::Windows)
        .with("Cookies", &format!("{V24}{}", row(".amazon.co.jp", "", "old", "", 0, 0)))
        .with("Network/Cookies", V24);
    let old = fs::File::options().write(true).open(machine.dir.path().join("Cookies")).unwrap();
    let time = std::time::SystemTime::now() - std::time::Duration::from_hours(1);
    old.set_modified(time).unwrap();
    assert_eq!(machine.jar().total, 0);
    let new = fs::File::options().write(true).open(machine.dir.path().join("Network/Cookies")).unwrap();
    new.set_modified(time - std::time::Duration::from_hours(1)).unwrap();
    assert_eq!(machine.jar().total, 1);
}

#[test]
fn old_and_future_versions_are_read_as_far_as_they_are_known() {
    let v4 = "CREATE TABLE cookies (creation_utc INTEGER, host_key TEXT, name TEXT, value TEXT, path TEXT,
              expires_utc INTEGER, secure INTEGER, httponly INTEGER, last_access_utc INTEGER);
              INSERT INTO cookies VALUES (0, '.amazon.co.jp', 'x-acbjp', 'abc', '/', 0, 0, 0, 0);";
    let jar = Machine::new(Os::Linux).with("Cookies", v4).jar();
    assert_eq!((jar.schema, jar.cookies[0].bytes, jar.cookies[0].created), (None, 10, None));
    let v99 = "CREATE TABLE meta (key TEXT, value TEXT); INSERT INTO meta VALUES ('version', '99');
               CREATE TABLE cookies (host_key TEXT, name TEXT, new_column BLOB);
               INSERT INTO cookies VALUES ('.amazon.co.jp', 'x-acbjp', NULL);";
    let jar = Machine::new(Os::Linux).with("Cookies", v99).jar();
    assert_eq!((jar.state, jar.schema, jar.cookies.len()), (ReadState::Ok, Some(99), 1));
}

#[test]
fn what_is_no_store_cannot_be_understood() {
    let view = "CREATE TABLE t (name TEXT, host_key TEXT); CREATE VIEW cookies AS SELECT * FROM t;";
    let (jar, unread) = Machine::new(Os::Linux).with("Cookies", view).read();
    assert_eq!(jar.unwrap().state, ReadState::Unparsable);
    assert_eq!((unread[0].state, unread[0].path.as_str()), (ReadState::Unparsable, "/Cookies"));
    let machine = Machine::new(Os::Linux);
    fs::write(machine.dir.path().join("Cookies"), "nonsense".repeat(500)).unwrap();
    assert_eq!(machine.read().0.unwrap().state, ReadState::Unparsable);
    assert_eq!(Machine::new(Os::Linux).read(), (None, vec![]), "no store is not a problem");
}

#[test]
fn values_of_odd_types_do_no_harm() {
    let odd = "CREATE TABLE cookies (creation_utc, host_key, name, value, expires_utc, has_expires);
               INSERT INTO cookies VALUES ('x', '.amazon.co.jp', x'ff41', 7, 9e99, 'yes');
               INSERT INTO cookies VALUES (9223372036854775807, '.amazon.co.jp', NULL, NULL, -5, 1);";
    let jar = Machine::new(Os::Linux).with("Cookies", odd).jar();
    assert_eq!(jar.cookies[0].name, "\u{FFFD}A");
    assert!(jar.cookies.iter().all(|cookie| cookie.created.is_none() && cookie.expires.is_none()));
}

#[test]
fn an_empty_file_is_an_empty_store() {
    let machine = Machine::new(Os::Linux);
    fs::write(machine.dir.path().join("Cookies"), "").unwrap();
    let jar = machine.jar();
    assert_eq!((jar.state, jar.total), (ReadState::Ok, 0));
}
