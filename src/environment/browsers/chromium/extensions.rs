//! Extensions of a profile: `extensions.settings` (Opera: `extensions.opsettings`) and the manifests.
//!
//! Source: Chromium, `extensions/browser/extension_prefs.cc` and `disable_reason.h`,
//! `extensions/common/mojom/manifest.mojom` (locations).

mod controls;
mod manifest;

use serde_json::{Map, Value};

use super::installed::{Entry, enabled};
use super::preferences::Preferences;
use super::{Place, Profile};
use crate::environment::browsers::{extension_kinds, match_patterns};
use crate::environment::facts::{
    Evidence, ExtensionFacts, ExtensionKind, ExtensionSource, Reach, SetBy, Unread,
};
use crate::environment::mask;
use controls::Controls;
use manifest::{Manifest, Manifests};

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

impl Entry<'_> {
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

#[cfg(test)]
mod tests;
