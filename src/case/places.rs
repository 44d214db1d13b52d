//! Where the program keeps things: notes, its own data, and what can be thrown away.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

use crate::{
    environment::{
        Os,
        registry::{Hive, Registry},
    },
    ui::text::files::{NOTES_FOLDER, PORTABLE_FOLDER},
};

/// A file of this name beside the program, whatever it holds: everything is kept beside the program, too.
pub const PORTABLE_MARKER: &str = "portable.txt";

/// Our folder among those of other programs.
const OURS: &str = "login-triage";
/// The same where an administrator puts it, on Windows and macOS.
const OURS_FOR_ALL: &str = "LoginTriage";
/// Where Windows says which folders have been moved, to `OneDrive` above all.
const MOVED: &str = "Software\\Microsoft\\Windows\\CurrentVersion\\Explorer\\User Shell Folders";
/// The name of the documents' folder there.
const PERSONAL: &str = "Personal";
/// The variables that paths are made of, beside those that the registry names.
const VARIABLES: [&str; 5] =
    ["APPDATA", "LOCALAPPDATA", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME"];

/// Where things are kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Places {
    /// Installed, or carried about.
    pub mode: Mode,
    /// The folder of the notes, unless the operator has chosen another.
    pub notes: PathBuf,
    /// The file with the settings.
    pub settings: PathBuf,
    /// The folder of recovery copies.
    pub recovery: PathBuf,
    /// The folder of what can be thrown away at any time.
    pub cache: PathBuf,
    /// The file that tells how the last starts went.
    pub boot: PathBuf,
    /// The folder of the log.
    pub log: PathBuf,
    /// The folder in which the first of several starts says that it is there.
    pub instance: PathBuf,
}

/// Installed, or carried about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// In the folders that the operating system has for it.
    Installed,
    /// Everything beside the program, for instance on a USB stick.
    Portable,
}

/// What the places depend on.
pub struct Surroundings {
    /// How folders are laid out.
    pub os: Os,
    /// The folder of the program, if [`PORTABLE_MARKER`] lies in it.
    pub portable: Option<PathBuf>,
    /// The person's folder.
    pub home: Option<PathBuf>,
    /// The variables that are needed, and no others.
    pub env: BTreeMap<String, String>,
    /// Windows: where the registry says the documents are, variables and all. `SHGetKnownFolderPath` would say the same,
    /// but looks whether the folder is there, waits for a server that does not answer, and then says nothing: notes
    /// would lie in another folder on the day on which the network is down.
    pub documents: Option<String>,
    /// Linux: the content of `user-dirs.dirs`.
    pub user_dirs: Option<String>,
    /// Windows: the folder of what programs keep for everybody, as the system and no variable says.
    pub program_data: Option<PathBuf>,
}

impl Surroundings {
    /// Those of this program, on this machine.
    pub fn live() -> Self {
        let folder = std::env::current_exe().ok().and_then(|program| Some(program.parent()?.to_owned()));
        let documents = Registry::live().text(Hive::CurrentUser, MOVED, PERSONAL).ok();
        let value = |name: &str| Some((name.to_owned(), std::env::var(name).ok()?));
        let named = documents.iter().flat_map(|path| variables_in(path));
        let mut surroundings = Self {
            os: Os::current(),
            portable: folder.filter(|folder| folder.join(PORTABLE_MARKER).is_file()),
            home: etcetera::home_dir().ok(),
            env: VARIABLES.into_iter().chain(named).filter_map(value).collect(),
            documents,
            user_dirs: None,
            program_data: program_data(),
        };
        if surroundings.os == Os::Linux {
            let file =
                surroundings.xdg("XDG_CONFIG_HOME", ".config").map(|config| config.join("user-dirs.dirs"));
            surroundings.user_dirs = file.and_then(|file| std::fs::read_to_string(file).ok());
        }
        surroundings
    }

    /// A folder from a variable that must be absolute, else one in the person's folder.
    fn xdg(&self, variable: &str, otherwise: &str) -> Option<PathBuf> {
        let set = self.env.get(variable).map(PathBuf::from).filter(|path| path.has_root());
        set.or_else(|| Some(self.home.as_ref()?.join(otherwise)))
    }

