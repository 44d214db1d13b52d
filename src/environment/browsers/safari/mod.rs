//! Safari: its folders in the home folder, most of them in its container.
//!
//! The container opens only to programs that may read the whole disk; without that, it is said to be unread. Since
//! version 17 a person can have several profiles: they share the settings, and each has cookies and history of its
//! own, of which only those of the first are read.

mod cookies;
mod doors;
mod extensions;
mod settings;

use std::sync::Arc;

use super::{Opened, Place, Profile, ProfileJob, sqlite};
use crate::environment::facts::{PolicyFacts, ProfileFacts, Settings, Topic, Unread};
use crate::environment::mask;
use crate::environment::read::{Read, ReadState};

/// Lists the profiles. What a company sets for Safari is not a matter of single files.
pub(super) fn open(place: &Arc<Place>, unread: &mut Vec<Unread>) -> Opened {
    let first = Profile::new(place.folder.clone(), String::new(), "Safari".to_owned(), true);
    let mut profiles = vec![first];
    profiles.extend(named(place, unread));
    let profiles = super::with_subjects(&place.label, profiles);
    let jobs = profiles
        .into_iter()
        .map(|profile| {
            let place = Arc::clone(place);
            ProfileJob::new(profile, "Preferences/com.apple.Safari.plist", move |profile, facts, unread| {
                read_profile(&place, profile, facts, unread);
            })
        })
        .collect();
    Opened { policy: PolicyFacts::default(), jobs }
}

/// The profiles besides the first, with the names that the person gave them.
fn named(place: &Place, unread: &mut Vec<Unread>) -> Vec<Profile> {
    let path = place.folder.join("Safari").join("SafariTabs.db");
    let read = || -> Read<Vec<(String, String)>> {
        let copy = sqlite::open_copy(&place.root, &path)?;
        let columns = copy.columns("bookmarks")?;
        // Older versions have no profiles.
        if !["subtype", "external_uuid", "title"].iter().all(|name| columns.iter().any(|c| c == name)) {
            return Ok(Vec::new());
        }
        let profiles = "SELECT external_uuid, title FROM bookmarks WHERE subtype = 2 \
                        AND external_uuid IS NOT NULL AND title IS NOT NULL ORDER BY id LIMIT 64";
        copy.query(profiles, [], |row| Ok((sqlite::text(row, 0)?, sqlite::text(row, 1)?)))
    };
    let found = read().unwrap_or_else(|state| {
        if state != ReadState::Absent {
            unread.push(place.unread(&place.label, Topic::ProfileList, &path, state));
        }
        Vec::new()
    });
    found
        .into_iter()
        .filter(|(id, name)| !id.is_empty() && id != "DefaultProfile" && !name.is_empty())
        .map(|(id, name)| Profile::new(place.folder.clone(), mask::shown(&id), mask::shown(&name), false))
        .collect()
}

fn read_profile(place: &Place, profile: &Profile, facts: &mut ProfileFacts, unread: &mut Vec<Unread>) {
    match settings::read(place, profile, unread) {
        Ok(settings) => facts.settings = Settings::Safari(settings),
        Err(state) => facts.state = state,
    }
    if !profile.dir.is_empty() {
        return;
    }
    facts.extensions = extensions::read(place, profile, unread);
    facts.jar = cookies::read(place, profile, unread);
    doors::read(place, profile, facts, unread);
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::super::inventory;
    use super::*;
    use crate::environment::root::{Os, Root};

    #[test]
    fn each_profile_has_its_name() {
        let dir = tempfile::tempdir().unwrap();
        let library = "Users/taro/Library/Containers/com.apple.Safari/Data/Library";
        let safari = dir.path().join(library).join("Safari");
        fs::create_dir_all(&safari).unwrap();
        let tabs = rusqlite::Connection::open(safari.join("SafariTabs.db")).unwrap();
        tabs.execute_batch(
            "CREATE TABLE bookmarks (id INTEGER PRIMARY KEY, subtype INTEGER, title TEXT, external_uuid TEXT);
             INSERT INTO bookmarks (subtype, title, external_uuid) VALUES
                (2, '', 'DefaultProfile'), (2, '出品', 'A1B2'), (0, 'タブ', 'C3'), (2, NULL, 'D4');",
        )
        .unwrap();
        drop(tabs);
        let root = Arc::new(Root::copied(dir.path(), Os::Macos).unwrap());
        let def = inventory().iter().find(|def| def.id == "safari").unwrap();
        let now = "2026-11-22T00:00:00Z".parse().unwrap();
        let mut unread = Vec::new();
        let found = super::super::open(&root, def, now, &mut unread);
        let names: Vec<_> = found[0].jobs.iter().map(|job| job.profile.subject.as_str()).collect();
        assert_eq!(names, ["Safari / Safari", "Safari / 出品"]);
        assert!(found[0].jobs[0].place.ends_with("/Library/Preferences/com.apple.Safari.plist"));
        assert_eq!(unread.len(), 0);
    }
}
