//! Which settings of a profile an extension has set: `extension-settings.json`.
//!
//! As in Firefox: toolkit/components/extensions/ExtensionSettingsStore.sys.mjs (which entry of a list
//! decides) and parent/ext-privacy.js, ext-proxy.js (which settings stand for which names). What they set is written
//! to `prefs.js` as if the person had.

use std::collections::BTreeMap;

use serde_json::Value;

use super::extensions::in_charge;
use super::prefs_js::Pref;
use super::settings::{COOKIE_BEHAVIOR, ISOLATE, RESIST};
use super::{Place, Profile, proxy};
use crate::environment::browsers::extension_kinds;
use crate::environment::read;

/// What extensions call a setting, and its name in `prefs.js`.
const NAMES: [(&str, &str); 4] = [
    ("websites.cookieConfig", COOKIE_BEHAVIOR),
    ("websites.resistFingerprinting", RESIST),
    ("websites.firstPartyIsolate", ISOLATE),
    (PROXY, proxy::TYPE),
];

const PROXY: &str = "proxy.settings";

/// What extensions have set in a profile.
#[derive(Default)]
pub(super) struct Controlled {
    /// The extension that has set a setting, by the name of the setting.
    pub(super) by: BTreeMap<&'static str, String>,
    /// The settings of the proxy that one of them has made.
    pub(super) proxy: BTreeMap<&'static str, Pref>,
    /// The file, as it is shown.
    pub(super) place: String,
}

/// Reads it. Whether the file could be read is told by whoever reads the extensions.
pub(super) fn read(place: &Place, profile: &Profile) -> Controlled {
    let path = profile.folder.join("extension-settings.json");
    let found = read::json(&place.root, &path).map(|settings| of(&settings)).unwrap_or_default();
    Controlled { place: place.root.shown(&path), ..found }
}

fn of(settings: &Value) -> Controlled {
    let setting = |name: &str| in_charge(settings.get("prefs")?.get(name)?);
    let by = |(name, pref): &(&str, &'static str)| Some((*pref, extension_kinds::shown_id(setting(name)?.0)));
    Controlled {
        by: NAMES.iter().filter_map(by).collect(),
        proxy: setting(PROXY).map(|(_, value)| proxy::of_extension(value)).unwrap_or_default(),
        place: String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn the_first_enabled_extension_has_set_it() {
        let list = json!([
            {"id": "off@example", "enabled": false, "value": {"behavior": "reject_all"}},
            {"id": "{00000000-0000-0000-0000-000000000000}", "enabled": true, "value": {"behavior": "reject_all"}},
            {"id": "second@example", "enabled": true, "value": {"behavior": "allow_all"}},
        ]);
        let found =
            of(&json!({"version": 3, "prefs": {"websites.cookieConfig": {"precedenceList": list}}})).by;
        assert_eq!(found.len(), 1);
        assert_eq!(found[COOKIE_BEHAVIOR], "{00000000-0000-0000-0000-000000000000}");
        let off = json!([{"id": "off@example", "enabled": false}]);
        assert!(of(&json!({"prefs": {"proxy.settings": {"precedenceList": off}}})).by.is_empty());
        for odd in
            [json!(null), json!({"prefs": 3}), json!({"prefs": {"proxy.settings": {"precedenceList": [1]}}})]
        {
            assert!(of(&odd).by.is_empty(), "{odd}");
        }
    }
}
