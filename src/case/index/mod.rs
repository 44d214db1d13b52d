//! The notes of a folder: listed, searched, filtered, sorted.
//!
//! A list costs one reading of each note that changed since the last one ([`Cache`] remembers the others), a search one
//! more, once. Both run on all processors, and both are to be called from a worker thread.
//!
//! Of a folder, the files that end in `.ron` are looked at, in it and in the folders directly within it, but for those
//! that hold the pictures of a note, are hidden, or are a system's bin. Copies that a synchronising program made of a note
//! are not rows of their own, but are counted with the note.

mod cache;
mod excerpt;
mod file;
mod filter;
mod fold;
mod folder;
mod parallel;
mod preview;
mod rows;
mod skim;
mod summary;
mod terms;
mod texts;
mod whole;

pub use cache::Cache;
pub use excerpt::Excerpt;
pub use file::{Content, NoteFile};
pub use filter::{Choices, Counts, Direction, Filter, Order, Period, Sort, StandingFilter, Today};
pub use fold::same_name;
pub use folder::{FolderError, Stamp};
pub use preview::{Line, Preview, preview};
pub use rows::Row;
pub use skim::Part;
pub use summary::{Standing, Summary};
pub use terms::Terms;
pub use whole::{Change, Found, Index, Query};
