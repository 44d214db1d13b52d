//! Which browser opens links.
//!
//! Sources: Microsoft, "Default Programs" (`UserChoice`); freedesktop.org, "Association between MIME types and
//! applications"; Apple, Launch Services (`LSHandlers`).

use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::environment::browsers::{BrowserDef, inventory, property_list};
use crate::environment::facts::{DefaultBrowser, Evidence, MACHINE, SetBy, Topic, Unread};
use crate::environment::mask;
use crate::environment::read::{self, ReadState};
use crate::environment::registry::Hive;
use crate::environment::root::{Os, Root};

const ASSOCIATIONS: &str = "Software\\Microsoft\\Windows\\Shell\\Associations\\UrlAssociations";

/// Programs for links that get no updates any more: Internet Explorer and the first Edge.
const LEGACY: [&str; 4] =
    ["IE.HTTP", "IE.HTTPS", "AppXq0fevzme2pys62n3e0fbqa7peapykr8v", "AppX90nv6nhay5n6a98fnetv7tpk64pp35es"];

/// Reads the default browser; none, with an entry in `unread`, where it cannot be read.
pub(in crate::environment) fn read(root: &Root, unread: &mut Vec<Unread>) -> Option<DefaultBrowser> {
    let found = match root.os {
        Os::Windows => windows(root),
        Os::Linux => linux(root),
        Os::Macos => macos(root),
    };
    found
        .map_err(|(path, state)| {
            unread.push(Unread { subject: MACHINE.to_owned(), topic: Topic::DefaultBrowser, path, state });
        })
        .ok()
}

type Failure = (String, ReadState);

fn windows(root: &Root) -> Result<DefaultBrowser, Failure> {
    let mut failure = ReadState::Absent;
    // The newer key comes first; its value may stand in a key below it.
    for kind in ["https", "http"] {
        for key in ["UserChoiceLatest\\ProgId", "UserChoiceLatest", "UserChoice"] {
            let key = format!("{ASSOCIATIONS}\\{kind}\\{key}");
            match root.registry.text(Hive::CurrentUser, &key, "ProgId") {
                Ok(prog_id) => return Ok(by_prog_id(&prog_id, &key)),
                Err(ReadState::Absent) => {}
                Err(state) => failure = state,
            }
        }
    }
    let key = format!("{}\\{ASSOCIATIONS}\\https\\UserChoice", Hive::CurrentUser.short_name());
    Err((key, if root.registry.state() == ReadState::Ok { failure } else { root.registry.state() }))
}

fn by_prog_id(prog_id: &str, key: &str) -> DefaultBrowser {
    DefaultBrowser {
        browser: id_of(|def| def.has_prog_id(prog_id)),
        legacy: LEGACY.iter().any(|known| known.eq_ignore_ascii_case(prog_id)),
        evidence: evidence(&format!("{}\\{key}", Hive::CurrentUser.short_name()), "ProgId", prog_id),
    }
}

/// Where macOS keeps which program opens what.
const HANDLERS: &str =
    "{home}/Library/Preferences/com.apple.LaunchServices/com.apple.launchservices.secure.plist";

/// Where nobody chose another one, Safari opens links.
fn macos(root: &Root) -> Result<DefaultBrowser, Failure> {
    let path = root.path(HANDLERS).ok_or((String::new(), ReadState::Absent))?;
    let shown = root.shown(&path);
    let list = property_list(root, &path).map_err(|state| (shown.clone(), state))?;
    let handlers = list.get("LSHandlers").and_then(Value::as_array);
    let chosen = |scheme: &str| {
        handlers.into_iter().flatten().filter(|handler| is_for(handler, scheme)).find_map(bundle_of)
    };
    let (scheme, bundle) = ["https", "http"]
        .into_iter()
        .find_map(|scheme| Some((scheme, chosen(scheme)?)))
        .unwrap_or(("https", "com.apple.safari"));
    Ok(DefaultBrowser {
        browser: id_of(|def| def.has_bundle_id(bundle)),
        legacy: false,
        evidence: evidence(&shown, &format!("LSHandlerURLScheme: {scheme}"), bundle),
    })
}

fn is_for(handler: &Value, scheme: &str) -> bool {
    handler
        .get("LSHandlerURLScheme")
        .and_then(Value::as_str)
        .is_some_and(|of| of.eq_ignore_ascii_case(scheme))
}

