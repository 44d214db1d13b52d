//! Whether the clock is set by a server of time.
//!
//! Sources: Microsoft, "Windows Time service tools and settings" (`Type`, `Start`, `NtpClient`); systemd.unit(5)
//! (folders and links of units), systemd-timesyncd.service(8); macOS, `com.apple.timed.plist`.

use std::fs;
use std::path::Path;

use serde_json::Value as Json;

use crate::environment::browsers::property_list;
use crate::environment::facts::{Evidence, MACHINE, SetBy, TimeSyncFacts, Topic, Unread};
use crate::environment::mask;
use crate::environment::read::{self, Read, ReadState};
use crate::environment::registry::{Hive, Value};
use crate::environment::root::{Os, Root};

/// Reads it; none, with an entry in `unread`, where it cannot be read.
pub(in crate::environment) fn read(root: &Root, unread: &mut Vec<Unread>) -> Option<TimeSyncFacts> {
    let found = match root.os {
        Os::Windows => windows(root),
        Os::Macos => macos(root),
        Os::Linux => linux(root),
    };
    found
        .map_err(|(path, state)| {
            unread.push(Unread { subject: MACHINE.to_owned(), topic: Topic::TimeSync, path, state });
        })
        .ok()
}

type Failure = (String, ReadState);

const SERVICE: &str = "SYSTEM\\CurrentControlSet\\Services\\W32Time";
const POLICY: &str = "SOFTWARE\\Policies\\Microsoft\\W32Time";

/// `Start` of a service that is switched off.
const DISABLED: u64 = 4;

/// It is off where the service is, where it is told to ask nobody, or where the part that asks is off. What the
/// company says goes before what the machine says.
fn windows(root: &Root) -> Result<TimeSyncFacts, Failure> {
    let machine = Hive::LocalMachine;
    let place = |key: &str| format!("{}\\{key}", machine.short_name());
    let number = |key: &str, name| root.registry.value(machine, key, name).ok()?.number();
    let found = |key: &str, name: &str, value: String, default: &str, set_by| {
        let place = place(key);
        Evidence { place, key: name.to_owned(), value, default: default.to_owned(), set_by }
    };
    let off = |evidence| Ok(TimeSyncFacts { on: false, evidence });
    if let Some(start) = number(SERVICE, "Start").filter(|start| *start == DISABLED) {
        return off(found(SERVICE, "Start", start.to_string(), "3", SetBy::Person));
    }
    let mut failure = ReadState::Absent;
    for (above, set_by) in [(POLICY, SetBy::Company), (SERVICE, SetBy::Person)] {
        let asks = format!("{above}\\TimeProviders\\NtpClient");
        if number(&asks, "Enabled") == Some(0) {
            return off(found(&asks, "Enabled", "0".to_owned(), "1", set_by));
        }
        let key = format!("{above}\\Parameters");
        match root.registry.value(machine, &key, "Type") {
            Ok(Value::Text(kind)) => {
                let on = !kind.eq_ignore_ascii_case("NoSync");
                let kind = mask::shown(&kind);
                return Ok(TimeSyncFacts { on, evidence: found(&key, "Type", kind, "NTP", set_by) });
            }
            Ok(_) => failure = ReadState::Unparsable,
            Err(ReadState::Absent) => {}
            Err(state) => failure = state,
        }
    }
    let registry = root.registry.state();
    Err((place(SERVICE), if registry == ReadState::Ok { failure } else { registry }))
}

const TIMED: &str = "/Library/Preferences/com.apple.timed.plist";
const AUTOMATIC: &str = "TMAutomaticTimeOnlyEnabled";

fn macos(root: &Root) -> Result<TimeSyncFacts, Failure> {
    let path = root.inside(TIMED);
    let place = root.shown(&path);
    let list = property_list(root, &path).map_err(|state| (place.clone(), state))?;
    let on = match list.get(AUTOMATIC) {
        Some(Json::Bool(on)) => *on,
        Some(Json::Number(number)) => number.as_i64() != Some(0),
        Some(_) => return Err((place, ReadState::Unparsable)),
        None => return Err((place, ReadState::Absent)),
    };
    let value = on.to_string();
    Ok(TimeSyncFacts { on, evidence: evidence(place, AUTOMATIC, value, "true") })
}

