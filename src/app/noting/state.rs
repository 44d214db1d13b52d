//! What the window remembers about the note beside the note itself.

use std::collections::VecDeque;
use std::fmt;
use std::path::PathBuf;
use std::sync::Arc;

use egui::TextureHandle;
use jiff::Timestamp;

use crate::app::command::NoteField;
use crate::app::state::Shown;
use crate::case::{Attachment, Mask, Picture};

/// Previews kept in memory, each of at most 400 KB.
const MOST_PREVIEWS: usize = 48;
/// Changes of what is painted over that can be taken back.
const MOST_CHANGES: usize = 200;

/// What the window remembers about the note.
#[derive(Debug, Default)]
pub struct Noting {
    /// Sections of the narrow pane that are not as they are at first.
    pub turned: Vec<Section>,
    /// Which lines of the timeline are shown.
    pub entries: Entries,
    /// Whether the whole timeline is shown, or only its end.
    pub timeline: Shown,
    /// Which phrases are shown.
    pub phrases: Phrases,
    /// The pictures.
    pub pictures: Pictures,
    /// The field that somebody wants to go to, until it is there.
    pub wanted: Option<NotePlace>,
}

/// Where something of the note is written.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum NotePlace {
    /// A text field of the note.
    Field(NoteField),
    /// The address of the login.
    Email,
    /// When it began.
    Occurred,
    /// The text of a point of the inquiry, by its id.
    Point(String),
    /// The screen at which the login stops, in the checklist.
    Stage,
    /// The message on the screen, in the checklist.
    Message,
}

/// A section of the note that can be folded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Section {
    /// Who looks after it, the inquiry, the next look.
    Contact,
    /// The points of an inquiry.
    Points,
    /// Further facts.
    Facts,
    /// Pictures.
    Pictures,
    /// What happened.
    Timeline,
}

impl Noting {
    /// Whether a section shows what is in it.
    pub fn is_open(&self, section: Section) -> bool {
        let at_first = matches!(section, Section::Facts | Section::Pictures | Section::Timeline);
        at_first != self.turned.contains(&section)
    }

    /// Unfolds or folds a section.
    pub fn fold(&mut self, section: Section) {
        match self.turned.iter().position(|turned| *turned == section) {
            Some(index) => {
                self.turned.remove(index);
            }
            None => self.turned.push(section),
        }
    }
}

/// Which lines of the timeline are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Entries {
    /// All of them.
    #[default]
    All,
    /// Those that the operator wrote.
    Own,
}

/// Which phrases are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Phrases {
    /// The first few.
    #[default]
    Short,
    /// All of them; own ones can be forgotten.
    Full,
}

/// A date and time while it is typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TimeDraft {
    /// As typed.
    pub text: String,
    /// Whether it could be read.
    pub reading: Reading,
}

/// Whether a typed text could be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reading {
    /// It was, or there is nothing to read.
    Understood,
    /// It was not; what was there before still stands.
    NotUnderstood,
}

/// An own line of the timeline while it is changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EntryEdit {
    /// Its id.
    pub id: String,
    /// Its text.
    pub text: String,
    /// When it happened.
    pub at: Timestamp,
    /// The same, while it is typed.
    pub draft: Option<TimeDraft>,
}

/// A picture on the graphics card.
#[derive(Clone, PartialEq, Eq)]
pub struct Texture(pub TextureHandle);

impl fmt::Debug for Texture {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Texture({})", self.0.name())
    }
}

/// The pictures of the note.
#[derive(Debug, Default)]
pub struct Pictures {
    /// What is known of their previews, the latest last.
    previews: Vec<(String, PreviewState)>,
    /// The picture that is looked at before it is attached.
    pub edit: Option<PictureEdit>,
    /// One is being read.
    pub reading: Reader,
    /// Further files that were dropped together.
    pub waiting: VecDeque<PathBuf>,
}

/// Whether a picture is being read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Reader {
    /// None is.
    #[default]
    Idle,
    /// One is.
    Busy,
}

/// What is known of a preview.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PreviewState {
    /// It is being made.
    Asked,
    /// It is there.
    Ready(Texture),
    /// The file is missing or damaged.
    Missing,
}

impl Pictures {
    /// What is known of the preview of an attached picture.
    pub fn preview(&self, id: &str) -> Option<&PreviewState> {
        self.previews.iter().find(|(known, _)| known == id).map(|(_, state)| state)
    }

    /// Takes note of a preview; the oldest go when there are too many.
    pub(super) fn know(&mut self, id: &str, state: PreviewState) {
        self.forget(id);
        self.previews.push((id.to_owned(), state));
        if self.previews.len() > MOST_PREVIEWS {
            self.previews.remove(0);
        }
    }

    /// The preview is to be made anew.
    pub(super) fn forget(&mut self, id: &str) {
        self.previews.retain(|(known, _)| known != id);
    }

    /// Previews of files that were not found may be found by now.
    pub(super) fn look_again(&mut self) {
        self.previews.retain(|(_, state)| *state != PreviewState::Missing);
    }
}

/// A picture that is looked at, and painted over, before it is attached.
#[derive(Clone, Debug, PartialEq)]
pub struct PictureEdit {
    /// The picture as it was read.
    pub picture: Arc<Picture>,
    /// The same, small enough for the screen.
    pub shown: Texture,
    /// The attached picture that it is, if it is one already.
    pub attached: Option<Attachment>,
    /// What it shows.
    pub caption: String,
    /// What is painted over.
    pub masks: Vec<Mask>,
    /// The rectangle that is chosen.
    pub selected: Option<usize>,
    /// How far it is on its way.
    pub stage: EditStage,
    past: Vec<Vec<Mask>>,
    future: Vec<Vec<Mask>>,
}

/// How far a picture is on its way beside the note.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EditStage {
    /// It is being looked at.
    Open,
    /// It will be attached as soon as the note is saved: only then is there a place for it.
    WhenSaved,
    /// It is being written.
    Writing,
}

impl PictureEdit {
    pub(super) fn new(picture: Arc<Picture>, shown: Texture, attached: Option<Attachment>) -> Self {
        let caption = attached.as_ref().map(|attachment| attachment.caption.clone()).unwrap_or_default();
        Self {
            picture,
            shown,
            attached,
            caption,
            masks: Vec::new(),
            selected: None,
            stage: EditStage::Open,
            past: Vec::new(),
            future: Vec::new(),
        }
    }

    /// Whether there is a change to take back.
    pub fn can_undo(&self) -> bool {
        !self.past.is_empty()
    }

    /// Whether there is a change to make again.
    pub fn can_redo(&self) -> bool {
        !self.future.is_empty()
    }

    /// Changes what is painted over.
    pub(super) fn change(&mut self, masks: Vec<Mask>, selected: Option<usize>) {
        if masks != self.masks {
            self.past.push(std::mem::replace(&mut self.masks, masks));
            self.future.clear();
            if self.past.len() > MOST_CHANGES {
                self.past.remove(0);
            }
        }
        self.selected = selected;
    }

    pub(super) fn undo(&mut self) {
        if let Some(before) = self.past.pop() {
            self.future.push(std::mem::replace(&mut self.masks, before));
            self.selected = None;
        }
    }

    pub(super) fn redo(&mut self) {
        if let Some(after) = self.future.pop() {
            self.past.push(std::mem::replace(&mut self.masks, after));
            self.selected = None;
        }
    }
}
