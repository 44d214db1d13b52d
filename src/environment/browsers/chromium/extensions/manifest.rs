//! Manifests of extensions: from the settings where they stand there, else from the extension's folder.
//!
//! Source: Chromium, `extensions/common/file_util.cc` and `message_bundle.cc`.

use std::borrow::Cow;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use super::super::installed::Entry;
use super::{Permissions, strings};
use crate::environment::browsers::{Place, Profile, extension_kinds, match_patterns};
use crate::environment::facts::{Topic, Unread};
use crate::environment::read::{self, Read, ReadState};
use crate::environment::root::Root;

/// No manifest or list of messages is larger, in bytes.
const LARGEST: u64 = 2 * 1024 * 1024;

/// What is read for all extensions of a profile together, in bytes.
const BUDGET: u64 = 64 * 1024 * 1024;

/// Reads manifests, as far as that is worth it.
pub(super) struct Manifests<'a> {
    root: &'a Root,
    /// `<profile>/Extensions`.
    folder: PathBuf,
    /// How many bytes may still be read.
    left: u64,
    /// The first manifest that could not be read, for each reason.
    failed: Vec<(PathBuf, ReadState)>,
}

impl<'a> Manifests<'a> {
    pub(super) fn new(root: &'a Root, profile: &Path) -> Self {
        Self { root, folder: profile.join("Extensions"), left: BUDGET, failed: Vec::new() }
    }

    /// The manifest of an extension; empty if there is none that can be read.
    pub(super) fn of<'v>(&mut self, entry: &Entry<'v>) -> Manifest<'v> {
        let folder = entry.get("path").and_then(Value::as_str).and_then(|path| self.folder_of(path));
        let value = match entry.get("manifest") {
            Some(manifest @ Value::Object(_)) => Cow::Borrowed(manifest),
            _ => Cow::Owned(self.of_folder(folder.as_deref()).unwrap_or_default()),
        };
        let mut manifest = Manifest { value, name: None };
        let key = manifest.text("name").and_then(message_key).map(str::to_owned);
        if let (Some(key), Some(folder)) = (key, &folder) {
            let default = manifest.text("default_locale").map(str::to_owned);
            manifest.name = ["ja".to_owned()]
                .into_iter()
                .chain(default.filter(|locale| is_locale(locale)))
                .find_map(|locale| self.message(&folder.join("_locales").join(locale), &key));
        }
        manifest
    }

    /// What could not be read, one for each reason.
    pub(super) fn unread(self, place: &Place, profile: &Profile) -> Vec<Unread> {
        let of =
            |(path, state): (PathBuf, _)| place.unread(&profile.subject, Topic::Extensions, &path, state);
        self.failed.into_iter().map(of).collect()
    }

    fn of_folder(&mut self, folder: Option<&Path>) -> Option<Value> {
        let path = folder?.join("manifest.json");
        let read = self.json(&path);
        read.inspect_err(|state| {
            if !self.failed.iter().any(|(_, known)| known == state) {
                self.failed.push((path, *state));
            }
        })
        .ok()
    }

    /// A message of a language. That it is missing is usual: few extensions speak Japanese.
    fn message(&mut self, locale: &Path, key: &str) -> Option<String> {
        let messages = self.json(&locale.join("messages.json")).ok()?;
        let (_, message) = messages.as_object()?.iter().find(|(name, _)| name.eq_ignore_ascii_case(key))?;
        message.get("message")?.as_str().map(str::to_owned)
    }

    /// A JSON file as extensions have them: with a byte order mark and comments, if need be.
    fn json(&mut self, path: &Path) -> Read<Value> {
        let size = fs::metadata(path).map_err(|error| read::state_of(&error))?.len();
        if size > LARGEST || size > self.left {
            return Err(ReadState::TooBig);
        }
        self.left -= size;
        parse(&read::text(self.root, path)?).ok_or(ReadState::Unparsable)
    }

    /// The folder of an extension: below the profile's, or anywhere if it is unpacked. A folder of another
    /// machine is not asked for: that may take minutes.
    fn folder_of(&self, path: &str) -> Option<PathBuf> {
        let is_windows = path.get(1..3) == Some(":\\") || path.get(1..3) == Some(":/");
        if path.starts_with("\\\\") || path.starts_with("//") {
            None
        } else if path.starts_with('/') || is_windows {
            Some(self.root.inside(path))
        } else {
            let mut parts = path.split(['/', '\\']).filter(|part| !part.is_empty() && *part != ".");
            let leads_out = |part: &str| part == ".." || part.contains(':');
            parts.try_fold(self.folder.clone(), |folder, part| (!leads_out(part)).then(|| folder.join(part)))
        }
    }
}

/// A manifest, or an empty one.
pub(super) struct Manifest<'a> {
    value: Cow<'a, Value>,
    /// Its name in a language, where the manifest has only a key.
    name: Option<String>,
}

