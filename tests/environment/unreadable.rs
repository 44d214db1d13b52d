//! Files that are broken, too big or no files at all.

use std::fs;
use std::path::Path;
use std::sync::mpsc::sync_channel;
use std::time::Duration;

use login_triage::environment::{Os, ReadState, Report, Root, Topic};

use super::{found, scan_at, unread};

/// A Linux machine with one Chrome profile, whose `Preferences` are made by `make`.
fn chrome_with(make: impl FnOnce(&Path)) -> (tempfile::TempDir, Report) {
    let dir = tempfile::tempdir().unwrap();
    let profile = dir.path().join("home/taro/.config/google-chrome/Default");
    fs::create_dir_all(&profile).unwrap();
    fs::create_dir_all(dir.path().join("etc")).unwrap();
    fs::write(dir.path().join("etc/timezone"), "Asia/Tokyo\n").unwrap();
    let local_state = r#"{"profile":{"info_cache":{"Default":{"name":"仕事"}}}}"#;
    fs::write(profile.parent().unwrap().join("Local State"), local_state).unwrap();
    // A broken profile beside it keeps nobody from reading the others.
    let firefox = dir.path().join("home/taro/.mozilla/firefox/a.default");
    fs::create_dir_all(&firefox).unwrap();
    fs::write(firefox.join("prefs.js"), "user_pref(\"javascript.enabled\", false);\n").unwrap();
    fs::write(firefox.parent().unwrap().join("profiles.ini"), "[Profile0]\nPath=a.default\nName=a\n")
        .unwrap();
    make(&profile.join("Preferences"));
    let (sender, receiver) = sync_channel(1);
    let path = dir.path().to_owned();
    std::thread::Builder::new().spawn(move || sender.send(scan_at(&path, Os::Linux)).unwrap()).unwrap();
    let report = receiver.recv_timeout(Duration::from_mins(1)).expect("a scan never hangs");
    (dir, report)
}

fn state_with(make: impl FnOnce(&Path)) -> ReadState {
    let (_dir, report) = chrome_with(make);
    assert!(found(&report).contains(&("firefox.js_off", "Mozilla Firefox / a")), "other readers go on");
    let entry = unread(&report).into_iter().find(|(subject, ..)| *subject == "Google Chrome / 仕事");
    entry.map_or(ReadState::Ok, |(_, topic, state)| {
        assert_eq!(topic, Topic::ProfileSettings);
        assert!(report.browsers.iter().any(|profile| profile.browser == "chrome" && profile.state == state));
        state
    })
}

#[test]
fn files_that_cannot_be_read_are_said_to_be_unread() {
    assert_eq!(state_with(|path| fs::write(path, "{\"profile\": {").unwrap()), ReadState::Unparsable);
    assert_eq!(state_with(|path| fs::write(path, "").unwrap()), ReadState::Unparsable);
    assert_eq!(state_with(|path| fs::write(path, "[".repeat(100_000)).unwrap()), ReadState::Unparsable);
    assert_eq!(state_with(|path| fs::create_dir(path).unwrap()), ReadState::NotAFile);
    let sparse = |path: &Path| fs::File::create(path).unwrap().set_len(65 * 1024 * 1024).unwrap();
    assert_eq!(state_with(sparse), ReadState::TooBig);
    let with_mark =
        |path: &Path| fs::write(path, "\u{FEFF}{\"profile\":{\"cookie_controls_mode\":2}}").unwrap();
    assert_eq!(state_with(with_mark), ReadState::Ok);
    let not_utf8 = |path: &Path| fs::write(path, b"{\"profile\":{\"name\":\"\xFF\xFE\"}}").unwrap();
    assert_eq!(state_with(not_utf8), ReadState::Ok);
    let odd_types = |path: &Path| fs::write(path, "{\"profile\":[1],\"session\":null}").unwrap();
    assert_eq!(state_with(odd_types), ReadState::Ok);
}

#[cfg(unix)]
#[test]
fn pipes_and_links_that_go_round_do_not_stop_the_scan() {
    let pipe = |path: &Path| {
        assert!(std::process::Command::new("mkfifo").arg(path).status().unwrap().success());
    };
    assert_eq!(state_with(pipe), ReadState::NotAFile);
    assert_eq!(state_with(|path| std::os::unix::fs::symlink(path, path).unwrap()), ReadState::Denied);
    let device = |path: &Path| std::os::unix::fs::symlink("/dev/zero", path).unwrap();
    assert_eq!(state_with(device), ReadState::NotAFile);
    let outside = |path: &Path| std::os::unix::fs::symlink("/etc/passwd", path).unwrap();
    assert_eq!(state_with(outside), ReadState::Denied, "a copy is read, and nothing else");
}

#[test]
fn a_folder_that_other_programs_left_is_no_browser() {
    let dir = tempfile::tempdir().unwrap();
    for browser in [".config/google-chrome/NativeMessagingHosts", ".mozilla/firefox/Crash Reports"] {
        fs::create_dir_all(dir.path().join("home/taro").join(browser)).unwrap();
    }
    let report = scan_at(dir.path(), Os::Linux);
    assert!(report.browsers.is_empty());
    assert!(report.unread.iter().all(|unread| unread.subject == "PC"), "{:?}", report.unread);
}

#[test]
fn a_registry_that_cannot_be_read_is_said_to_be_unread() {
    let dir = tempfile::tempdir().unwrap();
    fs::create_dir_all(dir.path().join("Users/taro/AppData")).unwrap();
    // Some of what stands elsewhere is in no copy, and no hosts file is in this one.
    let elsewhere = |topic: &Topic| {
        matches!(topic, Topic::Listening | Topic::Links | Topic::HostsFile | Topic::DiskSpace)
    };
    let states = |report: &Report| {
        let all = unread(report).into_iter().map(|(_, topic, state)| (topic, state));
        all.filter(|(topic, _)| !elsewhere(topic)).collect::<Vec<_>>()
    };
    let all = |state| {
        [
            Topic::SystemProxy,
            Topic::Dns,
            Topic::TimeSync,
            Topic::DefaultBrowser,
            Topic::TimeZone,
            Topic::Registry,
        ]
        .map(|topic| (topic, state))
    };
    assert_eq!(states(&scan_at(dir.path(), Os::Windows)), all(ReadState::Absent));
    fs::write(dir.path().join("registry.reg"), "no export").unwrap();
    assert_eq!(states(&scan_at(dir.path(), Os::Windows)), all(ReadState::Unparsable));
    assert!(Root::copied(&dir.path().join("missing"), Os::Windows).is_err());
    assert!(Root::copied(&dir.path().join("registry.reg"), Os::Windows).is_err());
}
