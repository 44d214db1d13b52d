//! Nothing is written, and no secret is shown.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::SystemTime;

use login_triage::environment::{self, Root, Unwatched};

use super::{MACHINES, folder, now, os_of, scan};

/// All files and folders below a folder: size or link, time of change, content.
fn listing(dir: &Path) -> BTreeMap<PathBuf, (SystemTime, Option<Vec<u8>>)> {
    let mut all = BTreeMap::new();
    let mut folders = vec![dir.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).unwrap().map(Result::unwrap) {
            let about = entry.metadata().unwrap();
            let content = about.is_file().then(|| fs::read(entry.path()).unwrap());
            if about.is_dir() {
                folders.push(entry.path());
            }
            all.insert(entry.path(), (about.modified().unwrap(), content));
        }
    }
    all
}

#[test]
fn nothing_is_written() {
    for name in MACHINES {
        let before = listing(&folder(name));
        scan(name);
        assert!(before == listing(&folder(name)), "{name}");
    }
}

#[test]
fn no_secret_is_shown() {
    for name in MACHINES {
        let report = scan(name);
        let root = Arc::new(Root::copied(&folder(name), os_of(name)).unwrap());
        let machine = environment::read_machine(&root, now(), &Unwatched).unwrap();
        let shown = [
            format!("{report:?} {machine:?} {root:?}"),
            serde_json::to_string(&report).unwrap(),
            serde_json::to_string(&machine).unwrap(),
        ]
        .concat();
        for secret in ["canary", "taro@", "/taro", "\\\\taro"] {
            assert!(
                !shown.replace(&root.home.to_string_lossy().into_owned(), "").contains(secret),
                "{name}: {secret}"
            );
        }
    }
}
