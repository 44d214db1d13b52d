//! The profiles of a browser built on Chromium: `Local State` and the folders themselves.
//!
//! Source: Chromium, `chrome/browser/profiles/profile_attributes_storage.cc` and `docs/user_data_dir.md`.

use std::fs;
use std::path::PathBuf;

use jiff::Timestamp;
use serde_json::{Map, Value};

use super::preferences::{Preferences, evidence};
use super::{Place, Profile, engagement};
use crate::environment::facts::{Evidence, Topic, Unread};
use crate::environment::mask;
use crate::environment::read::{self, Keep, ReadState};

/// Folders that look like profiles but are no person's.
const NOT_PROFILES: [&str; 4] = ["System Profile", "Guest Profile", "Snapshots", "Crashpad"];

/// How the profile was closed.
const EXIT: &str = "profile.exit_type";

/// The parts of `Local State` that are kept in memory. It also holds the key to the person's secrets.
const KEEP: Keep<'_> = Keep::parts(&["dns_over_https", "profile"]);

/// What a browser remembers for all of its profiles.
pub(super) struct LocalState {
    pub(super) value: Value,
    /// The file, as it is shown.
    pub(super) place: String,
    path: PathBuf,
    state: ReadState,
}

impl LocalState {
    pub(super) fn read(place: &Place) -> Self {
        let path = place.folder.join("Local State");
        let (value, state) = match read::json_parts(&place.root, &path, &KEEP) {
            Ok(value) => (value, ReadState::Ok),
            Err(state) => (Value::Null, state),
        };
        Self { value, place: place.root.shown(&path), path, state }
    }
}

/// All profiles: those that `Local State` names and that are there, and all other folders with preferences.
pub(super) fn list(place: &Place, local_state: &LocalState, unread: &mut Vec<Unread>) -> Vec<Profile> {
    let LocalState { value: local_state, path, state, .. } = local_state;
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
    let was_used = !dirs.is_empty() || *state != ReadState::Absent;
    if *state != ReadState::Ok && was_used {
        unread.push(place.unread(&place.label, Topic::ProfileList, path, *state));
    }
    let about = |dir: &str| known.and_then(|known| known.get(dir));
    let used = used_last(local_state, known, &dirs);
    let only_one = dirs.len() == 1;
    let profile = |dir: String| {
        let name = about(&dir).and_then(|about| about.get("name")?.as_str()).map(mask::shown);
        let shown_dir = if dir.is_empty() { "Default" } else { &dir };
        let name = name.filter(|name| !name.is_empty()).unwrap_or_else(|| mask::shown(shown_dir));
        let last_used = only_one || used.as_deref() == Some(dir.as_str());
        let active = about(&dir).and_then(active);
        let profile = Profile::new(place.folder.join(&dir), dir, name, last_used);
        Profile { active, ..profile }
    };
    super::super::with_subjects(&place.label, dirs.iter().cloned().map(profile).collect())
}

/// The profile that was used last. A browser that never had a second one does not name it.
fn used_last(local_state: &Value, known: Option<&Map<String, Value>>, dirs: &[String]) -> Option<String> {
    let named = local_state.pointer("/profile/last_used").and_then(Value::as_str);
    if let Some(named) = named.filter(|dir| !dir.is_empty()) {
        return Some(named.to_owned());
    }
    let active = |dir: &&String| known.and_then(|known| known.get(*dir)).and_then(active);
    dirs.iter().filter(|dir| active(dir).is_some()).max_by_key(active).cloned()
}

/// When a profile was last used: `active_time`, in seconds since 1970.
fn active(about: &Value) -> Option<Timestamp> {
    let seconds = about.get("active_time")?.as_f64().filter(|seconds| *seconds > 0.0)?;
    // A number without a point in time becomes one that is out of range.
    #[expect(clippy::cast_possible_truncation, reason = "it saturates")]
    Timestamp::from_second(seconds as i64).ok()
}

/// When the profile was made.
pub(super) fn created(preferences: &Preferences) -> Option<Timestamp> {
    let (time, _) = preferences.get("profile.creation_time")?;
    engagement::from_chromium_time(time.as_str()?.parse().ok()?)
}

/// The browser did not close this profile as it should, or it has not closed it yet.
///
/// Source: Chromium, `chrome/browser/profiles/profile_impl.cc`: `Crashed` is written at the start, and taken back
/// when the profile is closed.
pub(super) fn crashed(preferences: &Preferences) -> Option<Evidence> {
    let (exit, place) = preferences.get(EXIT)?;
    let exit = exit.as_str().filter(|exit| *exit == "Crashed")?;
    Some(evidence(place, EXIT, exit, "Normal"))
}

fn is_profile(place: &Place, dir: &str) -> bool {
    let there = fs::symlink_metadata(place.folder.join(dir).join("Preferences"));
    !matches!(there.map_err(|error| read::state_of(&error)), Err(ReadState::Absent))
}
