//! The two files with the settings of a profile: `Preferences` and `Secure Preferences`.
//!
//! Source: Chromium, `chrome/browser/prefs/chrome_pref_service_factory.cc`: on Windows and macOS the protected
//! settings stand in the second file, elsewhere and on company machines in the first.

use serde_json::Value;

use super::{Place, Profile};
use crate::environment::facts::{Evidence, SetBy, Topic, Unread};
use crate::environment::mask;
use crate::environment::read::{self, Keep, ReadState};

/// The settings that are kept in memory; all others are skipped while reading. A name keeps everything below it.
const KEEP: Keep<'_> = Keep::parts(&[
    "browser.clear_data",
    "browser.clear_data_on_exit",
    "browser.last_clear_browsing_data_time",
    "dual_engine",
    "enhanced_tracking_prevention",
    "extensions.last_chrome_version",
    "extensions.opsettings",
    "extensions.settings",
    "freedom",
    "homepage",
    "homepage_is_newtabpage",
    "profile.block_third_party_cookies",
    "profile.content_settings.exceptions.braveShields",
    "profile.content_settings.exceptions.cookies",
    "profile.content_settings.exceptions.javascript",
    "profile.content_settings.exceptions.shieldsCookiesV3",
    "profile.content_settings.exceptions.site_engagement",
    "profile.cookie_controls_mode",
    "profile.created_by_version",
    "profile.creation_time",
    "profile.default_content_setting_values",
    "profile.exit_type",
    "proxy",
    "session",
    "tracking_protection",
]);

/// The settings of a profile.
pub(super) struct Preferences {
    pub(super) plain: Value,
    /// The first file, as it is shown.
    pub(super) place: String,
    /// Null if the second file is absent or could not be read.
    pub(super) secure: Value,
    /// The second file, as it is shown.
    pub(super) secure_place: String,
    /// The second file was read, or is rightly absent.
    pub(super) secure_is_known: bool,
}

impl Preferences {
    /// Reads both files; the state of the first one if it could not be read.
    pub(super) fn read(
        place: &Place,
        profile: &Profile,
        unread: &mut Vec<Unread>,
    ) -> Result<Self, ReadState> {
        let path = profile.folder.join("Preferences");
        let plain = read::json_parts(&place.root, &path, &KEEP).inspect_err(|state| {
            unread.push(place.unread(&profile.subject, Topic::ProfileSettings, &path, *state));
        })?;
        let secure_path = profile.folder.join("Secure Preferences");
        let secure = read::json_parts(&place.root, &secure_path, &KEEP);
        // That it is absent is usual on Linux and on company machines.
        let secure_is_known = !matches!(secure, Err(state) if state != ReadState::Absent);
        if let Err(state) = secure
            && !secure_is_known
        {
            unread.push(place.unread(&profile.subject, Topic::ProfileSettings, &secure_path, state));
        }
        Ok(Self {
            plain,
            place: place.root.shown(&path),
            secure: secure.unwrap_or_default(),
            secure_place: place.root.shown(&secure_path),
            secure_is_known,
        })
    }

    /// A setting by its dotted name, from whichever file has it. The names that are looked up have no dots of
    /// their own.
    pub(super) fn get(&self, name: &str) -> Option<(&Value, &str)> {
        let pointer = format!("/{}", name.replace('.', "/"));
        let plain = self.plain.pointer(&pointer).map(|value| (value, self.place.as_str()));
        let secure = self.secure.pointer(&pointer).map(|value| (value, self.secure_place.as_str()));
        // Of the names that are looked up, only these are among the protected ones.
        let is_protected =
            ["session.", "homepage", "extensions."].iter().any(|start| name.starts_with(start));
        if is_protected { secure.or(plain) } else { plain.or(secure) }
    }

    /// A number by its dotted name.
    pub(super) fn number(&self, name: &str) -> Option<i64> {
        self.get(name)?.0.as_i64()
    }

    /// Evidence for a setting, if it is `wanted`.
    pub(super) fn evidence_if(&self, name: &str, wanted: &Value, default: &str) -> Option<Evidence> {
        let (value, place) = self.get(name)?;
        (value == wanted).then(|| evidence(place, name, &value.to_string(), default))
    }
}

/// What a person has set.
pub(super) fn evidence(place: &str, key: &str, value: &str, default: &str) -> Evidence {
    Evidence {
        place: place.to_owned(),
        key: key.to_owned(),
        value: mask::shown(value),
        default: default.to_owned(),
        set_by: SetBy::Person,
    }
}
