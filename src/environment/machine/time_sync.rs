//! Whether the clock is set by a server of time.

use crate::environment::facts::{TimeSyncFacts, Unread};
use crate::environment::root::Root;

/// Reads it; none, with an entry in `unread`, where it cannot be read.
pub(in crate::environment) fn read(_root: &Root, _unread: &mut Vec<Unread>) -> Option<TimeSyncFacts> {
    None
}
