//! The cookie store of a profile: `Network/Cookies` or `Cookies`.
//!
//! Source: Chromium, `net/extras/sqlite/sqlite_persistent_cookie_store.cc`, versions 5 to 24, and
//! `components/os_crypt` for what encryption adds. No column that holds a value is read: `SQLite` is asked for its
//! length, which it knows without reading it.

use std::path::Path;

use super::engagement::from_chromium_time;
use super::{Place, Profile};
use crate::environment::browsers::jar::{self, Cookie, Store, is_amazon};
use crate::environment::browsers::sqlite::{Copy, number, text};
use crate::environment::facts::{CookieFacts, JarFacts, Os, Partition, Unread};
use crate::environment::mask;
use crate::environment::read::{Read, ReadState};

/// From this version on, encrypted values begin with a hash of the host.
const WITH_HASH: i64 = 24;

/// Reads it.
pub(super) fn read(place: &Place, profile: &Profile, unread: &mut Vec<Unread>) -> Option<JarFacts> {
    let newest = newest(&profile.folder);
    let store = jar::or_unread(newest, place, profile, &profile.folder.join("Cookies"), unread)?;
    Some(store.facts(place, profile, unread, |path, facts| {
        jar::from_copy(place, path, facts, |copy, facts| fill(copy, place.root.os, facts))
    }))
}

/// Of both places the one that was written last: versions of Windows have moved it.
fn newest(folder: &Path) -> Read<Store> {
    let places = [folder.join("Network").join("Cookies"), folder.join("Cookies")];
    let found = places.map(Store::at);
    let is_there = found.iter().any(Result::is_ok);
    let found = found.into_iter().filter(|found| match found {
        Ok(_) => true,
        Err(state) => !is_there && *state != ReadState::Absent,
    });
    let modified = |found: &Read<Store>| found.as_ref().ok().and_then(|store| store.modified);
    found.max_by_key(modified).unwrap_or(Err(ReadState::Absent))
}

fn fill(copy: &Copy, os: Os, facts: &mut JarFacts) -> Read<()> {
    let columns = copy.columns("cookies")?;
    if columns.is_empty() && facts.bytes == 0 {
        return Ok(());
    }
    let has = |name: &str| columns.iter().any(|column| column == name);
    if !has("host_key") || !has("name") {
        return Err(ReadState::Unparsable);
    }
    facts.schema = version(copy)?;
    facts.total = jar::count(copy, "cookies")?;
    let or = |name: &str, otherwise: &str| {
        if has(name) { name.to_owned() } else { otherwise.to_owned() }
    };
    let length = |name: &str| if has(name) { format!("octet_length({name})") } else { "0".to_owned() };
    let select = format!(
        "SELECT name, host_key, {}, {}, {}, {}, {}, {}, {}, {}, {} FROM cookies WHERE host_key LIKE '%amazon.%'",
        or("path", "'/'"),
        length("value"),
        length("encrypted_value"),
        or("creation_utc", "0"),
        or("last_access_utc", "0"),
        or("expires_utc", "0"),
        or("has_expires", "1"),
        or("is_persistent", "1"),
        or("top_frame_site_key", "''"),
    );
    let schema = facts.schema.unwrap_or(0);
    let found = copy.query(&select, [], |row| cookie(row, os, schema))?;
    facts.cookies = found.into_iter().flatten().collect();
    Ok(())
}

/// `meta.version`.
fn version(copy: &Copy) -> Read<Option<i64>> {
    let columns = copy.columns("meta")?;
    if !["key", "value"].iter().all(|name| columns.iter().any(|column| column == name)) {
        return Ok(None);
    }
    let found = copy.query("SELECT value FROM meta WHERE key = 'version'", [], |row| text(row, 0))?;
    Ok(found.first().and_then(|version| version.trim().parse().ok()))
}

fn cookie(row: &rusqlite::Row<'_>, os: Os, schema: i64) -> rusqlite::Result<Option<CookieFacts>> {
    let host = text(row, 1)?;
    if !is_amazon(&host) {
        return Ok(None);
    }
    let (plain, encrypted) = (unsigned(number(row, 3)?), unsigned(number(row, 4)?));
    let lasts = number(row, 8)? != 0 && number(row, 9)? != 0;
    let site = text(row, 10)?;
    let cookie = Cookie {
        name: &text(row, 0)?,
        host: &host,
        path: &text(row, 2)?,
        value: if plain > 0 { plain } else { decrypted_length(encrypted, os, schema) },
        created: from_chromium_time(number(row, 5)?),
        accessed: from_chromium_time(number(row, 6)?),
        expires: from_chromium_time(number(row, 7)?).filter(|_| lasts),
        partition: (!site.is_empty()).then(|| Partition::Site(mask::shown(&site))),
    };
    Ok(Some(cookie.facts()))
}

fn unsigned(number: i64) -> u64 {
    u64::try_from(number).unwrap_or(0)
}

/// How long a value is whose encrypted form has that length. Windows adds a mark, a nonce and a tag; elsewhere a
/// mark is added and the rest filled up to whole blocks of 16 bytes, by 8 on average.
fn decrypted_length(encrypted: u64, os: Os, schema: i64) -> u64 {
    let added = match os {
        Os::Windows => 3 + 12 + 16,
        Os::Macos | Os::Linux => 3 + 8,
    };
    let hash = if schema >= WITH_HASH { 32 } else { 0 };
    encrypted.saturating_sub(added + hash)
}

#[cfg(test)]
mod tests;
