//! How the open note is kept: its file and what others do to it, recovery copies, and the right to change it.
//!
//! What happens on the disk happens in [`work`], on threads of its own; the window never waits for it.

mod acting;
mod drafting;
mod reporting;
mod work;

use std::path::PathBuf;

use jiff::Timestamp;

use crate::case::{
    Access, Base, Both, Case, Difference, Found, Generation, Holder, Look, Merge, Seal, WhyReadOnly,
};
use crate::ui::text::errors::Sentence;

pub(super) use acting::{apply, dialog_closed};
pub(super) use drafting::{changed, sign};
pub use drafting::{due, may_change, sheltered};
pub(super) use reporting::{loaded, report, saved};
pub use work::Shelter;
pub(super) use work::{Keeper, load, load_broken_off, save};

/// How the open note is kept.
#[derive(Debug, Default)]
pub struct Keeping {
    /// What stood on the disk when the note was last loaded or saved there.
    pub base: Option<Base>,
    /// Whether the operator may change the note here.
    pub right: Right,
    /// What the operator is told about the file, above the panes.
    pub notices: Vec<Notice>,
    /// What was typed and not saved when the program last ended, to be decided on one by one.
    pub offers: Vec<Offer>,
    /// Copies that the open note has taken in; they go to the bin once it is saved.
    pub taken_in: Vec<PathBuf>,
    /// What is typed and in no recovery copy yet.
    pub typing: Unkept,
}

/// Whether the operator may change the note.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Right {
    /// Yes.
    #[default]
    Change,
    /// No: the file forbids it.
    Forbidden(WhyReadOnly),
    /// No: somebody else is at it, and the operator only wants to look.
    Viewing,
}

impl From<Access> for Right {
    fn from(access: Access) -> Self {
        match access {
            Access::Full => Self::Change,
            Access::ReadOnly(why) => Self::Forbidden(why),
        }
    }
}

/// Something about the file that the operator is told until it is settled.
#[derive(Clone, Debug, PartialEq)]
pub enum Notice {
    /// The note can only be looked at.
    ReadOnly(Right),
    /// Somebody else is editing it.
    Held(Holder),
    /// Somebody else's changes were put together with what is typed here.
    CameIn {
        /// Places that were taken over.
        taken: usize,
        /// Places that both have changed.
        both: Vec<Both>,
    },
    /// The file, or its folder, is not there any more.
    Gone,
    /// The file cannot be read any more.
    Unreadable(Sentence),
    /// Other copies of the same note stand beside it.
    Copies(Vec<CopyOf>),
    /// The file is not what was saved: changed by hand, or damaged. The newest earlier state, if there is one.
    ByHand(Option<Earlier>),
    /// What is typed cannot be kept for the case that the program ends.
    NotKept(Sentence),
}

impl Notice {
    /// Whether it is about the same thing.
    fn is_like(&self, other: &Self) -> bool {
        std::mem::discriminant(self) == std::mem::discriminant(other)
    }
}

impl Keeping {
    /// Puts a notice in the place of one about the same thing.
    pub(super) fn tell(&mut self, notice: Notice) {
        match self.notices.iter_mut().find(|other| other.is_like(&notice)) {
            Some(other) => *other = notice,
            None => self.notices.push(notice),
        }
    }

    /// Takes notices away.
    fn settle(&mut self, is_settled: impl Fn(&Notice) -> bool) {
        self.notices.retain(|notice| !is_settled(notice));
    }
}

/// An earlier state of a note.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Earlier {
    /// Its file.
    pub path: PathBuf,
    /// When the note was changed to this state.
    pub at: Timestamp,
}

impl From<&Generation> for Earlier {
    fn from(generation: &Generation) -> Self {
        Self { path: generation.path.clone(), at: generation.at() }
    }
}

/// Another copy of the open note, as sync clients make them.
#[derive(Clone, Debug, PartialEq)]
pub struct CopyOf {
    /// Its file.
    pub path: PathBuf,
    /// What it holds.
    pub case: Case,
}

/// What was typed and not saved when the program last ended.
#[derive(Clone, Debug)]
pub struct Offer {
    /// The copy.
    pub found: Found,
    /// Where it differs from what is saved: first what is saved, then what was typed.
    pub differences: Vec<Difference>,
    /// When the saved state was changed last; none if it was never saved.
    pub saved_at: Option<Timestamp>,
}

/// What is typed and in no recovery copy yet.
#[derive(Debug, Default)]
pub struct Unkept {
    /// Since when.
    pub since: Option<Timestamp>,
    /// Whether an input method is composing, and what stood there before it began.
    pub composing: Composing,
}

/// Whether an input method is composing: what it shows is in the text, and is not what the operator has written.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Composing {
    /// It is not.
    #[default]
    No,
    /// It has begun, and nothing has changed yet.
    Begun,
    /// It is: the note before.
    Since(Box<Case>),
}

