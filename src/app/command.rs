//! What a view may ask for, and what `apply` may ask of the outside.

use std::path::PathBuf;

use crate::case::{Case, MainField};
use crate::environment::{Asking, Report};
use crate::knowledge::Spends;
use crate::platform::instance::HandedOver;
use crate::ui::text::errors::Sentence;

use super::cases::{CasesCommand, CasesEffect, CasesEvent};
use super::checking::{CheckCommand, CheckEffect, Checked};
use super::checklists::ChecklistCommand;
use super::documents::{DocumentsCommand, DocumentsEffect, DocumentsEvent};
use super::export::{ExportCommand, ExportEffect, ExportEvent};
use super::guarding::GuardCommand;
use super::keeping::{KeepCommand, KeepEffect, KeepEvent, Readable, SaveTo, Stored, Unreadable};
use super::learning::{LearningCommand, OwnCase};
use super::ledger::{LedgerCommand, LedgerEffect, LedgerEvent};
use super::noting::{NoteCommand, PictureEffect, PictureEvent};
use super::opening::{OpeningCommand, OpeningEffect, OpeningEvent};
use super::plan::PlanCommand;
use super::policies::{PolicyCommand, PolicyEffect, PolicyEvent};
use super::settings::{Settings, Theme};
use super::state::{Dialog, FindingFilter, Leave, Page, Pane, PathPurpose, Progress};

/// Something the operator asked for. Views push these; only `apply` acts on them.
#[derive(Clone, Debug, PartialEq)]
pub enum Command {
    /// Choose the screen at which the login stops.
    SetStage(String),
    /// The message as seen, as far as it is typed.
    SetMessage(String),
    /// Answer an observation, or tell how a repair or protection ended.
    Answer {
        /// The observation's or step's id.
        id: String,
        /// The outcome's id, `unknown` or `later`.
        outcome: String,
    },
    /// Answer all that is still open of a step in the same way.
    AnswerRest {
        /// The step's id.
        step: String,
        /// How.
        rest: Rest,
    },
    /// Take an answer back. `stage` and `message` count as answers.
    Clear(String),
    /// Show this step in the card.
    ChooseStep(Option<String>),
    /// Unfold or fold a cause.
    UnfoldCause(String),
    /// Unfold or fold a finding: id and subject.
    UnfoldFinding(String, String),
    /// Show only some findings.
    FilterFindings(FindingFilter),
    /// List what could not be read, or only count it.
    ToggleUnread,
    /// List all locked steps, or only the nearest dangers.
    ToggleLocks,
    /// One more password try or code request.
    Count(Spends),
    /// Count anew after a pause.
    ResetCount(Spends),
    /// Take the last answer back.
    Undo,
    /// Give the answer again that was taken back.
    Redo,
    /// Forget all answers. The dialog has asked before.
    Restart,
    /// The login works again. The dialog has asked for the cause.
    Solve,
    /// It does not, and work stops for now.
    GiveUp,
    /// The case goes on.
    Reopen,

    /// Read the machine; the operating system may ask for permissions, or not.
    Scan(Asking),
    /// Stop reading it.
    CancelScan,
    /// Check the connection over the network. Nothing else leads there.
    CheckConnection,
    /// Stop checking it.
    CancelCheck,
    /// Put what this machine shows into a note that was opened.
    TakeFindings,

    /// What to do about what looks like a secret.
    Guard(GuardCommand),

    /// A field of the note.
    SetField(NoteField, String),
    /// One more fact.
    AddFact,
    /// A fact's label and text.
    SetFact(usize, String, String),
    /// Remove a fact.
    RemoveFact(usize),
    /// The own line for the timeline, as far as it is typed.
    TypeEntry(String),
    /// Put the typed line into the timeline.
    AddEntry,
    /// Something else about the note.
    Note(NoteCommand),
    /// Something about the list of cases.
    Cases(CasesCommand),

    /// Something about the access ledger.
    Ledger(LedgerCommand),
    /// Judge a URL or message, and what follows from it.
    Check(CheckCommand),

