use std::fs;
use std::sync::Arc;

use rusqlite::Connection;

use super::*;
use crate::environment::browsers::inventory;
use crate::environment::root::{Os, Root};

const SECRET: &str = "canary-7f3a";

const TABLE: &str =
    "CREATE TABLE moz_cookies (id INTEGER PRIMARY KEY, originAttributes TEXT NOT NULL DEFAULT '',
    name TEXT, value TEXT, host TEXT, path TEXT, expiry INTEGER, lastAccessed INTEGER, creationTime INTEGER,
    isSecure INTEGER, isHttpOnly INTEGER, inBrowserElement INTEGER DEFAULT 0, sameSite INTEGER DEFAULT 0,
    schemeMap INTEGER DEFAULT 0, isPartitionedAttributeSet INTEGER DEFAULT 0, updateTime INTEGER,
    CONSTRAINT moz_uniqueid UNIQUE (name, host, path, originAttributes));";

fn row(attributes: &str, host: &str, name: &str, expiry: i64) -> String {
    format!(
        "INSERT INTO moz_cookies (originAttributes, name, value, host, path, expiry, lastAccessed, creationTime)
         VALUES ('{attributes}', '{name}', '{SECRET}', '{host}', '/', {expiry}, 1795132800000000, 1795132800000000);"
    )
}

fn read_with(statements: &str, files: &[(&str, &str)]) -> (Option<JarFacts>, Vec<Unread>) {
    let dir = tempfile::tempdir().unwrap();
    if !statements.is_empty() {
        Connection::open(dir.path().join("cookies.sqlite")).unwrap().execute_batch(statements).unwrap();
    }
    for (name, content) in files {
        fs::write(dir.path().join(name), content).unwrap();
    }
    let root = Arc::new(Root::copied(dir.path(), Os::Linux).unwrap());
    let def = inventory().iter().find(|def| def.id == "firefox").unwrap();
    let folder = dir.path().to_owned();
    let place = Place { root, def, label: "Firefox".into(), folder: folder.clone(), now: Timestamp::now() };
    let profile = Profile::new(folder, "a".into(), "a".into(), true);
    let mut unread = Vec::new();
    (read(&place, &profile, &mut unread), unread)
}

#[test]
fn cookies_of_amazon_are_listed_with_their_containers() {
    let rows = [
        row("", ".amazon.co.jp", "session-id", 1_826_755_200_000),
        row("^userContextId=6", ".amazon.co.jp", "session-id", 1_826_755_200_000),
        row("^userContextId=2", ".amazon.co.jp", "session-id", 1_826_755_200_000),
        row("^partitionKey=%28https%2Cshop.example%29", ".amazon.co.jp", "x", 1_826_755_200_000),
        row("", ".amazon-adsystem.com", "ad", 1_826_755_200_000),
    ];
    let containers = r#"{"identities": [{"userContextId": 6, "public": true, "name": "taro@example.co.jp の店舗"},
        {"userContextId": 2, "public": true, "l10nId": "user-context-work"}, 7]}"#;
    let statements = format!("PRAGMA user_version = 17; {TABLE}{}", rows.concat());
    let (jar, unread) = read_with(&statements, &[("containers.json", containers)]);
    let jar = jar.unwrap();
    assert_eq!(unread, []);
    assert_eq!((jar.state, jar.schema, jar.total, jar.cookies.len()), (ReadState::Ok, Some(17), 5, 4));
    let partitions: Vec<_> = jar.cookies.iter().map(|cookie| cookie.partition.clone()).collect();
    assert_eq!(partitions[0], None);
    assert_eq!(partitions[1], Some(Partition::Container("t***@example.co.jp の店舗".into())));
    assert_eq!(partitions[2], Some(Partition::Container("2".into())));
    assert!(matches!(partitions[3], Some(Partition::Site(_))));
    assert_eq!(jar.cookies[0].expires.unwrap().to_string(), "2027-11-21T00:00:00Z");
    assert_eq!(jar.cookies[0].created.unwrap().to_string(), "2026-11-20T00:00:00Z");
    assert_eq!(jar.cookies[0].bytes, 21);
    assert!(!format!("{jar:?}").contains(SECRET));
}

#[test]
fn times_were_seconds_before_version_16() {
    let ends = |version: i64, expiry: i64| {
        let statements =
            format!("PRAGMA user_version = {version}; {TABLE}{}", row("", ".amazon.co.jp", "a", expiry));
        read_with(&statements, &[]).0.unwrap().cookies[0].expires.unwrap().as_second()
    };
    assert_eq!(ends(15, 1_826_755_200), 1_826_755_200);
    assert_eq!(ends(16, 1_826_755_200_000), 1_826_755_200);
    assert_eq!(ends(16, i64::MAX), Timestamp::MAX.as_second(), "never");
}

#[test]
fn what_keeps_cookies_apart() {
    let containers = Containers::new();
    let of = |attributes: &str| partition(attributes, &containers);
    assert_eq!(of(""), None);
    assert_eq!(of("^firstPartyDomain=amazon.co.jp"), Some(Partition::Site("amazon.co.jp".into())));
    assert_eq!(of("^userContextId=3&partitionKey=x"), Some(Partition::Site("x".into())));
    assert_eq!(of("^userContextId=3"), Some(Partition::Container("3".into())));
    assert!(matches!(of("^unheard=1"), Some(Partition::Site(_))));
}

#[test]
fn a_store_that_was_put_aside_is_a_sign_of_damage() {
    let statements = format!("PRAGMA user_version = 17; {TABLE}");
    let damage = |files: &[(&str, &str)]| read_with(&statements, files).0.unwrap().damage;
    assert_eq!(damage(&[]), []);
    let found = damage(&[("cookies.sqlite.bak-rebuild", "")]);
    assert_eq!(
        found.iter().map(|found| found.key.as_str()).collect::<Vec<_>>(),
        ["cookies.sqlite.bak-rebuild"]
    );
}

#[test]
fn no_store_is_no_problem_and_a_damaged_one_is_described() {
    assert_eq!(read_with("", &[]), (None, vec![]));
    let (jar, unread) = read_with("", &[("cookies.sqlite", "nonsense, and more of it than a header has")]);
    let jar = jar.unwrap();
    assert_eq!((jar.state, jar.bytes), (ReadState::Unparsable, 42));
    assert_eq!(unread.len(), 1);
}
