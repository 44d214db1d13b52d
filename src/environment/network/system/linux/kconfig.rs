//! Files of settings as KDE's programs write and read them: several, of which the more general can forbid the others
//! to change what they set.
//!
//! Source: KDE, `kconfigini.cpp` and "Kiosk".

use std::collections::BTreeMap;

/// The entries of one group in a series of files.
pub(super) struct Group {
    name: &'static str,
    entries: BTreeMap<String, Entry>,
    /// No further file may change anything.
    is_closed: bool,
    /// No further file may change the group.
    is_immutable: bool,
}

/// An entry, and the file it stands in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Entry {
    /// None where it was deleted.
    pub(super) value: Option<String>,
    /// Variables in it are to be replaced.
    pub(super) expands: bool,
    pub(super) place: String,
    is_immutable: bool,
}

impl Group {
    pub(super) fn new(name: &'static str) -> Self {
        Self { name, entries: BTreeMap::new(), is_closed: false, is_immutable: false }
    }

    pub(super) fn get(&self, key: &str) -> Option<&Entry> {
        self.entries.get(key)
    }

    /// Adds what a file says. The most general comes first.
    pub(super) fn add(&mut self, place: &str, text: &str) {
        if self.is_closed || self.is_immutable {
            return;
        }
        let mut inside = false;
        let mut of_group = false;
        // The marks of a file and a group hold for what follows them in the file, and for all further files.
        let (mut closes, mut makes_immutable) = (false, false);
        for line in text.lines().map(str::trim).filter(|line| !line.starts_with('#')) {
            if line.starts_with('[') {
                let header = Header::parse(line);
                closes |= header.names.is_empty() && header.is_immutable;
                if !header.names.is_empty() {
                    inside = header.names == [self.name];
                    of_group = inside && header.is_immutable;
                    makes_immutable |= of_group;
                }
            } else if inside && let Some((key, entry)) = entry(line, place) {
                let is_immutable = entry.is_immutable || closes || of_group;
                self.set(key, Entry { is_immutable, ..entry });
            }
        }
        self.is_closed = closes;
        self.is_immutable = makes_immutable;
    }

    fn set(&mut self, key: String, entry: Entry) {
        let kept = self.entries.entry(key).or_default();
        if !kept.is_immutable {
            *kept = entry;
        }
    }
}

/// The line before a group's entries: `[Group][Subgroup][$i]`.
struct Header<'a> {
    names: Vec<&'a str>,
    is_immutable: bool,
}

impl<'a> Header<'a> {
    fn parse(line: &'a str) -> Self {
        let mut header = Self { names: Vec::new(), is_immutable: false };
        let mut rest = line;
        while let Some((part, after)) = rest.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
            match part.strip_prefix('$') {
                Some(flags) => header.is_immutable |= flags.contains('i'),
                None => header.names.push(part),
            }
            rest = after;
        }
        header
    }
}

/// `Key[$ei]=value`; none for a comment, for what is no entry, and for one that is meant for one language.
fn entry(line: &str, place: &str) -> Option<(String, Entry)> {
    let (key, value) = line.split_once('=').map_or((line, None), |(key, value)| (key, Some(value)));
    let mut key = key.trim();
    let mut entry = Entry { place: place.to_owned(), ..Entry::default() };
    let mut deleted = false;
    while let Some((before, mark)) = key.strip_suffix(']').and_then(|key| key.rsplit_once('[')) {
        // What follows the mark of a deletion is not looked at.
        for flag in mark.strip_prefix('$')?.chars() {
            match flag {
                'd' => {
                    deleted = true;
                    break;
                }
                'i' => entry.is_immutable = true,
                'e' => entry.expands = true,
                _ => {}
            }
        }
        key = before.trim_end();
    }
    if key.is_empty() || (value.is_none() && !deleted) {
        return None;
    }
    entry.value = value.filter(|_| !deleted).map(|value| unescaped(value.trim()));
    Some((key.to_owned(), entry))
}

