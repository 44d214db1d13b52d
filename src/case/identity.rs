//! Ids that come out the same on every machine, made of what they stand for.
//!
//! Two machines may take up the same old note, or the same line from a copy that was merged: both must give it the same
//! id, without talking to each other. So an id is a hash of the content at the moment in which the thing came to be; it
//! stays when the content is edited later.

use jiff::Timestamp;

use super::{Answer, Attachment, Entry, Fact, Point, Tick};

/// FNV-1a, 64 bits: short, stable forever, and no protection against malice, which is not needed here.
/// <http://www.isthe.com/chongo/tech/comp/fnv/>
const OFFSET: u64 = 0xcbf2_9ce4_8422_2325;
const PRIME: u64 = 0x0000_0100_0000_01b3;

/// An id of `parts`, unlike all of `taken`.
pub(crate) fn id_of<'a>(at: Timestamp, parts: &[&str], taken: impl Fn(&str) -> bool + 'a) -> String {
    let mut hash = OFFSET;
    let mut eat = |bytes: &[u8]| {
        for byte in bytes {
            hash = (hash ^ u64::from(*byte)).wrapping_mul(PRIME);
        }
    };
    eat(&at.as_nanosecond().to_le_bytes());
    for part in parts {
        eat(part.as_bytes());
        // No character of a text: parts cannot run into each other.
        eat(&[0xff]);
    }
    loop {
        let id = format!("{hash:016x}");
        if !taken(&id) {
            return id;
        }
        hash = hash.wrapping_add(1);
    }
}

/// An element of a list that is the same one on every machine.
pub(crate) trait Identified: Clone + Default + PartialEq {
    /// Its id; of an element that has none, what it says.
    fn key(&self) -> String;
}

/// The id, or what is said where there is none: a note that was written by hand.
fn key(id: &str, says: &[&str]) -> String {
    if id.is_empty() { says.join("\u{0}") } else { id.to_owned() }
}

impl Identified for Answer {
    fn key(&self) -> String {
        self.id.clone()
    }
}

impl Identified for Fact {
    fn key(&self) -> String {
        key(&self.id, &[&self.label, &self.text])
    }
}

impl Identified for Point {
    fn key(&self) -> String {
        self.id.clone()
    }
}

impl Identified for Tick {
    fn key(&self) -> String {
        [self.list.as_str(), &self.item].join("\u{0}")
    }
}

impl Identified for Attachment {
    fn key(&self) -> String {
        key(&self.id, &[&self.file])
    }
}

impl Identified for Entry {
    fn key(&self) -> String {
        key(&self.id, &[&self.at.to_string(), self.kind.name(), &self.text])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_gives_the_same_and_anything_else_another() {
        let free = |_: &str| false;
        let at = Timestamp::UNIX_EPOCH;
        let id = id_of(at, &["ab", "c"], free);
        assert_eq!(id, id_of(at, &["ab", "c"], free));
        assert_eq!(id.len(), 16);
        assert_ne!(id, id_of(at, &["a", "bc"], free));
        assert_ne!(id, id_of(Timestamp::MAX, &["ab", "c"], free));
        assert_ne!(id, id_of(at, &["ab", "c"], |other| other == id));
    }
}
