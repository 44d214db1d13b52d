//! Property lists of macOS, binary or XML, as JSON.
//!
//! A small file can stand for a value without end or of any depth (arrays that hold the same array many times), so
//! that its shape is looked at before it is turned into one. Format of binary ones: Apple's `CFBinaryPList.c`.

use std::io::Cursor;
use std::path::Path;

use serde_json::Value;

use crate::environment::read::{self, Read, ReadState};
use crate::environment::root::Root;

/// How the binary form begins.
const BINARY: &[u8] = b"bplist00";

/// No property list that is read here is deeper.
const DEEPEST: usize = 48;

/// Nor has it more values, each counted as often as it is held.
const MOST_VALUES: usize = 400_000;

/// Reads a property list. Dates and data become null.
pub(super) fn read(root: &Root, path: &Path) -> Read<Value> {
    parse(&read::bytes(root, path)?).ok_or(ReadState::Unparsable)
}

/// Parses a property list; none if it is none, or is larger or deeper than any that is read here.
fn parse(bytes: &[u8]) -> Option<Value> {
    let sound = if bytes.starts_with(BINARY) { binary_is_bounded(bytes) } else { xml_is_bounded(bytes) };
    sound.then(|| plist::Value::from_reader(Cursor::new(bytes)).ok().map(json))?
}

fn json(value: plist::Value) -> Value {
    match value {
        plist::Value::Array(values) => values.into_iter().map(json).collect(),
        plist::Value::Dictionary(values) => {
            Value::Object(values.into_iter().map(|(name, value)| (name, json(value))).collect())
        }
        plist::Value::Boolean(on) => Value::Bool(on),
        plist::Value::Integer(number) => number
            .as_signed()
            .map(Value::from)
            .or_else(|| number.as_unsigned().map(Value::from))
            .unwrap_or_default(),
        plist::Value::Real(number) => Value::from(number),
        plist::Value::String(text) => Value::String(text),
        _ => Value::Null,
    }
}

/// Counts how deep the elements that hold others go. What stands in comments does not count.
fn xml_is_bounded(bytes: &[u8]) -> bool {
    let Ok(text) = std::str::from_utf8(bytes) else {
        return false;
    };
    let mut rest = text.trim_start_matches('\u{FEFF}').trim_start();
    // Anything else would be taken for the oldest form, which nothing writes any more.
    if !rest.starts_with('<') {
        return false;
    }
    let (mut depth, mut values) = (0_usize, 0_usize);
    while let Some((_, tag)) = rest.split_once('<') {
        values += 1;
        let hidden = [("!--", "-->"), ("![CDATA[", "]]>")];
        if let Some((start, end)) = hidden.into_iter().find(|(start, _)| tag.starts_with(start)) {
            rest =
                tag.get(start.len()..).and_then(|inner| inner.split_once(end)).map_or("", |(_, after)| after);
            continue;
        }
        rest = tag;
        if ["array", "dict"].iter().any(|name| tag.starts_with(name)) {
            depth += 1;
        } else if ["/array", "/dict"].iter().any(|name| tag.starts_with(name)) {
            depth = depth.saturating_sub(1);
        }
        // An empty element is written `<array/>`.
        if tag.split_once('>').is_some_and(|(inside, _)| inside.ends_with('/')) && !tag.starts_with('/') {
            depth =
                depth.saturating_sub(usize::from(["array", "dict"].iter().any(|name| tag.starts_with(name))));
        }
        if depth > DEEPEST || values > MOST_VALUES {
            return false;
        }
    }
    true
}

/// Follows the references of a binary property list as often as they stand for a value.
fn binary_is_bounded(bytes: &[u8]) -> bool {
    let Some(shape) = Binary::of(bytes) else {
        return false;
    };
    let mut left = MOST_VALUES;
    shape.holds(shape.top, DEEPEST, &mut left).is_some()
}

/// The outline of a binary property list.
struct Binary<'a> {
    bytes: &'a [u8],
    offset_size: usize,
    reference_size: usize,
    objects: usize,
    top: usize,
    offsets: usize,
}

impl<'a> Binary<'a> {
    fn of(bytes: &'a [u8]) -> Option<Self> {
        let end = bytes.get(bytes.len().checked_sub(32)?..)?;
        let word = |at: usize| number(end.get(at..at + 8)?);
        Some(Self {
            bytes,
            offset_size: usize::from(*end.get(6)?),
            reference_size: usize::from(*end.get(7)?),
            objects: word(8)?,
            top: word(16)?,
            offsets: word(24)?,
        })
    }