/// The program of an entry; `-` stands for none.
fn bundle_of(handler: &Value) -> Option<&str> {
    let roles = ["LSHandlerRoleAll", "LSHandlerRoleViewer"].into_iter();
    roles.filter_map(|role| handler.get(role)?.as_str()).find(|bundle| !bundle.is_empty() && *bundle != "-")
}

/// The first file of the cascade that names a program for links counts.
fn linux(root: &Root) -> Result<DefaultBrowser, Failure> {
    let mut failure = None;
    for path in mimeapps(root) {
        match read::ini(root, &path) {
            Ok(ini) => {
                let section = ini.section(Some("Default Applications"));
                let programs = section.and_then(|section| section.get("x-scheme-handler/https"));
                if let Some(file) = programs.and_then(first_of) {
                    return Ok(by_desktop_file(root, &path, "x-scheme-handler/https", file));
                }
            }
            Err(ReadState::Absent) => {}
            Err(state) => failure = failure.or(Some((root.shown(&path), state))),
        }
    }
    // KDE's own setting, which its programs ask first, and others not at all.
    if desktops(root).iter().any(|name| name == "kde")
        && let Some(path) = root.path("{config}/kdeglobals")
        && let Ok(ini) = read::ini(root, &path)
        && let Some(file) = ini.section(Some("General")).and_then(|section| section.get("BrowserApplication"))
        && file.ends_with(".desktop")
    {
        return Ok(by_desktop_file(root, &path, "BrowserApplication", file));
    }
    Err(failure.unwrap_or_else(|| ("mimeapps.list".to_owned(), ReadState::Absent)))
}

fn first_of(programs: &str) -> Option<&str> {
    programs.split(';').map(str::trim).find(|file| !file.is_empty())
}

fn by_desktop_file(root: &Root, path: &Path, key: &str, file: &str) -> DefaultBrowser {
    DefaultBrowser {
        browser: id_of(|def| def.has_desktop_file(file)),
        legacy: false,
        evidence: evidence(&root.shown(path), key, file),
    }
}

/// The files in the order in which they count; those for one desktop before those for all.
fn mimeapps(root: &Root) -> Vec<PathBuf> {
    let data = match root.folders_of("XDG_DATA_HOME", "") {
        none if none.is_empty() => root.path("{home}/.local/share").into_iter().collect(),
        data => data,
    };
    let data = data.into_iter().chain(root.folders_of("XDG_DATA_DIRS", "/usr/local/share:/usr/share"));
    let mut folders: Vec<PathBuf> = root.path("{config}").into_iter().collect();
    folders.extend(root.folders_of("XDG_CONFIG_DIRS", "/etc/xdg"));
    folders.extend(data.map(|folder| folder.join("applications")));
    let names = desktops(root).into_iter().map(|name| format!("{name}-mimeapps.list"));
    let names: Vec<String> = names.chain(["mimeapps.list".to_owned()]).collect();
    folders.iter().flat_map(|folder| names.iter().map(|name| folder.join(name))).collect()
}

fn desktops(root: &Root) -> Vec<String> {
    let names = root.env.get("XDG_CURRENT_DESKTOP").map(|names| names.to_lowercase()).unwrap_or_default();
    let plain = |name: &&str| !name.is_empty() && !name.contains('/');
    names.split(':').filter(plain).map(str::to_owned).collect()
}

fn id_of(is_it: impl Fn(&BrowserDef) -> bool) -> Option<String> {
    inventory().iter().find(|def| is_it(def)).map(|def| def.id.clone())
}

