//! Foreign files of a machine (the first byte chooses which): the scan ends, and panics never.
#![no_main]

use std::fs;
use std::path::PathBuf;
use std::sync::{Arc, LazyLock};

use jiff::Timestamp;
use libfuzzer_sys::fuzz_target;
use login_triage::environment::{Os, Root, Unwatched, scan};
use login_triage::knowledge::{FindingText, Knowledge};

/// The files that are replaced, by operating system.
const FILES: [(Os, &str); 8] = [
    (Os::Linux, "home/a/.config/google-chrome/Default/Preferences"),
    (Os::Linux, "home/a/.config/google-chrome/Local State"),
    (Os::Linux, "home/a/.mozilla/firefox/profiles.ini"),
    (Os::Linux, "home/a/.mozilla/firefox/p.default/prefs.js"),
    (Os::Linux, "etc/opt/chrome/policies/managed/a.json"),
    (Os::Linux, "home/a/.config/kioslaverc"),
    (Os::Linux, "home/a/.config/mimeapps.list"),
    (Os::Windows, "registry.reg"),
];

static TEXTS: LazyLock<Vec<FindingText>> =
    LazyLock::new(|| Knowledge::embedded().expect("the build has checked it").findings);

fn machine(os: Os) -> PathBuf {
    let folder = tempfile::tempdir().expect("a temporary folder").keep();
    let home = if os == Os::Windows {
        "Users/a/AppData/Local/Google/Chrome/User Data/Default"
    } else {
        "home/a/.config"
    };
    fs::create_dir_all(folder.join(home)).expect("a folder");
    fs::create_dir_all(folder.join("home/a/.mozilla/firefox/p.default")).expect("a folder");
    fs::write(
        folder.join("home/a/.mozilla/firefox/profiles.ini"),
        "[Profile0]\nName=a\nIsRelative=1\nPath=p.default\n",
    )
    .expect("a file");
    folder
}

static LINUX: LazyLock<PathBuf> = LazyLock::new(|| machine(Os::Linux));
static WINDOWS: LazyLock<PathBuf> = LazyLock::new(|| machine(Os::Windows));

fuzz_target!(|bytes: &[u8]| {
    let Some((first, rest)) = bytes.split_first() else { return };
    let (os, name) = FILES[usize::from(*first) % FILES.len()];
    let folder = if os == Os::Windows { &*WINDOWS } else { &*LINUX };
    let path = folder.join(name);
    fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
    let before = fs::read(&path).ok();
    fs::write(&path, rest).expect("a file");
    let root = Arc::new(Root::copied(folder, os).expect("a machine"));
    scan(&root, &TEXTS, Timestamp::UNIX_EPOCH, &Unwatched).expect("nobody stops it");
    match before {
        Some(before) => fs::write(&path, before).expect("a file"),
        None => fs::remove_file(&path).expect("a file"),
    }
});
