//! Proxy settings as the operating systems write them, each file put where it belongs on a copy of a machine.
//!
//! What `scutil` and `gsettings` print stands on no disk; the unit tests of their readers have those.
#![expect(clippy::unwrap_used, reason = "helpers of tests may fail the test")]

use std::fs;
use std::path::Path;
use std::sync::Arc;

use login_triage::environment::facts::{BypassMeaning, ProxyConfig};
use login_triage::environment::{self, Os, Root, Topic, Unwatched};
use login_triage::knowledge::Knowledge;

/// What is found on a machine.
#[derive(Debug, PartialEq, Eq)]
struct Seen {
    /// Detection, script, server with what is excepted; `?` where it is not certain.
    system: String,
    /// The road of a browser without settings of its own to Seller Central.
    road: String,
    /// What was said to be unread about it.
    unread: Vec<String>,
}

/// Puts exports into a copy, and reads it.
fn read(os: Os, files: &[(&str, &str)]) -> Seen {
    let exports = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/exports");
    let dir = tempfile::tempdir().unwrap();
    let home = match os {
        Os::Windows => "Users/taro/AppData",
        Os::Macos => "Users/taro/Library",
        Os::Linux => "home/taro/.config",
    };
    fs::create_dir_all(dir.path().join(home)).unwrap();
    for (export, target) in files {
        let target = dir.path().join(target);
        fs::create_dir_all(target.parent().unwrap()).unwrap();
        fs::copy(exports.join(export), target).unwrap();
    }
    let root = Arc::new(Root::copied(dir.path(), os).unwrap());
    let texts = Knowledge::embedded().unwrap().findings;
    let now = "2026-11-22T00:00:00Z".parse().unwrap();
    let report = environment::scan(&root, &texts, now, &Unwatched).unwrap();
    let shown = format!("{report:?}{}", serde_json::to_string(&report).unwrap());
    let machine = &report.machine;
    assert!(!shown.contains("hunter2") && !format!("{machine:?}").contains("hunter2"), "a secret is shown");
    let of_system = |unread: &&environment::Unread| unread.topic == Topic::SystemProxy;
    let road = report.routes.iter().find(|route| route.browser == "system");
    Seen {
        system: machine
            .system_proxy
            .as_ref()
            .map_or_else(|| "none".to_owned(), |system| line(&system.config)),
        road: road.map(|route| route.road.to_string()).unwrap_or_default(),
        unread: report
            .unread
            .iter()
            .filter(of_system)
            .map(|unread| format!("{} {:?}", unread.path, unread.state))
            .collect(),
    }
}

fn line(config: &ProxyConfig) -> String {
    let sure = |certain: bool| if certain { "" } else { "?" };
    let mut parts = Vec::new();
    parts.extend(config.auto_detect.as_ref().map(|_| "detect".to_owned()));
    parts.extend(
        config.script.as_ref().map(|script| format!("{}{}", script.address.shown(), sure(script.certain))),
    );
    parts.extend(config.server.as_ref().map(|setting| {
        let server = setting.server.as_ref().map_or_else(|| "unknown".to_owned(), ToString::to_string);
        let mark = if setting.bypass.meaning == BypassMeaning::Only { '+' } else { '-' };
        let list: Vec<String> =
            setting.bypass.entries.iter().map(|entry| format!(" {mark}{entry}")).collect();
        format!("{server}{}{}", sure(setting.certain), list.concat())
    }));
    if parts.is_empty() { "direct".to_owned() } else { parts.join(", ") }
}

fn seen(system: &str, road: &str) -> Seen {
    Seen { system: system.to_owned(), road: road.to_owned(), unread: Vec::new() }
}

