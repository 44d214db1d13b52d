//! The space that is left where browsers keep their profiles.

use crate::environment::facts::{DiskFacts, Unread};
use crate::environment::root::Root;

/// Reads it, with an entry in `unread` for what cannot be read.
pub(in crate::environment) fn read(_root: &Root, _unread: &mut Vec<Unread>) -> Vec<DiskFacts> {
    Vec::new()
}
