//! The space that is left where browsers keep their profiles.

use std::collections::BTreeSet;
use std::fs::{self, Metadata};
use std::path::{Path, PathBuf};

use crate::environment::browsers::inventory;
use crate::environment::facts::{DiskFacts, Family, MACHINE, Topic, Unread};
use crate::environment::read::{self, Read, ReadState};
use crate::environment::root::Root;

/// Reads it, one entry for each volume: that of the home folder, and those that browsers' folders were moved to. What
/// cannot be read has an entry in `unread`, and so has a copy, whose volume is another one.
pub(in crate::environment) fn read(root: &Root, unread: &mut Vec<Unread>) -> Vec<DiskFacts> {
    let mut failed = |path: String, state| {
        unread.push(Unread { subject: MACHINE.to_owned(), topic: Topic::DiskSpace, path, state });
    };
    if !root.is_live() {
        failed(String::new(), ReadState::Unsupported);
        return Vec::new();
    }
    let mut volumes = BTreeSet::new();
    let mut found = Vec::new();
    for folder in std::iter::once(root.home.clone()).chain(folders(root)) {
        match on_new_volume(&folder, &mut volumes) {
            Ok(Some(free)) => found.push(DiskFacts { place: root.shown(&folder), free }),
            Ok(None) => {}
            Err(ReadState::Absent) if folder != root.home => {}
            Err(state) => failed(root.shown(&folder), state),
        }
    }
    found
}

/// Folders of browsers. Safari's is where macOS puts it, beside the home folder's other things, and looking at it would
/// have macOS ask the person.
fn folders(root: &Root) -> impl Iterator<Item = PathBuf> {
    let others = inventory().iter().filter(|def| def.family != Family::Safari);
    others.flat_map(|def| def.roots_on(root.os)).flat_map(|(_, template)| root.paths(template))
}

/// Bytes that the person may still write; none if the volume was seen before.
fn on_new_volume(folder: &Path, seen: &mut BTreeSet<Volume>) -> Read<Option<u64>> {
    let about = fs::metadata(folder).map_err(|error| read::state_of(&error))?;
    if !seen.insert(volume(folder, &about)) {
        return Ok(None);
    }
    fs4::available_space(folder).map(Some).map_err(|error| read::state_of(&error))
}

#[cfg(unix)]
type Volume = u64;

#[cfg(unix)]
fn volume(_folder: &Path, about: &Metadata) -> Volume {
    std::os::unix::fs::MetadataExt::dev(about)
}

#[cfg(not(unix))]
type Volume = std::ffi::OsString;

/// The drive: folders of browsers are seldom moved to a volume without a letter.
#[cfg(not(unix))]
fn volume(folder: &Path, _about: &Metadata) -> Volume {
    folder.components().next().map(|drive| drive.as_os_str().to_ascii_lowercase()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::environment::root::Os;

    #[test]
    fn the_home_folders_volume_is_measured_once() {
        let home = tempfile::tempdir().unwrap();
        let mut root = Root::live();
        root.home = home.path().to_owned();
        root.env.clear();
        let browser = folders(&root).next().unwrap();
        fs::create_dir_all(&browser).unwrap();
        let mut unread = Vec::new();
        let found = super::read(&root, &mut unread);
        assert_eq!(unread, []);
        let [disk] = found.as_slice() else { panic!("{found:?}") };
        assert_eq!(disk.place, "~");
        assert!(disk.free > 0);
    }

    #[test]
    fn what_cannot_be_read_is_said() {
        let mut root = Root::live();
        root.home = PathBuf::from("/nonexistent/home");
        root.env.clear();
        let mut unread = Vec::new();
        assert_eq!(super::read(&root, &mut unread), []);
        assert_eq!(unread.len(), 1, "folders of browsers that are not there are no surprise");
        assert_eq!((unread[0].path.as_str(), unread[0].state), ("~", ReadState::Absent));
        let dir = tempfile::tempdir().unwrap();
        let copy = Root::copied(dir.path(), Os::Linux).unwrap();
        let mut unread = Vec::new();
        assert_eq!(super::read(&copy, &mut unread), []);
        assert_eq!(unread[0].state, ReadState::Unsupported);
    }
}
