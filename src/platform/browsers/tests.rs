//! The arguments of every browser on every system, and browsers that write down what they were started with.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use proptest::prelude::*;

use super::*;
use crate::environment::facts::Family;
use crate::environment::{InstalledProfile, Os};

const DOOR: &str = "https://sellercentral.amazon.co.jp/";

fn door() -> WebAddress {
    WebAddress::new(DOOR).unwrap()
}

fn browser(id: &str, family: Family, private: Option<&str>) -> Installed {
    Installed {
        id: id.to_owned(),
        packaging: None,
        label: id.to_owned(),
        family,
        program: PathBuf::from("/b"),
        private: private.map(str::to_owned),
        profiles: Vec::new(),
    }
}

fn profile(dir: &str) -> InstalledProfile {
    InstalledProfile { dir: dir.to_owned(), folder: Path::new("/p").join(dir), name: dir.to_owned() }
}

/// The words of a launch, joined by `|`.
fn words(
    os: Os,
    browser: &Installed,
    of: Option<&InstalledProfile>,
    window: WindowKind,
) -> Result<String, Unable> {
    let dir = tempfile::tempdir().unwrap();
    let root = Root::copied(dir.path(), os).unwrap();
    let launch = launch(&root, browser, of, window, &door())?;
    let program = launch.program.strip_prefix(dir.path()).unwrap_or(&launch.program).display().to_string();
    let arguments = launch.arguments.iter().map(|argument| argument.to_string_lossy().into_owned());
    Ok(std::iter::once(program).chain(arguments).collect::<Vec<_>>().join("|"))
}

#[test]
fn each_browser_gets_its_own_arguments() {
    use WindowKind::{Normal, Private};
    let chrome = browser("chrome", Family::Chromium, Some("--incognito"));
    let edge = browser("edge", Family::Chromium, Some("--inprivate"));
    let firefox = browser("firefox", Family::Firefox, Some("-private-window"));
    let safari = browser("safari", Family::Safari, None);
    let (shop, flat) = (profile("Profile 1"), profile(""));
    let url = DOOR;
    let table = [
        (Os::Linux, &chrome, None, Normal, format!("/b|--|{url}")),
        (Os::Linux, &chrome, None, Private, format!("/b|--incognito|--|{url}")),
        (
            Os::Windows,
            &edge,
            Some(&shop),
            Private,
            format!("/b|--profile-directory=Profile 1|--inprivate|--|{url}"),
        ),
        (Os::Windows, &chrome, Some(&flat), Normal, format!("/b|--|{url}")),
        (Os::Linux, &firefox, None, Normal, format!("/b|{url}")),
        (
            Os::Linux,
            &firefox,
            Some(&shop),
            Private,
            format!("/b|--profile|/p/Profile 1|-private-window|{url}"),
        ),
        (Os::Macos, &safari, None, Normal, format!("usr/bin/open|-a|/b|--|{url}")),
        (Os::Macos, &chrome, None, Normal, format!("usr/bin/open|-a|/b|--|{url}")),
        (Os::Macos, &chrome, None, Private, format!("usr/bin/open|-n|-a|/b|--args|--incognito|--|{url}")),
        (Os::Macos, &firefox, None, Private, format!("usr/bin/open|-n|-a|/b|--args|-private-window|{url}")),
    ];
    for (os, browser, profile, window, expected) in table {
        assert_eq!(words(os, browser, profile, window).unwrap(), expected);
    }
    assert_eq!(words(Os::Macos, &safari, None, Private), Err(Unable::Private));
    assert_eq!(words(Os::Macos, &safari, Some(&shop), Normal), Err(Unable::Profile));
}

#[test]
fn only_https_addresses_are_opened() {
    for none in [
        "",
        "--incognito",
        "http://sellercentral.amazon.co.jp/",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "https://user@sellercentral.amazon.co.jp/",
        "https:///",
        "sellercentral.amazon.co.jp",
    ] {
        assert_eq!(WebAddress::new(none), None, "{none}");
    }
    let odd = WebAddress::new("https://sellercentral.amazon.co.jp/a b\"c'|&%0a<>^").unwrap();
    assert!(odd.as_str().chars().all(|c| c.is_ascii_graphic() && !"\"<> ".contains(c)), "{}", odd.as_str());
}

proptest! {
    #[test]
    fn an_address_is_one_argument_without_blanks_and_the_last_one(text in "(https://)?[ -~\u{3042}\n\t]{0,40}") {
        if let Some(address) = WebAddress::new(&text) {
            prop_assert!(address.as_str().starts_with("https://"));
            let plain = address.as_str().chars().all(|c| c.is_ascii_graphic() && c != '"');
            prop_assert!(plain, "{}", address.as_str());
            let dir = tempfile::tempdir().unwrap();
            let root = Root::copied(dir.path(), Os::Linux).unwrap();
            let chrome = browser("chrome", Family::Chromium, Some("--incognito"));
            let launch = launch(&root, &chrome, None, WindowKind::Private, &address).unwrap();
            prop_assert_eq!(launch.arguments.len(), 3);
            prop_assert_eq!(launch.arguments.last().unwrap().to_str().unwrap(), address.as_str());
        }
    }
}

