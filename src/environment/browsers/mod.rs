//! Browsers on a machine: which there are, their profiles and the settings that matter for signing in.
//!
//! [`open`] finds a browser's folders, reads what holds for all of its profiles, and lists these; each profile is
//! read by a [`ProfileJob`] of its own, so that a slow one holds up no other.

mod chromium;
mod doors;
mod extension_kinds;
mod firefox;
mod folders;
mod install;
mod inventory;
mod jar;
mod match_patterns;
pub(super) mod programs;
mod property_list;
mod safari;
pub(super) mod shortcuts;
mod sqlite;
pub(super) mod tables;
pub(super) mod versions;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::Timestamp;

pub use doors::{NeededHosts, needed_hosts};
pub(super) use doors::{is_amazons, marks, role_of};
pub(super) use inventory::{BrowserDef, inventory};

use super::facts::{
    BrowserFacts, Family, InstallFacts, OwnProxy, PolicyFacts, ProfileFacts, Settings, Topic, Unread,
};
use super::mask;
use super::read::{self, Read, ReadState};
use super::root::{Asking, Root};

/// One folder of settings of one browser.
pub(super) struct Place {
    root: Arc<Root>,
    def: &'static BrowserDef,
    /// The browser's name with its packaging, e.g. `Mozilla Firefox (Snap)`.
    label: String,
    /// The browser's folder.
    folder: PathBuf,
    now: Timestamp,
}

impl Place {
    /// How the browser is packaged, e.g. `Snap`; none where it is installed as usual.
    fn packaging(&self) -> Option<&str> {
        self.label.strip_prefix(&self.def.label)?.strip_prefix(" (")?.strip_suffix(')')
    }

    fn unread(&self, subject: &str, topic: Topic, path: &Path, state: ReadState) -> Unread {
        Unread { subject: subject.to_owned(), topic, path: self.root.shown(path), state }
    }
}

/// A property list of macOS as JSON, for readers of the whole machine.
pub(super) fn property_list(root: &Root, path: &Path) -> Read<serde_json::Value> {
    property_list::read(root, path)
}

/// A browser whose profiles are still to be read.
pub(super) struct Browser {
    /// What is known of it, without profiles.
    pub(super) facts: BrowserFacts,
    /// A job for each profile.
    pub(super) jobs: Vec<ProfileJob>,
}

/// What the reader of a family says of a folder.
struct Opened {
    policy: PolicyFacts,
    jobs: Vec<ProfileJob>,
}

/// Finds one browser of the inventory: every folder of settings it has on this machine.
pub(super) fn open(
    root: &Arc<Root>,
    def: &'static BrowserDef,
    now: Timestamp,
    unread: &mut Vec<Unread>,
) -> Vec<Browser> {
    if def.family == Family::Safari && root.asking == Asking::NotYet {
        unread.extend(not_asked(root, def));
        return Vec::new();
    }
    let mut found = Vec::new();
    for folder in folders::of(root, def) {
        let folders::Folder { label, path, state, .. } = folder;
        let place = Arc::new(Place { root: Arc::clone(root), def, label, folder: path, now });
        if let Err(state) = state {
            unread.push(place.unread(&place.label, Topic::BrowserFolder, &place.folder, state));
            continue;
        }
        let before = unread.len();
        let browser = open_place(&place, unread);
        // Other programs leave folders for browsers that were never there.
        if !browser.jobs.is_empty() || unread.len() > before {
            found.push(browser);
        }
    }
    found
}

/// A browser that is there, but at whose folders the operating system would ask the person.
fn not_asked(root: &Root, def: &BrowserDef) -> Option<Unread> {
    let (_, template) = def.roots_on(root.os).next()?;
    let folder = root.path(template)?;
    // Even looking whether the folder is there may ask.
    let is_there = root.is_live() || read::folder(root, &folder) != Err(ReadState::Absent);
    let (subject, topic, state) = (def.label.clone(), Topic::BrowserFolder, ReadState::NotAsked);
    is_there.then(|| Unread { subject, topic, path: root.shown(&folder), state })
}