#[test]
fn windows_as_regedit_exports_it() {
    let proxied = "proxy proxy.corp.example:8080";
    let connections = "HKCU\\Software\\Microsoft\\Windows\\CurrentVersion\\Internet Settings\\Connections";
    for (export, expected) in [
        ("home", seen("detect", "direct")),
        ("office_manual", seen("proxy.corp.example:8080 -<local> -*.amazon.co.jp", "direct")),
        ("office_no_exceptions", seen("proxy.corp.example:8080 -<local>", proxied)),
        ("office_pac", seen("http://pac.corp.example/proxy.pac", "pac")),
        ("left_over", seen("direct", "direct")),
        ("per_protocol", seen("10.0.0.9:443", "proxy 10.0.0.9:443")),
        ("detection_and_manual", seen("detect, proxy.corp.example:8080 -<local>", proxied)),
        ("old_version", seen("proxy.corp.example:8080 -<local>", proxied)),
        ("changed_by_a_script", seen("detect, proxy.corp.example:8080?", proxied)),
        ("password", seen("proxy.corp.example:8080 -<local>", proxied)),
        (
            "vpn_of_its_own",
            Seen {
                unread: vec![format!("{connections}\\会社VPN Unsupported")], ..seen("direct", "direct")
            },
        ),
        ("services", seen("direct", "direct")),
        ("company_for_everybody", seen("proxy.corp.example:8080 -<local> -*.amazon.co.jp", "direct")),
    ] {
        let file = format!("windows/{export}.reg");
        assert_eq!(read(Os::Windows, &[(&file, "registry.reg")]), expected, "{export}");
    }
}

#[test]
fn mac_as_its_network_settings_keep_it() {
    let place = "Library/Preferences/SystemConfiguration/preferences.plist";
    for (export, expected) in [
        ("home", seen("direct", "direct")),
        ("wifi", seen("proxy.corp.example:8080? -*.local -169.254/16", "proxy proxy.corp.example:8080")),
        ("pac_binary", seen("http://pac.corp.example/proxy.pac?", "pac")),
        ("detection", seen("detect", "direct")),
        ("off_services", seen("127.0.0.1:1080? -*.local -169.254/16", "proxy 127.0.0.1:1080")),
        (
            "exception",
            seen("proxy.corp.example:8080? -*.local -169.254/16 -*.amazon.co.jp -<local>", "direct"),
        ),
    ] {
        let file = format!("macos/preferences_{export}.plist");
        assert_eq!(read(Os::Macos, &[(&file, place)]), expected, "{export}");
    }
    let nothing = Seen { unread: vec![format!("/{place} Unsupported")], ..seen("none", "unknown") };
    assert_eq!(read(Os::Macos, &[]), nothing);
}

#[test]
fn gnome_as_its_text_file_keeps_it() {
    let place = "home/taro/.config/glib-2.0/settings/keyfile";
    for (export, expected) in [
        (
            "office_manual",
            seen("proxy.corp.example:8080? -localhost -127.0.0.0/8 -::1 -*.amazon.co.jp", "direct"),
        ),
        ("office_pac", seen("http://pac.corp.example/proxy.pac?", "pac")),
        ("socks_only", seen("127.0.0.1:1080?", "proxy 127.0.0.1:1080")),
        ("http_only", seen("direct", "direct")),
        ("left_over", seen("direct", "direct")),
        ("no_exceptions", seen("10.0.0.8:3128?", "proxy 10.0.0.8:3128")),
        (
            "odd_exceptions",
            seen("10.0.0.8:3128? -it's -a\"b -back\\slash -日本語.jp -*.local", "proxy 10.0.0.8:3128"),
        ),
        ("password", seen("proxy.corp.example:8080? -localhost", "proxy proxy.corp.example:8080")),
    ] {
        let file = format!("gnome/{export}.keyfile");
        assert_eq!(read(Os::Linux, &[(&file, place)]), expected, "{export}");
    }
}

