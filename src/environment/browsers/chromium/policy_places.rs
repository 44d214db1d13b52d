//! Where the policies of browsers built on Chromium stand: the registry, folders of files, managed preferences.
//!
//! Source: Chromium, `chrome/common/chrome_paths.cc` and `components/policy/core/common`.

use serde_json::Value;

use super::Place;
use super::policy::{LISTS, Set};
use crate::environment::facts::{Topic, Unread};
use crate::environment::read::{self, ReadState};
use crate::environment::registry::{Hive, Value as RegistryValue};

/// `HKLM` and `HKCU`, the machine's value first.
pub(super) fn from_registry(place: &Place, unread: &mut Vec<Unread>) -> Set {
    let mut set = Set::default();
    let Some(key) = &place.def.policy_key else {
        return set;
    };
    let key = format!("Software\\Policies\\{key}");
    for hive in [Hive::LocalMachine, Hive::CurrentUser] {
        let shown = format!("{}\\{key}", hive.short_name());
        let mut fail = |state: ReadState| {
            if state != ReadState::Absent {
                unread.push(Unread {
                    subject: place.label.clone(),
                    topic: Topic::CompanySettings,
                    path: shown.clone(),
                    state,
                });
            }
        };
        match place.root.registry.values(hive, &key) {
            Ok(values) => {
                for (name, value) in values {
                    set.add(&name, json_of(value), &shown);
                }
            }
            Err(state) => fail(state),
        }
        for name in LISTS {
            match place.root.registry.values(hive, &format!("{key}\\{name}")) {
                Ok(values) => set.add(name, list_of(values), &shown),
                Err(state) => fail(state),
            }
        }
    }
    set
}

fn json_of(value: RegistryValue) -> Value {
    match value {
        RegistryValue::Number(number) => Value::from(number),
        // Lists may also be written as JSON text.
        RegistryValue::Text(text) => serde_json::from_str(&text).unwrap_or(Value::String(text)),
        RegistryValue::List(texts) => Value::from(texts),
        RegistryValue::Bytes(_) => Value::Null,
    }
}

/// A list is a key with values named `1`, `2` …
fn list_of(mut values: Vec<(String, RegistryValue)>) -> Value {
    values.sort_by_key(|(name, _)| name.parse::<u32>().unwrap_or(u32::MAX));
    values.iter().filter_map(|(_, value)| value.text()).map(Value::from).collect()
}

/// All files of the policy folders; the last one in the order of names counts.
pub(super) fn from_files(place: &Place, unread: &mut Vec<Unread>) -> Set {
    let mut set = Set::default();
    for folder in place.def.policy_folders.iter().filter_map(|template| place.root.path(template)) {
        let names = match read::entries(&place.root, &folder) {
            Ok(names) => names,
            Err(ReadState::Absent) => continue,
            Err(state) => {
                unread.push(place.unread(&place.label, Topic::CompanySettings, &folder, state));
                continue;
            }
        };
        for path in names.into_iter().rev().map(|name| folder.join(name)) {
            match read::json(&place.root, &path) {
                Ok(Value::Object(policies)) => {
                    for (name, value) in policies {
                        set.add(&name, value, &place.root.shown(&path));
                    }
                }
                Ok(_) => unread.push(place.unread(
                    &place.label,
                    Topic::CompanySettings,
                    &path,
                    ReadState::Unparsable,
                )),
                Err(state) => unread.push(place.unread(&place.label, Topic::CompanySettings, &path, state)),
            }
        }
    }
    set
}

/// macOS keeps managed preferences as property lists, which are not read yet: that there are any is said.
pub(super) fn note_managed_preferences(place: &Place, unread: &mut Vec<Unread>) {
    let Some(domain) = &place.def.policy_domain else {
        return;
    };
    let person =
        place.root.home.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    for template in [
        format!("/Library/Managed Preferences/{domain}.plist"),
        format!("/Library/Managed Preferences/{person}/{domain}.plist"),
    ] {
        let path = place.root.inside(&template);
        if std::fs::symlink_metadata(&path).is_ok() {
            unread.push(place.unread(&place.label, Topic::CompanySettings, &path, ReadState::Unsupported));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn lists_in_the_registry_are_ordered_by_number() {
        let value = |text: &str| RegistryValue::Text(text.to_owned());
        let list =
            list_of(vec![("10".into(), value("c")), ("2".into(), value("b")), ("1".into(), value("a"))]);
        assert_eq!(list, json!(["a", "b", "c"]));
        assert_eq!(json_of(value("[\"a\"]")), json!(["a"]));
        assert_eq!(json_of(value("plain")), json!("plain"));
    }
}
