//! Safari's extensions: two lists in its container. Names and versions stand in the programs that bring them, which
//! are not read; the bundle's id stands for the name.
//!
//! Source: the lists themselves, and the keys Safari copies between them (`WebExtensions`: `Permissions`,
//! `GrantedPermissionOrigins`; `AppExtensions`: `WebsiteAccess`).

use serde_json::{Map, Value};

use super::{Place, Profile};
use crate::environment::browsers::{extension_kinds, match_patterns, property_list};
use crate::environment::facts::{
    Evidence, ExtensionFacts, ExtensionSource, Reach, SELLER_HOSTS, SetBy, Topic, Unread,
};
use crate::environment::hosts::is_at_or_below;
use crate::environment::mask;
use crate::environment::read::ReadState;

/// Where the lists are.
const LISTS: [&str; 2] = [
    "{home}/Library/Containers/com.apple.Safari/Data/Library/Safari/WebExtensions/Extensions.plist",
    "{home}/Library/Containers/com.apple.Safari/Data/Library/Safari/AppExtensions/Extensions.plist",
];

/// Reads them.
pub(super) fn read(place: &Place, profile: &Profile, unread: &mut Vec<Unread>) -> Vec<ExtensionFacts> {
    let mut found: Vec<ExtensionFacts> = Vec::new();
    for path in LISTS.iter().filter_map(|template| place.root.path(template)) {
        match property_list::read(&place.root, &path) {
            Ok(list) => found.extend(of_list(&list, &place.root.shown(&path))),
            Err(ReadState::Absent) => {}
            Err(state) => unread.push(place.unread(&profile.subject, Topic::Extensions, &path, state)),
        }
    }
    found
}

/// The enabled extensions of one list.
fn of_list(list: &Value, place: &str) -> Vec<ExtensionFacts> {
    let all = list.as_object().into_iter().flatten();
    all.filter_map(|(key, about)| one(key, about.as_object()?, place)).collect()
}

/// An extension, if it is enabled. Its key is the bundle's id with the maker's, such as `jp.example.x (ABCDE12345)`.
fn one(key: &str, about: &Map<String, Value>, place: &str) -> Option<ExtensionFacts> {
    let is_on =
        about.get("Enabled").is_some_and(|value| value.as_bool() == Some(true) || value.as_u64() == Some(1));
    if !is_on {
        return None;
    }
    let id = mask::shown(key.split(" (").next().unwrap_or(key));
    let evidence = Evidence {
        place: place.to_owned(),
        key: mask::shown(key),
        value: id.clone(),
        default: String::new(),
        set_by: SetBy::Person,
    };
    Some(ExtensionFacts {
        name: id.clone(),
        version: String::new(),
        source: ExtensionSource::Store,
        reach: reach(about),
        permissions: extension_kinds::that_matter(texts(about.get("Permissions"))),
        kinds: extension_kinds::kinds(&id, &id),
        controls: Vec::new(),
        evidence,
        id,
    })
}

/// The sites that the person has allowed it.
fn reach(about: &Map<String, Value>) -> Reach {
    let granted = match_patterns::reach(texts(about.get("GrantedPermissionOrigins")));
    let Some(access) = about.get("WebsiteAccess").and_then(Value::as_object) else {
        return granted;
    };
    if access.get("Level").and_then(Value::as_str) == Some("All") {
        return Reach::AllSites;
    }
    let is_amazon = |domain: &str| SELLER_HOSTS.iter().any(|host| is_at_or_below(host, domain));
    let named =
        texts(access.get("Allowed Domains")).any(|domain| domain.contains("amazon") && is_amazon(domain));
    granted.min(if named { Reach::Amazon } else { Reach::Elsewhere })
}

/// The texts of a list, or the keys of a dictionary.
fn texts(value: Option<&Value>) -> impl Iterator<Item = &str> {
    let list = value.and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str);
    let keys = value.and_then(Value::as_object).into_iter().flat_map(Map::keys).map(String::as_str);
    list.chain(keys)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    /// What is found in a list with one extension of which that is known.
    fn found(about: &Value) -> Vec<ExtensionFacts> {
        of_list(&json!({"jp.example.adguard (ABCDE12345)": about, "odd": "x"}), "Extensions.plist")
    }

    #[test]
    fn only_enabled_extensions_count() {
        assert_eq!(found(&json!({"Enabled": false})), []);
        assert_eq!(found(&json!({})), []);
        let one = found(&json!({"Enabled": true})).remove(0);
        assert_eq!((one.id.as_str(), one.reach), ("jp.example.adguard", Reach::Elsewhere));
        assert_eq!(one.kinds, [crate::environment::facts::ExtensionKind::Blocker]);
        assert_eq!(found(&json!({"Enabled": 1})).len(), 1);
    }

    #[test]
    fn the_sites_that_were_allowed_are_told() {
        let reach = |key: &str, value: Value| found(&json!({"Enabled": true, key: value})).remove(0).reach;
        let granted = |site: &str| reach("GrantedPermissionOrigins", json!({site: null}));
        assert_eq!(granted("*://*/*"), Reach::AllSites);
        assert_eq!(granted("*://*.amazon.co.jp/*"), Reach::Amazon);
        assert_eq!(granted("*://example.jp/*"), Reach::Elsewhere);
        let access = |about: Value| reach("WebsiteAccess", about);
        assert_eq!(access(json!({"Level": "All"})), Reach::AllSites);
        assert_eq!(access(json!({"Level": "Some"})), Reach::Elsewhere);
        let domains = |domain: &str| access(json!({"Level": "Some", "Allowed Domains": [domain]}));
        assert_eq!(domains("amazon.co.jp"), Reach::Amazon);
        assert_eq!(domains("notamazon.co.jp"), Reach::Elsewhere);
    }

    #[test]
    fn permissions_that_matter_are_kept() {
        let one = found(&json!({"Enabled": true, "Permissions": ["cookies", "tabs"]})).remove(0);
        assert_eq!(one.permissions, ["cookies"]);
    }
}
