//! Browsers built on Chromium: one folder with `Local State`, and a folder for each profile.

mod bookmarks;
mod cookies;
mod doors;
mod engagement;
mod extensions;
mod installed;
mod patterns;
mod permissions;
mod policy;
mod policy_places;
mod preferences;
mod profiles;
mod settings;
mod url_filter;

use std::sync::Arc;

use super::{Opened, Place, Profile, ProfileJob};
use crate::environment::facts::{OwnProxy, ProfileFacts, Settings, Unread};
pub(super) use engagement::from_chromium_time as time_of;
use policy::Policy;
use preferences::Preferences;

/// Reads what the company has set, and lists the profiles of one folder.
pub(super) fn open(place: &Arc<Place>, unread: &mut Vec<Unread>) -> Opened {
    let policy = Arc::new(policy::read(place, unread));
    let jobs = profiles::list(place, unread)
        .into_iter()
        .map(|profile| {
            let (place, policy) = (Arc::clone(place), Arc::clone(&policy));
            ProfileJob::new(profile, "Preferences", move |profile, facts, unread| {
                read_profile(&place, profile, &policy, facts, unread);
            })
        })
        .collect();
    Opened { policy: policy.facts.clone(), jobs }
}

fn read_profile(
    place: &Place,
    profile: &Profile,
    policy: &Policy,
    facts: &mut ProfileFacts,
    unread: &mut Vec<Unread>,
) {
    let preferences = Preferences::read(place, profile, unread);
    policy::note_cloud(place, profile, unread);
    match &preferences {
        Ok(preferences) => {
            facts.created = profiles::created(preferences);
            facts.crashed = profiles::crashed(preferences);
            facts.amazon = Some(engagement::read(&preferences.plain));
            facts.settings = Settings::Chromium(Box::new(settings::read(preferences, policy, place.now)));
            facts.extensions = extensions::read(place, profile, preferences, unread);
        }
        Err(state) => {
            facts.state = *state;
            facts.proxy = OwnProxy::Unread;
        }
    }
    facts.jar = cookies::read(place, profile, unread);
    facts.doors = doors::read(place, profile, preferences.as_ref().ok(), unread);
}
