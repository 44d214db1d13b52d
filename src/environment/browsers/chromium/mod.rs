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
mod policy_proxy;
mod preferences;
mod profiles;
mod proxy;
mod secure_dns;
mod settings;
mod url_filter;

use std::sync::Arc;

use super::{Opened, Place, Profile, ProfileJob};
use crate::environment::facts::{OwnProxy, ProfileFacts, Settings, Unread};
pub(super) use engagement::from_chromium_time as time_of;
use policy::Policy;
use preferences::Preferences;
use profiles::LocalState;
pub(super) use proxy::understand as understand_proxy;

/// Reads what the company has set, and lists the profiles of one folder.
pub(super) fn open(place: &Arc<Place>, unread: &mut Vec<Unread>) -> Opened {
    let policy = Arc::new(policy::read(place, unread));
    let local_state = LocalState::read(place);
    let dns = secure_dns::read(&local_state, &policy);
    let jobs = profiles::list(place, &local_state, unread)
        .into_iter()
        .map(|profile| {
            let (place, policy, dns) = (Arc::clone(place), Arc::clone(&policy), dns.clone());
            ProfileJob::new(profile, "Preferences", move |profile, facts, unread| {
                facts.secure_dns = dns;
                read_profile(&place, profile, &policy, facts, unread);
            })
        })
        .collect();
    Opened { policy: policy.facts.clone(), jobs }
}

/// Lists the profiles of one folder, and no more.
pub(super) fn profiles(place: &Place) -> Vec<Profile> {
    profiles::list(place, &LocalState::read(place), &mut Vec::new())
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
            facts.proxy = proxy::read(preferences, policy, &facts.extensions);
        }
        Err(state) => {
            facts.state = *state;
            // The company decides before the person and their extensions.
            facts.proxy = policy.proxy.clone().unwrap_or(OwnProxy::Unread);
        }
    }
    facts.jar = cookies::read(place, profile, unread);
    facts.doors = doors::read(place, profile, preferences.as_ref().ok(), unread);
}