#[test]
fn a_browser_that_is_gone_is_told_and_none_is_taken_in_its_place() {
    let dir = tempfile::tempdir().unwrap();
    let root = Arc::new(Root::copied(dir.path(), Os::Linux).unwrap());
    let chosen = Chosen { browser: "chrome".to_owned(), label: "Google Chrome".to_owned(), profile: None };
    let planned = plan(&root, &chosen, WindowKind::Normal, &door(), Timestamp::UNIX_EPOCH);
    assert_eq!(planned, Err(OpenError::BrowserGone { chosen, others: Vec::new() }));
}

#[test]
fn keys_tell_packagings_apart() {
    let plain = browser("firefox", Family::Firefox, None);
    let snap = Installed { packaging: Some("Snap".to_owned()), ..plain.clone() };
    let keys: BTreeSet<String> = [plain.key(), snap.key()].into();
    assert_eq!(keys.len(), 2);
}

#[cfg(unix)]
mod fakes {
    use std::fs;
    use std::os::unix::fs::PermissionsExt as _;
    use std::time::{Duration, Instant};

    use super::*;

    /// A program that writes its arguments and its token down, one a line, and then moves the file to `seen`.
    fn fake(dir: &Path, path: &str) {
        let seen = dir.join("seen");
        let script = format!(
            "#!/bin/sh\nprintf '%s\\n' \"$@\" \"$XDG_ACTIVATION_TOKEN\" >'{0}.part'\nmv '{0}.part' '{0}'\n",
            seen.display()
        );
        let path = dir.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, script).unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
    }

    /// Opens the door with a fake browser and returns what it was given.
    fn opened(dir: &Path, os: Os, key: &str, profile: Option<&str>, window: WindowKind) -> Vec<String> {
        let root = Arc::new(Root::copied(dir, os).unwrap());
        let profile = profile.map(|dir| (dir.to_owned(), dir.to_owned()));
        let chosen = Chosen { browser: key.to_owned(), label: key.to_owned(), profile };
        let launch = plan(&root, &chosen, window, &door(), Timestamp::UNIX_EPOCH).unwrap();
        start(&launch, Some("token-1")).unwrap();
        let patience = Instant::now() + Duration::from_mins(1);
        let seen = loop {
            match fs::read_to_string(dir.join("seen")) {
                Ok(seen) => break seen,
                Err(error) => assert!(Instant::now() < patience, "{error}"),
            }
            std::thread::yield_now();
        };
        seen.lines().map(str::to_owned).collect()
    }

    #[test]
    fn the_browser_on_linux_is_given_profile_window_address_and_token() {
        let dir = tempfile::tempdir().unwrap();
        fake(dir.path(), "usr/bin/chromium");
        let profile = dir.path().join("home/taro/.config/chromium/Profile 2");
        fs::create_dir_all(&profile).unwrap();
        fs::write(profile.join("Preferences"), "{}").unwrap();
        let seen = opened(dir.path(), Os::Linux, "chromium", Some("Profile 2"), WindowKind::Private);
        assert_eq!(seen, ["--profile-directory=Profile 2", "--incognito", "--", DOOR, "token-1"]);
    }

    #[test]
    fn the_browser_on_windows_is_found_where_its_installer_puts_it() {
        let dir = tempfile::tempdir().unwrap();
        fake(dir.path(), "Program Files/Mozilla Firefox/firefox.exe");
        let seen = opened(dir.path(), Os::Windows, "firefox", None, WindowKind::Private);
        assert_eq!(seen, ["-private-window", DOOR, "token-1"]);
    }

    #[test]
    fn the_browser_on_macos_is_started_by_the_systems_own_program() {
        let dir = tempfile::tempdir().unwrap();
        fake(dir.path(), "usr/bin/open");
        let bundle = dir.path().join("Applications/Safari.app");
        fs::create_dir_all(&bundle).unwrap();
        let seen = opened(dir.path(), Os::Macos, "safari", None, WindowKind::Normal);
        assert_eq!(seen, ["-a", bundle.to_str().unwrap(), "--", DOOR, "token-1"]);
    }

    #[test]
    fn a_program_that_fails_at_once_is_told() {
        let dir = tempfile::tempdir().unwrap();
        let launch = |program: &str| Launch { program: program.into(), arguments: Vec::new() };
        assert!(start(&launch("/bin/false"), None).is_err());
        assert!(start(&launch(dir.path().join("none").to_str().unwrap()), None).is_err());
    }
}
