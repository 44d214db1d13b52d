//! Which version of a browser was started last and which is installed, and whether it runs.
//!
//! Sources: Chromium, `chrome/browser/chrome_browser_main.cc` (`Last Version`) and `chrome/installer`; Firefox,
//! `toolkit/xre/nsAppRunner.cpp` (`compatibility.ini`).

mod ie_mode;
mod installed;
mod running;

use std::path::PathBuf;

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use serde_json::Value;

use super::versions::Version;
use super::{Place, Profile, ProfileJob};
use crate::environment::facts::{Evidence, Family, InstallFacts, SetBy, Topic, Unread};
use crate::environment::mask;
use crate::environment::read::{self, Keep, ReadState};

/// Reads it. The profile that was used last comes first among the jobs.
pub(super) fn read(place: &Place, jobs: &[ProfileJob], unread: &mut Vec<Unread>) -> InstallFacts {
    let used = jobs.first().map(|job| &job.profile);
    let last_run = match place.def.family {
        Family::Chromium => chromium(place, used, unread),
        Family::Firefox => used.and_then(|used| firefox(place, used, unread)),
        Family::Safari => None,
    };
    let program = last_run.as_ref().and_then(|last| last.program.clone());
    let installed = installed::read(place, program);
    let running = running::read(place, used);
    let restart_pending = restart_pending(place, last_run.as_ref(), installed.as_ref(), running);
    let newest = installed.iter().max_by(|a, b| a.version.cmp(&b.version));
    InstallFacts {
        version_last_run: last_run.as_ref().map(|last| last.found.text.clone()),
        version_installed: newest.map(|found| found.text.clone()),
        updated: last_run.as_ref().and_then(|last| last.updated),
        last_used: jobs.iter().filter_map(|job| job.profile.active).max(),
        running,
        restart_pending,
        evidence: last_run.map(|last| last.found.evidence).or(newest.map(|found| found.evidence.clone())),
        ie_mode: ie_mode::read(place, jobs),
    }
}

/// A version with the place where it stands.
#[derive(Clone)]
struct Found {
    version: Version,
    /// As it is shown.
    text: String,
    evidence: Evidence,
}

impl Found {
    /// None if the text holds no version.
    fn new(place: String, key: &str, text: &str) -> Option<Self> {
        let version = Version::parse(text)?;
        let text = mask::shown(text);
        let evidence = Evidence {
            place,
            key: key.to_owned(),
            value: text.clone(),
            default: String::new(),
            set_by: SetBy::Person,
        };
        Some(Self { version, text, evidence })
    }
}

/// The version that was started last.
struct LastRun {
    found: Found,
    updated: Option<Timestamp>,
    /// The folder of the program that was started.
    program: Option<PathBuf>,
}

/// `Last Version` is written at the first start of each version.
fn chromium(place: &Place, used: Option<&Profile>, unread: &mut Vec<Unread>) -> Option<LastRun> {
    let path = place.folder.join("Last Version");
    let shown = place.root.shown(&path);
    let state = match read::text(&place.root, &path) {
        Ok(text) => match Found::new(shown, "Last Version", text.trim()) {
            Some(found) => {
                return Some(LastRun { found, updated: read::modified(&place.root, &path), program: None });
            }
            None => ReadState::Unparsable,
        },
        Err(state) => state,
    };
    if state != ReadState::Absent {
        unread.push(place.unread(&place.label, Topic::Install, &path, state));
    }
    let found = used.and_then(|used| of_preferences(place, used))?;
    Some(LastRun { found, updated: None, program: None })
}

/// Where there is no `Last Version`, the profile knows it too.
fn of_preferences(place: &Place, used: &Profile) -> Option<Found> {
    const KEY: &str = "extensions.last_chrome_version";
    let path = used.folder.join("Preferences");
    let parts = read::json_parts(&place.root, &path, &Keep::parts(&[KEY])).ok()?;
    let version = parts.pointer("/extensions/last_chrome_version").and_then(Value::as_str)?;
    Found::new(place.root.shown(&path), KEY, version)
}

/// `LastVersion` is e.g. `153.7.0_20261103151912/20261103151912`: the version and when it was made.
fn firefox(place: &Place, used: &Profile, unread: &mut Vec<Unread>) -> Option<LastRun> {
    let path = used.folder.join("compatibility.ini");
    let ini = match read::ini(&place.root, &path) {
        Ok(ini) => ini,
        Err(ReadState::Absent) => return None,
        Err(state) => {
            unread.push(place.unread(&place.label, Topic::Install, &path, state));
            return None;
        }
    };
    let section = ini.section(Some("Compatibility"))?;
    let last = section.get("LastVersion")?;
    let (version, made) = last.split_once('_').unwrap_or((last, ""));
    let found = Found::new(place.root.shown(&path), "LastVersion", version)?;
    // A folder on a network drive is not looked into.
    let is_here = |dir: &&str| dir.starts_with('/') || dir.get(1..3) == Some(":\\");
    let program = section.get("LastPlatformDir").filter(is_here);
    Some(LastRun { found, updated: build_time(made), program: program.map(|dir| place.root.inside(dir)) })
}

