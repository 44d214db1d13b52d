//! Which servers are asked for names.

use crate::environment::facts::{DnsFacts, Unread};
use crate::environment::root::Root;

/// Reads it; none, with an entry in `unread`, where it cannot be read.
pub(in crate::environment) fn read(_root: &Root, _unread: &mut Vec<Unread>) -> Option<DnsFacts> {
    None
}
