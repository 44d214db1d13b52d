//! Extensions of a profile: `extensions.settings` and the manifests.

use super::preferences::Preferences;
use super::{Place, Profile};
use crate::environment::facts::{ExtensionFacts, Unread};

/// Reads it.
pub(super) fn read(
    place: &Place,
    profile: &Profile,
    preferences: &Preferences,
    unread: &mut Vec<Unread>,
) -> Vec<ExtensionFacts> {
    let _ = (place, profile, preferences, unread);
    Vec::new()
}
