//! What `scutil` prints: dictionaries and lists, one value a line.

use serde_json::{Map, Value};

/// Nothing that is printed is deeper.
const DEEPEST: usize = 16;

/// A list or a dictionary whose end has not come yet, and its name in what holds it.
struct Open {
    name: String,
    value: Value,
}

/// The name under which the outermost dictionary, which has none, is kept while it is read.
const OUTERMOST: &str = "";

/// What is printed as one dictionary, in which every plain value is text. Lines that are not understood are left
/// out, and what has no end ends with the text.
pub(super) fn parse(text: &str) -> Value {
    let mut open = vec![Open { name: String::new(), value: Value::Object(Map::new()) }];
    // How many were opened beyond what is kept.
    let mut too_deep = 0_usize;
    for line in text.lines().map(str::trim) {
        // An empty value has lost its space.
        let named = line.split_once(" : ").or_else(|| line.strip_suffix(" :").map(|name| (name, "")));
        let (name, value) = named.unwrap_or((OUTERMOST, line));
        match opened(value) {
            Some(_) if open.len() > DEEPEST || too_deep > 0 => too_deep += 1,
            Some(value) => open.push(Open { name: name.to_owned(), value }),
            None if line == "}" && too_deep > 0 => too_deep -= 1,
            None if line == "}" => close(&mut open),
            None if named.is_some() && too_deep == 0 => {
                put(&mut open, name, Value::String(value.trim().to_owned()));
            }
            None => {}
        }
    }
    while open.len() > 1 {
        close(&mut open);
    }
    let all = open.pop().map(|open| open.value).unwrap_or_default();
    all.get(OUTERMOST).cloned().unwrap_or(all)
}

/// The empty list or dictionary that a value opens.
fn opened(value: &str) -> Option<Value> {
    match value.trim() {
        "<dictionary> {" => Some(Value::Object(Map::new())),
        "<array> {" => Some(Value::Array(Vec::new())),
        _ => None,
    }
}

/// Puts the innermost value into the one around it. The outermost stays.
fn close(open: &mut Vec<Open>) {
    if open.len() > 1
        && let Some(Open { name, value }) = open.pop()
    {
        put(open, &name, value);
    }
}

/// Entries of lists have their numbers as names; they come in order.
fn put(open: &mut [Open], name: &str, value: Value) {
    match open.last_mut().map(|open| &mut open.value) {
        Some(Value::Object(values)) => {
            values.insert(name.to_owned(), value);
        }
        Some(Value::Array(values)) => values.push(value),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::json;

    #[test]
    fn what_is_printed_becomes_one_dictionary() {
        let text = "<dictionary> {\n  HTTPEnable : 0\n  ExceptionsList : <array> {\n    0 : *.local\n    1 : 169.254/16\n  }\n  \
                    Empty : \n  __SCOPED__ : <dictionary> {\n    en0 : <dictionary> {\n      HTTPEnable : 1\n    }\n  }\n  \
                    URL : http://a.example/p.pac?x : y {\n}\n";
        let expected = json!({
            "HTTPEnable": "0", "ExceptionsList": ["*.local", "169.254/16"], "Empty": "",
            "__SCOPED__": {"en0": {"HTTPEnable": "1"}}, "URL": "http://a.example/p.pac?x : y {",
        });
        assert_eq!(parse(text), expected);
        assert_eq!(parse(&text.replace('\n', "\r\n")), expected);
        assert_eq!(parse("<dictionary> {\n}\n"), json!({}));
        assert_eq!(parse(""), json!({}));
    }

    #[test]
    fn what_is_cut_off_is_read_as_far_as_it_goes() {
        let text = "<dictionary> {\n  A : 1\n  L : <array> {\n    0 : <dictionary> {\n      B : 2\n";
        assert_eq!(parse(text), json!({"A": "1", "L": [{"B": "2"}]}));
        assert_eq!(parse("}\n}\n<dictionary> {\n  A : 1\n}\n}\n"), json!({"A": "1"}));
        assert_eq!(parse("no such option\n"), json!({}));
    }

    #[test]
    fn depth_has_an_end() {
        let deep = |depth: usize| {
            let inner = "A : <dictionary> {\n".repeat(depth);
            format!("<dictionary> {{\n{inner}X : 1\n{}B : 2\n}}\n", "}\n".repeat(depth))
        };
        assert_eq!(parse(&deep(2)), json!({"A": {"A": {"X": "1"}}, "B": "2"}));
        let found = parse(&deep(100_000));
        assert_eq!(found.get("B"), Some(&json!("2")), "what follows is still in its place");
        assert!(!found.to_string().contains('X'));
    }

    proptest! {
        #[test]
        fn nothing_panics(text in "\\PC*", like in "((<dictionary>|<array>) \\{|[A-Za-z0-9 ]| : |\\}|\n){0,80}") {
            parse(&text);
            parse(&like);
        }
    }
}
