//! Which browser opens links.
//!
//! Sources: Microsoft, "Default Programs" (`UserChoice`); freedesktop.org, "Association between MIME types and
//! applications".

use crate::environment::browsers::{BrowserDef, inventory};
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
        Os::Macos => Err((String::new(), ReadState::Unsupported)),
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

/// The first file of the cascade that names a program for links counts.
fn linux(root: &Root) -> Result<DefaultBrowser, Failure> {
    let desktops = root.env.get("XDG_CURRENT_DESKTOP").map(|names| names.to_lowercase()).unwrap_or_default();
    let desktops: Vec<&str> =
        desktops.split(':').filter(|name| !name.is_empty() && !name.contains('/')).collect();
    let mut failure = None;
    for folder in [
        "{config}",
        "/etc/xdg",
        "{home}/.local/share/applications",
        "/usr/local/share/applications",
        "/usr/share/applications",
    ] {
        let names =
            desktops.iter().map(|name| format!("{name}-mimeapps.list")).chain(["mimeapps.list".to_owned()]);
        for path in names.filter_map(|name| root.path(&format!("{folder}/{name}"))) {
            match read::ini(root, &path) {
                Ok(ini) => {
                    let section = ini.section(Some("Default Applications"));
                    let programs = section.and_then(|section| section.get("x-scheme-handler/https"));
                    if let Some(file) =
                        programs.and_then(|list| list.split(';').map(str::trim).find(|file| !file.is_empty()))
                    {
                        return Ok(DefaultBrowser {
                            browser: id_of(|def| def.has_desktop_file(file)),
                            legacy: false,
                            evidence: evidence(&root.shown(&path), "x-scheme-handler/https", file),
                        });
                    }
                }
                Err(ReadState::Absent) => {}
                Err(state) => failure = failure.or(Some((root.shown(&path), state))),
            }
        }
    }
    Err(failure.unwrap_or_else(|| ("mimeapps.list".to_owned(), ReadState::Absent)))
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
    fn browsers_without_updates_are_known() {
        assert!(by_prog_id("IE.HTTPS", "k").legacy);
        assert!(!by_prog_id("MSEdgeHTM", "k").legacy);
        assert_eq!(by_prog_id("MSEdgeHTM", "k").browser.as_deref(), Some("edge"));
    }
}
