//! Extensions of a profile: `extensions.settings` (Opera: `extensions.opsettings`) and the manifests.
//!
//! Source: Chromium, `extensions/browser/extension_prefs.cc` and `disable_reason.h`,
//! `extensions/common/mojom/manifest.mojom` (locations).

mod controls;
mod manifest;

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use super::preferences::Preferences;
use super::{Place, Profile};
use crate::environment::browsers::{extension_kinds, match_patterns};
use crate::environment::facts::{
    Evidence, ExtensionFacts, ExtensionKind, ExtensionSource, Reach, SetBy, Unread,
};
use crate::environment::mask;
use controls::Controls;
use manifest::{Manifest, Manifests};

/// More extensions than any profile has.
const MOST: usize = 4096;

/// Where the extensions stand: the usual name, and Opera's.
const NAMES: [&str; 2] = ["settings", "opsettings"];

/// The enabled extensions of a profile, the one that was changed last first: of two that control the same setting
/// that one decides.
pub(super) fn read(
    place: &Place,
    profile: &Profile,
    preferences: &Preferences,
    unread: &mut Vec<Unread>,
) -> Vec<ExtensionFacts> {
    let entries = enabled(preferences);
    let controls = Controls::of(&entries);
    let mut manifests = Manifests::new(&place.root, &profile.folder);
    let found = entries
        .iter()
        .filter_map(|entry| {
            let manifest = manifests.of(entry);
            (!manifest.is_no_extension()).then(|| entry.facts(&manifest, &controls))
        })
        .collect();
    unread.extend(manifests.unread(place, profile));
    found
}

/// All enabled extensions that are the person's, another program's or the company's, newest first.
fn enabled(preferences: &Preferences) -> Vec<Entry<'_>> {
    let mut known = BTreeSet::new();
    let mut found = Vec::new();
    for name in NAMES {
        let pointer = format!("/extensions/{name}");
        let files = [
            (&preferences.secure, preferences.secure_place.as_str()),
            (&preferences.plain, preferences.place.as_str()),
        ];
        for (file, place) in files {
            for (id, value) in file.pointer(&pointer).and_then(Value::as_object).into_iter().flatten() {
                let Some(entry) = Entry::new(id, value, place, name) else { continue };
                // The first file is the one that decides, where it has more than a remnant.
                if known.insert(id) && entry.is_enabled() && known.len() <= MOST {
                    found.push(entry);
                }
            }
        }
    }
    found.sort_by_key(|entry| std::cmp::Reverse(entry.changed()));
    found
}

/// What the settings say of one extension.
struct Entry<'a> {
    id: &'a str,
    value: &'a Map<String, Value>,
    /// The file, as it is shown.
    place: &'a str,
    /// The name of the dictionary it stands in.
    above: &'static str,
    source: Option<ExtensionSource>,
}

impl<'a> Entry<'a> {
    /// None for what is left of an extension that was removed.
    fn new(id: &'a str, value: &'a Value, place: &'a str, above: &'static str) -> Option<Self> {
        let value = value.as_object()?;
        let has = |key: &str| value.get(key).is_some_and(|value| !value.is_null());
        let source = source_of(value.get("location").and_then(Value::as_i64));
        (has("path") || has("manifest")).then_some(Self { id, value, place, above, source })
    }

