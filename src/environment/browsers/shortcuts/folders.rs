//! Where shortcuts stand: desktops, menus, task bars, and what starts by itself. The table is
//! `assets/environment/shortcuts.ron`.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use serde::Deserialize;

use super::super::tables;
use super::unread;
use crate::environment::facts::Unread;
use crate::environment::read::{self, ReadState};
use crate::environment::registry::Hive;
use crate::environment::root::{Os, Root};

/// More shortcuts than any folder has, with those inside it.
const MOST: usize = 1024;

/// More folders than any folder with shortcuts has.
const MOST_FOLDERS: usize = 256;

/// Where Windows says which folders have been moved.
const MOVED: &str = "Software\\Microsoft\\Windows\\CurrentVersion\\Explorer\\User Shell Folders";

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    person: Vec<(String, u8)>,
    everybody: Vec<(String, u8)>,
    windows: Vec<(String, u8)>,
    linux: Vec<(String, u8)>,
}

fn table() -> &'static Table {
    static TABLE: LazyLock<Table> = LazyLock::new(|| {
        tables::embedded("shortcuts.ron", include_str!("../../../../assets/environment/shortcuts.ron"))
    });
    &TABLE
}

/// The shortcuts that are there, whatever they start. What cannot be looked into is said.
pub(super) fn shortcuts(root: &Root, missing: &mut Vec<Unread>) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for places in places(root, missing) {
        let mut names = BTreeSet::new();
        for Place { folder, depth } in places {
            let mut search = Search { root, missing, left: MOST, folders: MOST_FOLDERS, found: Vec::new() };
            search.look(&folder, "", depth);
            // The first one of a name hides the others.
            found.extend(search.found.into_iter().filter(|(name, _)| names.insert(name.clone())));
        }
    }
    let mut seen = BTreeSet::new();
    found.into_iter().map(|(_, path)| path).filter(|path| seen.insert(path.clone())).collect()
}

/// A folder with shortcuts, and how deep they are.
struct Place {
    folder: PathBuf,
    depth: u8,
}

/// The folders, those together of which the first ones hide entries of the others.
fn places(root: &Root, missing: &mut Vec<Unread>) -> Vec<Vec<Place>> {
    match root.os {
        Os::Windows => windows(root, missing),
        // Programs are started without any arguments there.
        Os::Macos => Vec::new(),
        Os::Linux => {
            let line = |(template, depth): &(String, u8)| {
                linux(root, template).into_iter().map(|folder| Place { folder, depth: *depth }).collect()
            };
            table().linux.iter().map(line).collect()
        }
    }
}

fn windows(root: &Root, missing: &mut Vec<Unread>) -> Vec<Vec<Place>> {
    let mut found: Vec<Place> = Vec::new();
    let table = table();
    for (hive, values) in [(Hive::CurrentUser, &table.person), (Hive::LocalMachine, &table.everybody)] {
        for (name, depth) in values {
            let Ok(path) = root.registry.text(hive, MOVED, name) else { continue };
            match moved(root, &path) {
                Some(folder) => found.push(Place { folder, depth: *depth }),
                // On another machine, or with a variable that is not known.
                None => missing.push(unread(root, Path::new(&path), ReadState::Unsupported)),
            }
        }
    }
    for (template, depth) in &table.windows {
        found.extend(root.paths(template).into_iter().map(|folder| Place { folder, depth: *depth }));
    }
    let mut seen = BTreeSet::new();
    let real = |place: &Place| place.folder.canonicalize().unwrap_or_else(|_| place.folder.clone());
    found.retain(|place| seen.insert(real(place)));
    // Here no entry hides another.
    found.into_iter().map(|place| vec![place]).collect()
}

