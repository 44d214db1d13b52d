//! What may be asked of the ledger, what is done for it outside the state, and what is reported back.

use std::path::PathBuf;

use crate::app::keeping::Right;
use crate::case::{Base, Found, Look, Merge, Seal};
use crate::ledger::whatif::{Change, Loss};
use crate::ledger::{Id, Ledger};
use crate::ui::text::errors::Sentence;

use super::{BrokenLedger, LedgerNotice, LedgerTab, PartKind, PartRef, Proposal, ReadTable, Value};

/// What the operator asks of the ledger.
#[derive(Clone, Debug, PartialEq)]
pub enum LedgerCommand {
    /// Read it, if that was not done for this folder of notes.
    Read,
    /// Show this.
    Show(LedgerTab),
    /// Show a part in its list.
    Choose(PartRef),
    /// Add a part, and show it.
    Add(PartKind),
    /// Add a role, method or helper to a login.
    AddTo(Id, PartKind),
    /// Take a part out.
    Remove(PartRef),
    /// Change a field.
    Set(PartRef, &'static str, Value),
    /// A text that is taken over when its field is left: a day, or an address, which is masked then.
    Type(PartRef, &'static str, String),
    /// The field was left.
    Leave,
    /// The company's name.
    SetCompany(String),
    /// Take back the last change.
    Undo,
    /// Do it again.
    Redo,
    /// Save.
    Save,
    /// Blank what looks like a secret, and save.
    BlankAndSave,
    /// Save, and close the window.
    SaveAndClose,
    /// Keep what is typed in a recovery copy.
    Draft,
    /// Do not tell this any more.
    Dismiss(LedgerNotice),
    /// Take back what was typed and not saved, or forget it.
    Restore(Restoring),
    /// Go on with the earlier state of a broken ledger.
    UseEarlier,
    /// What if this were gone.
    Lose(Option<Loss>),
    /// A change of the shortest set was made: write it down.
    Carry(Change),
    /// Take up what a closed case proposes.
    Accept(Proposal),
    /// Or put it aside.
    PutAside(Proposal),
    /// Bring a spreadsheet in: ask for the file.
    PickTable,
    /// Take over what the preview shows.
    Import,
    /// Do not.
    CancelImport,
    /// Hand something out: ask for the folder.
    PickFolder(Handout),
}

/// What becomes of what was typed and not saved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Restoring {
    /// It is put together with what is saved.
    Restore,
    /// It goes.
    Forget,
}

/// What is written for others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Handout {
    /// The ledger as spreadsheets.
    Csv,
    /// The same for programs that cannot read UTF-8.
    Cp932,
    /// Empty spreadsheets with their heads.
    Template,
    /// A year of checks for a calendar.
    Calendar,
}

/// What is to be done for the ledger outside the state.
#[derive(Clone, Debug, PartialEq)]
pub enum LedgerEffect {
    /// Read the ledger of a folder of notes.
    Read(PathBuf),
    /// Save it: where it stood, or here in the place of whatever stands here.
    Save {
        /// The ledger.
        ledger: Box<Ledger>,
        /// Where it stood.
        base: Option<Box<Base<Ledger>>>,
        /// Where it is to stand.
        path: PathBuf,
    },
    /// Look whether somebody else has changed it.
    Look(Box<Base<Ledger>>),
    /// Keep what is typed.
    Draft(Box<Ledger>, Option<Box<Base<Ledger>>>),
    /// The recovery copy is not wanted any more.
    Forget(Box<Ledger>),
    /// A copy of an earlier session is not wanted any more.
    Discard(Box<Found<Ledger>>),
    /// Read a spreadsheet, to be taken into this ledger.
    ReadTable(PathBuf, Box<Ledger>),
    /// Write files into a folder, each under a name that is free.
    Write(PathBuf, Vec<(String, Vec<u8>)>),
}

/// What is reported of the ledger.
#[derive(Debug)]
pub enum LedgerEvent {
    /// There is none at this place.
    Absent(PathBuf),
    /// It was read.
    Read(PathBuf, Box<ReadLedger>),
    /// It cannot be read.
    Broken(PathBuf, Box<BrokenLedger>),
    /// It was saved, or not.
    Saved(Result<Box<SavedLedger>, Sentence>),
    /// How its file stands.
    Looked(Box<Look<Ledger>>),
    /// What the last sessions have left.
    Found(Vec<Found<Ledger>>),
    /// A recovery copy could not be written.
    DraftFailed(Sentence),
    /// A spreadsheet was read, or not.
    Table(Result<ReadTable, Sentence>),
    /// Files were written, or not.
    Written(Result<Vec<PathBuf>, Sentence>),
}

/// A ledger that was read.
#[derive(Debug)]
pub struct ReadLedger {
    /// The ledger.
    pub ledger: Ledger,
    /// What stood on the disk.
    pub base: Base<Ledger>,
    /// Whether it may be changed.
    pub right: Right,
    /// Whether the file is what was saved.
    pub seal: Seal,
}

/// A ledger that was saved.
#[derive(Debug)]
pub struct SavedLedger {
    /// As it was handed over.
    pub ours: Ledger,
    /// What stands on the disk now.
    pub base: Base<Ledger>,
    /// What was written instead, if somebody else had changed the file.
    pub merged: Option<Merge<Ledger>>,
}
