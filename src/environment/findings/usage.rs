//! Findings about where Seller Central was used before.

use jiff::{SignedDuration, Timestamp};

use super::{Confidence, Draft};
use crate::environment::browsers::inventory;
use crate::environment::facts::{
    BrowserFacts, Evidence, Family, HostUse, Machine, ProfileFacts, SELLER_HOSTS, SetBy,
};

/// The ids of these findings.
pub(super) const IDS: &[&str] = &["browser.other_browser", "browser.other_profile"];

/// Within this time two browsers or profiles count as used side by side.
const SIDE_BY_SIDE: SignedDuration = SignedDuration::from_hours(7 * 24);

/// When Seller Central was last used in a profile.
pub(in crate::environment) fn last_of_seller(profile: &ProfileFacts) -> Option<&HostUse> {
    let uses = profile.amazon.iter().flatten();
    uses.filter(|used| SELLER_HOSTS.contains(&used.host.as_str())).max_by_key(|used| used.last)
}

/// When any host of Amazon was last used in a profile.
pub(in crate::environment) fn last_of_amazon(profile: &ProfileFacts) -> Option<&HostUse> {
    profile.amazon.iter().flatten().max_by_key(|used| used.last)
}

/// The last use of Seller Central in any profile of these browsers.
struct Latest<'a> {
    family: Family,
    profile: &'a ProfileFacts,
    used: &'a HostUse,
}

impl Latest<'_> {
    fn evidence(&self) -> Evidence {
        evidence(self.family, self.profile, self.used)
    }
}

fn latest<'a>(browsers: impl Iterator<Item = &'a BrowserFacts>) -> Option<Latest<'a>> {
    browsers
        .flat_map(|browser| browser.profiles.iter().map(|profile| (browser.family, profile)))
        .filter_map(|(family, profile)| Some(Latest { family, profile, used: last_of_seller(profile)? }))
        .max_by_key(|latest| latest.used.last)
}

/// Whether a use is so much older than `last` that the person has moved on.
fn left_behind(used: Option<&HostUse>, last: Timestamp) -> bool {
    used.is_none_or(|used| last.duration_since(used.last) > SIDE_BY_SIDE)
}

/// Seller Central was used in another browser than the one that opens links.
pub(super) fn other_browser(machine: &Machine) -> Option<Draft> {
    let default = machine.default_browser.as_ref()?;
    let is_default = |browser: &&BrowserFacts| Some(&browser.id) == default.browser.as_ref();
    let of_default = || machine.browsers.iter().filter(is_default);
    let latest_elsewhere = latest(machine.browsers.iter().filter(|browser| !is_default(browser)))?;
    let last_there = latest(of_default()).map(|latest| latest.used);
    if !left_behind(last_there, latest_elsewhere.used.last) {
        return None;
    }
    // Some profiles keep no such record, and an old use may mean anything.
    let is_known = default.browser.is_some()
        && of_default().flat_map(|browser| &browser.profiles).all(|profile| profile.amazon.is_some());
    let confidence = if is_known && last_there.is_none() { Confidence::Medium } else { Confidence::Low };
    let label = inventory()
        .iter()
        .find(|def| Some(&def.id) == default.browser.as_ref())
        .map(|def| def.label.as_str());
    let subject = &latest_elsewhere.profile.subject;
    let mut draft = Draft::new("browser.other_browser", subject, confidence, latest_elsewhere.evidence())
        .with_value(label.unwrap_or(&default.evidence.value));
    draft.evidence.push(default.evidence.clone());
    Some(draft)
}

/// Seller Central was used in another profile than the one that was used last.
pub(super) fn other_profile(browser: &BrowserFacts) -> Option<Draft> {
    let latest = latest(std::iter::once(browser))?;
    let current = browser.profiles.iter().find(|profile| profile.last_used)?;
    let is_known = current.amazon.is_some();
    if current.dir == latest.profile.dir
        || !is_known
        || !left_behind(last_of_seller(current), latest.used.last)
    {
        return None;
    }
    let subject = &latest.profile.subject;
    let draft = Draft::new("browser.other_profile", subject, Confidence::Medium, latest.evidence());
    Some(draft.with_value(&current.name))
}

/// A use, with the place where a family of browsers writes it down.
pub(super) fn evidence(family: Family, profile: &ProfileFacts, used: &HostUse) -> Evidence {
    let (place, record) = match family {
        Family::Chromium => (profile.place.clone(), "site_engagement"),
        Family::Firefox => (beside(&profile.place, "places.sqlite"), "moz_places"),
        Family::Safari => ("~/Library/Safari/History.db".to_owned(), "history_visits"),
    };
    Evidence {
        place,
        key: format!("{record}: {}", used.host),
        value: used.last.to_string(),
        default: String::new(),
        set_by: SetBy::Person,
    }
}

