//! Shortcuts that start a browser with switches: those of Windows (`.lnk`) and of Linux (`.desktop`). Whoever starts it
//! by one of them goes another road than its settings say.

mod desktop_entry;
mod folders;
mod lnk;
mod switches;

use std::path::Path;

use super::inventory::{BrowserDef, inventory};
use crate::environment::facts::{MACHINE, ShortcutFacts, Topic, Unread};
use crate::environment::processes;
use crate::environment::read::{self, Read, ReadState};
use crate::environment::root::{Os, Root};

/// No shortcut is larger.
const LARGEST: u64 = 512 * 1024;

/// What a shortcut starts.
#[derive(Debug, Default, PartialEq, Eq)]
struct Start {
    /// The program, with `/` between folders.
    program: String,
    /// What it is given.
    arguments: Vec<String>,
}

/// The shortcuts with switches that matter, each with its browser's id in the inventory.
pub(in crate::environment) fn read(root: &Root, unread: &mut Vec<Unread>) -> Vec<(String, ShortcutFacts)> {
    let mut found = Vec::new();
    for path in folders::shortcuts(root, unread) {
        match start(root, &path) {
            Ok(Some(start)) => found.extend(facts(root, &path, &start)),
            Ok(None) | Err(ReadState::Absent) => {}
            Err(state) => unread.push(self::unread(root, &path, state)),
        }
    }
    found
}

/// What a shortcut starts; none if that is no program.
fn start(root: &Root, path: &Path) -> Read<Option<Start>> {
    let about = std::fs::metadata(path).map_err(|error| read::state_of(&error))?;
    if is_elsewhere(&about) {
        return Err(ReadState::Unsupported);
    }
    match about.len() {
        // Left behind by a program that failed.
        0 => return Ok(None),
        length if length > LARGEST => return Err(ReadState::TooBig),
        _ => {}
    }
    if root.os == Os::Windows {
        lnk::parse(&read::bytes(root, path)?).map(Some).ok_or(ReadState::Unparsable)
    } else {
        Ok(desktop_entry::parse(&read::text(root, path)?))
    }
}

/// A file that stands here in name only: reading it would fetch it over the network (`OneDrive`).
#[cfg(windows)]
fn is_elsewhere(about: &std::fs::Metadata) -> bool {
    use std::os::windows::fs::MetadataExt as _;
    // FILE_ATTRIBUTE_OFFLINE, RECALL_ON_OPEN and RECALL_ON_DATA_ACCESS.
    const RECALLED: u32 = 0x1000 | 0x0004_0000 | 0x0040_0000;
    about.file_attributes() & RECALLED != 0
}

#[cfg(not(windows))]
fn is_elsewhere(_about: &std::fs::Metadata) -> bool {
    false
}

fn unread(root: &Root, path: &Path, state: ReadState) -> Unread {
    Unread { subject: MACHINE.to_owned(), topic: Topic::Shortcuts, path: root.shown(path), state }
}

/// None if it starts no browser, or without any switch that matters.
fn facts(root: &Root, path: &Path, start: &Start) -> Option<(String, ShortcutFacts)> {
    let def = browser(root.os, start)?;
    let found = switches::read(root, def.family, &start.arguments, &root.shown(path))?;
    Some((def.id.clone(), found))
}

/// The program that a `.desktop` file starts, and whose browser it is. None where others are started first.
pub(super) fn program_of(text: &str) -> Option<(&'static BrowserDef, String)> {
    let start = desktop_entry::parse(text).filter(|start| start.program.starts_with('/'))?;
    let is_runner = matches!(file_name(&start.program), "env" | "flatpak" | "snap");
    let def = of_linux(&start).filter(|_| !is_runner)?;
    Some((def, start.program))
}

fn browser(os: Os, start: &Start) -> Option<&'static BrowserDef> {
    match os {
        Os::Windows => of_windows(&start.program),
        Os::Macos => None,
        Os::Linux => of_linux(start),
    }
}

/// By the end of the program's path; where that fits no browser, as that of a copy on a memory stick, by the name of
/// the file.
fn of_windows(program: &str) -> Option<&'static BrowserDef> {
    // Installed pages are started by a program beside the browser's own, which passes everything on.
    let program = program.to_lowercase().replace("_proxy.exe", ".exe");
    let by = |fits: &dyn Fn(&str) -> bool| {
        inventory().iter().find(|def| def.processes_on(Os::Windows).iter().any(|end| fits(end)))
    };
    by(&|end| processes::path_ends_with(&program, end))
        .or_else(|| by(&|end| processes::path_ends_with(&program, end.rsplit('/').next().unwrap_or(end))))
}

/// By the program, which may be started by others first: `env`, Flatpak, Snap.
fn of_linux(start: &Start) -> Option<&'static BrowserDef> {
    let words = std::iter::once(&start.program).chain(&start.arguments).map(String::as_str);
    let mut words = words.skip_while(|word| word.contains('=') || file_name(word) == "env");
    let program = words.next()?;
    let name = match file_name(program) {
        "flatpak" | "snap" => words.skip(1).find(|word| !word.starts_with('-'))?,
        name => name,
    };
    inventory().iter().find(|def| {
        let is_running = |end: &String| end.contains('/') && processes::path_ends_with(program, end);
        def.processes_on(Os::Linux).iter().any(is_running) || def.has_command(name)
    })
}

fn file_name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

#[cfg(test)]
mod tests;
