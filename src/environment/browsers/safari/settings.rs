//! Settings of Safari: `com.apple.Safari.plist`.
//!
//! Names and values as in `WebKit`, `WebKitPreferences` (Source/WTF/Scripts/Preferences): `storageBlockingPolicy` 0 allows
//! all, 1 blocks those of embedded sites, 2 blocks all.

use serde_json::Value;

use super::{Place, Profile};
use crate::environment::browsers::property_list;
use crate::environment::facts::{Evidence, SafariFacts, SetBy, Topic, Unread};
use crate::environment::read::{Read, ReadState};

/// Safari keeps its settings in its container; older versions had them in the usual place, where they may still lie.
const PLACES: [&str; 2] = [
    "{home}/Library/Containers/com.apple.Safari/Data/Library/Preferences/com.apple.Safari.plist",
    "{home}/Library/Preferences/com.apple.Safari.plist",
];

/// The same setting under its newer and its older name.
const STORAGE: [&str; 2] = ["WebKitPreferences.storageBlockingPolicy", "WebKitStorageBlockingPolicy"];

/// `storageBlockingPolicy`: block all.
const BLOCK_ALL: i64 = 2;

/// Reads them: from the first place that has any.
pub(super) fn read(place: &Place, profile: &Profile, unread: &mut Vec<Unread>) -> Read<SafariFacts> {
    for path in PLACES.iter().filter_map(|template| place.root.path(template)) {
        match property_list::read(&place.root, &path) {
            Ok(settings) => return Ok(facts(&settings, &place.root.shown(&path))),
            Err(ReadState::Absent) => {}
            Err(state) => {
                unread.push(place.unread(&profile.subject, Topic::ProfileSettings, &path, state));
                return Err(state);
            }
        }
    }
    // Safari writes the file only when something is changed.
    Ok(SafariFacts::default())
}

fn facts(settings: &Value, place: &str) -> SafariFacts {
    let of = |name: &&str| -> Option<Evidence> {
        let number = get(settings, name)?.as_i64()?;
        (number == BLOCK_ALL).then(|| Evidence {
            place: place.to_owned(),
            key: (*name).to_owned(),
            value: number.to_string(),
            default: "1".to_owned(),
            set_by: SetBy::Person,
        })
    };
    // Where both are there, the newer one is the one that is used.
    let known = STORAGE.iter().find(|name| get(settings, name).is_some());
    SafariFacts { blocks_all_cookies: known.and_then(of) }
}

/// The dots are part of a name, but names may also be written as dictionaries in dictionaries.
fn get<'a>(settings: &'a Value, name: &str) -> Option<&'a Value> {
    settings.get(name).or_else(|| settings.pointer(&format!("/{}", name.replace('.', "/"))))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::environment::browsers::place_in;
    use crate::environment::root::Os;
    use serde_json::json;

    #[test]
    fn blocking_all_cookies_is_found_under_both_names() {
        let blocks = |settings: Value| facts(&settings, "p").blocks_all_cookies.is_some();
        assert!(blocks(json!({"WebKitPreferences.storageBlockingPolicy": 2})));
        assert!(blocks(json!({"WebKitPreferences": {"storageBlockingPolicy": 2}})));
        assert!(blocks(json!({"WebKitStorageBlockingPolicy": 2})));
        assert!(!blocks(json!({"WebKitPreferences.storageBlockingPolicy": 1})));
        let moved = json!({"WebKitPreferences.storageBlockingPolicy": 1, "WebKitStorageBlockingPolicy": 2});
        assert!(!blocks(moved), "the newer name is the one that is used");
        assert!(!blocks(json!({"WebKitPreferences.storageBlockingPolicy": "2"})));
        assert!(!blocks(json!([2])));
    }

    #[test]
    fn what_an_older_version_left_counts_only_if_there_is_nothing_newer() {
        let write = |dir: &std::path::Path, template: &str, content: &str| {
            let path = dir.join("Users/taro").join(template.strip_prefix("{home}/").unwrap());
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, content).unwrap();
        };
        let read_in = |dir: &std::path::Path| {
            let place = place_in(dir, Os::Macos, "safari");
            let profile = Profile::new(place.folder.clone(), String::new(), "Safari".to_owned(), true);
            let mut unread = Vec::new();
            let found = read(&place, &profile, &mut unread).map(|facts| facts.blocks_all_cookies.is_some());
            (found, unread.into_iter().map(|unread| unread.state).collect::<Vec<_>>())
        };
        let list = |number: u8| {
            format!(
                "<plist><dict><key>WebKitPreferences.storageBlockingPolicy</key><integer>{number}</integer></dict></plist>"
            )
        };
        let dir = tempfile::tempdir().unwrap();
        std::fs::create_dir_all(dir.path().join("Users/taro/Library")).unwrap();
        assert_eq!(read_in(dir.path()), (Ok(false), vec![]), "nothing was ever changed");
        write(dir.path(), PLACES[1], &list(2));
        assert_eq!(read_in(dir.path()), (Ok(true), vec![]));
        write(dir.path(), PLACES[0], &list(1));
        assert_eq!(read_in(dir.path()), (Ok(false), vec![]));
        // A place that must not be read is never passed over for an older one.
        write(dir.path(), PLACES[0], "bplist00 broken");
        let unparsable = ReadState::Unparsable;
        assert_eq!(read_in(dir.path()), (Err(unparsable), vec![unparsable]));
    }
}