/// The time in a build's id: its first 14 digits, in UTC.
fn build_time(id: &str) -> Option<Timestamp> {
    let digits = id.get(..14)?;
    DateTime::strptime("%Y%m%d%H%M%S", digits).ok()?.to_zoned(TimeZone::UTC).ok().map(|time| time.timestamp())
}

/// A newer version is installed than the one that runs, or lies beside it and takes its place at the next start.
fn restart_pending(
    place: &Place,
    last_run: Option<&LastRun>,
    installed: &[Found],
    running: Option<bool>,
) -> Option<Evidence> {
    if running == Some(false) {
        return None;
    }
    let newer =
        |found: &&Found| last_run.is_some_and(|last| found.version.is_later_than(&last.found.version));
    let newer = installed.iter().filter(newer).max_by(|a, b| a.version.cmp(&b.version));
    if let Some(path) = installed::waiting(place) {
        let version = newer.or(installed.first()).map(|found| found.text.clone()).unwrap_or_default();
        return Some(Evidence {
            place: place.root.shown(&path),
            key: place.def.waiting.clone().unwrap_or_default(),
            value: version,
            default: String::new(),
            set_by: SetBy::Person,
        });
    }
    newer.filter(|_| running == Some(true)).map(|found| found.evidence.clone())
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;
    use std::sync::Arc;

    use super::super::inventory;
    use super::*;
    use crate::environment::root::{Os, Root};

    fn place(dir: &Path, os: Os, id: &str, folder: &str) -> Place {
        let root = Arc::new(Root::copied(dir, os).unwrap());
        let def = inventory().iter().find(|def| def.id == id).unwrap();
        let folder = root.path(folder).unwrap();
        Place { root, def, label: def.label.clone(), folder, now: "2026-11-22T00:00:00Z".parse().unwrap() }
    }

    fn write(dir: &Path, path: &str, text: &str) {
        let path = dir.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn job(folder: PathBuf) -> ProfileJob {
        ProfileJob::new(Profile::new(folder, "p".into(), "p".into(), true), "x", |_, _, _| {})
    }

    #[test]
    fn chromium_tells_its_version_and_debian_the_installed_one() {
        let dir = tempfile::tempdir().unwrap();
        write(dir.path(), "home/taro/.config/chromium/Last Version", "155.0.8000.1");
        let package = |name: &str, status: &str, version: &str| {
            format!(
                "Package: {name}\nStatus: {status}\nArchitecture: amd64\nVersion: {version}\nDescription: x\n Version: 999\n\n"
            )
        };
        let status = [
            package("chromium-common", "install ok installed", "200.0"),
            package("chromium", "deinstall ok config-files", "199.0"),
            package("chromium", "install ok installed", "156.0.8078.79-1~deb12u1"),
        ];
        write(dir.path(), "var/lib/dpkg/status", &status.concat());
        let place = place(dir.path(), Os::Linux, "chromium", "{home}/.config/chromium");
        let mut unread = Vec::new();
        let jobs = [job(place.folder.join("Default"))];
        let facts = super::read(&place, &jobs, &mut unread);
        assert_eq!(facts.version_last_run.as_deref(), Some("155.0.8000.1"));
        assert_eq!(facts.version_installed.as_deref(), Some("156.0.8078.79-1~deb12u1"));
        assert_eq!(
            (facts.running, facts.restart_pending),
            (None, None),
            "a copy does not say whether it ran"
        );
        assert!(facts.updated.is_some());
        assert_eq!(facts.evidence.unwrap().place, "~/.config/chromium/Last Version");
        // Without the file, and with one that says nothing.
        write(dir.path(), "home/taro/.config/chromium/Last Version", "?");
        let preferences = r#"{"extensions":{"last_chrome_version":"154.0.1.2","settings":{}}}"#;
        write(dir.path(), "home/taro/.config/chromium/Default/Preferences", preferences);
        let facts = super::read(&place, &jobs, &mut unread);
        assert_eq!(facts.version_last_run.as_deref(), Some("154.0.1.2"));
        assert_eq!(unread.len(), 1);
        assert_eq!((unread[0].topic, unread[0].state), (Topic::Install, ReadState::Unparsable));
    }

    #[test]
    fn firefox_tells_its_version_when_it_was_made_and_where_it_is() {
        let dir = tempfile::tempdir().unwrap();
        let ini = "[Compatibility]\nLastVersion=152.0_20261003151912/20261003151912\nLastPlatformDir=/opt/my/firefox\n";
        write(dir.path(), "home/taro/.mozilla/firefox/p/compatibility.ini", ini);
        write(dir.path(), "opt/my/firefox/application.ini", "[App]\nVersion=153.0\nBuildID=20261103151912\n");
        write(dir.path(), "usr/lib/firefox/application.ini", "[App]\nVersion=999.0\n");
        let place = place(dir.path(), Os::Linux, "firefox", "{home}/.mozilla/firefox");
        let facts = super::read(&place, &[job(place.folder.join("p"))], &mut Vec::new());
        assert_eq!(facts.version_last_run.as_deref(), Some("152.0"));
        assert_eq!(facts.version_installed.as_deref(), Some("153.0"));
        assert_eq!(facts.updated.unwrap().to_string(), "2026-10-03T15:19:12Z");
        assert_eq!(build_time("2026"), None);
        assert_eq!(build_time("20269903151912"), None);
    }

    #[test]
    fn windows_knows_the_version_in_several_places_and_the_latest_counts() {
        let dir = tempfile::tempdir().unwrap();
        let registry = "Windows Registry Editor Version 5.00\n\n\
            [HKEY_CURRENT_USER\\Software\\Google\\Chrome\\BLBeacon]\n\"version\"=\"154.0.1.1\"\n\n\
            [HKEY_LOCAL_MACHINE\\SOFTWARE\\WOW6432Node\\Google\\Update\\Clients\\{8A69D345-D564-463C-AFF1-A69D9E530F96}]\n\
            \"pv\"=\"155.0.1.1\"\n";
        write(dir.path(), "registry.reg", registry);
        write(dir.path(), "Program Files/Google/Chrome/Application/156.0.8078.79/x", "");
        write(dir.path(), "Program Files/Google/Chrome/Application/SetupMetrics/x", "");
        let data = "Users/taro/AppData/Local/Google/Chrome/User Data";
        write(dir.path(), &format!("{data}/Last Version"), "155.0.1.1");
        let place = place(dir.path(), Os::Windows, "chrome", "{local_app_data}/Google/Chrome/User Data");
        let facts = super::read(&place, &[], &mut Vec::new());
        assert_eq!(facts.version_installed.as_deref(), Some("156.0.8078.79"));
        assert_eq!(facts.restart_pending, None);
        write(dir.path(), "Program Files/Google/Chrome/Application/new_chrome.exe", "");
        let evidence = super::read(&place, &[], &mut Vec::new()).restart_pending.unwrap();
        assert_eq!(evidence.value, "156.0.8078.79");
        assert!(evidence.place.ends_with("\\new_chrome.exe"));
    }

    #[test]
    fn a_newer_version_waits_only_while_the_older_one_runs() {
        let dir = tempfile::tempdir().unwrap();
        fs::create_dir_all(dir.path().join("home/taro")).unwrap();
        let place = place(dir.path(), Os::Linux, "chromium", "{home}/.config/chromium");
        let found = |version: &str| Found::new(String::new(), "k", version).unwrap();
        let pending = |last: &str, installed: &[&str], running| {
            let last = LastRun { found: found(last), updated: None, program: None };
            let installed: Vec<_> = installed.iter().map(|version| found(version)).collect();
            restart_pending(&place, Some(&last), &installed, running).map(|evidence| evidence.value)
        };
        assert_eq!(pending("155.0", &["154.0", "156.0"], Some(true)), Some("156.0".into()));
        assert_eq!(pending("155.0", &["156.0"], None), None, "it may have been closed");
        assert_eq!(pending("155.0", &["156.0"], Some(false)), None);
        assert_eq!(pending("156.0", &["156.0.0"], Some(true)), None);
        assert_eq!(pending("1.85", &["156.0"], Some(true)), None, "counted in another way");
    }

    #[test]
    fn a_mac_tells_the_version_in_the_bundle() {
        let dir = tempfile::tempdir().unwrap();
        let plist = r#"<?xml version="1.0" encoding="UTF-8"?><plist version="1.0"><dict>
            <key>CFBundleShortVersionString</key><string>26.1</string></dict></plist>"#;
        write(dir.path(), "Applications/Safari.app/Contents/Info.plist", plist);
        fs::create_dir_all(dir.path().join("Users/taro/Library")).unwrap();
        let place = place(dir.path(), Os::Macos, "safari", "{home}/Library");
        let facts = super::read(&place, &[], &mut Vec::new());
        assert_eq!(facts.version_installed.as_deref(), Some("26.1"));
        assert!(facts.evidence.unwrap().place.ends_with("Info.plist"));
    }
}
