//! The case note: its model, its versions and where it is kept.
//!
//! A note is a plain RON file that a person can read. Nothing here knows about windows, and nothing
//! in the model is meant to hold a password, a code or any other secret.

pub mod export;
mod extra;
mod file_name;
mod identity;
mod instant;
mod merge;
mod model;
mod parts;
mod replace;
mod store;
mod version;

pub use extra::Extra;
pub use file_name::suggest_file_name;
pub use merge::{Both, Merge, merge};
pub use model::{Case, MainField};
pub use parts::{Answer, Attachment, CaseOutcome, Entry, EntryKind, Fact, FindingSnapshot, Point, Solved};
pub use replace::Backup;
pub use store::{LoadError, MAX_BYTES, SaveError, Saved, backup_path, load, parse, save};
pub use version::CURRENT_VERSION;
