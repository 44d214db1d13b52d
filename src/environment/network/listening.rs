//! At which TCP ports of this machine programs wait.

use crate::environment::facts::Unread;
use crate::environment::root::Root;

/// Reads it; none, with an entry in `unread`, where it cannot be read.
pub(in crate::environment) fn read(_root: &Root, _unread: &mut Vec<Unread>) -> Option<Vec<u16>> {
    None
}
