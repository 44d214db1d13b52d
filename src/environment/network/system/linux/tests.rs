//! Which of a machine's sources counts.

use std::collections::BTreeMap;
use std::fs;

use super::*;
use crate::environment::facts::{BypassMeaning, ProxyConfig};
use crate::environment::read::ReadState;
use crate::environment::root::Os;

/// A copy of a machine with these files and variables.
pub(super) fn machine(files: &[(&str, &str)], env: &[(&str, &str)]) -> (tempfile::TempDir, Root) {
    let dir = tempfile::tempdir().unwrap();
    fs::create_dir_all(dir.path().join("home/taro/.config")).unwrap();
    for (path, text) in files {
        let path = dir.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    let env = env.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    let root = Root::copied(dir.path(), Os::Linux).unwrap().with_env(env);
    (dir, root)
}

/// A configuration in one line: `?` where it is not certain, `-` before what is excepted, `+` before what alone is not.
pub(super) fn seen(config: &ProxyConfig) -> String {
    let sure = |certain: bool| if certain { "" } else { "?" };
    let mut parts = Vec::new();
    parts.extend(config.auto_detect.as_ref().map(|_| "detect".to_owned()));
    parts.extend(
        config.script.as_ref().map(|script| format!("{}{}", script.address.shown(), sure(script.certain))),
    );
    parts.extend(config.server.as_ref().map(|setting| {
        let server = setting.server.as_ref();
        let server =
            server.map_or_else(|| "unknown".to_owned(), |server| format!("{:?} {server}", server.kind));
        let mark = if setting.bypass.meaning == BypassMeaning::Only { '+' } else { '-' };
        let list: Vec<String> =
            setting.bypass.entries.iter().map(|entry| format!(" {mark}{entry}")).collect();
        format!("{server}{}{}", sure(setting.certain), list.concat())
    }));
    if parts.is_empty() { "direct".to_owned() } else { parts.join(", ") }
}

/// Origin and configuration, then what Firefox is told.
fn found(
    files: &[(&str, &str)],
    env: &[(&str, &str)],
) -> Result<(ProxyOrigin, String, String), (String, ReadState)> {
    let (_dir, root) = machine(files, env);
    let system = read(&root, &mut Vec::new()).map_err(|failure| (failure.place, failure.state))?;
    let firefox = system.variables.as_ref().map(seen).unwrap_or_default();
    Ok((system.origin, seen(&system.config), firefox))
}

const KDE: (&str, &str) =
    ("home/taro/.config/kioslaverc", "[Proxy Settings]\nProxyType=1\nhttpsProxy=http://k.example 80\n");
const GNOME: (&str, &str) = (
    "home/taro/.config/glib-2.0/settings/keyfile",
    "[system/proxy]\nmode='manual'\n\n[system/proxy/https]\nhost='g.example'\nport=80\n",
);
const FOR_ALL: (&str, &str) = ("etc/environment", "https_proxy=http://e.example:80\n");
const STORE: (&str, &str) = ("home/taro/.config/dconf/user", "GVariant");

#[test]
fn the_desktop_is_told_by_its_variables() {
    let of = |env: &[(&str, &str)]| {
        let env: BTreeMap<_, _> =
            env.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        let dir = tempfile::tempdir().unwrap();
        desktop(&Root::copied(dir.path(), Os::Linux).unwrap().with_env(env))
    };
    let current = |names: &str| of(&[("XDG_CURRENT_DESKTOP", names)]);
    for names in ["GNOME", "ubuntu:GNOME", "Unity", "X-Cinnamon", "Pantheon", "Budgie : GNOME", "pop:GNOME"] {
        assert_eq!(current(names), Desktop::Gnome, "{names}");
    }
    assert_eq!(current("KDE"), Desktop::Kde);
    for names in ["XFCE", "LXQt", "Deepin", "UKUI", "sway", "gnome", "kde", "XFCE:GNOME", "MATE"] {
        assert_eq!(current(names), Desktop::Other, "{names}");
    }
    let session = |name: &str| of(&[("DESKTOP_SESSION", name)]);
    assert_eq!(session("mate"), Desktop::Gnome);
    assert_eq!(session("kde-plasma"), Desktop::Kde);
    assert_eq!(session("xfce4"), Desktop::Other);
    assert_eq!(of(&[("XDG_CURRENT_DESKTOP", "MATE"), ("DESKTOP_SESSION", "mate")]), Desktop::Gnome);
    assert_eq!(of(&[("XDG_CURRENT_DESKTOP", "KDE"), ("DESKTOP_SESSION", "gnome")]), Desktop::Kde);
    assert_eq!(of(&[("DESKTOP_SESSION", "default"), ("GNOME_DESKTOP_SESSION_ID", "")]), Desktop::Gnome);
    assert_eq!(of(&[("KDE_FULL_SESSION", "true")]), Desktop::Kde);
    assert_eq!(of(&[("DESKTOP_SESSION", "default")]), Desktop::Other);
    assert_eq!(of(&[]), Desktop::Unknown, "a copy does not say");
}

#[test]
fn a_copy_is_guessed_at() {
    let is = |origin, config: &str, firefox: &str| Ok((origin, config.to_owned(), firefox.to_owned()));
    let everything = [KDE, GNOME, FOR_ALL, STORE];
    assert_eq!(found(&everything, &[]), is(ProxyOrigin::Kde, "Http k.example:80?", "Http e.example:80?"));
    assert_eq!(
        found(&everything[1..], &[]),
        is(ProxyOrigin::Gnome, "Http g.example:80?", "Http e.example:80?")
    );
    assert_eq!(
        found(&everything[2..], &[]),
        is(ProxyOrigin::Variables, "Http e.example:80?", "Http e.example:80?")
    );
    assert_eq!(found(&[STORE], &[]), Err(("~/.config/dconf/user".to_owned(), ReadState::Unsupported)));
    assert_eq!(found(&[], &[]), is(ProxyOrigin::Variables, "direct", "direct"));
    let other_groups = (GNOME.0, "[org/gnome/desktop/interface]\nclock-show-date=true\n");
    assert_eq!(found(&[other_groups, FOR_ALL], &[]).unwrap().0, ProxyOrigin::Variables);
}

#[test]
fn the_desktop_decides_what_counts() {
    let on =
        |desktop: &str| found(&[KDE, GNOME, FOR_ALL, STORE], &[("XDG_CURRENT_DESKTOP", desktop)]).unwrap().1;
    assert_eq!(on("KDE"), "Http k.example:80?");
    assert_eq!(on("ubuntu:GNOME"), "Http g.example:80?");
    assert_eq!(on("XFCE"), "Http e.example:80?");
    let unread = |files: &[(&str, &str)]| found(files, &[("XDG_CURRENT_DESKTOP", "GNOME")]).unwrap_err();
    assert_eq!(unread(&[FOR_ALL, STORE]), ("~/.config/dconf/user".to_owned(), ReadState::Unsupported));
    assert_eq!(unread(&[FOR_ALL]), ("org.gnome.system.proxy".to_owned(), ReadState::Unsupported));
}

#[test]
fn a_desktop_without_a_proxy_keeps_chromium_from_the_variables_but_not_firefox() {
    let none = (KDE.0, "[Proxy Settings]\nProxyType=0\n");
    let expected = (ProxyOrigin::Kde, "direct".to_owned(), "Http e.example:80?".to_owned());
    assert_eq!(found(&[none, FOR_ALL], &[]), Ok(expected));
    let none = (GNOME.0, "[system/proxy]\nmode='none'\n");
    let expected = (ProxyOrigin::Gnome, "direct".to_owned(), "Http e.example:80?".to_owned());
    assert_eq!(found(&[none, FOR_ALL], &[]), Ok(expected));
    // A desktop with nothing usable lets them look there.
    let nothing = (KDE.0, "[Proxy Settings]\nProxyType=1\nhttpsProxy=\n");
    assert_eq!(found(&[nothing, FOR_ALL], &[]).unwrap().0, ProxyOrigin::Variables);
    let nothing = (GNOME.0, "[system/proxy]\nmode='manual'\n");
    assert_eq!(found(&[nothing, FOR_ALL], &[]).unwrap().0, ProxyOrigin::Variables);
}

#[test]
fn a_server_for_other_pages_is_firefoxs_for_all_on_gnome() {
    let http = (
        GNOME.0,
        "[system/proxy]\nmode='manual'\nignore-hosts=['*.local']\n[system/proxy/http]\nhost='h.example'\n",
    );
    let expected = (ProxyOrigin::Gnome, "direct".to_owned(), "Http h.example:8080? -*.local".to_owned());
    assert_eq!(found(&[http, FOR_ALL], &[]), Ok(expected));
}

#[test]
fn files_that_cannot_be_read_are_said_to_be_unread() {
    for file in [KDE.0, GNOME.0] {
        let dir = tempfile::tempdir().unwrap();
        fs::create_dir_all(dir.path().join(file)).unwrap();
        let root = Root::copied(dir.path(), Os::Linux).unwrap();
        let failure = read(&root, &mut Vec::new()).err().unwrap();
        assert_eq!(failure.state, ReadState::NotAFile, "{file}");
        assert_eq!(failure.place, file.replace("home/taro", "~"));
    }
    // One of many files is no reason to know nothing.
    let (dir, root) = machine(&[FOR_ALL], &[]);
    fs::create_dir_all(dir.path().join("home/taro/.profile")).unwrap();
    let mut unread = Vec::new();
    assert_eq!(seen(&read(&root, &mut unread).ok().unwrap().config), "Http e.example:80?");
    let unread: Vec<_> = unread.into_iter().map(|unread| (unread.path, unread.state)).collect();
    assert_eq!(unread, [("~/.profile".to_owned(), ReadState::NotAFile)]);
}
