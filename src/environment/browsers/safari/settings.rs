//! Settings of Safari: `com.apple.Safari.plist`.

use super::{Place, Profile};
use crate::environment::facts::{SafariFacts, Unread};
use crate::environment::read::Read;

/// Reads them.
pub(super) fn read(place: &Place, profile: &Profile, unread: &mut Vec<Unread>) -> Read<SafariFacts> {
    let _ = (place, profile, unread);
    Ok(SafariFacts::default())
}