fn open_place(place: &Arc<Place>, unread: &mut Vec<Unread>) -> Browser {
    let Opened { policy, mut jobs } = match place.def.family {
        Family::Chromium => chromium::open(place, unread),
        Family::Firefox => firefox::open(place, unread),
        Family::Safari => safari::open(place, unread),
    };
    jobs.sort_by(|a, b| {
        b.profile.last_used.cmp(&a.profile.last_used).then_with(|| a.profile.dir.cmp(&b.profile.dir))
    });
    for job in &mut jobs {
        job.place = place.root.shown(&job.profile.folder.join(job.file));
    }
    let install = if jobs.is_empty() { InstallFacts::default() } else { install::read(place, &jobs, unread) };
    let facts = BrowserFacts {
        id: place.def.id.clone(),
        label: place.label.clone(),
        family: place.def.family,
        root: place.root.shown(&place.folder),
        policy,
        install,
        shortcuts: Vec::new(),
        profiles: Vec::new(),
    };
    Browser { facts, jobs }
}

/// A profile before it is read.
#[derive(Clone)]
struct Profile {
    /// The folder it is in, which may be anywhere.
    folder: PathBuf,
    /// Below the browser's folder; empty if it is the folder itself.
    dir: String,
    name: String,
    last_used: bool,
    /// When it was last used, where the browser says.
    active: Option<Timestamp>,
    /// Browser and profile in one, unique on the machine.
    subject: String,
}

impl Profile {
    fn new(folder: PathBuf, dir: String, name: String, last_used: bool) -> Self {
        Self { folder, dir, name, last_used, active: None, subject: String::new() }
    }
}

/// Gives each profile its subject: browser and profile name, with the folder's name where that is not unique.
fn with_subjects(label: &str, mut profiles: Vec<Profile>) -> Vec<Profile> {
    let names: Vec<String> = profiles.iter().map(|profile| profile.name.clone()).collect();
    for profile in &mut profiles {
        let twice = names.iter().filter(|name| **name == profile.name).count() > 1;
        profile.subject = if twice {
            format!("{label} / {} ({})", profile.name, mask::shown(&profile.dir))
        } else {
            format!("{label} / {}", profile.name)
        };
    }
    profiles
}

type ReadProfile = dyn FnOnce(&Profile, &mut ProfileFacts, &mut Vec<Unread>) + Send;

/// Reads one profile.
pub(super) struct ProfileJob {
    profile: Profile,
    /// The name of the file with its settings.
    file: &'static str,
    /// That file, as it is shown.
    place: String,
    read: Box<ReadProfile>,
}

impl ProfileJob {
    fn new(
        profile: Profile,
        file: &'static str,
        read: impl FnOnce(&Profile, &mut ProfileFacts, &mut Vec<Unread>) + Send + 'static,
    ) -> Self {
        Self { profile, file, place: String::new(), read: Box::new(read) }
    }

    /// The facts of a profile of which nothing could be read, and why.
    pub(super) fn unread(&self, state: ReadState) -> (ProfileFacts, Unread) {
        let unread = Unread {
            subject: self.profile.subject.clone(),
            topic: Topic::ProfileSettings,
            path: self.place.clone(),
            state,
        };
        (ProfileFacts { state, ..self.empty() }, unread)
    }

    /// Reads the profile, on whatever thread this is.
    pub(super) fn run(self, unread: &mut Vec<Unread>) -> ProfileFacts {
        let mut facts = self.empty();
        (self.read)(&self.profile, &mut facts, unread);
        facts
    }

    fn empty(&self) -> ProfileFacts {
        let Profile { dir, name, last_used, subject, .. } = self.profile.clone();
        ProfileFacts {
            dir,
            name,
            subject,
            place: self.place.clone(),
            last_used,
            state: ReadState::Ok,
            settings: Settings::Unread,
            proxy: OwnProxy::System,
            secure_dns: None,
            amazon: None,
            jar: None,
            extensions: Vec::new(),
            doors: Vec::new(),
            crashed: None,
            created: None,
        }
    }
}

/// A browser of the inventory on a copy of a machine.
#[cfg(test)]
fn place_in(dir: &Path, os: super::root::Os, id: &str) -> Place {
    let root = Arc::new(Root::copied(dir, os).expect("a folder"));
    let def = inventory().iter().find(|def| def.id == id).expect("a browser of the inventory");
    let folder = def.roots_on(os).next().and_then(|(_, template)| root.path(template)).unwrap_or_default();
    Place { root, def, label: def.label.clone(), folder, now: Timestamp::UNIX_EPOCH }
}
