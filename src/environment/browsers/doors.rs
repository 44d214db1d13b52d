//! Bookmarks, startup pages and visits, as all families of browsers have them: which of them lead to Amazon.
//!
//! Of every other address nothing is kept, and of those that do lead there no title, query or fragment.

mod classify;
mod lists;
mod look_alike;

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::fs;
use std::path::Path;

use jiff::Timestamp;
use rusqlite::Row;

use super::sqlite::{self, Copy};
use super::{Place, Profile};
use crate::environment::facts::{Door, DoorFacts, DoorSource, Evidence, HostRole, SetBy, Topic, Unread};
use crate::environment::hosts::is_at_or_below;
use crate::environment::read::{Read, ReadState};
use crate::seller_url::judge;
use classify::{Judged, classify};
pub use lists::{NeededHosts, needed_hosts};

/// A history beyond this size, in bytes, is not read: copying it takes longer than anybody waits.
const LARGEST_HISTORY: u64 = 300 * 1024 * 1024;

/// So many visited addresses are judged, the latest ones.
pub(super) const MOST_VISITS: u32 = 5000;

/// So many hosts are kept of each source, the ones used last.
const MOST_HOSTS: usize = 50;

/// Parts of names of hosts without which an address is of no interest: the names that are looked for, their
/// commonest disguises, and the mark of names in other scripts. What is found by them is judged like any other.
pub(super) const PARTS_OF_HOSTS: [&str; 5] = ["amazon", "sellercentral", "amaz0n", "arnazon", "xn--"];

/// What a host in lower case is for when a Japanese seller signs in; none if it is not needed for that.
pub(in crate::environment) fn role_of(host: &str) -> Option<HostRole> {
    lists::domains().role(host)
}

/// Whether a host is one of Amazon's own.
pub(in crate::environment) fn is_amazons(host: &str) -> bool {
    judge().is_amazons(host)
}

/// Texts of which each name that has a role holds one.
pub(in crate::environment) fn marks() -> Vec<&'static str> {
    lists::domains().marks()
}

/// The doors of a profile while they are looked for: one for each source, host and kind of page.
#[derive(Default)]
pub(super) struct Doors(BTreeMap<(DoorSource, String, bool), DoorFacts>);

impl Doors {
    /// Looks at an address. Evidence is made of the file, as it is shown, and the name that the entry has there.
    pub(super) fn see(
        &mut self,
        source: DoorSource,
        url: &str,
        last_used: Option<Timestamp>,
        (file, key): (&str, &str),
    ) {
        let Some(judged) = classify(url) else { return };
        // Whoever sells reads about selling: such visits say nothing, and are nobody's business.
        if source == DoorSource::History && judged.door == Door::NamesAmazon {
            return;
        }
        let Judged { door, host, stale, shown } = judged;
        match self.0.entry((source, host.clone(), stale)) {
            Entry::Occupied(mut known) => {
                let known = known.get_mut();
                known.last_used = known.last_used.max(last_used);
                // One page that gives the trick away decides for its host.
                if door == Door::LookAlike && known.door == Door::NamesAmazon {
                    known.door = door;
                    known.evidence.value = shown;
                }
            }
            Entry::Vacant(entry) => {
                let evidence = Evidence {
                    place: file.to_owned(),
                    key: key.to_owned(),
                    value: shown,
                    default: String::new(),
                    set_by: SetBy::Person,
                };
                entry.insert(DoorFacts { source, door, host, stale, last_used, evidence });
            }
        }
    }

    /// What was found, by source; of each source the hosts used last.
    pub(super) fn into_facts(self) -> Vec<DoorFacts> {
        let mut all: Vec<DoorFacts> = self.0.into_values().collect();
        all.sort_by(|a, b| a.source.cmp(&b.source).then_with(|| b.last_used.cmp(&a.last_used)));
        let (mut source, mut count) = (None, 0);
        all.retain(|door| {
            count = if source == Some(door.source) { count + 1 } else { 1 };
            source = Some(door.source);
            count <= MOST_HOSTS
        });
        all
    }
}

/// Reads a history from a private copy; none, with a word in `unread`, where it cannot be read.
pub(super) fn from_history<T>(
    place: &Place,
    profile: &Profile,
    path: &Path,
    unread: &mut Vec<Unread>,
    read: impl FnMut(&Copy) -> Read<T>,
) -> Option<T> {
    let too_big = fs::metadata(path).is_ok_and(|about| about.is_file() && about.len() > LARGEST_HISTORY);
    let content = if too_big { Err(ReadState::TooBig) } else { sqlite::read_copy(&place.root, path, read) };
    tell(content, place, profile, Topic::History, path, unread)
}

/// What was read; where it was not, and is there, a word about it goes to `unread`.
pub(super) fn tell<T>(
    content: Read<T>,
    place: &Place,
    profile: &Profile,
    topic: Topic,
    path: &Path,
    unread: &mut Vec<Unread>,
) -> Option<T> {
    content
        .map_err(|state| {
            if state != ReadState::Absent {
                unread.push(place.unread(&profile.subject, topic, path, state));
            }
        })
        .ok()
}

/// A condition of SQL: one of [`PARTS_OF_HOSTS`] stands between scheme and path of the address in a column. Browsers
/// write hosts in small letters.
pub(super) fn host_is_of_interest(column: &str) -> String {
    // From the ninth letter on there is the host, of `http:` but for its first letter.
    let host = format!("substr({column}, 1, instr(substr({column}, 9) || '/', '/') + 8)");
    // Of most addresses the host need not be looked for.
    let holds = |part: &&str| format!("(instr({column}, '{part}') AND instr({host}, '{part}'))");
    format!("({})", PARTS_OF_HOSTS.iter().map(holds).collect::<Vec<_>>().join(" OR "))
}

/// An address and the number beside it, as far as the row holds them.
pub(super) fn address(row: &Row<'_>) -> rusqlite::Result<(String, Option<i64>)> {
    let url = row.get_ref(0)?.as_str().unwrap_or_default().to_owned();
    Ok((url, row.get_ref(1)?.as_i64().ok()))
}

/// The host of an address, if it is one of Amazon in Japan or of its common domain.
pub(super) fn host_of_use(url: &str) -> Option<String> {
    let judged = classify(url)?;
    let is_below = |domain: &str| is_at_or_below(&judged.host, domain);
    ["amazon.co.jp", "amazon.com"].into_iter().any(is_below).then_some(judged.host)
}

#[cfg(test)]
mod tests;