/// A folder of this machine, from a path with a variable at its beginning.
fn moved(root: &Root, path: &str) -> Option<PathBuf> {
    const VARIABLES: [(&str, &str); 5] = [
        ("userprofile", "{home}"),
        ("appdata", "{app_data}"),
        ("public", "{public}"),
        ("programdata", "{program_data}"),
        ("allusersprofile", "{program_data}"),
    ];
    let path = path.trim().replace('\\', "/");
    if path.starts_with("//") {
        return None;
    }
    let Some((name, rest)) = path.strip_prefix('%').and_then(|rest| rest.split_once('%')) else {
        return (!path.is_empty() && !path.contains('%')).then(|| root.inside(&path));
    };
    let (_, template) = VARIABLES.iter().find(|(known, _)| known.eq_ignore_ascii_case(name))?;
    if rest.contains('%') { None } else { root.path(&format!("{template}{rest}")) }
}

/// The folders of programs' files where nothing else is set. Flatpak's and Snap's are among them on any machine that
/// has these.
const DATA: &str = "/usr/local/share:/usr/share:/var/lib/flatpak/exports/share:/var/lib/snapd/desktop";

/// The folders of Linux that a template stands for, those that count more first.
fn linux(root: &Root, template: &str) -> Vec<PathBuf> {
    let below = |start: &str, folders: Vec<PathBuf>| {
        let rest = template.strip_prefix(start).map(|rest| rest.trim_start_matches('/').to_owned());
        rest.map(|rest| folders.into_iter().map(|folder| folder.join(&rest)).collect::<Vec<_>>())
    };
    let of = |own: &str, usual: &str, others: Vec<PathBuf>| {
        let own = root.folders_of(own, "").into_iter().next().or_else(|| root.path(usual));
        own.into_iter().chain(others).collect::<Vec<_>>()
    };
    let data = || of("XDG_DATA_HOME", "{home}/.local/share", root.folders_of("XDG_DATA_DIRS", DATA));
    let config = || of("XDG_CONFIG_HOME", "{home}/.config", root.folders_of("XDG_CONFIG_DIRS", "/etc/xdg"));
    below("{xdg_data}", data())
        .or_else(|| below("{xdg_config}", config()))
        .or_else(|| below("{xdg_desktop}", vec![desktop(root)?]))
        .unwrap_or_default()
}

/// The person's desktop, whose name depends on the language.
fn desktop(root: &Root) -> Option<PathBuf> {
    let settings = root.path("{config}/user-dirs.dirs").and_then(|path| read::text(root, &path).ok());
    let line = settings.as_deref().unwrap_or_default().lines().rev().find_map(|line| {
        line.trim().strip_prefix("XDG_DESKTOP_DIR=").map(|value| value.trim().trim_matches('"').to_owned())
    });
    match line {
        Some(path) => match path.strip_prefix("$HOME") {
            Some(rest) => root.path(&format!("{{home}}{rest}")),
            None => path.starts_with('/').then(|| root.inside(&path)),
        },
        None => root.path("{home}/Desktop"),
    }
}

/// Looks for shortcuts in a folder.
struct Search<'a> {
    root: &'a Root,
    missing: &'a mut Vec<Unread>,
    /// How many may still be found, and how many folders looked into.
    left: usize,
    folders: usize,
    /// Each with its path below the first folder.
    found: Vec<(String, PathBuf)>,
}

impl Search<'_> {
    fn look(&mut self, folder: &Path, above: &str, depth: u8) {
        let ending = if self.root.os == Os::Windows { ".lnk" } else { ".desktop" };
        let names = match read::entries(self.root, folder) {
            Ok(names) => names,
            Err(ReadState::Absent) => return,
            Err(state) => return self.missing.push(unread(self.root, folder, state)),
        };
        for name in names {
            let path = folder.join(&name);
            let below = format!("{above}{name}");
            if name.to_lowercase().ends_with(ending) {
                if self.left == 0 {
                    return self.missing.push(unread(self.root, folder, ReadState::TooBig));
                }
                self.left -= 1;
                self.found.push((below, path));
            } else if depth > 1
                && !name.contains('.')
                && self.folders > 0
                && read::folder(self.root, &path).is_ok()
            {
                self.folders -= 1;
                self.look(&path, &format!("{below}-"), depth - 1);
            }
        }
    }
}

#[cfg(test)]
mod tests;
