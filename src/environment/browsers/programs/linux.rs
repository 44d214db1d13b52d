//! Browsers on Linux: commands, the wrappers of Snap and Flatpak, and what `.desktop` files start.

use std::fs::{self, Metadata};
use std::path::{Path, PathBuf};

use super::super::{BrowserDef, shortcuts};
use super::Program;
use crate::environment::read;
use crate::environment::root::Root;

/// Where commands are looked up where nothing is said.
const PATH: &str = "/usr/local/bin:/usr/bin:/bin";
/// Where menus are looked up where nothing is said.
const DATA: &str = "/usr/local/share:/usr/share";
/// Snap's wrappers; the second one where it may make no folder of its own in `/`.
const SNAPS: [&str; 2] = ["/snap/bin", "/var/lib/snapd/snap/bin"];
/// Flatpak's wrappers, the person's own first.
const FLATPAKS: [&str; 2] = ["{home}/.local/share/flatpak/exports/bin", "/var/lib/flatpak/exports/bin"];

/// One program for each packaging.
pub(super) fn programs(root: &Root, def: &BrowserDef) -> Vec<Program> {
    let plain = command(root, def).or_else(|| entry(root, def)).map(Program::plain);
    let packaged = |packaging, path| Program { packaging: Some(packaging), path };
    let snap = snap(root, def).map(|path| packaged("Snap", path));
    let flatpak = flatpak(root, def).map(|path| packaged("Flatpak", path));
    [plain, snap, flatpak].into_iter().flatten().collect()
}

fn command(root: &Root, def: &BrowserDef) -> Option<PathBuf> {
    let folders = root.folders_of("PATH", PATH).into_iter().filter(|folder| !is_of_wrappers(root, folder));
    let folders: Vec<PathBuf> = folders.collect();
    let names = def.commands().filter(|name| !name.contains(['.', '_']));
    let mut paths = names.flat_map(|name| folders.iter().map(move |folder| folder.join(name)));
    paths.find(|path| is_program(root, path) && !is_wrapper(root, path))
}

fn is_of_wrappers(root: &Root, folder: &Path) -> bool {
    let snap = SNAPS.iter().any(|snaps| folder == root.inside(snaps));
    snap || folder.ends_with("flatpak/exports/bin")
}

/// A link to a wrapper, as distributions make them in the place of their own package.
fn is_wrapper(root: &Root, path: &Path) -> bool {
    let real = path.canonicalize().ok();
    let folder = real.as_deref().and_then(Path::parent);
    let is_snap_itself = real.as_deref().is_some_and(|real| real.ends_with("usr/bin/snap"));
    is_snap_itself || folder.is_some_and(|folder| is_of_wrappers(root, folder))
}

/// A program that only a menu knows, such as one that was unpacked in a folder of the person's.
fn entry(root: &Root, def: &BrowserDef) -> Option<PathBuf> {
    let own = root.path("{home}/.local/share").into_iter();
    let folders: Vec<PathBuf> = own.chain(root.folders_of("XDG_DATA_DIRS", DATA)).collect();
    let paths = def.desktop_files().filter(|name| !name.contains(['.', '_'])).flat_map(|name| {
        let file = format!("{name}.desktop");
        folders.iter().map(move |folder| folder.join("applications").join(&file))
    });
    paths.filter_map(|path| read::text(root, &path).ok()).find_map(|text| {
        let (of, program) = shortcuts::program_of(&text)?;
        let program = root.inside(&program);
        (of.id == def.id && is_program(root, &program) && !is_wrapper(root, &program)).then_some(program)
    })
}

/// `firefox_firefox` is the program `firefox` of the Snap `firefox`, whose wrapper has the one name for both.
fn snap(root: &Root, def: &BrowserDef) -> Option<PathBuf> {
    let names = def.desktop_files().filter_map(|name| name.split_once('_'));
    let names: Vec<String> = names
        .map(|(snap, program)| if snap == program { snap.to_owned() } else { format!("{snap}.{program}") })
        .collect();
    let folders = SNAPS.iter().map(|folder| root.inside(folder));
    let mut paths = folders.flat_map(|folder| names.iter().map(move |name| folder.join(name)));
    // In a folder of links to `snap` itself, the name is what counts.
    paths.find(|path| is_program(root, path))
}

fn flatpak(root: &Root, def: &BrowserDef) -> Option<PathBuf> {
    let folders = FLATPAKS.iter().filter_map(|template| root.path(template));
    let folders: Vec<PathBuf> = folders.collect();
    let names = def.desktop_files().filter(|name| name.contains('.'));
    let mut paths = names.flat_map(|name| folders.iter().map(move |folder| folder.join(name)));
    paths.find(|path| is_program(root, path))
}

fn is_program(root: &Root, path: &Path) -> bool {
    fs::metadata(path).is_ok_and(|about| about.is_file() && is_executable(&about))
        && root.confine(path).is_ok()
}

#[cfg(unix)]
fn is_executable(about: &Metadata) -> bool {
    use std::os::unix::fs::PermissionsExt as _;
    about.permissions().mode() & 0o111 != 0
}

/// A copy of a Linux machine on Windows has no such mark.
#[cfg(not(unix))]
fn is_executable(_about: &Metadata) -> bool {
    true
}
