//! The machine that is read: the one at hand, or a copy of another one's files on any operating system.

use std::collections::BTreeMap;
use std::fmt;
use std::path::{Component, Path, PathBuf};
use std::sync::OnceLock;

use serde::{Deserialize, Serialize};

use super::mask;
use super::processes::{self, Process};
use super::read::{self, Read, ReadState};
use super::registry::Registry;

/// An operating system whose layout of folders is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Os {
    /// Windows 10 and 11.
    Windows,
    /// macOS.
    Macos,
    /// Linux, and everything else that lays out its folders like it.
    Linux,
}

impl Os {
    /// The one this program was built for.
    pub fn current() -> Self {
        if cfg!(windows) {
            Self::Windows
        } else if cfg!(target_os = "macos") {
            Self::Macos
        } else {
            Self::Linux
        }
    }

    fn separator(self) -> &'static str {
        if self == Self::Windows { "\\" } else { "/" }
    }
}

/// Why a folder cannot be read as a copy of a machine.
#[derive(Debug, thiserror::Error)]
pub enum RootError {
    /// There is no folder of that name, or it cannot be listed.
    #[error("not a folder that can be read: {path}")]
    NotAFolder {
        /// The folder that was asked for.
        path: PathBuf,
        /// What the operating system says.
        source: std::io::Error,
    },
}

/// Whether folders are opened at which the operating system asks the person for a permission: on macOS those of
/// other programs, Safari's among them. Nobody likes to be asked out of the blue.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Asking {
    /// Not before the person wants it.
    #[default]
    NotYet,
    /// The person wants it.
    Wanted,
}

/// Where everything is read from. All readers take paths and settings from here only.
///
/// A live machine has an empty [`Root::base`]. A copied one mirrors a file system below it: for Windows the
/// system drive (`Users\…`), with the registry as `registry.reg`, as regedit exports it.
pub struct Root {
    /// How folders are laid out.
    pub os: Os,
    /// Empty for the machine at hand, else the folder that mirrors a file system.
    pub base: PathBuf,
    /// The operator's home folder, `base` included.
    pub home: PathBuf,
    /// Other people's home folders in a copy; they are not read.
    pub other_homes: Vec<PathBuf>,
    /// The variables that are needed, and no others.
    pub env: BTreeMap<String, String>,
    /// The registry; empty but on Windows.
    pub registry: Registry,
    /// Whether the operating system may ask the person for a permission.
    pub asking: Asking,
    /// The programs that run, once anybody asked.
    processes: OnceLock<Vec<Process>>,
    /// `base` without links, to tell when a link leads out of a copy.
    confines: Option<PathBuf>,
}

/// More folders do not match a template on a healthy machine.
const MOST_MATCHES: usize = 16;

/// The environment variables that any reader asks for.
pub(super) const VARIABLES: &[&str] = &[
    "APPDATA",
    "LOCALAPPDATA",
    "ProgramFiles",
    "ProgramFiles(x86)",
    "ProgramData",
    "PUBLIC",
    "CHROME_CONFIG_HOME",
    "CHROME_USER_DATA_DIR",
    "XDG_CONFIG_HOME",
    "XDG_CONFIG_DIRS",
    "XDG_DATA_HOME",
    "XDG_DATA_DIRS",
    "TZ",
    // Where programs are looked up.
    "PATH",
    // Which desktop it is.
    "XDG_CURRENT_DESKTOP",
    "DESKTOP_SESSION",
    "GNOME_DESKTOP_SESSION_ID",
    "KDE_FULL_SESSION",
    // Proxies.
    "all_proxy",
    "ALL_PROXY",
    "https_proxy",
    "HTTPS_PROXY",
    "http_proxy",
    "HTTP_PROXY",
    "ftp_proxy",
    "FTP_PROXY",
    "auto_proxy",
    "AUTO_PROXY",
    "socks_server",
    "SOCKS_SERVER",
    "socks_version",
    "SOCKS_VERSION",
    "no_proxy",
    "NO_PROXY",
    // KDE looks for these beside those above when it finds out by itself what variables there are.
    "HTTPSPROXY",
    "httpsproxy",
    "HTTPPROXY",
    "httpproxy",
    "SOCKS_PROXY",
    "socks_proxy",
    "SOCKSPROXY",
    "socksproxy",
    "PROXY",
    "proxy",
];

