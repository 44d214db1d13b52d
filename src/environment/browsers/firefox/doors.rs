//! Bookmarks and history of a profile: `places.sqlite`; the home page: `prefs.js`.
//!
//! Source: Firefox, toolkit/components/places/nsPlacesTables.h (tables, times in microseconds since 1970) and
//! browser/components/preferences (the home page, several addresses parted by `|`).

use std::collections::BTreeMap;

use jiff::Timestamp;

use super::prefs_js::{self, Pref};
use super::{Place, Profile};
use crate::environment::browsers::doors::{self, Doors, MOST_VISITS, PARTS_OF_HOSTS};
use crate::environment::browsers::sqlite::Copy;
use crate::environment::facts::{DoorSource, HostUse, ProfileFacts, Unread};
use crate::environment::read::{self, Read};

/// The home page. What opens at the start may be something else, but a button and new windows lead there.
const HOME_PAGE: &str = "browser.startup.homepage";

/// Reads them, and when Amazon was last used.
pub(super) fn read(place: &Place, profile: &Profile, facts: &mut ProfileFacts, unread: &mut Vec<Unread>) {
    let mut doors = Doors::default();
    home_page(place, profile, &mut doors);
    let path = profile.folder.join("places.sqlite");
    if let Some(places) = doors::from_history(place, profile, &path, unread, Places::read) {
        let shown = place.root.shown(&path);
        for (url, time) in &places.bookmarks {
            doors.see(DoorSource::Bookmark, url, time.and_then(time_of), (&shown, "moz_bookmarks"));
        }
        for (url, time) in &places.visits {
            doors.see(DoorSource::History, url, time.and_then(time_of), (&shown, "moz_places"));
        }
        facts.amazon = places.uses;
    }
    facts.doors = doors.into_facts();
}

/// `user.js` comes second: Firefox copies it over `prefs.js` at each start. That one of them cannot be read is told by
/// the reader of the settings.
fn home_page(place: &Place, profile: &Profile, doors: &mut Doors) {
    let mut found = None;
    for name in ["prefs.js", "user.js"] {
        let path = profile.folder.join(name);
        let Ok(text) = read::text(&place.root, &path) else { continue };
        if let Some(Pref::Text(pages)) = prefs_js::parse(&text, |name| name == HOME_PAGE).remove(HOME_PAGE) {
            found = Some((pages, place.root.shown(&path)));
        }
    }
    let Some((pages, file)) = found else { return };
    for page in pages.split('|').map(str::trim) {
        // It may have been typed without.
        let url = if page.contains(':') { page.to_owned() } else { format!("https://{page}") };
        doors.see(DoorSource::StartupPage, &url, None, (&file, HOME_PAGE));
    }
}

/// A time of Firefox, in microseconds since 1970.
fn time_of(micros: i64) -> Option<Timestamp> {
    Timestamp::from_microsecond(micros).ok().filter(|_| micros > 0)
}

/// What is looked at in `places.sqlite`: addresses with the time of their last visit.
struct Places {
    bookmarks: Vec<(String, Option<i64>)>,
    visits: Vec<(String, Option<i64>)>,
    /// None if no visits are kept at all.
    uses: Option<Vec<HostUse>>,
}

impl Places {
    fn read(copy: &Copy) -> Read<Self> {
        let is_of_interest = host_is_of_interest();
        let bookmarks = format!(
            "SELECT p.url, p.last_visit_date FROM moz_places p WHERE {is_of_interest}
             AND EXISTS (SELECT 1 FROM moz_bookmarks b WHERE b.fk = p.id AND b.type = 1)"
        );
        let visits = format!(
            "SELECT p.url, p.last_visit_date FROM moz_places p WHERE {is_of_interest} AND p.last_visit_date > 0
             ORDER BY p.last_visit_date DESC LIMIT {MOST_VISITS}"
        );
        Ok(Self {
            bookmarks: copy.query(&bookmarks, [], doors::address)?,
            visits: copy.query(&visits, [], doors::address)?,
            uses: uses(copy)?,
        })
    }
}

