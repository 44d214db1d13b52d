//! The cookie store of Safari: `Cookies.binarycookies`.
//!
//! The format is known from its many readers (e.g. `BinaryCookieReader`): `cook`, the number of pages and their sizes
//! (big-endian), then pages of records (little-endian) whose texts end with a zero byte; times count from 2001. A
//! value is never looked at: its length follows from where the next text begins.

use std::path::PathBuf;

use jiff::Timestamp;

use super::{Place, Profile};
use crate::environment::browsers::jar::{self, Cookie, Store, is_amazon};
use crate::environment::facts::{CookieFacts, JarFacts, Unread};
use crate::environment::read::{self, Read, ReadState};

/// Safari's own container first, which needs the right to read the whole disk, then the older place.
const PLACES: [&str; 2] = [
    "{home}/Library/Containers/com.apple.Safari/Data/Library/Cookies/Cookies.binarycookies",
    "{home}/Library/Cookies/Cookies.binarycookies",
];

/// 2001-01-01 in seconds since 1970.
const EPOCH_2001: i64 = 978_307_200;

/// Where a record has the offsets of its texts, and its times.
const HOST: usize = 16;
const NAME: usize = 20;
const PATH: usize = 24;
const VALUE: usize = 28;
const COMMENTS: [usize; 2] = [32, 36];
const EXPIRY: usize = 40;
const CREATION: usize = 48;

/// More pages or cookies than any store has.
const MOST: u32 = 100_000;

/// Reads it.
pub(super) fn read(place: &Place, profile: &Profile, unread: &mut Vec<Unread>) -> Option<JarFacts> {
    let paths: Vec<PathBuf> = PLACES.iter().filter_map(|template| place.root.path(template)).collect();
    let (path, found) = paths.iter().find_map(|path| match Store::at(path.clone()) {
        Err(ReadState::Absent) => None,
        found => Some((path, found)),
    })?;
    let store = jar::or_unread(found, place, profile, path, unread)?;
    let facts = store.facts(place, profile, unread, |path, facts| {
        let (total, cookies) = parse(&read::bytes(&place.root, path)?)?;
        (facts.total, facts.cookies) = (total, cookies);
        Ok(())
    });
    Some(facts)
}

/// How many cookies there are, and Amazon's.
fn parse(bytes: &[u8]) -> Read<(u64, Vec<CookieFacts>)> {
    let (total, cookies) = pages(bytes).and_then(|pages| of_pages(&pages)).ok_or(ReadState::Unparsable)?;
    Ok((total, cookies))
}

/// The pages of a store.
fn pages(bytes: &[u8]) -> Option<Vec<&[u8]>> {
    if !bytes.starts_with(b"cook") {
        return None;
    }
    let count = big(bytes, 4).filter(|count| *count <= MOST)? as usize;
    let mut start = 8 + 4 * count;
    let mut pages = Vec::new();
    for number in 0..count {
        let size = big(bytes, 8 + 4 * number)? as usize;
        let end = start.checked_add(size)?;
        pages.push(bytes.get(start..end)?);
        start = end;
    }
    Some(pages)
}

fn of_pages(pages: &[&[u8]]) -> Option<(u64, Vec<CookieFacts>)> {
    let (mut total, mut found) = (0, Vec::new());
    for page in pages {
        if !page.starts_with(&[0, 0, 1, 0]) {
            return None;
        }
        let count = little(page, 4).filter(|count| *count <= MOST)?;
        for number in 0..count as usize {
            let start = little(page, 8 + 4 * number)? as usize;
            let size = little(page, start)? as usize;
            let record = page.get(start..start.checked_add(size)?)?;
            total += 1;
            let host = text(record, HOST)?;
            if is_amazon(&host) {
                found.push(cookie(record, &host)?);
            }
        }
    }
    Some((total, found))
}

fn cookie(record: &[u8], host: &str) -> Option<CookieFacts> {
    let value = little(record, VALUE)? as usize;
    let mut end = record.len();
    for at in [HOST, NAME, PATH].into_iter().chain(COMMENTS) {
        let offset = little(record, at)? as usize;
        end = if offset > value { end.min(offset) } else { end };
    }
    let cookie = Cookie {
        name: &text(record, NAME)?,
        host,
        path: &text(record, PATH)?,
        // Without the zero byte at its end.
        value: end.checked_sub(value)?.saturating_sub(1) as u64,
        created: time(seconds(record, CREATION)?),
        accessed: None,
        expires: time(seconds(record, EXPIRY)?),
        partition: None,
    };
    Some(cookie.facts())
}

/// The text, up to its zero byte, whose offset stands at a place of a record.
fn text(record: &[u8], at: usize) -> Option<String> {
    let start = little(record, at)? as usize;
    let text = record.get(start..)?.split(|byte| *byte == 0).next()?;
    Some(String::from_utf8_lossy(text).into_owned())
}

fn seconds(record: &[u8], at: usize) -> Option<f64> {
    record.get(at..)?.first_chunk().map(|bytes| f64::from_le_bytes(*bytes))
}

/// A time in seconds since 2001; none for 0, and for what is no time.
#[expect(
    clippy::cast_possible_truncation,
    reason = "the range is checked; a fraction of a second is nothing"
)]
fn time(seconds: f64) -> Option<Timestamp> {
    let is_time = seconds > 0.0 && seconds < 1e11;
    is_time.then(|| Timestamp::from_second(seconds as i64 + EPOCH_2001).ok()).flatten()
}

fn big(bytes: &[u8], at: usize) -> Option<u32> {
    bytes.get(at..)?.first_chunk().map(|bytes| u32::from_be_bytes(*bytes))
}

