//! The case note: its model, its versions and where it is kept.
//!
//! A note is a plain RON file that a person can read. Nothing here knows about windows, and nothing
//! in the model is meant to hold a password, a code or any other secret.

mod file_name;
mod instant;
mod model;
mod replace;
mod store;
mod version;

pub use file_name::suggest_file_name;
pub use model::{Answer, Case, CaseOutcome, Entry, EntryKind, Fact, FindingSnapshot, MainField, Solved};
pub use replace::Backup;
pub use store::{LoadError, MAX_BYTES, SaveError, Saved, backup_path, load, parse, save};
pub use version::CURRENT_VERSION;