    fn get(&self, key: &str) -> Option<&'a Value> {
        self.value.get(key)
    }

    /// Components of the browser itself do not count.
    fn is_enabled(&self) -> bool {
        let is_on = match self.get("disable_reasons") {
            Some(Value::Array(reasons)) => reasons.is_empty(),
            Some(Value::Number(reasons)) => reasons.as_i64() == Some(0),
            _ => self.get("state").and_then(Value::as_i64).is_none_or(|state| state == 1),
        };
        let is_refused = self.get("blacklist") == Some(&Value::Bool(true));
        is_on && !is_refused && self.source.is_some()
    }

    /// When it was installed or updated, in microseconds since 1601.
    fn changed(&self) -> i64 {
        let time = |key: &str| self.get(key)?.as_str()?.parse().ok();
        ["last_update_time", "install_time", "first_install_time"].into_iter().find_map(time).unwrap_or(0)
    }

    fn key(&self) -> String {
        format!("extensions.{}.{}", self.above, extension_kinds::shown_id(self.id))
    }

    /// What was set by the extension, or by the company with its help.
    fn evidence(&self, below: &str, value: &str) -> Evidence {
        let by_company = self.source == Some(ExtensionSource::Company);
        Evidence {
            place: self.place.to_owned(),
            key: format!("{}.{below}", self.key()),
            value: mask::shown(value),
            default: String::new(),
            set_by: if by_company { SetBy::Company } else { SetBy::Extension },
        }
    }

    fn facts(&self, manifest: &Manifest<'_>, controls: &Controls) -> ExtensionFacts {
        let source = self.source.unwrap_or(ExtensionSource::Store);
        let name = manifest.name().map(|name| mask::shown(&name)).filter(|name| !name.is_empty());
        let name = name.unwrap_or_else(|| extension_kinds::shown_id(self.id));
        let permissions = self.permissions(manifest);
        let mut kinds = extension_kinds::kinds(self.id, &name);
        let brought_along = source == ExtensionSource::OtherProgram;
        let takes_over = manifest.takes_over_pages() || controls::takes_over_pages(self);
        if brought_along && takes_over && !kinds.contains(&ExtensionKind::Toolbar) {
            kinds.push(ExtensionKind::Toolbar);
        }
        let version = manifest.version().map(mask::shown).unwrap_or_default();
        let by_company = source == ExtensionSource::Company;
        let evidence = Evidence {
            place: self.place.to_owned(),
            key: self.key(),
            value: format!("{name} {version}").trim().to_owned(),
            default: String::new(),
            set_by: if by_company { SetBy::Company } else { SetBy::Person },
        };
        ExtensionFacts {
            id: extension_kinds::shown_id(self.id),
            version,
            source,
            reach: permissions.reach,
            permissions: permissions.api,
            kinds,
            controls: controls.by(self.id),
            evidence,
            name,
        }
    }

    /// What it may do now; where the settings do not say, what its manifest asks for.
    fn permissions(&self, manifest: &Manifest<'_>) -> Permissions {
        let mut permissions = match self.get("active_permissions").and_then(Value::as_object) {
            Some(active) => Permissions::of_dictionary(active),
            None => manifest.permissions(),
        };
        if self.get("withholding_permissions") == Some(&Value::Bool(true)) {
            let granted = self.get("runtime_granted_permissions").and_then(Value::as_object);
            let left = granted.map_or(Reach::Elsewhere, |granted| Permissions::of_dictionary(granted).reach);
            permissions.reach = permissions.reach.max(left);
        }
        permissions
    }
}

/// What an extension may do.
struct Permissions {
    /// Those that matter.
    api: Vec<String>,
    reach: Reach,
}

impl Permissions {
    /// A dictionary as the settings have it.
    fn of_dictionary(dictionary: &Map<String, Value>) -> Self {
        let hosts =
            strings(dictionary.get("explicit_host")).chain(strings(dictionary.get("scriptable_host")));
        Self {
            api: extension_kinds::that_matter(strings(dictionary.get("api"))),
            reach: match_patterns::reach(hosts),
        }
    }
}

/// The texts of a list; anything else in it is passed over.
fn strings(value: Option<&Value>) -> impl Iterator<Item = &str> {
    value.and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str)
}

/// How it came into the browser; none for parts of the browser itself.
fn source_of(location: Option<i64>) -> Option<ExtensionSource> {
    match location {
        Some(2 | 3 | 6) => Some(ExtensionSource::OtherProgram),
        Some(4 | 8) => Some(ExtensionSource::Folder),
        Some(5 | 10) => None,
        Some(7 | 9) => Some(ExtensionSource::Company),
        _ => Some(ExtensionSource::Store),
    }
}

#[cfg(test)]
mod tests;
