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