impl Root {
    /// The machine this program runs on, as its user sees it.
    pub fn live() -> Self {
        let env: BTreeMap<String, String> = VARIABLES
            .iter()
            .filter_map(|name| Some(((*name).to_owned(), std::env::var(name).ok()?)))
            .collect();
        Self {
            os: Os::current(),
            base: PathBuf::new(),
            home: etcetera::home_dir().unwrap_or_default(),
            other_homes: Vec::new(),
            env,
            registry: Registry::live(),
            asking: Asking::Wanted,
            processes: OnceLock::new(),
            confines: None,
        }
    }

    /// A copy of a machine: the folder `dir` mirrors its file system.
    pub fn copied(dir: &Path, os: Os) -> Result<Self, RootError> {
        let unusable = |source| RootError::NotAFolder { path: dir.to_owned(), source };
        let confines = dir.canonicalize().map_err(unusable)?;
        std::fs::read_dir(dir).map_err(unusable)?;
        let mut root = Self {
            os,
            base: dir.to_owned(),
            home: PathBuf::new(),
            other_homes: Vec::new(),
            env: BTreeMap::new(),
            registry: Registry::none(),
            asking: Asking::Wanted,
            processes: OnceLock::new(),
            confines: Some(confines),
        };
        let mut homes = root.homes().into_iter();
        root.home = homes.next().unwrap_or_else(|| root.inside("/nobody"));
        root.other_homes = homes.collect();
        if os == Os::Windows {
            root.registry = Registry::exported(&root, &dir.join("registry.reg"));
        }
        Ok(root)
    }

    /// The same copy, with environment variables.
    #[must_use]
    pub fn with_env(mut self, env: BTreeMap<String, String>) -> Self {
        self.env = env;
        self
    }

    /// The same machine, with what may ask the person for a permission.
    #[must_use]
    pub fn with_asking(mut self, asking: Asking) -> Self {
        self.asking = asking;
        self
    }

    /// Whether this is the machine at hand.
    pub fn is_live(&self) -> bool {
        self.confines.is_none()
    }

    /// The home folders in a copy, the one with settings of programs first.
    fn homes(&self) -> Vec<PathBuf> {
        let above = match self.os {
            Os::Windows | Os::Macos => "/Users",
            Os::Linux => "/home",
        };
        let above = self.inside(above);
        let mut homes: Vec<PathBuf> = read::entries(self, &above)
            .unwrap_or_default()
            .into_iter()
            .filter(|name| !is_nobody(name))
            .map(|name| above.join(name))
            .filter(|path| read::folder(self, path).is_ok())
            .collect();
        if self.os == Os::Linux && homes.is_empty() {
            homes.push(self.inside("/root"));
        }
        let settings = match self.os {
            Os::Windows => "AppData",
            Os::Macos => "Library",
            Os::Linux => ".config",
        };
        homes.sort_by_key(|home| read::folder(self, &home.join(settings)).is_err());
        homes
    }

    /// Where an absolute path of that machine is, as seen from here.
    pub fn inside(&self, absolute: &str) -> PathBuf {
        if self.is_live() {
            return PathBuf::from(absolute);
        }
        let plain: PathBuf = absolute.split(['/', '\\']).filter(|part| is_plain(part)).collect();
        self.base.join(plain)
    }

