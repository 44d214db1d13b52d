//! Findings about versions of browsers, how they were closed, and profiles that were made anew.

use jiff::{SignedDuration, Timestamp};

use super::{Confidence, Draft, last_of_amazon};
use crate::environment::browsers::inventory;
use crate::environment::browsers::versions::{Version, is_old};
use crate::environment::facts::{
    BrowserFacts, Door, Evidence, Family, InstallFacts, Machine, ProfileFacts, SetBy,
};

/// The ids of these findings.
pub(super) const IDS: &[&str] =
    &["browser.outdated", "browser.restart_pending", "firefox.new_profile", "browser.crashed"];

/// Without an update for so long a browser is old, whatever its version.
const OLD: SignedDuration = SignedDuration::from_hours(365 * 24);

/// A browser that was not used for so long is not the one that the person tries.
const FORGOTTEN: SignedDuration = SignedDuration::from_hours(90 * 24);

/// A profile is new for so long.
const NEW: SignedDuration = SignedDuration::from_hours(14 * 24);

/// Who goes on using the older profile for so long has not lost it.
const SIDE_BY_SIDE: SignedDuration = SignedDuration::from_hours(24);

/// What they say about one browser.
pub(super) fn findings(browser: &BrowserFacts, machine: &Machine) -> Vec<Draft> {
    let mut found = Vec::new();
    found.extend(outdated(browser, machine));
    found.extend(restart_pending(browser));
    found.extend(browser.profiles.iter().filter_map(|profile| new_profile(profile, browser, machine)));
    found.extend(crashed(browser));
    found
}

fn outdated(browser: &BrowserFacts, machine: &Machine) -> Option<Draft> {
    let install = &browser.install;
    let age = |time: Timestamp| machine.taken_at.duration_since(time);
    let is_default =
        machine.default_browser.as_ref().is_some_and(|d| d.browser.as_ref() == Some(&browser.id));
    if !is_default && install.last_used.is_some_and(|last| age(last) > FORGOTTEN) {
        return None;
    }
    let (text, version, is_newer_than_run) = newest(install)?;
    let def = inventory().iter().find(|def| def.id == browser.id);
    let by_table = def.and_then(|def| is_old(def.supported.as_ref()?, &version)) == Some(true);
    // That it was updated long ago says nothing about a version that is still to be started.
    let by_age = !is_newer_than_run && install.updated.is_some_and(|time| age(time) > OLD);
    let confidence = if by_table { Confidence::High } else { Confidence::Medium };
    let evidence = install.evidence.clone().filter(|_| by_table || by_age)?;
    Some(Draft::new("browser.outdated", &browser.label, confidence, evidence).with_value(text))
}

/// The later one of the version that was started last and the one that is installed.
fn newest(install: &InstallFacts) -> Option<(&str, Version, bool)> {
    let parsed = |text: &Option<String>| text.as_deref().and_then(Version::parse);
    let last_run = parsed(&install.version_last_run);
    match (last_run, parsed(&install.version_installed)) {
        (Some(last), Some(installed)) if installed.is_later_than(&last) => {
            Some((install.version_installed.as_deref()?, installed, true))
        }
        (Some(last), _) => Some((install.version_last_run.as_deref()?, last, false)),
        (None, Some(installed)) => Some((install.version_installed.as_deref()?, installed, false)),
        (None, None) => None,
    }
}

fn restart_pending(browser: &BrowserFacts) -> Option<Draft> {
    let evidence = browser.install.restart_pending.clone()?;
    let is_sure = browser.install.running == Some(true);
    let confidence = if is_sure { Confidence::High } else { Confidence::Medium };
    Some(Draft::new("browser.restart_pending", &browser.label, confidence, evidence))
}

/// The profile in use is new, and an older one of Firefox knows Amazon.
fn new_profile(profile: &ProfileFacts, browser: &BrowserFacts, machine: &Machine) -> Option<Draft> {
    let created = profile.created.filter(|_| browser.family == Family::Firefox && profile.last_used)?;
    let age = machine.taken_at.duration_since(created);
    if age > NEW || age.is_negative() {
        return None;
    }
    // Another package of Firefox has a folder of its own, in which the old profile stays behind.
    let firefoxes = machine.browsers.iter().filter(|browser| browser.family == Family::Firefox);
    let older = firefoxes
        .flat_map(|browser| &browser.profiles)
        .filter(|other| other.subject != profile.subject && knows_amazon(other))
        .filter(|other| other.created.is_none_or(|other| other < created))
        .find(|other| !used_since(other, created))?;
    let folder = profile.place.strip_suffix("prefs.js").unwrap_or(&profile.place);
    let evidence = Evidence {
        place: format!("{folder}times.json"),
        key: "created".to_owned(),
        value: created.to_string(),
        default: String::new(),
        set_by: SetBy::Person,
    };
    let draft = Draft::new("firefox.new_profile", &profile.subject, Confidence::Medium, evidence);
    Some(draft.with_value(&older.subject))
}

