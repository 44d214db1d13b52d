//! A small machine, one file of which a fuzz target replaces: the scan must end, and never panic.

use std::fs;
use std::path::PathBuf;
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

use jiff::Timestamp;
use login_triage::environment::{Os, Report, Root, Unwatched, scan};
use login_triage::knowledge::{FindingText, Knowledge};

static TEXTS: LazyLock<Vec<FindingText>> =
    LazyLock::new(|| Knowledge::embedded().expect("the build has checked it").findings);

/// A machine with one profile of Chrome and one of Firefox, both healthy.
pub struct Machine {
    os: Os,
    folder: PathBuf,
    one_at_a_time: Mutex<()>,
}

/// The file of a profile of Chrome on Linux.
pub const CHROME: &str = "home/a/.config/google-chrome/Default";
/// The file of a profile of Firefox on Linux.
pub const FIREFOX: &str = "home/a/.mozilla/firefox/p.default";

impl Machine {
    /// Makes it in a temporary folder, which is left behind: a fuzz target never ends by itself.
    pub fn new(os: Os) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder").keep();
        let machine = Self { os, folder, one_at_a_time: Mutex::new(()) };
        match os {
            Os::Windows => machine.write("Users/a/AppData/Local/x", b""),
            Os::Macos => machine.write("Users/a/Library/x", b""),
            Os::Linux => {
                machine.write(&format!("{CHROME}/Preferences"), b"{}");
                machine.write(
                    "home/a/.mozilla/firefox/profiles.ini",
                    b"[Profile0]\nName=a\nIsRelative=1\nPath=p.default\n",
                );
                machine.write(&format!("{FIREFOX}/prefs.js"), b"");
            }
        }
        machine
    }

    /// The same machine with one file more.
    #[must_use]
    pub fn having(self, name: &str, bytes: &[u8]) -> Self {
        self.write(name, bytes);
        self
    }

    /// Reads the machine with one file replaced.
    pub fn scan_with(&self, name: &str, bytes: &[u8]) -> Report {
        let _one = self.one_at_a_time.lock().unwrap_or_else(PoisonError::into_inner);
        let before = fs::read(self.folder.join(name)).ok();
        self.write(name, bytes);
        let root = Arc::new(Root::copied(&self.folder, self.os).expect("a machine"));
        let report = scan(&root, &TEXTS, Timestamp::UNIX_EPOCH, &Unwatched).expect("nobody stops it");
        match before {
            Some(before) => self.write(name, &before),
            None => fs::remove_file(self.folder.join(name)).expect("the file was just written"),
        }
        // A reader that panics is one whose profile is not read in time.
        assert!(!format!("{:?}", report.unread).contains("TimedOut"), "a reader ended without an answer");
        report
    }

    fn write(&self, name: &str, bytes: &[u8]) {
        let path = self.folder.join(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, bytes).expect("a file");
    }
}