    fn windows(&self, variable: &str, otherwise: &str) -> Option<PathBuf> {
        let set = self.env.get(variable).filter(|path| !path.is_empty()).map(PathBuf::from);
        set.or_else(|| Some(self.home.as_ref()?.join("AppData").join(otherwise)))
    }

    /// Where an administrator writes down what holds for everybody on this machine. Also where everything else lies
    /// beside the program.
    pub fn policy_file(&self) -> PathBuf {
        let folder = match self.os {
            Os::Windows => {
                let usual = || PathBuf::from("C:\\ProgramData");
                self.program_data.clone().unwrap_or_else(usual).join(OURS_FOR_ALL)
            }
            Os::Macos => Path::new("/Library/Application Support").join(OURS_FOR_ALL),
            Os::Linux => Path::new("/etc").join(OURS),
        };
        folder.join("policy.ron")
    }

    /// The folder of the person's documents, wherever it was moved to, whether it is there now or not. None if the
    /// person has no folder.
    pub fn documents_folder(&self) -> Option<PathBuf> {
        let moved = match self.os {
            Os::Windows => self.documents.as_deref().and_then(|path| self.expanded(path)),
            Os::Macos => None,
            Os::Linux => self.user_dirs.as_deref().and_then(|text| self.user_dir(text)),
        };
        moved.or_else(|| Some(self.home.as_ref()?.join("Documents")))
    }

    /// A path of Windows with its variables put in. None if one of them is unknown.
    fn expanded(&self, path: &str) -> Option<PathBuf> {
        let mut out = String::new();
        let mut parts = path.trim().split('%');
        out.push_str(parts.next()?);
        while let Some(name) = parts.next() {
            // A lone % is part of a name.
            let Some(rest) = parts.next() else {
                out.push('%');
                out.push_str(name);
                break;
            };
            let (_, value) = self.env.iter().find(|(known, _)| known.eq_ignore_ascii_case(name))?;
            out.push_str(value);
            out.push_str(rest);
        }
        (!out.is_empty()).then(|| PathBuf::from(out))
    }

    /// `XDG_DOCUMENTS_DIR="$HOME/文書"`, see
    /// <https://www.freedesktop.org/wiki/Software/xdg-user-dirs/>. The person's folder itself stands for none.
    fn user_dir(&self, text: &str) -> Option<PathBuf> {
        let home = self.home.as_ref()?;
        let line = text.lines().rev().find_map(|line| line.trim().strip_prefix("XDG_DOCUMENTS_DIR="))?;
        let path =
            line.trim().strip_prefix('"')?.strip_suffix('"')?.replace("\\\"", "\"").replace("\\\\", "\\");
        let path = match path.strip_prefix("$HOME") {
            Some(rest) => home.join(rest.trim_matches('/')),
            None => PathBuf::from(path),
        };
        let path: PathBuf = path.components().collect();
        (path.has_root() && path != *home).then_some(path)
    }
}

/// The names of the variables in a path of Windows.
fn variables_in(path: &str) -> impl Iterator<Item = &str> {
    path.split('%').skip(1).step_by(2)
}

impl Places {
    /// The places of this program on this machine. None if the person has no folder.
    pub fn live() -> Option<Self> {
        Self::of(&Surroundings::live())
    }