fn little(bytes: &[u8], at: usize) -> Option<u32> {
    bytes.get(at..)?.first_chunk().map(|bytes| u32::from_le_bytes(*bytes))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::environment::browsers::inventory;
    use crate::environment::root::{Os, Root};

    const SECRET: &str = "canary-7f3a";

    /// A record as Safari writes it.
    fn record(host: &str, name: &str, path: &str, value: &str, ends: f64) -> Vec<u8> {
        let mut texts = Vec::new();
        let mut offsets = Vec::new();
        for text in [host, name, path, value] {
            offsets.push(u32::try_from(56 + texts.len()).unwrap());
            texts.extend(text.bytes());
            texts.push(0);
        }
        let mut out = u32::try_from(56 + texts.len()).unwrap().to_le_bytes().to_vec();
        out.extend([0; 12]);
        offsets.extend([0, 0]);
        out.extend(offsets.iter().flat_map(|offset| offset.to_le_bytes()));
        out.extend(ends.to_le_bytes());
        out.extend(800_000_000.0_f64.to_le_bytes());
        out.extend(texts);
        out
    }

    fn store(records: &[Vec<u8>]) -> Vec<u8> {
        let mut page = vec![0, 0, 1, 0];
        page.extend(u32::try_from(records.len()).unwrap().to_le_bytes());
        let mut start = 12 + 4 * records.len();
        for record in records {
            page.extend(u32::try_from(start).unwrap().to_le_bytes());
            start += record.len();
        }
        page.extend([0; 4]);
        page.extend(records.iter().flatten());
        let mut out = b"cook\0\0\0\x01".to_vec();
        out.extend(u32::try_from(page.len()).unwrap().to_be_bytes());
        out.extend(page);
        out.extend([0; 8]);
        out
    }

    fn jar() -> Vec<u8> {
        store(&[
            record(".amazon.co.jp", "session-id", "/", SECRET, 820_000_000.0),
            record("bank.example", "id", "/", SECRET, 820_000_000.0),
            record("sellercentral.amazon.co.jp", "sid", "/x", "", 0.0),
        ])
    }

    #[test]
    fn the_cookies_of_amazon_are_listed_without_their_values() {
        let (total, cookies) = parse(&jar()).unwrap();
        assert_eq!(total, 3);
        let seen: Vec<_> = cookies
            .iter()
            .map(|cookie| (cookie.host.as_str(), cookie.name.as_str(), cookie.path.as_str(), cookie.bytes))
            .collect();
        assert_eq!(
            seen,
            [(".amazon.co.jp", "session-id", "/", 21), ("sellercentral.amazon.co.jp", "sid", "/x", 3)]
        );
        assert_eq!(cookies[0].expires.unwrap().to_string(), "2026-12-26T17:46:40Z");
        assert_eq!(cookies[0].created.unwrap().to_string(), "2026-05-09T06:13:20Z");
        assert_eq!(cookies[1].expires, None, "one of a session");
        assert!(!format!("{cookies:?}").contains(SECRET));
    }

    fn read_from(dir: &std::path::Path) -> (Option<JarFacts>, Vec<Unread>) {
        let root = std::sync::Arc::new(Root::copied(dir, Os::Macos).unwrap());
        let folder = root.home.join("Library/Safari");
        let def = inventory().first().unwrap();
        let now = Timestamp::UNIX_EPOCH;
        let place = Place { root, def, label: "Safari".into(), folder: folder.clone(), now };
        let profile = Profile::new(folder, String::new(), "Safari".into(), true);
        let mut unread = Vec::new();
        (read(&place, &profile, &mut unread), unread)
    }

    #[test]
    fn the_container_comes_before_the_older_place() {
        let dir = tempfile::tempdir().unwrap();
        let home = dir.path().join("Users/taro");
        let folder = |name: &str| {
            let folder = home.join(name);
            std::fs::create_dir_all(&folder).unwrap();
            folder.join("Cookies.binarycookies")
        };
        let old = folder("Library/Cookies");
        assert_eq!(read_from(dir.path()), (None, vec![]));
        std::fs::write(old, jar()).unwrap();
        assert_eq!(read_from(dir.path()).0.unwrap().place, "~/Library/Cookies/Cookies.binarycookies");
        let container = folder("Library/Containers/com.apple.Safari/Data/Library/Cookies");
        std::fs::write(&container, "cook").unwrap();
        let (facts, unread) = read_from(dir.path());
        assert_eq!((facts.unwrap().state, unread.len()), (ReadState::Unparsable, 1), "it counts alone");
        std::fs::write(&container, jar()).unwrap();
        let (facts, unread) = read_from(dir.path());
        let facts = facts.unwrap();
        assert_eq!((facts.state, facts.total, facts.cookies.len()), (ReadState::Ok, 3, 2));
        assert_eq!(unread, []);
        assert!(!format!("{facts:?}").contains(SECRET));
    }

    #[test]
    fn a_file_that_ends_early_cannot_be_understood() {
        let whole = jar();
        assert_eq!(parse(b"").unwrap_err(), ReadState::Unparsable);
        for end in 0..whole.len() - 8 {
            assert_eq!(parse(&whole[..end]).unwrap_err(), ReadState::Unparsable, "{end}");
        }
    }

    proptest! {
        #[test]
        fn any_bytes_are_parsed_without_harm(at in 0usize..400, noise in proptest::collection::vec(any::<u8>(), 0..40)) {
            let mut bytes = jar();
            for (byte, noise) in bytes.iter_mut().skip(at).zip(noise) {
                *byte = noise;
            }
            parse(&bytes).ok();
        }
    }
}
