//! The cookie store of a profile: `Network/Cookies` or `Cookies`.

use super::{Place, Profile};
use crate::environment::facts::{JarFacts, Unread};

/// Reads it.
pub(super) fn read(place: &Place, profile: &Profile, unread: &mut Vec<Unread>) -> Option<JarFacts> {
    let _ = (place, profile, unread);
    None
}
