//! The page 体制: the access ledger in the window.
//!
//! One ledger a folder of notes. It is read when the window opens, since the checklist names the people in it; saved as
//! notes are; and judged anew after every change, which takes milliseconds, so that nothing shown is stale.

mod acting;
mod command;
mod editing;
mod fields;
mod history;
mod jobs;
mod keeping;
mod moving;
mod part;
mod people;
mod proposals;

use std::path::PathBuf;
use std::sync::Arc;

use jiff::Timestamp;
use jiff::civil::Date;

use crate::case::{Base, Found};
use crate::ledger::Ledger;
use crate::ledger::rules::{self, Subject};
use crate::ledger::whatif::{Fallen, Graph, Loss, Remedy};
use crate::ui::text::errors::Sentence;

use super::keeping::Right;
use super::noting::TimeDraft;
use super::state::Saving;

pub(super) use acting::{apply, is_for_recovery};
pub use command::{Handout, LedgerCommand, LedgerEffect, LedgerEvent, ReadLedger, Restoring, SavedLedger};
pub use fields::{FieldSpec, Shape, Value, Words, areas, fields, right_in, with_right};
use history::LedgerHistory;
pub(super) use jobs::{broken_off, carry_out, found_drafts};
pub(super) use keeping::{came_to_front, report};
pub use keeping::{ledger_due, ledger_sheltered, needs_saving};
pub use moving::{Moving, ReadTable};
pub(super) use moving::{read_table, write_to};
pub use part::{PartKind, PartRef};
pub use people::{admins, backup_holders};
pub use proposals::{Proposal, proposals};

/// The access ledger in the window.
#[derive(Debug)]
pub struct LedgerState {
    /// Whether there is one.
    pub standing: LedgerStanding,
    /// The ledger as it stands in the window; empty until one is read or begun.
    pub ledger: Ledger,
    /// What stood on the disk when it was last read or saved.
    pub base: Option<Base<Ledger>>,
    /// Where it is kept.
    pub path: Option<PathBuf>,
    /// Whether it may be changed.
    pub right: Right,
    /// Whether what is on the disk is what is on the screen.
    pub saving: Saving,
    /// What the operator is told about the file until it is settled.
    pub notices: Vec<LedgerNotice>,
    /// What was typed and not saved when the program last ended.
    pub offers: Vec<Found<Ledger>>,
    /// What follows from the ledger.
    pub judged: Arc<Judged>,
    /// What is shown.
    pub tab: LedgerTab,
    /// The part in the form.
    pub chosen: Option<PartRef>,
    /// What is typed into a field and not taken over yet.
    pub draft: Option<FieldDraft>,
    /// What is chosen in もしも.
    pub loss: Option<Loss>,
    /// Proposals of closed cases that were taken up or put aside.
    pub settled: Vec<Proposal>,
    /// What is being brought in or handed out.
    pub moving: Moving,
    /// Since when something is in no recovery copy.
    pub typing: Option<Timestamp>,
    /// The window closes once the ledger is saved.
    pub then_close: bool,
    history: LedgerHistory,
}

/// Whether there is a ledger.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum LedgerStanding {
    /// Nobody has looked.
    #[default]
    Unread,
    /// It is being read.
    Reading,
    /// There is none, or an empty one.
    Absent,
    /// It is there.
    Open,
    /// It is there and cannot be read.
    Broken(Box<BrokenLedger>),
}

/// A ledger that cannot be read.
#[derive(Clone, Debug, PartialEq)]
pub struct BrokenLedger {
    /// Why, and what is safe.
    pub sentence: Sentence,
    /// The newest earlier state, and when it was changed to that.
    pub earlier: Option<(Box<Ledger>, Timestamp)>,
}

/// What the operator is told about the file of the ledger.
#[derive(Clone, Debug, PartialEq)]
pub enum LedgerNotice {
    /// It can only be looked at.
    ReadOnly(Right),
    /// Somebody else's changes came in.
    CameIn {
        /// Places that were taken over.
        taken: usize,
        /// Places that both have changed.
        both: usize,
    },
    /// The file is gone, or cannot be read any more.
    Gone,
    /// It was changed by hand, or damaged.
    ByHand,
    /// It was not saved.
    Failed(Sentence),
    /// It was not saved, since this many texts look like a secret.
    Secrets(Vec<String>),
    /// What is typed cannot be kept for the case that the program ends.
    NotKept(Sentence),
}

/// What follows from the ledger.
#[derive(Debug, Default)]
pub struct Judged {
    /// By its rules.
    pub rules: rules::Assessment,
    /// What is fatal today, and what mends it.
    pub remedy: Option<Remedy>,
    /// What could be gone.
    pub losses: Vec<Loss>,
    /// What would be locked out by the loss that is chosen.
    pub fallen: Option<Fallen>,
}

