//! The cookie store of a profile: `cookies.sqlite`.
//!
//! Source: Gecko, `netwerk/cookie/CookiePersistentStorage.cpp` (schema, `.bak`), `caps/OriginAttributes.cpp`
//! (what keeps cookies apart), `toolkit/components/contextualidentity` (`containers.json`). Cookies of a session are
//! not in this file. Of the value only the length is asked for.

use std::collections::BTreeMap;

use jiff::{SignedDuration, Timestamp};
use serde_json::Value;

use super::{Place, Profile};
use crate::environment::browsers::jar::{self, Cookie, Store, is_amazon};
use crate::environment::browsers::sqlite::{Copy, number, text};
use crate::environment::facts::{CookieFacts, Evidence, JarFacts, Partition, SetBy, Unread};
use crate::environment::mask;
use crate::environment::read::{self, Read, ReadState};

/// From this version of the schema on, cookies end at a time in milliseconds, before in seconds.
const IN_MILLISECONDS: i64 = 16;

/// What Firefox puts aside when it finds its store damaged.
const PUT_ASIDE: [&str; 2] = ["cookies.sqlite.bak", "cookies.sqlite.bak-rebuild"];

/// A store that was put aside longer ago explains nothing of today.
const RECENTLY: SignedDuration = SignedDuration::from_hours(14 * 24);

/// Names of containers by their numbers.
type Containers = BTreeMap<i64, String>;

/// Reads it.
pub(super) fn read(place: &Place, profile: &Profile, unread: &mut Vec<Unread>) -> Option<JarFacts> {
    let path = profile.folder.join("cookies.sqlite");
    let store = jar::or_unread(Store::at(path.clone()), place, profile, &path, unread)?;
    let containers = containers(place, profile);
    let mut facts = store.facts(place, profile, unread, |path, facts| {
        jar::from_copy(place, path, facts, |copy, facts| fill(copy, &containers, facts))
    });
    facts.damage.extend(PUT_ASIDE.iter().filter_map(|name| put_aside(place, profile, name)));
    Some(facts)
}

fn fill(copy: &Copy, containers: &Containers, facts: &mut JarFacts) -> Read<()> {
    let columns = copy.columns("moz_cookies")?;
    if columns.is_empty() && facts.bytes == 0 {
        return Ok(());
    }
    let has = |name: &str| columns.iter().any(|column| column == name);
    if !has("host") || !has("name") {
        return Err(ReadState::Unparsable);
    }
    let schema = copy.user_version()?;
    facts.schema = Some(schema);
    facts.total = jar::count(copy, "moz_cookies")?;
    let or = |name: &str, otherwise: &str| if has(name) { name.to_owned() } else { otherwise.to_owned() };
    let select = format!(
        "SELECT name, host, {}, {}, {}, {}, {}, {} FROM moz_cookies WHERE host LIKE '%amazon.%'",
        or("path", "'/'"),
        if has("value") { "octet_length(value)" } else { "0" },
        or("creationTime", "0"),
        or("lastAccessed", "0"),
        or("expiry", "0"),
        or("originAttributes", "''"),
    );
    let found = copy.query(&select, [], |row| cookie(row, schema, containers))?;
    facts.cookies = found.into_iter().flatten().collect();
    Ok(())
}

fn cookie(
    row: &rusqlite::Row<'_>,
    schema: i64,
    containers: &Containers,
) -> rusqlite::Result<Option<CookieFacts>> {
    let host = text(row, 1)?;
    if !is_amazon(&host) {
        return Ok(None);
    }
    let micros = |column| number(row, column).map(|micros| Timestamp::from_microsecond(micros).ok());
    let expiry = number(row, 6)?;
    let expires = if schema >= IN_MILLISECONDS {
        Timestamp::from_millisecond(expiry)
    } else {
        Timestamp::from_second(expiry)
    };
    let cookie = Cookie {
        name: &text(row, 0)?,
        host: &host,
        path: &text(row, 2)?,
        value: u64::try_from(number(row, 3)?).unwrap_or(0),
        created: micros(4)?,
        accessed: micros(5)?,
        // A time too far away to be one never comes.
        expires: Some(expires.unwrap_or(Timestamp::MAX)),
        partition: partition(&text(row, 7)?, containers),
    };
    Ok(Some(cookie.facts()))
}

/// What attributes such as `^userContextId=2&partitionKey=(https,amazon.co.jp)` keep apart.
fn partition(attributes: &str, containers: &Containers) -> Option<Partition> {
    let pairs: Vec<(&str, &str)> =
        attributes.strip_prefix('^')?.split('&').filter_map(|pair| pair.split_once('=')).collect();
    let of = |wanted: &str| pairs.iter().find(|(name, _)| *name == wanted).map(|(_, value)| *value);
    let embedded = ["partitionKey", "firstPartyDomain"].into_iter().find_map(of);
    if let Some(site) = embedded {
        return Some(Partition::Site(mask::shown(site)));
    }
    let Some(number) = of("userContextId") else {
        return Some(Partition::Site(mask::shown(attributes)));
    };
    let named = number.parse().ok().and_then(|number: i64| containers.get(&number));
    Some(Partition::Container(named.cloned().unwrap_or_else(|| mask::shown(number))))
}

/// The names that the person gave to containers. Those that Firefox brings along have none in the file.
fn containers(place: &Place, profile: &Profile) -> Containers {
    let file = read::json(&place.root, &profile.folder.join("containers.json")).unwrap_or_default();
    let identities = file.get("identities").and_then(Value::as_array);
    identities
        .into_iter()
        .flatten()
        .filter(|identity| identity.get("public").and_then(Value::as_bool) != Some(false))
        .filter_map(|identity| {
            let number = identity.get("userContextId")?.as_i64()?;
            let name = mask::shown(identity.get("name")?.as_str()?);
            (!name.is_empty()).then_some((number, name))
        })
        .collect()
}

/// A damaged store that Firefox has put aside lately.
fn put_aside(place: &Place, profile: &Profile, name: &str) -> Option<Evidence> {
    let store = Store::at(profile.folder.join(name)).ok()?;
    let modified = store.modified?;
    // A clock may have been put back.
    let is_recent = place.now.duration_since(modified).abs() < RECENTLY;
    is_recent.then(|| Evidence {
        place: place.root.shown(&store.path),
        key: name.to_owned(),
        value: modified.to_string(),
        default: String::new(),
        set_by: SetBy::Person,
    })
}

#[cfg(test)]
mod tests;