    /// A path from a template such as `{config}/google-chrome` or `/etc/opt/chrome`, or none where this
    /// machine has no such folder.
    pub fn path(&self, template: &str) -> Option<PathBuf> {
        let (start, rest) = self.start(template)?;
        Some(rest.split('/').filter(|part| is_plain(part)).fold(start, |path, part| path.join(part)))
    }

    /// All paths from a template in which one `*` in a part stands for any text, as in the folders that the
    /// Microsoft Store makes. Without one, it is the same as [`Root::path`].
    pub fn paths(&self, template: &str) -> Vec<PathBuf> {
        let Some((start, rest)) = self.start(template) else { return Vec::new() };
        rest.split('/').filter(|part| is_plain(part)).fold(vec![start], |paths, part| {
            match part.split_once('*') {
                None => paths.into_iter().map(|path| path.join(part)).collect(),
                Some((before, after)) => paths
                    .iter()
                    .flat_map(|path| self.matching(path, before, after))
                    .take(MOST_MATCHES)
                    .collect(),
            }
        })
    }

    /// The entries of a folder whose names begin and end like this.
    fn matching(&self, folder: &Path, before: &str, after: &str) -> Vec<PathBuf> {
        let names = read::entries(self, folder).unwrap_or_default().into_iter();
        names
            .filter(|name| name.strip_prefix(before).is_some_and(|rest| rest.ends_with(after)))
            .map(|name| folder.join(name))
            .collect()
    }

    /// The folder that a template starts with, and what follows it.
    fn start<'a>(&self, template: &'a str) -> Option<(PathBuf, &'a str)> {
        let Some((name, rest)) = template.strip_prefix('{').and_then(|rest| rest.split_once('}')) else {
            return Some((self.inside("/"), template));
        };
        let start = match name {
            "program_files" => {
                self.folder_of("ProgramFiles").unwrap_or_else(|| self.inside("/Program Files"))
            }
            "program_files_x86" => {
                self.folder_of("ProgramFiles(x86)").unwrap_or_else(|| self.inside("/Program Files (x86)"))
            }
            "program_data" => self.folder_of("ProgramData").unwrap_or_else(|| self.inside("/ProgramData")),
            "public" => self.folder_of("PUBLIC").unwrap_or_else(|| self.inside("/Users/Public")),
            "chrome_user_data" => self.folder_of("CHROME_USER_DATA_DIR")?,
            _ if self.home.as_os_str().is_empty() => return None,
            "home" => self.home.clone(),
            "config" => self.config(),
            "chrome_config" => self.folder_of("CHROME_CONFIG_HOME").unwrap_or_else(|| self.config()),
            "app_data" => {
                self.folder_of("APPDATA").unwrap_or_else(|| self.home.join("AppData").join("Roaming"))
            }
            "local_app_data" => {
                self.folder_of("LOCALAPPDATA").unwrap_or_else(|| self.home.join("AppData").join("Local"))
            }
            _ => return None,
        };
        Some((start, rest))
    }

    fn config(&self) -> PathBuf {
        self.folder_of("XDG_CONFIG_HOME").unwrap_or_else(|| self.home.join(".config"))
    }

    /// The folders that an environment variable lists, as on Linux, or else `default`.
    pub(crate) fn folders_of(&self, variable: &str, default: &str) -> Vec<PathBuf> {
        let listed = self.env.get(variable).filter(|value| !value.is_empty());
        let listed = listed.map_or(default, String::as_str);
        listed.split(':').filter(|part| part.starts_with('/')).map(|part| self.inside(part)).collect()
    }

    /// The programs that run, on the machine at hand; looked up once.
    pub(crate) fn processes(&self) -> &[Process] {
        self.processes.get_or_init(|| if self.is_live() { processes::running() } else { Vec::new() })
    }

    /// The folder that an environment variable names.
    fn folder_of(&self, variable: &str) -> Option<PathBuf> {
        self.env.get(variable).filter(|value| !value.is_empty()).map(|value| self.inside(value))
    }

    /// Fails unless a path, links followed, is still part of this machine.
    pub(crate) fn confine(&self, path: &Path) -> Read<()> {
        let Some(confines) = &self.confines else {
            return Ok(());
        };
        // A file may disappear at any moment.
        let real = path.canonicalize().map_err(|error| read::state_of(&error))?;
        if real.starts_with(confines) { Ok(()) } else { Err(ReadState::Denied) }
    }

    /// A path as it is shown: home shortened to `~`, as on that machine, addresses masked.
    pub(crate) fn shown(&self, path: &Path) -> String {
        let separator = self.os.separator();
        let joined = |path: &Path| {
            let parts: Vec<_> = path
                .components()
                .filter(|part| matches!(part, Component::Normal(_)))
                .map(|part| part.as_os_str().to_string_lossy().into_owned())
                .collect();
            parts.join(separator)
        };
        let at_home = path.strip_prefix(&self.home).ok().filter(|_| !self.home.as_os_str().is_empty());
        let text = match at_home {
            Some(rest) if rest.as_os_str().is_empty() => "~".to_owned(),
            Some(rest) => format!("~{separator}{}", joined(rest)),
            None if self.is_live() => path.to_string_lossy().into_owned(),
            None => format!("{separator}{}", joined(path.strip_prefix(&self.base).unwrap_or(path))),
        };
        mask::shown_path(&text)
    }
}