    /// Open a page of the link table in the chosen browser.
    OpenLink(String),
    /// Hand the note or a list of notes on.
    Export(ExportCommand),
    /// Something about the page 文書.
    Documents(DocumentsCommand),
    /// Something about an improvement plan.
    Plan(PlanCommand),
    /// Something about the checklists.
    Checklists(ChecklistCommand),
    /// Learn from own cases.
    Learn(LearningCommand),
    /// About opening pages, and what is handed to the staff.
    Opening(OpeningCommand),
    /// About what the IT department has decided, and newer versions.
    Policy(PolicyCommand),
    /// Copy a text to the clipboard.
    Copy(String),

    /// Begin, open or close: asks first if something would be lost.
    Leave(Leave),
    /// Leave without saving.
    Discard(Leave),
    /// Save, and then leave.
    SaveThen(Leave),
    /// Save where the note is kept; asks where if it is nowhere yet.
    Save,
    /// Save somewhere else.
    SaveAs,
    /// Ask for a path by hand.
    AskPath(PathPurpose),
    /// Use a path typed by hand.
    UsePath(PathPurpose, String),
    /// Save there although another file is there.
    Overwrite(PathBuf),
    /// Something about the file of the note.
    Keep(KeepCommand),

    /// Show a page.
    Show(Page),
    /// Bring a pane to the front of a narrow window.
    ShowPane(Pane),
    /// Open a dialog, or change what is typed in it.
    Ask(Dialog),
    /// Close the dialog.
    CloseDialog,
    /// Light, dark, or as the system is.
    SetTheme(Theme),
    /// The window's size in points, as the operator left it.
    RememberWindow(f32, f32),
    /// Remove toasts whose time is over.
    Tick,
}

/// How the open questions of a step are answered all at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rest {
    /// Nothing of the kind: the outcome `no` or `none`.
    No,
    /// Not known.
    Unknown,
    /// To be asked again last.
    Later,
}

/// A text field of the note.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum NoteField {
    /// What the operator calls the case.
    Title,
    /// The shop.
    Shop,
    /// Who looks after the case.
    Person,
    /// Who is affected.
    Affected,
    /// That person's position.
    Role,
    /// What it means for the business.
    Impact,
    /// The id of the inquiry at Amazon.
    AmazonCase,
    /// Free notes.
    Memo,
}

impl NoteField {
    /// All fields, in the order of the form.
    pub const ALL: [Self; 8] = [
        Self::Title,
        Self::Shop,
        Self::Person,
        Self::Affected,
        Self::Role,
        Self::Impact,
        Self::AmazonCase,
        Self::Memo,
    ];

    /// The field's text.
    pub fn of(self, case: &Case) -> &String {
        match self {
            Self::Title => &case.title,
            Self::Shop => &case.shop,
            Self::Person => &case.person,
            Self::Affected => &case.affected,
            Self::Role => &case.role,
            Self::Impact => &case.impact,
            Self::AmazonCase => &case.amazon_case,
            Self::Memo => &case.memo,
        }
    }

    /// The field's text, to change.
    pub fn of_mut(self, case: &mut Case) -> &mut String {
        match self {
            Self::Title => &mut case.title,
            Self::Shop => &mut case.shop,
            Self::Person => &mut case.person,
            Self::Affected => &mut case.affected,
            Self::Role => &mut case.role,
            Self::Impact => &mut case.impact,
            Self::AmazonCase => &mut case.amazon_case,
            Self::Memo => &mut case.memo,
        }
    }

    /// The field as one of those that a helper needs first.
    pub fn main_field(self) -> Option<MainField> {
        match self {
            Self::Title => Some(MainField::Title),
            Self::Shop => Some(MainField::Shop),
            Self::Affected => Some(MainField::Affected),
            Self::Role => Some(MainField::Role),
            Self::Impact => Some(MainField::Impact),
            Self::Person | Self::AmazonCase | Self::Memo => None,
        }
    }
}