    /// The places in certain surroundings. None if the person has no folder.
    pub fn of(surroundings: &Surroundings) -> Option<Self> {
        if let Some(program) = &surroundings.portable {
            return Some(Self::within(&program.join(PORTABLE_FOLDER)));
        }
        let home = surroundings.home.as_ref();
        let (config, data, cache, log) = match surroundings.os {
            Os::Windows => {
                let roaming = surroundings.windows("APPDATA", "Roaming")?.join(OURS);
                // What is typed does not belong on a server that copies it at every sign-in.
                let local = surroundings.windows("LOCALAPPDATA", "Local")?.join(OURS);
                (roaming, local.clone(), local.join("cache"), local.join("log"))
            }
            Os::Macos => {
                let library = home?.join("Library");
                let data = library.join("Application Support").join(OURS);
                let logs = library.join("Logs").join(OURS);
                (library.join("Preferences").join(OURS), data, library.join("Caches").join(OURS), logs)
            }
            Os::Linux => {
                let data = surroundings.xdg("XDG_DATA_HOME", ".local/share")?.join(OURS);
                let config = surroundings.xdg("XDG_CONFIG_HOME", ".config")?.join(OURS);
                let cache = surroundings.xdg("XDG_CACHE_HOME", ".cache")?.join(OURS);
                (config, data.clone(), cache, data.join("log"))
            }
        };
        Some(Self {
            mode: Mode::Installed,
            notes: surroundings.documents_folder()?.join(NOTES_FOLDER),
            settings: config.join("settings.ron"),
            recovery: data.join("recovery"),
            cache,
            boot: data.join("boot.ron"),
            log,
            instance: data.join("instance"),
        })
    }

    /// The places of a program that keeps everything in one folder.
    pub fn within(own: &Path) -> Self {
        Self {
            mode: Mode::Portable,
            notes: own.join(NOTES_FOLDER),
            settings: own.join("settings.ron"),
            recovery: own.join("recovery"),
            cache: own.join("cache"),
            boot: own.join("boot.ron"),
            log: own.join("log"),
            instance: own.join("instance"),
        }
    }
}

/// The folder of what programs keep for everybody. A variable says the same, but anybody can set that.
#[cfg(windows)]
fn program_data() -> Option<PathBuf> {
    known_folders::get_known_folder_path(known_folders::KnownFolder::ProgramData)
}