fn evidence(place: &str, key: &str, value: &str) -> Evidence {
    Evidence {
        place: place.to_owned(),
        key: key.to_owned(),
        value: mask::shown(value),
        default: String::new(),
        set_by: SetBy::Person,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn the_first_file_that_names_a_program_counts() {
        let dir = tempfile::tempdir().unwrap();
        for folder in ["home/taro/.config", "etc/xdg", "usr/share/applications"] {
            fs::create_dir_all(dir.path().join(folder)).unwrap();
        }
        let write = |path: &str, text: &str| fs::write(dir.path().join(path), text).unwrap();
        let found = || {
            let mut unread = Vec::new();
            let root = Root::copied(dir.path(), Os::Linux).unwrap();
            (super::read(&root, &mut unread).and_then(|found| found.browser), unread.len())
        };
        assert_eq!(found(), (None, 1));
        write(
            "usr/share/applications/mimeapps.list",
            "[Default Applications]\nx-scheme-handler/https=chromium.desktop\n",
        );
        assert_eq!(found(), (Some("chromium".into()), 0));
        write(
            "home/taro/.config/mimeapps.list",
            "[Added Associations]\nx=y\n[Default Applications]\ntext/html=a.desktop\nx-scheme-handler/https=firefox.desktop;x.desktop;\n",
        );
        assert_eq!(found(), (Some("firefox".into()), 0));
        write(
            "home/taro/.config/mimeapps.list",
            "[Default Applications]\nx-scheme-handler/https=editor.desktop\n",
        );
        assert_eq!(found(), (None, 0));
    }

    #[test]
    fn variables_and_the_desktop_change_the_cascade() {
        let dir = tempfile::tempdir().unwrap();
        let write = |path: &str, text: &str| {
            let path = dir.path().join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        };
        let found = |env: &[(&str, &str)]| {
            let env = env.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
            let root = Root::copied(dir.path(), Os::Linux).unwrap().with_env(env);
            super::read(&root, &mut Vec::new()).and_then(|found| found.browser)
        };
        let list = |file: &str| format!("[Default Applications]\nx-scheme-handler/https={file}.desktop\n");
        write("home/taro/.config/kdeglobals", "[General]\nBrowserApplication=chromium.desktop\n");
        assert_eq!(found(&[]), None);
        assert_eq!(found(&[("XDG_CURRENT_DESKTOP", "KDE")]).as_deref(), Some("chromium"));
        write("opt/data/applications/mimeapps.list", &list("firefox"));
        assert_eq!(found(&[("XDG_DATA_DIRS", "/none:/opt/data")]).as_deref(), Some("firefox"));
        write("etc/xdg/gnome-mimeapps.list", &list("google-chrome"));
        assert_eq!(found(&[("XDG_CURRENT_DESKTOP", "ubuntu:GNOME")]).as_deref(), Some("chrome"));
        assert_eq!(found(&[]), None, "another desktop's");
    }

    #[test]
    fn a_mac_names_the_program_for_links() {
        let dir = tempfile::tempdir().unwrap();
        let folder = dir.path().join("Users/taro/Library/Preferences/com.apple.LaunchServices");
        fs::create_dir_all(&folder).unwrap();
        let found = |handlers: Option<&[(&str, &str)]>| {
            let handler = |(scheme, bundle): &(&str, &str)| {
                format!(
                    "<dict><key>LSHandlerURLScheme</key><string>{scheme}</string>\
                     <key>LSHandlerRoleAll</key><string>{bundle}</string></dict>"
                )
            };
            if let Some(handlers) = handlers {
                let handlers: String = handlers.iter().map(handler).collect();
                let list = format!(
                    "<plist version=\"1.0\"><dict><key>LSHandlers</key><array>{handlers}</array></dict></plist>"
                );
                fs::write(folder.join("com.apple.launchservices.secure.plist"), list).unwrap();
            }
            let mut unread = Vec::new();
            let root = Root::copied(dir.path(), Os::Macos).unwrap();
            (super::read(&root, &mut unread).and_then(|found| found.browser), unread.len())
        };
        assert_eq!(found(None), (None, 1));
        let mail = ("mailto", "com.google.chrome");
        assert_eq!(found(Some(&[mail])), (Some("safari".into()), 0), "nobody chose another one");
        let chrome = ("https", "com.google.chrome");
        assert_eq!(found(Some(&[mail, ("https", "-"), chrome])), (Some("chrome".into()), 0));
        assert_eq!(found(Some(&[("http", "org.mozilla.firefox")])), (Some("firefox".into()), 0));
        assert_eq!(found(Some(&[("https", "com.example.editor")])), (None, 0));
    }

    #[test]
    fn browsers_without_updates_are_known() {
        assert!(by_prog_id("IE.HTTPS", "k").legacy);
        assert!(!by_prog_id("MSEdgeHTM", "k").legacy);
        assert_eq!(by_prog_id("MSEdgeHTM", "k").browser.as_deref(), Some("edge"));
    }
}
