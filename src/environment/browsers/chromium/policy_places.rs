//! Where the policies of browsers built on Chromium stand: the registry, folders of files, managed preferences.
//!
//! Source: Chromium, `chrome/common/chrome_paths.cc` and `components/policy/core/common` (`config_dir_policy_loader.cc`,
//! `policy_loader_mac.mm`, `policy_loader_win.cc`); `components/enterprise/browser/controller` and
//! `components/policy/core/common/cloud` for what comes from the cloud.

use std::path::Path;

use serde_json::Value;

use super::policy::{LISTS, Set};
use super::{Place, Profile, policy_proxy};
use crate::environment::browsers::property_list;
use crate::environment::facts::{Topic, Unread};
use crate::environment::read::{self, Read, ReadState};
use crate::environment::registry::{Hive, Value as RegistryValue};
use crate::environment::root::Os;

/// The mandatory policies, then the recommended ones.
type Levels = [Set; 2];

/// `HKLM` and `HKCU`, the machine's value first.
pub(super) fn from_registry(place: &Place, unread: &mut Vec<Unread>) -> Levels {
    let mut levels = Levels::default();
    let Some(key) = &place.def.policy_key else {
        return levels;
    };
    for (set, below) in levels.iter_mut().zip(["", "\\Recommended"]) {
        let key = format!("Software\\Policies\\{key}{below}");
        for hive in [Hive::LocalMachine, Hive::CurrentUser] {
            add_key(place, set, hive, &key, unread);
            set.next_scope();
        }
    }
    levels
}

fn add_key(place: &Place, set: &mut Set, hive: Hive, key: &str, unread: &mut Vec<Unread>) {
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
    // A list is a key of its own, and counts more than a value of the same name.
    for name in LISTS {
        match place.root.registry.values(hive, &format!("{key}\\{name}")) {
            Ok(values) => set.add(name, list_of(values), &shown),
            Err(state) => fail(state),
        }
    }
    // So is a dictionary.
    match place.root.registry.values(hive, &format!("{key}\\{}", policy_proxy::SETTINGS)) {
        Ok(values) => {
            let values = values.into_iter().map(|(name, value)| (name, json_of(value))).collect();
            set.add(policy_proxy::SETTINGS, Value::Object(values), &shown);
        }
        Err(state) => fail(state),
    }
    match place.root.registry.values(hive, key) {
        Ok(values) => {
            for (name, value) in values {
                set.add(&name, json_of(value), &shown);
            }
        }
        Err(state) => fail(state),
    }
}

