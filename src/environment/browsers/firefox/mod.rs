//! Firefox: `profiles.ini`, and a folder for each profile.

mod controlled;
mod cookies;
mod doors;
mod extensions;
mod match_pattern;
mod permissions;
mod policy;
mod policy_network;
mod policy_places;
mod prefs;
mod prefs_js;
mod profiles;
mod proxy;
mod secure_dns;
mod settings;

use std::sync::Arc;

use super::{Opened, Place, Profile, ProfileJob};
use crate::environment::facts::{FirefoxFacts, OwnProxy, ProfileFacts, Settings, Unread};
use policy::FirefoxPolicy;
use prefs::Prefs;

/// Reads what the company has set, and lists the profiles of one folder.
pub(super) fn open(place: &Arc<Place>, unread: &mut Vec<Unread>) -> Opened {
    let policy = Arc::new(policy::read(place, unread));
    let facts = policy.facts();
    let jobs = profiles::list(place, unread)
        .into_iter()
        .map(|profile| {
            let (place, policy) = (Arc::clone(place), Arc::clone(&policy));
            ProfileJob::new(profile, "prefs.js", move |profile, facts, unread| {
                read_profile(&place, profile, &policy, facts, unread);
            })
        })
        .collect();
    Opened { policy: facts, jobs }
}

/// Lists the profiles of one folder, and no more.
pub(super) fn profiles(place: &Place) -> Vec<Profile> {
    profiles::list(place, &mut Vec::new())
}

fn read_profile(
    place: &Place,
    profile: &Profile,
    policy: &FirefoxPolicy,
    facts: &mut ProfileFacts,
    unread: &mut Vec<Unread>,
) {
    facts.extensions = extensions::read(place, profile, unread);
    match Prefs::read(place, profile, unread) {
        Ok(prefs) => {
            let cookies = permissions::read(place, profile, policy, unread);
            facts.proxy = prefs.proxy(policy, &facts.extensions);
            facts.secure_dns = prefs.secure_dns(policy);
            facts.settings = Settings::Firefox(Box::new(FirefoxFacts { cookies, ..prefs.facts(policy) }));
        }
        Err(state) => {
            facts.state = state;
            facts.proxy = policy.locked_proxy().unwrap_or(OwnProxy::Unread);
        }
    }
    facts.created = profiles::created(place, profile);
    facts.jar = cookies::read(place, profile, unread);
    doors::read(place, profile, facts, unread);
}
