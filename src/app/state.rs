//! Everything the window shows. Views read it, only `apply` changes it.

use std::path::PathBuf;
use std::sync::Arc;

use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::case::{Case, Places};
use crate::environment::{Asking, Finding, Report};
use crate::knowledge::Likelihood;
use crate::triage::Model;
use crate::ui::text::errors::Sentence;

use super::assess::Assessment;
use super::cases::Cases;
use super::checking::Checking;
use super::checklists::Checklists;
use super::documents::Documents;
use super::export::Export;
use super::guarding::{GuardMemory, GuardQuestion};
use super::handed::Handed;
use super::history::History;
use super::keeping::{Keeping, Unreadable};
use super::learning::Learning;
use super::ledger::LedgerState;
use super::noting::{EntryEdit, Noting, TimeDraft};
use super::opening::{Opening, OpeningDialog};
use super::policies::Policies;
use super::settings::Settings;

/// The state of the whole window.
#[derive(Debug)]
pub struct State {
    /// The knowledge as the engine uses it.
    pub model: Arc<Model>,
    /// The open note.
    pub case: Case,
    /// Where the open note is kept, once it is.
    pub path: Option<PathBuf>,
    /// Whether the note tells of this machine by itself.
    pub origin: Origin,
    /// Whether the note on disk is the note on screen.
    pub saving: Saving,
    /// How the note is kept: its file, recovery copies, the right to change it.
    pub keeping: Keeping,
    /// Where the program keeps things, if the operator has a folder of their own.
    pub places: Option<Places>,
    /// What the engine says of the note, always current.
    pub assessment: Assessment,
    /// What was done, and can be taken back.
    pub history: History,
    /// The step in the card, if the operator chose another than the first of the list.
    pub chosen_step: Option<String>,
    /// The cause whose details are unfolded.
    pub unfolded_cause: Option<String>,
    /// Whether all locked steps are listed, or only the nearest dangers.
    pub all_locks: Shown,
    /// The finding whose evidence and fix are unfolded: id and subject.
    pub unfolded_finding: Option<(String, String)>,
    /// What the machine showed, and whether it is being read.
    pub environment: Environment,
    /// What own closed cases say.
    pub learning: Learning,
    /// What is being handed on, while its dialog is open or its file is written.
    pub export: Option<Export>,
    /// What the page 文書 remembers.
    pub documents: Documents,
    /// What the checklists remember beside the note.
    pub checklists: Checklists,
    /// With what pages are opened, and whether they did.
    pub opening: Opening,
    /// What the IT department has decided.
    pub policies: Policies,
    /// The page that the rail shows.
    pub page: Page,
    /// The pane in front when the window is narrow.
    pub pane: Pane,
    /// The dialog in front, if any.
    pub dialog: Option<Dialog>,
    /// The dialog in which URLs and messages are judged.
    pub checking: Checking,
    /// Short messages at the bottom of the window.
    pub toasts: Vec<Toast>,
    /// What is typed but not taken over yet.
    pub drafts: Drafts,
    /// What the secrets guard remembers.
    pub guard: GuardMemory,
    /// What is remembered about the note beside the note itself.
    pub noting: Noting,
    /// The list of cases.
    pub cases: Cases,
    /// The access ledger.
    pub ledger: LedgerState,
    /// What is remembered between starts.
    pub settings: Settings,
    /// Where the settings are kept, if anywhere.
    pub settings_path: Option<PathBuf>,
    /// The zone in which times are shown.
    pub zone: TimeZone,
    /// When something last happened: a view has no clock, and times of this day need no date.
    pub now: Timestamp,
    /// A file dialog of the system is open.
    pub picking: bool,
    /// What is to happen once the note is saved.
    pub after_save: Option<Leave>,
    /// Notes that later starts of the program have handed over, until nothing is in their way.
    pub handed: Handed,
    /// The window is to close at the end of this frame.
    pub closing: bool,
}

/// Whether a list is shown in part or whole.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Shown {
    /// The most important part.
    #[default]
    Part,
    /// Everything.
    All,
}

/// Where the open note comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// Begun in this window: what this machine shows belongs to it.
    BegunHere,
    /// Opened from a file: it may tell of another machine, whose findings must not be lost.
    Opened,
}

