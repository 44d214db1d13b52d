//! What the program knows: the files of `assets/knowledge`, parsed once.
//!
//! Invariant: `build.rs` has checked these files with [`check()`], so ids resolve and probabilities are sound.

mod check;
mod lookup;
mod model;
mod parse;

pub use check::{
    IMPLIED_ANSWERS, PROTECT_OUTCOMES, Problem, REPAIR_OUTCOMES, answer_exists, check, coverable,
};
pub use model::*;
pub use parse::{Knowledge, KnowledgeError, SourceFile, parse};

include!(concat!(env!("OUT_DIR"), "/knowledge_files.rs"));

impl Knowledge {
    /// The knowledge that is built into the program.
    pub fn embedded() -> Result<Self, KnowledgeError> {
        parse(FILES.iter().copied())
    }
}

#[cfg(test)]
mod tests;