fn unescaped(value: &str) -> String {
    let mut out = String::with_capacity(value.len());
    let mut chars = value.chars();
    while let Some(c) = chars.next() {
        if c != '\\' {
            out.push(c);
            continue;
        }
        match chars.next() {
            Some('s') => out.push(' '),
            Some('t') => out.push('\t'),
            Some('n') => out.push('\n'),
            Some('r') => out.push('\r'),
            Some('x') => {
                let digits: String = chars.by_ref().take(2).collect();
                out.extend(u8::from_str_radix(&digits, 16).ok().map(char::from));
            }
            Some('\\') | None => out.push('\\'),
            // The marks of lists keep theirs.
            Some(other) => out.extend(['\\', other]),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn group(files: &[&str]) -> Group {
        let mut group = Group::new("Proxy Settings");
        for (number, text) in files.iter().enumerate() {
            group.add(&format!("file {number}"), text);
        }
        group
    }

    fn value(files: &[&str]) -> Option<String> {
        group(files).get("Key").and_then(|entry| entry.value.clone())
    }

    #[test]
    fn entries_of_the_group_are_read() {
        let of = |text: &str| value(&[text]);
        let is = |text: &str| Some(text.to_owned());
        assert_eq!(of("[Proxy Settings]\nKey=a\n"), is("a"));
        assert_eq!(of("[Proxy Settings]\r\n  Key = a b \r\n"), is("a b"));
        assert_eq!(of("[Proxy Settings]\nKey=a\nKey=b\n"), is("b"), "the last one");
        assert_eq!(of("[Proxy Settings]\nKey=a=b\n"), is("a=b"));
        assert_eq!(of("[Proxy Settings]\nKey=\n"), is(""));
        assert_eq!(of("[Proxy Settings]\n# Key=a\n"), None);
        assert_eq!(of("[Proxy Settings]\nKey[ja]=a\n"), None, "for one language");
        assert_eq!(of("[Other]\nKey=a\n[Proxy Settings][Sub]\nKey=b\n"), None);
        assert_eq!(of("Key=a\n"), None);
        assert_eq!(
            of("[Proxy Settings]\nKey=a\n[Proxy Settings]\nOther=x\n"),
            is("a"),
            "a group in two parts"
        );
        assert_eq!(of("[Proxy Settings]\nKey=\\sa\\tb\\\\c\\x41\\,\\;\\\n"), is(" a\tb\\cA\\,\\;\\"));
    }

    #[test]
    fn a_more_special_file_counts_unless_it_may_not() {
        let user = "[Proxy Settings]\nKey=mine\n";
        let of = |general: &str| value(&[general, user]);
        assert_eq!(of("[Proxy Settings]\nKey=theirs\n").as_deref(), Some("mine"));
        assert_eq!(of("[Proxy Settings]\nKey[$i]=theirs\n").as_deref(), Some("theirs"));
        assert_eq!(of("[Proxy Settings]\nKey[$ei]=theirs\n").as_deref(), Some("theirs"));
        assert_eq!(of("[Proxy Settings][$i]\nKey=theirs\n").as_deref(), Some("theirs"));
        assert_eq!(of("[Proxy Settings][$i]\n"), None, "the group is closed");
        assert_eq!(of("[$i]\n[Proxy Settings]\nKey=theirs\n").as_deref(), Some("theirs"));
        assert_eq!(of("[$i]\n"), None, "everything is closed");
        assert_eq!(of("[Other][$i]\nKey=x\n").as_deref(), Some("mine"));
        assert_eq!(of("[Proxy Settings]\nOther[$i]=x\n").as_deref(), Some("mine"));
        assert_eq!(value(&["[Proxy Settings]\nKey[$i]=a\nKey=b\n"]).as_deref(), Some("a"));
        assert_eq!(value(&["[Proxy Settings]\nKey=a\n", "[Proxy Settings]\nKey[$d]\n"]), None, "deleted");
        assert_eq!(of("[Proxy Settings]\nKey[$id]\n"), None, "deleted for good");
        assert_eq!(of("[Proxy Settings]\nKey[$di]\n").as_deref(), Some("mine"));
    }

    #[test]
    fn each_entry_knows_its_file_and_whether_it_expands() {
        let group = group(&["[Proxy Settings]\nA=1\nB[$e]=$HOME\n", "[Proxy Settings]\nA=2\n"]);
        assert_eq!(group.get("A").unwrap().place, "file 1");
        assert_eq!(group.get("B").unwrap().place, "file 0");
        assert!(group.get("B").unwrap().expands && !group.get("A").unwrap().expands);
    }

    proptest! {
        #[test]
        fn nothing_panics(text in "\\PC*", like in "[\\[\\]$ideKy=\\\\x#\nA ]{0,60}") {
            group(&[&text, &like]);
            group(&["[Proxy Settings]\n", &format!("[Proxy Settings]\n{like}")]);
        }
    }
}
