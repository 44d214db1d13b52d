//! Safari's extensions.

use super::{Place, Profile};
use crate::environment::facts::{ExtensionFacts, Unread};

/// Reads it.
pub(super) fn read(place: &Place, profile: &Profile, unread: &mut Vec<Unread>) -> Vec<ExtensionFacts> {
    let _ = (place, profile, unread);
    Vec::new()
}
