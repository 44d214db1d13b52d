//! Extensions of a profile: `extensions.json`, `extension-settings.json` and `extension-preferences.json`.
//!
//! Source: Firefox, toolkit/mozapps/extensions/internal/XPIDatabase.sys.mjs,
//! toolkit/components/extensions/ExtensionSettingsStore.sys.mjs and ExtensionPermissions.sys.mjs,
//! parent/ext-proxy.js and ext-privacy.js.

use serde_json::Value;

use super::{Place, Profile};
use crate::environment::browsers::{extension_kinds, match_patterns};
use crate::environment::facts::{
    Controlled, Evidence, ExtensionFacts, ExtensionKind, ExtensionSource, SELLER_HOSTS, SetBy, Topic, Unread,
};
use crate::environment::mask;
use crate::environment::network::bypass::{self, Reader};
use crate::environment::read::{self, Keep, ReadState};

const ADDONS: &str = "extensions.json";
const SETTINGS: &str = "extension-settings.json";
const GRANTED: &str = "extension-preferences.json";

/// More extensions than any profile has.
const MOST: usize = 4096;

/// Reads them.
pub(super) fn read(place: &Place, profile: &Profile, unread: &mut Vec<Unread>) -> Vec<ExtensionFacts> {
    let mut file = |name: &str, keep: &Keep<'_>| {
        let path = profile.folder.join(name);
        read::json_parts(&place.root, &path, keep).unwrap_or_else(|state| {
            // Firefox writes each of them when there is something to be written.
            if state != ReadState::Absent {
                unread.push(place.unread(&profile.subject, Topic::Extensions, &path, state));
            }
            Value::Null
        })
    };
    let addons = file(ADDONS, &Keep::parts(&["addons"]));
    let settings = file(SETTINGS, &Keep::parts(&["prefs", "default_search"]));
    let granted = match addons.get("addons") {
        Some(_) => read::json(&place.root, &profile.folder.join(GRANTED)).unwrap_or_default(),
        None => Value::Null,
    };
    let shown = |name: &str| place.root.shown(&profile.folder.join(name));
    Extensions {
        addons: &addons,
        settings: &settings,
        granted: &granted,
        addons_place: shown(ADDONS),
        settings_place: shown(SETTINGS),
    }
    .facts()
}

/// The files, as they were read.
struct Extensions<'a> {
    addons: &'a Value,
    settings: &'a Value,
    granted: &'a Value,
    addons_place: String,
    settings_place: String,
}

impl Extensions<'_> {
    fn facts(&self) -> Vec<ExtensionFacts> {
        let all = self.addons.get("addons").and_then(Value::as_array);
        all.into_iter().flatten().filter_map(|addon| self.one(addon)).take(MOST).collect()
    }

    /// The facts of an extension that is enabled and no part of Firefox itself.
    fn one(&self, addon: &Value) -> Option<ExtensionFacts> {
        let text = |key: &str| addon.get(key).and_then(Value::as_str);
        let is_on = addon.get("active") == Some(&Value::Bool(true));
        if text("type") != Some("extension") || !is_on {
            return None;
        }
        let (id, source) = (text("id")?, source(addon)?);
        let name = name(addon).map(mask::shown).filter(|name| !name.is_empty());
        let name = name.unwrap_or_else(|| extension_kinds::shown_id(id));
        let mut kinds = extension_kinds::kinds(id, &name);
        let is_foreign = source == ExtensionSource::OtherProgram;
        if is_foreign && self.takes_over_pages(id) && !kinds.contains(&ExtensionKind::Toolbar) {
            kinds.push(ExtensionKind::Toolbar);
        }
        let version = text("version").map(mask::shown).unwrap_or_default();
        let evidence = Evidence {
            place: self.addons_place.clone(),
            key: extension_kinds::shown_id(id),
            value: format!("{name} {version}").trim().to_owned(),
            default: String::new(),
            set_by: if source == ExtensionSource::Company { SetBy::Company } else { SetBy::Person },
        };
        // What is always allowed, and what the person allowed besides; from version 3 of the manifests on all
        // sites are among the latter.
        let (asked, granted) = (addon.get("userPermissions"), self.granted.get(id));
        let both = |key| strings(asked, key).chain(strings(granted, key));
        Some(ExtensionFacts {
            id: extension_kinds::shown_id(id),
            version,
            source,
            reach: match_patterns::reach(both("origins")),
            permissions: extension_kinds::that_matter(both("permissions")),
            kinds,
            controls: self.controls(id, source),
            evidence,
            name,
        })
    }

    fn takes_over_pages(&self, id: &str) -> bool {
        ["/prefs/homepage_override", "/default_search/defaultSearch"]
            .iter()
            .filter_map(|pointer| in_charge(self.settings.pointer(pointer)?))
            .any(|(of, _)| of == id)
    }

    fn controls(&self, id: &str, source: ExtensionSource) -> Vec<(Controlled, Evidence)> {
        let prefs = self.settings.get("prefs").and_then(Value::as_object);
        let set_by = if source == ExtensionSource::Company { SetBy::Company } else { SetBy::Extension };
        let control = |(key, setting): (&String, &Value)| {
            let (_, value) = in_charge(setting).filter(|(of, _)| *of == id)?;
            let (controlled, value) = controlled(key, value)?;
            let (place, key) = (self.settings_place.clone(), format!("prefs.{key}"));
            let evidence =
                Evidence { place, key, value: mask::shown(&value), default: String::new(), set_by };
            Some((controlled, evidence))
        };
        prefs.into_iter().flatten().filter_map(control).collect()
    }
}