#[cfg(not(windows))]
fn program_data() -> Option<PathBuf> {
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn surroundings(os: Os, env: &[(&str, &str)]) -> Surroundings {
        Surroundings {
            os,
            portable: None,
            home: Some(PathBuf::from("/home/taro")),
            env: env.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect(),
            documents: None,
            user_dirs: None,
            program_data: None,
        }
    }

    fn notes(surroundings: &Surroundings) -> String {
        let notes = Places::of(surroundings).unwrap().notes;
        let text = notes.to_str().unwrap().replace('\\', "/");
        text.strip_suffix("/ログイン診断ノート").unwrap().to_owned()
    }

    #[test]
    fn documents_are_where_windows_has_moved_them() {
        let env = [("USERPROFILE", "C:/Users/taro"), ("OneDriveCommercial", "D:/OneDrive - 会社")];
        let mut windows = surroundings(Os::Windows, &env);
        assert_eq!(notes(&windows), "/home/taro/Documents");
        for (moved, expected) in [
            ("%USERPROFILE%/Documents", "C:/Users/taro/Documents"),
            ("%userprofile%/OneDrive/ドキュメント", "C:/Users/taro/OneDrive/ドキュメント"),
            ("%OneDriveCommercial%/Documents", "D:/OneDrive - 会社/Documents"),
            ("//server/home/taro", "//server/home/taro"),
            ("E:/100%", "E:/100%"),
            ("%UNKNOWN%/Documents", "/home/taro/Documents"),
            ("", "/home/taro/Documents"),
        ] {
            windows.documents = Some(moved.to_owned());
            assert_eq!(notes(&windows), expected, "{moved}");
        }
    }

    #[test]
    fn a_path_names_its_variables() {
        for (path, expected) in [
            ("%OneDriveCommercial%\\ドキュメント", &["OneDriveCommercial"][..]),
            ("%HOMEDRIVE%%HOMEPATH%\\Documents", &["HOMEDRIVE", "HOMEPATH"]),
            ("D:\\文書", &[]),
        ] {
            assert_eq!(variables_in(path).collect::<Vec<_>>(), expected, "{path}");
        }
    }

    #[test]
    fn documents_are_where_linux_has_them() {
        let mut linux = surroundings(Os::Linux, &[]);
        assert_eq!(notes(&linux), "/home/taro/Documents");
        for (line, expected) in [
            ("# a\nXDG_DOCUMENTS_DIR=\"$HOME/文書\"\nXDG_MUSIC_DIR=\"$HOME/m\"", "/home/taro/文書"),
            ("XDG_DOCUMENTS_DIR=\"/srv/文 書\"", "/srv/文 書"),
            ("XDG_DOCUMENTS_DIR=\"$HOME/\"", "/home/taro/Documents"),
            ("XDG_DOCUMENTS_DIR=\"relative\"", "/home/taro/Documents"),
            ("XDG_DOCUMENTS_DIR=/no/quotes", "/home/taro/Documents"),
        ] {
            linux.user_dirs = Some(line.to_owned());
            assert_eq!(notes(&linux), expected, "{line}");
        }
    }

    #[test]
    fn everything_has_its_place_on_every_system() {
        let linux =
            Places::of(&surroundings(Os::Linux, &[("XDG_DATA_HOME", "/data"), ("XDG_CACHE_HOME", "no")]));
        let linux = linux.unwrap();
        assert_eq!(linux.mode, Mode::Installed);
        assert_eq!(linux.settings, Path::new("/home/taro/.config/login-triage/settings.ron"));
        assert_eq!(linux.recovery, Path::new("/data/login-triage/recovery"));
        assert_eq!(linux.cache, Path::new("/home/taro/.cache/login-triage"));
        assert_eq!(linux.log, Path::new("/data/login-triage/log"));
        assert_eq!(linux.instance, Path::new("/data/login-triage/instance"));
        let env = [("APPDATA", "/r"), ("LOCALAPPDATA", "/l")];
        let windows = Places::of(&surroundings(Os::Windows, &env)).unwrap();
        assert_eq!(windows.settings, Path::new("/r/login-triage/settings.ron"));
        assert_eq!(windows.recovery, Path::new("/l/login-triage/recovery"));
        assert_eq!(windows.boot, Path::new("/l/login-triage/boot.ron"));
        assert_eq!(windows.log, Path::new("/l/login-triage/log"));
        assert_eq!(windows.instance, Path::new("/l/login-triage/instance"));
        let macos = Places::of(&surroundings(Os::Macos, &[])).unwrap();
        assert_eq!(macos.recovery, Path::new("/home/taro/Library/Application Support/login-triage/recovery"));
        assert_eq!(macos.log, Path::new("/home/taro/Library/Logs/login-triage"));
        let mut nobody = surroundings(Os::Linux, &[]);
        nobody.home = None;
        assert_eq!(Places::of(&nobody), None);
    }

    #[test]
    fn what_an_administrator_decides_is_where_no_variable_leads() {
        let mut windows = surroundings(Os::Windows, &[("ProgramData", "/mine"), ("APPDATA", "/r")]);
        windows.portable = Some(PathBuf::from("/stick/app"));
        windows.program_data = Some(PathBuf::from("/D/ProgramData"));
        assert_eq!(windows.policy_file(), Path::new("/D/ProgramData/LoginTriage/policy.ron"));
        let of = |os| surroundings(os, &[("XDG_CONFIG_HOME", "/mine")]).policy_file();
        assert_eq!(of(Os::Linux), Path::new("/etc/login-triage/policy.ron"));
        assert_eq!(of(Os::Macos), Path::new("/Library/Application Support/LoginTriage/policy.ron"));
    }

    #[test]
    fn a_program_that_is_carried_about_keeps_everything_beside_it() {
        let mut stick = surroundings(Os::Windows, &[("APPDATA", "/r")]);
        stick.portable = Some(PathBuf::from("/stick/app"));
        let places = Places::of(&stick).unwrap();
        assert_eq!(places.mode, Mode::Portable);
        let own = [&places.recovery, &places.cache, &places.boot, &places.log, &places.instance];
        for place in own.into_iter().chain([&places.notes, &places.settings]) {
            assert!(place.starts_with("/stick/app/データ"), "{place:?}");
        }
    }
}
