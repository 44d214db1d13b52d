//! Everything in a folder, to see whether it was touched.

use std::collections::BTreeMap;
use std::fs;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::os::unix::fs::MetadataExt as _;
use std::path::Path;

/// What is known of each file, folder and link, by its path: kind, mode, size, times and content.
pub(crate) type Listing = BTreeMap<String, String>;

/// Lists a folder with everything below it.
pub(crate) fn of(folder: &Path) -> Listing {
    let mut found = Listing::new();
    add(folder, &mut found);
    found
}

fn add(path: &Path, found: &mut Listing) {
    let Ok(meta) = fs::symlink_metadata(path) else {
        // A browser that runs deletes files too.
        return;
    };
    // A socket or a pipe has no content.
    let content = if meta.is_file() {
        hash(&fs::read(path).unwrap_or_default())
    } else {
        fs::read_link(path).map(|link| link.display().to_string()).unwrap_or_default()
    };
    let times = (meta.mtime(), meta.mtime_nsec(), meta.ctime(), meta.ctime_nsec());
    let facts = format!("{:o} {} {times:?} {content}", meta.mode(), meta.size());
    found.insert(path.display().to_string(), facts);
    for entry in fs::read_dir(path).into_iter().flatten().flatten() {
        if !meta.is_symlink() {
            add(&entry.path(), found);
        }
    }
}

fn hash(bytes: &[u8]) -> String {
    let mut hasher = DefaultHasher::new();
    bytes.hash(&mut hasher);
    format!("{:x}", hasher.finish())
}
