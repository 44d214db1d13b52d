//! The profiles of a browser built on Chromium: `Local State` and the folders themselves.
//!
//! Source: Chromium, `chrome/browser/profiles/profile_attributes_storage.cc` and `docs/user_data_dir.md`.

use std::fs;

use serde_json::Value;

use super::{Place, Profile};
use crate::environment::facts::{Topic, Unread};
use crate::environment::mask;
use crate::environment::read::{self, ReadState};

/// Folders that look like profiles but are no person's.
const NOT_PROFILES: [&str; 4] = ["System Profile", "Guest Profile", "Snapshots", "Crashpad"];

/// All profiles: those that `Local State` names and that are there, and all other folders with preferences.
pub(super) fn list(place: &Place, unread: &mut Vec<Unread>) -> Vec<Profile> {
    let path = place.folder.join("Local State");
    let (local_state, state) = match read::json(&place.root, &path) {
        Ok(value) => (value, ReadState::Ok),
        Err(state) => (Value::Null, state),
    };
    let known = local_state.pointer("/profile/info_cache").and_then(Value::as_object);
    let mut dirs: Vec<String> = match read::entries(&place.root, &place.folder) {
        Ok(names) => names,
        Err(state) => {
            unread.push(place.unread(&place.label, Topic::BrowserFolder, &place.folder, state));
            let plain = |dir: &&String| !dir.contains(['/', '\\']) && dir.as_str() != "..";
            known.map(|known| known.keys().filter(plain).cloned().collect()).unwrap_or_default()
        }
    };
    dirs.retain(|dir| is_profile(place, dir) || known.is_some_and(|known| known.contains_key(dir)));
    dirs.retain(|dir| !NOT_PROFILES.contains(&dir.as_str()));
    // Opera keeps a single profile in the folder itself.
    if fs::symlink_metadata(place.folder.join("Preferences")).is_ok() {
        dirs.push(String::new());
    }
    let was_used = !dirs.is_empty() || state != ReadState::Absent;
    if state != ReadState::Ok && was_used {
        unread.push(place.unread(&place.label, Topic::ProfileList, &path, state));
    }
    let last_used = local_state.pointer("/profile/last_used").and_then(Value::as_str);
    let only_one = dirs.len() == 1;
    let profile = |dir: String| {
        let name = known.and_then(|known| known.get(&dir)?.get("name")?.as_str()).map(mask::shown);
        let shown_dir = if dir.is_empty() { "Default" } else { &dir };
        let name = name.filter(|name| !name.is_empty()).unwrap_or_else(|| mask::shown(shown_dir));
        Profile::new(place.folder.join(&dir), dir.clone(), name, only_one || last_used == Some(dir.as_str()))
    };
    super::super::with_subjects(&place.label, dirs.into_iter().map(profile).collect())
}

fn is_profile(place: &Place, dir: &str) -> bool {
    let there = fs::symlink_metadata(place.folder.join(dir).join("Preferences"));
    !matches!(there.map_err(|error| read::state_of(&error)), Err(ReadState::Absent))
}
