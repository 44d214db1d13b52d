//! The profiles of Firefox: `profiles.ini`, `installs.ini` and the folders themselves.
//!
//! Source: Firefox, toolkit/profile/nsToolkitProfileService.cpp. Since version 138 a group of profiles has only
//! one entry in `profiles.ini`; all of the group stand with their names in a database below `Profile Groups`
//! (browser/components/profiles/SelectableProfileService.sys.mjs).

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use ini::Ini;
use jiff::Timestamp;

use super::super::sqlite;
use super::{Place, Profile};
use crate::environment::facts::{Topic, Unread};
use crate::environment::mask;
use crate::environment::read::{self, Read, ReadState};

/// More groups of profiles are not on a healthy machine.
const MOST_GROUPS: usize = 8;

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
    for (name, folder) in grouped(place, unread) {
        // The person chose this name; in the other file stands the one of the first profile of the group.
        found.retain(|one: &Profile| one.folder != folder);
        add(&mut found, Some(name), folder);
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
        one.active = read::modified(&place.root, &one.folder.join("prefs.js"));
    }
    // Firefox prepares profiles that nobody ever uses; they hold no settings.
    found.retain(|one| one.last_used || fs::symlink_metadata(one.folder.join("prefs.js")).is_ok());
    super::super::with_subjects(&place.label, found)
}

/// When a profile was made: `times.json`, in milliseconds since 1970.
pub(super) fn created(place: &Place, profile: &Profile) -> Option<Timestamp> {
    let times = read::json(&place.root, &profile.folder.join("times.json")).ok()?;
    Timestamp::from_millisecond(times.get("created")?.as_i64().filter(|time| *time > 0)?).ok()
}

/// The profiles that a person made in Firefox's own menu, with their names.
fn grouped(place: &Place, unread: &mut Vec<Unread>) -> Vec<(String, PathBuf)> {
    let above = place.folder.join("Profile Groups");
    let names = read::entries(&place.root, &above).unwrap_or_default();
    let mut found = Vec::new();
    for name in names.iter().filter(|name| name.ends_with(".sqlite")).take(MOST_GROUPS) {
        let path = above.join(name);
        match members(place, &path) {
            Ok(members) => found.extend(members),
            Err(ReadState::Absent) => {}
            Err(state) => unread.push(place.unread(&place.label, Topic::ProfileList, &path, state)),
        }
    }
    found
}

fn members(place: &Place, path: &Path) -> Read<Vec<(String, PathBuf)>> {
    let copy = sqlite::open_copy(&place.root, path)?;
    let columns = copy.columns("Profiles")?;
    // Before anybody makes a second profile, the table is empty or not there.
    if !["path", "name"].iter().all(|name| columns.iter().any(|column| column == name)) {
        return Ok(Vec::new());
    }
    let rows = copy.query("SELECT name, path FROM Profiles ORDER BY id LIMIT 64", [], |row| {
        Ok((sqlite::text(row, 0)?, sqlite::text(row, 1)?))
    })?;
    Ok(rows.into_iter().map(|(name, path)| (mask::shown(&name), below(&place.folder, &path))).collect())
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
    [place.folder.join("Profiles"), place.folder.clone()]
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
    use proptest::prelude::*;

    use super::super::super::inventory;
    use super::*;
    use crate::environment::root::{Os, Root};

    #[test]
    fn paths_of_the_ini_files_stay_below_the_folder() {
        let base = Path::new("/base");
        assert_eq!(below(base, "Profiles/a.default"), Path::new("/base/Profiles/a.default"));
        assert_eq!(below(base, "Profiles\\a.default"), Path::new("/base/Profiles/a.default"));
        assert_eq!(below(base, "../../etc"), Path::new("/base/etc"));
    }

    proptest! {
        #[test]
        fn no_list_of_profiles_panics_or_leads_above_the_folder(
            text in "(\\[(Profile|Install|General)[0-9A-F]{0,2}\\]\n|(Path|Default|Name|IsRelative)=[^\n]{0,12}\n|\\PC{0,6}\n){0,12}"
        ) {
            if let Ok(ini) = Ini::load_from_str_noescape(&text) {
                let paths = profile_sections(&ini).filter_map(|section| section.get("Path").map(str::to_owned));
                for path in paths.chain(installed_defaults(&ini)) {
                    let folder = below(Path::new("/base"), &path);
                    prop_assert!(folder.starts_with("/base"));
                    prop_assert!(!folder.components().any(|part| part == std::path::Component::ParentDir));
                }
            }
        }
    }

    #[test]
    fn profiles_of_a_group_have_the_names_that_were_chosen() {
        let dir = tempfile::tempdir().unwrap();
        let firefox = dir.path().join("home/taro/.mozilla/firefox");
        for profile in ["a.default-release", "b.Work", "c.old"] {
            fs::create_dir_all(firefox.join(profile)).unwrap();
            fs::write(firefox.join(profile).join("prefs.js"), "").unwrap();
        }
        fs::write(firefox.join("b.Work/times.json"), r#"{"created":1795319660198,"firstUse":null}"#).unwrap();
        let ini = "[Profile0]\nName=default-release\nIsRelative=1\nPath=b.Work\nStoreID=0fad97aa\n\
                   [InstallX]\nDefault=b.Work\n";
        fs::write(firefox.join("profiles.ini"), ini).unwrap();
        fs::create_dir(firefox.join("Profile Groups")).unwrap();
        let group = firefox.join("Profile Groups/0fad97aa.sqlite");
        rusqlite::Connection::open(&group)
            .unwrap()
            .execute_batch(
                "CREATE TABLE Profiles (id INTEGER NOT NULL, path TEXT NOT NULL UNIQUE, name TEXT NOT NULL, PRIMARY KEY(id));
                 INSERT INTO Profiles VALUES (1, 'a.default-release', '元の'), (2, 'b.Work', '仕事'), (3, 'gone', '消した');",
            )
            .unwrap();
        fs::write(firefox.join("Profile Groups/broken.sqlite"), "no database").unwrap();
        let place = place(dir.path());
        let mut unread = Vec::new();
        let found = list(&place, &mut unread);
        let mut subjects: Vec<_> = found.iter().map(|one| (one.subject.as_str(), one.last_used)).collect();
        subjects.sort_unstable();
        let expected = [
            ("Mozilla Firefox / c.old", false),
            ("Mozilla Firefox / 仕事", true),
            ("Mozilla Firefox / 元の", false),
        ];
        assert_eq!(subjects, expected);
        assert_eq!(unread.len(), 1, "the group that is broken");
        let work = found.iter().find(|one| one.last_used).unwrap();
        assert_eq!(created(&place, work).unwrap().to_string(), "2026-11-22T03:54:20.198Z");
        assert!(work.active.is_some());
    }

    fn place(dir: &Path) -> Place {
        let root = std::sync::Arc::new(Root::copied(dir, Os::Linux).unwrap());
        let folder = root.home.join(".mozilla/firefox");
        let def = inventory().iter().find(|def| def.id == "firefox").unwrap();
        Place { root, def, label: def.label.clone(), folder, now: "2026-11-22T00:00:00Z".parse().unwrap() }
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
