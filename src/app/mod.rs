//! The window's inside: state, commands, jobs. It does; `ui` draws.
//!
//! Data goes one way: a view reads [`State`] and pushes [`Command`]s; [`apply()`] changes the state and returns
//! [`Effect`]s; [`Jobs`] carries those out on named threads and reports back.

mod answering;
mod apply;
mod assess;
mod cases;
mod change;
mod checking;
mod checklists;
mod command;
mod documents;
mod export;
mod files;
mod guarding;
mod handed;
mod history;
mod holidays;
mod jobs;
mod keeping;
mod learning;
mod ledger;
mod looking;
mod noting;
pub mod opening;
mod plan;
mod policies;
mod settings;
mod state;
mod when;

pub use apply::{apply, report};
pub use assess::Assessment;
pub use cases::{
    Asking, Attention, Cases, CasesCommand, CasesEffect, CasesEvent, Listing, Look, Step, Trouble, Typing,
    WayOut, attention, needs_attention,
};
pub use checking::{
    CheckCommand, CheckEffect, CheckFault, CheckSource, Checked, Checking, CheckingPage, Looked,
};
pub use checklists::{ChecklistCommand, Checklists, list_in_front, suggested_list};
pub use command::{Command, Effect, Event, NoteField, Picked, Rest};
pub use documents::{
    DocumentTab, Documents, DocumentsCommand, DocumentsEffect, DocumentsEvent, OtherNote, Others, OthersJob,
    SheetStanding, place_of, ranked,
};
pub use export::{
    Export, ExportCommand, ExportEffect, ExportEvent, ExportOf, ExportStage, KnowledgeRef, Preview,
    RenderJob, RenderOf, Rendered, Typed, diagnosis,
};
pub use guarding::{Found, GuardCommand, GuardMemory, GuardQuestion, GuardStage};
pub use history::{History, Moved};
pub use holidays::{Holiday, holiday, is_business_day, next_business_day};
pub use jobs::Jobs;
pub use keeping::{
    Composing, CopyOf, Earlier, Front, KeepCommand, KeepEffect, KeepEvent, Keeping, Manner, Notice, Offer,
    Readable, Restored, Right, SaveTo, Shelter, Stored, Unkept, Unreadable, due, may_change, sheltered,
};
pub use learning::{Counting, Learning, LearningCommand, OwnCase};
pub use ledger::{
    BrokenLedger, FieldDraft, FieldSpec, Handout, Judged, LedgerCommand, LedgerEffect, LedgerEvent,
    LedgerNotice, LedgerStanding, LedgerState, LedgerTab, ListOf, Moving, PartKind, PartRef, Proposal,
    ReadLedger, ReadTable, Restoring, SavedLedger, Shape, Value, Words, admins, areas, backup_holders,
    fields, ledger_due, ledger_sheltered, needs_saving, part_of, proposals, right_in, with_right,
};
pub use noting::{
    Attaching, EditStage, Entries, EntryCommand, EntryEdit, MaskEdit, NoteCommand, NotePlace, Noting,
    Phrases, PictureCommand, PictureEdit, PictureEffect, PictureEvent, PictureSource, Pictures, PreviewState,
    Reader, Reading, Section, Seen, Texture, TimeDraft, TimeEdit, TimeField, is_own, phrases,
};
pub use plan::{PlanCommand, PlanField, plan_in_front};
pub use policies::{Policies, PolicyCommand, PolicyEffect, PolicyEvent, PolicyNotice};
pub use settings::{
    OwnCases, Settings, SettingsError, Theme, default_path as default_settings_path, load as load_settings,
};
pub use state::{
    Check, Dialog, Drafts, Ending, Environment, FindingFilter, Leave, Origin, Page, Pane, PathPurpose,
    PathRequest, Progress, Saving, Shown, Since, State, Toast,
};
