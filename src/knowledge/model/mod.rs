//! The types of the files in `assets/knowledge`, exactly as they are written there.
//!
//! `build.rs` includes this file too, so that a bad edit fails the build. Nothing here may depend
//! on another module of the crate.

mod cause;
mod ledger;
mod reference;
mod seen;
mod step;

use serde::{Deserialize, Serialize};

pub use cause::*;
pub use ledger::*;
pub use reference::*;
pub use seen::*;
pub use step::*;

/// An id such as `C01`, `T08`, `H03` or `other_user`. Unique within its kind, never reused.
pub type Id = String;

/// How certain a fact is. Shown to helpers; operators see it only on request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Grade {
    /// Seen on a page of Amazon's own (archived copy).
    A,
    /// Verbatim copy of an Amazon text, or several independent technical sources that agree.
    B,
    /// One third-party page.
    C,
    /// General professional knowledge that no source confirms.
    D,
    /// An expert's guess.
    G,
}
