//! The hosts file.

use crate::environment::facts::{HostsFacts, Unread};
use crate::environment::root::Root;

/// Reads it; none, with an entry in `unread`, where it cannot be read.
pub(in crate::environment) fn read(_root: &Root, _unread: &mut Vec<Unread>) -> Option<HostsFacts> {
    None
}