impl Manifest<'_> {
    fn text(&self, key: &str) -> Option<&str> {
        self.value.get(key).and_then(Value::as_str).filter(|text| !text.is_empty())
    }

    /// The name as it is shown to the person.
    pub(super) fn name(&self) -> Option<String> {
        let plain = self.text("name").filter(|name| message_key(name).is_none()).map(str::to_owned);
        self.name.clone().or(plain)
    }

    pub(super) fn version(&self) -> Option<&str> {
        self.text("version")
    }

    /// Themes and old apps stand among the extensions.
    pub(super) fn is_no_extension(&self) -> bool {
        self.value.get("theme").is_some() || self.value.get("app").is_some()
    }

    /// It changes the start page, the search or what opens at the start.
    pub(super) fn takes_over_pages(&self) -> bool {
        self.value.get("chrome_settings_overrides").is_some_and(Value::is_object)
    }

    /// What it asks for. Old manifests have hosts among the permissions.
    pub(super) fn permissions(&self) -> Permissions {
        let permissions = || strings(self.value.get("permissions"));
        let scripts = self.value.get("content_scripts").and_then(Value::as_array);
        let matches = scripts.into_iter().flatten().flat_map(|script| strings(script.get("matches")));
        let hosts = permissions().chain(strings(self.value.get("host_permissions"))).chain(matches);
        Permissions { api: extension_kinds::that_matter(permissions()), reach: match_patterns::reach(hosts) }
    }
}

/// The key of a text such as `__MSG_appName__`.
fn message_key(text: &str) -> Option<&str> {
    text.strip_prefix("__MSG_")?.strip_suffix("__").filter(|key| !key.is_empty())
}

fn is_locale(text: &str) -> bool {
    text.len() <= 20 && text.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-'))
}

/// Parses an object; comments are looked for only where it is not JSON as it stands.
fn parse(text: &str) -> Option<Value> {
    serde_json::from_str(text)
        .or_else(|_| serde_json::from_str(&without_comments(text)))
        .ok()
        .filter(|value: &Value| value.is_object())
}

/// The text without `// …` and `/* … */` outside of strings.
fn without_comments(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    let mut in_string = false;
    while let Some(c) = chars.next() {
        match (c, chars.peek()) {
            ('\\', _) if in_string => {
                out.push(c);
                out.extend(chars.next());
                continue;
            }
            ('"', _) => in_string = !in_string,
            ('/', Some('/')) if !in_string => {
                while chars.next_if(|c| *c != '\n').is_some() {}
                continue;
            }
            ('/', Some('*')) if !in_string => {
                chars.next();
                let mut last = ' ';
                // A comment that has no end takes the rest.
                while let Some(c) = chars.next().filter(|c| !(last == '*' && *c == '/')) {
                    last = c;
                }
                out.push(' ');
                continue;
            }
            _ => {}
        }
        out.push(c);
    }
    out
}

/// A manifest that stands in the settings, for tests.
#[cfg(test)]
pub(super) fn of_value(value: &Value) -> Manifest<'_> {
    Manifest { value: Cow::Borrowed(value), name: None }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;
    use crate::environment::facts::Reach;

    #[test]
    fn comments_are_passed_over_but_not_in_strings() {
        let text = "// first\n{\"a\": \"http://x\", /* b */ \"c\\\"//\": 1 // end\n}";
        assert_eq!(parse(text), Some(json!({"a": "http://x", "c\"//": 1})));
        assert_eq!(parse("{\"a\": 1} /* no end"), Some(json!({"a": 1})));
        assert_eq!(parse("[1]"), None);
        assert_eq!(parse("// only"), None);
    }

    #[test]
    fn old_and_new_manifests_say_what_they_ask_for() {
        let old =
            json!({"permissions": ["cookies", "tabs", "*://*.amazon.co.jp/*", {"fileSystem": ["write"]}]});
        let permissions = of_value(&old).permissions();
        assert_eq!((permissions.api, permissions.reach), (vec!["cookies".to_owned()], Reach::Amazon));
        let new = json!({"permissions": ["scripting"], "host_permissions": ["<all_urls>"]});
        assert_eq!(of_value(&new).permissions().reach, Reach::AllSites);
        let script = json!({"content_scripts": [{"matches": ["https://sellercentral.amazon.co.jp/*"]}, 3]});
        assert_eq!(of_value(&script).permissions().reach, Reach::Amazon);
        let odd = json!({"permissions": {}, "content_scripts": "x", "name": 3});
        assert_eq!(of_value(&odd).permissions().reach, Reach::Elsewhere);
        assert_eq!(of_value(&odd).name(), None);
    }

    #[test]
    fn a_relative_path_stays_below_the_profile() {
        let dir = tempfile::tempdir().unwrap();
        let root = Root::copied(dir.path(), crate::environment::root::Os::Windows).unwrap();
        let manifests = Manifests::new(&root, &dir.path().join("Default"));
        let base = dir.path().join("Default/Extensions");
        assert_eq!(manifests.folder_of("abc\\1.0_0"), Some(base.join("abc/1.0_0")));
        assert_eq!(manifests.folder_of("abc/1.0_0"), Some(base.join("abc/1.0_0")));
        assert_eq!(manifests.folder_of("C:\\dev\\ext"), Some(dir.path().join("dev/ext")));
        assert_eq!(manifests.folder_of("/opt/../ext"), Some(dir.path().join("opt/ext")));
        assert_eq!(manifests.folder_of("..\\..\\x"), None);
        assert_eq!(manifests.folder_of("\\\\server\\share"), None);
        assert_eq!(manifests.folder_of("あい"), Some(base.join("あい")));
    }

    proptest! {
        #[test]
        fn nothing_panics(text in "[\\PC/*\"\\\\\n{}]*") {
            parse(&text);
            message_key(&text);
        }

        #[test]
        fn comments_change_nothing(value in "[\\PC/*\"\\\\]{0,20}", comment in "[a-z \"*]{0,10}") {
            let plain = json!({"name": value});
            let text = format!("/*{}*/{plain}//{comment}", comment.replace('*', ""));
            prop_assert_eq!(parse(&text), Some(plain));
        }
    }
}
