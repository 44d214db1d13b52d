//! The table of browsers, `assets/environment/browsers.ron`.

use std::sync::LazyLock;

use serde::Deserialize;

use super::tables;
use crate::environment::facts::Family;
use crate::environment::root::Os;

/// A browser, and where it keeps what is read.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct BrowserDef {
    pub(crate) id: String,
    pub(crate) label: String,
    pub(crate) family: Family,
    /// The switch with which it opens an address in a private window.
    pub(crate) private: Option<String>,
    roots: PerOs,
    #[serde(default)]
    packaged: Vec<(Os, String, String)>,
    /// How the path of its program ends while it runs, or the program's name alone.
    #[serde(default)]
    processes: PerOs,
    /// Templates of the folders it is installed in; on macOS of its bundle.
    #[serde(default)]
    programs: PerOs,
    /// Windows: keys, beginning with `Software`, and values that hold the installed version.
    #[serde(default)]
    pub(crate) version_keys: Vec<(String, String)>,
    /// Linux: its packages as Debian names them.
    #[serde(default)]
    pub(crate) packages: Vec<String>,
    /// Windows: the program beside the running one that takes its place at the next start.
    pub(crate) waiting: Option<String>,
    /// The entry of the table of versions it is measured by.
    pub(crate) supported: Option<String>,
    /// macOS: how it is named as the program for links; it is written in any case.
    #[serde(default)]
    bundle_ids: Vec<String>,
    /// Windows: how it is named as the program for links; per-user installations add `.` or `-` and a code.
    #[serde(default)]
    prog_ids: Vec<String>,
    /// Linux: its `.desktop` files, without the ending.
    #[serde(default)]
    desktop_files: Vec<String>,
    /// Linux: commands that start it, beside the names of its `.desktop` files and packages.
    #[serde(default)]
    commands: Vec<String>,
    /// Windows: below `Software\Policies` in both hives.
    pub(crate) policy_key: Option<String>,
    /// macOS: the domain of its managed preferences.
    pub(crate) policy_domain: Option<String>,
    /// Linux: folders of JSON files.
    #[serde(default)]
    pub(crate) policy_folders: Vec<String>,
    /// Firefox: files that an administrator puts beside the program.
    #[serde(default)]
    policy_files: PerOs,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct PerOs {
    windows: Vec<String>,
    macos: Vec<String>,
    linux: Vec<String>,
}

impl PerOs {
    fn of(&self, os: Os) -> &[String] {
        match os {
            Os::Windows => &self.windows,
            Os::Macos => &self.macos,
            Os::Linux => &self.linux,
        }
    }
}

impl BrowserDef {
    /// The templates of its folders on an operating system, with the packaging where there is one.
    pub(crate) fn roots_on(&self, os: Os) -> impl Iterator<Item = (Option<&str>, &str)> {
        let packaged = self.packaged.iter().filter(move |(on, ..)| *on == os);
        let plain = self.roots.of(os).iter().map(|template| (None, template.as_str()));
        plain.chain(packaged.map(|(_, packaging, template)| (Some(packaging.as_str()), template.as_str())))
    }

    /// The templates of its policy files on an operating system.
    pub(crate) fn policy_files_on(&self, os: Os) -> &[String] {
        self.policy_files.of(os)
    }

    /// How the path of its program ends on an operating system.
    pub(crate) fn processes_on(&self, os: Os) -> &[String] {
        self.processes.of(os)
    }

    /// The templates of the folders it is installed in on an operating system.
    pub(crate) fn programs_on(&self, os: Os) -> &[String] {
        self.programs.of(os)
    }

    /// Whether a bundle identifier of macOS is this browser's.
    pub(crate) fn has_bundle_id(&self, bundle_id: &str) -> bool {
        self.bundle_ids.iter().any(|own| own.eq_ignore_ascii_case(bundle_id))
    }

    /// Whether a Windows `ProgId` is this browser's.
    pub(crate) fn has_prog_id(&self, prog_id: &str) -> bool {
        self.prog_ids.iter().any(|own| match prog_id.get(..own.len()) {
            Some(start) if start.eq_ignore_ascii_case(own) => {
                let rest = prog_id.get(own.len()..).unwrap_or_default();
                rest.is_empty() || rest.starts_with(['.', '-'])
            }
            _ => false,
        })
    }