fn knows_amazon(profile: &ProfileFacts) -> bool {
    let has_cookies = profile.jar.as_ref().is_some_and(|jar| !jar.cookies.is_empty());
    has_cookies
        || profile.amazon.as_ref().is_some_and(|uses| !uses.is_empty())
        || profile.doors.iter().any(|door| door.door != Door::LookAlike)
}

fn used_since(profile: &ProfileFacts, created: Timestamp) -> bool {
    let cookies = profile.jar.iter().flat_map(|jar| &jar.cookies).filter_map(|cookie| cookie.accessed);
    let doors = profile.doors.iter().filter_map(|door| door.last_used);
    let pages = last_of_amazon(profile).map(|used| used.last);
    let last = cookies.chain(doors).chain(pages).max();
    last.is_some_and(|last| last.duration_since(created) > SIDE_BY_SIDE)
}

/// While a browser runs, its profiles look as if they had not been closed.
fn crashed(browser: &BrowserFacts) -> Vec<Draft> {
    if browser.install.running == Some(true) {
        return Vec::new();
    }
    let of_profile = |profile: &ProfileFacts| {
        let evidence = profile.crashed.clone().filter(|_| profile.last_used)?;
        Some(Draft::new("browser.crashed", &profile.subject, Confidence::Low, evidence))
    };
    browser.profiles.iter().filter_map(of_profile).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn install(last_run: &str, installed: Option<&str>) -> InstallFacts {
        InstallFacts {
            version_last_run: Some(last_run.into()),
            version_installed: installed.map(str::to_owned),
            ..InstallFacts::default()
        }
    }

    #[test]
    fn the_later_version_counts() {
        let of = |last_run, installed| {
            newest(&install(last_run, installed)).map(|(text, _, is_newer)| (text.to_owned(), is_newer))
        };
        assert_eq!(of("109.0", Some("156.0")), Some(("156.0".into(), true)));
        assert_eq!(of("156.0", Some("109.0")), Some(("156.0".into(), false)));
        assert_eq!(of("156.1.85.1", Some("1.86.2")), Some(("156.1.85.1".into(), false)));
        assert_eq!(newest(&InstallFacts::default()), None);
    }

    fn evidence(key: &str) -> Evidence {
        Evidence {
            place: String::new(),
            key: key.into(),
            value: String::new(),
            default: String::new(),
            set_by: SetBy::Person,
        }
    }

    fn browser(install: InstallFacts) -> BrowserFacts {
        let profile = ProfileFacts {
            dir: "Default".into(),
            name: "Default".into(),
            subject: "Chrome / Default".into(),
            place: String::new(),
            last_used: true,
            state: crate::environment::ReadState::Ok,
            settings: crate::environment::facts::Settings::Unread,
            proxy: crate::environment::facts::OwnProxy::System,
            secure_dns: None,
            amazon: None,
            jar: None,
            extensions: Vec::new(),
            doors: Vec::new(),
            crashed: Some(evidence("profile.exit_type")),
            created: None,
        };
        BrowserFacts {
            id: "chrome".into(),
            label: "Chrome".into(),
            family: Family::Chromium,
            root: String::new(),
            policy: crate::environment::facts::PolicyFacts::default(),
            install,
            shortcuts: Vec::new(),
            profiles: vec![profile],
        }
    }

    #[test]
    fn a_browser_that_runs_has_not_crashed() {
        let found = |running| crashed(&browser(InstallFacts { running, ..InstallFacts::default() })).len();
        assert_eq!([found(None), found(Some(false)), found(Some(true))], [1, 1, 0]);
    }

    #[test]
    fn a_restart_is_certain_only_while_the_browser_runs() {
        let found = |running| {
            let restart_pending = Some(evidence("version"));
            let install = InstallFacts { running, restart_pending, ..InstallFacts::default() };
            super::restart_pending(&browser(install)).map(|draft| draft.confidence)
        };
        assert_eq!(found(Some(true)), Some(Confidence::High));
        assert_eq!(found(None), Some(Confidence::Medium));
    }
}
