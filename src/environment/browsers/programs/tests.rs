//! Machines of each system with browsers that are nothing but files.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use jiff::Timestamp;

use super::*;

/// Makes programs: files that may be started.
fn programs(dir: &Path, paths: &[&str]) {
    for path in paths {
        let path = dir.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, "#!/bin/sh\n").unwrap();
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
        }
    }
}

fn write(dir: &Path, path: &str, text: &str) {
    let path = dir.join(path);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

fn on(dir: &Path, os: Os) -> Vec<Installed> {
    installed(&Arc::new(Root::copied(dir, os).unwrap()), Timestamp::UNIX_EPOCH)
}

/// Name and program of each browser.
fn found(dir: &Path, os: Os) -> Vec<String> {
    let below = |browser: &Installed| browser.program.strip_prefix(dir).unwrap().display().to_string();
    on(dir, os)
        .iter()
        .map(|browser| format!("{}: {}", browser.label, below(browser)).replace('\\', "/"))
        .collect()
}

#[cfg(unix)]
#[test]
fn browsers_of_linux_are_found_by_command_menu_snap_and_flatpak() {
    let dir = tempfile::tempdir().unwrap();
    fs::create_dir_all(dir.path().join("home/taro/.config")).unwrap();
    programs(
        dir.path(),
        &[
            "usr/bin/google-chrome-stable",
            "snap/bin/chromium",
            "var/lib/flatpak/exports/bin/com.brave.Browser",
            "home/taro/.local/share/flatpak/exports/bin/org.mozilla.firefox",
            "home/taro/firefox/firefox",
            "opt/other/vivaldi",
        ],
    );
    let entry = |exec: &str| format!("[Desktop Entry]\nType=Application\nExec={exec} %u\n");
    let menu = "home/taro/.local/share/applications";
    write(dir.path(), &format!("{menu}/firefox.desktop"), &entry("/home/taro/firefox/firefox"));
    // What a menu calls by a browser's name, and is another one's program, is nobody's.
    programs(dir.path(), &["opt/strange/run"]);
    write(dir.path(), &format!("{menu}/opera.desktop"), &entry("/opt/strange/run"));
    write(dir.path(), &format!("{menu}/brave-browser.desktop"), &entry("/usr/bin/env brave"));
    // A file that may not be started.
    write(dir.path(), "usr/bin/microsoft-edge", "");
    let expected = [
        "Google Chrome: usr/bin/google-chrome-stable",
        "Mozilla Firefox: home/taro/firefox/firefox",
        "Mozilla Firefox (Flatpak): home/taro/.local/share/flatpak/exports/bin/org.mozilla.firefox",
        "Brave (Flatpak): var/lib/flatpak/exports/bin/com.brave.Browser",
        "Chromium (Snap): snap/bin/chromium",
    ];
    assert_eq!(found(dir.path(), Os::Linux), expected);
}

#[test]
fn browsers_of_windows_are_found_in_their_folders_and_by_the_registry() {
    let dir = tempfile::tempdir().unwrap();
    programs(
        dir.path(),
        &[
            "Program Files/Google/Chrome/Application/chrome.exe",
            "Program Files (x86)/Microsoft/Edge/Application/msedge.exe",
            "Tools/Mozilla/firefox.exe",
            "Users/taro/AppData/Local/Microsoft/WindowsApps/firefox.exe",
            "Portable/BraveSoftware/Brave-Browser/Application/brave.exe",
            "Evil/chrome.exe",
        ],
    );
    let key =
        |hive: &str, key: &str, value: &str| format!("[{hive}\\Software\\{key}]\r\n@=\"{value}\"\r\n\r\n");
    let app_path = |name: &str| format!("Microsoft\\Windows\\CurrentVersion\\App Paths\\{name}");
    let (person, machine) = ("HKEY_CURRENT_USER", "HKEY_LOCAL_MACHINE");
    let registry = [
        "Windows Registry Editor Version 5.00\r\n\r\n".to_owned(),
        // Chrome's own name, and a program in no folder of Chrome's or Chromium's.
        key(person, &app_path("chrome.exe"), "C:\\\\Evil\\\\chrome.exe"),
        key(machine, &app_path("firefox.exe"), "C:\\\\Tools\\\\Mozilla\\\\firefox.exe"),
        key(
            person,
            &app_path("firefox.exe"),
            "C:\\\\Users\\\\taro\\\\AppData\\\\Local\\\\Microsoft\\\\WindowsApps\\\\firefox.exe",
        ),
        key(
            machine,
            "Clients\\StartMenuInternet\\Brave\\shell\\open\\command",
            "\\\"C:\\\\Portable\\\\BraveSoftware\\\\Brave-Browser\\\\Application\\\\brave.exe\\\"",
        ),
        // It was there once.
        key(machine, "Clients\\StartMenuInternet\\Opera\\shell\\open\\command", "C:\\\\Opera\\\\opera.exe"),
    ];
    fs::write(dir.path().join("registry.reg"), registry.concat()).unwrap();
    let expected = [
        "Google Chrome: Program Files/Google/Chrome/Application/chrome.exe",
        "Microsoft Edge: Program Files (x86)/Microsoft/Edge/Application/msedge.exe",
        "Mozilla Firefox (Microsoft Store): Users/taro/AppData/Local/Microsoft/WindowsApps/firefox.exe",
        "Mozilla Firefox: Tools/Mozilla/firefox.exe",
        "Brave: Portable/BraveSoftware/Brave-Browser/Application/brave.exe",
    ];
    assert_eq!(found(dir.path(), Os::Windows), expected);
}

#[test]
fn browsers_of_macos_are_bundles_that_are_not_another_ones() {
    let dir = tempfile::tempdir().unwrap();
    fs::create_dir_all(dir.path().join("Users/hanako/Library")).unwrap();
    let plist = |id: &str| {
        format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?><plist version=\"1.0\"><dict>\
             <key>CFBundleIdentifier</key><string>{id}</string></dict></plist>"
        )
    };
    let info = "Contents/Info.plist";
    write(dir.path(), &format!("Applications/Safari.app/{info}"), &plist("com.apple.Safari"));
    write(
        dir.path(),
        &format!("Users/hanako/Applications/Google Chrome.app/{info}"),
        &plist("com.google.Chrome"),
    );
    write(dir.path(), &format!("Applications/Firefox.app/{info}"), &plist("org.example.other"));
    let expected =
        ["Google Chrome: Users/hanako/Applications/Google Chrome.app", "Safari: Applications/Safari.app"];
    assert_eq!(found(dir.path(), Os::Macos), expected);
    let all = on(dir.path(), Os::Macos);
    let private: Vec<_> = all.iter().map(|browser| browser.private.as_deref()).collect();
    assert_eq!(private, [Some("--incognito"), None], "Safari has no switch for it");
}