/// Something outside the state that `apply` asks for.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// Read the machine; the operating system may ask for permissions, or not.
    Scan(Asking),
    /// Stop reading it.
    CancelScan,
    /// Check the connection by the roads of this report.
    CheckConnection(Box<Report>),
    /// Stop checking it.
    CancelCheck,
    /// About opening pages, and what is handed to the staff.
    Opening(OpeningEffect),
    /// Open a page that is none of the link table.
    Policy(PolicyEffect),
    /// Judge a URL or message.
    Check(CheckEffect),
    /// Put a text on the clipboard.
    Copy(String),
    /// Ask for a file to open.
    PickOpen {
        /// The folder to begin in.
        folder: Option<PathBuf>,
    },
    /// Ask where to save.
    PickSave {
        /// The folder to begin in.
        folder: Option<PathBuf>,
        /// The name to suggest.
        name: String,
    },
    /// Ask for a folder.
    PickFolder {
        /// The folder to begin in.
        folder: Option<PathBuf>,
    },
    /// Ask for a picture to attach.
    PickPicture {
        /// The folder to begin in.
        folder: Option<PathBuf>,
    },
    /// Ask for a spreadsheet.
    PickTable {
        /// The folder to begin in.
        folder: Option<PathBuf>,
    },
    /// Ask for a folder to write what is handed out of the ledger.
    PickHandoutFolder {
        /// The folder to begin in.
        folder: Option<PathBuf>,
    },
    /// Something for the access ledger.
    Ledger(LedgerEffect),
    /// Something with pictures.
    Picture(PictureEffect),
    /// Something for the list of cases.
    Cases(CasesEffect),
    /// Load a note.
    Load(PathBuf),
    /// Save a note.
    Save {
        /// The note as it stands.
        case: Box<Case>,
        /// Where.
        to: SaveTo,
    },
    /// What handing on needs of the outside.
    Export(ExportEffect),
    /// What the page 文書 needs of the outside.
    Documents(DocumentsEffect),
    /// Count the closed cases of the notes' folder.
    CountOwnCases {
        /// The folder of the notes.
        folder: PathBuf,
        /// The folder in which the list of cases is remembered.
        cache: Option<PathBuf>,
    },
    /// Something about the file of the note.
    Keep(KeepEffect),
    /// Save the settings.
    SaveSettings(Box<Settings>, PathBuf),
    /// Bring the window to the front.
    Raise,
    /// Close the window.
    Close,
}

/// What a job reports back.
#[derive(Debug)]
pub enum Event {
    /// The scan goes on.
    ScanProgress(Progress),
    /// The scan is over; none if it was cancelled.
    Scanned(Option<Box<Report>>),
    /// The check of the connection goes on.
    CheckProgress(Progress),
    /// The check is over: what the machine shows by now; none if it was cancelled or broke off.
    ConnectionChecked(Option<Box<Report>>),
    /// A note was read, or not.
    Loaded(PathBuf, Result<Box<Readable>, Box<Unreadable>>),
    /// A note was written, or not.
    Saved(PathBuf, Result<Box<Stored>, Sentence>),
    /// Nothing was written: another file is there, and nobody was asked about it.
    Exists(PathBuf),
    /// Something with pictures is done, or not.
    Picture(PictureEvent),
    /// Something of the access ledger.
    Ledger(LedgerEvent),
    /// Something of the list of cases.
    Cases(CasesEvent),
    /// About opening pages, and what is handed to the staff.
    Opening(OpeningEvent),
    /// About a page that is none of the link table.
    Policy(PolicyEvent),
    /// A URL or message was judged.
    Checked(Box<Checked>),
    /// A file dialog closed.
    Picked(PathPurpose, Picked),
    /// What became of handing on.
    Export(ExportEvent),
    /// What a job reports to the page 文書.
    Documents(DocumentsEvent),
    /// The closed cases of the notes' folder; none if it cannot be read.
    OwnCasesCounted(Option<Vec<OwnCase>>),
    /// The settings could not be written.
    SettingsFailed(Sentence),
    /// Something else failed.
    Failed(Sentence),
    /// Something about the file of the note.
    Keep(KeepEvent),
    /// A later start of the program has something for this one.
    HandedOver(HandedOver),
}

/// What came of a file dialog.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Picked {
    /// A path was chosen.
    Path(PathBuf),
    /// The operator cancelled.
    Cancelled,
    /// No dialog can open on this machine.
    NoDialog,
}
