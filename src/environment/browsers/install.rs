//! Which version of a browser is installed, and whether it runs.

use super::Place;
use crate::environment::facts::{InstallFacts, Unread};

/// Reads it.
pub(super) fn read(place: &Place, unread: &mut Vec<Unread>) -> InstallFacts {
    let _ = (place, unread);
    InstallFacts::default()
}
