//! The page with the list of cases: what it shows, what can be asked of it.
//!
//! All reading, searching and sorting is done by a [`Desk`] on a thread of its own. The state holds what it has reported
//! last.

mod acting;
mod desk;
mod moving;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::case::index::{
    Filter, Found, NoteFile, Order, Period, Preview, Query, Row, Sort, Stamp, StandingFilter, Terms,
};
use crate::ui::text::errors::Sentence;

use super::state::{Page, Progress, State};

pub(super) use acting::{apply, report};
pub(super) use desk::Desk;
pub(super) use moving::carry_out;

/// The list of cases.
#[derive(Debug, Default)]
pub struct Cases {
    /// The folder that is listed.
    pub folder: Option<PathBuf>,
    /// How far the list is.
    pub listing: Listing,
    /// What is looked for, as it is typed.
    pub typed: String,
    /// Which notes are shown.
    pub filter: Filter,
    /// In which order.
    pub order: Order,
    /// What the desk has found last.
    pub found: Arc<Found>,
    /// The terms of what was found.
    pub terms: Terms,
    /// Whether an answer is still awaited, and how far it is.
    pub asking: Asking,
    /// The note that is chosen.
    pub chosen: Option<PathBuf>,
    /// Its place among the rows, and its file.
    chosen_row: Option<usize>,
    chosen_file: Option<Arc<NoteFile>>,
    /// What the chosen note holds.
    pub preview: Look,
    /// Whether somebody is looking at the list.
    pub attention: Attention,
    /// The number of the last question. Answers to earlier ones are not taken up.
    serial: u64,
    /// What the last question looked for.
    asked: Terms,
    /// What the preview is of.
    previewed: Option<(PathBuf, Stamp, Terms)>,
}

/// How far a list is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Listing {
    /// Nobody has asked for it.
    #[default]
    Unread,
    /// The folder is being read.
    Reading(Progress),
    /// It is there.
    Listed,
    /// The folder cannot be read.
    Failed(Trouble),
}

/// Why there is no list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trouble {
    /// What to say.
    pub sentence: Sentence,
    /// What can be done about it.
    pub way_out: WayOut,
}

/// What can be done about a folder that cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WayOut {
    /// It can be made.
    Create,
    /// It can only be tried again.
    Retry,
}

/// Whether an answer is awaited.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Asking {
    /// None is.
    #[default]
    Idle,
    /// The notes are being searched.
    Searching,
    /// Before that, their texts are being read.
    Preparing(Progress),
}

/// What the chosen note holds.
#[derive(Clone, Debug, Default)]
pub enum Look {
    /// Nothing is chosen.
    #[default]
    None,
    /// It is being read.
    Reading,
    /// This.
    Read(Arc<Preview>),
    /// It cannot be read.
    Failed(Sentence),
}

/// Whether somebody is looking at the list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Attention {
    /// Another page is shown.
    #[default]
    Away,
    /// The page is shown, and another window has the keyboard.
    Beside,
    /// The page is shown in a window that has the keyboard. Only now the folder is looked at again and again.
    Here,
}

/// Whether what is typed is what the operator means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Typing {
    /// An input method is still composing it.
    Composing,
    /// It is.
    Done,
}

/// A step through the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// To the row before.
    Up,
    /// To the next row.
    Down,
    /// Ten rows back.
    PageUp,
    /// Ten rows on.
    PageDown,
    /// To the first row.
    First,
    /// To the last row.
    Last,
}

/// What the operator asks of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CasesCommand {
    /// Somebody looks at it, or not any more.
    Attend(Attention),
    /// Look for this, as far as it is typed.
    Search(String, Typing),
    /// Show only notes that stand so.
    Standing(StandingFilter),
    /// Show only notes of a shop.
    Shop(Option<String>),
    /// Show only notes that somebody looks after.
    Person(Option<String>),
    /// Show only notes of a confirmed cause.
    Cause(Option<String>),
    /// Show only notes of the last days.
    Period(Period),
    /// Show everything again.
    ClearAll,
    /// Sort by a column; the same one again turns it round.
    Sort(Sort),
    /// Choose a note.
    Choose(PathBuf),
    /// Choose another note.
    Step(Step),
    /// Begin another note with the same content.
    Duplicate(PathBuf),
    /// Put a note into the bin. The dialog has asked before.
    Trash(PathBuf),
    /// Show the folder of a note in the system's file manager.
    Reveal(PathBuf),
    /// Make the folder.
    CreateFolder,
    /// Read the folder again.
    Retry,
}