    /// The commands that start it on Linux. A name with dots is that of a Flatpak, one with an underscore that of a
    /// program of a Snap, as in the names of their `.desktop` files.
    pub(crate) fn commands(&self) -> impl Iterator<Item = &str> {
        self.packages.iter().chain(&self.desktop_files).chain(&self.commands).map(String::as_str)
    }

    /// Its `.desktop` files on Linux, without the ending.
    pub(crate) fn desktop_files(&self) -> impl Iterator<Item = &str> {
        self.desktop_files.iter().map(String::as_str)
    }

    /// Whether a command of Linux, or the name of a Flatpak or Snap, starts this browser.
    pub(crate) fn has_command(&self, name: &str) -> bool {
        self.has_desktop_file(name) || self.commands().any(|own| own == name)
    }

    /// Whether a `.desktop` file is this browser's.
    pub(crate) fn has_desktop_file(&self, file: &str) -> bool {
        let name = file.strip_suffix(".desktop").unwrap_or(file);
        self.desktop_files.iter().any(|own| own.eq_ignore_ascii_case(name))
    }
}

/// All browsers, in the order in which they are shown.
pub(crate) fn inventory() -> &'static [BrowserDef] {
    static INVENTORY: LazyLock<Vec<BrowserDef>> = LazyLock::new(|| {
        tables::embedded("browsers.ron", include_str!("../../../assets/environment/browsers.ron"))
    });
    &INVENTORY
}

#[cfg(test)]
mod tests {
    use super::super::versions;
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn the_table_is_sound() {
        let all: Vec<BrowserDef> =
            tables::parse(include_str!("../../../assets/environment/browsers.ron")).unwrap();
        let ids: BTreeSet<_> = all.iter().map(|def| &def.id).collect();
        assert_eq!(ids.len(), all.len(), "ids are unique");
        let mut templates = BTreeSet::new();
        for def in &all {
            for os in [Os::Windows, Os::Macos, Os::Linux] {
                for (_, template) in def.roots_on(os) {
                    assert!(template.starts_with('{'), "{template}");
                    assert!(templates.insert((os as u8, template)), "{template} twice");
                }
            }
        }
        assert!(all.iter().filter(|def| def.roots_on(Os::Windows).next().is_some()).count() >= 10);
    }

    #[test]
    fn each_browser_can_be_seen_running_and_measured() {
        for def in inventory() {
            for os in [Os::Windows, Os::Macos, Os::Linux] {
                let is_there = def.roots.of(os).iter().any(|template| !template.is_empty());
                assert!(!is_there || !def.processes_on(os).is_empty(), "{} on {os:?}", def.id);
            }
            assert!(def.version_keys.iter().all(|(key, _)| key.starts_with("Software\\")), "{}", def.id);
            if let Some(name) = &def.supported {
                assert!(versions::has(name), "{}: {name}", def.id);
            }
        }
        let of = |id: &str| inventory().iter().find(|def| def.has_bundle_id(id)).map(|def| def.id.as_str());
        assert_eq!(of("com.google.chrome"), Some("chrome"));
        assert_eq!(of("com.apple.Safari"), Some("safari"));
        assert_eq!(of("com.google.chrome.beta"), Some("chrome_beta"));
        assert_eq!(of("com.google"), None);
    }

    #[test]
    fn a_browser_is_known_by_the_names_the_system_gives_it() {
        let of = |prog_id: &str| {
            inventory().iter().find(|def| def.has_prog_id(prog_id)).map(|def| def.id.as_str())
        };
        assert_eq!(of("ChromeHTML"), Some("chrome"));
        assert_eq!(of("ChromeHTML.ABCDEF"), Some("chrome"));
        assert_eq!(of("FirefoxURL-308046B0AF4A39CB"), Some("firefox"));
        assert_eq!(of("MSEdgeHTM"), Some("edge"));
        assert_eq!(of("msedgehtml"), Some("edge"));
        assert_eq!(of("VivaldiHTM.X"), Some("vivaldi"));
        assert_eq!(of("Opera GXStable"), Some("opera_gx"));
        assert_eq!(of("IE.HTTPS"), None);
        assert_eq!(of("ChromeHTMLx"), None);
        let of =
            |file: &str| inventory().iter().find(|def| def.has_desktop_file(file)).map(|def| def.id.as_str());
        assert_eq!(of("firefox_firefox.desktop"), Some("firefox"));
        assert_eq!(of("google-chrome.desktop"), Some("chrome"));
        assert_eq!(of("editor.desktop"), None);
    }
}