/// How far the note on disk is the note on screen.
#[derive(Clone, Debug, PartialEq)]
pub enum Saving {
    /// Nothing worth saving yet.
    Blank,
    /// There are changes that are not on disk.
    Changed,
    /// A save is under way; the flag tells of changes since it began.
    Busy(Since),
    /// All is on disk since then.
    Saved(Timestamp),
    /// The last save failed.
    Failed(Sentence),
}

/// Changes since a save began.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Since {
    /// None.
    Unchanged,
    /// Some.
    Changed,
}

/// The machine as last read.
#[derive(Debug, Default)]
pub struct Environment {
    /// What the last scan found.
    pub report: Option<Report>,
    /// How far the running scan is.
    pub running: Option<Progress>,
    /// Whether the last scan was cancelled.
    pub cancelled: bool,
    /// Whether the operating system may ask for permissions while the machine is read.
    pub asking: Asking,
    /// The check of the connection. Its outcome is in the report.
    pub check: Check,
    /// Which findings are shown.
    pub filter: FindingFilter,
    /// Whether what could not be read is listed, or only counted.
    pub unread: Shown,
}

/// How it stands with the check of the connection.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Check {
    /// None is under way.
    #[default]
    Idle,
    /// One is under way.
    Running(Progress),
    /// The operator stopped it, and it has not ended yet.
    Stopping,
    /// The operator stopped the last one.
    Stopped,
    /// The last one broke off.
    Failed,
}

impl Check {
    /// Whether a job is at work.
    pub fn is_under_way(&self) -> bool {
        matches!(self, Self::Running(_) | Self::Stopping)
    }
}

/// Which findings are shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum FindingFilter {
    /// All of them.
    #[default]
    All,
    /// Those whose likelihood is high or medium.
    Likely,
    /// Those about a browser, by its label, or about the machine.
    About(String),
}

impl FindingFilter {
    /// Whether it lets a finding through.
    pub fn shows(&self, finding: &Finding) -> bool {
        match self {
            Self::All => true,
            Self::Likely => matches!(finding.likelihood, Likelihood::High | Likelihood::Medium),
            Self::About(owner) => finding.owner() == owner,
        }
    }
}

/// How far a job is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// Steps done.
    pub done: usize,
    /// Steps in all; 0 while not known.
    pub of: usize,
    /// What is being done.
    pub what: String,
}

/// The pages of the rail.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Page {
    /// The three panes.
    #[default]
    Triage,
    /// 記録, over the whole window
    Note,
    /// ケース一覧
    Cases,
    /// 文書
    Documents,
    /// 体制
    Ledger,
    /// 設定
    Settings,
    /// 使い方
    Help,
}

/// The panes of the first page, as tabs in a narrow window.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Pane {
    /// 診断
    #[default]
    Checklist,
    /// 環境
    Environment,
    /// 記録
    Note,
}

/// A question that must be answered, or a form.
#[derive(Clone, Debug, PartialEq)]
pub enum Dialog {
    /// 最初からやり直す
    Restart,
    /// The note has changes that are not saved, and would be left.
    Unsaved(Leave),
    /// 直った: which cause it was.
    Solved(Ending),
    /// 直らない: how to go on.
    Unsolved(Ending),
    /// A path typed by hand, where no file dialog can open or the operator wants it.
    Path(PathRequest),
    /// The note holds what looks like a secret.
    Guard(GuardQuestion),
    /// Another file is where the note is to be saved.
    Overwrite(PathBuf),
    /// A note of the list is to go into the bin: where it is, and what it is called.
    Trash(PathBuf, String),
    /// The note could not be saved.
    SaveFailed(Sentence),
    /// URLを確認: what is typed and found is in [`State::checking`].
    Checking,
    /// Something else failed.
    Failed(Sentence),
    /// 書き出し: what is in [`State::export`].
    Export,
    /// Which own cases count.
    OwnCases,
    /// A spreadsheet before it is taken into the ledger: what is in [`State::ledger`].
    LedgerTable,
    /// A note could not be read: what is kept of it.
    Damaged {
        /// The file.
        note: PathBuf,
        /// Why, and what there is instead.
        unreadable: Box<Unreadable>,
    },
    /// What was typed and not saved when the program last ended.
    Recovered,
    /// The other copies of the note, to be put together with it.
    Copies,
    /// About opening pages, and what is handed to the staff.
    Opening(Box<OpeningDialog>),
    /// A page could not be opened: its URL, to copy.
    OpenFailed {
        /// What the page is.
        label: String,
        /// Its URL.
        url: String,
    },
}