/// What is to be done for the list outside the state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CasesEffect {
    /// List a folder, with a cache in another one.
    List {
        /// The folder.
        folder: PathBuf,
        /// Where the list is remembered, if anywhere.
        cache: Option<PathBuf>,
    },
    /// Ask something of the list.
    Ask {
        /// The number of the question.
        serial: u64,
        /// The question.
        query: Query,
    },
    /// Read a note for a look at it.
    Preview {
        /// Where it is.
        path: PathBuf,
        /// What to mark in it.
        terms: Terms,
    },
    /// Somebody looks at the list, or not any more.
    Attend(Attention),
    /// Begin another note with the same content.
    Duplicate(PathBuf),
    /// Put a note and its pictures into the bin.
    Trash {
        /// The note.
        path: PathBuf,
        /// The operator's name.
        name: String,
    },
    /// Make a folder.
    CreateFolder(PathBuf),
}

/// What is reported of the list.
#[derive(Debug)]
pub enum CasesEvent {
    /// The folder is being read.
    Reading(Progress),
    /// The texts are being read for a search.
    Preparing(Progress),
    /// What was asked for.
    Found {
        /// The number of the question.
        serial: u64,
        /// The answer.
        found: Arc<Found>,
    },
    /// The folder cannot be read.
    Failed(Trouble),
    /// A note was read for a look at it, or not.
    Preview(PathBuf, Result<Arc<Preview>, Sentence>),
    /// A note was duplicated, or not.
    Duplicated(Result<PathBuf, Sentence>),
    /// A note was put into the bin, or not.
    Trashed(PathBuf, Result<(), Sentence>),
    /// A folder was made, or not.
    Created(Result<(), Sentence>),
}

impl Cases {
    /// The place of the chosen note among the rows.
    pub fn chosen_row(&self) -> Option<usize> {
        self.chosen_row
    }

    /// The chosen note, if it is among the rows.
    pub fn chosen(&self) -> Option<&Row> {
        self.found.rows.get(self.chosen_row?)
    }

    /// Looks up the place of the chosen note: not in every frame, for there may be thousands of rows, and by the file
    /// first, for to compare a path would read each of them.
    fn find_chosen(&mut self) {
        let rows = &self.found.rows;
        let by_file = |file: &Arc<NoteFile>| rows.iter().position(|row| Arc::ptr_eq(&row.file, file));
        let by_path = |path: &Path| rows.iter().position(|row| row.path().as_os_str() == path.as_os_str());
        let same = self.chosen_file.as_ref().filter(|file| self.chosen.as_deref() == Some(&*file.path));
        self.chosen_row = same.and_then(by_file).or_else(|| self.chosen.as_deref().and_then(by_path));
        self.chosen_file = self.chosen().map(|row| Arc::clone(&row.file));
    }

    /// Whether anything keeps notes from being shown.
    pub fn is_narrowed(&self) -> bool {
        !self.typed.trim().is_empty() || !self.filter.is_empty()
    }
}

/// How much the list is looked at, as the window stands.
pub fn attention(state: &State, has_keyboard: impl FnOnce() -> bool) -> Attention {
    match state.page {
        Page::Cases if has_keyboard() => Attention::Here,
        Page::Cases => Attention::Beside,
        _ => Attention::Away,
    }
}

/// Whether the list does not know yet how much it is looked at, or that the notes are in another folder by now.
pub fn needs_attention(state: &State, attention: Attention) -> bool {
    let cases = &state.cases;
    attention != cases.attention || (attention != Attention::Away && cases.folder != state.notes_folder())
}
