use std::sync::Arc;

use super::*;
use crate::environment::browsers::inventory;
use crate::environment::root::{Os, Root};

fn seen(urls: &[(DoorSource, &str, Option<i64>)]) -> Vec<DoorFacts> {
    let mut doors = Doors::default();
    for (source, url, second) in urls {
        let time = second.map(|second| Timestamp::from_second(second).unwrap());
        doors.see(*source, url, time, ("~/Bookmarks", "roots"));
    }
    doors.into_facts()
}

#[test]
fn there_is_one_door_for_each_host_and_kind_of_page() {
    use DoorSource::{Bookmark, History, StartupPage};
    let found = seen(&[
        (Bookmark, "https://www.amazon.co.jp/dp/1", Some(5)),
        (Bookmark, "https://www.amazon.co.jp/dp/2", Some(9)),
        (Bookmark, "https://www.amazon.co.jp/ap/signin", None),
        (Bookmark, "https://example.com/", Some(9)),
        (History, "https://www.amazon.co.jp/", Some(1)),
        (StartupPage, "https://sellercentral.amazon.co.jp/", None),
    ]);
    let short: Vec<_> = found
        .iter()
        .map(|door| (door.source, door.stale, door.last_used.map(Timestamp::as_second)))
        .collect();
    let wanted = [
        (Bookmark, false, Some(9)),
        (Bookmark, true, None),
        (StartupPage, false, None),
        (History, false, Some(1)),
    ];
    assert_eq!(short, wanted);
}

#[test]
fn visits_to_sites_that_bear_the_name_are_not_kept() {
    let url = "https://amazon-seller-blog.example/";
    assert_eq!(seen(&[(DoorSource::History, url, None)]), []);
    assert_eq!(seen(&[(DoorSource::Bookmark, url, None)])[0].door, Door::NamesAmazon);
}

#[test]
fn one_page_that_gives_the_trick_away_decides_for_its_host() {
    let found = seen(&[
        (DoorSource::Bookmark, "https://amazon-x.example/", None),
        (DoorSource::Bookmark, "https://amazon-x.example/ap/signin", None),
    ]);
    assert_eq!(found.len(), 1);
    assert_eq!(
        (&found[0].door, found[0].evidence.value.as_str()),
        (&Door::LookAlike, "https://amazon-x.example/ap/signin")
    );
}

#[test]
fn only_the_hosts_used_last_are_kept() {
    let urls: Vec<String> = (0..200).map(|n| format!("https://h{n:03}.amazon.com/")).collect();
    let visits: Vec<_> =
        (0i64..).zip(&urls).map(|(n, url)| (DoorSource::History, url.as_str(), Some(n))).collect();
    let found = seen(&visits);
    assert_eq!(found.len(), MOST_HOSTS);
    assert_eq!((found[0].host.as_str(), found[49].host.as_str()), ("h199.amazon.com", "h150.amazon.com"));
}

#[test]
fn the_condition_looks_at_the_host_alone() {
    let db = rusqlite::Connection::open_in_memory().unwrap();
    let sql = format!("SELECT {} FROM (SELECT ?1 AS url)", host_is_of_interest("url"));
    let is_kept = |url: &str| db.query_row(&sql, [url], |row| row.get::<_, bool>(0)).unwrap();
    for url in [
        "https://sellercentral.amazon.co.jp/home",
        "http://amazon.co.jp",
        "https://xn--80a/",
        "http://www.arnazon.example/",
    ] {
        assert!(is_kept(url), "{url}");
    }
    for url in ["https://example.com/amazon", "http://example.com/?q=sellercentral", "about:blank", ""] {
        assert!(!is_kept(url), "{url}");
    }
}

/// What reading a history in a new folder comes to, and what is told about it.
fn history(prepare: impl FnOnce(&Path)) -> (Option<usize>, Vec<ReadState>) {
    let dir = tempfile::tempdir().unwrap();
    prepare(&dir.path().join("History"));
    let root = Arc::new(Root::copied(dir.path(), Os::Linux).unwrap());
    let place = Place {
        root,
        def: inventory().first().unwrap(),
        label: "Chrome".into(),
        folder: dir.path().to_owned(),
        now: Timestamp::UNIX_EPOCH,
    };
    let profile = Profile::new(dir.path().to_owned(), String::new(), "a".into(), true);
    let mut unread = Vec::new();
    let path = dir.path().join("History");
    let found = from_history(&place, &profile, &path, &mut unread, |copy| {
        copy.query("SELECT url, time FROM urls", [], address).map(|rows| rows.len())
    });
    assert!(unread.iter().all(|unread| unread.topic == Topic::History));
    (found, unread.into_iter().map(|unread| unread.state).collect())
}

#[test]
fn a_history_that_cannot_be_read_is_told_unless_there_is_none() {
    use std::fs::{File, create_dir, write};
    let with_table = |sql: &'static str| {
        move |path: &Path| rusqlite::Connection::open(path).unwrap().execute_batch(sql).unwrap()
    };
    let sound =
        "CREATE TABLE urls(url, time); INSERT INTO urls VALUES ('a', 1), (x'FF', 'odd'), (NULL, NULL);";
    assert_eq!(history(with_table(sound)), (Some(3), vec![]));
    assert_eq!(history(|_| ()), (None, vec![]));
    assert_eq!(history(with_table("CREATE TABLE other(x);")), (None, vec![ReadState::Unparsable]));
    assert_eq!(history(|path| write(path, "not a database").unwrap()), (None, vec![ReadState::Unparsable]));
    assert_eq!(history(|path| create_dir(path).unwrap()), (None, vec![ReadState::NotAFile]));
    let large = |path: &Path| File::create(path).unwrap().set_len(LARGEST_HISTORY + 1).unwrap();
    assert_eq!(history(large), (None, vec![ReadState::TooBig]));
}
