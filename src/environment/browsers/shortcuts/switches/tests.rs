use proptest::prelude::*;

use super::*;
use crate::environment::facts::{BypassList, ProxyKind};

fn root(os: Os) -> (tempfile::TempDir, Root) {
    let dir = tempfile::tempdir().unwrap();
    let home = if os == Os::Windows { "Users/taro/AppData" } else { "home/taro/.config" };
    std::fs::create_dir_all(dir.path().join(home)).unwrap();
    let root = Root::copied(dir.path(), os).unwrap();
    (dir, root)
}

fn found(os: Os, family: Family, arguments: &[&str]) -> Option<ShortcutFacts> {
    let (_dir, root) = root(os);
    let arguments: Vec<String> = arguments.iter().map(|argument| (*argument).to_owned()).collect();
    read(&root, family, &arguments, "~/Desktop/shop.lnk")
}

/// The switches with their values.
fn switches(os: Os, family: Family, arguments: &[&str]) -> String {
    found(os, family, arguments).map(|found| found.evidence.value).unwrap_or_default()
}

#[test]
fn only_switches_that_matter_are_kept() {
    let windows = |arguments: &[&str]| switches(Os::Windows, Family::Chromium, arguments);
    assert_eq!(windows(&["--profile-directory=Default", "https://example.jp/", "--start-maximized"]), "");
    assert_eq!(
        windows(&["--Incognito", "/INPRIVATE", "-disable-web-security"]),
        "--incognito --inprivate --disable-web-security"
    );
    assert_eq!(windows(&["--user-agent=a", "--user-agent=b"]), "--user-agent=b", "the last one counts");
    assert_eq!(windows(&["--", "--incognito"]), "");
    assert_eq!(windows(&["--single-argument", "--incognito"]), "");
    assert_eq!(windows(&["--user-data-dir=C:\\Users\\taro\\other", "--x"]), "--user-data-dir=~\\other");
    assert_eq!(windows(&["--host-resolver-rules=MAP * 127.0.0.1"]), "--host-resolver-rules=MAP * 127.0.0.1");
    let linux = |arguments: &[&str]| switches(Os::Linux, Family::Chromium, arguments);
    assert_eq!(linux(&["--Incognito", "/incognito", "-incognito"]), "--incognito");
    let firefox = |arguments: &[&str]| switches(Os::Windows, Family::Firefox, arguments);
    assert_eq!(firefox(&["-Private-Window", "https://example.jp/"]), "--private-window");
    assert_eq!(firefox(&["--proxy-server=p:1", "--incognito"]), "", "Firefox has no such switches");
}

#[test]
fn the_proxy_is_the_one_that_the_browser_takes() {
    let config = |arguments: &[&str]| found(Os::Linux, Family::Chromium, arguments).unwrap().config;
    assert_eq!(config(&["--incognito"]), None);
    assert_eq!(config(&["--proxy-bypass-list=a"]), None);
    assert!(config(&["--no-proxy-server", "--proxy-server=p:1"]).unwrap().is_direct());
    assert!(config(&["--proxy-server="]).unwrap().is_direct());
    assert!(config(&["--proxy-auto-detect", "--proxy-server=p:1"]).unwrap().auto_detect.is_some());
    let script = config(&["--proxy-server=p:1", "--proxy-pac-url=http://pac/a"]).unwrap();
    assert_eq!(script.script.unwrap().address.reveal(), "http://pac/a");
    assert!(script.server.is_none());
    let server =
        config(&["--proxy-bypass-list=<local>;*.amazon.co.jp", "--proxy-server=http=a:1;https=socks5://b"]);
    let setting = server.unwrap().server.unwrap();
    let server = setting.server.unwrap();
    assert_eq!((server.kind, server.to_string()), (ProxyKind::Socks5, "b:1080".to_owned()));
    let BypassList { entries, .. } = setting.bypass;
    assert_eq!(entries, ["<local>", "*.amazon.co.jp"]);
    assert_eq!(
        (setting.evidence.key.as_str(), setting.evidence.value.as_str()),
        ("--proxy-server", "fixed_servers b:1080")
    );
}

#[test]
fn values_are_shown_without_secrets() {
    for (argument, shown) in [
        ("--proxy-server=http://u:hunter2@p:8080", "p:8080"),
        ("--proxy-server=u:hunter2", "…"),
        ("--proxy-pac-url=http://u:hunter2@pac/a?hunter2", "http://pac/a"),
        ("--proxy-pac-url=data:,hunter2", "data:…"),
        ("--host-resolver-rules=MAP * u:hunter2@p", "…"),
        ("--user-agent=u:hunter2@p", "…"),
    ] {
        let found = found(Os::Windows, Family::Chromium, &[argument]).unwrap();
        assert_eq!(found.switches[0].1, shown, "{argument}");
        assert!(!format!("{found:?}").contains("hunter2"), "{found:?}");
    }
    let list = ["--proxy-server=p:1", "--proxy-bypass-list=a;u:hunter2@b"];
    let found = found(Os::Windows, Family::Chromium, &list).unwrap();
    assert_eq!(found.switches[1].1, "a;…");
}

proptest! {
    #[test]
    fn a_password_is_never_shown(
        user in "[a-z]{1,8}",
        secret in "SECRET[!-~]{0,12}",
        name in "(proxy-server|proxy-pac-url|host-resolver-rules|user-agent)",
        scheme in "(|http://|socks5://)",
    ) {
        let argument = format!("--{name}={scheme}{user}:{secret}@proxy.example:8080");
        let found = found(Os::Windows, Family::Chromium, &[&argument]).unwrap();
        let written = (&found.switches, &found.evidence, serde_json::to_string(&found).unwrap());
        prop_assert!(!format!("{written:?}").contains("SECRET"), "{:?}", written);
    }

    #[test]
    fn nothing_panics(text in "\\PC*", like in "[-/a-z=;,@:]{0,30}") {
        found(Os::Windows, Family::Chromium, &[&text, &like, &format!("--proxy-server={text}")]);
    }
}
