//! The folders in which a browser may keep its settings on a machine.

use std::path::{Path, PathBuf};

use super::inventory::{BrowserDef, inventory};
use crate::environment::read::{self, Read, ReadState};
use crate::environment::registry::Hive;
use crate::environment::root::{Os, Root};

/// A folder that is there, or that cannot be looked at.
pub(super) struct Folder {
    /// The browser's name with its packaging.
    pub(super) label: String,
    pub(super) path: PathBuf,
    /// Whether it can be listed.
    pub(super) state: Read<()>,
    /// A variable or a policy names it, and the browser takes it instead of the usual one.
    pub(super) is_moved: bool,
}

/// The folders of one browser. One that can be reached in several ways, by links or by variables, is given once
/// for all browsers: under the first name that the inventory has for it.
pub(super) fn of(root: &Root, def: &BrowserDef) -> Vec<Folder> {
    let mut found: Vec<Folder> = Vec::new();
    for own in candidates(root, def) {
        let state = read::folder(root, &own.path);
        if state == Err(ReadState::Absent) || own.is_another_ones(root, def) {
            continue;
        }
        let label = match &own.packaging {
            Some(packaging) => format!("{} ({packaging})", def.label),
            None => def.label.clone(),
        };
        found.push(Folder { label, path: own.path, state, is_moved: own.is_moved });
    }
    found
}

/// A folder that may be there.
struct Candidate {
    packaging: Option<String>,
    path: PathBuf,
    /// A variable or a policy names it; it may name the usual folder of any browser.
    is_moved: bool,
}

impl Candidate {
    /// Whether the same folder has a name that comes first.
    fn is_another_ones(&self, root: &Root, def: &BrowserDef) -> bool {
        let Ok(real) = self.path.canonicalize() else { return false };
        let is_same = |path: &Path| path.canonicalize().is_ok_and(|other| other == real);
        for other in inventory() {
            for candidate in candidates(root, other) {
                let is_self = other.id == def.id && candidate.path == self.path;
                if is_self && candidate.is_moved == self.is_moved {
                    if self.is_moved {
                        continue;
                    }
                    return false;
                }
                if !candidate.is_moved && is_same(&candidate.path) {
                    return true;
                }
            }
        }
        false
    }
}

fn candidates(root: &Root, def: &BrowserDef) -> Vec<Candidate> {
    let mut all = Vec::new();
    for (packaging, template) in def.roots_on(root.os) {
        let is_moved = template.starts_with("{chrome_user_data}");
        all.extend(root.paths(template).into_iter().map(|path| Candidate {
            packaging: packaging.map(str::to_owned),
            path,
            is_moved,
        }));
    }
    all.extend(moved_by_policy(root, def).map(|path| Candidate {
        packaging: Some("UserDataDir".to_owned()),
        path,
        is_moved: true,
    }));
    all
}

