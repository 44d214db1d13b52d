//! What is handed to the staff: which files, where to, and that nothing is overwritten unasked.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::case::write_whole;
use crate::documents::staff::{self, Bookmark, Door, Sheet, StaffFile};
use crate::knowledge::LinkGroup;
use crate::ui::text;

use super::super::change::save_settings;
use super::super::command::{Effect, Picked};
use super::super::files::start_folder;
use super::super::state::State;
use super::{LinkNow, OpeningDialog, OpeningEffect, OpeningEvent, Said, links_now};
use crate::case::export::Existing;

/// What is handed to the staff.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct StaffForm {
    /// The company.
    pub company: String,
    /// Whom to ask, in free words.
    pub contact: String,
    /// The id of the door.
    pub door: String,
    /// The files to write.
    pub files: BTreeSet<StaffFile>,
}

impl Default for StaffForm {
    fn default() -> Self {
        Self {
            company: String::new(),
            contact: String::new(),
            door: "door".to_owned(),
            files: [StaffFile::Url, StaffFile::Bookmarks, StaffFile::Sheet].into(),
        }
    }
}

/// Files to write, with their names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Files {
    /// Where to.
    pub folder: PathBuf,
    /// Names and contents.
    pub files: Vec<(String, Vec<u8>)>,
}

/// The doors that can be handed to the staff: both, or the one that the IT department has decided on.
pub fn doors(state: &State) -> impl Iterator<Item = LinkNow<'_>> {
    const DOORS: [LinkGroup; 2] = [LinkGroup::Door, LinkGroup::SecondDoor];
    let fixed = state.policies.policy.door.is_some();
    links_now(state, &DOORS).filter(move |link| !fixed || link.said == Said::ByIt)
}

/// The files of a form. None without a door, or where no QR code can be made of it.
pub fn files(state: &State, form: &StaffForm, folder: &Path, now: Timestamp) -> Option<Files> {
    let link = doors(state).find(|link| link.link.id == form.door).or_else(|| doors(state).next())?;
    let door = Door { label: &link.link.label, url: link.url? };
    let pages: Vec<Bookmark<'_>> = links_now(state, &[LinkGroup::Menu])
        .filter_map(|link| Some(Bookmark { label: &link.link.label, url: link.url? }))
        .collect();
    let today = now.to_zoned(state.zone.clone()).date();
    let sheet = Sheet { company: &form.company, contact: &form.contact, door, date: today };
    let content = |file: StaffFile| -> Option<String> {
        Some(match file {
            StaffFile::Url => staff::url_shortcut(door.url),
            StaffFile::Webloc => staff::webloc(door.url),
            StaffFile::Desktop => staff::desktop_entry(&door),
            StaffFile::Bookmarks => staff::bookmarks(form.company.trim(), &door, &pages),
            StaffFile::Sheet => staff::sheet(&sheet)?,
        })
    };
    let mut files = Vec::new();
    for file in &form.files {
        files.push((text::staff::file_name(*file, door.label), content(*file)?.into_bytes()));
    }
    Some(Files { folder: folder.to_owned(), files })
}

/// Writes the files, whole or not at all each. Where one of a name is there, nothing is written before the operator was
/// asked.
pub fn write(files: Files, existing: Existing) -> OpeningEvent {
    let is_there = |name: &String| files.folder.join(name).symlink_metadata().is_ok();
    let there: Vec<String> =
        files.files.iter().map(|(name, _)| name).filter(|name| is_there(name)).cloned().collect();
    if existing == Existing::Stays && !there.is_empty() {
        return OpeningEvent::Exists(files, there);
    }
    for (name, bytes) in &files.files {
        let path = files.folder.join(name);
        if let Err(error) = write_whole(&path, bytes) {
            return OpeningEvent::WriteFailed(text::staff::write_failed(&path, &error));
        }
    }
    OpeningEvent::Written(files)
}

/// Remembers the form, and asks for the folder.
pub(super) fn pick(state: &mut State, form: StaffForm) -> Vec<Effect> {
    if state.picking || form.files.is_empty() {
        return Vec::new();
    }
    state.picking = true;
    state.settings.opening.staff = form;
    let mut effects = save_settings(state);
    effects.push(Effect::Opening(OpeningEffect::PickFolder { folder: start_folder(state) }));
    effects
}

pub(super) fn picked(state: &mut State, picked: Picked, now: Timestamp) -> Vec<Effect> {
    state.picking = false;
    let form = state.settings.opening.staff.clone();
    match picked {
        Picked::Path(folder) => make(state, &form, &folder, now),
        Picked::Cancelled => Vec::new(),
        Picked::NoDialog => {
            let folder = start_folder(state).map(|folder| folder.display().to_string()).unwrap_or_default();
            state.dialog = Some(OpeningDialog::StaffFolder(form, folder).into());
            Vec::new()
        }
    }
}

/// Into a folder that was typed.
pub(super) fn write_to(state: &mut State, form: &StaffForm, folder: &str, now: Timestamp) -> Vec<Effect> {
    let folder = PathBuf::from(folder.trim().trim_matches('"'));
    if !folder.is_absolute() {
        state.dialog = Some(super::Dialog::Failed(text::staff::no_folder(&folder)));
        return Vec::new();
    }
    make(state, form, &folder, now)
}

fn make(state: &mut State, form: &StaffForm, folder: &Path, now: Timestamp) -> Vec<Effect> {
    state.dialog = None;
    match files(state, form, folder, now) {
        Some(files) => vec![Effect::Opening(OpeningEffect::Write(files, Existing::Stays))],
        None => {
            state.dialog = Some(super::Dialog::Failed(text::staff::not_made()));
            Vec::new()
        }
    }
}
