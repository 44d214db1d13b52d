//! The programs that run on the machine at hand.

use std::path::Path;

use sysinfo::{ProcessRefreshKind, ProcessesToUpdate, System, UpdateKind};

/// A program that runs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Process {
    /// Its number.
    pub(crate) id: u32,
    /// Its name; Linux cuts it after 15 bytes.
    pub(crate) name: String,
    /// Its file with `/` between folders; none if the operating system does not say, e.g. of another person's.
    pub(crate) path: Option<String>,
}

impl Process {
    /// Whether this is the program whose path ends like that; none if its path is not known and only the name
    /// is the same.
    pub(crate) fn ends_with(&self, end: &str) -> Option<bool> {
        let file = end.rsplit('/').next().unwrap_or(end);
        let Some(path) = &self.path else {
            return if self.name.eq_ignore_ascii_case(file) { None } else { Some(false) };
        };
        Some(path_ends_with(path, end))
    }
}

/// Whether a path with `/` between folders ends with this file, and with the folders before it if there are any; in
/// any case.
pub(crate) fn path_ends_with(path: &str, end: &str) -> bool {
    let start = path.len().checked_sub(end.len()).filter(|start| path.is_char_boundary(*start));
    let parts = start.and_then(|start| path.split_at_checked(start));
    parts.is_some_and(|(before, own)| {
        own.eq_ignore_ascii_case(end) && (before.is_empty() || before.ends_with('/'))
    })
}

/// All programs that run now. Empty if the operating system does not say.
pub(super) fn running() -> Vec<Process> {
    let mut system = match System::new() {
        Ok(system) => system,
        Err(error) => {
            log::warn!("no list of programs that run: {error}");
            return Vec::new();
        }
    };
    let wanted = ProcessRefreshKind::nothing().with_exe(UpdateKind::Always).without_tasks();
    system.refresh_processes_specifics(ProcessesToUpdate::All, true, wanted);
    let of = |process: &sysinfo::Process| Process {
        id: process.pid().as_u32(),
        name: process.name().to_string_lossy().into_owned(),
        path: process
            .exe()
            .filter(|path| *path != Path::new(""))
            .map(|path| path.to_string_lossy().replace('\\', "/").trim_end_matches(" (deleted)").to_owned()),
    };
    system.processes().values().map(of).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn process(path: Option<&str>) -> Process {
        Process { id: 1, name: "chrome.exe".into(), path: path.map(str::to_owned) }
    }

    #[test]
    fn a_program_is_known_by_the_end_of_its_path() {
        let chrome = "Google/Chrome/Application/chrome.exe";
        let stable = process(Some("C:/Program Files/Google/Chrome/Application/Chrome.exe"));
        assert_eq!(stable.ends_with(chrome), Some(true));
        assert_eq!(stable.ends_with("chrome.exe"), Some(true));
        assert_eq!(stable.ends_with("rome.exe"), Some(false), "whole names only");
        assert_eq!(stable.ends_with("Google/Chrome Beta/Application/chrome.exe"), Some(false));
        assert_eq!(process(None).ends_with(chrome), None, "it may be another one of that name");
        assert_eq!(process(None).ends_with("msedge.exe"), Some(false));
        assert_eq!(process(Some("あ")).ends_with("ab"), Some(false));
    }

    #[test]
    fn this_program_runs() {
        let own = std::process::id();
        assert!(running().iter().any(|process| process.id == own && process.path.is_some()));
    }
}
