//! The time zone of the machine.
//!
//! Sources: Microsoft, `TIME_ZONE_INFORMATION` and the default time zones of Windows; freedesktop.org,
//! localtime(5); the IANA time zone database for zones with Japan's time.

use std::fs;

use crate::environment::facts::{Evidence, MACHINE, SetBy, TimeZoneFacts, Topic, Unread};
use crate::environment::mask;
use crate::environment::read::{self, Read, ReadState};
use crate::environment::registry::Hive;
use crate::environment::root::{Os, Root};

const KEY: &str = "SYSTEM\\CurrentControlSet\\Control\\TimeZoneInformation";

/// Zones whose clocks show Japan's time all year.
const LIKE_JAPAN: [&str; 20] = [
    "Asia/Tokyo",
    "Japan",
    "JST-9",
    "<+09>-9",
    "Etc/GMT-9",
    "Asia/Seoul",
    "ROK",
    "KST-9",
    "Asia/Pyongyang",
    "Asia/Jayapura",
    "Asia/Dili",
    "Pacific/Palau",
    "Asia/Chita",
    "Asia/Yakutsk",
    "Asia/Khandyga",
    "Tokyo Standard Time",
    "Korea Standard Time",
    "North Korea Standard Time",
    "Yakutsk Standard Time",
    "Transbaikal Standard Time",
];

/// Reads the time zone; none, with an entry in `unread`, where it cannot be read.
pub(in crate::environment) fn read(root: &Root, unread: &mut Vec<Unread>) -> Option<TimeZoneFacts> {
    let found = match root.os {
        Os::Windows => windows(root),
        Os::Macos | Os::Linux => unix(root),
    };
    found
        .map_err(|(path, state)| {
            unread.push(Unread { subject: MACHINE.to_owned(), topic: Topic::TimeZone, path, state });
        })
        .ok()
}

type Failure = (String, ReadState);

fn windows(root: &Root) -> Result<TimeZoneFacts, Failure> {
    let place = format!("{}\\{KEY}", Hive::LocalMachine.short_name());
    // The older name is written in the language of Windows and is of no use.
    match root.registry.text(Hive::LocalMachine, KEY, "TimeZoneKeyName") {
        Ok(name) if !name.is_empty() => Ok(facts(&place, "TimeZoneKeyName", &name, "Tokyo Standard Time")),
        Ok(_) => Err((place, ReadState::Absent)),
        Err(state) => {
            Err((place, if root.registry.state() == ReadState::Ok { state } else { root.registry.state() }))
        }
    }
}

/// The variable counts more than the machine's setting, which is a link or the name of a zone.
fn unix(root: &Root) -> Result<TimeZoneFacts, Failure> {
    if let Some(name) = root.env.get("TZ").map(|name| zone_of(name)).filter(|name| !name.is_empty()) {
        return Ok(facts("env", "TZ", name, "Asia/Tokyo"));
    }
    let link = root.inside("/etc/localtime");
    let place = root.shown(&link);
    if let Ok(target) = fs::read_link(&link) {
        let target = target.to_string_lossy().replace('\\', "/");
        if let Some((_, name)) = target.split_once("zoneinfo/") {
            return Ok(facts(&place, "localtime", zone_of(name), "Asia/Tokyo"));
        }
    }
    let file = root.inside("/etc/timezone");
    match read::text(root, &file) {
        Ok(text) if !text.trim().is_empty() => {
            Ok(facts(&root.shown(&file), "timezone", zone_of(text.trim()), "Asia/Tokyo"))
        }
        _ => match rule_of(root) {
            Ok(rule) => Ok(facts(&place, "localtime", &rule, "JST-9")),
            Err(state) => Err((place, state)),
        },
    }
}

/// A copied zone file has no name, but its last line is the rule it follows today (RFC 9636).
fn rule_of(root: &Root) -> Read<String> {
    let content = read::bytes(root, &root.inside("/etc/localtime"))?;
    let text = content.strip_suffix(b"\n").ok_or(ReadState::Unparsable)?;
    let start = text.iter().rposition(|byte| *byte == b'\n').ok_or(ReadState::Unparsable)? + 1;
    let rule =
        text.get(start..).and_then(|line| std::str::from_utf8(line).ok()).ok_or(ReadState::Unparsable)?;
    if content.starts_with(b"TZif") && !rule.is_empty() && rule.len() < 80 {
        Ok(rule.to_owned())
    } else {
        Err(ReadState::Unparsable)
    }
}

/// The name of a zone without the prefixes it may have.
fn zone_of(name: &str) -> &str {
    let name = name.strip_prefix(':').unwrap_or(name);
    let name = name.rsplit_once("zoneinfo/").map_or(name, |(_, name)| name);
    name.strip_prefix("posix/").unwrap_or(name)
}

fn facts(place: &str, key: &str, name: &str, default: &str) -> TimeZoneFacts {
    // Windows adds this where the clock is not set forward in summer.
    let plain = name.strip_suffix("_dstoff").unwrap_or(name);
    let name = mask::shown(name);
    TimeZoneFacts {
        like_japan: LIKE_JAPAN.contains(&plain),
        evidence: Evidence {
            place: place.to_owned(),
            key: key.to_owned(),
            value: name.clone(),
            default: default.to_owned(),
            set_by: SetBy::Person,
        },
        name,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    fn machine(etc: &[(&str, &[u8])]) -> (tempfile::TempDir, Root) {
        let dir = tempfile::tempdir().unwrap();
        fs::create_dir_all(dir.path().join("etc")).unwrap();
        for (name, content) in etc {
            fs::write(dir.path().join("etc").join(name), content).unwrap();
        }
        let root = Root::copied(dir.path(), Os::Linux).unwrap();
        (dir, root)
    }

    fn zone(root: &Root) -> Option<(String, bool)> {
        super::read(root, &mut Vec::new()).map(|zone| (zone.name, zone.like_japan))
    }

    #[test]
    fn the_zone_is_found_wherever_it_stands() {
        let (_dir, root) = machine(&[("timezone", b"Asia/Tokyo\n")]);
        assert_eq!(zone(&root), Some(("Asia/Tokyo".into(), true)));
        let (_dir, root) = machine(&[("localtime", b"TZif2 data\n<+09>-9\n")]);
        assert_eq!(zone(&root), Some(("<+09>-9".into(), true)));
        let (_dir, root) =
            machine(&[("localtime", b"TZif2 data\nPST8PDT,M3.2.0,M11.1.0\n"), ("timezone", b"\n")]);
        assert_eq!(zone(&root), Some(("PST8PDT,M3.2.0,M11.1.0".into(), false)));
        let (_dir, root) = machine(&[("localtime", b"nonsense")]);
        assert_eq!(zone(&root), None);
        let env = BTreeMap::from([("TZ".to_owned(), ":/usr/share/zoneinfo/Asia/Seoul".to_owned())]);
        assert_eq!(zone(&root.with_env(env)), Some(("Asia/Seoul".into(), true)));
    }

    #[cfg(unix)]
    #[test]
    fn the_link_names_the_zone() {
        let (dir, root) = machine(&[]);
        let link = dir.path().join("etc/localtime");
        std::os::unix::fs::symlink("/var/db/timezone/zoneinfo/America/Los_Angeles", link).unwrap();
        assert_eq!(zone(&root), Some(("America/Los_Angeles".into(), false)));
    }
}
