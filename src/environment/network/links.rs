//! The network interfaces and the default routes.

use crate::environment::facts::{LinkFacts, Unread};
use crate::environment::root::Root;

/// Reads it; none, with an entry in `unread`, where it cannot be read.
pub(in crate::environment) fn read(_root: &Root, _unread: &mut Vec<Unread>) -> Option<LinkFacts> {
    None
}
