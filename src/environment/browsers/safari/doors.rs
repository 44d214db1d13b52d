//! Safari's bookmarks and history: `Bookmarks.plist` and `History.db`.
//!
//! The shape of both is known from forensic tools; Apple does not describe it. Without the permission that macOS calls
//! full disk access they are denied.

use std::collections::BTreeMap;

use jiff::Timestamp;
use plist::Value;

use super::{Place, Profile};
use crate::environment::browsers::doors::{self, Doors, MOST_VISITS};
use crate::environment::facts::{DoorSource, HostUse, ProfileFacts, Topic, Unread};
use crate::environment::read::{self, Read, ReadState};

/// 2001-01-01 in seconds since 1970-01-01. Apple's time begins there.
const APPLE_EPOCH: f64 = 978_307_200.0;

/// Pages to be read later, which are no door.
const READING_LIST: &str = "com.apple.ReadingList";

/// Reads them, and when Amazon was last used.
pub(super) fn read(place: &Place, profile: &Profile, facts: &mut ProfileFacts, unread: &mut Vec<Unread>) {
    // The folder of the container holds neither.
    let Some(folder) = place.root.path("{home}/Library/Safari") else { return };
    let mut doors = Doors::default();
    let path = folder.join("Bookmarks.plist");
    let read = read::bytes(&place.root, &path).and_then(|content| addresses(&content));
    let shown = place.root.shown(&path);
    for url in doors::tell(read, place, profile, Topic::Bookmarks, &path, unread).unwrap_or_default() {
        doors.see(DoorSource::Bookmark, &url, None, (&shown, "URLString"));
    }
    let path = folder.join("History.db");
    let sql = format!(
        "SELECT i.url, MAX(v.visit_time) AS last FROM history_items i JOIN history_visits v ON v.history_item = i.id
         WHERE {} GROUP BY i.id ORDER BY last DESC LIMIT {MOST_VISITS}",
        doors::host_is_of_interest("i.url")
    );
    let visits = doors::from_history(place, profile, &path, unread, |copy| {
        let any = copy.query("SELECT 1 FROM history_visits LIMIT 1", [], |_| Ok(()))?;
        let visits = copy.query(&sql, [], |row| {
            let (url, _) = doors::address(row)?;
            Ok((url, row.get::<_, f64>(1).ok().and_then(time_of)))
        })?;
        Ok((!any.is_empty()).then_some(visits))
    });
    // Where no visit at all is kept, nothing is known.
    if let Some(visits) = visits.flatten() {
        let shown = place.root.shown(&path);
        for (url, time) in &visits {
            doors.see(DoorSource::History, url, *time, (&shown, "history_items"));
        }
        facts.amazon = Some(uses(&visits));
    }
    facts.doors = doors.into_facts();
}

/// The last use of each host of Amazon in Japan and of its common domain.
fn uses(visits: &[(String, Option<Timestamp>)]) -> Vec<HostUse> {
    let mut last: BTreeMap<String, Timestamp> = BTreeMap::new();
    for (url, time) in visits {
        if let (Some(host), Some(time)) = (doors::host_of_use(url), *time) {
            last.entry(host).and_modify(|known| *known = time.max(*known)).or_insert(time);
        }
    }
    last.into_iter().map(|(host, last)| HostUse { host, last }).collect()
}

/// A time of Apple, in seconds since 2001.
#[expect(
    clippy::cast_possible_truncation,
    reason = "the range is checked; a fraction of a second is nothing"
)]
fn time_of(seconds: f64) -> Option<Timestamp> {
    let seconds = Some(seconds).filter(|seconds| (0.0..1.0e10).contains(seconds))?;
    Timestamp::from_second((seconds + APPLE_EPOCH) as i64).ok()
}

/// The addresses of all bookmarks. The tree is taken apart without going down into it, so that no depth of folders
/// brings this down.
fn addresses(content: &[u8]) -> Read<Vec<String>> {
    let mut open = vec![Value::from_reader(std::io::Cursor::new(content)).or(Err(ReadState::Unparsable))?];
    let mut found = Vec::new();
    while let Some(value) = open.pop() {
        match value {
            Value::Array(values) => open.extend(values),
            Value::Dictionary(mut entry) => {
                let is_leaf =
                    entry.get("WebBookmarkType").and_then(Value::as_string) == Some("WebBookmarkTypeLeaf");
                let is_reading_list = entry.get("Title").and_then(Value::as_string) == Some(READING_LIST);
                match entry.remove("URLString") {
                    Some(Value::String(url)) if is_leaf => found.push(url),
                    Some(other) => open.push(other),
                    None => {}
                }
                if !is_reading_list {
                    open.extend(entry.remove("Children"));
                }
                // Whatever else there is must be taken apart as well before it is dropped.
                dismantle(entry.into_iter().map(|(_, value)| value).collect());
            }
            _ => {}
        }
    }
    Ok(found)
}

/// Drops values without going down into them.
fn dismantle(mut values: Vec<Value>) {
    while let Some(value) = values.pop() {
        match value {
            Value::Array(below) => values.extend(below),
            Value::Dictionary(below) => values.extend(below.into_iter().map(|(_, value)| value)),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(title: &str, inner: &str) -> String {
        let children = format!("<key>Children</key><array>{inner}</array>");
        format!("<dict><key>Title</key><string>{title}</string>{children}</dict>")
    }

    fn found(inner: &str) -> Read<Vec<String>> {
        addresses(format!("<plist version=\"1.0\">{inner}</plist>").as_bytes())
    }

    #[test]
    fn bookmarks_are_found_in_folders_but_not_in_the_reading_list() {
        let leaf = |url: &str| {
            let kind = "<key>WebBookmarkType</key><string>WebBookmarkTypeLeaf</string>";
            format!("<dict>{kind}<key>URLString</key><string>{url}</string></dict>")
        };
        let inner = [
            list("BookmarksBar", &[leaf("a"), list("x", &leaf("b"))].concat()),
            list(READING_LIST, &leaf("c")),
            "<dict><key>URLString</key><string>d</string></dict><integer>1</integer>".to_owned(),
        ];
        let mut urls = found(&list("", &inner.concat())).unwrap();
        urls.sort();
        assert_eq!(urls, ["a", "b"]);
        assert_eq!(found("<string>x</string>").unwrap(), [""; 0]);
        assert_eq!(addresses(b"bplist00 broken").unwrap_err(), ReadState::Unparsable);
        assert_eq!(addresses(b"").unwrap_err(), ReadState::Unparsable);
    }

    #[test]
    fn no_depth_brings_it_down() {
        for (before, after) in [
            ("<array>", "</array>"),
            ("<dict><key>Children</key><array>", "</array></dict>"),
            ("<dict><key>x</key>", "</dict>"),
        ] {
            let deep = before.repeat(100_000) + "<string>x</string>" + &after.repeat(100_000);
            assert_eq!(found(&deep).unwrap(), [""; 0]);
            assert_eq!(found(&before.repeat(100_000)).unwrap_err(), ReadState::Unparsable);
        }
        let hidden = "<array>".repeat(100_000) + &"</array>".repeat(100_000);
        assert_eq!(found(&list(READING_LIST, &hidden)).unwrap(), [""; 0]);
    }

    #[test]
    fn times_begin_in_2001() {
        assert_eq!(time_of(0.5).unwrap().to_string(), "2001-01-01T00:00:00Z");
        assert_eq!(time_of(785_203_200.0).unwrap().to_string(), "2025-11-19T00:00:00Z");
        assert_eq!(time_of(f64::NAN).or_else(|| time_of(-1.0)).or_else(|| time_of(1e300)), None);
    }
}
