//! Files that regedit exports ("Windows Registry Editor Version 5.00").

use std::collections::BTreeMap;
use std::iter::Peekable;
use std::str::Lines;

use super::{Hive, Value, split_list, until_nul};
use crate::environment::read::{self, Read, ReadState};

/// Values by lower-case name, with the name as written.
type Values = BTreeMap<String, (String, Value)>;

/// A parsed export: values by hive and lower-case key, with the key as written.
#[derive(Default)]
pub(super) struct Export {
    keys: BTreeMap<(Hive, String), (String, Values)>,
}

impl Export {
    pub(super) fn value(&self, hive: Hive, key: &str, name: &str) -> Option<Value> {
        let (_, values) = self.keys.get(&(hive, key.to_lowercase()))?;
        values.get(&name.to_lowercase()).map(|(_, value)| value.clone())
    }

    pub(super) fn values(&self, hive: Hive, key: &str) -> Option<Vec<(String, Value)>> {
        let (_, values) = self.keys.get(&(hive, key.to_lowercase()))?;
        Some(values.values().cloned().collect())
    }

    /// The values of a key, which is made if it is new.
    fn key(&mut self, (hive, key): (Hive, &str)) -> &mut Values {
        let entry = self.keys.entry((hive, key.to_lowercase()));
        &mut entry.or_insert_with(|| (key.to_owned(), Values::new())).1
    }

    /// The names of the keys directly below a key, also of those that only keys below them show. None if there is
    /// no such key.
    pub(super) fn keys(&self, hive: Hive, key: &str) -> Option<Vec<String>> {
        let key = key.to_lowercase();
        let above = format!("{key}\\");
        let below = self.keys.range((hive, above.clone())..);
        let below = below.take_while(|((of, key), _)| *of == hive && key.starts_with(&above));
        let mut names = BTreeMap::new();
        for (_, (written, _)) in below {
            if let Some(name) = written.get(above.len()..).and_then(|rest| rest.split('\\').next()) {
                names.entry(name.to_lowercase()).or_insert_with(|| name.to_owned());
            }
        }
        (!names.is_empty() || self.keys.contains_key(&(hive, key))).then(|| names.into_values().collect())
    }
}

/// Parses an export. Lines that are not understood are left out; a file without a single key and without the
/// header of regedit is no export.
pub(super) fn parse(text: &str) -> Read<Export> {
    let mut export = Export::default();
    let mut lines = text.lines().peekable();
    let mut key: Option<(Hive, &str)> = None;
    let mut is_export = text.trim_start().starts_with("Windows Registry Editor Version");
    while let Some(line) = lines.next() {
        let line = line.trim();
        if let Some(name) = line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
            is_export |= name.starts_with("HKEY_");
            key = hive_and_key(name);
            if let Some(key) = key {
                export.key(key);
            }
            continue;
        }
        let Some((name, data)) = name_and_data(line, &mut lines) else {
            continue;
        };
        if let (Some(key), Some(value)) = (key, value(&data)) {
            export.key(key).insert(name.to_lowercase(), (name, value));
        }
    }
    if is_export { Ok(export) } else { Err(ReadState::Unparsable) }
}

/// `HKEY_CURRENT_USER\Software\…`; keys to be deleted (`-HKEY…`) and other hives are left out.
fn hive_and_key(path: &str) -> Option<(Hive, &str)> {
    let (hive, key) = path.split_once('\\')?;
    let hive = match hive.to_uppercase().as_str() {
        "HKEY_CURRENT_USER" => Hive::CurrentUser,
        "HKEY_LOCAL_MACHINE" => Hive::LocalMachine,
        _ => return None,
    };
    Some((hive, key))
}

/// `"name"=data` or `@=data`, with the lines that belong to the data.
fn name_and_data(line: &str, lines: &mut Peekable<Lines<'_>>) -> Option<(String, String)> {
    let (name, data) = match line.strip_prefix('@') {
        Some(rest) => (String::new(), rest),
        None => {
            let (name, rest) = quoted(line)?;
            (name, rest)
        }
    };
    let mut data = data.trim_start().strip_prefix('=')?.trim().to_owned();
    if data.starts_with('"') {
        // A line break inside a string is written as it is.
        while quoted(&data).is_none() && lines.peek().is_some_and(|next| !next.starts_with("[HKEY_")) {
            data.push('\n');
            data.push_str(lines.next().unwrap_or_default());
        }
    } else {
        while data.ends_with('\\') {
            data.pop();
            data.push_str(lines.next().unwrap_or_default().trim());
        }
    }
    Some((name, data))
}

/// A quoted string at the start of a text, unescaped, and what follows it.
fn quoted(text: &str) -> Option<(String, &str)> {
    let inner = text.strip_prefix('"')?;
    let mut out = String::new();
    let mut escaped = false;
    for (at, c) in inner.char_indices() {
        match c {
            _ if escaped => {
                out.push(c);
                escaped = false;
            }
            '\\' => escaped = true,
            '"' => return Some((out, inner.get(at + 1..).unwrap_or_default())),
            _ => out.push(c),
        }
    }
    None
}

/// The data of a value; none for `-`, which deletes it, and for what is not understood.
fn value(data: &str) -> Option<Value> {
    if let Some((text, _)) = quoted(data) {
        return Some(Value::Text(until_nul(&text)));
    }
    let (kind, digits) = data.split_once(':')?;
    let kind = kind.trim().to_lowercase();
    if kind == "dword" {
        return u64::from_str_radix(digits.trim(), 16).ok().map(Value::Number);
    }
    let bytes = hex_bytes(digits)?;
    let wide = || read::utf16(&bytes, u16::from_le_bytes);
    match kind.as_str() {
        "hex(1)" | "hex(2)" => Some(Value::Text(until_nul(&wide()))),
        "hex(7)" => Some(Value::List(split_list(&wide()))),
        "hex(4)" | "hex(b)" if bytes.len() <= 8 => {
            Some(Value::Number(bytes.iter().rev().fold(0, |number, byte| number << 8 | u64::from(*byte))))
        }
        _ if kind.starts_with("hex") => Some(Value::Bytes(bytes)),
        _ => None,
    }
}

