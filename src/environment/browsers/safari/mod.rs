//! Safari: its folders in the home folder, most of them in its container.

mod cookies;
mod doors;
mod extensions;
mod settings;

use std::sync::Arc;

use super::{Opened, Place, Profile, ProfileJob};
use crate::environment::facts::{PolicyFacts, ProfileFacts, Settings, Unread};

/// Lists the profiles. What a company sets for Safari is not a matter of single files.
pub(super) fn open(place: &Arc<Place>, _unread: &mut Vec<Unread>) -> Opened {
    let profile = Profile::new(place.folder.clone(), String::new(), "Safari".to_owned(), true);
    let profiles = super::with_subjects(&place.label, vec![profile]);
    let jobs = profiles
        .into_iter()
        .map(|profile| {
            let place = Arc::clone(place);
            ProfileJob::new(profile, "com.apple.Safari.plist", move |profile, facts, unread| {
                read_profile(&place, profile, facts, unread);
            })
        })
        .collect();
    Opened { policy: PolicyFacts::default(), jobs }
}

fn read_profile(place: &Place, profile: &Profile, facts: &mut ProfileFacts, unread: &mut Vec<Unread>) {
    match settings::read(place, profile, unread) {
        Ok(settings) => facts.settings = Settings::Safari(settings),
        Err(state) => facts.state = state,
    }
    facts.extensions = extensions::read(place, profile, unread);
    facts.jar = cookies::read(place, profile, unread);
    doors::read(place, profile, facts, unread);
}