/// Another file in the folder of a file that is shown.
fn beside(place: &str, file: &str) -> String {
    let folder = place.rfind(['/', '\\']).and_then(|at| place.get(..=at)).unwrap_or_default();
    format!("{folder}{file}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::environment::facts::{
        DefaultBrowser, Family, InstallFacts, Os, PolicyFacts, ReadState, Settings,
    };

    /// A browser with one profile, in which Seller Central was used on that day of November.
    fn browser(id: &str, day: Option<u8>, is_known: bool) -> BrowserFacts {
        let time = |day: u8| format!("2026-11-{day:02}T00:00:00Z").parse().unwrap();
        let amazon =
            day.map(|day| HostUse { host: SELLER_HOSTS[0].into(), last: time(day) }).into_iter().collect();
        let profile = ProfileFacts {
            dir: "Default".into(),
            name: "Default".into(),
            subject: id.to_owned(),
            place: String::new(),
            last_used: true,
            state: ReadState::Ok,
            settings: Settings::Unread,
            proxy: crate::environment::facts::OwnProxy::System,
            secure_dns: None,
            amazon: is_known.then_some(amazon),
            jar: None,
            extensions: Vec::new(),
            doors: Vec::new(),
            crashed: None,
            created: None,
        };
        BrowserFacts {
            id: id.to_owned(),
            label: id.to_owned(),
            family: Family::Chromium,
            root: String::new(),
            policy: PolicyFacts::default(),
            install: InstallFacts::default(),
            shortcuts: Vec::new(),
            profiles: vec![profile],
        }
    }

    fn found(default: Option<&str>, browsers: Vec<BrowserFacts>) -> Option<(String, Confidence)> {
        let evidence = Evidence {
            place: String::new(),
            key: String::new(),
            value: "other".into(),
            default: String::new(),
            set_by: SetBy::Person,
        };
        let default = DefaultBrowser { browser: default.map(str::to_owned), legacy: false, evidence };
        let machine = Machine {
            browsers,
            default_browser: Some(default),
            ..Machine::unknown(Os::Windows, Timestamp::UNIX_EPOCH)
        };
        other_browser(&machine).map(|draft| (draft.subject, draft.confidence))
    }

    #[test]
    fn browsers_used_side_by_side_are_no_finding() {
        let edge = |day| browser("edge", day, true);
        let chrome = browser("chrome", Some(20), true);
        let seen = |default, other| found(default, vec![chrome.clone(), other]);
        assert_eq!(seen(Some("edge"), edge(None)), Some(("chrome".into(), Confidence::Medium)));
        assert_eq!(seen(Some("edge"), edge(Some(1))), Some(("chrome".into(), Confidence::Low)));
        assert_eq!(seen(Some("edge"), edge(Some(14))), None);
        assert_eq!(seen(Some("chrome"), edge(None)), None);
        let firefox = browser("firefox", None, false);
        assert_eq!(
            seen(Some("firefox"), firefox),
            Some(("chrome".into(), Confidence::Low)),
            "it keeps no record"
        );
        let firefox = |day| BrowserFacts { family: Family::Firefox, ..browser("firefox", day, true) };
        assert_eq!(seen(Some("firefox"), firefox(None)), Some(("chrome".into(), Confidence::Medium)));
        assert_eq!(seen(Some("firefox"), firefox(Some(19))), None, "its history counts like any record");
        assert_eq!(seen(Some("edge"), firefox(Some(22))), Some(("firefox".into(), Confidence::Medium)));
        assert_eq!(seen(None, edge(None)), Some(("chrome".into(), Confidence::Low)));
        assert_eq!(found(Some("edge"), vec![edge(None)]), None, "never used");
    }

    #[test]
    fn the_evidence_names_the_file_in_which_the_use_is_written_down() {
        let mut browser = browser("any", Some(20), true);
        let mut evidence_of = |family, place: &str| {
            browser.profiles[0].place = place.to_owned();
            let profile = &browser.profiles[0];
            let found = evidence(family, profile, last_of_seller(profile).unwrap());
            (found.place, found.key)
        };
        let (place, key) = evidence_of(Family::Firefox, "~\\Profiles\\a.work\\prefs.js");
        assert_eq!(place, "~\\Profiles\\a.work\\places.sqlite");
        assert_eq!(key, "moz_places: sellercentral.amazon.co.jp");
        assert_eq!(evidence_of(Family::Chromium, "~/Default/Preferences").0, "~/Default/Preferences");
        assert_eq!(evidence_of(Family::Firefox, "").0, "places.sqlite");
    }
}