/// The folder that the policy `UserDataDir` names (Windows).
///
/// Source: Chromium, `components/policy/core/browser/policy_path_parser` for the variables.
fn moved_by_policy(root: &Root, def: &BrowserDef) -> Option<PathBuf> {
    if root.os != Os::Windows {
        return None;
    }
    let key = format!("Software\\Policies\\{}", def.policy_key.as_ref()?);
    let set = |hive| root.registry.text(hive, &key, "UserDataDir").ok();
    let path = set(Hive::LocalMachine).or_else(|| set(Hive::CurrentUser))?;
    let user = root.home.file_name()?.to_string_lossy().into_owned();
    let path = path.trim().replace("${user_name}", &user).replace('\\', "/");
    let variables = [
        ("${local_app_data}", "{local_app_data}"),
        ("${roaming_app_data}", "{app_data}"),
        ("${profile}", "{home}"),
    ];
    let template = variables
        .iter()
        .find_map(|(variable, template)| Some(format!("{template}{}", path.strip_prefix(variable)?)));
    let is_plain = |path: &str| !path.contains(['$', '%', '*']);
    match template {
        Some(template) if is_plain(&template) => root.path(&template),
        None if is_plain(&path) && !path.is_empty() => Some(root.inside(&path)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;
    use std::fs;

    fn found(root: &Root) -> Vec<String> {
        let all = inventory().iter().flat_map(|def| of(root, def));
        all.map(|folder| format!("{}: {}", folder.label, root.shown(&folder.path))).collect()
    }

    #[cfg(unix)]
    #[test]
    fn a_folder_that_is_reached_in_two_ways_is_one() {
        use std::os::unix::fs::symlink;
        let dir = tempfile::tempdir().unwrap();
        let home = dir.path().join("home/taro");
        let brave = "snap/brave/123/.config/BraveSoftware/Brave-Browser";
        for folder in [brave, ".mozilla/firefox", ".config/chromium"] {
            fs::create_dir_all(home.join(folder)).unwrap();
        }
        symlink("123", home.join("snap/brave/current")).unwrap();
        fs::create_dir(home.join(".config/mozilla")).unwrap();
        symlink("../../.mozilla/firefox", home.join(".config/mozilla/firefox")).unwrap();
        let root = || Root::copied(dir.path(), Os::Linux).unwrap();
        let expected = [
            "Mozilla Firefox: ~/.mozilla/firefox",
            "Brave (Snap): ~/snap/brave/current/.config/BraveSoftware/Brave-Browser",
            "Chromium: ~/.config/chromium",
        ];
        assert_eq!(found(&root()), expected);
        let env = |path: &str| BTreeMap::from([("CHROME_USER_DATA_DIR".to_owned(), path.to_owned())]);
        let with_env = |path: &str| found(&root().with_env(env(path)));
        assert_eq!(with_env("/home/taro/.config/chromium"), expected, "it names the usual folder");
        fs::create_dir_all(dir.path().join("data")).unwrap();
        assert_eq!(with_env("/data").first().unwrap(), "Google Chrome (CHROME_USER_DATA_DIR): /data");
    }

    #[cfg(unix)]
    #[test]
    fn a_folder_that_cannot_be_looked_at_is_said() {
        let dir = tempfile::tempdir().unwrap();
        let outside = tempfile::tempdir().unwrap();
        fs::create_dir_all(dir.path().join("home/taro/.config")).unwrap();
        let chrome = dir.path().join("home/taro/.config/google-chrome");
        std::os::unix::fs::symlink(outside.path(), chrome).unwrap();
        let root = Root::copied(dir.path(), Os::Linux).unwrap();
        let chrome = inventory().iter().find(|def| def.id == "chrome").unwrap();
        let states: Vec<_> = of(&root, chrome).into_iter().map(|folder| folder.state).collect();
        assert_eq!(states, [Err(ReadState::Denied)], "another person's, or out of the copy");
    }

    #[test]
    fn a_policy_moves_the_folder() {
        let policy = |value: &str| {
            let dir = tempfile::tempdir().unwrap();
            for folder in ["Users/taro/AppData/Local/C", "D/taro"] {
                fs::create_dir_all(dir.path().join(folder)).unwrap();
            }
            let key = "[HKEY_LOCAL_MACHINE\\Software\\Policies\\Google\\Chrome]";
            let text = format!(
                "Windows Registry Editor Version 5.00\r\n\r\n{key}\r\n\"UserDataDir\"=\"{value}\"\r\n"
            );
            fs::write(dir.path().join("registry.reg"), text).unwrap();
            found(&Root::copied(dir.path(), Os::Windows).unwrap()).into_iter().next()
        };
        let chrome = |path: &str| Some(format!("Google Chrome (UserDataDir): {path}"));
        assert_eq!(policy("${local_app_data}\\\\C"), chrome("~\\AppData\\Local\\C"));
        assert_eq!(policy("C:\\\\D\\\\${user_name}"), chrome("\\D\\taro"));
        assert_eq!(policy("${documents}\\\\C"), None, "a variable that is not known");
    }

    #[test]
    fn folders_of_the_store_are_found_by_a_part_of_their_name() {
        let dir = tempfile::tempdir().unwrap();
        let arc = "Users/taro/AppData/Local/Packages/TheBrowserCompany.Arc_ttt1ap7aakyb4/LocalCache/Local/Arc/User Data";
        fs::create_dir_all(dir.path().join(arc)).unwrap();
        let found = found(&Root::copied(dir.path(), Os::Windows).unwrap());
        assert_eq!(found.len(), 1);
        assert!(
            found[0].starts_with("Arc (Microsoft Store): ~\\AppData\\Local\\Packages\\TheBrowserCompany")
        );
    }
}