/// How it came into Firefox; none for parts of Firefox itself.
fn source(addon: &Value) -> Option<ExtensionSource> {
    let location = addon.get("location").and_then(Value::as_str).unwrap_or_default();
    let installed_by = addon.pointer("/installTelemetryInfo/source").and_then(Value::as_str);
    let is_unsigned =
        addon.get("signedState").and_then(Value::as_i64).is_some_and(|signature| signature <= 0);
    Some(match location {
        // Folders for all programs of Mozilla, in which other programs put theirs.
        "app-system-user" | "app-system-share" | "app-system-local" => ExtensionSource::OtherProgram,
        _ if location.starts_with("app-builtin") || location.starts_with("app-system-") => return None,
        _ if installed_by == Some("enterprise-policy") => ExtensionSource::Company,
        "app-global" => ExtensionSource::Company,
        "app-temporary" => ExtensionSource::Folder,
        _ if location.starts_with("winreg-") => ExtensionSource::OtherProgram,
        _ if addon.get("foreignInstall") == Some(&Value::Bool(true)) => ExtensionSource::OtherProgram,
        _ if is_unsigned => ExtensionSource::Folder,
        _ => ExtensionSource::Store,
    })
}

/// Its name in Japanese, or else as its maker wrote it.
fn name(addon: &Value) -> Option<&str> {
    let locales = addon.get("locales").and_then(Value::as_array).into_iter().flatten();
    let is_japanese = |locale: &str| locale == "ja" || locale.starts_with("ja-");
    let mut japanese = locales.filter(|locale| strings(Some(locale), "locales").any(is_japanese));
    japanese
        .find_map(|locale| locale.get("name")?.as_str())
        .or_else(|| addon.pointer("/defaultLocale/name")?.as_str())
}

/// The extension that a setting follows, and the value it has given it. The person may have chosen one, or none;
/// else the first one that is enabled decides.
pub(super) fn in_charge(setting: &Value) -> Option<(&str, &Value)> {
    let list = setting.get("precedenceList")?.as_array()?;
    let id = |item: &&Value| item.get("id").and_then(Value::as_str).map(str::to_owned);
    let item = match setting.get("selected") {
        Some(Value::String(selected)) => list.iter().find(|item| id(item).as_ref() == Some(selected)),
        Some(_) => None,
        None => list.iter().find(|item| item.get("enabled") == Some(&Value::Bool(true))),
    }?;
    Some((item.get("id")?.as_str()?, item.get("value")?))
}

/// What is taken over by a value, if a sign-in is worse off; and the value as it is shown.
fn controlled(key: &str, value: &Value) -> Option<(Controlled, String)> {
    match key {
        "proxy.settings" => Some((Controlled::Proxy, rerouted(value)?)),
        "websites.cookieConfig" => match value.get("behavior")?.as_str()? {
            "reject_all" => Some((Controlled::Cookies, "reject_all".to_owned())),
            "reject_third_party" => Some((Controlled::ThirdPartyCookies, "reject_third_party".to_owned())),
            _ => None,
        },
        "websites.resistFingerprinting" if *value == Value::Bool(true) => {
            Some((Controlled::Fingerprinting, "true".to_owned()))
        }
        _ => None,
    }
}

/// A proxy that Amazon is reached by, as it is shown.
fn rerouted(proxy: &Value) -> Option<String> {
    let text = |key: &str| proxy.get(key).and_then(Value::as_str).filter(|text| !text.is_empty());
    match text("proxyType")? {
        "manual" => {
            let list = bypass::split(text("passthrough").unwrap_or_default(), &[',', ' ']);
            if bypass::judge(&list, SELLER_HOSTS[0], Reader::Firefox).bypassed {
                return None;
            }
            // The one for plain HTTP serves all where that is wished for.
            let for_all = text("http").filter(|_| proxy.get("httpProxyAll") == Some(&Value::Bool(true)));
            let server = for_all.or_else(|| text("ssl")).or_else(|| text("socks"))?;
            Some(format!("manual {}", mask::endpoint(server).unwrap_or_else(|| "…".to_owned())))
        }
        "autoConfig" => {
            let url = text("autoConfigUrl").unwrap_or_default();
            let shown = if url.contains("://") { mask::script_address(url) } else { "…".to_owned() };
            Some(format!("autoConfig {shown}"))
        }
        "autoDetect" => Some("autoDetect".to_owned()),
        _ => None,
    }
}

/// The texts of a list that stands under `key`.
fn strings<'a>(value: Option<&'a Value>, key: &str) -> impl Iterator<Item = &'a str> + use<'a> {
    let list = value.and_then(|value| value.get(key)).and_then(Value::as_array);
    list.into_iter().flatten().filter_map(Value::as_str)
}

#[cfg(test)]
mod tests;
