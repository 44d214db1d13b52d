//! Bookmarks, startup pages and history of a profile.
//!
//! Source: Chromium, `components/bookmarks/browser/model_loader.cc` and `bookmark_storage.cc` (files),
//! `components/history/core/browser/url_database.cc` (the table `urls`), `chrome/browser/prefs/session_startup_pref.cc`.
//! `EncryptedBookmarks*` are not opened.

use serde_json::Value;

use super::bookmarks;
use super::engagement::from_chromium_time;
use super::preferences::Preferences;
use super::{Place, Profile};
use crate::environment::browsers::doors::{self, Doors, MOST_VISITS};
use crate::environment::facts::{DoorFacts, DoorSource, Topic, Unread};
use crate::environment::read::{self, Read, ReadState};

/// `session.restore_on_startup`: open these pages, alone or after those that were open.
const OPENS_PAGES: [i64; 2] = [4, 5];

/// Bookmarks of this machine, and those kept in the account alone, each with the copy that is used if it is broken.
const BOOKMARKS: [(&str, &str); 2] =
    [("Bookmarks", "Bookmarks.bak"), ("AccountBookmarks", "AccountBookmarks.bak")];

/// Reads it.
pub(super) fn read(
    place: &Place,
    profile: &Profile,
    preferences: Option<&Preferences>,
    unread: &mut Vec<Unread>,
) -> Vec<DoorFacts> {
    let mut doors = Doors::default();
    for (file, backup) in BOOKMARKS {
        let path = profile.folder.join(file);
        let read = bookmarks_of(place, profile, file, &mut doors);
        if read == Err(ReadState::Unparsable) {
            bookmarks_of(place, profile, backup, &mut doors).ok();
        }
        doors::tell(read, place, profile, Topic::Bookmarks, &path, unread);
    }
    if let Some(preferences) = preferences {
        startup_pages(preferences, &mut doors);
    }
    history(place, profile, &mut doors, unread);
    doors.into_facts()
}

fn bookmarks_of(place: &Place, profile: &Profile, file: &str, doors: &mut Doors) -> Read<()> {
    let path = profile.folder.join(file);
    let text = read::text(&place.root, &path)?;
    let shown = place.root.shown(&path);
    let mut see = |root: &str, url: &str, used: Option<i64>| {
        doors.see(DoorSource::Bookmark, url, used.and_then(from_chromium_time), (&shown, root));
    };
    bookmarks::parse(&text, &mut see).or(Err(ReadState::Unparsable))
}

fn startup_pages(preferences: &Preferences, doors: &mut Doors) {
    let mut see = |name: &str, url: &Value, file: &str| {
        if let Some(url) = url.as_str() {
            doors.see(DoorSource::StartupPage, url, None, (file, name));
        }
    };
    let opens_pages =
        preferences.number("session.restore_on_startup").is_some_and(|code| OPENS_PAGES.contains(&code));
    if opens_pages && let Some((Value::Array(urls), file)) = preferences.get("session.startup_urls") {
        for url in urls {
            see("session.startup_urls", url, file);
        }
    }
    let has_home_page =
        preferences.get("homepage_is_newtabpage").is_some_and(|(value, _)| value == &Value::Bool(false));
    if has_home_page && let Some((url, file)) = preferences.get("homepage") {
        see("homepage", url, file);
    }
}

fn history(place: &Place, profile: &Profile, doors: &mut Doors, unread: &mut Vec<Unread>) {
    let path = profile.folder.join("History");
    let sql = format!(
        "SELECT url, last_visit_time FROM urls WHERE {} ORDER BY last_visit_time DESC LIMIT {MOST_VISITS}",
        doors::host_is_of_interest("url")
    );
    let visits =
        doors::from_history(place, profile, &path, unread, |copy| copy.query(&sql, [], doors::address));
    let shown = place.root.shown(&path);
    for (url, time) in visits.unwrap_or_default() {
        doors.see(DoorSource::History, &url, time.and_then(from_chromium_time), (&shown, "urls"));
    }
}