/// What the operator asks for about the file, and what the window sees of itself.
#[derive(Clone, Debug, PartialEq)]
pub enum KeepCommand {
    /// An input method begins to compose, or ends.
    Compose(Composing),
    /// Keep what is typed in a recovery copy.
    Draft,
    /// The window has come to the front, or gone from it.
    Front(Front),
    /// Take back what was typed before the program ended.
    Restore,
    /// Forget it: what is saved is right.
    UseSaved,
    /// Decide later.
    DecideLater,
    /// Only look at the note that somebody else is editing.
    View,
    /// Change it all the same.
    EditAnyway,
    /// Do not tell this any more.
    Dismiss(Box<Notice>),
    /// Put the other copies of the note together with it.
    MergeCopies,
    /// Open an earlier state of a note in its place.
    OpenEarlier {
        /// Where the note is kept.
        note: PathBuf,
        /// The earlier state.
        earlier: Earlier,
    },
    /// The operator's name.
    SetName(String),
    /// The folder of the notes; none for the usual one.
    SetFolder(Option<PathBuf>),
    /// Ask for another folder.
    PickFolder,
    /// Show the folder in the system's file manager.
    ShowFolder,
    /// Show the folder of the log there.
    ShowLog,
}

/// Whether the window is at the front.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Front {
    /// It is.
    Yes,
    /// Another window is.
    No,
}

/// Something about the file that is to be done outside the state.
#[derive(Clone, Debug, PartialEq)]
pub enum KeepEffect {
    /// Begin a session of recovery copies here, and look what the last ones have left.
    Begin(PathBuf),
    /// Keep the note as it stands.
    Draft(Box<Case>, Option<Base>),
    /// The note is saved, or not wanted: the copy goes.
    Forget(Box<Case>),
    /// A copy of an earlier session is not wanted any more. It goes after the drafts that were asked for before.
    Discard(Box<Found>),
    /// Open the note that a copy belongs to, and put them together.
    Restore(Box<Found>),
    /// Say beside the note that we are editing it; `name` is the operator's.
    Lock {
        /// The note.
        path: PathBuf,
        /// The operator's name.
        name: String,
        /// Whether somebody else may be in the way.
        manner: Manner,
    },
    /// Watch this file from now on, or none.
    Watch(Option<Base>),
    /// The window has come to the front, or gone from it.
    Front(Front),
    /// Look for other copies of the note.
    FindCopies(PathBuf),
    /// Put files into the bin.
    Trash(Vec<PathBuf>),
    /// Load an earlier state.
    LoadEarlier {
        /// Where the note is kept.
        note: PathBuf,
        /// The earlier state.
        earlier: Earlier,
    },
    /// Show a folder in the system's file manager.
    ShowFolder(PathBuf),
}

/// How a note is marked as being edited.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Manner {
    /// Only if nobody else is at it.
    Ask,
    /// In any case.
    TakeOver,
}

/// A recovery copy on its way back into the window.
#[derive(Debug)]
pub struct Restored {
    /// The note as it was typed, put together with what is saved by now.
    pub case: Case,
    /// What is saved by now.
    pub base: Option<Base>,
    /// Whether the note may be changed where it is kept.
    pub access: Access,
    /// The copy.
    pub found: Found,
}

/// What a job about the file reports.
#[derive(Debug)]
pub enum KeepEvent {
    /// What the last sessions have left.
    Found(Vec<Offer>),
    /// The recovery copy could not be written.
    DraftFailed(Sentence),
    /// A recovery copy is back.
    Restored(Box<Restored>),
    /// Somebody else is editing the note, or has taken it over.
    Held(PathBuf, Holder),
    /// How the file of the note stands.
    Looked(PathBuf, Box<Look>),
    /// Other copies of the note.
    Copies(PathBuf, Vec<CopyOf>),
    /// A file could not be put into the bin.
    TrashFailed(PathBuf),
    /// An earlier state of the note was read, or not.
    Earlier(PathBuf, Result<Box<Case>, Sentence>),
}

/// A note that was written.
#[derive(Debug)]
pub struct Stored {
    /// The note as it was handed over.
    pub ours: Case,
    /// What stands on the disk now.
    pub base: Base,
    /// If somebody else had changed the file: what was written instead.
    pub merged: Option<Merge>,
}

/// Where a note is to be written.
#[derive(Clone, Debug, PartialEq)]
pub enum SaveTo {
    /// Where it was loaded or saved last.
    Own(Box<Base>),
    /// Here, whatever stands here.
    Replace(PathBuf),
    /// Here, if nothing stands here.
    New(PathBuf),
    /// Into this folder, which is made where it is missing, under this name or one like it that is free.
    Into {
        /// The folder.
        folder: PathBuf,
        /// The name to begin with.
        name: String,
    },
}

impl SaveTo {
    /// Where that is, as far as it is known before it is written.
    pub(super) fn path(&self) -> PathBuf {
        match self {
            Self::Own(base) => base.path().to_owned(),
            Self::Replace(path) | Self::New(path) => path.clone(),
            Self::Into { folder, name } => folder.join(name),
        }
    }
}

/// A note that was read to be opened.
#[derive(Debug)]
pub struct Readable {
    /// The note.
    pub case: Case,
    /// What stood on the disk.
    pub base: Base,
    /// Whether it may be changed.
    pub access: Access,
    /// Whether the file is what was saved.
    pub seal: Seal,
    /// If it is not: the newest earlier state.
    pub earlier: Option<Earlier>,
}

/// A note that could not be opened.
#[derive(Clone, Debug, PartialEq)]
pub struct Unreadable {
    /// Why, and what is safe.
    pub sentence: Sentence,
    /// Where a copy of the broken file is kept, if it is one.
    pub kept: Option<PathBuf>,
    /// The newest earlier state, if there is one.
    pub earlier: Option<Earlier>,
}