fn hex_bytes(digits: &str) -> Option<Vec<u8>> {
    let digits = digits.trim().trim_end_matches(',');
    if digits.is_empty() {
        return Some(Vec::new());
    }
    digits.split(',').map(|pair| u8::from_str_radix(pair.trim(), 16).ok()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const SAMPLE: &str = r#"Windows Registry Editor Version 5.00

; a comment
[HKEY_CURRENT_USER\Software\Test]
@="default \"quoted\" value"
"Path"="C:\\Windows\\System32"
"Flag"=dword:0000000a
"Blob"=hex:46,00,00,00,\
  07,ff
"Expand"=hex(2):25,00,41,00,25,00,00,00
"List"=hex(7):61,00,00,00,62,00,63,00,00,00,00,00
"Big"=hex(b):01,00,00,00,00,00,00,00
"Empty"=hex:
"Gone"=-
"Two
lines"="unfinished name is left out"
"Lines"="one
two"
nonsense
"Odd"=dword:xyz

[-HKEY_CURRENT_USER\Software\Deleted]
"Name"="deleted"

[HKEY_LOCAL_MACHINE\SOFTWARE\Policies]
"Name"="x"
"#;

    fn get(name: &str) -> Option<Value> {
        parse(SAMPLE).unwrap().value(Hive::CurrentUser, "software\\TEST", name)
    }

    #[test]
    fn every_kind_of_value_is_read() {
        assert_eq!(get(""), Some(Value::Text("default \"quoted\" value".into())));
        assert_eq!(get("path"), Some(Value::Text("C:\\Windows\\System32".into())));
        assert_eq!(get("FLAG"), Some(Value::Number(10)));
        assert_eq!(get("Blob"), Some(Value::Bytes(vec![0x46, 0, 0, 0, 7, 0xff])));
        assert_eq!(get("Expand"), Some(Value::Text("%A%".into())));
        assert_eq!(get("List"), Some(Value::List(vec!["a".into(), "bc".into()])));
        assert_eq!(get("Big"), Some(Value::Number(1)));
        assert_eq!(get("Empty"), Some(Value::Bytes(vec![])));
        assert_eq!(get("Lines"), Some(Value::Text("one\ntwo".into())));
        assert_eq!(get("Gone"), None);
        assert_eq!(get("Odd"), None);
        assert_eq!(get("Name"), None, "keys to delete are left out");
    }

    #[test]
    fn keys_are_told_apart() {
        let export = parse(SAMPLE).unwrap();
        let names: Vec<_> = export.values(Hive::LocalMachine, "Software\\policies").unwrap();
        assert_eq!(names, [("Name".to_owned(), Value::Text("x".into()))]);
        assert!(export.values(Hive::CurrentUser, "Software\\Deleted").is_none());
    }

    #[test]
    fn keys_below_a_key_are_listed() {
        let export = parse(
            "[HKEY_LOCAL_MACHINE\\Top]\n\
             [HKEY_LOCAL_MACHINE\\Top\\{A-1}]\n\
             [HKEY_LOCAL_MACHINE\\top\\{a-1}\\Below]\n\
             [HKEY_LOCAL_MACHINE\\Top\\{A-1} of another]\n\
             [HKEY_LOCAL_MACHINE\\Top\\b\\c\\d]\n\
             [HKEY_LOCAL_MACHINE\\Topper\\e]\n\
             [HKEY_CURRENT_USER\\Top\\f]\n",
        )
        .unwrap();
        assert_eq!(export.keys(Hive::LocalMachine, "TOP").unwrap(), ["b", "{A-1}", "{A-1} of another"]);
        assert_eq!(
            export.keys(Hive::LocalMachine, "Top\\b").unwrap(),
            ["c"],
            "only what is below it shows it"
        );
        assert_eq!(export.keys(Hive::LocalMachine, "Top\\b\\c\\d").unwrap(), Vec::<String>::new());
        assert_eq!(export.keys(Hive::LocalMachine, "To"), None);
        assert_eq!(export.keys(Hive::CurrentUser, "Top").unwrap(), ["f"]);
    }

    #[test]
    fn other_files_are_no_export() {
        assert_eq!(parse("").err(), Some(ReadState::Unparsable));
        assert_eq!(parse("{\"a\": 1}").err(), Some(ReadState::Unparsable));
        assert!(parse("Windows Registry Editor Version 5.00\r\n").is_ok());
        assert!(parse("[HKEY_CURRENT_USER\\A]\n\"x\"=\"y\"\n").is_ok());
    }

    #[test]
    fn an_unfinished_string_does_not_swallow_the_next_key() {
        let export =
            parse("[HKEY_CURRENT_USER\\A]\n\"x\"=\"y\n[HKEY_CURRENT_USER\\B]\n\"z\"=dword:1\n").unwrap();
        assert_eq!(export.value(Hive::CurrentUser, "b", "z"), Some(Value::Number(1)));
    }

    proptest! {
        #[test]
        fn nothing_panics(text in "\\PC*", lines in proptest::collection::vec("[\\[\\]\"@=\\\\a-fx:,()0-9HKEY_\n-]{0,40}", 0..12)) {
            drop(parse(&text));
            let export = parse(&format!("[HKEY_CURRENT_USER\\A]\n{}", lines.join("\n"))).unwrap();
            export.keys(Hive::CurrentUser, "a");
        }
    }
}
