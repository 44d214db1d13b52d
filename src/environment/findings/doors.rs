//! Findings about bookmarks, startup pages and visits.

use super::{Confidence, Draft, last_of_seller, usage};
use crate::environment::facts::{
    BrowserFacts, Door, DoorFacts, DoorSource, Evidence, Family, ProfileFacts, SELLER_HOSTS,
};

/// The ids of these findings.
pub(super) const IDS: &[&str] = &[
    "bookmark.wrong_market",
    "bookmark.stale_signin",
    "bookmark.two_jp_entrances",
    "bookmark.lookalike",
    "bookmark.buyer_site",
];

/// The host of the shop for buyers, as it is used.
const BUYER_HOST: &str = "www.amazon.co.jp";

/// What they say about one browser.
pub(super) fn findings(browser: &BrowserFacts) -> Vec<Draft> {
    let of_profile = |profile| {
        let mut found = wrong_market(profile);
        found.extend(stale_sign_in(profile));
        found.extend(two_entrances(browser.family, profile));
        found.extend(look_alikes(profile));
        found.extend(buyer_site(browser.family, profile));
        found
    };
    browser.profiles.iter().flat_map(of_profile).collect()
}

/// The doors that a person has put there: bookmarks and startup pages.
fn set_up(profile: &ProfileFacts) -> impl Iterator<Item = &DoorFacts> {
    profile.doors.iter().filter(|door| door.source != DoorSource::History)
}

fn is_of_japan(door: &DoorFacts) -> bool {
    matches!(door.door, Door::Japan | Door::JapanSecond)
}

/// Whether Seller Central in Japan was used in the profile, as far as that is known.
fn is_used_for_japan(profile: &ProfileFacts) -> bool {
    last_of_seller(profile).is_some() || profile.doors.iter().any(is_of_japan)
}

/// Finds a door by its host.
fn draft(id: &'static str, profile: &ProfileFacts, confidence: Confidence, door: &DoorFacts) -> Draft {
    Draft::new(id, &profile.subject, confidence, door.evidence.clone()).with_value(&door.host)
}

/// Whoever sells in Japan and elsewhere has doors to both.
fn wrong_market(profile: &ProfileFacts) -> Vec<Draft> {
    if set_up(profile).any(is_of_japan) {
        return Vec::new();
    }
    // Whoever gets there otherwise may have these bookmarks for the other countries.
    let confidence = if is_used_for_japan(profile) { Confidence::Medium } else { Confidence::High };
    let elsewhere = set_up(profile).filter(|door| matches!(door.door, Door::OtherMarketplace(_)));
    elsewhere.map(|door| draft("bookmark.wrong_market", profile, confidence, door)).collect()
}

fn stale_sign_in(profile: &ProfileFacts) -> Vec<Draft> {
    let of_door = |door: &DoorFacts| {
        // At other parts of Amazon it may be meant for something else than selling.
        let is_of_sellers = is_of_japan(door) || matches!(door.door, Door::OtherMarketplace(_));
        let confidence = if is_of_sellers { Confidence::High } else { Confidence::Medium };
        draft("bookmark.stale_signin", profile, confidence, door).with_value(&door.evidence.value)
    };
    let mut stale: Vec<Draft> = set_up(profile).filter(|door| door.stale).map(of_door).collect();
    stale.sort_by_key(|draft| draft.confidence);
    stale
}

/// Both entrances for Japan are used in one profile.
fn two_entrances(family: Family, profile: &ProfileFacts) -> Option<Draft> {
    let [first, second] = SELLER_HOSTS.map(|host| entrance(family, profile, host));
    let ((first, first_is_set_up), (second, second_is_set_up)) = (first?, second?);
    // A visit may have come about by a link that nobody chose.
    let confidence = if first_is_set_up && second_is_set_up { Confidence::High } else { Confidence::Medium };
    let mut draft = Draft::new("bookmark.two_jp_entrances", &profile.subject, confidence, first);
    draft.evidence.push(second);
    Some(draft)
}

