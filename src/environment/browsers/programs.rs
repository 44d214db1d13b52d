//! The browsers that can be started on a machine, and their profiles: what a person may choose from before a page is
//! opened. Nothing is started here.
//!
//! Sources: Microsoft, "Application Registration" (`App Paths`) and "Registering an Application to a Client Type"
//! (`StartMenuInternet`); freedesktop.org, "Desktop Entry Specification"; the wrappers that Flatpak exports and Snap
//! makes (`exports/bin`, `/snap/bin`).

mod linux;
mod windows;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::Timestamp;

use super::{BrowserDef, Place, Profile, chromium, firefox, folders, inventory, property_list};
use crate::environment::facts::Family;
use crate::environment::read;
use crate::environment::root::{Os, Root};

/// A browser that can be started.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Installed {
    /// Its id in the inventory.
    pub id: String,
    /// How it is packaged, e.g. `Snap`; none where it is installed as usual.
    pub packaging: Option<String>,
    /// Its name, with the packaging.
    pub label: String,
    /// What it is made of.
    pub family: Family,
    /// Its program; on macOS its bundle.
    pub program: PathBuf,
    /// The switch for a private window; none where it has none.
    pub private: Option<String>,
    /// Its profiles, the one used last first; empty where it was never used, or where none can be chosen.
    pub profiles: Vec<InstalledProfile>,
}

impl Installed {
    /// What tells it from every other browser of the machine, and means the same browser tomorrow.
    pub fn key(&self) -> String {
        match &self.packaging {
            Some(packaging) => format!("{}/{packaging}", self.id),
            None => self.id.clone(),
        }
    }
}

/// A profile that a browser can be started with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InstalledProfile {
    /// Its folder below the browser's; empty if it is the browser's folder itself.
    pub dir: String,
    /// Its folder.
    pub folder: PathBuf,
    /// The name the person knows it by.
    pub name: String,
}

/// The browsers that can be started, in the order of the inventory. Each is found where its own installer puts it, or
/// where the operating system is told that it is; a program that may be another browser's is left out.
pub fn installed(root: &Arc<Root>, now: Timestamp) -> Vec<Installed> {
    inventory().iter().flat_map(|def| of(root, def, now)).collect()
}

/// The name of a browser of the inventory, on whatever machine it may be. `key` is [`Installed::key`].
pub fn browser_label(key: &str) -> Option<String> {
    let (id, packaging) = key.split_once('/').map_or((key, None), |(id, packaging)| (id, Some(packaging)));
    let def = inventory().iter().find(|def| def.id == id)?;
    Some(label(def, packaging))
}

fn label(def: &BrowserDef, packaging: Option<&str>) -> String {
    match packaging {
        Some(packaging) => format!("{} ({packaging})", def.label),
        None => def.label.clone(),
    }
}

/// A program with its packaging.
struct Program {
    packaging: Option<&'static str>,
    path: PathBuf,
}

impl Program {
    fn plain(path: PathBuf) -> Self {
        Self { packaging: None, path }
    }
}

fn of(root: &Arc<Root>, def: &'static BrowserDef, now: Timestamp) -> Vec<Installed> {
    let programs = match root.os {
        Os::Windows => windows::programs(root, def),
        Os::Macos => bundle(root, def).into_iter().collect(),
        Os::Linux => linux::programs(root, def),
    };
    programs.into_iter().map(|program| describe(root, def, program, now)).collect()
}

fn describe(root: &Arc<Root>, def: &'static BrowserDef, program: Program, now: Timestamp) -> Installed {
    let packaging = program.packaging.map(str::to_owned);
    let label = label(def, program.packaging);
    let profiles = profiles(root, def, &label, now).into_iter();
    Installed {
        id: def.id.clone(),
        packaging,
        family: def.family,
        program: program.path,
        private: def.private.clone(),
        profiles: profiles
            .map(|Profile { dir, folder, name, .. }| InstalledProfile { dir, folder, name })
            .collect(),
        label,
    }
}

/// The profiles in the folders that this packaging of the browser uses.
fn profiles(root: &Arc<Root>, def: &'static BrowserDef, label: &str, now: Timestamp) -> Vec<Profile> {
    // Safari cannot be told which one to take, and looking at its folders would make macOS ask.
    if def.family == Family::Safari {
        return Vec::new();
    }
    let all = folders::of(root, def);
    // A folder that a variable or a policy names takes the place of the usual one.
    let moved = all.iter().find(|folder| folder.is_moved).map(|folder| folder.label.clone());
    let wanted = moved.filter(|_| label == def.label).unwrap_or_else(|| label.to_owned());
    let mut found: Vec<Profile> = Vec::new();
    for folder in all.into_iter().filter(|folder| folder.label == wanted && folder.state.is_ok()) {
        let place = Place { root: Arc::clone(root), def, label: folder.label, folder: folder.path, now };
        found.extend(match def.family {
            Family::Chromium => chromium::profiles(&place),
            Family::Firefox => firefox::profiles(&place),
            Family::Safari => Vec::new(),
        });
    }
    found.sort_by(|a, b| b.last_used.cmp(&a.last_used).then_with(|| a.dir.cmp(&b.dir)));
    found
}

/// The bundle, unless it says that it is another program's.
fn bundle(root: &Root, def: &BrowserDef) -> Option<Program> {
    let templates = def.programs_on(Os::Macos).iter();
    let mut bundles = templates.filter_map(|template| root.path(template));
    bundles.find(|bundle| read::folder(root, bundle).is_ok() && is_own(root, def, bundle)).map(Program::plain)
}

fn is_own(root: &Root, def: &BrowserDef, bundle: &Path) -> bool {
    let about = property_list::read(root, &bundle.join("Contents").join("Info.plist")).ok();
    let id = about.as_ref().and_then(|about| about.get("CFBundleIdentifier")?.as_str());
    id.is_none_or(|id| def.has_bundle_id(id))
}

#[cfg(test)]
mod tests;
