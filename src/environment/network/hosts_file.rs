//! The hosts file: names that this machine does not ask anybody for.
//!
//! Sources: hosts(5); Microsoft, `DataBasePath` and the folders that are exempt from redirection for 32-bit programs;
//! osquery, `etc_hosts` (`hosts.ics`, which shared connections write).

mod lines;

use std::fs::{self, File};
use std::io::{BufReader, Read as _};
use std::net::IpAddr;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use memchr::memmem;

use crate::environment::browsers::{marks, role_of};
use crate::environment::facts::{Evidence, HostRole, HostsEntry, HostsFacts, MACHINE, SetBy, Topic, Unread};
use crate::environment::mask;
use crate::environment::read::{self, Read, ReadState};
use crate::environment::registry::Hive;
use crate::environment::root::{Os, Root};

/// Bytes. Long lists against advertising have about ten million.
const LARGEST: u64 = 32 * 1024 * 1024;

/// Bytes that are in memory at a time.
const AT_A_TIME: usize = 64 * 1024;

/// So many entries are kept before those of mere parts of pages are left out. Lists against advertising name hundreds
/// of hosts that belong to Amazon's customers.
const MOST_ENTRIES: usize = 1000;

const PARAMETERS: &str = "SYSTEM\\CurrentControlSet\\Services\\Tcpip\\Parameters";
const VERSION: &str = "SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion";

/// Parts without which no name is Amazon's. Most lines of long lists have none, and are passed over quickly.
static MARKS: LazyLock<Vec<memmem::Finder<'static>>> =
    LazyLock::new(|| marks().into_iter().map(memmem::Finder::new).collect());

/// Reads it; none, with an entry in `unread`, where it cannot be read. A machine without the file asks for all names.
pub(in crate::environment) fn read(root: &Root, unread: &mut Vec<Unread>) -> Option<HostsFacts> {
    let mut facts = HostsFacts::default();
    let mut failures = Vec::new();
    for path in places(root) {
        let state = scan(root, &path, &mut facts.entries).err();
        failures.push((path, state));
    }
    let is_read = failures.iter().any(|(_, state)| state.is_none());
    let mut is_lost = false;
    for (at, (path, state)) in failures.into_iter().enumerate() {
        match state {
            None => {}
            // A copy from which the file was left out, which is the first of all.
            Some(ReadState::Absent) if is_read || root.is_live() || at > 0 => {}
            Some(state) => {
                let (subject, topic) = (MACHINE.to_owned(), Topic::HostsFile);
                unread.push(Unread { subject, topic, path: root.shown(&path), state });
                is_lost |= at == 0;
            }
        }
    }
    (!is_lost).then_some(facts)
}

/// The files that the operating system reads. 32-bit programs see the same ones: Windows sends them to another
/// `System32`, but not for this folder.
fn places(root: &Root) -> Vec<PathBuf> {
    match root.os {
        Os::Linux => vec![root.inside("/etc/hosts")],
        // `/etc` is a link, which a copy may lack.
        Os::Macos => {
            let place = root.inside("/private/etc/hosts");
            if fs::symlink_metadata(&place).is_ok() { vec![place] } else { vec![root.inside("/etc/hosts")] }
        }
        Os::Windows => {
            let folder = in_any_case(root, &windows_folder(root));
            ["hosts", "hosts.ics"].iter().map(|name| in_any_case(root, &folder.join(name))).collect()
        }
    }
}

fn windows_folder(root: &Root) -> PathBuf {
    let text = |key, name| root.registry.text(Hive::LocalMachine, key, name).ok();
    let folder = text(PARAMETERS, "DataBasePath").filter(|folder| !folder.trim().is_empty());
    let folder = folder.unwrap_or_else(|| "%SystemRoot%\\System32\\drivers\\etc".to_owned());
    let system = text(VERSION, "SystemRoot").unwrap_or_else(|| "C:\\Windows".to_owned());
    root.inside(&expanded(folder.trim(), &system))
}

/// A path in which the folder of Windows stands as a variable.
fn expanded(path: &str, system: &str) -> String {
    for variable in ["%systemroot%", "%windir%"] {
        let start = path.get(..variable.len()).filter(|start| start.eq_ignore_ascii_case(variable));
        if let Some(rest) = start.and_then(|start| path.get(start.len()..)) {
            return format!("{system}{rest}");
        }
    }
    path.to_owned()
}

/// The path in a copy, where names that Windows does not tell apart may be written in another way than in the registry.
fn in_any_case(root: &Root, path: &Path) -> PathBuf {
    let Ok(below) = path.strip_prefix(&root.base) else { return path.to_owned() };
    if root.is_live() || fs::symlink_metadata(path).is_ok() {
        return path.to_owned();
    }
    below.iter().fold(root.base.clone(), |folder, part| {
        let written = part.to_string_lossy();
        let names = read::entries(root, &folder).unwrap_or_default();
        let name = names.into_iter().find(|name| name.eq_ignore_ascii_case(&written));
        folder.join(name.unwrap_or_else(|| written.into_owned()))
    })
}

fn open(root: &Root, path: &Path) -> Read<File> {
    let about = fs::metadata(path).map_err(|error| read::state_of(&error))?;
    if !about.is_file() {
        return Err(ReadState::NotAFile);
    }
    if about.len() > LARGEST {
        return Err(ReadState::TooBig);
    }
    root.confine(path)?;
    File::open(path).map_err(|error| read::state_of(&error))
}

/// Looks for names of Amazon.
fn scan(root: &Root, path: &Path, entries: &mut Vec<HostsEntry>) -> Read<()> {
    let file = BufReader::with_capacity(AT_A_TIME, open(root, path)?.take(LARGEST));
    let place = root.shown(path);
    let see = |number: usize, line: &[u8]| {
        see(&place, number, line, entries);
        if entries.len() < 2 * MOST_ENTRIES { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    };
    let mut plain = Vec::new();
    let matters = |lines: &[u8]| {
        plain.clear();
        plain.extend_from_slice(lines);
        plain.make_ascii_lowercase();
        MARKS.iter().any(|mark| mark.find(&plain).is_some())
    };
    lines::each(file, matters, see).map_err(|error| read::state_of(&error))
}

/// A line: an address, names, and what stands behind `#`.
fn see(place: &str, number: usize, line: &[u8], entries: &mut Vec<HostsEntry>) {
    let line = line.split(|byte| *byte == b'#').next().unwrap_or_default();
    let mut words = line.split(u8::is_ascii_whitespace).filter(|word| !word.is_empty());
    let Some(address) = words.next().and_then(address_of) else { return };
    for name in words.filter_map(|word| std::str::from_utf8(word).ok()) {
        let name = name.strip_suffix('.').unwrap_or(name).to_ascii_lowercase();
        let Some(role) = role_of(&name) else { continue };
        if role == HostRole::Parts && entries.len() >= MOST_ENTRIES {
            continue;
        }
        let name = mask::shown(&name);
        let evidence = Evidence {
            place: place.to_owned(),
            key: number.to_string(),
            value: format!("{address} {name}"),
            default: String::new(),
            set_by: SetBy::Person,
        };
        entries.push(HostsEntry { name, address, role, evidence });
    }
}

/// An address, without the interface that it may name.
fn address_of(word: &[u8]) -> Option<IpAddr> {
    let text = std::str::from_utf8(word).ok()?;
    text.split('%').next()?.parse().ok()
}

#[cfg(test)]
mod tests;