fn evidence(place: String, key: &str, value: String, default: &str) -> Evidence {
    Evidence { place, key: key.to_owned(), value, default: default.to_owned(), set_by: SetBy::Person }
}

/// Services that set the clock, as Debian, Fedora, Arch and openSUSE name them.
const UNITS: [&str; 8] = [
    "systemd-timesyncd.service",
    "chrony.service",
    "chronyd.service",
    "ntp.service",
    "ntpd.service",
    "ntpsec.service",
    "ntpd-rs.service",
    "openntpd.service",
];

/// Where administrators put units and links to them.
const OWN: &str = "/etc/systemd/system";

/// Where units are, and folders ending with `.wants` in which links start them.
const FOLDERS: [&str; 3] = [OWN, "/usr/lib/systemd/system", "/lib/systemd/system"];

/// Made when systemd-timesyncd has set the clock since the start.
const SYNCHRONIZED: &str = "/run/systemd/timesync/synchronized";

/// The clock of Linux is off only where a service for it is there and nothing starts it: containers, WSL and some
/// virtual machines have none, and get their time from the system that runs them.
fn linux(root: &Root) -> Result<TimeSyncFacts, Failure> {
    if is_there(root, SYNCHRONIZED) {
        return Ok(on(SYNCHRONIZED, "systemd-timesyncd.service"));
    }
    let mut failure = ReadState::Absent;
    for folder in FOLDERS {
        match started(root, folder) {
            Ok(Some((path, unit))) => return Ok(on(&path, unit)),
            Ok(None) | Err(ReadState::Absent) => {}
            Err(state) => failure = state,
        }
    }
    let mut installed =
        FOLDERS.iter().flat_map(|folder| UNITS.map(|unit| (format!("{folder}/{unit}"), unit)));
    match installed.find(|(path, _)| is_there(root, path)) {
        Some((path, unit)) if failure == ReadState::Absent && !runs_elsewhere(root) => {
            let evidence = evidence(path, unit, "disabled".to_owned(), "enabled");
            Ok(TimeSyncFacts { on: false, evidence })
        }
        _ => Err((OWN.to_owned(), failure)),
    }
}

fn is_there(root: &Root, path: &str) -> bool {
    fs::symlink_metadata(root.inside(path)).is_ok()
}

/// A service of a folder that a link starts, and that link.
fn started(root: &Root, folder: &str) -> Read<Option<(String, &'static str)>> {
    // A link to nothing keeps a service from being started by whatever else.
    let is_masked = |unit: &&str| {
        let link = fs::read_link(root.inside(&format!("{OWN}/{unit}")));
        link.is_ok_and(|target| target.as_os_str() == "/dev/null")
    };
    let names = read::entries(root, &root.inside(folder))?;
    for wants in names.iter().filter(|name| Path::new(name).extension().is_some_and(|end| end == "wants")) {
        let names = read::entries(root, &root.inside(&format!("{folder}/{wants}")))?;
        let unit = UNITS.into_iter().find(|unit| names.iter().any(|name| name == unit) && !is_masked(unit));
        if let Some(unit) = unit {
            return Ok(Some((format!("{folder}/{wants}/{unit}"), unit)));
        }
    }
    Ok(None)
}

fn on(path: &str, unit: &str) -> TimeSyncFacts {
    TimeSyncFacts { on: true, evidence: evidence(path.to_owned(), unit, "enabled".to_owned(), "enabled") }
}

/// Whether another system sets the clock: this one has units, but runs in a container or in WSL, or is not run by
/// systemd at all.
fn runs_elsewhere(root: &Root) -> bool {
    let not_run = root.is_live() && !is_there(root, "/run/systemd/system");
    let marks = ["/.dockerenv", "/run/.containerenv", "/run/systemd/container"];
    let kernel = read::text(root, &root.inside("/proc/sys/kernel/osrelease")).unwrap_or_default();
    not_run || marks.iter().any(|mark| is_there(root, mark)) || kernel.to_lowercase().contains("microsoft")
}

#[cfg(test)]
mod tests;