/// Where it stands that an entrance is used, and whether it is a bookmark or startup page.
fn entrance(family: Family, profile: &ProfileFacts, host: &str) -> Option<(Evidence, bool)> {
    // Of the sources of doors, visits come last.
    let door = profile.doors.iter().filter(|door| door.host == host).min_by_key(|door| door.source);
    if let Some(door) = door {
        return Some((door.evidence.clone(), door.source != DoorSource::History));
    }
    let used = profile.amazon.iter().flatten().find(|used| used.host == host)?;
    Some((usage::evidence(family, profile, used), false))
}

/// The name alone is no proof of anything; names that merely hold Amazon's are a hint at most.
fn look_alikes(profile: &ProfileFacts) -> Vec<Draft> {
    let of_door = |door: &DoorFacts| {
        let confidence = match door.door {
            Door::LookAlike => Confidence::Medium,
            Door::NamesAmazon => Confidence::Low,
            _ => return None,
        };
        Some(draft("bookmark.lookalike", profile, confidence, door))
    };
    let mut found: Vec<Draft> = profile.doors.iter().filter_map(of_door).collect();
    found.sort_by_key(|draft| draft.confidence);
    found
}

/// Everybody has a bookmark of the shop. It tells something only where Seller Central was used but no bookmark leads
/// there, and the shop was used since.
fn buyer_site(family: Family, profile: &ProfileFacts) -> Option<Draft> {
    let is_of_sellers =
        |door: &DoorFacts| is_of_japan(door) || matches!(door.door, Door::OtherMarketplace(_));
    let buyer = set_up(profile).find(|door| door.door == Door::Buyer)?;
    let seller_used = last_of_seller(profile)?;
    let buyer_used = profile.amazon.iter().flatten().find(|used| used.host == BUYER_HOST)?;
    if set_up(profile).any(is_of_sellers) || buyer_used.last <= seller_used.last {
        return None;
    }
    let mut draft = draft("bookmark.buyer_site", profile, Confidence::Low, buyer);
    draft.evidence.push(usage::evidence(family, profile, seller_used));
    Some(draft)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::environment::facts::{HostUse, ReadState, SetBy, Settings};

    fn door(source: DoorSource, door: Door, host: &str) -> DoorFacts {
        let evidence = Evidence {
            place: "Bookmarks".into(),
            key: "roots".into(),
            value: format!("https://{host}/"),
            default: String::new(),
            set_by: SetBy::Person,
        };
        DoorFacts { source, door, host: host.to_owned(), stale: false, last_used: None, evidence }
    }

    fn profile(doors: Vec<DoorFacts>, used: &[(&str, u8)]) -> ProfileFacts {
        let at = |(host, day): &(&str, u8)| HostUse {
            host: (*host).to_owned(),
            last: format!("2026-11-{day:02}T00:00:00Z").parse().unwrap(),
        };
        ProfileFacts {
            dir: "Default".into(),
            name: "Default".into(),
            subject: "Chrome".into(),
            place: "~/Default/Preferences".into(),
            last_used: true,
            state: ReadState::Ok,
            settings: Settings::Unread,
            proxy: crate::environment::facts::OwnProxy::System,
            secure_dns: None,
            amazon: Some(used.iter().map(at).collect()),
            jar: None,
            extensions: Vec::new(),
            doors,
            crashed: None,
            created: None,
        }
    }

    type Short = (&'static str, Confidence, String);

    fn short(drafts: impl IntoIterator<Item = Draft>) -> Vec<Short> {
        drafts.into_iter().map(|draft| (draft.id, draft.confidence, draft.value)).collect()
    }

    use DoorSource::{Bookmark, History, StartupPage};

    fn market(source: DoorSource) -> DoorFacts {
        door(source, Door::OtherMarketplace("US".into()), "sellercentral.amazon.com")
    }

    fn japan(source: DoorSource) -> DoorFacts {
        door(source, Door::Japan, SELLER_HOSTS[0])
    }

    fn second(source: DoorSource) -> DoorFacts {
        door(source, Door::JapanSecond, SELLER_HOSTS[1])
    }

    #[test]
    fn bookmarks_of_other_countries_count_where_there_is_none_of_japan() {
        let found = |doors, used| short(wrong_market(&profile(doors, used)));
        let id = "bookmark.wrong_market";
        let host = "sellercentral.amazon.com".to_owned();
        assert_eq!(found(vec![market(Bookmark)], &[]), [(id, Confidence::High, host.clone())]);
        assert_eq!(
            found(vec![market(StartupPage)], &[(SELLER_HOSTS[0], 1)]),
            [(id, Confidence::Medium, host.clone())]
        );
        assert_eq!(found(vec![market(Bookmark), japan(History)], &[]), [(id, Confidence::Medium, host)]);
        assert_eq!(found(vec![market(History)], &[]), []);
        assert_eq!(found(vec![market(Bookmark), japan(StartupPage)], &[]), []);
        assert_eq!(found(vec![market(Bookmark), second(Bookmark)], &[]), []);
    }

    #[test]
    fn only_what_was_set_up_is_a_stale_sign_in() {
        let stale = |door: DoorFacts| DoorFacts { stale: true, ..door };
        let buyer = door(Bookmark, Door::Buyer, BUYER_HOST);
        let found = |doors| short(stale_sign_in(&profile(doors, &[])));
        let id = "bookmark.stale_signin";
        assert_eq!(
            found(vec![stale(buyer.clone()), stale(japan(Bookmark)), stale(japan(History))]),
            [
                (id, Confidence::High, format!("https://{}/", SELLER_HOSTS[0])),
                (id, Confidence::Medium, format!("https://{BUYER_HOST}/")),
            ]
        );
        assert_eq!(found(vec![buyer, stale(market(History))]), []);
    }

    #[test]
    fn both_entrances_for_japan_have_to_be_used() {
        let found = |doors, used: &[_]| {
            short(two_entrances(Family::Chromium, &profile(doors, used)))
                .into_iter()
                .map(|found| found.1)
                .next()
        };
        assert_eq!(found(vec![japan(Bookmark), second(StartupPage)], &[]), Some(Confidence::High));
        assert_eq!(
            found(vec![japan(Bookmark), second(History), second(Bookmark)], &[]),
            Some(Confidence::High)
        );
        assert_eq!(found(vec![japan(Bookmark), second(History)], &[]), Some(Confidence::Medium));
        assert_eq!(found(vec![second(Bookmark)], &[(SELLER_HOSTS[0], 1)]), Some(Confidence::Medium));
        assert_eq!(found(vec![japan(Bookmark), market(Bookmark)], &[(SELLER_HOSTS[0], 1)]), None);
    }

    #[test]
    fn a_name_made_to_mislead_is_told_from_one_that_merely_bears_it() {
        let names = door(Bookmark, Door::NamesAmazon, "amazon-blog.example");
        let looks = door(History, Door::LookAlike, "amaz0n.example");
        let id = "bookmark.lookalike";
        assert_eq!(
            short(look_alikes(&profile(vec![names, looks, japan(Bookmark)], &[]))),
            [
                (id, Confidence::Medium, "amaz0n.example".to_owned()),
                (id, Confidence::Low, "amazon-blog.example".to_owned()),
            ]
        );
    }

    #[test]
    fn a_bookmark_of_the_shop_is_everybodys() {
        let buyer = || door(Bookmark, Door::Buyer, BUYER_HOST);
        let found = |doors, used| buyer_site(Family::Chromium, &profile(doors, used)).is_some();
        let used = [(SELLER_HOSTS[0], 5), (BUYER_HOST, 9)];
        assert!(found(vec![buyer()], &used));
        assert!(!found(vec![buyer()], &[(BUYER_HOST, 9)]), "no seller");
        assert!(
            !found(vec![buyer()], &[(SELLER_HOSTS[0], 9), (BUYER_HOST, 5)]),
            "Seller Central was used since"
        );
        assert!(!found(vec![buyer(), japan(Bookmark)], &used));
        assert!(!found(vec![buyer(), market(Bookmark)], &used), "another finding");
        assert!(!found(vec![japan(History)], &used));
    }
}