#[test]
fn kde_as_its_dialog_writes_it() {
    let proxied = "proxy proxy.corp.example:8080";
    for (export, expected) in [
        ("none", seen("direct", "direct")),
        ("office_manual", seen("proxy.corp.example:8080? -localhost -127.0.0.1 -.amazon.co.jp", "direct")),
        ("office_pac", seen("http://pac.corp.example/proxy.pac?", "pac")),
        ("detection", seen("detect", "direct")),
        ("variables", seen("unknown?", "unknown")),
        ("only_these", seen("proxy.corp.example:8080? +amazon.co.jp", proxied)),
        ("socks_only", seen("127.0.0.1:1080?", "proxy 127.0.0.1:1080")),
        ("http_only", seen("direct", "direct")),
        ("password", seen("proxy.corp.example:8080? -localhost", proxied)),
        ("expansion", seen("unknown? -localhost", "unknown")),
        ("other_groups", seen("direct", "direct")),
    ] {
        let file = format!("kde/{export}.kioslaverc");
        assert_eq!(read(Os::Linux, &[(&file, "home/taro/.config/kioslaverc")]), expected, "{export}");
    }
    for (export, expected) in [
        ("forbidden", seen("proxy.corp.example:8080? -localhost", proxied)),
        ("for_everybody", seen("proxy.corp.example:8080? -localhost -.amazon.co.jp", "direct")),
    ] {
        let own = format!("kde/{export}.kioslaverc");
        let general = format!("kde/{export}.system.kioslaverc");
        let files = [(own.as_str(), "home/taro/.config/kioslaverc"), (&general, "etc/xdg/kioslaverc")];
        assert_eq!(read(Os::Linux, &files), expected, "{export}");
    }
}

#[test]
fn variables_as_files_of_a_session_set_them() {
    let proxied = "proxy proxy.corp.example:8080";
    for (export, place, expected) in [
        (
            "environment",
            "etc/environment",
            seen("proxy.corp.example:8080? -localhost -127.0.0.1 -.amazon.co.jp", "direct"),
        ),
        (
            "proxy.sh",
            "etc/profile.d/proxy.sh",
            seen("proxy.corp.example:8080? -localhost -127.0.0.1", proxied),
        ),
        ("profile", "home/taro/.profile", seen("127.0.0.1:1080? -localhost", "proxy 127.0.0.1:1080")),
        (
            "pam_environment",
            "home/taro/.pam_environment",
            seen("proxy.corp.example:8080? -localhost -*.local", proxied),
        ),
        (
            "50-proxy.conf",
            "home/taro/.config/environment.d/50-proxy.conf",
            seen("proxy.corp.example:8080? -localhost", proxied),
        ),
        ("http_only.environment", "etc/environment", seen("direct", "direct")),
        ("comments.environment", "etc/environment", seen("direct", "direct")),
        ("auto.environment", "etc/environment", seen("http://pac.corp.example/proxy.pac?", "pac")),
    ] {
        let file = format!("env/{export}");
        assert_eq!(read(Os::Linux, &[(&file, place)]), expected, "{export}");
    }
}

/// Every export is read by a test: those that can be put on a disk above, the others where their readers are.
#[test]
fn no_export_is_left_over() {
    let here = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/exports.rs")).unwrap();
    let system = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/environment/network/system");
    let printed =
        ["macos/tests.rs", "linux/gnome/tests.rs"].map(|name| fs::read_to_string(system.join(name)).unwrap());
    let exports = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/exports");
    for folder in fs::read_dir(exports).unwrap().map(|entry| entry.unwrap().path()) {
        let names =
            fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
        let names: Vec<String> = names.collect();
        assert!(names.len() >= 6, "{}", folder.display());
        for name in names {
            let stem = name.trim_start_matches("preferences_").split('.').next().unwrap();
            let is_printed = Path::new(&name).extension().is_some_and(|ending| ending == "txt");
            let tests = if is_printed { &printed[..] } else { std::slice::from_ref(&here) };
            let quoted = [format!("\"{stem}\""), format!("\"{name}\"")];
            assert!(
                tests.iter().any(|text| quoted.iter().any(|name| text.contains(name.as_str()))),
                "{name}"
            );
        }
    }
}