impl Judged {
    fn of(ledger: &Ledger, loss: Option<&Loss>, today: Date) -> Self {
        let graph = Graph::of(ledger, today);
        let losses = graph.losses();
        let fallen = loss.filter(|loss| losses.contains(loss)).map(|loss| graph.without(loss));
        let remedy = Some(graph.shortest());
        Self { rules: rules::assess(ledger, today), remedy, losses, fallen }
    }
}

/// The parts of the page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum LedgerTab {
    /// How it stands, and what to do next.
    #[default]
    Overview,
    /// もしも
    WhatIf,
    /// A list of parts.
    List(ListOf),
}

/// The lists of the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ListOf {
    /// People.
    People,
    /// Devices.
    Devices,
    /// Shops.
    Shops,
    /// Logins, with their roles, methods and helpers.
    Logins,
    /// Partners.
    Partners,
    /// Emergency contacts.
    Contacts,
    /// The permission log.
    Changes,
    /// Reviews.
    Reviews,
    /// Those who leave.
    Departures,
}

impl ListOf {
    /// All lists, in the order in which a ledger is filled.
    pub const ALL: [Self; 9] = [
        Self::People,
        Self::Devices,
        Self::Shops,
        Self::Logins,
        Self::Partners,
        Self::Contacts,
        Self::Changes,
        Self::Reviews,
        Self::Departures,
    ];

    /// What is in it.
    pub fn kind(self) -> PartKind {
        match self {
            Self::People => PartKind::Person,
            Self::Devices => PartKind::Device,
            Self::Shops => PartKind::Shop,
            Self::Logins => PartKind::Login,
            Self::Partners => PartKind::Partner,
            Self::Contacts => PartKind::Contact,
            Self::Changes => PartKind::Change,
            Self::Reviews => PartKind::Review,
            Self::Departures => PartKind::Departure,
        }
    }

    /// The list that a part is found in.
    pub fn of(kind: PartKind) -> Self {
        match kind {
            PartKind::Person => Self::People,
            PartKind::Device => Self::Devices,
            PartKind::Shop => Self::Shops,
            PartKind::Login | PartKind::Role | PartKind::Method | PartKind::Recovery => Self::Logins,
            PartKind::Partner => Self::Partners,
            PartKind::Contact => Self::Contacts,
            PartKind::Change => Self::Changes,
            PartKind::Review => Self::Reviews,
            PartKind::Departure => Self::Departures,
        }
    }
}

/// The place of what a rule speaks of.
pub fn part_of(subject: &Subject) -> PartRef {
    let (kind, id) = match subject {
        Subject::Person(id) => (PartKind::Person, id),
        Subject::Device(id) => (PartKind::Device, id),
        Subject::Login(id) => (PartKind::Login, id),
        Subject::Shop(id) => (PartKind::Shop, id),
        Subject::Partner(id) => (PartKind::Partner, id),
        Subject::Change(id) => (PartKind::Change, id),
        Subject::Review(id) => (PartKind::Review, id),
        Subject::Departure(id) => (PartKind::Departure, id),
        Subject::Contact(id) => (PartKind::Contact, id),
    };
    PartRef::new(kind, id)
}

/// What is typed into a field and not taken over yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldDraft {
    /// The part.
    pub part: PartRef,
    /// The field.
    pub field: &'static str,
    /// What is typed.
    pub typed: TimeDraft,
}

impl LedgerState {
    /// No ledger yet.
    pub fn new(now: Timestamp) -> Self {
        Self {
            standing: LedgerStanding::Unread,
            ledger: Ledger::new(now, ""),
            base: None,
            path: None,
            right: Right::Change,
            saving: Saving::Blank,
            notices: Vec::new(),
            offers: Vec::new(),
            judged: Arc::default(),
            tab: LedgerTab::Overview,
            chosen: None,
            draft: None,
            loss: None,
            settled: Vec::new(),
            moving: Moving::default(),
            typing: None,
            then_close: false,
            history: LedgerHistory::default(),
        }
    }

    /// The ledger, if there is one that says something.
    pub fn open(&self) -> Option<&Ledger> {
        (self.standing == LedgerStanding::Open).then_some(&self.ledger)
    }

    /// Whether it may be changed. One that cannot be read, or is not read yet, is let be.
    pub fn may_change(&self) -> bool {
        let is_there = matches!(self.standing, LedgerStanding::Absent | LedgerStanding::Open);
        is_there && self.right == Right::Change
    }

    /// Whether something can be taken back.
    pub fn can_undo(&self) -> bool {
        self.history.can_undo()
    }

    /// Whether something can be done again.
    pub fn can_redo(&self) -> bool {
        self.history.can_redo()
    }

    fn tell(&mut self, notice: LedgerNotice) {
        let like = |other: &LedgerNotice| std::mem::discriminant(other) == std::mem::discriminant(&notice);
        self.notices.retain(|other| !like(other));
        self.notices.push(notice);
    }
}
