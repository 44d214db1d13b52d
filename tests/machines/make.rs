//! Making a machine: its files, and what is to be found.

use std::fs;
use std::path::Path;
use std::time::SystemTime;

use jiff::Timestamp;
use login_triage::environment::Os;
use serde_json::{Value, json};

/// Stands wherever a secret would stand on a real machine: cookie values, queries, passwords in addresses.
pub const CANARY: &str = "canary-7f3a";

/// A machine, what must be found on it, and what must not.
pub struct Made {
    pub name: &'static str,
    pub os: Os,
    /// Id and subject of each finding; there are no others.
    pub finds: Vec<(&'static str, &'static str)>,
    /// Findings that it nearly has.
    pub near: Vec<&'static str>,
    files: Vec<File>,
}

struct File {
    path: String,
    content: Content,
    modified: Option<Timestamp>,
}

enum Content {
    Bytes(Vec<u8>),
    /// SQL statements that make a database.
    Sqlite(String),
    /// A link to a folder, as it is written.
    Link(String),
}

impl Made {
    pub fn new(name: &'static str, os: Os) -> Self {
        let made = Self { name, os, finds: Vec::new(), near: Vec::new(), files: Vec::new() };
        match os {
            // A clock in Japan, so that only what is wanted is found.
            Os::Windows => made.registry(""),
            Os::Macos | Os::Linux => made.file("/etc/timezone", "Asia/Tokyo\n"),
        }
    }

    /// It has this finding.
    pub fn finds(mut self, id: &'static str, subject: &'static str) -> Self {
        self.finds.push((id, subject));
        self
    }

    /// It nearly has this finding.
    pub fn near(mut self, id: &'static str) -> Self {
        self.near.push(id);
        self
    }

    /// A file at a path of that machine, e.g. `/etc/chromium/policies/managed/a.json`.
    pub fn file(self, path: &str, content: impl Into<Vec<u8>>) -> Self {
        self.with(path, Content::Bytes(content.into()))
    }

    pub fn json(self, path: &str, value: &Value) -> Self {
        self.file(path, serde_json::to_string_pretty(value).unwrap())
    }

    pub fn plist(self, path: &str, value: &plist::Value) -> Self {
        let mut bytes = Vec::new();
        value.to_writer_binary(&mut bytes).unwrap();
        self.file(path, bytes)
    }

    /// A database made by SQL statements; `PRAGMA page_size = 512;` keeps it small.
    pub fn sqlite(self, path: &str, statements: &str) -> Self {
        self.with(path, Content::Sqlite(statements.to_owned()))
    }

    /// A link to a folder. git keeps it; on Windows both git and this program need the right to make links.
    pub fn link(self, path: &str, to: &str) -> Self {
        self.with(path, Content::Link(to.to_owned()))
    }

    /// The registry, as regedit exports it: the time zone of Japan and these lines.
    pub fn registry(self, lines: &str) -> Self {
        let zone = "[HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Control\\TimeZoneInformation]\r\n\
                    \"TimeZoneKeyName\"=\"Tokyo Standard Time\"\r\n";
        let lines = lines.replace('\n', "\r\n");
        self.file(
            "/registry.reg",
            format!("Windows Registry Editor Version 5.00\r\n\r\n{zone}\r\n{lines}\r\n"),
        )
    }

    /// When the file that was added last was changed. Only a machine made for one test keeps it.
    pub fn modified(mut self, time: &str) -> Self {
        self.files.last_mut().unwrap().modified = Some(time.parse().unwrap());
        self
    }

    /// A profile of Chrome with these settings, named `仕事`: its subject is `Google Chrome / 仕事`.
    pub fn chrome(self, preferences: &Value) -> Self {
        let root = self.chrome_root();
        self.json(
            &format!("{root}/Local State"),
            &json!({"profile": {"info_cache": {"Default": {"name": "仕事"}}, "last_used": "Default"}}),
        )
        .json(&format!("{root}/Default/Preferences"), preferences)
    }

    /// The folder of Chrome on this machine.
    pub fn chrome_root(&self) -> &'static str {
        match self.os {
            Os::Windows => "/Users/taro/AppData/Local/Google/Chrome/User Data",
            Os::Macos => "/Users/taro/Library/Application Support/Google/Chrome",
            Os::Linux => "/home/taro/.config/google-chrome",
        }
    }

    /// A profile of Firefox with these lines of `prefs.js`: its subject is `Mozilla Firefox / 仕事`.
    pub fn firefox(self, prefs: &str) -> Self {
        let root = self.firefox_root();
        self.file(
            &format!("{root}/profiles.ini"),
            "[Profile0]\nName=仕事\nIsRelative=1\nPath=Profiles/a.work\nDefault=1\n",
        )
        .file(&format!("{root}/Profiles/a.work/prefs.js"), prefs)
    }

    /// The folder of Firefox on this machine.
    pub fn firefox_root(&self) -> &'static str {
        match self.os {
            Os::Windows => "/Users/taro/AppData/Roaming/Mozilla/Firefox",
            Os::Macos => "/Users/taro/Library/Application Support/Firefox",
            Os::Linux => "/home/taro/.mozilla/firefox",
        }
    }

    /// Writes all files below a folder.
    pub fn write(&self, dir: &Path) {
        for file in &self.files {
            let path = dir.join(file.path.trim_start_matches('/'));
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            match &file.content {
                Content::Bytes(bytes) => fs::write(&path, bytes).unwrap(),
                Content::Sqlite(statements) => {
                    rusqlite::Connection::open(&path).unwrap().execute_batch(statements).unwrap();
                }
                Content::Link(to) => link(to, &path),
            }
            if let Some(time) = file.modified {
                let opened = fs::File::options().write(true).open(&path).unwrap();
                opened.set_modified(SystemTime::from(time)).unwrap();
            }
        }
    }

    /// A later file takes the place of an earlier one.
    fn with(mut self, path: &str, content: Content) -> Self {
        self.files.retain(|file| file.path != path);
        self.files.push(File { path: path.to_owned(), content, modified: None });
        self
    }
}

#[cfg(unix)]
fn link(to: &str, at: &Path) {
    std::os::unix::fs::symlink(to, at).unwrap();
}

#[cfg(windows)]
fn link(to: &str, at: &Path) {
    std::os::windows::fs::symlink_dir(to.replace('/', "\\"), at).unwrap();
}
