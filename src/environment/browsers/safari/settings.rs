//! Settings of Safari: `com.apple.Safari.plist`.
//!
//! Names and values as in WebKit, `WebKitPreferences` (Source/WTF/Scripts/Preferences): `storageBlockingPolicy` 0 allows
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
    SafariFacts { blocks_all_cookies: known.and_then(|name| of(&name)) }
}

/// The dots are part of a name, but names may also be written as dictionaries in dictionaries.
fn get<'a>(settings: &'a Value, name: &str) -> Option<&'a Value> {
    settings.get(name).or_else(|| settings.pointer(&format!("/{}", name.replace('.', "/"))))
}

#[cfg(test)]
mod tests {
    use super::*;
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
}
