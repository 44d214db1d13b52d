//! Browsers on a machine: which there are, their profiles and the settings that matter for signing in.

mod amazon_use;
mod chromium;
mod chromium_policy;
mod chromium_profiles;
mod firefox;
mod firefox_policy;
mod firefox_profiles;
mod inventory;
mod patterns;
mod permissions;
mod policy_places;
mod prefs_js;

use std::path::Path;

use jiff::Timestamp;

pub(super) use inventory::{BrowserDef, inventory};

use super::facts::{BrowserFacts, Family, ProfileFacts, Topic, Unread};
use super::mask;
use super::read::{self, ReadState};
use super::root::Root;

/// What the readers of one browser work with.
struct Place<'a> {
    root: &'a Root,
    def: &'a BrowserDef,
    /// The browser's name with its packaging, e.g. `Mozilla Firefox (Snap)`.
    label: String,
    /// The browser's folder.
    folder: &'a Path,
    now: Timestamp,
}

impl Place<'_> {
    fn unread(&self, subject: &str, topic: Topic, path: &Path, state: ReadState) -> Unread {
        Unread { subject: subject.to_owned(), topic, path: self.root.shown(path), state }
    }
}

/// Reads one browser of the inventory: every folder of settings it has on this machine.
pub(super) fn read(
    root: &Root,
    def: &BrowserDef,
    now: Timestamp,
    unread: &mut Vec<Unread>,
) -> Vec<BrowserFacts> {
    let mut found = Vec::new();
    for (packaging, template) in def.roots_on(root.os) {
        let Some(folder) = root.path(template) else {
            continue;
        };
        let label = match packaging {
            Some(packaging) => format!("{} ({packaging})", def.label),
            None => def.label.clone(),
        };
        let place = Place { root, def, label, folder: &folder, now };
        match read::folder(root, &folder) {
            Ok(()) => {
                let before = unread.len();
                let facts = read_place(&place, unread);
                // Other programs leave folders for browsers that were never there.
                if !facts.profiles.is_empty() || unread.len() > before {
                    found.push(facts);
                }
            }
            Err(ReadState::Absent) => {}
            Err(state) => unread.push(place.unread(&place.label, Topic::BrowserFolder, &folder, state)),
        }
    }
    found
}

fn read_place(place: &Place<'_>, unread: &mut Vec<Unread>) -> BrowserFacts {
    let (policy, mut profiles) = match place.def.family {
        Family::Chromium => chromium::read(place, unread),
        Family::Firefox => firefox::read(place, unread),
    };
    profiles.sort_by(|a, b| b.last_used.cmp(&a.last_used).then_with(|| a.dir.cmp(&b.dir)));
    BrowserFacts {
        id: place.def.id.clone(),
        label: place.label.clone(),
        family: place.def.family,
        root: place.root.shown(place.folder),
        policy,
        profiles,
    }
}

/// A profile before its settings are read.
struct Profile {
    /// Below the browser's folder; empty if it is the folder itself.
    dir: String,
    name: String,
    last_used: bool,
}

/// The subject of each profile: browser and profile name, with the folder's name where that is not unique.
fn subjects(label: &str, profiles: &[Profile]) -> Vec<String> {
    let twice = |name: &str| profiles.iter().filter(|profile| profile.name == name).count() > 1;
    profiles
        .iter()
        .map(|profile| {
            if twice(&profile.name) {
                format!("{label} / {} ({})", profile.name, mask::shown(&profile.dir))
            } else {
                format!("{label} / {}", profile.name)
            }
        })
        .collect()
}

/// Reads the settings of each profile with `read_one`.
fn read_profiles(
    place: &Place<'_>,
    profiles: &[Profile],
    mut read_one: impl FnMut(&Profile, String) -> ProfileFacts,
) -> Vec<ProfileFacts> {
    let subjects = subjects(&place.label, profiles);
    profiles.iter().zip(subjects).map(|(profile, subject)| read_one(profile, subject)).collect()
}