/// Says which machine, but nothing that is on it: variables and registry may hold secrets.
impl fmt::Debug for Root {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Root").field("os", &self.os).field("base", &self.base).finish_non_exhaustive()
    }
}

/// A part of a path that leads downwards and names no drive.
fn is_plain(part: &str) -> bool {
    !part.is_empty() && part != "." && part != ".." && !part.ends_with(':')
}

/// Folders beside the home folders that are no person's.
fn is_nobody(name: &str) -> bool {
    let lower = name.to_lowercase();
    lower.starts_with('.')
        || lower.starts_with("default")
        || matches!(
            lower.as_str(),
            "public" | "all users" | "shared" | "guest" | "lost+found" | "desktop.ini"
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn machine(folders: &[&str], os: Os) -> (tempfile::TempDir, Root) {
        let dir = tempfile::tempdir().unwrap();
        for folder in folders {
            std::fs::create_dir_all(dir.path().join(folder)).unwrap();
        }
        let root = Root::copied(dir.path(), os).unwrap();
        (dir, root)
    }

    #[test]
    fn the_home_folder_of_a_copy_is_the_persons() {
        let (dir, root) = machine(&["Users/Public", "Users/Default", "Users/taro/AppData"], Os::Windows);
        assert_eq!(root.home, dir.path().join("Users/taro"));
        assert!(root.other_homes.is_empty());
        let (dir, root) = machine(&["Users/Shared", "Users/hanako"], Os::Macos);
        assert_eq!(root.home, dir.path().join("Users/hanako"));
        let (dir, root) = machine(&["root/.config"], Os::Linux);
        assert_eq!(root.home, dir.path().join("root"));
        let (dir, root) = machine(&["home/a", "home/b/.config"], Os::Linux);
        assert_eq!(root.home, dir.path().join("home/b"), "the one with settings");
        assert_eq!(root.other_homes, [dir.path().join("home/a")]);
    }

    #[test]
    fn templates_resolve_below_the_copy_and_never_above() {
        let (dir, root) = machine(&["Users/taro"], Os::Windows);
        let local = root.path("{local_app_data}/Google/Chrome/User Data").unwrap();
        assert_eq!(local, dir.path().join("Users/taro/AppData/Local/Google/Chrome/User Data"));
        assert_eq!(
            root.path("{program_files}/Mozilla Firefox").unwrap(),
            dir.path().join("Program Files/Mozilla Firefox")
        );
        assert_eq!(root.path("/etc/../../x").unwrap(), dir.path().join("etc/x"));
        assert_eq!(root.path("{home}/../../x").unwrap(), dir.path().join("Users/taro/x"));
        assert_eq!(root.path("{unknown}/x"), None);
        let env = BTreeMap::from([("LOCALAPPDATA".to_owned(), "D:\\Data\\Local".to_owned())]);
        assert_eq!(root.with_env(env).path("{local_app_data}/x").unwrap(), dir.path().join("Data/Local/x"));
    }

    #[test]
    fn a_star_stands_for_any_text_in_one_part_of_a_template() {
        let packages = "Users/taro/AppData/Local/Packages";
        let folders = ["Vendor.App_a1/Local", "Vendor.App_b2/Local", "Vendor.Other_c3/Local"];
        let folders = folders.map(|folder| format!("{packages}/{folder}"));
        let (dir, root) = machine(&folders.each_ref().map(String::as_str), Os::Windows);
        let paths = root.paths("{local_app_data}/Packages/Vendor.App_*/Local");
        assert_eq!(paths, [dir.path().join(&folders[0]), dir.path().join(&folders[1])]);
        assert_eq!(
            root.paths("{local_app_data}/Packages/*.Other_c3"),
            [dir.path().join(packages).join("Vendor.Other_c3")]
        );
        assert_eq!(root.paths("{local_app_data}/None/*/x"), Vec::<PathBuf>::new());
        assert_eq!(root.paths("{local_app_data}/x"), [dir.path().join("Users/taro/AppData/Local/x")]);
        assert_eq!(root.paths("{chrome_user_data}"), Vec::<PathBuf>::new(), "the variable is not set");
    }

    #[test]
    fn variables_move_the_folders_of_chrome() {
        let (dir, root) = machine(&["home/taro"], Os::Linux);
        assert_eq!(
            root.path("{chrome_config}/chromium").unwrap(),
            dir.path().join("home/taro/.config/chromium")
        );
        let set = |pairs: &[(&str, &str)]| {
            pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
        };
        let root = root.with_env(set(&[("XDG_CONFIG_HOME", "/a"), ("CHROME_USER_DATA_DIR", "/c")]));
        assert_eq!(root.path("{chrome_config}/x").unwrap(), dir.path().join("a/x"));
        assert_eq!(root.path("{chrome_user_data}").unwrap(), dir.path().join("c"));
        let root = root.with_env(set(&[("XDG_CONFIG_HOME", "/a"), ("CHROME_CONFIG_HOME", "/b")]));
        assert_eq!(root.path("{chrome_config}/x").unwrap(), dir.path().join("b/x"));
        assert_eq!(root.folders_of("XDG_DATA_DIRS", "/u:/v"), [dir.path().join("u"), dir.path().join("v")]);
    }

    #[test]
    fn paths_are_shown_as_on_that_machine() {
        let (_dir, root) = machine(&["Users/taro"], Os::Windows);
        let path = root.path("{local_app_data}/Google/Chrome/User Data/Default/Preferences").unwrap();
        assert_eq!(root.shown(&path), "~\\AppData\\Local\\Google\\Chrome\\User Data\\Default\\Preferences");
        assert_eq!(root.shown(&root.inside("/Program Files/x")), "\\Program Files\\x");
        let (_dir, root) = machine(&["home/taro"], Os::Linux);
        assert_eq!(root.shown(&root.path("{config}/chromium").unwrap()), "~/.config/chromium");
        assert_eq!(root.shown(&root.inside("/etc/localtime")), "/etc/localtime");
    }

    #[test]
    fn debug_shows_no_content() {
        let (_dir, root) = machine(&["home/taro"], Os::Linux);
        let root =
            root.with_env(BTreeMap::from([("https_proxy".to_owned(), "http://u:hunter2@p:1".to_owned())]));
        assert!(!format!("{root:?}").contains("hunter2"));
    }
}
