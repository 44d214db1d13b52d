//! The version that is installed, told without starting the program.

use std::fs;
use std::path::{Path, PathBuf};

use super::super::{Place, property_list};
use super::Found;
use crate::environment::facts::Family;
use crate::environment::read;
use crate::environment::registry::Hive;
use crate::environment::root::Os;

/// The versions that are installed, from every place that knows one. `program` is the folder of the program that
/// was started last, if it is known.
pub(super) fn read(place: &Place, program: Option<PathBuf>) -> Vec<Found> {
    // Other packages of the same browser have versions of their own.
    match place.packaging() {
        Some("Snap") => return snap(place).into_iter().collect(),
        Some("Flatpak" | "Microsoft Store") => return Vec::new(),
        _ => {}
    }
    if let Some(found) = program.and_then(|folder| application_ini(place, &folder)) {
        return vec![found];
    }
    match place.root.os {
        Os::Windows => windows(place),
        Os::Macos => bundle(place).into_iter().collect(),
        Os::Linux => linux(place),
    }
}

/// The program that takes the old one's place at the next start (Windows).
pub(super) fn waiting(place: &Place) -> Option<PathBuf> {
    let name = place.def.waiting.as_ref().filter(|_| place.root.os == Os::Windows)?;
    programs(place)
        .into_iter()
        .map(|folder| folder.join(name))
        .find(|path| fs::symlink_metadata(path).is_ok_and(|about| about.is_file()))
}

fn programs(place: &Place) -> Vec<PathBuf> {
    let templates = place.def.programs_on(place.root.os);
    templates.iter().filter_map(|template| place.root.path(template)).collect()
}

fn windows(place: &Place) -> Vec<Found> {
    let mut found = Vec::new();
    for folder in programs(place) {
        match place.def.family {
            Family::Firefox => found.extend(application_ini(place, &folder)),
            _ => found.extend(version_folders(place, &folder)),
        }
    }
    for (key, name) in &place.def.version_keys {
        // Updaters of 32 bits write into a part of their own.
        let shadow = key.strip_prefix("Software\\").map(|rest| format!("Software\\WOW6432Node\\{rest}"));
        for key in [Some(key.clone()), shadow].into_iter().flatten() {
            for hive in [Hive::CurrentUser, Hive::LocalMachine] {
                if let Ok(version) = place.root.registry.text(hive, &key, name) {
                    found.extend(Found::new(format!("{}\\{key}", hive.short_name()), name, &version));
                }
            }
        }
    }
    found
}

/// Beside the program stands a folder for each version, named after it.
fn version_folders(place: &Place, folder: &Path) -> Vec<Found> {
    let names = read::entries(&place.root, folder).unwrap_or_default();
    let is_version =
        |name: &&String| name.split('.').count() == 4 && name.chars().all(|c| c.is_ascii_digit() || c == '.');
    let shown = |name: &String| place.root.shown(&folder.join(name));
    names.iter().filter(is_version).filter_map(|name| Found::new(shown(name), "version", name)).collect()
}

/// Firefox writes its version beside the program.
fn application_ini(place: &Place, folder: &Path) -> Option<Found> {
    let path = folder.join("application.ini");
    let ini = read::ini(&place.root, &path).ok()?;
    Found::new(place.root.shown(&path), "Version", ini.section(Some("App"))?.get("Version")?)
}

fn bundle(place: &Place) -> Option<Found> {
    programs(place).into_iter().find_map(|bundle| {
        let path = bundle.join("Contents").join("Info.plist");
        let about = property_list::read(&place.root, &path).ok()?;
        let version = about.get("CFBundleShortVersionString")?.as_str()?;
        Found::new(place.root.shown(&path), "CFBundleShortVersionString", version)
    })
}

fn linux(place: &Place) -> Vec<Found> {
    if place.def.family == Family::Firefox
        && let Some(found) = programs(place).iter().find_map(|folder| application_ini(place, folder))
    {
        return vec![found];
    }
    debian(place)
}

/// The packages that are installed: `dpkg`'s own list.
fn debian(place: &Place) -> Vec<Found> {
    let path = place.root.inside("/var/lib/dpkg/status");
    if place.def.packages.is_empty() {
        return Vec::new();
    }
    let Ok(status) = read::text(&place.root, &path) else { return Vec::new() };
    let field = |package: &str, name: &str| {
        package.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(": ").map(str::to_owned))
    };
    let of_package = |package: &str| {
        let name = field(package, "Package")?;
        let is_there = field(package, "Status")?.ends_with(" installed");
        if !is_there || !place.def.packages.contains(&name) {
            return None;
        }
        Found::new(place.root.shown(&path), &name, &field(package, "Version")?)
    };
    status.split("\n\n").filter_map(of_package).collect()
}

/// The snap in use: `current` is a link to it.
fn snap(place: &Place) -> Option<Found> {
    let below = place.folder.strip_prefix(place.root.home.join("snap")).ok()?;
    let name = below.components().next()?.as_os_str().to_str()?;
    let path = place.root.inside(&format!("/snap/{name}/current/meta/snap.yaml"));
    let about = read::text(&place.root, &path).ok()?;
    let version = about.lines().find_map(|line| line.strip_prefix("version:"))?;
    Found::new(place.root.shown(&path), "version", version.trim().trim_matches(['"', '\'']))
}
