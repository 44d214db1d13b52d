//! Browsers on Windows: where their installers put them, and where the registry says that they are.

use std::fs;
use std::path::{Path, PathBuf};

use super::super::BrowserDef;
use super::Program;
use crate::environment::processes::path_ends_with;
use crate::environment::registry::Hive;
use crate::environment::root::{Os, Root};

/// Where programs say where they are, so that their name alone starts them.
const APP_PATHS: &str = "Software\\Microsoft\\Windows\\CurrentVersion\\App Paths";
/// Where browsers say how they are started.
const CLIENTS: &str = "Software\\Clients\\StartMenuInternet";
/// The folder in which programs of the Microsoft Store have their names.
const STORE: &str = "/WindowsApps/";

/// One program for each packaging.
pub(super) fn programs(root: &Root, def: &BrowserDef) -> Vec<Program> {
    let mut found: Vec<Program> = Vec::new();
    let all = usual(root, def).into_iter().chain(registered(root, def));
    for path in all.filter(|path| is_program(root, path)) {
        let slashed = path.to_string_lossy().replace('\\', "/");
        let packaging = slashed.contains(STORE).then_some("Microsoft Store");
        if found.iter().all(|program| program.packaging != packaging) {
            found.push(Program { packaging, path });
        }
    }
    found
}

/// The file names of its program.
fn names(def: &BrowserDef) -> impl Iterator<Item = &str> {
    def.processes_on(Os::Windows).iter().map(|end| end.rsplit('/').next().unwrap_or(end))
}

fn usual(root: &Root, def: &BrowserDef) -> Vec<PathBuf> {
    let folders = def.programs_on(Os::Windows).iter().filter_map(|template| root.path(template));
    folders.flat_map(|folder| names(def).map(move |name| folder.join(name))).collect()
}

/// Several browsers share the name of a file, so that its folders must be the browser's own.
fn registered(root: &Root, def: &BrowserDef) -> Vec<PathBuf> {
    let mut commands: Vec<String> = Vec::new();
    for hive in [Hive::CurrentUser, Hive::LocalMachine] {
        for name in names(def) {
            commands.extend(root.registry.text(hive, &format!("{APP_PATHS}\\{name}"), "").ok());
        }
        for client in root.registry.keys(hive, CLIENTS).unwrap_or_default() {
            let key = format!("{CLIENTS}\\{client}\\shell\\open\\command");
            commands.extend(root.registry.text(hive, &key, "").ok());
        }
    }
    let paths = commands.iter().filter_map(|command| program_of(command));
    let own = |path: &&str| {
        let slashed = path.replace('\\', "/");
        def.processes_on(Os::Windows).iter().any(|end| path_ends_with(&slashed, end))
    };
    paths.filter(own).map(|path| root.inside(path)).collect()
}

/// The program of a command, which may stand in quotation marks. Without them it is the whole: paths have blanks.
fn program_of(command: &str) -> Option<&str> {
    let command = command.trim();
    let path = match command.strip_prefix('"') {
        Some(rest) => rest.split_once('"')?.0,
        None => command,
    };
    // A variable, or another machine's folder.
    let is_plain = !path.contains('%') && !path.starts_with("\\\\");
    (is_plain && path.to_ascii_lowercase().ends_with(".exe")).then_some(path)
}

/// What stands for a program of the Store is a link of a kind of its own, which cannot be followed.
fn is_program(root: &Root, path: &Path) -> bool {
    let is_file = fs::symlink_metadata(path).is_ok_and(|about| about.is_file());
    is_file && (root.is_live() || root.confine(path).is_ok())
}

#[cfg(test)]
mod tests {
    use super::program_of;

    #[test]
    fn the_program_of_a_command() {
        assert_eq!(program_of(r#""C:\A b\chrome.exe" --x "%1""#), Some(r"C:\A b\chrome.exe"));
        assert_eq!(program_of(r"C:\A b\chrome.exe"), Some(r"C:\A b\chrome.exe"));
        for none in ["", "\"", r"\\server\a.exe", r"%ProgramFiles%\a.exe", r"C:\a.exe -x", r"C:\a.bat"] {
            assert_eq!(program_of(none), None, "{none}");
        }
    }
}
