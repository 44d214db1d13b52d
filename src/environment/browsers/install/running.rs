//! Whether a browser runs. A copy does not say: the marks that a browser leaves stay when it ends badly.

use std::fs;
use std::path::Path;

use super::super::{Place, Profile};
use crate::environment::facts::Family;
use crate::environment::processes::Process;
use crate::environment::root::Os;

/// Whether it runs now; none if that cannot be told.
pub(super) fn read(place: &Place, used: Option<&Profile>) -> Option<bool> {
    if !place.root.is_live() {
        return None;
    }
    // Where a folder has a mark of its own, it tells apart several packages of one browser.
    let lock = match (place.def.family, place.root.os) {
        (Family::Chromium, Os::Linux | Os::Macos) => Lock::at(&place.folder.join("SingletonLock")),
        (Family::Firefox, Os::Linux) => {
            used.map_or(Lock::Unknown, |used| Lock::at(&used.folder.join("lock")))
        }
        _ => Lock::Unknown,
    };
    let processes = place.root.processes();
    let ends = place.def.processes_on(place.root.os);
    // Inside a sandbox processes have other numbers.
    if place.packaging() == Some("Flatpak") {
        let is_seen = is_seen(processes, ends)?;
        return if lock == Lock::None || !is_seen { Some(false) } else { None };
    }
    by_lock(place.def.family, &lock, processes, ends)
}

fn by_lock(family: Family, lock: &Lock, processes: &[Process], ends: &[String]) -> Option<bool> {
    let is_seen = is_seen(processes, ends);
    if processes.is_empty() {
        return None;
    }
    match lock {
        Lock::None if family == Family::Chromium => Some(false),
        Lock::Process(id) => {
            let own = processes.iter().find(|process| process.id == *id);
            let may_be_it = |process: &Process| ends.iter().any(|end| process.ends_with(end) != Some(false));
            match own {
                Some(process) if may_be_it(process) => Some(true),
                // It has ended, and maybe another program has got its number since.
                _ => Some(false),
            }
        }
        Lock::None => is_seen.filter(|is_seen| !is_seen),
        Lock::Unknown => is_seen,
    }
}

/// Whether one of the programs runs; none if the operating system says too little.
fn is_seen(processes: &[Process], ends: &[String]) -> Option<bool> {
    if processes.is_empty() || ends.is_empty() {
        return None;
    }
    let seen: Vec<_> =
        processes.iter().flat_map(|process| ends.iter().map(|end| process.ends_with(end))).collect();
    if seen.contains(&Some(true)) {
        return Some(true);
    }
    if seen.contains(&None) { None } else { Some(false) }
}

/// The link by which a browser marks its folder: `host-number` for Chromium, `address:+number` for Firefox.
///
/// Sources: Chromium, `chrome/browser/process_singleton_posix.cc`; Firefox, `toolkit/profile/nsProfileLock.cpp`.
#[derive(Debug, PartialEq, Eq)]
enum Lock {
    None,
    Process(u32),
    Unknown,
}

impl Lock {
    fn at(path: &Path) -> Self {
        match fs::read_link(path) {
            Ok(target) => Self::of(&target.to_string_lossy()),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Self::None,
            Err(_) => Self::Unknown,
        }
    }

    fn of(target: &str) -> Self {
        let number = target.rsplit(['-', '+']).next().and_then(|number| number.parse().ok());
        number.map_or(Self::Unknown, Self::Process)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_mark_names_the_process() {
        assert_eq!(Lock::of("vm-20993"), Lock::Process(20993));
        assert_eq!(Lock::of("my-host-7"), Lock::Process(7));
        assert_eq!(Lock::of("127.0.0.1:+20186"), Lock::Process(20186));
        assert_eq!(Lock::of("x"), Lock::Unknown);
        let dir = tempfile::tempdir().unwrap();
        assert_eq!(Lock::at(&dir.path().join("none")), Lock::None);
        assert_eq!(Lock::at(dir.path()), Lock::Unknown);
    }

    #[test]
    fn the_mark_counts_more_than_what_is_seen() {
        let ends = ["chromium".to_owned()];
        let process = |id, path: &str| Process { id, name: "x".into(), path: Some(path.into()) };
        let processes = [process(7, "/usr/lib/chromium/chromium"), process(8, "/usr/bin/editor")];
        let of = |family, lock| by_lock(family, &lock, &processes, &ends);
        assert_eq!(of(Family::Chromium, Lock::Process(7)), Some(true));
        assert_eq!(of(Family::Chromium, Lock::Process(9)), Some(false), "left by one that ended badly");
        assert_eq!(of(Family::Chromium, Lock::Process(8)), Some(false), "the number was given again");
        assert_eq!(of(Family::Chromium, Lock::None), Some(false), "another folder is in use");
        assert_eq!(of(Family::Chromium, Lock::Unknown), Some(true));
        assert_eq!(of(Family::Firefox, Lock::Process(9)), Some(false), "its mark stays after the end");
        assert_eq!(by_lock(Family::Firefox, &Lock::Process(9), &processes[1..], &ends), Some(false));
        assert_eq!(by_lock(Family::Chromium, &Lock::None, &[], &ends), None);
    }

    #[test]
    fn a_program_is_seen_among_those_that_run() {
        let process = |name: &str, path: Option<&str>| Process {
            id: 1,
            name: name.into(),
            path: path.map(str::to_owned),
        };
        let ends = ["Google/Chrome/Application/chrome.exe".to_owned()];
        let chrome = process("chrome.exe", Some("C:/x/Google/Chrome/Application/chrome.exe"));
        let beta = process("chrome.exe", Some("C:/x/Google/Chrome Beta/Application/chrome.exe"));
        let hidden = process("chrome.exe", None);
        assert_eq!(is_seen(&[beta.clone(), chrome], &ends), Some(true));
        assert_eq!(is_seen(std::slice::from_ref(&beta), &ends), Some(false));
        assert_eq!(is_seen(&[beta, hidden], &ends), None, "it may be another one of that name");
        assert_eq!(is_seen(&[], &ends), None, "nothing is known of programs");
    }
}
