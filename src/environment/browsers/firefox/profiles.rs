//! The profiles of Firefox: `profiles.ini`, `installs.ini` and the folders themselves.
//!
//! Source: Firefox, toolkit/profile/nsToolkitProfileService.cpp. Since version 138 a group of profiles has only
//! one entry in `profiles.ini`; the others are found as folders.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use ini::Ini;

use super::{Place, Profile};
use crate::environment::facts::{Topic, Unread};
use crate::environment::mask;
use crate::environment::read::{self, ReadState};

/// All profiles that have been used.
pub(super) fn list(place: &Place, unread: &mut Vec<Unread>) -> Vec<Profile> {
    let path = place.folder.join("profiles.ini");
    let (profiles_ini, state) = match read::ini(&place.root, &path) {
        Ok(ini) => (Some(ini), ReadState::Ok),
        Err(state) => (None, state),
    };
    // It repeats what is in the other file; older versions do not have it.
    let installs_ini = read::ini(&place.root, &place.folder.join("installs.ini")).ok();
    // What an installation uses counts more than what is marked as default for all of them.
    let mut used: BTreeSet<PathBuf> = [&profiles_ini, &installs_ini]
        .into_iter()
        .flatten()
        .flat_map(installed_defaults)
        .map(|path| folder_of(place, &path, true))
        .collect();
    let mut found = Vec::new();
    let mut marked = BTreeSet::new();
    for section in profiles_ini.iter().flat_map(profile_sections) {
        let Some(path) = section.get("Path") else { continue };
        let folder = folder_of(place, path, section.get("IsRelative") != Some("0"));
        if section.get("Default") == Some("1") {
            marked.insert(folder.clone());
        }
        add(&mut found, section.get("Name").map(mask::shown), folder);
    }
    for folder in folders(place) {
        add(&mut found, None, folder);
    }
    let was_used = !found.is_empty() || state != ReadState::Absent;
    if state != ReadState::Ok && was_used {
        unread.push(place.unread(&place.label, Topic::ProfileList, &path, state));
    }
    if used.is_empty() {
        used = marked;
    }
    let only_one = found.len() == 1;
    for one in &mut found {
        one.last_used = only_one || used.contains(&one.folder);
    }
    // Firefox prepares profiles that nobody ever uses; they hold no settings.
    found.retain(|one| one.last_used || fs::symlink_metadata(one.folder.join("prefs.js")).is_ok());
    super::super::with_subjects(&place.label, found)
}

fn profile_sections(ini: &Ini) -> impl Iterator<Item = &ini::Properties> {
    ini.iter()
        .filter(|(name, _)| name.is_some_and(|name| name.starts_with("Profile")))
        .map(|(_, section)| section)
}

/// The profile of each installation: `[Install…]` in `profiles.ini`, every section in `installs.ini`.
fn installed_defaults(ini: &Ini) -> Vec<String> {
    ini.iter()
        .filter(|(name, _)| name.is_some_and(|name| !name.starts_with("Profile") && name != "General"))
        .filter_map(|(_, section)| section.get("Default").map(str::to_owned))
        .collect()
}

/// A path of the ini files, in which both kinds of slashes occur.
fn folder_of(place: &Place, path: &str, relative: bool) -> PathBuf {
    if relative { below(&place.folder, path) } else { place.root.inside(path) }
}

fn below(base: &Path, path: &str) -> PathBuf {
    path.split(['/', '\\'])
        .filter(|part| !part.is_empty() && *part != ".." && *part != ".")
        .fold(base.to_owned(), |folder, part| folder.join(part))
}

/// Folders with settings, whether an ini file names them or not.
fn folders(place: &Place) -> Vec<PathBuf> {
    [place.folder.join("Profiles"), place.folder.to_owned()]
        .into_iter()
        .flat_map(|above| {
            let names = read::entries(&place.root, &above).unwrap_or_default();
            names.into_iter().map(move |name| above.join(name))
        })
        .filter(|folder| {
            let there = fs::symlink_metadata(folder.join("prefs.js"));
            !matches!(there.map_err(|error| read::state_of(&error)), Err(ReadState::Absent))
        })
        .collect()
}

fn add(found: &mut Vec<Profile>, name: Option<String>, folder: PathBuf) {
    if found.iter().any(|one| one.folder == folder) {
        return;
    }
    let dir = folder.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let name = name.filter(|name| !name.is_empty()).unwrap_or_else(|| mask::shown(&dir));
    found.push(Profile::new(folder, dir, name, false));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_of_the_ini_files_stay_below_the_folder() {
        let base = Path::new("/base");
        assert_eq!(below(base, "Profiles/a.default"), Path::new("/base/Profiles/a.default"));
        assert_eq!(below(base, "Profiles\\a.default"), Path::new("/base/Profiles/a.default"));
        assert_eq!(below(base, "../../etc"), Path::new("/base/etc"));
    }

    #[test]
    fn the_installations_profile_is_known() {
        let ini = Ini::load_from_str_noescape(
            "[Install4F96D1932A9F858E]\nDefault=Profiles/x.default-release\nLocked=1\n[Profile0]\nName=default\nDefault=1\n",
        )
        .unwrap();
        assert_eq!(installed_defaults(&ini), ["Profiles/x.default-release"]);
    }
}