fn json_of(value: RegistryValue) -> Value {
    match value {
        RegistryValue::Number(number) => Value::from(number),
        // Lists may also be written as JSON text.
        RegistryValue::Text(text) => lenient_json(&text).unwrap_or(Value::String(text)),
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
pub(super) fn from_files(place: &Place, unread: &mut Vec<Unread>) -> Levels {
    let mut levels = Levels::default();
    for template in &place.def.policy_folders {
        let recommended = template.strip_suffix("/managed").map(|above| format!("{above}/recommended"));
        for (set, template) in levels.iter_mut().zip([Some(template.clone()), recommended]) {
            if let Some(folder) = template.and_then(|template| place.root.path(&template)) {
                add_folder(place, set, &folder, unread);
            }
        }
    }
    levels
}

fn add_folder(place: &Place, set: &mut Set, folder: &Path, unread: &mut Vec<Unread>) {
    let mut fail = |path: &Path, state| {
        if state != ReadState::Absent {
            unread.push(place.unread(&place.label, Topic::CompanySettings, path, state));
        }
    };
    let names = match read::entries(&place.root, folder) {
        Ok(names) => names,
        Err(state) => return fail(folder, state),
    };
    for path in names.into_iter().rev().map(|name| folder.join(name)) {
        // Folders inside the folder are not looked into.
        if read::folder(&place.root, &path).is_ok() {
            continue;
        }
        let text = read::text(&place.root, &path);
        match text.and_then(|text| lenient_json(&text).ok_or(ReadState::Unparsable)) {
            Ok(Value::Object(policies)) => {
                for (name, value) in policies {
                    set.add(&name, value, &place.root.shown(&path));
                }
            }
            Ok(_) => fail(&path, ReadState::Unparsable),
            Err(state) => fail(&path, state),
        }
    }
}

/// JSON as Chromium reads it: comments and a comma behind the last value are allowed.
fn lenient_json(text: &str) -> Option<Value> {
    serde_json::from_str(text).ok().or_else(|| serde_json::from_str(&strict(text)).ok())
}

/// Takes out comments and commas behind the last value.
fn strict(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    let mut in_string = false;
    while let Some(c) = rest.chars().next() {
        let after = rest.get(c.len_utf8()..).unwrap_or_default();
        if in_string {
            out.push(c);
            in_string = c != '"';
            rest = after;
            if c == '\\' {
                out.extend(after.chars().next());
                rest = after.get(after.chars().next().map_or(0, char::len_utf8)..).unwrap_or_default();
            }
        } else if after.starts_with('/') && c == '/' {
            rest = rest.find('\n').and_then(|end| rest.get(end..)).unwrap_or_default();
        } else if after.starts_with('*') && c == '/' {
            rest = after.get(1..).and_then(|inner| inner.split_once("*/")).map_or("", |(_, after)| after);
        } else {
            if matches!(c, '}' | ']') {
                let kept = out.trim_end().strip_suffix(',').map(str::trim_end);
                let is_behind_a_value = |kept: &&str| !kept.ends_with(['{', '[', ',']);
                out.truncate(kept.filter(is_behind_a_value).map_or(out.len(), str::len));
            }
            in_string = c == '"';
            out.push(c);
            rest = after;
        }
    }
    out
}

/// The property lists of macOS. What only a person or program could have written there counts as recommended.
pub(super) fn from_managed_preferences(place: &Place, unread: &mut Vec<Unread>) -> Levels {
    let mut levels = Levels::default();
    let Some(domain) = &place.def.policy_domain else {
        return levels;
    };
    let person =
        place.root.home.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let places = [
        [
            format!("/Library/Managed Preferences/{person}/{domain}.plist"),
            format!("/Library/Managed Preferences/{domain}.plist"),
        ],
        [
            format!("{{home}}/Library/Preferences/{domain}.plist"),
            format!("/Library/Preferences/{domain}.plist"),
        ],
    ];
    for (set, templates) in levels.iter_mut().zip(places) {
        for path in templates.iter().filter_map(|template| place.root.path(template)) {
            match object(property_list::read(&place.root, &path)) {
                Ok(policies) => {
                    for (name, value) in policies {
                        set.add(&name, value, &place.root.shown(&path));
                    }
                }
                Err(ReadState::Absent) => {}
                Err(state) => {
                    unread.push(place.unread(&place.label, Topic::CompanySettings, &path, state));
                }
            }
            set.next_scope();
        }
    }
    levels
}

fn object(value: Read<Value>) -> Read<serde_json::Map<String, Value>> {
    match value? {
        Value::Object(values) => Ok(values),
        _ => Err(ReadState::Unparsable),
    }
}

/// Policies that a browser got from the cloud are signed and in a form of their own; that there are any shows by the
/// file that keeps them, or by the company's token.
pub(super) fn note_cloud(place: &Place, enrolled: bool, unread: &mut Vec<Unread>) {
    let kept = is_filled(&place.folder.join("Policy").join("Machine Level User Cloud Policy"));
    // Linux: a file of its own, which is not read.
    let mut tokens = place.def.policy_folders.iter().filter_map(|template| {
        let above = template.strip_suffix("/managed")?;
        place.root.path(&format!("{above}/enrollment/CloudManagementEnrollmentToken"))
    });
    if enrolled || kept || place.root.os == Os::Linux && tokens.any(|path| is_filled(&path)) {
        unread.push(cloud(place, &place.label));
    }
}

/// The same for a profile whose account is a company's.
pub(super) fn note_cloud_of_profile(place: &Place, profile: &Profile, unread: &mut Vec<Unread>) {
    if is_filled(&profile.folder.join("Policy").join("User Policy")) {
        unread.push(cloud(place, &profile.subject));
    }
}

fn is_filled(path: &Path) -> bool {
    std::fs::symlink_metadata(path).is_ok_and(|about| about.is_file() && about.len() > 0)
}

/// The page on which the browser itself shows what holds.
fn cloud(place: &Place, subject: &str) -> Unread {
    let name = ["edge", "brave", "vivaldi", "opera"].into_iter().find(|name| place.def.id.starts_with(name));
    Unread {
        subject: subject.to_owned(),
        topic: Topic::CompanySettings,
        path: format!("{}://policy", name.unwrap_or("chrome")),
        state: ReadState::Unsupported,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
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

    #[test]
    fn files_are_read_as_the_browser_reads_them() {
        let text = r#"{
            // a comment with "quotes", and a comma,
            "URLBlocklist": ["http://*/,]", "a\\\"//b",], /* another
            one */
            "BlockThirdPartyCookies": true,
        }"#;
        let read = lenient_json(text).unwrap();
        assert_eq!(read["URLBlocklist"], json!(["http://*/,]", "a\\\"//b"]));
        assert_eq!(read["BlockThirdPartyCookies"], json!(true));
        for broken in ["", "{", "{\"a\" 1}", "{,}", "[1,,]", "// only a comment", "/* no end"] {
            assert_eq!(lenient_json(broken), None, "{broken}");
        }
    }

    use std::fs;

    use crate::environment::browsers::place_in;

    /// A machine with these files.
    fn machine(files: &[(&str, &str)]) -> tempfile::TempDir {
        let dir = tempfile::tempdir().unwrap();
        for (path, content) in files {
            let path = dir.path().join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, content).unwrap();
        }
        dir
    }

    fn unread(files: &[(&str, &str)], os: Os, id: &str) -> Vec<(String, ReadState)> {
        let dir = machine(files);
        let mut unread = Vec::new();
        super::super::policy::read(&place_in(dir.path(), os, id), &mut unread);
        assert!(unread.iter().all(|unread| unread.topic == Topic::CompanySettings));
        unread.into_iter().map(|unread| (unread.path, unread.state)).collect()
    }

    const MANAGED: &str = "etc/opt/chrome/policies/managed";

    #[test]
    fn a_file_that_cannot_be_read_is_said_and_the_others_count() {
        let broken = format!("{MANAGED}/b.json");
        let list = format!("{MANAGED}/c.json");
        let good = format!("{MANAGED}/a.json");
        let below = format!("{MANAGED}/folder/d.json");
        let files = [
            (good.as_str(), "\u{FEFF}{\"DefaultCookiesSetting\": 2}"),
            (&broken, "{\"DefaultCookiesSetting\": 1"),
            (&list, "[]"),
            (&below, "{\"DefaultCookiesSetting\": 1}"),
        ];
        let found = unread(&files, Os::Linux, "chrome");
        let path = |name: &str| (format!("/{MANAGED}/{name}"), ReadState::Unparsable);
        assert_eq!(found, [path("c.json"), path("b.json")], "folders inside are left out");
        let dir = machine(&files);
        let policy = super::super::policy::read(&place_in(dir.path(), Os::Linux, "chrome"), &mut Vec::new());
        assert_eq!(policy.facts.cookies.len(), 4);
    }

    #[test]
    fn a_broken_property_list_is_said_to_be_unread() {
        let path = "Library/Managed Preferences/taro/com.google.Chrome.plist";
        let found = unread(&[(path, "bplist00"), ("Users/taro/Library/x", "")], Os::Macos, "chrome");
        assert_eq!(found, [(format!("/{path}"), ReadState::Unparsable)]);
    }

    #[test]
    fn policies_from_the_cloud_are_said_to_be_unread() {
        let seen = |page: &str| vec![(page.to_owned(), ReadState::Unsupported)];
        let root = "home/taro/.config/google-chrome";
        let kept = format!("{root}/Policy/Machine Level User Cloud Policy");
        assert_eq!(unread(&[(&kept, "signed")], Os::Linux, "chrome"), seen("chrome://policy"));
        assert_eq!(unread(&[(&kept, "")], Os::Linux, "chrome"), []);
        let token = "etc/opt/chrome/policies/enrollment/CloudManagementEnrollmentToken";
        assert_eq!(unread(&[(token, "secret")], Os::Linux, "chrome"), seen("chrome://policy"));
        let registry = |browser: &str| {
            format!(
                "[HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\{browser}]\n\"CloudManagementEnrollmentToken\"=\"secret\"\n"
            )
        };
        let google = registry("Google\\Chrome");
        assert_eq!(unread(&[("registry.reg", &google)], Os::Windows, "chrome"), seen("chrome://policy"));
        let brave = registry("BraveSoftware\\Brave");
        assert_eq!(unread(&[("registry.reg", &brave)], Os::Windows, "brave"), seen("brave://policy"));
    }

    #[test]
    fn a_profile_of_a_company_account_has_policies_from_the_cloud() {
        let dir = machine(&[("home/taro/.config/google-chrome/Default/Policy/User Policy", "signed")]);
        let place = place_in(dir.path(), Os::Linux, "chrome");
        let of = |name: &str| {
            let profile = Profile::new(place.folder.join(name), name.to_owned(), name.to_owned(), true);
            let mut unread = Vec::new();
            note_cloud_of_profile(&place, &profile, &mut unread);
            unread.len()
        };
        assert_eq!((of("Default"), of("Profile 1")), (1, 0));
    }

    #[test]
    fn the_registry_has_two_levels_and_two_halves() {
        let key = "SOFTWARE\\Policies\\Google\\Chrome";
        let registry = format!(
            "[HKEY_CURRENT_USER\\{key}]\n\"RestoreOnStartup\"=dword:5\n\"IncognitoModeAvailability\"=dword:2\n\
             [HKEY_LOCAL_MACHINE\\{key}]\n\"RestoreOnStartup\"=dword:1\n\
             [HKEY_LOCAL_MACHINE\\{key}\\Recommended]\n\"BlockThirdPartyCookies\"=dword:1\n"
        );
        let dir = machine(&[("registry.reg", &registry)]);
        let policy =
            super::super::policy::read(&place_in(dir.path(), Os::Windows, "chrome"), &mut Vec::new());
        assert_eq!(policy.facts.restores_session, Some(true), "the machine's");
        assert!(policy.facts.forced_private.is_some());
        assert_eq!(policy.facts.third_party, None);
        assert!(policy.recommended.third_party.is_some_and(|(on, _)| on));
    }

    proptest! {
        #[test]
        fn nothing_panics(text in "\\PC*", like in "[{}\\[\\]\",:/*\\\\a1\n ]{0,40}") {
            lenient_json(&text);
            lenient_json(&like);
        }

        #[test]
        fn what_is_json_stays_what_it_is(texts in proptest::collection::vec("\\PC{0,12}", 0..6)) {
            let value = json!({"list": texts});
            prop_assert_eq!(serde_json::from_str::<Value>(&strict(&value.to_string())).unwrap(), value);
        }
    }
}