/// The last use of each host of Amazon in Japan and of its common domain.
fn uses(copy: &Copy) -> Read<Option<Vec<HostUse>>> {
    let any = "SELECT 1 FROM moz_places WHERE last_visit_date > 0 LIMIT 1";
    if copy.query(any, [], |_| Ok(()))?.is_empty() {
        return Ok(None);
    }
    let hosts = "SELECT rev_host, MAX(last_visit_date) FROM moz_places
                 WHERE (rev_host LIKE 'pj.oc.nozama.%' OR rev_host LIKE 'moc.nozama.%') AND last_visit_date > 0
                 GROUP BY rev_host LIMIT 1000";
    let mut last: BTreeMap<String, Timestamp> = BTreeMap::new();
    for (reversed, time) in copy.query(hosts, [], doors::address)? {
        let host: String = reversed.trim_end_matches('.').chars().rev().collect();
        if let Some(time) = time.and_then(time_of) {
            last.insert(host, time);
        }
    }
    Ok(Some(last.into_iter().map(|(host, last)| HostUse { host, last }).collect()))
}

/// Firefox keeps the host of each address beside it, written backwards.
fn host_is_of_interest() -> String {
    let holds = |part: &&str| format!("instr(p.rev_host, '{}')", part.chars().rev().collect::<String>());
    format!("({})", PARTS_OF_HOSTS.iter().map(holds).collect::<Vec<_>>().join(" OR "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_host_written_backwards_is_of_interest_where_the_host_is() {
        let db = rusqlite::Connection::open_in_memory().unwrap();
        let sql = format!("SELECT {} FROM (SELECT ?1 AS rev_host) p", host_is_of_interest());
        let is_kept = |host: &str| {
            let reversed: String = format!(".{host}").chars().rev().collect();
            db.query_row(&sql, [reversed], |row| row.get::<_, bool>(0)).unwrap()
        };
        for host in ["amazon.co.jp", "sellercentral.example", "www.arnazon.example", "xn--80a.example"] {
            assert!(is_kept(host), "{host}");
        }
        assert!(!is_kept("nozama.example") && !is_kept("example.com"));
    }

    #[test]
    fn a_history_without_visits_says_nothing() {
        let dir = tempfile::tempdir().unwrap();
        let root = crate::environment::Root::copied(dir.path(), crate::environment::Os::Linux).unwrap();
        let read = |name: &str, rows: &str| {
            let path = dir.path().join(name);
            let tables = "CREATE TABLE moz_places(id, url, rev_host, last_visit_date);
                          CREATE TABLE moz_bookmarks(type, fk);";
            rusqlite::Connection::open(&path).unwrap().execute_batch(&format!("{tables}{rows}")).unwrap();
            crate::environment::browsers::sqlite::read_copy(&root, &path, Places::read).unwrap()
        };
        let bookmark = "INSERT INTO moz_bookmarks VALUES (1, 1), (2, 1);
                        INSERT INTO moz_places VALUES (1, 'https://amazon.co.jp/', 'pj.oc.nozama.', NULL);";
        let places = read("a", bookmark);
        assert_eq!((places.bookmarks.len(), places.visits.len(), places.uses), (1, 0, None));
        let places =
            read("b", "INSERT INTO moz_places VALUES (1, 'https://example.com/', 'moc.elpmaxe.', 5);");
        assert_eq!(places.uses, Some(Vec::new()), "Amazon was not visited");
        let visits = "INSERT INTO moz_places VALUES (1, 'https://amazon.com/a', 'moc.nozama.', 5),
                      (2, 'https://amazon.com/b', 'moc.nozama.', 9), (3, 'https://x.amazon.de/', 'ed.nozama.x.', 7);";
        let places = read("c", visits);
        let last = "1970-01-01T00:00:00.000009Z".parse().unwrap();
        assert_eq!(places.uses, Some(vec![HostUse { host: "amazon.com".into(), last }]));
        assert_eq!(
            places.visits.iter().map(|(_, time)| *time).collect::<Vec<_>>(),
            [Some(9), Some(7), Some(5)]
        );
    }
}
