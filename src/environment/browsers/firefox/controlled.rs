//! Which settings of a profile an extension has set: `extension-settings.json`.
//!
//! As in Firefox: toolkit/components/extensions/ExtensionSettingsStore.sys.mjs (the first enabled entry of a list
//! decides) and parent/ext-privacy.js, ext-proxy.js (which settings stand for which names). What they set is written
//! to `prefs.js` as if the person had.

use std::collections::BTreeMap;

use serde_json::Value;

use super::settings::{COOKIE_BEHAVIOR, ISOLATE, PROXY_TYPE, RESIST};
use super::{Place, Profile};
use crate::environment::mask;
use crate::environment::read;

/// What extensions call a setting, and its name in `prefs.js`.
const NAMES: [(&str, &str); 4] = [
    ("websites.cookieConfig", COOKIE_BEHAVIOR),
    ("websites.resistFingerprinting", RESIST),
    ("websites.firstPartyIsolate", ISOLATE),
    ("proxy.settings", PROXY_TYPE),
];

/// The extension that has set a setting, by the name of the setting. Whether the file could be read is told by
/// whoever reads the extensions.
pub(super) fn read(place: &Place, profile: &Profile) -> BTreeMap<&'static str, String> {
    let path = profile.folder.join("extension-settings.json");
    read::json(&place.root, &path).map(|settings| of(&settings)).unwrap_or_default()
}

fn of(settings: &Value) -> BTreeMap<&'static str, String> {
    let first_enabled = |name: &str| -> Option<String> {
        let list = settings.get("prefs")?.get(name)?.get("precedenceList")?.as_array()?;
        let entry = list.iter().find(|entry| entry.get("enabled") == Some(&Value::Bool(true)))?;
        Some(mask::shown(entry.get("id")?.as_str()?))
    };
    NAMES.iter().filter_map(|(name, pref)| Some((*pref, first_enabled(name)?))).collect()
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
        let found = of(&json!({"version": 3, "prefs": {"websites.cookieConfig": {"precedenceList": list}}}));
        assert_eq!(found.len(), 1);
        assert_eq!(found[COOKIE_BEHAVIOR], "{00000000-0000-0000-0000-000000000000}");
        let off = json!([{"id": "off@example", "enabled": false}]);
        assert!(of(&json!({"prefs": {"proxy.settings": {"precedenceList": off}}})).is_empty());
        for odd in
            [json!(null), json!({"prefs": 3}), json!({"prefs": {"proxy.settings": {"precedenceList": [1]}}})]
        {
            assert!(of(&odd).is_empty(), "{odd}");
        }
    }
}
