//! Bookmarks, startup pages and history of a profile.

use super::preferences::Preferences;
use super::{Place, Profile};
use crate::environment::facts::{DoorFacts, Unread};

/// Reads it.
pub(super) fn read(
    place: &Place,
    profile: &Profile,
    preferences: Option<&Preferences>,
    unread: &mut Vec<Unread>,
) -> Vec<DoorFacts> {
    let _ = (place, profile, preferences, unread);
    Vec::new()
}