#[cfg(unix)]
#[test]
fn profiles_are_those_of_the_packaging_and_have_their_names() {
    let dir = tempfile::tempdir().unwrap();
    programs(dir.path(), &["usr/bin/chromium", "snap/bin/chromium", "usr/bin/firefox-esr"]);
    let local_state = r#"{"profile": {"last_used": "Profile 1", "info_cache": {
        "Default": {"name": "個人"}, "Profile 1": {"name": "店舗用"}}}}"#;
    let config = "home/taro/.config/chromium";
    write(dir.path(), &format!("{config}/Local State"), local_state);
    for profile in ["Default", "Profile 1"] {
        write(dir.path(), &format!("{config}/{profile}/Preferences"), "{}");
    }
    write(dir.path(), "home/taro/snap/chromium/common/chromium/Default/Preferences", "{}");
    let firefox = "home/taro/.mozilla/firefox";
    write(
        dir.path(),
        &format!("{firefox}/profiles.ini"),
        "[Profile0]\nName=仕事\nIsRelative=1\nPath=a.work\n",
    );
    write(dir.path(), &format!("{firefox}/a.work/prefs.js"), "");
    let all = on(dir.path(), Os::Linux);
    let names = |key: &str| {
        let browser = all.iter().find(|browser| browser.key() == key).unwrap();
        browser.profiles.iter().map(|profile| format!("{}={}", profile.dir, profile.name)).collect::<Vec<_>>()
    };
    assert_eq!(names("chromium"), ["Profile 1=店舗用", "Default=個人"], "the one used last is first");
    assert_eq!(names("chromium/Snap"), ["Default=Default"]);
    assert_eq!(names("firefox"), ["a.work=仕事"]);
}