    /// None if what an object holds is deeper than `depth`, or more than what is `left`, or is not there.
    fn holds(&self, object: usize, depth: usize, left: &mut usize) -> Option<()> {
        *left = left.checked_sub(1)?;
        let depth = depth.checked_sub(1)?;
        if object >= self.objects {
            return None;
        }
        let at = self.offsets.checked_add(object.checked_mul(self.offset_size)?)?;
        let start = number(self.bytes.get(at..at.checked_add(self.offset_size)?)?)?;
        let marker = *self.bytes.get(start)?;
        let each = match marker >> 4 {
            0xA | 0xC => 1,
            0xD => 2,
            _ => return Some(()),
        };
        let (count, first) = match marker & 0xF {
            0xF => {
                // The number of values is itself a number of 2^n bytes.
                let size = 1_usize << (*self.bytes.get(start.checked_add(1)?)? & 0xF).min(4);
                let from = start.checked_add(2)?;
                (number(self.bytes.get(from..from.checked_add(size)?)?)?, from.checked_add(size)?)
            }
            small => (usize::from(small), start.checked_add(1)?),
        };
        let count = count.checked_mul(each)?;
        let references =
            self.bytes.get(first..first.checked_add(count.checked_mul(self.reference_size)?)?)?;
        references
            .chunks_exact(self.reference_size.max(1))
            .try_for_each(|reference| self.holds(number(reference)?, depth, left))
    }
}

/// A number with its most significant byte first.
fn number(bytes: &[u8]) -> Option<usize> {
    bytes.iter().try_fold(0_usize, |number, byte| Some(number.checked_mul(256)? | usize::from(*byte)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::json;

    const XML: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0"><dict>
<!-- <array> in a comment does not count -->
<key>Number</key><integer>2</integer><key>On</key><true/><key>Empty</key><array/>
<key>List</key><array><string>a</string><dict><key>x</key><real>1.5</real></dict></array>
<key>When</key><date>2026-11-22T00:00:00Z</date>
</dict></plist>"#;

    fn expected() -> Value {
        json!({"Number": 2, "On": true, "Empty": [], "List": ["a", {"x": 1.5}], "When": null})
    }

    fn binary(value: &plist::Value) -> Vec<u8> {
        let mut bytes = Vec::new();
        value.to_writer_binary(&mut bytes).unwrap();
        bytes
    }

    #[test]
    fn both_forms_are_read() {
        assert_eq!(parse(XML.as_bytes()), Some(expected()));
        let value: plist::Value = plist::Value::from_reader(Cursor::new(XML)).unwrap();
        assert_eq!(parse(&binary(&value)), Some(expected()));
        let many: plist::Value = plist::Value::Array((0..300).map(|n| plist::Value::from(n % 9)).collect());
        assert_eq!(parse(&binary(&many)).unwrap().as_array().unwrap().len(), 300);
    }

    #[test]
    fn other_files_are_no_property_list() {
        for bytes in
            [&b""[..], b"bplist00", b"{ a = b; }", b"<html>", b"\xFF\xFE", b"bplist00\0\0\0\0\0\0\0\0"]
        {
            assert_eq!(parse(bytes), None, "{bytes:?}");
        }
    }

    #[test]
    fn depth_and_size_have_an_end() {
        let nested =
            |depth: usize| format!("<plist>{}{}</plist>", "<array>".repeat(depth), "</array>".repeat(depth));
        assert!(parse(nested(40).as_bytes()).is_some());
        assert!(parse(nested(200_000).as_bytes()).is_none());
        // Comments cannot hide the depth.
        assert!(parse(nested(200).replace("<array>", "<array><!--</array>-->").as_bytes()).is_none());
        let mut deep = plist::Value::Array(Vec::new());
        for _ in 0..60 {
            deep = plist::Value::Array(vec![deep]);
        }
        assert!(parse(&binary(&deep)).is_none());
    }

    #[test]
    fn arrays_that_hold_the_same_array_many_times_are_refused() {
        // Object n is an array of twice object n+1: 2^40 values in some hundred bytes.
        let objects = 40_u8;
        let mut bytes = BINARY.to_vec();
        let mut offsets = Vec::new();
        for object in 0..objects {
            offsets.push(u8::try_from(bytes.len()).unwrap());
            bytes.extend([0xA2, object + 1, object + 1]);
        }
        offsets.push(u8::try_from(bytes.len()).unwrap());
        bytes.push(0xA0);
        let table = u8::try_from(bytes.len()).unwrap();
        bytes.extend(&offsets);
        bytes.extend([0, 0, 0, 0, 0, 0, 1, 1]);
        for word in [objects + 1, 0, table] {
            bytes.extend([0, 0, 0, 0, 0, 0, 0, word]);
        }
        assert!(parse(&bytes).is_none());
    }

    proptest! {
        #[test]
        fn nothing_panics(bytes in proptest::collection::vec(any::<u8>(), 0..200), text in "[<>/a-z!\\-\\[\\]CDAT ]{0,80}") {
            parse(&bytes);
            parse(&[BINARY, &bytes].concat());
            parse(text.as_bytes());
            let value: plist::Value = plist::Value::from_reader(Cursor::new(XML)).unwrap();
            let mut broken = binary(&value);
            for (at, byte) in bytes.iter().enumerate().skip(150) {
                if let Some(place) = broken.get_mut(at) { *place = *byte; }
            }
            parse(&broken);
        }
    }
}