/// How a case ends, while it is being written down.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ending {
    /// The cause's id.
    pub cause: Option<String>,
    /// What the operator adds.
    pub note: String,
}

/// What leaves the open note.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Leave {
    /// The window closes.
    Close,
    /// An empty note is begun.
    New,
    /// Another note is opened, chosen in a dialog.
    Open,
    /// This note is opened.
    OpenPath(PathBuf),
}

/// A path typed by hand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PathRequest {
    /// What the path is for.
    pub purpose: PathPurpose,
    /// What is typed so far.
    pub text: String,
}

/// What a typed path is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PathPurpose {
    /// Open a note.
    Open,
    /// Save the note there.
    Save,
    /// The folder of the notes.
    Folder,
    /// Attach a picture.
    Picture,
    /// Bring a spreadsheet into the ledger.
    Table,
    /// Write what is handed out of the ledger.
    Handout,
}

/// What is typed but not taken over yet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Drafts {
    /// The date and time of the trouble, while it is being typed.
    pub occurred: Option<TimeDraft>,
    /// The next look, while it is being typed.
    pub next_check: Option<TimeDraft>,
    /// The address of the login, while it is being typed: it goes when the field is left, and is in no file.
    pub email: Option<String>,
    /// An own line of the timeline, while it is being changed.
    pub edited: Option<EntryEdit>,
    /// An own line for the timeline.
    pub entry: String,
}

/// A short message that goes away by itself.
#[derive(Clone, Debug, PartialEq)]
pub struct Toast {
    /// What it says.
    pub text: String,
    /// When it goes away.
    pub until: Timestamp,
}

impl State {
    /// A window with an empty note.
    pub fn new(model: Arc<Model>, settings: Settings, now: Timestamp, zone: TimeZone) -> Self {
        let mut case = Case::new(now, &suffix(now));
        case.log(now, crate::case::EntryKind::Started, crate::ui::text::timeline::STARTED);
        let assessment = Assessment::of(&model, &case, None);
        Self {
            model,
            case,
            path: None,
            origin: Origin::BegunHere,
            saving: Saving::Blank,
            keeping: Keeping::default(),
            places: None,
            assessment,
            history: History::default(),
            chosen_step: None,
            unfolded_cause: None,
            all_locks: Shown::Part,
            unfolded_finding: None,
            environment: Environment::default(),
            learning: Learning::default(),
            export: None,
            documents: Documents::default(),
            checklists: Checklists::default(),
            opening: Opening::new(&settings.opening),
            policies: Policies::default(),
            page: Page::Triage,
            pane: Pane::Checklist,
            dialog: None,
            checking: Checking::default(),
            toasts: Vec::new(),
            drafts: Drafts::default(),
            guard: GuardMemory::default(),
            noting: Noting::default(),
            cases: Cases::default(),
            ledger: LedgerState::new(now),
            settings,
            settings_path: None,
            zone,
            now,
            picking: false,
            after_save: None,
            handed: Handed::default(),
            closing: false,
        }
    }

    /// Whether leaving the note would lose something.
    pub fn has_unsaved_changes(&self) -> bool {
        match &self.saving {
            Saving::Blank | Saving::Saved(_) => false,
            Saving::Changed | Saving::Busy(_) | Saving::Failed(_) => true,
        }
    }

    /// The folder of the notes: the one that the IT department has decided on, else the operator's choice, else the
    /// usual one.
    pub fn notes_folder(&self) -> Option<PathBuf> {
        let usual = || self.places.as_ref().map(|places| places.notes.clone());
        let fixed = self.policies.policy.notes_folder.clone();
        fixed.or_else(|| self.settings.notes_folder.clone()).or_else(usual)
    }

    /// The step in the card: the operator's choice while it can be done, else the best one.
    pub fn current_step(&self) -> Option<&str> {
        let chosen = self.chosen_step.as_deref().filter(|id| !self.assessment.is_locked(id));
        chosen.or_else(|| self.assessment.next.first().map(|next| next.step.as_str()))
    }
}

/// Letters that keep two notes of one second apart.
pub(super) fn suffix(now: Timestamp) -> String {
    format!("{:03x}", now.subsec_nanosecond().unsigned_abs() / 250_000 % 4096)
}