#[cfg(test)]
mod tests {
    use std::fs::write;
    use std::path::Path;
    use std::sync::Arc;

    use jiff::Timestamp;
    use serde_json::json;

    use super::*;
    use crate::environment::browsers::inventory;
    use crate::environment::root::{Os, Root};

    fn preferences(plain: Value) -> Preferences {
        Preferences {
            plain,
            place: "Preferences".into(),
            secure: Value::Null,
            secure_place: "Secure Preferences".into(),
            secure_is_known: true,
        }
    }

    /// The hosts of the startup pages.
    fn starts_with(plain: Value) -> Vec<String> {
        let mut doors = Doors::default();
        startup_pages(&preferences(plain), &mut doors);
        let mut hosts: Vec<String> = doors.into_facts().into_iter().map(|door| door.host).collect();
        hosts.sort();
        hosts
    }

    #[test]
    fn startup_pages_count_where_they_are_opened() {
        let (a, b) = ("sellercentral.amazon.com", "www.amazon.co.jp");
        let session = |code: i64| {
            let urls = json!([format!("https://{a}/"), 5, format!("https://{b}/?x"), "odd"]);
            json!({"session": {"restore_on_startup": code, "startup_urls": urls}})
        };
        assert_eq!(starts_with(session(4)), [a, b]);
        assert_eq!(starts_with(session(5)), [a, b]);
        assert_eq!(starts_with(session(1)), [""; 0]);
        let home = |is_new_tab: Value| json!({"homepage": format!("https://{a}/"), "homepage_is_newtabpage": is_new_tab});
        assert_eq!(starts_with(home(json!(false))), [a]);
        assert_eq!(starts_with(home(json!(true))), [""; 0]);
        assert_eq!(starts_with(home(Value::Null)), [""; 0]);
        assert_eq!(starts_with(json!({"session": 1, "homepage": {}})), [""; 0]);
    }

    /// The hosts of the bookmarks in a folder, and what is told of it.
    fn bookmarked(prepare: impl FnOnce(&Path)) -> (Vec<String>, Vec<(Topic, ReadState)>) {
        let dir = tempfile::tempdir().unwrap();
        prepare(dir.path());
        let place = Place {
            root: Arc::new(Root::copied(dir.path(), Os::Linux).unwrap()),
            def: inventory().first().unwrap(),
            label: "Chrome".into(),
            folder: dir.path().to_owned(),
            now: Timestamp::UNIX_EPOCH,
        };
        let profile = Profile::new(dir.path().to_owned(), String::new(), "a".into(), true);
        let mut unread = Vec::new();
        let doors = read(&place, &profile, None, &mut unread);
        let hosts = doors.into_iter().map(|door| door.host).collect();
        (hosts, unread.into_iter().map(|unread| (unread.topic, unread.state)).collect())
    }

    #[test]
    fn the_copy_of_the_bookmarks_is_used_only_where_they_are_broken() {
        let file = |host: &str| json!({"roots": {"other": {"url": format!("https://{host}/")}}}).to_string();
        let copy = |dir: &Path| write(dir.join("Bookmarks.bak"), file("amazon.de")).unwrap();
        assert_eq!(bookmarked(|_| ()), (vec![], vec![]));
        assert_eq!(bookmarked(copy), (vec![], vec![]), "somebody has removed the bookmarks");
        let sound = |dir: &Path| {
            copy(dir);
            write(dir.join("Bookmarks"), file("amazon.com")).unwrap();
            write(dir.join("AccountBookmarks"), file("amazon.fr")).unwrap();
            write(dir.join("EncryptedBookmarks2"), file("amazon.it")).unwrap();
        };
        assert_eq!(bookmarked(sound), (vec!["amazon.com".into(), "amazon.fr".into()], vec![]));
        let broken = |dir: &Path| {
            copy(dir);
            write(dir.join("Bookmarks"), "{").unwrap();
        };
        let told = vec![(Topic::Bookmarks, ReadState::Unparsable)];
        assert_eq!(bookmarked(broken), (vec!["amazon.de".into()], told));
    }
}
