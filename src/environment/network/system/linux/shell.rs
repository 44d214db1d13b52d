//! Assignments of variables in files that a shell, PAM or systemd reads when a person signs in.

use std::collections::BTreeMap;

/// No value that matters is longer, in bytes.
const LONGEST_VALUE: usize = 4096;

/// The names and values that a text assigns, in order: `NAME=value`, with or without quotes, also behind `export`, and
/// as PAM writes it (`NAME DEFAULT=value`). Whether a shell gets to a line is not known, so that all count. Variables
/// that the same text has set before are replaced; others (`$HOME`) stay as they are.
pub(super) fn assignments(text: &str) -> Vec<(String, String)> {
    let mut known: BTreeMap<String, String> = BTreeMap::new();
    let mut all = Vec::new();
    for (name, value) in text.lines().flat_map(of_line) {
        let value = expanded(&value, |name| known.get(name).cloned());
        known.insert(name.clone(), value.clone());
        all.push((name, value));
    }
    all
}

/// A value with `$NAME` and `${NAME}` replaced, `$$` being a dollar. What `lookup` does not know stays as it is, and
/// so does a value that would grow beyond all measure.
pub(super) fn expanded(value: &str, lookup: impl Fn(&str) -> Option<String>) -> String {
    let mut out = String::new();
    let mut rest = value;
    while let Some((before, after)) = rest.split_once('$') {
        out.push_str(before);
        let braced = after.strip_prefix('{').and_then(|inner| inner.split_once('}'));
        let end = after.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(after.len());
        let (name, following) = braced.unwrap_or_else(|| after.split_at(end));
        rest = match (after.strip_prefix('$'), lookup(name)) {
            (Some(following), _) => {
                out.push('$');
                following
            }
            (None, Some(text)) if is_name(name) => {
                out.push_str(&text);
                following
            }
            _ => {
                out.push('$');
                after
            }
        };
        if out.len() > LONGEST_VALUE {
            return value.to_owned();
        }
    }
    out.push_str(rest);
    out
}

fn of_line(line: &str) -> Vec<(String, String)> {
    let words = words(line);
    let mut found: Vec<(String, String)> = Vec::new();
    let mut default = None;
    for word in &words {
        let Some((name, value)) = word.split_once('=') else { continue };
        match name {
            // PAM: the name stands first in the line, and what is to override it last.
            "DEFAULT" | "OVERRIDE" => default = words.first().map(|first| (first.clone(), value.to_owned())),
            _ if is_name(name) => found.push((name.to_owned(), value.to_owned())),
            _ => {}
        }
    }
    found.extend(default.filter(|(name, _)| is_name(name)));
    found
}

fn is_name(name: &str) -> bool {
    !name.is_empty()
        && !name.starts_with(|c: char| c.is_ascii_digit())
        && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
}

/// The words of a line, without their quotes. A comment begins where a word could.
fn words(line: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word = String::new();
    let mut quote = None;
    let mut chars = line.chars();
    while let Some(c) = chars.next() {
        match (quote, c) {
            (Some(open), _) if c == open => quote = None,
            (None, '"' | '\'') => quote = Some(c),
            (None | Some('"'), '\\') => word.extend(chars.next()),
            (None, '#') if word.is_empty() => break,
            (None, ' ' | '\t' | ';' | '&' | '|' | '(' | ')') => words.push(std::mem::take(&mut word)),
            _ => word.push(c),
        }
    }
    words.push(word);
    words.retain(|word| !word.is_empty());
    words
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn of(text: &str) -> Vec<(String, String)> {
        assignments(text)
    }

    fn pairs(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
        pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
    }

    #[test]
    fn each_way_to_write_an_assignment_is_read() {
        for (text, expected) in [
            ("A=1", pairs(&[("A", "1")])),
            ("  export A=\"http://p:1\" B='x y'", pairs(&[("A", "http://p:1"), ("B", "x y")])),
            ("A=1; export A", pairs(&[("A", "1")])),
            ("if [ -z \"$A\" ]; then export A=http://p:1; fi", pairs(&[("A", "http://p:1")])),
            ("# A=1", pairs(&[])),
            ("A=1 # B=2", pairs(&[("A", "1")])),
            ("A=http://p/#x", pairs(&[("A", "http://p/#x")])),
            ("A=", pairs(&[("A", "")])),
            ("A=\"it's\\\"so\\\"\"", pairs(&[("A", "it's\"so\"")])),
            ("A=x\\ y", pairs(&[("A", "x y")])),
            ("A='x\\y'", pairs(&[("A", "x\\y")])),
            ("A DEFAULT=http://p:1", pairs(&[("A", "http://p:1")])),
            ("A DEFAULT=\"\" OVERRIDE=http://q:1", pairs(&[("A", "http://q:1")])),
            ("declare -x A=1", pairs(&[("A", "1")])),
            ("A=$B", pairs(&[("A", "$B")])),
            (
                "B=http://p:1\nexport A=\"$B\" C=${B}/x",
                pairs(&[("B", "http://p:1"), ("A", "http://p:1"), ("C", "http://p:1/x")]),
            ),
            ("A=x\nA=$A$OTHER", pairs(&[("A", "x"), ("A", "x$OTHER")])),
            ("1A=x a-b=y =z", pairs(&[])),
            ("A=1\nA=2\r\nB=3", pairs(&[("A", "1"), ("A", "2"), ("B", "3")])),
        ] {
            assert_eq!(of(text), expected, "{text}");
        }
    }

    #[test]
    fn variables_in_values_are_replaced() {
        let known = |name: &str| [("A", "E"), ("B", "")].into_iter().find(|(known, _)| *known == name);
        for (value, expected) in [
            ("plain", "plain"),
            ("$A", "E"),
            ("a-${A}-b", "a-E-b"),
            ("a$A.b", "aE.b"),
            ("$B", ""),
            ("$$A", "$A"),
            ("$OTHER x", "$OTHER x"),
            ("${OTHER} x", "${OTHER} x"),
            ("100$", "100$"),
            ("${unclosed", "${unclosed"),
            ("$(command)", "$(command)"),
        ] {
            assert_eq!(
                expanded(value, |name| known(name).map(|(_, text)| text.to_owned())),
                expected,
                "{value}"
            );
        }
    }

    #[test]
    fn values_do_not_grow_beyond_all_measure() {
        let doubling = format!("A=x\n{}", "A=$A$A\n".repeat(60));
        let longest = assignments(&doubling).iter().map(|(_, value)| value.len()).max();
        assert!(longest <= Some(2 * LONGEST_VALUE), "{longest:?}");
    }

    proptest! {
        #[test]
        fn nothing_panics(text in "\\PC*", like in "[A-C=\"'\\\\ #;$\n]{0,40}") {
            assignments(&text);
            assignments(&like);
        }

        #[test]
        fn a_quoted_value_is_read_as_it_is(value in "[ -!#%&(-\\[\\]-~]{0,20}") {
            prop_assert_eq!(of(&format!("export A=\"{value}\"")), pairs(&[("A", value.as_str())]));
            prop_assert_eq!(of(&format!("A='{value}'")), pairs(&[("A", value.as_str())]));
        }
    }
}
